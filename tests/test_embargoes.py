"""
A release under embargo does not exist until its instant, whoever asks and however; then it is there, and nothing was
indexed again.

All ways to an archive are enumerated: the routes of the application, the methods of the engine's contract, the
commands. One without a case fails a test. To add one, write addresses, calls or arguments whose answers the hidden
release would change. Each case is tried a second before the instant, where the answer must be, byte for byte, that of
an archive that never held the release; and at the instant and a second after, where it must be that of one whose
embargo is long past.
"""

import datetime
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial, partialmethod
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from support.archive_files import AUTUMN, SPRING, write
from support.clocks import SECOND, Clock
from support.queries import query
from support.reference import ReferenceEngine
from support.releases import release
from werkzeug.test import TestResponse

import webapp
from indexer.analysis.words import Kind, Term
from indexer.cli import main
from indexer.engines.base import Engine
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.errors import ReleaseMoved, ReleaseNotFound
from indexer.queries import Facet, Sort
from indexer.reading import releases
from indexer.releases import Contact, Release, Zone
from webapp import create_app, serving
from webapp.remembering import Page

EMBARGO = datetime.datetime(2024, 6, 10, 6, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
LONG_PAST = EMBARGO - datetime.timedelta(days=999)

HIDDEN = release(
    "2024/barrage",
    "Un barrage pour l’estuaire",
    "Le grand barrage protégera le port et la pêche. Hôpital, marée, digue.",
    "2031-06-10",
    subtitle="Dix ans d’ouvrage",
    kind="Avis aux navigateurs",
    place="Lorient",
    issuer="Syndicat de l’estuaire",
    language="br",
    embargo=EMBARGO,
    lead="Le chantier commence.",
    notes="Visite du chantier pour la presse.",
    boilerplate="À propos\n\nLe Syndicat aménage.",
    contacts=(Contact("Gwenn Tanguy", "attachée", "Syndicat"), Contact(emails=("presse@example.org",))),
    near_duplicates=("2024/port",),
)
VISIBLE = (
    release(
        "2024/port",
        "Le port attend son ouvrage",
        "Le PORT, la PECHE et l'hopital. Une marée, un marin, un barrage. Les mareyeurs.",
        "2024-05-02",
        kind="Communiqué de presse",
        place="Brest",
        issuer="Agence du Littoral",
        language="fr",
        contacts=(Contact("Yann Le Goff", emails=("presse@example.org",)),),
        near_duplicates=("2024/barrage", "2023/digue"),
        corrects="2024/barrage",
        other_forms=("2024/port.pdf",),
    ),
    release(
        "2023/digue",
        "La digue tient",
        "La digue protège le port. Un barrage est à l’étude.",
        "2023-09-13",
        kind="Communiqué de presse",
        place="Brest",
        language="fr",
        corrects="2024/port",
        near_duplicates=("2024/port",),
    ),
    release("sans-date", "Note", "Aujourd’hui, une digue sans date."),
)
MOVES = {"ancien/barrage": "2024/barrage", "ancien/port": "2024/port", "plus-ancien/port": "ancien/barrage"}


class Archives(NamedTuple):
    """One archive three times: with the release under embargo, without it, and with its embargo long past."""

    embargoed: Engine
    without: Engine
    freed: Engine


def filled(make: Callable[[str], Engine]) -> Archives:
    """Write the three archives to the engines that *make* makes by name."""
    contents = {
        "embargoed": (*VISIBLE, HIDDEN),
        "without": VISIBLE,
        "freed": (*VISIBLE, replace(HIDDEN, embargo=LONG_PAST)),
    }
    engines = {}
    for name, content in contents.items():
        engines[name] = engine = make(name)
        for each in content:  # a segment each, as far as they are not merged
            with engine.writer() as writer:
                writer.put(each)
        with engine.writer() as writer:
            writer.move(MOVES)
    return Archives(**engines)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archives]:
    """Open the three archives on disk."""
    folder = tmp_path_factory.mktemp("archives")
    found = filled(lambda name: WhooshEngine(folder / name))
    yield found
    for engine in found:
        engine.close()


