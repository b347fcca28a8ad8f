"""
Sorted texts in a file of arrays: found by halving, read in blocks of `IN_BLOCK`.

    NAME_text     the texts in UTF-8, in the order of their bytes, each ended by a line feed (no text holds one)
    NAME_blocks   where each block begins in NAME_text, and where the last one ends
"""

from collections.abc import Sequence

import numpy as np

from indexer.engines.whoosh.arrays import ArraysFile, ArraysWriter

IN_BLOCK = 32


def write_lexicon(writer: ArraysWriter, name: str, texts: Sequence[bytes]) -> None:
    """Write *texts*, sorted already."""
    ends = np.cumsum([0, *(len(text) + 1 for text in texts)])
    writer.add_bytes(f"{name}_text", b"".join([b"\n".join(texts), b"\n" if texts else b""]))
    writer.add_number(f"{name}_blocks", np.append(ends[:-1:IN_BLOCK], ends[-1]))


class Lexicon:
    """The texts *name* of a file; *size* of them."""

    def __init__(self, file: ArraysFile, name: str, size: int) -> None:
        self._file = file
        self._name = f"{name}_text"
        self._blocks = file.whole(f"{name}_blocks")
        self._firsts: dict[int, bytes] = {}
        self.size = size

    def __getitem__(self, number: int) -> bytes:
        return self._block(number // IN_BLOCK)[number % IN_BLOCK]

    def find(self, text: bytes) -> int | None:
        """Return the number of *text*."""
        block = self._block_of(text)
        if block < 0:
            return None
        try:
            return block * IN_BLOCK + self._block(block).index(text)
        except ValueError:
            return None

    def place(self, text: bytes) -> int:
        """Return the number of the first text that is not before *text*."""
        block = self._block_of(text)
        if block < 0:
            return 0
        return block * IN_BLOCK + sum(each < text for each in self._block(block))

    def beginning(self, prefix: bytes) -> range:
        """Return the numbers of the texts that begin with *prefix*."""
        return range(self.place(prefix), self.place(prefix + b"\xff"))

    def texts(self, numbers: range) -> list[bytes]:
        """Return the texts with these numbers, which are consecutive."""
        if not numbers:
            return []
        first = numbers[0] // IN_BLOCK
        start, stop = int(self._blocks[first]), int(self._blocks[numbers[-1] // IN_BLOCK + 1])
        found = self._file.text(self._name, start, stop).split(b"\n")
        return found[numbers[0] - first * IN_BLOCK : numbers[-1] + 1 - first * IN_BLOCK]

    def _block_of(self, text: bytes) -> int:
        """Return the last block that begins with *text* or before it; -1 for none."""
        low, high = 0, len(self._blocks) - 1
        while low < high:
            middle = (low + high) // 2
            if self._first(middle) <= text:
                low = middle + 1
            else:
                high = middle
        return low - 1

    def _first(self, block: int) -> bytes:
        """Return the first text of a block; remembered, since every search passes by the same ones."""
        known = self._firsts.get(block)
        if known is None:
            known = self._firsts[block] = self._block(block)[0]
        return known

    def _block(self, block: int) -> list[bytes]:
        return self._file.text(self._name, int(self._blocks[block]), int(self._blocks[block + 1])).split(b"\n")[:-1]
