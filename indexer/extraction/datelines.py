"""Datelines: « Paris, le 3 mai 2024 » at the top of a release; where and on which day it was given out."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from indexer.analysis.dates import FoundDate, find_dates
from indexer.analysis.folding import fold_text
from indexer.blocks import Block, BlockKind
from indexer.extraction.kinds import leading_kind

# A table of contents may stand above the dateline, but no text: two long paragraphs end the top.
NEAR_TOP = 40
_LONG_PARAGRAPHS = 2
_LONG_PARAGRAPH = 200

_FIELDS = (
    "date", "release_date", "publish_date", "published", "pubdate", "date_publication", "article:published_time",
    "dc.date", "dcterms.date", "time",
)  # fmt: skip
_PLACE_FIELDS = ("place", "lieu", "ville", "city")
# Longer openings are sentences.
_LONGEST_OPENING = 90
_SMALL = r"(?:de|du|des|la|le|les|l['’]|d['’]|del|di|al|el|en|sur|sous|lès|lez|aux|au|à|et)"
# No hyphen or apostrophe inside: they join words, and one way of reading a name is enough.
_CAPITAL = r"(?:[ld]['’])?[^\W\d_a-zß-öø-ÿ][\w.]{0,30}"
_TOWN = rf"{_CAPITAL}(?:[ -]{_SMALL}(?=[ -])|[ -]{_CAPITAL}|['’]{_CAPITAL}){{0,6}}"
_ASIDE = r"(?:\s?\([^()]{1,30}\))?"
_PLACE = re.compile(
    rf"(?:(?:À|à|A|Fait à)\s+)?(?P<town>{_TOWN}){_ASIDE}(?:,\s?{_TOWN}{_ASIDE}){{0,3}}\s?"
    # « Rentrée 3 mai 2024 » is no dateline; « Paris 3 mai 2024 » could be, but nothing says so.
    rf"(?:[,–—-]\s?(?:[Ll][Ee]\s|[Cc]e\s)?|\s[Ll][Ee]\s)\Z"
)
_NO_PLACE = re.compile(
    r"(?:publiee?|poste|mis en ligne|diffuse|date|date de publication|date de parution|paru|fait)?\s?:?\s?"
    r"(?:le|ce|du)?\s?"
)
_NOT_TOWNS = re.compile(
    r"(?:rendez-?vous|publie|mise? |date|conference|reunion|invitation|communique|embargo|jusqu|depuis|version|maj|"
    r"actualite|janvier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le\b|ce\b|a partir|derniere|edition)"
)
_ALONE = re.compile(
    r"[\s,.;:|–—-]*(?:\(?(?:pour )?(?:diffusion|publication|parution) immediate\)?|a diffuser immediatement|"
    r"sous embargo.{0,60}|(?:a )?\d{1,2}\s?[h:]\s?\d{0,2}|\d{1,2}:\d{2}(?:.\d{2})?)?[\s.!:|–—-]*\Z"
)
_RUN_IN = re.compile(r"\s?(?:[–—:.]|-{1,2})\s+(?=\S)|\s?[–—]\s?(?=\S)")
_SHORTEST_TEXT = 40


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and on which day, by the text or else the metadata; *stated* is the metadata's day, *kind* came with it."""

    place: str | None = None
    date: datetime.date | None = None
    kind: str | None = None
    stated: datetime.date | None = None


def take_dateline(blocks: Sequence[Block], metadata: Mapping[str, str]) -> tuple[Dateline, tuple[Block, ...]]:
    """Return the dateline of the document and *blocks* without it. What the text says wins over the metadata."""
    stated = _stated_date(metadata)
    place = next((metadata[name] for name in _PLACE_FIELDS if name in metadata), None)
    found, rest = _written(tuple(blocks))
    if found is None:
        return Dateline(place, stated, stated=stated), rest
    return replace(found, place=found.place or place, stated=stated), rest


