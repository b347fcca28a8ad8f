"""
Invented releases of every kind of issuer, as they are and written in other ways (see `support.conventions`).

`LONG=1` tries every row as every sort of file; else the rows take turns.
"""

import datetime
import os
from collections import Counter
from pathlib import Path

import pytest
from support.conventions import Row, differences, read_rows
from support.rewriting import FILES, REWRITINGS, cases

from indexer import readers
from indexer.extraction import release
from indexer.releases import Contact, Quotation, Release

ROWS = read_rows(Path(__file__).with_name("conventions"))
CASES = list(cases(ROWS, is_long=bool(os.environ.get("LONG"))))

GUESSES = Release(
    "",
    "",
    "",
    title="Titre",
    subtitle="Titre",
    kind="Tribune",
    place="Paris",
    date=datetime.date(2024, 5, 3),
    embargo=datetime.datetime(2024, 5, 3, tzinfo=datetime.UTC),
    contacts=(Contact("Camille Exemple"),),
    lead="Texte",
    notes="Texte",
    boilerplate="Texte",
    signature="Camille Exemple",
    third_parties=(Contact("Camille Exemple"),),
    quotations=(Quotation("Texte"),),
)


@pytest.mark.parametrize(
    ("row", "content"),
    [pytest.param(row, content, id=f"{row.family}: {row.name} [{name}]") for row, name, content in CASES],
)
def test_a_release_is_read_as_a_careful_reader_does(row: Row, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"release.{row.format}"
    path.write_bytes(content)
    (document,) = readers.read(path)
    found = release(document, release_id="release", source=path.name, format=row.format)
    assert differences(row, found) == []


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{row.family}: {row.name}") for row in ROWS if row.states_something]
)
def test_a_release_without_anything_is_not_as_expected(row: Row) -> None:
    assert differences(row, Release("", "", "")) != []


@pytest.mark.parametrize("field", sorted({field for row in ROWS for field, value in row.expected if not value}))
def test_a_guess_is_not_as_expected(field: str) -> None:
    row = Row("", "", "", ((field, ""),))
    assert differences(row, GUESSES) != []


def test_there_are_enough_rows_and_each_has_its_own_name() -> None:
    assert len(ROWS) >= 150
    assert len({(row.family, row.name) for row in ROWS}) == len(ROWS)


def test_every_rewriting_is_tried_on_several_rows() -> None:
    tried = Counter(name for _, name, _ in CASES)
    assert {name: tried[name] for name in (*REWRITINGS, *FILES) if tried[name] < 10} == {}
