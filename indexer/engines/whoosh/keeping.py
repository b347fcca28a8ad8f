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
_MOST_IN_MEMORY = 1 << 23
_OF_DICTIONARY = 32_000


class Records:
    """Records, numbered from 0: in memory as long as they are few, then in a temporary file, until `close`."""

    def __init__(self) -> None:
        self._untouched: list[bytes] | None = []
        self._deflating = Deflating(b"")
        self._starts = array("Q", [0])
        self._recent: list[bytes] = []
        self._recent_size = 0
        self._file: IO[bytes] | None = None

    def take(self, record: bytes) -> int:
        """Take one record in and return its number."""
        if self._untouched is None:
            return self._keep(record)
        self._untouched.append(record)
        number = len(self._untouched) - 1
        self._recent_size += len(record)
        if self._recent_size > _MANY_BYTES:
            self._settle(b"".join(self._untouched)[:_OF_DICTIONARY])
        return number

    @property
    def dictionary(self) -> bytes:
        """What deflating each of the records began with; settled when it is asked for."""
        if self._untouched is not None:
            self._settle(b"")
        return self._deflating.dictionary

    def deflated(self, numbers: Sequence[int]) -> Iterator[bytes]:
        """Yield the records with these *numbers*, which belong to the `dictionary`."""
        if self._untouched is not None:
            self._settle(b"")
        starts = self._starts
        if self._file is None:
            data = b"".join(self._recent)
            yield from (data[starts[number] : starts[number + 1]] for number in numbers)
            return
        self._spill(self._file)
        file = self._file.fileno()
        yield from (os.pread(file, starts[number + 1] - starts[number], starts[number]) for number in numbers)

    def close(self) -> None:
        """Let go of the records."""
        if self._file is not None:
            self._file.close()

    def _settle(self, dictionary: bytes) -> None:
        """Deflate from here on, beginning with *dictionary*."""
        untouched, self._untouched = self._untouched or [], None
        self._recent_size = 0
        self._deflating = Deflating(dictionary)
        for record in untouched:
            self._keep(record)

    def _keep(self, record: bytes) -> int:
        deflated = self._deflating.deflated(record)
        self._recent.append(deflated)
        self._recent_size += len(deflated)
        self._starts.append(self._starts[-1] + len(deflated))
        if self._recent_size > _MOST_IN_MEMORY:
            if self._file is None:
                self._file = TemporaryFile()  # noqa: SIM115 (see close)
            self._spill(self._file)
        return len(self._starts) - 2

    def _spill(self, file: IO[bytes]) -> None:
        """Write what is in memory to *file*."""
        file.writelines(self._recent)
        file.flush()
        self._recent = []
        self._recent_size = 0


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
