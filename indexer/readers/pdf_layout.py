"""
Fragments of a page -> regions in reading order: columns one after the other, tables, narrow columns beside the text.

A *band* is a strip of the page from edge to edge without a gap in it; a *gutter* is an upright strip that no text of
several bands touches. Columns stand on both sides of a gutter; so do the cells of a table: short, level or many.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from indexer.readers.pdf_fragments import Fragment

# In sizes of the type.
_NARROWEST_GUTTER = 0.8
_FARTHEST_BAND = 150
_PROSE_WIDTH = 25
_DEEPEST = 6
_PHONE = re.compile(r"\d(?:[ .\u00a0]?\d){8}")


@dataclass(frozen=True, slots=True)
class Region:
    """
    Fragments that are read line by line, from the top; *is_aside* for a narrow column beside the text. The cells of a
    table stand between *gutters*, of which the other regions have none.
    """

    fragments: tuple[Fragment, ...]
    is_aside: bool = False
    gutters: tuple[float, ...] = ()


def regions(found: Sequence[Fragment], depth: int = 0) -> tuple[Region, ...]:
    """Return the regions of a page in reading order; those aside stay where they were found."""
    bands = list(_bands(found))
    ordered: list[Region] = []
    flow: list[Fragment] = []
    number = 0
    while number < len(bands):
        group = _columns(bands[number : number + _FARTHEST_BAND]) if depth < _DEEPEST else None
        if group is None:
            flow.extend(bands[number])
            number += 1
            continue
        if flow:
            ordered.append(Region(tuple(flow)))
            flow = []
        number += group.bands
        if group.is_table:
            ordered.append(Region((*group.left, *group.right), gutters=group.gutters))
        else:
            ordered.extend(_in_order((group.left, group.right), depth))
    return (*ordered, Region(tuple(flow))) if flow else tuple(ordered)


def page_regions(found: Sequence[Fragment]) -> tuple[Region, ...]:
    """Return the regions of a page in reading order, those aside last, and text that only had one beside it whole."""
    merged: list[Region] = []
    for region in sorted(regions(found), key=lambda each: each.is_aside):
        if merged and _goes_on(merged[-1], region):
            merged[-1] = replace(region, fragments=(*merged[-1].fragments, *region.fragments))
        else:
            merged.append(region)
    return tuple(merged)


def _goes_on(before: Region, region: Region) -> bool:
    """Say whether the lines of *region* stand right below those *before*."""
    if before.gutters or region.gutters or before.is_aside != region.is_aside:
        return False
    last = max(before.fragments, key=lambda each: each.base)
    first = min(region.fragments, key=lambda each: each.base)
    return 0 < first.base - last.base < 1.8 * first.size and abs(first.left - last.left) < first.size


def rows(region: Region) -> Iterator[list[list[Fragment]]]:
    """Yield the rows of a table, each as its cells, each as its fragments from the top."""
    bands = list(_bands(region.fragments))
    spaces = [min(each.top for each in below) - max(each.bottom for each in above) for above, below in pairwise(bands)]
    is_even = not spaces or max(spaces) < 1.4 * min(spaces)
    row: list[list[Fragment]] = []
    for number, band in enumerate(bands):
        cells = _cells(band, region.gutters)
        goes_on = not cells[0] if is_even else number > 0 and spaces[number - 1] < 1.4 * min(spaces)
        if row and goes_on:
            row = [[*above, *below] for above, below in zip(row, cells, strict=True)]
            continue
        if row:
            yield row
        row = cells
    yield row


def _cells(band: Sequence[Fragment], gutters: Sequence[float]) -> list[list[Fragment]]:
    cells: list[list[Fragment]] = [[] for _ in range(len(gutters) + 1)]
    for fragment in sorted(band, key=lambda each: (round(each.base), each.left)):
        cells[sum(fragment.left > gutter for gutter in gutters)].append(fragment)
    return cells


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


@dataclass(frozen=True, slots=True)
class _Group:
    """Some bands with a gutter through them, and what is on either side of it."""

    bands: int
    left: list[Fragment]
    right: list[Fragment]
    gutters: tuple[float, ...]
    is_table: bool


def _columns(bands: Sequence[Sequence[Fragment]]) -> _Group | None:
    """Return the first *bands* that stand in columns; None when the first of all does not."""
    width = _width(bands)
    taken: list[tuple[float, float]] = []
    best: tuple[int, list[tuple[float, float]]] | None = None
    for number, band in enumerate(bands, 1):
        narrowest = _NARROWEST_GUTTER * median(fragment.size for fragment in band)
        taken = _united([*taken, *((fragment.left, fragment.right) for fragment in band)], narrowest)
        if len(taken) > 1:
            best = number, taken
        elif best or taken[-1][1] - taken[0][0] > 0.6 * width:
            break
    return _group(bands[: best[0]], best[1]) if best else None


def _group(bands: Sequence[Sequence[Fragment]], taken: Sequence[tuple[float, float]]) -> _Group | None:
    gaps = {(before[1] + after[0]) / 2: after[0] - before[1] for before, after in pairwise(taken)}
    widest = max(gaps, key=lambda middle: gaps[middle])
    start, count = _table_within(bands, widest)
    left, right = _sides(bands[start:count], widest)
    if _is_table(left, right, len(gaps)):
        # Lines that stand alone above a table do not belong to it: it is found again, below them.
        return None if start else _Group(count, left, right, tuple(gaps), is_table=True)
    count = _without_tail(bands, _sides(bands, widest))
    left, right = _sides(bands[:count], widest)
    if min(_height(left), _height(right)) < 2 or _is_table(left, right, len(gaps)):
        return None
    return _Group(count, left, right, (), is_table=False)


def _table_within(bands: Sequence[Sequence[Fragment]], gutter: float) -> tuple[int, int]:
    """Return the span of *bands* from the first to the last with both sides, and with what hangs on that one."""
    double = [number for number, band in enumerate(bands) if all(_sides([band], gutter))]
    if not double:
        return 0, 0
    end = double[-1] + 1
    while end < len(bands):
        space = min(each.top for each in bands[end]) - max(each.bottom for each in bands[end - 1])
        if space > 0.5 * bands[end][0].size:
            break
        end += 1
    return double[0], end


def _width(bands: Sequence[Sequence[Fragment]]) -> float:
    edges = [(fragment.left, fragment.right) for band in bands for fragment in band]
    return max(right for _, right in edges) - min(left for left, _ in edges)


def _united(intervals: Sequence[tuple[float, float]], narrowest: float) -> list[tuple[float, float]]:
    """Return *intervals* with those as one that leave no gutter between them."""
    found: list[tuple[float, float]] = []
    for left, right in sorted(intervals):
        if found and left - found[-1][1] < narrowest:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


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
    below_both = [base for base in spaces if base > right_end]
    widest = max(below_both or spaces, key=lambda base: spaces[base])
    beside = (min((fragment.base for fragment in sides[1]), default=0.0), right_end)
    others = [space for base, space in spaces.items() if beside[0] < base <= beside[1]]
    others = others or [space for base, space in spaces.items() if base != widest]
    if widest <= right_end or spaces[widest] < 1.3 * max(others, default=0.0):
        return len(bands)
    return sum(all(fragment.base < widest for fragment in band) for band in bands)


def _is_table(left: Sequence[Fragment], right: Sequence[Fragment], gutters: int) -> bool:
    """Say whether what stands around gutters are the cells of a table rather than columns of text."""
    if min(_height(left), _height(right)) < 2:
        return False
    widths = [median(len(each.text) for each in side) for side in (left, right)]
    level = _level_pairs(left, right)
    # Two contacts side by side are no table.
    if min(widths) >= _PROSE_WIDTH or any(_are_alike(*pair) for pair in level):
        return False
    if gutters == 1 and (_is_text_beside(left, right) or _is_text_beside(right, left)):
        return False
    if gutters > 1 and median(len(each.text) for each in (*left, *right)) < _PROSE_WIDTH:
        return True
    if len(level) >= 0.8 * max(len(left), len(right)):
        return True
    return len(level) >= len(left) and _are_labels(left)


def _is_text_beside(text: Sequence[Fragment], contacts: Sequence[Fragment]) -> bool:
    """Say whether *text* has lines that go on in the next one, and *contacts* beside it addresses."""
    lines = sorted(text, key=lambda each: each.base)
    full = 0.85 * max(each.right - each.left for each in lines)
    goes_on = any(
        before.right - before.left >= full and len(before.text) >= _PROSE_WIDTH and below.text[:1].islower()
        for before, below in pairwise(lines)
    )
    return goes_on and _give_addresses(contacts) and not _give_addresses(text)


def _give_addresses(side: Sequence[Fragment]) -> bool:
    return any("@" in each.text or _PHONE.search(each.text) for each in side)


def _are_labels(side: Sequence[Fragment]) -> bool:
    """Say whether short lines stand apart from each other, as the first cells of rows do."""
    bases = sorted(each.base for each in side)
    close = sum(below - above < 1.6 * side[0].size for above, below in pairwise(bases))
    return 3 * close <= len(bases)


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
            yield replace(region, is_aside=region.is_aside or side is aside)


def _aside(left: list[Fragment], right: list[Fragment]) -> list[Fragment] | None:
    """Return the side that is a narrow column beside the text, if one is."""
    widths = [max(each.right for each in side) - min(each.left for each in side) for side in (left, right)]
    for side, other in ((left, right), (right, left)):
        if _are_contacts(side) and not _are_contacts(other) and _height(other) > _height(side):
            return side
    narrow, wide = (left, right) if widths[0] < widths[1] else (right, left)
    lengths = sorted((len(each.text) for each in wide), reverse=True)
    is_prose = len(lengths) >= 3 and lengths[2] >= 1.5 * _PROSE_WIDTH
    return narrow if is_prose and min(widths) <= 0.5 * max(widths) else None


def _are_contacts(side: Sequence[Fragment]) -> bool:
    """Say whether *side* gives addresses, and its lines end anywhere; those of a text are nearly all full."""
    if not _give_addresses(side):
        return False
    widths = [each.right - each.left for each in side]
    return sum(width > 0.85 * max(widths) for width in widths) <= len(widths) / 3
