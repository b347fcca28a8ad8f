"""What a reader gives: a document as a sequence of blocks, whatever the file's format. Not yet a release."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})


class BlockKind(StrEnum):
    """How a block stood in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """
    One heading, paragraph, list item or table row.

    *text* is plain text in Unicode NFC without outer white space; a line break that the author meant is a newline,
    cells of a row are separated by tabs. *level* is a heading's rank, 1 to 6, and 0 elsewhere. *run_in* is the
    emphasised text (bold or italic) that opens a longer paragraph, *is_bold* says that all of it is bold.
    """

    kind: BlockKind
    text: str
    level: int = 0
    is_bold: bool = False
    run_in: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """
    One document as its reader saw it.

    *metadata* holds what stands outside the text (front matter, `<title>`, `<meta>`, fields of JSON), by lower-case
    name. *key* is the identifier that a document inside a larger file states for itself; *record* is set when the
    document already is a release (an export read again), see `indexer.records`. *margins* are running headers and
    footers, once each: letter paper, no text. *warnings* are short English sentences about what the reader had to mend.
    *links* are the addresses of web pages behind the text's links, each once, in order.
    """

    blocks: tuple[Block, ...]
    metadata: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    key: str | None = None
    record: Mapping[str, Any] | None = None
    margins: tuple[Block, ...] = ()
    warnings: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
