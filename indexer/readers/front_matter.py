"""Front matter: the fields above the text of a Markdown file, fenced by « --- » or simply first."""

import datetime
import re
from collections.abc import Mapping

import yaml

from indexer.readers.decoding import clean, collapse

# PyYAML reads slowly: a header longer than this is no header.
_LONGEST = 20_000
_FENCED = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z][\w-]{0,40})[ \t]*:(?:[ \t]+|$)(.*)")
_EXPECTED = frozenset({"title", "titre", "date", "layout"})


def split(text: str) -> tuple[Mapping[str, str], str]:
    """Return the fields above *text*, by lower-case name, and the text below them."""
    text = text.lstrip("\n\ufeff ")
    if fenced := _FENCED.match(text[:_LONGEST]):
        return _fields(fenced[1]), text[fenced.end() :]
    header, _, below = text.partition("\n\n")
    if _is_bare_header(header):
        return _fields(header), below
    return {}, text


def scalar_text(value: object) -> str | None:
    """Return a field's *value* as text, dates in ISO 8601, lists with commas; None for what is no simple value."""
    if isinstance(value, list):
        parts = [scalar_text(each) for each in value if not isinstance(each, list)]
        return ", ".join(part for part in parts if part) or None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return collapse(clean(str(value))).strip() or None
    return None


def _is_bare_header(header: str) -> bool:
    if len(header) > _LONGEST:
        return False
    lines = header.split("\n")
    fields = [_FIELD.match(line) for line in lines]
    if not fields[0] or any(not field and not line[:1].isspace() for field, line in zip(fields, lines, strict=True)):
        return False
    return any(field[1].lower() in _EXPECTED for field in fields if field)


def _fields(header: str) -> dict[str, str]:
    values = _loaded(header)
    texts = {str(name).lower(): scalar_text(value) for name, value in values.items()}
    return {name: text for name, text in texts.items() if text}


def _loaded(header: str) -> Mapping[object, object]:
    try:
        values = yaml.safe_load(header)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, AttributeError, KeyError):
        # An impossible date, a colon in a title, a list of lists: the lines still say what they say.
        values = None
    return values if isinstance(values, dict) else _simple_lines(header)


def _simple_lines(header: str) -> dict[object, object]:
    matches = (_FIELD.match(line) for line in header.split("\n"))
    return {field[1]: field[2].strip().strip("\"'") for field in matches if field}
