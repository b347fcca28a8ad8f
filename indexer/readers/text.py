"""Plain text (.txt), and Markdown when the author used its marks in a text file."""

import re
from textwrap import dedent

from indexer.blocks import Document
from indexer.readers import markdown, mojibake, paragraphs
from indexer.readers.decoding import clean, decode

_MARKDOWN = re.compile(r"^#{1,6} +\S|\[[^][\n]{1,300}\]\([^()\s]{0,500}\)|\*\*[^\s*][^*]{0,300}\*\*", re.MULTILINE)


def read(content: bytes) -> tuple[Document, ...]:
    """Return the one document of *content*. Raises ValueError when it is binary."""
    text, warnings = mojibake.mended(decode(content))
    text = dedent(clean(text))
    if _MARKDOWN.search(text):
        blocks, links = markdown.fragment(text)
        return (Document(blocks, links=links, warnings=warnings),)
    return (Document(paragraphs.blocks(text), warnings=warnings),)
