"""
Words of a page -> fragments: words on one base line that stand close together. What they are fragments of is the affair
of `pdf_layout`.

Programs write spaces, or leave them out and move on; they stretch both to fill a line. A gap that is neither is a tab.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from indexer.readers.pdf_words import Word

# In sizes of the type. A space that was stretched to fill a line is narrower than these.
_WIDEST_SPACE = 4.0
_SHORTEST_TAB = 0.9
_SHORTEST_TAB_AMONG_SPACES = 0.4
MARKER = re.compile(r"[-–—•‣◦▪●○·*✓➢➤■□]|\d{1,2}[.)]|[a-h]\)")


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
        return _most([(word.size, len(word.text)) for word in self.words])

    @cached_property
    def base(self) -> float:
        """The base line of most of its letters, in points from the top."""
        return _most([(word.base, len(word.text)) for word in self.words])

    @property
    def top(self) -> float:
        """The height of its small letters and more, in points from the top."""
        return self.base - 0.7 * self.size

    @property
    def bottom(self) -> float:
        """A little below the base line."""
        return self.base + 0.15 * self.size


def _most(measures: Sequence[tuple[float, int]]) -> float:
    """Return the measure that most letters have, of measures with their numbers of letters."""
    if len({measure for measure, _ in measures}) == 1:
        return measures[0][0]
    letters = Counter[float]()
    for measure, count in measures:
        letters[measure] += count
    return max(letters, key=lambda measure: letters[measure])


def fragments(words: Sequence[Word]) -> tuple[Fragment, ...]:
    """Return *words*, as the file draws them, cut into fragments at new lines and at tabs, but not after bullets."""
    found: list[Fragment] = []
    for line in _drawn_lines(words):
        shortest = _shortest_tab(line)
        start = 0
        for number in range(1, len(line)):
            if _is_tab(line[number], line[number].left - line[number - 1].right, shortest):
                found.append(Fragment(tuple(line[start:number])))
                start = number
        found.append(Fragment(tuple(line[start:])))
    return tuple(_with_markers(found))


def _shortest_tab(line: Sequence[Word]) -> float:
    """
    Return how wide a gap without a space in it must be to be a tab, in points.

    Where a program draws spaces it needs no such gaps between words; where it does not, those of a line are even.
    """
    size = max(word.size for word in line)
    gaps = [after.left - before.right for before, after in pairwise(line) if after.before]
    if any(word.before == " " for word in line):
        return _SHORTEST_TAB_AMONG_SPACES * size
    if len(gaps) > 1 and max(gaps) < 1.5 * min(gaps):
        return _WIDEST_SPACE * size
    return _SHORTEST_TAB * size


def _is_tab(word: Word, gap: float, shortest: float) -> bool:
    """Say whether the *gap* before a word parts it from its line; a space that is drawn may be stretched."""
    return gap > (_WIDEST_SPACE * word.size if word.before == " " else shortest)


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
