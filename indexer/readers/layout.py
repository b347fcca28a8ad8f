"""What stands where in a word processor's file: tables, text boxes beside the text, items typed by hand, footnotes."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from indexer.blocks import Block, BlockKind, Document
from indexer.readers.pieces import Piece, block_of

Row = Sequence[Sequence[Block]]
"""The cells of a row, each as its blocks."""

_MARKER = re.compile(r"(?:([-–—*])[ \t\u00a0\u202f]+|([•▪●◦○‣■\uf0b7\uf0a7\uf0d8])[ \t\u00a0\u202f]*)(?=\S)")
_TABS = re.compile(r"[\t\n]+")
_HEADING = re.compile(r"(?:heading|titre|überschrift)\s?([1-9])\b", re.IGNORECASE)
_TITLES = {"title": 1, "titre": 1, "subtitle": 2, "sous-titre": 2}
# Names that programs give by themselves: « Microsoft Word - cp2.doc », « Document1 », « Sans titre ».
_MADE_UP = re.compile(
    r"microsoft word\b|(?:document|sans titre|untitled|titre|title)\s?\d*\Z|.*\.(?:docx?|odt|rtf|dotx?)\Z",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Flow:
    """
    A document while it is read: its text, what is read after it, and where its links lead.

    *boxes* are text boxes that hold a mail address: contacts beside the text, which they would interrupt.
    """

    boxes: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def place_box(self, box: Sequence[Block]) -> Sequence[Block]:
        """Return the blocks of a text box, to be read where it hangs; none when it is kept for the end."""
        if any("@" in block.text for block in box):
            self.boxes.extend(box)
            return ()
        return box

    def document(self, text: Iterable[Block], metadata: Mapping[str, str], margins: Iterable[Block]) -> Document:
        """Return the document: *text*, then the boxes beside it, then the footnotes."""
        return Document(
            with_typed_items((*text, *self.boxes, *self.notes)),
            metadata,
            margins=tuple(dict.fromkeys(margins)),
            links=tuple(dict.fromkeys(self.links)),
        )


def paragraph_of(pieces: Sequence[Piece], kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> Block | None:
    """Return *pieces* as one block, or None; a tab between words stays, since it may part a name from a number."""
    block = block_of(pieces, kind, level)
    return block and replace(block, text=_single_tabs(block.text), run_in=_single_tabs(block.run_in))


def table_blocks(rows: Sequence[Row]) -> Iterator[Block]:
    """Yield a table's rows; a table that only serves the layout is read as text, cell by cell."""
    if _is_layout(rows):
        yield from (block for row in rows for cell in row for block in cell)
    else:
        yield from (_row(row) for row in rows if any(row))


def with_typed_items(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return *blocks* with the paragraphs as items whose author typed the bullet; one dash alone is no list."""
    blocks = tuple(blocks)
    markers = [_marker(block) for block in blocks]
    around = zip(["", *markers], markers, [*markers[1:], ""], blocks, strict=False)
    return tuple(
        _unmarked(block) if here and (here in {before, after} or here in "•▪●◦○‣■\uf0b7\uf0a7\uf0d8") else block
        for before, here, after, block in around
    )


def named_level(style: str) -> int:
    """Return the level of headings in the style called *style*, 0 for a style of text."""
    heading = _HEADING.match(style)
    return min(int(heading[1]), 6) if heading else _TITLES.get(style.lower(), 0)


def last_resort(title: str, **others: str) -> dict[str, str]:
    """
    Return what a file's properties say, as metadata.

    `title_tag` is looked at when nothing else is a title. Dates are those of the file, of its template even, and are
    no dates of a release: they stand under names of their own.
    """
    stated = {"title_tag": "" if _MADE_UP.match(title.strip()) else title, **others}
    return {name: value.strip() for name, value in stated.items() if value.strip()}


def _single_tabs(text: str) -> str:
    return _TABS.sub(lambda tabs: "\n" if "\n" in tabs[0] else "\t", text)


def _is_layout(rows: Sequence[Row]) -> bool:
    if len(rows) < 2 or all(sum(map(bool, row)) < 2 for row in rows):
        return True
    cells = [cell for row in rows for cell in row]
    return any(len(cell) > 1 or any(block.kind is not BlockKind.PARAGRAPH for block in cell) for cell in cells)


def _row(row: Row) -> Block:
    blocks = [block for cell in row for block in cell]
    text = "\t".join(" ".join(" ".join(block.text for block in cell).split()) for cell in row).strip()
    return Block(BlockKind.ROW, text, is_bold=all(block.is_bold for block in blocks))


def _marker(block: Block) -> str:
    match = _MARKER.match(block.text) if block.kind is BlockKind.PARAGRAPH else None
    return (match[1] or match[2]) if match else ""


def _unmarked(block: Block) -> Block:
    return replace(block, kind=BlockKind.ITEM, text=_MARKER.sub("", block.text, count=1), run_in="")
