"""JSON Lines (.jsonl, .ndjson): one release a line, whole (an export of infopresse) or as title, text and fields."""

from dataclasses import replace

from indexer.blocks import Document
from indexer.readers import fields, mojibake
from indexer.readers.decoding import decode


def read(content: bytes) -> tuple[Document, ...]:
    """Return the documents of *content*, in order. Raises ValueError, naming the line, when one cannot be read."""
    lines = decode(content).split("\n")
    return tuple(_document(number, line) for number, line in enumerate(lines, 1) if line.strip())


def _document(number: int, line: str) -> Document:
    try:
        document = fields.document(fields.load(line))
        text, warnings = mojibake.mended(line)
        # An export comes back as it was written.
        if document.record is not None or not warnings:
            return document
        return replace(fields.document(fields.load(text)), warnings=warnings)
    except ValueError as error:
        raise ValueError(f"line {number}: {error}") from error
