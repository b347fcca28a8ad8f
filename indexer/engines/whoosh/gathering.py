"""
Releases -> one segment: their words as numbers, one after the other, sorted once when the segment is written.

A document's words, with one break after each text, are a stretch of one long array of numbers; a word's place is its
place in that stretch.
"""

from array import array
from collections.abc import Collection
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np

from indexer.analysis.tokens import CHUNK
from indexer.analysis.words import word_forms
from indexer.engines.facets import Item, decided_by, items
from indexer.engines.whoosh.arrays import ArraysWriter
from indexer.engines.whoosh.columns import column_of
from indexer.engines.whoosh.instants import microseconds
from indexer.engines.whoosh.postings import Numbers
from indexer.engines.whoosh.segments import Documents, deflated, write_documents, write_vocabulary
from indexer.engines.whoosh.sorting import BREAK, Stream, Words
from indexer.queries import Facet, date_number
from indexer.records import stored
from indexer.releases import Release, Zone, zone_texts

_MOST_REMEMBERED = 1 << 18
_LONGEST_REMEMBERED = 64
_MANY_BYTES = 1 << 20
_OF_DICTIONARY = 32_000


class _Document(NamedTuple):
    """What is gathered of one release besides its words."""

    id: str
    date: int
    embargo: int | None
    record: int
    start: int
    ends: tuple[int, ...]
    items: tuple[tuple[int, ...], ...]


class _Numbers(dict[str, bytes]):
    """
    The numbers of the words in a chunk of text, as bytes of uint32, remembered; *tokens* numbers the texts of tokens
    from 1.
    """

    def __init__(self, tokens: dict[str, int], language: str | None) -> None:
        super().__init__()
        self._tokens = tokens
        self._language = language

    def __missing__(self, chunk: str) -> bytes:
        tokens = self._tokens
        read = word_forms(chunk, self._language)
        found = array("I", (tokens.setdefault(each.text, len(tokens) + 1) for each in read)).tobytes()
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        if len(chunk) <= _LONGEST_REMEMBERED:
            self[chunk] = found
        return found


class _Records:
    """
    Records, deflated. Once there are many, the first ones become the dictionary that deflating each begins with: the
    releases of an archive repeat each other's contacts and boilerplates.
    """

    def __init__(self) -> None:
        self._taken: list[bytes] = []
        self._size = 0
        self._dictionary: bytes | None = None

    def take(self, record: bytes) -> int:
        """Take one record in and return its number."""
        self._taken.append(record if self._dictionary is None else deflated(record, self._dictionary))
        self._size += len(record)
        if self._dictionary is None and self._size > _MANY_BYTES:
            self._settle(b"".join(self._taken)[:_OF_DICTIONARY])
        return len(self._taken) - 1

    def deflated(self) -> tuple[list[bytes], bytes]:
        """Return all records, and their dictionary."""
        if self._dictionary is None:
            self._settle(b"")
        return self._taken, self._dictionary or b""

    def _settle(self, dictionary: bytes) -> None:
        self._dictionary = dictionary
        self._taken = [deflated(each, dictionary) for each in self._taken]


class Gathering:
    """Releases on their way to one segment; of several with one id, the last counts."""

    def __init__(self) -> None:
        self._words = array("I")
        self._tokens: dict[str, int] = {}
        self._chunks: dict[str | None, _Numbers] = {}
        self._documents: dict[str, _Document] = {}
        self._records = _Records()
        self._items: dict[Facet, dict[Item, int]] = {facet: {} for facet in Facet}
        self._items_by: dict[tuple[Facet, object], tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._documents)

    @property
    def ids(self) -> Collection[str]:
        """The ids of the releases."""
        return self._documents.keys()

    @property
    def places(self) -> int:
        """The number of places taken so far: what memory is taken by."""
        return len(self._words)

    def put(self, release: Release) -> None:
        """Take *release* in."""
        start = len(self._words)
        ends = self._places(release, start)
        self._documents[release.id] = _Document(
            release.id,
            date_number(release.date),
            microseconds(release.embargo) if release.embargo else None,
            self._records.take(stored(release)),
            start,
            ends,
            tuple(self._items_of(release, facet) for facet in Facet),
        )

    def drop(self, release_id: str) -> None:
        """Forget the release with this id."""
        self._documents.pop(release_id, None)

    def write(self, path: Path) -> int:
        """Write the segment and return its number of documents. Nothing is left of what was gathered but `ids`."""
        documents = sorted(self._documents.values(), key=lambda each: (-each.date if each.date else 1, each.id))
        ends = np.array([each.ends for each in documents], np.int64).reshape(-1, len(Zone))
        stream = Stream(np.frombuffer(self._words, np.uint32), [each.start for each in documents], ends)
        self._words = array("I")
        words = Words(self._tokens, stream.words)
        with ArraysWriter(path) as writer:
            write_documents(writer, self._columns(documents, ends))
            write_vocabulary(writer, words.vocabulary)
            words.write_folded(writer, stream)
            words.write_stems(writer, stream)
        return len(documents)

    def _places(self, release: Release, start: int) -> tuple[int, ...]:
        """Take the words of *release* in; return the number of its places up to the end of each zone."""
        numbers = self._chunks.setdefault(release.language, _Numbers(self._tokens, release.language))
        ends = [0] * len(Zone)
        for zone, text in zone_texts(release):
            self._words.frombytes(b"".join(map(numbers.__getitem__, CHUNK.findall(text))))
            self._words.append(BREAK)
            ends[zone] = len(self._words) - start
        return tuple(accumulate(ends, max))

    def _items_of(self, release: Release, facet: Facet) -> tuple[int, ...]:
        """Return the numbers of what *release* counts under."""
        by = (facet, decided_by(release, facet))
        found = self._items_by.get(by)
        if found is None:
            numbers = self._items[facet]
            read = items(release, facet)
            for item in read:
                item.value.encode()  # raises here rather than when the segment is written
            found = tuple(numbers.setdefault(item, len(numbers)) for item in read)
            self._items_by[by] = found
        return found

    def _columns(self, documents: list[_Document], ends: Numbers) -> Documents:
        records, dictionary = self._records.deflated()
        return Documents(
            dates=np.array([each.date for each in documents], np.int64),
            ids=[each.id.encode() for each in documents],
            records=(records[each.record] for each in documents),
            dictionaries=[dictionary],
            dictionary_of=np.zeros(len(documents), np.int64),
            ends=ends.T,
            facets={
                facet: column_of([each.items[number] for each in documents], list(self._items[facet]))
                for number, facet in enumerate(Facet)
            },
            embargoes={number: each.embargo for number, each in enumerate(documents) if each.embargo is not None},
        )
