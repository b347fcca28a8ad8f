"""A damaged index gives the right answer or says that it is damaged; never another answer."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.conformance import write
from support.drawing import drawn
from support.histories import comparable
from support.queries import NOW, query
from support.releases import ARCHIVE

from indexer.analysis.words import Kind, Term
from indexer.engines.base import Engine
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.errors import IndexDamaged
from indexer.queries import Facet, Sort
from indexer.releases import Zone

TYPED = ("", "énergie OU mer OU port", "ene*", '"code du travail"', "contact:kerléo", "mer -pied", "introuvable")

ASKED: dict[str, Callable[[Engine], object]] = {
    **{f"search {typed}": lambda engine, typed=typed: comparable(engine.search(query(typed))) for typed in TYPED},
    "newest": lambda engine: comparable(engine.search(query("mer", sort=Sort.NEWEST, since=20220101))),
    "oldest": lambda engine: comparable(engine.search(query("", sort=Sort.OLDEST, until=20231231))),
    "selected": lambda engine: comparable(engine.search(query("", selected={Facet.PLACE: ("brest",)}))),
    "zones": lambda engine: comparable(engine.search(query("agence", zones=frozenset({Zone.BOILERPLATE})))),
    "scan": lambda engine: list(engine.scan(query(""))),
    "stems": lambda engine: engine.vocabulary(Kind.STEM, "", at=NOW, limit=1_000),
    "folded": lambda engine: engine.vocabulary(Kind.FOLDED, "m", at=NOW, limit=1_000),
    "accented": lambda engine: engine.vocabulary(Kind.ACCENTED, "é", at=NOW, limit=1_000),
    "forms": lambda engine: engine.forms([Term(Kind.STEM, "energi"), Term(Kind.FOLDED, "maree")]),
    "term counts": lambda engine: engine.term_counts(query("mer"), 1_000),
    "info": lambda engine: engine.info().releases,
    **{f"get {each.id}": lambda engine, each=each: engine.get(each.id, at=NOW) for each in ARCHIVE[1:]},
}


class Whole(NamedTuple):
    """An index before it is damaged: its files of segments, and the answer to everything that is `ASKED`."""

    folder: Path
    files: dict[Path, bytes]
    answers: dict[str, object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """Write `ARCHIVE` in two segments, one with a deleted release."""
    folder = tmp_path_factory.mktemp("index")
    engine = WhooshEngine(folder)
    write(engine, *ARCHIVE[:9])
    write(engine, *ARCHIVE[9:])
    with engine.writer() as writer:
        writer.delete(ARCHIVE[0].id)
    files = {path: path.read_bytes() for path in folder.glob("generations/*/*.arrays")}
    assert len(files) == 2
    answers = {name: ask(engine) for name, ask in ASKED.items()}
    engine.close()
    return Whole(folder, files, answers)


@pytest.fixture
def mended(whole: Whole) -> Iterator[Whole]:
    """Hand the index on, and mend it after the test."""
    yield whole
    for path, content in whole.files.items():
        replaced(path, content)


def replaced(path: Path, content: bytes) -> None:
    """Put a new file in place of *path*: whoever has the old one open keeps it."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def check(whole: Whole) -> int:
    """Assert that everything that is asked is answered rightly or not at all; return how much is not."""
    engine = WhooshEngine(whole.folder)
    refused = 0
    for name, ask in ASKED.items():
        try:
            assert ask(engine) == whole.answers[name], name
        except IndexDamaged as error:
            assert error.location == whole.folder
            refused += 1
    engine.close()
    return refused


@settings(drawn(40), suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_bytes_that_were_changed_are_never_taken_for_an_answer(mended: Whole, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(mended.files)), label="file")
    content = mended.files[path]
    start = data.draw(st.integers(0, len(content) - 1), label="first byte")
    length = data.draw(st.just(1) | st.integers(1, 64) | st.integers(1, len(content)), label="number of bytes")
    kind = data.draw(st.sampled_from(["flipped", "zeros", "ones", "moved"]), label="kind")
    old = content[start : start + length]
    new = {
        "flipped": bytes([old[0] ^ data.draw(st.integers(1, 255), label="mask")]) + old[1:],
        "zeros": bytes(len(old)),
        "ones": b"\xff" * len(old),
        "moved": old[1:] + old[:1],
    }[kind]
    damaged = content[:start] + new + content[start + len(old) :]
    replaced(path, damaged)
    refused = check(mended)
    replaced(path, content)
    assert (refused > 0) == (damaged != content)


@settings(drawn(20), suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_files_that_lack_or_repeat_bytes_are_never_taken_for_an_answer(mended: Whole, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(mended.files)), label="file")
    content = mended.files[path]
    start, stop = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2), label="places"))
    again = data.draw(st.booleans(), label="repeated")
    damaged = content[:stop] + content[start:] if again else content[:start] + content[stop:]
    replaced(path, damaged)
    refused = check(mended)
    replaced(path, content)
    assert (refused > 0) == (damaged != content)


def test_an_index_that_is_mended_answers_again(mended: Whole) -> None:
    for path in mended.files:
        replaced(path, b"")
    assert check(mended) == len(ASKED)
    for path, content in mended.files.items():
        replaced(path, content)
    assert check(mended) == 0
