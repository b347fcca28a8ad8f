"""The pages: the search, and one release."""

import datetime

from flask import Blueprint, request

from indexer.searching import corrected, release_at, search
from webapp.context import archive
from webapp.pages.releases import release_page
from webapp.pages.searches import search_page
from webapp.params import search_request
from webapp.rendering import rendered
from webapp.revalidating import revalidated

views = Blueprint("views", __name__)


@views.get("/")
@revalidated
def results(now: datetime.datetime) -> str:
    """Answer a search. Parameters that cannot be read are named on the page, the others apply."""
    asked, problems = search_request(request.args)
    found = search(archive().engine, asked.query(now))
    return rendered("search.html", search_page(asked, found, problems))


@views.get("/communiques/<path:release_id>")
@revalidated
def release(now: datetime.datetime, release_id: str) -> str:
    """Show one release; the search of the address is marked in it, and the way back leads to that search."""
    asked, _ = search_request(request.args)
    found = release_at(archive().engine, release_id, now)
    before = corrected(archive().engine, found, now)
    return rendered("release.html", release_page(found, asked, asked.query(now).expression, before))
