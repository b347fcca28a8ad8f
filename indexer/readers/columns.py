"""
Plain text in two columns -> one column below the other.

    CENTRE DES FORÊTS              Contact presse :
                                   Camille Exemple
                                   01 99 00 12 34

Only where it is plain that the lines are not one: lines of the right column alone, or addresses in both.
"""

import re
from collections import Counter
from collections.abc import Sequence

from indexer.readers.decoding import collapse

_GAP = re.compile(r"(?<=\S)\s{4,}(?=\S)")
_LEAST_INDENT = 20
# Nobody aligns by hand to the letter.
_SLACK = 2
_ADDRESS = re.compile(r"@|\d{2}[ .]\d{2}")


def columns(lines: Sequence[str]) -> list[list[str]]:
    """Return the lines of a paragraph, spaces collapsed: one list, or the left column and then the right one."""
    start = _right_start(lines) if len(lines) > 1 else None
    if start is None:
        return [[collapse(line).strip() for line in lines]]
    halves = [_halves(line, start) for line in lines]
    return [[collapse(half[side]).strip() for half in halves if half[side].strip()] for side in (0, 1)]


def _right_start(lines: Sequence[str]) -> int | None:
    """Return where the right column starts, if *lines* are two columns."""
    starts = Counter(start for line in lines if (start := _gap_end(line)) is not None)
    if not starts:
        return None
    start = starts.most_common(1)[0][0]
    near = [each for each in starts if abs(each - start) <= _SLACK]
    halves = [_halves(line, start) for line in lines]
    lefts, rights = ([half[side] for half in halves if half[side].strip()] for side in (0, 1))
    if sum(starts[each] for each in near) < 2 or len(near) < len(starts) or not lefts:
        return None
    has_addresses = all(any(_ADDRESS.search(each) for each in side) for side in (lefts, rights))
    return start if has_addresses or any(not left.strip() for left, _ in halves) else None


def _gap_end(line: str) -> int | None:
    indent = len(line) - len(line.lstrip())
    if indent >= _LEAST_INDENT:
        return indent
    gap = _GAP.search(line, indent)
    return gap.end() if gap else None


def _halves(line: str, start: int) -> tuple[str, str]:
    end = _gap_end(line)
    return (line[:end], line[end:]) if end is not None and abs(end - start) <= _SLACK else (line, "")
