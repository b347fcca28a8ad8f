"""
Permalinks: the ids that releases had before their files were renamed.

They stand beside people's decisions, one line of JSON a move; lines are only added, and of those with one former id the
last counts. This is no cache: nothing else knows of a name that is gone.

    {"from": "2024/bilan", "to": "bilans/2024", "date": "2026-11-27"}
"""

import datetime
import hashlib
import json
import logging
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from indexer.archive.catalogue import Catalogue
from indexer.archive.identity import Place

NAME = "permaliens.jsonl"
_UNWRITTEN = "unwritten moves"
_LEFT = "moves"

log = logging.getLogger(__name__)


class Move(NamedTuple):
    """A release that had the id *former* has the id *later* since *date* (ISO 8601)."""

    former: str
    later: str
    date: str


class Permalinks:
    """
    All *moves*, the later id by the former one: those that the folder *state* remembers, and those that wait in the
    *catalogue* because they could not be written there, until they can. To be made and used within one run of the
    catalogue.
    """

    def __init__(self, catalogue: Catalogue, state: Path) -> None:
        self._catalogue = catalogue
        self._state = state
        self._waiting = [Move(*each) for each in json.loads(catalogue.fact(_UNWRITTEN) or "[]")]
        self.moves = _leading(read_moves(state) | {each.former: each.later for each in self._waiting})
        self.add({})

    @property
    def are_as_left(self) -> bool:
        """Whether the moves are those that `leave` left."""
        return (self._catalogue.fact(_LEFT) or "") == self._digest

    def add(self, found: Mapping[str, str], taken: Collection[str] = ()) -> None:
        """
        Remember the moves that were *found*, and those that wait. Ids that led to a release which moved lead to it
        where it is now: another one may take the id that it had. One that is *taken* already is no former id.
        """
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        moves = {former: found[later] for former, later in self.moves.items() if later in found}
        moves |= {former: later for former, later in found.items() if former not in taken}
        new = [Move(*ids, today) for ids in sorted(moves.items()) if ids[1] != self.moves.get(ids[0], ids[0])]
        self.moves = _leading(self.moves | {each.former: each.later for each in new})
        waiting = [*self._waiting, *new]
        if not waiting:
            return
        try:
            append_moves(self._state, waiting)
            waiting = []
        except OSError as error:
            if new:
                log.warning("%s: %s; renamed files keep their links in the index only", self._path, error.strerror)
        self._waiting = waiting
        self._catalogue.note(_UNWRITTEN, json.dumps(waiting))

    def leave(self) -> None:
        """Note that the index has the moves as they are now."""
        self._catalogue.note(_LEFT, self._digest)

    @property
    def _path(self) -> Path:
        return self._state / NAME

    @property
    def _digest(self) -> str:
        written = json.dumps(self.moves, sort_keys=True).encode()
        return hashlib.sha256(written).hexdigest() if self.moves else ""


def _leading(moves: Mapping[str, str]) -> dict[str, str]:
    """Return *moves* without those of a release that is back where it was: its id may be another's later."""
    return {former: later for former, later in moves.items() if former != later}


def read_moves(state: Path) -> dict[str, str]:
    """Return the later id by the former one, as the folder *state* remembers them; a line that is no move is named."""
    path = state / NAME
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    except OSError as error:
        log.warning("%s cannot be read: %s; former ids lead nowhere", path, error.strerror)
        return {}
    moves = {}
    for number, line in enumerate(lines, start=1):
        if move := _move(line):
            former, later = move
            moves[former] = later
        elif line.strip():
            log.warning("%s, line %s is no move; expected %s", path, number, '{"from": ID, "to": ID}')
    return moves


def append_moves(state: Path, moves: Iterable[Move]) -> None:
    """Add *moves* to those that the folder *state* remembers. Raises OSError."""
    state.mkdir(parents=True, exist_ok=True)
    with (state / NAME).open("a+b") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read() != b"\n":  # of a line that was cut short, or typed
                file.write(b"\n")
        file.write("".join(map(_line, moves)).encode())
        file.flush()
        os.fsync(file.fileno())


def renamed_files(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """
    Return where the bytes of files went that are gone or hold others now, by source; *before* and *after* are digests
    by source. Of several copies one is taken that arrived, then one of the same name, then one that nothing else was
    renamed to, then the first. Of a file that is gone it may be one that did not arrive but was there.
    """
    arrived = {source for source, digest in after.items() if before.get(source) != digest}
    left = {source: digest for source, digest in sorted(before.items()) if after.get(source) != digest}
    digests = set(left.values())
    copies: dict[str, list[str]] = {}
    for source, digest in sorted(after.items()):
        if digest in digests:
            copies.setdefault(digest, []).append(source)
    renamed: dict[str, str] = {}
    taken: set[str] = set()
    for source, digest in left.items():
        found = [each for each in copies.get(digest, ()) if source not in after or each in arrived]
        if found:
            same_name = _name(source)
            chosen = min(found, key=lambda each: (each not in arrived, _name(each) != same_name, each in taken))
            renamed[source] = chosen
            taken.add(chosen)
    return renamed


def moved_ids(before: Mapping[Place, str], after: Mapping[Place, str], renamed: Mapping[str, str]) -> dict[str, str]:
    """
    Return the later id by the former one, of documents that have another id *after* than *before*, in files that hold
    the same bytes: those that were *renamed* and those that were not.
    """
    moves = {}
    for place, former in before.items():
        later = after.get(Place(renamed.get(place.source, place.source), place.number))
        if later and later != former:
            moves[former] = later
    return moves


def _name(source: str) -> str:
    return PurePosixPath(source).name


def _move(line: str) -> tuple[str, str] | None:
    try:
        move = json.loads(line)
        former, later = move["from"], move["to"]
        f"{former}{later}".encode()
    except (ValueError, TypeError, KeyError):
        return None
    return (former, later) if isinstance(former, str) and isinstance(later, str) else None


def _line(move: Move) -> str:
    return json.dumps({"from": move.former, "to": move.later, "date": move.date}, ensure_ascii=False) + "\n"
