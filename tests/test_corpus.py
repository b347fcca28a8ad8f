"""The samples of corpus/: what a careful reader finds in each of them (see `corpus_rows`) is what the program reads."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from support.conventions import differences, read_rows

from indexer import readers
from indexer.archive.resolving import resolve
from indexer.reading import releases
from indexer.releases import Release

CORPUS = Path(__file__).parents[1] / "corpus"
ROWS = read_rows(Path(__file__).with_name("corpus_rows"))
SOURCES = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.is_file())
PARIS = ZoneInfo("Europe/Paris")
# The same release in two formats: the one that is shown, and the other.
FORMS = {
    "institut-garonne/2024-07-cp-cigales.md": "institut-garonne/2024-07-cp-cigales.pdf",
    "region-marches-est/2025-09-apprentis-double-forme.docx": "region-marches-est/2025-09-apprentis-double-forme.odt",
}


@pytest.fixture(scope="module")
def extracted() -> tuple[Release, ...]:
    return tuple(release for source in SOURCES for _, release in releases(CORPUS / source, source))


@pytest.fixture(scope="module")
def resolved(extracted: tuple[Release, ...]) -> Mapping[str, Release]:
    return {release.id: release for release in resolve(extracted)}


def test_every_file_has_a_row() -> None:
    assert sorted({row.name for row in ROWS}) == SOURCES


def test_every_format_that_is_read_has_a_sample() -> None:
    synonyms = {".htm", ".markdown", ".ndjson"}
    assert {Path(source).suffix for source in SOURCES} == readers.READERS.keys() - synonyms


def test_there_are_sixty_releases(resolved: Mapping[str, Release]) -> None:
    assert len(resolved) >= 60


@pytest.mark.parametrize("number", [pytest.param(number, id=row.name) for number, row in enumerate(ROWS)])
def test_a_sample_is_read_as_a_careful_reader_does(
    number: int, extracted: tuple[Release, ...], resolved: Mapping[str, Release]
) -> None:
    row = ROWS[number]
    found = _of(row.name, extracted)[[each for each in ROWS if each.name == row.name].index(row)]
    shown = resolved.get(found.id, found)
    assert differences(row, shown if shown.source == found.source else found) == []


def _of(source: str, found: tuple[Release, ...]) -> list[Release]:
    return [release for release in found if release.source == source]
