"""Filters, facet counts and order over documents: all from columns, nothing from stored records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import TypeAlias

import numpy as np

from indexer.engines.facets import selection_key
from indexer.engines.whoosh.arrays import Array
from indexer.engines.whoosh.best import best
from indexer.engines.whoosh.postings import Numbers
from indexer.engines.whoosh.scores import Scores, Sparse
from indexer.engines.whoosh.snapshot import Mask, Part, Place, Snapshot
from indexer.queries import Facet, Filters, Sort
from indexer.results import ValueCounts

_AT_ONCE = 1_000

Documents: TypeAlias = Numbers | slice
"""Documents of one segment, ascending; a slice for all between two."""


@dataclass(frozen=True, slots=True)
class Selected:
    """
    What a query leaves of one segment: *documents* and, unless all score 0, their *scores*; and, for each facet with a
    selection, the documents that pass all but this selection.
    """

    documents: Documents
    scores: Array | None
    counted: Mapping[Facet, Documents]

    @property
    def number(self) -> int:
        """The number of documents."""
        return number_of(self.documents)


def selected(snapshot: Snapshot, found: Sequence[Scores] | None, filters: Filters, at: int) -> list[Selected]:
    """Return, by segment, what of *found* (None: all) passes *filters* and is visible at the instant *at*."""
    wanted = {
        facet: {selection_key(facet, value) for value in values} for facet, values in filters.selected.items() if values
    }
    return [
        _selected(snapshot, number, found[number] if found else None, filters, at, wanted)
        for number in range(len(snapshot.parts))
    ]


def counts(snapshot: Snapshot, found: Sequence[Selected], filters: Filters, at: int) -> dict[Facet, ValueCounts]:
    """
    Return how many documents have each value of each facet; and how many of them each selected value reaches that is no
    value of a document visible at the instant *at* (a month, an e-mail address).
    """
    facets = snapshot.facets
    of_all = facets.counts([each.documents for each in found])
    return {
        facet: _counts_of_selected(snapshot, facet, found, values, at)
        if (values := filters.selected.get(facet))
        else ValueCounts(facets.values[facet], of_all[facets.ranges[facet]], are_ascending=True)
        for facet in Facet
    }


def _counts_of_selected(
    snapshot: Snapshot, facet: Facet, found: Sequence[Selected], selected: Sequence[str], at: int
) -> ValueCounts:
    """Return the counts of a facet in which values are selected: of what passes all other selections."""
    facets = snapshot.facets
    documents = [each.counted[facet] for each in found]
    by_key = facets.reached_by(facet)
    visible = _visible_totals(snapshot, facet, at)
    reached = {}
    for value in selected:
        key = selection_key(facet, value)
        if not any(visible[number] for number in by_key.get(key, ())):
            masks = (facets.having(facet, {key}, number, each) for number, each in enumerate(documents))
            reached[value] = sum(int(np.count_nonzero(each)) for each in masks)
    counted = facets.counts(documents, facet)[facets.ranges[facet]]
    if not reached:
        return ValueCounts(facets.values[facet], counted, are_ascending=True, by_key=by_key)
    return ValueCounts.of(dict(zip(facets.values[facet], counted.tolist(), strict=True)) | reached)


def _visible_totals(snapshot: Snapshot, facet: Facet, at: int) -> Numbers:
    """Return how many documents visible at the instant *at* have each value of *facet*."""
    facets = snapshot.facets
    hidden = [part.hidden(at) for part in snapshot.parts]
    totals = facets.totals[facets.ranges[facet]]
    return totals - facets.counts(hidden, facet)[facets.ranges[facet]] if any(map(len, hidden)) else totals


def page(snapshot: Snapshot, found: Sequence[Selected], sort: Sort, first: int, last: int) -> list[tuple[Place, int]]:
    """Return the documents from place *first* up to *last* of the order of *sort*, and their scores in 1/ROUNDING."""
    if len(found) == 1:
        return list(_head(0, snapshot.parts[0], found[0], sort, last, first))
    return list(islice(in_order(snapshot, found, sort, last), first, last))


def in_order(snapshot: Snapshot, found: Sequence[Selected], sort: Sort, number: int) -> Iterator[tuple[Place, int]]:
    """Yield the first *number* documents in the order of *sort*, or a few more, and their scores in 1/ROUNDING."""
    heads = [
        _head(nth, part, each, sort, number) for nth, (part, each) in enumerate(zip(snapshot.parts, found, strict=True))
    ]
    if len(heads) == 1:
        return heads[0]
    return merge(*heads, key=lambda each: _key(snapshot.parts[each[0].part], each[0].document, each[1], sort))


def number_of(documents: Documents) -> int:
    """Return the number of *documents*."""
    return max(0, documents.stop - documents.start) if isinstance(documents, slice) else len(documents)


def _selected(
    snapshot: Snapshot,
    number: int,
    found: Scores | None,
    filters: Filters,
    at: int,
    wanted: Mapping[Facet, set[str]],
) -> Selected:
    part = snapshot.parts[number]
    documents, scores = _of_days(part, found, filters)
    hidden = part.hidden(at)
    if found is None and part.alive is not None:
        documents = (
            np.flatnonzero(part.alive[documents]) + documents.start if isinstance(documents, slice) else documents
        )
    if len(hidden):
        stays = ~np.isin(_numbers(documents), hidden)
        documents, scores = _numbers(documents)[stays], scores[stays] if scores is not None else None
    if not wanted:
        return Selected(documents, scores, {})
    masks = {facet: snapshot.facets.having(facet, keys, number, documents) for facet, keys in wanted.items()}
    passing = _all([*masks.values()])
    counted = {
        facet: _kept(documents, _all([mask for other, mask in masks.items() if other is not facet])) for facet in masks
    }
    return Selected(_kept(documents, passing), scores[passing] if scores is not None else None, counted)


def _of_days(part: Part, found: Scores | None, filters: Filters) -> tuple[Documents, Array | None]:
    """Return the documents and scores of *found* that lie between two dates: those of a segment are in their order."""
    first, last = _days(part, filters)
    if found is None:
        return slice(first, last), None
    if isinstance(found, Sparse):
        start, stop = np.searchsorted(found.documents, (first, last)) if last - first < part.size else (0, None)
        return found.documents[start:stop], found.scores[start:stop] if found.most else None
    scores = found.scores[first:last]
    documents = np.flatnonzero(scores != 0)  # comparing first: NumPy looks for what is true much faster
    scores = scores.take(documents)
    documents += first
    return documents, scores


def _days(part: Part, filters: Filters) -> tuple[int, int]:
    """Return the first document that passes the date filters and the one after the last."""
    if filters.since is None and filters.until is None:
        return 0, part.size
    ascending = part.segment.dates[::-1]
    since = max(filters.since or 1, 1)
    first = 0 if filters.until is None else part.size - int(np.searchsorted(ascending, filters.until, side="right"))
    last = part.size - int(np.searchsorted(ascending, since, side="left"))
    return first, max(first, last)


def _head(
    nth: int, part: Part, found: Selected, sort: Sort, number: int, skipped: int = 0
) -> Iterator[tuple[Place, int]]:
    """
    Yield the first *number* documents of the *nth* segment in the order of *sort*, with their scores, but for those
    that are *skipped*.
    """
    documents, scores = found.documents, found.scores
    if sort is Sort.RELEVANCE and scores is not None:
        at = best(scores, number)
    elif sort is Sort.OLDEST:
        at = _oldest(part, documents, number)
    else:
        at = np.arange(min(number, found.number))
    chosen = at + documents.start if isinstance(documents, slice) else documents[at]
    for start in range(skipped, len(chosen), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        values = [0] * len(chosen[some]) if scores is None else scores[at[some]].tolist()
        for document, score in zip(chosen[some].tolist(), values, strict=True):
            yield Place(nth, document), score


def _oldest(part: Part, documents: Documents, number: int) -> Numbers:
    """Return the places of the *number* oldest of *documents*; of one date by id, undated ones last."""
    dates = part.segment.dates[documents]
    dated = int(np.searchsorted(-dates.astype(np.int64), 0))
    begins = np.flatnonzero(np.diff(dates[:dated], prepend=-1))
    sizes = np.diff(begins, append=dated)
    by_date = np.repeat(begins[::-1] - (np.cumsum(sizes[::-1]) - sizes[::-1]), sizes[::-1]) + np.arange(dated)
    return np.concatenate([by_date, np.arange(dated, len(dates))])[:number]


def _key(part: Part, document: int, score: int, sort: Sort) -> tuple[int, int, bytes]:
    """Return what documents of several segments are ordered by."""
    date = int(part.segment.dates[document])
    newest = -date if date else 1
    oldest = date or 99_999_999
    return (
        -score if sort is Sort.RELEVANCE else 0,
        oldest if sort is Sort.OLDEST else newest,
        part.segment.id(document),
    )


def _all(masks: list[Mask]) -> Mask | slice:
    """Return what passes all of *masks*: a slice of everything for none."""
    passing: Mask | slice = slice(None)
    for mask in masks:
        passing = mask if isinstance(passing, slice) else passing & mask
    return passing


def _kept(documents: Documents, passing: Mask | slice) -> Documents:
    if isinstance(passing, slice):
        return documents
    if isinstance(documents, slice):
        return np.flatnonzero(passing) + documents.start
    return documents[passing]


def _numbers(documents: Documents) -> Numbers:
    return np.arange(documents.start, documents.stop) if isinstance(documents, slice) else documents
