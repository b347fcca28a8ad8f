"""Sequences of words are found where a plain look at each place finds them, however few are looked at together."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.drawing import drawn
from support.releases import release

from indexer.analysis.words import Kind, Term
from indexer.engines.whoosh.gathering import Gathering
from indexer.engines.whoosh.segments import Segment
from indexer.engines.whoosh.sequences import Places, Word, begins, places
from indexer.records import stored

Text: TypeAlias = list[str]
Sought: TypeAlias = tuple[str, bool]
"""A word in lower case, and whether its accents count."""

FOLDED = {"mère": "mere"}
WORDS = ("de", "la", "mer", "mère", "mere", "vent")

texts = st.lists(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((1, 1, 1, 2, 300))), max_size=12).map(
        lambda runs: [word for word, times in runs for _ in range(times)]
    ),
    max_size=12,
)
sought = st.sets(
    st.sampled_from((*((word, False) for word in (*WORDS, "loup")), ("mère", True))), min_size=1, max_size=3
).map(sorted)


def segment_of(texts: Sequence[Text], folder: str) -> Segment:
    """Return a segment whose documents hold *texts* in their bodies, in this order."""
    gathering = Gathering()
    for nth, text in enumerate(texts):
        each = release(f"{nth:03}", title="", body=" ".join(text))
        gathering.put(each, stored(each))
    gathering.write(Path(folder, "segment"))
    return Segment(Path(folder, "segment"))


def words_of(segment: Segment, wanted: Sequence[Sought]) -> list[Word]:
    """Return the words of *segment* that are *wanted*."""
    found = [
        (segment.folded.find(FOLDED.get(word, word).encode()), Term(Kind.ACCENTED, word) if is_exact else None)
        for word, is_exact in wanted
    ]
    return [Word(number, term) for number, term in found if number is not None]


def is_one_of(word: str, wanted: Sequence[Sought]) -> bool:
    """Return whether *word* is *wanted*."""
    return any(
        word == each if is_exact else FOLDED.get(word, word) == FOLDED.get(each, each) for each, is_exact in wanted
    )


def seen(texts: Sequence[Text], phrase: Sequence[Sequence[Sought]]) -> list[tuple[int, int]]:
    """Return the texts, and the places in them, where *phrase* begins: by looking."""
    return [
        (nth, place)
        for nth, text in enumerate(texts)
        for place in range(len(text) - len(phrase) + 1)
        if all(is_one_of(text[place + further], wanted) for further, wanted in enumerate(phrase))
    ]


def pairs(segment: Segment, found: Sequence[Places]) -> list[tuple[int, int]]:
    """Return documents and places in their bodies."""
    return [pair for each in found for pair in zip(each.documents.tolist(), each.places.tolist(), strict=True)]


@drawn(60)
@given(
    texts=texts,
    phrase=st.lists(sought, min_size=1, max_size=4),
    together=st.sampled_from((1, 9, 1 << 20)),
    many=st.sampled_from((0, 2, 1000)),
    sparse=st.sampled_from((0, 1 << 20)),
)
@example(
    texts=[["de"] * 300 + ["la"], ["la"], ["de", "la"]],
    phrase=[[("de", False)], [("la", False)]],
    together=9,
    many=2,
    sparse=0,
)
@example(texts=[["de"]], phrase=[[("de", False)], [("loup", False)]], together=9, many=2, sparse=1 << 20)
@example(texts=[["mère", "mere"]], phrase=[[("mère", True), ("mere", False)]], together=9, many=2, sparse=1 << 20)
def test_sequences_begin_where_they_are_seen(
    texts: list[Text], phrase: list[list[Sought]], together: int, many: int, sparse: int
) -> None:
    room = "indexer.engines.whoosh"
    with (
        tempfile.TemporaryDirectory() as folder,
        patch(f"{room}.sequences._MOST_PLACES", together),
        patch(f"{room}.sequences._MOST_OCCURRENCES", together),
        patch(f"{room}.sequences._SPARSE", sparse),
        patch(f"{room}.sequences.MANY_TIMES", many),
        patch(f"{room}.postings.MANY_TIMES", many),
    ):
        segment = segment_of(texts, folder)
        found = list(begins(segment, [words_of(segment, wanted) for wanted in phrase]))
        assert pairs(segment, found) == seen(texts, phrase)


@drawn(40)
@given(texts=texts, wanted=sought, together=st.sampled_from((1, 9, 1 << 20)))
def test_words_stand_where_they_are_seen(texts: list[Text], wanted: list[Sought], together: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        patch("indexer.engines.whoosh.sequences._MOST_OCCURRENCES", together),
    ):
        segment = segment_of(texts, folder)
        found = list(places(segment, words_of(segment, wanted)))
        assert {*pairs(segment, found)} == {*seen(texts, [wanted])}


@pytest.mark.parametrize("length", [254, 255, 256, 300])
def test_a_sequence_may_have_any_number_of_words(tmp_path: Path, length: int) -> None:
    segment = segment_of([["de"] * length, ["de"] * (length - 1)], str(tmp_path))
    (found,) = begins(segment, [words_of(segment, [("de", False)])] * length)
    assert pairs(segment, [found]) == [(0, 0)]
