"""Who has an answer already is told so (304), and nothing is searched; who has an older one never is."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from support.conformance import write
from support.releases import ARCHIVE, EMBARGO, release

from indexer.engines.whoosh.engine import WhooshEngine
from webapp import SECURITY_HEADERS, create_app, revalidating

SECOND = datetime.timedelta(seconds=1)
DOORS = [
    "/",
    "/?q=%C3%A9nergie&lieu=Nantes&page=2",
    "/?du=x",
    "/communiques/2021/eau?q=eau",
    "/api/v1/recherche?q=eau",
    "/api/v1/communiques/2021/eau",
    "/api/v1/suggestions?q=ener",
]


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = EMBARGO - SECOND

    def __call__(self) -> datetime.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The clock of the application: a second before an embargo passes."""
    return Clock()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    """An archive of its own for each test."""
    engine = WhooshEngine(tmp_path / "index")
    write(engine, *ARCHIVE)
    yield engine
    engine.close()


@pytest.fixture
def client(engine: WhooshEngine, clock: Clock) -> FlaskClient:
    """A client of the application."""
    return create_app(engine, clock=clock).test_client()


def status(client: FlaskClient, address: str, tag: str) -> int:
    return client.get(address, headers={"If-None-Match": tag}).status_code


@pytest.mark.parametrize("address", DOORS)
def test_the_same_answer_is_not_made_again(client, engine, monkeypatch, address):
    first = client.get(address)
    assert first.status_code == 200
    for name in ("search", "get", "vocabulary"):
        monkeypatch.delattr(WhooshEngine, name)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("address", DOORS)
@pytest.mark.parametrize("change", ["put", "delete", "rebuild"])
def test_after_a_change_of_the_archive_the_answer_is_made_again(client, engine, address, change):
    tag = client.get(address).headers["ETag"]
    if change == "delete":
        with engine.writer() as writer:
            writer.delete("2022/cancer")
    else:
        write(engine, *ARCHIVE, release("2024/nouveau"), replace_all=change == "rebuild")
    assert status(client, address, tag) == 200
    assert client.get(address).headers["ETag"] != tag


def test_a_removed_release_is_gone_for_those_who_have_it_too(client, engine):
    address = "/communiques/2021/eau"
    tag = client.get(address).headers["ETag"]
    with engine.writer() as writer:
        writer.delete("2021/eau")
    assert status(client, address, tag) == 404


def test_when_an_embargo_passes_the_answer_is_made_again(client, clock):
    address = "/?q=barrage"
    before = client.get(address)
    assert status(client, address, before.headers["ETag"]) == 304
    clock.now = EMBARGO
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Un barrage pour l’estuaire" in BeautifulSoup(after.text, "html.parser").main.get_text()
    clock.now += SECOND
    assert status(client, address, after.headers["ETag"]) == 304


def test_a_release_under_embargo_has_no_tag(client, clock):
    address = "/communiques/2024/barrage"
    hidden = client.get(address)
    assert hidden.status_code == 404
    assert "ETag" not in hidden.headers
    clock.now = EMBARGO
    assert client.get(address).status_code == 200


def test_an_index_made_anew_in_an_empty_folder_is_another(tmp_path):
    tags = set()
    for _ in range(2):
        engine = WhooshEngine(tmp_path / "index")
        write(engine, *ARCHIVE)
        tags.add(create_app(engine).test_client().get("/").headers["ETag"])
        engine.close()
        shutil.rmtree(tmp_path / "index")
    assert len(tags) == 2


def test_another_software_makes_its_own_answers(client, monkeypatch):
    tag = client.get("/").headers["ETag"]
    monkeypatch.setattr(revalidating, "software_version", lambda: "another")
    assert status(client, "/", tag) == 200


def test_every_process_gives_the_same_tag(client, engine, clock):
    other = create_app(engine, clock=clock).test_client()
    assert client.get("/").headers["ETag"] == other.get("/").headers["ETag"]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ('W/"{}"', 304),
        ('"{}"', 304),
        ('"other", W/"{}"', 304),
        ('W/"other"', 200),
        ("*", 200),
        ("", 200),
        ('"unclosed', 200),
    ],
)
def test_tags_are_compared_weakly(client, known, expected):
    tag = client.get("/").headers["ETag"].removeprefix("W/").strip('"')
    assert status(client, "/", known.format(tag)) == expected


def test_head_answers_as_get_does_without_a_body(client):
    page, head = client.get("/?q=eau"), client.head("/?q=eau")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == page.headers["ETag"]
    assert client.head("/?q=eau", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("address", [*DOORS, "/nulle-part", "/api/v1/recherche?du=x", "/api/v1/communiques/x"])
def test_caches_must_ask_each_time(client, address):
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert ("ETag" in answer.headers) == (answer.status_code == 200)
    assert "Vary" not in answer.headers  # nothing depends on a header


def test_not_modified_carries_the_same_headers(client):
    answer = client.get("/", headers={"If-None-Match": client.get("/").headers["ETag"]})
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_an_index_that_cannot_answer_has_no_tag(tmp_path):
    answer = create_app(WhooshEngine(tmp_path / "nowhere")).test_client().get("/", headers={"If-None-Match": '"x"'})
    assert answer.status_code == 503
    assert "ETag" not in answer.headers


def test_static_files_are_kept_and_their_addresses_change_with_the_software(client):
    page = BeautifulSoup(client.get("/").text, "html.parser")
    for link in page.select("link[href]"):
        assert link["href"].endswith(f"?v={revalidating.software_version()}")
        assert "max-age=31536000" in client.get(link["href"], buffered=True).headers["Cache-Control"]
