"""JSON Lines (.jsonl, .ndjson): one release a line, whole (an export of infopresse) or as title, text and fields."""

from indexer.blocks import Document
from indexer.readers import fields
from indexer.readers.decoding import decode


def read(content: bytes) -> tuple[Document, ...]:
    """Return the documents of *content*, in order. Raises ValueError, naming the line, when one cannot be read."""
    lines = decode(content).split("\n")
    return tuple(_document(number, line) for number, line in enumerate(lines, 1) if line.strip())


def _document(number: int, line: str) -> Document:
    try:
        return fields.document(fields.load(line))
    except ValueError as error:
        raise ValueError(f"line {number}: {error}") from error
