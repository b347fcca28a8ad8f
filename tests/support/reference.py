"""
The oracle: the contract of `indexer.engines.base`, carried out by brute force on releases in memory.

Nothing is indexed and nothing is remembered from one call to the next: every call analyses every text again, looks for
an expression at every place of it, and computes the formula of `indexer.engines.scoring` as it stands there. Clarity is
all that it is for; never make it fast at the cost of that.
"""

import datetime
import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from indexer import analysis
from indexer.analysis.words import Forms, Kind, Term, words
from indexer.engines.base import IndexInfo
from indexer.engines.facets import facet_values, selecting_keys, selection_key
from indexer.engines.scoring import LEVELS, ROUNDING, bonus, level, score, worth
from indexer.errors import IndexLocked, IndexMissing, ReleaseMoved, ReleaseNotFound
from indexer.excerpts.sheets import Sheets
from indexer.expressions.tree import All, Alternatives, AnyOf, AtLeast, Everything, Except, Expression, Leaf, Prefix
from indexer.queries import Facet, Filters, Query, Sort, date_number
from indexer.releases import SEARCHED_BY_DEFAULT, Release, Zone, zone_texts
from indexer.results import Match, Matches, TermCount, ValueCounts

LOCATION = "memory"


@dataclass
class ReferenceIndex:
    """
    What all engine objects on one index share. *releases* by id is None before the first block of writing ends; it is
    never changed, always replaced, so that whoever holds it holds a snapshot.
    """

    releases: Mapping[str, Release] | None = None
    generation: int = 0
    moves: Mapping[str, str] = field(default_factory=dict)
    commit: int = 0
    is_locked: bool = False


@dataclass
class ReferenceWriter:
    """Writes to *releases*, a copy that nobody reads before the block ends."""

    releases: dict[str, Release]
    moves: Mapping[str, str]
    was_used: bool = False

    def put(self, release: Release) -> None:
        """Add *release*, in place of the one with its id."""
        self.releases[release.id] = release
        self.was_used = True

    def delete(self, release_id: str) -> None:
        """Remove the release with this id, if there is one."""
        self.releases.pop(release_id, None)
        self.was_used = True

    def move(self, moves: Mapping[str, str]) -> None:
        """Let former ids lead to those that came after them, in place of all that there were."""
        self.moves = dict(moves)
        self.was_used = True


class ReferenceEngine:
    """An `Engine` without an index."""

    def __init__(self, index: ReferenceIndex | None = None) -> None:
        self._index = index if index is not None else ReferenceIndex()

    def search(self, query: Query) -> Matches:
        """Return the exact total, one page of releases with their scores, and the facet counts."""
        releases = self._releases()
        in_order = _matches(releases, query)
        first = (query.page - 1) * query.size
        facets = {facet: _value_counts(releases, query, facet) for facet in Facet}
        return Matches(len(in_order), tuple(in_order[first : first + query.size]), facets)

    def get(self, release_id: str, *, at: datetime.datetime) -> Release:
        """Return one release as visible at the instant *at*. Raises `ReleaseNotFound`."""
        visible = {each.id: each for each in self._releases().values() if _is_visible(each, at)}
        if release_id in visible:
            return visible[release_id]
        later = release_id
        for _ in self._index.moves:
            later = self._index.moves.get(later, later)
            if later in visible:
                raise ReleaseMoved(release_id, later)
        raise ReleaseNotFound(release_id)

    def scan(self, query: Query) -> Iterator[Release]:
        """Yield every match of *query* in order, whatever its page."""
        return iter([match.release for match in _matches(self._releases(), query)])

    def vocabulary(self, kind: Kind, prefix: str, *, at: datetime.datetime, limit: int) -> tuple[TermCount, ...]:
        """Return the terms of one kind that begin with *prefix*, with the number of visible releases that hold them."""
        visible = [release for release in self._releases().values() if _is_visible(release, at)]
        return _most_frequent(visible, kind, prefix, limit)

    def forms(self, terms: Iterable[Term], *, at: datetime.datetime | None = None) -> Mapping[Term, tuple[str, ...]]:
        """Return the words as written that gave each of *terms*, in releases visible at the instant *at* if given."""
        releases = [each for each in self._releases().values() if at is None or _is_visible(each, at)]
        written = [word for release in releases for text in _texts(release) for word in text.words]
        return {term: tuple(sorted({word.spelling for word in written if word.has(term)})) for term in terms}

    def term_counts(self, query: Query, limit: int) -> tuple[TermCount, ...]:
        """Return the stems of the matches of *query* with the number of matches that hold them."""
        return _most_frequent(self.scan(query), Kind.STEM, "", limit)

    def state(self, at: datetime.datetime) -> str:
        """Return what tells this state of what is visible from every other."""
        passed = sum(each.embargo is not None and each.embargo <= at for each in self._releases().values())
        return f"{self._index.generation}-{self._index.commit}-{passed}"

    def info(self) -> IndexInfo:
        """Return the state of the index."""
        return IndexInfo(
            releases=len(self._releases()),
            generation=str(self._index.generation),
            commit=self._index.commit,
            format_version=0,
            analysis_version=analysis.VERSION,
        )

    @contextmanager
    def writer(self, *, replace_all: bool = False) -> Iterator[ReferenceWriter]:
        """Open a block of writing; what it wrote is published when it ends without an error."""
        if self._index.is_locked:
            raise IndexLocked(LOCATION, "another block is writing; wait for it to end")
        self._index.is_locked = True
        try:
            writer = ReferenceWriter(
                {} if replace_all else dict(self._index.releases or {}), {} if replace_all else self._index.moves
            )
            yield writer
            if writer.was_used or replace_all:
                self._publish(writer, starts_anew=replace_all)
        finally:
            self._index.is_locked = False

    def close(self) -> None:
        """Let go of nothing: there are no files."""

    def _publish(self, writer: ReferenceWriter, *, starts_anew: bool) -> None:
        self._index.generation += starts_anew or self._index.releases is None
        self._index.commit += 1
        self._index.releases = writer.releases
        self._index.moves = writer.moves

    def _releases(self) -> Mapping[str, Release]:
        if self._index.releases is None:
            raise IndexMissing(LOCATION, "nothing was ever put there; write first")
        return self._index.releases


