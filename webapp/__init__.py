"""
The pages and the API of infopresse, in Flask. Everything works without JavaScript.

    context       what every answer needs: the engine and the clock
    revalidating  ETags: who has an answer already is not answered again
    remembering   the pages that were made already, as long as their ETag holds
    rendering     the templates, compiled
    params        addresses <-> requests, one inverse pair
    views, api    decode, call, present, render: as pages, as JSON
    failures      what is said when there is no answer: pages, or problems in JSON (RFC 9457)
    pages/        everything that a template prints, links included
    formatting    French typography; the HTML of marks and of facet values
    templates/    print values, decide nothing
    static/       one style sheet, one icon
    warming       what a first reader would wait for, done before
    serving       the server behind `infopresse serve`
"""

import datetime
from collections.abc import Callable

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask.wrappers import Response

from indexer.engines.base import Engine
from webapp import context, rendering
from webapp.api import api
from webapp.context import Archive
from webapp.failures import answer_failures
from webapp.remembering import Remembering
from webapp.revalidating import MUST_ASK, tag_of_request
from webapp.views import views

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

STATIC_AGE = datetime.timedelta(days=365)
"""How long browsers keep static files: their addresses change with the software."""


def utc_now() -> datetime.datetime:
    """Return the present instant, aware."""
    return datetime.datetime.now(datetime.UTC)


def create_app(engine: Engine, *, clock: Callable[[], datetime.datetime] = utc_now) -> Flask:
    """Return the application that searches *engine*. *clock* gives the aware instant by which embargoes are judged."""
    app = Flask(__name__)
    app.jinja_environment = rendering.ValuesEnvironment
    app.json = _json(app)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STATIC_AGE
    archive = Archive(engine, clock)
    context.install(app, archive)
    rendering.install(app)
    app.register_blueprint(views)
    app.register_blueprint(api)
    app.after_request(_headed)
    answer_failures(app)
    app.wsgi_app = Remembering(app.wsgi_app, tag_of_request(archive), archive.pages)  # type: ignore[method-assign]
    return app


def _json(app: Flask) -> DefaultJSONProvider:
    """JSON as people read it: letters as they are, keys in our order."""
    provider = DefaultJSONProvider(app)
    provider.ensure_ascii = False
    provider.sort_keys = False
    return provider


def _headed(response: Response) -> Response:
    response.headers.extend(SECURITY_HEADERS)
    response.headers.setdefault("Cache-Control", MUST_ASK)
    return response
