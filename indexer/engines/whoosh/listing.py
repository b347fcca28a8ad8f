"""Lists of documents by term, on their way into a file of arrays: see `indexer.engines.whoosh.postings`."""

from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Self

import numpy as np

from indexer.engines.whoosh.arrays import Array, ArraysWriter, smallest
from indexer.engines.whoosh.postings import TYPES, WIDTHS, Entries, Levels, Numbers

_MOST_IN_MEMORY = 1 << 22
_PIECE = 1 << 20
_MOST_COUNTED = 255


class _Spool:
    """Numbers on their way to one array of a file: in memory as long as they are few."""

    def __init__(self, dtype: np.dtype[Any]) -> None:
        self.dtype = dtype
        self._file: IO[bytes] = SpooledTemporaryFile(_MOST_IN_MEMORY)  # noqa: SIM115 (see close)

    def add(self, values: Array) -> None:
        self._file.write(np.ascontiguousarray(values, self.dtype).data)

    def pour(self, writer: ArraysWriter, name: str) -> None:
        """Write all to *writer*."""
        self._file.seek(0)
        writer.add_parts(name, self.dtype, self._parts())

    def close(self) -> None:
        """Let go of the numbers."""
        self._file.close()

    def _parts(self) -> Iterator[Array]:
        while piece := self._file.read(_PIECE):
            yield np.frombuffer(piece, self.dtype)


class PostingsWriter:
    """
    Gathers the lists of *number* terms, chunk by chunk in the order of terms; with *most_place* and *most_variant*, the
    greatest that will come, their occurrences too. A context manager, that holds temporary files.
    """

    def __init__(self, number: int, most_place: int | None = None, most_variant: int = 0) -> None:
        self._widths = np.ones(number, np.uint8)
        self._starts = np.zeros(number, np.int64)
        self._entries = np.zeros(number, np.int64)
        self._having = np.zeros(number, np.int64)
        self._occurrences = np.zeros(number, np.int64)
        self._has_occurrences = most_place is not None
        self._written = dict.fromkeys(WIDTHS, 0)
        byte = TYPES[1]
        self._spools: list[_Spool] = []
        self._gaps = {width: self._spool(TYPES[width]) for width in WIDTHS}
        self._levels = {width: self._spool(byte) for width in WIDTHS}
        self._counts = {width: self._spool(byte) for width in WIDTHS}
        self._places = self._spool(smallest(most_place or 0))
        self._variants = self._spool(smallest(most_variant))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for spool in self._spools:
            spool.close()

    def add_occurrences(self, places: Array, variants: Array) -> None:
        """Add the next occurrences, which `add` is not given."""
        self._places.add(places)
        self._variants.add(variants)

    def add(self, entries: Entries) -> None:
        """Add the lists of the next terms."""
        if not len(entries.terms):
            return
        if entries.places is not None and entries.variants is not None:
            self.add_occurrences(entries.places, entries.variants)
        if entries.counts is not None:
            entries = _counts_split(entries, entries.counts)
        begins = np.flatnonzero(np.diff(entries.terms, prepend=-1))
        gaps = np.diff(entries.documents, prepend=-1)
        gaps[begins] = entries.documents[begins] + 1
        sizes = np.diff(begins, append=len(gaps))
        terms = entries.terms[begins]
        entries_in = _entries_in(gaps, sizes)
        widths = self._narrowest(entries_in)
        self._widths[terms] = widths
        self._having[terms] = np.add.reduceat(entries.levels > 0, begins, dtype=np.int64)
        if entries.counts is not None:
            self._occurrences[terms] = np.add.reduceat(entries.counts, begins)
        of_entry = np.repeat(widths, sizes)
        for width in WIDTHS:
            is_one = widths == width
            self._start(width, terms[is_one], entries_in[width][is_one])
            self._add_of(width, entries, gaps, np.flatnonzero(of_entry == width))

    def write(self, writer: ArraysWriter, name: str) -> None:
        """Write everything under *name*."""
        writer.add(f"{name}_width", self._widths)
        writer.add_number(f"{name}_start", self._starts)
        writer.add_number(f"{name}_entries", self._entries)
        writer.add_number(f"{name}_having", self._having)
        for width in WIDTHS:
            self._gaps[width].pour(writer, f"{name}_gap{width}")
            self._levels[width].pour(writer, f"{name}_level{width}")
            if self._has_occurrences:
                self._counts[width].pour(writer, f"{name}_count{width}")
        if self._has_occurrences:
            writer.add_number(f"{name}_first", np.cumsum(np.concatenate(([0], self._occurrences))))
            self._places.pour(writer, f"{name}_place")
            self._variants.pour(writer, f"{name}_variant")

    def _spool(self, dtype: np.dtype[Any]) -> _Spool:
        self._spools.append(_Spool(dtype))
        return self._spools[-1]

    def _narrowest(self, entries_in: Mapping[int, Numbers]) -> Levels:
        """Return the width for each list that takes least room."""
        beside = 2 if self._has_occurrences else 1
        rooms = [entries_in[width] * (width + beside) for width in WIDTHS]
        return np.array(WIDTHS, np.uint8)[np.argmin(rooms, axis=0)]

    def _start(self, width: int, terms: Numbers, sizes: Numbers) -> None:
        """Note where the lists of *terms*, of one width, begin, and how many entries they have."""
        self._entries[terms] = sizes
        self._starts[terms] = self._written[width] + np.cumsum(sizes) - sizes
        self._written[width] += int(sizes.sum())

    def _add_of(self, width: int, entries: Entries, gaps: Numbers, chosen: Numbers) -> None:
        """Add the *chosen* entries in one width; where a gap is too wide, entries of level 0 before."""
        if not len(chosen):
            return
        gaps = gaps.take(chosen)
        levels = entries.levels.take(chosen)
        counts = None if entries.counts is None else entries.counts.take(chosen)
        wide = np.flatnonzero(gaps > _widest(width))
        if len(wide):
            fillers = _fillers(gaps[wide], width)
            gaps[wide] -= fillers * _widest(width)
            at = np.repeat(wide, fillers)
            gaps, levels = np.insert(gaps, at, _widest(width)), np.insert(levels, at, 0)
            counts = None if counts is None else np.insert(counts, at, 0)
        self._gaps[width].add(gaps)
        self._levels[width].add(levels)
        if counts is not None:
            self._counts[width].add(counts)


