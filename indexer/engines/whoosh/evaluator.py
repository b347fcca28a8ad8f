"""
An expression -> the documents that match and their scores (BM25F, see `indexer.engines.scoring`).

A leaf becomes the sorted places where its words stand, then one count a document and zone; every other node is a set
operation on sorted document numbers.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from indexer.analysis.words import Kind
from indexer.engines.scoring import EXACT_WEIGHT, K1, ZONE_WEIGHTS, B
from indexer.engines.whoosh.schema import ZONE_SHIFT
from indexer.engines.whoosh.snapshot import DOCUMENT_SHIFT, NO_OCCURRENCES, Documents, Occurrences, Snapshot
from indexer.expressions.tree import All, Alternatives, AnyOf, AtLeast, Everything, Except, Expression, Leaf, Prefix
from indexer.releases import Zone

_WEIGHTS = np.array([ZONE_WEIGHTS[zone] for zone in Zone])
_ZONE_MASK = (1 << (DOCUMENT_SHIFT - ZONE_SHIFT)) - 1


@dataclass(frozen=True, slots=True)
class Scored:
    """Documents and their scores (float64), of equal length."""

    documents: Documents
    scores: npt.NDArray[np.float64]


def evaluate(snapshot: Snapshot, expression: Expression) -> Scored:
    """Return the live documents of *snapshot* that match *expression*, with scores not yet rounded."""
    match expression:
        case Leaf():
            return _leaf(snapshot, expression)
        case Everything():
            return Scored(snapshot.live, np.zeros(len(snapshot.live)))
        case All(clauses):
            return _at_least(len(clauses), [evaluate(snapshot, clause) for clause in clauses])
        case AnyOf(clauses):
            return _at_least(1, [evaluate(snapshot, clause) for clause in clauses])
        case AtLeast(count, clauses):
            return _at_least(count, [evaluate(snapshot, clause) for clause in clauses])
        case Except(kept, excluded):
            found = evaluate(snapshot, kept)
            stays = np.isin(found.documents, evaluate(snapshot, excluded).documents, invert=True, assume_unique=True)
            return Scored(found.documents[stays], found.scores[stays])


def in_zones(occurrences: Occurrences, zones: frozenset[Zone]) -> Occurrences:
    """Return the places that lie in *zones*."""
    zone = occurrences >> ZONE_SHIFT & _ZONE_MASK
    return occurrences[np.isin(zone, [int(each) for each in zones])]


def documents_of(occurrences: Occurrences) -> Documents:
    """Return the documents of some places."""
    return np.unique(occurrences >> DOCUMENT_SHIFT)


def _at_least(count: int, parts: list[Scored]) -> Scored:
    """Return the documents of at least *count* parts, with the sums of their scores."""
    documents, where = np.unique(np.concatenate([part.documents for part in parts]), return_inverse=True)
    scores = np.bincount(where, np.concatenate([part.scores for part in parts]), len(documents)).astype(np.float64)
    enough = np.bincount(where, minlength=len(documents)) >= count
    return Scored(documents[enough], scores[enough])


def _leaf(snapshot: Snapshot, leaf: Leaf) -> Scored:
    found = _pseudo_term(snapshot, leaf.positions, leaf.zones)
    if not leaf.exact:
        return found
    exact = _pseudo_term(snapshot, leaf.exact, leaf.zones)
    bonus = np.zeros(len(found.documents))
    _, here, there = np.intersect1d(found.documents, exact.documents, assume_unique=True, return_indices=True)
    bonus[here] = EXACT_WEIGHT * exact.scores[there]
    return Scored(found.documents, found.scores + bonus)


def _pseudo_term(snapshot: Snapshot, positions: tuple[Alternatives, ...], zones: frozenset[Zone]) -> Scored:
    """Score the documents that hold words at consecutive places of *zones*, as if the sequence were one term."""
    occurrences = in_zones(_sequence(snapshot, positions), zones)
    documents = documents_of(occurrences)
    if not len(documents):
        return Scored(documents, np.empty(0))
    rows = np.searchsorted(documents, occurrences >> DOCUMENT_SHIFT)
    zone = occurrences >> ZONE_SHIFT & _ZONE_MASK
    counts = np.bincount(zone * len(documents) + rows, minlength=len(Zone) * len(documents))
    frequencies = counts.reshape(len(Zone), len(documents))
    norms = 1 - B + B * snapshot.lengths[:, documents] / snapshot.mean_lengths[:, None]
    weighted = (_WEIGHTS[:, None] * frequencies / norms).sum(axis=0)
    number, having = len(snapshot.live), len(documents)
    idf = np.log1p((number - having + 0.5) / (having + 0.5))
    return Scored(documents, idf * weighted * (K1 + 1) / (weighted + K1))


def _sequence(snapshot: Snapshot, positions: tuple[Alternatives, ...]) -> Occurrences:
    """Return the places where a sequence begins. A place beyond the end of its zone never is in another zone."""
    found = _any_of(snapshot, positions[0])
    for distance, alternatives in enumerate(positions[1:], start=1):
        if not len(found):
            break
        found = np.intersect1d(found, _any_of(snapshot, alternatives) - distance, assume_unique=True)
    return found


def _any_of(snapshot: Snapshot, alternatives: Alternatives) -> Occurrences:
    parts = [
        snapshot.occurrences(term)
        for each in alternatives
        for term in (snapshot.terms(Kind.FOLDED, each.text) if isinstance(each, Prefix) else (each,))
    ]
    return parts[0] if len(parts) == 1 else reduce(np.union1d, parts, NO_OCCURRENCES)
