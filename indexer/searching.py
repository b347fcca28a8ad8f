"""The read path: a query -> a page of results, ready to be shown."""

import datetime
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache, partial

from indexer.analysis.dates import month_name
from indexer.engines.base import Engine
from indexer.engines.facets import selection_key
from indexer.errors import ReleaseNotFound
from indexer.excerpts.highlighting import highlighter, wanted_terms
from indexer.extraction.kinds import kind_key, kind_label
from indexer.queries import Facet, Query
from indexer.releases import Release
from indexer.results import FacetValues, Hit, Matches, ResultPage, ValueCounts

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
        hits=_hits(engine, query, matches),
        facets={facet: facet_values(facet, matches, query) for facet in Facet},
        took=time.perf_counter() - start,
        was_loosened=looser is not None,
    )


def release_at(engine: Engine, release_id: str, at: datetime.datetime) -> Release:
    """
    Return one release as readers see it at the instant *at*: of the releases that it names only those they see too.

    Raises what *engine* raises, `ReleaseNotFound` among it.
    """
    found = engine.get(release_id, at=at)
    named = {*found.near_duplicates, *([found.corrects] if found.corrects else [])}
    hidden = {each for each in named if not _is_visible(engine, each, at)}
    if not hidden:
        return found
    return replace(
        found,
        corrects=None if found.corrects in hidden else found.corrects,
        near_duplicates=tuple(each for each in found.near_duplicates if each not in hidden),
    )


def corrected(engine: Engine, release: Release, at: datetime.datetime) -> Release | None:
    """Return the release that *release* corrects; None where there is none that readers see at the instant *at*."""
    if release.corrects is None:
        return None
    try:
        return engine.get(release.corrects, at=at)
    except ReleaseNotFound:
        return None


def facet_values(facet: Facet, matches: Matches, query: Query) -> FacetValues:
    """Return the lines of *facet*: most frequent first, then by value; what is selected is always among them."""
    counted = matches.facets[facet]
    listed, counts = counted.most(MOST_VALUES)
    selected = _selected(facet, counted, query.filters.selected.get(facet, ()))
    more = sorted((-count, value) for value, count in selected.items() if value not in listed)
    listed += [value for _, value in more]
    counts += [-count for count, _ in more]
    return FacetValues(
        listed=tuple(listed),
        counts=tuple(counts),
        label=_LABELS[facet],
        selected=frozenset(selected),
        others=counted.total - sum(counts),
    )


@lru_cache(maxsize=2**14)
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


_LABELS = {facet: partial(facet_label, facet) for facet in Facet}


def _is_visible(engine: Engine, release_id: str, at: datetime.datetime) -> bool:
    try:
        engine.get(release_id, at=at)
    except ReleaseNotFound:
        return False
    return True


def _selected(facet: Facet, counted: ValueCounts, asked: Iterable[str]) -> dict[str, int]:
    """Return the counts of the values that *asked* selects, however they are written, and 0 for those without any."""
    keys = {selection_key(facet, value) for value in asked}
    if not keys:
        return {}
    found = counted.with_keys(keys, partial(selection_key, facet))
    absent = keys.difference(selection_key(facet, value) for value in found)
    return {**found, **{value: 0 for value in asked if selection_key(facet, value) in absent}}


def _hits(engine: Engine, query: Query, matches: Matches) -> tuple[Hit, ...]:
    if not matches.page:
        return ()
    highlights = highlighter(query.expression, engine.forms(wanted_terms(query.expression))).highlights
    return tuple([Hit(sheets.release, score, *highlights(sheets)) for sheets, score in matches.page])
