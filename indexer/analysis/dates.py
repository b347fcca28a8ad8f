"""Civil dates, French and English, in running text and typed into a box. No instants, no relative dates (« hier »)."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.analysis.folding import fold

YEARS = range(1800, 2101)

# The name that is shown, then others; the last one is English: French issuers write releases in both languages.
_MONTHS = (
    ("janvier", "janv", "jan", "january"),
    ("février", "fevrier", "févr", "fevr", "fév", "fev", "february"),
    ("mars", "march"),
    ("avril", "avr", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "juil", "july"),
    ("août", "aout", "august"),
    ("septembre", "sept", "sep", "september"),
    ("octobre", "oct", "october"),
    ("novembre", "nov", "november"),
    ("décembre", "decembre", "déc", "dec", "december"),
)
_MONTH_NUMBERS = {fold(name): number for number, names in enumerate(_MONTHS, 1) for name in names}
_MONTH = "|".join(sorted((name for names in _MONTHS for name in names), key=len, reverse=True))
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_NUMBERS = {name: number for names in (_WEEKDAYS, _ENGLISH_WEEKDAYS) for number, name in enumerate(names)}
_WEEKDAY = "|".join(_WEEKDAY_NUMBERS)
# One kind of spaces or a line break: dates are cut by margins too. Bounded, so that matching stays linear.
_GAP = r"\s{1,3}"
_WRITTEN = (
    rf"(?:\b(?P<weekday>{_WEEKDAY})(?:{_GAP}|,\s{{0,3}}))?"
    rf"(?<!\w)(?P<day>[0-9]{{1,2}})(?:\.?{_GAP}|\s?er{_GAP})"
    rf"(?P<month>{_MONTH})(?:\.\s{{0,3}}|,?{_GAP})(?P<year>[0-9]{{4}})(?!\w)"
)
_ENGLISH = "|".join(names[-1] for names in _MONTHS)
_AMERICAN = rf"\b(?P<named>{_ENGLISH}){_GAP}(?P<number>[0-9]{{1,2}}),{_GAP}(?P<in_year>[0-9]{{4}})(?!\w)"
# « mardi 3 mai », « le 1er mai »: the year is not said, nor « prochain » or « dernier ».
_DAY_ONLY = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY})(?:{_GAP}|,\s{{0,3}}))?"
    rf"(?<![\w/.-])(?P<day>[0-9]{{1,2}})(?:\.?{_GAP}|\s?er{_GAP})(?P<month>{_MONTH})\b\.?"
    rf"(?!,?{_GAP}(?:[0-9]{{4}}|prochain|dernier))",
    re.IGNORECASE,
)
_EUROPEAN = r"(?<![\w/.-])(?P<d>[0-9]{1,2})(?P<sign>[/.-])(?P<m>[0-9]{1,2})(?P=sign)(?P<y>[0-9]{4})(?![\w/-]|\.[0-9])"
_ISO = r"(?<![\w/.-])(?P<Y>[0-9]{4})(?P<mark>[/-])(?P<M>[0-9]{1,2})(?P=mark)(?P<D>[0-9]{1,2})(?![0-9/-]|\.[0-9])"
_DATE = re.compile(f"{_WRITTEN}|{_EUROPEAN}|{_ISO}|{_AMERICAN}", re.IGNORECASE)

# What is typed into a box is short; anything longer is none of the forms.
_LONGEST_PERIOD = 40
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_NAMED_MONTH = re.compile(rf"({_MONTH})\.?\s+([0-9]{{4}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """
    A complete date in a text: *start* and *end* are offsets in code points, half-open; a weekday belongs to it.

    *weekday*, from Monday, 0, is the one that the text says: it may be wrong.
    """

    start: int
    end: int
    date: datetime.date
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day without its year in a text, at half-open offsets; *weekday* counts from Monday, 0, where it is said."""

    start: int
    end: int
    month: int
    day: int
    weekday: int | None

    def in_year(self, year: int) -> datetime.date | None:
        """Return the date in *year*; None when there is no such day, or it falls on another weekday."""
        date = _date(year, self.month, self.day)
        return date if date and self.weekday in {None, date.weekday()} else None


@dataclass(frozen=True, slots=True)
class Period:
    """The days from *first* to *last*, both included."""

    first: datetime.date
    last: datetime.date


def month_name(year: int, month: int) -> str:
    """Return « juillet 2023 »; months count from 1."""
    return f"{_MONTHS[month - 1][0]} {year}"


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield the complete dates of *text*, in order; impossible days and years outside `YEARS` are no dates."""
    for match in _DATE.finditer(text):
        date = _date(*_parts(match))
        if date is not None:
            yield FoundDate(match.start(), match.end(), date, _weekday_number(match["weekday"]))


def find_days(text: str) -> Iterator[FoundDay]:
    """Yield the days of *text* of which the year is not said, in order."""
    for match in _DAY_ONLY.finditer(text):
        month, day = _month_number(match["month"]), int(match["day"])
        if _date(2000, month, day):  # a leap year
            yield FoundDay(match.start(), match.end(), month, day, _weekday_number(match["weekday"]))


def parse_period(text: str) -> Period | None:
    """Return the year, month or day that *text* names (2023, 07/2023, juillet 2023, 13/07/2023), else None."""
    text = text.strip()
    if len(text) > _LONGEST_PERIOD:
        return None
    if match := _YEAR.fullmatch(text):
        return _year(int(match[1]))
    if match := _YEAR_MONTH.fullmatch(text):
        return _month(int(match[1]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(text):
        return _month(int(match[2]), int(match[1]))
    if match := _NAMED_MONTH.fullmatch(text):
        return _month(int(match[2]), _month_number(match[1]))
    return _day(text)


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    """Return the year, month and day of a date found."""
    if match["month"]:
        return int(match["year"]), _month_number(match["month"]), int(match["day"])
    if match["y"]:
        return int(match["y"]), int(match["m"]), int(match["d"])
    if match["named"]:
        return int(match["in_year"]), _month_number(match["named"]), int(match["number"])
    return int(match["Y"]), int(match["M"]), int(match["D"])


def _month_number(name: str) -> int:
    # 0 is no month: ignoring case, `re` takes a dotless ı for an i, which folding does not.
    return _MONTH_NUMBERS.get(fold(name), 0)


def _weekday_number(name: str | None) -> int | None:
    return _WEEKDAY_NUMBERS.get(fold(name)) if name else None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    if year not in YEARS:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _year(year: int) -> Period | None:
    return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31)) if year in YEARS else None


def _month(year: int, month: int) -> Period | None:
    first = _date(year, month, 1)
    return Period(first, first.replace(day=calendar.monthrange(year, month)[1])) if first else None


def _day(text: str) -> Period | None:
    found = next(find_dates(text), None)
    if found is None or (found.start, found.end) != (0, len(text)):
        return None
    return Period(found.date, found.date)
