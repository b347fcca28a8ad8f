"""
What a careful reader finds and the extraction does not, because no rule that holds for a class of documents tells it.

Each case fails today; one that begins to pass fails the suite, and then moves to the rows of `conventions`.
"""

from pathlib import Path

import pytest

from indexer import readers
from indexer.extraction import release


def defect(text: str, field: str, expected: str, *, reason: str) -> object:
    """Return a case: the *field* of *text* should begin with what is *expected*, and does not, for a *reason*."""
    return pytest.param(text, field, expected, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        defect(
            "COMMUNIQUÉ DE PRESSE\n22 septembre 2022\n\nENTITÉS ET POLITIQUES PUBLIQUES\n\n"
            "L'ENTRETIEN DES CANAUX DE NAVIGATION\n\nLa Chambre publie ce jour un rapport sur l'entretien des canaux "
            "de navigation. Elle constate que le réseau s'est dégradé.",
            "title",
            "L'ENTRETIEN DES CANAUX DE NAVIGATION",
            reason="a rubric and a title in capitals look like a title and its subtitle; only meaning tells",
        ),
        defect(
            "Communiqué de presse\n\nParis, le 2 avril 2024\n\nUn hôpital de plus ferme dans la plaine\n\n"
            "Les équipes de Soins sans murs alertent sur l'effondrement du système de santé dans la plaine de Bayo.\n\n"
            "L'hôpital de N'Bayo reçoit 300 patients par jour pour 90 lits.\n\n"
            "Soins sans murs travaille dans la plaine de Bayo depuis 2011. L'organisation y emploie 240 personnes.",
            "boilerplate",
            "Soins sans murs travaille",
            reason="a last paragraph about the issuer, without heading: only the archive tells",
        ),
        defect(
            "JONCQUIÈRE & FILS\nMontbéliard\n28 mars 2019\n\nCOMMUNIQUÉ DE PRESSE\n\n"
            "Joncquière & Fils électrifie ses fonderies\n\n"
            "Le dernier four à coke de Joncquière & Fils s'est éteint le 22 mars. Les trois fonderies du groupe "
            "fonctionnent désormais à l'électricité.",
            "place",
            "Montbéliard",
            reason="one name above a date may be the town or the issuer; there is no gazetteer",
        ),
        defect(
            "COMMUNIQUÉ DE PRESSE\nParis, le 18 octobre 2022\n\n"
            "L'AUTORITÉ SANCTIONNE TROIS FABRICANTS DE VOLETS ROULANTS\n"
            "ILS S'ÉTAIENT ENTENDUS SUR LEURS TARIFS PENDANT SEPT ANS\n\n"
            "L'Autorité des marchés loyaux inflige une amende de 23 millions d'euros à trois fabricants, pour s'être "
            "concertés sur les hausses de prix entre 2011 et 2018.",
            "title",
            "L'AUTORITÉ SANCTIONNE TROIS FABRICANTS DE VOLETS ROULANTS",
            reason="a title in capitals may go on in the next line; only meaning tells where it ends",
        ),
    ],
)
def test_what_is_read_otherwise_today(tmp_path: Path, text: str, field: str, expected: str) -> None:
    path = tmp_path / "release.txt"
    path.write_text(text, "utf-8")
    (document,) = readers.read(path)
    found = release(document, release_id="release", source=path.name, format="txt")
    value = getattr(found, field) or ""
    assert value.startswith(expected) if field == "boilerplate" else value == expected
