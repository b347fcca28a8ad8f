"""
The write path: files -> documents -> releases -> index, for what changed since the last run.

    archive.changes     which files are new, changed, removed
    reading             the releases of each of them
    archive.judging     what only the whole archive tells
    synchronise         one run, all or nothing: the catalogue's transaction ends after the engine's commit
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer import extraction
from indexer.archive import facts, resolving
from indexer.archive.catalogue import Catalogue, KnownFile
from indexer.archive.changes import Change, Changes, Named, changes
from indexer.archive.deciding import FOLDER, Decisions, read_decisions
from indexer.archive.facts import facts_of
from indexer.archive.files import found_files, state_after_reading
from indexer.archive.identity import Place
from indexer.archive.judging import judged, note_changes
from indexer.archive.permalinks import Permalinks, moved_ids, renamed_files
from indexer.archive.resolving import Judgement, applied
from indexer.engines.base import Engine
from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated, NotARelease, ReadError, RemovalsRefused
from indexer.reading import Reader
from indexer.records import from_record

Follow = Callable[[Sequence[Change]], Iterable[Change]]
"""Hands on what it is given, one by one: the command line shows its progress that way."""

_WORTH_SHARING = 100
"""Files from which on processes to read them are worth their start."""

_ENGINE_STATE = "engine"
_EXTRACTION = "extraction"
_RESOLVING = "resolving"
_FOLDER = "folder"


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


def synchronise(
    engine: Engine,
    catalogue: Catalogue,
    folder: Path,
    *,
    state: Path | None = None,
    rebuild: bool = False,
    allow_removals: bool = False,
    processes: int = 1,
    follow: Follow = iter,
) -> Report:
    """
    Make *engine* hold the releases of *folder* as it is now; with *rebuild*, read every file again. Where many are to
    be read, *processes* share them.

    People's decisions are read in the folder *state*, by default in the archive's own (see `deciding`), and which files
    were renamed is added there (see `permalinks`). One bad file never stops the rest. Raises `RemovalsRefused` when
    more than half of the known files are gone (unless *allow_removals*) and were not renamed, `IndexLocked` while
    another run lasts, `SettingsError` for a folder that cannot be listed and for decisions that are not understood;
    then nothing has changed.
    """
    start = time.perf_counter()
    decisions = read_decisions(folder, state)
    with catalogue.run():
        links = Permalinks(catalogue, state or folder / FOLDER)
        known, ids = catalogue.files(), catalogue.ids()
        found = changes(found_files(folder), known, again=rebuild or not _is_read_alike(catalogue))
        renamed = renamed_files({source: file.digest for source, file in known.items()}, found.digests(known))
        if not allow_removals:
            _refuse_losses(found, known, renamed)
        failures, foreign = _take_in(catalogue, found, follow, processes)
        is_same = not found.removed and not _is_something(found.to_read, foreign)
        if not is_same or not _is_as_left(engine, catalogue, decisions, links):
            judgements = judged(catalogue, decisions)
            edited = {change.file.source for change in found.to_read if not change.is_same} - renamed.keys()
            stayed = {place: former for place, former in ids.items() if place.source not in edited}
            now = _ids(judgements)
            links.add(moved_ids(stayed, now, renamed), set(now.values()))
            _write(engine, catalogue, judgements, links, set(ids.values()), whole=rebuild)
        catalogue.note(_RESOLVING, _resolving_version(decisions))
        catalogue.note(_EXTRACTION, _extraction_version())
        catalogue.note(_FOLDER, str(folder.resolve()))
    return _report(found, failures, foreign, time.perf_counter() - start)


def _refuse_losses(found: Changes, known: Mapping[str, KnownFile], renamed: Mapping[str, str]) -> None:
    """Raise `RemovalsRefused` when more than half of the *known* files are gone and were not *renamed*."""
    lost = [source for source in found.removed if renamed.get(source, source) in known]
    if 2 * len(lost) > len(known):
        raise RemovalsRefused(len(lost), len(known))


def _take_in(catalogue: Catalogue, found: Changes, follow: Follow, processes: int) -> tuple[list[Named], list[Named]]:
    """Bring the catalogue up to date; return the files that failed and those that hold no release, and why."""
    with Reader(processes=processes if len(found.to_read) >= _WORTH_SHARING else 1) as reader:
        failures, foreign = _read_all(catalogue, follow(found.to_read), reader)
    for change in found.touched:
        _note(catalogue, change, change.known.failure if change.known else None)
    for source in found.removed:
        catalogue.remove_file(source)
    return failures, foreign


def _report(found: Changes, failures: Sequence[Named], foreign: Sequence[Named], seconds: float) -> Report:
    unread = {each.path for each in (*failures, *foreign)}
    read = [change for change in found.to_read if change.file.source not in unread]
    return Report(
        new=sum(change.is_new for change in read),
        changed=sum(not change.is_new and not change.is_same for change in read),
        removed=len(found.removed),
        unchanged=found.unchanged + sum(change.is_same for change in read),
        ignored=tuple(sorted((*found.ignored, *foreign), key=lambda each: each.path)),
        failed=tuple(sorted((*found.failed, *failures), key=lambda each: each.path)),
        seconds=round(seconds, 3),
    )


def _read_all(catalogue: Catalogue, found: Iterable[Change], reader: Reader) -> tuple[list[Named], list[Named]]:
    """
    Read files into the catalogue; return those that failed and those that hold no release, and why.

    The catalogue forgets the latter, as it never knew files of other types: they are looked at again in every run.
    """
    failures: list[Named] = []
    foreign: list[Named] = []
    waiting: deque[Change] = deque()
    for outcome in reader.each(_noted(found, waiting)):
        change = waiting.popleft()
        source = change.file.source
        if isinstance(outcome, NotARelease):
            catalogue.remove_file(source)
            foreign.append(Named(source, outcome.reason))
            continue
        catalogue.remove_documents(source)
        if isinstance(outcome, ReadError):
            _note(catalogue, change, outcome.reason)
            failures.append(Named(source, outcome.reason))
            continue
        for number, (wanted, record) in enumerate(outcome):
            catalogue.put_document(facts_of(Place(source, number), wanted, from_record(record)), record)
        _note(catalogue, change, None)
    return failures, foreign


def _is_something(read: Iterable[Change], foreign: Iterable[Named]) -> bool:
    """Say whether any of the files that were *read* is in the catalogue, or was."""
    others = {each.path for each in foreign}
    return any(change.known or change.file.source not in others for change in read)


def _noted(found: Iterable[Change], waiting: deque[Change]) -> Iterator[tuple[Path, str]]:
    """Yield where each file lies, and its name; *waiting* keeps those whose outcome has not come yet."""
    for change in found:
        waiting.append(change)
        yield change.file.path, change.file.source


def _note(catalogue: Catalogue, change: Change, failure: str | None) -> None:
    catalogue.put_file(change.file.source, KnownFile(change.digest, state_after_reading(change.file), failure))


def _ids(judgements: Mapping[Place, Judgement]) -> dict[Place, str]:
    """Return the id of the release that shows each document, in its own form or in another one."""
    found = {place: each.id for place, each in judgements.items()}
    return found | {Place(source, 0): each.id for each in judgements.values() for source in each.other_forms}


def _write(
    engine: Engine,
    catalogue: Catalogue,
    judgements: Mapping[Place, Judgement],
    links: Permalinks,
    ids_before: set[str],
    *,
    whole: bool,
) -> None:
    """Hand the engine the releases and the links that are changed: all, unless it is as we left it."""
    changed = note_changes(catalogue, judgements)
    gone = ids_before - {each.id for each in judgements.values()}
    if whole or not _is_ours(engine, catalogue):
        with engine.writer(replace_all=True) as writer:
            for place, record in catalogue.records():
                if judgements[place].id:
                    writer.put(applied(from_record(record), judgements[place]))
            if links.moves:
                writer.move(links.moves)
    elif changed or gone or not links.are_as_left:
        with engine.writer() as writer:
            for release_id in gone:
                writer.delete(release_id)
            for place in changed:
                if judgements[place].id:
                    writer.put(applied(from_record(catalogue.record(place)), judgements[place]))
            if not links.are_as_left:
                writer.move(links.moves)
    links.leave()
    catalogue.note(_ENGINE_STATE, _state(engine) or "")


def _is_as_left(engine: Engine, catalogue: Catalogue, decisions: Decisions, links: Permalinks) -> bool:
    """Say whether the index is as we left it, and was made by the same rules, decisions and links."""
    is_resolved = catalogue.fact(_RESOLVING) == _resolving_version(decisions)
    return _is_ours(engine, catalogue) and is_resolved and links.are_as_left


def _is_ours(engine: Engine, catalogue: Catalogue) -> bool:
    state = _state(engine)
    return state is not None and state == catalogue.fact(_ENGINE_STATE)


def _is_read_alike(catalogue: Catalogue) -> bool:
    return catalogue.fact(_EXTRACTION) == _extraction_version()


def _extraction_version() -> str:
    """Return what tells whether files would give other records or facts than those that are known."""
    return f"{extraction.VERSION}/{facts.VERSION}"


def _resolving_version(decisions: Decisions) -> str:
    """Return what tells whether the same facts would be judged otherwise than they were."""
    return f"{resolving.VERSION}/{decisions.digest}"


def _state(engine: Engine) -> str | None:
    """Return what tells one state of the index from another; None for an index that must be made anew."""
    try:
        info = engine.info()
    except (IndexMissing, IndexOutdated, IndexDamaged):
        return None
    return f"{info.generation}/{info.commit}"
