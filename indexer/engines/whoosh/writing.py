"""
One block of writing: releases on their way to segments, and the commit that makes them the index.

Segments are written whenever memory asks for it, and merged at the end so that each is at least as large as all smaller
ones together: their number grows with the logarithm of the index.
"""

from collections.abc import Iterable, Mapping, Sequence
from multiprocessing import current_process
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from indexer.engines.whoosh import commits
from indexer.engines.whoosh.commits import Listed
from indexer.engines.whoosh.flows import AT_ONCE, Call, Flow, OtherFlow, OwnFlow, Written
from indexer.engines.whoosh.merging import Part, merge
from indexer.engines.whoosh.moves import sweep_moves, write_moves
from indexer.engines.whoosh.postings import Numbers
from indexer.engines.whoosh.segments import Segment
from indexer.errors import EngineError
from indexer.releases import Release

MANY = 1_000
"""Calls from which on further processes are worth their start, which takes as long."""

_MERGED = 9_999
_MOST_DELETED = 0.25


class Batch:
    """
    Changes to the commit *listed* in *folder*, that become the commit numbered *number*. The last call for an id wins.
    Left by an error, nothing has changed. A large block is shared among *processes*.
    """

    def __init__(self, folder: Path, number: int, listed: Sequence[Listed], processes: int = 1) -> None:
        self._folder = folder
        self._number = number
        self._old = listed
        self._processes = processes
        self._flow_of: dict[str, Flow] = {}
        self._own = OwnFlow(folder, number, 0)
        self._others: list[OtherFlow] = []
        self._chosen: Flow = self._own
        self._until_choice = MANY
        self._moves: dict[str, str] | None = None

    def put(self, release: Release) -> None:
        """See `Writer.put`."""
        self._take(release.id, release)

    def delete(self, release_id: str) -> None:
        """See `Writer.delete`."""
        self._take(release_id, release_id)

    def move(self, moves: Mapping[str, str]) -> None:
        """See `Writer.move`."""
        for former, later in moves.items():
            former.encode(), later.encode()  # raises before anything changes
        self._moves = dict(moves)

    @property
    def is_used(self) -> bool:
        """Whether anything was put, deleted or moved."""
        return bool(self._flow_of) or self._moves is not None

    def commit(self) -> None:
        """Write what is in memory and make everything the index."""
        for flow in self._others:
            flow.end()
        new = [self._listed_new(written) for flow in self._flows for written in flow.finish()]
        listed = [each for each in (*map(self._without_touched, self._old), *new) if len(each.deleted) < each.size]
        self._flow_of.clear()  # memory that a merge may need
        merged = self._merged(listed)
        if self._moves is not None:
            write_moves(self._folder, self._number, self._moves)
        commits.write_commit(self._folder, self._number, merged)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for flow in self._flows:
            flow.stop()
        if not commits.is_written(self._folder, self._number):
            for path in commits.segment_paths(self._folder, self._number):
                path.unlink(missing_ok=True)
            sweep_moves(self._folder, self._number - 1)

    @property
    def _flows(self) -> list[Flow]:
        return [self._own, *self._others]

    def _take(self, release_id: str, call: Call) -> None:
        release_id.encode()  # raises before anything changes
        flow = self._flow_of.get(release_id)
        if flow is None:
            flow = self._flow_of[release_id] = self._choice()
        flow.take(call)

    def _choice(self) -> Flow:
        """Return the flow that all calls for a new id go to: another one if it waits for some, else our own."""
        if self._processes > 1:
            if not self._until_choice:
                self._until_choice = AT_ONCE
                self._chosen = next((other for other in self._started() if other.is_waiting), self._own)
            self._until_choice -= 1
        return self._chosen

    def _started(self) -> list[OtherFlow]:
        """Return the flows of other processes; a daemon may have none."""
        if not self._others and not current_process().daemon:
            self._others = [OtherFlow(self._folder, self._number, nth) for nth in range(1, self._processes)]
        return self._others

    def _without_touched(self, listed: Listed) -> Listed:
        """Return an old segment without the releases that were put or deleted."""
        found = _documents(Segment(self._folder / listed.name), self._flow_of)
        return Listed(listed.name, listed.size, np.union1d(listed.deleted, found)) if len(found) else listed

    def _listed_new(self, written: Written) -> Listed:
        segment = Segment(written.path)
        if segment.size != written.size:
            raise EngineError(self._folder, f"{written.size} releases were put, {segment.size} arrived")
        segment.file.check()
        return Listed(written.path.name, written.size, np.sort(_documents(segment, written.superseded)))

    def _merged(self, listed: Sequence[Listed]) -> list[Listed]:
        """Return *listed* with those segments merged that are small, or hold many deleted documents."""
        kept, small = _to_merge(listed)
        if not small:
            return kept
        path = self._folder / commits.segment_name(self._number, _MERGED)
        size = merge([self._part(each) for each in small], path)
        return [*kept, Listed(path.name, size, np.empty(0, np.int64))]

    def _part(self, listed: Listed) -> Part:
        live = np.setdiff1d(np.arange(listed.size), listed.deleted, assume_unique=True)
        return Part(Segment(self._folder / listed.name), live)


def _to_merge(listed: Sequence[Listed]) -> tuple[list[Listed], list[Listed]]:
    """Return the segments to keep, and those to make one of: none, or at least one that sheds deleted documents."""
    ascending = sorted(listed, key=_live)
    last, total = 0, 0
    for number, each in enumerate(ascending):
        if (number and _live(each) < total) or len(each.deleted) > _MOST_DELETED * each.size:
            last = number + 1
        total += _live(each)
    return ascending[last:], ascending[:last]


def _live(listed: Listed) -> int:
    return listed.size - len(listed.deleted)


def _documents(segment: Segment, ids: Iterable[str]) -> Numbers:
    """Return the documents of *segment* that have one of *ids*, in any order."""
    found = (segment.document(release_id.encode()) for release_id in ids)
    return np.array([document for document in found if document is not None], np.int64)
