"""Who has an answer already is told so (304), and nothing is searched; who has an older one never is."""

import shutil

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from support.clocks import SECOND
from support.conformance import write
from support.releases import ARCHIVE, EMBARGO, release

from indexer.engines.whoosh.engine import WhooshEngine
from webapp import SECURITY_HEADERS, create_app, revalidating

DOORS = [
    "/",
    "/?q=%C3%A9nergie&lieu=Nantes&page=2",
    "/?du=x",
    "/communiques/2021/eau?q=eau",
    "/api/v1/recherche?q=eau",
    "/api/v1/communiques/2021/eau",
    "/api/v1/suggestions?q=ener",
]


def status(client: FlaskClient, address: str, tag: str) -> int:
    return client.get(address, headers={"If-None-Match": tag}).status_code


@pytest.mark.parametrize("address", DOORS)
def test_the_same_answer_is_not_made_again(own_client, own_engine, monkeypatch, address):
    first = own_client.get(address)
    assert first.status_code == 200
    for name in ("search", "get", "vocabulary"):
        monkeypatch.delattr(WhooshEngine, name)
    again = own_client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("address", DOORS)
@pytest.mark.parametrize("change", ["put", "delete", "rebuild"])
def test_after_a_change_of_the_archive_the_answer_is_made_again(own_client, own_engine, address, change):
    tag = own_client.get(address).headers["ETag"]
    if change == "delete":
        with own_engine.writer() as writer:
            writer.delete("2022/cancer")
    else:
        write(own_engine, *ARCHIVE, release("2024/nouveau"), replace_all=change == "rebuild")
    assert status(own_client, address, tag) == 200
    assert own_client.get(address).headers["ETag"] != tag


def test_a_removed_release_is_gone_for_those_who_have_it_too(own_client, own_engine):
    address = "/communiques/2021/eau"
    tag = own_client.get(address).headers["ETag"]
    with own_engine.writer() as writer:
        writer.delete("2021/eau")
    assert status(own_client, address, tag) == 404


def test_when_an_embargo_passes_the_answer_is_made_again(own_client, clock):
    address = "/?q=barrage"
    before = own_client.get(address)
    assert status(own_client, address, before.headers["ETag"]) == 304
    clock.now = EMBARGO
    after = own_client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Un barrage pour l’estuaire" in BeautifulSoup(after.text, "html.parser").main.get_text()
    clock.now += SECOND
    assert status(own_client, address, after.headers["ETag"]) == 304


def test_a_release_under_embargo_has_no_tag(own_client, clock):
    address = "/communiques/2024/barrage"
    hidden = own_client.get(address)
    assert hidden.status_code == 404
    assert "ETag" not in hidden.headers
    clock.now = EMBARGO
    assert own_client.get(address).status_code == 200


def test_an_index_made_anew_in_an_empty_folder_is_another(tmp_path):
    tags = set()
    for _ in range(2):
        engine = WhooshEngine(tmp_path / "index")
        write(engine, *ARCHIVE)
        tags.add(create_app(engine).test_client().get("/").headers["ETag"])
        engine.close()
        shutil.rmtree(tmp_path / "index")
    assert len(tags) == 2


def test_another_software_makes_its_own_answers(own_client, monkeypatch):
    tag = own_client.get("/").headers["ETag"]
    monkeypatch.setattr(revalidating, "software_version", lambda: "another")
    assert status(own_client, "/", tag) == 200


def test_every_process_gives_the_same_tag(own_client, own_engine, clock):
    other = create_app(own_engine, clock=clock).test_client()
    assert own_client.get("/").headers["ETag"] == other.get("/").headers["ETag"]


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
def test_tags_are_compared_weakly(own_client, known, expected):
    tag = own_client.get("/").headers["ETag"].removeprefix("W/").strip('"')
    assert status(own_client, "/", known.format(tag)) == expected


def test_head_answers_as_get_does_without_a_body(own_client):
    page, head = own_client.get("/?q=eau"), own_client.head("/?q=eau")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == page.headers["ETag"]
    assert own_client.head("/?q=eau", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("address", [*DOORS, "/nulle-part", "/api/v1/recherche?du=x", "/api/v1/communiques/x"])
def test_caches_must_ask_each_time(own_client, address):
    answer = own_client.get(address)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert ("ETag" in answer.headers) == (answer.status_code == 200)
    assert "Vary" not in answer.headers  # nothing depends on a header


def test_not_modified_carries_the_same_headers(own_client):
    answer = own_client.get("/", headers={"If-None-Match": own_client.get("/").headers["ETag"]})
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_an_index_that_cannot_answer_has_no_tag(tmp_path):
    answer = create_app(WhooshEngine(tmp_path / "nowhere")).test_client().get("/", headers={"If-None-Match": '"x"'})
    assert answer.status_code == 503
    assert "ETag" not in answer.headers


def test_static_files_are_kept_and_their_addresses_change_with_the_software(own_client):
    page = BeautifulSoup(own_client.get("/").text, "html.parser")
    for link in page.select("link[href]"):
        assert link["href"].endswith(f"?v={revalidating.software_version()}")
        assert "max-age=31536000" in own_client.get(link["href"], buffered=True).headers["Cache-Control"]
