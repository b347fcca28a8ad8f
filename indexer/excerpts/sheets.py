"""
Sheets: texts of a release side by side, with all that is looked up in them again and again; and the words at some
places of them.

A run is a stretch of a sheet between spaces. Its words are those that it gives alone, unless it holds digits: figures
may hold spaces, so those are read with all of their chunk (see `indexer.analysis.tokens`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TypeAlias

from indexer.analysis.figures import SPACES
from indexer.analysis.tokens import CHUNK
from indexer.analysis.words import Word, chunk_words
from indexer.excerpts.needles import may_be_dotted, outline
from indexer.releases import Release, Zone, zone_texts

Run: TypeAlias = tuple[int, int]
"""Half-open, in code points of a sheet."""

_MOST_KEPT = 4
_SPACE = b" "
_FIRST_LETTER = ord("a")
_ENDS_FIGURE = frozenset("0123456789)")
_DIGIT = re.compile(r"[0-9]")
_CLOSING = frozenset('»”"')
_MAY_END_SENTENCE = re.compile(r"[.!?…\n]([»”\"\s]*)")
_GAP = re.compile(r"[ \n]+")


class Sheet:
    """Texts of a release in *language* as one, each with its zone and on lines of its own."""

    def __init__(self, texts: Sequence[tuple[Zone, str]], language: str | None) -> None:
        self.zones = [zone for zone, _ in texts]
        self.language = language
        self.text = "\n".join([*(text for _, text in texts), ""])
        self._ends = list(accumulate(len(text) + 1 for _, text in texts))

    @cached_property
    def outline(self) -> bytes:
        """The outline of the text."""
        return outline(self.text)

    @cached_property
    def may_be_dotted(self) -> bool:
        """Whether a word may be written with dots."""
        return may_be_dotted(self.outline)

    @cached_property
    def borders(self) -> tuple[list[int], list[int]]:
        """Where the gaps between sentences (see `sentence_gaps`) begin, and where they end."""
        starts, ends = [], []
        for first, last in self._apart():
            for start, end in sentence_gaps(self.text, first, last):
                starts.append(start)
                ends.append(end)
        return starts, ends

    def _apart(self) -> list[Run]:
        """Return where sentences are parted: everywhere at once, unless a text begins as the one before might end."""
        text = self.text
        if any(text[at] in _CLOSING or text[at].isspace() for at in self._ends[:-1]):
            return [(first, last + 1) for _, first, last in self.stretches()]
        return [(0, len(text))]

    def text_at(self, at: int) -> tuple[int, int, int]:
        """Return the number of the text at *at*, and where it begins and ends; its end is a line break."""
        number = bisect_right(self._ends, at)
        return number, self._ends[number - 1] if number else 0, self._ends[number] - 1

    def stretches(self) -> Iterator[tuple[Zone, int, int]]:
        """Yield the zone of each text, and where it begins and ends."""
        start = 0
        for zone, end in zip(self.zones, self._ends, strict=True):
            yield zone, start, end - 1
            start = end

    def runs(self, needles: Sequence[bytes]) -> list[Run]:
        """Return the runs that hold one of *needles*, not just after a letter, in order."""
        outlined = self.outline
        find, rfind = outlined.find, outlined.rfind
        runs: list[Run] = []
        for needle in needles:
            at = find(needle)
            while at >= 0:
                if at and outlined[at - 1] >= _FIRST_LETTER:
                    at = find(needle, at + 1)
                else:
                    end = find(_SPACE, at)
                    runs.append((rfind(_SPACE, 0, at) + 1, end))
                    at = find(needle, end)
        return runs if len(needles) == 1 else sorted(set(runs))

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


class Sheets:
    """A release, and the sheets of its texts: made when they are first asked for, then kept."""

    __slots__ = ("_sheets", "_texts", "release")

    def __init__(self, release: Release) -> None:
        self.release = release
        self._texts: list[tuple[Zone, str]] | None = None
        self._sheets: dict[frozenset[Zone], Sheet] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sheets) and self.release == other.release

    def __hash__(self) -> int:
        return hash(self.release)

    def sheet(self, zones: frozenset[Zone]) -> Sheet:
        """Return the sheet of the texts of *zones*."""
        found = self._sheets.get(zones)
        if found is None:
            if self._texts is None:
                self._texts = zone_texts(self.release)
            if len(self._sheets) >= _MOST_KEPT:
                self._sheets.clear()
            texts = [each for each in self._texts if each[0] in zones]
            found = self._sheets[zones] = Sheet(texts, self.release.language)
        return found


def sentence_gaps(text: str, first: int, last: int) -> Iterator[Run]:
    """
    Yield the gaps of *text* from *first* to *last*, whole stretches of spaces and line breaks, where a sentence ends:
    those with a line break, and those after a mark that ends sentences and nothing else but closing quotes and spaces.

    A full stop ends a sentence before a space only (« www.example.org »), and not after an initial (« M. Durand »).
    """
    for match in _MAY_END_SENTENCE.finditer(text, first, last):
        at, after = match.span(1)
        mark = text[at - 1]
        if mark == "\n":
            at -= 1
            while at > first and text[at - 1] == " ":
                at -= 1
        if after > at:
            is_end = mark != "\n" and not (mark == "." and _is_initial(text, at - 1))
            if after - at == 1:
                if text[at] == "\n" or (is_end and text[at] == " "):
                    yield at, after
            else:
                yield from (gap.span() for gap in _GAP.finditer(text, at, after) if is_end or "\n" in gap[0])


def _is_initial(text: str, stop: int) -> bool:
    """Return whether the full stop at *stop* follows a letter that stands alone."""
    return stop > 0 and _is_of_word(text[stop - 1]) and (stop == 1 or not _is_of_word(text[stop - 2]))


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def has_digit(run: str) -> bool:
    """Return whether *run* must be read with its chunk."""
    return _DIGIT.search(run) is not None
