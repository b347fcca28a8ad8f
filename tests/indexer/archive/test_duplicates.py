"""Which releases are nearly the same, which of them corrects which, and which only have one layout."""

import os
import re

import pytest
from support.real_data import releases_folder
from support.resolving import ABOUT_PONDS, BODIES, day, release

from indexer.archive.files import found_files
from indexer.archive.rectifying import says_it_corrects
from indexer.archive.resolving import resolve
from indexer.readers import is_supported
from indexer.reading import releases
from indexer.releases import Release

TEXT = "\n\n".join((BODIES["printemps"], BODIES["loutres"], BODIES["concours"]))
BULLETIN = (
    "La préfecture fait le point sur la crue. Le {day} mai au matin, la rivière est à {level} mètres à Redon ; {homes} "
    "foyers sont sans courant et {roads} routes restent coupées. Les habitants sont invités à ne pas prendre la route, "
    "à surfaire leurs réserves d'eau et à suivre les consignes des mairies."
)


def near(*extracted: Release) -> dict[str, tuple[str, ...]]:
    return {each.id: each.near_duplicates for each in resolve(extracted) if each.near_duplicates}


def corrected(*extracted: Release) -> dict[str, str]:
    return {each.id: each.corrects for each in resolve(extracted) if each.corrects}


@pytest.mark.parametrize(
    "other",
    [
        TEXT,
        TEXT.replace("samedi 16 mars", "samedi 23 mars"),
        TEXT.upper(),
        f"{TEXT}\n\nUne phrase de plus.",
        TEXT.replace("\n\n", " "),
    ],
    ids=["same", "one figure", "capitals", "longer", "one paragraph"],
)
def test_a_text_published_twice_is_told(other: str) -> None:
    found = near(
        release("a/x.txt", TEXT, title="Étangs", date=day("2024-03-12")),
        release("b/y.txt", other, title="Les étangs", date=day("2024-03-20")),
        release("c/z.txt", BODIES["automne"]),
    )
    assert found == {"a/x": ("b/y",), "b/y": ("a/x",)}


def test_two_texts_with_one_boilerplate_are_two() -> None:
    about = "\n\n".join((ABOUT_PONDS, ABOUT_PONDS.replace("étangs", "lacs"), ABOUT_PONDS.replace("digues", "quais")))
    headed = release("a.txt", BODIES["loutres"], boilerplate=f"À propos\n\n{about}")
    assert (
        near(headed, *(release(f"{name}.txt", f"{BODIES[name]}\n\n{about}") for name in ("printemps", "automne"))) == {}
    )


def test_one_layout_about_two_events_is_two() -> None:
    bulletins = [
        release("3.txt", BULLETIN.format(day=3, level="2,10", homes=120, roads=14), title="Crue : le point"),
        release("4.txt", BULLETIN.format(day=4, level="2,85", homes=310, roads=22), title="Crue : le point"),
    ]
    assert near(*bulletins) == {}


@pytest.mark.parametrize(
    ("title", "date"),
    [("La saison 2024 est ouverte", "2024-03-20"), ("La saison est ouverte", "2025-03-12")],
    ids=["another figure in the title", "another year"],
)
def test_what_is_said_again_each_year_is_not_the_same(title: str, date: str) -> None:
    first = release("a.txt", TEXT, title="La saison 2023 est ouverte", date=day("2024-03-12"))
    assert near(first, release("b.txt", TEXT, title=title, date=day(date))) == {}


def test_short_texts_are_the_same_only_when_they_are_equal() -> None:
    short = "Le concert est reporté à une date ultérieure."
    assert near(release("a.txt", short), release("b.txt", short)) == {"a": ("b",), "b": ("a",)}
    assert near(release("a.txt", short), release("b.txt", short.replace("concert", "match"))) == {}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "COMMUNIQUÉ DE PRESSE RECTIFICATIF"}, True),
        ({"title": "Rectificatif : les étangs rouvrent le 23 mars"}, True),
        ({"title": "ERRATUM"}, True),
        ({"body": "Ce communiqué annule et remplace celui du 12 mars.\n\nVingt étangs."}, True),
        ({"lead": "VERSION CORRIGEE", "body": TEXT}, True),
        ({"body": "Un.\n\nDeux.\n\nTrois.\n\nLe rectificatif est paru au Journal officiel."}, False),
        ({"title": "Les étangs rouvrent", "body": TEXT}, False),
    ],
)
def test_how_a_release_says_that_it_corrects(fields: dict[str, str], says: bool) -> None:
    assert says_it_corrects(release("a.txt", **fields)) is says


FIRST = release("premier.txt", TEXT, issuer="Agence", date=day("2024-03-12"))
SECOND = release(
    "second.txt",
    "Ce communiqué annule et remplace le précédent.\n\n" + TEXT.replace("16 mars", "23 mars"),
    title="Rectificatif",
    issuer="Agence",
    date=day("2024-03-13"),
)
THIRD = release("x.txt", TEXT.replace("16 mars", "30 mars"), title="Erratum", issuer="Agence", date=day("2024-03-15"))


@pytest.mark.parametrize(
    ("extracted", "found"),
    [
        ((FIRST, SECOND), {"second": "premier"}),
        ((SECOND, FIRST), {"second": "premier"}),
        ((FIRST, SECOND, THIRD), {"second": "premier", "x": "second"}),
        ((SECOND, THIRD), {"x": "second"}),
        ((SECOND,), {}),
        ((SECOND, release("premier.txt", TEXT, issuer="Mairie")), {}),
        ((SECOND, release("premier.txt", TEXT, issuer="Agence", date=day("2024-03-14"))), {}),
        ((SECOND, release("premier.txt", BODIES["automne"], issuer="Agence")), {}),
    ],
    ids=["pair", "other order", "chain", "two corrections", "alone", "other issuer", "later", "other text"],
)
def test_a_correction_names_what_it_corrects(extracted: tuple[Release, ...], found: dict[str, str]) -> None:
    assert corrected(*extracted) == found


def test_without_issuers_a_correction_looks_in_its_own_folder() -> None:
    first, second = release("a/1.txt", TEXT), release("a/2.txt", TEXT, title="Rectificatif")
    assert corrected(first, second) == {"a/2": "a/1"}
    assert corrected(release("b/1.txt", TEXT), second) == {}


def test_no_two_real_releases_are_taken_for_one() -> None:
    """The announcements of revisions of one distribution are the most alike; LONG reads all real releases."""
    root = releases_folder()
    folder = root if os.environ.get("LONG") else root / "debian-html"
    files = [each for each in found_files(folder) if is_supported(each.path) and each.path.suffix != ".jsonl"]
    alike = [each for each in files if folder == root or re.match("20(0[89]|1[0246])", each.path.name)]
    extracted = [found for file in alike for _, found in releases(file.path, file.source)]
    resolved = resolve(extracted)
    assert len(extracted) == len(resolved) > 50
    assert [each.id for each in resolved if each.near_duplicates or each.corrects] == []
