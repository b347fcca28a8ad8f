"""The addresses of searches and releases, and the links between pages of results."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus

from indexer.requests import SearchRequest
from indexer.results import release_path
from webapp.formatting import french_number
from webapp.params import arguments

_API = "/api/v1"
_NEIGHBOURS = 2
_quoted = lru_cache(maxsize=1024)(quote_plus)  # the words of a search stand in each of its dozen links


class Link(NamedTuple):
    """A text that leads somewhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of results by its *number*, from 1; *text* is the number as it is read."""

    number: int
    text: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Pagination:
    """The links between pages of results; None among *pages* stands for those that are left out."""

    previous: str | None
    next: str | None
    pages: tuple[PageLink | None, ...]


def search_link(request: SearchRequest) -> str:
    """Return the address of a search."""
    return f"/{query_string(request)}"


def first_page(request: SearchRequest) -> SearchRequest:
    """Return *request* from its first page on: a changed search has other pages."""
    return replace(request, page=1)


def page_link(request: SearchRequest, number: int) -> str:
    """Return the address of one page of results."""
    return _page_link(search_link(first_page(request)), number)


def query_string(request: SearchRequest) -> str:
    """Return the end of an address that says *request*: nothing, or from its « ? » on."""
    pairs = "&".join([f"{name}={_quoted(value)}" for name, value in arguments(request)])
    return f"?{pairs}" if pairs else ""


def search_as_json(request: SearchRequest) -> str:
    """Return the address of the same results as JSON."""
    return f"{_API}/recherche{query_string(request)}"


def release_link(release_id: str, query: str) -> str:
    """Return the address of a release that remembers the search it was found by, *query* (see `query_string`)."""
    return f"{release_path(release_id)}{query}"


def release_as_json(release_id: str) -> str:
    """Return the address of the same release as JSON."""
    return _API + release_path(release_id)


def pagination(request: SearchRequest, pages: int) -> Pagination | None:
    """Return the links between *pages* pages: the first, the last, those around the current one. None for one page."""
    if pages == 1:
        return None
    current, first = request.page, search_link(first_page(request))
    numbers = sorted({1, pages, *range(max(1, current - _NEIGHBOURS), min(pages, current + _NEIGHBOURS) + 1)})
    links: list[PageLink | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number == before + 2:
            links.append(_page(first, number - 1, current))
        elif number > before + 2:
            links.append(None)
        links.append(_page(first, number, current))
    return Pagination(
        previous=_page_link(first, min(current - 1, pages)) if current > 1 else None,
        next=_page_link(first, current + 1) if current < pages else None,
        pages=tuple(links),
    )


def _page(first: str, number: int, current: int) -> PageLink:
    return PageLink(number, french_number(number), _page_link(first, number), number == current)


def _page_link(first: str, number: int) -> str:
    """Return the address of a page of the results that begin at the address *first*."""
    return first if number == 1 else f"{first}{'&' if '?' in first else '?'}page={number}"
