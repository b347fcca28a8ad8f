"""Markdown (.md, .markdown): front matter, then CommonMark with tables, read through HTML by the walker of pages."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.blocks import Document
from indexer.readers import front_matter, html, mojibake, paragraphs
from indexer.readers.decoding import clean, decode
from indexer.readers.elements import Text
from indexer.readers.paragraphs import is_wrapped

# Attributes of kramdown and Pandoc, also across a line break: {:.huge .mt-3}
_ATTRIBUTES = re.compile(r"\{:?[ \n]?[.#][^{}]{0,200}\}|\{:[^{}]{0,200}\}")
# Indented code is off: in press releases four spaces are only layout.
# Beyond this, one paragraph may take the parser minutes (nested emphasis, rows of back quotes): it is read as text.
_LONGEST_PARAGRAPH = 50_000
_PARSER = MarkdownIt("commonmark").enable("table").disable("code")


def read(content: bytes) -> tuple[Document, ...]:
    """Return the one document of *content*. Raises ValueError when it is binary."""
    text, warnings = mojibake.mended(decode(content))
    metadata, text = front_matter.split(clean(text))
    blocks, links = fragment(text)
    return (Document(blocks, metadata, links=links, warnings=warnings),)


def fragment(text: str) -> Text:
    """Return what Markdown *text* says; HTML inside it is read as HTML."""
    if any(len(paragraph) > _LONGEST_PARAGRAPH for paragraph in text.split("\n\n")):
        return Text(paragraphs.blocks(text), ())
    tokens = _PARSER.parse(_ATTRIBUTES.sub("", text))
    for token in tokens:
        if token.type == "inline" and token.children:
            _keep_short_lines(token)
    return html.fragment(_PARSER.renderer.render(tokens, _PARSER.options, {}))


def _keep_short_lines(token: Token) -> None:
    """Make the line breaks of a paragraph real ones, unless a margin made them."""
    if is_wrapped(token.content.split("\n")):
        return
    for child in token.children or ():
        if child.type == "softbreak":
            child.type = "hardbreak"
