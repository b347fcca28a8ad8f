"""
Scores of documents of one segment, and what AND, OR, NOT make of them: arithmetic on arrays.

Scores are integers, in 1/ROUNDING (see `indexer.engines.scoring`), in the narrowest type that holds their sum. Where
many documents match they are *dense*: one a document, 0 for no match. Where few do they are *sparse*: sorted documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.engines.whoosh.arrays import Array
from indexer.engines.whoosh.postings import Numbers

_DENSE_FROM = 12
"""Where more than one document in so many matches, scores are dense."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """Scores (uint16 or uint32) of *documents* (int64, ascending), at most *most*. A score of 0 is a match here."""

    documents: Numbers
    scores: Array
    most: int

    @property
    def nbytes(self) -> int:
        """The number of bytes of the arrays."""
        return self.documents.nbytes + self.scores.nbytes


@dataclass(frozen=True, slots=True)
class Dense:
    """Scores (uint16 or uint32) by document, at most *most*; 0 for no match."""

    scores: Array
    most: int

    @property
    def nbytes(self) -> int:
        """The number of bytes of the array."""
        return self.scores.nbytes


Scores: TypeAlias = Sparse | Dense


def scored(documents: Numbers, scores: Array, size: int) -> Scores:
    """Return the scores of matching *documents*, all above 0, of a segment of *size*."""
    most = int(scores.max(initial=0))
    scores = scores.astype(_type(most), copy=False)
    if len(documents) * _DENSE_FROM <= size:
        return Sparse(documents, scores, most)
    dense = np.zeros(size, scores.dtype)
    dense[documents] = scores
    return Dense(dense, most)


def unscored(documents: Numbers) -> Sparse:
    """Return a score of 0 for each of *documents*."""
    return Sparse(documents, np.zeros(len(documents), np.uint16), 0)


def with_bonus(found: Scores, documents: Numbers, bonus: Array) -> Scores:
    """Add *bonus* to the scores of *documents*, as far as these match."""
    most = found.most + int(bonus.max(initial=0))
    scores = found.scores.astype(_type(most))
    if isinstance(found, Dense):
        before = scores.take(documents)
        scores[documents] = (before + bonus) * (before > 0)
        return Dense(scores, most)
    at, is_one = _places(found.documents, documents)
    scores[at[is_one]] += bonus[is_one].astype(scores.dtype)
    return Sparse(found.documents, scores, most)


def every(parts: Sequence[Scores]) -> Scores:
    """Return the documents that match all of *parts*, with the sums of their scores: the fewest first."""
    by_number = sorted(parts, key=lambda part: len(part.scores) if isinstance(part, Sparse) else np.inf)
    return reduce(_both, by_number)


def some(parts: Sequence[Scores]) -> Scores:
    """Return the documents that match one of *parts*, with the sums of their scores."""
    if len(parts) == 1:
        return parts[0]
    dense = [part for part in parts if isinstance(part, Dense)]
    if not dense or any(map(_has_zero, parts)):
        return _several(1, [sparse(part) for part in parts])
    most = sum(part.most for part in parts)
    scores = dense[0].scores.astype(_type(most))
    for other in dense[1:]:
        scores += other.scores
    for part in parts:
        if isinstance(part, Sparse):
            scores[part.documents] += part.scores
    return Dense(scores, most)


def at_least(count: int, parts: Sequence[Scores]) -> Scores:
    """Return the documents that match at least *count* of *parts*, with the sums of their scores."""
    if count >= len(parts):
        return every(parts)
    if count == 1:
        return some(parts)
    dense = [part for part in parts if isinstance(part, Dense)]
    if not dense:
        return _several(count, [sparse(part) for part in parts])
    size = len(dense[0].scores)
    matching = np.zeros(size, np.uint8)
    most = sum(part.most for part in parts)
    scores = np.zeros(size, _type(most))
    for part in parts:
        if isinstance(part, Dense):
            matching += part.scores > 0
            scores += part.scores
        else:
            matching[part.documents] += 1
            scores[part.documents] += part.scores
    is_match = matching >= count
    if not any(map(_has_zero, parts)):
        scores *= is_match
        return Dense(scores, most)
    documents = np.flatnonzero(is_match)
    return Sparse(documents, scores.take(documents), most)


def without(kept: Scores, excluded: Scores) -> Scores:
    """Return the documents of *kept* that *excluded* does not match."""
    if isinstance(kept, Sparse):
        if isinstance(excluded, Dense):
            stays = excluded.scores.take(kept.documents) == 0
        else:
            stays = np.ones(len(kept.documents), bool)
            at, is_one = _places(kept.documents, excluded.documents)
            stays[at[is_one]] = False
        staying = np.flatnonzero(stays)
        return Sparse(kept.documents.take(staying), kept.scores.take(staying), kept.most)
    if isinstance(excluded, Dense):
        return Dense(kept.scores * (excluded.scores == 0), kept.most)
    scores = kept.scores.copy()
    scores[excluded.documents] = 0
    return Dense(scores, kept.most)


def sparse(found: Scores) -> Sparse:
    """Return *found* by sorted documents."""
    if isinstance(found, Sparse):
        return found
    documents = np.flatnonzero(found.scores != 0)
    return Sparse(documents, found.scores.take(documents), found.most)


def _has_zero(part: Scores) -> bool:
    """Return whether a document matches with a score of 0."""
    return isinstance(part, Sparse) and not part.scores.all()


def _both(fewer: Scores, more: Scores) -> Scores:
    most = fewer.most + more.most
    wide = _type(most)
    if isinstance(fewer, Dense):
        other = more if isinstance(more, Dense) else _as_dense(more, len(fewer.scores))
        scores = np.add(fewer.scores, other.scores, dtype=wide)
        scores *= (fewer.scores > 0) & (other.scores > 0)
        return Dense(scores, most)
    if isinstance(more, Dense):
        found = more.scores.take(fewer.documents)
        stays = np.flatnonzero(found != 0)
        scores = np.add(fewer.scores.take(stays), found.take(stays), dtype=wide)
        return Sparse(fewer.documents.take(stays), scores, most)
    at, is_one = _places(more.documents, fewer.documents)
    stays = np.flatnonzero(is_one)
    scores = np.add(fewer.scores.take(stays), more.scores.take(at.take(stays)), dtype=wide)
    return Sparse(fewer.documents.take(stays), scores, most)


def _as_dense(found: Sparse, size: int) -> Dense:
    scores = np.zeros(size, found.scores.dtype)
    scores[found.documents] = found.scores
    return Dense(scores, found.most)


def _several(count: int, parts: Sequence[Sparse]) -> Sparse:
    """Return the documents of at least *count* of *parts*."""
    most = sum(part.most for part in parts)
    documents = np.concatenate([part.documents for part in parts])
    if not len(documents):
        return unscored(documents)
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    scores = np.concatenate([part.scores for part in parts]).astype(_type(most))[order]
    begins = np.flatnonzero(np.diff(documents, prepend=-1))
    enough = np.diff(begins, append=len(documents)) >= count
    return Sparse(documents[begins[enough]], np.add.reduceat(scores, begins, dtype=scores.dtype)[enough], most)


def _places(ascending: Numbers, wanted: Numbers) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Return where each of *wanted* is in *ascending*, and whether it is there at all."""
    if not len(ascending):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    at = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return at, ascending.take(at) == wanted


def _type(most: int) -> type[np.unsignedinteger[npt.NBitBase]]:
    return np.uint16 if most < 1 << 16 else np.uint32  # type: ignore[return-value]
