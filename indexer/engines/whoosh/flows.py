"""
Releases on their way to segments: in this process, or in another one that is handed its share of a large block.

Calls for one id must all go to one flow, in their order: there the last one wins.
"""

import json
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol, TypeAlias

from indexer.engines.whoosh.commits import segment_name
from indexer.engines.whoosh.gathering import Gathering
from indexer.errors import EngineError
from indexer.records import restored, stored
from indexer.releases import Release

MOST_PLACES = 52_000_000
"""
Words that are held in memory, 4 bytes each, and twice that while a segment is written: the usual 100,000 releases
become one segment, and no process ever takes more than 600 MB.
"""

AT_ONCE = 24
"""Calls that go to one flow before another may be chosen: what a connection takes without delay."""

_PLACES_OF_AN_ID = 30
_AHEAD = 3
_MORE, _DONE = b"", b"."
_SEGMENTS_A_FLOW = 1000

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

    def take(self, call: Call, record: bytes | None = None) -> None:
        """See `Flow.take`; *record* is what is stored of the release, if that is known."""
        release_id = call if isinstance(call, str) else call.id
        segment = self._segment_of.pop(release_id, None)
        if segment is not None:
            self._written[segment][2].append(release_id)
        if isinstance(call, str):
            self._gathering.drop(call)
            return
        self._gathering.put(call, stored(call) if record is None else record)
        if self._gathering.places >= self._room:
            self._write()

    def finish(self) -> tuple[Written, ...]:
        """See `Flow.finish`."""
        self._write()
        self._segment_of.clear()  # memory that a merge may need
        return tuple(Written(path, size, tuple(superseded)) for path, size, superseded in self._written)

    def stop(self) -> None:
        """See `Flow.stop`."""
        self._gathering.close()

    @property
    def _room(self) -> int:
        """The number of places to take before a segment is written: fewer as ids of earlier ones fill the memory."""
        return max(MOST_PLACES - _PLACES_OF_AN_ID * len(self._segment_of), MOST_PLACES // 4)

    def _write(self) -> None:
        if len(self._gathering):
            path = self._path_of(len(self._written))
            size = self._gathering.write(path)
            self._segment_of |= dict.fromkeys(self._gathering.ids, len(self._written))
            self._written.append((path, size, []))
            self._gathering = Gathering()


class OtherFlow:
    """
    Gathers in a process of its own, that is sent many calls at once, a line each (see `_line`). It answers each time
    when it can take more, at first `_AHEAD` times, so that it need not wait for what it is sent next.
    """

    def __init__(self, folder: Path, commit: int, nth: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._folder = folder
        self._lines: list[bytes] = []
        self._asked_for = 0
        self._is_used = False
        self._has_ended = False
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, folder, commit, nth), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def is_waiting(self) -> bool:
        """Whether the process has asked for more than it was sent."""
        with self._its_end_named():
            while self._connection.poll():
                self._connection.recv_bytes()
                self._asked_for += 1
        return self._asked_for > 0

    def take(self, call: Call) -> None:
        """See `Flow.take`."""
        self._is_used = True
        self._lines.append(_line(call))
        if len(self._lines) == AT_ONCE:
            self._send()

    def finish(self) -> tuple[Written, ...]:
        """See `Flow.finish`. Raises what the other process raised."""
        if not self._is_used:  # it may not even have started
            return ()
        self.end()
        with self._its_end_named():
            while self._connection.recv_bytes() != _DONE:
                pass
            answer: tuple[Written, ...] | Exception = self._connection.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def end(self) -> None:
        """Let the other process write what it has, while this one does something else."""
        if self._is_used and not self._has_ended:
            self._send()
            with self._its_end_named():
                self._connection.send_bytes(b"")
            self._has_ended = True

    def stop(self) -> None:
        """See `Flow.stop`."""
        self._connection.close()
        self._process.terminate()
        self._process.join()
        self._process.close()

    def _send(self) -> None:
        if self._lines:
            with self._its_end_named():
                self._connection.send_bytes(b"\n".join(self._lines))
            self._asked_for -= 1
            self._lines = []

    @contextmanager
    def _its_end_named(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, ConnectionError) as error:
            raise EngineError(self._folder, "a process that was indexing has ended; run again") from error


def _line(call: Call) -> bytes:
    """Return *call* as JSON: an array for a release, as it is stored, or the id of one to delete."""
    return json.dumps(call).encode() if isinstance(call, str) else stored(call)


def _serve(connection: Connection, folder: Path, commit: int, nth: int) -> None:
    """Take calls in until there are no more, then answer with the segments, or with what went wrong."""
    flow = OwnFlow(folder, commit, nth)
    error: Exception | None = None
    for _ in range(_AHEAD):
        connection.send_bytes(_MORE)
    while lines := connection.recv_bytes():
        try:
            for line in lines.split(b"\n") if error is None else ():
                if line.startswith(b"["):
                    flow.take(restored(line), line)
                else:
                    flow.take(json.loads(line))
        except Exception as caught:
            error = caught
        connection.send_bytes(_MORE)
    try:
        answer = error or flow.finish()
    except Exception as caught:
        answer = caught
    connection.send_bytes(_DONE)
    connection.send(answer)
