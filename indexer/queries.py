"""A query as engines are handed it: an expression, filters, an order, a page, and the instant at which it is asked."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from indexer.expressions.parsing import Matching, Reading, parse
from indexer.expressions.tree import Expression

LARGEST_PAGE = 100


class Facet(StrEnum):
    """What releases are counted and filtered by; the values are the names in URLs and in JSON."""

    YEAR = "annee"
    CONTACT = "contact"
    ISSUER = "emetteur"
    PLACE = "lieu"
    KIND = "type"
    LANGUAGE = "langue"


class Sort(StrEnum):
    """
    The order of hits.

    RELEVANCE is by score, then newest first; the others by date, undated releases last. Ties are ordered by id.
    """

    RELEVANCE = "pertinence"
    NEWEST = "recent"
    OLDEST = "ancien"


NOTHING_SELECTED: Mapping[Facet, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Filters:
    """
    Which of the matches count.

    *since* and *until* are dates as integers YYYYMMDD, both included; undated releases pass neither. Of the values
    *selected* for one facet a release needs one; the empty value means that it has none. A year facet also takes months
    (« 2023-07 »), the contact facet a name in any order or an e-mail address.
    """

    since: int | None = None
    until: int | None = None
    selected: Mapping[Facet, tuple[str, ...]] = field(default_factory=lambda: NOTHING_SELECTED)

    @property
    def are_empty(self) -> bool:
        """Whether every release passes."""
        return self.since is None and self.until is None and not any(self.selected.values())


@dataclass(frozen=True, slots=True)
class Query:
    """
    What is asked of an engine. Pages count from 1; *size* is 1 to 100. *at* is aware: releases under embargo at that
    instant do not exist.
    """

    reading: Reading
    at: datetime.datetime
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 10

    @property
    def expression(self) -> Expression:
        """What must match."""
        return self.reading.tree

    def loosened(self) -> "Query | None":
        """Return the query with any one of its loose words enough, or None when its author or its form forbids that."""
        reading = self.reading
        if reading.matching is not Matching.AUTO or reading.at_least <= 1:
            return None
        return replace(self, reading=parse(reading.text, zones=reading.zones, matching=Matching.ANY))


def date_number(date: datetime.date | None) -> int:
    """Return *date* as the integer YYYYMMDD, and 0 for none."""
    return date.year * 10_000 + date.month * 100 + date.day if date else 0
