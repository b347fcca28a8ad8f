"""Where the leaves of an expression match in a text, by analysing all of it: right for every form that matches."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from indexer.analysis.words import Forms, Kind, Term, Word, words
from indexer.expressions.leaves import french_key
from indexer.expressions.tree import Alternatives, Expression, Leaf, Prefix, wanted_leaves
from indexer.releases import Zone

Span: TypeAlias = tuple[int, int]
"""Half-open, in code points."""

Sequel: TypeAlias = tuple[Alternatives, ...]
"""What a leaf looks for: alternatives at consecutive places."""

Place: TypeAlias = tuple[int, int, int]
"""Where a sequel stands, half-open, in code points, and the number of the sequel."""


class Asked:
    """What may stand at one place, by its kind."""

    def __init__(self, alternatives: Alternatives) -> None:
        terms = [each for each in alternatives if isinstance(each, Term)]
        self._stems, self._folded, self._accented = (
            frozenset(text for kind, text in terms if kind is wanted)
            for wanted in (Kind.STEM, Kind.FOLDED, Kind.ACCENTED)
        )
        self._beginnings = tuple(each.text for each in alternatives if isinstance(each, Prefix))

    def is_answered(self, forms: Forms) -> bool:
        """Return whether one of the alternatives is among the terms of a word."""
        return bool(
            not self._stems.isdisjoint(forms.stems)
            or forms.folded in self._folded
            or (self._accented and not self._accented.isdisjoint(forms.accented))
            or forms.folded.startswith(self._beginnings)
        )


def marks(text: str, zone: Zone, expression: Expression, language: str | None = None) -> tuple[Span, ...]:
    """
    Return the spans of *text*, a text of *zone* in *language*, that answer *expression*: ascending, apart from each
    other.
    """
    return Marker(expression).marks(text, zone, language)


class Marker:
    """Marks texts for one expression: what `marks` says, for many texts."""

    def __init__(self, expression: Expression) -> None:
        self._leaves = list(wanted_leaves(expression))
        self._asked: dict[Zone, list[list[Asked]]] = {}

    def marks(self, text: str, zone: Zone, language: str | None = None) -> tuple[Span, ...]:
        """Return the spans of *text*, a text of *zone* in *language*, that answer the expression."""
        asked = self._asked.get(zone)
        if asked is None:
            wanted = dict.fromkeys(sequels([leaf for leaf in self._leaves if zone in leaf.zones]))
            asked = self._asked[zone] = _asked(wanted)
        return merged(_found(text, asked, language))


def sequels(leaves: Sequence[Leaf]) -> list[Sequel]:
    """Return what each of *leaves* looks for: the same for those that ask for the same words in other forms."""
    together: dict[Sequel, Sequel] = {}
    for leaf in leaves:
        known = together.get(french_key(leaf), leaf.positions)
        pairs = zip(known, leaf.positions, strict=True)
        together[french_key(leaf)] = tuple(tuple(dict.fromkeys((*one, *other))) for one, other in pairs)
    return [together[french_key(leaf)] for leaf in leaves]


def places(text: str, sequels: Sequence[Sequel], language: str | None = None) -> list[Place]:
    """Return the places of *text* in *language* where one of *sequels* stands, ascending."""
    return _found(text, _asked(sequels), language)


def merged(found: Iterable[Place]) -> tuple[Span, ...]:
    """Return ascending places as spans, those that overlap as one."""
    spans: list[Span] = []
    for start, end, _ in found:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _asked(sequels: Iterable[Sequel]) -> list[list[Asked]]:
    return [[Asked(alternatives) for alternatives in sequel] for sequel in sequels]


def _found(text: str, asked: Sequence[Sequence[Asked]], language: str | None) -> list[Place]:
    if not asked or not text:
        return []
    read = list(words(text, language))
    return sorted(place for number, sequel in enumerate(asked) for place in _places(read, sequel, number))


def _places(read: Sequence[Word], sequel: Sequence[Asked], number: int) -> Iterator[Place]:
    for first in range(len(read) - len(sequel) + 1):
        if all(each.is_answered(read[first + i].forms) for i, each in enumerate(sequel)):
            yield read[first].start, read[first + len(sequel) - 1].end, number
