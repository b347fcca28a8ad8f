"""
An expression -> what every peer can be asked: sequences of terms, and clauses that all or any must match.

Each peer walks the tree itself, in its own language; the steps that are the same for several are here.
"""

from collections.abc import Iterable
from itertools import combinations, product
from typing import TypeAlias

from indexer.analysis.words import Kind, Term, forms
from indexer.expressions.tree import All, Alternatives, AnyOf, AtLeast, Expression, Leaf, Prefix

Sequence: TypeAlias = tuple[Term | Prefix, ...]
"""What stands at consecutive places: one term or prefix, or several folded words of which the last may be a prefix."""

_MOST_SEQUENCES = 256


class Untranslatable(Exception):
    """A peer cannot be asked this; the message says what."""


def sequences(positions: tuple[Alternatives, ...]) -> tuple[Sequence, ...]:
    """Return the sequences any of which answers *positions*. Raises `Untranslatable`."""
    found = tuple(product(*positions))
    if len(found) > _MOST_SEQUENCES:
        raise Untranslatable(f"{len(found)} ways to read one phrase")
    for sequence in found:
        for each in sequence:
            if isinstance(each, Term) and each.kind is Kind.ACCENTED:
                raise Untranslatable(f"accented words: {each.text}")
            if isinstance(each, Term) and each.kind is Kind.STEM and len(sequence) > 1:
                raise Untranslatable(f"stems next to each other: {each.text}")
        if any(isinstance(each, Prefix) for each in sequence[:-1]):
            raise Untranslatable("a prefix before the end of a phrase")
    return found


def combined(clause: AtLeast) -> Expression:
    """Return *clause* for peers that only know all and any."""
    if clause.count >= len(clause.clauses):
        return All(clause.clauses)
    if clause.count <= 1:
        return AnyOf(clause.clauses)
    return AnyOf(tuple(All(chosen) for chosen in combinations(clause.clauses, clause.count)))


def exact_words(leaf: Leaf) -> tuple[Alternatives, ...]:
    """
    Return `Leaf.exact` where each of its words has one of the stems that the leaf asks for, and nothing otherwise: for
    peers that can only say « or », to which exact words then add score and no match.
    """
    if len(leaf.exact) != len(leaf.positions):
        return ()
    agree = all(
        _stems(exact) & {each.text for each in asked if isinstance(each, Term) and each.kind is Kind.STEM}
        for exact, asked in zip(leaf.exact, leaf.positions, strict=True)
    )
    return leaf.exact if agree else ()


def _stems(alternatives: Alternatives) -> frozenset[str]:
    terms: Iterable[Term] = (each for each in alternatives if isinstance(each, Term))
    return frozenset(stem for term in terms for stem in forms(term.text).stems)
