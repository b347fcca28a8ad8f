"""
What was read from which file, so that a file is read again only when its bytes changed. A cache: it may be deleted.

One transaction is one run: while it lasts no other run can begin, and a run that fails leaves nothing.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.archive.facts import Facts
from indexer.archive.files import State
from indexer.archive.identity import Place
from indexer.archive.keeping import restored_facts, stored_facts
from indexer.errors import IndexLocked

_VERSION = 2
_PATIENCE = 60.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    source TEXT PRIMARY KEY, digest TEXT NOT NULL, state TEXT, failure TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    source TEXT NOT NULL, number INTEGER NOT NULL, wanted TEXT NOT NULL, id TEXT NOT NULL, judgement TEXT NOT NULL,
    paragraphs BLOB NOT NULL, marks BLOB NOT NULL, hashes BLOB NOT NULL, hashed BLOB NOT NULL,
    contacts TEXT NOT NULL, stated TEXT NOT NULL, PRIMARY KEY (source, number)
);
CREATE TABLE IF NOT EXISTS records (
    source TEXT NOT NULL, number INTEGER NOT NULL, record TEXT NOT NULL, PRIMARY KEY (source, number)
);
"""
"""Every run reads all of `documents`, so that records, which are long, lie elsewhere."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was read: the hash of its bytes, its state if that can be trusted, why it failed if it did."""

    digest: str
    state: State | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """
    What became of a document: the id of its release ("" for none: not yet, or it is shown in another form), and the
    judgement that was carried out on it, as text.
    """

    id: str
    judgement: str


class Catalogue:
    """The catalogue in the file *path*, made on first use; one that is no catalogue of this version is made anew."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._connection = self._open(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                raise IndexLocked(path, "another process is writing; wait for it to end and run again") from error
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            self._connection = self._open(path)
        self._path = path

    def _open(self, path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            if found not in (0, _VERSION):
                raise sqlite3.DatabaseError(f"version {found}")
            connection.executescript(f"{_SCHEMA} PRAGMA user_version = {_VERSION};")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def run(self) -> Iterator[None]:
        """Hold the catalogue for one run. Raises `IndexLocked` while another run lasts."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise IndexLocked(self._path, "another run lasts; wait for it to end and run again") from error
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def fact(self, name: str) -> str | None:
        """Return what was noted under *name*."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, name: str, value: str) -> None:
        """Note a fact about the archive."""
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def files(self) -> dict[str, KnownFile]:
        """Return all known files, by source."""
        rows = self._connection.execute("SELECT source, digest, state, failure FROM files")
        return {
            source: KnownFile(digest, State(*json.loads(state)) if state else None, failure)
            for source, digest, state, failure in rows
        }

    def ids(self) -> dict[Place, str]:
        """Return the ids of all releases, by the place of the document that each is read from."""
        rows = self._connection.execute("SELECT source, number, id FROM documents WHERE id != ''")
        return {Place(source, number): id_ for source, number, id_ in rows}

    def shown(self) -> dict[Place, Shown]:
        """Return what became of all known documents, by place."""
        rows = self._connection.execute("SELECT source, number, id, judgement FROM documents")
        return {Place(source, number): Shown(id_, judgement) for source, number, id_, judgement in rows}

    def facts(self) -> Iterator[Facts]:
        """Yield the facts of every document."""
        rows = self._connection.execute(
            "SELECT source, number, wanted, paragraphs, marks, hashes, hashed, contacts, stated FROM documents"
        )
        return (restored_facts(Place(source, number), *values) for source, number, *values in rows)

    def records(self) -> Iterator[tuple[Place, Mapping[str, Any]]]:
        """Yield the record of every document, as it was extracted."""
        for source, number, record in self._connection.execute("SELECT source, number, record FROM records"):
            yield Place(source, number), json.loads(record)

    def record(self, place: Place) -> Mapping[str, Any]:
        """Return the record of one document, as it was extracted."""
        found: Mapping[str, Any] = json.loads(
            self._connection.execute("SELECT record FROM records WHERE source = ? AND number = ?", place).fetchone()[0]
        )
        return found

    def put_file(self, source: str, known: KnownFile) -> None:
        """Note the state of a file."""
        state = json.dumps(known.state) if known.state else None
        self._connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (source, known.digest, state, known.failure)
        )

    def put_document(self, facts: Facts, record: Mapping[str, Any]) -> None:
        """Note a document that was read; what becomes of it is shown later."""
        self._connection.execute(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, '', '', ?, ?, ?, ?, ?, ?)",
            (*facts.place, facts.wanted, *stored_facts(facts)),
        )
        self._connection.execute(
            "INSERT OR REPLACE INTO records VALUES (?, ?, ?)", (*facts.place, json.dumps(record, ensure_ascii=True))
        )

    def show(self, place: Place, shown: Shown) -> None:
        """Note what became of a document."""
        self._connection.execute(
            "UPDATE documents SET id = ?, judgement = ? WHERE source = ? AND number = ?",
            (shown.id, shown.judgement, *place),
        )

    def remove_documents(self, source: str) -> None:
        """Forget what was read from a file."""
        self._connection.execute("DELETE FROM documents WHERE source = ?", (source,))
        self._connection.execute("DELETE FROM records WHERE source = ?", (source,))

    def remove_file(self, source: str) -> None:
        """Forget a file and what was read from it."""
        self.remove_documents(source)
        self._connection.execute("DELETE FROM files WHERE source = ?", (source,))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
