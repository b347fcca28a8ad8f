"""
Stock Whoosh with our terms: its own file format, searcher, scoring and grouping; words pre-analysed, split at spaces.

Where it has several ways, the right one: `And` of a `Not`, since `AndNot` drops matches. And the fastest: contacts are
counted by combination in a column, and then apart, since its overlapping facets read the postings of every contact.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from whoosh import index, scoring
from whoosh import query as asking
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import RefBytesColumn, VarBytesColumn
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.searching import Results
from whoosh.sorting import Count, FieldFacet

from benchmarks.speed.analysed import WEIGHTS, Group, groups, texts
from benchmarks.speed.peers.base import Peer
from benchmarks.speed.trees import Sequence, combined, sequences
from indexer.analysis.words import Kind
from indexer.engines.facets import facet_values, selecting_keys, selection_key
from indexer.engines.scoring import EXACT_WEIGHT, K1, B
from indexer.excerpts.sheets import Sheets
from indexer.expressions.tree import All, Alternatives, AnyOf, AtLeast, Everything, Except, Expression, Leaf, Prefix
from indexer.queries import Facet, Filters, Query, Sort, date_number
from indexer.records import restored, stored
from indexer.releases import Release
from indexer.results import Match, Matches, ValueCounts

_MEGABYTES = 256
_BETWEEN = "\x1f"
_GAP = " \ue000 "
"""Between two texts of one field: a word that nobody types, so that no phrase runs from one into the next."""


class Whoosh(Peer):
    """Stock Whoosh with our terms and our excerpts."""

    def build(self, releases: Iterable[Release]) -> None:
        """See `Peer.build`."""
        writer = index.create_in(str(self.folder), self.schema()).writer(limitmb=_MEGABYTES)
        for release in releases:
            writer.add_document(**self.document(release))
        writer.commit(optimize=True)

    def open(self) -> None:
        """See `Peer.open`."""
        self._index = index.open_dir(str(self.folder))
        self.searcher = self._index.searcher(weighting=scoring.BM25F(B=B, K1=K1))

    def search(self, query: Query) -> Matches:
        """See `Peer.search`."""
        asked = self.translated(query.expression)
        chosen = {facet: _selected(facet, values) for facet, values in query.filters.selected.items() if values}
        dates = _dated(query.filters)
        results = self._results(asked, [*dates, *chosen.values()], [f for f in Facet if f not in chosen], query)
        counts = {facet: _value_counts(results, facet) for facet in Facet if facet not in chosen}
        for facet in chosen:
            others = [each for other, each in chosen.items() if other is not facet]
            counts[facet] = _value_counts(self._results(asked, [*dates, *others], [facet], query), facet)
        ranks = range(len(results))[(query.page - 1) * query.size : query.page * query.size]
        page = tuple(Match(Sheets(self.release(results.docnum(rank))), results.score(rank) or 0.0) for rank in ranks)
        return Matches(len(results), page, counts)

    def close(self) -> None:
        """See `Peer.close`."""
        self.searcher.close()
        self._index.close()

    def schema(self) -> Schema:
        """Return the fields."""
        return Schema(
            record=STORED(),
            date=NUMERIC(int, sortable=True),
            keys=KEYWORD(commas=True),
            **{
                facet.value: ID(sortable=VarBytesColumn() if facet is Facet.CONTACT else RefBytesColumn())
                for facet in Facet
            },
            **self.text_fields(),
        )

    def text_fields(self) -> dict[str, Any]:
        """Return the fields of words."""
        analyzer = SpaceSeparatedTokenizer()
        return {
            _field(group, kind): TEXT(analyzer=analyzer, phrase=kind is Kind.FOLDED)
            for group in Group
            for kind in (Kind.STEM, Kind.FOLDED)
        }

    def document(self, release: Release) -> dict[str, Any]:
        """Return *release* as the values of a document."""
        keys = ",".join(_key(facet, key) for facet in Facet for key in selecting_keys(release, facet))
        return {
            "record": stored(release),
            "date": date_number(release.date),
            "keys": keys,
            **{facet.value: _BETWEEN.join(facet_values(release, facet)) or None for facet in Facet},
            **self.words(release),
        }

    def words(self, release: Release) -> dict[str, str]:
        """Return the values of the fields of words."""
        columns: dict[str, list[str]] = {}
        for text in texts(release):
            columns.setdefault(_field(text.group, Kind.STEM), []).append(" ".join(text.stems))
            columns.setdefault(_field(text.group, Kind.FOLDED), []).append(" ".join(text.folded))
        return {name: _GAP.join(parts) for name, parts in columns.items()}

    def release(self, document: int) -> Release:
        """Return the release of a document."""
        return restored(self.searcher.stored_fields(document)["record"])

    def translated(self, expression: Expression) -> asking.Query:
        """Return *expression* as Whoosh's."""
        match expression:
            case Leaf():
                return self.leaf(expression)
            case Everything():
                return asking.Every()
            case All(clauses):
                return asking.And([self.translated(each) for each in clauses])
            case AnyOf(clauses):
                return asking.Or([self.translated(each) for each in clauses])
            case AtLeast():
                return self.translated(combined(expression))
            case Except(kept, excluded):
                return asking.And([self.translated(kept), asking.Not(self.translated(excluded))])

    def leaf(self, leaf: Leaf) -> asking.Query:
        """Return one leaf as Whoosh's."""
        within = groups(leaf.zones)
        found = self._union(leaf.positions, within, 1.0)
        return asking.AndMaybe(found, self._union(leaf.exact, within, EXACT_WEIGHT)) if leaf.exact else found

    def _union(self, positions: tuple[Alternatives, ...], within: tuple[Group, ...], weight: float) -> asking.Query:
        return asking.Or(
            [self._sequence(each, group, weight * WEIGHTS[group]) for each in sequences(positions) for group in within]
        )

    def _sequence(self, sequence: Sequence, group: Group, boost: float) -> asking.Query:
        *words, last = sequence
        kind = Kind.FOLDED if isinstance(last, Prefix) else last.kind
        name = _field(group, kind)
        if not words:
            return (asking.Prefix if isinstance(last, Prefix) else asking.Term)(name, last.text, boost=boost)
        ends = self._beginning(name, last.text) if isinstance(last, Prefix) else [last.text]
        return asking.Or([asking.Phrase(name, [*(each.text for each in words), end], boost=boost) for end in ends])

    def _beginning(self, name: str, prefix: str) -> list[str]:
        return [term.decode() for term in self.searcher.reader().expand_prefix(name, prefix)]

    def _results(self, asked: asking.Query, kept: list[asking.Query], counted: list[Facet], query: Query) -> Results:
        dates = None if query.sort is Sort.RELEVANCE else FieldFacet("date", reverse=query.sort is Sort.NEWEST)
        return self.searcher.search(
            asked,
            limit=query.page * query.size,
            sortedby=dates,
            groupedby={facet.value: FieldFacet(facet.value) for facet in counted},
            maptype=Count,
            filter=asking.And(kept) if kept else None,
        )


def _field(group: Group, kind: Kind) -> str:
    return f"{group.value}_{kind.value}"


def _key(facet: Facet, key: str) -> str:
    return f"{facet}{_BETWEEN}{key}"


def _dated(filters: Filters) -> list[asking.Query]:
    if filters.since is None and filters.until is None:
        return []
    return [asking.NumericRange("date", max(filters.since or 1, 1), filters.until)]


def _selected(facet: Facet, values: tuple[str, ...]) -> asking.Query:
    return asking.Or([asking.Term("keys", _key(facet, selection_key(facet, value))) for value in values])


def _value_counts(results: Results, facet: Facet) -> ValueCounts:
    counted: Counter[str] = Counter()
    for values, count in results.groups(facet.value).items():
        for value in (values or "").split(_BETWEEN):
            counted[value] += count
    return ValueCounts.of(counted)
