"""Files -> records, in this process and in limited children: hostile files cost themselves, and nothing else."""

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.archive_files import AUTUMN, SPRING, write
from support.pdf_files import long_page_pdf, pages_pdf, pdf, scan_pdf, stream_pdf

from indexer import indexing
from indexer.archive.catalogue import Catalogue
from indexer.blocks import Block, BlockKind
from indexer.engines import open_engine
from indexer.errors import NotARelease, ReadError
from indexer.indexing import Report, synchronise
from indexer.limited import LimitedProcesses
from indexer.reading import Reader, records

CORPUS = Path(__file__).parents[2] / "corpus"
RELEASE = (
    Block(BlockKind.PARAGRAPH, "COMMUNIQUÉ DE PRESSE"),
    Block(BlockKind.PARAGRAPH, "Rennes, le 12 mars 2024"),
    Block(BlockKind.HEADING, "Les étangs rouvrent au printemps", 1),
    Block(BlockKind.PARAGRAPH, "L'Agence des étangs bretons rouvre vingt étangs à la pêche dès le samedi 16 mars."),
    Block(BlockKind.HEADING, "Contact presse", 2),
    Block(BlockKind.PARAGRAPH, "Maëlle Kervadec\nmaelle.kervadec@example.org\n01 99 00 12 34"),
)


def bomb() -> bytes:
    """Return a PDF of less than a megabyte whose page is 600 megabytes of spaces."""
    packer = zlib.compressobj(1)
    packed = [packer.compress(b" " * (1 << 20)) for _ in range(600)]
    return stream_pdf(b"".join(packed) + packer.flush())


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: pages_pdf(10_000), "more than 1000 pages"),
        (lambda: long_page_pdf(1_000_000), "more than 100000"),
        (bomb, "crashed|MB of memory"),
    ],
    ids=["pages", "glyphs", "bomb"],
)
def test_a_pdf_that_is_no_release_ends_within_its_limits(
    tmp_path: Path, make: Callable[[], bytes], reason: str
) -> None:
    hostile, good = tmp_path / "hostile.pdf", tmp_path / "bon.pdf"
    hostile.write_bytes(make())
    good.write_bytes(pdf(RELEASE))
    with Reader() as reader:
        outcomes = list(reader.each([(hostile, "hostile.pdf"), (good, "bon.pdf")]))
    assert isinstance(outcomes[0], ReadError)
    assert re.search(reason, outcomes[0].reason)
    assert outcomes[0].path == str(hostile)
    assert outcomes[1] == records(str(good), "bon.pdf")


def test_a_release_in_pdf_gives_its_fields(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(RELEASE))
    with Reader() as reader:
        ((wanted, record),) = reader.read(tmp_path / "a.pdf", "2024/a.pdf")
    assert (wanted, record["path"], record["format"]) == ("2024/a", "2024/a.pdf", "pdf")
    assert (record["title"], record["date"], record["place"]) == (
        "Les étangs rouvrent au printemps",
        "2024-03-12",
        "Rennes",
    )
    assert [(each["name"], each["emails"]) for each in record["contacts"]] == [
        ("Maëlle Kervadec", ["maelle.kervadec@example.org"])
    ]


def test_one_process_or_two_give_the_same_in_the_same_order(tmp_path: Path) -> None:
    files = [(path, path.name) for path in sorted(CORPUS.rglob("*")) if path.is_file()]
    for name, content in {"a.pdf": pdf(RELEASE), "b.pdf": scan_pdf(), "c.txt": b"", "d.png": b"-"}.items():
        (tmp_path / name).write_bytes(content)
        files.insert(len(files) // 2, (tmp_path / name, name))
    files.append((tmp_path / "absent.pdf", "absent.pdf"))

    def outcomes(processes: int) -> list[Any]:
        with Reader(processes=processes) as reader:
            return [str(each) if isinstance(each, ReadError) else _as_json(each) for each in reader.each(files)]

    alone = outcomes(1)
    assert outcomes(2) == alone
    assert sum(isinstance(each, str) for each in alone) >= 4


def _as_json(asked: Any) -> Any:
    return [[wanted, dict(record)] for wanted, record in asked]


def test_small_plain_files_need_no_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Iterator[Any]:
        raise AssertionError

    monkeypatch.setattr(LimitedProcesses, "outcomes", refuse)
    path = write(tmp_path, "a.txt", SPRING)
    with Reader() as reader:
        assert reader.read(path, "a.txt") == records(str(path), "a.txt")


def test_a_large_plain_file_is_read_within_limits(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", "<div>" * 2_000_000)
    with Reader(seconds=0.2) as reader, pytest.raises(ReadError, match="took longer than"):
        reader.read(path, "a.html")


def test_a_run_with_hostile_files_goes_on_and_two_processes_index_what_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_WORTH_SHARING", 2)
    folder = tmp_path / "archive"
    for number in range(12):
        write(folder, f"{number}/printemps.txt", SPRING)
        write(folder, f"{number}/automne.txt", AUTUMN)
    (folder / "a.pdf").write_bytes(pdf(RELEASE))
    (folder / "b.pdf").write_bytes(pdf(RELEASE, password="secret"))
    (folder / "c.pdf").write_bytes(bytes(range(256)) * 40)
    first, second = (_indexed(folder, tmp_path / str(number), number) for number in (1, 2))
    assert first[1] == second[1]
    assert [each.path for each in first[0].failed] == ["b.pdf", "c.pdf"]
    assert (first[0].new, first[0].failed) == (second[0].new, second[0].failed) == (25, first[0].failed)


def _indexed(folder: Path, index: Path, processes: int) -> tuple[Report, list[Any]]:
    engine, catalogue = open_engine(index / "engine"), Catalogue(index / "catalogue.sqlite")
    try:
        return synchronise(engine, catalogue, folder, processes=processes), list(catalogue.records())
    finally:
        catalogue.close()
        engine.close()


@pytest.mark.parametrize("processes", [1, 2])
def test_data_of_other_programs_are_told_from_failures(tmp_path: Path, processes: int) -> None:
    foreign, broken = write(tmp_path, "package.json", "{}"), write(tmp_path, "a.json", "{")
    with Reader(processes=processes) as reader:
        first, second = reader.each([(foreign, "package.json"), (broken, "a.json")])
    assert isinstance(first, NotARelease)
    assert isinstance(second, ReadError)
    assert not isinstance(second, NotARelease)
