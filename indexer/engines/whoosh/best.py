"""The best of many scores."""

import numpy as np

from indexer.engines.whoosh.arrays import Array
from indexer.engines.whoosh.postings import Numbers

_FEW = 1024
_ROWS = 64


def best(scores: Array, number: int) -> Numbers:
    """
    Return the places of the *number* highest of *scores* (unsigned), highest first, the earlier of equal ones first.
    """
    if len(scores) <= _FEW or not 0 < number * _ROWS < len(scores):
        return _descending(scores)[:number]
    least, above = _bound(scores, number)
    equal = np.flatnonzero(scores == least)[:number]
    candidates = np.concatenate([above, equal])
    return candidates[_descending(scores[candidates])[:number]]


def _bound(scores: Array, number: int) -> tuple[np.unsignedinteger, Numbers]:
    """
    Return a score that at least *number* of *scores* reach, and where higher ones stand, ascending.

    The scores are cut in columns of `_ROWS`: a score above the *number*th highest maximum of a column stands in one of
    fewer than *number* columns.
    """
    width = len(scores) // _ROWS
    maxima = scores[: _ROWS * width].reshape(_ROWS, width).max(axis=0)
    least = np.partition(maxima, width - number)[width - number]
    columns = np.flatnonzero(maxima > least)
    some = (np.arange(0, _ROWS * width, width)[:, None] + columns).ravel()
    rest = np.arange(_ROWS * width, len(scores))
    candidates = np.concatenate([some, rest])
    return least, candidates[scores[candidates] > least]


def _descending(scores: Array) -> Numbers:
    return np.argsort(~scores, kind="stable")
