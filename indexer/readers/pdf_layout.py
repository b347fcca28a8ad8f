"""
Words of a page -> lines in reading order: columns one after the other, a narrow column beside the text last.

A *band* is a strip of the page from edge to edge without a gap in it; a *gutter* is an upright strip that no text of
several bands touches. Columns stand on both sides of a gutter; so do the cells of a table, whose lines are level and
short.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from indexer.readers.pdf_words import Word

_NARROWEST_GUTTER = 9.0
# Wider than this, in sizes of the type, a gap is a tab even in justified lines.
_TAB = 2.5
_SHORTEST_TAB = 0.9
_FARTHEST_BAND = 150
_PROSE_WIDTH = 25
_DEEPEST = 6
MARKER = re.compile(r"[-–—•‣◦▪●○·*✓➢➤■□]|\d{1,2}[.)]|[a-h]\)")
_PHONE = re.compile(r"\d(?:[ .\u00a0]?\d){8}")


@dataclass(frozen=True)
class Fragment:
    """Words on one base line that stand close together."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words, with the spaces between them."""
        return "".join((word.before and " ") + word.text for word in self.words).strip()

    @cached_property
    def left(self) -> float:
        """The left edge, in points."""
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        """The right edge, in points."""
        return max(word.right for word in self.words)

    @cached_property
    def size(self) -> float:
        """The size of most of its letters, in points."""
        return max(self.words, key=lambda word: len(word.text)).size

    @cached_property
    def base(self) -> float:
        """The base line of most of its letters, in points from the top."""
        return max(self.words, key=lambda word: len(word.text)).base

    @property
    def top(self) -> float:
        """The height of its small letters and more, in points from the top."""
        return self.base - 0.7 * self.size

    @property
    def bottom(self) -> float:
        """A little below the base line."""
        return self.base + 0.15 * self.size


@dataclass(frozen=True, slots=True)
class Region:
    """Fragments that are read line by line, from the top; *is_aside* for a narrow column beside the text."""

    fragments: tuple[Fragment, ...]
    is_aside: bool = False


def fragments(words: Sequence[Word]) -> tuple[Fragment, ...]:
    """Return *words*, as the file draws them, cut into fragments at new lines and at tabs, but not after bullets."""
    found: list[Fragment] = []
    for line in _drawn_lines(words):
        gaps = [after.left - before.right for before, after in pairwise(line) if after.before]
        usual = min(gaps, default=0.0)
        start = 0
        for number in range(1, len(line)):
            gap, size = line[number].left - line[number - 1].right, line[number].size
            if gap > _TAB * size or (gap > _SHORTEST_TAB * size and gap > 2.2 * usual):
                found.append(Fragment(tuple(line[start:number])))
                start = number
        found.append(Fragment(tuple(line[start:])))
    return tuple(_with_markers(found))


def _with_markers(found: Sequence[Fragment]) -> Iterator[Fragment]:
    """Yield the fragments, bullets and numbers with what stands on their right: they are no column of their own."""
    marker: Fragment | None = None
    for fragment in found:
        if marker and abs(marker.base - fragment.base) < 0.3 * fragment.size and fragment.left > marker.left:
            first = replace(fragment.words[0], before=" ")
            yield Fragment((*marker.words, first, *fragment.words[1:]))
            marker = None
            continue
        if marker:
            yield marker
        marker = fragment if MARKER.fullmatch(fragment.text) else None
        if not marker:
            yield fragment
    if marker:
        yield marker


def _drawn_lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    line: list[Word] = []
    for word in words:
        if line and not _continues(line[-1], word):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _continues(before: Word, word: Word) -> bool:
    size = max(before.size, word.size)
    return word.before != "\n" and abs(word.base - before.base) < 0.5 * size and word.left > before.right - size


def regions(found: Sequence[Fragment], depth: int = 0) -> tuple[Region, ...]:
    """Return the regions of a page in reading order; those aside stay where they were found."""
    bands = list(_bands(found))
    ordered: list[Region] = []
    flow: list[Fragment] = []
    number = 0
    while number < len(bands):
        columns = _columns(bands[number : number + _FARTHEST_BAND]) if depth < _DEEPEST else None
        if columns is None:
            flow.extend(bands[number])
            number += 1
            continue
        if flow:
            ordered.append(Region(tuple(flow)))
            flow = []
        taken, sides = columns
        number += taken
        ordered.extend(_in_order(sides, depth))
    return (*ordered, Region(tuple(flow))) if flow else tuple(ordered)


