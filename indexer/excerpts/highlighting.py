"""One query, and the marks and excerpts of each of its hits: what can be made once for a query is."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from indexer.analysis.words import Term
from indexer.excerpts.finding import Finder
from indexer.excerpts.needles import Spellings
from indexer.excerpts.passages import Excerpt, FoundText, beginning, best_excerpts
from indexer.excerpts.places import Place, Sequel, Span, merged, sequels
from indexer.excerpts.places import places as places_in
from indexer.excerpts.sheets import Sheet, Sheets
from indexer.expressions.tree import All, AnyOf, AtLeast, Everything, Except, Expression, Leaf, wanted_leaves
from indexer.releases import Zone

_ZONE_OF = attrgetter("zone")
_Explains: TypeAlias = Callable[[Collection[int]], bool]


class Highlights(NamedTuple):
    """What to mark in the title of a release, and its best passages."""

    title_marks: tuple[Span, ...]
    excerpts: tuple[Excerpt, ...]


def highlighter(expression: Expression, spellings: Spellings) -> "Highlighter":
    """Return what makes the highlights of *expression*; remembered, since the next page is likely to ask for it too."""
    return _remembered(expression, tuple(spellings.items()))


@lru_cache(maxsize=64)
def _remembered(expression: Expression, spellings: tuple[tuple[Term, tuple[str, ...]], ...]) -> "Highlighter":
    return Highlighter(expression, dict(spellings))


def forget() -> None:
    """Forget the highlighters that are remembered."""
    _remembered.cache_clear()


def wanted_terms(expression: Expression) -> frozenset[Term]:
    """Return the terms whose forms `Highlighter` asks for."""
    return frozenset(
        each
        for leaf in wanted_leaves(expression)
        for alternatives in leaf.positions
        for each in alternatives
        if isinstance(each, Term)
    )


class Highlighter:
    """
    Makes the highlights of the releases that match *expression*, by the *spellings* of its terms that an engine gives.

    A spelling that is missing (another process wrote in between) does no harm where it begins with its term, as most
    do, nor where what is found does not explain why the release matches: all of it is analysed then. Known defect:
    elsewhere, the word is not marked.
    """

    def __init__(self, expression: Expression, spellings: Spellings) -> None:
        leaves = list(wanted_leaves(expression))
        wanted = sequels(leaves)
        self._searches = [
            _search(zones, {n: wanted[n] for n, leaf in enumerate(leaves) if zones <= leaf.zones}, spellings)
            for zones in _alike({leaf.zones for leaf in leaves})
        ]
        self._explains = _explanation(expression, iter(range(len(leaves))))

    def highlights(self, sheets: Sheets) -> Highlights:
        """
        Return the marks of a release's title and its best passages; without any, the beginning of the lead or the body.
        """
        found, answered = self._found(sheets)
        if not self._explains(answered):
            found = self._analysed(sheets)
        title_marks: tuple[Span, ...] = ()
        if found and found[0].zone is Zone.TITLE:
            _, _, start, _, places = found[0]
            title_marks = merged([(first - start, last - start, n) for first, last, n in places])
            found = found[1:]
        return Highlights(title_marks, best_excerpts(found) if found else beginning(sheets))

    def _found(self, sheets: Sheets) -> tuple[list[FoundText], set[int]]:
        """Return the texts where something is found, in order, and the numbers of the leaves that they answer."""
        found: list[FoundText] = []
        answered: set[int] = set()
        for search in self._searches:
            sheet = sheets.sheet(search.zones)
            places = search.finder.places(sheet)
            found += _by_text(sheet, places)
            for sequel in {sequel for _, _, sequel in places}:
                answered.update(search.leaves[sequel])
        if len(self._searches) > 1:
            found.sort(key=_ZONE_OF)  # as texts are
        return found, answered

    def _analysed(self, sheets: Sheets) -> list[FoundText]:
        """Return the texts where something is found when all of them are analysed, in order."""
        found = []
        for search in self._searches:
            sheet = sheets.sheet(search.zones)
            for zone, start, end in sheet.stretches():
                read = places_in(sheet.text[start:end], search.sequels, sheet.language)
                places = [(start + first, start + last, sequel) for first, last, sequel in read]
                if places:
                    found.append(FoundText(zone, sheet, start, end, places))
        return sorted(found, key=_ZONE_OF)


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for in the same *zones*: sequels, each with the numbers of the leaves that it is of."""

    zones: frozenset[Zone]
    sequels: tuple[Sequel, ...]
    leaves: tuple[tuple[int, ...], ...]
    finder: Finder


def _by_text(sheet: Sheet, places: Sequence[Place]) -> Iterator[FoundText]:
    """Yield the texts of *sheet* that have some of *places* (ascending)."""
    first = 0
    while first < len(places):
        number, start, end = sheet.text_at(places[first][0])
        last = first + 1
        while last < len(places) and places[last][0] < end:
            last += 1
        yield FoundText(sheet.zones[number], sheet, start, end, list(places[first:last]))
        first = last


def _alike(scopes: Collection[frozenset[Zone]]) -> list[frozenset[Zone]]:
    """Return the zones of *scopes*, those that are in the same ones together."""
    if len(scopes) == 1:
        return list(scopes)
    together: dict[tuple[bool, ...], set[Zone]] = {}
    for zone in frozenset[Zone]().union(*scopes):
        together.setdefault(tuple(zone in scope for scope in scopes), set()).add(zone)
    return [frozenset(zones) for zones in together.values()]


def _search(zones: frozenset[Zone], sequel_of: dict[int, Sequel], spellings: Spellings) -> _Search:
    leaves_of: dict[Sequel, tuple[int, ...]] = {}
    for leaf, sequel in sequel_of.items():
        leaves_of[sequel] = (*leaves_of.get(sequel, ()), leaf)
    sequels = tuple(leaves_of)
    return _Search(zones, sequels, tuple(leaves_of.values()), Finder(sequels, spellings))


def _explanation(expression: Expression, numbers: Iterator[int]) -> _Explains:
    """Return whether answered leaves, by their number in the order of `wanted_leaves`, make a release match."""
    match expression:
        case Leaf():
            number = next(numbers)
            return lambda answered: number in answered
        case Everything():
            return lambda answered: True
        case Except(kept=kept):
            return _explanation(kept, numbers)
        case All(clauses):
            return _at_least(len(clauses), clauses, numbers)
        case AnyOf(clauses):
            return _at_least(1, clauses, numbers)
        case AtLeast(count, clauses):
            return _at_least(count, clauses, numbers)


def _at_least(count: int, clauses: Sequence[Expression], numbers: Iterator[int]) -> _Explains:
    explanations = [_explanation(clause, numbers) for clause in clauses]
    return lambda answered: sum(explains(answered) for explains in explanations) >= count
