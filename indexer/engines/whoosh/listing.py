"""Lists of documents by term, on their way into a file of arrays: see `indexer.engines.whoosh.postings`."""

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Self

import numpy as np
import numpy.typing as npt

from indexer.engines.whoosh.arrays import Array, ArraysWriter, smallest
from indexer.engines.whoosh.postings import TYPES, WIDTHS, Entries, Levels, Numbers

_MOST_IN_MEMORY = 1 << 24
_PIECE = 1 << 20
_MOST_COUNTED = 255


class _Spool:
    """Numbers on their way to one array of a file: in memory as long as they are few."""

    def __init__(self, dtype: np.dtype[Any]) -> None:
        self.dtype = dtype
        self._file: IO[bytes] = SpooledTemporaryFile(_MOST_IN_MEMORY)  # noqa: SIM115 (see close)

    def add(self, values: Array) -> None:
        self._file.write(values.astype(self.dtype).tobytes())

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

    def add(self, entries: Entries) -> None:
        """Add the lists of the next terms."""
        if not len(entries.terms):
            return
        if entries.counts is not None and entries.places is not None and entries.variants is not None:
            self._places.add(entries.places)
            self._variants.add(entries.variants)
            entries = _counts_split(entries, entries.counts)
        gaps = np.diff(entries.documents, prepend=-1)
        begins = np.flatnonzero(np.diff(entries.terms, prepend=-1))
        gaps[begins] = entries.documents[begins] + 1
        sizes = np.diff(begins, append=len(gaps))
        terms = entries.terms[begins]
        widths = self._narrowest(gaps, begins, sizes)
        self._widths[terms] = widths
        self._having[terms] = np.add.reduceat(entries.levels > 0, begins, dtype=np.int64)
        if entries.counts is not None:
            self._occurrences[terms] = np.add.reduceat(entries.counts, begins)
        of_entry = np.repeat(widths, sizes)
        for width in WIDTHS:
            self._add_of(width, terms[widths == width], entries, gaps, of_entry == width)

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

    def _narrowest(self, gaps: Numbers, begins: Numbers, sizes: Numbers) -> Levels:
        """Return the width for each list that takes least room."""
        beside = 2 if self._has_occurrences else 1
        rooms = [
            (sizes + np.add.reduceat((np.maximum(gaps, 1) - 1) // _widest(width), begins)) * (width + beside)
            for width in WIDTHS
        ]
        return np.array(WIDTHS, np.uint8)[np.argmin(rooms, axis=0)]

    def _add_of(
        self, width: int, terms: Numbers, entries: Entries, gaps: Numbers, chosen: npt.NDArray[np.bool_]
    ) -> None:
        """Add the lists of one width: a gap that is too wide becomes several entries, all but the last of level 0."""
        if not len(terms):
            return
        gaps = gaps[chosen]
        pieces = (np.maximum(gaps, 1) - 1) // _widest(width) + 1
        lasts = np.cumsum(pieces) - 1
        number = int(lasts[-1]) + 1
        wide = np.full(number, _widest(width), np.int64)
        wide[lasts] = gaps - (pieces - 1) * _widest(width)
        self._gaps[width].add(wide)
        self._levels[width].add(_spread(entries.levels[chosen], lasts, number))
        if entries.counts is not None:
            self._counts[width].add(_spread(entries.counts[chosen], lasts, number))
        of_term = np.searchsorted(terms, entries.terms[chosen])
        sizes = np.bincount(of_term, pieces, len(terms)).astype(np.int64)
        self._entries[terms] = sizes
        self._starts[terms] = self._written[width] + np.cumsum(sizes) - sizes
        self._written[width] += number


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
    pieces = (wanted - 1) // _MOST_COUNTED + 1
    if pieces.max() == 1:
        return entries
    firsts = np.cumsum(pieces) - pieces
    counts = np.full(int(pieces.sum()), _MOST_COUNTED, np.int64)
    counts[firsts + pieces - 1] = wanted - (pieces - 1) * _MOST_COUNTED
    levels = _spread(entries.levels, firsts, len(counts))
    return Entries(np.repeat(entries.terms, pieces), np.repeat(entries.documents, pieces), levels, counts)
