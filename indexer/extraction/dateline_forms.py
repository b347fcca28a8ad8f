"""How datelines are written: on a line of their own, at its end, or run into the first paragraph."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from indexer.analysis.dates import FoundDate, FoundDay, find_dates, find_days
from indexer.blocks import Block, BlockKind
from indexer.extraction.kinds import leading_kind, without_number
from indexer.extraction.lines import SEPARATORS, lines_of, same_length_fold
from indexer.extraction.towns import town_of

# Longer openings are sentences.
_LONGEST_OPENING = 120
_LABEL = (
    r"(?:publiee?|poste|mis en ligne|diffuse|date(?: et lieu)?|date de (?:publication|parution|diffusion|mise en ligne)"
    r"|lieu et date|paru|fait|emis|en date|communique|actualites?)"
)
_LABEL_ONLY = re.compile(rf"{_LABEL}\s?:?")
_NO_PLACE = re.compile(rf"(?:{_LABEL}\s?[:|–—-]?)?\s?:?\s?(?:(?:le|ce|du)\s?:?)?\s?")
# « Publié le 3 mai 2024 | Secteur : transports »: what a page says of itself.
_ASIDE = re.compile(r"\s?[|•·]\s?\S")
_LABELLED = re.compile(rf"{_LABEL}\s?(?::|le\b|du\b)\s?|fait a\b")
_PLACE_LABEL = re.compile(r"(?:lieu et date|date et lieu)\s?:\s?")
# The agencies that carry releases put their names behind the date.
_WIRE = r"(?:\s?\([\w.][\w. -]{1,30}\)|\s?/[\w.][\w. -]{1,30}/)"
_HOUR = (
    r"(?:a |dès )?\(?\d{1,2} ?(?:h(?:eures?)?|:) ?\d{0,2}(?::\d{2})?(?:[.+]\S{1,12})?"
    r"(?: ?\(?(?:cest|cet|heures?(?: (?:de |d'|du )[^\W\d]{2,12}(?: [^\W\d]{2,12}){0,2})?)\)?)?\)?"
)
_AT_HOUR = re.compile(r"\W*(?:a|de|des|a partir de)\s\d{1,2}\s?(?:h|:)")
# « Le 1er février 2019, Fribourg »: one word, for several may be the place of an event.
_TOWN_BEHIND = re.compile(r"\s?[,/|•·–—-]\s?(?:à\s)?(?P<town>(?:L[ae]s?\s)?[^\W\d_a-zß-öø-ÿ][\w'’-]{2,30})\s?\.?")
_PLACE_LINE = re.compile(r"(?:Lieu|LIEU)\s?:\s?(?P<town>(?:L[ae]s?\s)?[^\W\d_a-zß-öø-ÿ][\w'’-]{2,30})")
_UPDATED = r"(?:mise? a jour|modifiee?|actualisee?) .{0,60}"
_REFERENCE = r"(?:n ?[°o]|numero|ref(?:erence)?\b|n/ref)[ .:°]*[\w/. -]{1,24}"
_SIGNS = r"[\s,.;:|()\]/•*_–—-]*"
_ALONE = re.compile(rf"{_SIGNS}(?:(?:{_HOUR}|{_UPDATED}|{_REFERENCE}){_SIGNS}){{0,3}}\Z")
_RUN_IN = re.compile(
    rf"(?:,? {_HOUR})?{_WIRE}?(?:\s?(?:[–—:.|]|-{{1,2}})\s+(?=\S)|\s?[–—/]\s?(?=\S)|\s?--\s?)", re.IGNORECASE
)
_SHORT_DATE = re.compile(
    r"(?<![\w/.-])\d{1,2}(?:er)?(?:\s[^\W\d_]{3,9}\.?\s['’]?|(?P<sign>[/.])\d{1,2}(?P=sign))(?P<year>\d{2})(?![\w/]|\s?h|[.:]\d)"
)
# « Communiqué de presse – Juin 2023 – Le 15 juin 2023 »
_MONTH = re.compile(r"\A[^\W\d_]{3,9}\s\d{4}\s?[|,–—-]\s?")
# « PARIS--(BUSINESS WIRE)--Le groupe », the date on a line above
_WIRED = re.compile(r"(?P<before>[^()\n–]{2,60}?)\s?(?:--|—|–)\s?\([A-Z][A-Z ]{3,30}\)\s?(?:--|—|–)\s?(?=\S)")
_APOSTROPHES = "'’"
_PARENTHESIS = re.compile(r"\s?\)\s?(?:[–—:.-]{1,2}\s?)?")
_BEFORE_LAST = re.compile(r"\s[–—-]\s|\s?[|•]\s?|\t")
_ARTICLE = re.compile(r"\ble\s+\w{0,8}\s?\d|,\s?\d", re.IGNORECASE)
_LE_DAY = re.compile(r"\s*[Ll]e\s(?:\w{5,8}\s)?\d")
_SHORTEST_TEXT = 40
_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A dateline in the text; *is_bare*: a date and nothing around it, which may be that of an event."""

    place: str | None
    date: datetime.date | None
    day: FoundDay | None
    weekday: int | None
    is_bare: bool


