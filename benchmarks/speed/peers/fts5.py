"""
SQLite FTS5 with our terms, all in SQL: a contentless table of ten columns, five groups of zones in two kinds of terms.

FTS5 cannot be handed tokens from Python, so terms are texts split at ASCII punctuation, with that of terms written as
private letters. What matches goes into a temporary table once, with what is counted and sorted by: joining it
anew for each facet takes longer. Joins are crossed, which in SQLite says in which order: it cannot know how few match.
"""

import sqlite3
import string
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

from benchmarks.speed.analysed import WEIGHTS, Group, groups, texts
from benchmarks.speed.peers.base import Peer
from benchmarks.speed.trees import Sequence as Terms
from benchmarks.speed.trees import Untranslatable, combined, exact_words, sequences
from indexer.analysis.words import Kind
from indexer.engines.facets import facet_values, selecting_keys, selection_key
from indexer.engines.scoring import EXACT_WEIGHT
from indexer.excerpts.sheets import Sheets
from indexer.expressions.tree import (
    All,
    AnyOf,
    AtLeast,
    Everything,
    Except,
    Expression,
    Leaf,
    Prefix,
    wanted_leaves,
)
from indexer.queries import Facet, Filters, Query, Sort, date_number
from indexer.records import restored, stored
from indexer.releases import Release
from indexer.results import Match, Matches, ValueCounts

SINGLE = tuple(facet for facet in Facet if facet is not Facet.CONTACT)
"""Facets of which a release has one value."""

_COLUMNS = tuple(f"{group.value}_{kind.value}" for kind in (Kind.STEM, Kind.FOLDED) for group in Group)
_LETTERS = str.maketrans({each: chr(0xE000 + ord(each)) for each in string.punctuation})
_ORDERS = {Sort.RELEVANCE: "score, date DESC, id", Sort.NEWEST: "date DESC, id", Sort.OLDEST: "date = 0, date, id"}
_BATCH = 1000
_FACTS = ", ".join(("date", *SINGLE))
_TABLES = f"""
CREATE TABLE records(id INTEGER PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE facts(id INTEGER PRIMARY KEY, date INTEGER NOT NULL, {", ".join(f"{facet} INTEGER" for facet in SINGLE)});
CREATE TABLE contacts(release INTEGER, value INTEGER, PRIMARY KEY(release, value)) WITHOUT ROWID;
CREATE TABLE keys(key TEXT, release INTEGER, PRIMARY KEY(key, release)) WITHOUT ROWID;
CREATE TABLE names(value INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
"""


