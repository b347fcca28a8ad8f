"""Names that may be one person, and names that may be several, for a person to decide."""

import datetime
import time

import pytest

from indexer.archive.decisions import parse_decisions
from indexer.archive.people import Mention, Register, register
from indexer.archive.resembling import PossiblySame, Resemblance, possible_same, possible_several
from indexer.releases import Contact

WATER, RAIL = "Agence des eaux", "Régie du rail"


def registered(*texts: str, rules: str = "") -> Register:
    """Return the register of contacts « name | email | organisation | year »."""
    mentions = []
    for number, text in enumerate(texts):
        name, email, organisation, year = [*(part.strip() for part in text.split("|")), "", "", ""][:4]
        date = datetime.date(int(year), 1, 1) if year else None
        contact = Contact(name, None, organisation or None, (email,) if email else ())
        mentions.append(Mention(str(number), date, contact, None))
    return register(mentions, parse_decisions(rules))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Camille Exemple", "Exemple Camille", Resemblance.ORDER),
        ("Camille Exemple | c.exemple@example.org", "Zoé Modèle | c.exemple@example.org", Resemblance.ADDRESS),
        ("Camille Exemple | camille@example.org", "Camille Durand | camille@example.org", Resemblance.ADDRESS),
        ("C. Exemple", "Camille Exemple", Resemblance.INITIALS),  # the only one in the archive
        (f"C. Exemple || {WATER}", f"Camille Exemple || {RAIL}", Resemblance.INITIALS),
        ("J. Exemple", "J.-P. Exemple", Resemblance.INITIALS),
        (f"Camille Exemple || {WATER}", f"Camille Exemple-Durand || {WATER}", Resemblance.LONGER),
        (f"Camille Exemple || {WATER}", f"Camille Diane Exemple || {WATER}", Resemblance.LONGER),
        (f"Camille Exemple || {WATER}", f"Camille Exempel || {WATER}", Resemblance.SPELLING),
        (f"Camille Exemple || {WATER}", f"Camille Exmple | a@example.org | {WATER}", Resemblance.SPELLING),
        (f"Mathieu Exemple || {WATER}", f"Matthieu Exemple || {WATER}", Resemblance.SPELLING),
        ("Élodie Modèle | presse@example.org", "Élodie Modale | presse@example.org", Resemblance.SPELLING),
    ],
)
def test_two_names_may_be_one_person(one: str, other: str, why: Resemblance) -> None:
    found = possible_same(registered(one, other, f"Maël Autre | mael@example.org | {WATER}"))
    names = sorted(text.split("|")[0].strip() for text in (one, other))
    assert found == (PossiblySame(names[0], names[1], why),)


@pytest.mark.parametrize(
    "texts",
    [
        ["Camille Exemple", "Zoé Modèle"],
        ["Camille Exemple | presse@example.org", "Zoé Modèle | presse@example.org"],  # a mailbox of two
        [f"Louis Exemple | louis@example.org | {RAIL}", f"Louise Exemple | louise@example.org | {RAIL}"],
        [f"Louis Exemple || {RAIL}", f"Louise Exemple || {WATER}"],
        [f"Jean Exemple || {RAIL}", f"Paul Exemple || {RAIL}"],
        [f"Camille Exemple || {RAIL}", f"Camille Exemple-Durand || {WATER}"],
        ["C. Exemple", "Camille Exemple", "Claude Exemple"],  # two come into question, nothing speaks for one
        ["M. Exemple", "Camille Exemple"],
        [f"Léa Ney || {RAIL}", f"Léo Ney || {RAIL}"],  # too short for a slip
    ],
)
def test_other_names_are_left_alone(texts: list[str]) -> None:
    assert possible_same(registered(*texts)) == ()


def test_initials_between_two_of_one_organisation_are_asked_about() -> None:
    found = possible_same(registered(f"J. Exemple || {RAIL}", f"Jean Exemple || {RAIL}", f"Jacques Exemple || {RAIL}"))
    assert [(each.name, each.other) for each in found] == [
        ("J. Exemple", "Jacques Exemple"),
        ("J. Exemple", "Jean Exemple"),
    ]


@pytest.mark.parametrize(
    "rules",
    [
        "Camille Exemple = Exemple-Durand Camille ; Camille Exemple-Durand",
        "Camille Exemple ≠ Camille Exemple-Durand",
        "Camille Exemple ≠ Camille Exemple-Durand <camille@example.org>",
        f"Camille Exemple ({WATER}) ≠ Camille Exemple-Durand",
        "Camille Exemple = Camille\nCamille Exemple-Durand = Durand",
    ],
)
def test_what_people_decided_is_not_asked_again(rules: str) -> None:
    texts = (f"Camille Exemple || {WATER}", f"Camille Exemple-Durand | camille@example.org | {WATER}")
    assert possible_same(registered(*texts), parse_decisions("")) != ()
    assert possible_same(registered(*texts, rules=rules), parse_decisions(rules)) == ()


@pytest.mark.parametrize(
    ("first", "second", "is_several"),
    [
        (f"a@example.org | {WATER} | 2020", f"b@example.org | {RAIL} | 2020", True),
        (f"a@example.org | {WATER}", f"b@example.org | {RAIL} | 2020", True),
        (f"a@example.org | {WATER} | 2019", f"b@example.org | {RAIL} | 2020", False),  # moved on
        (f"a@example.org | {WATER} | 2020", f"a@example.org | {RAIL} | 2020", False),
        (f"a@example.org | {WATER} | 2020", f"b@example.org | {WATER} | 2020", False),
        (f"a@example.org | {WATER} | 2020", f"| {RAIL} | 2020", False),  # too little is known
    ],
)
def test_one_name_may_be_of_several_people(first: str, second: str, is_several: bool) -> None:
    found = possible_several(registered(f"Camille Martin | {first}", f"CAMILLE MARTIN | {second}"))
    assert [each.name for each in found] == ["Camille Martin"] * is_several


def test_that_a_name_is_of_several_people_may_be_known() -> None:
    texts = (f"Camille Martin | a@example.org | {WATER}", f"Camille Martin | b@example.org | {RAIL}")
    assert possible_several(registered(*texts), parse_decisions("Camille Martin ≠ Camille Martin")) == ()


def seconds_for(number: int) -> float:
    """Return the time of this process that so many people take, in one organisation and of few given names."""
    names = [
        f"{given} {chr(97 + n % 26)}{n:x}exemple" for n in range(number // 4) for given in ["Ana", "Bob", "Léo", "Zoé"]
    ]
    found = register(Mention(str(n), None, Contact(each, None, WATER), None) for n, each in enumerate(names))
    start = time.process_time()
    possible_same(found)
    return time.process_time() - start


def test_the_time_grows_with_the_number_of_people_not_with_its_square() -> None:
    assert seconds_for(4_000) < 12 * min(seconds_for(1_000) for _ in range(2)) + 0.2
