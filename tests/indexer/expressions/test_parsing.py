"""What was typed -> a tree, and how it was read. Tables of (typed, read as, shape of the tree)."""

import os
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.timing import cpu_seconds

from indexer.expressions.leaves import SHORTEST_PREFIX, french_key
from indexer.expressions.lexing import FIELDS, LONGEST, Note
from indexer.expressions.parsing import MOST_LEAVES, Matching, needed, parse
from indexer.expressions.tree import All, AnyOf, AtLeast, Everything, Except, Expression, Leaf, Prefix, wanted_leaves
from indexer.expressions.writing import written
from indexer.releases import SEARCHED_BY_DEFAULT, Zone

LONG = 20_000 if os.environ.get("LONG") else 300


def shape(tree: Expression) -> str:
    """Write *tree* in short: leaves as a person would type them, nodes by their names."""
    match tree:
        case Leaf(text=text):
            return text
        case Everything():
            return "*"
        case All(clauses):
            return f"ALL({', '.join(map(shape, clauses))})"
        case AnyOf(clauses):
            return f"ANY({', '.join(map(shape, clauses))})"
        case AtLeast(count, clauses):
            return f"{count} OF({', '.join(map(shape, clauses))})"
        case Except(kept, excluded):
            return f"{shape(kept)} BUT {shape(excluded)}"


def positions(typed: str) -> list[list[str]]:
    """Return the alternatives at each place of the only leaf: « s:stem », « f:folded », « a:accented », « prefix* »."""
    (leaf,) = wanted_leaves(parse(typed).tree)
    return [
        [f"{each.text}*" if isinstance(each, Prefix) else f"{each.kind.value[0]}:{each.text}" for each in place]
        for place in leaf.positions
    ]


