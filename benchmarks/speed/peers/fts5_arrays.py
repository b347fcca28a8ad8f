"""SQLite FTS5 with our terms, for matching and scores only: numbers are fetched, facets are counted with NumPy."""

from collections.abc import Iterable, Iterator

import numpy as np

from benchmarks.speed.peers.columns import Columns, Gathering
from benchmarks.speed.peers.fts5 import Fts5
from indexer.expressions.tree import Everything, Except
from indexer.queries import Query
from indexer.releases import Release
from indexer.results import Matches


class Fts5Arrays(Fts5):
    """SQLite FTS5 with NumPy facets."""

    def build(self, releases: Iterable[Release]) -> None:
        """See `Peer.build`."""
        gathering = Gathering()
        super().build(_gathered(releases, gathering))
        gathering.save(self.folder)

    def open(self) -> None:
        """See `Peer.open`."""
        super().open()
        self._columns = Columns(self.folder)

    def search(self, query: Query) -> Matches:
        """See `Peer.search`."""
        number = len(self._columns.dates)
        found, scores = np.zeros(number, bool), np.zeros(number, np.float32)
        expression = query.expression
        if isinstance(expression, Everything):
            found[:] = True
        elif isinstance(expression, Except) and isinstance(expression.kept, Everything):
            rows = self.connection.execute(
                "SELECT rowid FROM words WHERE words MATCH ?", (self.match(expression.excluded),)
            )
            found[:] = True
            found[np.fromiter((row[0] for row in rows), np.int64) - 1] = False
        else:
            rows = self.connection.execute(
                f"SELECT rowid, {self.score(expression)} FROM words WHERE words MATCH ?",  # noqa: S608, all from here
                (self.match(expression),),
            )
            fetched = np.array(rows.fetchall(), np.float64).reshape(-1, 2)
            documents = fetched[:, 0].astype(np.int64) - 1
            found[documents] = True
            scores[documents] = -fetched[:, 1]
        return self._columns.answer(found, scores, query, lambda document: self._release(document + 1))


def _gathered(releases: Iterable[Release], gathering: Gathering) -> Iterator[Release]:
    for release in releases:
        gathering.put(release)
        yield release
