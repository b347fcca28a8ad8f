"""
What the documents of a segment count under, so that counting all facets takes few passes: documents that count under
the same items of some facets share a *profile* there.

Facets whose values go together are kept in one group, as long as its profiles are far fewer than documents.
Items are numbered through all facets, in the order of facets and then by value.

    facet_items         JSON: by facet, [value, keys] of each item (see `indexer.engines.facets`)
    facet_groups        JSON: the facets of each group
    profile_N           of group N: the number of a document's profile, by document
    profile_N_first     where the items of each profile begin in profile_N_item, and where the last ones end
    profile_N_item      the items of profiles
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from indexer.engines.facets import Item
from indexer.engines.whoosh.arrays import Array, ArraysFile, ArraysWriter
from indexer.engines.whoosh.columns import FacetColumn, Items, without_unused
from indexer.engines.whoosh.postings import Numbers
from indexer.queries import Facet

_NEIGHBOURS = (Facet.YEAR, Facet.KIND, Facet.LANGUAGE, Facet.ISSUER, Facet.PLACE, Facet.CONTACT)
"""Those whose values go together stand together."""

_FEW_PROFILES = 256
_DOCUMENTS_A_PROFILE = 16
_EACH_APART = 4


def write_profiles(writer: ArraysWriter, columns: Mapping[Facet, FacetColumn]) -> None:
    """Write the columns of all facets."""
    tidy = {facet: without_unused(columns[facet]) for facet in Facet}
    items = [[[item.value, sorted(item.keys)] for item in column.items] for column in tidy.values()]
    starts = np.cumsum([0, *map(len, items)]).tolist()
    shifted = {
        facet: FacetColumn(column.by_document, [tuple(start + item for item in each) for each in column.lists], [])
        for (facet, column), start in zip(tidy.items(), starts, strict=False)
    }
    groups = list(_groups(shifted))
    writer.add_bytes("facet_items", _json(items))
    writer.add_bytes("facet_groups", _json([facets for facets, _ in groups]))
    for number, (_, column) in enumerate(groups):
        writer.add_number(f"profile_{number}", column.by_document)
        writer.add_number(f"profile_{number}_first", np.cumsum([0, *map(len, column.lists)]))
        writer.add_number(f"profile_{number}_item", np.array([*chain.from_iterable(column.lists)], np.int64))


def _groups(columns: Mapping[Facet, FacetColumn]) -> Iterator[tuple[list[Facet], FacetColumn]]:
    """Yield neighbouring facets with the column of all their items, as long as it has few lists."""
    together: list[Facet] = []
    column: FacetColumn | None = None
    for facet in _NEIGHBOURS:
        own = columns[facet]
        joint = _joint(column, own) if column else own
        few = max(_FEW_PROFILES, len(own.by_document) // _DOCUMENTS_A_PROFILE, len(own.lists))
        if column and len(joint.lists) > max(few, len(column.lists)):
            yield together, column
            together, joint = [], own
        together.append(facet)
        column = joint
    if column:
        yield together, column


def _joint(one: FacetColumn, other: FacetColumn) -> FacetColumn:
    """Return the column of the items of both."""
    pairs, by_document = np.unique(one.by_document * len(other.lists) + other.by_document, return_inverse=True)
    firsts, seconds = np.divmod(pairs, max(1, len(other.lists)))
    lists = [one.lists[i] + other.lists[j] for i, j in zip(firsts.tolist(), seconds.tolist(), strict=True)]
    return FacetColumn(by_document, lists, [])


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class _Group:
    """The profiles of some facets, *of_document* by document; profile p has `item[first[p] : first[p + 1]]`."""

    facets: tuple[Facet, ...]
    of_document: Array
    first: Numbers
    item: Numbers

    def items(self, documents: Numbers | slice) -> Numbers:
        """Return the items of *documents*, one after the other."""
        profiles = taken(self.of_document, documents)
        firsts = self.first.take(profiles)
        sizes = self.first[1:].take(profiles) - firsts
        ends = sizes.cumsum()
        if not len(ends):
            return self.item[:0]
        return self.item.take(np.arange(ends[-1]) + np.repeat(firsts - ends + sizes, sizes))

    def counts(self, documents: Numbers | slice, number: int) -> Numbers:
        """Return how many of *documents* count under each of *number* items."""
        profiles = np.bincount(taken(self.of_document, documents), minlength=len(self.first) - 1)
        by_place = np.repeat(profiles, np.diff(self.first))
        return np.bincount(self.item, by_place, number).astype(np.int64)

    def having(self, wanted: npt.NDArray[np.bool_], documents: Numbers | slice) -> npt.NDArray[np.bool_]:
        """Return which of *documents* count under one of the items that are *wanted* (one a number)."""
        reached = np.logical_or.reduceat(wanted.take(self.item), self.first[:-1]) if len(self.item) else wanted
        found: npt.NDArray[np.bool_] = reached.take(taken(self.of_document, documents))
        return found


class Profiles:
    """The profiles of a segment of *size* documents. *items* are by facet; they are numbered through all of them."""

    def __init__(self, file: ArraysFile, size: int) -> None:
        named = json.loads(file.text("facet_items", 0, file.length("facet_items")))
        self._size = size
        self._groups = [
            _Group(
                tuple(map(Facet, facets)),
                file.whole(f"profile_{number}"),
                file.whole(f"profile_{number}_first").astype(np.int64),
                file.whole(f"profile_{number}_item").astype(np.int64),
            )
            for number, facets in enumerate(json.loads(file.text("facet_groups", 0, file.length("facet_groups"))))
        ]
        self.items = {
            facet: [Item(value, frozenset(keys)) for value, keys in items]
            for facet, items in zip(Facet, named, strict=True)
        }
        starts = np.cumsum([0, *map(len, self.items.values())]).tolist()
        self.ranges = {facet: range(*ends) for facet, ends in zip(Facet, pairwise(starts), strict=True)}
        self.number = starts[-1]

    @cached_property
    def totals(self) -> Numbers:
        """How many documents count under each item."""
        return self._counted(self._groups, slice(0, self._size))

    def counts(self, documents: Numbers | slice, facet: Facet | None = None) -> Numbers:
        """
        Return how many of *documents* (ascending) count under each item of all facets; or at least under those of
        *facet*.
        """
        if isinstance(documents, slice) and documents.stop - documents.start == self._size:
            return self.totals
        return self._counted([each for each in self._groups if facet is None or facet in each.facets], documents)

    def having(self, facet: Facet, wanted: npt.NDArray[np.bool_], documents: Numbers | slice) -> npt.NDArray[np.bool_]:
        """Return which of *documents* (ascending) count under one of the items of *facet* that are *wanted*."""
        of_all = np.zeros(self.number, bool)
        of_all[self.ranges[facet].start : self.ranges[facet].stop] = wanted
        (group,) = (each for each in self._groups if facet in each.facets)
        return group.having(of_all, documents)

    def column(self, facet: Facet) -> FacetColumn:
        """Return what documents count under in *facet*."""
        (group,) = (each for each in self._groups if facet in each.facets)
        own = self.ranges[facet]
        numbers: dict[Items, int] = {}
        of_profile = [
            numbers.setdefault(tuple([item - own.start for item in items if item in own]), len(numbers))
            for items in (group.item[start:stop].tolist() for start, stop in pairwise(group.first.tolist()))
        ]
        by_document = np.array(of_profile, np.int64).take(group.of_document) if of_profile else group.first[:0]
        return FacetColumn(by_document, list(numbers), self.items[facet])

    def _counted(self, groups: Iterable[_Group], documents: Numbers | slice) -> Numbers:
        number = documents.stop - documents.start if isinstance(documents, slice) else len(documents)
        few: list[Numbers] = []
        found: Numbers | None = None
        for group in groups:
            if number * _EACH_APART < len(group.item):
                few.append(group.items(documents))
            else:
                counts = group.counts(documents, self.number)
                found = counts if found is None else found + counts
        if few:
            counts = np.bincount(np.concatenate(few), minlength=self.number)
            found = counts if found is None else found + counts
        return np.zeros(self.number, np.int64) if found is None else found


def taken(values: Array, documents: Numbers | slice) -> Array:
    """Return the *values* of *documents*: `take`, since indexing with an array of numbers takes longer."""
    return values[documents] if isinstance(documents, slice) else values.take(documents)
