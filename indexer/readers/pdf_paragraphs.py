"""Lines of a PDF -> blocks: paragraphs, headings by their type, items, rows. Reading order: see `pdf_layout`."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from indexer.blocks import Block, BlockKind
from indexer.readers import hyphens
from indexer.readers.decoding import clean
from indexer.readers.pdf_layout import Region
from indexer.readers.pdf_lines import Line, read_lines
from indexer.readers.pdf_words import Word

_LARGER = 1.15
_LONGEST_HEADING = 250
_LONGEST_BOLD_HEADING = 120
_PROSE = 45
_USUAL_LEADING = 1.25
_ENDS = (".", "!", "?", "…", "»", ":", ";", '"', "”")
_ADDRESS = re.compile(r"\S@\S|\d(?:[ .\u00a0]?\d){8}")
_UNFINISHED = ("-", "–", "—", "/", ",", ":", "+")
_EMAIL_START = re.compile(r"\S{1,80}@\S")
_ADDRESS_END = re.compile(r"(?:\S@\S+|\d(?:[ .\u00a0]?\d){8})\W{0,2}\Z")
_ADDRESS_START = re.compile(r"\S{1,80}@\S|(?:t[ée]l|mob|port|fax|m[ée]l|e-?mail|courriel|\+\d|0\d[ .])", re.IGNORECASE)
_AROUND_BREAKS = re.compile("[ \u00a0\u202f]*([\n\t])[ \u00a0\u202f]*")
_SPACES = re.compile("[^\\S\n\t\u00a0\u2007\u202f]+")


@dataclass(slots=True)
class _Draft:
    """A block while its lines are gathered: each with what stands before it."""

    lines: list[Line] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)
    is_item: bool = False

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def blocks(regions: Sequence[Region]) -> tuple[Block, ...]:
    """Return the blocks of *regions*, which are in reading order."""
    columns = [list(read_lines(region, regions)) for region in regions]
    leading = _leading(columns)
    drafts: list[_Draft] = []
    for lines in columns:
        found = list(_drafts(lines, leading))
        if drafts and found and (joint := _joint(drafts[-1], found[0])):
            first = found.pop(0)
            drafts[-1].lines += first.lines
            drafts[-1].breaks += [joint, *first.breaks[1:]]
        drafts += found
    known = hyphens.vocabulary(line.text for lines in columns for line in lines)
    return tuple(_finished(drafts, known))


def _leading(columns: Sequence[Sequence[Line]]) -> float:
    """Return how far apart the lines of a paragraph usually are, in sizes of the type."""
    ratios = Counter(
        round((after.base - before.base) / after.size * 20) / 20
        for lines in columns
        for before, after in pairwise(lines)
        if before.size == after.size and before.is_full(after) and not before.text.endswith(_ENDS)
    )
    sensible = [(count, -ratio) for ratio, count in ratios.items() if 0.9 < ratio < 2.5]
    return -max(sensible)[1] if sensible else _USUAL_LEADING


def _drafts(lines: Sequence[Line], leading: float) -> Iterator[_Draft]:
    if not lines:
        return
    is_list = _is_list_of_lines(lines)
    lefts = Counter(round(line.left) for line in lines)
    left = max(lefts, key=lambda each: (lefts[each], -each))
    draft = _new_draft(lines[0])
    for before, line in pairwise(lines):
        between = _between(draft, before, line, leading, left)
        if between is None:
            yield draft
            draft = _new_draft(line)
        else:
            draft.lines.append(line)
            is_cut = hyphens.cuts_address(before.text, line.text)
            draft.breaks.append("\n" if is_list and not is_cut else between)
    yield draft


def _new_draft(line: Line) -> _Draft:
    return _Draft([line], [""], is_item=bool(line.marked))


def _is_list_of_lines(lines: Sequence[Line]) -> bool:
    """Say whether a column holds addresses and lines that end anywhere, as contacts in a margin do."""
    if not any(_ADDRESS.search(line.text) for line in lines) or max(len(line.text) for line in lines) > _PROSE:
        return False
    full = [before.is_full(after) for before, after in pairwise(lines)]
    # Prose has lines in a row that are full.
    return not any(one and other for one, other in pairwise(full))


def _between(draft: _Draft, before: Line, line: Line, leading: float, left: float) -> str | None:
    """Return what joins two lines of one block, a space or a newline; None where another block begins."""
    size = max(before.size, line.size)
    if line.base - before.base > (max(leading, 1.2) + 0.25) * size or _is_otherwise_set(before, line):
        return None
    if len(before.cells) > 1 or len(line.cells) > 1:
        return None
    is_full = before.is_full(line)
    if hyphens.cuts_address(before.text, line.text):
        return " "
    if line.marked and (not is_full or draft.is_item or before.text.endswith((*_ENDS, ","))):
        return None
    if draft.is_item and not draft.lines[0].text_left - 2 <= line.left and not is_full:
        return None
    if not draft.is_item and line.left - left > 0.7 * size and abs(before.left - left) < 2 and not line.marked:
        return None
    if not is_full and len(before.text) >= _PROSE and line.text[0].islower() and not before.text.endswith(_ENDS):
        return " "
    if _is_meant(before, line) or not is_full:
        is_over = len(before.text) >= _PROSE and before.text.endswith(_ENDS) and not before.text.endswith(";")
        return None if is_over else "\n"
    return " "


def _is_otherwise_set(before: Line, line: Line) -> bool:
    """Say whether two lines differ in their type as a heading and its text do."""
    if abs(before.size - line.size) > 0.06 * max(before.size, line.size):
        return True
    if before.is_bold and not line.words[0].is_bold:
        return before.is_full(line) or len(line.text) >= _PROSE
    return line.is_bold and not before.words[-1].is_bold and not before.is_full(line) and len(before.text) >= _PROSE


def _is_meant(before: Line, line: Line) -> bool:
    """Say whether a break is one between addresses, even where the margin is near."""
    if before.text.endswith(_UNFINISHED) or line.text.startswith(_UNFINISHED[:4]):
        return False
    if _EMAIL_START.match(line.text):
        return True
    return len(before.text) <= _PROSE and bool(_ADDRESS_START.match(line.text) or _ADDRESS_END.search(before.text))


def _joint(draft: _Draft, following: _Draft) -> str:
    """Return what joins the parts of a block that goes on in the next column or on the next page, "" when none does."""
    before, line = draft.lines[-1], following.lines[0]
    if before.text.endswith(_ENDS) or line.marked or len(before.cells) > 1 or len(line.cells) > 1:
        return ""
    if _is_otherwise_set(before, line) or before.is_bold != line.is_bold:
        return ""
    if len(draft.lines) > 1 and len(before.text) <= _PROSE and _ADDRESS_START.match(line.text):
        return "\n"
    goes_on = before.is_full(line) and (len(draft.lines) > 1 or len(before.text) >= _PROSE)
    return " " if goes_on or hyphens.cuts_address(before.text, line.text) else ""


def _finished(drafts: Sequence[_Draft], known: frozenset[str]) -> Iterator[Block]:
    level = _levels(drafts)
    for is_row, group in groupby(drafts, key=lambda draft: len(draft.lines[0].cells) > 1):
        same = list(group)
        for draft in same:
            if is_row:
                yield from _row(draft.lines[0], is_alone=len(same) == 1)
            elif block := _block(draft, level(draft), known):
                yield block


def _row(line: Line, *, is_alone: bool) -> Iterator[Block]:
    """Yield the row that a line is; without a neighbour, its parts: a kind on the left, a date on the right."""
    cells = [_tidy(cell.text) for cell in line.cells]
    if is_alone:
        for text, cell in zip(cells, line.cells, strict=True):
            if text:
                yield Block(BlockKind.PARAGRAPH, text, is_bold=all(word.is_bold for word in cell.words))
    elif any(cells):
        yield Block(BlockKind.ROW, "\t".join(cells).strip(), is_bold=line.is_bold)


def _levels(drafts: Sequence[_Draft]) -> Callable[[_Draft], int]:
    """Return what says the level of a heading: by the size of its type, then bold lines above text; 0 for none."""
    letters = Counter[float]()
    for draft in drafts:
        letters[_half(draft.size)] += len(draft.text)
    body = letters.most_common(1)[0][0] if letters else 0.0
    large = [draft for draft in drafts if draft.size >= _LARGER * body and len(draft.text) <= _LONGEST_HEADING]
    sizes = sorted({_half(draft.size) for draft in large if not draft.is_item}, reverse=True)
    followers = {id(draft): following for draft, following in pairwise(drafts)}

    def level(draft: _Draft) -> int:
        # Icons before numbers make large lines of contacts.
        if (draft.is_item and draft.size < _LARGER * body) or _ADDRESS.search(draft.text):
            return 0
        if _half(draft.size) in sizes and len(draft.text) <= _LONGEST_HEADING:
            return min(1 + sizes.index(_half(draft.size)), 6)
        return min(1 + len(sizes), 6) if _is_bold_heading(draft, followers.get(id(draft))) else 0

    return level


def _is_bold_heading(draft: _Draft, following: _Draft | None) -> bool:
    if following is None or not all(line.is_bold for line in draft.lines) or len(draft.text) > _LONGEST_BOLD_HEADING:
        return False
    if draft.text.endswith((".", ",", ";")) or _ADDRESS.search(draft.text):
        return False
    return len(following.text) > 2 * _PROSE and not all(line.is_bold for line in following.lines)


def _half(size: float) -> float:
    return round(2 * size) / 2


def _block(draft: _Draft, level: int, known: frozenset[str]) -> Block | None:
    pieces = _pieces(draft, known, is_heading=level > 0)
    text = _tidy("".join(text for text, _ in pieces))
    if not text:
        return None
    if level:
        return Block(BlockKind.HEADING, text, level, is_bold=all(word.is_bold for _, word in pieces))
    kind = BlockKind.ITEM if draft.is_item else BlockKind.PARAGRAPH
    plain = next((number for number, (_, word) in enumerate(pieces) if not (word.is_bold or word.is_italic)), None)
    run_in = _tidy("".join(text for text, _ in pieces[:plain])) if plain else ""
    return Block(kind, text, is_bold=all(word.is_bold for _, word in pieces), run_in=run_in)


def _pieces(draft: _Draft, known: frozenset[str], *, is_heading: bool) -> list[tuple[str, Word]]:
    """Return the texts of a block, each with a word that has its look."""
    pieces: list[tuple[str, Word]] = []
    for number, (line, before) in enumerate(zip(draft.lines, draft.breaks, strict=True)):
        words = line.words[1:] if number == 0 and draft.is_item and not is_heading else line.words
        if number:
            between = " " if is_heading else before
            if between == " ":
                last, between = hyphens.joined(pieces[-1][0], line.text, known)
                pieces[-1] = last, pieces[-1][1]
            pieces[-1] = pieces[-1][0] + between, pieces[-1][1]
        for place, word in enumerate(words):
            pieces.append(((" " if place and word.before else "") + word.text, word))
    return pieces


def _tidy(text: str) -> str:
    return _AROUND_BREAKS.sub(r"\1", _SPACES.sub(" ", clean(text))).strip()
