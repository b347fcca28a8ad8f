"""
One commit, opened: its segments, what is deleted in them, and what holds for all of them. Immutable, but for what is
remembered; shared by the threads of a process.

Every segment numbers its documents from 0; what is found is a list with one item a segment.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from indexer.analysis.words import Kind, Term, forms
from indexer.engines.facets import selection_key
from indexer.engines.whoosh.commits import Listed
from indexer.engines.whoosh.moves import Moves
from indexer.engines.whoosh.postings import Levels, Numbers
from indexer.engines.whoosh.profiles import Profiles
from indexer.engines.whoosh.remembering import Remembered
from indexer.engines.whoosh.segments import Segment
from indexer.excerpts.sheets import Sheets
from indexer.queries import Facet
from indexer.records import restored
from indexer.releases import Release

_Value = TypeVar("_Value")

_BYTES_OF_A_RELEASE = 2_000
_BYTES_OF_A_WORD = 60
_LEAST_ROOM = 8 << 20
_ROOM_A_DOCUMENT = 160

Mask = npt.NDArray[np.bool_]


class Matching(NamedTuple):
    """Documents of one segment (int64, ascending), and the level of a frequency in each."""

    documents: Numbers
    levels: Levels


class Place(NamedTuple):
    """A document: the number of its segment, and its number there."""

    part: int
    document: int


@dataclass(frozen=True, slots=True)
class Part:
    """A segment and its deleted documents (int64, ascending); *alive* marks the others, and is None when all are."""

    segment: Segment
    deleted: Numbers
    alive: Mask | None

    @property
    def size(self) -> int:
        """The number of documents, deleted or not."""
        return self.segment.size

    @property
    def live(self) -> Numbers:
        """The documents that are not deleted."""
        return np.arange(self.size) if self.alive is None else np.flatnonzero(self.alive)

    def hidden(self, at: int) -> Numbers:
        """The documents that are under embargo at the instant *at*, in microseconds since 1970, and not deleted."""
        found = self.segment.embargoed[self.segment.instants > at]
        return found if self.alive is None else found[self.alive[found]]

    def seen(self, at: int) -> Mask:
        """Which documents are neither deleted nor under embargo at the instant *at*."""
        found = np.ones(self.size, bool) if self.alive is None else self.alive.copy()
        found[self.hidden(at)] = False
        return found


def part_of(segment: Segment, deleted: Numbers) -> Part:
    """Return *segment* without the documents *deleted*."""
    if not len(deleted):
        return Part(segment, deleted, None)
    alive = np.ones(segment.size, bool)
    alive[deleted] = False
    return Part(segment, deleted, alive)


class Facets:
    """
    What all documents count under: the *values* of each facet, ascending, numbered through all facets in the order of
    `Facet`; those of facet f have the numbers in `ranges[f]`.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self._profiles = [part.segment.profiles for part in parts]
        self._live = [slice(0, part.size) if part.alive is None else part.live for part in parts]
        self.values = {
            facet: tuple(sorted({item.value for each in self._profiles for item in each.items[facet]}))
            for facet in Facet
        }
        starts = np.cumsum([0, *map(len, self.values.values())]).tolist()
        self.ranges = {facet: slice(*ends) for facet, ends in zip(Facet, pairwise(starts), strict=True)}
        self._number = starts[-1]
        self._value_of_item = [self._renumbered(each) for each in self._profiles]
        self._reached_by: dict[Facet, dict[str, list[int]]] = {}

    @cached_property
    def totals(self) -> Numbers:
        """How many live documents count under each value."""
        return self.counts(self._live)

    def counts(self, documents: Sequence[Numbers | slice], facet: Facet | None = None) -> Numbers:
        """
        Return how many of *documents*, by segment, count under each value of all facets; or at least under those of
        *facet*.
        """
        found = np.zeros(self._number, np.int64)
        for profiles, value_of_item, chosen in zip(self._profiles, self._value_of_item, documents, strict=True):
            counts = profiles.counts(chosen, facet)
            if value_of_item is not None:
                counts = np.bincount(value_of_item, counts, self._number).astype(np.int64)
            found = found + counts if len(self._profiles) > 1 else counts
        return found

    def having(self, facet: Facet, wanted: Set[str], part: int, documents: Numbers | slice) -> Mask:
        """Return which of *documents* of a segment are reached in *facet* by one of the keys *wanted*."""
        profiles = self._profiles[part]
        chosen = np.array([not wanted.isdisjoint(item.keys) for item in profiles.items[facet]], bool)
        return profiles.having(facet, chosen, documents)

    def reached_by(self, facet: Facet) -> Mapping[str, Sequence[int]]:
        """
        Return which values of live documents a selection key reaches, numbered from the first of *facet*; values of
        which all documents are under embargo are among them.
        """
        found = self._reached_by.get(facet)
        if found is None:
            found = {}
            for number in np.flatnonzero(self.totals[self.ranges[facet]]).tolist():
                found.setdefault(selection_key(facet, self.values[facet][number]), []).append(number)
            self._reached_by[facet] = found
        return found

    def _renumbered(self, profiles: Profiles) -> Numbers | None:
        """Return the number of each item's value; None where it is the item's own."""
        numbers = {
            facet: {value: start for start, value in enumerate(values, self.ranges[facet].start)}
            for facet, values in self.values.items()
        }
        found = [numbers[facet][item.value] for facet, items in profiles.items.items() for item in items]
        return None if found == list(range(self._number)) else np.array(found, np.int64)


