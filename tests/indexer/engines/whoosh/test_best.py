"""The best are those of a sorted list."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.drawing import drawn

from indexer.engines.whoosh.best import best

SIZES = (0, 1, 63, 64, 65, 639, 640, 641, 4_095, 4_096, 4_097, 4_160, 6_399, 6_400, 6_401, 9_999)
NUMBERS = (0, 1, 2, 10, 63, 64, 65, 100, 156, 157, 20_000)


def expected(scores: np.ndarray, number: int) -> list[int]:
    """Return the places of the *number* highest of *scores*, the earlier of equal ones first."""
    values = scores.tolist()
    return sorted(range(len(values)), key=lambda place: (-values[place], place))[:number]


@drawn(80)
@given(
    size=st.sampled_from(SIZES) | st.integers(0, 9_000),
    number=st.sampled_from(NUMBERS) | st.integers(1, 200),
    highest=st.sampled_from([0, 1, 2, 5, 300, 65_535]),
    seed=st.integers(0, 1 << 32),
    wide=st.booleans(),
)
def test_the_best_are_those_of_a_sorted_list(size: int, number: int, highest: int, seed: int, wide: bool) -> None:
    drawn_scores = np.random.default_rng(seed).integers(0, highest, size, np.uint32, endpoint=True)
    scores = drawn_scores * np.uint32(65_537) if wide else drawn_scores.astype(np.uint16)
    assert best(scores, number).tolist() == expected(scores, number)


@pytest.mark.parametrize("order", ["ascending", "descending", "one high", "high ones in one column"])
@pytest.mark.parametrize("number", [1, 10, 64, 100])
@pytest.mark.parametrize("size", [4_097, 6_401, 12_800])
def test_the_best_are_found_wherever_they_stand(order: str, number: int, size: int) -> None:
    scores = np.zeros(size, np.uint16)
    match order:
        case "ascending":
            scores = np.arange(size, dtype=np.uint16)
        case "descending":
            scores = np.arange(size, dtype=np.uint16)[::-1]
        case "one high":
            scores[size - 1] = 65_535
        case _:
            scores[:: size // 64] = 7
    assert best(scores, number).tolist() == expected(scores, number)