def _entries_in(gaps: Numbers, sizes: Numbers) -> dict[int, Numbers]:
    """Return, by width, how many entries each list takes, if it has *sizes* of these *gaps*."""
    of_gap = np.repeat(np.arange(len(sizes)), sizes)
    found = {}
    for width in WIDTHS:
        wide = np.flatnonzero(gaps > _widest(width))
        more = np.bincount(of_gap.take(wide), _fillers(gaps.take(wide), width), len(sizes))
        found[width] = sizes + more.astype(np.int64)
    return found


def _fillers(gaps: Numbers, width: int) -> Numbers:
    """Return how many entries must stand before one, so that each of the *gaps* fits."""
    return (gaps - 1) // _widest(width)


def _widest(width: int) -> int:
    """Return the greatest gap in *width* bytes."""
    return int((1 << 8 * width) - 1)


def _spread(values: Array, places: Numbers, number: int) -> Array:
    """Return *number* zeros but for *values* at *places*."""
    spread = np.zeros(number, np.uint8)
    spread[places] = values
    return spread


def _counts_split(entries: Entries, wanted: Numbers) -> Entries:
    """Return *entries* with counts of at most 255: what is above in *wanted* goes on in entries of gap and level 0."""
    if wanted.max() <= _MOST_COUNTED:
        return entries
    pieces = (wanted - 1) // _MOST_COUNTED + 1
    firsts = np.cumsum(pieces) - pieces
    counts = np.full(int(pieces.sum()), _MOST_COUNTED, np.int64)
    counts[firsts + pieces - 1] = wanted - (pieces - 1) * _MOST_COUNTED
    levels = _spread(entries.levels, firsts, len(counts))
    return Entries(np.repeat(entries.terms, pieces), np.repeat(entries.documents, pieces), levels, counts)
