"""
What is said when there is no answer: a French page, or under /api/ a problem in JSON (RFC 9457).

Nobody outside learns of paths or of causes: those go to the log.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, jsonify, make_response, request, url_for
from flask.wrappers import Response
from werkzeug.exceptions import HTTPException

from indexer.errors import (
    EngineError,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    ReleaseMoved,
    ReleaseNotFound,
)
from indexer.requests import Problem
from webapp.formatting import typeset
from webapp.pages.links import query_string
from webapp.params import search_request
from webapp.rendering import rendered

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """What readers are told: an HTTP *status*, what happened, what to do next, and the *command* that helps, if any."""

    status: int
    title: str
    detail: str
    command: str = ""

    @property
    def said(self) -> str:
        """The detail, set in type."""
        return typeset(self.detail)


_NOT_FOUND = Failure(404, "Communiqué introuvable", "Il a pu être retiré ou renommé. Cherchez-le par ses mots.")
_MOVED = Failure(301, "Communiqué déplacé", "Il porte désormais une autre adresse.")
_BY_STATUS: Mapping[int, Failure] = {
    failure.status: failure
    for failure in (
        Failure(400, "Demande incomprise", "L’adresse demandée est mal formée."),
        Failure(404, "Page introuvable", "Rien ne se trouve à cette adresse. Vérifiez-la, ou lancez une recherche."),
        Failure(405, "Méthode refusée", "Cette adresse se lit avec GET seulement."),
        Failure(500, "Erreur du service", "Une erreur imprévue s’est produite ; elle est notée dans le journal."),
    )
}
_BY_ERROR: Mapping[type[EngineError], Failure] = {
    IndexMissing: Failure(
        503,
        "L’archive n’est pas encore indexée",
        "Indexez le dossier des communiqués, puis rechargez cette page :",
        "infopresse index DOSSIER",
    ),
    IndexOutdated: Failure(
        503,
        "L’index est à refaire",
        "Une autre version du logiciel l’a construit. Indexez à nouveau le dossier des communiqués :",
        "infopresse index DOSSIER",
    ),
    IndexDamaged: Failure(
        503,
        "L’index est endommagé",
        "Les communiqués eux-mêmes sont intacts. Reconstruisez l’index :",
        "infopresse index DOSSIER --rebuild",
    ),
    IndexLocked: Failure(503, "L’index est occupé", "Une mise à jour est en cours. Réessayez dans un instant."),
}
_UNAVAILABLE = Failure(503, "Recherche indisponible", "L’index ne répond pas. Réessayez dans un instant.")


def answer_failures(app: Flask) -> None:
    """Let *app* say every failure in our words."""
    app.register_error_handler(ReleaseNotFound, _release_not_found)
    app.register_error_handler(ReleaseMoved, _release_moved)
    app.register_error_handler(EngineError, _engine_error)
    app.register_error_handler(HTTPException, _http_error)


def wrong_parameters(problems: Iterable[Problem]) -> Response:
    """Return the problem that names each parameter that cannot be read."""
    parameters = [{"name": each.parameter, "value": each.value, "reason": each.reason} for each in problems]
    names = ", ".join(dict.fromkeys(each["name"] for each in parameters))
    return _problem(Failure(400, "Paramètres incorrects", f"À corriger : {names}."), {"parameters": parameters})


def _release_not_found(_: ReleaseNotFound) -> Response:
    return _answer(_NOT_FOUND)


def _release_moved(error: ReleaseMoved) -> Response:
    """Lead to the same page of the release under its present id, the search of the address with it."""
    search, _ = search_request(request.args)
    response = _answer(_MOVED)
    response.location = url_for(str(request.endpoint), release_id=error.moved_to) + query_string(search)
    return response


def _engine_error(error: EngineError) -> Response:
    log.error("the index cannot answer: %s", error)
    return _answer(_BY_ERROR.get(type(error), _UNAVAILABLE))


def _http_error(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    unnamed = Failure(status, HTTPStatus(status).phrase, error.description or "")
    response = _answer(_BY_STATUS.get(status, unnamed))
    response.headers.extend([(name, value) for name, value in error.get_headers() if name == "Allow"])
    return response


def _answer(failure: Failure) -> Response:
    if request.path.startswith("/api/"):
        return _problem(failure)
    return make_response(rendered("failure.html", failure), failure.status)


def _problem(failure: Failure, more: Mapping[str, object] | None = None) -> Response:
    detail = f"{failure.said} {failure.command}".strip()
    response = jsonify(
        {"type": "about:blank", "title": failure.title, "status": failure.status, "detail": detail, **(more or {})}
    )
    response.status_code = failure.status
    response.mimetype = "application/problem+json"
    return response
