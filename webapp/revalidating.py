"""
What an answer depends on besides its address, as its ETag: a reader who has that answer is told so (304), and nothing
is searched. Caches may keep pages, but must ask each time: a text that was removed is never shown from a cache. Nor is
it shown from our own memory of pages, which asks for the same tag.
"""

import datetime
import hashlib
from collections.abc import Callable
from functools import cache, wraps
from http import HTTPStatus
from pathlib import Path
from typing import Concatenate, ParamSpec

from flask import make_response, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

import indexer
from webapp.context import archive

MUST_ASK = "private, no-cache"
_SOURCES = frozenset({".py", ".html", ".css", ".svg"})
_Parts = ParamSpec("_Parts")


def revalidated(
    view: Callable[Concatenate[datetime.datetime, _Parts], ResponseReturnValue],
) -> Callable[_Parts, Response]:
    """
    Let *view* answer only readers whose answer is of another state. It is handed the instant at which it is asked.

    The state is read first: an answer may be newer than its ETag, which costs one answer more, and never older.
    Source: RFC 9110, section 13.1.2. `If-None-Match: *` is left out, it is meant for writing.
    """

    @wraps(view)
    def answer(*args: _Parts.args, **parts: _Parts.kwargs) -> Response:
        now = archive().now
        return _answered(_tag(now), lambda _: make_response(view(now, *args, **parts)))

    return answer


def remembered(view: Callable[Concatenate[datetime.datetime, _Parts], str]) -> Callable[_Parts, Response]:
    """
    As `revalidated`, for a *view* that returns a page of HTML: at one address and for one tag it is made once.

    Not for answers that say how long they took. Of a view that raises nothing is kept.
    """

    @wraps(view)
    def answer(*args: _Parts.args, **parts: _Parts.kwargs) -> Response:
        now = archive().now
        return _answered(_tag(now), lambda tag: Response(_page(tag, lambda: view(now, *args, **parts))))

    return answer


@cache
def software_version() -> str:
    """Return a digest of the sources of both packages: a version's number may be forgotten, they cannot."""
    digest = hashlib.blake2b(digest_size=8)
    for folder in (Path(indexer.__file__).parent, Path(__file__).parent):
        for path in sorted(each for each in folder.rglob("*") if each.suffix in _SOURCES):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _answered(tag: str, made: Callable[[str], Response]) -> Response:
    """Return the answer that is *made* for *tag*, or say that the reader has it."""
    known = request.if_none_match
    if known.contains_weak(tag) and not known.star_tag:
        response = Response(status=HTTPStatus.NOT_MODIFIED)
    else:
        response = made(tag)
    if response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        response.set_etag(tag, weak=True)
    return response


def _page(tag: str, made: Callable[[], str]) -> bytes:
    """Return the page at this address as it was made for *tag*, now if not before."""
    pages, address = archive().pages, (request.path, request.query_string)
    body = pages.get(tag, address)
    if body is None:
        body = made().encode()
        pages.put(tag, address, body)
    return body


def _tag(now: datetime.datetime) -> str:
    state = archive().engine.state(now)
    return hashlib.blake2b(f"{software_version()} {state}".encode(), digest_size=12).hexdigest()
