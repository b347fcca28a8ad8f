"""The benchmark over HTTP, on a small archive: pages asked for first and again, the empty page, and the workers."""

from itertools import islice
from pathlib import Path

from benchmarks.speed import serving
from benchmarks.speed.composing import releases
from benchmarks.speed.peers import OURS, peer
from benchmarks.speed.queries import Asked


def test_all_kinds_of_pages_are_timed_and_the_workers_weighed(tmp_path: Path) -> None:
    engine = peer(OURS)(tmp_path / OURS)
    engine.build(islice(releases(5, nouns=3000), 20))
    found = serving.compared(tmp_path, [Asked("browse", {}), Asked("browse", {"q": ("projet",)})], passes=1)
    for kind in (found.first, found.again, found.empty):
        assert 0 < kind.median < 1000
        assert kind.pages_a_second > 1
    assert 0 < found.private < found.resident
    report = serving.report(found)
    for line in ("the first time", "again", "empty page", "wished for", "resident"):
        assert line in report


def test_an_address_is_never_asked_for_twice() -> None:
    new = [*serving._new(["/?", "/?q=eau"]), *serving._new(["/?", "/?q=eau"])]
    assert len(set(new)) == 4
    assert all(path.startswith(("/?&", "/?q=eau&")) for path in new)
