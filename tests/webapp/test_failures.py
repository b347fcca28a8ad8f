import logging

import pytest
from bs4 import BeautifulSoup

from indexer.engines.whoosh.engine import WhooshEngine
from indexer.errors import EngineError, EngineUnavailable, IndexDamaged, IndexLocked, IndexMissing, IndexOutdated
from webapp import SECURITY_HEADERS, create_app

SECRET = "/srv/archive/secret"


class BrokenEngine:
    """An engine whose every method raises *error*: what a full disk or a bug does to the real one."""

    def __init__(self, error):
        self._error = error

    def __getattr__(self, _):
        def broken(*_, **__):
            raise self._error

        return broken


def client_on(error):
    return create_app(BrokenEngine(error)).test_client()


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (IndexMissing(SECRET, "nothing there"), "infopresse index DOSSIER"),
        (IndexOutdated(SECRET, "version 0"), "infopresse index DOSSIER"),
        (IndexDamaged(SECRET, "bad bytes"), "infopresse index DOSSIER --rebuild"),
        (IndexLocked(SECRET, "writing"), "Réessayez"),
        (EngineUnavailable(SECRET, "no route"), "Réessayez"),
        (EngineError(SECRET, "unknown"), "Réessayez"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_index_that_cannot_answer_is_503_and_says_what_to_do(caplog, error, says):
    client = client_on(error)
    with caplog.at_level(logging.ERROR):
        page, problem = client.get("/?q=eau"), client.get("/api/v1/recherche?q=eau")
    assert page.status_code == problem.status_code == 503
    assert says in page.text
    assert says in problem.json["detail"]
    assert problem.mimetype == "application/problem+json"
    assert SECRET not in page.text + problem.text
    assert SECRET in caplog.text


@pytest.mark.parametrize("path", ["/communiques/eaux/x", "/api/v1/communiques/x", "/api/v1/suggestions?q=eau"])
def test_every_door_answers_503_when_the_index_cannot(path):
    assert client_on(EngineError(SECRET, "unknown")).get(path).status_code == 503


def test_a_bug_is_500_in_our_words(caplog):
    client = client_on(ZeroDivisionError(SECRET))
    with caplog.at_level(logging.ERROR):
        page, problem = client.get("/"), client.get("/api/v1/recherche")
    assert page.status_code == problem.status_code == problem.json["status"] == 500
    assert "Erreur du service" in page.text
    assert SECRET not in page.text + problem.text


@pytest.mark.parametrize("path", ["/nulle-part", "/communiques/", "/communiques/inconnu", "/static/nulle-part.css"])
def test_an_unknown_address_is_404_with_a_french_page(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.html["lang"] == "fr"
    assert "introuvable" in page.h1.get_text()
    assert page.select_one("form[role=search]")


@pytest.mark.parametrize("path", ["/api/v1/communiques/inconnu", "/api/v1/nulle-part", "/api/"])
def test_an_unknown_address_of_the_api_is_a_problem(client, path):
    answer = client.get(path)
    assert answer.status_code == answer.json["status"] == 404
    assert answer.mimetype == "application/problem+json"
    assert list(answer.json) == ["type", "title", "status", "detail"]


@pytest.mark.parametrize("path", ["/", "/communiques/divers/note", "/api/v1/recherche", "/api/v1/suggestions"])
def test_writing_is_405_and_says_what_is_allowed(client, path):
    answer = client.post(path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.mimetype == ("application/problem+json" if path.startswith("/api/") else "text/html")


def test_an_empty_archive_says_how_to_index(tmp_path):
    engine = WhooshEngine(tmp_path)
    with engine.writer(replace_all=True):
        pass
    page = create_app(engine).test_client().get("/").text
    engine.close()
    assert "L’archive est vide" in page
    assert "infopresse index DOSSIER" in page


@pytest.mark.parametrize(
    "path",
    ["/", "/?du=x", "/communiques/divers/note", "/static/infopresse.css", "/api/v1/recherche", "/api/v1/x", "/x"],
)
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path, buffered=True).headers
    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_failures_carry_the_security_headers():
    headers = client_on(ZeroDivisionError()).get("/").headers
    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
