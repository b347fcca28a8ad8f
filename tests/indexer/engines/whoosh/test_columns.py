"""Columns and profiles count and select as sets of items do."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.arrays import opened
from support.drawing import drawn

from indexer.engines.facets import Item
from indexer.engines.whoosh.columns import FacetColumn, column_of, merged_columns
from indexer.engines.whoosh.postings import Numbers
from indexer.engines.whoosh.profiles import Profiles, write_profiles
from indexer.queries import Facet

PLACES = ("Brest", "Nantes", "L’Île-d’Yeu", "Saint-Malo", "Roscoff", "Rennes", "")
ITEMS = tuple(Item(place, frozenset({place.casefold(), f"ville de {place}"})) for place in PLACES)

of_documents = st.lists(
    st.lists(st.integers(0, len(ITEMS) - 1), min_size=1, max_size=5, unique=True).map(tuple), max_size=40
)
single = st.lists(st.integers(0, len(ITEMS) - 1).map(lambda item: (item,)), max_size=300)
columns = single | of_documents


def chosen_of(data: st.DataObject, size: int) -> Numbers | slice:
    """Draw some of *size* documents: an array of ascending numbers, or a slice."""
    if data.draw(st.booleans(), label="as a slice"):
        start, stop = sorted((data.draw(st.integers(0, size)), data.draw(st.integers(0, size))))
        return slice(start, stop)
    kept = data.draw(st.lists(st.booleans(), min_size=size, max_size=size), label="kept")
    return np.flatnonzero(np.array(kept, bool))


def stored(column: FacetColumn) -> Profiles:
    """Return *column* as a file has it, beside columns of other facets that most documents have in common."""
    size = len(column.by_document)
    years = column_of([(number * 3 // max(1, size),) for number in range(size)], ITEMS)
    nothing = column_of([(0,)] * size, ITEMS)
    columns = {facet: {Facet.YEAR: years, Facet.PLACE: column}.get(facet, nothing) for facet in Facet}
    return Profiles(opened(lambda writer: write_profiles(writer, columns)), size)


def values(column: FacetColumn) -> list[set[Item]]:
    """Return the items of each document."""
    return [{column.items[item] for item in column.lists[number]} for number in column.by_document.tolist()]


def expected_of(by_document: Sequence[tuple[int, ...]]) -> list[set[Item]]:
    """Return what `values` is of the column of *by_document*."""
    return [{ITEMS[item] for item in each} for each in by_document]


@drawn(60)
@given(by_document=columns, data=st.data())
def test_documents_are_counted_and_selected_by_their_items(
    by_document: list[tuple[int, ...]], data: st.DataObject
) -> None:
    profiles = stored(column_of(by_document, ITEMS))
    documents = chosen_of(data, len(by_document))
    numbers = np.arange(len(by_document))[documents].tolist()
    items, own = profiles.items[Facet.PLACE], profiles.ranges[Facet.PLACE]
    counted = Counter(ITEMS[item] for number in numbers for item in by_document[number])
    facet = data.draw(st.sampled_from((None, Facet.PLACE)))
    assert profiles.counts(documents, facet)[own.start : own.stop].tolist() == [counted[item] for item in items]
    wanted = data.draw(st.sets(st.integers(0, len(ITEMS) - 1)), label="wanted")
    is_wanted = np.array([ITEMS.index(item) in wanted for item in items], bool)
    assert profiles.having(Facet.PLACE, is_wanted, documents).tolist() == [
        not wanted.isdisjoint(by_document[number]) for number in numbers
    ]


@drawn(40)
@given(by_document=columns)
@example(by_document=[(0,)] * 300 + [(1, 2, 3)])
def test_a_column_is_read_as_it_was_written(by_document: list[tuple[int, ...]]) -> None:
    column = column_of(by_document, ITEMS)
    found = stored(column).column(Facet.PLACE)
    assert values(found) == values(column) == expected_of(by_document)
    assert {*found.items} == {item for each in values(found) for item in each}, (
        "items that no document has are left out"
    )
    assert [item.value for item in found.items] == sorted(item.value for item in found.items)


@drawn(40)
@given(parts=st.lists(st.tuples(of_documents, st.permutations(range(len(ITEMS)))), max_size=4), data=st.data())
def test_merged_columns_hold_the_items_of_the_documents_that_stay(
    parts: list[tuple[list[tuple[int, ...]], list[int]]], data: st.DataObject
) -> None:
    """Each column numbers the items in an order of its own."""
    renumbered = [
        column_of([tuple(order.index(item) for item in each) for each in by_document], [ITEMS[i] for i in order])
        for by_document, order in parts
    ]
    everything = [(number, document) for number, (each, _) in enumerate(parts) for document in range(len(each))]
    taken = [each for each in data.draw(st.permutations(everything)) if data.draw(st.booleans())]
    numbers, documents = np.array(taken, np.int64).reshape(-1, 2).T
    merged = merged_columns([stored(each).column(Facet.PLACE) for each in renumbered], numbers, documents)
    assert values(merged) == [expected_of(parts[number][0])[document] for number, document in taken]
    assert values(stored(merged).column(Facet.PLACE)) == values(merged)


@pytest.mark.parametrize(("distinct", "groups"), [(3, 1), (600, 2)])
def test_facets_are_kept_together_while_few_lists_serve_many_documents(distinct: int, groups: int) -> None:
    items = [Item(f"ville {number:03}", frozenset({f"ville {number:03}"})) for number in range(600)]
    column = column_of([(number % distinct,) for number in range(1_200)], items)
    years = column_of([(number % 7,) for number in range(1_200)], ITEMS)
    nothing = column_of([(0,)] * 1_200, ITEMS)
    columns = {facet: {Facet.YEAR: years, Facet.PLACE: column}.get(facet, nothing) for facet in Facet}
    file = opened(lambda writer: write_profiles(writer, columns))
    assert sum(f"profile_{number}" in file for number in range(len(Facet))) == groups