# Which releases match, and in which order


def _matches(releases: Mapping[str, Release], query: Query) -> list[Match]:
    """Return every match of *query* in the order that it asks for."""
    scores = Scores(releases.values())
    found = []
    for release in releases.values():
        score = scores.of(query.expression, release)
        if score is not None and _is_visible(release, query.at) and _passes(release, query.filters):
            found.append(Match(Sheets(release), score / ROUNDING))
    return sorted(found, key=lambda match: _place(match, query.sort))


def _place(match: Match, sort: Sort) -> tuple[float, float, str]:
    """Return what *match* is ordered by, ascending."""
    date = date_number(match.release.date)
    match sort:
        case Sort.RELEVANCE:
            return -match.score, -date, match.release.id
        case Sort.NEWEST:
            return 0, -date, match.release.id
        case Sort.OLDEST:
            return 0, date or math.inf, match.release.id


def _is_visible(release: Release, at: datetime.datetime) -> bool:
    return release.embargo is None or release.embargo <= at


def _passes(release: Release, filters: Filters, *, ignored: Facet | None = None) -> bool:
    """Return whether *release* passes *filters*, whatever is selected for the facet *ignored*."""
    date = date_number(release.date)
    if filters.since is not None and not (date and date >= filters.since):
        return False
    if filters.until is not None and not (date and date <= filters.until):
        return False
    return all(
        _is_selected(release, facet, values)
        for facet, values in filters.selected.items()
        if values and facet is not ignored
    )


def _is_selected(release: Release, facet: Facet, values: Sequence[str]) -> bool:
    keys = selecting_keys(release, facet)
    return any(selection_key(facet, value) in keys for value in values)


def _value_counts(releases: Mapping[str, Release], query: Query, facet: Facet) -> ValueCounts:
    """Count the matches by their values of *facet*, whatever is selected for it."""
    scores = Scores(releases.values())
    visible = [each for each in releases.values() if _is_visible(each, query.at)]
    every_key = {selection_key(facet, value) for each in visible for value in facet_values(each, facet)}
    counts = Counter(
        value
        for release in visible
        if _passes(release, query.filters, ignored=facet)
        if scores.of(query.expression, release) is not None
        for value in _counted_values(release, facet, query.filters.selected.get(facet, ()), every_key)
    )
    return ValueCounts.of(counts)


def _counted_values(
    release: Release, facet: Facet, selected: Sequence[str], every_key: Collection[str]
) -> Iterator[str]:
    """Yield what *release* counts under, and the selected values that reach it and are no value of any release."""
    yield from facet_values(release, facet)
    for value in dict.fromkeys(selected):
        key = selection_key(facet, value)
        if key not in every_key and key in selecting_keys(release, facet):
            yield value


# Words, where they stand, and what that scores


