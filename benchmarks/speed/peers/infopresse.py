"""infopresse itself, through the contract of its engines."""

from collections.abc import Iterable

from benchmarks.speed.peers.base import Peer
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.queries import Query
from indexer.releases import Release
from indexer.results import Matches, ResultPage
from indexer.searching import search


class Infopresse(Peer):
    """The engine that the others are compared with."""

    needs_spellings = False

    def build(self, releases: Iterable[Release]) -> None:
        """See `Peer.build`."""
        engine = WhooshEngine(self.folder, processes=self.processes)
        with engine.writer(replace_all=True) as writer:
            for release in releases:
                writer.put(release)
        engine.close()

    def open(self) -> None:
        """See `Peer.open`."""
        self._engine = WhooshEngine(self.folder)

    def search(self, query: Query) -> Matches:
        """See `Peer.search`."""
        return self._engine.search(query)

    def page(self, query: Query) -> ResultPage:
        """See `Peer.page`."""
        return search(self._engine, query)

    def empty_caches(self) -> None:
        """See `Peer.empty_caches`."""
        self._engine.empty_caches()

    def close(self) -> None:
        """See `Peer.close`."""
        self._engine.close()


class InfopresseTwo(Infopresse):
    """The same, analysing in two processes."""

    processes = 2
