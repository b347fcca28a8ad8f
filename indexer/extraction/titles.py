"""Titles, subtitles and leads: the first words of a release, that everything else serves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.analysis.folding import fold_text
from indexer.blocks import Block, BlockKind
from indexer.extraction.addresses import has_address
from indexer.extraction.kinds import leading_kind
from indexer.extraction.sections import opens_section

NEAR_TOP = 15

_LONGEST = 250
# A letterhead or a rubric has fewer words than this.
_FEWEST_WORDS = 5
_SHORTEST_LEAD = 80
_LONGEST_LEAD = 1500
_FIELDS = ("title", "titre", "headline")
_PAGE_FIELDS = ("og:title", "dc.title", "twitter:title", "title_tag")
_SUBTITLE_FIELDS = ("subtitle", "sous-titre", "soustitre", "sous_titre")
_LEAD_FIELDS = ("lead", "chapo", "chapô", "chapeau")
_CONTENTS = re.compile(r"(?:sommaire|contenus?|table des matieres)\W*")
_SEPARATED = re.compile(r"\s*(?::|[–—|]|-\s)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Headline:
    """What the top of a release says before its body."""

    title: str | None = None
    subtitle: str | None = None
    lead: str = ""


def take_headline(
    blocks: Sequence[Block], metadata: Mapping[str, str], *, top: int | None
) -> tuple[Headline, tuple[Block, ...]]:
    """
    Return the title, subtitle and lead, and *blocks* without them.

    *top* is the number of blocks that stood above the kind and the dateline, None without either: in plain text, a
    title below them is the surer one, and a paragraph between title and dateline is a lead.
    """
    number = _title_number(blocks, metadata, top)
    if number is None:
        title = _first(metadata, _FIELDS) or _first(metadata, _PAGE_FIELDS)
        return _below(title, _without_repeated(blocks, title), metadata, is_alone=False)
    title = _one_line(blocks[number].text)
    is_alone = top == number + 2
    headline, below = _below(_without_kind(title), tuple(blocks[number + 1 :]), metadata, is_alone=is_alone)
    return headline, (*_without_repeated(blocks[:number], title), *below)


def _title_number(blocks: Sequence[Block], metadata: Mapping[str, str], top: int | None) -> int | None:
    """Return the number of the block that is the title, or None when only the metadata has one."""
    near = blocks[:NEAR_TOP]
    for level in (1, 2, 3):
        if level > 1 and _first(metadata, _FIELDS):
            return None
        for number, block in enumerate(near):
            if block.level == level and not _is_rubric(block.text):
                return number
            if level > 1 and len(block.text) > _LONGEST:
                break
    return _paragraph_number(near, top)


def _paragraph_number(near: Sequence[Block], top: int | None) -> int | None:
    """Return the number of the paragraph that looks like a title; below the dateline if there is one."""
    found = [number for number, block in enumerate(_before_text(near)) if _looks_like_title(block)]
    border = len(near) if top is None else top
    above = [number for number in found if number < border and len(near[number].text.split()) >= _FEWEST_WORDS]
    return next(iter([*above, *(number for number in found if number >= border), *found]), None)


def _before_text(near: Sequence[Block]) -> Sequence[Block]:
    for number, block in enumerate(near):
        if len(block.text) > _LONGEST:
            return near[:number]
    return near


def _looks_like_title(block: Block) -> bool:
    text = block.text.rstrip()
    if block.kind is not BlockKind.PARAGRAPH or len(text) > _LONGEST or text.count("\n") > 3 or len(text) < 4:
        return False
    # « … » and abbreviations in capitals (« S.N.C.F. ») may end a title, a full stop seldom does.
    if text.endswith((":", ";", ",")) or (text.endswith(".") and not text.endswith(("..", "..."))):
        return False
    return not (has_address(text) or _is_rubric(text) or text.lower().startswith(("http", "www.")))


def _is_rubric(text: str) -> bool:
    return opens_section(text) or _CONTENTS.fullmatch(fold_text(text)) is not None


def _below(
    title: str | None, below: tuple[Block, ...], metadata: Mapping[str, str], *, is_alone: bool
) -> tuple[Headline, tuple[Block, ...]]:
    """Return the headline, and what is left *below*; *is_alone*: one block stood between title and dateline."""
    subtitle = _first(metadata, _SUBTITLE_FIELDS)
    if below and (_is_subtitle(below) or (subtitle and _one_line(below[0].text) == subtitle)):
        subtitle, below = subtitle or _one_line(below[0].text), below[1:]
    lead = _first(metadata, _LEAD_FIELDS) or ""
    if below and (_is_lead(below[0], is_alone=is_alone) or _same(below[0].text, lead)):
        lead, below = below[0].text, below[1:]
    return Headline(title, subtitle, lead), below


def _is_subtitle(below: tuple[Block, ...]) -> bool:
    """Say whether the block under the title is a second heading, and no rubric like those that follow it."""
    first, others = below[0], below[1:]
    if _is_rubric(first.text) or not others or others[0].kind is not BlockKind.PARAGRAPH:
        return False
    if first.kind is BlockKind.HEADING:
        return all(block.level != first.level for block in others)
    is_long = len(others[0].text) > _LONGEST
    return is_long and not first.is_bold and _looks_like_title(first) and len(first.text.split()) > _FEWEST_WORDS


def _is_lead(block: Block, *, is_alone: bool) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or not _SHORTEST_LEAD <= len(block.text) <= _LONGEST_LEAD:
        return False
    return (block.is_bold or is_alone) and not has_address(block.text)


def _without_kind(title: str) -> str:
    """Return *title* without the kind before it: « Communiqué de presse : la Région ouvre 200 places »."""
    kind, rest = leading_kind(title)
    separator = _SEPARATED.match(rest) if kind else None
    return rest[separator.end() :] if separator and len(rest) - separator.end() > 10 else title


def _without_repeated(blocks: Sequence[Block], title: str | None) -> tuple[Block, ...]:
    """Return *blocks* without those near the top that only repeat the title."""
    return tuple(
        block for number, block in enumerate(blocks) if number >= NEAR_TOP or not _same(block.text, title or "")
    )


def _same(text: str, other: str) -> bool:
    return bool(other) and len(text) < 2 * len(other) and _bare(text) == _bare(other)


def _bare(text: str) -> str:
    return "".join(letter for letter in fold_text(text) if letter.isalnum())


def _one_line(text: str) -> str:
    return " ".join(text.replace("\t", " ").split("\n"))


def _first(metadata: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((value for name in names if (value := metadata.get(name, "").strip())), None)
