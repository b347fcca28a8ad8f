"""What a search gives back: an engine's matches, and the page that is made of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

from indexer.excerpts.passages import Excerpt
from indexer.excerpts.places import Span
from indexer.excerpts.sheets import Sheets
from indexer.expressions.parsing import Reading
from indexer.queries import Facet, Query
from indexer.records import contact_record, to_record
from indexer.releases import Release


class Match(NamedTuple):
    """One release of a page, with the sheets that excerpts are cut from, and its score (0 where nothing was scored)."""

    sheets: Sheets
    score: float

    @property
    def release(self) -> Release:
        """The release."""
        return self.sheets.release


class ValueCount(NamedTuple):
    """How many matches have one value of a facet; the empty value stands for none."""

    value: str
    count: int  # type: ignore[assignment]  # a number, where tuples have a method that nobody misses


class ValueCounts:
    """
    How many matches have each of *values*, of which there may be thousands: *counts* (int64) of the same length, 0 for
    none; *are_ascending* says that the values are in order, *by_key* which of them have a selection key, where that is
    known. Iterating gives those above 0.
    """

    def __init__(
        self,
        values: Sequence[str],
        counts: npt.NDArray[np.int64],
        *,
        are_ascending: bool = False,
        by_key: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        self._values = values
        self._counts = counts
        self._are_ascending = are_ascending
        self._by_key = by_key

    @classmethod
    def of(cls, counted: Mapping[str, int]) -> "ValueCounts":
        """Return the counts by value of a mapping."""
        return cls(tuple(counted), np.array([*counted.values()], np.int64))

    def __iter__(self) -> Iterator[ValueCount]:
        found = np.flatnonzero(self._counts)
        return map(ValueCount, self._values_of(found), self._counts[found].tolist())

    def __len__(self) -> int:
        return int(np.count_nonzero(self._counts))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ValueCounts) and sorted(self) == sorted(other)

    __hash__ = None  # type: ignore[assignment]  # as of all that holds arrays

    @property
    def total(self) -> int:
        """The sum of the counts."""
        return int(self._counts.sum())

    def most(self, number: int) -> tuple[list[str], list[int]]:
        """Return the *number* most frequent values, most frequent first, then by value; and their counts."""
        found = np.flatnonzero(self._counts)
        counts = self._counts[found]
        if len(found) > number:
            near = counts >= np.partition(counts, -number)[-number]
            found, counts = found[near], counts[near]
        if not self._are_ascending:
            values = self._values_of(found)
            order = np.array(sorted(range(len(values)), key=values.__getitem__), np.int64)
            found, counts = found[order], counts[order]
        first = np.argsort(-counts, kind="stable")[:number]
        return self._values_of(found[first]), counts[first].tolist()

    def with_keys(self, keys: Set[str], key: Callable[[str], str]) -> dict[str, int]:
        """Return the values that have one of the selection *keys*, and their counts; *key* gives the key of a value."""
        if self._by_key is None:
            return {value: count for value, count in self if key(value) in keys}
        numbers = sorted(number for each in keys for number in self._by_key.get(each, ()))
        return {self._values[number]: count for number in numbers if (count := int(self._counts[number]))}

    def _values_of(self, numbers: npt.NDArray[np.int64]) -> list[str]:
        values = self._values
        return [values[number] for number in numbers.tolist()]


@dataclass(frozen=True, slots=True)
class TermCount:
    """How many releases hold a term."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Matches:
    """
    An engine's answer: the exact number of matches, one page of them in order, and exact counts by facet.

    The counts of a facet ignore what is selected in that facet.
    A selected value that no release counts under (a month, an e-mail address) is counted by what it selects.
    """

    total: int
    page: tuple[Match, ...]
    facets: Mapping[Facet, ValueCounts]


@dataclass(frozen=True, slots=True)
class Hit:
    """One release of a result page, with what to mark in its title and its best passages."""

    release: Release
    score: float
    title_marks: tuple[Span, ...]
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One line of a facet as readers see it."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FacetValues:
    """
    A facet as readers see it: the values that are *listed* and their *counts*, most frequent first, those of them that
    are *selected*, the sum of the counts of the *others*, and what gives each value its *label*.
    """

    listed: tuple[str, ...]
    counts: tuple[int, ...]
    label: Callable[[str], str]
    selected: frozenset[str] = frozenset()
    others: int = 0

    @property
    def values(self) -> tuple[FacetValue, ...]:
        """The lines, one by one."""
        return tuple(
            FacetValue(value, self.label(value), count, selected=value in self.selected)
            for value, count in zip(self.listed, self.counts, strict=True)
        )


@dataclass(frozen=True, slots=True)
class ResultPage:
    """
    One page of results. *query* is the one that was answered: *was_loosened* says that it is not quite the one asked,
    since nothing matched that. *took* is in seconds.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[Facet, FacetValues]
    took: float
    was_loosened: bool = False

    @property
    def reading(self) -> Reading:
        """How the typed text was read."""
        return self.query.reading

    @property
    def pages(self) -> int:
        """The number of pages, at least 1."""
        return max(1, -(-self.total // self.query.size))


@lru_cache(maxsize=2**14)
def release_path(release_id: str) -> str:
    """Return the path of a release's page, from the root of the site."""
    return "/communiques/" + quote(release_id, safe="/")


def page_record(page: ResultPage) -> dict[str, Any]:
    """Return *page* as the JSON object of the API and of `infopresse search --json`."""
    reading = page.reading
    return {
        "query": {
            "text": reading.text,
            "read_as": reading.read_as,
            "matching": {"words": reading.words, "at_least": reading.at_least, "loosened": page.was_loosened},
            "notes": [note.value for note in reading.notes],
        },
        "total": page.total,
        "page": page.query.page,
        "pages": page.pages,
        "size": page.query.size,
        "took_ms": round(page.took * 1000, 2),
        "hits": [_hit_record(hit) for hit in page.hits],
        "facets": {
            facet.value: [
                {"value": each.value, "label": each.label, "count": each.count, "selected": each.selected}
                for each in found.values
            ]
            for facet, found in page.facets.items()
        },
        "others": {facet.value: found.others for facet, found in page.facets.items()},
    }


def release_record(release: Release) -> dict[str, Any]:
    """Return *release* as the JSON object of the API: its record, with its address and its source."""
    return {**to_record(release), "url": release_path(release.id), "source": release.source}


def _hit_record(hit: Hit) -> dict[str, Any]:
    release = hit.release
    return {
        "id": release.id,
        "url": release_path(release.id),
        "title": release.title,
        "title_marks": [list(mark) for mark in hit.title_marks],
        "date": release.date.isoformat() if release.date else None,
        "kind": release.kind,
        "place": release.place,
        "issuer": release.issuer,
        "contacts": [contact_record(contact) for contact in release.contacts],
        "source": release.source,
        "score": hit.score,
        "excerpts": [
            {"zone": each.zone.key, "text": each.text, "marks": [list(mark) for mark in each.marks]}
            for each in hit.excerpts
        ],
    }
