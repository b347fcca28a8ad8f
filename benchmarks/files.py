"""One release as a file of every format, as people's programs write them, only smaller. Tests have their own."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from email.message import EmailMessage
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from indexer.blocks import Block, BlockKind
from indexer.releases import Release

Writer = Callable[[Sequence[Block]], bytes]

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN_PART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=8)
_HEADINGS = {
    level: ParagraphStyle("heading", _BODY, fontName="Helvetica-Bold", fontSize=size, leading=1.2 * size)
    for level, size in ((1, 18), (2, 13))
}


def blocks(release: Release) -> tuple[Block, ...]:
    """Return *release* as a press office would lay it out."""
    date = f"{release.place or 'Paris'}, le {release.date:%d/%m/%Y}" if release.date else ""
    about = f"À propos de {release.issuer}" if release.issuer and release.boilerplate else ""
    contacts = (
        "\n".join(filter(None, (contact.name, contact.role, *contact.emails, *contact.phones)))
        for contact in release.contacts
    )
    return (
        *_paragraphs(release.kind, date),
        Block(BlockKind.HEADING, release.title or "Sans titre", 1),
        *_paragraphs(release.subtitle, release.lead, *release.body.split("\n\n")),
        *_section(about, [release.boilerplate]),
        *_section("Contacts presse", contacts),
    )


def _paragraphs(*texts: str | None) -> Iterable[Block]:
    return [Block(BlockKind.PARAGRAPH, text) for text in texts if text]


def _section(heading: str, texts: Iterable[str]) -> Iterable[Block]:
    found = _paragraphs(*texts)
    return [Block(BlockKind.HEADING, heading, 2), *found] if heading and found else found


def _txt(found: Sequence[Block]) -> bytes:
    return "\n\n".join(block.text for block in found).encode()


def _md(found: Sequence[Block]) -> bytes:
    return "\n\n".join("#" * block.level + " " * (block.level > 0) + block.text for block in found).encode()


def _html(found: Sequence[Block]) -> bytes:
    menu = "<nav><ul>" + '<li><a href="/">Rubrique</a></li>' * 12 + "</ul></nav>"
    body = "".join(f"<{_tag(block)}>{_broken(block, '<br>')}</{_tag(block)}>" for block in found)
    head = '<meta charset="utf-8"><title>Espace presse</title>'
    return f"<!DOCTYPE html><html lang=fr><head>{head}</head><body>{menu}<main>{body}</main></body></html>".encode()


def _tag(block: Block) -> str:
    return f"h{block.level}" if block.level else "p"


def _broken(block: Block, line_break: str) -> str:
    return line_break.join(map(escape, block.text.split("\n")))


def _eml(found: Sequence[Block]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Service de presse <presse@example.org>", "redaction@example.org"
    message["Subject"], message["Date"] = "Communiqué de presse", "Tue, 12 Mar 2024 10:00:00 +0100"
    message.set_content(_txt(found).decode())
    message.add_alternative(_html(found).decode(), subtype="html")
    return message.as_bytes()


def _rtf(found: Sequence[Block]) -> bytes:
    lines = (r"\pard " + (r"\b " if block.level else r"\b0 ") + _broken(block, r"\line ") + r"\par" for block in found)
    text = "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in "\n".join(lines))
    return b"{\\rtf1\\ansi\\ansicpg1252\\uc1\n" + text.encode("ascii") + b"}"


def _docx(found: Sequence[Block]) -> bytes:
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{f"Heading{block.level}" if block.level else "Normal"}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{_broken(block, "</w:t><w:br/><w:t>")}</w:t></w:r></w:p>'
        for block in found
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2)
    )
    return _package(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_MAIN_PART}" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>',
        }
    )


def _odt(found: Sequence[Block]) -> bytes:
    body = "".join(
        f'<text:h text:outline-level="{block.level}">{_broken(block, "<text:line-break/>")}</text:h>'
        if block.level
        else f"<text:p>{_broken(block, '<text:line-break/>')}</text:p>"
        for block in found
    )
    names = f'xmlns:office="{_OPEN}:office:1.0" xmlns:text="{_OPEN}:text:1.0"'
    return _package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {names}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        }
    )


def _package(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def _pdf(found: Sequence[Block]) -> bytes:
    file = io.BytesIO()
    styled: list[Flowable] = [Paragraph(_broken(block, "<br/>"), _HEADINGS.get(block.level, _BODY)) for block in found]
    SimpleDocTemplate(file, pagesize=A4).build(styled)
    return file.getvalue()


WRITERS: Mapping[str, Writer] = {
    ".txt": _txt,
    ".md": _md,
    ".html": _html,
    ".eml": _eml,
    ".rtf": _rtf,
    ".docx": _docx,
    ".odt": _odt,
    ".pdf": _pdf,
}
