"""
Releases -> one segment: their words as numbers, one after the other, sorted once when the segment is written.

A document's words, with one break after each text, are a stretch of one long array of numbers; a word's place is its
place in that stretch.
"""

from array import array
from collections.abc import Iterable, Mapping
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
from indexer.engines.whoosh.postings import Entries, Numbers, PostingsWriter
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
_INDEX_BITS = 32
_INDEX = (1 << _INDEX_BITS) - 1


class _Document(NamedTuple):
    """What is gathered of one release besides its words."""

    id: str
    date: int
    embargo: int | None
    record: bytes
    start: int
    ends: tuple[int, ...]
    items: tuple[tuple[int, ...], ...]


class _Numbers(dict[str, tuple[int, ...]]):
    """The numbers of the words in a chunk of text, remembered; *tokens* numbers the texts of tokens from 1."""

    def __init__(self, tokens: dict[str, int], language: str | None) -> None:
        super().__init__()
        self._tokens = tokens
        self._language = language

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        tokens = self._tokens
        found = tuple(tokens.setdefault(each.token, len(tokens) + 1) for each in word_forms(chunk, self._language))
        self[chunk] = found
        return found


class Gathering:
    """Releases on their way to one segment; of several with one id, the last counts."""

    def __init__(self) -> None:
        self._words = array("I")
        self._tokens: dict[str, int] = {}
        self._chunks: dict[str | None, _Numbers] = {}
        self._documents: dict[str, _Document] = {}
        self._items: dict[Facet, dict[Item, int]] = {facet: {} for facet in Facet}
        self._items_by: dict[tuple[Facet, object], tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._documents)

    @property
    def ids(self) -> Iterable[str]:
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
            deflated(stored(release)),
            start,
            ends,
            tuple(self._items_of(release, facet) for facet in Facet),
        )

    def drop(self, release_id: str) -> None:
        """Forget the release with this id."""
        self._documents.pop(release_id, None)

    def write(self, path: Path) -> int:
        """Write the segment and return its number of documents."""
        documents = sorted(self._documents.values(), key=lambda each: (-each.date if each.date else 1, each.id))
        stream = _Stream(self._words, documents)
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
            self._words.extend(chain.from_iterable(map(numbers.__getitem__, CHUNK.findall(text))))
            self._words.append(BREAK)
            ends[zone] = len(self._words) - start
        return tuple(accumulate(ends, max))

    def _items_of(self, release: Release, facet: Facet) -> tuple[int, ...]:
        """Return the numbers of what *release* counts under."""
        by = (facet, decided_by(release, facet))
        found = self._items_by.get(by)
        if found is None:
            numbers = self._items[facet]
            found = tuple(numbers.setdefault(item, len(numbers)) for item in items(release, facet))
            self._items_by[by] = found
        return found

    def _columns(self, documents: list[_Document]) -> Documents:
        return Documents(
            dates=np.array([each.date for each in documents], np.int64),
            ids=[each.id.encode() for each in documents],
            records=(each.record for each in documents),
            ends=np.array([each.ends for each in documents], np.int64).reshape(-1, len(Zone)).T,
            facets={
                facet: column_of([each.items[number] for each in documents], list(self._items[facet]))
                for number, facet in enumerate(Facet)
            },
            embargoes={number: each.embargo for number, each in enumerate(documents) if each.embargo is not None},
        )


class _Stream:
    """
    The words of documents in their order, as equally long arrays: the number of each word's token, its document, its
    place, and what it is worth in the zones searched by default (0 elsewhere).
    """

    def __init__(self, words: Iterable[int], documents: list[_Document]) -> None:
        ends = np.array([each.ends for each in documents], np.int64).reshape(-1, len(Zone))
        sizes = ends[:, -1]
        starts = np.array([each.start for each in documents], np.int64)
        firsts = np.cumsum(sizes) - sizes
        total = int(sizes.sum())
        self.places = (np.arange(total) - np.repeat(firsts, sizes)).astype(np.uint32)
        self.words: Array = np.frombuffer(words, np.uint32)[np.repeat(starts, sizes) + self.places]  # type: ignore[call-overload]
        self.documents = np.repeat(np.arange(len(documents), dtype=np.uint32), sizes)
        self.worths = np.repeat(_worths(ends).ravel(), np.diff(ends, axis=1, prepend=0).ravel())


