"""Runs of text with one look -> one block. Shared by the readers of formats that know bold type and links."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from indexer.blocks import Block, BlockKind
from indexer.readers.decoding import clean, collapse

_AROUND_BREAKS = re.compile("[ \u00a0\u202f]{0,20}([\n\t])[ \u00a0\u202f]{0,20}")
_BLANK_LINES = re.compile(r"\n{2,}")
_MAIL = "mailto:"
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one look."""

    text: str
    is_bold: bool = False
    is_emphasised: bool = False


def block_of(pieces: Sequence[Piece], kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> Block | None:
    """Return *pieces* as one block, or None when they hold no text."""
    text = tidy(pieces)
    return Block(kind, text, level, _is_bold(pieces), _run_in(pieces)) if text else None


def tidy(pieces: Sequence[Piece]) -> str:
    """Return the text of *pieces* without spaces around line breaks, doubled spaces and empty lines."""
    text = re.sub(" {2,}", " ", "".join(piece.text for piece in pieces))
    text = _BLANK_LINES.sub("\n", _AROUND_BREAKS.sub(r"\1", text)).strip()
    # A letter and its accent may stand in two runs.
    return unicodedata.normalize("NFC", text)


def hidden_mail(target: str, shown: str) -> str:
    """Return what to add after a link to *target* whose text hides a mail address: « <presse@example.org> »."""
    if not target.lower().startswith(_MAIL):
        return ""
    address = collapse(clean(unquote(target[len(_MAIL) :].partition("?")[0]))).strip()
    if not address or address.lower() in shown.lower():
        return ""
    return f" <{address}>" if shown.strip() else address


def web_address(target: str) -> str | None:
    """Return *target* when it is the address of a web page."""
    address = clean(target).strip()
    return address if address.lower().startswith(_WEB) and not re.search(r"\s", address) else None


def _is_bold(pieces: Sequence[Piece]) -> bool:
    return all(piece.is_bold for piece in pieces if piece.text.strip())


def _run_in(pieces: Sequence[Piece]) -> str:
    """Return the emphasised text that opens the block; nothing when the whole block is emphasised."""
    written = [piece for piece in pieces if piece.text.strip()]
    plain = next((number for number, piece in enumerate(written) if not piece.is_emphasised), None)
    return tidy(written[:plain]) if plain else ""
