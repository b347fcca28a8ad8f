"""
What a careful reader finds and the extraction does not, because no rule that holds for a class of documents tells it.

Each case fails today; one that begins to pass fails the suite, and then moves to the rows of `conventions`.
"""

from pathlib import Path

import pytest

from indexer import readers
from indexer.extraction import release
from indexer.releases import Release


def _read(folder: Path, text: str) -> Release:
    path = folder / "release.txt"
    path.write_text(text, "utf-8")
    (document,) = readers.read(path)
    return release(document, release_id="release", source=path.name, format="txt")


@pytest.mark.xfail(strict=True, reason="two lines in capitals look like a title and its subtitle; only meaning tells")
def test_a_rubric_in_capitals_above_a_title_in_capitals_is_not_the_title(tmp_path: Path) -> None:
    text = (
        "COMMUNIQUÉ DE PRESSE\n22 septembre 2022\n\nENTITÉS ET POLITIQUES PUBLIQUES\n\n"
        "L'ENTRETIEN DES CANAUX DE NAVIGATION\n\nLa Chambre publie ce jour un rapport sur l'entretien des canaux de "
        "navigation. Elle constate que le réseau s'est dégradé."
    )
    assert _read(tmp_path, text).title == "L'ENTRETIEN DES CANAUX DE NAVIGATION"


@pytest.mark.xfail(strict=True, reason="a last paragraph about the issuer, without heading: only the archive tells")
def test_a_last_paragraph_about_the_issuer_is_a_boilerplate(tmp_path: Path) -> None:
    text = (
        "Communiqué de presse\n\nParis, le 2 avril 2024\n\nUn hôpital de plus ferme dans la plaine\n\n"
        "Les équipes de Soins sans murs alertent sur l'effondrement du système de santé dans la plaine de Bayo.\n\n"
        "L'hôpital de N'Bayo reçoit 300 patients par jour pour 90 lits.\n\n"
        "Soins sans murs travaille dans la plaine de Bayo depuis 2011. L'organisation y emploie 240 personnes."
    )
    assert _read(tmp_path, text).boilerplate.startswith("Soins sans murs travaille")


@pytest.mark.xfail(strict=True, reason="one name above a date may be the town or the issuer; there is no gazetteer")
def test_a_town_on_the_line_above_the_date_is_the_place(tmp_path: Path) -> None:
    text = (
        "JONCQUIÈRE & FILS\nMontbéliard\n28 mars 2019\n\nCOMMUNIQUÉ DE PRESSE\n\n"
        "Joncquière & Fils électrifie ses fonderies\n\n"
        "Le dernier four à coke de Joncquière & Fils s'est éteint le 22 mars. Les trois fonderies du groupe "
        "fonctionnent désormais à l'électricité."
    )
    assert _read(tmp_path, text).place == "Montbéliard"


@pytest.mark.xfail(
    strict=True, reason="a title in capitals may go on in the next line; only meaning tells where it ends"
)
def test_a_subtitle_in_capitals_right_below_a_title_in_capitals_is_no_part_of_it(tmp_path: Path) -> None:
    text = (
        "COMMUNIQUÉ DE PRESSE\nParis, le 18 octobre 2022\n\nL'AUTORITÉ SANCTIONNE TROIS FABRICANTS DE VOLETS ROULANTS\n"
        "ILS S'ÉTAIENT ENTENDUS SUR LEURS TARIFS PENDANT SEPT ANS\n\nL'Autorité des marchés loyaux inflige une amende "
        "de 23 millions d'euros à trois fabricants, pour s'être concertés sur les hausses de prix entre 2011 et 2018."
    )
    assert _read(tmp_path, text).title == "L'AUTORITÉ SANCTIONNE TROIS FABRICANTS DE VOLETS ROULANTS"
