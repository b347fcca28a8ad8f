"""The contact register: one person under one spelling, whatever the order in which releases came."""

import datetime
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.drawing import drawn
from support.releases import release

from indexer.archive.decisions import NO_DECISIONS, PeopleDecisions, parse_decisions
from indexer.archive.people import Mention, Register, mentions_of, register, spelled
from indexer.errors import SettingsError
from indexer.releases import Contact

WATER, RAIL = "Agence des eaux", "Régie du rail"
MAIL, OTHER = "c.exemple@example.org", "presse@example.org"


def contact(text: str, organisation: str | None = None) -> Contact:
    """Return the contact « name | email | organisation », later parts left out or empty where there are none."""
    name, email, stated = [*(part.strip() for part in text.split("|")), "", ""][:3]
    return Contact(name or None, None, stated or organisation, (email,) if email else ())


def archive(*texts: str) -> list[Mention]:
    return [Mention(str(number), None, contact(text), None) for number, text in enumerate(texts)]


def shown(found: Register, mentions: Sequence[Mention]) -> list[str | None]:
    return [found.spelling_of(mention.contact, mention.issuer) for mention in mentions]


def respelled(mentions: Sequence[Mention], found: Register) -> list[Mention]:
    return [
        mention._replace(contact=replace(mention.contact, name=found.spelling_of(mention.contact, mention.issuer)))
        for mention in mentions
    ]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["Camille Exemple", "CAMILLE EXEMPLE", "EXEMPLE Camille", "Mme Camille Exemple"], ["Camille Exemple"] * 4),
        (["CAMILLE EXEMPLE"], ["Camille Exemple"]),
        (["HELENE EXEMPLE", "Helene Exemple", "Hélène Exemple"], ["Hélène Exemple"] * 3),
        (["Jean Pierre Exemple", "Jean-Pierre Exemple"], ["Jean-Pierre Exemple"] * 2),
        (["Jean Pierre Exemple", "Jean Pierre Exemple", "Jean-Pierre Exemple"], ["Jean Pierre Exemple"] * 3),
        (["Marc D'AUBIGNE", "Marc d’Aubigné"], ["Marc d’Aubigné"] * 2),
        (["Félicité N'Diaye", "Félicité NDiaye", "Félicité N’Diaye"], ["Félicité N’Diaye"] * 3),
        # initials, with something else in common
        ([f"C. Exemple | {MAIL}", f"Camille Exemple | {MAIL}"], ["Camille Exemple"] * 2),
        ([f"C. Exemple || {WATER}", f"Camille Exemple || {WATER}"], ["Camille Exemple"] * 2),
        ([f"EXEMPLE C. | {MAIL}", f"Camille Exemple | {MAIL}"], ["Camille Exemple"] * 2),
        ([f"J.-P. Exemple | {MAIL}", f"Jean-Pierre Exemple | {MAIL}"], ["Jean-Pierre Exemple"] * 2),
        ([f"J. Exemple | {MAIL}", f"Jean-Pierre Exemple | {MAIL}"], ["Jean-Pierre Exemple"] * 2),
        ([f"Jean-P. Exemple | {MAIL}", f"Jean Pierre Exemple | {MAIL}"], ["Jean Pierre Exemple"] * 2),
        ([f"C. Exemple Durand | {MAIL}", f"Camille Exemple-Durand | {MAIL}"], ["Camille Exemple-Durand"] * 2),
        (
            [f"C. Exemple | {MAIL} | {RAIL}", f"C. Exemple || {RAIL}", f"Camille Exemple | {MAIL}"],
            ["Camille Exemple"] * 3,
        ),
        # initials that stay
        (["C. Exemple", "Camille Exemple"], ["C. Exemple", "Camille Exemple"]),
        ([f"C. Exemple || {RAIL}", f"Camille Exemple || {WATER}"], ["C. Exemple", "Camille Exemple"]),
        ([f"C. Exemple | {MAIL}", f"Camille Modèle | {MAIL}"], ["C. Exemple", "Camille Modèle"]),
        ([f"D. Exemple | {MAIL}", f"Camille Exemple | {MAIL}"], ["D. Exemple", "Camille Exemple"]),
        ([f"C. Exemple | {MAIL}", f"Camille Exemple-Durand | {MAIL}"], ["C. Exemple", "Camille Exemple-Durand"]),
        ([f"J.-P. Exemple | {MAIL}", f"Jean Exemple | {MAIL}"], ["J.-P. Exemple", "Jean Exemple"]),
        (
            [f"J. Exemple || {WATER}", f"Jean Exemple || {WATER}", f"Jacques Exemple || {WATER}"],
            ["J. Exemple", "Jean Exemple", "Jacques Exemple"],
        ),
        (
            [f"J. Exemple | {OTHER}", f"Jean Exemple | {OTHER}", f"Jacques Exemple | {MAIL} | {RAIL}"],
            ["Jean Exemple", "Jean Exemple", "Jacques Exemple"],
        ),
        # another order
        ([f"Exemple Camille | {MAIL}", f"Camille EXEMPLE | {MAIL}"], ["Camille Exemple"] * 2),
        ([f"EXEMPLE CAMILLE | {MAIL}", f"Camille Exemple | {MAIL}"], ["Camille Exemple"] * 2),  # the address tells
        (
            [f"Exemple Camille || {RAIL}", f"Camille Exemple || {RAIL}"] * 1 + [f"Camille Exemple || {RAIL}"],
            ["Camille Exemple"] * 3,
        ),
        (["Paul Martin", "Martin Paul"], ["Paul Martin", "Martin Paul"]),
        # surnames alone
        ([f"M. Exemple | {MAIL}", f"Camille Exemple | {MAIL}"], ["M. Exemple", "Camille Exemple"]),
        ([f"M. Exemple | {MAIL}", f"Mme Exemple | {MAIL}"], ["M. Exemple", "Mme Exemple"]),
        ([f"M. Exemple | {MAIL}", f"Marie Exemple | {MAIL}"], ["M. Exemple", "Marie Exemple"]),  # no initial
        # no name
        ([f"| {MAIL}", f"Camille Exemple | {MAIL}"], [None, "Camille Exemple"]),
    ],
)
def test_one_person_has_one_spelling(written: list[str], names: list[str | None]) -> None:
    mentions = archive(*written)
    assert shown(register(mentions), mentions) == names