def _worths(ends: Numbers) -> npt.NDArray[np.uint32]:
    """Return what a word is worth by document and zone."""
    lengths = np.diff(ends, axis=1, prepend=0)
    found = np.zeros(lengths.shape, np.uint32)
    for zone in Zone:
        if zone <= LAST_BY_DEFAULT:
            found[:, zone] = [worth(zone, length) for length in lengths[:, zone].tolist()]
    return found


class _Words:
    """The tokens that stand in a stream, by folded word and by stem."""

    def __init__(self, tokens: Mapping[str, int], words: Array) -> None:
        used = np.bincount(words, minlength=len(tokens) + 1)
        by_folded = sorted(
            (read.folded, text, number, read.stems)
            for text, number in tokens.items()
            if used[number]
            for read in (forms(text),)
        )
        self._folded: dict[str, int] = {}
        self._folded_of = np.zeros(len(tokens) + 1, np.int64)
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
        self._tokens_and_stems = np.array(
            [(number, self._stems[stem]) for _, _, number, stems in by_folded for stem in stems], np.int64
        ).reshape(-1, 2)
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
        at = np.flatnonzero(stream.words != BREAK)
        terms, at = _sorted(self._folded_of[stream.words[at]], at)
        most_place = int(stream.places.max()) if len(stream.places) else 0
        with PostingsWriter(len(self._folded), most_place, int(self._variant_of.max())) as lists:
            lists.add(_entries(terms, at, stream, self._variant_of))
            lists.write(writer, "folded")

    def write_stems(self, writer: ArraysWriter, stream: _Stream) -> None:
        """Write the lists of the stems, over the zones searched by default."""
        at = np.flatnonzero((stream.words != BREAK) & (stream.worths > 0))
        words = stream.words[at]
        parts = []
        tokens, numbers = self._tokens_and_stems.T
        rank = _rank_among_equals(tokens)
        for nth in range(int(rank.max()) + 1 if len(rank) else 0):
            stem_of = np.full(len(self._folded_of), -1)
            stem_of[tokens[rank == nth]] = numbers[rank == nth]
            terms = stem_of[words]
            parts.append((terms[terms >= 0], at[terms >= 0]))
        with PostingsWriter(len(self._stems)) as lists:
            if parts:
                terms, places = (np.concatenate(each) for each in zip(*parts, strict=True))
                lists.add(_entries(*_sorted(terms, places), stream))
            lists.write(writer, "stem")


def _rank_among_equals(ascending_groups: Numbers) -> Numbers:
    """Return, for an array whose equal values stand together, how many equal ones stand before each."""
    begins = np.flatnonzero(np.diff(ascending_groups, prepend=-1))
    sizes = np.diff(begins, append=len(ascending_groups))
    return np.arange(len(ascending_groups)) - np.repeat(begins, sizes)


def _sorted(terms: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
    """Return both arrays sorted by term, then by place in the stream."""
    keys = terms << _INDEX_BITS | at
    keys.sort()
    return keys >> _INDEX_BITS, keys & _INDEX


def _entries(terms: Numbers, at: Numbers, stream: _Stream, variant_of: Numbers | None = None) -> Entries:
    """Return one entry a term and document; with occurrences if *variant_of* says which spelling a token is."""
    documents = stream.documents[at].astype(np.int64)
    is_first = np.diff(terms, prepend=-1) != 0
    is_first |= np.diff(documents, prepend=-1) != 0
    begins = np.flatnonzero(is_first)
    if not len(begins):
        return Entries(terms, documents, np.empty(0, np.uint8))
    frequencies = np.add.reduceat(stream.worths[at], begins, dtype=np.int64)
    found = Entries(terms[begins], documents[begins], levels(frequencies))
    if variant_of is None:
        return found
    return Entries(
        found.terms,
        found.documents,
        found.levels,
        counts=np.diff(begins, append=len(terms)),
        places=stream.places[at],
        variants=variant_of[stream.words[at]],
    )
