"""The addresses of searches and releases, and the links between pages of results."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from indexer.requests import SearchRequest
from indexer.results import release_path
from webapp.formatting import french_number
from webapp.params import arguments

_API = "/api/v1"
_NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Link:
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
    return _with(request, "/")


def first_page(request: SearchRequest) -> SearchRequest:
    """Return *request* from its first page on: a changed search has other pages."""
    return replace(request, page=1)


def page_link(request: SearchRequest, number: int) -> str:
    """Return the address of one page of results."""
    return search_link(replace(request, page=number))


def search_as_json(request: SearchRequest) -> str:
    """Return the address of the same results as JSON."""
    return _with(request, f"{_API}/recherche")


def release_link(release_id: str, request: SearchRequest) -> str:
    """Return the address of a release that remembers the search it was found by."""
    return _with(request, release_path(release_id))


def release_as_json(release_id: str) -> str:
    """Return the address of the same release as JSON."""
    return _API + release_path(release_id)


def pagination(request: SearchRequest, pages: int) -> Pagination | None:
    """Return the links between *pages* pages: the first, the last, those around the current one. None for one page."""
    if pages == 1:
        return None
    current = request.page
    numbers = sorted({1, pages, *range(max(1, current - _NEIGHBOURS), min(pages, current + _NEIGHBOURS) + 1)})
    links: list[PageLink | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number == before + 2:
            links.append(_page(request, number - 1))
        elif number > before + 2:
            links.append(None)
        links.append(_page(request, number))
    return Pagination(
        previous=page_link(request, min(current - 1, pages)) if current > 1 else None,
        next=page_link(request, current + 1) if current < pages else None,
        pages=tuple(links),
    )


def _page(request: SearchRequest, number: int) -> PageLink:
    return PageLink(number, french_number(number), page_link(request, number), number == request.page)


def _with(request: SearchRequest, path: str) -> str:
    pairs = arguments(request)
    return f"{path}?{urlencode(pairs)}" if pairs else path
