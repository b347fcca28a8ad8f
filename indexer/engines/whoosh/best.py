"""The best of many scores."""

import numpy as np

from indexer.engines.whoosh.arrays import Array
from indexer.engines.whoosh.postings import Numbers

_FEW = 4096
_ROWS = 64


def best(scores: Array, number: int) -> Numbers:
    """Return the places of the *number* highest of *scores*, highest first, the earlier of equal ones first."""
    if len(scores) > _FEW and 0 < number * _ROWS < len(scores):
        candidates = _candidates(scores, number)
        return candidates[_descending(scores[candidates])[:number]]
    return _descending(scores)[:number]


def _candidates(scores: Array, number: int) -> Numbers:
    """
    Return places, ascending, among which the best are.

    The scores are cut in columns of `_ROWS`: a score above the *number*th highest maximum of a column stands in one of
    fewer than *number* columns.
    """
    width = len(scores) // _ROWS
    rest = np.arange(_ROWS * width, len(scores))
    maxima = scores[: _ROWS * width].reshape(_ROWS, width).max(axis=0)
    threshold = np.partition(maxima, width - number)[width - number]
    columns = np.flatnonzero(maxima > threshold)
    above = (np.arange(0, _ROWS * width, width)[:, None] + columns).ravel()
    equal = np.flatnonzero(scores == threshold)[:number]
    return np.unique(np.concatenate([above, equal, rest]))


def _descending(scores: Array) -> Numbers:
    return np.argsort(-scores.astype(np.int64), kind="stable")