class Here(NamedTuple):
    """A dateline in a block, and what is left of the block's text."""

    found: Found
    rest: str


def in_block(block: Block, *, is_stamped: bool = False) -> Here | None:
    """
    Return the dateline in *block* and what is left of its text, or None.

    *is_stamped*: a day and « à 16 h » are when it was given out, and not when something takes place.
    """
    if block.kind is BlockKind.ITEM or not block.text:
        return None
    lines = _unbroken(lines_of(block))
    for number, line in enumerate(lines[:_MOST_LINES]):
        if found := alone(line, is_stamped=is_stamped) or _last_on_line(line):
            kept = [*lines[:number], *(each for each in lines[number + 1 :] if not _is_hour(each))]
            if found.place is None and (labelled := _place_line(kept)) is not None:
                town = _PLACE_LINE.fullmatch(kept.pop(labelled).strip())
                found = replace(found, place=town["town"] if town else None)
                return Here(found, "\n".join(kept))
            if found.is_bare and len(kept) < len(lines) - 1:
                return None  # the day and hour of an event
            return Here(found, ("\t" if block.kind is BlockKind.ROW else "\n").join(kept))
    if block.kind is BlockKind.PARAGRAPH and (run_in := _run_in(block.text)):
        return Here(*run_in)
    return None


def _unbroken(lines: list[str]) -> list[str]:
    """Return *lines* with « Besançon, / le mardi 29 août 2023 » on one; no other line is changed."""
    for number, (line, following) in enumerate(pairwise(lines[:_MOST_LINES])):
        if line.rstrip().endswith(",") and _LE_DAY.match(following) and alone(whole := f"{line.rstrip()} {following}"):
            return [*lines[:number], whole, *lines[number + 2 :]]
    return lines


def _place_line(lines: Sequence[str]) -> int | None:
    """Return the number of the line that says « Lieu : Cayenne »; None without any."""
    return next((number for number, line in enumerate(lines) if _PLACE_LINE.fullmatch(line.strip())), None)


def _is_hour(line: str) -> bool:
    return (
        any(letter.isdigit() for letter in line) and _ALONE.match(same_length_fold(line[:_LONGEST_OPENING])) is not None
    )


def alone(line: str, *, is_stamped: bool = False) -> Found | None:
    """Return the dateline that *line* is, with nothing else on it but an hour or a reference."""
    opened = _opening(line, is_alone=True)
    if opened is None:
        return None
    found, after = opened
    is_labelled = _LABELLED.match(same_length_fold(line.lstrip())) is not None or leading_kind(line)[0] != ""
    is_told = is_labelled and _ASIDE.match(after) is not None
    if not (is_told or _ALONE.match(same_length_fold(after[:_LONGEST_OPENING])) or _TOWN_BEHIND.fullmatch(after)):
        return None
    is_stopped = found.place is None and line.rstrip().endswith(".") and not after.strip(". ")
    if found.place is None and (town := _TOWN_BEHIND.fullmatch(after)):
        return replace(found, place=town["town"])
    is_event = found.is_bare and not is_stamped and _AT_HOUR.match(same_length_fold(after)) is not None
    return None if is_event or (found.day and (found.place is None or is_stopped)) else found