def test_the_issuer_stands_for_an_organisation_that_is_not_stated() -> None:
    mentions = [
        Mention("1", None, Contact("C. Exemple"), WATER),
        Mention("2", None, Contact("Camille Exemple", None, WATER), RAIL),
        Mention("3", None, Contact("C. Exemple"), RAIL),
    ]
    assert shown(register(mentions), mentions) == ["Camille Exemple", "Camille Exemple", "C. Exemple"]


@pytest.mark.parametrize(
    ("rules", "written", "names"),
    [
        (
            f"Camille Exemple = Camille Exemple-Durand ; {OTHER}",
            ["Camille Exemple-Durand", "EXEMPLE-DURAND Camille", f"Zoé Modèle | {OTHER}", f"| {OTHER}", "Zoé Modèle"],
            ["Camille Exemple"] * 4 + ["Zoé Modèle"],
        ),
        (
            "camille exemple = C. Exemple",
            ["CAMILLE EXEMPLE", "C. Exemple"],
            ["camille exemple"] * 2,
        ),  # as it is written
        (
            f"Camille Martin (Nantes) = Camille Martin <{MAIL}> ; Camille Martin ({RAIL})",
            [f"Camille Martin | {MAIL}", f"Camille Martin || {RAIL}", f"Camille Martin || {WATER}"],
            ["Camille Martin (Nantes)", "Camille Martin (Nantes)", "Camille Martin"],
        ),
        (
            f"Zoé Modèle = {MAIL}\nCamille Martin = C. Martin <{MAIL}>",  # the closest rule
            [f"C. Martin | {MAIL}", f"D. Martin | {MAIL}"],
            ["Camille Martin", "Zoé Modèle"],
        ),
        (
            "Camille Exemple ≠ C. Exemple",
            [f"C. Exemple | {MAIL}", f"Camille Exemple | {MAIL}"],
            ["C. Exemple", "Camille Exemple"],
        ),
        (
            "Camille Exemple ≠ C. Exemple",  # which leaves one
            [f"C. Exemple | {MAIL}", f"Camille Exemple | {MAIL}", f"Claude Exemple | {MAIL}"],
            ["Claude Exemple", "Camille Exemple", "Claude Exemple"],
        ),
        (
            f"Camille Exemple ≠ C. Exemple <{OTHER}>",
            [
                f"C. Exemple | {OTHER} | {RAIL}",
                f"Camille Exemple || {RAIL}",
                f"C. Exemple | {MAIL}",
                f"Camille Exemple | {MAIL}",
            ],
            ["C. Exemple", "Camille Exemple", "Camille Exemple", "Camille Exemple"],
        ),
        (
            "Camille Exemple = Camille Durand\nCamille Exemple != Zoé Modèle",
            [f"C. Exemple | {MAIL}", f"Camille Durand | {MAIL}"],
            ["Camille Exemple", "Camille Exemple"],  # a decided name takes initials in
        ),
        (
            f"Zoé Modèle = Camille Exemple <{MAIL}>",
            [f"C. Exemple | {MAIL} | {RAIL}", f"Camille Exemple || {RAIL}"],
            ["C. Exemple", "Camille Exemple"],  # as « Camille Exemple » it would be Zoé Modèle
        ),
    ],
)
def test_decisions_come_first(rules: str, written: list[str], names: list[str | None]) -> None:
    mentions = archive(*written)
    assert shown(register(mentions, parse_decisions(rules)), mentions) == names


