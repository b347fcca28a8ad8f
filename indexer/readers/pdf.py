"""
PDF (.pdf): the text layer in reading order, as blocks. A scan without text is named as such, never guessed at.

    pdf_words       pages -> words with their place and look; the one module that knows pdfium
    pdf_fragments   words -> fragments of lines, parted by tabs
    pdf_margins     what runs over the pages: headers, footers, numbers
    pdf_layout      fragments -> regions in reading order: columns, tables, narrow columns beside the text
    pdf_lines       regions -> lines
    pdf_paragraphs  lines -> blocks
    hyphens         words cut at the end of a line

A narrow column beside the text (contacts, an address) comes after all of the text, as such notes do in other formats.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pypdfium2
from pypdfium2 import raw

from indexer.blocks import Block, BlockKind, Document
from indexer.readers import pdf_layout, pdf_margins, pdf_paragraphs, reasons
from indexer.readers.decoding import clean, collapse
from indexer.readers.pdf_fragments import Fragment, fragments
from indexer.readers.pdf_layout import Region
from indexer.readers.pdf_words import Page, read_page

MOST_PAGES = 1_000
MOST_CHARACTERS = 5_000_000

# Some programs write a few lines after the end.
_END_LIES_WITHIN = 4_096
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_MOST_UNREADABLE = 0.3
_REASONS = {
    raw.FPDF_ERR_PASSWORD: "encrypted: save it without a password",
    raw.FPDF_ERR_SECURITY: "encrypted in a way that is not understood: save it without a password",
}
# What programs write when nobody gave a title.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)\b|untitled\b|sans[ _-]titre|document ?\d*\Z|\(?(?:anonymous|unspecified)\)?\Z|"
    r"\S*\.(?:docx?|odt|rtf|indd|qxp|qxd|pages|pptx?|pub|pdf)\b)",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\S*[_\d]\S*|.*\.(?:docx?|odt|rtf|indd|qxp|qxd|pages|pptx?|pub|pdf)", re.IGNORECASE)
_CREATED = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def read(content: bytes) -> tuple[Document, ...]:
    """Return the one document of *content*. Raises ValueError, saying why, when its text cannot be had."""
    if b"%PDF" not in content[:1024]:
        raise ValueError("not a PDF: it does not begin like one")
    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ValueError(_reason(content, error)) from error
    try:
        if _is_cut_short(content):
            raise ValueError(_CUT_SHORT)
        return (_document(opened),)
    finally:
        opened.close()


_CUT_SHORT = "cut short: a PDF ends with %%EOF, this file does not; get the whole file"


def _reason(content: bytes, error: pypdfium2.PdfiumError) -> str:
    known = _REASONS.get(getattr(error, "err_code", None))
    return known or (_CUT_SHORT if _is_cut_short(content) else "damaged: its objects cannot be found")


def _is_cut_short(content: bytes) -> bool:
    return b"%%EOF" not in content.rstrip(b"\0 \t\r\n")[-_END_LIES_WITHIN:]


def _document(opened: Any) -> Document:
    if len(opened) > MOST_PAGES:
        raise ValueError(f"more than {MOST_PAGES} pages: not a press release")
    warnings: list[str] = []
    pages = list(_pages(opened, warnings))
    _refuse_what_has_no_text(pages, warnings)
    texts, running = pdf_margins.split([(page, fragments(page.words)) for page in pages])
    ordered = _ordered(texts)
    sideways = (each.text for page in pages for each in fragments(page.sideways))
    margins = dict.fromkeys(text for each in (*running, *sideways) if (text := _one_line(each)))
    return Document(
        pdf_paragraphs.blocks(ordered),
        _metadata(opened),
        margins=tuple(Block(BlockKind.PARAGRAPH, text) for text in margins),
        warnings=tuple(warnings),
    )


def _pages(opened: Any, warnings: list[str]) -> Iterator[Page]:
    """Yield the pages one by one; those that are damaged are named in *warnings*."""
    characters = 0
    for number in range(len(opened)):
        try:
            page = opened[number]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            warnings.append(f"Page {number + 1} is damaged and was left out.")
            continue
        found = read_page(page, text_page)
        text_page.close()
        page.close()
        characters += sum(len(word.text) for word in found.words)
        if characters > MOST_CHARACTERS:
            raise ValueError(f"more than {MOST_CHARACTERS} letters: not a press release")
        yield found


def _refuse_what_has_no_text(pages: Sequence[Page], warnings: list[str]) -> None:
    texts = ["".join(word.text for word in (*page.words, *page.sideways)) for page in pages]
    pictures = [number for number, page in enumerate(pages, 1) if page.has_pictures]
    if not any(texts):
        if warnings and not pictures:
            raise ValueError("damaged: none of its pages can be read")
        if pictures:
            raise ValueError(reasons.SCAN)
        raise ValueError(reasons.NO_TEXT)
    whole = "".join(texts)
    if len(_UNREADABLE.findall(whole)) > _MOST_UNREADABLE * len(whole):
        raise ValueError(reasons.UNNAMED_LETTERS)
    warnings.extend(f"Page {number} {reasons.PICTURE_PAGE}" for number in pictures)


def _ordered(texts: Sequence[Sequence[Fragment]]) -> list[Region]:
    found = [region for page in texts for region in pdf_layout.page_regions(page)]
    return sorted(found, key=lambda region: region.is_aside)


def _metadata(opened: Any) -> Mapping[str, str]:
    """
    Return what the file says of itself, under names of its own: programs fill these fields, people seldom do.

    A title that no program wrote is also the `title_tag`, as the title of a page is: better than none.
    """
    stated = {name: _one_line(value) for name, value in opened.get_metadata_dict(skip_empty=True).items()}
    created = _CREATED.match(stated.get("CreationDate", ""))
    title = stated.get("Title", "")
    is_title = title and not _NO_TITLE.match(title) and not _FILE_NAME.fullmatch(title)
    values = {
        "title_tag": title if is_title else "",
        "pdf_title": title,
        "pdf_author": stated.get("Author", ""),
        "pdf_created": "-".join(created.groups()) if created else "",
    }
    return {name: value for name, value in values.items() if value}


def _one_line(text: str) -> str:
    return " ".join(collapse(clean(text)).split("\n")).strip()
