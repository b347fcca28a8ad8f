"""The benchmark of reading: every format that is read has its row, and every file in it is a whole release."""

import itertools
import sys
from pathlib import Path

import pytest

from benchmarks import reading
from benchmarks.files import WRITERS, blocks
from benchmarks.speed.composing import releases
from indexer import readers
from indexer.reading import records


def test_every_format_that_is_read_has_its_row(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["reading", "--releases", "20"])
    reading.main()
    rows = [line.split("|") for line in capsys.readouterr().out.splitlines()[2:]]
    assert [f".{row[1].strip()}" for row in rows] == [each for each in WRITERS if each in readers.READERS]
    assert all(float(row[3]) > 0 and float(row[4]) > 0 for row in rows)


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix in readers.READERS])
def test_the_files_hold_the_title_and_the_date(suffix: str, tmp_path: Path) -> None:
    for release in itertools.islice(releases(1, nouns=3_000), 5):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(WRITERS[suffix](blocks(release)))
        ((_, record),) = records(str(path), path.name)
        assert record["title"] == release.title
        assert record["date"] == (release.date and release.date.isoformat())