def test_the_register_tells_roles_addresses_and_releases_over_time() -> None:
    day = datetime.date
    early = Contact("C. Exemple", "Attachée de presse", WATER, (MAIL,), ("+33199001234",))
    late = Contact("Camille Exemple", "Directrice", RAIL, (MAIL,))
    mentions = [
        Mention("b", day(2021, 3, 1), early, None),
        Mention("a", day(2019, 3, 1), early, None),
        Mention("d", None, late, None),
        Mention("c", day(2023, 3, 1), late, None),
    ]
    (person,) = register(mentions).people
    assert person.name == "Camille Exemple"
    assert person.spellings == (("C. Exemple", 2), ("Camille Exemple", 2))
    assert (person.emails, person.phones, person.organisations) == ((MAIL,), ("+33199001234",), (WATER, RAIL))
    assert [tuple(role) for role in person.roles] == [
        ("Attachée de presse", WATER, day(2019, 3, 1), day(2021, 3, 1)),
        ("Directrice", RAIL, day(2023, 3, 1), day(2023, 3, 1)),
    ]
    assert person.release_ids == ("a", "b", "c", "d")


def test_a_release_gets_the_names_of_the_register_and_nothing_else() -> None:
    written = release("1", contacts=(Contact("EXEMPLE Camille", "Directrice", WATER, (MAIL,)), Contact("Zoé Modèle")))
    found = register(mentions_of(written))
    assert spelled(written, found) == replace(
        written, contacts=(Contact("Camille Exemple", "Directrice", WATER, (MAIL,)), Contact("Zoé Modèle"))
    )
    unchanged = release("2", contacts=(Contact("Zoé Modèle"),))
    assert spelled(unchanged, found) is unchanged


