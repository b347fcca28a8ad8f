"""Dates, facets and filters as NumPy arrays: for peers that only find documents, and score them."""

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.engines.facets import facet_values, selecting_keys, selection_key
from indexer.excerpts.sheets import Sheets
from indexer.queries import Facet, Filters, Query, Sort, date_number
from indexer.releases import Release
from indexer.results import Match, Matches, ValueCounts

Documents = npt.NDArray[np.int64]
"""Numbers of documents from 0, in the order in which they were put."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Lists:
    """One list of numbers a key: those of key i are `numbers[starts[i] : starts[i + 1]]`."""

    names: dict[str, int]
    starts: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.int32]

    def of(self, name: str) -> npt.NDArray[np.int32]:
        at = self.names.get(name)
        return self.numbers[:0] if at is None else self.numbers[self.starts[at] : self.starts[at + 1]]


class Gathering:
    """Columns while releases are put."""

    def __init__(self) -> None:
        self._dates = array("i")
        self._names: dict[Facet, dict[str, int]] = {facet: {} for facet in Facet}
        self._values: dict[Facet, tuple[array[int], array[int]]] = {f: (array("i"), array("i")) for f in Facet}
        self._keys: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))

    def put(self, release: Release) -> None:
        """Take the next document."""
        number = len(self._dates)
        self._dates.append(date_number(release.date))
        for facet in Facet:
            names = self._names[facet]
            documents, ordinals = self._values[facet]
            for value in facet_values(release, facet):
                documents.append(number)
                ordinals.append(names.setdefault(value, len(names)))
            for key in selecting_keys(release, facet):
                self._keys[_key(facet, key)].append(number)

    def save(self, folder: Path) -> None:
        """Write the columns to *folder*."""
        starts = np.cumsum([0, *map(len, self._keys.values())])
        numbers = np.concatenate([np.frombuffer(each, np.int32) for each in self._keys.values()])
        pairs = {f"{facet}-{i}": each for facet, pair in self._values.items() for i, each in enumerate(pair)}
        arrays = {name: np.frombuffer(each, np.int32) for name, each in pairs.items()}
        dates = np.frombuffer(self._dates, np.int32)
        np.savez(folder / "columns.npz", dates=dates, starts=starts, numbers=numbers, allow_pickle=False, **arrays)
        names = {facet: list(found) for facet, found in self._names.items()}
        (folder / "names.json").write_text(json.dumps({**names, "keys": list(self._keys)}), encoding="utf-8")


class Columns:
    """Columns of an index, in memory."""

    def __init__(self, folder: Path) -> None:
        names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        with np.load(folder / "columns.npz") as stored:
            self.dates: npt.NDArray[np.int32] = stored["dates"]
            self._keys = _Lists({name: i for i, name in enumerate(names["keys"])}, stored["starts"], stored["numbers"])
            self._values = {facet: (stored[f"{facet}-0"], stored[f"{facet}-1"]) for facet in Facet}
        self._names: Mapping[Facet, list[str]] = {facet: names[facet] for facet in Facet}

    def answer(
        self, found: Mask, scores: npt.NDArray[np.float32], query: Query, get: Callable[[int], Release]
    ) -> Matches:
        """Return the page and the counts of the documents *found*, with *scores* by document."""
        base = found & self._dated(query.filters)
        masks = {f: self._selected(f, values) for f, values in query.filters.selected.items() if values}
        passing = _all(base, masks, but=None)
        counts = {f: self._counts(f, _all(base, masks, but=f) if f in masks else passing) for f in Facet}
        documents = np.flatnonzero(passing)
        page = self._ordered(documents, scores, query)
        scored = query.sort is Sort.RELEVANCE
        hits = tuple(Match(Sheets(get(int(each))), float(scores[each]) if scored else 0.0) for each in page)
        return Matches(len(documents), hits, counts)

    def _dated(self, filters: Filters) -> Mask | np.bool_:
        if filters.since is None and filters.until is None:
            return np.True_
        return (self.dates >= max(filters.since or 1, 1)) & (self.dates <= (filters.until or 99_999_999))

    def _selected(self, facet: Facet, values: tuple[str, ...]) -> Mask:
        mask = np.zeros(len(self.dates), bool)
        for value in values:
            mask[self._keys.of(_key(facet, selection_key(facet, value)))] = True
        return mask

    def _counts(self, facet: Facet, mask: Mask) -> ValueCounts:
        documents, ordinals = self._values[facet]
        names = self._names[facet]
        is_single = len(documents) == len(mask)
        counted = np.bincount(ordinals[mask if is_single else mask[documents]], minlength=len(names))
        return ValueCounts(names, counted)

    def _ordered(self, documents: Documents, scores: npt.NDArray[np.float32], query: Query) -> Documents:
        """Return the documents of the page, without sorting those that are far from it."""
        last = query.page * query.size
        by_score = query.sort is Sort.RELEVANCE
        keys = -scores[documents] if by_score else -self.dates[documents]
        if query.sort is Sort.OLDEST:
            keys = -keys
        if len(documents) > last:
            near = keys <= np.partition(keys, last - 1)[last - 1]
            documents, keys = documents[near], keys[near]
        order = np.lexsort((-self.dates[documents], keys))
        return documents[order[last - query.size : last]]


def _all(base: Mask, masks: Mapping[Facet, Mask], but: Facet | None) -> Mask:
    passing = base
    for facet, mask in masks.items():
        if facet is not but:
            passing = passing & mask
    return passing


def _key(facet: Facet, key: str) -> str:
    return f"{facet}\x1f{key}"
