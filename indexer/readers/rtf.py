"""
Rich Text Format (.rtf): paragraphs, tables, bold, headings, lists, links, headers and footers.

An own reader: those that exist keep the words alone, and bold type tells titles and leads. A group that is not known is
read; one that says that it may be skipped is skipped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from indexer.blocks import Block, BlockKind, Document
from indexer.readers.decoding import clean, collapse
from indexer.readers.layout import Flow, last_resort, named_level, paragraph_of, table_blocks
from indexer.readers.pieces import Piece, hidden_mail, web_address
from indexer.readers.rtf_groups import Group, Word, parse

_LISTED = frozenset({"listtext", "pntext"})
_HEAD = {"colortbl", "filetbl", "fonttbl", "info", "revtbl", "stylesheet"}
_NO_TEXT = {"nonshppict", "object", "pict", "private", "shprslt", "sp"}
_BESIDE_TEXT = {"annotation", "atnauthor", "atndate", "atnid", "bkmkend", "bkmkstart", "fldinst", "fldtype", "tc", "xe"}
_SKIPPED = frozenset(_LISTED | _HEAD | _NO_TEXT | _BESIDE_TEXT | {"aftnsep", "aftnsepc", "ftnsep", "ftnsepc"})
# Of the groups that may be skipped, those that are not.
_STARRED = frozenset({"shpinst", "shptxt", "footnote"})
_MARGINS = frozenset({"header", "headerf", "headerl", "headerr", "footer", "footerf", "footerl", "footerr"})
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column"})
_SIGNS = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "~": "\u00a0", "_": "-",
    "{": "{", "}": "}", "\\": "\\", "\t": "\t",
}  # fmt: skip
_CHARSETS = {77: "mac_roman", 128: "cp932", 161: "cp1253", 162: "cp1254", 204: "cp1251", 238: "cp1250"}
_WINDOWS = frozenset({874, *range(1250, 1259)})
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"?([^"\s]{1,2000})', re.IGNORECASE)
_BODY_LEVEL = 9
_CUT = "The file ends too early: its last part may be missing."


@dataclass(frozen=True, slots=True)
class _Look:
    """What holds for characters; *skipped* of them stand for each one in Unicode."""

    charset: str
    is_bold: bool = False
    is_italic: bool = False
    is_hidden: bool = False
    skipped: int = 1


@dataclass(frozen=True, slots=True)
class _Form:
    """What holds for a paragraph."""

    level: int = 0
    is_item: bool = False
    is_cell: bool = False


@dataclass(slots=True)
class _Sheet:
    """A text that is being written: the document's own, a header, a footnote, a box."""

    form: _Form = _Form()
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    row: list[list[Block]] = field(default_factory=list)
    rows: list[list[list[Block]]] = field(default_factory=list)

    def end_paragraph(self) -> None:
        """Close the open paragraph, and the table above it when it stands in none."""
        form = self.form
        kind = BlockKind.HEADING if form.level else BlockKind.ITEM if form.is_item else BlockKind.PARAGRAPH
        block = paragraph_of(list(_merged(self.pieces)), kind, form.level)
        self.pieces.clear()
        if not form.is_cell:
            self.end_table()
        (self.cell if form.is_cell else self.blocks).extend([block] if block else [])

    def end_cell(self) -> None:
        """Close the open cell."""
        self.form = replace(self.form, is_cell=True)
        self.end_paragraph()
        self.row.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """Close the open row."""
        self.rows.append(self.row)
        self.row = []

    def end_table(self) -> None:
        """Close the open table; what no cell and no row ended is kept."""
        rows = [*self.rows, [*self.row, self.cell]] if self.row or self.cell else self.rows
        self.blocks.extend(table_blocks(rows))
        self.rows, self.row, self.cell = [], [], []

    def written(self) -> list[Block]:
        """Return all blocks, the open one too."""
        self.form = replace(self.form, is_cell=False)
        self.end_paragraph()
        return self.blocks