def _bands(found: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    band: list[Fragment] = []
    bottom = 0.0
    for fragment in sorted(found, key=lambda each: each.top):
        if band and fragment.top >= bottom:
            yield band
            band = []
        bottom = max(bottom, fragment.bottom) if band else fragment.bottom
        band.append(fragment)
    if band:
        yield band


def _columns(bands: Sequence[Sequence[Fragment]]) -> tuple[int, tuple[list[Fragment], list[Fragment]]] | None:
    """Return how many of the first *bands* stand in columns, and what is on either side of their gutter."""
    taken: list[tuple[float, float]] = []
    best = None
    for number, band in enumerate(bands, 1):
        taken = _united([*taken, *((fragment.left, fragment.right) for fragment in band)])
        gutter = _gutter(taken)
        if gutter is not None:
            best = number, gutter
        elif best or taken[-1][1] - taken[0][0] > 0.6 * _width(bands):
            break
    if best is None:
        return None
    count, gutter = best
    sides = _sides(bands[:count], gutter)
    count = _without_tail(bands[:count], sides)
    sides = _sides(bands[:count], gutter)
    return (count, sides) if _are_columns(*sides) else None


def _width(bands: Sequence[Sequence[Fragment]]) -> float:
    edges = [(fragment.left, fragment.right) for band in bands for fragment in band]
    return max(right for _, right in edges) - min(left for left, _ in edges)


def _united(intervals: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for left, right in sorted(intervals):
        if found and left - found[-1][1] < _NARROWEST_GUTTER:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def _gutter(taken: Sequence[tuple[float, float]]) -> float | None:
    """Return the middle of the widest gap between intervals."""
    gaps = [(after[0] - before[1], (after[0] + before[1]) / 2) for before, after in pairwise(taken)]
    return max(gaps)[1] if gaps else None


def _sides(bands: Sequence[Sequence[Fragment]], gutter: float) -> tuple[list[Fragment], list[Fragment]]:
    every = [fragment for band in bands for fragment in band]
    return [each for each in every if each.left < gutter], [each for each in every if each.left >= gutter]


def _without_tail(bands: Sequence[Sequence[Fragment]], sides: tuple[list[Fragment], list[Fragment]]) -> int:
    """
    Return how many of *bands* are columns: what stands on the left alone, below both, is read after both.

    It must be set off from the left column by more space than anything in that column is.
    """
    right_end = max((fragment.base for fragment in sides[1]), default=0.0)
    bases = sorted({fragment.base for fragment in sides[0]})
    spaces = {below: below - above for above, below in pairwise(bases)}
    if not spaces:
        return len(bands)
    widest = max(spaces, key=lambda base: spaces[base])
    others = [space for base, space in spaces.items() if base != widest]
    if widest <= right_end or spaces[widest] < 1.3 * max(others, default=0.0):
        return len(bands)
    return sum(all(fragment.base < widest for fragment in band) for band in bands)


def _are_columns(left: Sequence[Fragment], right: Sequence[Fragment]) -> bool:
    if min(_height(left), _height(right)) < 2:
        return False
    level = _level_pairs(left, right)
    if len(level) < 0.8 * max(len(left), len(right)):
        return True
    widths = [median(len(each.text) for each in side) for side in (left, right)]
    # Two contacts side by side are no table.
    return min(widths) >= _PROSE_WIDTH or any(_are_alike(*pair) for pair in level)


def _height(side: Sequence[Fragment]) -> int:
    """Return how many lines *side* has."""
    return len({round(fragment.base / 2) for fragment in side})


def _level_pairs(left: Sequence[Fragment], right: Sequence[Fragment]) -> list[tuple[Fragment, Fragment]]:
    by_base = {round(fragment.base + shift): fragment for fragment in left for shift in (-1, 0, 1)}
    return [(by_base[round(each.base)], each) for each in right if round(each.base) in by_base]


def _are_alike(left: Fragment, right: Fragment) -> bool:
    return all("@" in each.text for each in (left, right)) or all(_PHONE.search(each.text) for each in (left, right))


def _in_order(sides: tuple[list[Fragment], list[Fragment]], depth: int) -> Iterator[Region]:
    aside = _aside(*sides)
    for side in sides:
        for region in regions(side, depth + 1):
            yield Region(region.fragments, is_aside=region.is_aside or side is aside)


def _aside(left: list[Fragment], right: list[Fragment]) -> list[Fragment] | None:
    """Return the side that is a narrow column beside the text, if one is."""
    widths = [max(each.right for each in side) - min(each.left for each in side) for side in (left, right)]
    narrow, wide = (left, right) if widths[0] < widths[1] else (right, left)
    if min(widths) > 0.5 * max(widths) or median(len(each.text) for each in wide) < 1.5 * _PROSE_WIDTH:
        return None
    return narrow
