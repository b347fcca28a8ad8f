"""
The write path: files -> documents -> releases -> index, for what changed since the last run.

    changes      which files are new, changed, removed: by state, then by the hash of their bytes
    reading      the releases of each of them, see `indexer.reading`
    synchronise  one run, all or nothing: the catalogue's transaction ends after the engine's commit
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer import extraction, readers
from indexer.archive.catalogue import Catalogue, KnownFile
from indexer.archive.files import FoundFile, digest, found_files, state_after_reading
from indexer.archive.identity import Place, assigned_ids
from indexer.engines.base import Engine
from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated, NotARelease, ReadError, RemovalsRefused
from indexer.reading import Reader
from indexer.records import from_record

Follow = Callable[[Sequence["Change"]], Iterable["Change"]]
"""Hands on what it is given, one by one: the command line shows its progress that way."""

_ENGINE_STATE = "engine"
_EXTRACTION_VERSION = "extraction"
_FOLDER = "folder"


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


def synchronise(
    engine: Engine,
    catalogue: Catalogue,
    folder: Path,
    *,
    rebuild: bool = False,
    allow_removals: bool = False,
    processes: int = 1,
    follow: Follow = iter,
) -> Report:
    """
    Make *engine* hold the releases of *folder* as it is now; with *rebuild*, read every file again. *processes* is how
    many may read at the same time.

    One bad file never stops the rest. Raises `RemovalsRefused` when more than half of the known files are gone (unless
    *allow_removals*), `IndexLocked` while another run lasts, `SettingsError` for a folder that cannot be listed; then
    nothing has changed.
    """
    start = time.perf_counter()
    with catalogue.run():
        again = rebuild or catalogue.fact(_EXTRACTION_VERSION) != str(extraction.VERSION)
        known = catalogue.files()
        found = changes(found_files(folder), known, again=again)
        if not allow_removals and 2 * len(found.removed) > len(known):
            raise RemovalsRefused(len(found.removed), len(known))
        ids_before = {each.id for each in catalogue.documents().values()}
        with Reader(processes=processes) as reader:
            failures, foreign = _read_all(catalogue, follow(found.to_read), reader)
        for change in found.touched:
            _note(catalogue, change, change.known.failure if change.known else None)
        for source in found.removed:
            catalogue.remove_file(source)
        _write(engine, catalogue, ids_before, whole=rebuild)
        catalogue.note(_EXTRACTION_VERSION, str(extraction.VERSION))
        catalogue.note(_FOLDER, str(folder.resolve()))
    unread = {each.path for each in (*failures, *foreign)}
    read = [change for change in found.to_read if change.file.source not in unread]
    return Report(
        new=sum(change.is_new for change in read),
        changed=sum(not change.is_new and not change.is_same for change in read),
        removed=len(found.removed),
        unchanged=found.unchanged + sum(change.is_same for change in read),
        ignored=tuple(sorted((*found.ignored, *foreign), key=lambda each: each.path)),
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


def _read_all(catalogue: Catalogue, found: Iterable[Change], reader: Reader) -> tuple[list[Named], list[Named]]:
    """
    Read files into the catalogue; return those that cannot be read and those that hold no release, and why.

    The catalogue forgets the latter, as it never knew files of other types: they are looked at again in every run.
    """
    failures, foreign = [], []
    waiting: deque[Change] = deque()
    for outcome in reader.each(_noted(found, waiting)):
        change = waiting.popleft()
        source = change.file.source
        catalogue.remove_documents(source)
        if isinstance(outcome, NotARelease):
            catalogue.remove_file(source)
            foreign.append(Named(source, outcome.reason))
        elif isinstance(outcome, ReadError):
            _note(catalogue, change, outcome.reason)
            failures.append(Named(source, outcome.reason))
        else:
            for number, (wanted, record) in enumerate(outcome):
                catalogue.put_document(Place(source, number), wanted, record)
            _note(catalogue, change, None)
    return failures, foreign


def _noted(found: Iterable[Change], waiting: deque[Change]) -> Iterator[tuple[Path, str]]:
    """Yield where each file lies, and its name; *waiting* keeps those whose outcome has not come yet."""
    for change in found:
        waiting.append(change)
        yield change.file.path, change.file.source


def _note(catalogue: Catalogue, change: Change, failure: str | None) -> None:
    catalogue.put_file(change.file.source, KnownFile(change.digest, state_after_reading(change.file), failure))


def _write(engine: Engine, catalogue: Catalogue, ids_before: set[str], *, whole: bool) -> None:
    """Give every document its id, and hand the engine what is new to it: everything, unless it is as we left it."""
    documents = catalogue.documents()
    ids = assigned_ids((place, document.wanted) for place, document in documents.items())
    moved = [place for place, document in documents.items() if document.id != ids[place]]
    for place in moved:
        catalogue.give_id(place, ids[place])
    gone = ids_before - set(ids.values())
    if whole or _state(engine) is None or _state(engine) != catalogue.fact(_ENGINE_STATE):
        with engine.writer(replace_all=True) as writer:
            for record in catalogue.records():
                writer.put(from_record(record))
    elif moved or gone:
        with engine.writer() as writer:
            for release_id in gone:
                writer.delete(release_id)
            for place in moved:
                writer.put(from_record(catalogue.record(place)))
    catalogue.note(_ENGINE_STATE, _state(engine) or "")


def _state(engine: Engine) -> str | None:
    """Return what tells one state of the index from another; None for an index that must be made anew."""
    try:
        info = engine.info()
    except (IndexMissing, IndexOutdated, IndexDamaged):
        return None
    return f"{info.generation}/{info.commit}"
