"""The pass over what a catalogue holds: its facts are judged, and what becomes of each document is noted."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from indexer.archive.catalogue import Catalogue, Shown
from indexer.archive.deciding import Decisions
from indexer.archive.identity import Place
from indexer.archive.resolving import Judgement, judge, judgement_key


def judged(catalogue: Catalogue, decisions: Decisions) -> dict[Place, Judgement]:
    """Return what becomes of every document of *catalogue*."""
    with _without_collecting():
        return judge(list(catalogue.facts()), decisions)


def note_changes(catalogue: Catalogue, judgements: Mapping[Place, Judgement]) -> list[Place]:
    """Note what becomes of every document; return the places of those of which it is something new."""
    with _without_collecting():
        before = catalogue.shown()
        now = {place: Shown(each.id, judgement_key(each)) for place, each in judgements.items()}
        changed = [place for place, each in now.items() if before[place] != each]
    for place in changed:
        catalogue.show(place, now[place])
    return changed


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Hold the collector: it would look at millions of values again and again, and none of them is in a circle."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
