"""
Where words of a segment stand one after the other.

Documents that hold all of the words are laid out in a row, each with room for all its places. So a place is a number,
and where a sequence begins is what is left of the places of its rarest word when those of the others have been looked
at, each moved by its distance.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from indexer.analysis.words import Term
from indexer.engines.whoosh.postings import MANY_TIMES, Numbers, Standing
from indexer.engines.whoosh.segments import Segment
from indexer.engines.whoosh.snapshot import variants_with

_MOST_PLACES = 1 << 22
"""Places of documents that are laid out together, a byte each; one document alone may have more."""

_MOST_OCCURRENCES = 300_000
"""Occurrences that are looked at together, 8 bytes each, in several arrays."""

_NO_NUMBERS: Numbers = np.empty(0, np.int64)


class Word(NamedTuple):
    """The *number* of a folded word, and the *term* that tells which of its spellings are meant, if not all are."""

    number: int
    term: Term | None = None


class Places(NamedTuple):
    """Places in documents: arrays of equal length (int64), by document, then by place."""

    documents: Numbers
    places: Numbers


def begins(segment: Segment, words: Sequence[Sequence[Word]]) -> Iterator[Places]:
    """
    Yield, some documents at a time, where sequences begin: one of the first *words*, then one of the second, and so on.
    """
    sought = [_Sought(segment, nth, found) for nth, found in enumerate(words)]
    sought.sort(key=lambda each: each.occurrences)
    for documents in _some_at_a_time(segment, _holding_all(sought)):
        yield _begins(segment, sought, documents)


def places(segment: Segment, words: Sequence[Word]) -> Iterator[Places]:
    """Yield, some documents at a time, where one of *words* stands, word by word."""
    sought = _Sought(segment, 0, words)
    step = segment.size // (sought.occurrences // _MOST_OCCURRENCES + 1) + 1
    return (sought.between(start, start + step) for start in range(0, segment.size, step))


class _Sought:
    """The *words* of which one is to be the *nth* of a sequence, counted from 0."""

    def __init__(self, segment: Segment, nth: int, words: Sequence[Word]) -> None:
        self.nth = nth
        self.occurrences = sum(segment.words.number_of_occurrences(word.number) for word in words)
        self._segment = segment
        self._words = words

    @cached_property
    def _standing(self) -> list[tuple[Standing, list[int] | None]]:
        """Where each word stands, and which of its variants count, if not all do."""
        variants = [variants_with(self._segment, each.number, each.term) if each.term else None for each in self._words]
        return [
            (self._segment.words.standing(word.number), chosen)
            for word, chosen in zip(self._words, variants, strict=True)
            if chosen != []
        ]

    @property
    def documents(self) -> Numbers:
        """The documents that hold one of the words, each once, ascending; a few others may be among them."""
        every = [standing.documents for standing, _ in self._standing]
        if len(every) == 1 and (every[0][1:] != every[0][:-1]).all():
            return every[0]
        holding = np.zeros(self._segment.size, bool)
        for documents in every:
            holding[documents] = True
        return np.flatnonzero(holding)

    def between(self, start: int, stop: int | None) -> Places:
        """Return where the words stand in documents from *start* up to *stop*, word by word."""
        found = [Places(_NO_NUMBERS, _NO_NUMBERS)]
        for standing, variants in self._standing:
            each = standing.between(start, stop)
            chosen = slice(None) if variants is None else np.isin(each.variants, variants)
            found.append(Places(each.documents[chosen], each.places[chosen]))
        documents, places = zip(*found, strict=True)
        return found[1] if len(found) == 2 else Places(np.concatenate(documents), np.concatenate(places))

    def places(self, documents: Numbers, starts: Numbers) -> Numbers:
        """Return where the words stand in *documents*, each counted from its start: ascending, each once."""
        found = []
        for standing, variants in self._standing:
            sizes, at = standing.within(documents)
            places = np.repeat(starts, sizes)
            places += standing.places[at]
            found.append(places if variants is None else places[np.isin(standing.variants[at], variants)])
        return found[0] if len(found) == 1 else _once(np.concatenate(found))


def _holding_all(sought: Sequence[_Sought]) -> Numbers:
    """Return the documents that hold all that is *sought*, the rarest first."""
    found = sought[0].documents
    for each in sought[1:]:
        if not len(found):
            break
        found = _in_both(found, each.documents)
    return found


def _in_both(some: Numbers, others: Numbers) -> Numbers:
    """Return what is in both arrays, ascending and each once."""
    few, many = sorted((some, others), key=len)
    if not len(few):
        return few
    if len(few) * MANY_TIMES < len(many):
        return few[many.take(np.searchsorted(many, few), mode="clip") == few]
    is_there = np.zeros(max(few[-1], many[-1]) + 1, bool)
    is_there[few] = True
    return many[np.flatnonzero(is_there.take(many))]


def _some_at_a_time(segment: Segment, documents: Numbers) -> Iterator[Numbers]:
    """Yield *documents* in parts that have about `_MOST_PLACES` places."""
    ends = np.cumsum(segment.lengths.take(documents), dtype=np.int64)
    borders = np.flatnonzero(np.diff(ends // _MOST_PLACES, prepend=0, append=-1))
    return (documents[start:stop] for start, stop in pairwise([0, *borders.tolist()]) if start < stop)


def _begins(segment: Segment, sought: Sequence[_Sought], documents: Numbers) -> Places:
    """Return where sequences begin in *documents*."""
    room = segment.lengths.take(documents).astype(np.int64) + len(sought)
    ends = np.cumsum(room)
    starts = ends - room + len(sought)  # a sequence that would begin before its document begins where nothing else does
    found = sought[0].places(documents, starts - sought[0].nth)
    for each in sought[1:]:
        if not len(found):
            break
        holding = _holding(found, ends)
        found = _in_both(found, each.places(documents[holding], starts[holding] - each.nth))
    sizes = np.diff(np.searchsorted(found, ends), prepend=0)
    return Places(np.repeat(documents, sizes), found - np.repeat(starts, sizes))


def _holding(places: Numbers, ends: Numbers) -> "slice | Numbers":
    """Return which of the documents that end there hold *places*, or all where those may be most."""
    return _once(np.searchsorted(ends, places, side="right")) if len(places) < len(ends) else slice(None)


def _once(numbers: Numbers) -> Numbers:
    """Return each of *numbers* once, ascending; they are ascending already, or some such runs."""
    found = np.sort(numbers, kind="stable")
    return found[np.flatnonzero(np.diff(found, prepend=-1))]
