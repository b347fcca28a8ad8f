"""
What documents count under in one facet, by document.

    NAME               number of the first item
    NAME_second        number of the second item and one; 0 for none; empty where no document has two
    NAME_more          documents of all further items, ascending; NAME_more_item: those items
    NAME_items         JSON: [value, keys] of each item (see `indexer.engines.facets`)
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.engines.facets import Item
from indexer.engines.whoosh.arrays import Array, ArraysFile, ArraysWriter
from indexer.engines.whoosh.postings import Numbers


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """What documents count under: see the module for the arrays."""

    first: Array
    second: Array
    more: Array
    more_items: Array
    items: Sequence[Item]

    def counts(self, documents: Numbers | slice) -> Numbers:
        """Return how many of *documents* (ascending) count under each item."""
        number = len(self.items)
        found = np.bincount(self.first[documents], minlength=number)
        if len(self.second):
            found = found + np.bincount(self.second[documents], minlength=number + 1)[1:]
        if len(self.more):
            found = found + np.bincount(self.more_items[_among(self.more, documents)], minlength=number)
        return found

    def having(self, wanted: npt.NDArray[np.bool_], documents: Numbers | slice) -> npt.NDArray[np.bool_]:
        """Return which of *documents* (ascending) count under one of the items that are *wanted* (one a number)."""
        found: npt.NDArray[np.bool_] = wanted[self.first[documents]]
        if len(self.second):
            found |= np.concatenate(([False], wanted))[self.second[documents]]
        if len(self.more):
            reached = self.more[wanted[self.more_items]]
            found |= np.isin(_numbers(documents, len(self.first)), reached)
        return found


def column_of(by_document: Sequence[tuple[int, ...]], items: Sequence[Item]) -> FacetColumn:
    """Return the column of documents that count under the items with these numbers."""
    has_second = any(len(each) > 1 for each in by_document)
    more = [(document, item) for document, each in enumerate(by_document) for item in each[2:]]
    more_documents, more_items = np.array(more, np.int64).reshape(-1, 2).T
    return FacetColumn(
        first=np.array([each[0] for each in by_document], np.int64),
        second=np.array([each[1] + 1 if len(each) > 1 else 0 for each in by_document] if has_second else [], np.int64),
        more=more_documents,
        more_items=more_items,
        items=items,
    )


def merged_columns(columns: Sequence[FacetColumn], parts: Numbers, documents: Numbers) -> FacetColumn:
    """Return one column whose document d is document `documents[d]` of column `parts[d]`."""
    numbers: dict[Item, int] = {}
    firsts = np.empty(len(parts), np.int64)
    seconds = np.zeros(len(parts), np.int64)
    more = []
    for part, column in enumerate(columns):
        common = np.array([numbers.setdefault(item, len(numbers)) for item in column.items], np.int64)
        taken = np.flatnonzero(parts == part)
        at = documents[taken]
        firsts[taken] = common[column.first[at]]
        if len(column.second):
            seconds[taken] = np.concatenate(([0], common + 1))[column.second[at]]
        new = np.full(len(column.first), -1, np.int64)
        new[at] = taken
        stays = new[column.more] >= 0
        more.append(np.stack([new[column.more][stays], common[column.more_items][stays]]))
    more_documents, more_items = np.concatenate([np.empty((2, 0), np.int64), *more], axis=1)
    order = np.argsort(more_documents, kind="stable")
    return FacetColumn(
        first=firsts,
        second=seconds if seconds.any() else seconds[:0],
        more=more_documents[order],
        more_items=more_items[order],
        items=list(numbers),
    )


def write_column(writer: ArraysWriter, name: str, column: FacetColumn) -> None:
    """Write *column* under *name*, without the items that no document has."""
    column = _without_unused(column)
    writer.add_number(name, column.first)
    writer.add_number(f"{name}_second", column.second)
    writer.add_number(f"{name}_more", column.more)
    writer.add_number(f"{name}_more_item", column.more_items)
    items = [[item.value, sorted(item.keys)] for item in column.items]
    writer.add_bytes(f"{name}_items", json.dumps(items, ensure_ascii=False, separators=(",", ":")).encode())


def read_column(file: ArraysFile, name: str) -> FacetColumn:
    """Read the column that was written under *name*."""
    items = json.loads(file.text(f"{name}_items", 0, file.length(f"{name}_items")))
    return FacetColumn(
        first=file.whole(name),
        second=file.whole(f"{name}_second"),
        more=file.whole(f"{name}_more"),
        more_items=file.whole(f"{name}_more_item"),
        items=[Item(value, frozenset(keys)) for value, keys in items],
    )


def _without_unused(column: FacetColumn) -> FacetColumn:
    """Return *column* with those of its items that documents count under."""
    used = np.zeros(len(column.items), bool)
    for items in (column.first, column.second[column.second > 0] - 1, column.more_items):
        used[items] = True
    if used.all():
        return column
    numbers = np.cumsum(used) - 1
    return FacetColumn(
        first=numbers[column.first],
        second=np.concatenate(([0], numbers + 1))[column.second],
        more=column.more,
        more_items=numbers[column.more_items],
        items=[item for item, is_used in zip(column.items, used.tolist(), strict=True) if is_used],
    )


def _numbers(documents: Numbers | slice, size: int) -> Numbers:
    """Return *documents* as an array."""
    return np.arange(size)[documents] if isinstance(documents, slice) else documents


def _among(ascending: Array, documents: Numbers | slice) -> npt.NDArray[np.bool_]:
    """Return which of *ascending* are among *documents* (ascending too)."""
    if isinstance(documents, slice):
        return (ascending >= documents.start) & (ascending < documents.stop)
    if not len(documents):
        return np.zeros(len(ascending), bool)
    at = np.minimum(np.searchsorted(documents, ascending), len(documents) - 1)
    found: npt.NDArray[np.bool_] = documents[at] == ascending
    return found
