"""Datelines: « Paris, le 3 mai 2024 » at the top or the end of a release; where and on which day it was given out."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from indexer.analysis.dates import FoundDay, find_dates
from indexer.blocks import Block, BlockKind
from indexer.extraction.dateline_forms import Found, Here, alone, in_block, is_label
from indexer.extraction.kinds import Named, kind_key
from indexer.extraction.lines import block_place, lines_of, with_line, with_text
from indexer.extraction.section_headings import opens_section
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
# What these call for may stand below them with its day and hour, too.
_MEETINGS = frozenset({"point-presse", "agenda-presse", "alerte-presse", "note-de-presse"})
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

    found: Found
    where: str
    number: int | None
    blocks: tuple[Block, ...]
    rival: datetime.date | None = None


def _written(blocks: tuple[Block, ...], kind: Named | None) -> _Read | None:
    """Return the dateline near the top, completed by a second one of the same day, else the one at the end."""
    top = range(_top(blocks))
    is_event = kind is not None and kind.kind is not None and kind_key(kind.kind) in _EVENTS
    stamped = kind.number if kind and kind.kind and not is_event and kind_key(kind.kind) not in _MEETINGS else None
    found_in = ((number, in_block(blocks[number], is_stamped=number == stamped)) for number in top)
    candidates = [(number, here) for number, here in found_in if here is not None]
    if kind and is_event:
        candidates = [each for each in candidates if not each[1].found.is_bare or each[0] == kind.number]
    first = next((each for each in candidates if not each[1].found.is_bare), None) or next(iter(candidates), None)
    if first is None or _is_one_of_many(first[1], [here for _, here in candidates]):
        return _at_end(blocks, needs_place=is_event)
    number, here = first
    found, blocks = here.found, _without_label(with_text(blocks, number, here.rest), number)
    if found.date is None and found.day is None:
        found = replace(found, date=next((here.found.date for _, here in candidates if here.found.date), None))
    found = _with_year(found, [here.found for _, here in candidates])
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


def _with_year(found: Found, others: Sequence[Found]) -> Found:
    """Return *found*, « New York, 20 juin », with the year that another dateline gives that day: « 20 juin 2023 »."""
    day = found.day
    if day is None or found.date:
        return found
    dates = (each.date for each in others if each.date and day.in_year(each.date.year) == each.date)
    date = next(dates, None)
    return replace(found, date=date, day=None) if date else found


def _is_one_of_many(first: Here, others: Sequence[Here]) -> bool:
    """Say whether *first* is the date of one paragraph of several, each with its own, as in a look back on a year."""
    bare = [here for here in others if here.found.is_bare and here.rest]
    return first in bare and any(here.found.date != first.found.date for here in bare)


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
            found = alone(line)
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
    return with_line(blocks, above, len(lines) - 1, "") if is_label(lines[-1]) else blocks


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
        if found := alone(line):
            return _Read(found, "running header or footer", None, blocks)
    return None


def _is_slip(found: Found, stated: datetime.date) -> bool:
    """Say whether the year of *found* is a slip: *stated* is the same day of another year, and on its weekday."""
    if found.date is None or (found.date.month, found.date.day) != (stated.month, stated.day):
        return False
    return found.weekday == stated.weekday()


def _completed(
    found: Found, stated: datetime.date | None, blocks: Sequence[Block]
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
