"""
What documents count under in one facet, on its way into a segment: each document has the number of a list of items, and
few lists serve many documents. Segments keep such columns as `indexer.engines.whoosh.profiles`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from indexer.engines.facets import Item
from indexer.engines.whoosh.postings import Numbers

Items: TypeAlias = tuple[int, ...]
"""Numbers of items."""


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """Document d counts under the items with the numbers `lists[by_document[d]]`; *items* are named by number."""

    by_document: Numbers
    lists: Sequence[Items]
    items: Sequence[Item]


def column_of(by_document: Sequence[Items], items: Sequence[Item]) -> FacetColumn:
    """Return the column of documents that count under the items with these numbers."""
    numbers: dict[Items, int] = {}
    found = np.array([numbers.setdefault(each, len(numbers)) for each in by_document], np.int64)
    return FacetColumn(found, list(numbers), items)


def merged_columns(columns: Sequence[FacetColumn], parts: Numbers, documents: Numbers) -> FacetColumn:
    """Return one column whose document d is document `documents[d]` of column `parts[d]`."""
    of_items: dict[Item, int] = {}
    of_lists: dict[Items, int] = {}
    by_document = np.empty(len(parts), np.int64)
    for part, column in enumerate(columns):
        items = [of_items.setdefault(item, len(of_items)) for item in column.items]
        lists = [tuple([items[number] for number in each]) for each in column.lists]
        numbers = np.array([of_lists.setdefault(each, len(of_lists)) for each in lists], np.int64)
        taken = np.flatnonzero(parts == part)
        by_document[taken] = numbers[column.by_document[documents[taken]]]
    return FacetColumn(by_document, list(of_lists), list(of_items))


def without_unused(column: FacetColumn) -> FacetColumn:
    """Return *column* with the lists and items that documents have, items ordered by value."""
    used, by_document = np.unique(column.by_document, return_inverse=True)
    lists = [column.lists[number] for number in used.tolist()]
    ordered = sorted({item for each in lists for item in each}, key=lambda number: column.items[number].value)
    numbers = {item: number for number, item in enumerate(ordered)}
    return FacetColumn(
        by_document,
        [tuple([numbers[item] for item in each]) for each in lists],
        [column.items[number] for number in ordered],
    )
