"""
Sheets: texts side by side with their outline, and the words at some places of them.

A run is a stretch of a sheet between spaces. Its words are those that it gives alone, unless it holds digits: figures
may hold spaces, so those are read with all of their chunk (see `indexer.analysis.tokens`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

from indexer.analysis.figures import SPACES
from indexer.analysis.tokens import CHUNK
from indexer.analysis.words import Word, chunk_words
from indexer.excerpts.needles import outline

Run: TypeAlias = tuple[int, int]
"""Half-open, in code points of a sheet."""

_SPACE = b" "
_FIRST_LETTER = ord("a")
_ENDS_FIGURE = frozenset("0123456789)")
_DIGIT = re.compile(r"[0-9]")


class Sheet:
    """*texts* in *language* as one, each on lines of its own."""

    def __init__(self, texts: Sequence[str], language: str | None = None) -> None:
        self.language = language
        self.text = "\n".join((*texts, ""))
        self.outline = outline(self.text)
        self._ends = list(accumulate(len(text) + 1 for text in texts))

    def text_at(self, at: int) -> tuple[int, int, int]:
        """Return the number of the text at *at*, and where it begins and ends; its end is a line break."""
        number = bisect_right(self._ends, at)
        return number, self._ends[number - 1] if number else 0, self._ends[number]

    def runs(self, needles: Iterable[bytes]) -> list[Run]:
        """Return the runs that hold one of *needles*, not just after a letter, in order."""
        outlined = self.outline
        runs: dict[int, int] = {}
        for needle in needles:
            at = outlined.find(needle)
            while at >= 0:
                if at and outlined[at - 1] >= _FIRST_LETTER:
                    at = outlined.find(needle, at + 1)
                else:
                    end = outlined.find(_SPACE, at)
                    runs[outlined.rfind(_SPACE, 0, at) + 1] = end
                    at = outlined.find(needle, end)
        return sorted(runs.items())

    def chunks_around(self, run: Run) -> Run:
        """Return the least stretch of whole chunks that holds *run*; it may begin too early."""
        text, (start, end) = self.text, run
        while start > 1 and text[start - 1] in SPACES and text[start - 2] in _ENDS_FIGURE:
            start = self.outline.rfind(_SPACE, 0, start - 1) + 1
        stop = start
        while stop < end and (chunk := CHUNK.search(text, stop)):
            stop = chunk.end()
        return start, stop

    def words_after(self, at: int) -> Iterator[Word]:
        """Yield the words from *at* on, the end of a word, to the end of its text."""
        _, _, limit = self.text_at(at)
        while at < limit:
            if self.outline[at] == _SPACE[0]:
                at += 1
                continue
            stretch = self._stretch_at(at)
            yield from (word for word in self._words(stretch) if word.start >= at)
            at = stretch[1]

    def words_before(self, at: int) -> Iterator[Word]:
        """Yield the words before *at*, the start of a word, the last first, to the start of its text."""
        _, limit, _ = self.text_at(at)
        while at > limit:
            if self.outline[at - 1] == _SPACE[0]:
                at -= 1
                continue
            stretch = self._stretch_at(at - 1)
            yield from reversed([word for word in self._words(stretch) if word.end <= at])
            at = stretch[0]

    def _stretch_at(self, at: int) -> Run:
        """Return the run at *at*, or the chunks around it if it holds digits."""
        run = self.outline.rfind(_SPACE, 0, at) + 1, self.outline.find(_SPACE, at)
        return self.chunks_around(run) if has_digit(self.text[slice(*run)]) else run

    def _words(self, stretch: Run) -> list[Word]:
        start, end = stretch
        return [
            Word(start + first, start + last, forms)
            for first, last, forms in chunk_words(self.text[start:end], self.language)
        ]


def has_digit(run: str) -> bool:
    """Return whether *run* must be read with its chunk."""
    return _DIGIT.search(run) is not None
