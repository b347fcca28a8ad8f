"""
What the benchmark asks of an engine: build, open, a page, empty caches.

A peer implements `build`, `open` and `search`; the page is then made of its matches by the code that makes the pages
of infopresse. One that has its own snippets makes its pages itself.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar, cast

from benchmarks.speed.spellings import Spellings
from indexer.analysis.words import Term
from indexer.engines.base import Engine
from indexer.queries import Query
from indexer.releases import Release
from indexer.results import Matches, ResultPage
from indexer.searching import search


class Peer(ABC):
    """An engine with its index in *folder*."""

    has_our_terms: ClassVar[bool] = True
    """Whether its totals must be those of infopresse."""

    needs_spellings: ClassVar[bool] = True
    """Whether our excerpts are made for it, and its index does not have the words as written."""

    processes: ClassVar[int] = 1
    """How many analyse while the releases are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._spellings: Spellings | None = None

    @abstractmethod
    def build(self, releases: Iterable[Release]) -> None:
        """Make the index, complete and merged as far as this engine's users would."""

    @abstractmethod
    def open(self) -> None:
        """Get ready to answer."""

    @abstractmethod
    def search(self, query: Query) -> Matches:
        """Answer *query*. Raises `Untranslatable` for what this engine cannot be asked."""

    def page(self, query: Query) -> ResultPage:
        """Answer *query* with a page."""
        return search(cast(Engine, self), query)  # the read path only searches and asks for forms

    def forms(self, terms: Iterable[Term]) -> Mapping[Term, tuple[str, ...]]:
        """Return the words as written that gave each of *terms*."""
        if self._spellings is None:
            self._spellings = Spellings(self.folder)
        return {term: self._spellings.of(term) for term in terms}

    def empty_caches(self) -> None:
        """Forget what earlier queries left in this process; what the system keeps of files stays."""
        self.close()
        self.open()

    @abstractmethod
    def close(self) -> None:
        """Let go of files."""
