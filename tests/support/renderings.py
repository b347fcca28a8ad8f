"""The same blocks as files of every format, each as its programs write it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import EmailMessage
from html import escape
from itertools import groupby
from textwrap import wrap

from support.office_files import docx_of, odt_of
from support.pdf_files import pdf

from indexer.blocks import Block, BlockKind

Rendering = Callable[[Sequence[Block]], bytes]

_NOTE = "Bonjour,\n\nVeuillez trouver ci-joint notre communiqué.\n\nBien à vous\n"


def txt(blocks: Sequence[Block]) -> bytes:
    """Return plain text, a paragraph a line: headings and bold type do not show."""
    return "\n\n".join(_lists(blocks, lambda block: block.text, "- {}")).encode()


def wrapped_txt(blocks: Sequence[Block]) -> bytes:
    """Return plain text with lines of 72 columns, in Windows-1252 and with its line ends."""

    def written(block: Block) -> str:
        lines = block.text.split("\n")
        return "\n".join("\n".join(wrap(line, 72, break_on_hyphens=False, break_long_words=False)) for line in lines)

    return "\r\n\r\n".join(_lists(blocks, written, "- {}")).replace("\r\n", "\n").replace("\n", "\r\n").encode("cp1252")


def markdown(blocks: Sequence[Block]) -> bytes:
    """Return Markdown."""
    return "\n\n".join(_lists(blocks, _markdown, "- {}")).encode()


def html(blocks: Sequence[Block]) -> bytes:
    """Return a page of a site, with its menu, its banner and its foot."""
    return (
        "<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>Salle de presse</title></head><body>"
        "<nav><ul><li><a href='/'>Accueil</a></li></ul></nav><div id='cookie-banner'>Tout accepter</div>"
        f"<main>{_page(blocks)}</main><footer>Mentions légales</footer></body></html>"
    ).encode()


def rtf(blocks: Sequence[Block]) -> bytes:
    """Return Rich Text as Word writes it."""
    styles = r"{\stylesheet" + "".join(rf"{{\s{level} heading {level};}}" for level in range(1, 7)) + "}"
    body = "".join(_rtf_paragraph(block) for block in blocks)
    return ("{\\rtf1\\ansi\\ansicpg1252\\uc1" + styles + body + "}").encode("ascii")


def mail(blocks: Sequence[Block]) -> bytes:
    """Return a mail that says everything twice: as plain text and as HTML."""
    message = _message(txt(blocks).decode())
    message.add_alternative(f"<html><body>{_page(blocks)}</body></html>", subtype="html")
    return message.as_bytes()


def plain_mail(blocks: Sequence[Block]) -> bytes:
    """Return a mail of plain text."""
    return _message(txt(blocks).decode()).as_bytes()


def covering_mail(blocks: Sequence[Block]) -> bytes:
    """Return a mail with a covering note and the release attached."""
    message = _message(_NOTE)
    message.add_attachment(docx_of(blocks), maintype="application", subtype="octet-stream", filename="communiqué.docx")
    return message.as_bytes()


RENDERINGS: Mapping[str, tuple[str, Rendering]] = {
    "txt": (".txt", txt),
    "wrapped txt": (".txt", wrapped_txt),
    "md": (".md", markdown),
    "html": (".html", html),
    "docx": (".docx", docx_of),
    "odt": (".odt", odt_of),
    "rtf": (".rtf", rtf),
    "pdf": (".pdf", pdf),
    "mail": (".eml", mail),
    "plain mail": (".eml", plain_mail),
    "covering mail": (".eml", covering_mail),
}
"""By name: the suffix of the file, and what makes it."""

WITHOUT_HEADINGS = frozenset({"txt", "wrapped txt", "plain mail"})
"""Where a heading inside the text looks like a short paragraph."""

WITHOUT_NO_BREAK_SPACES = frozenset({"pdf"})
"""Where pdfium gives plain spaces for them."""


def _message(text: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Communiqué"
    message["From"] = "presse@example.org"
    message.set_content(text)
    return message


def _lists(blocks: Sequence[Block], written: Callable[[Block], str], item: str) -> Iterator[str]:
    """Yield what is *written* of each block, all items of a list together, a line each."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind is BlockKind.ITEM:
            yield "\n".join(item.format(written(block)) for block in group)
        else:
            yield from map(written, group)


def _opening(block: Block) -> tuple[str, str]:
    """Return the bold opening of *block* and the rest."""
    opening = len(block.text) if block.is_bold else len(block.run_in)
    return block.text[:opening], block.text[opening:]


def _markdown(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return f"{'#' * block.level} {block.text}"
    bold, plain = _opening(block)
    return (f"**{bold}**" if bold else "") + plain


def _page(blocks: Sequence[Block]) -> str:
    return "".join(_lists(blocks, _element, "<li>{}</li>"))


def _element(block: Block) -> str:
    bold, plain = (escape(text).replace("\n", "<br>\n") for text in _opening(block))
    if block.kind is BlockKind.HEADING:
        return f"<h{block.level}>{plain}</h{block.level}>"
    inside = (f"<strong>{bold}</strong>" if bold else "") + plain
    return inside if block.kind is BlockKind.ITEM else f"<p>{inside}</p>"


def _rtf_paragraph(block: Block) -> str:
    bold, plain = map(_rtf_text, _opening(block))
    form = {BlockKind.HEADING: rf"\s{block.level}", BlockKind.ITEM: r"\ls1{\listtext\bullet\tab}"}.get(block.kind, "")
    return rf"\pard\plain{form} " + (rf"{{\b {bold}}}" if bold else "") + plain + "\\par\n"


def _rtf_text(text: str) -> str:
    signs = {"\n": r"\line ", "\u00a0": r"\~", "\\": r"\\", "{": r"\{", "}": r"\}"}
    return "".join(signs.get(sign, sign if sign.isascii() else rf"\u{ord(sign)}?") for sign in text)