@pytest.mark.parametrize(
    ("typed", "read_as", "tree"),
    [
        ("", "", "*"),
        ("cancer", "cancer", "cancer"),
        ("l'énergie", "énergie", "énergie"),
        ("L’ÉNERGIE", "ÉNERGIE", "ÉNERGIE"),
        ("dépistage du cancer", "dépistage cancer", "2 OF(dépistage, cancer)"),
        ("eau air sol", "eau air sol", "2 OF(eau, air, sol)"),
        ("eau air sol feu", "eau air sol feu", "3 OF(eau, air, sol, feu)"),
        ("eau air sol feu bois", "eau air sol feu bois", "3 OF(eau, air, sol, feu, bois)"),
        ("qualité de l’eau et de l’air", "qualité eau air", "2 OF(qualité, eau, air)"),
        ("cancer OU tabac", "cancer OU tabac", "ANY(cancer, tabac)"),
        ("eau potable OU tabac", "eau potable OU tabac", "ANY(2 OF(eau, potable), tabac)"),
        ("cancer ET tabac", "cancer ET tabac", "ALL(cancer, tabac)"),
        ("eau ET air OU feu", "eau ET air OU feu", "ANY(ALL(eau, air), feu)"),
        ("eau ET air sol feu", "eau ET air sol feu", "ALL(eau, air, 2 OF(sol, feu))"),
        ("cancer SAUF tabac", "cancer SAUF tabac", "cancer BUT tabac"),
        ("cancer -tabac", "cancer SAUF tabac", "cancer BUT tabac"),
        ("cancer SAUF le tabac", "cancer SAUF tabac", "cancer BUT tabac"),
        ("cancer ET -tabac", "cancer SAUF tabac", "cancer BUT tabac"),
        ("-tabac", "SAUF tabac", "* BUT tabac"),
        ("cancer -tabac -alcool", "cancer SAUF tabac SAUF alcool", "cancer BUT ANY(tabac, alcool)"),
        ("cancer -(tabac OU alcool)", "cancer SAUF tabac SAUF alcool", "cancer BUT ANY(tabac, alcool)"),
        ("cancer -(tabac ET alcool)", "cancer SAUF (tabac ET alcool)", "cancer BUT ALL(tabac, alcool)"),
        ('-"eau potable"', 'SAUF "eau potable"', '* BUT "eau potable"'),
        ("-titre:eau", "SAUF titre:eau", "* BUT titre:eau"),
        ("cancer - tabac", "cancer tabac", "2 OF(cancer, tabac)"),
        ("cancer ou tabac", "cancer tabac", "2 OF(cancer, tabac)"),
        ("(cancer OU tabac) jeunes", "(cancer OU tabac) ET jeunes", "ALL(ANY(cancer, tabac), jeunes)"),
        ("(((cancer)))", "cancer", "cancer"),
        ("()", "", "*"),
        ("cancer ()", "cancer", "cancer"),
        ('"code du travail"', '"code du travail"', '"code du travail"'),
        ("« code du travail »", '"code du travail"', '"code du travail"'),
        ("“code  du travail”", '"code du travail"', '"code du travail"'),
        ('"eau potable" qualité', '"eau potable" ET qualité', 'ALL("eau potable", qualité)'),
        ('eau "air pur" sol', '"air pur" eau sol', 'ALL("air pur", 2 OF(eau, sol))'),
        ("titre:eau", "titre:eau", "titre:eau"),
        ("Émetteur:agence", "emetteur:agence", "emetteur:agence"),
        ("lieu:Nancy eau", "lieu:Nancy ET eau", "ALL(lieu:Nancy, eau)"),
        ("titre:l’eau", "titre:eau", "titre:eau"),
        ("titre:(eau OU air)", "titre:eau OU titre:air", "ANY(titre:eau, titre:air)"),
        ("titre:titre:eau", "titre:eau", "titre:eau"),
        ("contact:camille@example.org", "contact:camille@example.org", "contact:camille@example.org"),
        ("vaccin*", "vaccin*", "vaccin*"),
        ("l’énerg*", "énerg*", "énerg*"),
        ("titre:vaccin*", "titre:vaccin*", "titre:vaccin*"),
        ("le", '"le"', '"le"'),
        ("à la une", '"a" ET "la" ET "une"', 'ALL("a", "la", "une")'),
        ("cancer OU le", 'cancer OU "le"', 'ANY(cancer, "le")'),
        ("presse-papiers", "presse-papiers", "presse-papiers"),
        ("3, 114", "3, 114", "2 OF(3, 114)"),
        ("1 200 postes", "1 200 postes", "2 OF(1 200, postes)"),
        ("+33 1 99 00 12 34", "+33 1 99 00 12 34", "+33 1 99 00 12 34"),
        ("#santé ?", "santé", "santé"),
    ],
)
def test_typed_text_is_read(typed: str, read_as: str, tree: str) -> None:
    reading = parse(typed)
    assert shape(reading.tree) == tree
    assert reading.read_as == read_as


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        # fields, quotes, SAUF and ET are never loosened (DESIGN.md, section 3)
        ("titre:(eau air sol)", "ALL(titre:eau, titre:air, titre:sol)"),
        ("cancer SAUF (tabac jeunes lycée)", "cancer BUT ALL(tabac, jeunes, lycée)"),
        # only the word beside ET is required
        ('eau air sol "bilan annuel" ET lieu:Nancy', 'ALL("bilan annuel", lieu:Nancy, 2 OF(eau, air, sol))'),
        ("eau air sol -feu ET bois", "ALL(bois, 2 OF(eau, air, sol)) BUT feu"),
    ],
)
def test_loose_words_are_those_beside_nothing(typed: str, tree: str) -> None:
    assert shape(parse(typed).tree) == tree


@pytest.mark.parametrize(
    ("typed", "words", "at_least"),
    [
        ("cancer cancer", 1, 1),
        ("Cancer cancer", 1, 1),
        ("cancer cancers dépistage", 2, 2),  # two words, although three were typed: both are needed
        ("eau d’eau l’EAU air", 2, 2),
        ("étudiantes étudiants bourses", 2, 2),  # one word in French, two in other languages
        ("le cancer de la peau", 2, 2),
        ("eau air sol feu -bois", 4, 3),
        ("", 0, 0),
        ("le la les", 0, 0),
        ('"eau air sol"', 0, 0),
    ],
)
def test_loose_words_are_counted_once_each(typed: str, words: int, at_least: int) -> None:
    reading = parse(typed)
    assert (reading.words, reading.at_least) == (words, at_least)