class Fts5(Peer):
    """SQLite FTS5 in SQL, with our terms and our excerpts."""

    columns: tuple[str, ...] = _COLUMNS
    words_table = (
        f"CREATE VIRTUAL TABLE words USING fts5({', '.join(_COLUMNS)}, content='', tokenize='ascii', detail=full)"
    )

    def build(self, releases: Iterable[Release]) -> None:
        """See `Peer.build`."""
        with closing(sqlite3.connect(self.folder / "fts5.db")) as connection:
            connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-200000")
            connection.executescript(_TABLES + self.words_table)
            names: dict[str, int] = {}
            for number, release in enumerate(releases, start=1):
                self._put(connection, number, release, names)
                if number % _BATCH == 0:
                    connection.commit()
            connection.executemany("INSERT INTO names VALUES (?, ?)", ((value, name) for name, value in names.items()))
            connection.execute("INSERT INTO words(words) VALUES ('optimize')")
            connection.commit()
            connection.executescript("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")

    def open(self) -> None:
        """See `Peer.open`."""
        self.connection = sqlite3.connect(self.folder / "fts5.db")
        self.connection.executescript(
            "PRAGMA cache_size=-64000; PRAGMA mmap_size=4000000000; PRAGMA temp_store=MEMORY;"
            f"CREATE TEMP TABLE matched(id INTEGER PRIMARY KEY, score REAL, fails INTEGER, {_FACTS})"
        )
        self.names = dict(self.connection.execute("SELECT value, name FROM names"))

    def search(self, query: Query) -> Matches:
        """See `Peer.search`."""
        return self.answered(query)[0]

    def answered(self, query: Query) -> tuple[Matches, list[int]]:
        """Return the matches of *query* and the numbers of those of its page."""
        self._match(query)
        chosen = [facet for facet, values in query.filters.selected.items() if values]
        (total,) = self.connection.execute("SELECT count(*) FROM matched WHERE fails = 0").fetchone()
        best = f"SELECT id, score FROM matched WHERE fails = 0 ORDER BY {_ORDERS[query.sort]} LIMIT ? OFFSET ?"  # noqa: S608
        rows = self.connection.execute(best, (query.size, (query.page - 1) * query.size)).fetchall()
        numbers = [number for number, _ in rows]
        page = tuple(Match(Sheets(self._release(number)), -score) for number, score in rows)
        facets = {facet: self._counts(facet, ~_bit(chosen, facet)) for facet in Facet}
        return Matches(total, page, facets), numbers

    def close(self) -> None:
        """See `Peer.close`."""
        self.connection.close()

    def matching(self, query: Query) -> tuple[str, list[object]]:
        """Return the statement that gives id, score, failed selections and facts of what matches, and its values."""
        expression, filters = query.expression, query.filters
        values: list[object] = []
        fails = " + ".join(_failing(filters, values)) or "0"
        conditions, source, score = [], "facts", "0"
        if isinstance(expression, Except) and isinstance(expression.kept, Everything):
            conditions.append("facts.id NOT IN (SELECT rowid FROM words WHERE words MATCH ?)")
            values.append(self.match(expression.excluded))
        elif not isinstance(expression, Everything):
            source, score = "words CROSS JOIN facts ON facts.id = words.rowid", self.score(expression)
            conditions.append("words MATCH ?")
            values.append(self.match(expression))
        if filters.since is not None:
            conditions.append("date >= ?")
            values.append(max(filters.since, 1))
        if filters.until is not None:
            conditions.append("date BETWEEN 1 AND ?")
            values.append(filters.until)
        where = " AND ".join(conditions) or "1"
        return f"SELECT facts.id, {score}, {fails}, {_FACTS} FROM {source} WHERE {where}", values  # noqa: S608, all from here

    def match(self, expression: Expression) -> str:
        """Return *expression* in the query language of FTS5."""
        match expression:
            case Leaf():
                return self.leaf(expression)
            case All(clauses):
                return f"({' AND '.join(map(self.match, clauses))})"
            case AnyOf(clauses):
                return f"({' OR '.join(map(self.match, clauses))})"
            case AtLeast():
                return self.match(combined(expression))
            case Except(kept, excluded):
                return f"({self.match(kept)} NOT {self.match(excluded)})"
            case Everything():
                raise Untranslatable("everything, as part of a query")

    def leaf(self, leaf: Leaf) -> str:
        """Return one leaf; exact words, which imply it, are an alternative that adds to the score."""
        within = groups(leaf.zones)
        parts = [_phrase(terms, within) for terms in sequences(leaf.positions)]
        parts += [_phrase(terms, within) for terms in sequences(exact_words(leaf)) if terms]
        return f"({' OR '.join(parts)})"

    def score(self, expression: Expression) -> str:
        """Return what a match is ordered by, ascending; folded words weigh less where they only add to stems."""
        is_extra = any(leaf.exact for leaf in wanted_leaves(expression))
        weights = [WEIGHTS[group] for group in Group]
        folded = [weight * EXACT_WEIGHT if is_extra else weight for weight in weights]
        return f"bm25(words, {', '.join(map(str, [*weights, *folded]))})"

    def words(self, release: Release) -> Sequence[str]:
        """Return the columns of the table of words."""
        columns = {(kind, group): [""] for kind in (Kind.STEM, Kind.FOLDED) for group in Group}
        for text in texts(release):
            columns[Kind.STEM, text.group].append(" ".join(text.stems))
            columns[Kind.FOLDED, text.group].append(" ".join(text.folded))
        return [_GAP.join(each).translate(_LETTERS) for each in columns.values()]

    def _put(self, connection: sqlite3.Connection, number: int, release: Release, names: dict[str, int]) -> None:
        values = {facet: [names.setdefault(v, len(names)) for v in facet_values(release, facet)] for facet in Facet}
        columns = self.words(release)
        marks = ", ".join("?" * len(columns))
        connection.execute(
            f"INSERT INTO words(rowid, {', '.join(self.columns)}) VALUES (?, {marks})",  # noqa: S608
            (number, *columns),
        )
        connection.execute("INSERT INTO records VALUES (?, ?)", (number, stored(release)))
        facts = (number, date_number(release.date), *(values[facet][0] for facet in SINGLE))
        connection.execute(f"INSERT INTO facts VALUES ({', '.join('?' * len(facts))})", facts)  # noqa: S608
        connection.executemany("INSERT INTO contacts VALUES (?, ?)", ((number, v) for v in values[Facet.CONTACT]))
        keys = ((_key(facet, key), number) for facet in Facet for key in selecting_keys(release, facet))
        connection.executemany("INSERT INTO keys VALUES (?, ?)", keys)

    def _release(self, number: int) -> Release:
        row = self.connection.execute("SELECT record FROM records WHERE id = ?", (number,)).fetchone()
        return restored(row[0])

    def _match(self, query: Query) -> None:
        self.connection.execute("DELETE FROM matched")
        statement, values = self.matching(query)
        self.connection.execute(f"INSERT INTO matched {statement}", values)

    def _counts(self, facet: Facet, mask: int) -> ValueCounts:
        is_single = facet is not Facet.CONTACT
        column = facet.value if is_single else "value"
        source = "matched" if is_single else "matched CROSS JOIN contacts ON contacts.release = matched.id"
        rows = self.connection.execute(
            f"SELECT {column}, count(*) FROM {source} WHERE fails & ? = 0 GROUP BY {column}",  # noqa: S608
            (mask,),
        )
        return ValueCounts.of({self.names[value]: count for value, count in rows})


_GAP = " " + " ".join(["\ue000"] * 2) + " "
"""Between two texts of one column: words that nobody types, so that no phrase runs from one into the next."""


def _phrase(terms: Terms, within: Sequence[Group]) -> str:
    kind = Kind.FOLDED if isinstance(terms[0], Prefix) else terms[0].kind
    columns = " ".join(f"{group.value}_{kind.value}" for group in within)
    text = " ".join(each.text.translate(_LETTERS) for each in terms)
    return f'({{{columns}}} : "{text}"{" *" if isinstance(terms[-1], Prefix) else ""})'


def _failing(filters: Filters, values: list[object]) -> Iterator[str]:
    """Yield, for each facet with a selection, the term that sets its bit where a release fails it."""
    for i, (facet, selected) in enumerate((facet, each) for facet, each in filters.selected.items() if each):
        values += [_key(facet, selection_key(facet, value)) for value in selected]
        marks = ", ".join("?" * len(selected))
        yield f"(facts.id NOT IN (SELECT release FROM keys WHERE key IN ({marks}))) * {1 << i}"  # noqa: S608


def _bit(chosen: Sequence[Facet], facet: Facet) -> int:
    return 1 << chosen.index(facet) if facet in chosen else 0


def _key(facet: Facet, key: str) -> str:
    return f"{facet}\x1f{key}"
