"""The read path: a query -> a page of results, ready to be shown."""

import time
from collections.abc import Mapping

from indexer.analysis.dates import month_name
from indexer.engines.base import Engine
from indexer.engines.facets import selection_key
from indexer.excerpts import excerpts, title_marks
from indexer.extraction.kinds import kind_key, kind_label
from indexer.queries import Facet, Query
from indexer.results import FacetValue, FacetValues, Hit, Match, Matches, ResultPage, ValueCount

MOST_VALUES = 100
"""Values of a facet that are listed; the rest are summed."""

NO_VALUE: Mapping[Facet, str] = {
    Facet.YEAR: "Sans date",
    Facet.CONTACT: "Sans contact",
    Facet.ISSUER: "Émetteur non précisé",
    Facet.PLACE: "Lieu non précisé",
    Facet.KIND: "Type non précisé",
    Facet.LANGUAGE: "Langue non précisée",
}
"""What readers see for the empty value of a facet."""

_LANGUAGES: Mapping[str, str] = {
    "ca": "Catalan",
    "de": "Allemand",
    "en": "Anglais",
    "es": "Espagnol",
    "fr": "Français",
    "it": "Italien",
    "nl": "Néerlandais",
    "pt": "Portugais",
}


def search(engine: Engine, query: Query) -> ResultPage:
    """
    Answer *query*; when nothing matches all of the words that it asks for, answer it for any of them.

    Raises what *engine* raises.
    """
    start = time.perf_counter()
    matches = engine.search(query)
    looser = query.loosened() if not matches.total else None
    if looser:
        loose_matches = engine.search(looser)
        if loose_matches.total:
            query, matches = looser, loose_matches
        else:
            looser = None
    return ResultPage(
        query=query,
        total=matches.total,
        hits=tuple(_hit(match, query) for match in matches.page),
        facets={facet: facet_values(facet, matches, query) for facet in Facet},
        took=time.perf_counter() - start,
        was_loosened=looser is not None,
    )


def facet_values(facet: Facet, matches: Matches, query: Query) -> FacetValues:
    """Return the lines of *facet*: most frequent first, then by label; what is selected is always among them."""
    selected = query.filters.selected.get(facet, ())
    keys = {selection_key(facet, value) for value in selected}
    counted = matches.facets.get(facet, ())
    found = {selection_key(facet, each.value) for each in counted}
    absent = [ValueCount(value, 0) for value in selected if selection_key(facet, value) not in found]
    values = sorted(
        (
            FacetValue(value, facet_label(facet, value), count, selected=selection_key(facet, value) in keys)
            for value, count in ((each.value, each.count) for each in (*counted, *absent))
        ),
        key=lambda each: (-each.count, each.label, each.value),
    )
    listed = [*values[:MOST_VALUES], *(each for each in values[MOST_VALUES:] if each.selected)]
    return FacetValues(tuple(listed), sum(each.count for each in values) - sum(each.count for each in listed))


def facet_label(facet: Facet, value: str) -> str:
    """Return what readers see for a value of *facet*."""
    if not value:
        return NO_VALUE[facet]
    if facet is Facet.KIND:
        return kind_label(kind_key(value))
    if facet is Facet.YEAR and "-" in value:
        year, month = value.split("-")
        return month_name(int(year), int(month))
    if facet is Facet.LANGUAGE:
        return _LANGUAGES.get(value, value)
    return value


def _hit(match: Match, query: Query) -> Hit:
    return Hit(
        release=match.release,
        score=match.score,
        title_marks=title_marks(match.release, query.expression),
        excerpts=excerpts(match.release, query.expression),
    )