def opened(folder: Path, listed: Sequence[Listed], known: Sequence[Part], moves: Moves | None) -> "Snapshot":
    """Open the segments that a commit lists; those that are *known* already are taken over."""
    segments = {part.segment.name: part.segment for part in known}
    parts = [part_of(segments.get(each.name) or Segment(folder / each.name), each.deleted) for each in listed]
    return Snapshot(parts, _LEAST_ROOM + _ROOM_A_DOCUMENT * sum(part.size for part in parts), moves)


class Snapshot:
    """One commit of one generation, read-only. *room* is for what is remembered, in bytes."""

    def __init__(self, parts: Sequence[Part], room: int, moves: Moves | None = None) -> None:
        self.parts = tuple(parts)
        self._moves = moves
        self.number = sum(part.size - len(part.deleted) for part in self.parts)
        self.remembered = Remembered(room)

    @cached_property
    def facets(self) -> Facets:
        """What all documents count under."""
        return Facets(self.parts)

    def find(self, release_id: str) -> Place | None:
        """Return where the live document with this id is."""
        key = release_id.encode()
        for number, part in enumerate(self.parts):
            document = part.segment.document(key)
            if document is not None and (part.alive is None or part.alive[document]):
                return Place(number, document)
        return None

    def visible(self, release_id: str, at: int) -> Place | None:
        """Return where the live document with this id is, if it is visible at the instant *at*."""
        place = self.find(release_id)
        return place if place is not None and self.embargo(place) <= at else None

    def moved_to(self, release_id: str, at: int) -> str | None:
        """Return the id of the document, visible at the instant *at*, that had the id *release_id*; None for none."""
        if self._moves is None:
            return None
        return self._moves.visible(release_id, lambda later: self.visible(later, at) is not None)

    def release(self, place: Place) -> Release:
        """Return the release that a document stores."""
        return restored(self.parts[place.part].segment.record(place.document))

    def shown(self, place: Place) -> Sheets:
        """Return the release that a document stores, remembered: what was on one page often is on the next."""
        return self.remembered.get(place, lambda: self._weighed(place)).value

    def _weighed(self, place: Place) -> "_Weighed[Sheets]":
        record = self.parts[place.part].segment.record(place.document)
        return _Weighed(Sheets(restored(record)), _BYTES_OF_A_RELEASE + 5 * len(record))

    def embargo(self, place: Place) -> int:
        """Return until when a document is under embargo, in microseconds since 1970; 0 for none."""
        segment = self.parts[place.part].segment
        at = int(np.searchsorted(segment.embargoed, place.document))
        is_one = at < len(segment.embargoed) and segment.embargoed[at] == place.document
        return int(segment.instants[at]) if is_one else 0

    def embargoes_passed(self, at: int) -> int:
        """Return how many embargoes of live documents have ended at the instant *at*."""
        return int(np.searchsorted(self._embargoes, at, side="right"))

    @cached_property
    def _embargoes(self) -> Numbers:
        """The instants of the embargoes of live documents, ascending."""
        instants = [
            part.segment.instants if part.alive is None else part.segment.instants[part.alive[part.segment.embargoed]]
            for part in self.parts
        ]
        return np.sort(np.concatenate([np.empty(0, np.int64), *instants]))

    def spellings(self, term: Term) -> tuple[str, ...]:
        """Return the words as written that gave *term*; those of deleted documents too, until segments are merged."""
        return self.remembered.get(term, lambda: self._spellings(term)).value

    def _spellings(self, term: Term) -> "_Weighed[tuple[str, ...]]":
        found = {
            read.spelling
            for part in self.parts
            for word in words_with(part.segment, term)
            for read in map(forms, part.segment.spellings(word))
            if read.has(term)
        }
        return _Weighed(tuple(sorted(found)), sum(map(len, found)) + _BYTES_OF_A_WORD * len(found))


class _Weighed(NamedTuple, Generic[_Value]):
    """Something to remember, and about how many bytes it takes."""

    value: _Value
    nbytes: int


def words_with(segment: Segment, term: Term) -> list[int]:
    """Return the numbers of the folded words of *segment* that may have *term*."""
    match term.kind:
        case Kind.STEM:
            stem = segment.stem_texts.find(term.text.encode())
            return [] if stem is None else segment.words_of(stem)
        case Kind.FOLDED:
            word = segment.folded.find(term.text.encode())
        case Kind.ACCENTED:
            word = segment.folded.find(folded_of(term.text).encode())
    return [] if word is None else [word]


def folded_of(accented: str) -> str:
    """Return the folded word of an accented term."""
    return forms(accented).folded


def variants_with(segment: Segment, word: int, term: Term) -> list[int] | None:
    """Return which of the spellings of a folded word have *term*; None for all of them."""
    texts = segment.spellings(word)
    found = [number for number, text in enumerate(texts) if forms(text).has(term)]
    return None if len(found) == len(texts) else found
