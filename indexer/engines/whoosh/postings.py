"""
Lists of documents by term, in a file of arrays.

An entry is a document that holds a term: its *gap* to the entry before, its *level* (see `indexer.engines.scoring`)
over the zones searched by default, 0 when the term is in none of them, and, where occurrences are kept, their *count*.
A term's gaps are 1, 2 or 4 bytes wide, whatever takes least room in all. A gap that is too wide, or a count above 255,
is made of several entries: those of level 0 are no match. So a list is one running sum.

    NAME_width    1, 2 or 4, by term
    NAME_start    number of a term's first entry among those of its width, by term
    NAME_entries  number of entries, by term
    NAME_having   number of documents that hold the term in a zone searched by default, by term
    NAME_gap1, _gap2, _gap4 and NAME_level1, …, and NAME_count1, … for occurrences
    NAME_first    number of a term's first occurrence, by term, and of all occurrences
    NAME_place    places of occurrences in their documents
    NAME_variant  which of the term's spellings stands there

Gaps are counted from document -1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.engines.whoosh.arrays import Array, ArraysFile

WIDTHS = (1, 2, 4)
TYPES: dict[int, np.dtype[Any]] = {1: np.dtype("<u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}
_MOST_IN_MEMORY = 1 << 24
_PIECE = 1 << 20
_MOST_COUNTED = 255
_AT_ONCE = 1_500_000
MANY_TIMES = 32
"""Many are so many times as many as few, which are looked up among them one by one."""

Numbers = npt.NDArray[np.int64]
Levels = npt.NDArray[np.uint8]

_NO_NUMBERS: Numbers = np.empty(0, np.int64)
NO_MATCHES: tuple[Numbers, Levels] = (_NO_NUMBERS, np.empty(0, np.uint8))


@dataclass(frozen=True, slots=True)
class Entries:
    """
    Entries of consecutive terms, by term, then by document: equally long arrays. With *counts*, *places* and *variants*
    hold the occurrences of each entry one after the other.
    """

    terms: Numbers
    documents: Numbers
    levels: Levels
    counts: Numbers | None = None
    places: Array | None = None
    variants: Array | None = None


class Occurrences(NamedTuple):
    """Where a term stands, by document, then by place (int64); and as which of its spellings."""

    documents: Numbers
    places: Numbers
    variants: Array


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where a term stands, by entry: the *documents* (int64, ascending; one may hold nothing, or come again unless
    *is_each_once*), and how many occurrences are before each entry, and in all (*firsts*). *places* and *variants* are
    those of all occurrences.
    """

    documents: Numbers
    is_each_once: bool
    firsts: Numbers
    places: Array
    variants: Array

    def between(self, start: int = 0, stop: int | None = None) -> Occurrences:
        """Return the occurrences in documents from *start* up to *stop*."""
        first = int(np.searchsorted(self.documents, start)) if start else 0
        last = len(self.documents) if stop is None else int(np.searchsorted(self.documents, stop))
        firsts = self.firsts[first : last + 1]
        at = slice(int(firsts[0]), int(firsts[-1]))
        documents = np.repeat(self.documents[first:last], firsts[1:] - firsts[:-1])
        return Occurrences(documents, self.places[at].astype(np.int64), self.variants[at])

    def within(self, documents: Numbers) -> tuple[Numbers, "slice | Numbers"]:
        """Return how many occurrences each of *documents* has (ascending, each once), and which they are, in order."""
        span = slice(*np.searchsorted(self.documents, (documents[0], documents[-1] + 1)).tolist())
        if np.array_equal(self.documents[span], documents):
            firsts = self.firsts[span.start : span.stop + 1]
            return firsts[1:] - firsts[:-1], slice(int(firsts[0]), int(firsts[-1]))
        begins, ends = self._bounds(documents, span)
        sizes = ends - begins
        return sizes, np.arange(int(sizes.sum())) + np.repeat(begins - np.cumsum(sizes) + sizes, sizes)

    def _bounds(self, documents: Numbers, span: slice) -> tuple[Numbers, Numbers]:
        """Return between which numbers the occurrences in each of *documents* are; they have the entries *span*."""
        entries = self._entries(documents, span) if self.is_each_once else _NO_NUMBERS
        if np.array_equal(self.documents.take(entries), documents):
            return self.firsts.take(entries), self.firsts.take(entries + 1)
        begins = np.searchsorted(self.documents, documents)
        ends = np.searchsorted(self.documents, documents, side="right")
        return self.firsts.take(begins), self.firsts.take(ends)

    def _entries(self, documents: Numbers, span: slice) -> Numbers:
        """Return the numbers of the entries of *documents*, where each has one, in *span*."""
        if span.stop - span.start >= MANY_TIMES * len(documents):
            return np.minimum(np.searchsorted(self.documents, documents), len(self.documents) - 1)
        first = documents[0]
        marked = np.zeros(documents[-1] - first + 1, bool)
        marked[documents - first] = True
        return np.flatnonzero(marked.take(self.documents[span] - first)) + span.start


