"""
Contacts that stand side by side -> one below the other.

    Camille Exemple        Dominique Essai                Camille Exemple, chargée de presse, 01 99 00 12 34
    chargée de presse      directeur               ->     Dominique Essai, directeur, 01 99 00 12 35
    01 99 00 12 34         01 99 00 12 35

A table with one person a row stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from indexer.extraction.names import Naming, naming

_GAP = re.compile(r"\s*\t\s*|\s{3,}(?=\S)")


def without_columns(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs *texts*, those of two or more columns of people read down instead of across."""
    lines = [(number, line) for number, text in enumerate(texts) for line in text.split("\n")]
    found: list[tuple[int, str]] = []
    for is_wide, group in groupby(lines, key=lambda line: _GAP.search(line[1]) is not None):
        part = list(group)
        found.extend(_read_down(part) if is_wide else part)
    return tuple("\n".join(line for _, line in group) for _, group in groupby(found, key=lambda line: line[0]))


def _read_down(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    rows = [_GAP.split(line) for _, line in lines]
    if len(rows) < 2 or not any(_people(row) > 1 for row in rows):
        yield from lines
        return
    for column in zip_longest(*rows, fillvalue=""):
        yield from ((lines[0][0], cell) for cell in column if cell.strip())


def _people(row: Sequence[str]) -> int:
    return sum(naming(cell.strip(" :,")) is Naming.PERSON for cell in row)