# Routes

ROUTES: Mapping[str, tuple[str, ...]] = {
    "views.results": (
        "/",
        "/?q=barrage",
        "/?q=p%C3%AAche",
        "/?q=estuaire",
        "/?q=estu*",
        "/?q=%22le+grand+barrage%22",
        "/?q=-port",
        "/?q=SAUF+digue",
        "/?q=contact:tanguy",
        "/?q=lieu:lorient+OU+emetteur:syndicat",
        "/?q=apropos:syndicat",
        "/?q=barrage+estuaire+introuvable&mots=tous",
        "/?q=syndicat&zones=apropos",
        "/?tri=ancien&taille=1&page=4",
        "/?annee=2031",
        "/?mois=2031-06",
        "/?du=2030",
        "/?lieu=Lorient&q=port",
        "/?contact=presse%40example.org",
        "/?contact=Tanguy+Gwenn",
        "/?emetteur=Syndicat+de+l%E2%80%99estuaire",
        "/?type=avis-aux-navigateurs",
        "/?langue=br",
    ),
    "views.release": (
        "/communiques/2024/barrage",
        "/communiques/2024/barrage?q=barrage",
        "/communiques/ancien/barrage?q=barrage",
        "/communiques/plus-ancien/port",
        "/communiques/ancien/port",
        "/communiques/2024/port?q=p%C3%AAche",
        "/communiques/2023/digue",
    ),
    "api.results": (
        "/api/v1/recherche",
        "/api/v1/recherche?q=barrage",
        "/api/v1/recherche?q=estu*&taille=1",
        "/api/v1/recherche?contact=presse%40example.org",
        "/api/v1/recherche?contact=presse%40example.org&lieu=Brest",
        "/api/v1/recherche?annee=2031&annee=2024",
        "/api/v1/recherche?lieu=Lorient",
        "/api/v1/recherche?q=estuaire+introuvable&mots=tous",
    ),
    "api.release": (
        "/api/v1/communiques/2024/barrage",
        "/api/v1/communiques/ancien/barrage",
        "/api/v1/communiques/plus-ancien/port",
        "/api/v1/communiques/2024/port",
        "/api/v1/communiques/2023/digue",
    ),
    "api.suggestions": (
        "/api/v1/suggestions?q=estu",
        "/api/v1/suggestions?q=pe",
        "/api/v1/suggestions?q=ho",
        "/api/v1/suggestions?q=mar",
        "/api/v1/suggestions?q=Tang",
        "/api/v1/suggestions?q=l%27ouv",
    ),
    "static": ("/static/infopresse.css",),
}
"""Addresses by endpoint. Of each endpoint but `static` some answers change at the instant."""

ADDRESSES = [(endpoint, address) for endpoint, addresses in ROUTES.items() for address in addresses]
UNKNOWN = ("2024/barrages", "inconnu", "2024/barrage/2")


