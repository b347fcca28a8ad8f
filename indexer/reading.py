"""
Files -> releases: reading and extraction, in this process or in limited children.

A file whose parser could stall or eat the memory goes to a child; small files of plain formats, which are read in time
that grows as they do, stay here, unless several processes share the work.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

from indexer import extraction, readers
from indexer.archive.identity import Place, wanted_id
from indexer.errors import ReadError
from indexer.limited import MEGABYTES, SECONDS, LimitedProcesses
from indexer.records import to_record
from indexer.releases import Release

Asked: TypeAlias = tuple[str, Mapping[str, Any]]
"""The id that a release asks for, and its record."""

# In bytes. Beyond, Beautiful Soup may need seconds and hundreds of megabytes.
_LARGEST_AT_HOME = 500_000
_WORK = f"{__name__}:records"


def releases(path: Path, source: str) -> Iterator[tuple[str, Release]]:
    """
    Yield the releases of one file, each with the id that it asks for and has, as long as nobody contests it.

    Raises `ReadError`.
    """
    for number, document in enumerate(readers.read(path)):
        wanted = wanted_id(Place(source, number), document.key)
        suffix = path.suffix.removeprefix(".").lower()
        yield wanted, extraction.release(document, release_id=wanted, source=source, format=suffix)


def records(path: str, source: str) -> list[Asked]:
    """Return the same as JSON values. Raises `ReadError`. This is what children do."""
    return [(wanted, to_record(release)) for wanted, release in releases(Path(path), source)]


class Reader:
    """
    Reads files for the length of a `with` block, in order, whatever the number of *processes*; one is this process
    itself and a child for what this one must not touch. *seconds* and *megabytes* are a child's limits for a file.
    """

    def __init__(self, *, processes: int = 1, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._shares_all = processes > 1
        self._children = LimitedProcesses(_WORK, processes=processes, seconds=seconds, megabytes=megabytes)

    def __enter__(self) -> Self:
        self._children.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._children.__exit__(kind, error, traceback)

    def read(self, path: Path, source: str) -> list[Asked]:
        """Return what one file holds. Raises `ReadError`."""
        if not self._shares_all and _stays_here(path):
            return records(str(path), source)
        return [(wanted, record) for wanted, record in self._children.run(str(path), source)]

    def each(self, files: Iterable[tuple[Path, str]]) -> Iterator[list[Asked] | ReadError]:
        """Yield what every file holds, or why it cannot be read, in the order of *files*."""
        if self._shares_all:
            yield from self._children.outcomes((str(path), source) for path, source in files)
            return
        for path, source in files:
            try:
                yield self.read(path, source)
            except ReadError as error:
                yield error


def _stays_here(path: Path) -> bool:
    try:
        return readers.is_plain(path) and path.stat().st_size <= _LARGEST_AT_HOME
    except (OSError, ValueError):
        # The reader says what is wrong with it.
        return True
