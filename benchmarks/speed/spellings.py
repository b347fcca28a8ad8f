"""
The words as written that gave each term, for peers that have our excerpts: their indexes keep terms only.

A table beside a peer's index, made when the index is and counted in none of its figures.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from indexer.analysis.words import Kind, Term, forms, word_forms
from indexer.releases import Release, zone_texts

FILE = "spellings.sqlite"
SUFFIX = ".spellings"
"""Of the file beside an archive, that all indexes of it share."""


def write(path: Path, releases: Iterable[Release]) -> None:
    """Write the words of *releases* to the file *path*: an index has it, or a link to it, as `FILE` in its folder."""
    texts = {
        each.text
        for release in releases
        for _, text in zone_texts(release)
        for each in word_forms(text, release.language)
    }
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for each in map(forms, texts):
        for kind, text in each.terms:
            found[kind.value, text].add(each.spelling)
    rows = ((kind, text, json.dumps(sorted(spellings))) for (kind, text), spellings in found.items())
    with sqlite3.connect(path) as table:
        table.execute("CREATE TABLE spelling (kind, text, words, PRIMARY KEY (kind, text)) WITHOUT ROWID")
        table.executemany("INSERT INTO spelling VALUES (?, ?, ?)", rows)
    table.close()


class Spellings:
    """The table in *folder*."""

    def __init__(self, folder: Path) -> None:
        self._table = sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)

    def of(self, term: Term) -> tuple[str, ...]:
        """Return the words as written that gave *term*."""
        asked = "SELECT words FROM spelling WHERE kind = ? AND text = ?"
        row = self._table.execute(asked, (Kind(term.kind).value, term.text)).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    def close(self) -> None:
        """Let go of the file."""
        self._table.close()
