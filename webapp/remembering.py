"""
Pages that were made, kept in this process for as long as the archive stays as it is: no page is made twice.

What a page depends on besides its address is its tag (see `revalidating`): pages of one tag are kept at a time, so that
a commit or an embargo that passes forgets them all. They are given before Flask hears of the request, which takes as
long as the rest of the work.
"""

import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeAlias
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wsgi import ClosingIterator

MOST_BYTES = 4_000_000
_OWN_SIZE = 2000  # of an entry: its headers, its place among the others and its objects
_LARGEST_SHARE = 8  # a page that would drive out more than an eighth of the others is not kept
_OK = "200 OK"

Address: TypeAlias = tuple[str, str]
"""A path and a query string, as WSGI has them."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is sent: all headers, and the body."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


class Pages:
    """
    Pages by address, at most *most* bytes of them; those not asked for longest are forgotten first. Usable from several
    threads.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._taken = 0
        self._tag = ""
        self._pages: OrderedDict[Address, Page] = OrderedDict()
        self._lock = Lock()

    @property
    def taken(self) -> int:
        """The bytes that are in use."""
        return self._taken

    def get(self, tag: str, address: Address) -> Page | None:
        """Return the page at *address* that was made for *tag*, if it is kept."""
        with self._lock:
            page = self._pages.get(address) if tag == self._tag else None
            if page is not None:
                self._pages.move_to_end(address)
            return page

    def put(self, tag: str, address: Address, page: Page) -> None:
        """Keep the page at *address*; those of another tag are forgotten."""
        size = _size(address, page)
        with self._lock:
            if tag != self._tag:
                self._pages.clear()
                self._taken, self._tag = 0, tag
            if address in self._pages or size * _LARGEST_SHARE > self._most:
                return
            self._pages[address] = page
            self._taken += size
            while self._taken > self._most:
                self._taken -= _size(*self._pages.popitem(last=False))


class Remembering:
    """
    A WSGI application: *app*, of which the pages with a tag are kept and given again as long as *tag*, which is handed
    each request, returns the same. Where it returns None, *app* says why.

    Answers in JSON are not kept: they say how long they took. Nor are failures: they have no tag.
    """

    def __init__(self, app: WSGIApplication, tag: Callable[[WSGIEnvironment], str | None], pages: Pages) -> None:
        self._app = app
        self._tag = tag
        self._pages = pages

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; who has a page already is told so by *app*."""
        tag = self._tag(environ)
        method = environ["REQUEST_METHOD"]
        if tag is None or method not in ("GET", "HEAD") or tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            return self._app(environ, start_response)
        page = self._pages.get(tag, _address(environ))
        if page is None:
            return self._made(tag, environ, start_response)
        start_response(_OK, [*page.headers])
        return [page.body] if method == "GET" else []

    def _made(self, tag: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer, and keep what it says if that is a page."""
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], error: Any = None, /) -> Callable[[bytes], object]:
            started.append((status, headers))
            return start_response(status, headers, error)

        answer = self._app(environ, start)
        if environ["REQUEST_METHOD"] != "GET" or not started or not _is_page(*started[-1], tag):
            return answer
        with closing(ClosingIterator(answer)) as parts:
            body = b"".join(parts)
        self._pages.put(tag, _address(environ), Page(tuple(started[-1][1]), body))
        return [body]


def _address(environ: WSGIEnvironment) -> Address:
    return environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")


def _is_page(status: str, headers: Sequence[tuple[str, str]], tag: str) -> bool:
    """Return whether an answer is a page of HTML that was made for *tag*, as it says itself."""
    named = dict(headers)
    return status == _OK and named.get("ETag") == f'W/"{tag}"' and named["Content-Type"].startswith("text/html")


def _size(address: Address, page: Page) -> int:
    return _OWN_SIZE + sum(map(sys.getsizeof, (*address, page.body)))
