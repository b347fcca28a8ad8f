"""JSON Lines (.jsonl, .ndjson): one release a line, whole (an export of infopresse) or as title, text and fields."""

from dataclasses import replace

from indexer.blocks import Document
from indexer.readers import fields, mojibake
from indexer.readers.decoding import decode
from indexer.readers.fields import ForeignData


def read(content: bytes) -> tuple[Document, ...]:
    """
    Return the documents of *content*, in order. Raises ValueError, naming the line, when one cannot be read, and
    ForeignData when none is a release.
    """
    lines = [(number, line) for number, line in enumerate(decode(content).split("\n"), 1) if line.strip()]
    if lines and not any(fields.is_release(_value(number, line)) for number, line in lines):
        raise ForeignData(fields.EXPECTED)
    return tuple(_document(number, line) for number, line in lines)


def _value(number: int, line: str) -> object:
    try:
        return fields.load(line)
    except ValueError as error:
        raise ValueError(f"line {number}: {error}") from error


def _document(number: int, line: str) -> Document:
    value = _value(number, line)
    try:
        document = fields.document(value)
        text, warnings = mojibake.mended(line)
        # An export comes back as it was written.
        if document.record is not None or not warnings:
            return document
        return replace(fields.document(fields.load(text)), warnings=warnings)
    except ValueError as error:
        raise ValueError(f"line {number}: {error}") from error
