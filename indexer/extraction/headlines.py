"""Headlines: the title of a release with its subtitle and lead, taken off the text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from indexer.blocks import Block, BlockKind
from indexer.extraction.addresses import has_address
from indexer.extraction.letterheads import is_letterhead, take_letterhead
from indexer.extraction.lines import block_place, same_length_fold
from indexer.extraction.page_titles import bare
from indexer.extraction.title_forms import (
    FEWEST_WORDS,
    LONGEST,
    SHORTEST_TEXT,
    is_long,
    is_rubric,
    looks_like_title,
    one_line,
)
from indexer.extraction.titles import NEAR_TOP, Borders, Title, find_title, stated_field
from indexer.releases import Certainty, Origin

_SHORTEST_LEAD = 80
_LONGEST_SUBTITLE = 180
# Where there are rubrics too, a subtitle is longer than any of them and than this.
_SHORTEST_SUBTITLE = 60
_LONGEST_LEAD = 1500
_SUBTITLE_FIELDS = ("subtitle", "sous-titre", "soustitre", "sous_titre")
_LEAD_FIELDS = ("lead", "chapo", "chapô", "chapeau")
_SITE = re.compile(r"\bwww\.|https?://")
_LEAD_LABEL = re.compile(r"[\W_]{0,3}(?:chapo|chapeau)\s?(?::|\Z)[\s*_]*")


@dataclass(frozen=True, slots=True)
class Headline:
    """What the top of a release says before its body; *letterhead* is the issuer above the title."""

    title: str | None = None
    subtitle: str | None = None
    lead: str = ""
    letterhead: str | None = None
    origins: tuple[Origin, ...] = ()


def take_headline(
    blocks: Sequence[Block], metadata: Mapping[str, str], borders: Borders
) -> tuple[Headline, tuple[Block, ...]]:
    """
    Return the title, subtitle and lead, and what is left of *blocks*, without the empty ones.

    In plain text, a title between kind and dateline, or below both, is the surer one; a paragraph between title and
    dateline is a lead.
    """
    title = find_title(blocks, metadata, borders)
    if title is None or title.number is None:
        head = takewhile(lambda block: len(block.text) <= SHORTEST_TEXT, blocks[:NEAR_TOP])
        issuer, paper = take_letterhead(tuple(head))
        blocks = (*paper, *blocks[len(paper) :])
    if title is None:
        return Headline(letterhead=issuer), tuple(block for block in blocks if block.text)
    above = blocks[: title.number] if title.number is not None else ()
    rest = [number for number in range(len(above) + (title.number is not None), len(blocks)) if blocks[number].text]
    if title.number is not None:
        issuer, above = take_letterhead(above)
    kept_above = _without_repeated([block for block in above if block.text], title.text)
    if title.kicker:
        kept_above = (*kept_above, Block(BlockKind.PARAGRAPH, title.kicker))
    if title.number is None:
        rest = [number for number in rest if number >= NEAR_TOP or not _same(blocks[number].text, title.text)]
    headline, below = _below(title, blocks, rest, metadata, borders)
    return replace(headline, letterhead=issuer), (*kept_above, *below)


def _below(
    title: Title, blocks: Sequence[Block], numbers: Sequence[int], metadata: Mapping[str, str], borders: Borders
) -> tuple[Headline, tuple[Block, ...]]:
    """Return the headline, and what is left of the blocks with *numbers*, which follow the title."""
    origins = [title.origin]
    subtitle, subtitle_origin = title.below or None, title.origin.place
    rest = list(numbers)
    field = stated_field(metadata, _SUBTITLE_FIELDS)
    if subtitle is None and field and len(metadata[field]) <= _LONGEST_SUBTITLE:
        subtitle, subtitle_origin = metadata[field].strip(), f"metadata: {field}"
    if rest and (_is_subtitle(blocks, rest, borders) or (subtitle and _same(blocks[rest[0]].text, subtitle))):
        if subtitle is None:
            subtitle, subtitle_origin = one_line(blocks[rest[0]].text), block_place("below the title", rest[0])
        rest.pop(0)
    if subtitle:
        origins.append(Origin("subtitle", subtitle_origin, title.origin.certainty))
    lead, lead_origin, rest = _lead(title, blocks, rest, metadata, borders)
    if lead:
        origins.append(Origin("lead", lead_origin, Certainty.LIKELY))
    return Headline(title.text, subtitle, lead, origins=tuple(origins)), tuple(blocks[number] for number in rest)


def _lead(
    title: Title, blocks: Sequence[Block], rest: list[int], metadata: Mapping[str, str], borders: Borders
) -> tuple[str, str, list[int]]:
    """Return the lead, where it was read, and the numbers of the blocks below it."""
    # What systems call the subtitle is a lead when it is a paragraph.
    field = stated_field(metadata, _LEAD_FIELDS) or stated_field(metadata, _SUBTITLE_FIELDS)
    stated = metadata[field].strip() if field else ""
    if field in _SUBTITLE_FIELDS and len(stated) <= _LONGEST_SUBTITLE:
        stated = ""
    if rest and _LEAD_LABEL.match(same_length_fold(blocks[rest[0]].text[:20])):
        label = _LEAD_LABEL.match(same_length_fold(blocks[rest[0]].text[:20]))
        text = blocks[rest[0]].text[label.end() if label else 0 :].strip()
        if text:
            return text, block_place("labelled line", rest[0]), rest[1:]
        return (blocks[rest[1]].text, block_place("below « Chapô »", rest[1]), rest[2:]) if rest[1:] else ("", "", rest)
    if rest and (_is_lead(blocks, rest, title, borders) or _same(blocks[rest[0]].text, stated)):
        return blocks[rest[0]].text, block_place("below the title", rest[0]), rest[1:]
    return stated, f"metadata: {field}", rest


def _is_subtitle(blocks: Sequence[Block], rest: Sequence[int], borders: Borders) -> bool:
    """Say whether the block under the title is a second heading, and no rubric like those that follow it."""
    first, others = blocks[rest[0]], [blocks[number] for number in rest[1:]]
    if is_rubric(first.text) or not others or others[0].kind is not BlockKind.PARAGRAPH:
        return False
    if first.kind is BlockKind.HEADING:
        is_above = borders.dateline is not None and rest[0] < borders.dateline
        is_above_lead = others[0].is_bold and len(first.text.split()) >= FEWEST_WORDS
        alike = (block for block in others if block.level == first.level)
        return is_above or is_above_lead or all(is_rubric(block.text) for block in alike)
    if len(first.text) > (_SHORTEST_LEAD if first.text.endswith(("!", "?")) else _LONGEST_SUBTITLE):
        return False
    if first.text.endswith("."):  # a lead, also where it is bold
        return False
    if not looks_like_title(first) or not is_long(first.text) or is_letterhead(first.text):
        return False
    if borders.dateline is not None and rest[0] < borders.dateline:
        return True
    is_above_text = len(others[0].text) > SHORTEST_TEXT
    in_text = takewhile(lambda block: not is_rubric(block.text), others[1:NEAR_TOP])
    intertitles = [len(block.text) for block in in_text if _is_intertitle(block)]
    is_longer = len(first.text) > max(_SHORTEST_SUBTITLE, *intertitles) if intertitles else True
    return is_above_text and is_longer and not first.is_bold


def _is_intertitle(block: Block) -> bool:
    is_line = len(block.text) < LONGEST // 2 and "\n" not in block.text and _SITE.search(block.text) is None
    return is_line and looks_like_title(block)


def _is_lead(blocks: Sequence[Block], rest: Sequence[int], title: Title, borders: Borders) -> bool:
    block = blocks[rest[0]]
    if block.kind is not BlockKind.PARAGRAPH or not _SHORTEST_LEAD <= len(block.text) <= _LONGEST_LEAD:
        return False
    if has_address(block.text):
        return False
    if title.number is None or borders.dateline is None or not title.number < rest[0] < borders.dateline:
        return block.is_bold
    is_alone = rest[1:] and rest[1] >= borders.dateline
    is_text = any(len(blocks[number].text) >= _SHORTEST_LEAD for number in rest[1:4])
    return block.is_bold or (bool(is_alone) and is_text)


def _without_repeated(blocks: Sequence[Block], title: str) -> tuple[Block, ...]:
    """Return *blocks* without those near the top that only repeat the title."""
    return tuple(block for number, block in enumerate(blocks) if number >= NEAR_TOP or not _same(block.text, title))


def _same(text: str, other: str) -> bool:
    return bool(other) and len(text) < 2 * len(other) and bare(text) == bare(other)
