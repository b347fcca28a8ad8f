"""Queries in one line."""

import datetime
from collections.abc import Mapping
from typing import Any

from indexer.expressions.parsing import Matching, parse
from indexer.queries import NOTHING_SELECTED, Facet, Filters, Query
from indexer.releases import SEARCHED_BY_DEFAULT, Zone

NOW = datetime.datetime(2024, 12, 31, 12, tzinfo=datetime.UTC)
"""When queries are asked unless they say otherwise: later than every embargo of `support.releases.ARCHIVE`."""


def query(
    text: str = "",
    *,
    zones: frozenset[Zone] = SEARCHED_BY_DEFAULT,
    matching: Matching = Matching.AUTO,
    since: int | None = None,
    until: int | None = None,
    selected: Mapping[Facet, tuple[str, ...]] = NOTHING_SELECTED,
    at: datetime.datetime = NOW,
    **options: Any,
) -> Query:
    """Return the query for a typed *text*; *options* are those of `Query`: sort, page, size."""
    reading = parse(text, zones=zones, matching=matching)
    return Query(reading=reading, at=at, filters=Filters(since, until, selected), **options)