class Answer(NamedTuple):
    """What HTTP gives, without what may differ between two archives that are equal: tags, times, and scores."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


def shown(response: TestResponse) -> Answer:
    """Return what is compared of *response*."""
    left_out = ("ETag", "Content-Length", "Date")
    headers = tuple(sorted((name, value) for name, value in response.headers.items() if name not in left_out))
    return Answer(response.status_code, headers, neutral(response.text))


def neutral(text: str) -> str:
    """
    Return *text* without times of answering, and with one instant for the embargo, whenever it was. Without scores: a
    release counts in those of others from the day on that it is stored (see the conformance suite).
    """
    text = re.sub(r'"(took_ms|score)": ?[\d.]+', r'"\1": 0', text)
    return text.replace(LONG_PAST.isoformat(), EMBARGO.isoformat())


class Site(NamedTuple):
    """Clients of the three archives, and the clock that they share."""

    clock: Clock
    embargoed: FlaskClient
    without: FlaskClient
    freed: FlaskClient


@pytest.fixture(scope="module")
def open_site(archives: Archives) -> Site:
    """Make the applications: once, since their templates are compiled."""
    clock = Clock(EMBARGO)
    return Site(clock, *[create_app(engine, clock=clock).test_client() for engine in archives])


@pytest.fixture
def site(open_site: Site) -> Site:
    """Hand on the applications, which remember nothing; it is a second before the instant."""
    open_site.clock.now = EMBARGO - SECOND
    for client in open_site[1:]:
        client.application.extensions["infopresse"].pages.put("", ("/", ""), Page((), b""))
    return open_site


@pytest.fixture(scope="module")
def app(archives: Archives) -> Flask:
    """Make an application, to be asked for its routes."""
    return create_app(archives.embargoed)


def test_every_route_has_a_case(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)


@pytest.mark.parametrize(("endpoint", "address"), ADDRESSES)
def test_every_case_asks_the_route_that_it_is_for(app: Flask, endpoint: str, address: str) -> None:
    assert app.url_map.bind("localhost").match(address.partition("?")[0])[0] == endpoint


@pytest.mark.parametrize("address", [address for _, address in ADDRESSES])
def test_an_answer_tells_of_a_release_from_its_instant_on_and_not_before(site: Site, address: str) -> None:
    for _ in range(2):  # made, and remembered
        assert shown(site.embargoed.get(address, buffered=True)) == shown(site.without.get(address, buffered=True))
    for site.clock.now in (EMBARGO, EMBARGO + SECOND):
        for _ in range(2):
            assert shown(site.embargoed.get(address, buffered=True)) == shown(site.freed.get(address, buffered=True))
    site.clock.now = EMBARGO - SECOND  # set back
    assert shown(site.embargoed.get(address, buffered=True)) == shown(site.without.get(address, buffered=True))


@pytest.mark.parametrize("endpoint", sorted(ROUTES.keys() - {"static"}))
def test_some_answers_of_each_route_change_at_the_instant(site: Site, endpoint: str) -> None:
    before = [shown(site.embargoed.get(address, buffered=True)) for address in ROUTES[endpoint]]
    site.clock.now = EMBARGO
    assert [shown(site.embargoed.get(address, buffered=True)) for address in ROUTES[endpoint]] != before


@pytest.mark.parametrize("address", [address for endpoint, address in ADDRESSES if endpoint != "static"])
def test_no_tag_outlives_the_instant(site: Site, address: str) -> None:
    def known(tag: str | None) -> int:
        return site.embargoed.get(address, buffered=True, headers={"If-None-Match": tag or ""}).status_code

    before = site.embargoed.get(address, buffered=True)
    assert (known(before.headers.get("ETag")) == 304) == (before.status_code == 200)
    site.clock.now = EMBARGO
    after = site.embargoed.get(address, buffered=True)
    assert known(before.headers.get("ETag")) == after.status_code != 304
    assert (known(after.headers.get("ETag")) == 304) == (after.status_code == 200)
    site.clock.now = EMBARGO - SECOND
    assert known(after.headers.get("ETag")) == before.status_code


@pytest.mark.parametrize("address", [address for _, address in ADDRESSES])
def test_head_says_what_get_says(site: Site, address: str) -> None:
    for site.clock.now in (EMBARGO - SECOND, EMBARGO):
        head, get = site.embargoed.head(address, buffered=True), site.embargoed.get(address, buffered=True)
        assert (head.status_code, head.data) == (get.status_code, b"")
        assert shown(head).headers == shown(get).headers


@pytest.mark.parametrize("unknown", UNKNOWN)
@pytest.mark.parametrize("hidden", ["2024/barrage", "ancien/barrage"])
@pytest.mark.parametrize("start", ["/communiques/", "/api/v1/communiques/"])
@pytest.mark.parametrize("headers", [{}, {"If-None-Match": '"x"'}, {"If-None-Match": "*"}, {"Accept": "text/plain"}])
def test_a_hidden_id_answers_as_an_unknown_one(
    site: Site, start: str, hidden: str, unknown: str, headers: dict[str, str]
) -> None:
    for method in ("GET", "HEAD", "POST", "OPTIONS"):
        ours, theirs = (
            site.embargoed.open(start + each, method=method, headers=headers, query_string={"q": "port"})
            for each in (hidden, unknown)
        )
        assert ours.status_code == theirs.status_code
        assert [*ours.headers] == [*theirs.headers]
        assert ours.text.replace(hidden, unknown) == theirs.text


@pytest.mark.parametrize(
    ("at", "corrects", "near_duplicates"),
    [(EMBARGO - SECOND, None, ["2023/digue"]), (EMBARGO, "2024/barrage", ["2024/barrage", "2023/digue"])],
)
def test_a_release_names_no_other_that_is_hidden(
    site: Site, at: datetime.datetime, corrects: str | None, near_duplicates: list[str]
) -> None:
    site.clock.now = at
    record = site.embargoed.get("/api/v1/communiques/2024/port").json
    assert record
    assert (record["corrects"], record["near_duplicates"]) == (corrects, near_duplicates)
    assert record["other_forms"] == ["2024/port.pdf"]  # files of this very release


def test_routes_ask_the_engine_for_nothing_but_what_heeds_embargoes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = set()

    def noted(engine: Engine, name: str, method: Callable[..., Any], *args: Any, **options: Any) -> Any:
        asked.add(name)
        return method(engine, *args, **options)

    for name in methods():
        monkeypatch.setattr(WhooshEngine, name, partialmethod(noted, name, getattr(WhooshEngine, name)))
    for _, address in ADDRESSES:
        site.embargoed.get(address, buffered=True)
    assert asked <= {*ENGINE, "state"}
    assert asked >= {"search", "get", "vocabulary", "state", "forms"}


# The engine

Call = Callable[[Engine, datetime.datetime], object]


def _got(engine: Engine, at: datetime.datetime, *, release_id: str) -> object:
    try:
        return engine.get(release_id, at=at)
    except ReleaseMoved as moved:
        return moved.moved_to
    except ReleaseNotFound:
        return None


def _searched(engine: Engine, at: datetime.datetime, *, typed: str = "", **options: Any) -> object:
    matches = engine.search(query(typed, at=at, **options))
    return matches.total, [match.release for match in matches.page], matches.facets


SELECTED: tuple[Mapping[Facet, tuple[str, ...]], ...] = (
    {Facet.CONTACT: ("presse@example.org",)},
    {Facet.CONTACT: ("presse@example.org", "Tanguy Gwenn")},
    {Facet.CONTACT: ("PRESSE@example.org",), Facet.PLACE: ("Brest", "Lorient")},
    {Facet.YEAR: ("2031", "2024-05")},
    {Facet.YEAR: ("2031-06",)},
    {Facet.LANGUAGE: ("br", "")},
    {Facet.KIND: ("avis-aux-navigateurs",)},
    {Facet.ISSUER: ("Syndicat de l’estuaire",)},
)
ENGINE: Mapping[str, tuple[Call, ...]] = {
    "search": (
        *(partial(_searched, typed=typed) for typed in ("", "barrage", "estu*", '"grand barrage"', "-port", "pêche")),
        *(partial(_searched, selected=selected) for selected in SELECTED),
        *(partial(_searched, sort=sort, size=1, page=2) for sort in Sort),
        partial(_searched, typed="syndicat", zones=frozenset({Zone.BOILERPLATE})),
        partial(_searched, since=20300101),
    ),
    "get": tuple(
        partial(_got, release_id=each)
        for each in ("2024/barrage", "2024/port", "ancien/barrage", "ancien/port", "plus-ancien/port", "inconnu")
    ),
    "scan": tuple(
        lambda engine, at, sort=sort, typed=typed: [*engine.scan(query(typed, sort=sort, at=at))]
        for sort in Sort
        for typed in ("", "barrage", "estuaire")
    ),
    "vocabulary": tuple(
        lambda engine, at, kind=kind, prefix=prefix: engine.vocabulary(kind, prefix, at=at, limit=99)
        for kind in Kind
        for prefix in ("", "p", "estu", "pê")
    ),
    "forms": tuple(
        lambda engine, at, text=text: engine.forms([Term(Kind.FOLDED, text)], at=at)
        for text in ("peche", "hopital", "barrage", "estuaire", "maree")
    ),
    "term_counts": tuple(
        lambda engine, at, typed=typed: engine.term_counts(query(typed, at=at), 99)
        for typed in ("", "barrage", "estuaire")
    ),
}
"""What is asked of each method that tells of releases to readers."""

APART: Mapping[str, str] = {
    "state": "no answer, but what tells answers apart",
    "info": "the number of all that is stored, for administrators: no route asks for it, and it tells of no instant",
    "writer": "writes",
    "close": "ends",
}
"""The other methods, and why what they say need not heed an embargo."""


def methods() -> set[str]:
    """Return the names of the methods of the contract."""
    return {name for name in vars(Engine) if not name.startswith("_")}


@pytest.fixture(scope="module", params=["whoosh", "reference"])
def engines(request: pytest.FixtureRequest, archives: Archives) -> Archives:
    """Hand on the three archives in each engine."""
    return archives if request.param == "whoosh" else filled(lambda _: ReferenceEngine())


CALLS = [(name, number) for name, calls in ENGINE.items() for number in range(len(calls))]


def test_every_method_of_an_engine_has_a_case() -> None:
    assert {*ENGINE} | {*APART} == methods()
    assert not ENGINE.keys() & APART.keys()


@pytest.mark.parametrize(("name", "number"), CALLS)
def test_a_method_tells_of_a_release_from_its_instant_on_and_not_before(
    engines: Archives, name: str, number: int
) -> None:
    call = ENGINE[name][number]
    for at in (EMBARGO - SECOND, EMBARGO - SECOND / 1000):
        assert call(engines.embargoed, at) == call(engines.without, at)
    for at in (EMBARGO, EMBARGO + SECOND):
        assert bare(call(engines.embargoed, at)) == bare(call(engines.freed, at))


@pytest.mark.parametrize("name", sorted(ENGINE))
def test_some_answers_of_each_method_change_at_the_instant(engines: Archives, name: str) -> None:
    before, after = ([call(engines.embargoed, at) for call in ENGINE[name]] for at in (EMBARGO - SECOND, EMBARGO))
    assert before != after


def test_states_are_told_apart_by_the_instant_and_by_nothing_else(engines: Archives) -> None:
    days = [EMBARGO + datetime.timedelta(days=number) for number in (-400, -1, 0, 1, 400)]
    states = [engines.embargoed.state(day) for day in days]
    assert len(set(states)) == 2
    assert states[0] == states[1] == engines.embargoed.state(EMBARGO - SECOND) != states[2] == states[3] == states[4]


def test_info_counts_what_is_stored(engines: Archives) -> None:
    assert engines.embargoed.info().releases == engines.without.info().releases + 1


def bare(answer: object) -> object:
    """Return *answer* with one instant for the embargo, whenever it was."""
    if isinstance(answer, Release):
        return replace(answer, embargo=EMBARGO) if answer.id == HIDDEN.id else answer
    if isinstance(answer, list | tuple):
        return [bare(each) for each in answer]
    return answer


# The command line


class Folders(NamedTuple):
    """An archive of files and its index; the same without the release under embargo; and with one long past."""

    embargoed: Path
    without: Path
    freed: Path

    def file(self, name: str) -> Path:
        return getattr(self, name) / "archive" / "barrage.md"


def run(*arguments: object, at: datetime.datetime) -> str:
    """Run the command line at an instant; return what it prints, without times and places."""
    result = CliRunner().invoke(main, [str(each) for each in arguments], obj=Clock(at))
    assert result.exit_code == 0, result.output
    return re.sub(r"in [\d.]+ s; index in .*", "", neutral(result.output))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Index the three archives of files."""
    root = tmp_path_factory.mktemp("folders")
    found = Folders(root / "embargoed", root / "without", root / "freed")
    for folder, embargo in zip(found, (EMBARGO, None, LONG_PAST), strict=True):
        write(folder, "archive/printemps.txt", SPRING)
        write(folder, "archive/automne.txt", AUTUMN)
        if embargo:
            text = "# Un barrage pour l’étang\n\nLe grand barrage protégera l’étang.\n"
            write(folder, "archive/barrage.md", f"---\nembargo: {embargo.isoformat()}\n---\n{text}")
        run("index", folder / "archive", "--index", folder / "index", at=EMBARGO)
    return found


