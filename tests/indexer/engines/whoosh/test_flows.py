"""A process that is handed its share of a block writes what it was handed."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.releases import ARCHIVE, release

from indexer.engines.whoosh import flows
from indexer.engines.whoosh.flows import Flow, OtherFlow, OwnFlow, Written
from indexer.engines.whoosh.segments import Segment
from indexer.errors import EngineError


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
    monkeypatch.setattr(flows, "AT_ONCE", 2)
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


def test_another_process_is_asked_to_delete_too(tmp_path: Path) -> None:
    flow = OtherFlow(tmp_path, 1, 1)
    try:
        for call in (release("a"), release("[b"), release('"c'), "a", '"c'):
            flow.take(call)
        assert live_ids(flow.finish()) == {"[b"}
    finally:
        flow.stop()


def test_another_process_says_when_it_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows, "AT_ONCE", 1)
    flow = OtherFlow(tmp_path, 1, 1)
    try:
        waited_for(flow)
        for each in ARCHIVE:
            flow.take(each)
        waited_for(flow)
        assert live_ids(flow.finish()) == {each.id for each in ARCHIVE}
    finally:
        flow.stop()


def waited_for(flow: OtherFlow) -> None:
    """Return when another process waits for calls."""
    deadline = time.monotonic() + 60
    while not flow.is_waiting:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_process_that_ends_is_named(tmp_path: Path) -> None:
    flow = OtherFlow(tmp_path, 1, 1)
    try:
        waited_for(flow)
        flow.take(release("a"))
        flow._process.kill()
        flow._process.join()
        with pytest.raises(EngineError, match="has ended"):
            flow.finish()
    finally:
        flow.stop()


def test_a_process_that_nothing_was_sent_to_is_not_waited_for(tmp_path: Path) -> None:
    flow = OtherFlow(tmp_path, 1, 1)
    assert flow.finish() == ()
    flow.stop()


def test_what_goes_wrong_in_another_process_is_raised_here(tmp_path: Path) -> None:
    flow = OtherFlow(tmp_path / "introuvable", 1, 1)
    try:
        flow.take(release("a"))
        with pytest.raises(FileNotFoundError):
            flow.finish()
    finally:
        flow.stop()
