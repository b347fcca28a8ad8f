"""
The lines of a block, and blocks with a line taken away.

A block of which everything was taken away stays as an empty one, so that the numbers of the others do not change while
kind, dateline and headline are read one after the other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.analysis.folding import fold_text
from indexer.blocks import Block, BlockKind

_MOST_LINES = 8
_LONGEST_LINE = 400
_BREAK = re.compile(r"[\n\t]")
# What stands between two things on one line.
SEPARATORS = " \u00a0\u202f,;:.–—-|/•·*_()[]\t\n"


# « COMMUNIQUÉ I PARIS I 3 MAI 2024 », « Presse l Camille Exemple l 01 99 00 12 34 »: letters for bars.
_LETTER_BAR = re.compile(r"(?<=\S)[ \t]+[Il][ \t]+(?=\S)")
_FEWEST_BARS = 2
_LONGEST_BARRED = 200


class _Letters(dict[int, str]):
    """Each letter's code and its fold, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = "'" if letter == "’" else fold_text(letter)
        self[code] = folded if len(folded) == 1 else letter
        return self[code]


_LETTERS = _Letters()


def lines_of(block: Block) -> list[str]:
    """Return the lines of *block*; the cells of a row count as lines."""
    return (_BREAK.split if block.kind is BlockKind.ROW else _only_lines)(block.text)


def near_lines(blocks: Sequence[Block], near: int) -> Iterator[tuple[int, int, str]]:
    """Yield the short lines of the first *near* blocks, each with the numbers of its block and line, from 0."""
    for number, block in enumerate(blocks[:near]):
        for place, line in enumerate(lines_of(block)[:_MOST_LINES]):
            if line.strip() and len(line) <= _LONGEST_LINE:
                yield number, place, line


def with_bars(block: Block) -> Block:
    """Return *block* with the bars of its lines as such where letters stand for them, at least two on a line."""
    if " I " not in block.text and " l " not in block.text:
        return block
    return replace(block, text="\n".join(map(_barred, block.text.split("\n"))))


def _barred(line: str) -> str:
    is_sentence = len(line) > _LONGEST_BARRED or line.endswith((".", "!", "?"))
    is_barred = not is_sentence and len(_LETTER_BAR.findall(line)) >= _FEWEST_BARS
    return _LETTER_BAR.sub(" | ", line) if is_barred else line


def with_line(blocks: Sequence[Block], number: int, place: int, line: str) -> tuple[Block, ...]:
    """Return *blocks* with another text for line *place* of block *number*; an empty text takes the line away."""
    block = blocks[number]
    lines = lines_of(block)
    lines[place] = line
    separator = "\t" if block.kind is BlockKind.ROW else "\n"
    return with_text(blocks, number, separator.join(each for each in lines if each.strip()))


def with_text(blocks: Sequence[Block], number: int, text: str) -> tuple[Block, ...]:
    """Return *blocks* with another text for block *number*."""
    block = blocks[number]
    run_in = block.run_in if text.startswith(block.run_in) else ""
    return (*blocks[:number], replace(block, text=text, run_in=run_in), *blocks[number + 1 :])


def block_place(what: str, number: int) -> str:
    """Return where something was read, for people, who count from 1: « dateline, block 2 »."""
    return f"{what}, block {number + 1}"


def same_length_fold(text: str) -> str:
    """Fold letter by letter, keeping offsets; a letter that folds to several stays as it is, ’ becomes '."""
    return text.lower() if text.isascii() else text.translate(_LETTERS)


def _only_lines(text: str) -> list[str]:
    return text.split("\n")
