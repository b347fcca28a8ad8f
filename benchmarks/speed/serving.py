"""
Whole pages over HTTP: our server with two workers, against an empty page of the same template engine and server.

Clients are processes of their own; latency is that of one client, pages a second are those of several at once.
"""

import http.client
import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from unittest.mock import patch
from urllib.parse import urlencode, urlsplit

from flask import Flask

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
    """Of one site: the median ms a page to one client, the pages a second to several."""

    median: float
    pages_a_second: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our result pages, and the empty page."""

    ours: Served
    empty: Served


def compared(folder: Path, asked: Sequence[Asked], passes: int) -> Comparison:
    """Serve the index in *folder*, and the empty page beside it; the two take turns."""
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
        addresses = (ours.address, empty.address)
        for address in addresses:
            _at_once(clients, address, paths)  # caches are filled
        times: dict[str, list[float]] = {address: [] for address in addresses}
        rates: dict[str, list[float]] = {address: [] for address in addresses}
        for _ in range(passes):
            for address in addresses:
                times[address] += clients.submit(_fetched, address, paths).result()
                rates[address].append(_at_once(clients, address, paths))
    found = [Served(median(times[address]), median(rates[address])) for address in addresses]
    return Comparison(*found)


def report(found: Comparison) -> str:
    """Return the figures as Markdown, with what was wished for."""
    ours, empty = found.ours, found.empty
    return "\n".join(
        [
            f"### Over HTTP, {WORKERS} workers",
            "",
            "| | median ms | pages/s |",
            "| --- | ---: | ---: |",
            f"| result pages | {ours.median:.2f} | {ours.pages_a_second:.0f} |",
            f"| empty page | {empty.median:.2f} | {empty.pages_a_second:.0f} |",
            f"| wished for | at most {1.5 * empty.median + 1:.2f} | at least {empty.pages_a_second * 2 / 3:.0f} |",
        ]
    )


class _Site:
    """A server in a process of its own, at *address*."""

    def __init__(self, index: Path, *, is_empty: bool) -> None:
        here, there = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(index, is_empty, there))
        self._process.start()
        self.address: str = here.recv()

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


def _at_once(clients: ProcessPoolExecutor, address: str, paths: Sequence[str]) -> float:
    """Return the pages a second to several clients that each ask for all *paths*."""
    start = time.perf_counter()
    fetched = [clients.submit(_fetched, address, paths) for _ in range(CLIENTS)]
    pages = sum(len(each.result()) for each in fetched)
    return pages / (time.perf_counter() - start)


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
