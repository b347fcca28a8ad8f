"""AND, OR, NOT of arrays are those of dictionaries."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.drawing import drawn

from indexer.engines.whoosh.scores import (
    Dense,
    Scores,
    Sparse,
    at_least,
    every,
    scored,
    some,
    sparse,
    unscored,
    with_bonus,
    without,
)

SIZE = 40
Matches = dict[int, int]
Tree = tuple[Scores, Matches]
"""Scores, and what they must be: the score of each match."""

numbers = st.sampled_from([1, 2, 100, 32_767, 32_768, 40_000, 65_535, 65_536, 1_000_000])
matches = st.dictionaries(st.integers(0, SIZE - 1), numbers, max_size=SIZE)


def _type(most: int) -> type:
    return np.uint16 if most <= 65_535 else np.uint32


def as_sparse(found: Matches) -> Tree:
    """Return *found* by sorted documents."""
    documents, most = sorted(found), max(found.values(), default=0)
    scores = np.array([found[document] for document in documents], _type(most))
    return Sparse(np.array(documents, np.int64), scores, most), found


def as_dense(found: Matches) -> Tree:
    """Return *found* as one score a document."""
    most = max(found.values(), default=0)
    return Dense(np.array([found.get(document, 0) for document in range(SIZE)], _type(most)), most), found


everything = st.frozensets(st.integers(0, SIZE - 1)).map(
    lambda live: (unscored(np.array(sorted(live), np.int64)), dict.fromkeys(live, 0))
)
parts = matches.map(as_sparse) | matches.map(as_dense) | everything


def summed(count: int, all_matches: Sequence[Matches]) -> Matches:
    """Return what at least *count* match, with the sums of their scores."""
    held = Counter(document for each in all_matches for document in each)
    totals: Counter[int] = Counter()
    for each in all_matches:
        totals.update(each)
    return {document: totals[document] for document, times in held.items() if times >= count}


def joined(join: Callable[[Sequence[Scores]], Scores], count: int, several: Sequence[Tree]) -> Tree:
    """Return several joined, both ways."""
    return join([scores for scores, _ in several]), summed(count, [expected for _, expected in several])


def left(kept: Tree, excluded: Tree) -> Tree:
    """Return one without the other, both ways."""
    return without(kept[0], excluded[0]), {each: kept[1][each] for each in kept[1].keys() - excluded[1].keys()}


several = st.lists(parts, min_size=1, max_size=5)
trees = st.recursive(
    parts,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(lambda each: joined(every, len(each), each)),
        st.lists(inner, min_size=1, max_size=4).map(lambda each: joined(some, 1, each)),
        st.tuples(st.integers(1, 4), st.lists(inner, min_size=1, max_size=4)).map(
            lambda both: joined(lambda each: at_least(both[0], each), min(both[0], len(both[1])), both[1])
        ),
        st.builds(left, inner, inner),
    ),
    max_leaves=8,
)


def check(found: Scores, expected: Matches) -> None:
    """Assert that both say the same, and that no sum can have run over."""
    by_document = sparse(found)
    assert dict(zip(by_document.documents.tolist(), by_document.scores.tolist(), strict=True)) == expected
    assert by_document.documents.tolist() == sorted(expected)
    assert by_document.documents.dtype == np.int64
    assert max(expected.values(), default=0) <= found.most
    assert found.most <= np.iinfo(found.scores.dtype).max
    assert found.scores.dtype in (np.uint16, np.uint32)


@drawn(60)
@given(several=several)
def test_every_joins_what_all_match(several: list[Tree]) -> None:
    check(*joined(every, len(several), several))


@drawn(60)
@given(several=several)
def test_some_joins_what_one_matches(several: list[Tree]) -> None:
    check(*joined(some, 1, several))


@drawn(60)
@given(several=several, count=st.integers(1, 5))
def test_at_least_joins_what_so_many_match(several: list[Tree], count: int) -> None:
    count = min(count, len(several))
    check(*joined(lambda parts: at_least(count, parts), count, several))


@drawn(60)
@given(kept=parts, excluded=parts)
def test_without_leaves_what_the_other_does_not_match(kept: Tree, excluded: Tree) -> None:
    check(*left(kept, excluded))


@drawn(60)
@given(tree=trees)
def test_joined_scores_are_joined_again(tree: Tree) -> None:
    check(*tree)


@drawn(60)
@given(several=several, excluded=parts)
def test_parts_are_left_as_they_were(several: list[Tree], excluded: Tree) -> None:
    """They are remembered, and shared by threads."""
    before = [scores.scores.copy() for scores, _ in (*several, excluded)]
    scores = [each for each, _ in several]
    for joined_scores in (every(scores), some(scores), at_least(2, scores)):
        without(joined_scores, excluded[0])
        with_bonus(joined_scores, np.arange(SIZE), np.full(SIZE, 7, np.uint16))
    assert all(np.array_equal(each.scores, old) for (each, _), old in zip((*several, excluded), before, strict=True))


@drawn(60)
@given(found=matches, size=st.integers(SIZE, 20 * SIZE))
def test_scored_holds_the_matches_that_it_was_given(found: Matches, size: int) -> None:
    documents = sorted(found)
    scores = np.array([found[document] for document in documents], np.uint32)
    check(scored(np.array(documents, np.int64), scores, size), found)


@pytest.mark.parametrize(
    ("number", "size", "kind"), [(1, 11, Dense), (1, 12, Sparse), (9, 100, Dense), (8, 100, Sparse)]
)
def test_scores_are_dense_where_one_in_twelve_matches(number: int, size: int, kind: type) -> None:
    assert isinstance(scored(np.arange(number), np.ones(number, np.uint16), size), kind)


@drawn(60)
@given(found=matches, more=st.dictionaries(st.integers(0, SIZE - 1), st.integers(0, 65_535)), is_dense=st.booleans())
def test_a_bonus_is_added_to_what_matches_already(found: Matches, more: Matches, is_dense: bool) -> None:
    scores, expected = as_dense(found) if is_dense else as_sparse(found)
    documents = sorted(more)
    bonus = np.array([more[document] for document in documents], np.uint16)
    check(
        with_bonus(scores, np.array(documents, np.int64), bonus),
        {document: score + more.get(document, 0) for document, score in expected.items()},
    )
