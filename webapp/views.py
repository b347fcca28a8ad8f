"""The pages: the search, and one release."""

from flask import Blueprint, render_template, request

from indexer.searching import search
from webapp.context import archive
from webapp.pages.releases import release_page
from webapp.pages.searches import search_page
from webapp.params import search_request

views = Blueprint("views", __name__)


@views.get("/")
def results() -> str:
    """Answer a search. Parameters that cannot be read are named on the page, the others apply."""
    asked, problems = search_request(request.args)
    found = search(archive().engine, asked.query(archive().now))
    return render_template("search.html", page=search_page(asked, found, problems))


@views.get("/communiques/<path:release_id>")
def release(release_id: str) -> str:
    """Show one release; the search of the address is marked in it, and the way back leads to that search."""
    asked, _ = search_request(request.args)
    now = archive().now
    found = archive().engine.get(release_id, at=now)
    return render_template("release.html", page=release_page(found, asked, asked.query(now).expression))
