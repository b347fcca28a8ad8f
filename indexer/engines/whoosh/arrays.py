"""
Files of named arrays: written once, in order, then mapped into memory and never changed.

    offset   bytes   what
    0        8       magic, `IPARRAY` and a line feed
    8        4       format version, uint32; all numbers are little-endian
    12       52      zeros
    64               the arrays one after the other, each at a multiple of 64
             …       directory: JSON in UTF-8, {name: [dtype, offset, number of elements]}
             4 each  checksums: CRC-32 of every block of 64 KiB of all that is before the directory
    end-40   8       offset of the directory, uint64
    end-32   8       its length in bytes, uint64
    end-24   8       number of checksums, uint64
    end-16   4       CRC-32 of directory and checksums
    end-12   4       CRC-32 of the 28 bytes before and of the header
    end-8    8       magic again: a file that was cut short does not end in it

A block is checked when one of its bytes is first asked for, so damage is never taken for a posting, and opening a file
costs nothing.
"""

import json
import mmap
import os
import struct
import weakref
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]

MAGIC = b"IPARRAY\n"
VERSION = 1
BLOCK = 1 << 16
_MOST_MAPPED = 1 << 24
_ALIGNMENT = 64
_HEADER = struct.Struct("<8sI52x")
_TRAILER = struct.Struct("<QQQI")
_END = struct.Struct("<I8s")


class DamagedFile(Exception):
    """A file does not hold what was written."""


def smallest(most: int) -> np.dtype[Any]:
    """Return the narrowest unsigned type that holds *most*."""
    return np.min_scalar_type(most).newbyteorder("<")


