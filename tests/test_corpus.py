"""The samples of corpus/: what a careful reader finds in each of them (see `corpus_rows`) is what the program reads."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from support.conventions import differences, read_rows
from support.queries import query

from indexer import readers
from indexer.archive.resolving import resolve
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.errors import ReleaseNotFound
from indexer.reading import releases
from indexer.releases import Release
from indexer.searching import release_at, search

CORPUS = Path(__file__).parents[1] / "corpus"
ROWS = read_rows(Path(__file__).with_name("corpus_rows"))
SOURCES = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.is_file())
TODAY = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(scope="module")
def extracted() -> tuple[Release, ...]:
    return tuple(release for source in SOURCES for _, release in releases(CORPUS / source, source))


@pytest.fixture(scope="module")
def resolved(extracted: tuple[Release, ...]) -> tuple[Release, ...]:
    return resolve(extracted)


@pytest.fixture(scope="module")
def read(extracted: tuple[Release, ...], resolved: tuple[Release, ...]) -> Mapping[str, list[Release]]:
    """Return what is read of each file; of a form that is not shown, as if the shown one were not there."""
    shown = {release.source for release in resolved}
    others = {release.source for release in resolved if release.other_forms}
    hidden = resolve([release for release in extracted if release.source not in others])
    found = defaultdict(list)
    for release in (*resolved, *(each for each in hidden if each.source not in shown)):
        found[release.source].append(release)
    return found


@pytest.fixture(scope="module")
def engine(resolved: tuple[Release, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_engine(tmp_path_factory.mktemp("corpus"))
    with opened.writer(replace_all=True) as writer:
        for release in resolved:
            writer.put(release)
    yield opened
    opened.close()


def test_every_file_has_a_row() -> None:
    assert sorted({row.name for row in ROWS}) == SOURCES


def test_every_format_that_is_read_has_a_sample() -> None:
    other_names = {".htm", ".markdown", ".ndjson"}
    assert {Path(source).suffix for source in SOURCES} == readers.READERS.keys() - other_names


def test_there_are_more_than_sixty_releases(resolved: tuple[Release, ...]) -> None:
    assert len(resolved) > 60


@pytest.mark.parametrize("number", [pytest.param(number, id=row.name) for number, row in enumerate(ROWS)])
def test_a_sample_is_read_as_a_careful_reader_does(number: int, read: Mapping[str, list[Release]]) -> None:
    row = ROWS[number]
    place = sum(other.name == row.name for other in ROWS[:number])
    assert len(read[row.name]) == sum(other.name == row.name for other in ROWS)
    assert differences(row, read[row.name][place]) == []


def test_a_release_in_two_formats_is_one(resolved: tuple[Release, ...]) -> None:
    assert {release.source: release.other_forms for release in resolved if release.other_forms} == {
        "institut-garonne/2024-07-cp-cigales.md": ("institut-garonne/2024-07-cp-cigales.pdf",),
        "region-marches-est/2025-09-apprentis-double-forme.docx": (
            "region-marches-est/2025-09-apprentis-double-forme.odt",
        ),
    }


def test_a_column_below_a_wider_title_has_whole_paragraphs(resolved: tuple[Release, ...]) -> None:
    found = next(each for each in resolved if each.id == "theatre-quai-oranges/2023-06-cp-festival")
    assert "\n" not in found.lead
    assert found.body.count("\n") == 2 * found.body.count("\n\n")


def test_a_correction_leads_to_what_it_corrects(resolved: tuple[Release, ...]) -> None:
    assert {release.id: release.corrects for release in resolved if release.corrects} == {
        "aber/2023-06-cp-sables-rectificatif": "aber/2023-05-cp-sables"
    }


def test_no_other_two_are_nearly_the_same(resolved: tuple[Release, ...]) -> None:
    assert {release.id: release.near_duplicates for release in resolved if release.near_duplicates} == {}


def test_what_is_under_embargo_until_2040_is_not_there_before(engine: Engine) -> None:
    capsule = "theatre-quai-oranges/2040-capsule"
    instant = datetime.datetime(2040, 1, 1, tzinfo=ZoneInfo("Europe/Paris"))
    for at, number in ((TODAY, 0), (instant - SECOND, 0), (instant, 1)):
        assert search(engine, query("capsule zinc", at=at)).total == number
    with pytest.raises(ReleaseNotFound):
        release_at(engine, capsule, instant - SECOND)
    assert release_at(engine, capsule, instant).embargo == instant


def test_an_embargo_that_is_past_hides_nothing(engine: Engine) -> None:
    assert release_at(engine, "arsp/2024-02-embargo-cancers-jeunes", TODAY).embargo is not None