@dataclass(frozen=True)
class Text:
    """The words of one text of one zone, in order."""

    zone: Zone
    words: tuple[Forms, ...]

    def occurrences(self, positions: Sequence[Alternatives]) -> int:
        """Return at how many places a sequence of words begins that fits *positions* one by one."""
        places = range(len(self.words) - len(positions) + 1)
        return sum(all(_fits(self.words[place + i], positions[i]) for i in range(len(positions))) for place in places)


def _fits(word: Forms, alternatives: Alternatives) -> bool:
    return any(
        word.folded.startswith(each.text) if isinstance(each, Prefix) else word.has(each) for each in alternatives
    )


def _texts(release: Release) -> list[Text]:
    return [
        Text(zone, tuple(word.forms for word in words(text, release.language))) for zone, text in zone_texts(release)
    ]


class Scores:
    """The scores of expressions among *releases*, by the formula of `indexer.engines.scoring`."""

    def __init__(self, releases: Iterable[Release]) -> None:
        self._texts = {release.id: _texts(release) for release in releases}

    def of(self, expression: Expression, release: Release) -> int | None:
        """Return the score of *release* in 1/ROUNDING, or None when *expression* does not match it."""
        match expression:
            case Everything():
                return 0
            case Leaf():
                return self._leaf(expression, release)
            case All(clauses):
                return self._clauses(len(clauses), clauses, release)
            case AnyOf(clauses):
                return self._clauses(1, clauses, release)
            case AtLeast(count, clauses):
                return self._clauses(count, clauses, release)
            case Except(kept, excluded):
                return self.of(kept, release) if self.of(excluded, release) is None else None

    def _clauses(self, count: int, clauses: Sequence[Expression], release: Release) -> int | None:
        """Return the sum of the scores of the clauses that match, or None when they are fewer than *count*."""
        scores = [score for clause in clauses if (score := self.of(clause, release)) is not None]
        return sum(scores) if len(scores) >= count else None

    def _leaf(self, leaf: Leaf, release: Release) -> int | None:
        """Return the score of *leaf*, in 1/ROUNDING."""
        level_of = self._level(release.id, leaf.positions, leaf.zones)
        if not level_of:
            return None
        found = score(level_of, len(self._texts), self._having(leaf.positions, leaf.zones))
        if not leaf.exact:
            return found
        exact = self._level(release.id, leaf.exact, leaf.zones)
        return found + bonus(exact, len(self._texts), self._having(leaf.exact, leaf.zones))

    def _having(self, positions: Sequence[Alternatives], zones: Collection[Zone]) -> int:
        """Return how many releases hold a leaf."""
        return sum(self._level(each, positions, zones) > 0 for each in self._texts)

    def _level(self, release_id: str, positions: Sequence[Alternatives], zones: Collection[Zone]) -> int:
        """Return the level of the frequency of one pseudo-term in one release; 0 for none."""
        if len(positions) > 1:
            return level(self._frequency(release_id, positions, zones))
        alternatives = self._written_out(release_id, positions[0])
        levels = [level(self._frequency(release_id, ((each,),), zones)) for each in alternatives]
        return level(sum(int(LEVELS[each]) for each in levels))

    def _written_out(self, release_id: str, alternatives: Alternatives) -> list[Term]:
        """Return *alternatives* with each prefix as the words of a release that begin so."""
        found = []
        for each in alternatives:
            if isinstance(each, Prefix):
                words = {word.folded for text in self._texts[release_id] for word in text.words}
                found += [Term(Kind.FOLDED, word) for word in sorted(words) if word.startswith(each.text)]
            else:
                found.append(each)
        return found

    def _frequency(self, release_id: str, positions: Sequence[Alternatives], zones: Collection[Zone]) -> int:
        """Return the weighted frequency of a sequence, in 1/UNIT."""
        texts = [text for text in self._texts[release_id] if text.zone in zones]
        return sum(
            text.occurrences(positions) * worth(text.zone, self._length(release_id, text.zone)) for text in texts
        )

    def _length(self, release_id: str, zone: Zone) -> int:
        return sum(len(text.words) + 1 for text in self._texts[release_id] if text.zone is zone)


# What completion and neighbours are made of


def _most_frequent(releases: Iterable[Release], kind: Kind, prefix: str, limit: int) -> tuple[TermCount, ...]:
    """Count the releases by the terms of one kind that they hold in a zone searched by default."""
    counts = Counter(text for release in releases for text in _terms(release, kind) if text.startswith(prefix))
    in_order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(TermCount(text, count) for text, count in in_order[:limit])


def _terms(release: Release, kind: Kind) -> set[str]:
    return {
        term.text
        for text in _texts(release)
        if text.zone in SEARCHED_BY_DEFAULT
        for word in text.words
        for term in word.terms
        if term.kind is kind
    }