class ArraysWriter:
    """Writes a file at *path*, array by array. Left by an error, it leaves no file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("xb", buffering=1 << 20)
        self._directory: dict[str, tuple[str, int, int]] = {}
        self._sums: list[int] = []
        self._sum = 0
        self._at = 0
        self._is_complete = False
        self._put(_HEADER.pack(MAGIC, VERSION))

    def add(self, name: str, values: Array) -> None:
        """Write one array of one dimension."""
        self.add_parts(name, values.dtype, (values,))

    def add_number(self, name: str, values: Array) -> None:
        """Write numbers that are not negative in the narrowest type that holds them."""
        self.add(name, values.astype(smallest(int(values.max()) if len(values) else 0)))

    def add_bytes(self, name: str, value: bytes) -> None:
        """Write bytes."""
        self.add(name, np.frombuffer(value, np.uint8))

    def add_parts(self, name: str, dtype: np.dtype[Any], parts: Iterable[Array]) -> None:
        """Write one array of *dtype* that comes in *parts*."""
        self._put(bytes(-self._at % _ALIGNMENT))
        start = self._at
        little = dtype.newbyteorder("<")
        for part in parts:
            self._put(np.ascontiguousarray(part, little).data.cast("B") if len(part) else b"")
        self._directory[name] = (little.str, start, (self._at - start) // little.itemsize)

    def close(self) -> None:
        """Write what is behind the arrays and wait until all is on the disk."""
        at = self._at
        if at % BLOCK:
            self._sums.append(self._sum)
        directory = json.dumps(self._directory, separators=(",", ":")).encode()
        sums = np.array(self._sums, "<u4").tobytes()
        trailer = _TRAILER.pack(at, len(directory), len(self._sums), zlib.crc32(sums, zlib.crc32(directory)))
        checked = zlib.crc32(_HEADER.pack(MAGIC, VERSION), zlib.crc32(trailer))
        self._file.write(directory + sums + trailer + _END.pack(checked, MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._is_complete = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.close()
        finally:
            if not self._is_complete:
                self._abandon()

    def _abandon(self) -> None:
        """Remove the file."""
        self._path.unlink(missing_ok=True)
        with suppress(OSError):  # what is still to be written cannot be
            self._file.close()

    def _put(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        view = memoryview(data)
        while view:
            piece = view[: BLOCK - self._at % BLOCK]
            self._sum = zlib.crc32(piece, self._sum)
            self._at += len(piece)
            view = view[len(piece) :]
            if self._at % BLOCK == 0:
                self._sums.append(self._sum)
                self._sum = 0


class ArraysFile:
    """
    A file that `ArraysWriter` wrote, mapped. Raises `DamagedFile` as soon as it is seen to hold something else.

    Pages that are mapped count as memory of the process. So what is only passed by (texts, blocks that are checked) is
    read beside the map, and when much was handed out, the pages are let go.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._file)
        size = os.fstat(self._file).st_size
        if size < _HEADER.size + _TRAILER.size + _END.size:
            raise DamagedFile(f"{path.name} is cut short")
        self._map = mmap.mmap(self._file, 0, access=mmap.ACCESS_READ)
        self._end, directory, sums = self._read_ends(size)
        self._directory: dict[str, tuple[str, int, int]] = json.loads(directory)
        self._sums = np.frombuffer(sums, "<u4").tolist()
        self._handed_out = 0
        self._unchecked = bytearray(b"\1" * len(self._sums))
        self._views = {
            name: np.frombuffer(self._map, dtype, count, offset)
            for name, (dtype, offset, count) in self._directory.items()
        }

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def length(self, name: str) -> int:
        """Return the number of elements of an array."""
        return len(self._views[name])

    def whole(self, name: str) -> Array:
        """Return an array, read-only."""
        return self.part(name, 0, len(self._views[name]))

    def part(self, name: str, start: int, stop: int) -> Array:
        """Return the elements of an array from *start* up to *stop*, read-only."""
        view = self._views[name]
        first = self._directory[name][1]
        self._check(first + start * view.itemsize, first + stop * view.itemsize)
        self._handed_out += BLOCK + (stop - start) * view.itemsize  # the system maps some pages around each
        if self._handed_out > _MOST_MAPPED:
            self.let_go()
        return view[start:stop]

    def text(self, name: str, start: int, stop: int) -> bytes:
        """Return the bytes of an array of bytes from *start* up to *stop*."""
        first = self._directory[name][1]
        self._check(first + start, first + stop)
        return os.pread(self._file, stop - start, first + start)

    def let_go(self) -> None:
        """Take the file's pages, which add up, out of this process; those still asked for come back by themselves."""
        self._handed_out = 0
        self._map.madvise(mmap.MADV_DONTNEED)

    def check(self) -> None:
        """Check every block."""
        self._check(0, self._end)

    def _check(self, start: int, stop: int) -> None:
        """Check the blocks between two offsets that never were."""
        if start >= stop:
            return
        block, last = start // BLOCK, (stop - 1) // BLOCK + 1
        while (block := self._unchecked.find(1, block, last)) >= 0:
            found = zlib.crc32(os.pread(self._file, min(BLOCK, self._end - block * BLOCK), block * BLOCK))
            if found != self._sums[block]:
                raise DamagedFile(f"{self.path.name}: block {block} does not hold what was written")
            self._unchecked[block] = 0

    def _read_ends(self, size: int) -> tuple[int, bytes, bytes]:
        """Return the offset of the directory, the directory and the checksums."""
        end = size - _END.size
        trailer = self._map[end - _TRAILER.size : end]
        at, length, number, summed = _TRAILER.unpack(trailer)
        checked, magic = _END.unpack(self._map[end:])
        header = self._map[: _HEADER.size]
        if magic != MAGIC or zlib.crc32(header, zlib.crc32(trailer)) != checked:
            raise DamagedFile(f"{self.path.name} does not end as it was written")
        if header != _HEADER.pack(MAGIC, VERSION):
            raise DamagedFile(f"{self.path.name} is of another format")
        if at + length + 4 * number + _TRAILER.size != end:
            raise DamagedFile(f"{self.path.name} is longer or shorter than it was written")
        directory = self._map[at : at + length]
        sums = self._map[at + length : at + length + 4 * number]
        if zlib.crc32(sums, zlib.crc32(directory)) != summed:
            raise DamagedFile(f"{self.path.name}: its directory does not hold what was written")
        return at, directory, sums
