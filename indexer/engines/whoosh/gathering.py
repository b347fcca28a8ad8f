"""
Releases -> one segment: their words as numbers, one after the other, sorted once when the segment is written.

A document's words, with one break after each text, are a stretch of one long array of numbers; a word's place is its
place in that stretch.
"""

from array import array
from collections.abc import Collection
from itertools import accumulate
from pathlib import Path

import numpy as np

from indexer.engines.facets import Item, decided_by, items
from indexer.engines.whoosh.arrays import ArraysWriter
from indexer.engines.whoosh.columns import column_of
from indexer.engines.whoosh.instants import microseconds
from indexer.engines.whoosh.keeping import Records
from indexer.engines.whoosh.numbering import Numbering
from indexer.engines.whoosh.postings import Numbers
from indexer.engines.whoosh.segments import Documents, write_documents, write_vocabulary
from indexer.engines.whoosh.sorting import BREAK, Stream, sorted_words
from indexer.queries import Facet, date_number
from indexer.releases import Release, Zone, zone_texts

_BREAK = array("I", [BREAK]).tobytes()

_REPEATED = frozenset({Zone.CONTACTS, Zone.AFFILIATIONS, Zone.BOILERPLATE, Zone.PLACE, Zone.ISSUER})
"""Zones whose texts are often those of other releases."""

_PLACES_OF_A_RELEASE = 60
_PLACES_OF_A_TOKEN = 60


class Gathering:
    """Releases on their way to one segment; of several with one id, the last counts."""

    def __init__(self) -> None:
        self._numbering = Numbering()
        self._words = array("I")
        self._rows: dict[str, int] = {}
        self._dates = array("i")
        self._embargoes: dict[int, int] = {}
        self._starts = array("Q")
        self._ends = array("I")
        self._counted = {facet: _Counted(facet) for facet in Facet}
        self._records = Records()

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def ids(self) -> Collection[str]:
        """The ids of the releases."""
        return self._rows.keys()

    @property
    def places(self) -> int:
        """The number of places taken so far, and of those that would take as much memory as all the rest."""
        tokens = self._numbering.tokens
        return len(self._words) + _PLACES_OF_A_RELEASE * len(self._rows) + _PLACES_OF_A_TOKEN * len(tokens)

    def put(self, release: Release, record: bytes) -> None:
        """Take *release* in; *record* is what is stored of it."""
        start = len(self._words)
        ends = self._places(release)
        date, embargo = date_number(release.date), release.embargo
        until = microseconds(embargo) if embargo else None
        counted = [each.number(release) for each in self._counted.values()]
        row = self._records.take(record)
        # from here on nothing fails: columns stay equally long
        for column, number in zip(self._counted.values(), counted, strict=True):
            column.rows.append(number)
        self._dates.append(date)
        self._starts.append(start)
        self._ends.extend(ends)
        if until is not None:
            self._embargoes[row] = until
        self._rows[release.id] = row

    def drop(self, release_id: str) -> None:
        """Forget the release with this id."""
        self._rows.pop(release_id, None)

    def write(self, path: Path) -> int:
        """Write the segment and return its number of documents. Nothing is left of what was gathered but `ids`."""
        self._numbering.forget_texts()
        rows = self._rows_in_order()
        ends = np.frombuffer(self._ends, np.uint32).reshape(-1, len(Zone))[rows].astype(np.int64)
        starts = np.frombuffer(self._starts, np.uint64)[rows]
        stream = Stream(np.frombuffer(self._words, np.uint32), starts.tolist(), ends)
        self._words = array("I")
        vocabulary, words = sorted_words(self._numbering, stream)
        self._numbering = Numbering()
        with ArraysWriter(path) as writer:
            write_documents(writer, self._documents(rows, ends))
            write_vocabulary(writer, vocabulary)
            del vocabulary
            words.write_folded(writer, stream)
            words.write_stems(writer, stream)
        self.close()
        return len(rows)

    def close(self) -> None:
        """Let go of what was gathered."""
        self._records.close()

    def _places(self, release: Release) -> tuple[int, ...]:
        """Take the words of *release* in; return the number of its places up to the end of each zone."""
        known = self._numbering.known(release.language)
        ends = [0] * len(Zone)
        taken: list[bytes] = []
        place = 0
        for zone, text in zone_texts(release):
            found = known.repeated(text) if zone in _REPEATED else known.numbers(text)
            taken += (found, _BREAK)
            place += len(found) // 4 + 1
            ends[zone] = place
        self._words.frombytes(b"".join(taken))
        return tuple(accumulate(ends, max))

    def _rows_in_order(self) -> Numbers:
        """Return the rows of the documents: newest first, undated last, then by id."""
        by_id = np.array([self._rows[each] for each in sorted(self._rows)], np.int64)
        dates = np.frombuffer(self._dates, np.int32)[by_id]
        return by_id[np.argsort(np.where(dates, -dates, 1), kind="stable")]

    def _documents(self, rows: Numbers, ends: Numbers) -> Documents:
        ids = {row: release_id for release_id, row in self._rows.items()}
        numbers = rows.tolist()
        return Documents(
            dates=np.frombuffer(self._dates, np.int32)[rows].astype(np.int64),
            ids=[ids[row].encode() for row in numbers],
            records=self._records.deflated(numbers),
            dictionaries=[self._records.dictionary],
            dictionary_of=np.zeros(len(rows), np.int64),
            ends=list(ends.T),
            facets={
                facet: column_of([counted.of_row(row) for row in numbers], list(counted.items))
                for facet, counted in self._counted.items()
            },
            embargoes={number: self._embargoes[row] for number, row in enumerate(numbers) if row in self._embargoes},
        )


class _Counted:
    """What releases count under in one facet: *rows* has the number of each release's combination of items."""

    def __init__(self, facet: Facet) -> None:
        self.items: dict[Item, int] = {}
        self.rows = array("I")
        self._facet = facet
        self._combinations: list[tuple[int, ...]] = []
        self._known: dict[object, int] = {}

    def number(self, release: Release) -> int:
        """Return the number of what *release* counts under."""
        by = decided_by(release, self._facet)
        found = self._known.get(by)
        return self._new(release, by) if found is None else found

    def of_row(self, row: int) -> tuple[int, ...]:
        """Return the numbers of the items of a release."""
        return self._combinations[self.rows[row]]

    def _new(self, release: Release, by: object) -> int:
        read = items(release, self._facet)
        for item in read:
            item.value.encode()  # raises here rather than when the segment is written
        self._combinations.append(tuple(self.items.setdefault(item, len(self.items)) for item in read))
        self._known[by] = len(self._combinations) - 1
        return self._known[by]
