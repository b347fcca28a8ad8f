"""Completion on the real index: words as the archive writes them, never terms."""

import datetime
from collections.abc import Iterator

import pytest

from indexer.engines.whoosh.engine import WhooshEngine
from indexer.releases import Contact, Release
from indexer.suggesting import MOST, suggest

NOW = datetime.datetime(2024, 5, 3, 10, tzinfo=datetime.UTC)
RELEASES = (
    Release(
        "1", "1.txt", "txt", title="ÉNERGIE : LE DÉPISTAGE", body="L’énergie, le dépistage, les hôpitaux et un marché.",
        contacts=(Contact("Émile Noël", "Attaché", "Énergex", ("emile@example.org",)),), boilerplate="Énergumènes",
    ),
    Release("2", "2.txt", "txt", title="L’énergie", body="Le depistage des cancers ; l’énergéticien et le cœur."),
    Release("3", "3.txt", "txt", title="Énergique", body="Un cancer, des cancers ; les marches ; COEUR."),
    Release("4", "4.txt", "txt", title="Énergivore", body="Secret.", embargo=NOW + datetime.timedelta(hours=1)),
    Release("5", "5.txt", "txt", body=" ".join(f"zone{number:02}" for number in range(30))),
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path_factory.mktemp("index"))
    with engine.writer() as writer:
        for release in RELEASES:
            writer.put(release)
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("dépi", ("dépistage",)),  # as written, never the stem
        ("depi", ("dépistage",)),
        ("DEPI", ("dépistage",)),
        ("de\u0301pi", ("dépistage",)),
        ("énerg", ("énergie", "énergéticien", "énergique")),  # the most frequent first
        ("energie", ("énergie",)),
        ("canc", ("cancers", "cancer")),
        ("coe", ("cœur",)),
        ("cœ", ("cœur",)),
        ("march", ("marché", "marches")),
        ("le dépistage du canc", ("cancers", "cancer")),  # the last word goes on
        ("émile", ("émile",)),
        ("", ()),
        ("   ", ()),
        ("é", ()),  # too short
        ("xyz", ()),
        ("énergex", ()),  # an organisation: only with contact:
        ("énergum", ()),  # boilerplate
        ("énergiv", ()),  # under embargo
    ],
)
def test_words_that_go_on_from_what_was_typed(engine: WhooshEngine, typed: str, words: tuple[str, ...]) -> None:
    assert suggest(engine, typed, at=NOW) == words


@pytest.mark.parametrize(
    "typed",
    ["l'énergi", "l’énergi", "L’ÉNERGI", "lʼénergi", "d’énergi", '"énergi', "« énergi", "«énergi", "(énergi", "-énergi",
     "titre:énergi", "eau,énergi", "hydro-énergi"],
)  # fmt: skip
def test_signs_and_articles_before_the_word_do_not_count(engine: WhooshEngine, typed: str) -> None:
    assert "énergie" in suggest(engine, typed, at=NOW)


@pytest.mark.parametrize("typed", ["?!", "((", "**", "\x00\x00", "l’", "d'", "--", "…" * 500, "a" * 5_000])
def test_signs_alone_are_completed_by_nothing(engine: WhooshEngine, typed: str) -> None:
    assert suggest(engine, typed, at=NOW) == ()


def test_an_embargo_ends(engine: WhooshEngine) -> None:
    assert suggest(engine, "énergiv", at=NOW + datetime.timedelta(hours=1)) == ("énergivore",)


def test_there_are_not_too_many(engine: WhooshEngine) -> None:
    assert suggest(engine, "zone", at=NOW) == tuple(f"zone{number:02}" for number in range(MOST))
