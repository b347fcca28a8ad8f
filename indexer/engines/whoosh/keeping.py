"""
Records on their way to a segment, deflated.

The releases of an archive repeat each other's contacts and boilerplates: once there are many records, the first ones
become the dictionary that deflating each begins with.
"""

import os
import zlib
from array import array
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO

_RAW = -zlib.MAX_WBITS
_LEVEL = 2
_MANY_BYTES = 1 << 20
_AT_ONCE = 1 << 18
_MOST_IN_MEMORY = 1 << 23
_OF_DICTIONARY = 32_000


class Records:
    """Records, numbered from 0: in memory as long as they are few, then in a temporary file, until `close`."""

    def __init__(self) -> None:
        self._number = 0
        self._waiting: list[bytes] = []
        self._waiting_size = 0
        self._deflating: Deflating | None = None
        self._starts = array("Q", [0])
        self._kept: list[bytes] = []
        self._kept_size = 0
        self._file: IO[bytes] | None = None

    def take(self, record: bytes) -> int:
        """Take one record in and return its number."""
        self._waiting.append(record)
        self._waiting_size += len(record)
        if self._waiting_size > (_AT_ONCE if self._deflating else _MANY_BYTES):
            self._deflate(b"".join(self._waiting)[:_OF_DICTIONARY])
        self._number += 1
        return self._number - 1

    @property
    def dictionary(self) -> bytes:
        """What deflating each of the records began with; settled when it is asked for."""
        return self._deflate(b"").dictionary

    def deflated(self, numbers: Sequence[int]) -> Iterator[bytes]:
        """Yield the records with these *numbers*, which belong to the `dictionary`."""
        self._deflate(b"")
        starts = self._starts
        if self._file is None:
            data = b"".join(self._kept)
            yield from (data[starts[number] : starts[number + 1]] for number in numbers)
            return
        self._spill(self._file)
        file = self._file.fileno()
        yield from (os.pread(file, starts[number + 1] - starts[number], starts[number]) for number in numbers)

    def close(self) -> None:
        """Let go of the records."""
        if self._file is not None:
            self._file.close()

    def _deflate(self, dictionary: bytes) -> "Deflating":
        """Deflate what waits: many at once, which near the processor have its memory for themselves."""
        deflating = self._deflating = self._deflating or Deflating(dictionary)
        for record in self._waiting:
            deflated = deflating.deflated(record)
            self._kept.append(deflated)
            self._kept_size += len(deflated)
            self._starts.append(self._starts[-1] + len(deflated))
        self._waiting = []
        self._waiting_size = 0
        if self._kept_size > _MOST_IN_MEMORY:
            if self._file is None:
                self._file = TemporaryFile()  # noqa: SIM115 (see close)
            self._spill(self._file)
        return deflating

    def _spill(self, file: IO[bytes]) -> None:
        """Write what is in memory to *file*."""
        file.writelines(self._kept)
        file.flush()
        self._kept = []
        self._kept_size = 0


class Deflating:
    """Makes records shorter where they repeat what *dictionary* says."""

    def __init__(self, dictionary: bytes) -> None:
        self.dictionary = dictionary
        self._begun = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zdict=dictionary)

    def deflated(self, record: bytes) -> bytes:
        """Return *record* deflated; a copy of what has read the dictionary takes half as long as reading it."""
        deflating = self._begun.copy()
        return deflating.compress(record) + deflating.flush()


def inflated(deflated: bytes, dictionary: bytes) -> bytes:
    """Undo `Deflating.deflated`."""
    return zlib.decompressobj(_RAW, zdict=dictionary).decompress(deflated)
