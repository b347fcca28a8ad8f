"""JSON Lines (.jsonl, .ndjson): one release a line, whole (an export of infopresse) or as title, text and fields."""

import json
import re
from collections.abc import Mapping
from typing import Any

from indexer.blocks import Block, BlockKind, Document
from indexer.readers import html, paragraphs
from indexer.readers.decoding import clean, collapse, decode
from indexer.readers.elements import Text
from indexer.readers.front_matter import scalar_text
from indexer.records import from_record

TEXT_FIELDS = ("text", "body", "content")

_TAGS = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|strong|em|b|i|a|span|table|blockquote)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)


def read(content: bytes) -> tuple[Document, ...]:
    """Return the documents of *content*, in order. Raises ValueError, naming the line, when one cannot be read."""
    lines = decode(content).split("\n")
    return tuple(_document(number, line) for number, line in enumerate(lines, 1) if line.strip())


def _document(number: int, line: str) -> Document:
    fields = _fields(number, line)
    try:
        return _whole_release(fields) if isinstance(fields.get("zones"), dict) else _simple_release(fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"line {number}: {error}") from error


def _fields(number: int, line: str) -> Mapping[str, Any]:
    try:
        fields = json.loads(line)
        # Half a surrogate pair (« \\ud800 ») is JSON, but no text that can be stored.
        json.dumps(fields, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ValueError(f"line {number}: not JSON ({error})") from error
    if not isinstance(fields, dict):
        raise ValueError(f"line {number}: not a JSON object")
    return fields


def _whole_release(fields: Mapping[str, Any]) -> Document:
    release = from_record(fields)
    return Document((), key=release.id, record=fields)


def _simple_release(fields: Mapping[str, Any]) -> Document:
    named = {name.lower(): value for name, value in fields.items()}
    title = scalar_text(named.get("title"))
    body = next((named[name] for name in TEXT_FIELDS if isinstance(named.get(name), str)), None)
    if title is None or body is None:
        raise ValueError(f"no title and text; expected the fields title and one of {', '.join(TEXT_FIELDS)}")
    heading = Block(BlockKind.HEADING, title, level=1)
    blocks, links = _text(clean(body))
    return Document((heading, *blocks), _metadata(named), _key(named.get("id")), links=links)


def _text(body: str) -> Text:
    return html.fragment(body) if _TAGS.search(body) else Text(paragraphs.blocks(body), ())


def _metadata(named: Mapping[str, Any]) -> dict[str, str]:
    texts = {name: scalar_text(value) for name, value in named.items() if name not in TEXT_FIELDS}
    return {name: value for name, value in texts.items() if value}


def _key(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return collapse(clean(str(value))).strip() or None
