"""
Former ids, and those that came after them: in a file of its own beside the segments, which a search never opens.

    former   a lexicon of former ids, each as JSON so that none holds a line feed
    later    the ids that came after them, in the same order

A commit has the newest file that is no newer than itself; without one nothing ever moved.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np

from indexer.engines.whoosh.arrays import ArraysFile, ArraysWriter
from indexer.engines.whoosh.lexicon import Lexicon, write_lexicon

_NAME = re.compile(r"moves_([0-9]{8})\.arrays")


class Moves:
    """The moves in the file *path*."""

    def __init__(self, path: Path) -> None:
        file = ArraysFile(path)
        size = int(file.whole("size")[0])
        self._former = Lexicon(file, "former", size)
        self._later = Lexicon(file, "later", size)

    def later(self, release_id: str) -> str | None:
        """Return the id that came after *release_id*, if it is a former one."""
        number = self._former.find(_written(release_id))
        return None if number is None else json.loads(self._later[number])

    def visible(self, release_id: str, is_visible: Callable[[str], bool]) -> str | None:
        """Return the first id after *release_id* that *is_visible*, one move after the other; None for none."""
        passed = {release_id}
        found = self.later(release_id)
        while found is not None and found not in passed:
            if is_visible(found):
                return found
            passed.add(found)
            found = self.later(found)
        return None


def moves_of(folder: Path, commit: int) -> Moves | None:
    """Return the moves as of a commit."""
    number = _latest(folder, commit)
    return Moves(_path(folder, number)) if number is not None else None


def write_moves(folder: Path, commit: int, moves: Mapping[str, str]) -> None:
    """Write the *moves* as of a commit that is about to be made."""
    in_order = sorted((_written(former), _written(later)) for former, later in moves.items())
    with ArraysWriter(_path(folder, commit)) as writer:
        writer.add_number("size", np.array([len(in_order)]))
        write_lexicon(writer, "former", [former for former, _ in in_order])
        write_lexicon(writer, "later", [later for _, later in in_order])


def sweep_moves(folder: Path, commit: int) -> None:
    """Remove the files of other commits, and those that a writer left that died."""
    kept = _latest(folder, commit)
    for number in _numbers(folder):
        if number != kept:
            _path(folder, number).unlink(missing_ok=True)


def _latest(folder: Path, commit: int) -> int | None:
    return max((number for number in _numbers(folder) if number <= commit), default=None)


def _numbers(folder: Path) -> Iterator[int]:
    return (int(found[1]) for each in folder.iterdir() if (found := _NAME.fullmatch(each.name)))


def _path(folder: Path, commit: int) -> Path:
    return folder / f"moves_{commit:08d}.arrays"


def _written(release_id: str) -> bytes:
    return json.dumps(release_id).encode()
