"""
Whole pages over HTTP: our server with two workers, against an empty page of the same template engine and server.

Clients are processes of their own; latency is that of one client, pages a second are those of several at once. Since
the server keeps the pages that it made, pages are asked for twice over: at addresses that nobody asked for before (a
parameter that means nothing makes them so; the engine knows the words already), and again.
"""

import http.client
import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from unittest.mock import patch
from urllib.parse import urlencode, urlsplit

from flask import Flask

from benchmarks.speed import memory
from benchmarks.speed.peers import OURS
from benchmarks.speed.queries import Asked
from indexer.settings import Settings
from webapp.serving import serve

WORKERS = 2
CLIENTS = 4
_EMPTY = "<!doctype html><html lang=fr><title>{{ title }}</title><body></body></html>"
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Served:
    """Of one kind of pages: the median ms a page to one client, the pages a second to several."""

    median: float
    pages_a_second: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    Our result pages when they are asked for the *first* time and *again*, and the empty page; the most MB that one of
    our workers has in its hands after all of that, and the most that one has alone.
    """

    first: Served
    again: Served
    empty: Served
    resident: float
    private: float


def compared(folder: Path, asked: Sequence[Asked], passes: int) -> Comparison:
    """Serve the index in *folder*, and the empty page beside it; the kinds of pages take turns."""
    site = folder / "site"
    site.mkdir(exist_ok=True)
    with suppress(FileExistsError):
        (site / "engine").symlink_to((folder / OURS).resolve())
    paths = ["/?" + urlencode(each.parameters, doseq=True) for each in asked]
    with (
        _Site(site, is_empty=False) as ours,
        _Site(site, is_empty=True) as empty,
        ProcessPoolExecutor(CLIENTS, mp_context=_SPAWN) as clients,
    ):
        kinds = {
            "first": _Kind(clients, ours.address, lambda: _new(paths)),
            "again": _Kind(clients, ours.address, lambda: paths),
            "empty": _Kind(clients, empty.address, lambda: paths),
        }
        for _ in range(passes):
            for kind in kinds.values():
                kind.take_turn()
        occupied = [(memory.resident(worker), memory.private(worker)) for worker in ours.workers()]
    resident, private = map(max, zip(*occupied, strict=True))
    return Comparison(**{name: kind.served for name, kind in kinds.items()}, resident=resident, private=private)


def report(found: Comparison) -> str:
    """Return the figures as Markdown, with what was wished for."""
    empty = found.empty
    return "\n".join(
        [
            f"### Over HTTP, {WORKERS} workers",
            "",
            "| | median ms | pages/s |",
            "| --- | ---: | ---: |",
            _line("result pages, the first time", found.first),
            _line("result pages, again", found.again),
            _line("empty page", empty),
            f"| wished for | at most {1.5 * empty.median + 1:.2f} | at least {empty.pages_a_second * 2 / 3:.0f} |",
            "",
            f"A worker after that: {found.resident:.0f} MB resident, {found.private:.0f} MB of them its own.",
        ]
    )


def _line(name: str, served: Served) -> str:
    return f"| {name} | {served.median:.2f} | {served.pages_a_second:.0f} |"


class _Kind:
    """One kind of pages, at *address*; *paths* are those to ask for in one go."""

    def __init__(self, clients: ProcessPoolExecutor, address: str, paths: Callable[[], Sequence[str]]) -> None:
        self._clients = clients
        self._address = address
        self._paths = paths
        self._times: list[float] = []
        self._rates: list[float] = []

    @property
    def served(self) -> Served:
        """What was measured."""
        return Served(median(self._times), median(self._rates))

    def take_turn(self) -> None:
        """Ask once alone and once with several clients, after some rounds that fill the caches of all workers."""
        for _ in range(2 * WORKERS):  # who gets which request is chance
            self._at_once()
        self._times += self._clients.submit(_fetched, self._address, self._paths()).result()
        self._rates.append(self._at_once())

    def _at_once(self) -> float:
        """Return the pages a second to several clients that each ask for all paths."""
        start = time.perf_counter()
        fetched = [self._clients.submit(_fetched, self._address, self._paths()) for _ in range(CLIENTS)]
        pages = sum(len(each.result()) for each in fetched)
        return pages / (time.perf_counter() - start)


class _Site:
    """A server in a process of its own, at *address*."""

    def __init__(self, index: Path, *, is_empty: bool) -> None:
        here, there = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(index, is_empty, there))
        self._process.start()
        self.address: str = here.recv()

    def workers(self) -> list[int]:
        """Return the numbers of the processes that answer."""
        number = self._process.pid
        return [int(each) for each in Path(f"/proc/{number}/task/{number}/children").read_text("ascii").split()]

    def __enter__(self) -> "_Site":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()


def _serve(index: Path, is_empty: bool, there: Connection) -> None:
    def start() -> None:
        serve(Settings(index), host="127.0.0.1", port=0, workers=WORKERS, watch=False, announce=there.send)

    if is_empty:  # the one way to have all settings of the server in common, whatever they become
        with patch("webapp.serving.create_app", lambda _: _empty_app()):
            start()
    else:
        start()


def _empty_app() -> Flask:
    app = Flask(__name__)
    template = app.jinja_env.from_string(_EMPTY)

    @app.get("/")
    def empty() -> str:
        return template.render(title="Vide")

    return app


_numbers = count()


def _new(paths: Sequence[str]) -> list[str]:
    """Return *paths*, each with something that was never asked before and changes nothing."""
    return [f"{path}&jamais={next(_numbers)}" for path in paths]


def _fetched(address: str, paths: Sequence[str]) -> list[float]:
    """Return the ms of each page, asked for one after the other over a connection that is kept where it can be."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port)
    times = []
    for path in paths:
        start = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        times.append((time.perf_counter() - start) * 1000)
        if response.status != http.client.OK:
            raise RuntimeError(f"{address}{path}: status {response.status}")
    connection.close()
    return times
