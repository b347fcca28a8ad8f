"""
One commit, opened: columns as arrays, postings on demand. Immutable, and shared by the threads of a process.

Documents are numbered through all segments, from 0; deleted ones keep their numbers until a merge, and match nothing.
"""

import json
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from whoosh.index import FileIndex
from whoosh.reading import IndexReader, TermNotFound

from indexer.analysis.words import Kind, Term, forms
from indexer.engines.whoosh import schema
from indexer.engines.whoosh.damage import damage_named
from indexer.queries import Facet
from indexer.records import from_record
from indexer.releases import Release, Zone

Documents: TypeAlias = npt.NDArray[np.int64]
"""Document numbers, ascending, each once."""

Occurrences: TypeAlias = npt.NDArray[np.int64]
"""Places of words, ascending, each once: `document << DOCUMENT_SHIFT | zone << ZONE_SHIFT | place`."""

DOCUMENT_SHIFT = schema.ZONE_SHIFT + 4
_MOST_CACHED = 4096
NO_OCCURRENCES: Occurrences = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """Several values a document: for document d, those that `ordinals[offsets[d]:offsets[d + 1]]` number (int64)."""

    values: tuple[str, ...]
    offsets: npt.NDArray[np.int64]
    ordinals: npt.NDArray[np.int64]

    def selected(self, among: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """Return the ordinals of the documents that *among* (bool, one a document) marks, one a value."""
        return self.ordinals[np.repeat(among, np.diff(self.offsets))]

    def having(self, wanted: set[str]) -> npt.NDArray[np.bool_]:
        """Return, for each document, whether it has one of the values *wanted*."""
        number = len(self.offsets) - 1
        numbers = [ordinal for ordinal, value in enumerate(self.values) if value in wanted]
        rows = np.repeat(np.arange(number), np.diff(self.offsets))[np.isin(self.ordinals, numbers)]
        marked = np.zeros(number, bool)
        marked[rows] = True
        return marked


class Snapshot:
    """One commit of one generation, read-only."""

    def __init__(self, index: FileIndex, folder: Path) -> None:
        self._folder = folder
        self._reader: IndexReader = index.reader()
        self._lock = Lock()
        self._cache: OrderedDict[Term, Occurrences] = OrderedDict()
        self.size: int = self._reader.doc_count_all()
        self.live: Documents = np.fromiter(self._reader.all_doc_ids(), np.int64)
        self.ids = tuple(self._column(schema.ID))
        self.dates = self._numbers(schema.DATE)
        self.embargoes = self._numbers(schema.EMBARGO)
        self.lengths = np.stack([self._numbers(schema.length_name(zone)) for zone in Zone])
        self.values = {facet: self._values(schema.values_name(facet)) for facet in Facet}
        self.keys = {facet: self._values(schema.keys_name(facet)) for facet in Facet}

    @cached_property
    def id_ranks(self) -> npt.NDArray[np.int64]:
        """The place of each document in the order of ids."""
        ranks = np.empty(self.size, np.int64)
        ranks[sorted(range(self.size), key=self.ids.__getitem__)] = np.arange(self.size)
        return ranks

    @cached_property
    def mean_lengths(self) -> npt.NDArray[np.float64]:
        """The mean number of words of each zone over live documents; 1 where no document has any."""
        if not len(self.live):
            return np.ones(len(Zone))
        means: npt.NDArray[np.float64] = self.lengths[:, self.live].mean(axis=1)
        means[means == 0] = 1
        return means

    @cached_property
    def spellings(self) -> dict[Term, tuple[str, ...]]:
        """The words of live documents as written, in lower case, that gave each term."""
        found: dict[Term, set[str]] = {}
        for text in filter(self._is_live, self._lexicon(schema.SPELLING, b"")):
            read = forms(text)
            for term in read.terms:
                found.setdefault(term, set()).add(read.surface)
        return {term: tuple(sorted(surfaces)) for term, surfaces in found.items()}

    def document(self, release_id: str) -> int | None:
        """Return the number of the live document with this id."""
        with self._reading():
            return document_number(self._reader, release_id)

    def release(self, document: int) -> Release:
        """Return the release that a document stores."""
        with self._reading():
            return from_record(json.loads(self._reader.stored_fields(int(document))[schema.RECORD]))

    def occurrences(self, term: Term) -> Occurrences:
        """Return where *term* stands in live documents."""
        with self._reading():
            found = self._cache.get(term)
            if found is None:
                found = self._cache[term] = self._read(term)
                if len(self._cache) > _MOST_CACHED:
                    self._cache.popitem(last=False)
            self._cache.move_to_end(term)
        return found

    def terms(self, kind: Kind, prefix: str) -> Iterator[Term]:
        """Yield the terms of one kind that begin with *prefix*, in the order of their UTF-8 bytes."""
        return (Term(kind, text) for text in self._lexicon(kind.value, prefix.encode()))

    def close(self) -> None:
        """Close the files; matchers that are still in use keep theirs."""
        self._reader.close()

    def _lexicon(self, field: str, prefix: bytes) -> list[str]:
        with self._reading():
            return [text.decode() for text in self._reader.expand_prefix(field, prefix)] if self.size else []

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Hold the reader, which is for one thread at a time, and name damage that shows only now."""
        with self._lock, damage_named(self._folder):
            yield

    def _is_live(self, spelling: str) -> bool:
        with self._reading():
            return bool(self._reader.postings(schema.SPELLING, spelling.encode()).is_active())

    def _read(self, term: Term) -> Occurrences:
        try:
            matcher = self._reader.postings(term.kind.value, term.text.encode())
        except TermNotFound:
            return NO_OCCURRENCES
        parts = []
        while matcher.is_active():
            positions = np.frombuffer(matcher.value(), "<u4").astype(np.int64)
            parts.append(positions | matcher.id() << DOCUMENT_SHIFT)
            matcher.next()
        return np.concatenate(parts) if parts else NO_OCCURRENCES

    def _column(self, name: str) -> list:
        return list(self._reader.column_reader(name)) if self.size else []

    def _numbers(self, name: str) -> npt.NDArray[np.int64]:
        return np.array(self._column(name), np.int64)

    def _values(self, name: str) -> ValueColumn:
        numbers: dict[str, int] = {}
        ordinals: list[int] = []
        offsets = [0]
        for joined in self._column(name):
            ordinals += (numbers.setdefault(value, len(numbers)) for value in joined.decode().split(schema.SEPARATOR))
            offsets.append(len(ordinals))
        return ValueColumn(tuple(numbers), np.array(offsets, np.int64), np.array(ordinals, np.int64))


def document_number(reader: IndexReader, release_id: str) -> int | None:
    """Return the number of the live document with the id *release_id*."""
    try:
        matcher = reader.postings(schema.ID, release_id.encode())
    except TermNotFound:
        return None
    return matcher.id() if matcher.is_active() else None
