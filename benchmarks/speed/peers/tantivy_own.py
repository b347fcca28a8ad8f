"""tantivy-py as its documentation advises: its French tokeniser, its query parser with boosts, its snippets."""

import time

import tantivy

from benchmarks.speed.peers import own
from benchmarks.speed.peers.tantivy import Tantivy
from benchmarks.speed.trees import Untranslatable
from indexer.expressions.tree import Leaf, Prefix
from indexer.queries import Query
from indexer.releases import Release
from indexer.results import ResultPage

_SNIPPETS = ("title", "body")


class TantivyOwn(Tantivy):
    """tantivy with its French words and its snippets."""

    has_our_terms = False

    def page(self, query: Query) -> ResultPage:
        """See `Peer.page`."""
        start = time.perf_counter()
        matches = self.search(query)
        asked = self.translated(query.expression, scored=True)
        generators = [
            tantivy.SnippetGenerator.create(self.searcher, asked, self.index.schema, field) for field in _SNIPPETS
        ]
        for generator in generators:
            generator.set_max_num_chars(own.WIDTH)
        documents = [tantivy.Document(title=each.release.title or "", body=each.release.body) for each in matches.page]
        passages = [tuple(each.snippet_from_doc(document).to_html() for each in generators) for document in documents]
        return own.page(matches, query, passages, start)

    def add_texts(self, builder: tantivy.SchemaBuilder) -> None:
        """See `Tantivy.add_texts`."""
        for field in own.FIELDS:
            builder.add_text_field(field, tokenizer_name="fr_stem")

    def register(self, index: tantivy.Index) -> None:
        """See `Tantivy.register`: every index knows the French one."""

    def add_words(self, document: tantivy.Document, release: Release) -> None:
        """See `Tantivy.add_words`."""
        for field, text in own.texts(release).items():
            document.add_text(field, text)

    def leaf(self, leaf: Leaf, *, scored: bool) -> tantivy.Query:
        """See `Tantivy.leaf`: as typed, but for prefixes, which its parser knows at the end of phrases only."""
        ((last, *_), *more) = leaf.positions[::-1]
        if not isinstance(last, Prefix):
            return self.index.parse_query(leaf.text, list(own.FIELDS), own.BOOSTS, conjunction_by_default=True)
        if more:
            raise Untranslatable("a prefix at the end of a phrase")
        prefixes = [tantivy.Query.regex_query(self.index.schema, field, f"{last.text}.*") for field in own.FIELDS]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in prefixes])