@pytest.mark.parametrize(
    ("inclusive", "mate"), [("chercheur·e·s", "chercheurs"), ("patient(e)s", "patients"), ("élu.e.s", "élus")]
)
def test_an_inclusive_form_is_searched_as_the_word(inclusive: str, mate: str) -> None:
    (ours,), (theirs,) = wanted_leaves(parse(inclusive).tree), wanted_leaves(parse(mate).tree)
    assert french_key(ours) == french_key(theirs)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cancers", [["s:canc", "s:=cancer"]]),
        ("Été", [["s:ete", "s:=ete"]]),
        ('"été"', [["a:été", "a:ETE", "a:Eté"]]),
        ('"ete"', [["f:ete"]]),
        ('"cœur"', [["f:coeur"]]),
        ('"code du travail"', [["f:code"], ["f:du"], ["f:travail"]]),
        ("“l’eau”", [["f:l'"], ["f:eau"]]),
        ('"code du trav*"', [["f:code"], ["f:du"], ["trav*"]]),
        ('"code du tr*"', [["f:code"], ["f:du"], ["f:tr"]]),
        ("cancér*", [["cancer*"]]),
        ("presse-pap*", [["f:presse"], ["pap*"]]),
        ("covid-19", [["s:covid", "s:=covid"], ["s:19"]]),
        ("Pas-de-Calais", [["f:pas"], ["f:de"], ["s:calais", "s:=calai"]]),
        ("C.N.R.S.", [["s:cnr", "s:=cnr"]]),
        ("CNRS", [["s:cnr", "s:=cnr"]]),
        ("01.99.00.12.34", [["s:0199001234"]]),
        ("1\u202f200", [["s:1200"]]),
        ("de", [["f:de"]]),
        ("e\u0301te\u0301", [["s:ete", "s:=ete"]]),
        (
            "camille.durand@example.org",
            [["s:camil", "s:=camille"], ["s:durand", "s:=durand"], ["s:exampl", "s:=example"], ["s:org", "s:=org"]],
        ),
        ("studies", [["s:stud", "s:=study"]]),  # in a release in French, and in one that is not
        ("1,5 M€", [["s:1500000€"]]),
        ("XXIe", [["s:21e"]]),
    ],
)
def test_a_leaf_holds_the_terms_of_its_kind(typed: str, expected: list[list[str]]) -> None:
    assert positions(typed) == expected


def test_an_unquoted_word_has_its_exact_form_for_the_score_and_a_phrase_has_none() -> None:
    (word,) = wanted_leaves(parse("cancers").tree)
    (phrase,) = wanted_leaves(parse('"cancers"').tree)
    assert [[term.text for term in place] for place in word.exact] == [["cancers"]]
    assert phrase.exact == ()


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_a_field_searches_its_zones_only(name: str) -> None:
    leaves = list(wanted_leaves(parse(f"eau {name}:air {name}:(sol OU «feu») {name}:bois*").tree))
    zones = {leaf.text: leaf.zones for leaf in leaves}
    assert zones.pop("eau") == SEARCHED_BY_DEFAULT
    assert len(zones) == 4
    assert set(zones.values()) == {FIELDS[name]}


def test_words_that_no_field_governs_are_searched_in_the_zones_asked_for() -> None:
    reading = parse("eau titre:air", zones=frozenset({Zone.BOILERPLATE}))
    assert {leaf.text: leaf.zones for leaf in wanted_leaves(reading.tree)} == {
        "titre:air": FIELDS["titre"],
        "eau": frozenset({Zone.BOILERPLATE}),
    }
    assert reading.zones == frozenset({Zone.BOILERPLATE})


@pytest.mark.parametrize(
    ("words", "at_least"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 5), (10, 6), (15, 9), (64, 39)]
)
def test_how_many_words_are_needed(words: int, at_least: int) -> None:
    assert needed(words) == at_least
    assert needed(words, Matching.ALL) == words
    assert needed(words, Matching.ANY) == min(words, 1)


