"""JSON (.json): one release or a list of them, with the same fields as a line of JSON Lines."""

from dataclasses import replace

from indexer.blocks import Document
from indexer.readers import fields, mojibake
from indexer.readers.decoding import decode
from indexer.readers.fields import ForeignData


def read(content: bytes) -> tuple[Document, ...]:
    """Return the documents of *content*, in order. Raises ValueError, naming the one of a list that cannot be read."""
    written = decode(content)
    documents = _documents(fields.load(written))
    text, warnings = mojibake.mended(written)
    # An export comes back as it was written.
    if any(document.record is not None for document in documents) or not warnings:
        return documents
    return tuple(replace(document, warnings=warnings) for document in _documents(fields.load(text)))


def _documents(value: object) -> tuple[Document, ...]:
    if not isinstance(value, list):
        return (_only(value),)
    if not any(fields.is_release(each) for each in value):
        raise ForeignData(fields.EXPECTED)
    return tuple(_one_of(number, each) for number, each in enumerate(value, 1))


def _only(value: object) -> Document:
    """Return the document of a file that holds one: its name is the file's, whatever number it gives itself."""
    if not fields.is_release(value):
        raise ForeignData(fields.EXPECTED)
    document = fields.document(value)
    return document if document.record else replace(document, key=None)


def _one_of(number: int, value: object) -> Document:
    try:
        return fields.document(value)
    except ValueError as error:
        raise ValueError(f"release {number} of the list: {error}") from error
