"""Xapian as its documentation advises: its French stemmer, term generator, query parser and snippets."""

import time

from benchmarks.speed.peers import own
from benchmarks.speed.peers.xapian import Document, Xapian, XapianQuery, xapian
from indexer.expressions.tree import Leaf
from indexer.queries import Query
from indexer.releases import Release
from indexer.results import ResultPage

_PARSED = xapian.QueryParser.FLAG_PHRASE | xapian.QueryParser.FLAG_WILDCARD
_GAP = 100


class XapianOwn(Xapian):
    """Xapian with its French words and its snippets."""

    has_our_terms = False

    def open(self) -> None:
        """See `Peer.open`."""
        super().open()
        self._stem = xapian.Stem("french")
        self._parser = xapian.QueryParser()
        self._parser.set_stemmer(self._stem)
        self._parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        self._parser.set_database(self.database)
        self._parser.set_default_op(xapian.Query.OP_AND)

    def page(self, query: Query) -> ResultPage:
        """See `Peer.page`."""
        start = time.perf_counter()
        matches = self.search(query)
        enquire = xapian.Enquire(self.database)
        enquire.set_query(self.translated(query.expression))
        words = enquire.get_mset(0, 0)  # snippets know the words of a query by its matches
        passages = [
            tuple(words.snippet(text, own.WIDTH, self._stem).decode() for text in (each.title or "", each.body))
            for each in (match.release for match in matches.page)
        ]
        return own.page(matches, query, passages, start)

    def add_words(self, document: Document, release: Release) -> None:
        """See `Xapian.add_words`."""
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("french"))
        generator.set_document(document)
        for field, text in own.texts(release).items():
            generator.index_text(text, int(own.BOOSTS.get(field, 1)))
            generator.increase_termpos(_GAP)

    def leaf(self, leaf: Leaf) -> XapianQuery:
        """See `Xapian.leaf`: as typed."""
        return self._parser.parse_query(leaf.text, _PARSED)
