"""
Xapian with our terms: one list a term over the zones searched by default, weighed by frequencies within documents.

Frequencies are whole numbers, so zones count twice their weight, and k1 is doubled. Facets are value slots that Xapian
counts itself; contacts are counted by combination, and then apart.

Its Python module comes from the system (Debian: python3-xapian) and is found there, without its neighbours.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from types import ModuleType
from typing import Any, TypeAlias

from benchmarks.speed.analysed import GAP, WEIGHTS, Group, texts
from benchmarks.speed.peers.base import Peer
from benchmarks.speed.trees import Sequence, Untranslatable, combined, sequences
from indexer.analysis.words import Kind
from indexer.engines.facets import facet_values, selecting_keys, selection_key
from indexer.engines.scoring import EXACT_WEIGHT, K1, B
from indexer.excerpts.sheets import Sheets
from indexer.expressions.tree import All, Alternatives, AnyOf, AtLeast, Everything, Except, Expression, Leaf, Prefix
from indexer.queries import Facet, Filters, Query, Sort, date_number
from indexer.records import restored, stored
from indexer.releases import SEARCHED_BY_DEFAULT, Release
from indexer.results import Match, Matches, ValueCounts

_PLACES = [*sys.path, "/usr/lib/python3/dist-packages"]
_SCALE = 2
_SLOTS: Mapping[Facet, int] = {facet: slot for slot, facet in enumerate(Facet)}
_DATE = len(_SLOTS)
_BETWEEN = "\x1f"
_LONGEST = 240


def _system_xapian() -> ModuleType:
    spec = PathFinder.find_spec("xapian", _PLACES)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("no module xapian; install it from the system (Debian: python3-xapian)")
    module = sys.modules["xapian"] = module_from_spec(spec)  # it looks for its library below its own name
    try:
        spec.loader.exec_module(module)
    except ImportError:
        del sys.modules["xapian"]
        raise
    return module


xapian = _system_xapian()


# Xapian's module has no types, and may be absent where types are checked.
Document: TypeAlias = Any
XapianQuery: TypeAlias = Any
_MSet: TypeAlias = Any
_Spy: TypeAlias = Any


class Xapian(Peer):
    """Xapian with our terms and our excerpts."""

    def build(self, releases: Iterable[Release]) -> None:
        """See `Peer.build`."""
        database = xapian.WritableDatabase(str(self.folder / "written"), xapian.DB_CREATE_OR_OVERWRITE)
        for release in releases:
            database.add_document(self.document(release))
        database.commit()
        database.compact(str(self.folder / "compact"))
        database.close()
        for each in (self.folder / "written").iterdir():
            each.unlink()

    def open(self) -> None:
        """See `Peer.open`."""
        self.database = xapian.Database(str(self.folder / "compact"))

    def search(self, query: Query) -> Matches:
        """See `Peer.search`."""
        asked = self.translated(query.expression)
        dates = _dated(query.filters)
        chosen = {facet: _selected(facet, values) for facet, values in query.filters.selected.items() if values}
        found, counts = self._found(asked, [*dates, *chosen.values()], [f for f in Facet if f not in chosen], query)
        for facet in chosen:
            others = [each for other, each in chosen.items() if other is not facet]
            counts |= self._found(asked, [*dates, *others], [facet], query)[1]
        page = tuple(Match(Sheets(restored(each.document.get_data())), each.weight) for each in found)
        return Matches(found.get_matches_estimated(), page, counts)

    def close(self) -> None:
        """See `Peer.close`."""
        self.database.close()

    def document(self, release: Release) -> Document:
        """Return *release* as a document."""
        document = xapian.Document()
        document.set_data(stored(release))
        document.add_value(_DATE, xapian.sortable_serialise(date_number(release.date)))
        for facet in Facet:
            document.add_value(_SLOTS[facet], _BETWEEN.join(facet_values(release, facet)))
            for key in selecting_keys(release, facet):
                document.add_boolean_term(_key(facet, key))
        self.add_words(document, release)
        return document

    def add_words(self, document: Document, release: Release) -> None:
        """Add the words of *release*: stems without places, folded words with them."""
        place = 0
        for text in texts(release):
            if text.group is Group.APART:
                continue
            weight = int(_SCALE * WEIGHTS[text.group])
            for word in text.words:
                place += 1
                document.add_posting(_term(Kind.FOLDED, word.folded), place, weight)
                for stem in word.stems:
                    document.add_term(_term(Kind.STEM, stem), weight)
            place += GAP

    def translated(self, expression: Expression) -> XapianQuery:
        """Return *expression* as Xapian's."""
        match expression:
            case Leaf():
                return self.leaf(expression)
            case Everything():
                return xapian.Query.MatchAll
            case All(clauses):
                return xapian.Query(xapian.Query.OP_AND, [self.translated(each) for each in clauses])
            case AnyOf(clauses):
                return xapian.Query(xapian.Query.OP_OR, [self.translated(each) for each in clauses])
            case AtLeast():
                return self.translated(combined(expression))
            case Except(kept, excluded):
                return xapian.Query(xapian.Query.OP_AND_NOT, self.translated(kept), self.translated(excluded))

    def leaf(self, leaf: Leaf) -> XapianQuery:
        """Return one leaf as Xapian's."""
        if leaf.zones != SEARCHED_BY_DEFAULT:
            raise Untranslatable("words in chosen zones")
        found = _union(leaf.positions)
        if not leaf.exact:
            return found
        exact = xapian.Query(xapian.Query.OP_SCALE_WEIGHT, _union(leaf.exact), EXACT_WEIGHT)
        return xapian.Query(xapian.Query.OP_AND_MAYBE, found, exact)

    def _found(
        self, asked: XapianQuery, kept: list[XapianQuery], counted: list[Facet], query: Query
    ) -> tuple[_MSet, dict[Facet, ValueCounts]]:
        for each in kept:
            asked = xapian.Query(xapian.Query.OP_FILTER, asked, each)
        enquire = xapian.Enquire(self.database)
        enquire.set_query(asked)
        if query.sort is Sort.RELEVANCE:
            enquire.set_weighting_scheme(xapian.BM25Weight(_SCALE * K1, 0, 1, B, 0))
        else:
            enquire.set_weighting_scheme(xapian.BoolWeight())
            enquire.set_sort_by_value(_DATE, query.sort is Sort.NEWEST)
        spies = {facet: xapian.ValueCountMatchSpy(_SLOTS[facet]) for facet in counted}
        for spy in spies.values():
            enquire.add_matchspy(spy)
        found = enquire.get_mset((query.page - 1) * query.size, query.size, self.database.get_doccount())
        return found, {facet: _value_counts(spy) for facet, spy in spies.items()}


