"""
The contract of every engine, in words.

Every engine is handed the same terms, so every engine matches the same releases. In the contract: terms, boolean
structure, filters, counts, order, pages. Not in it: French, parsing, marks, HTML, addresses.

    order     by score, rounded to 1/1024; equal scores newest first, then by id. By date: undated releases last, then
              by id.
    counts    exact; those of a facet ignore what is selected in that facet.
    writing   a block is all or nothing; once it ended, every later call in any process sees its changes.
    embargo   a release whose embargo is later than the query's instant does not exist.
    moves     an id that no visible release has leads to the release that had it, if that is visible under another one.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from indexer.analysis.words import Kind, Term
from indexer.queries import Query
from indexer.releases import Release
from indexer.results import Matches, TermCount


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """
    The state of an index: *releases* it holds, the *generation* (one full build) and the *commit* inside it that are
    open, and the versions of format and analysis that made it.
    """

    releases: int
    generation: str
    commit: int
    format_version: int
    analysis_version: str


class Writer(Protocol):
    """What one block of writing can do. The last call for an id wins."""

    def put(self, release: Release) -> None:
        """Add *release*, in place of the one with its id."""
        ...

    def delete(self, release_id: str) -> None:
        """Remove the release with this id, if there is one."""
        ...

    def move(self, moves: Mapping[str, str]) -> None:
        """
        Let former ids lead to the ids that came after them, which may be former ones too: *moves* in place of all that
        there were. An id that a release has is no former one, whatever they say.
        """
        ...


class Engine(Protocol):
    """An index of releases. Every method raises `EngineError` or its kin when the index cannot answer."""

    def search(self, query: Query) -> Matches:
        """Return the exact total, one page of releases with their scores, and the facet counts."""
        ...

    def get(self, release_id: str, *, at: datetime.datetime) -> Release:
        """
        Return one release as visible at the instant *at*. Raises `ReleaseNotFound`; of its kind `ReleaseMoved` where
        `Writer.move` leads from *release_id* to a visible release.
        """
        ...

    def scan(self, query: Query) -> Iterator[Release]:
        """Yield every match of *query* in order, whatever its page: one snapshot, in bounded memory."""
        ...

    def vocabulary(self, kind: Kind, prefix: str, *, at: datetime.datetime, limit: int) -> tuple[TermCount, ...]:
        """
        Return the terms of one kind that begin with *prefix* with the number of visible releases that hold them in a
        zone searched by default: most frequent first, then by text; at most *limit*.
        """
        ...

    def forms(self, terms: Iterable[Term], *, at: datetime.datetime | None = None) -> Mapping[Term, tuple[str, ...]]:
        """
        Return the words as written that gave each of *terms*, case kept, apostrophes and figures made regular (see
        `indexer.analysis.words.Forms`): ascending, and empty for none. Words of releases that were removed since may
        be among them; words that stand only in releases under embargo are, unless the instant *at* is given. Without
        it they are to be looked for in texts that are shown; what is shown itself must be asked for with it.
        """
        ...

    def term_counts(self, query: Query, limit: int) -> tuple[TermCount, ...]:
        """
        Return the stems of the matches of *query* with the number of matches that hold them in a zone searched by
        default: most frequent first, then by text; at most *limit*. People are shown the `forms` of stems, never stems.
        """
        ...

    def state(self, at: datetime.datetime) -> str:
        """
        Return what tells one state of what is visible from every other: it changes with each commit, and when at the
        instant *at* another embargo has passed. Two equal states give equal answers to a query; it costs no search.
        """
        ...

    def info(self) -> IndexInfo:
        """Return the state of the index."""
        ...

    def writer(self, *, replace_all: bool = False) -> AbstractContextManager[Writer]:
        """
        Open a block of writing; with *replace_all* it starts from nothing, and the old index answers until it ends.

        A block left by an error changes nothing. Raises `IndexLocked` while another process writes.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