class _OfWidth(NamedTuple):
    """Some *terms* whose gaps have one width: how many entries each has, where they are, and their documents."""

    terms: Numbers
    sizes: Numbers
    extent: tuple[int, int]
    documents: Numbers


class Postings:
    """The lists *name* of a file."""

    def __init__(self, file: ArraysFile, name: str) -> None:
        self._file = file
        self._name = name
        self._widths, self._starts = file.whole(f"{name}_width"), file.whole(f"{name}_start")
        self._entries, self.having = file.whole(f"{name}_entries"), file.whole(f"{name}_having")
        self._gaps = {width: f"{name}_gap{width}" for width in WIDTHS}
        self._levels = {width: f"{name}_level{width}" for width in WIDTHS}
        self._counts = {width: f"{name}_count{width}" for width in WIDTHS}
        self._first = file.whole(f"{name}_first") if f"{name}_first" in file else None
        self.size = len(self._widths)

    def documents(self, term: int) -> tuple[Numbers, Levels]:
        """Return the documents that hold *term* in a zone searched by default (int64, ascending), and the levels."""
        width, start, stop = self._extent(term)
        documents = np.cumsum(self._file.part(self._gaps[width], start, stop), dtype=np.int64)
        documents -= 1
        levels = self._file.part(self._levels[width], start, stop)
        if self.having[term] == stop - start:
            return documents, levels
        kept = levels != 0
        return documents[kept], levels[kept]

    def standing(self, term: int) -> "Standing":
        """Return where *term* stands, in whatever zone, to be looked up by document."""
        width, start, stop = self._extent(term)
        gaps = self._file.part(self._gaps[width], start, stop)
        documents = np.cumsum(gaps, dtype=np.int64)
        documents -= 1
        firsts = np.zeros(stop - start + 1, np.int64)
        np.cumsum(self._file.part(self._counts[width], start, stop), out=firsts[1:])
        first, last = self._bounds(term)
        places = self._file.part(f"{self._name}_place", first, last)
        variants = self._file.part(f"{self._name}_variant", first, last)
        return Standing(documents, bool(gaps.all()), firsts, places, variants)

    def occurrences(self, term: int) -> Occurrences:
        """Return where *term* stands, in whatever zone."""
        return self.standing(term).between()

    def matches(self, terms: range) -> tuple[Numbers, Levels]:
        """Return the documents that hold each of *terms* in a zone searched by default, and the levels; unordered."""
        parts = [NO_MATCHES]
        for width in WIDTHS:
            of_width = self._of_width(width, terms)
            found = self._file.part(self._levels[width], *of_width.extent)
            kept = np.flatnonzero(found)
            parts.append((of_width.documents.take(kept), found.take(kept)))
        documents, levels = zip(*parts, strict=True)
        return np.concatenate(documents), np.concatenate(levels)

    @property
    def room(self) -> Numbers:
        """How many entries and occurrences each term has."""
        entries: Numbers = self._entries.astype(np.int64)
        if self._first is None:
            return entries
        first: Numbers = self._first.astype(np.int64)
        return entries + first[1:] - first[:-1]

    def number_of_occurrences(self, term: int) -> int:
        """Return how often *term* stands, in whatever zone."""
        first, last = self._bounds(term)
        return last - first

    def several(self, terms: range) -> Entries:
        """Return the entries of consecutive *terms* as they were added, without those that only fill gaps."""
        parts = [part for width in WIDTHS if len((part := self._several_of(width, terms)).terms)]
        if not parts:
            none = np.empty(0, np.int64)
            counts = none if self._first is not None else None
            return Entries(none, none, np.empty(0, np.uint8), counts, *self._occurrences_of(terms))
        order = np.argsort(np.concatenate([part.terms for part in parts]), kind="stable")
        found = [part.counts for part in parts if part.counts is not None]
        return Entries(
            np.concatenate([part.terms for part in parts])[order],
            np.concatenate([part.documents for part in parts])[order],
            np.concatenate([part.levels for part in parts])[order],
            np.concatenate(found)[order] if found else None,
            *self._occurrences_of(terms),
        )

    def _several_of(self, width: int, terms: range) -> Entries:
        """Return those of the entries of *terms* whose gaps have one width."""
        found = self._of_width(width, terms)
        levels = self._file.part(self._levels[width], *found.extent)
        of_entry = np.repeat(found.terms, found.sizes)
        if self._first is None:
            kept = levels != 0
            return Entries(of_entry[kept], found.documents[kept], levels[kept])
        counts = self._file.part(self._counts[width], *found.extent).astype(np.int64)
        kept = counts != 0
        entries = Entries(of_entry[kept], found.documents[kept], levels[kept], counts[kept])
        return _counts_joined(entries, counts[kept])

    def _of_width(self, width: int, terms: range) -> "_OfWidth":
        """Return those of *terms* whose gaps have one width; in that width, their entries stand in a row."""
        is_one = (self._widths[terms.start : terms.stop] == width) & (self._entries[terms.start : terms.stop] > 0)
        chosen = np.flatnonzero(is_one) + terms.start
        sizes = self._entries[chosen].astype(np.int64)
        start = int(self._starts[chosen[0]]) if len(chosen) else 0
        stop = start + int(sizes.sum())
        ends = np.cumsum(self._file.part(self._gaps[width], start, stop), dtype=np.int64)
        lasts = ends.take(np.cumsum(sizes) - 1)
        before = lasts - np.diff(lasts, prepend=0)
        return _OfWidth(chosen, sizes, (start, stop), ends - np.repeat(before + 1, sizes))

    def _occurrences_of(self, terms: range) -> tuple[Array | None, Array | None]:
        if self._first is None:
            return None, None
        first, last = int(self._first[terms.start]), int(self._first[terms.stop])
        return (
            self._file.part(f"{self._name}_place", first, last),
            self._file.part(f"{self._name}_variant", first, last),
        )

    def _extent(self, term: int) -> tuple[int, int, int]:
        width, start = int(self._widths[term]), int(self._starts[term])
        return width, start, start + int(self._entries[term])

    def _bounds(self, term: int) -> tuple[int, int]:
        if self._first is None:
            raise TypeError(f"{self._name} keeps no occurrences")
        return int(self._first[term]), int(self._first[term + 1])


def ranges(rooms: Array, at_once: int = _AT_ONCE) -> Iterator[range]:
    """Yield consecutive ranges of terms that take about *at_once* entries each, if each term takes its *rooms*."""
    marks = np.cumsum(rooms) // at_once
    borders = [0, *(np.flatnonzero(np.diff(marks)) + 1).tolist(), len(rooms)]
    return (range(start, stop) for start, stop in pairwise(borders) if start < stop)


def _counts_joined(entries: Entries, split: Numbers) -> Entries:
    """Undo `_counts_split`."""
    goes_on = (np.diff(entries.terms, prepend=-1) == 0) & (np.diff(entries.documents, prepend=-1) == 0)
    if not goes_on.any():
        return entries
    begins = np.flatnonzero(~goes_on)
    counts = np.add.reduceat(split, begins)
    return Entries(entries.terms[begins], entries.documents[begins], entries.levels[begins], counts)
