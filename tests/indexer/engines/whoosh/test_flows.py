"""A process that is handed its share of a block writes what it was handed."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.releases import ARCHIVE, release

from indexer.engines.whoosh import flows
from indexer.engines.whoosh.flows import Flow, OtherFlow, OwnFlow, Written
from indexer.engines.whoosh.segments import Segment


def live_ids(written: Sequence[Written]) -> set[str]:
    """Return the ids of the releases that count in some segments."""
    found: set[str] = set()
    for each in written:
        segment = Segment(each.path)
        ids = {segment.id(document).decode() for document in range(segment.size)}
        assert len(ids) == each.size == segment.size
        found |= ids - set(each.superseded)
    return found


@pytest.mark.parametrize("kind", [OwnFlow, OtherFlow])
@pytest.mark.parametrize("calls", [0, 1, 2, 3, 4, 5])
def test_a_flow_writes_what_it_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[OwnFlow | OtherFlow], calls: int
) -> None:
    """Whatever the number of calls is that go to the other process at once."""
    monkeypatch.setattr(flows, "_AT_ONCE", 2)
    flow: Flow = kind(tmp_path, 1, 1)
    try:
        for each in ARCHIVE[:calls]:
            flow.take(each)
        assert live_ids(flow.finish()) == {each.id for each in ARCHIVE[:calls]}
    finally:
        flow.stop()


def test_the_last_call_for_an_id_wins_across_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows, "MOST_PLACES", 1)
    flow = OwnFlow(tmp_path, 1, 0)
    for call in (release("a"), release("b"), release("a"), "b", release("c"), "c", release("b"), "inconnu"):
        flow.take(call)
    written = flow.finish()
    assert live_ids(written) == {"a", "b"} | set()
    assert sum(each.size - len(each.superseded) for each in written) == 2
    assert [flow.knows(each) for each in ("a", "b", "c", "inconnu")] == [True, True, False, False]


def test_what_goes_wrong_in_another_process_is_raised_here(tmp_path: Path) -> None:
    flow = OtherFlow(tmp_path / "introuvable", 1, 1)
    try:
        flow.take(release("a"))
        with pytest.raises(FileNotFoundError):
            flow.finish()
    finally:
        flow.stop()
