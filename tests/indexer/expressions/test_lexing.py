"""Typed text -> lexemes: what is a word, a phrase, an operator; what is closed, cut and noted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.timing import cpu_seconds

from indexer.expressions.lexing import DEEPEST, LONGEST, Lexeme, Mark, Note, clean, lexemes


def marks(text: str) -> str:
    """Write the lexemes of *text* in short: words as they are, phrases in quotes, the rest by its name."""
    short = {Mark.OPEN: "(", Mark.CLOSE: ")", Mark.OR: "|", Mark.AND: "&", Mark.NOT: "-"}
    return " ".join(
        short.get(each.mark)
        or (f'"{each.text}"' if each.mark is Mark.PHRASE else each.text + ":" * (each.mark is Mark.FIELD))
        for each in lexemes(text)[0]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dépistage cancer", "dépistage cancer"),
        ("l'eau d’été", "eau été"),
        ("L’l'eau", "eau"),
        ("aujourd'hui", "aujourd'hui"),
        ("cancer OU tabac", "cancer | tabac"),
        ("cancer ET tabac", "cancer & tabac"),
        ("cancer SAUF tabac", "cancer - tabac"),
        ("cancer ou et sauf tabac", "cancer ou et sauf tabac"),  # operators are written in capitals
        ("OURS ETAT", "OURS ETAT"),
        ("cancer -tabac", "cancer - tabac"),
        ("cancer −tabac", "cancer - tabac"),
        ("cancer - tabac", "cancer tabac"),
        ("presse-papiers", "presse-papiers"),
        ("(cancer)", "( cancer )"),
        ('"à la une"', '"à la une"'),
        ("« à la une »", '" à la une "'),
        ("“à la une”", '"à la une"'),
        ("„à la une“", '"à la une"'),
        ('«dit "oui" enfin»', '"dit "oui" enfin"'),
        ("titre:cancer", "titre: cancer"),
        ("Titre:cancer", "titre: cancer"),
        ("titre :cancer", "titre: cancer"),
        ("émetteur:agence", "emetteur: agence"),
        ("contact:Durand lieu:Nancy apropos:institut", "contact: Durand lieu: Nancy apropos: institut"),
        ('titre:"eau potable"', 'titre: "eau potable"'),
        ("titre:(eau)", "titre: ( eau )"),
        ("titre:-eau", "titre: - eau"),
        ("sujet:cancer", "sujet:cancer"),  # no field
        ("12:30", "12:30"),
        ("https://www.example.org/eau", "https://www.example.org/eau"),
        ("can*", "can*"),
        ("1 200 postes", "1 200 postes"),
        ("01 99 00 12 34", "01 99 00 12 34"),
        ("3, 114", "3 114"),
        ("1,5 M€", "1,5 M€"),
        ("eau,air;feu", "eau air feu"),
        ("", ""),
        ("… — ? !", ""),
    ],
)
def test_text_is_cut_into_lexemes(text: str, expected: str) -> None:
    assert marks(text) == expected


@pytest.mark.parametrize(
    "text", ["1 200", "1\u202f200", "12 345 678", "01 99 00 12 34", "+33 1 99 00 12 34", "06.39.98.12.34", "C.N.R.S."]
)
def test_a_figure_or_a_telephone_number_is_one_lexeme(text: str) -> None:
    assert lexemes(text)[0] == (Lexeme(Mark.WORD, text),)


@pytest.mark.parametrize(
    ("text", "expected", "notes"),
    [
        ('"eau potable', '"eau potable"', (Note.UNCLOSED_QUOTE,)),
        ("« eau", '" eau"', (Note.UNCLOSED_QUOTE,)),
        ("(eau", "( eau )", (Note.UNBALANCED,)),
        ("((eau)", "( ( eau ) )", (Note.UNBALANCED,)),
        ("eau)", "eau", (Note.UNBALANCED,)),
        (")(", "( )", (Note.UNBALANCED,)),
        ('("eau)', '( "eau)" )', (Note.UNCLOSED_QUOTE, Note.UNBALANCED)),
    ],
)
def test_what_stays_open_is_closed_and_noted(text: str, expected: str, notes: tuple[Note, ...]) -> None:
    assert marks(text) == expected
    assert set(lexemes(text)[1]) == set(notes)


def test_parentheses_that_go_too_deep_are_left_out_and_noted() -> None:
    read, notes = lexemes("(" * (DEEPEST + 5) + "eau" + ")" * (DEEPEST + 5) + " air")
    assert notes == (Note.TOO_DEEP,)
    assert [each.mark for each in read].count(Mark.OPEN) == DEEPEST
    assert [each.mark for each in read].count(Mark.CLOSE) == DEEPEST
    assert read[-1] == Lexeme(Mark.WORD, "air")


@pytest.mark.parametrize(
    ("typed", "read", "notes"),
    [
        ("  eau  ", "eau", ()),
        ("e\u0301te\u0301", "été", ()),
        ("eau\x00potable", "eau potable", ()),
        ("eau\tpotable\n", "eau potable", ()),
        ("\u202eeau", "eau", ()),
        ("\ufeffeau", "eau", ()),
        ("\ud800eau", "eau", ()),
        ("lʼeau", "l’eau", ()),
        ("dépis\u00adtage", "dépistage", ()),  # soft hyphen: readers take it out of texts
        ("dépis\u200btage", "dépistage", ()),  # zero-width space: the same
        ("a" * LONGEST, "a" * LONGEST, ()),
        ("a" * (LONGEST + 1), "a" * LONGEST, (Note.CUT,)),
        ("", "", ()),
    ],
)
def test_cleaning_leaves_what_can_be_read(typed: str, read: str, notes: tuple[Note, ...]) -> None:
    assert clean(typed) == (read, notes)


@given(st.text(alphabet="()\"«»“”-+:*' eétOUE", max_size=80))
def test_parentheses_always_balance(text: str) -> None:
    depth = 0
    for lexeme in lexemes(text)[0]:
        depth += {Mark.OPEN: 1, Mark.CLOSE: -1}.get(lexeme.mark, 0)
        assert 0 <= depth <= DEEPEST
    assert depth == 0


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)[0]) == (clean(text)[0], ())


@pytest.mark.parametrize(
    "piece", ["(", ")", '"', "«", "“a„", "titre:", "l'", "-", "a-", "*", "1 ", "1 000 ", "0 1", "é:", "ET ", "e\u0301"]
)
def test_time_is_short_on_hostile_text(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    assert cpu_seconds(lambda: lexemes(text)) < 0.5  # uncut: longer than what `clean` lets through
    assert cpu_seconds(lambda: clean(text)) < 0.5
