"""The steps of a score, as every engine takes them."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.drawing import drawn

from indexer.engines.scoring import (
    EXACT_WEIGHT,
    LEVELS,
    SATURATED,
    UNIT,
    USUAL_LENGTHS,
    ZONE_WEIGHTS,
    bonus,
    idf,
    level,
    levels,
    score,
    worth,
)
from indexer.engines.whoosh import evaluator
from indexer.engines.whoosh.snapshot import Matching, Snapshot
from indexer.releases import Zone

FREQUENCIES = sorted({max(0, int(each) + by) for each in LEVELS for by in (-1, 0, 1)} | {1, 2, 10**7, 10**9, 10**12})


def test_levels_ascend_and_fit_a_byte() -> None:
    assert len(LEVELS) == 256
    assert LEVELS[0] == 0
    assert all(lower < higher for lower, higher in pairwise(LEVELS.tolist()))
    assert all(lower < higher for lower, higher in pairwise(SATURATED))


def test_one_level_and_the_next_are_at_most_five_percent_apart() -> None:
    assert all(higher <= 1.05 * lower for lower, higher in pairwise(LEVELS[1:].tolist()))


def test_a_level_is_the_highest_that_is_not_above_a_frequency() -> None:
    for frequency in FREQUENCIES[1:]:
        found = level(frequency)
        assert LEVELS[found] <= frequency or found == 1
        assert found == 255 or LEVELS[found + 1] > frequency
    assert [level(int(each)) for each in LEVELS] == [*range(256)]


def test_only_no_occurrence_is_level_0() -> None:
    assert level(0) == 0
    assert level(1) == 1
    assert levels(np.array([0, 1, 255, 256])).tolist() == [0, 1, 1, 1]


@drawn()
@given(frequencies=st.lists(st.sampled_from(FREQUENCIES) | st.integers(0, 10**12), max_size=50))
def test_levels_of_an_array_are_those_of_each_and_ascend(frequencies: list[int]) -> None:
    found = levels(np.array(frequencies, np.int64))
    assert found.dtype == np.uint8
    assert found.tolist() == [level(each) for each in frequencies]
    in_order = levels(np.array(sorted(frequencies), np.int64)).tolist()
    assert in_order == sorted(in_order)


@pytest.mark.parametrize("zone", Zone)
def test_a_word_is_worth_less_in_a_longer_zone_and_never_nothing(zone: Zone) -> None:
    worths = [worth(zone, length) for length in (*range(1, 2_000), 10_000, 100_000, 1_000_000)]
    assert all(shorter >= longer > 0 for shorter, longer in pairwise(worths))
    assert worths[0] > worths[10] > worths[100] > worths[1_000] > worths[-1]


@pytest.mark.parametrize("zone", Zone)
def test_a_word_in_a_zone_of_usual_length_is_worth_the_weight_of_the_zone(zone: Zone) -> None:
    assert worth(zone, USUAL_LENGTHS[zone]) == UNIT * ZONE_WEIGHTS[zone]


@drawn()
@given(number=st.integers(1, 10**9), having=st.integers(0, 10**9))
def test_what_fewer_hold_weighs_more_and_nothing_weighs_less_than_zero(number: int, having: int) -> None:
    having = min(having, number)
    assert idf(number, having) > 0
    assert not having or idf(number, having - 1) > idf(number, having)
    assert math.isclose(idf(number, having), math.log(1 + (number - having + 0.5) / (having + 0.5)), abs_tol=1e-9)


@drawn()
@given(number=st.sampled_from([1, 2, 3, 1_000, 999_983, 10**7, 10**9]) | st.integers(1, 10**6), data=st.data())
def test_the_engine_scores_levels_as_the_formula_does(number: int, data: st.DataObject) -> None:
    having = data.draw(st.integers(1, min(number, 100_000)), label="having")
    held = Matching(np.zeros(having, np.int64), np.ones(having, np.uint8))
    snapshot = Snapshot((), 0)
    snapshot.number = number
    scores = evaluator._table(snapshot, [held], 1)
    assert np.maximum(scores, 1).tolist()[1:] == [score(each, number, having) for each in range(1, 256)]
    bonuses = evaluator._table(snapshot, [held], EXACT_WEIGHT)
    assert bonuses.tolist() == [bonus(each, number, having) for each in range(256)]


@drawn()
@given(number=st.integers(1, 10**9), having=st.integers(1, 10**9), of_level=st.integers(1, 255))
def test_a_match_scores_something_more_the_more_often_it_stands_and_within_two_bytes(
    number: int, having: int, of_level: int
) -> None:
    having = min(having, number)
    assert 1 <= score(of_level, number, having) <= 65_535
    assert score(of_level - 1, number, having) <= score(of_level, number, having)
    assert bonus(of_level - 1, number, having) <= bonus(of_level, number, having) <= score(of_level, number, having)
    assert bonus(0, number, having) == 0