def _last_on_line(line: str) -> Found | None:
    """Return the dateline that ends *line* after a sign: « Service de presse – Paris, le 3 mai 2024 »."""
    for sign in _BEFORE_LAST.finditer(line[:_LONGEST_OPENING]):
        found = alone(line[sign.end() :])
        if found and found.place and _ARTICLE.search(line[sign.end() :]):
            return found
    return None


def _run_in(text: str) -> tuple[Found, str] | None:
    """Return the dateline that opens a paragraph, and the paragraph's own text."""
    if (wired := _WIRED.match(text)) and (town := town_of(f"{wired['before']}, ", is_alone=False)):
        return Found(town, None, None, None, is_bare=False), text[wired.end() :]
    opened = _opening(text, is_alone=False)
    if opened is None:
        return None
    found, after = opened
    separator = _PARENTHESIS.match(after) if text.startswith("(") else _RUN_IN.match(after)
    if separator is None or len(after) - separator.end() < _SHORTEST_TEXT:
        return None
    return found, after[separator.end() :].lstrip(" \u00a0–—-")


def _opening(text: str, *, is_alone: bool) -> tuple[Found, str] | None:
    """Return the dateline at the head of *text* and what follows it."""
    head = text[: _LONGEST_OPENING + 40]
    date: FoundDate | FoundDay | None = next(find_dates(head), None) or next(_short_dates(head), None)
    day = next(find_days(head), None) if date is None or date.start > 0 else None
    if day and (date is None or day.start < date.start):
        date = day
    if date is None or date.start > _LONGEST_OPENING:
        return None
    before = head[: date.start].lstrip(" *_([|•–—-\u00a0")
    kind, rest = leading_kind(before)
    before = _MONTH.sub("", _unnumbered(rest).lstrip(SEPARATORS)) if kind else before
    label = _LABELLED.match(same_length_fold(before))
    if label and (is_place := _PLACE_LABEL.match(same_length_fold(before))):
        before = before[is_place.end() :]
    is_bare = not kind and (label is None or label.group().startswith("date :"))
    after = text[date.end :]
    weekday = date.weekday if isinstance(date, FoundDate) and date.weekday not in {None, date.date.weekday()} else None
    full, partial = (date.date, None) if isinstance(date, FoundDate) else (None, date)
    if _NO_PLACE.fullmatch(same_length_fold(before)):
        return Found(None, full, partial, weekday, is_bare), after
    town = town_of(before, is_alone=is_alone) if full or "," in before else None
    return (Found(town, full, partial, weekday, False), after) if town else None


def _unnumbered(rest: str) -> str:
    """Return *rest* of a line behind its kind without a number: « n° 5/2022 | »."""
    return rest[len(rest) - len(without_number(same_length_fold(rest))) :]


def _short_dates(text: str) -> Iterator[FoundDate]:
    """Yield the dates with two digits for the year, « le 3 mai 98 », « 03/05/98 »; from 70 on they are of the 1900s."""
    for match in _SHORT_DATE.finditer(text):
        century = "19" if match["year"] >= "70" else "20"
        whole = f"{match.group()[: match.start('year') - match.start()].rstrip(_APOSTROPHES)}{century}{match['year']}"
        for found in find_dates(whole):
            yield FoundDate(match.start(), match.end(), found.date)


def is_label(line: str) -> bool:
    """Say whether *line* is only a label of a date: « Date de publication : »."""
    return _LABEL_ONLY.fullmatch(same_length_fold(line)) is not None
