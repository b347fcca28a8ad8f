"""The engine contract on a folder: see `indexer.engines.base`."""

import datetime
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, FileIndex
from whoosh.util.filelock import LockBase, try_for
from whoosh.writing import SegmentWriter

from indexer import analysis
from indexer.analysis.words import Kind, Term, word_forms
from indexer.engines.base import IndexInfo
from indexer.engines.whoosh import generations, schema
from indexer.engines.whoosh.damage import damage_named
from indexer.engines.whoosh.evaluator import documents_of, evaluate, in_zones
from indexer.engines.whoosh.selection import counts, ordered, selected, visible
from indexer.engines.whoosh.snapshot import Documents, Snapshot, document_number
from indexer.errors import EngineError, IndexDamaged, IndexLocked, IndexMissing, ReleaseNotFound
from indexer.queries import Query
from indexer.releases import SEARCHED_BY_DEFAULT, Release, zone_texts
from indexer.results import Match, Matches, TermCount

_PATIENCE = 10.0
_ATTEMPTS = 3
_PAUSE = 0.05
_COMMIT = re.compile(r"_MAIN_([0-9]+)\.toc")


@dataclass(frozen=True, slots=True)
class _Opened:
    """One commit of one generation, opened."""

    generation: str
    commit: int
    snapshot: Snapshot


