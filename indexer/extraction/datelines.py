"""Datelines: « Paris, le 3 mai 2024 » at the top or the end of a release; where and on which day it was given out."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from indexer.analysis.dates import FoundDate, FoundDay, find_dates, find_days
from indexer.blocks import Block, BlockKind
from indexer.extraction.kinds import Named, kind_key, leading_kind
from indexer.extraction.lines import SEPARATORS, block_place, lines_of, same_length_fold, with_line, with_text
from indexer.extraction.sections import opens_section
from indexer.extraction.towns import town_of
from indexer.releases import Certainty, Origin

# A table of contents may stand above the dateline, but no text: two long paragraphs end the top.
NEAR_TOP = 40
_LONG_PARAGRAPHS = 2
_LONG_PARAGRAPH = 200

_FIELDS = (
    "date", "release_date", "publish_date", "publication_date", "published", "pubdate", "date_publication",
    "date_de_publication", "datepublished", "article:published_time", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.issued", "dcterms.created", "time",
)  # fmt: skip
_PLACE_FIELDS = ("place", "lieu", "ville", "city")
# Longer openings are sentences.
_LONGEST_OPENING = 120
_LABEL = (
    r"(?:publiee?|poste|mis en ligne|diffuse|date(?: et lieu)?|date de (?:publication|parution|diffusion|mise en ligne)"
    r"|lieu et date|paru|fait|emis|en date|communique|actualites?)"
)
_NO_PLACE = re.compile(rf"{_LABEL}?\s?:?\s?(?:le|ce|du)?\s?")
_LABELLED = re.compile(rf"{_LABEL}\s?(?::|le\b|du\b)\s?|fait a\b")
_LABEL_ONLY = re.compile(rf"{_LABEL}\s?:?")
_PLACE_LABEL = re.compile(r"(?:lieu et date|date et lieu)\s?:\s?")
# The agencies that carry releases put their names behind the date.
_WIRE = r"(?:\s?\([\w.][\w. -]{1,30}\)|\s?/[\w.][\w. -]{1,30}/)"
_HOUR = (
    r"(?:a |dès )?\(?\d{1,2} ?(?:h(?:eures?)?|:) ?\d{0,2}(?::\d{2})?(?:[.+]\S{1,12})?"
    r"(?: ?\(?(?:cest|cet|heure de paris|heures?)\)?)?\)?"
)
_AT_HOUR = re.compile(r"\W*(?:a|de|des|a partir de)\s\d{1,2}\s?(?:h|:)")
# « Le 1er février 2019, Fribourg »: one word, for several may be the place of an event.
_TOWN_BEHIND = re.compile(r"\s?[,–—-]\s?(?:à\s)?(?P<town>(?:L[ae]s?\s)?[^\W\d_a-zß-öø-ÿ][\w'’-]{2,30})\s?\.?")
_PLACE_LINE = re.compile(r"(?:Lieu|LIEU)\s?:\s?(?P<town>(?:L[ae]s?\s)?[^\W\d_a-zß-öø-ÿ][\w'’-]{2,30})")
_UPDATED = r"(?:mise? a jour|modifiee?|actualisee?) .{0,60}"
_REFERENCE = r"(?:n ?[°o]|numero|ref(?:erence)?\b|n/ref)[ .:°]*[\w/. -]{1,24}"
_SIGNS = r"[\s,.;:|()\]/•*_–—-]*"
_ALONE = re.compile(rf"{_SIGNS}(?:(?:{_HOUR}|{_UPDATED}|{_REFERENCE}){_SIGNS}){{0,3}}\Z")
_RUN_IN = re.compile(
    rf"(?:,? {_HOUR})?{_WIRE}?(?:\s?(?:[–—:.]|-{{1,2}})\s+(?=\S)|\s?[–—/]\s?(?=\S)|\s?--\s?)", re.IGNORECASE
)
_SHORT_DATE = re.compile(
    r"(?<![\w/.-])\d{1,2}(?:er)?(?:\s[^\W\d_]{3,9}\.?\s['’]?|(?P<sign>[/.])\d{1,2}(?P=sign))(?P<year>\d{2})(?![\w/]|\s?h|[.:]\d)"
)
_APOSTROPHES = "'’"
_PARENTHESIS = re.compile(r"\s?\)\s?(?:[–—:.-]{1,2}\s?)?")
_BEFORE_LAST = re.compile(r"\s[–—-]\s|\s?[|•]\s?|\t")
_ARTICLE = re.compile(r"\ble\s+\w{0,8}\s?\d|,\s?\d", re.IGNORECASE)
_SHORTEST_TEXT = 40
_MOST_LINES = 8
_LONGEST_LOOK = 50_000
_EVENTS = frozenset(
    {
        "invitation-presse",
        "invitation",
        "conference-de-presse",
        "visite-de-presse",
        "voyage-de-presse",
        "rendez-vous-presse",
        "agenda-presse",
        "avis-de-presse",
    }
)
_LISTED = frozenset({BlockKind.ITEM, BlockKind.ROW})
_NEAR = datetime.timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Dateline:
    """
    Where and on which day, by the text or else the metadata; *stated* is the metadata's day.

    *day* is a day of which the text does not say the year; *weekday* is a wrong one; *rival* is the date of another
    dateline of the text. *number* is that of the block in which the text says it.
    """

    place: str | None = None
    date: datetime.date | None = None
    stated: datetime.date | None = None
    day: FoundDay | None = None
    weekday: int | None = None
    rival: datetime.date | None = None
    number: int | None = None
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A dateline in the text; *is_bare*: a date and nothing around it, which may be that of an event."""

    place: str | None
    date: datetime.date | None
    day: FoundDay | None
    weekday: int | None
    is_bare: bool


