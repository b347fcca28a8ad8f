"""SQLite FTS5 as its documentation advises: texts in its table, bm25() by column, its snippets."""

import time
from collections.abc import Sequence

from benchmarks.speed.peers import own
from benchmarks.speed.peers.fts5 import Fts5
from indexer.expressions.tree import Everything, Expression, Leaf, Prefix
from indexer.queries import Query
from indexer.releases import Release
from indexer.results import ResultPage

_TOKENS = 40
"""Words of a snippet: about as many characters as ours has."""

_SNIPPET = f"snippet(words, {own.FIELDS.index('body')}, '<b>', '</b>', '…', {_TOKENS})"
_PASSAGES = f"SELECT highlight(words, 0, '<b>', '</b>'), {_SNIPPET} FROM words WHERE words MATCH ? AND rowid = ?"  # noqa: S608


class Fts5Own(Fts5):
    """SQLite FTS5 with words as it finds them, and its snippets."""

    has_our_terms = False
    columns = own.FIELDS
    words_table = (
        f"CREATE VIRTUAL TABLE words USING fts5({', '.join(own.FIELDS)}, tokenize='unicode61 remove_diacritics 2')"
    )

    def page(self, query: Query) -> ResultPage:
        """See `Peer.page`."""
        start = time.perf_counter()
        matches, numbers = self.answered(query)
        if isinstance(query.expression, Everything):
            return own.page(matches, query, [(match.release.body[: own.WIDTH],) for match in matches.page], start)
        asked = self.match(query.expression)
        passages = [self.connection.execute(_PASSAGES, (asked, number)).fetchone() for number in numbers]
        return own.page(matches, query, passages, start)

    def leaf(self, leaf: Leaf) -> str:
        """See `Fts5.leaf`: the words as typed, next to each other."""
        is_prefix = isinstance(leaf.positions[-1][0], Prefix)
        return '"{}"{}'.format(leaf.text.replace('"', "").removesuffix("*"), " *" if is_prefix else "")

    def score(self, expression: Expression) -> str:
        """See `Fts5.score`."""
        return f"bm25(words, {', '.join(str(own.BOOSTS.get(field, 1.0)) for field in own.FIELDS)})"

    def words(self, release: Release) -> Sequence[str]:
        """See `Fts5.words`."""
        return list(own.texts(release).values())
