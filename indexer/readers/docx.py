"""
Word (.docx): paragraphs, tables, text boxes, headers and footers, footnotes. Not the old binary .doc.

A walk over the XML itself: text boxes, deleted and hidden text are not in the models of the libraries. Elements are
known by their local names, so that both namespaces of the standard (ISO/IEC 29500, transitional and strict) are read.
Headers and footers are margins, those of the first page first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

from indexer.blocks import Block, BlockKind, Document
from indexer.readers.decoding import clean, collapse
from indexer.readers.layout import Flow, last_resort, paragraph_of, table_blocks
from indexer.readers.packages import Package
from indexer.readers.pieces import Piece, hidden_mail, web_address
from indexer.readers.word_styles import Look, Styles

_DROPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "delText", "delInstrText", "sectPr", "rt", "Fallback", "tblPr"})
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"', re.IGNORECASE)


def read(content: bytes) -> tuple[Document, ...]:
    """Return the one document of *content*. Raises ValueError when it is no Word file or exceeds a limit."""
    package = Package(content)
    main = _main_part(package)
    tree = package.tree(main)
    body = None if tree is None else tree.find("body")
    if body is None:
        raise ValueError("no Word document in it")
    walk = _Walk(package, main, _relations(package, main))
    text = walk.blocks(body)
    return (walk.flow.document(text, _metadata(package), _margins(walk, body)),)


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read: its runs, the boxes that hang on it, and the fields that are open in it."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    fields: list[tuple[list[str], int]] = field(default_factory=list)


class _Walk:
    """The reading of one part: *relations* say where its links and pictures lead."""

    def __init__(self, package: Package, part: str, relations: Mapping[str, str], flow: Flow | None = None) -> None:
        self.package = package
        self.part = part
        self.relations = relations
        self.flow = flow or Flow()
        self.styles = Styles(package.tree(_beside(part, "styles.xml")))
        self._notes: dict[str, dict[str, Element]] = {}

    def blocks(self, container: Element) -> list[Block]:
        """Return the blocks below *container*, in order."""
        found: list[Block] = []
        for child in container:
            if child.tag == "p":
                found.extend(self._paragraph(child))
            elif child.tag == "tbl":
                found.extend(self._table(child))
            elif child.tag not in _DROPPED:
                found.extend(self.blocks(child))
        return found

    def _table(self, table: Element) -> Iterator[Block]:
        rows = [row for row in _through(table, "tr") if not _is_deleted(row)]
        return table_blocks([[self.blocks(cell) for cell in _through(row, "tc")] for row in rows])

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        look = self.styles.of_paragraph(paragraph.find("pPr"))
        if look.is_contents:
            return
        open_ = _Open()
        for child in paragraph:
            self._inline(child, look, open_)
        kind = BlockKind.HEADING if look.level else BlockKind.ITEM if look.is_item else BlockKind.PARAGRAPH
        yield from open_.boxes
        if block := paragraph_of(open_.pieces, kind, look.level or 0):
            yield block

    def _inline(self, element: Element, look: Look, open_: _Open) -> None:
        if element.tag in _DROPPED:
            return
        if element.tag == "r":
            look = self.styles.of_run(element.find("rPr"), look)
            if look.is_hidden:
                return
        if element.tag in {"t", *_SIGNS, "instrText", "fldChar", *_NOTES}:
            self._leaf(element, look, open_)
        elif element.tag == "txbxContent":
            open_.boxes.extend(self.flow.place_box(self.blocks(element)))
        else:
            start = len(open_.pieces)
            for child in element:
                self._inline(child, look, open_)
            self._end_link(self._target(element), start, open_)

    def _leaf(self, element: Element, look: Look, open_: _Open) -> None:
        if element.tag == "instrText" and open_.fields:
            open_.fields[-1][0].append(element.text or "")
        elif element.tag == "fldChar":
            self._field(element.get("fldCharType", ""), open_)
        elif element.tag in _NOTES:
            self._note(_NOTES[element.tag], element.get("id", ""))
        elif element.tag != "instrText":
            text = _SIGNS.get(element.tag) or collapse(clean(element.text or ""))
            open_.pieces.append(Piece(text, bool(look.is_bold), bool(look.is_bold or look.is_italic)))

    def _field(self, mark: str, open_: _Open) -> None:
        if mark == "begin":
            open_.fields.append(([], len(open_.pieces)))
        elif mark == "end" and open_.fields:
            instruction, start = open_.fields.pop()
            if link := _HYPERLINK.match("".join(instruction)):
                self._end_link(link[1], start, open_)

    def _target(self, element: Element) -> str:
        if element.tag == "hyperlink":
            return self.relations.get(element.get("id", ""), "")
        link = _HYPERLINK.match(element.get("instr", "")) if element.tag == "fldSimple" else None
        return link[1] if link else ""

    def _end_link(self, target: str, start: int, open_: _Open) -> None:
        if not target:
            return
        shown = "".join(piece.text for piece in open_.pieces[start:])
        if hidden := hidden_mail(target, shown):
            open_.pieces.append(Piece(hidden))
        if shown.strip() and (address := web_address(target)):
            self.flow.links.append(address)

    def _note(self, part: str, identifier: str) -> None:
        """Keep the footnote for the end; one that is referred to twice is read once."""
        if part not in self._notes:
            tree = self.package.tree(_beside(self.part, f"{part}.xml"))
            self._notes[part] = {} if tree is None else {note.get("id", ""): note for note in tree}
        note = self._notes[part].pop(identifier, None)
        if note is not None:
            self.flow.notes.extend(self.blocks(note))


def _margins(walk: _Walk, body: Element) -> Iterator[Block]:
    """Yield the headers, then the footers of every section, those of a first page first."""
    for kind in ("headerReference", "footerReference"):
        for section in body.iter("sectPr"):
            has_first = section.find("titlePg") is not None
            for wanted in ("first", "default") if has_first else ("default",):
                for reference in section.findall(kind):
                    if reference.get("type", "default") == wanted:
                        yield from _margin(walk, walk.relations.get(reference.get("id", ""), ""))


def _margin(walk: _Walk, part: str) -> Sequence[Block]:
    tree = walk.package.tree(part)
    if tree is None:
        return ()
    margin = _Walk(walk.package, part, _relations(walk.package, part))
    blocks = margin.blocks(tree)
    walk.flow.links.extend(margin.flow.links)
    return [*blocks, *margin.flow.boxes]


def _main_part(package: Package) -> str:
    relations = package.tree("_rels/.rels")
    for relation in () if relations is None else relations:
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _relations(package: Package, part: str) -> dict[str, str]:
    """Return where the relations of *part* lead, by identifier: parts of the package, or addresses."""
    tree = package.tree(_beside(part, f"_rels/{part.rpartition('/')[2]}.rels"))
    found = {}
    for relation in () if tree is None else tree:
        target = relation.get("Target", "")
        is_outside = relation.get("TargetMode") == "External"
        found[relation.get("Id", "")] = target if is_outside else normpath(join("/", dirname(part), target)).lstrip("/")
    return found


def _beside(part: str, name: str) -> str:
    return join(dirname(part), name)


def _through(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements called *name* in *element*, also inside content controls, but not inside each other."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag not in _DROPPED:
            yield from _through(child, name)


def _is_deleted(row: Element) -> bool:
    properties = row.find("trPr")
    return properties is not None and properties.find("del") is not None


def _metadata(package: Package) -> Mapping[str, str]:
    tree = package.tree("docProps/core.xml")
    if tree is None:
        return {}
    stated = {each.tag: clean(each.text or "") for each in tree}
    return last_resort(
        stated.get("title", ""),
        subject=stated.get("subject", ""),
        description=stated.get("description", ""),
        keywords=stated.get("keywords", ""),
        author=stated.get("creator", ""),
        language=stated.get("language", ""),
        created=stated.get("created", ""),
        modified=stated.get("modified", ""),
    )
