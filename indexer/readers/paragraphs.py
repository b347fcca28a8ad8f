"""Plain text -> blocks: paragraphs between blank lines, list lines, and which line breaks the author meant."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from indexer.blocks import Block, BlockKind
from indexer.readers.columns import columns

# Shorter lines than this were ended on purpose: addresses, contacts, verses.
WRAPPED_WIDTH = 60
# Nobody sets a margin here: longer lines are whole paragraphs, or whole contacts.
_WIDEST_MARGIN = 100
# A text with so many of them, one longer than any page is wide, has no margin at all: whoever broke a line meant it.
_FEWEST_OVERLONG = 3
_WIDEST_PAGE = 150

_MARKER = re.compile(r"(?:[-–—•‣◦▪●○·*]|\d{1,2}[.)])[ \t\u00a0\u202f]+(?=\S)|[•▪●](?=\S)")
_RULE = re.compile(r"(?:[-–—_=*~#.\s]{3,}|[-–—_=]{2})\Z")
# « Un », « Les »: articles and the like have no capital inside a sentence, but in names behind a small word.
_BEGINS_ANEW = re.compile(
    r"(?:Une?|L[ae]s?|L['’](?=\w)|Des|Du|Ces?|Cette|Son|Sa|Ses|Leurs?|Nos|Notre|Plus|Deux|Trois|Quatre|Cinq|Pour|Avec|Dans)"
    r"(?:\s|(?<=['’]))"
)
_UNFINISHED = re.compile(
    r"(?:\b(?:de|du|des|la|le|les|au|aux|à|et|ou|en|dans|par|pour|sur|sous|vers|chez|avec|sans|une?|entre)|[.,:;–—-]|['’])\s*\Z",
    re.IGNORECASE,
)


def blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs and list items of *text*, in order; rules made of signs are dropped."""
    join = unwrap if _has_margin(text) else "\n".join
    return tuple(block for lines in _paragraphs(text) for block in _paragraph_blocks(lines, join))


def _has_margin(text: str) -> bool:
    overlong = [len(line) for line in text.split("\n") if _is_overlong(line)]
    return len(overlong) < _FEWEST_OVERLONG or max(overlong) <= _WIDEST_PAGE


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Yield the lines of every paragraph, without outer spaces and never empty."""
    lines: list[str] = []
    for raw in text.split("\n"):
        line = raw.strip()
        if line and not _RULE.match(line):
            lines.append(raw.expandtabs())
        elif lines:
            yield from columns(lines)
            lines = []
    if lines:
        yield from columns(lines)


def _paragraph_blocks(lines: Sequence[str], join: Callable[[Sequence[str]], str]) -> Iterator[Block]:
    starts = _item_starts(lines)
    if not starts:
        yield Block(BlockKind.PARAGRAPH, join(lines))
        return
    if starts[0] > 0:
        yield Block(BlockKind.PARAGRAPH, join(lines[: starts[0]]))
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        text = _MARKER.sub("", join(lines[start:end]), count=1)
        yield Block(BlockKind.ITEM, text)


def _item_starts(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines that open an item; a dash inside a wrapped sentence opens none."""
    starts = [number for number, line in enumerate(lines) if _MARKER.match(line)]
    if starts and starts[0] > 0:
        before = lines[starts[0] - 1]
        if len(before) >= WRAPPED_WIDTH and not before.endswith((":", ";", ".")):
            return []
    return starts


def is_wrapped(lines: Sequence[str]) -> bool:
    """
    Say whether a margin broke *lines*: one is long, and none had room for the first word of the next.

    One line is not wrapped: there is nothing to join.
    """
    if len(lines) < 2 or max(map(len, lines)) < WRAPPED_WIDTH:
        return False
    if sum("@" in line for line in lines) > 1 or any(_is_overlong(line) for line in lines):
        return False
    if len(lines) == 2 and _are_headline(*lines):
        return False
    return all(_is_full(line, following) for line, following in pairwise(lines))


def unwrap(lines: Sequence[str]) -> str:
    """Return *lines* as one paragraph: joined by spaces when a margin broke them, else by newlines."""
    return (" " if is_wrapped(lines) else "\n").join(lines)


def _are_headline(line: str, following: str) -> bool:
    """Say whether two lines are a title and its subtitle: the second begins as no word inside a sentence does."""
    is_open = _UNFINISHED.search(line) is not None or line.isupper()
    return not is_open and _BEGINS_ANEW.match(following) is not None and not following.endswith((".", "!", "?", "…"))


def _is_overlong(line: str) -> bool:
    # The address of a link cannot be broken, and does not show in Markdown.
    return len(line) > _WIDEST_MARGIN and "://" not in line and "](" not in line


def _is_full(line: str, following: str) -> bool:
    first_word = following.split(maxsplit=1)[0] if following.strip() else ""
    return len(line) + 1 + len(first_word) > WRAPPED_WIDTH