def _union(positions: tuple[Alternatives, ...]) -> XapianQuery:
    return xapian.Query(xapian.Query.OP_OR, [_sequence(each) for each in sequences(positions)])


def _sequence(sequence: Sequence) -> XapianQuery:
    parts = [
        _beginning(each.text) if isinstance(each, Prefix) else xapian.Query(_term(each.kind, each.text))
        for each in sequence
    ]
    return parts[0] if len(parts) == 1 else xapian.Query(xapian.Query.OP_PHRASE, parts)


def _beginning(prefix: str) -> XapianQuery:
    """Return the words that begin with *prefix*, however many, as one."""
    query = xapian.Query
    return query(query.OP_WILDCARD, _term(Kind.FOLDED, prefix), 0, query.WILDCARD_LIMIT_ERROR, query.OP_SYNONYM)


def _term(kind: Kind, text: str) -> bytes:
    return (kind.value[0].upper() + text).encode()


def _key(facet: Facet, key: str) -> bytes:
    return f"X{facet}{_BETWEEN}{key}".encode()[:_LONGEST]


def _dated(filters: Filters) -> list[XapianQuery]:
    if filters.since is None and filters.until is None:
        return []
    first = xapian.sortable_serialise(max(filters.since or 1, 1))
    last = xapian.sortable_serialise(filters.until or 99_999_999)
    return [xapian.Query(xapian.Query.OP_VALUE_RANGE, _DATE, first, last)]


def _selected(facet: Facet, values: tuple[str, ...]) -> XapianQuery:
    keys = [_key(facet, selection_key(facet, value)) for value in values]
    return xapian.Query(xapian.Query.OP_OR, [xapian.Query(key) for key in keys])


def _value_counts(spy: _Spy) -> ValueCounts:
    counted: Counter[str] = Counter()
    for item in spy.values():
        for value in item.term.decode().split(_BETWEEN):
            counted[value] += item.termfreq
    missing = spy.get_total() - sum(item.termfreq for item in spy.values())
    if missing:
        counted[""] += missing
    return ValueCounts.of(counted)