def _written(blocks: tuple[Block, ...]) -> tuple[Dateline | None, tuple[Block, ...]]:
    """Return the dateline in the text: near the top, completed by a second one of the same day, else the last line."""
    found: Dateline | None = None
    number = 0
    while number < _top(blocks):
        here = _in_block(blocks[number])
        if here and (found is None or (found.place is None and here[0].date == found.date)):
            found = replace(here[0], kind=here[0].kind or (found.kind if found else None))
            blocks = (*blocks[:number], *here[1], *blocks[number + 1 :])
            number -= not here[1]
        number += 1
    return (found, blocks) if found else _at_end(blocks)


def _top(blocks: tuple[Block, ...]) -> int:
    """Return the number of blocks that are near the top."""
    long = (number for number, block in enumerate(blocks[:NEAR_TOP]) if len(block.text) > _LONG_PARAGRAPH)
    last = next(islice(long, _LONG_PARAGRAPHS - 1, None), NEAR_TOP)
    return min(len(blocks), NEAR_TOP, last + 1)


def _at_end(blocks: tuple[Block, ...]) -> tuple[Dateline | None, tuple[Block, ...]]:
    for number in range(max(len(blocks) - 2, 0), len(blocks)):
        found = _alone(blocks[number].text)
        if found:
            return found, (*blocks[:number], *blocks[number + 1 :])
    return None, blocks


def _in_block(block: Block) -> tuple[Dateline, tuple[Block, ...]] | None:
    """Return the dateline in *block* and what is left of the block, or None."""
    if block.kind in {BlockKind.ITEM, BlockKind.ROW}:
        return None
    lines = block.text.split("\n")
    for number, line in enumerate(lines[:6]):
        if found := _alone(line):
            kept = lines[:number] + [each for each in lines[number + 1 :] if not _ALONE.match(fold_text(each[:100]))]
            return found, (Block(block.kind, "\n".join(kept), block.level, block.is_bold),) if kept else ()
    if block.kind is BlockKind.PARAGRAPH and (run_in := _run_in(block.text)):
        return run_in[0], (Block(block.kind, run_in[1], is_bold=block.is_bold),)
    return None


def _alone(line: str) -> Dateline | None:
    """Return the dateline that *line* is, with nothing else on it but a kind or « Pour diffusion immédiate »."""
    opened = _opening(line)
    if opened is None:
        return None
    dateline, after = opened
    if _ALONE.match(fold_text(after[:100])):
        return dateline
    kind, rest = leading_kind(after)
    if kind and _ALONE.match(fold_text(rest[:100])):
        return replace(dateline, kind=kind)
    return None


def _run_in(text: str) -> tuple[Dateline, str] | None:
    """Return the dateline that opens a paragraph, and the paragraph's own text."""
    opened = _opening(text)
    if opened is None:
        return None
    dateline, after = opened
    separator = _RUN_IN.match(after)
    if separator is None or len(after) - separator.end() < _SHORTEST_TEXT:
        return None
    return dateline, after[separator.end() :].strip()


def _opening(text: str) -> tuple[Dateline, str] | None:
    """Return the dateline at the head of *text* and what follows it."""
    found = next(find_dates(text[: _LONGEST_OPENING + 40]), None)
    if found is None or found.start > _LONGEST_OPENING:
        return None
    kind, before = leading_kind(text[: found.start])
    place = _place(before.lstrip(" \u00a0:–—|-,.") if kind else before.lstrip(" *_"))
    if place is None:
        return None
    return Dateline(place or None, found.date, kind or None), _after(text, found)


def _after(text: str, found: FoundDate) -> str:
    after = text[found.end :]
    return after[1:] if after.startswith(",") and not after[1:].strip() else after


def _place(before: str) -> str | None:
    """Return the town in what stands before the date; "" when there is only « Le »; None when it is no dateline."""
    if _NO_PLACE.fullmatch(fold_text(before)):
        return ""
    match = _PLACE.match(before)
    if match is None or _NOT_TOWNS.match(fold_text(match["town"])):
        return None
    return match["town"]


def _stated_date(metadata: Mapping[str, str]) -> datetime.date | None:
    for name in _FIELDS:
        found = next(find_dates(metadata.get(name, "")[:100]), None)
        if found:
            return found.date
    return None
