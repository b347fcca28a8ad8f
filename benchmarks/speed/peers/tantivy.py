"""
tantivy-py with our terms: words in fields split at spaces, facets as fast fields, the record as stored bytes.

A leaf is the union of its terms over four fields, boosted by zone, and its exact words as an optional clause. Counts
are terms aggregations of the same query without what only scores, all facets in one call. Tokens with places of their
own (`PreTokenizedString`) would be several times slower to index.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import tantivy
from tantivy import Occur

from benchmarks.speed.analysed import WEIGHTS, Group, groups, texts
from benchmarks.speed.peers.base import Peer
from benchmarks.speed.trees import Sequence, sequences
from indexer.analysis.words import Kind
from indexer.engines.facets import facet_values, selecting_keys, selection_key
from indexer.engines.scoring import EXACT_WEIGHT
from indexer.excerpts.sheets import Sheets
from indexer.expressions.tree import All, Alternatives, AnyOf, AtLeast, Everything, Except, Expression, Leaf, Prefix
from indexer.queries import Facet, Filters, Query, Sort, date_number
from indexer.records import restored, stored
from indexer.releases import Release
from indexer.results import Match, Matches, ValueCounts

_HEAP = 256_000_000
_MOST_VALUES = 100_000
_NONE = "\x1f"  # a fast field has no empty text


class Tantivy(Peer):
    """tantivy with our terms and our excerpts."""

    def build(self, releases: Iterable[Release]) -> None:
        """See `Peer.build`."""
        index = tantivy.Index(self.schema(), path=str(self.folder))
        self.register(index)
        writer = index.writer(heap_size=_HEAP)
        for release in releases:
            writer.add_document(self.document(release))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """See `Peer.open`."""
        self.index = tantivy.Index.open(str(self.folder))
        self.register(self.index)
        self._schema = self.index.schema
        self.searcher = self.index.searcher()

    def search(self, query: Query) -> Matches:
        """See `Peer.search`."""
        filters = _filters(self._schema, query.filters)
        kept = [*filters["dates"], *(each for facet in Facet for each in filters[facet])]
        found: Any = self.searcher.search(
            _restricted(self.translated(query.expression, scored=True), kept),
            limit=query.size,
            offset=(query.page - 1) * query.size,
            order_by_field=None if query.sort is Sort.RELEVANCE else "date",
            order=tantivy.Order.Asc if query.sort is Sort.OLDEST else tantivy.Order.Desc,
        )
        matching = self.translated(query.expression, scored=False)
        whole = self._counts(_restricted(matching, kept), [facet for facet in Facet if not filters[facet]])
        for facet in (facet for facet in Facet if filters[facet]):
            others = [each for each in kept if each not in filters[facet]]
            whole |= self._counts(_restricted(matching, others), [facet])
        scored = query.sort is Sort.RELEVANCE
        page = tuple(Match(Sheets(self._release(address)), score if scored else 0.0) for score, address in found.hits)
        return Matches(found.count, page, whole)

    def close(self) -> None:
        """See `Peer.close`."""
        del self.searcher, self.index

    def schema(self) -> tantivy.Schema:
        """Return the fields."""
        builder = tantivy.SchemaBuilder()
        builder.add_bytes_field("record", stored=True)
        builder.add_integer_field("date", indexed=True, fast=True)
        builder.add_text_field("keys", tokenizer_name="raw", index_option="basic")
        for facet in Facet:
            builder.add_text_field(facet.value, fast=True, tokenizer_name="raw", index_option="basic")
        self.add_texts(builder)
        return builder.build()

    def add_texts(self, builder: tantivy.SchemaBuilder) -> None:
        """Add the fields of words."""
        for group in Group:
            builder.add_text_field(_field(group, Kind.STEM), tokenizer_name="spaces", index_option="freq")
            builder.add_text_field(_field(group, Kind.FOLDED), tokenizer_name="spaces", index_option="position")

    def register(self, index: tantivy.Index) -> None:
        """Tell *index* of its tokenisers."""
        index.register_tokenizer("spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())

    def document(self, release: Release) -> tantivy.Document:
        """Return *release* as a document."""
        document = tantivy.Document()
        document.add_bytes("record", stored(release))
        document.add_integer("date", date_number(release.date))
        for facet in Facet:
            for value in facet_values(release, facet):
                document.add_text(facet.value, value or _NONE)
            for key in selecting_keys(release, facet):
                document.add_text("keys", _key(facet, key))
        self.add_words(document, release)
        return document

    def add_words(self, document: tantivy.Document, release: Release) -> None:
        """Add the words of *release*; two texts of one field are kept apart by tantivy."""
        for text in texts(release):
            document.add_text(_field(text.group, Kind.STEM), " ".join(text.stems))
            document.add_text(_field(text.group, Kind.FOLDED), " ".join(text.folded))

    def translated(self, expression: Expression, *, scored: bool) -> tantivy.Query:
        """Return *expression* as tantivy's; without what only scores unless *scored*."""
        match expression:
            case Leaf():
                return self.leaf(expression, scored=scored)
            case Everything():
                return tantivy.Query.all_query()
            case All(clauses):
                return _boolean(Occur.Must, [self.translated(each, scored=scored) for each in clauses])
            case AnyOf(clauses):
                return _boolean(Occur.Should, [self.translated(each, scored=scored) for each in clauses])
            case AtLeast(count, clauses):
                parts = [(Occur.Should, self.translated(each, scored=scored)) for each in clauses]
                return tantivy.Query.boolean_query(parts, minimum_number_should_match=count)
            case Except(kept, excluded):
                parts = [(Occur.Must, self.translated(kept, scored=scored))]
                parts.append((Occur.MustNot, self.translated(excluded, scored=False)))
                return tantivy.Query.boolean_query(parts)

    def leaf(self, leaf: Leaf, *, scored: bool) -> tantivy.Query:
        """Return one leaf as tantivy's."""
        within = groups(leaf.zones)
        found = self._union(leaf.positions, within, scored=scored)
        if not (scored and leaf.exact):
            return found
        exact = tantivy.Query.boost_query(self._union(leaf.exact, within, scored=True), EXACT_WEIGHT)
        return tantivy.Query.boolean_query([(Occur.Must, found), (Occur.Should, exact)])

    def _union(self, positions: tuple[Alternatives, ...], within: tuple[Group, ...], *, scored: bool) -> tantivy.Query:
        weighed = [
            (WEIGHTS[group], self._sequence(sequence, group)) for sequence in sequences(positions) for group in within
        ]
        return _boolean(
            Occur.Should,
            [tantivy.Query.boost_query(each, weight) if scored and weight != 1 else each for weight, each in weighed],
        )

    def _sequence(self, sequence: Sequence, group: Group) -> tantivy.Query:
        last = sequence[-1]
        if isinstance(last, Prefix):
            field = _field(group, Kind.FOLDED)
            if len(sequence) == 1:  # a phrase of one prefix stops at 50 words
                return tantivy.Query.regex_query(self._schema, field, f"{re.escape(last.text)}.*")
            return tantivy.Query.phrase_prefix_query(self._schema, field, [each.text for each in sequence])
        if len(sequence) > 1:
            return tantivy.Query.phrase_query(
                self._schema, _field(group, Kind.FOLDED), [each.text for each in sequence]
            )
        return tantivy.Query.term_query(self._schema, _field(group, last.kind), last.text)

    def _counts(self, query: tantivy.Query, facets: list[Facet]) -> dict[Facet, ValueCounts]:
        asked = {facet.value: {"terms": {"field": facet.value, "size": _MOST_VALUES}} for facet in facets}
        found = self.searcher.aggregate(query, asked)
        return {facet: _value_counts(found[facet.value]) for facet in facets}

    def _release(self, address: tantivy.DocAddress) -> Release:
        record: Any = self.searcher.doc(address).get_first("record")
        return restored(bytes(record))


