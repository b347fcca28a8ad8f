"""What lies below the archive's folder: names and states of files, never their text."""

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from indexer.errors import ReadError, SettingsError

# A file that is changed twice within one tick of the file system's clock keeps its times. Nanoseconds; ticks are 1 to
# 10 ms long.
_TICK = 20_000_000


class State(NamedTuple):
    """What of a file changes with its content: size in bytes, times in nanoseconds, inode."""

    size: int
    modified: int
    changed: int
    inode: int


class FoundFile(NamedTuple):
    """
    A file: where it is, its path below the root with `/` (bytes that are not UTF-8 as `\\xNN`), and its state, None
    where it has none (a broken link).
    """

    path: Path
    source: str
    state: State | None


def found_files(folder: Path) -> Iterator[FoundFile]:
    """
    Yield every file below *folder* but hidden ones. A folder that several paths lead to is read once, by its own path
    rather than by a link.

    Raises `SettingsError` when a folder cannot be listed: its files are not gone.
    """
    if not folder.is_dir():
        raise SettingsError(f"the archive {folder} cannot be listed: it is no folder; name one that is there")
    seen: set[tuple[int, int]] = set()
    links = [folder]
    while links:
        yield from _below(links.pop(0), folder, seen, links)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes. Raises `ReadError`."""
    try:
        # A pipe would be waited for, a device read for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReadError(path, "not a file")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(path, error.strerror or str(error)) from error


def state_after_reading(file: FoundFile) -> State | None:
    """
    Return the state of a file that was read since it was found, or None where a change might hide behind it.

    Waits until the clock has moved on since the file was written: what is written later then gets another time.
    """
    if file.state is None:
        return None
    rested = time.time_ns() - max(file.state.modified, file.state.changed)
    if rested < 0:
        return None
    if rested < _TICK:
        time.sleep((_TICK - rested) / 1e9)
    return file.state if _state(file.path) == file.state else None


def _below(folder: Path, root: Path, seen: set[tuple[int, int]], links: list[Path]) -> Iterator[FoundFile]:
    """Yield the files below *folder* by name, but those below *links* to folders, which are added to that list."""
    place = _place(folder)
    if place is None or place in seen:
        return
    seen.add(place)
    for entry in _entries(folder):
        path = folder / entry.name
        if not _is_folder(entry):
            yield FoundFile(path, _source(path, root), _state(path))
        elif entry.is_symlink():
            links.append(path)
        else:
            yield from _below(path, root, seen, links)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what *folder* holds, by name, hidden entries left out; nothing if it vanished."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda each: each.name)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SettingsError(f"the folder {folder} cannot be listed: {error.strerror}; nothing was changed") from error


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _place(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _source(path: Path, root: Path) -> str:
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")


def _state(path: Path) -> State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
