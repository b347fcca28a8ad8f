"""Word and OpenDocument files made by tests: from their XML, or from blocks."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from indexer.blocks import Block, BlockKind

_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("meta", "meta"),
    )
)
_OPEN += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
WORD_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Titre{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        for level in range(1, 7)
    )
    + '<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Chapo"><w:name w:val="Chapo"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="lev"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)
OPEN_STYLES = (
    '<style:style style:name="Gras" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file of *parts*."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def docx(
    body: str,
    *,
    relations: Mapping[str, tuple[str, str]] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    properties: str = "",
) -> bytes:
    """
    Return a Word file with this *body*, in XML.

    *relations* are (kind, target) by identifier: targets with a colon are outside. *parts* are the inside of other
    parts by (name, root element) as in "header1.xml", their XML without the root; bytes are a whole part.
    """
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships {_RELATIONS}><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_WORD}>{WORD_STYLES}</w:styles>",
        "word/_rels/document.xml.rels": _word_relations(relations or {}),
    }
    if properties:
        made["docProps/core.xml"] = f'<p xmlns:dc="http://purl.org/dc/elements/1.1/">{properties}</p>'
    for name, content in (parts or {}).items():
        made[f"word/{name}"] = f"<w:root {_WORD}>{content}</w:root>" if isinstance(content, str) else content
    return package(made)


def odt(body: str, *, styles: str = "", pages: str = "", meta: str = "") -> bytes:
    """Return an OpenDocument text with this *body*, automatic *styles* and master *pages*, in XML."""
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_OPEN}><office:automatic-styles>{OPEN_STYLES}{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {_OPEN}><office:master-styles>"
            f'<style:master-page style:name="Standard">{pages}</style:master-page></office:master-styles>'
            "</office:document-styles>",
            "meta.xml": f"<office:document-meta {_OPEN}><office:meta>{meta}</office:meta></office:document-meta>",
        }
    )


def docx_of(blocks: Sequence[Block]) -> bytes:
    """Return *blocks* as Word writes them."""
    return docx("".join(_word_blocks(blocks)))


def odt_of(blocks: Sequence[Block]) -> bytes:
    """Return *blocks* as LibreOffice writes them."""
    return odt("".join(_open_blocks(blocks)))


def word_run(text: str, properties: str = "") -> str:
    """Return a run of *text*, line breaks and tabs as elements."""
    marks = {"\n": "</w:t><w:br/><w:t xml:space='preserve'>", "\t": "</w:t><w:tab/><w:t xml:space='preserve'>"}
    written = "".join(marks.get(letter, escape(letter)) for letter in text)
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}<w:t xml:space='preserve'>{written}</w:t></w:r>" if text else ""


def word_paragraph(text: str, style: str = "", *, properties: str = "") -> str:
    """Return a paragraph of one run, in the style with this identifier."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{word_run(text)}</w:p>"


def _word_relations(relations: Mapping[str, tuple[str, str]]) -> str:
    made = "".join(_word_relation(identifier, *relation) for identifier, relation in relations.items())
    return f"<Relationships {_RELATIONS}>{made}</Relationships>"


def _word_relation(identifier: str, kind: str, target: str) -> str:
    mode = ' TargetMode="External"' if ":" in target else ""
    return f'<Relationship Id="{identifier}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def _word_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind is BlockKind.ROW:
            rows = ("".join(f"<w:tc>{word_paragraph(cell)}</w:tc>" for cell in row.text.split("\t")) for row in group)
            yield "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
            continue
        for block in group:
            yield _word_block(block)


def _word_block(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return word_paragraph(block.text, f"Titre{block.level}")
    if block.kind is BlockKind.ITEM:
        return word_paragraph(block.text, properties='<w:numPr><w:numId w:val="3"/></w:numPr>')
    bold, plain = _parts(block)
    return f"<w:p>{word_run(bold, '<w:b/>')}{word_run(plain)}</w:p>"


def _open_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind is BlockKind.ROW:
            yield "<table:table>" + "".join(map(_open_row, group)) + "</table:table>"
        elif kind is BlockKind.ITEM:
            items = (f"<text:list-item><text:p>{_open_text(item.text)}</text:p></text:list-item>" for item in group)
            yield f"<text:list>{''.join(items)}</text:list>"
        else:
            yield from map(_open_block, group)


def _open_row(row: Block) -> str:
    cells = (
        f"<table:table-cell><text:p>{_open_text(cell)}</text:p></table:table-cell>" for cell in row.text.split("\t")
    )
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _open_block(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return f'<text:h text:outline-level="{block.level}">{_open_text(block.text)}</text:h>'
    bold, plain = _parts(block)
    opening = f'<text:span text:style-name="Gras">{_open_text(bold)}</text:span>' if bold else ""
    return f"<text:p>{opening}{_open_text(plain)}</text:p>"


def _open_text(text: str) -> str:
    return escape(text).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")


def _parts(block: Block) -> tuple[str, str]:
    """Return the bold opening of *block* and the rest."""
    opening = len(block.text) if block.is_bold else len(block.run_in)
    return block.text[:opening], block.text[opening:]