def _field(group: Group, kind: Kind) -> str:
    return f"{group.value}_{kind.value}"


def _key(facet: Facet, key: str) -> str:
    return f"{facet.value}{_NONE}{key}"


def _value_counts(found: Mapping[str, Any]) -> ValueCounts:
    return ValueCounts.of(
        {"" if bucket["key"] == _NONE else bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}
    )


def _boolean(occur: Occur, parts: list[tantivy.Query]) -> tantivy.Query:
    return parts[0] if len(parts) == 1 else tantivy.Query.boolean_query([(occur, part) for part in parts])


def _restricted(query: tantivy.Query, filters: list[tantivy.Query]) -> tantivy.Query:
    """Return *query* with filters that do not score."""
    if not filters:
        return query
    silent = [(Occur.Must, tantivy.Query.const_score_query(each, 0.0)) for each in filters]
    return tantivy.Query.boolean_query([(Occur.Must, query), *silent])


def _filters(schema: tantivy.Schema, filters: Filters) -> defaultdict[str, list[tantivy.Query]]:
    """Return the filters by facet, and those of dates as « dates »."""
    found: defaultdict[str, list[tantivy.Query]] = defaultdict(list)
    if filters.since is not None or filters.until is not None:
        found["dates"].append(
            tantivy.Query.range_query(
                schema, "date", tantivy.FieldType.Integer, max(filters.since or 1, 1), filters.until
            )
        )
    for facet, values in filters.selected.items():
        keys = [_key(facet, selection_key(facet, value)) for value in values]
        if keys:
            found[facet].append(
                tantivy.Query.term_query(schema, "keys", keys[0])
                if len(keys) == 1
                else tantivy.Query.term_set_query(schema, "keys", keys)
            )
    return found