def check_search(folders: Folders, _: pytest.MonkeyPatch) -> None:
    for asked in (["étang"], ["barrage"], [""], ["barr*", "--json"], ["", "--json", "--tri", "ancien"]):
        for at, twin in ((EMBARGO - SECOND, folders.without), (EMBARGO, folders.freed)):
            ours, theirs = (run("search", *asked, "--index", each / "index", at=at) for each in (folders[0], twin))
            assert ours == theirs
            assert ("Un barrage" in ours) == (at == EMBARGO)


def check_index(folders: Folders, _: pytest.MonkeyPatch) -> None:
    """An administrator's command counts files and quotes none."""
    for at in (EMBARGO - SECOND, EMBARGO):
        said = run("index", folders.embargoed / "archive", "--index", folders.embargoed / "index", at=at)
        assert said.startswith("0 new, 0 changed, 0 removed, 3 unchanged")
        assert "barrage" not in said


def check_info(folders: Folders, _: pytest.MonkeyPatch) -> None:
    """An administrator's command counts what is stored and quotes nothing."""
    before, after = (
        run("info", "--index", folders.embargoed / "index", "--json", at=at) for at in (EMBARGO - SECOND, EMBARGO)
    )
    assert before == after
    assert json.loads(before)["releases"] == 3
    assert "barrage" not in before


