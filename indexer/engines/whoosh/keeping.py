"""
Records on their way to a segment, deflated.

The releases of an archive repeat each other's contacts and boilerplates: once there are many records, the first ones
become the dictionary that deflating each begins with.
"""

import zlib

_RAW = -zlib.MAX_WBITS
_LEVEL = 2
_MANY_BYTES = 1 << 20
_OF_DICTIONARY = 32_000


class Records:
    """Records, numbered from 0."""

    def __init__(self) -> None:
        self._taken: list[bytes] = []
        self._size = 0
        self._deflating: Deflating | None = None

    def take(self, record: bytes) -> int:
        """Take one record in and return its number."""
        self._taken.append(record if self._deflating is None else self._deflating.deflated(record))
        if self._deflating is None:
            self._size += len(record)
            if self._size > _MANY_BYTES:
                self._settle(b"".join(self._taken)[:_OF_DICTIONARY])
        return len(self._taken) - 1

    def deflated(self) -> tuple[list[bytes], bytes]:
        """Return all records, and their dictionary."""
        deflating = self._deflating or self._settle(b"")
        return self._taken, deflating.dictionary

    def _settle(self, dictionary: bytes) -> "Deflating":
        deflating = self._deflating = Deflating(dictionary)
        self._taken = [deflating.deflated(each) for each in self._taken]
        return deflating


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
