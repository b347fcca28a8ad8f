"""
French typography for dates, numbers, phones and texts; and the HTML that no template makes: `marked`, of spans, and
`ticks`, of the values of facets. Both escape first.

What documents say is shown as they say it: only our own sentences are `typeset`. What recurs from page to page (dates,
phones, names to tick) is remembered.
"""

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import quote

import phonenumbers
from markupsafe import Markup, escape
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from indexer.analysis.dates import month_name
from indexer.excerpts.places import Span
from indexer.queries import Facet
from indexer.requests import facet_parameter
from indexer.searching import facet_label

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
BULLET = "• "

_FRANCE = 33
_MOST_REMEMBERED = 2**14
_BEFORE_HIGH = re.compile(r" (?=[;!?])")
_BESIDE = re.compile(r" (?=[:»])|(?<=«) ")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_DIALLED = re.compile(r"[0-9](?:[ .]?[0-9]){1,19}")
_SPECIAL = re.compile("[&<>\"']")
_TICK = '<li><label class="tick"><input type="checkbox" name="{}" value="{}"{}> <span>{}</span> <span>'
_TICK_END = "</span></label></li>\n"


def typeset(sentence: str) -> str:
    """Return *sentence*, in French, with no-break spaces in place of the spaces that must not break."""
    return _BESIDE.sub(NO_BREAK, _BEFORE_HIGH.sub(NARROW_NO_BREAK, sentence))


@lru_cache(_MOST_REMEMBERED)
def french_date(date: datetime.date) -> str:
    """Return « 1er mai 2024 », « 13 juillet 2023 »."""
    day = "1er" if date.day == 1 else str(date.day)
    return f"{day} {month_name(date.year, date.month)}"


def french_number(number: int) -> str:
    """Return « 12 345 », with narrow no-break spaces."""
    return str(number) if number < 1000 else f"{number:,}".replace(",", NARROW_NO_BREAK)


def counted(number: int, one: str = "communiqué", many: str = "communiqués") -> str:
    """Return « aucun communiqué », « 1 communiqué », « 2 communiqués »."""
    if number == 0:
        return f"aucun {one}"
    return f"{french_number(number)} {one if number == 1 else many}"


def shortened(text: str, most: int) -> str:
    """Return *text* on one line, cut between words to at most *most* characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = line[:most]
    return f"{kept.rpartition(' ')[0] or kept[:-1]}…"


@lru_cache(_MOST_REMEMBERED)
def phone_text(phone: str) -> str:
    """Return *phone* as the French dial it; an unknown form stays as it is."""
    number = _parsed(phone)
    if number is None:
        return phone
    is_french = number.country_code == _FRANCE
    return phonenumbers.format_number(
        number, PhoneNumberFormat.NATIONAL if is_french else PhoneNumberFormat.INTERNATIONAL
    )


@lru_cache(_MOST_REMEMBERED)
def phone_link(phone: str) -> str | None:
    """Return the link that dials *phone*, or None when it is no number alone (« poste 12 »)."""
    number = _parsed(phone)
    if number is not None:
        return "tel:" + phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return "tel:" + re.sub(r"[ .]", "", phone) if _DIALLED.fullmatch(phone) else None


@lru_cache(_MOST_REMEMBERED)
def mail_link(email: str) -> str:
    """Return the link that writes to *email* (RFC 6068)."""
    return "mailto:" + quote(email, safe="@!$'*+-._~")


def marked(text: str, spans: Sequence[Span]) -> Markup:
    """Return *text* as HTML with *spans* (ascending, apart from each other) in `<mark>`. Everything else is escaped."""
    if not spans:
        return escape(text)
    escaped = escape if _SPECIAL.search(text) else str
    pieces = []
    end_before = 0
    for start, end in spans:
        pieces.append(f"{escaped(text[end_before:start])}<mark>{escaped(text[start:end])}</mark>")
        end_before = end
    return Markup("".join([*pieces, escaped(text[end_before:])]))  # noqa: S704, all of it is escaped


def ticks(facet: Facet, lines: Iterable[tuple[str, int]], selected: Container[str]) -> Markup:
    """Return *lines* (values, counts) as items of an HTML list: hundreds a page, which would take a template long."""
    items = [
        f"{_tick(facet, value, value in selected)}{count if count < 1000 else french_number(count)}{_TICK_END}"
        for value, count in lines
    ]
    return Markup("".join(items))  # noqa: S704, all of it is escaped


@lru_cache(_MOST_REMEMBERED)
def _tick(facet: Facet, value: str, is_selected: bool) -> str:
    """Return the HTML of one line up to its count: all that recurs from page to page."""
    name, label = facet_parameter(facet, value), facet_label(facet, value)
    return _TICK.format(escape(name), escape(value), " checked" if is_selected else "", escape(label))


class BlockKind(StrEnum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph with its lines, a heading, or a list with its items."""

    kind: BlockKind
    lines: tuple[Markup, ...]


class _Line(NamedTuple):
    """A line of a text, by its offsets, and what it belongs to: the paragraph's number and the kind of block."""

    paragraph: int
    kind: BlockKind
    start: int
    end: int


def text_blocks(text: str, spans: Sequence[Span] = (), headings: Iterable[int] = ()) -> tuple[TextBlock, ...]:
    """
    Return the blocks of *text*, the text of a zone, with *spans* marked.

    Blank lines separate paragraphs; lines that begin with « • » are items; *headings* are the numbers, from 0, of the
    paragraphs that are headings.
    """
    found = groupby(_lines(text, frozenset(headings)), key=lambda line: (line.paragraph, line.kind))
    return tuple(
        TextBlock(kind, tuple(_marked_line(text, spans, line) for line in lines)) for (_, kind), lines in found
    )


def _lines(text: str, headings: frozenset[int]) -> Iterator[_Line]:
    paragraphs = [bounds for bounds in _between(text, 0, len(text), _BLANK_LINES) if text[slice(*bounds)].strip()]
    for number, (first, last) in enumerate(paragraphs):
        for start, end in _between(text, first, last, re.compile("\n")):
            if text.startswith(BULLET, start):
                yield _Line(number, BlockKind.LIST, start + len(BULLET), end)
            else:
                yield _Line(number, BlockKind.HEADING if number in headings else BlockKind.PARAGRAPH, start, end)


def _between(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[Span]:
    """Yield the stretches of *text* from *start* to *end* that *separator* leaves."""
    for gap in separator.finditer(text, start, end):
        yield start, gap.start()
        start = gap.end()
    yield start, end


def _marked_line(text: str, spans: Sequence[Span], line: _Line) -> Markup:
    first = bisect_right(spans, line.start, key=itemgetter(1))
    last = bisect_left(spans, line.end, key=itemgetter(0))
    inside = [(max(start, line.start), min(end, line.end)) for start, end in spans[first:last]]
    return marked(text[line.start : line.end], [(start - line.start, end - line.start) for start, end in inside])


def _parsed(phone: str) -> PhoneNumber | None:
    """Return the number in *phone*, which must say its country."""
    try:
        return phonenumbers.parse(phone)
    except NumberParseException:
        return None
