"""What is marked in a text when all of it is analysed."""

import pytest

from indexer.excerpts.places import marks
from indexer.expressions.parsing import parse
from indexer.releases import Zone


def marked(text: str, typed: str, zone: Zone = Zone.BODY) -> list[str]:
    return [text[start:end] for start, end in marks(text, zone, parse(typed).tree)]


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("cancer", "Les cancers et le cancer.", ["cancers", "cancer"]),  # plural
        ("hôpitaux", "L’hôpital recrute.", ["hôpital"]),
        ("energie", "L’énergie, une Énergie, des ENERGIES", ["énergie", "Énergie", "ENERGIES"]),
        ("l'énergie", "l’énergie", ["énergie"]),  # not the article
        ("coeur", "Au cœur de Nancy, CŒUR", ["cœur", "CŒUR"]),
        ("cœur", "coeur", ["coeur"]),
        ("yeux", "un œil", ["œil"]),
        ("CNRS", "le C.N.R.S., le CNRS", ["C.N.R.S.", "CNRS"]),
        ("CNRS", "Financé par le C.N.R.S.", ["C.N.R.S."]),
        ("aujourd'hui", "Dès aujourd’hui", ["aujourd’hui"]),
        ("3114", "soit 3 114 foyers", ["3 114"]),
        ("3 114", "soit 3\u202f114 foyers", ["3\u202f114"]),
        ("01 99 00 12 34", "Tél. +33 1 99 00 12 34", ["+33 1 99 00 12 34"]),
        ("presse-papiers", "un presse-papiers", ["presse-papiers"]),
        ("camille@example.org", "Écrire à camille@example.org.", ["camille@example.org"]),
        ('"code du travail"', "du travail, le code du travail, le code", ["code du travail"]),  # only its words
        ('"à la une"', "Une une à la une", ["à la une"]),
        ('"marché"', "marché, marchés, marche, MARCHE", ["marché", "MARCHE"]),
        ('"marche"', "marché, marchés, marche", ["marché", "marche"]),
        ('"eau potable"', "l’eau potable", ["eau potable"]),
        ('"l’eau"', "de l’eau, eau", ["l’eau"]),
        ("vaccin*", "Vaccins, vaccination et revaccination", ["Vaccins", "vaccination"]),
        ("éner*", "Énergies", ["Énergies"]),
        ("eau OU air", "l’air et l’eau", ["air", "eau"]),
        ("eau ET air", "l’air et l’eau", ["air", "eau"]),
        ("eau -air", "l’air et l’eau", ["eau"]),  # what is excluded is never marked
        ("eau SAUF (air OU feu)", "air, eau, feu", ["eau"]),
        ("-air", "l’air", []),
        ("eau le", "le cours de l’eau", ["eau"]),  # stop words are left out
        ('"eau potable" potable', "eau potable, potable", ["eau potable", "potable"]),  # one span, not two
        ('"eau potable" "potable et saine"', "eau potable et saine", ["eau potable et saine"]),
        ("eau eau", "eau", ["eau"]),
        ("titre:eau", "l’eau", []),
        ("", "l’eau", []),
        ("eau", "", []),
        ("feu", "l’eau", []),
    ],
)
def test_what_is_marked_in_a_body(typed: str, text: str, expected: list[str]) -> None:
    assert marked(text, typed) == expected


@pytest.mark.parametrize(
    ("typed", "zone", "expected"),
    [
        ("titre:eau", Zone.TITLE, ["eau"]),
        ("titre:eau", Zone.LEAD, []),
        ("titre:eau", Zone.SUBTITLE, []),
        ("eau", Zone.TITLE, ["eau"]),
        ("eau", Zone.CONTACTS, ["eau"]),
        ("eau", Zone.AFFILIATIONS, []),
        ("contact:eau", Zone.AFFILIATIONS, ["eau"]),
        ("contact:eau", Zone.BODY, []),
        ("eau", Zone.BOILERPLATE, []),
        ("apropos:eau", Zone.BOILERPLATE, ["eau"]),
        ("titre:eau OU lieu:eau", Zone.PLACE, ["eau"]),
        ("emetteur:eau", Zone.ISSUER, ["eau"]),
    ],
)
def test_a_field_marks_its_own_zones_only(typed: str, zone: Zone, expected: list[str]) -> None:
    assert marked("Agence de l’eau", typed, zone) == expected
