"""One process an engine, so that memory and caches are its own; and what it can be told to do."""

import datetime
import gc
import multiprocessing
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.speed import archives, memory, spellings
from benchmarks.speed.peers import peer
from benchmarks.speed.queries import Asked
from benchmarks.speed.trees import Untranslatable
from indexer.excerpts import highlighting
from indexer.queries import Query
from indexer.releases import Release
from indexer.requests import decode

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""When every query is asked."""

MEGABYTE = 1_000_000

Counts: TypeAlias = Mapping[str, Mapping[str, int]]
"""How many matches have each value of each facet; those not listed are under « … »."""


@dataclass(frozen=True, slots=True)
class Built:
    """How an index was made: releases a second of this process, its peak in MB, the index's size in MB."""

    releases_a_second: float
    peak: float
    size: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What must be the same for all who have our terms."""

    total: int
    counts: Counts


class Child:
    """A process for one engine on *folder*, told what to do by name, one thing after the other."""

    def __init__(self, name: str, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_obey, args=(theirs, name, folder), name=name)
        self._process.start()

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.send(None)
        self._process.join()

    def built(self, archive: Path) -> Built:
        """Build the index."""
        found: Built = self._told("built", archive)
        return found

    def opened(self, asked: Asked) -> float:
        """Open the index and make a first page; return the ms from nothing to that page."""
        found: float = self._told("opened", asked)
        return found

    def answers(self, asked: Sequence[Asked]) -> list[Answer | None]:
        """Return the answers to queries; None for those that this engine cannot be asked."""
        found: list[Answer | None] = self._told("answers", asked)
        return found

    def timed(self, asked: Sequence[Asked], *, cold: bool) -> list[float | None]:
        """Make each page once; return the ms of each. When *cold*, caches are emptied before each, uncounted."""
        found: list[float | None] = self._told("timed", asked, cold)
        return found

    def serving(self) -> tuple[float, float]:
        """Return resident and private memory, in MB."""
        found: tuple[float, float] = self._told("serving")
        return found

    def _told(self, what: str, *arguments: object) -> Any:
        self._connection.send((what, arguments))
        found = self._connection.recv()
        if isinstance(found, BaseException):
            raise found
        return found


def _obey(connection: Connection, name: str, folder: Path) -> None:
    worker = _Worker(name, folder)
    while (order := connection.recv()) is not None:
        what, arguments = order
        try:
            connection.send(getattr(worker, what)(*arguments))
        except Exception as error:  # the parent raises it
            connection.send(RuntimeError(f"{name}: {what}: {type(error).__name__}: {error}"))


class _Worker:
    """What a child does."""

    def __init__(self, name: str, folder: Path) -> None:
        self._class = peer(name)
        self._folder = folder
        self._peer = self._class(folder)

    def built(self, archive: Path) -> Built:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        releases = _Timed(archives.read(archive))
        start = time.perf_counter()
        self._peer.build(releases)
        seconds = time.perf_counter() - start
        if self._peer.processes == 1:
            seconds -= releases.seconds  # with several, the others work meanwhile
        size = sum(file.stat().st_size for file in self._folder.rglob("*") if file.is_file())
        found = Built(releases.number / seconds, memory.peak(), size / MEGABYTE)
        if self._class.has_our_terms and self._class.needs_spellings:
            shared = archive.with_suffix(spellings.SUFFIX)
            if not shared.exists():
                spellings.write(shared, archives.read(archive))
            (self._folder / spellings.FILE).hardlink_to(shared)
        return found

    def opened(self, asked: Asked) -> float:
        query = _query(asked)
        gc.collect()
        start = time.perf_counter()
        self._peer.open()
        self._peer.page(query)
        return (time.perf_counter() - start) * 1000

    def answers(self, asked: Sequence[Asked]) -> list[Answer | None]:
        return [self._answer(_query(each)) for each in asked]

    def timed(self, asked: Sequence[Asked], cold: bool) -> list[float | None]:
        queries = [_query(each) for each in asked]
        gc.collect()
        return [self._timed(query, cold) for query in queries]

    def serving(self) -> tuple[float, float]:
        return memory.resident(), memory.private()

    def _answer(self, query: Query) -> Answer | None:
        try:
            page = self._peer.page(query)
        except Untranslatable:
            return None
        counts = {
            facet.value: {**{each.value: each.count for each in found.values}, "…": found.others}
            for facet, found in page.facets.items()
        }
        return Answer(page.total, counts)

    def _timed(self, query: Query, cold: bool) -> float | None:
        if cold:
            self._peer.empty_caches()
            highlighting.forget()
        start = time.perf_counter()
        try:
            self._peer.page(query)
        except Untranslatable:
            return None
        return (time.perf_counter() - start) * 1000


class _Timed:
    """Releases, and the *seconds* that it took to read them, which are nobody's fault."""

    def __init__(self, releases: Iterable[Release]) -> None:
        self._releases = iter(releases)
        self.seconds = 0.0
        self.number = 0

    def __iter__(self) -> Iterator[Release]:
        return self

    def __next__(self) -> Release:
        start = time.perf_counter()
        try:
            release = next(self._releases)
        finally:
            self.seconds += time.perf_counter() - start
        self.number += 1
        return release


def _query(asked: Asked) -> Query:
    request, problems = decode(asked.parameters)
    if problems:
        raise ValueError(f"{asked}: {problems}")
    return request.query(NOW)
