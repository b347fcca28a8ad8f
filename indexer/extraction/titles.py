"""
Titles: the first words of a release, that everything else serves. What stands below them is in `headlines`, what they
look like in `title_forms`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from indexer.blocks import Block, BlockKind
from indexer.extraction.kickers import is_kicker
from indexer.extraction.letterheads import is_named_in, is_paper
from indexer.extraction.lines import block_place, lines_of, same_length_fold
from indexer.extraction.page_titles import without_site
from indexer.extraction.title_forms import (
    LONGEST,
    SHORTEST_TEXT,
    goes_on,
    is_event,
    is_long,
    is_rubric,
    is_title_sentence,
    looks_like_title,
    names_issuer,
    names_letterhead,
    one_line,
    without_kind,
)
from indexer.releases import Certainty, Origin

NEAR_TOP = 15

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIELDS = ("title", "titre", "headline")
_PAGE_FIELDS = ("og:title", "dc.title", "twitter:title", "title_tag", "subject", "objet")
_LABEL = re.compile(r"[\W_]{0,3}(?:objet|titre|sujet|subject)\s?:[\s*_]*(?=\S)")
_MAIL_FIELD = re.compile(r"(?:de|from|a|to|cc|cci|date|envoye|sent|objet|subject|pieces? jointes?)\s?:")
# What stands below the title of a book, a show or an exhibition.
_BYLINE = re.compile(
    r"\W*(?:une?|le|la)\s(?:nouve(?:au|lle)\s)?(?:premiere?\s)?(?:roman|recit|essai|livre|album|film|documentaire|serie|spectacle|piece|exposition|recueil|"
    r"bande dessinee|opera|ballet|concert)\s(?:de|d'|du|par|photo)|en (?:librairies?|salles) le\s\d|au cinema le\s\d"
)


@dataclass(frozen=True, slots=True)
class Borders:
    """
    The numbers of the blocks in which the kind and the dateline stood, None where they stood in none.

    *above* is what stood before the kind in its block.
    """

    kind: int | None = None
    dateline: int | None = None
    above: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """
    A title that was found: *number* is that of its block, None for the metadata.

    *kicker* is the line above it in its block, *below* are those below it.
    """

    text: str
    number: int | None
    origin: Origin
    below: str = ""
    kicker: str = ""


def find_title(blocks: Sequence[Block], metadata: Mapping[str, str], borders: Borders) -> Title | None:
    """Return the title that *blocks* or *metadata* state."""
    if labelled := _labelled_title(blocks):
        return labelled
    number = _title_number(blocks, metadata, borders)
    if number is not None:
        is_heading = blocks[number].kind is BlockKind.HEADING
        what, certainty = ("heading", Certainty.SURE) if is_heading else ("line", Certainty.LIKELY)
        kicker, title, below = _split(blocks[number])
        return Title(without_kind(title), number, Origin("title", block_place(what, number), certainty), below, kicker)
    for names, certainty in ((_FIELDS, Certainty.SURE), (_PAGE_FIELDS, Certainty.LIKELY)):
        for name in names:
            if value := metadata.get(name, "").strip():
                clean = value if name in _FIELDS else without_site(value, metadata)
                return Title(without_kind(clean), None, Origin("title", f"metadata: {name}", certainty))
    return None


def _labelled_title(blocks: Sequence[Block]) -> Title | None:
    """Return the title that « Objet : » or « Titre : » announces."""
    for number, block in enumerate(blocks[:NEAR_TOP]):
        lines = lines_of(block)
        for place, line in enumerate(lines):
            label = _LABEL.match(same_length_fold(line[:40]))
            if label and len(line) <= LONGEST and block.kind is not BlockKind.ITEM:
                following = takewhile(lambda each: not _MAIL_FIELD.match(same_length_fold(each)), lines[place + 1 :])
                title = one_line("\n".join([line[label.end() :], *following])).rstrip("*_ ")
                return Title(without_kind(title), number, Origin("title", block_place("labelled line", number)))
    return None


def _title_number(blocks: Sequence[Block], metadata: Mapping[str, str], borders: Borders) -> int | None:
    """Return the number of the block that is the title, or None when only the metadata has one."""
    near = blocks[:NEAR_TOP]
    paper: list[int] = []
    for level in (1, 2, 3):
        if level > 1 and _first(metadata, _FIELDS):
            return next(iter(paper), None)
        found = list(_headings(near, level))
        if telling := [number for number in found if not names_issuer(near[number].text)]:
            return telling[0]
        paper += found
    return next(iter(paper), None) if paper else _paragraph_number(near, borders)


def _headings(near: Sequence[Block], level: int) -> Iterator[int]:
    for number, block in enumerate(near):
        if block.level == level and block.text and not is_rubric(block.text):
            yield number
        if level > 1 and len(block.text) > LONGEST:
            return


def _paragraph_number(near: Sequence[Block], borders: Borders) -> int | None:
    """Return the number of the paragraph that looks like a title; which one, kind and dateline tell."""
    before = _before_text(near)
    found = [number for number, block in enumerate(before) if looks_like_title(block)]
    found.sort(key=lambda number: is_event(near[number].text))
    bylines = {number for number in found if _BYLINE.match(same_length_fold(near[number].text))}
    named = {above for above, below in pairwise(found) if below in bylines and above not in bylines}
    telling = [n for n in found if n not in bylines and (n in named or not names_issuer(near[n].text))]
    telling = _without_heads(telling, near, borders)
    # One line that may be paper may be a title, « Festival des canaux »; several are paper.
    alone = [number for number in found[:1] if len(found) == 1 and "\n" not in near[number].text]
    kind, dateline = borders.kind, borders.dateline
    stated = [number for number in (kind, dateline) if number is not None]
    first, last = min(stated, default=len(near)), max(stated, default=-1)
    if not stated:
        return next(iter([*telling, *alone]), None)
    long = [number for number in telling if is_long(near[number].text)]
    between = [number for number in telling if kind is not None and dateline is not None and kind <= number < dateline]
    above = [number for number in long if number < first or (number == first == dateline)]
    # « Communiqué de presse / Session plénière / 12 mars 2024 », below the title
    is_beside = kind == dateline and any(number < last for number in long) and not is_long(near[last].text)
    below = [number for number in telling if number >= last + is_beside and last >= 0]
    is_kind_first = kind is not None and kind == first
    ordered = [*between, *(below if is_kind_first else above), *(above if is_kind_first else below), *telling]
    ordered += [number for number in range(len(before)) if is_title_sentence(near, number)]
    return next(iter([*ordered, *alone]), None)


def _without_heads(telling: Sequence[int], near: Sequence[Block], borders: Borders) -> list[int]:
    """Return those of the blocks *telling* that are more than what stands above a title that follows them."""
    return [number for number in telling if not _is_head(number, telling, near, borders)]


def _is_head(number: int, telling: Sequence[int], near: Sequence[Block], borders: Borders) -> bool:
    """Say whether block *number* is a kicker above a title, or says whose paper it is: beside the kind, or by name."""
    text = near[number].text
    below = [other for other in telling if other > number]
    if below and is_kicker(text):
        return True
    if is_long(_YEAR.sub("", text)) or not any(is_long(near[other].text) for other in below):
        return False
    is_beside_kind = number == borders.kind and text == borders.above
    return is_beside_kind or is_named_in(text, "\n".join(block.text for block in near[number + 1 :]))


def _before_text(near: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks above the first long paragraph; a shorter one is text as well once there was a title."""
    was_title = False
    for number, block in enumerate(near):
        is_sentence = len(block.text) > SHORTEST_TEXT and block.text.endswith((".", "!", "?", "»"))
        if len(block.text) > LONGEST or (was_title and is_sentence and not block.is_bold):
            return near[:number]
        was_title = was_title or (looks_like_title(block) and not names_letterhead(block.text))
    return near


def _split(block: Block) -> tuple[str, str, str]:
    """Return the kicker in *block*, the title, and the lines below it that do not belong to it: a subtitle; or ""."""
    lines = [line.strip() for line in lines_of(block) if line.strip()]
    paper = sum(1 for _ in takewhile(lambda place: is_paper(lines, place), range(len(lines))))
    lines = lines[min(paper, len(lines) - 1) :]
    kicker = lines.pop(0) if len(lines) > 1 and is_kicker(lines[0]) else ""
    for number in range(1, len(lines)):
        if not goes_on(lines[number - 1], lines[number]):
            return kicker, " ".join(lines[:number]), " ".join(lines[number:])
    return kicker, " ".join(lines), ""


def _first(metadata: Mapping[str, str], names: Sequence[str]) -> str | None:
    field = stated_field(metadata, names)
    return metadata[field].strip() if field else None


def stated_field(metadata: Mapping[str, str], names: Sequence[str]) -> str | None:
    """Return the first of the fields *names* that says something."""
    return next((name for name in names if metadata.get(name, "").strip()), None)
