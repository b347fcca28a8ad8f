"""
One block of writing: releases on their way to segments, and the commit that makes them the index.

Segments are written whenever memory asks for it, and merged at the end so that each is at least as large as all smaller
ones together: their number grows with the logarithm of the index.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from indexer.engines.whoosh import codec
from indexer.engines.whoosh.codec import Listed
from indexer.engines.whoosh.gathering import Gathering
from indexer.engines.whoosh.merging import Part, merge
from indexer.engines.whoosh.segments import Segment
from indexer.errors import EngineError
from indexer.releases import Release

MOST_PLACES = 32_000_000
"""Words that are held in memory, 4 bytes each, and twice that while a segment is written."""
_MOST_DELETED = 0.25


class Batch:
    """
    Changes to the commit *listed* in *folder*, that become the commit numbered *number*. The last call for an id wins.
    Left by an error, nothing has changed.
    """

    def __init__(self, folder: Path, number: int, listed: Sequence[Listed]) -> None:
        self._folder = folder
        self._number = number
        self._old = listed
        self._written: list[Path] = []
        self._new: list[tuple[Path, int, list[str]]] = []
        self._in_new: dict[str, int] = {}
        self._touched: set[str] = set()
        self._gathering = Gathering()

    def put(self, release: Release) -> None:
        """See `Writer.put`."""
        self._touch(release.id)
        self._gathering.put(release)
        if self._gathering.places >= MOST_PLACES:
            self._write()

    def delete(self, release_id: str) -> None:
        """See `Writer.delete`."""
        self._touch(release_id)
        self._gathering.drop(release_id)

    @property
    def is_used(self) -> bool:
        """Whether anything was put or deleted."""
        return bool(self._touched)

    def commit(self) -> None:
        """Write what is in memory and make everything the index."""
        self._write()
        new = [self._listed_new(path, size, superseded) for path, size, superseded in self._new]
        listed = [each for each in (*map(self._without_touched, self._old), *new) if len(each.deleted) < each.size]
        codec.write_commit(self._folder, self._number, self._merged(listed))
        self._written.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for path in self._written:
            path.unlink(missing_ok=True)

    def _touch(self, release_id: str) -> None:
        self._touched.add(release_id)
        segment = self._in_new.pop(release_id, None)
        if segment is not None:
            self._new[segment][2].append(release_id)

    def _write(self) -> None:
        """Write what is in memory as a segment."""
        if not len(self._gathering):
            return
        path = self._path()
        size = self._gathering.write(path)
        self._in_new |= dict.fromkeys(self._gathering.ids, len(self._new))
        self._new.append((path, size, []))
        self._gathering = Gathering()

    def _path(self) -> Path:
        path = self._folder / codec.segment_name(self._number, len(self._written))
        self._written.append(path)
        return path

    def _without_touched(self, listed: Listed) -> Listed:
        """Return an old segment without the releases that were put or deleted."""
        segment = Segment(self._folder / listed.name)
        found = _documents(segment, self._touched)
        return Listed(listed.name, listed.size, np.union1d(listed.deleted, found)) if len(found) else listed

    def _listed_new(self, path: Path, size: int, superseded: Sequence[str]) -> Listed:
        segment = Segment(path)
        if segment.size != size:
            raise EngineError(self._folder, f"{size} releases were put, {segment.size} arrived")
        segment.file.check()
        return Listed(path.name, size, np.unique(_documents(segment, superseded)))

    def _merged(self, listed: Sequence[Listed]) -> list[Listed]:
        """Return *listed* with those segments merged that are small, or hold many deleted documents."""
        kept, small = _to_merge(listed)
        if not small:
            return kept
        path = self._path()
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
    merged = ascending[:last]
    return ascending[last:], merged


def _live(listed: Listed) -> int:
    return listed.size - len(listed.deleted)


def _documents(segment: Segment, ids: Iterable[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the documents of *segment* that have one of *ids*, in any order."""
    found = (segment.document(release_id.encode()) for release_id in ids)
    return np.array([document for document in found if document is not None], np.int64)
