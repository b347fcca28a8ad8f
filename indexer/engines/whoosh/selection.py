"""Filters, facet counts and order over documents: all from columns, nothing from stored records."""

import datetime

import numpy as np
import numpy.typing as npt

from indexer.engines.facets import selection_key
from indexer.engines.scoring import ROUNDING
from indexer.engines.whoosh.evaluator import Scored
from indexer.engines.whoosh.schema import microseconds
from indexer.engines.whoosh.snapshot import Documents, Snapshot
from indexer.queries import Facet, Filters, Sort
from indexer.results import ValueCount

_Mask = npt.NDArray[np.bool_]
_NO_DATE = 99_999_999


def visible(snapshot: Snapshot, at: datetime.datetime) -> _Mask:
    """Return, for each document, whether it is free of embargo at the instant *at*."""
    return snapshot.embargoes <= microseconds(at)


def selected(snapshot: Snapshot, found: Scored, filters: Filters, seen: _Mask) -> tuple[Scored, dict[Facet, _Mask]]:
    """
    Return those of *found* that pass *filters* and are *seen*; and, for each facet, the documents to count under it:
    those that pass everything but what is selected in that facet.
    """
    base = np.zeros(snapshot.size, bool)
    base[found.documents] = True
    base &= seen
    if filters.since is not None:
        base &= snapshot.dates >= max(filters.since, 1)
    if filters.until is not None:
        base &= (snapshot.dates > 0) & (snapshot.dates <= filters.until)
    masks = {
        facet: snapshot.keys[facet].having({selection_key(facet, value) for value in values})
        for facet, values in filters.selected.items()
        if values
    }
    passing = _all(base, masks, except_for=None)
    counted = {facet: _all(base, masks, except_for=facet) if facet in masks else passing for facet in Facet}
    stays = passing[found.documents]
    return Scored(found.documents[stays], found.scores[stays]), counted


def counts(snapshot: Snapshot, facet: Facet, counted: _Mask, filters: Filters) -> tuple[ValueCount, ...]:
    """
    Return how many of the documents marked in *counted* have each value of *facet*; and how many of them each selected
    value reaches that is no value of a document (a month, an e-mail address). Nothing for no document.
    """
    column = snapshot.values[facet]
    found = np.bincount(column.selected(counted), minlength=len(column.values))
    by_value = [(column.values[i], int(found[i])) for i in np.flatnonzero(found)]
    keys = {selection_key(facet, value) for value in column.values}
    reached = [
        (value, int(np.count_nonzero(snapshot.keys[facet].having({selection_key(facet, value)}) & counted)))
        for value in filters.selected.get(facet, ())
        if selection_key(facet, value) not in keys
    ]
    return tuple(ValueCount(value, count) for value, count in [*by_value, *reached] if count)


def ordered(snapshot: Snapshot, found: Scored, sort: Sort) -> tuple[Documents, npt.NDArray[np.float64]]:
    """Return the documents of *found* in the order of *sort*, and their scores rounded to 1/1024."""
    documents = found.documents
    scores = np.rint(found.scores * ROUNDING) / ROUNDING
    dates = snapshot.dates[documents]
    match sort:
        case Sort.RELEVANCE:
            order = np.lexsort((snapshot.id_ranks[documents], -dates, -scores))
        case Sort.NEWEST:
            order = np.lexsort((snapshot.id_ranks[documents], -dates))
        case Sort.OLDEST:
            order = np.lexsort((snapshot.id_ranks[documents], np.where(dates == 0, _NO_DATE, dates)))
    return documents[order], scores[order]


def _all(base: _Mask, masks: dict[Facet, _Mask], except_for: Facet | None) -> _Mask:
    passing = base.copy()
    for facet, mask in masks.items():
        if facet is not except_for:
            passing &= mask
    return passing
