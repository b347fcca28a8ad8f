"""Facts that the catalogue kept are the facts that it was given."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from support.histories import releases
from support.resolving import ABOUT_DIKES, ABOUT_PONDS

from indexer.archive.facts import Facts, facts_of
from indexer.archive.identity import Place
from indexer.archive.keeping import restored_facts, stored_facts
from indexer.releases import Release


def comparable(facts: Facts) -> object:
    arrays = (facts.paragraphs, facts.marks, facts.sketch.hashes, facts.sketch.paragraphs)
    others = [getattr(facts, name) for name in Facts.__slots__ if name not in {"paragraphs", "marks", "sketch"}]
    return [array.tolist() for array in arrays], [array.dtype.itemsize for array in arrays], others


@given(release=releases, body=st.sampled_from(("", ABOUT_PONDS, f"{ABOUT_PONDS}\n\nLe 3 mai 2024.\n\n{ABOUT_DIKES}")))
def test_facts_are_kept_and_restored(release: Release, body: str) -> None:
    found = facts_of(Place("a/é.txt", 2), "a/é/3", Release(**{**_fields(release), "body": body}))
    again = restored_facts(found.place, found.wanted, *stored_facts(found))
    assert comparable(again) == comparable(found)
    assert again.sketch.sample([0]) == found.sketch.sample([0])


def test_many_paragraphs_are_counted_up_to_a_limit() -> None:
    long = "\n\n".join(f"{ABOUT_PONDS} C'est le paragraphe {number}." for number in range(10_010))
    found = facts_of(Place("a.txt", 0), "a", Release("a", "a.txt", "txt", body=long))
    assert len(found.paragraphs) == len(found.marks) == 10_000
    assert np.all(found.sketch.hashes[:-1] < found.sketch.hashes[1:])


def _fields(release: Release) -> dict[str, object]:
    return {name: getattr(release, name) for name in Release.__slots__}
