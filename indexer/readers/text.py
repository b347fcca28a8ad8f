"""Plain text (.txt), and Markdown when the author used its marks in a text file."""

import re
from textwrap import dedent

from indexer.blocks import Document
from indexer.readers import markdown, paragraphs
from indexer.readers.decoding import clean, decode

_MARKDOWN = re.compile(r"^#{1,6} +\S|\[[^][\n]{1,300}\]\([^()\s]{0,500}\)|\*\*[^\s*][^*]{0,300}\*\*", re.MULTILINE)


def read(content: bytes) -> tuple[Document, ...]:
    """Return the one document of *content*. Raises ValueError when it is binary."""
    text = dedent(clean(decode(content)))
    found = markdown.blocks(text) if _MARKDOWN.search(text) else paragraphs.blocks(text)
    return (Document(found),)
