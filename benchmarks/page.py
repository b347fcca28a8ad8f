"""
Where the time of one request for a page of results goes, beside an empty page of the same application.

    python -m benchmarks.page [FOLDER] [--passes N]

FOLDER, an archive of releases, is indexed in a temporary place first. Every part is timed on its own, then the whole
application through WSGI, without a server; the empty page is rendered by the same templates' environment. Figures are
processor time, so that other programs count little: medians of N passes over each query, in milliseconds; the last line
is the mean over queries.
"""

import argparse
import datetime
import io
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from indexer.archive.catalogue import Catalogue
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.indexing import synchronise
from indexer.queries import Facet
from indexer.records import restored, stored
from indexer.searching import facet_values, search
from webapp import create_app
from webapp.pages.searches import search_page
from webapp.params import search_request

QUERIES = (
    "",
    "q=eau",
    "q=sant%C3%A9+publique",
    "q=plan+climat+%C3%A9nergie",
    "q=%22pour+la%22",
    "q=transport*",
    "q=recherche&du=2010&au=2024",
    "q=agence&annee=2023&annee=2022",
    "q=emploi&page=2&tri=recent",
)
EMPTY = "/vide"


def main() -> None:
    """Print one line a query."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[1])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus"))
    parser.add_argument("--passes", type=int, default=25, help="at least 7")
    options = parser.parse_args()
    with TemporaryDirectory() as place:
        engine, catalogue = open_engine(Path(place, "engine")), Catalogue(Path(place, "catalogue.sqlite"))
        synchronise(engine, catalogue, options.folder)
        catalogue.close()
        print(f"{options.folder}: {engine.info().releases} releases, ms\n")
        _print_table(engine, max(7, options.passes))
        engine.close()


def parts(app: Flask, engine: Engine, query: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """
    Yield the steps of a request by name. *search* is the engine, facets and excerpts; *records* is a part of the
    engine's; all are parts of *whole*, a page that nobody asked for before; *again* is one that is kept.
    """
    now = datetime.datetime.now(datetime.UTC)
    args = Request(EnvironBuilder(query_string=query).get_environ()).args
    asked, problems = search_request(args)
    read = asked.query(now)
    matches = engine.search(read)
    records = [stored(match.release) for match in matches.page]
    found = search(engine, read)
    page = search_page(asked, found, problems)
    template = app.jinja_env.get_template("search.html")
    yield "parameters", lambda: search_request(args)[0].query(now)
    yield "state", lambda: engine.state(now)
    yield "engine", lambda: engine.search(read)
    yield "records", lambda: [restored(record) for record in records]
    yield "facets", lambda: [facet_values(facet, matches, read) for facet in Facet]
    yield "search", lambda: search(engine, read)
    yield "present", lambda: search_page(asked, found, problems)
    yield "template", lambda: template.render(page=page)
    numbers = count()
    yield "whole", lambda: answer(app, "/", f"{query}&jamais={next(numbers)}")
    yield "again", lambda: answer(app, "/", query)
    yield "empty", lambda: answer(app, EMPTY, "")


def answer(app: Flask, path: str, query: str) -> bytes:
    """Return the body that *app* answers to a GET, as a server gets it."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    return b"".join(app(environ, lambda *_: lambda _: None))


def _print_table(engine: Engine, passes: int) -> None:
    app = create_app(engine)
    empty = app.jinja_env.from_string("<!doctype html>\n<html lang=fr><title>{{ title }}</title>")
    app.add_url_rule(EMPTY, view_func=lambda: empty.render(title="Vide"))
    rows = {query: _timed(dict(parts(app, engine, query)), passes) for query in QUERIES}
    names = list(rows[""])
    print(f"{'':32}", *(f"{name:>10}" for name in names), f"{'bytes':>8}")
    for query, row in rows.items():
        print(f"{query:32}", *(f"{row[name]:10.3f}" for name in names), f"{len(answer(app, '/', query)):8}")
    print(f"{'mean':32}", *(f"{mean(row[name] for row in rows.values()):10.3f}" for name in names))


def _timed(steps: dict[str, Callable[[], object]], passes: int) -> dict[str, float]:
    """Return the median of each step, in milliseconds; they take turns, so that a slow moment is everyone's."""
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(passes):
        for name, step in steps.items():
            start = time.thread_time()
            step()
            times[name].append((time.thread_time() - start) * 1000)
    return {name: median(each) for name, each in times.items()}


if __name__ == "__main__":
    main()