@pytest.mark.parametrize(
    ("matching", "tree"),
    [
        (Matching.AUTO, "3 OF(eau, air, sol, feu)"),
        (Matching.ALL, "ALL(eau, air, sol, feu)"),
        (Matching.ANY, "1 OF(eau, air, sol, feu)"),
    ],
)
def test_matching_forces_the_number_of_loose_words(matching: Matching, tree: str) -> None:
    assert shape(parse("eau air sol feu", matching=matching).tree) == tree
    assert shape(parse('"bilan" ET titre:eau', matching=matching).tree) == 'ALL("bilan", titre:eau)'


@pytest.mark.parametrize(
    ("typed", "notes"),
    [
        ("cancer", set()),
        ("", set()),
        ("  ", set()),
        ("cancer OU", {Note.DANGLING}),
        ("OU cancer", {Note.DANGLING}),
        ("ET cancer", {Note.DANGLING}),
        ("cancer ET", {Note.DANGLING}),
        ("cancer ET OU tabac", {Note.DANGLING}),
        ("cancer SAUF", {Note.DANGLING}),
        ("SAUF SAUF cancer", {Note.DANGLING}),
        ("OU", {Note.DANGLING, Note.NOTHING}),
        ("?", {Note.NOTHING}),
        ("*", {Note.NOTHING}),
        ('""', {Note.NOTHING}),
        ("()", {Note.NOTHING}),
        ("(cancer", {Note.UNBALANCED}),
        ("cancer)", {Note.UNBALANCED}),
        ('"cancer', {Note.UNCLOSED_QUOTE}),
        ("ca*", {Note.SHORT_PREFIX}),
        ("can*", set()),
        ('"à la u*"', {Note.SHORT_PREFIX}),
        ("eau " * MOST_LEAVES, set()),  # one word, typed often
        (" ".join(f"mot{n}" for n in range(MOST_LEAVES + 1)), {Note.TOO_MANY_WORDS}),
        ("(" * 30 + "cancer" + ")" * 30, {Note.TOO_DEEP}),
        ("cancer " + "," * LONGEST, {Note.CUT}),
    ],
)
def test_notes_say_what_was_cut_ignored_or_closed(typed: str, notes: set[Note]) -> None:
    assert set(parse(typed).notes) == notes


@pytest.mark.parametrize(("typed", "kept"), [("ca*", "ca"), ("c*", "c"), ("l’é*", "é")])
def test_a_prefix_that_is_too_short_is_searched_as_a_word(typed: str, kept: str) -> None:
    assert len(kept) < SHORTEST_PREFIX
    assert parse(typed).tree == parse(kept).tree


def test_no_more_leaves_are_read_than_the_limit() -> None:
    reading = parse(" ".join(f"mot{n}" for n in range(200)))
    assert len(list(wanted_leaves(reading.tree))) == MOST_LEAVES


def test_excluded_leaves_are_not_wanted() -> None:
    assert [leaf.text for leaf in wanted_leaves(parse('eau -air -"sol" SAUF (feu bois) vent').tree)] == ["eau", "vent"]


def test_the_typed_text_stays_readable() -> None:
    assert parse("  L’e\u0301nergie\x00 ").text == "L’énergie"


_PIECES = """
    cancer Cancer cancers dépistage l'eau d’été aujourd'hui L'ÉTAT œuvre ŒUVRE de la les un qu'il à où C.N.R.S. R&D C++
    IL-6 presse-papiers covid-19 c'est-à-dire chercheur·e·s patient(e)s 1,5 1.200 2023 3 114 5 200 13/07/2023 n°
    01.99.00.12.34 +33 0199001234 camille@example.org https://example.org/ OU ET SAUF OU* ou - -tabac −tabac -- ( ) ((
    )) " « » “ ” „ ' ’ ‘ ʼ * can* ca* cancér* *er vac*in titre: TITRE: émetteur: contact: lieu: apropos: sujet:
    titre:eau : -titre: , ; . … ? ! # € % _ + ^ ~ \\ / | & = < >
"""
_SPACED = (" ", "  ", "\n", "\u00a0", "\u202f", "1 200", "12 345 678", "01 99 00 12 34", "+33 (0)1 99 00 12 34")
_STRANGE = (
    "\x00",
    "\u202e",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\ud800",
    "e\u0301",
    "\u0301",
    "İ",
    "ß",
    "ﬁ",
    "١٢",
    "東京",
    "🙂",
)
_AMOUNTS = ("1,5 M€", "million d'euros", "50 %", "€", "%", "k€", "pour cent", "n° 5", "milliards")
_ORDINALS = ("XXIe", "Ve", "VIe", "Ier", "1er", "C++")
_FRAGMENTS = st.sampled_from([*_PIECES.split(), *_SPACED, *_STRANGE, *_AMOUNTS, *_ORDINALS])
_TYPED = st.one_of(
    st.lists(_FRAGMENTS, max_size=14).map(" ".join),
    st.lists(_FRAGMENTS, max_size=14).map("".join),
    st.lists(st.one_of(_FRAGMENTS, st.text(max_size=4)), max_size=14).map(" ".join),
    st.text(max_size=60),
)


