"""
The nodes of an expression: what engines evaluate, and nothing about French or about typing.

    Everything            every release
    Leaf                  words in consecutive places of some zones
    All, AnyOf, AtLeast   several clauses: each of them, one of them, *count* of them
    Except                releases of one clause that are not in the other
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from indexer.analysis.words import Term
from indexer.releases import SEARCHED_BY_DEFAULT, Zone


class Prefix(NamedTuple):
    """Every term of the folded kind that begins with *text*, itself folded."""

    text: str


Alternatives: TypeAlias = tuple[Term | Prefix, ...]
"""What may stand at one place: any of these."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """
    Words that stand at consecutive places of one text, in one of *zones*.

    *positions* has one set of alternatives a place: a word is one place, a phrase several. *exact* is a sequence of the
    same sort that only adds to the score of what matches. *text* is the leaf as a person would type it.
    """

    text: str
    positions: tuple[Alternatives, ...]
    exact: tuple[Alternatives, ...] = ()
    zones: frozenset[Zone] = SEARCHED_BY_DEFAULT


@dataclass(frozen=True, slots=True)
class Everything:
    """Every release matches, with no score."""


@dataclass(frozen=True, slots=True)
class All:
    """Every clause matches; the score is their sum."""

    clauses: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one clause matches; the score is the sum of those that do."""

    clauses: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least *count* of the clauses match; the score is the sum of those that do."""

    count: int
    clauses: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Except:
    """What matches *kept* and does not match *excluded*, with the score of *kept*."""

    kept: "Expression"
    excluded: "Expression"


Expression: TypeAlias = Leaf | Everything | All | AnyOf | AtLeast | Except


def wanted_leaves(expression: Expression) -> Iterator[Leaf]:
    """Yield the leaves that a match may hold, in order: all but those of excluded clauses."""
    match expression:
        case Leaf():
            yield expression
        case Except(kept=kept):
            yield from wanted_leaves(kept)
        case All(clauses) | AnyOf(clauses) | AtLeast(_, clauses):
            for clause in clauses:
                yield from wanted_leaves(clause)
        case Everything():
            return
