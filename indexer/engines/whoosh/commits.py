"""
Commits: which segments are the index, in Whoosh's tables of contents (TOC).

The one file that names Whoosh's inner parts. A table of contents is code (it is pickled): never open one that somebody
else could write.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files

from indexer.engines.whoosh.codec import EXTENSION, NAME, ReleaseSegment, schema
from indexer.engines.whoosh.moves import sweep_moves
from indexer.engines.whoosh.postings import Numbers


@dataclass(frozen=True, slots=True)
class Listed:
    """A segment as a commit lists it: the name of its file, its number of documents, and the deleted ones."""

    name: str
    size: int
    deleted: Numbers


def latest_commit(folder: Path) -> int:
    """Return the number of the newest commit in *folder*. Raises FileNotFoundError when there is none."""
    pattern = TOC._pattern(NAME)
    commits = [int(found[1]) for each in folder.iterdir() if (found := pattern.match(each.name))]
    if not commits:
        raise FileNotFoundError(f"{folder.name} holds no commit")
    return max(commits)


def is_written(folder: Path, commit: int) -> bool:
    """Return whether a commit is there: from then on its segments are the index, whatever fails after."""
    return (folder / TOC._filename(NAME, commit)).exists()


def commit_time(folder: Path, commit: int) -> int:
    """Return when a commit was written, in nanoseconds since 1970."""
    return (folder / TOC._filename(NAME, commit)).stat().st_mtime_ns


def read_commit(folder: Path, commit: int) -> tuple[Listed, ...]:
    """Return the segments of a commit. Raises what Whoosh and pickle raise on bytes that are not theirs."""
    contents = TOC.read(FileStorage(str(folder), supports_mmap=False), NAME, gen=commit, schema=schema())
    return tuple(
        Listed(each.make_filename(EXTENSION), each.doc_count_all(), np.array([*each.deleted_docs()], np.int64))
        for each in contents.segments
    )


def write_commit(folder: Path, commit: int, segments: Sequence[Listed]) -> None:
    """Make *segments* the index, in one step that survives a power cut, and remove the files of other commits."""
    storage = _Storage(str(folder))
    TOC(schema(), _as_whoosh_has(segments), commit).write(storage, NAME)
    sweep(folder, commit, segments)


def sweep(folder: Path, commit: int, segments: Sequence[Listed]) -> None:
    """Remove the files of other commits, and those that a writer left that died."""
    clean_files(FileStorage(str(folder)), NAME, commit, _as_whoosh_has(segments))
    sweep_moves(folder, commit)


def segment_name(commit: int, number: int) -> str:
    """Return the name of the file of the *number*th segment that a commit writes."""
    return f"{NAME}_{commit:08d}x{number:04d}{EXTENSION}"


def segment_paths(folder: Path, commit: int) -> Iterator[Path]:
    """Yield the files of the segments that a commit has written so far."""
    return folder.glob(f"{NAME}_{commit:08d}x*")


def flush(place: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _as_whoosh_has(segments: Sequence[Listed]) -> list[ReleaseSegment]:
    return [
        ReleaseSegment(_segment_id(each.name), each.size, each.deleted.astype("<u4").tobytes()) for each in segments
    ]


def _segment_id(name: str) -> str:
    return name.removeprefix(f"{NAME}_").removesuffix(EXTENSION)


class _Storage(FileStorage):
    """A folder whose renamed files are on the disk, with their names, when the call returns."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file once its bytes are on the disk."""
        flush(Path(self.folder) / oldname)
        super().rename_file(oldname, newname, safe=safe)
        flush(Path(self.folder))
