"""Doubts about a release, as warnings: short English sentences for the one who looks after the archive."""

import re
from collections.abc import Iterator

from indexer.extraction.datelines import Dateline
from indexer.releases import Release

# UTF-8 once read as Windows-1252 (« Ã© », « â€™ »), and characters that were lost before.
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ]|â€[\u0080-\u00bf™œ˜“”¦]|Â[«»°\u00a0]|\ufffd")
_LONGEST_LOOK = 200_000
_DATED, _DATELINES = "The text is dated", "The text has two datelines"
TWO_DATES = (_DATED, _DATELINES)
"""How the doubts begin that are about two dates of one release."""


def doubts_about(release: Release, dateline: Dateline) -> tuple[str, ...]:
    """Return what is doubtful in *release*, in a fixed order."""
    return tuple(_doubts(release, dateline))


def _doubts(release: Release, dateline: Dateline) -> Iterator[str]:
    if release.title is None:
        yield "No title was found."
    if dateline.day and dateline.date is None:
        yield f"Its dateline of {dateline.day.day}/{dateline.day.month} says no year, and nothing else tells it."
    if dateline.weekday is not None and dateline.date:
        yield f"Its dateline names another weekday or year than {dateline.date.isoformat()} has."
    if dateline.date and dateline.rival:
        yield f"{_DATELINES}, of {dateline.date.isoformat()} and of {dateline.rival.isoformat()}."
    if dateline.date and dateline.stated and dateline.date != dateline.stated:
        yield f"{_DATED} {dateline.date.isoformat()}, its metadata {dateline.stated.isoformat()}."
    if _MOJIBAKE.search(release.title or "") or _MOJIBAKE.search(release.body[:_LONGEST_LOOK]):
        yield "Some characters were garbled before the file was read."