def take_dateline(
    blocks: Sequence[Block], metadata: Mapping[str, str], margins: Sequence[Block] = (), kind: Named | None = None
) -> tuple[Dateline, tuple[Block, ...]]:
    """
    Return the dateline of the document and *blocks* without it. What the text says wins over the metadata.

    In an invitation (*kind*), a date with nothing around it is that of the event, but in the line of the kind.
    """
    blocks = tuple(blocks)
    stated, date_field = _stated_date(metadata)
    place, place_field = _stated_place(metadata)
    read = _written(blocks, kind) or _in_margins(margins, blocks)
    if read is None:
        origins = [Origin("date", date_field)] if stated else []
        origins += [Origin("place", place_field)] if place else []
        return Dateline(place, stated, stated, origins=tuple(origins)), blocks
    found, where, number, blocks, rival = read
    date, certainty = _completed(found, stated, blocks)
    origins = [Origin("date", where if date != stated or found.date else date_field, certainty)] if date else []
    if found.place or place:
        origins.append(Origin("place", where if found.place else place_field))
    dateline = Dateline(found.place or place, date, stated, found.day, found.weekday, rival, number, tuple(origins))
    return dateline, blocks


class _Read(NamedTuple):
    """A dateline, where it stands in words and in number, the blocks without it, and the date of another dateline."""

    found: _Found
    where: str
    number: int | None
    blocks: tuple[Block, ...]
    rival: datetime.date | None = None


def _written(blocks: tuple[Block, ...], kind: Named | None) -> _Read | None:
    """Return the dateline near the top, completed by a second one of the same day, else the one at the end."""
    top = range(_top(blocks))
    candidates = [(number, here) for number in top if (here := _in_block(blocks[number])) is not None]
    is_event = kind is not None and kind.kind is not None and kind_key(kind.kind) in _EVENTS
    if kind and is_event:
        candidates = [each for each in candidates if not each[1].found.is_bare or each[0] == kind.number]
    first = next((each for each in candidates if not each[1].found.is_bare), None) or next(iter(candidates), None)
    if first is None:
        return _at_end(blocks, needs_place=is_event)
    number, here = first
    found, blocks = here.found, _without_label(with_text(blocks, number, here.rest), number)
    for other, again in candidates:
        if other != number and again.found.date == found.date and again.found.day == found.day:
            found = replace(found, place=found.place or again.found.place)
            blocks = with_text(blocks, other, again.rest)
    end = _at_end(blocks, needs_place=True)
    if end and found.place is None and end.found.date == found.date:
        found, blocks = replace(found, place=end.found.place), end.blocks
    rivals = [again.found.date for other, again in candidates if other != number and again.found.place]
    others = (date for date in [*rivals, end.found.date if end else None] if date and found.date and date != found.date)
    return _Read(found, block_place("dateline", number), number, blocks, next(others, None))


