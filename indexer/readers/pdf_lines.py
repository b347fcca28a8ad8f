"""Regions of a PDF -> lines: their cells, their margins, what room they have. See `pdf_layout` and `pdf_paragraphs`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from indexer.readers import hyphens, pdf_layout
from indexer.readers.pdf_fragments import MARKER, Fragment
from indexer.readers.pdf_layout import Region
from indexer.readers.pdf_words import Word

_GROUP = re.compile(r"\d{3}\W*|[%€‰°]\W*")
# Lines that end there on purpose, not by chance; and how near they end, in points.
_FEWEST = 3
_SAME_PLACE = 0.5
_CLOSING_SIGN = re.compile(r"[:;!?»%€]")


@dataclass(frozen=True)
class Line:
    """One line of a region; its *cells* stand apart. *edge* is where the margin of its column is."""

    cells: tuple[Fragment, ...]
    edge: float

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of all cells."""
        return tuple(word for cell in self.cells for word in cell.words)

    @cached_property
    def text(self) -> str:
        """The words of all cells, with tabs between them."""
        return "\t".join(cell.text for cell in self.cells)

    @property
    def left(self) -> float:
        """The left edge, in points."""
        return self.cells[0].left

    @property
    def base(self) -> float:
        """The base line, in points from the top."""
        return self.cells[0].base

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        return max(self.cells, key=lambda cell: len(cell.text)).size

    @cached_property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.is_bold for word in self.words)

    @property
    def marked(self) -> str:
        """The bullet or number that opens it, if any."""
        first = self.words[0].text
        return first if len(self.words) > 1 and MARKER.fullmatch(first) else ""

    @property
    def text_left(self) -> float:
        """Where its text begins, after the bullet."""
        return self.words[1].left if self.marked else self.left

    def is_full(self, following: "Line") -> bool:
        """Say whether the first words of the line *following* that go together had no room on this one."""
        left, right = following.words[0].left, following.words[_bound(following.words)].right
        return self.cells[-1].right + (right - left) + 0.2 * self.size > self.edge


def _bound(words: Sequence[Word]) -> int:
    """
    Return the number of the last word that no line break may part from the first: « 12 000 € », « « oui », « oui ? ».

    The no-break spaces themselves are lost: pdfium gives them as spaces.
    """
    for number, (word, following) in enumerate(pairwise(words)):
        is_number = _GROUP.fullmatch(following.text) and word.text[-1:].isdigit()
        if not (is_number or _CLOSING_SIGN.match(following.text) or word.text.endswith("«")):
            return number
    return len(words) - 1


def read_lines(region: Region, regions: Sequence[Region]) -> Iterator[Line]:
    """Yield the lines of *region*, or the rows of a table, from the top; *regions* are those of the whole document."""
    if region.gutters:
        yield from (Line(tuple(map(_cell, filter(None, row))), 0.0) for row in pdf_layout.rows(region))
        return
    edge, wall = _edge(region, regions), _wall(region)
    rows: list[list[Fragment]] = []
    for fragment in sorted(region.fragments, key=lambda each: each.base):
        if rows and fragment.base - rows[-1][0].base < 0.4 * fragment.size:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    for row in rows:
        is_within = wall is not None and max(each.right for each in row) < wall + _SAME_PLACE
        yield Line(tuple(_cells(sorted(row, key=lambda each: each.left))), wall if wall and is_within else edge)


def _wall(region: Region) -> float | None:
    """
    Return where most lines end, at the same place: the margin of justified text, which a title above may go beyond.
    """
    rights = sorted(each.right for each in region.fragments)
    middle = rights[len(rights) // 2]
    there = [right for right in rights if abs(right - middle) < _SAME_PLACE]
    return there[-1] if len(there) >= max(_FEWEST, len(rights) / 2) else None


def _cells(row: Sequence[Fragment]) -> Iterator[Fragment]:
    """Yield the fragments of a line, those that stand close together as one."""
    words = row[0].words
    for before, fragment in pairwise(row):
        if fragment.left - before.right < 0.9 * fragment.size:
            words += fragment.words
        else:
            yield Fragment(words)
            words = fragment.words
    yield Fragment(words)


def _cell(found: Sequence[Fragment]) -> Fragment:
    """Return the lines of a cell as one."""
    words = found[0].words
    for fragment in found[1:]:
        last, between = hyphens.joined(words[-1].text, fragment.text, ())
        words = (
            *words[:-1],
            replace(words[-1], text=last),
            replace(fragment.words[0], before=between),
            *fragment.words[1:],
        )
    return Fragment(words)


def _edge(region: Region, regions: Sequence[Region]) -> float:
    """Return where the right margin of a column is: where several lines end, else where those below it end."""
    right = max(each.right for each in region.fragments)
    left = min(each.left for each in region.fragments)
    near = [each.right for each in region.fragments if right - each.right < 0.06 * (right - left)]
    if len(near) >= 3:
        return median(near)
    same = [each for other in regions for each in other.fragments if abs(each.left - left) < 6]
    return max([right, *(each.right for each in same)])
