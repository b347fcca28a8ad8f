"""
What an answer depends on besides its address, as its ETag: a reader who has that answer is told so (304), and nothing
is searched. Caches may keep pages, but must ask each time: a text that was removed is never shown from a cache. Nor is
it from our own memory of pages (see `remembering`), which is asked for by the same tag.
"""

import datetime
import hashlib
from collections.abc import Callable
from functools import cache, wraps
from http import HTTPStatus
from pathlib import Path
from typing import Concatenate, NamedTuple, ParamSpec
from wsgiref.types import WSGIEnvironment

from flask import make_response, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

import indexer
from webapp.context import Archive, archive

MUST_ASK = "private, no-cache"
_MOMENT = "infopresse.moment"
_SOURCES = frozenset({".py", ".html", ".css", ".svg"})
_Parts = ParamSpec("_Parts")


class Moment(NamedTuple):
    """When something is asked, and the tag of all answers then."""

    now: datetime.datetime
    tag: str


def tag_of_request(found: Archive) -> Callable[[WSGIEnvironment], str | None]:
    """
    Return what gives a request its moment, before Flask hears of it, and returns the tag: None where there is none.
    """

    def tag(environ: WSGIEnvironment) -> str | None:
        try:
            moment = environ[_MOMENT] = _moment(found)
        except Exception:  # whatever it is: the view meets it again, where Flask lets us say it
            return None
        return moment.tag

    return tag


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
        now, tag = request.environ.get(_MOMENT) or _moment(archive())
        known = request.if_none_match
        if known.contains_weak(tag) and not known.star_tag:
            response = Response(status=HTTPStatus.NOT_MODIFIED)
        else:
            response = make_response(view(now, *args, **parts))
        if response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            response.set_etag(tag, weak=True)
        return response

    return answer


@cache
def software_version() -> str:
    """Return a digest of the sources of both packages: a version's number may be forgotten, they cannot."""
    digest = hashlib.blake2b(digest_size=8)
    for folder in (Path(indexer.__file__).parent, Path(__file__).parent):
        for path in sorted(each for each in folder.rglob("*") if each.suffix in _SOURCES):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _moment(found: Archive) -> Moment:
    now = found.now
    state = found.engine.state(now)
    tag = hashlib.blake2b(f"{software_version()} {state}".encode(), digest_size=12).hexdigest()
    return Moment(now, tag)
