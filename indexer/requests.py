"""
What a person asks, in the one vocabulary of the page, its API and the command line: `q`, `du`, `au`, `annee`, `mois`,
`contact`, `emetteur`, `lieu`, `type`, `langue`, `tri`, `page`, `taille`, `zones`, `mots`.

`decode` never fails: what it cannot read it leaves out, and says so. `encode` is its inverse.
"""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from indexer.analysis.dates import Period, parse_period
from indexer.expressions.parsing import Matching, parse
from indexer.queries import LARGEST_PAGE, NOTHING_SELECTED, Facet, Filters, Query, Sort, date_number
from indexer.releases import SEARCHED_BY_DEFAULT, Zone

ZONES: Mapping[str, frozenset[Zone]] = {
    "titre": frozenset({Zone.TITLE, Zone.SUBTITLE}),
    "chapo": frozenset({Zone.LEAD}),
    "corps": frozenset({Zone.BODY}),
    "notes": frozenset({Zone.NOTES}),
    "contacts": frozenset({Zone.CONTACTS, Zone.AFFILIATIONS}),
    "apropos": frozenset({Zone.BOILERPLATE}),
    "tout": frozenset(Zone),
}
"""Values of `zones`, and where they let words be searched; several add up."""

MOST_SELECTED = 100
"""Values of one facet that are read."""

DEFAULT_SIZE = 10
_LAST_PAGE = 1_000_000

