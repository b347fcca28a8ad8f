"""Passages between quotation marks, French, English and straight ones, nested or over several paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_CLOSERS = {"«": "»", "“": "”", "„": "“”", '"': '"'}
_MARK = re.compile(r"[«»“”„\"]")
_MOST_PARAGRAPHS = 8
_LONGEST = 5_000
_SPACES = " \n\t\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Passage:
    """
    One quoted passage, without its own marks; inner ones stay.

    It opens at the offset *start* of paragraph number *first* and ends before the offset *end* of number *last*, marks
    included.
    """

    text: str
    first: int
    start: int
    last: int
    end: int


@dataclass(slots=True)
class _Open:
    """A passage while it is read; *at* is where its text goes on, *closed* the latest closing mark inside it."""

    mark: str
    first: int
    start: int
    at: int
    depth: int = 1
    pieces: list[str] = field(default_factory=list)
    closed: int | None = None


def quoted_passages(paragraphs: Sequence[str]) -> Iterator[Passage]:
    """Yield the quoted passages of *paragraphs*, in order; one that nothing closes is none."""
    opened: _Open | None = None
    for number, paragraph in enumerate(paragraphs):
        if opened and not _goes_on(opened, number, paragraph):
            opened = None
        if opened:
            opened.at = _after_repeated_mark(opened.mark, paragraph)
        for mark in _MARK.finditer(paragraph, opened.at if opened else 0):
            if opened is None:
                opened = _opening(mark, paragraph, number)
            elif passage := _closing(opened, mark, paragraph, number):
                yield passage
                opened = None
        if opened:
            if opened.closed is not None:  # a mark inside was never closed
                yield _passage(opened, paragraph, number, opened.closed)
                opened = None
            else:
                opened.pieces.append(paragraph[opened.at :])


def _opening(mark: re.Match[str], paragraph: str, number: int) -> _Open | None:
    sign, end = mark.group(), mark.end()
    if sign not in _CLOSERS or (sign == '"' and (paragraph[end : end + 1] or " ") in _SPACES):
        return None
    return _Open(sign, number, mark.start(), end)


def _closing(opened: _Open, mark: re.Match[str], paragraph: str, number: int) -> Passage | None:
    """Return the passage that *mark* ends, if it ends it."""
    sign = mark.group()
    if sign in _CLOSERS[opened.mark] and not (sign == '"' and paragraph[mark.end() : mark.end() + 1].isalnum()):
        opened.depth -= 1
        opened.closed = mark.end()
        if opened.depth == 0:
            return _passage(opened, paragraph, number, mark.end())
    elif sign == opened.mark:
        opened.depth += 1
    return None


def _passage(opened: _Open, paragraph: str, number: int, end: int) -> Passage:
    pieces = (piece.strip(_SPACES) for piece in (*opened.pieces, paragraph[opened.at : end - 1]))
    return Passage("\n\n".join(filter(None, pieces)), opened.first, opened.start, number, end)


def _goes_on(opened: _Open, number: int, paragraph: str) -> bool:
    """Say whether *paragraph* continues the passage: it repeats the mark, or closes before it opens."""
    if number - opened.first >= _MOST_PARAGRAPHS or sum(map(len, opened.pieces)) > _LONGEST:
        return False
    mark = _MARK.search(paragraph)
    if mark is None or opened.mark == '"':
        return mark is not None and mark.start() == 0
    return mark.group() in _CLOSERS[opened.mark] or not paragraph[: mark.start()].strip(_SPACES)


def _after_repeated_mark(mark: str, paragraph: str) -> int:
    found = _MARK.match(paragraph)
    return 1 if found and found.group() in {mark, *_CLOSERS[mark]} and len(paragraph) > 1 else 0
