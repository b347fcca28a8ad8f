"""Stock Whoosh as its documentation advises: its French analyser, its query parser, its highlighter."""

import time
from typing import Any

from whoosh import query as asking
from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import TEXT
from whoosh.highlight import ContextFragmenter, HtmlFormatter, highlight
from whoosh.qparser import MultifieldParser

from benchmarks.speed.peers import own
from benchmarks.speed.peers.whoosh import Whoosh
from indexer.expressions.tree import Leaf
from indexer.queries import Query
from indexer.releases import Release
from indexer.results import ResultPage

_HIGHLIGHTED = ("title", "body")


class WhooshOwn(Whoosh):
    """Stock Whoosh with its French words and its highlighter."""

    has_our_terms = False

    def open(self) -> None:
        """See `Peer.open`."""
        super().open()
        self._parser = MultifieldParser(own.FIELDS, self.searcher.schema, fieldboosts=own.BOOSTS)

    def page(self, query: Query) -> ResultPage:
        """See `Peer.page`."""
        start = time.perf_counter()
        matches = self.search(query)
        asked, reader = self.translated(query.expression), self.searcher.reader()
        terms = {  # one field at a time: asked for all, Whoosh gives those of the first
            field: frozenset(term.decode() for _, term in asked.existing_terms(reader, True, True, field))
            for field in _HIGHLIGHTED
        }
        passages = [
            tuple(self._highlighted(field, texts[field], terms[field]) for field in _HIGHLIGHTED)
            for texts in (own.texts(match.release) for match in matches.page)
        ]
        return own.page(matches, query, passages, start)

    def leaf(self, leaf: Leaf) -> asking.Query:
        """See `Whoosh.leaf`: as typed."""
        return self._parser.parse(leaf.text)

    def text_fields(self) -> dict[str, Any]:
        """See `Whoosh.text_fields`."""
        return {field: TEXT(analyzer=LanguageAnalyzer("fr")) for field in own.FIELDS}

    def words(self, release: Release) -> dict[str, str]:
        """See `Whoosh.words`."""
        return {field: text for field, text in own.texts(release).items() if text}

    def _highlighted(self, field: str, text: str, terms: frozenset[str]) -> str:
        analyzer = self.searcher.schema[field].analyzer
        fragmenter = ContextFragmenter(maxchars=own.WIDTH)
        return str(highlight(text, terms, analyzer, fragmenter, HtmlFormatter(), top=1))
