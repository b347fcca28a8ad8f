"""
The words of a segment -> its vocabulary and its lists, sorted some terms at a time, so that memory stays bounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from indexer.analysis.words import forms
from indexer.engines.scoring import levels, worth
from indexer.engines.whoosh.arrays import Array, ArraysWriter
from indexer.engines.whoosh.listing import PostingsWriter
from indexer.engines.whoosh.postings import Entries, Numbers, ranges
from indexer.engines.whoosh.segments import LAST_BY_DEFAULT, Vocabulary
from indexer.releases import Zone

BREAK = 0
"""The number that stands after each text, where no word is."""

_AT_ONCE = 1_000_000
_ROOM_OF_A_TERM = _AT_ONCE // (1 << 16) + 1
"""So that the terms that are sorted at once have numbers of 16 bits: such numbers NumPy sorts in linear time."""


class Stream:
    """
    The words of documents in their order, as numbers of tokens (uint32), and where each zone of a document ends.

    *words* hold those of document d from `starts[d]` on; *ends* say, by document and zone, how many places there are up
    to the end of the zone.
    """

    def __init__(self, words: Array, starts: Sequence[int], ends: Numbers) -> None:
        sizes = ends[:, -1].tolist()
        stretches = [words[start : start + size] for start, size in zip(starts, sizes, strict=True)]
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


class Words:
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

    def write_folded(self, writer: ArraysWriter, stream: Stream) -> None:
        """Write the lists of the folded words, with occurrences."""
        with PostingsWriter(len(self._folded), stream.most_place, int(self._variant_of.max())) as lists:
            for terms, at in _by_term(stream, [self._folded_of], len(self._folded)):
                documents, places, worths = stream.read(at)
                found, begins = _entries(terms, documents, worths)
                counts = np.diff(begins, append=len(terms))
                variants = self._variant_of[stream.words[at]]
                lists.add(replace(found, counts=counts, places=places, variants=variants))
            lists.write(writer, "folded")

    def write_stems(self, writer: ArraysWriter, stream: Stream) -> None:
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


def _by_term(stream: Stream, tables: Sequence[Numbers], number: int) -> Iterator[tuple[Numbers, Numbers]]:
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
