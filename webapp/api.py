"""The API: the same searches and releases, as JSON. The shapes are those of `indexer.results`."""

import datetime

from flask import Blueprint, jsonify, request
from flask.wrappers import Response

from indexer.results import page_record, release_record
from indexer.searching import release_at, search
from indexer.suggesting import suggest
from webapp.context import archive
from webapp.failures import wrong_parameters
from webapp.params import search_request
from webapp.revalidating import revalidated

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/recherche")
@revalidated
def results(now: datetime.datetime) -> Response:
    """Answer a search; parameters that cannot be read are a problem, named one by one."""
    asked, problems = search_request(request.args)
    if problems:
        return wrong_parameters(problems)
    return jsonify(page_record(search(archive().engine, asked.query(now))))


@api.get("/communiques/<path:release_id>")
@revalidated
def release(now: datetime.datetime, release_id: str) -> Response:
    """Return one release."""
    return jsonify(release_record(release_at(archive().engine, release_id, now)))


@api.get("/suggestions")
@revalidated
def suggestions(now: datetime.datetime) -> Response:
    """Return the words of the archive that go on from `q`."""
    found = suggest(archive().engine, request.args.get("q", ""), at=now)
    return jsonify({"suggestions": list(found)})
