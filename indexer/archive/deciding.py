"""
What people decided about an archive: text files in `FOLDER/.infopresse/`, or in another folder, read at each run.

    emetteurs.txt    whose the releases of a folder are that do not say it themselves, one line a folder:
                     `2019/sante = Agence régionale de santé`. It counts for all that lies below, the nearest folder
                     decides; `.` is the whole archive.
    personnes.txt    under which name people are shown, see `indexer.archive.decisions`

Empty lines and those that begin with « # » are remarks. Other files there are left alone. A line that is not understood
stops the run before anything is changed: decisions that are half obeyed would show what people took back.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from indexer.archive.decisions import FILE_NAME as PEOPLE
from indexer.archive.decisions import NO_DECISIONS as NO_PEOPLE
from indexer.archive.decisions import PeopleDecisions
from indexer.archive.decisions import read_decisions as read_people
from indexer.errors import SettingsError

FOLDER = ".infopresse"
"""The folder of decisions inside an archive."""

ISSUERS = "emetteurs.txt"


@dataclass(frozen=True, slots=True)
class Decisions:
    """
    *issuers* by folder, a path below the archive's root in Unicode NFC, `.` for the root; and about *people*. *digest*
    tells one state of their files from another.
    """

    issuers: Mapping[str, str] = field(default_factory=dict)
    people: PeopleDecisions = NO_PEOPLE
    digest: str = field(default="", compare=False)


NO_DECISIONS = Decisions()


def read_decisions(archive: Path, state: Path | None = None) -> Decisions:
    """
    Return the decisions about *archive* that are kept in the folder *state*, by default in its own `.infopresse/`.

    Raises `SettingsError`, which names the file and the line; also for a *state* that is no folder, or whose files
    would be taken for releases.
    """
    if state is not None:
        _check(state, archive)
    folder = state or archive / FOLDER
    digest = _digest(folder)  # first, so that what is written meanwhile is seen by the next run
    people = read_people(folder) if (folder / PEOPLE).exists() else NO_PEOPLE
    return Decisions(issuers=_issuers(folder / ISSUERS), people=people, digest=digest)


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in (folder / ISSUERS, folder / PEOPLE):
        try:
            found.update(f"{path.name} {path.exists()} ".encode() + (path.read_bytes() if path.exists() else b""))
        except OSError as error:
            raise SettingsError(f"{path} cannot be read: {error.strerror}; make it a readable file") from error
    return found.hexdigest()


def _check(state: Path, archive: Path) -> None:
    if not state.is_dir():
        raise SettingsError(f"the folder of decisions {state} is not there: make it, or name another with --state")
    place, root = state.resolve(), archive.resolve()
    if place.is_relative_to(root) and not any(part.startswith(".") for part in place.relative_to(root).parts):
        raise SettingsError(
            f"the folder of decisions {state} lies in the archive {archive}, where its files would be indexed: "
            f"leave out --state and keep them in {archive / FOLDER}"
        )


def _issuers(path: Path) -> dict[str, str]:
    issuers: dict[str, str] = {}
    for number, line in _lines(path):
        written, separator, name = (part.strip() for part in line.partition("="))
        place = str(PurePosixPath(written.strip("/") or "."))
        if not (written and separator and name) or ".." in place.split("/"):
            raise SettingsError(f"{path}, line {number}: {line!r} is not understood; write `folder = issuer`")
        if issuers.setdefault(place, name) != name:
            raise SettingsError(
                f"{path}, line {number}: a line above says that {place!r} is of {issuers[place]!r}; keep one of the two"
            )
    return issuers


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with their numbers from 1; none of a file that is not there."""
    if not path.exists():
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}; write it as text in UTF-8") from error
    for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()
