"""HTML elements -> blocks. Walks without recursion: pages may be nested more deeply than Python calls."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from bs4 import Tag
from bs4.element import CData, NavigableString

from indexer.blocks import Block, BlockKind
from indexer.readers.decoding import clean, collapse
from indexer.readers.pieces import Piece, block_of, hidden_mail, web_address
from indexer.readers.pruning import is_text

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SECTIONS = {"article", "body", "div", "footer", "form", "header", "hgroup", "main", "section", "fieldset", "legend"}
_TEXTS = {"address", "blockquote", "caption", "center", "details", "figcaption", "figure", "hr", "p", "pre", "summary"}
_LISTS = {"dd", "dl", "dt", "li", "menu", "ol", "ul"}
_TABLES = {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
_BLOCKS = frozenset(_SECTIONS | _TEXTS | _LISTS | _TABLES | _HEADINGS.keys())
_BOLD = frozenset({"b", "strong"})
# What sites call the paragraph that they set in bold above the text.
_LEADS = frozenset({"chapo", "chapeau", "lead", "standfirst"})
_EMPHASIS = _BOLD | {"em", "i"}
# Cells of a table of figures hold a few words; cells of a table for layout hold these.
_LAYOUT = [*_HEADINGS, "table", "ul", "ol", "hr", "address", "blockquote"]


class Text(NamedTuple):
    """The blocks of a text, in order, and the addresses of web pages behind its links, each once."""

    blocks: tuple[Block, ...]
    links: tuple[str, ...]


class _Event(Enum):
    START = auto()
    END = auto()


@dataclass(slots=True)
class _Context:
    """An open block element: what its text will be."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0


@dataclass(slots=True)
class _Walk:
    """The state of one walk: the blocks so far and what is open."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    contexts: list[_Context] = field(default_factory=lambda: [_Context()])
    layouts: list[bool] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    bold: int = 0
    emphasis: int = 0
    preformatted: int = 0
    row: int = 0


def read(root: Tag) -> Text:
    """Return the text below *root*."""
    walk = _Walk()
    for event, node in _events(root):
        if event is _Event.START and isinstance(node, Tag):
            _start(walk, node)
        elif event is _Event.END and isinstance(node, Tag):
            _end(walk, node)
        else:
            _add_text(walk, str(node))
    _flush(walk)
    return Text(tuple(walk.blocks), tuple(dict.fromkeys(walk.addresses)))


def _events(root: Tag) -> Iterator[tuple[_Event | None, Tag | NavigableString]]:
    """Yield the start and end of every element below *root*, and every string, in the order of the document."""
    open_tags = [(root, iter(root.contents))]
    while open_tags:
        tag, children = open_tags[-1]
        child = next(children, None)
        if child is None:
            open_tags.pop()
            if open_tags:
                yield _Event.END, tag
        elif isinstance(child, Tag):
            if is_text(child):
                yield _Event.START, child
                open_tags.append((child, iter(child.contents)))
        elif type(child) in {NavigableString, CData} and isinstance(child, NavigableString):
            yield None, child


def _is_bold(tag: Tag) -> bool:
    classes = tag.get("class")
    return tag.name in _BOLD or (tag.name == "p" and isinstance(classes, list) and not _LEADS.isdisjoint(classes))


def _start(walk: _Walk, tag: Tag) -> None:
    if tag.name in _BLOCKS:
        _start_block(walk, tag)
    walk.bold += _is_bold(tag)
    walk.emphasis += tag.name in _EMPHASIS
    walk.preformatted += tag.name == "pre"
    if tag.name == "br":
        _add(walk, "\n" if not walk.row else " ")
    elif tag.name == "q":
        _add(walk, "«\u00a0")
    elif tag.name == "a":
        walk.links.append(len(walk.pieces))


def _end(walk: _Walk, tag: Tag) -> None:
    if tag.name == "a":
        _end_link(walk, tag, walk.links.pop())
    elif tag.name == "q":
        _add(walk, "\u00a0»")
    walk.bold -= _is_bold(tag)
    walk.emphasis -= tag.name in _EMPHASIS
    walk.preformatted -= tag.name == "pre"
    if tag.name in _BLOCKS:
        _end_block(walk, tag)


def _start_block(walk: _Walk, tag: Tag) -> None:
    if tag.name == "table":
        walk.layouts.append(_is_layout(tag))
    if walk.row:
        walk.row += 1
        _add(walk, "\t" if tag.name in {"td", "th"} else " ")
        return
    _flush(walk)
    walk.contexts.append(_context(walk, tag))
    walk.row += walk.contexts[-1].kind is BlockKind.ROW


def _end_block(walk: _Walk, tag: Tag) -> None:
    if tag.name == "table":
        walk.layouts.pop()
    if walk.row > 1:
        walk.row -= 1
        _add(walk, " ")
        return
    _flush(walk)
    walk.row = 0
    walk.contexts.pop()


def _context(walk: _Walk, tag: Tag) -> _Context:
    if level := _HEADINGS.get(tag.name):
        return _Context(BlockKind.HEADING, level)
    if tag.name == "li":
        return _Context(BlockKind.ITEM)
    if tag.name == "tr" and walk.layouts and not walk.layouts[-1]:
        return _Context(BlockKind.ROW)
    around = walk.contexts[-1]
    if tag.name in {"p", "div"} and around.kind in {BlockKind.ITEM, BlockKind.HEADING}:
        return _Context(around.kind, around.level)
    return _Context()


def _is_layout(table: Tag) -> bool:
    if table.find(_LAYOUT) is not None or len(table.find_all("tr", limit=2)) < 2:
        return True
    return any(len(cell.find_all("p", limit=2)) > 1 for cell in table.find_all(["td", "th"]))


def _add_text(walk: _Walk, text: str) -> None:
    text = clean(text)
    _add(walk, text if walk.preformatted and not walk.row else collapse(text))


def _add(walk: _Walk, text: str) -> None:
    walk.pieces.append(Piece(text, walk.bold > 0, walk.emphasis > 0))


def _end_link(walk: _Walk, link: Tag, start: int) -> None:
    """Note where *link* leads, and add the mail address that its text hides: « Camille <presse@example.org> »."""
    href = link.get("href")
    if not isinstance(href, str):
        return
    shown = "".join(piece.text for piece in walk.pieces[start:])
    if hidden := hidden_mail(href, shown):
        _add(walk, hidden)
    if shown.strip() and (address := web_address(href)):
        walk.addresses.append(address)


def _flush(walk: _Walk) -> None:
    """Close the block that is open, if it has any text."""
    context = walk.contexts[-1]
    if found := block_of(walk.pieces, context.kind, context.level):
        walk.blocks.append(found)
        if context.kind is BlockKind.ITEM:
            _continue_item(walk)
    walk.pieces.clear()
    walk.links = [0] * len(walk.links)


def _continue_item(walk: _Walk) -> None:
    """Make what follows in the open item paragraphs: one item, one bullet."""
    for context in reversed(walk.contexts):
        if context.kind is not BlockKind.ITEM:
            break
        context.kind = BlockKind.PARAGRAPH