_Choice = TypeVar("_Choice", Sort, Matching)
_FACET_NAMES = frozenset({*(facet.value for facet in Facet), "mois"})
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter that is wrong: its name, its value, and the reason in French, for readers."""

    parameter: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """
    One search as it stands in an address.

    *since* and *until* are dates as they were typed, known to be readable. *sort* is None where the request leaves it
    to the default: by relevance when there are words, newest first when not.
    """

    text: str = ""
    since: str = ""
    until: str = ""
    selected: Mapping[Facet, tuple[str, ...]] = field(default_factory=lambda: NOTHING_SELECTED)
    sort: Sort | None = None
    page: int = 1
    size: int = DEFAULT_SIZE
    zones: tuple[str, ...] = ()
    matching: Matching = Matching.AUTO

    @property
    def order(self) -> Sort:
        """The order that applies."""
        return self.sort or self.default_order

    @property
    def default_order(self) -> Sort:
        """The order that applies where none is asked for."""
        return Sort.RELEVANCE if self.text.strip() else Sort.NEWEST

    def query(self, now: datetime.datetime) -> Query:
        """Return what to ask of an engine at the instant *now* (aware)."""
        zones = frozenset[Zone]().union(*(ZONES[name] for name in self.zones)) or SEARCHED_BY_DEFAULT
        since, until = _period(self.since), _period(self.until)
        return Query(
            reading=parse(self.text, zones=zones, matching=self.matching),
            at=now,
            filters=Filters(
                since=date_number(since.first) if since else None,
                until=date_number(until.last) if until else None,
                selected=self.selected,
            ),
            sort=self.order,
            page=self.page,
            size=self.size,
        )


def decode(parameters: Mapping[str, Sequence[str]]) -> tuple[SearchRequest, tuple[Problem, ...]]:
    """Return the request that *parameters* ask for, and what of them could not be read."""
    problems: list[Problem] = []
    read = _Reader(parameters, problems)
    request = SearchRequest(
        text=read.last("q"),
        since=read.date("du"),
        until=read.date("au"),
        selected=read.selected(),
        sort=read.choice("tri", Sort),
        page=read.number("page", 1, _LAST_PAGE, 1),
        size=read.number("taille", 1, LARGEST_PAGE, DEFAULT_SIZE),
        zones=read.zones(),
        matching=read.choice("mots", Matching) or Matching.AUTO,
    )
    since, until = _period(request.since), _period(request.until)
    if since and until and since.first > until.last:
        problems.append(
            Problem("au", request.until, "cette date vient avant celle de « du » : rien ne peut correspondre")
        )
    return request, tuple(problems)


def encode(request: SearchRequest) -> list[tuple[str, str]]:
    """Return the parameters of *request*, in a fixed order and without those that say the default."""
    pairs = [("q", request.text), ("du", request.since), ("au", request.until)]
    for facet, values in request.selected.items():
        pairs += [(facet_parameter(facet, value), value) for value in values]
    pairs += [("zones", zone) for zone in request.zones]
    pairs.append(("mots", "" if request.matching is Matching.AUTO else request.matching.value))
    pairs.append(("tri", request.sort.value if request.sort else ""))
    pairs.append(("taille", "" if request.size == DEFAULT_SIZE else str(request.size)))
    pairs.append(("page", "" if request.page == 1 else str(request.page)))
    return [(name, value) for name, value in pairs if value or name in _FACET_NAMES]


def facet_parameter(facet: Facet, value: str) -> str:
    """Return the name of the parameter that selects *value*: months have one of their own."""
    return "mois" if facet is Facet.YEAR and "-" in value else facet.value


def _period(typed: str) -> Period | None:
    return parse_period(typed) if typed else None


class _Reader:
    """Reads single parameters, and notes what it cannot read."""

    def __init__(self, parameters: Mapping[str, Sequence[str]], problems: list[Problem]) -> None:
        self._parameters = parameters
        self._problems = problems

    def last(self, name: str) -> str:
        values = self._parameters.get(name, ())
        return values[-1] if values else ""

    def date(self, name: str) -> str:
        typed = self.last(name).strip()
        if typed and _period(typed) is None:
            self._refuse(name, typed, "cette date n’est pas comprise ; écrivez par exemple 2023, 07/2023 ou 13/07/2023")
            return ""
        return typed

    def number(self, name: str, least: int, most: int, default: int) -> int:
        typed = self.last(name).strip()
        if not typed:
            return default
        if typed.isascii() and typed.isdigit() and len(typed) <= 9 and least <= int(typed) <= most:
            return int(typed)
        self._refuse(name, typed, f"il faut un nombre entier de {least} à {most}")
        return default

    def choice(self, name: str, choices: type[_Choice]) -> _Choice | None:
        typed = self.last(name).strip()
        if not typed:
            return None
        if typed in {each.value for each in choices}:
            return choices(typed)
        self._refuse(name, typed, f"il faut {_one_of(each.value for each in choices)}")
        return None

    def zones(self) -> tuple[str, ...]:
        typed = tuple(dict.fromkeys(value for value in self._parameters.get("zones", ()) if value))
        for unknown in (value for value in typed if value not in ZONES):
            self._refuse("zones", unknown, f"il faut {_one_of(ZONES)}")
        return tuple(value for value in typed if value in ZONES)

    def selected(self) -> Mapping[Facet, tuple[str, ...]]:
        found = {}
        for facet in Facet:
            values = [value.strip() for value in self._parameters.get(facet.value, ())]
            if facet is Facet.YEAR:
                values = self._matching("annee", values, _YEAR, "il faut une année, par exemple 2023")
                months = [value.strip() for value in self._parameters.get("mois", ()) if value.strip()]
                values += self._matching("mois", months, _MONTH, "il faut un mois, par exemple 2023-07")
            distinct = tuple(dict.fromkeys(values))
            for value in distinct[MOST_SELECTED:]:
                self._refuse(facet.value, value, f"pas plus de {MOST_SELECTED} valeurs à la fois")
            if distinct:
                found[facet] = distinct[:MOST_SELECTED]
        return found

    def _matching(self, name: str, values: Iterable[str], pattern: re.Pattern[str], reason: str) -> list[str]:
        kept = []
        for value in values:
            if not value or pattern.fullmatch(value):
                kept.append(value)
            else:
                self._refuse(name, value, reason)
        return kept

    def _refuse(self, name: str, value: str, reason: str) -> None:
        self._problems.append(Problem(name, value, reason))


def _one_of(choices: Iterable[str]) -> str:
    return "l’une de ces valeurs : " + ", ".join(choices)
