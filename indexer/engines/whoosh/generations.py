"""
Full builds of an index, side by side in one folder; the file `current` names the one that answers.

    FOLDER/current                     the name of a generation
    FOLDER/generations/00000007/       a Whoosh index, and `versions.json`
    FOLDER/writer_LOCK                 held while somebody writes

A generation is made aside and published by one atomic rename. An index directory is code (Whoosh pickles its schema):
the folder is made for its owner alone, and an index that somebody else could write must not be opened.
"""

import json
import os
import re
import shutil
import time
from functools import lru_cache
from pathlib import Path

from indexer import analysis
from indexer.engines.whoosh.codec import FORMAT_VERSION
from indexer.engines.whoosh.commits import flush
from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated

_CURRENT = "current"
_GENERATIONS = "generations"
_VERSIONS = "versions.json"
_NAME = re.compile(rb"[0-9]{8}")
_SETTLED = 1_000_000_000
REPAIR = "run `infopresse index FOLDER --rebuild`"
VERSIONS = {"format": FORMAT_VERSION, "analysis": analysis.VERSION}


def current(folder: Path) -> str:
    """Return the name of the published generation. Raises `IndexMissing`."""
    try:
        name = (folder / _CURRENT).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(folder, "there is no index; make one with `infopresse index FOLDER`") from None
    except OSError as error:
        raise IndexDamaged(folder, f"{_CURRENT} cannot be read: {error.strerror}") from error
    if not _NAME.fullmatch(name):
        raise IndexDamaged(folder, f"{_CURRENT} names no generation; {REPAIR}")
    return name.decode("ascii")


def path(folder: Path, generation: str) -> Path:
    """Return the folder of one generation."""
    return folder / _GENERATIONS / generation


def stamp(folder: Path, generation: str) -> tuple[int, ...] | None:
    """
    Return what changes whenever a generation is published or *generation* gets a commit. None, which is like no stamp,
    where there is no index, and for a while after a change, since clocks of files tick slowly.
    """
    try:
        named, built = map(os.stat, _watched(folder, generation))
    except OSError:
        return None
    if time.time_ns() - max(named.st_mtime_ns, built.st_mtime_ns) < _SETTLED:
        return None
    return named.st_mtime_ns, named.st_ino, built.st_mtime_ns, built.st_ino


@lru_cache(maxsize=16)
def _watched(folder: Path, generation: str) -> tuple[str, str]:
    """Return what is looked at before every answer, as texts, which are looked at faster."""
    return str(folder / _CURRENT), str(path(folder, generation))


def check_versions(folder: Path, generation: str) -> None:
    """Raise `IndexOutdated` unless this version of infopresse made the generation, `IndexDamaged` if it cannot say."""
    try:
        found = json.loads((path(folder, generation) / _VERSIONS).read_text(encoding="utf-8"))
    except ValueError as error:
        raise IndexDamaged(folder, f"{_VERSIONS} is not JSON; {REPAIR}") from error
    if found != VERSIONS:
        raise IndexOutdated(folder, f"made by versions {found}, this is {VERSIONS}; run `infopresse index FOLDER`")


def begin(folder: Path) -> str:
    """Make the empty folder of a new generation and return its name: later than any that is there."""
    generations = folder / _GENERATIONS
    generations.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    names = [int(each.name) for each in generations.iterdir() if each.name.isdecimal()]
    name = f"{max(names, default=0) + 1:08d}"
    path(folder, name).mkdir(mode=0o700)
    (path(folder, name) / _VERSIONS).write_text(json.dumps(VERSIONS), encoding="utf-8")
    return name


def publish(folder: Path, generation: str) -> None:
    """Make *generation*, once all of it is on the disk, the one that answers: one step, that survives a power cut."""
    aside = folder / f"{_CURRENT}.tmp"
    aside.write_text(generation, encoding="ascii")
    built = path(folder, generation)
    for each in (*built.iterdir(), built, built.parent, aside):
        flush(each)
    aside.replace(folder / _CURRENT)
    flush(folder)


def sweep(folder: Path, keep: str) -> None:
    """Remove every generation but *keep*: abandoned builds, and older ones (who has them open keeps them)."""
    for each in (folder / _GENERATIONS).iterdir():
        if each.name != keep:
            shutil.rmtree(each, ignore_errors=True)
