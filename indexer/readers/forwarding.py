"""Mails that were forwarded inside mails, and covering notes: what stands above a release in a mail's body."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from indexer.blocks import Block, Document
from indexer.readers.decoding import clean, collapse

_SHORT_NOTE = 700
_LONG_NOTE = 2000
_ATTACHED = re.compile(r"\bci[- ]?joint|pi[èe]ces? jointes?\b|\bPJ\b|en annexe\b|attached\b", re.IGNORECASE)
_REPLY = re.compile(r"(?:(?:re|tr|fwd?|rép|réf)\s?:\s*)+", re.IGNORECASE)
_MARK = re.compile(
    r"[-_ >]*(?:(?:début du )?message (?:transféré|réexpédié|d['’]origine|original)|(?:begin )?forwarded message|"
    r"original message)[-_ :]*",
    re.IGNORECASE,
)
_HEAD_LINE = re.compile(
    r"(de|from|date|envoyé|envoyé le|sent|à|to|cc|cci|objet|sujet|subject|répondre à|reply-to|pour)\s?:(?:\s+(.*))?",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"objet", "sujet", "subject"})
_DATES = frozenset({"date", "envoyé", "envoyé le", "sent"})
_SENDERS = frozenset({"de", "from"})
_FEWEST_LINES = 3


def is_note(blocks: Sequence[Block]) -> bool:
    """Say whether *blocks* may be a covering note: short, or longer and speaking of what is attached."""
    text = "\n".join(block.text for block in blocks)
    return len(text) < _SHORT_NOTE or (len(text) < _LONG_NOTE and _ATTACHED.search(text) is not None)


def subject(text: str) -> str:
    """Return a mail's subject without « TR: » and « Re: »."""
    return _REPLY.sub("", collapse(clean(text)).strip(), count=1)


def unquoted(text: str) -> str:
    """Return *text* without the « > » of a quoted mail, when most lines have it."""
    lines = text.split("\n")
    written = [line for line in lines if line.strip()]
    if 2 * sum(line.startswith(">") for line in written) <= len(written):
        return text
    return "\n".join(re.sub(r"\A(?:> ?)+", "", line) for line in lines)


def without_note(document: Document) -> Document:
    """Return *document* from below the head of the last mail forwarded in it, if only notes stand above."""
    start = 0
    while start < len(document.blocks):
        head, end = _head_at(document.blocks, start)
        if not head:
            start += 1
        elif is_note(document.blocks[:start]):
            document = replace(document, blocks=document.blocks[end:], metadata={**document.metadata, **head})
            start = 0
        else:
            break
    return document


def _head_at(blocks: Sequence[Block], start: int) -> tuple[Mapping[str, str], int]:
    """Return what the head of a mail that begins with block *start* says, and the number of the block after it."""
    fields: dict[str, str] = {}
    end = start
    while end < len(blocks) and (found := _fields(blocks[end].text)) is not None:
        fields |= found
        end += 1
    if len(fields) < _FEWEST_LINES or _SUBJECTS.isdisjoint(fields) or _SENDERS.isdisjoint(fields):
        return {}, start
    return dict(_stated(fields)), end


def _fields(text: str) -> dict[str, str] | None:
    """Return the fields of *text* when it is nothing but lines of a head; None when it is not."""
    lines = [line.replace("*", "").strip() for line in text.split("\n")]
    matches = [_HEAD_LINE.fullmatch(line) for line in lines if not _MARK.fullmatch(line)]
    if any(match is None for match in matches):
        return None
    return {match[1].lower(): match[2] or "" for match in matches if match}


def _stated(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in fields.items():
        if name in _SUBJECTS and text:
            yield "title_tag", subject(text)
        elif name in _DATES and text:
            yield "date", text
