"""Blocks -> the text of a zone: paragraphs, bulleted items, rows of tables."""

from collections.abc import Sequence
from itertools import groupby

from indexer.blocks import Block, BlockKind

_LISTED = frozenset({BlockKind.ITEM, BlockKind.ROW})


def text_of(blocks: Sequence[Block]) -> tuple[str, tuple[int, ...]]:
    """Return the paragraphs of *blocks*, separated by a blank line, and the numbers of those that are headings."""
    paragraphs: list[str] = []
    headings: list[int] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        lines = [_line(block) for block in group]
        if kind is BlockKind.HEADING:
            headings.extend(range(len(paragraphs), len(paragraphs) + len(lines)))
        paragraphs.extend(["\n".join(lines)] if kind in _LISTED else lines)
    return "\n\n".join(paragraphs), tuple(headings)


def _line(block: Block) -> str:
    # A blank line inside a block would count as the end of its paragraph.
    text = "\n".join(line for line in block.text.split("\n") if line.strip())
    if block.kind is BlockKind.ITEM:
        return f"• {text}"
    return text.replace("\t", " | ") if block.kind is BlockKind.ROW else text