def _top(blocks: tuple[Block, ...]) -> int:
    """Return the number of blocks that are near the top."""
    long = (number for number, block in enumerate(blocks[:NEAR_TOP]) if len(block.text) > _LONG_PARAGRAPH)
    last = next(islice(long, _LONG_PARAGRAPHS - 1, None), NEAR_TOP)
    return min(len(blocks), NEAR_TOP, last + 1)


def _at_end(blocks: tuple[Block, ...], *, needs_place: bool) -> _Read | None:
    """Return the dateline below the text: with its town above the signature, or on one of the last two lines."""
    last = [number for number, block in enumerate(blocks) if block.text][-2:]
    for number in reversed(range(len(blocks))):
        block = blocks[number]
        if block.kind in _LISTED or len(block.text) > _LONG_PARAGRAPH or _goes_on(blocks[number + 1 :]):
            continue
        for place, line in enumerate(lines_of(block)):
            found = _alone(line)
            if found and (found.place or (number in last and not needs_place)):
                blocks = _without_label(with_line(blocks, number, place, ""), number)
                return _Read(found, block_place("end, dateline", number), None, blocks)
    return None


def _without_label(blocks: tuple[Block, ...], number: int) -> tuple[Block, ...]:
    """Return *blocks* without « Date de publication » on the line above the date that stood in block *number*."""
    above = next((place for place in reversed(range(number + 1)) if blocks[place].text), None)
    if above is None:
        return blocks
    lines = lines_of(blocks[above])
    is_label = _LABEL_ONLY.fullmatch(same_length_fold(lines[-1])) is not None
    return with_line(blocks, above, len(lines) - 1, "") if is_label else blocks


def _goes_on(below: Sequence[Block]) -> bool:
    """Say whether the text goes on in *below*, before contacts or the like begin."""
    for block in below:
        if len(block.text) > _LONG_PARAGRAPH:
            return True
        if opens_section(block.text):
            return False
    return False


def _in_margins(margins: Sequence[Block], blocks: tuple[Block, ...]) -> _Read | None:
    for line in (line for block in margins for line in lines_of(block)):
        if found := _alone(line):
            return _Read(found, "running header or footer", None, blocks)
    return None


class _Here(NamedTuple):
    """A dateline in a block, and what is left of the block's text."""

    found: _Found
    rest: str


def _in_block(block: Block) -> _Here | None:
    """Return the dateline in *block* and what is left of its text, or None."""
    if block.kind is BlockKind.ITEM or not block.text:
        return None
    lines = lines_of(block)
    for number, line in enumerate(lines[:_MOST_LINES]):
        if found := _alone(line) or _last_on_line(line):
            kept = [*lines[:number], *(each for each in lines[number + 1 :] if not _is_hour(each))]
            if found.place is None and (labelled := _place_line(kept)) is not None:
                town = _PLACE_LINE.fullmatch(kept.pop(labelled).strip())
                found = replace(found, place=town["town"] if town else None)
                return _Here(found, "\n".join(kept))
            if found.is_bare and len(kept) < len(lines) - 1:
                return None  # the day and hour of an event
            return _Here(found, ("\t" if block.kind is BlockKind.ROW else "\n").join(kept))
    if block.kind is BlockKind.PARAGRAPH and (run_in := _run_in(block.text)):
        return _Here(*run_in)
    return None


def _place_line(lines: Sequence[str]) -> int | None:
    """Return the number of the line that says « Lieu : Cayenne »; None without any."""
    return next((number for number, line in enumerate(lines) if _PLACE_LINE.fullmatch(line.strip())), None)


def _is_hour(line: str) -> bool:
    return (
        any(letter.isdigit() for letter in line) and _ALONE.match(same_length_fold(line[:_LONGEST_OPENING])) is not None
    )


def _alone(line: str) -> _Found | None:
    """Return the dateline that *line* is, with nothing else on it but an hour or a reference."""
    opened = _opening(line, is_alone=True)
    if opened is None:
        return None
    found, after = opened
    if not _ALONE.match(same_length_fold(after[:_LONGEST_OPENING])) and not _TOWN_BEHIND.fullmatch(after):
        return None
    is_stopped = found.place is None and line.rstrip().endswith(".") and not after.strip(". ")
    if found.place is None and (town := _TOWN_BEHIND.fullmatch(after)):
        return replace(found, place=town["town"])
    is_event = found.is_bare and _AT_HOUR.match(same_length_fold(after)) is not None
    return None if is_event or (found.day and (found.place is None or is_stopped)) else found


