"""
The write path: files -> documents -> releases -> index, for what changed since the last run.

    changes      which files are new, changed, removed: by state, then by the hash of their bytes
    read         the releases of one file
    synchronise  one run, all or nothing: the catalogue's transaction ends after the engine's commit
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer import extraction, readers
from indexer.archive.catalogue import Catalogue, KnownFile
from indexer.archive.files import FoundFile, digest, found_files, state_after_reading
from indexer.archive.identity import Place, assigned_ids, wanted_id
from indexer.archive.permalinks import moved_ids, remembered_moves, renamed_files
from indexer.engines.base import Engine
from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated, ReadError, RemovalsRefused
from indexer.records import from_record, to_record
from indexer.releases import Release

Follow = Callable[[Sequence["Change"]], Iterable["Change"]]
"""Hands on what it is given, one by one: the command line shows its progress that way."""

_ENGINE_STATE = "engine"
_EXTRACTION_VERSION = "extraction"
_FOLDER = "folder"
_MOVES = "moves"
_STATE = ".infopresse"


@dataclass(frozen=True, slots=True)
class Named:
    """A file that was not indexed, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, in files, and how long it took in seconds."""

    new: int
    changed: int
    removed: int
    unchanged: int
    ignored: tuple[Named, ...]
    failed: tuple[Named, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Change:
    """A file to look at: as it was found, the hash of its bytes, and what was known of it."""

    file: FoundFile
    digest: str
    known: KnownFile | None

    @property
    def is_new(self) -> bool:
        """Whether the file was not known."""
        return self.known is None

    @property
    def is_same(self) -> bool:
        """Whether the file holds the bytes that are known."""
        return self.known is not None and self.known.digest == self.digest


@dataclass(frozen=True, slots=True)
class Changes:
    """
    How a folder differs from the catalogue: files *to_read*, files that hold the known bytes at another time
    (*touched*), the number of those that were read well and rest (*unchanged*), sources that are gone, and files that
    are not read or cannot be.
    """

    to_read: tuple[Change, ...]
    touched: tuple[Change, ...]
    unchanged: int
    removed: tuple[str, ...]
    ignored: tuple[Named, ...]
    failed: tuple[Named, ...]

    @property
    def new(self) -> frozenset[str]:
        """The sources that were not known."""
        return frozenset(change.file.source for change in self.to_read if change.is_new)


@dataclass(frozen=True, slots=True)
class Ids:
    """The id of each document, and the documents that have another one than before."""

    of: Mapping[Place, str]
    given: tuple[Place, ...]


def synchronise(
    engine: Engine,
    catalogue: Catalogue,
    folder: Path,
    *,
    state: Path | None = None,
    rebuild: bool = False,
    allow_removals: bool = False,
    follow: Follow = iter,
) -> Report:
    """
    Make *engine* hold the releases of *folder* as it is now; with *rebuild*, read every file again. What was decided,
    and which files were renamed, stands in *state*, by default in `.infopresse` of the folder.

    One bad file never stops the rest. Raises `RemovalsRefused` when more than half of the known files are gone (unless
    *allow_removals*), `IndexLocked` while another run lasts, `SettingsError` for a folder that cannot be listed; then
    nothing has changed.
    """
    start = time.perf_counter()
    with catalogue.run():
        again = rebuild or catalogue.fact(_EXTRACTION_VERSION) != str(extraction.VERSION)
        known = catalogue.files()
        found = changes(found_files(folder), known, again=again)
        renamed = _renamed(found, known)
        lost = [source for source in found.removed if renamed.get(source) not in found.new]
        if not allow_removals and 2 * len(lost) > len(known):
            raise RemovalsRefused(len(lost), len(known))
        before = {place: document.id for place, document in catalogue.documents().items()}
        failures = [failure for change in follow(found.to_read) if (failure := _read_into(catalogue, change))]
        for change in found.touched:
            _note(catalogue, change, change.known.failure if change.known else None)
        for source in found.removed:
            catalogue.remove_file(source)
        ids = _give_ids(catalogue)
        changed = {change.file.source for change in found.to_read if not change.is_same}
        kept = {place: release_id for place, release_id in before.items() if place.source not in changed}
        moves = remembered_moves(catalogue, state or folder / _STATE, moved_ids(kept, ids.of, renamed))
        _write(engine, catalogue, set(before.values()), ids, moves, whole=rebuild)
        catalogue.note(_EXTRACTION_VERSION, str(extraction.VERSION))
        catalogue.note(_FOLDER, str(folder.resolve()))
    unread = {failure.path for failure in failures}
    read = [change for change in found.to_read if change.file.source not in unread]
    return Report(
        new=sum(change.is_new for change in read),
        changed=sum(not change.is_new and not change.is_same for change in read),
        removed=len(found.removed),
        unchanged=found.unchanged + sum(change.is_same for change in read),
        ignored=found.ignored,
        failed=tuple(sorted((*found.failed, *failures), key=lambda each: each.path)),
        seconds=round(time.perf_counter() - start, 3),
    )


def changes(found: Iterable[FoundFile], known: Mapping[str, KnownFile], *, again: bool = False) -> Changes:
    """Compare the files *found* with those *known*, by state, then by the hash of their bytes; *again*: read all."""
    to_read, touched, ignored, failed = [], [], [], []
    unchanged, seen = 0, set()
    for file in found:
        if not readers.is_supported(file.path):
            ignored.append(Named(file.source, f"type {file.path.suffix or 'without extension'} is not read"))
            continue
        seen.add(file.source)
        before = known.get(file.source)
        rests = before is not None and file.state is not None and before.state == file.state
        try:
            change = Change(file, before.digest if before and rests else digest(file.path), before)
        except ReadError as error:
            failed.append(Named(file.source, error.reason))
            seen.discard(file.source)
            continue
        if again or not change.is_same:
            to_read.append(change)
            continue
        if not rests:
            touched.append(change)
        if before and before.failure:
            failed.append(Named(file.source, before.failure))
        else:
            unchanged += 1
    removed = tuple(sorted(known.keys() - seen))
    return Changes(tuple(to_read), tuple(touched), unchanged, removed, tuple(ignored), tuple(failed))


def releases(path: Path, source: str) -> Iterator[tuple[str, Release]]:
    """
    Yield the releases of one file, each with the id that it asks for and has, as long as nobody contests it.

    Raises `ReadError`.
    """
    for number, document in enumerate(readers.read(path)):
        wanted = wanted_id(Place(source, number), document.key)
        suffix = path.suffix.removeprefix(".").lower()
        yield wanted, extraction.release(document, release_id=wanted, source=source, format=suffix)


def _read_into(catalogue: Catalogue, change: Change) -> Named | None:
    """Read one file into the catalogue; return why not when that fails."""
    source = change.file.source
    catalogue.remove_documents(source)
    try:
        for number, (wanted, release) in enumerate(releases(change.file.path, source)):
            catalogue.put_document(Place(source, number), wanted, to_record(release))
    except ReadError as error:
        catalogue.remove_documents(source)
        _note(catalogue, change, error.reason)
        return Named(source, error.reason)
    _note(catalogue, change, None)
    return None


def _note(catalogue: Catalogue, change: Change, failure: str | None) -> None:
    catalogue.put_file(change.file.source, KnownFile(change.digest, state_after_reading(change.file), failure))


def _renamed(found: Changes, known: Mapping[str, KnownFile]) -> dict[str, str]:
    """Return where the bytes of files that are gone are now, by source."""
    gone = {source: known[source].digest for source in found.removed}
    there = {source: file.digest for source, file in known.items() if source not in gone}
    there |= {change.file.source: change.digest for change in found.to_read}
    return renamed_files(gone, there, found.new)


def _give_ids(catalogue: Catalogue) -> Ids:
    """Give every document its id."""
    documents = catalogue.documents()
    ids = assigned_ids((place, document.wanted) for place, document in documents.items())
    given = tuple(place for place, document in documents.items() if document.id != ids[place])
    for place in given:
        catalogue.give_id(place, ids[place])
    return Ids(ids, given)


def _write(
    engine: Engine,
    catalogue: Catalogue,
    ids_before: set[str],
    ids: Ids,
    moves: Mapping[str, str],
    *,
    whole: bool,
) -> None:
    """Hand the engine what is new to it: everything, unless it is as we left it."""
    gone = ids_before - set(ids.of.values())
    digest = hashlib.sha256(json.dumps(moves, sort_keys=True).encode()).hexdigest() if moves else ""
    have_moved = (catalogue.fact(_MOVES) or "") != digest
    if whole or _state(engine) is None or _state(engine) != catalogue.fact(_ENGINE_STATE):
        with engine.writer(replace_all=True) as writer:
            for record in catalogue.records():
                writer.put(from_record(record))
            if moves:
                writer.move(moves)
    elif ids.given or gone or have_moved:
        with engine.writer() as writer:
            for release_id in gone:
                writer.delete(release_id)
            for place in ids.given:
                writer.put(from_record(catalogue.record(place)))
            if have_moved:
                writer.move(moves)
    catalogue.note(_MOVES, digest)
    catalogue.note(_ENGINE_STATE, _state(engine) or "")


def _state(engine: Engine) -> str | None:
    """Return what tells one state of the index from another; None for an index that must be made anew."""
    try:
        info = engine.info()
    except (IndexMissing, IndexOutdated, IndexDamaged):
        return None
    return f"{info.generation}/{info.commit}"
