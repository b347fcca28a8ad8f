"""A page is made once for each state of the archive; what is given again is what would be made again, byte for byte."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from support.clocks import SECOND, Clock
from support.conformance import write
from support.releases import ARCHIVE, EMBARGO, release

from indexer.engines.whoosh.engine import WhooshEngine
from webapp import create_app
from webapp.remembering import MOST_BYTES, Page, Pages

PAGES = [
    "/",
    "/?q=%C3%A9nergie&lieu=Nantes&page=2",
    "/?q=eau&taille=3&tri=recent",
    "/?du=x",
    "/?q=%E9%FF",
    "/communiques/2021/eau?q=eau",
]
ADDRESSES = [("/", f"q={number}") for number in range(100)]


def made(length: int, letter: str = "x") -> Page:
    return Page((("Content-Type", "text/html"),), letter.encode() * length)


BODY = made(1000)


@pytest.fixture
def fresh(own_engine: WhooshEngine, clock: Clock):
    """What an application that remembers nothing answers to an address."""
    return lambda address: create_app(own_engine, clock=clock).test_client().get(address)


def forbid_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("search", "get", "vocabulary"):
        monkeypatch.delattr(WhooshEngine, name)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asked_for_again_is_the_same_and_nothing_is_searched(own_client, fresh, monkeypatch, address):
    first, other = own_client.get(address), fresh(address)
    forbid_searches(monkeypatch)
    again = own_client.get(address)
    assert again.status_code == 200
    assert again.data == first.data == other.data
    assert [*again.headers] == [*first.headers] == [*other.headers]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("change", ["put", "delete", "rebuild"])
def test_after_a_change_of_the_archive_every_page_is_made_again(own_client, fresh, own_engine, address, change):
    before = own_client.get(address)
    if change == "delete":
        with own_engine.writer() as writer:
            writer.delete("2022/cancer")
    else:
        new = release("2024/nouveau", title="L’énergie de l’eau", body="L’eau est une énergie.", place="Nantes")
        write(own_engine, *ARCHIVE, new, replace_all=change == "rebuild")
    after = own_client.get(address)
    assert after.data == fresh(address).data
    assert after.headers["ETag"] != before.headers["ETag"]


def test_a_removed_release_is_not_shown_again(own_client, own_engine):
    assert own_client.get("/communiques/2021/eau").status_code == 200
    with own_engine.writer() as writer:
        writer.delete("2021/eau")
    assert own_client.get("/communiques/2021/eau").status_code == 404
    assert b"2021/eau" not in own_client.get("/?q=eau").data


def test_when_an_embargo_passes_pages_are_made_again_and_before_it_nothing_shows(own_client, clock):
    assert b"estuaire" not in own_client.get("/?q=barrage").data
    assert own_client.get("/communiques/2024/barrage").status_code == 404
    clock.now = EMBARGO
    assert b"estuaire" in own_client.get("/?q=barrage").data
    assert own_client.get("/communiques/2024/barrage").status_code == 200
    clock.now -= SECOND  # a clock that is set back
    assert b"estuaire" not in own_client.get("/?q=barrage").data
    assert own_client.get("/communiques/2024/barrage").status_code == 404


def test_another_query_string_is_another_page(own_client, fresh):
    addresses = ["/?q=eau", "/?q=eaux", "/?q=eau&page=2", "/?q=eau&taille=1", "/?q=EAU", "/", "/?q=eau"]
    for address in addresses:
        assert own_client.get(address).data == fresh(address).data


def test_the_same_query_string_of_another_release_is_another_page(own_client, fresh):
    for name in ("2021/eau", "2022/cancer", "2021/eau"):
        assert own_client.get(f"/communiques/{name}?q=eau").data == fresh(f"/communiques/{name}?q=eau").data


def test_head_is_answered_from_a_page_and_is_none_itself(own_client, fresh, monkeypatch):
    assert own_client.head("/?q=eau").data == b""
    page = own_client.get("/?q=eau")
    assert page.data == fresh("/?q=eau").data
    forbid_searches(monkeypatch)
    head = own_client.head("/?q=eau")
    assert (head.status_code, head.data, [*head.headers]) == (200, b"", [*page.headers])


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "PUT"])
def test_other_methods_get_no_page(own_client, method):
    own_client.get("/?q=eau")
    answer = own_client.open("/?q=eau", method=method)
    assert answer.status_code == (200 if method == "OPTIONS" else 405)
    assert b"<article" not in answer.data


def test_who_has_a_remembered_page_is_told_so(own_client):
    page = own_client.get("/?q=eau")
    known = own_client.get("/?q=eau", headers={"If-None-Match": page.headers["ETag"]})
    assert (known.status_code, known.data) == (304, b"")


@pytest.mark.parametrize("known", ['"other"', 'W/"other", "another"', "*", "", '"unclosed'])
def test_who_has_an_older_page_gets_the_remembered_one(own_client, monkeypatch, known):
    page = own_client.get("/?q=eau")
    forbid_searches(monkeypatch)
    again = own_client.get("/?q=eau", headers={"If-None-Match": known})
    assert (again.status_code, again.data, [*again.headers]) == (200, page.data, [*page.headers])


def test_a_page_that_was_made_for_a_reader_of_an_older_one_is_remembered(own_client, monkeypatch):
    page = own_client.get("/?q=eau", headers={"If-None-Match": 'W/"older"'})
    forbid_searches(monkeypatch)
    assert own_client.get("/?q=eau").data == page.data


def test_failures_are_not_remembered(tmp_path):
    engine = WhooshEngine(tmp_path / "later")
    client = create_app(engine).test_client()
    assert client.get("/").status_code == 503
    write(engine, *ARCHIVE[:1])
    assert client.get("/").status_code == 200
    missing = f"/communiques/{ARCHIVE[1].id}"
    assert client.get(missing).status_code == 404
    write(engine, ARCHIVE[1])
    assert client.get(missing).status_code == 200
    engine.close()


def test_the_api_says_how_long_this_search_took(own_client, own_engine, monkeypatch):
    asked = []
    search = WhooshEngine.search
    monkeypatch.setattr(WhooshEngine, "search", lambda self, query: asked.append(query) or search(self, query))
    for _ in range(2):
        assert own_client.get("/api/v1/recherche?q=eau").json["took_ms"] > 0
    assert len(asked) == 2


def test_an_application_remembers_within_its_bounds(own_engine, clock):
    app = create_app(own_engine, clock=clock)
    client, pages = app.test_client(), app.extensions["infopresse"].pages
    sizes = [len(client.get(f"/?q=-eau&page=1&du={1000 + number}").data) for number in range(500)]
    assert sum(sizes) > MOST_BYTES > pages.taken > 0.9 * MOST_BYTES


def test_those_not_asked_for_longest_are_forgotten_first():
    pages = Pages(most=32_000)
    kept = ADDRESSES[:8]
    for address in kept:
        pages.put("a", address, BODY)
    assert pages.get("a", kept[0]) == BODY
    for address in ADDRESSES[10:13]:
        pages.put("a", address, BODY)
    assert pages.taken <= 32_000
    assert pages.get("a", kept[0]) == BODY
    assert pages.get("a", kept[1]) is None


def test_pages_of_another_tag_are_forgotten():
    pages = Pages()
    pages.put("a", ADDRESSES[0], BODY)
    assert pages.get("b", ADDRESSES[0]) is None
    assert pages.get("a", ADDRESSES[0]) == BODY
    pages.put("b", ADDRESSES[1], BODY)
    taken = pages.taken
    assert pages.get("a", ADDRESSES[0]) is None
    pages.put("b", ADDRESSES[1], BODY)
    assert pages.taken == taken < 2 * 3100


def test_a_page_that_would_drive_out_the_others_is_not_kept():
    pages = Pages(most=32_000)
    pages.put("a", ADDRESSES[0], BODY)
    pages.put("a", ADDRESSES[1], made(4000))
    pages.put("a", ("/", "q=" + "x" * 4000), BODY)
    assert pages.get("a", ADDRESSES[1]) is None
    assert pages.get("a", ADDRESSES[0]) == BODY


def test_several_threads_may_ask():
    pages = Pages(most=32_000)

    def turn(number: int) -> None:
        for address in ADDRESSES:
            tag = f"{number // 4 % 2}"
            pages.put(tag, address, made(1000, tag))
            assert pages.get(tag, address) in (None, made(1000, tag))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(turn, range(16)))
    assert pages.taken <= 32_000


def test_several_threads_get_the_pages_that_one_gets(own_engine, clock, fresh):
    app = create_app(own_engine, clock=clock)
    addresses = [f"{address}{'&' if '?' in address else '?'}n={number}" for number in range(12) for address in PAGES]
    alone = {address: fresh(address).data for address in PAGES}
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda address: app.test_client().get(address).data, addresses))
    assert found == [alone[address] for _ in range(12) for address in PAGES]
