"""
Embargoes: the instant before which a release must not be shown. What is said of it is found by `notices`.

What is written carelessly is read so that nothing is shown too early, and a warning says so:

- a day without an hour: from midnight in Paris at the beginning of that day; « inclus », « au soir »: at its end;
- « minuit »: the midnight at the end of the day;
- an hour without a day: on the day of the release;
- an embargo of which no day can be read (« jusqu'à la conférence de presse »): a year after the day of the release,
  so that no old release is lost; for ever when it has none. A person ends it by writing the field `embargo`.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from indexer.analysis.dates import find_dates, find_days
from indexer.extraction.lines import same_length_fold
from indexer.extraction.notices import Notice
from indexer.releases import Certainty, Origin

PARIS = ZoneInfo("Europe/Paris")
"""An instant written without a zone is meant by the clocks of the newsrooms."""

FOR_EVER = datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)

_FIELDS = ("embargo", "embargo_until", "sous_embargo", "embargo_date")
_NO = re.compile(r"(?:non?|false|none|null|aucun|0|-|leve|sans)\W*")
_HOUR = re.compile(
    r"(?<![\d/.:-])(?P<hour>[01]?\d|2[0-4])\s?(?:heures?\b|hrs?\b|h|:(?=[0-5]\d))\s?(?P<minute>[0-5]\d)?(?![\d\w])|"
    r"\b(?P<word>midi|minuit)\b"
)
_INCLUSIVE = re.compile(r"\b(?:inclus|compris|au\ssoir|en\ssoiree|fin\sde)\b")
_ZONES = (
    (re.compile(r"\b(?:gmt|utc|t\.?u\b|temps\suniversel|heure\sde\s(?:dakar|abidjan|bamako|ouagadougou|lome))"), "UTC"),
    (re.compile(r"\b(?:heure\sde\sl'est|heure\s(?:de|du)\s(?:montreal|quebec|toronto|new\s?york)|hae|hne)\b"),
     "America/Toronto"),
    (re.compile(r"\bheure\sde\slondres\b"), "Europe/London"),
)  # fmt: skip
_UNREAD = datetime.timedelta(days=365)
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Embargo:
    """The instant before which a release must not be shown, None without any; where it was read, and the doubts."""

    instant: datetime.datetime | None = None
    origin: Origin | None = None
    warnings: tuple[str, ...] = ()


def read_embargo(notice: Notice, metadata: Mapping[str, str], date: datetime.date | None) -> Embargo:
    """Return until when the release of *date* must not be shown, by its text and its metadata; the later one counts."""
    found = [_read(words, place, date) for words, place in _statements(notice, metadata)]
    if not found:
        return Embargo()
    latest = max(found, key=lambda each: each.instant or FOR_EVER)
    doubts = [warning for each in found for warning in each.warnings]
    if len({each.instant for each in found}) > 1:
        doubts.append("Its embargoes disagree; the later one counts.")
    if notice.is_immediate:
        doubts.append("It says « diffusion immédiate » and an embargo; the embargo counts.")
    return replace(latest, warnings=tuple(doubts))


def _statements(notice: Notice, metadata: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if notice.embargo:
        yield notice.embargo, notice.place
    for name in _FIELDS:
        stated = metadata.get(name, "").strip()
        if stated and not _NO.fullmatch(same_length_fold(stated)):
            yield stated, f"metadata: {name}"


def _read(words: str, place: str, date: datetime.date | None) -> Embargo:
    """Return the embargo that *words* state."""
    try:
        instant = datetime.datetime.fromisoformat(words)
    except ValueError:
        return _read_words(words, place, date)
    if _written_day(words):
        return _read_words(words, place, date)
    meant = latest_meant(instant if instant.tzinfo else instant.replace(tzinfo=PARIS))
    return Embargo(meant, Origin("embargo", place))


def _read_words(words: str, place: str, date: datetime.date | None) -> Embargo:
    zone = next((ZoneInfo(name) for pattern, name in _ZONES if pattern.search(same_length_fold(words))), PARIS)
    day, rest = _day(words, date)
    hour = _HOUR.search(same_length_fold(rest))
    if day is None and (hour is None or date is None):
        return _unread(words, place, date)
    moment, doubt = _moment(hour, rest)
    midnight = datetime.datetime.combine(day or date or datetime.date.max, datetime.time(), zone)
    instant = latest_meant(midnight + moment)
    if day is None:
        doubt = f"Its embargo « {words} » names no day: that of the release is meant."
    elif doubt:
        doubt = f"Its embargo « {words} » {doubt}: it ends at {instant.isoformat()}."
    certainty = Certainty.LIKELY if doubt else Certainty.SURE
    return Embargo(instant, Origin("embargo", place, certainty), (doubt,) if doubt else ())


def _unread(words: str, place: str, date: datetime.date | None) -> Embargo:
    midnight = datetime.datetime.combine(date, datetime.time(), PARIS) if date else None
    return Embargo(
        midnight + _UNREAD if midnight else FOR_EVER,
        Origin("embargo", place, Certainty.DOUBTFUL),
        (f"The embargo « {words} » is not understood, so the release stays hidden: write it as 2024-05-03T08:00.",),
    )


def _day(words: str, date: datetime.date | None) -> tuple[datetime.date | None, str]:
    """Return the day that *words* name, which may leave its year to *date*, and the words that may name the hour."""
    if day := _written_day(words):
        return day, ""
    found = next(find_dates(words), None)
    if found:
        return found.date, f"{words[found.end :]} | {words[: found.start]}"
    partial = next(find_days(words), None)
    if partial is None or date is None:
        return None, words if partial is None else ""
    years = (partial.in_year(date.year + more) for more in (0, 1))
    days = [day for day in years if day and day >= date - _DAY]
    return (days[0] if days else None), f"{words[partial.end :]} | {words[: partial.start]}"


def _written_day(words: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(words)
    except ValueError:
        return None


def _moment(hour: re.Match[str] | None, words: str) -> tuple[datetime.timedelta, str]:
    """Return the time from the midnight that begins the day, and what is doubtful about it or ""."""
    if hour is None:
        is_end = _INCLUSIVE.search(same_length_fold(words)) is not None
        return _DAY if is_end else datetime.timedelta(), "names no hour"
    if hour["word"]:
        return (_DAY, "says midnight") if hour["word"] == "minuit" else (_DAY / 2, "")
    return datetime.timedelta(hours=int(hour["hour"]), minutes=int(hour["minute"] or 0)), ""


def latest_meant(instant: datetime.datetime) -> datetime.datetime:
    """
    Return the later of the two instants that an hour may mean which clocks show twice, or never: nothing is shown too
    early.
    """
    try:
        meant = [instant.replace(fold=fold).astimezone(datetime.UTC) for fold in (0, 1)]
        return max(meant).astimezone(instant.tzinfo)
    except OverflowError:  # at the first and the last hours that a datetime can hold
        return instant