@given(_TYPED, st.sampled_from(Matching))
@example(typed="0.0J'0*", matching=Matching.AUTO)
@example(typed="0:0€", matching=Matching.AUTO)
@example(typed='" 1 200   114', matching=Matching.AUTO)
@settings(max_examples=LONG, deadline=None)
def test_what_was_read_gives_the_same_tree_again(typed: str, matching: Matching) -> None:
    reading = parse(typed, matching=matching)
    again = parse(reading.read_as, matching=matching)
    assert again.tree == reading.tree
    assert again.read_as == reading.read_as == written(reading.tree)


@given(_TYPED)
@settings(max_examples=LONG, deadline=None)
def test_any_text_gives_a_sound_tree(typed: str) -> None:
    reading = parse(typed)
    assert 0 <= reading.at_least <= reading.words
    assert len(list(wanted_leaves(reading.tree))) <= MOST_LEAVES
    for leaf in wanted_leaves(reading.tree):
        assert leaf.positions
        assert all(leaf.positions)
        assert leaf.text == leaf.text.strip() != ""
    _assert_sound(reading.tree)


def _assert_sound(tree: Expression) -> None:
    match tree:
        case All(clauses) | AnyOf(clauses) | AtLeast(_, clauses):
            assert len(clauses) > 1
            assert len(set(clauses)) == len(clauses)
            for clause in clauses:
                _assert_sound(clause)
        case Except(kept, excluded):
            _assert_sound(kept)
            _assert_sound(excluded)
        case _:
            return


@given(_TYPED)
@settings(max_examples=LONG, deadline=None)
def test_forcing_all_words_asks_for_as_many_as_there_are(typed: str) -> None:
    every, anyone = parse(typed, matching=Matching.ALL), parse(typed, matching=Matching.ANY)
    assert every.at_least == every.words
    assert anyone.at_least <= 1


@pytest.mark.parametrize(
    "piece",
    [
        "(", ")", "()", '"', "«", "“„", "titre:", "lieu:(", "-", "- ", "--a", "l'", "a*", "a ", "OU ", "a ET ",
        "SAUF (", "1 ", "1 000 ", "0 1 ", "+33 (0)", "a-", "a.", "é", "e\u0301", "\u202e", "\x00",
        "🙂", "a'b", '"a" ', "a(e)",
    ],
)  # fmt: skip
def test_time_is_short_on_hostile_text(piece: str) -> None:
    typed = (piece * 10_000)[:10_000]
    assert cpu_seconds(lambda: parse(parse(typed).read_as)) < 0.1


def test_random_and_mutated_text_never_fails() -> None:
    chance = random.Random(1)  # seeded: a failure comes again
    letters = "aeéàl'’ \"«»()*-:,;.0123 OUETSAFtirecon\u202e\u0301\x00🙂œ·"
    typed = 'titre:cancer OU (l\'énergie -"plan 2030")'
    for _ in range(1_000_000 if os.environ.get("LONG") else 3_000):
        at = chance.randrange(len(typed) + 1)
        more = chance.choice(letters) * chance.choice((0, 1, 1, 2))
        typed = typed[:at] + more + typed[at + chance.choice((0, 1, 2)) :]
        if len(typed) > 60 or not typed:
            typed = "".join(chance.choices(letters, k=chance.randrange(1, 30)))
        parse(typed)
