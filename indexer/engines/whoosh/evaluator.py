"""
An expression -> the documents of each segment that match, and their scores.

What is counted over the whole index (how many documents hold a leaf) is counted first, then each segment is scored.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.scoring import EXACT_WEIGHT, ROUNDING, SATURATED, idf
from indexer.engines.whoosh.arrays import Array
from indexer.engines.whoosh.leaves import matching
from indexer.engines.whoosh.scores import Scores, at_least, every, scored, some, unscored, with_bonus, without
from indexer.engines.whoosh.snapshot import Matching, Snapshot
from indexer.expressions.tree import All, Alternatives, AnyOf, AtLeast, Everything, Except, Expression, Leaf
from indexer.releases import Zone

_SATURATED = np.array(SATURATED)


@dataclass(frozen=True, slots=True)
class _Found:
    """The scores of a leaf, by segment."""

    by_part: tuple[Scores, ...]

    @property
    def nbytes(self) -> int:
        """The number of bytes of the arrays."""
        return sum(each.nbytes for each in self.by_part)


def evaluate(snapshot: Snapshot, expression: Expression) -> tuple[Scores, ...]:
    """Return, by segment, the scores of the live documents that match *expression*."""
    match expression:
        case Leaf():
            key = (expression.positions, expression.exact, expression.zones)
            return snapshot.remembered.get(key, lambda: _leaf(snapshot, expression)).by_part
        case Everything():
            return tuple(unscored(part.live) for part in snapshot.parts)
        case All(clauses):
            return _by_part(snapshot, clauses, every)
        case AnyOf(clauses):
            return _by_part(snapshot, clauses, some)
        case AtLeast(count, clauses):
            return _by_part(snapshot, clauses, lambda parts: at_least(count, parts))
        case Except(kept, excluded):
            both = zip(evaluate(snapshot, kept), evaluate(snapshot, excluded), strict=True)
            return tuple(without(*each) for each in both)


def _by_part(
    snapshot: Snapshot, clauses: Sequence[Expression], joined: Callable[[Sequence[Scores]], Scores]
) -> tuple[Scores, ...]:
    found = [evaluate(snapshot, clause) for clause in clauses]
    return tuple(joined(each) for each in zip(*found, strict=True))


def _leaf(snapshot: Snapshot, leaf: Leaf) -> _Found:
    found = _matching(snapshot, leaf.positions, leaf.zones)
    table = np.maximum(_table(snapshot, found, 1), 1)
    if not leaf.exact:
        scores = [
            scored(each.documents, table.take(each.levels), part.size)
            for part, each in zip(snapshot.parts, found, strict=True)
        ]
        return _Found(tuple(scores))
    exact = _matching(snapshot, leaf.exact, leaf.zones)
    more = _table(snapshot, exact, EXACT_WEIGHT)
    return _Found(
        tuple(
            _with_exact(part.size, each, table.take(each.levels), other, more.take(other.levels))
            for part, each, other in zip(snapshot.parts, found, exact, strict=True)
        )
    )


def _with_exact(size: int, found: Matching, scores: Array, exact: Matching, bonus: Array) -> Scores:
    """Return *scores* of what is *found* with the *bonus* of *exact*, some of them: most words have but one form."""
    if np.array_equal(exact.documents, found.documents):
        return scored(found.documents, scores.astype(np.uint32) + bonus, size)
    return with_bonus(scored(found.documents, scores, size), exact.documents, bonus)


def _matching(snapshot: Snapshot, positions: tuple[Alternatives, ...], zones: frozenset[Zone]) -> list[Matching]:
    return [matching(part, positions, zones) for part in snapshot.parts]


def _table(snapshot: Snapshot, found: Sequence[Matching], weight: float) -> Array:
    """Return the score of each level for a leaf that is found there, times *weight* (uint16)."""
    having = sum(len(each.documents) for each in found)
    return np.rint(ROUNDING * weight * idf(snapshot.number, having) * _SATURATED).astype(np.uint16)
