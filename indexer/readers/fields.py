"""The fields of a release as JSON gives them -> a document: whole (an export), or a title, a text and others."""

import json
import re
from collections.abc import Mapping
from typing import Any, TypeGuard

from indexer.blocks import Block, BlockKind, Document
from indexer.readers import html, paragraphs
from indexer.readers.decoding import clean, collapse
from indexer.readers.elements import Text
from indexer.readers.front_matter import scalar_text
from indexer.records import from_record

TEXT_FIELDS = ("text", "body", "content")
EXPECTED = f"no title and text; expected the fields title and one of {', '.join(TEXT_FIELDS)}"

_TAGS = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|strong|em|b|i|a|span|table|blockquote)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)


class ForeignData(ValueError):
    """Well-formed, but nothing in it has the fields of a release: data of other programs lie beside releases."""


def load(text: str) -> object:
    """Return the JSON value of *text*. Raises ValueError."""
    try:
        value: object = json.loads(text)
        # Half a surrogate pair (« \\ud800 ») is JSON, but no text that can be stored.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON ({error})") from error
    return value


def is_release(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Say whether *value* has the fields of a release: an export's, or a title and a text."""
    if not isinstance(value, dict):
        return False
    return isinstance(value.get("zones"), dict) or None not in _title_and_text(_named(value))


def document(value: object) -> Document:
    """Return the document that *value* describes. Raises ValueError when it describes none."""
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    try:
        return _whole_release(value) if isinstance(value.get("zones"), dict) else _simple_release(_named(value))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _whole_release(fields: Mapping[str, Any]) -> Document:
    release = from_record(fields)
    return Document((), key=release.id, record=fields)


def _simple_release(named: Mapping[str, Any]) -> Document:
    title, body = _title_and_text(named)
    if title is None or body is None:
        raise ValueError(EXPECTED)
    heading = Block(BlockKind.HEADING, title, level=1)
    blocks, links = _text(clean(body))
    return Document((heading, *blocks), _metadata(named), _key(named.get("id")), links=links)


def _named(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name.lower(): value for name, value in fields.items()}


def _title_and_text(named: Mapping[str, Any]) -> tuple[str | None, str | None]:
    body = next((named[name] for name in TEXT_FIELDS if isinstance(named.get(name), str)), None)
    return _scalar(named.get("title")), body


def _text(text: str) -> Text:
    return html.fragment(text) if _TAGS.search(text) else Text(paragraphs.blocks(text), ())


def _metadata(named: Mapping[str, Any]) -> dict[str, str]:
    texts = {name: _scalar(value) for name, value in named.items() if name not in TEXT_FIELDS}
    return {name: value for name, value in texts.items() if value}


def _scalar(value: object) -> str | None:
    """Return a field's value as text, without the tags that editors leave in titles and summaries."""
    text = scalar_text(value)
    if text and _TAGS.search(text):
        return " ".join(" ".join(block.text.split("\n")) for block in html.fragment(text).blocks) or None
    return text


def _key(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return collapse(clean(str(value))).strip() or None
