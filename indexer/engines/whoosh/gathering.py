"""
Releases -> one segment: their words as numbers, one after the other, sorted once when the segment is written.

A document's words, with one break after each text, are a stretch of one long array of numbers; a word's place is its
place in that stretch.
"""

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.analysis.tokens import CHUNK
from indexer.analysis.words import forms, word_forms
from indexer.engines.facets import Item, decided_by, items
from indexer.engines.scoring import levels, worth
from indexer.engines.whoosh.arrays import Array, ArraysWriter
from indexer.engines.whoosh.columns import column_of
from indexer.engines.whoosh.instants import microseconds
from indexer.engines.whoosh.postings import Entries, Numbers, PostingsWriter, ranges
from indexer.engines.whoosh.segments import (
    LAST_BY_DEFAULT,
    Documents,
    Vocabulary,
    deflated,
    write_documents,
    write_vocabulary,
)
from indexer.queries import Facet, date_number
from indexer.records import stored
from indexer.releases import Release, Zone, zone_texts

BREAK = 0
_MOST_REMEMBERED = 1 << 18
_LONGEST_REMEMBERED = 64
_MANY_BYTES = 1 << 20
_OF_DICTIONARY = 32_000
_AT_ONCE = 2_000_000
_ROOM_OF_A_TERM = _AT_ONCE // (1 << 16) + 1
"""So that the terms that are sorted at once have numbers of 16 bits: such numbers NumPy sorts in linear time."""


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
            self._settle(b"".join(self._taken[: _OF_DICTIONARY // 100])[:_OF_DICTIONARY])
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
        stream = _Stream(self._words, documents)
        self._words = array("I")
        words = _Words(self._tokens, stream.words)
        with ArraysWriter(path) as writer:
            write_documents(writer, self._columns(documents))
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

    def _columns(self, documents: list[_Document]) -> Documents:
        records, dictionary = self._records.deflated()
        return Documents(
            dates=np.array([each.date for each in documents], np.int64),
            ids=[each.id.encode() for each in documents],
            records=(records[each.record] for each in documents),
            dictionaries=[dictionary],
            dictionary_of=np.zeros(len(documents), np.int64),
            ends=np.array([each.ends for each in documents], np.int64).reshape(-1, len(Zone)).T,
            facets={
                facet: column_of([each.items[number] for each in documents], list(self._items[facet]))
                for number, facet in enumerate(Facet)
            },
            embargoes={number: each.embargo for number, each in enumerate(documents) if each.embargo is not None},
        )


class _Stream:
    """The words of documents in their order, as numbers of tokens (uint32), and where each zone of a document ends."""

    def __init__(self, words: "array[int]", documents: list[_Document]) -> None:
        ends = np.array([each.ends for each in documents], np.int64).reshape(-1, len(Zone))
        gathered = np.frombuffer(words, np.uint32)
        stretches = [gathered[each.start : each.start + each.ends[-1]] for each in documents]
        self.words: Array = np.concatenate([np.empty(0, np.uint32), *stretches])
        self.most_place = int(ends[:, -1].max(initial=0))
        self._firsts = np.cumsum(ends[:, -1]) - ends[:, -1]
        self._zone_ends = (self._firsts[:, None] + ends).ravel()
        self._worths = _worths(ends).ravel()

    def read(self, at: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """
        Return the document and the place of the words *at* (ascending), and what each is worth in the zones searched by
        default (0 elsewhere).
        """
        zones = np.searchsorted(self._zone_ends, at, side="right")
        documents = zones // len(Zone)
        return documents, at - self._firsts[documents], self._worths[zones]


def _worths(ends: Numbers) -> Numbers:
    """Return what a word is worth by document and zone."""
    lengths = np.diff(ends, axis=1, prepend=0)
    found = np.zeros(lengths.shape, np.int64)
    for zone in Zone:
        if zone <= LAST_BY_DEFAULT:
            found[:, zone] = [worth(zone, length) for length in lengths[:, zone].tolist()]
    return found


class _Words:
    """The tokens that stand in a stream, by folded word and by stem."""

    def __init__(self, tokens: Mapping[str, int], words: Array) -> None:
        used = _frequencies(words, len(tokens) + 1)
        by_folded = sorted(
            (read.folded, text, number, read.stems)
            for text, number in tokens.items()
            if used[number]
            for read in (forms(text),)
        )
        self._folded: dict[str, int] = {}
        self._folded_of = np.full(len(tokens) + 1, -1)
        self._variant_of = np.zeros(len(tokens) + 1, np.int64)
        first = []
        by_stem: dict[str, dict[int, None]] = {}
        for rank, (folded, _, number, stems) in enumerate(by_folded):
            if folded not in self._folded:
                self._folded[folded] = len(self._folded)
                first.append(rank)
            word = self._folded_of[number] = len(self._folded) - 1
            self._variant_of[number] = rank - first[-1]
            for stem in stems:
                by_stem.setdefault(stem, {})[word] = None
        self._stems = {stem: number for number, stem in enumerate(sorted(by_stem))}
        pairs = sorted((number, self._stems[stem]) for _, _, number, stems in by_folded for stem in stems)
        of_tokens, of_stems = np.array(pairs, np.int64).reshape(-1, 2).T
        self._stem_tables = _tables(of_tokens, of_stems, len(tokens) + 1)
        form_lists = [list(by_stem[stem]) for stem in self._stems]
        self.vocabulary = Vocabulary(
            folded=[each.encode() for each in self._folded],
            spellings=[text.encode() for _, text, _, _ in by_folded],
            first=np.array([*first, len(by_folded)], np.int64),
            stems=[stem.encode() for stem in self._stems],
            form_first=np.cumsum([0, *map(len, form_lists)]),
            forms=np.array([*chain.from_iterable(form_lists)], np.int64),
        )

    def write_folded(self, writer: ArraysWriter, stream: _Stream) -> None:
        """Write the lists of the folded words, with occurrences."""
        with PostingsWriter(len(self._folded), stream.most_place, int(self._variant_of.max())) as lists:
            for terms, at in _by_term(stream, [self._folded_of], len(self._folded)):
                documents, places, worths = stream.read(at)
                found, begins = _entries(terms, documents, worths)
                counts = np.diff(begins, append=len(terms))
                variants = self._variant_of[stream.words[at]]
                lists.add(replace(found, counts=counts, places=places, variants=variants))
            lists.write(writer, "folded")

    def write_stems(self, writer: ArraysWriter, stream: _Stream) -> None:
        """Write the lists of the stems, over the zones searched by default."""
        with PostingsWriter(len(self._stems)) as lists:
            for terms, at in _by_term(stream, self._stem_tables, len(self._stems)):
                documents, _, worths = stream.read(at)
                counted = worths > 0
                lists.add(_entries(terms[counted], documents[counted], worths[counted])[0])
            lists.write(writer, "stem")


def _tables(tokens: Numbers, terms: Numbers, size: int) -> list[Numbers]:
    """Return the terms of tokens (-1 for none) as tables by token, as many as one token has terms; tokens ascend."""
    nth = _rank_among_equals(tokens)
    tables = []
    for number in range(int(nth.max(initial=-1)) + 1):
        table = np.full(size, -1)
        table[tokens[nth == number]] = terms[nth == number]
        tables.append(table)
    return tables


def _rank_among_equals(ascending_groups: Numbers) -> Numbers:
    """Return, for an array whose equal values stand together, how many equal ones stand before each."""
    begins = np.flatnonzero(np.diff(ascending_groups, prepend=-1))
    sizes = np.diff(begins, append=len(ascending_groups))
    return np.arange(len(ascending_groups)) - np.repeat(begins, sizes)


def _by_term(stream: _Stream, tables: Sequence[Numbers], number: int) -> Iterator[tuple[Numbers, Numbers]]:
    """
    Yield, for some terms at a time, their numbers and where in *stream* they stand, by term, then by place.

    *tables* have the terms of each token, below *number*; -1 for none.
    """
    frequencies = _frequencies(stream.words, max((len(table) for table in tables), default=0))
    rooms = np.full(number, _ROOM_OF_A_TERM)
    for table in tables:
        has_term = table >= 0
        rooms += np.bincount(table[has_term], frequencies[has_term], number).astype(np.int64)
    for terms in ranges(rooms, _AT_ONCE):
        parts = [_standing(stream.words, table, terms) for table in tables]
        found, at = (np.concatenate(each) for each in zip(*parts, strict=True))
        if len(parts) > 1:
            order = np.argsort(at, kind="stable")
            found, at = found[order], at[order]
        order = np.argsort(found, kind="stable")
        yield found[order].astype(np.int64) + terms.start, at[order]


def _standing(words: Array, table: Numbers, terms: range) -> tuple[npt.NDArray[np.uint16], Numbers]:
    """Return the terms, counted from the first of *terms*, and the places of the words that *table* says have them."""
    wanted = (table >= terms.start) & (table < terms.stop)
    at = np.flatnonzero(wanted[words])
    return (table - terms.start).astype(np.uint16)[words[at]], at


def _frequencies(words: Array, size: int) -> Numbers:
    """Return how often each token stands in *words*: piece by piece, since NumPy copies what it counts."""
    found = np.zeros(size, np.int64)
    for start in range(0, len(words), _AT_ONCE):
        found += np.bincount(words[start : start + _AT_ONCE], minlength=size)
    return found


def _entries(terms: Numbers, documents: Numbers, worths: Numbers) -> tuple[Entries, Numbers]:
    """Return one entry a term and document, and where in the given arrays each begins."""
    is_first = np.diff(terms, prepend=-1) != 0
    is_first |= np.diff(documents, prepend=-1) != 0
    begins = np.flatnonzero(is_first)
    if not len(begins):
        return Entries(terms, documents, np.empty(0, np.uint8)), begins
    return Entries(terms[begins], documents[begins], levels(np.add.reduceat(worths, begins))), begins
