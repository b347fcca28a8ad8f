"""
OpenDocument text (.odt): paragraphs, lists, tables, text boxes, headers and footers, footnotes. Not the flat form.

Elements are known by their local names (ISO/IEC 26300). Headers and footers are margins.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from indexer.blocks import Block, BlockKind, Document
from indexer.readers.decoding import clean, collapse
from indexer.readers.layout import Flow, last_resort, paragraph_of, table_blocks
from indexer.readers.open_styles import Look, Styles
from indexer.readers.packages import Package
from indexer.readers.pieces import Piece, hidden_mail, web_address

_INDEXES = frozenset({"table-of-content", "illustration-index", "table-index", "alphabetical-index", "bibliography"})
_NO_TEXT = frozenset({"tracked-changes", "annotation", "hidden-text", "sequence-decls", "forms", "ruby-text"})
_DROPPED = _INDEXES | _NO_TEXT | {"hidden-paragraph", "script", "binary-data", "math"}
_PARAGRAPHS = frozenset({"p", "h"})
_MARGINS = ("header-first", "header", "footer-first", "footer")


def read(content: bytes) -> tuple[Document, ...]:
    """Return the one document of *content*. Raises ValueError when it is no OpenDocument text or exceeds a limit."""
    package = Package(content)
    if b"encryption-data" in (package.text("META-INF/manifest.xml") or b""):
        raise ValueError("protected by a password; save it again without")
    tree, styles = package.tree("content.xml"), package.tree("styles.xml")
    body = None if tree is None else tree.find("body/text")
    if tree is None or body is None:
        raise ValueError("no OpenDocument text in it")
    walk = _Walk(Styles(tree, styles), Flow())
    text = walk.blocks(body)
    return (walk.flow.document(text, _metadata(package), _margins(walk, styles)),)


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read: its runs, and the boxes that hang on it."""

    pieces: list[Piece]
    boxes: list[Block]


class _Walk:
    def __init__(self, styles: Styles, flow: Flow) -> None:
        self.styles = styles
        self.flow = flow

    def blocks(self, container: Element) -> list[Block]:
        """Return the blocks below *container*, in order."""
        found: list[Block] = []
        for child in container:
            if child.tag in _PARAGRAPHS:
                found.extend(self._paragraph(child))
            elif child.tag == "table":
                found.extend(self._table(child))
            elif child.tag == "list":
                found.extend(self._list(child))
            elif child.tag == "frame":
                found.extend(self._boxes(child))
            elif child.tag not in _DROPPED and not _is_hidden_section(child):
                found.extend(self.blocks(child))
        return found

    def _boxes(self, frame: Element) -> Iterator[Block]:
        """Yield the text boxes of *frame*, not the names of its pictures."""
        for box in frame.findall("text-box"):
            yield from self.flow.place_box(self.blocks(box))

    def _list(self, list_: Element) -> Iterator[Block]:
        for item in list_:
            is_first = item.tag == "list-item"
            for block in self.blocks(item):
                is_item = is_first and block.kind is BlockKind.PARAGRAPH
                yield replace(block, kind=BlockKind.ITEM) if is_item else block
                is_first = False

    def _table(self, table: Element) -> Iterator[Block]:
        rows = [row for row in _through(table, "table-row") if row.get("visibility") != "collapse"]
        return table_blocks([[self.blocks(cell) for cell in row if cell.tag == "table-cell"] for row in rows])

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        look = self.styles.of(paragraph.get("style-name", ""))
        if look.is_hidden:
            return
        level = look.level or 0
        if paragraph.tag == "h":
            level = _level(paragraph.get("outline-level", "")) or level or 1
        open_ = _Open([], [])
        self._inside(paragraph, look, open_)
        yield from open_.boxes
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        if block := paragraph_of(open_.pieces, kind, level):
            yield block

    def _inside(self, element: Element, look: Look, open_: _Open) -> None:
        _write(element.text, look, open_)
        for child in element:
            self._inline(child, look, open_)
            _write(child.tail, look, open_)

    def _inline(self, element: Element, look: Look, open_: _Open) -> None:
        if element.tag in _DROPPED:
            return
        if element.tag in {"s", "tab", "line-break"}:
            open_.pieces.append(Piece({"s": " ", "tab": "\t"}.get(element.tag, "\n"), look.is_bold, look.is_emphasised))
        elif element.tag == "note":
            self.flow.notes.extend(block for body in element.findall("note-body") for block in self.blocks(body))
        elif element.tag == "frame":
            open_.boxes.extend(self._boxes(element))
        elif element.tag == "a":
            self._link(element, look, open_)
        else:
            inner = self.styles.of(element.get("style-name", ""), look) if element.tag == "span" else look
            if not inner.is_hidden:
                self._inside(element, inner, open_)

    def _link(self, link: Element, look: Look, open_: _Open) -> None:
        start, target = len(open_.pieces), link.get("href", "")
        self._inside(link, look, open_)
        shown = "".join(piece.text for piece in open_.pieces[start:])
        if hidden := hidden_mail(target, shown):
            open_.pieces.append(Piece(hidden))
        if shown.strip() and (address := web_address(target)):
            self.flow.links.append(address)


def _write(text: str | None, look: Look, open_: _Open) -> None:
    if text:
        open_.pieces.append(Piece(collapse(clean(text).replace("\n", " ")), look.is_bold, look.is_emphasised))


def _level(text: str) -> int:
    return min(int(text), 6) if text.isdecimal() else 0


def _is_hidden_section(element: Element) -> bool:
    return element.tag == "section" and element.get("display") == "none"


def _through(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements called *name* in *element*, also inside groups of rows, but not inside each other."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag.startswith("table-"):
            yield from _through(child, name)


def _margins(walk: _Walk, styles: Element | None) -> Iterator[Block]:
    pages = () if styles is None else styles.findall("master-styles/master-page")
    for name in _MARGINS:
        for page in pages:
            for margin in page.findall(name):
                if margin.get("display") != "false":
                    yield from walk.blocks(margin)


def _metadata(package: Package) -> Mapping[str, str]:
    tree = package.tree("meta.xml")
    meta = None if tree is None else tree.find("meta")
    if meta is None:
        return {}
    stated = {each.tag: clean(each.text or "") for each in meta}
    return last_resort(
        stated.get("title", ""),
        subject=stated.get("subject", ""),
        description=stated.get("description", ""),
        keywords=stated.get("keyword", ""),
        author=stated.get("creator", ""),
        created=stated.get("creation-date", ""),
        modified=stated.get("date", ""),
    )