class WhooshEngine:
    """An index of releases in *folder*, which is made by the first block of writing. Usable from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._opened: _Opened | None = None

    def search(self, query: Query) -> Matches:
        """See `Engine.search`."""
        snapshot = self._snapshot()
        seen = visible(snapshot, query.at)
        found, counted = selected(snapshot, evaluate(snapshot, query.expression), query.filters, seen)
        documents, scores = ordered(snapshot, found, query.sort)
        page = slice((query.page - 1) * query.size, query.page * query.size)
        return Matches(
            total=len(documents),
            page=tuple(
                Match(snapshot.release(document), float(score))
                for document, score in zip(documents[page], scores[page], strict=True)
            ),
            facets={facet: counts(snapshot, facet, mask, query.filters) for facet, mask in counted.items()},
        )

    def get(self, release_id: str, *, at: datetime.datetime) -> Release:
        """See `Engine.get`."""
        snapshot = self._snapshot()
        document = snapshot.document(release_id)
        if document is None or not visible(snapshot, at)[document]:
            raise ReleaseNotFound(release_id)
        return snapshot.release(document)

    def scan(self, query: Query) -> Iterator[Release]:
        """See `Engine.scan`."""
        snapshot = self._snapshot()
        return (snapshot.release(document) for document in self._matching(snapshot, query))

    def vocabulary(self, kind: Kind, prefix: str, *, at: datetime.datetime, limit: int) -> tuple[TermCount, ...]:
        """See `Engine.vocabulary`."""
        snapshot = self._snapshot()
        seen = visible(snapshot, at)
        counted = Counter(
            {
                term.text: int(np.count_nonzero(seen[documents_of(in_zones(places, SEARCHED_BY_DEFAULT))]))
                for term in snapshot.terms(kind, prefix)
                if len(places := snapshot.occurrences(term))
            }
        )
        return _most_frequent(counted, limit)

    def forms(self, terms: Iterable[Term]) -> Mapping[Term, tuple[str, ...]]:
        """See `Engine.forms`."""
        spellings = self._snapshot().spellings
        return {term: spellings.get(term, ()) for term in terms}

    def term_counts(self, query: Query, limit: int) -> tuple[TermCount, ...]:
        """See `Engine.term_counts`."""
        counted: Counter[str] = Counter()
        for release in self.scan(query):
            texts = (text for zone, text in zone_texts(release) if zone in SEARCHED_BY_DEFAULT)
            counted.update({stem for text in texts for found in word_forms(text) for stem in found.stems})
        return _most_frequent(counted, limit)

    def info(self) -> IndexInfo:
        """See `Engine.info`."""
        opened = self._newest()
        return IndexInfo(
            releases=len(opened.snapshot.live),
            generation=opened.generation,
            commit=opened.commit,
            format_version=schema.FORMAT_VERSION,
            analysis_version=analysis.VERSION,
        )

    @contextmanager
    def writer(self, *, replace_all: bool = False) -> Iterator["Batch"]:
        """See `Engine.writer`."""
        lock = self._acquired()
        try:
            batch = Batch()
            yield batch
            if replace_all:
                self._rebuild(batch)
            elif batch.changes:
                self._update(batch)
        finally:
            lock.release()

    def close(self) -> None:
        """See `Engine.close`."""
        with self._lock:
            if self._opened:
                self._opened.snapshot.close()
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

    def _matching(self, snapshot: Snapshot, query: Query) -> Documents:
        found, _ = selected(snapshot, evaluate(snapshot, query.expression), query.filters, visible(snapshot, query.at))
        return ordered(snapshot, found, query.sort)[0]

    def _latest(self) -> tuple[str, int]:
        """Return the generation and the commit that answer now. Raises FileNotFoundError between two commits."""
        generation = generations.current(self._folder)
        names = generations.path(self._folder, generation).iterdir()
        commits = [int(found[1]) for each in names if (found := _COMMIT.fullmatch(each.name))]
        if not commits:
            raise FileNotFoundError(f"generation {generation} holds no commit")
        return generation, max(commits)

    def _snapshot(self) -> Snapshot:
        return self._newest().snapshot

    def _newest(self) -> _Opened:
        """Return the newest commit, opened. It may vanish between being named and being opened: then try again."""
        with self._lock:
            for attempt in range(_ATTEMPTS):
                try:
                    generation, commit = self._latest()
                    if self._opened is None or (self._opened.generation, self._opened.commit) != (generation, commit):
                        self._opened = _Opened(generation, commit, self._open(generation))
                    return self._opened
                except (FileNotFoundError, EmptyIndexError) as error:
                    if attempt == _ATTEMPTS - 1:
                        raise IndexDamaged(self._folder, f"{error}; {generations.REPAIR}") from error
                    time.sleep(_PAUSE)
            raise AssertionError("unreachable")

    def _open(self, generation: str) -> Snapshot:
        generations.check_versions(self._folder, generation)
        with damage_named(self._folder):
            try:
                return Snapshot(self._index(generation), self._folder)
            except (FileNotFoundError, EmptyIndexError) as error:
                vanished = error
        raise vanished

    def _index(self, generation: str) -> FileIndex:
        return FileIndex(FileStorage(str(generations.path(self._folder, generation))))

    def _rebuild(self, batch: "Batch") -> None:
        """Build a generation aside, check it, publish it."""
        generation = generations.begin(self._folder)
        storage = FileStorage(str(generations.path(self._folder, generation)))
        index = storage.create_index(schema.schema())
        releases = batch.releases
        _commit(index, releases, replaced=())
        built = Snapshot(index.refresh(), self._folder)
        if len(built.live) != len(releases):
            raise EngineError(self._folder, f"{len(releases)} releases were put, {len(built.live)} arrived")
        built.close()
        generations.publish(self._folder, generation)
        generations.sweep(self._folder, keep=generation)

    def _update(self, batch: "Batch") -> None:
        try:
            generation = generations.current(self._folder)
        except IndexMissing:
            self._rebuild(batch)
            return
        with damage_named(self._folder):
            generations.check_versions(self._folder, generation)
            index = self._index(generation)
            with index.reader() as reader:
                replaced = [number for id_ in batch.changes if (number := document_number(reader, id_)) is not None]
        _commit(index, batch.releases, replaced)


class Batch:
    """What a block of writing has gathered: the last call for an id wins."""

    def __init__(self) -> None:
        self.changes: dict[str, Release | None] = {}

    @property
    def releases(self) -> tuple[Release, ...]:
        """The releases to put."""
        return tuple(release for release in self.changes.values() if release is not None)

    def put(self, release: Release) -> None:
        """See `Writer.put`."""
        self.changes[release.id] = release

    def delete(self, release_id: str) -> None:
        """See `Writer.delete`."""
        self.changes[release_id] = None


def _commit(index: FileIndex, releases: Iterable[Release], replaced: Iterable[int]) -> None:
    """Commit *releases* in place of the documents *replaced*; on any error leave the index as it was."""
    writer: SegmentWriter = index.writer(timeout=_PATIENCE)
    try:
        for document in replaced:
            writer.delete_document(document)
        for release in releases:
            writer.add_document(**schema.document(release))
        writer.commit()
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise


def _most_frequent(counted: Counter[str], limit: int) -> tuple[TermCount, ...]:
    found = sorted((-count, text) for text, count in counted.items() if count)
    return tuple(TermCount(text, -count) for count, text in found[:limit])
