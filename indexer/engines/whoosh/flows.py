"""
Releases on their way to segments: in this process, or in another one that is handed its share of a large block.

Calls for one id must all go to one flow, in their order: there the last one wins.
"""

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol, TypeAlias

from indexer.engines.whoosh.commits import segment_name
from indexer.engines.whoosh.gathering import Gathering
from indexer.releases import Release

MOST_PLACES = 52_000_000
"""
Words that are held in memory, 4 bytes each, and twice that while a segment is written: the usual 100,000 releases
become one segment, and no process ever takes more than 600 MB.
"""

_SEGMENTS_A_FLOW = 1000
_AT_ONCE = 200

Call: TypeAlias = Release | str
"""A release to put, or the id of one to delete."""


@dataclass(frozen=True, slots=True)
class Written:
    """A segment that was written, its number of documents, and the ids whose documents there count no more."""

    path: Path
    size: int
    superseded: tuple[str, ...]


class Flow(Protocol):
    """Takes calls in, and writes segments."""

    def take(self, call: Call) -> None:
        """Take one call in."""
        ...

    def finish(self) -> tuple[Written, ...]:
        """Write what is in memory, and return all segments that were written."""
        ...

    def stop(self) -> None:
        """Let go of everything."""
        ...


class OwnFlow:
    """Gathers in this process. Segments in *folder* are those of commit *commit*; *nth* tells flows apart."""

    def __init__(self, folder: Path, commit: int, nth: int) -> None:
        self._path_of: Callable[[int], Path] = lambda number: (
            folder / segment_name(commit, nth * _SEGMENTS_A_FLOW + number)
        )
        self._gathering = Gathering()
        self._written: list[tuple[Path, int, list[str]]] = []
        self._segment_of: dict[str, int] = {}

    def knows(self, release_id: str) -> bool:
        """Return whether this flow holds the release with this id."""
        return release_id in self._segment_of or release_id in self._gathering.ids

    def take(self, call: Call) -> None:
        """See `Flow.take`."""
        release_id = call if isinstance(call, str) else call.id
        segment = self._segment_of.pop(release_id, None)
        if segment is not None:
            self._written[segment][2].append(release_id)
        if isinstance(call, str):
            self._gathering.drop(call)
            return
        self._gathering.put(call)
        if self._gathering.places >= MOST_PLACES:
            self._write()

    def finish(self) -> tuple[Written, ...]:
        """See `Flow.finish`."""
        self._write()
        return tuple(Written(path, size, tuple(superseded)) for path, size, superseded in self._written)

    def stop(self) -> None:
        """See `Flow.stop`."""
        self._gathering.close()

    def _write(self) -> None:
        if len(self._gathering):
            path = self._path_of(len(self._written))
            size = self._gathering.write(path)
            self._segment_of |= dict.fromkeys(self._gathering.ids, len(self._written))
            self._written.append((path, size, []))
            self._gathering = Gathering()


class OtherFlow:
    """Gathers in a process of its own."""

    def __init__(self, folder: Path, commit: int, nth: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._calls: list[Call] = []
        self._has_ended = False
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, folder, commit, nth), daemon=True)
        self._process.start()
        theirs.close()

    def take(self, call: Call) -> None:
        """See `Flow.take`."""
        self._calls.append(call)
        if len(self._calls) == _AT_ONCE:
            self._send()

    def finish(self) -> tuple[Written, ...]:
        """See `Flow.finish`. Raises what the other process raised."""
        self.end()
        answer: tuple[Written, ...] | Exception = self._connection.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def end(self) -> None:
        """Let the other process write what it has, while this one does something else."""
        if not self._has_ended:
            self._send()
            self._connection.send(None)
            self._has_ended = True

    def stop(self) -> None:
        """See `Flow.stop`."""
        self._connection.close()
        self._process.terminate()
        self._process.join()
        self._process.close()

    def _send(self) -> None:
        if self._calls:
            self._connection.send(self._calls)
            self._calls = []


def _serve(connection: Connection, folder: Path, commit: int, nth: int) -> None:
    """Take calls in until there are no more, then answer with the segments, or with what went wrong."""
    flow = OwnFlow(folder, commit, nth)
    error: Exception | None = None
    while calls := connection.recv():
        try:
            for call in calls if error is None else ():
                flow.take(call)
        except Exception as caught:
            error = caught
    try:
        connection.send(error or flow.finish())
    except Exception as caught:
        connection.send(caught)