def _last_on_line(line: str) -> _Found | None:
    """Return the dateline that ends *line* after a sign: « Service de presse – Paris, le 3 mai 2024 »."""
    for sign in _BEFORE_LAST.finditer(line[:_LONGEST_OPENING]):
        found = _alone(line[sign.end() :])
        if found and found.place and _ARTICLE.search(line[sign.end() :]):
            return found
    return None


def _run_in(text: str) -> tuple[_Found, str] | None:
    """Return the dateline that opens a paragraph, and the paragraph's own text."""
    opened = _opening(text, is_alone=False)
    if opened is None:
        return None
    found, after = opened
    separator = _PARENTHESIS.match(after) if text.startswith("(") else _RUN_IN.match(after)
    if separator is None or len(after) - separator.end() < _SHORTEST_TEXT:
        return None
    return found, after[separator.end() :].lstrip(" \u00a0–—-")


def _opening(text: str, *, is_alone: bool) -> tuple[_Found, str] | None:
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
    before = rest.lstrip(SEPARATORS) if kind else before
    label = _LABELLED.match(same_length_fold(before))
    if label and (is_place := _PLACE_LABEL.match(same_length_fold(before))):
        before = before[is_place.end() :]
    is_bare = not kind and (label is None or label.group().startswith("date :"))
    after = text[date.end :]
    weekday = date.weekday if isinstance(date, FoundDate) and date.weekday not in {None, date.date.weekday()} else None
    full, partial = (date.date, None) if isinstance(date, FoundDate) else (None, date)
    if _NO_PLACE.fullmatch(same_length_fold(before)):
        return _Found(None, full, partial, weekday, is_bare), after
    town = town_of(before, is_alone=is_alone) if full or "," in before else None
    return (_Found(town, full, partial, weekday, False), after) if town else None


def _is_slip(found: _Found, stated: datetime.date) -> bool:
    """Say whether the year of *found* is a slip: *stated* is the same day of another year, and on its weekday."""
    if found.date is None or (found.date.month, found.date.day) != (stated.month, stated.day):
        return False
    return found.weekday == stated.weekday()


def _short_dates(text: str) -> Iterator[FoundDate]:
    """Yield the dates with two digits for the year, « le 3 mai 98 », « 03/05/98 »; from 70 on they are of the 1900s."""
    for match in _SHORT_DATE.finditer(text):
        century = "19" if match["year"] >= "70" else "20"
        whole = f"{match.group()[: match.start('year') - match.start()].rstrip(_APOSTROPHES)}{century}{match['year']}"
        for found in find_dates(whole):
            yield FoundDate(match.start(), match.end(), found.date)


def _completed(
    found: _Found, stated: datetime.date | None, blocks: Sequence[Block]
) -> tuple[datetime.date | None, Certainty]:
    """
    Return the date of *found*. One without its year gets that of the metadata, or else, where the weekday fits one of
    them alone, of the years in the text.
    """
    if found.weekday is not None and stated and found.date and _is_slip(found, stated):
        return stated, Certainty.LIKELY
    if found.day is None:
        return found.date, Certainty.LIKELY if found.is_bare or found.weekday is not None else Certainty.SURE
    if stated:
        near = (found.day.in_year(stated.year + more) for more in (0, -1, 1))
        date = next((each for each in near if each and abs(each - stated) < _NEAR), None)
        return date, Certainty.LIKELY
    if found.day.weekday is None:
        return None, Certainty.DOUBTFUL
    years = {each.date.year for block in blocks for each in find_dates(block.text[:_LONGEST_LOOK])}
    dates = [date for year in sorted(years) if (date := found.day.in_year(year))]
    return (dates[0] if len(dates) == 1 else None), Certainty.LIKELY


def _stated_date(metadata: Mapping[str, str]) -> tuple[datetime.date | None, str]:
    for name in _FIELDS:
        found = next(find_dates(metadata.get(name, "")[:100]), None)
        if found:
            return found.date, f"metadata: {name}"
    return None, ""


def _stated_place(metadata: Mapping[str, str]) -> tuple[str | None, str]:
    name = next((name for name in _PLACE_FIELDS if metadata.get(name, "").strip()), None)
    return (metadata[name].strip(), f"metadata: {name}") if name else (None, "")
