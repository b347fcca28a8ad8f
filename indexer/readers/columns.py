"""
Plain text in two columns -> one column below the other.

    CENTRE DES FORÊTS              Contact presse :
                                   Camille Exemple
                                   01 99 00 12 34

Only where it is plain that the lines are not one: lines of the right column alone, or addresses in both. What one line
alone has in its right corner, far from the rest, becomes a line as well.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from indexer.readers.decoding import collapse

_LEAST_GAP = 4
_GAP = re.compile(rf"(?<=\S)\s{{{_LEAST_GAP},}}(?=\S)")
_CORNER = re.compile(r"(?<=\S)\s{8,}(?=\S)")
_LEAST_INDENT = 20
# Nobody aligns by hand to the letter.
_SLACK = 2
# On the left it may be the label of a table.
_CONTACT = re.compile(r"contacts?\b|(?:service|relations?|bureau) (?:de )?presse\b", re.IGNORECASE)
_ADDRESS = re.compile(r"@|\d{2}[ .]\d{2}")


def columns(lines: Sequence[str]) -> list[list[str]]:
    """Return the lines of a paragraph, spaces collapsed: one list, or the left column and then the right one."""
    start = _right_start(lines) if len(lines) > 1 else None
    if start is None:
        return [[collapse(line).strip() for line in _without_corner(lines)]]
    halves = [_halves(line, start) for line in lines]
    return [[collapse(half[side]).strip() for half in halves if half[side].strip()] for side in (0, 1)]


def _without_corner(lines: Sequence[str]) -> Iterator[str]:
    """Yield *lines*, the one that alone has a gap as two; where several have gaps, they are a table."""
    gaps = sum(len(_GAP.findall(line)) for line in lines)
    for line in lines:
        yield from _CORNER.split(line) if gaps == 1 else [line]


def _right_start(lines: Sequence[str]) -> int | None:
    """Return where the right column starts, if *lines* are two columns."""
    starts = Counter(start for line in lines if (start := _gap_end(line)) is not None)
    if not starts:
        return None
    start = starts.most_common(1)[0][0]
    near = [each for each in starts if abs(each - start) <= _SLACK]
    pushed = {end for line in lines if (end := _gap_end(line)) is not None and _is_pushed(line, end, start)}
    halves = [_halves(line, start) for line in lines]
    lefts, rights = ([half[side] for half in halves if half[side].strip()] for side in (0, 1))
    if sum(starts[each] for each in near) < 2 or len({*near, *pushed}) < len(starts) or not lefts:
        return None
    is_headed = bool(rights) and _CONTACT.match(rights[0]) is not None
    has_addresses = is_headed or all(any(_ADDRESS.search(each) for each in side) for side in (lefts, rights))
    return start if has_addresses or any(not left.strip() for left, _ in halves) else None


def _gap_end(line: str) -> int | None:
    indent = len(line) - len(line.lstrip())
    if indent >= _LEAST_INDENT:
        return indent
    gap = _GAP.search(line, indent)
    return gap.end() if gap else None


def _halves(line: str, start: int) -> tuple[str, str]:
    end = _gap_end(line)
    is_right = end is not None and (abs(end - start) <= _SLACK or _is_pushed(line, end, start))
    return (line[:end], line[end:]) if is_right else (line, "")


def _is_pushed(line: str, end: int, start: int) -> bool:
    """Say whether the right half of *line* is at *end* because the left one is too long for a column at *start*."""
    return end > start and len(line[:end].rstrip()) > start - _LEAST_GAP