def check_read(folders: Folders, _: pytest.MonkeyPatch) -> None:
    """Who has the file has its text: the embargo stands beside it, for whoever hands it on."""
    before, after = (run("read", folders.file("embargoed"), at=at) for at in (EMBARGO - SECOND, EMBARGO))
    assert before == after
    assert json.loads(before)["embargo"] == EMBARGO.isoformat()


def check_check(folders: Folders, _: pytest.MonkeyPatch) -> None:
    """Who has the folder has its files: what is wrong with them is told at any time, without a word of their texts."""
    archive = str(folders.embargoed / "archive")
    before, after = (
        re.sub(r"in [\d.]+ s", "", CliRunner().invoke(main, ["check", archive], obj=Clock(at)).stdout)
        for at in (EMBARGO - SECOND, EMBARGO)
    )
    assert before == after
    assert "barrage.md: no date" in before
    assert "protégera" not in before


def check_serve(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is served is the application whose routes are tried above, by the clock of the machine."""
    served: list[Flask] = []
    monkeypatch.setattr(serving.Server, "run", lambda server: served.append(server.load()))
    assert run("serve", "--index", folders.embargoed / "index", at=EMBARGO - SECOND) == ""
    (app,) = served
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)
    assert app.extensions["infopresse"].clock is webapp.utc_now
    assert abs(webapp.utc_now() - datetime.datetime.now(datetime.UTC)) < 60 * SECOND


COMMANDS: Mapping[str, Callable[[Folders, pytest.MonkeyPatch], None]] = {
    "check": check_check,
    "index": check_index,
    "info": check_info,
    "read": check_read,
    "search": check_search,
    "serve": check_serve,
}


def test_every_command_has_a_case() -> None:
    assert COMMANDS.keys() == main.commands.keys()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_says_nothing_of_a_release_under_embargo(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    COMMANDS[name](folders, monkeypatch)


# Files


@pytest.mark.parametrize("is_in_both", [True, False])
def test_an_embargo_of_one_form_holds_for_the_release_in_every_form(tmp_path: Path, is_in_both: bool) -> None:
    text = "Le grand barrage protégera l’étang et le port de la commune pendant les crues de printemps et d’automne."
    later, sooner = EMBARGO.isoformat(), (EMBARGO - SECOND).isoformat()
    stated = [f"embargo: {sooner}", "place: Brest", "date: 2024-06-10", "kind: Avis"]
    front = "\n".join(stated if is_in_both else stated[1:])
    write(tmp_path, "archive/barrage.md", f"---\n{front}\n---\n\n# Un barrage\n\n{text}\n")
    line = {"id": "barrage", "title": "Un barrage", "text": text, "embargo": later}
    write(tmp_path, "archive/barrage.jsonl", json.dumps(line))
    run("index", tmp_path / "archive", "--index", tmp_path / "index", at=EMBARGO)
    said = [run("search", "", "--json", "--index", tmp_path / "index", at=at) for at in (EMBARGO - SECOND, EMBARGO)]
    assert [[hit["source"] for hit in json.loads(each)["hits"]] for each in said] == [[], ["barrage.md"]]


# Instants in Paris


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-01-15T06:00", "2026-01-15T05:00Z"),  # winter
        ("2026-07-15T06:00", "2026-07-15T04:00Z"),  # summer
        ("2026-07-15", "2026-07-14T22:00Z"),
        ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
        ("2026-03-29T02:30", "2026-03-29T01:30Z"),  # clocks never show it: never too early
        ("2026-03-29T03:00", "2026-03-29T01:00Z"),
        ("2026-10-25T01:59:59", "2026-10-24T23:59:59Z"),
        ("2026-10-25T02:30", "2026-10-25T01:30Z"),  # clocks show it twice: never too early
        ("2026-10-25T03:00", "2026-10-25T02:00Z"),
        ("2026-10-25T02:30+02:00", "2026-10-25T00:30Z"),
        ("2026-07-15T06:00Z", "2026-07-15T06:00Z"),
        ("2026-07-15T00:00-04:00", "2026-07-15T04:00Z"),
    ],
)
def test_an_hour_without_a_zone_is_that_of_paris(tmp_path: Path, written: str, instant: str) -> None:
    path = write(tmp_path, "barrage.md", f"---\nembargo: {written}\n---\n\n# Un barrage\n\nPour l’estuaire.\n")
    at = datetime.datetime.fromisoformat(instant)
    ((_, found),) = releases(path, "barrage.md")
    for engine in (WhooshEngine(tmp_path / "index"), ReferenceEngine()):
        with engine.writer() as writer:
            writer.put(found)
        assert [_got(engine, each, release_id="barrage") is not None for each in (at - SECOND, at, at + SECOND)] == [
            False,
            True,
            True,
        ]
        engine.close()


@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31T23:59:59.999999", "9999-12-31T23:59-12:00"])
def test_an_embargo_at_an_end_of_all_time_is_read(tmp_path: Path, written: str) -> None:
    path = write(tmp_path, "barrage.md", f"---\nembargo: {written}\n---\n\n# Un barrage\n\nPour l’estuaire.\n")
    ((_, found),) = releases(path, "barrage.md")
    assert found.embargo is not None
    assert found.embargo.replace(tzinfo=None) == datetime.datetime.fromisoformat(written).replace(tzinfo=None)
