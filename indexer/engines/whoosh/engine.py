"""The engine contract on a folder: see `indexer.engines.base`."""

import datetime
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import LockBase, try_for

from indexer import analysis
from indexer.analysis.words import Kind, Term
from indexer.engines.base import IndexInfo
from indexer.engines.scoring import ROUNDING
from indexer.engines.whoosh import codec, commits, generations
from indexer.engines.whoosh.damage import damage_named
from indexer.engines.whoosh.evaluator import evaluate
from indexer.engines.whoosh.instants import microseconds
from indexer.engines.whoosh.moves import moves_of
from indexer.engines.whoosh.selection import Selected, counts, in_order, page, selected
from indexer.engines.whoosh.snapshot import Place, Snapshot, opened
from indexer.engines.whoosh.terms import frequent_stems, frequent_terms, visible_spellings
from indexer.engines.whoosh.writing import Batch
from indexer.errors import EngineError, IndexDamaged, IndexLocked, IndexMissing, ReleaseMoved, ReleaseNotFound
from indexer.expressions.tree import Everything
from indexer.queries import Query
from indexer.releases import Release
from indexer.results import Match, Matches, TermCount

_PATIENCE = 10.0
_ATTEMPTS = 3
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class _Opened:
    """
    One commit of one generation, opened; *made* is when it was written, in nanoseconds since 1970. As long as the
    folder has the *stamp* (see `generations.stamp`), it is the newest.
    """

    generation: str
    commit: int
    made: int
    stamp: tuple[int, ...] | None
    snapshot: Snapshot