NAMES = [
    *("Camille Exemple", "CAMILLE EXEMPLE", "EXEMPLE Camille", "Exemple Camille", "C. Exemple", "Exemple C."),
    *("Claude Exemple", "Camille D. Exemple", "Camille Diane Exemple", "C.-D. Exemple", "Exemple Diane Camille"),
    *("Mme Exemple", "M. Exemple", "Exemple", "Élodie Modèle", "Elodie Modele", "É. Modèle", "Camille Exemple-Modèle"),
]
CONTACTS = st.builds(
    lambda name, emails, organisation: Contact(name, None, organisation, tuple(emails)),
    st.sampled_from([None, *NAMES]),
    st.lists(st.sampled_from([MAIL, OTHER, "zoe@example.org"]), max_size=2, unique=True),
    st.sampled_from([None, WATER, RAIL]),
)
MENTIONS = st.lists(
    st.builds(
        Mention,
        st.sampled_from("abcdef"),
        st.none() | st.dates(datetime.date(2000, 1, 1), datetime.date(2000, 1, 9)),
        CONTACTS,
        st.sampled_from([None, WATER, RAIL]),
    ),
    max_size=12,
)
SIDES = (
    st.sampled_from(NAMES)
    | st.builds("{} <{}>".format, st.sampled_from(NAMES), st.sampled_from([MAIL, OTHER]))
    | (
        st.builds("{} ({})".format, st.sampled_from(NAMES), st.sampled_from([WATER, RAIL]))
        | st.sampled_from([MAIL, OTHER])
    )
)
RULES = st.builds("{} = {}".format, st.sampled_from([*NAMES, "Zoé Autre"]), SIDES) | st.builds(
    "{} ≠ {}".format, SIDES, SIDES
)


@st.composite
def decisions(draw: st.DrawFn) -> PeopleDecisions:
    """Draw rules that do not contradict each other."""
    found = NO_DECISIONS
    kept: list[str] = []
    for rule in draw(st.lists(RULES, max_size=3)):
        try:
            found = parse_decisions("\n".join([*kept, rule]))
        except SettingsError:
            continue
        kept.append(rule)
    return found


@drawn(200)
@given(MENTIONS, decisions(), st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_matter(mentions: list[Mention], decided: PeopleDecisions, random) -> None:
    shuffled = random.sample(mentions, len(mentions))
    assert register(shuffled, decided) == register(mentions, decided)


@drawn(200)
@given(MENTIONS, decisions())
def test_spelling_what_is_spelled_changes_nothing(mentions: list[Mention], decided: PeopleDecisions) -> None:
    once = respelled(mentions, register(mentions, decided))
    assert respelled(once, register(once, decided)) == once


@drawn(100)
@given(MENTIONS)
def test_somebody_unrelated_changes_nobody(mentions: list[Mention]) -> None:
    stranger = Contact("Maël Quéméneur", None, "Aber", ("mael@example.org",))
    people = register([*mentions, Mention("z", None, stranger, "Aber")]).people
    assert [person for person in people if person.name != stranger.name] == list(register(mentions).people)


@drawn(100)
@given(MENTIONS, decisions())
def test_every_named_mention_is_of_one_person(mentions: list[Mention], decided: PeopleDecisions) -> None:
    found = register(mentions, decided)
    names = [name for name in shown(found, mentions) if name]
    assert sorted({person.name for person in found.people}) == sorted(set(names))
    assert sum(count for person in found.people for _, count in person.spellings) == len(names)


def seconds_for(number: int) -> float:
    """Return the time of this process for so many people, each written in three ways, all of one organisation."""
    names = [f"Camille {chr(97 + n % 26)}{n:x}exemple" for n in range(number)]
    mentions = [
        Mention(str(n), None, Contact(written, None, WATER), None)
        for n, name in enumerate(names)
        for written in (name, name.upper(), f"C. {name.partition(' ')[2]}")
    ]
    start = time.process_time()
    assert len(register(mentions).people) == number
    return time.process_time() - start


def test_the_time_grows_with_the_number_of_people_not_with_its_square() -> None:
    assert min(seconds_for(4_000) for _ in range(2)) < 12 * min(seconds_for(1_000) for _ in range(2)) + 0.2
