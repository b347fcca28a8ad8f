"""
What the first reader would otherwise wait for, done before the server's processes part.

Tables of words, the open index, compiled templates and modules that are imported late are then in the memory that all
processes share; with the collector's `freeze` they stay shared, since it writes into each object that it looks at.
"""

import gc
from contextlib import closing
from http import HTTPStatus
from typing import Any
from wsgiref.util import setup_testing_defaults

from flask import Flask
from werkzeug.wsgi import ClosingIterator

_ASKED = (
    ("/", ""),
    ("/", "q=communiqu%C3%A9"),
    ("/", "q=titre%3Ala"),  # French titles have it; all texts would leave 46 MB of freed memory behind
    ("/api/v1/recherche", "q=communiqu%C3%A9"),
    ("/api/v1/suggestions", "q=com"),
)


def warm(app: Flask) -> None:
    """Let *app* answer a few requests of all kinds; none of more than one, where there is no index yet."""
    for path, query in _ASKED:
        if _status(app, path, query) != HTTPStatus.OK:
            return


def share() -> None:
    """Let the processes that are started from now on share all objects of this one for as long as they can."""
    gc.collect()
    gc.freeze()


def _status(app: Flask, path: str, query: str) -> int:
    statuses: list[str] = []
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(environ)

    def start(status: str, *_: object) -> Any:
        statuses.append(status)

    with closing(ClosingIterator(app(environ, start))) as body:
        for _ in body:
            pass
    return int(statuses[0].split()[0])
