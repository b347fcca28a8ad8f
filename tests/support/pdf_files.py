"""
PDF files made by tests, set by a real typesetter (reportlab) in the fonts that every PDF reader has.

Those fonts write Windows-1252: French with its quotation marks, apostrophes and no-break spaces, no narrow ones.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

from indexer.blocks import Block, BlockKind

MARGIN = 60
GUTTER = 24
SIDEBAR_WIDTH = 130
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=8)
_ITEM = ParagraphStyle("item", parent=_BODY, leftIndent=14, bulletIndent=2)
_SIDEBAR = ParagraphStyle("sidebar", parent=_BODY, fontSize=9, leading=11)
_HEADING_SIZES = {1: 18, 2: 14, 3: 12, 4: 11, 5: 10, 6: 10}


def pdf(
    blocks: Sequence[Block],
    *,
    columns: int = 1,
    header: str = "",
    footer: str = "",
    sidebar: Sequence[str] = (),
    is_justified: bool = False,
    metadata: Mapping[str, str] | None = None,
    password: str | None = None,
    picture_pages: int = 0,
) -> bytes:
    """
    Return *blocks* as a PDF: *header* and *footer* on every page, where {page} stands for its number.

    *sidebar* is set in a narrow column on the left of the first page, a paragraph each. *metadata* may say title,
    author and subject. *password* is what a reader must type; "" encrypts the file for the owner alone. *picture_pages*
    without any text follow.
    """
    file = io.BytesIO()
    encryption = None if password is None else StandardEncryption(password, "owner", strength=128)
    document = BaseDocTemplate(file, pagesize=A4, encrypt=encryption, **(metadata or {}))

    def draw_margins(canvas: Canvas, _template: object) -> None:
        canvas.setFont("Helvetica", 8)
        page = str(canvas.getPageNumber())
        canvas.drawString(MARGIN, A4[1] - 30, header.replace("{page}", page))
        canvas.drawCentredString(A4[0] / 2, 25, footer.replace("{page}", page))
        _draw_sidebar(canvas, sidebar if canvas.getPageNumber() == 1 else ())

    frames = _frames(columns, has_sidebar=bool(sidebar))
    whole = [Frame(MARGIN, MARGIN, A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN)]
    document.addPageTemplates(
        [PageTemplate("text", frames, onPage=draw_margins), PageTemplate("picture", whole)],
    )
    story = list(_flowables(blocks, is_justified=is_justified))
    for _ in range(picture_pages):
        story += [NextPageTemplate("picture"), PageBreak(), Image(_picture(), 300, 400)]
    document.build(story)
    return file.getvalue()


def lines_pdf(*pages: Sequence[tuple[float, float, str]], sideways: str = "", is_turned: bool = False) -> bytes:
    """
    Return a PDF with one page for each sequence of lines: (x, y, text) in points from the lower left corner.

    *sideways* is written upwards along the left edge. When *is_turned*, a page is drawn on its side, and to be shown
    turned back.
    """
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for lines in pages:
        if is_turned:
            canvas.setPageSize((A4[1], A4[0]))
            canvas.setPageRotation(90)
            canvas.transform(0, 1, -1, 0, A4[1], 0)
        canvas.setFont("Helvetica", 10)
        for x, y, text in lines:
            canvas.drawString(x, y, text)
        if sideways:
            canvas.rotate(90)
            canvas.drawString(300, -20, sideways)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def long_page_pdf(glyphs: int) -> bytes:
    """Return a PDF with one page of that many *glyphs*, on a sheet that is large enough for them."""
    line = "Un glyphe après l'autre. " * 40
    lines = glyphs // len(line) + 1
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(6000, 14_000))
    text = canvas.beginText(20, 13_900)
    text.setFont("Helvetica", 10, leading=12)
    for number in range(lines):
        if number % 1000 == 0:
            text.setTextOrigin(20 + number / 20, 13_900 - number / 200)
        text.textLine(line)
    canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def scan_pdf(pages: int = 1) -> bytes:
    """Return a PDF of pictures without any text, as scanners make them."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for _ in range(pages):
        canvas.drawImage(ImageReader(_picture()), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _picture() -> io.BytesIO:
    """Return a grey picture of 40 by 56 dots, in the simplest format there is."""
    return io.BytesIO(b"P5 40 56 255\n" + bytes(range(224)) * 10)


def _frames(columns: int, *, has_sidebar: bool) -> list[Frame]:
    left = MARGIN + (SIDEBAR_WIDTH + GUTTER if has_sidebar else 0)
    width = (A4[0] - MARGIN - left - GUTTER * (columns - 1)) / columns
    height = A4[1] - 2 * MARGIN
    return [
        Frame(left + column * (width + GUTTER), MARGIN, width, height, 0, 0, 0, 0, id=str(column))
        for column in range(columns)
    ]


def _draw_sidebar(canvas: Canvas, texts: Sequence[str]) -> None:
    top = A4[1] - MARGIN - 100
    for text in texts:
        paragraph = Paragraph(_markup(text), _SIDEBAR)
        _, height = paragraph.wrap(SIDEBAR_WIDTH, 1000)
        top -= height
        paragraph.drawOn(canvas, MARGIN, top)
        top -= _SIDEBAR.spaceAfter


def _flowables(blocks: Sequence[Block], *, is_justified: bool) -> Iterator[Flowable]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind is BlockKind.ROW:
            yield Table(
                [[Paragraph(_markup(cell), _BODY) for cell in block.text.split("\t")] for block in group], spaceAfter=8
            )
            continue
        for block in group:
            yield _paragraph(block, is_justified=is_justified)


def _paragraph(block: Block, *, is_justified: bool) -> Paragraph:
    if block.kind is BlockKind.HEADING:
        size = _HEADING_SIZES[block.level]
        style = ParagraphStyle("h", _BODY, fontName="Helvetica-Bold", fontSize=size, leading=1.2 * size, spaceBefore=6)
        return Paragraph(_markup(block.text), style)
    if block.kind is BlockKind.ITEM:
        return Paragraph(_markup(block.text), _ITEM, bulletText="•")
    style = ParagraphStyle("justified", _BODY, alignment=4) if is_justified else _BODY
    opening = len(block.text) if block.is_bold else len(block.run_in)
    bold, plain = _markup(block.text[:opening]), _markup(block.text[opening:])
    return Paragraph((f"<b>{bold}</b>" if bold else "") + plain, style)


def _markup(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def pages_pdf(pages: int) -> bytes:
    """Return a PDF of that many *pages*, all drawn alike."""
    drawn = b"BT /F1 10 Tf 60 700 Td (Une ligne de texte sur cette page.) Tj ET"
    return _written(
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        pages=pages,
    )


def stream_pdf(packed: bytes) -> bytes:
    """Return a PDF whose one page is drawn by what *packed*, compressed bytes, hold."""
    return _written(
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        pages=1,
    )


def _written(content: bytes, font: bytes, *, pages: int) -> bytes:
    """Return a PDF of *pages* with one *content*, object by object: a typesetter would take its time."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 3 0 R>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, pages),
        content,
        font,
        *[page] * pages,
    )
    file = bytearray(b"%PDF-1.4\n")
    table = bytearray(b"0000000000 65535 f \n")
    for number, written in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(file)
        file += b"%d 0 obj%bendobj\n" % (number, written)
    start, size = len(file), len(objects) + 1
    return bytes(
        file + b"xref\n0 %d\n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, table, size, start)
    )
