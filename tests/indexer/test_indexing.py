"""The write path, on real files, a real catalogue and a real index."""

import datetime
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.archive_files import AUTUMN, SPRING, write
from support.opened_files import opened_below

from indexer import extraction
from indexer.archive.catalogue import Catalogue
from indexer.engines import open_engine
from indexer.engines.whoosh import generations
from indexer.errors import EngineError, IndexLocked, RemovalsRefused, SettingsError
from indexer.expressions.parsing import parse
from indexer.indexing import Report, synchronise
from indexer.queries import Query, Sort
from indexer.releases import Release

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


class Archive:
    """A folder of files with its catalogue and its index."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "archive"
        self.folder.mkdir(parents=True)
        self.index = root / "index"
        self.open()

    def open(self) -> None:
        self.engine = open_engine(self.index / "engine")
        self.catalogue = Catalogue(self.index / "catalogue.sqlite")

    def close(self) -> None:
        self.engine.close()
        self.catalogue.close()

    def run(self, **options: bool) -> Report:
        return synchronise(self.engine, self.catalogue, self.folder, **options)

    def releases(self, text: str = "") -> list[Release]:
        return list(self.engine.scan(Query(parse(text), NOW, sort=Sort.NEWEST)))

    def ids(self, text: str = "") -> set[str]:
        return {release.id for release in self.releases(text)}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path)
    yield made
    made.close()


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.removed, report.unchanged


def test_first_run_indexes_every_file_that_is_read(archive: Archive) -> None:
    write(archive.folder, "2024/printemps.txt", SPRING)
    write(archive.folder, "2024/automne.md", AUTUMN)
    write(archive.folder, "2024/logo.png", "image")
    report = archive.run()
    assert counts(report) == (2, 0, 0, 0)
    assert [(each.path, each.reason) for each in report.ignored] == [("2024/logo.png", "type .png is not read")]
    assert report.failed == ()
    assert archive.ids("étang") == {"2024/printemps", "2024/automne"}


def test_json_without_a_title_and_a_text_is_ignored_and_named_in_every_run(archive: Archive) -> None:
    path = write(archive.folder, "projet/package.json", '{"name": "infopresse"}')
    write(archive.folder, "canal.json", '{"title": "Le canal rouvre", "text": "Après deux ans de travaux."}')
    for _ in range(2):
        report = archive.run()
        assert [each.path for each in report.ignored] == ["projet/package.json"]
        assert "title and one of text" in report.ignored[0].reason
        assert report.failed == ()
    assert archive.ids() == {"canal"}
    path.write_text('{"title": "Le port ferme", "text": "Pendant deux ans."}', encoding="utf-8")
    assert counts(archive.run()) == (1, 0, 0, 1)
    path.write_text('{"title": "Le port ferme"}', encoding="utf-8")
    assert archive.run().ignored and archive.ids() == {"canal"}


def test_second_run_opens_no_file(archive: Archive) -> None:
    write(archive.folder, "printemps.txt", SPRING)
    write(archive.folder, "automne.txt", AUTUMN)
    archive.run()
    with opened_below(archive.folder) as opened:
        report = archive.run()
    assert opened == []
    assert counts(report) == (0, 0, 0, 2)


def test_touched_changed_added_and_removed_files_are_told_apart(archive: Archive) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(archive.folder, name, SPRING)
    archive.run()
    (archive.folder / "a.txt").touch()
    write(archive.folder, "b.txt", SPRING + "\nUn ajout zygomorphe.\n")
    (archive.folder / "c.txt").unlink()
    write(archive.folder, "d.txt", AUTUMN)
    assert counts(archive.run()) == (1, 1, 1, 1)
    assert archive.ids() == {"a", "b", "d"}
    assert archive.ids("zygomorphe") == {"b"}


def test_touched_file_is_read_for_its_hash_once(archive: Archive) -> None:
    path = write(archive.folder, "a.txt", SPRING)
    archive.run()
    os.utime(path, (1_700_000_000, 1_700_000_000))
    with opened_below(archive.folder) as first:
        assert counts(archive.run()) == (0, 0, 0, 1)
    with opened_below(archive.folder) as second:
        assert counts(archive.run()) == (0, 0, 0, 1)
    assert (len(first), second) == (1, [])


def test_file_changed_within_one_tick_of_the_clock_is_seen(archive: Archive) -> None:
    path = write(archive.folder, "a.txt", SPRING)
    archive.run()
    before = path.stat()
    path.write_text(SPRING.replace("vingt", "trois"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert counts(archive.run()) == (0, 1, 0, 0)
    assert archive.ids('"trois étangs"') == {"a"}


def test_bad_file_is_named_each_time_and_stops_nothing(archive: Archive) -> None:
    write(archive.folder, "a.txt", SPRING)
    write(archive.folder, "vide.txt", "")
    for expected in ((1, 0, 0, 0), (0, 0, 0, 1)):
        report = archive.run()
        assert counts(report) == expected
        assert [(each.path, each.reason) for each in report.failed] == [("vide.txt", "empty file")]
    write(archive.folder, "vide.txt", AUTUMN)
    report = archive.run()
    assert (counts(report), report.failed) == ((0, 1, 0, 1), ())


def test_broken_link_is_named(archive: Archive) -> None:
    (archive.folder / "a.txt").symlink_to(archive.folder / "gone.txt")
    write(archive.folder, "b.txt", SPRING)
    report = archive.run()
    assert [each.path for each in report.failed] == ["a.txt"]
    assert archive.ids() == {"b"}


def test_file_that_can_no_longer_be_read_leaves_the_index(archive: Archive) -> None:
    write(archive.folder, "a.txt", SPRING)
    write(archive.folder, "b.txt", AUTUMN)
    archive.run()
    (archive.folder / "a.txt").write_bytes(b"")
    assert [each.path for each in archive.run().failed] == ["a.txt"]
    assert archive.ids() == {"b"}


def test_more_than_half_gone_changes_nothing(archive: Archive) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(archive.folder, name, SPRING)
    archive.run()
    (archive.folder / "a.txt").unlink()
    (archive.folder / "b.txt").unlink()
    with pytest.raises(RemovalsRefused, match="2 of 3 known files are gone"):
        archive.run()
    assert archive.ids() == {"a", "b", "c"}
    assert counts(archive.run(allow_removals=True)) == (0, 0, 2, 1)
    assert archive.ids() == {"c"}


def test_vanished_folder_changes_nothing(archive: Archive) -> None:
    write(archive.folder, "a.txt", SPRING)
    archive.run()
    shutil.rmtree(archive.folder)
    with pytest.raises(SettingsError, match="cannot be listed"):
        archive.run()
    assert archive.ids() == {"a"}


def test_lost_index_is_made_anew_without_reading_files(archive: Archive) -> None:
    write(archive.folder, "a.txt", SPRING)
    archive.run()
    archive.close()
    shutil.rmtree(archive.index / "engine")
    archive.open()
    with opened_below(archive.folder) as opened:
        assert counts(archive.run()) == (0, 0, 0, 1)
    assert opened == []
    assert archive.ids() == {"a"}


# Whoosh leaves a file that it cannot understand to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", ["outdated", "garbage"])
def test_index_that_cannot_be_used_is_made_anew_without_reading_files(archive: Archive, damage: str) -> None:
    write(archive.folder, "a.txt", SPRING)
    archive.run()
    archive.close()
    folder = archive.index / "engine" / "generations" / generations.current(archive.index / "engine")
    if damage == "outdated":
        (folder / "versions.json").write_text('{"format": 0, "analysis": 0}', encoding="utf-8")
    else:
        for each in folder.glob("*.toc"):
            each.write_bytes(b"garbage")
    archive.open()
    with opened_below(archive.folder) as opened:
        archive.run()
    assert opened == []
    assert archive.ids() == {"a"}


def test_lost_catalogue_reads_all_files_again(archive: Archive) -> None:
    write(archive.folder, "a.txt", SPRING)
    archive.run()
    archive.close()
    (archive.index / "catalogue.sqlite").unlink()
    archive.open()
    assert counts(archive.run()) == (1, 0, 0, 0)
    assert archive.ids() == {"a"}


def test_rebuild_reads_all_files_again_and_calls_them_unchanged(archive: Archive) -> None:
    write(archive.folder, "a.txt", SPRING)
    archive.run()
    with opened_below(archive.folder) as opened:
        assert counts(archive.run(rebuild=True)) == (0, 0, 0, 1)
    assert opened
    assert archive.ids() == {"a"}


def test_new_version_of_the_extraction_reads_all_files_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    write(archive.folder, "a.txt", SPRING)
    archive.run()
    monkeypatch.setattr(extraction, "VERSION", -1)
    with opened_below(archive.folder) as opened:
        assert counts(archive.run()) == (0, 0, 0, 1)
    assert opened


def test_contested_id_goes_to_the_first_path_and_comes_back(archive: Archive) -> None:
    write(archive.folder, "bilan.txt", SPRING)
    archive.run()
    assert archive.ids() == {"bilan"}
    write(archive.folder, "bilan.md", AUTUMN)
    archive.run()
    assert {release.id: release.source for release in archive.releases()} == {
        "bilan": "bilan.md",
        "bilan~txt": "bilan.txt",
    }
    (archive.folder / "bilan.md").unlink()
    archive.run()
    assert {release.id: release.source for release in archive.releases()} == {"bilan": "bilan.txt"}


def test_lines_of_a_json_file_are_releases_of_their_own(archive: Archive) -> None:
    write(
        archive.folder,
        "export.jsonl",
        '{"id": "etangs/1", "title": "Les étangs rouvrent", "text": "Vingt étangs."}\n'
        '{"title": "Les digues tiennent", "text": "Aucune fuite."}\n',
    )
    assert counts(archive.run()) == (1, 0, 0, 0)
    assert archive.ids() == {"etangs/1", "export/2"}


def test_run_that_fails_leaves_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    write(archive.folder, "a.txt", SPRING)
    archive.run()
    write(archive.folder, "b.txt", AUTUMN)

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("indexer.engines.whoosh.commits.TOC.write", full_disk)
        with pytest.raises(EngineError, match="No space left"):
            archive.run()
    assert archive.ids() == {"a"}
    assert counts(archive.run()) == (1, 0, 0, 1)
    assert archive.ids() == {"a", "b"}


def test_second_run_at_the_same_time_is_refused(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.archive.catalogue._PATIENCE", 0.05)
    other = Catalogue(archive.index / "catalogue.sqlite")
    try:
        with archive.catalogue.run(), pytest.raises(IndexLocked, match="another run lasts"):
            synchronise(archive.engine, other, archive.folder)
    finally:
        other.close()


def test_file_that_is_no_catalogue_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"this is no database" * 100)
    catalogue = Catalogue(path)
    assert catalogue.files() == {}
    catalogue.close()


def test_catalogue_of_another_version_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    catalogue = Catalogue(path)
    assert catalogue.documents() == {}
    catalogue.close()


NAMES = ("a.txt", "a.md", "b.txt", "b/c.txt")
CHANGES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from((SPRING, AUTUMN, "Une ligne seule.\n", "", None))),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=300 if os.environ.get("LONG") else 15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=CHANGES)
def test_index_after_any_changes_equals_one_made_from_scratch(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str | None]]
) -> None:
    gradual = Archive(tmp_path_factory.mktemp("gradual"))
    for name, text in changes:
        if text is None:
            (gradual.folder / name).unlink(missing_ok=True)
        else:
            write(gradual.folder, name, text)
        gradual.run(allow_removals=True)
    fresh = Archive(tmp_path_factory.mktemp("fresh"))
    shutil.copytree(gradual.folder, fresh.folder, dirs_exist_ok=True)
    fresh.run()
    assert gradual.releases() == fresh.releases()
    gradual.close()
    fresh.close()
