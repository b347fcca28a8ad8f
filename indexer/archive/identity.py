"""
The permanent id of each document: the path of its file without the extension, or the id that it states itself.

Which of two documents keeps a contested id depends on the whole archive, never on the order in which files came.
"""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

_UNSAFE = frozenset('"#%<>?[\\]^`{|}~')


class Place(NamedTuple):
    """Where a document stands: the file's path below the archive's root, and its number in the file, from 0."""

    source: str
    number: int


def wanted_id(place: Place, key: str | None) -> str:
    """
    Return the id that a document asks for: its own *key*, else its path without the extension and, from the second
    document of a file on, its number. Unicode NFC; `/` is kept, other unsafe characters are %XX of their UTF-8 bytes.
    """
    if key:
        return _safe(key)
    stem = str(PurePosixPath(place.source).with_suffix(""))
    return _safe(stem if place.number == 0 else f"{stem}/{place.number + 1}")


def assigned_ids(wanted: Iterable[tuple[Place, str]]) -> dict[Place, str]:
    """
    Return the id of each document. The first place in order keeps a contested id, the next ones add `~` and the
    extension of their file, with a number where that is taken too.
    """
    ids: dict[Place, str] = {}
    taken: set[str] = set()
    for place, asked in sorted(wanted):
        given = asked
        if given in taken:
            suffix = PurePosixPath(place.source).suffix.removeprefix(".").lower() or "x"
            given, number = f"{asked}~{suffix}", 1
            while given in taken:
                number += 1
                given = f"{asked}~{suffix}{number}"
        taken.add(given)
        ids[place] = given
    return ids


def _safe(text: str) -> str:
    segments = unicodedata.normalize("NFC", text).strip("/").split("/")
    return "/".join(_safe_segment(segment) for segment in segments if segment) or "%2F"


def _safe_segment(segment: str) -> str:
    if not segment.strip("."):
        return "%2E" * len(segment)
    return "".join(_quoted(letter) if letter in _UNSAFE or not _is_visible(letter) else letter for letter in segment)


def _is_visible(letter: str) -> bool:
    return letter.isprintable() and not letter.isspace()


def _quoted(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))
