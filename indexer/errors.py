"""
The errors that infopresse raises on purpose.

    IndexerError
    ├── SettingsError            an option, an environment variable or a folder is wrong
    ├── ReadError                one file cannot be read; the run goes on with the next
    │   └── NotARelease          it can, and holds data that describe no release
    ├── RemovalsRefused          more than half of the archive vanished at once
    ├── ReleaseNotFound          no release has this id
    └── EngineError              the index cannot answer
        ├── IndexMissing         nothing was ever indexed there
        ├── IndexOutdated        made by another version of the format or of the analysis
        ├── IndexLocked          another process is writing
        ├── IndexDamaged         its files cannot be understood
        └── EngineUnavailable    the service behind the engine does not answer

A message says what failed, on which value, and what to do next; the values stay as attributes.
"""

from pathlib import Path


class IndexerError(Exception):
    """Any failure that infopresse foresees."""


class SettingsError(IndexerError):
    """An option, an environment variable or a folder is wrong; the message says which and what to write."""


class ReadError(IndexerError):
    """The file at *path* cannot be read as a release, because of *reason*."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class NotARelease(ReadError):
    """The file at *path* is well-formed data of a type that may hold releases, and holds none: nothing is wrong."""


class RemovalsRefused(IndexerError):
    """*missing* of the *known* files of an archive are gone: an unmounted disk rather than a wish."""

    def __init__(self, missing: int, known: int) -> None:
        super().__init__(
            f"{missing} of {known} known files are gone; nothing was changed. "
            "If they were removed on purpose, run again with --allow-removals"
        )
        self.missing = missing
        self.known = known


class ReleaseNotFound(IndexerError):
    """No visible release has the id *release_id*."""

    def __init__(self, release_id: str) -> None:
        super().__init__(f"no release has the id {release_id!r}")
        self.release_id = release_id


class EngineError(IndexerError):
    """The index at *location* cannot answer."""

    def __init__(self, location: Path | str, reason: str) -> None:
        super().__init__(f"{location}: {reason}")
        self.location = location
        self.reason = reason


class IndexMissing(EngineError):
    """Nothing was ever indexed there: run `infopresse index FOLDER`."""


class IndexOutdated(EngineError):
    """The index was made by another version: run `infopresse index FOLDER` to make it anew."""


class IndexLocked(EngineError):
    """Another process is writing: wait for it to end."""


class IndexDamaged(EngineError):
    """The files of the index cannot be understood: run `infopresse index FOLDER --rebuild`."""


class EngineUnavailable(EngineError):
    """The service behind the engine does not answer."""
