"""
Where words of a segment stand one after the other.

Documents that hold all of the words are laid out on one line, each with room for all its places. So a place is one
number, and a sequence begins at those places of its rarest word that are also places of the others, moved by their
distance.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from indexer.analysis.words import Term
from indexer.engines.whoosh.postings import MANY_TIMES, Numbers, Standing
from indexer.engines.whoosh.segments import Segment
from indexer.engines.whoosh.snapshot import variants_with

_MOST_PLACES = 1 << 22
"""Places of documents that are laid out in a row, at most a byte each; one document alone may have more."""

_MOST_OCCURRENCES = 100_000
"""Occurrences of the rarest word that are looked at together, 8 bytes each, in several arrays."""

_SPARSE = 128
"""Places are few where there is room for so many times as many."""

_PLACE_BITS = 32
_PLACE = (1 << _PLACE_BITS) - 1
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
    documents = _holding_all(sought)
    room = segment.lengths.take(documents).astype(np.int64) + len(sought)
    occurrences, places = sought[0].occurrences, int(room.sum())
    is_sparse = places > _SPARSE * sum(each.occurrences for each in sought[:2])
    pieces = (occurrences // _MOST_OCCURRENCES if is_sparse else places // _MOST_PLACES) + 1
    for some, their_room in zip(np.array_split(documents, pieces), np.array_split(room, pieces), strict=True):
        if len(some):
            layout = _Apart(some, len(sought)) if is_sparse else _InARow(some, len(sought), their_room)
            yield layout.placed(_begins(sought, layout))


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
        if len(every) == 1 and self._standing[0][0].is_each_once:
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
            places += standing.places[at] if isinstance(at, slice) else standing.places.take(at)
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
    room = int(max(few[-1], many[-1])) + 1
    if room > _SPARSE * (len(few) + len(many)):  # a stable sort merges two runs in one pass
        merged = np.sort(np.concatenate((few, many)), kind="stable")
        return merged[np.flatnonzero(merged[1:] == merged[:-1])]
    is_there = np.zeros(room, bool)
    is_there[few] = True
    return many[np.flatnonzero(is_there.take(many))]


class _Apart:
    """
    *documents* far apart, for places that are few. A sequence that would begin up to *before* places before its
    document begins where nothing else does.
    """

    def __init__(self, documents: Numbers, before: int) -> None:
        self.documents = documents
        self.starts = (documents << _PLACE_BITS) + before
        self._before = before

    def numbers(self, places: Numbers) -> Numbers:
        """Return the numbers of the documents of *places*."""
        return np.searchsorted(self.documents, places >> _PLACE_BITS)

    def placed(self, found: Numbers) -> Places:
        """Return *found* as places in documents."""
        return Places(found >> _PLACE_BITS, (found & _PLACE) - self._before)


class _InARow:
    """*documents* one after the other, each with its *room*, for places that are many; *before* as in `_Apart`."""

    def __init__(self, documents: Numbers, before: int, room: Numbers) -> None:
        self.documents = documents
        self._ends = np.cumsum(room)
        self.starts = self._ends - room + before

    def numbers(self, places: Numbers) -> Numbers:
        """Return the numbers of the documents of *places*."""
        return np.searchsorted(self._ends, places, side="right")

    def placed(self, found: Numbers) -> Places:
        """Return *found* as places in documents."""
        sizes = np.diff(np.searchsorted(found, self._ends), prepend=0)
        return Places(np.repeat(self.documents, sizes), found - np.repeat(self.starts, sizes))


def _begins(sought: Sequence[_Sought], layout: _Apart | _InARow) -> Numbers:
    """Return where sequences begin in the documents of *layout*."""
    documents, starts = layout.documents, layout.starts
    found = sought[0].places(documents, starts - sought[0].nth)
    for each in sought[1:]:
        if not len(found):
            break
        if len(found) < len(documents):
            holding = _once(layout.numbers(found))
            found = _in_both(found, each.places(documents[holding], starts[holding] - each.nth))
        else:
            found = _in_both(found, each.places(documents, starts - each.nth))
    return found


def _once(numbers: Numbers) -> Numbers:
    """Return each of *numbers* once, ascending; they are ascending already, or some such runs."""
    found = np.sort(numbers, kind="stable")
    return found[np.flatnonzero(np.diff(found, prepend=-1))]