def read(content: bytes) -> tuple[Document, ...]:
    """Return the one document of *content*. Raises ValueError when it is no RTF."""
    root, is_cut = parse(content.lstrip())
    whole = next(root.groups, Group())
    if whole.destination != "rtf":
        raise ValueError("no RTF: it does not begin with {\\rtf")
    charset = _charset(whole)
    reading = _Reading(charset, dict(_fonts(whole)), dict(_levels(whole, charset)))
    sheet = _Sheet()
    reading.content(whole, _Look(charset), sheet)
    document = reading.flow.document(sheet.written(), _metadata(whole, charset), reading.margins)
    return (replace(document, warnings=(_CUT,)) if is_cut else document,)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the head of a file says, and what is read outside its text."""

    charset: str
    fonts: Mapping[int, str] = field(default_factory=dict)
    levels: Mapping[int, int] = field(default_factory=dict)
    flow: Flow = field(default_factory=Flow)
    margins: list[Block] = field(default_factory=list)

    def content(self, group: Group, look: _Look, sheet: _Sheet) -> None:
        """Write what is in *group* on *sheet*."""
        unread, pending = 0, bytearray()
        for child in group.children:
            if isinstance(child, bytes):
                pending += child[unread:]
                unread = max(unread - len(child), 0)
                continue
            _write(pending.decode(look.charset, "replace"), look, sheet)
            pending.clear()
            unread = 0
            if isinstance(child, Group):
                self._group(child, look, sheet)
            elif child.name == "u":
                _write(chr((child.number or 0) % 0x10000), look, sheet)
                unread = look.skipped
            else:
                look = self._looking(child, look)
                self._form(child, look, sheet)
        _write(pending.decode(look.charset, "replace"), look, sheet)

    def _group(self, group: Group, look: _Look, sheet: _Sheet) -> None:
        name = group.destination
        if name in _LISTED:
            sheet.form = replace(sheet.form, is_item=True)
        if name in _SKIPPED or (group.may_be_skipped and name not in _STARRED):
            return
        if name == "field":
            self._field(group, look, sheet)
        elif name == "shptxt":
            sheet.blocks.extend(self.flow.place_box(self._apart(group)))
        elif name == "footnote":
            self.flow.notes.extend(self._apart(group))
        elif name in _MARGINS:
            self.margins.extend(self._apart(group))
        else:
            self.content(group, look, sheet)

    def _apart(self, group: Group) -> list[Block]:
        sheet = _Sheet()
        self.content(group, _Look(self.charset), sheet)
        return sheet.written()

    def _field(self, group: Group, look: _Look, sheet: _Sheet) -> None:
        """Write the result of a field, with the mail address that a link hides."""
        start = len(sheet.pieces)
        self.content(group, look, sheet)
        orders = (_plain_text(each, self.charset) for each in group.groups if each.destination == "fldinst")
        link = _HYPERLINK.match(next(orders, ""))
        if link is None:
            return
        shown = "".join(piece.text for piece in sheet.pieces[start:])
        _write(hidden_mail(link[1], shown), look, sheet)
        if shown.strip() and (address := web_address(link[1])):
            self.flow.links.append(address)

    def _looking(self, word: Word, look: _Look) -> _Look:
        """Return how characters look after *word*."""
        match word.name:
            case "b":
                return replace(look, is_bold=word.is_on)
            case "i":
                return replace(look, is_italic=word.is_on)
            case "v" | "deleted":
                return replace(look, is_hidden=word.is_on)
            case "plain":
                return _Look(self.charset, skipped=look.skipped)
            case "uc":
                return replace(look, skipped=max(word.number or 0, 0))
            case "f":
                return replace(look, charset=self.fonts.get(word.number or 0, self.charset))
        return look

    def _form(self, word: Word, look: _Look, sheet: _Sheet) -> None:
        """Do what *word* says about the paragraph, or write the sign that it stands for."""
        number = word.number or 0
        match word.name:
            case name if name in _PARAGRAPH_ENDS:
                sheet.end_paragraph()
            case "cell" | "nestcell":
                sheet.end_cell()
            case "row" | "nestrow":
                sheet.end_row()
            case "pard":
                sheet.form = _Form()
            case "intbl":
                sheet.form = replace(sheet.form, is_cell=True)
            case "ls":
                sheet.form = replace(sheet.form, is_item=number > 0)
            case "s":
                sheet.form = replace(sheet.form, level=self.levels.get(number, 0))
            case "outlinelevel" if number < _BODY_LEVEL:
                sheet.form = replace(sheet.form, level=min(number + 1, 6))
            case name if name in _SIGNS:
                _write(_SIGNS[name], look, sheet)


def _write(text: str, look: _Look, sheet: _Sheet) -> None:
    if text and not look.is_hidden:
        sheet.pieces.append(Piece(text, look.is_bold, look.is_bold or look.is_italic))


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield *pieces*, cleaned, those of one look as one: a sign may be written as two halves."""
    for (is_bold, is_emphasised), run in groupby(pieces, key=lambda piece: (piece.is_bold, piece.is_emphasised)):
        text = "".join(piece.text for piece in run)
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        yield Piece(clean(whole), is_bold, is_emphasised)


def _charset(whole: Group) -> str:
    page = whole.number("ansicpg")
    if page in _WINDOWS:
        return f"cp{page}"
    kinds = {child.name for child in whole.children[:5] if isinstance(child, Word)}
    return "mac_roman" if "mac" in kinds else "cp850" if "pca" in kinds else "cp437" if "pc" in kinds else "cp1252"


def _fonts(whole: Group) -> Iterator[tuple[int, str]]:
    for font in _inside(whole, "fonttbl"):
        number, charset = font.number("f"), _CHARSETS.get(font.number("fcharset") or 0)
        if number is not None and charset:
            yield number, charset


def _levels(whole: Group, charset: str) -> Iterator[tuple[int, int]]:
    """Yield the number of every style that is a heading's, with its level."""
    for style in _inside(whole, "stylesheet"):
        level = named_level(_plain_text(style, charset).strip().removesuffix(";"))
        if level and (number := style.number("s")) is not None:
            yield number, level


def _metadata(whole: Group, charset: str) -> dict[str, str]:
    stated = {each.destination: _plain_text(each, charset) for each in _inside(whole, "info")}
    others = {name: stated.get(name, "") for name in ("subject", "author", "keywords")}
    return last_resort(stated.get("title", ""), **others)


def _inside(whole: Group, name: str) -> Iterator[Group]:
    """Yield the groups in the group of the head called *name*."""
    return (each for group in whole.groups if group.destination == name for each in group.groups)


def _plain_text(group: Group, charset: str) -> str:
    """Return the characters of *group*, and of the groups in it that no program may skip."""
    sheet = _Sheet()
    _Reading(charset).content(group, _Look(charset), sheet)
    return collapse("".join(piece.text for piece in _merged(sheet.pieces))).strip()
