"""Every peer of the first table gives the totals and counts of infopresse, on a small archive."""

from pathlib import Path

import pytest

from benchmarks.speed import archives, spellings
from benchmarks.speed.children import NOW
from benchmarks.speed.composing import releases
from benchmarks.speed.peers import OURS, PEERS, missing, peer
from benchmarks.speed.peers.base import Peer
from benchmarks.speed.queries import A_CLASS, CLASSES, HARD_CLASSES, Asked, queries
from benchmarks.speed.trees import Untranslatable, sequences
from indexer.expressions.parsing import parse
from indexer.expressions.tree import Leaf
from indexer.queries import Query
from indexer.requests import decode
from indexer.results import ResultPage

NUMBER = 80
SEED = 5

MORE = (
    "région OU santé ville -emploi",
    "(région OU santé) -ville",
    "région santé ville emploi agence",
    "-région",
    "titre:région",
    '"le projet" énergie',
    "de la",
)
"""Shapes that the classes of the benchmark have not."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> archives.Archive:
    """A small archive."""
    path = tmp_path_factory.mktemp("archive") / "archive.lines"
    return archives.written(path, releases(SEED, nouns=3000), NUMBER)


@pytest.fixture(scope="module")
def asked(archive: archives.Archive) -> tuple[Asked, ...]:
    """The queries of the benchmark, and some of other shapes."""
    more = (Asked("more", {"q": (text,)}) for text in MORE)
    return (*queries(archive, SEED), *queries(archive, SEED, HARD_CLASSES), *more)


@pytest.fixture(scope="module")
def ours(archive: archives.Archive, asked: tuple[Asked, ...]) -> list[ResultPage]:
    """Our pages."""
    engine = built(OURS, archive, archive.path.parent / OURS)
    return [engine.page(query(each)) for each in asked]


def built(name: str, archive: archives.Archive, folder: Path) -> Peer:
    """Return an engine on *archive*, open; the test is skipped where it is not installed."""
    if missing(name):
        pytest.skip(f"{name}: {missing(name)}")
    engine = peer(name)(folder)
    engine.build(archives.read(archive.path))
    spellings.write(engine.folder / spellings.FILE, archives.read(archive.path))
    engine.open()
    return engine


def query(asked: Asked) -> Query:
    """Return what an engine is asked."""
    return decode(asked.parameters)[0].query(NOW)


def test_a_class_has_four_queries_and_most_find_something(asked: tuple[Asked, ...], ours: list[ResultPage]) -> None:
    names = [each.name for each in asked if each.name != "more"]
    assert names == [name for name in (*CLASSES, *HARD_CLASSES) for _ in range(A_CLASS)]
    assert sum(page.total > 0 for page in ours) > 0.9 * len(ours)


def test_the_same_archive_and_seed_give_the_same_queries(archive: archives.Archive) -> None:
    assert queries(archive, SEED) == queries(archive, SEED)


@pytest.mark.parametrize("name", [name for name in PEERS if not name.endswith("-own") and name != OURS])
def test_totals_and_counts_are_ours(
    name: str, archive: archives.Archive, asked: tuple[Asked, ...], ours: list[ResultPage], tmp_path: Path
) -> None:
    engine = built(name, archive, tmp_path)
    compared = 0
    for each, expected in zip(asked, ours, strict=True):
        try:
            page = engine.page(query(each))
        except Untranslatable:
            continue
        assert (page.total, page.facets) == (expected.total, expected.facets), each
        assert len(page.hits) == len(expected.hits), each
        excerpts = {hit.release.id: hit.excerpts for hit in expected.hits}
        assert all(hit.excerpts == excerpts.get(hit.release.id, hit.excerpts) for hit in page.hits), each
        compared += 1
    assert compared >= len(asked) - 3 * A_CLASS - 4
    engine.empty_caches()
    assert engine.page(query(asked[0])).total == ours[0].total
    engine.close()


@pytest.mark.parametrize("name", [name for name in PEERS if name.endswith("-own")])
def test_peers_with_their_own_words_make_pages(
    name: str, archive: archives.Archive, asked: tuple[Asked, ...], tmp_path: Path
) -> None:
    engine = built(name, archive, tmp_path)
    pages = [engine.page(query(each)) for each in asked if each.name in CLASSES]
    assert sum(page.total > 0 for page in pages) > 0.7 * len(pages)
    assert any("</" in excerpt.text for page in pages for hit in page.hits for excerpt in hit.excerpts)
    engine.close()


def test_accents_in_quotes_are_not_handed_to_peers() -> None:
    tree = parse('"marée"').tree
    assert isinstance(tree, Leaf)
    with pytest.raises(Untranslatable, match="accented"):
        sequences(tree.positions)
