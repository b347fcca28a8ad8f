"""HTML (.html, .htm, .xhtml): the main text of a page as blocks, what its head says as metadata."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from indexer.blocks import Document
from indexer.readers import elements, mojibake, pruning
from indexer.readers.decoding import clean, collapse, decode
from indexer.readers.elements import Text

# Jinja, Django, Liquid: sources of pages are kept in archives too.
_TEMPLATE_TAGS = re.compile(r"\{%[^{}]{0,300}%\}|\{\{[^{}]{0,300}\}\}|\{#[^{}]{0,300}#\}")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"' ]{0,2}([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_XML_PROLOG = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
# Word's conditions, which html.parser refuses: <![if !supportLists]>
_CONDITION = re.compile(r"<!\[[^\]<>]{0,200}\]>")


def read(content: bytes) -> tuple[Document, ...]:
    """Return the one document of *content*. Raises ValueError when it is binary."""
    declared = _CHARSET.search(content[:4096])
    markup, warnings = mojibake.mended(decode(content, declared[1].decode("ascii") if declared else None))
    return (replace(document(clean(markup)), warnings=warnings),)


def document(markup: str) -> Document:
    """Return the document of a page's clean *markup*."""
    page = _soup(markup)
    pruning.drop_menus(page)
    blocks, links = _main_text(page)
    return Document(blocks, _metadata(page), links=links)


def fragment(markup: str) -> Text:
    """Return the text of a piece of HTML."""
    return elements.read(_soup(markup))


def _soup(markup: str) -> BeautifulSoup:
    markup = _XML_PROLOG.sub("", _TEMPLATE_TAGS.sub("", markup), count=1)
    markup = _closed(_CONDITION.sub("", markup).replace("<![", "&lt;!["))
    # The newline tells Beautiful Soup that a short text is no file name or address.
    return BeautifulSoup(markup + "\n", "html.parser")


def _closed(markup: str) -> str:
    """Disarm comments and tags that never end: html.parser searches the rest of the page for each of them."""
    for opening, closing in (("<!--", "-->"), ("<", ">")):
        head, end, tail = markup.rpartition(closing)
        markup = head + end + tail.replace(opening, f"&lt;{opening[1:]}")
    return markup


def _main_text(page: BeautifulSoup) -> Text:
    texts = (elements.read(root) for root in _roots(page))
    return next((text for text in texts if text.blocks), Text((), ()))


def _roots(page: BeautifulSoup) -> Iterator[Tag]:
    """Yield the elements that may hold the main text, the best first; the next ones serve when it is empty."""
    if main := page.main or page.find(True, role="main"):
        yield main
    articles = page.find_all("article", limit=2)
    if len(articles) == 1:
        yield articles[0]
    if page.body:
        yield page.body
    yield page


def _metadata(page: BeautifulSoup) -> dict[str, str]:
    """
    Return what the page says of itself.

    `title_tag` is its `<title>`: often the site's name, so it is not called `title`, which is a headline.
    """
    found: dict[str, str] = {}
    for name, value in _statements(page):
        text = collapse(clean(value)).strip()
        if text:
            found.setdefault(name.lower(), text)
    return found


def _statements(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    if page.title:
        yield "title_tag", page.title.get_text()
    for meta in page.find_all("meta"):
        yield _attribute(meta, "name") or _attribute(meta, "property"), _attribute(meta, "content")
    if page.html:
        yield "lang", _attribute(page.html, "lang") or _attribute(page.html, "xml:lang")
    if time := page.find("time", datetime=True):
        yield "time", _attribute(time, "datetime")


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value if isinstance(value, str) else ""