class WhooshEngine:
    """
    An index of releases in *folder*, which is made by the first block of writing. Usable from several threads. A block
    is analysed in *processes* processes when it is large.
    """

    def __init__(self, folder: Path, *, processes: int = 1) -> None:
        self._folder = folder
        self._processes = processes
        self._lock = Lock()
        self._opened: _Opened | None = None

    def search(self, query: Query) -> Matches:
        """See `Engine.search`."""
        with damage_named(self._folder):
            snapshot = self._newest().snapshot
            found = _selected(snapshot, query)
            start = (query.page - 1) * query.size
            return Matches(
                total=sum(each.number for each in found),
                page=tuple(
                    Match(snapshot.shown(place), score / ROUNDING)
                    for place, score in page(snapshot, found, query.sort, start, start + query.size)
                ),
                facets=counts(snapshot, found, query.filters, microseconds(query.at)),
            )

    def get(self, release_id: str, *, at: datetime.datetime) -> Release:
        """See `Engine.get`."""
        with damage_named(self._folder):
            snapshot = self._newest().snapshot
            place = snapshot.visible(release_id, microseconds(at))
            if place is not None:
                return snapshot.release(place)
            moved_to = snapshot.moved_to(release_id, microseconds(at))
            raise ReleaseMoved(release_id, moved_to) if moved_to is not None else ReleaseNotFound(release_id)

    def scan(self, query: Query) -> Iterator[Release]:
        """See `Engine.scan`."""
        with damage_named(self._folder):
            snapshot = self._newest().snapshot
            found = _selected(snapshot, query)
            places = in_order(snapshot, found, query.sort, sum(each.number for each in found))
        return self._releases(snapshot, places)

    def vocabulary(self, kind: Kind, prefix: str, *, at: datetime.datetime, limit: int) -> tuple[TermCount, ...]:
        """See `Engine.vocabulary`."""
        with damage_named(self._folder):
            return frequent_terms(self._newest().snapshot, kind, prefix, microseconds(at), limit)

    def forms(self, terms: Iterable[Term], *, at: datetime.datetime | None = None) -> Mapping[Term, tuple[str, ...]]:
        """See `Engine.forms`."""
        with damage_named(self._folder):
            snapshot = self._newest().snapshot
            if at is None:
                return {term: snapshot.spellings(term) for term in terms}
            return {term: visible_spellings(snapshot, term, microseconds(at)) for term in terms}

    def term_counts(self, query: Query, limit: int) -> tuple[TermCount, ...]:
        """See `Engine.term_counts`."""
        with damage_named(self._folder):
            snapshot = self._newest().snapshot
            return frequent_stems(snapshot, _selected(snapshot, query), limit)

    def state(self, at: datetime.datetime) -> str:
        """See `Engine.state`. The time of a commit tells it from one of the same number, made after a new start."""
        opened = self._newest()
        passed = opened.snapshot.embargoes_passed(microseconds(at))
        return f"{opened.generation}-{opened.commit}-{opened.made:x}-{passed}"

    def info(self) -> IndexInfo:
        """See `Engine.info`."""
        opened = self._newest()
        return IndexInfo(
            releases=opened.snapshot.number,
            generation=opened.generation,
            commit=opened.commit,
            format_version=codec.FORMAT_VERSION,
            analysis_version=analysis.VERSION,
        )

    @contextmanager
    def writer(self, *, replace_all: bool = False) -> Iterator[Batch]:
        """See `Engine.writer`."""
        lock = self._acquired()
        try:
            generation, listed, number = self._begun(anew=replace_all)
            with Batch(generations.path(self._folder, generation), number, listed, self._processes) as batch:
                yield batch
                if batch.is_used or replace_all:
                    with damage_named(self._folder):
                        batch.commit()
                    if number == 1:
                        generations.publish(self._folder, generation)
                        generations.sweep(self._folder, keep=generation)
        finally:
            lock.release()

    def empty_caches(self) -> None:
        """Forget what was read for queries; files stay open."""
        with self._lock:
            if self._opened:
                self._opened.snapshot.remembered.forget()

    def close(self) -> None:
        """See `Engine.close`."""
        with self._lock:
            self._opened = None

    def _acquired(self) -> LockBase:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = FileStorage(str(self._folder)).lock("writer_LOCK")
            is_free = try_for(lock.acquire, timeout=_PATIENCE)
        except OSError as error:
            raise EngineError(self._folder, f"cannot be written: {error.strerror}; name another --index") from error
        if not is_free:
            raise IndexLocked(self._folder, "another process is writing; wait for it to end and run again")
        return lock

    def _begun(self, *, anew: bool) -> tuple[str, tuple[commits.Listed, ...], int]:
        """Return the generation to write to, its segments, and the number of the commit to make; *anew*: a new one."""
        try:
            generation = None if anew else generations.current(self._folder)
        except IndexMissing:
            generation = None
        if generation is None:
            return generations.begin(self._folder), (), 1
        with damage_named(self._folder):
            generations.check_versions(self._folder, generation)
            folder = generations.path(self._folder, generation)
            commit = commits.latest_commit(folder)
            listed = commits.read_commit(folder, commit)
            commits.sweep(folder, commit, listed)
            return generation, listed, commit + 1

    def _releases(self, snapshot: Snapshot, places: Iterator[tuple[Place, int]]) -> Iterator[Release]:
        with damage_named(self._folder):
            for place, _ in places:
                yield snapshot.release(place)

    def _newest(self) -> _Opened:
        """Return the newest commit, opened. It may vanish between being named and being opened: then try again."""
        with self._lock:
            for attempt in range(_ATTEMPTS):
                try:
                    opened = self._opened
                    if opened is None or opened.stamp is None or opened.stamp != self._stamp(opened):
                        opened = self._opened = self._reopened()
                    return opened
                except FileNotFoundError as error:
                    if attempt == _ATTEMPTS - 1:
                        raise IndexDamaged(self._folder, f"{error}; {generations.REPAIR}") from error
                    time.sleep(_PAUSE)
            raise AssertionError("unreachable")

    def _stamp(self, opened: _Opened) -> tuple[int, ...] | None:
        return generations.stamp(self._folder, opened.generation)

    def _reopened(self) -> _Opened:
        """Return the newest commit, opened; what is open already if that is it."""
        generation = generations.current(self._folder)
        stamp = generations.stamp(self._folder, generation)
        folder = generations.path(self._folder, generation)
        commit = commits.latest_commit(folder)
        made = commits.commit_time(folder, commit)
        known = self._opened
        if known is not None and (known.generation, known.commit, known.made) == (generation, commit, made):
            return replace(known, stamp=stamp)
        return _Opened(generation, commit, made, stamp, self._open(generation, commit))

    def _open(self, generation: str, commit: int) -> Snapshot:
        """Open a commit; segments that are open already are taken over."""
        generations.check_versions(self._folder, generation)
        folder = generations.path(self._folder, generation)
        known = self._opened.snapshot.parts if self._opened and self._opened.generation == generation else ()
        with damage_named(self._folder):
            try:
                return opened(folder, commits.read_commit(folder, commit), known, moves_of(folder, commit))
            except FileNotFoundError as error:
                vanished = error
        raise vanished


def _selected(snapshot: Snapshot, query: Query) -> Sequence[Selected]:
    found = None if isinstance(query.expression, Everything) else evaluate(snapshot, query.expression)
    return selected(snapshot, found, query.filters, microseconds(query.at))
