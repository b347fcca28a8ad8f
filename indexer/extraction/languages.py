"""Languages: only what the metadata states, as a two-letter code."""

import re
from collections.abc import Mapping

_FIELDS = ("lang", "language", "langue", "locale", "og:locale", "content-language")
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]{1,20})?", re.IGNORECASE | re.ASCII)


def find_language(metadata: Mapping[str, str]) -> str | None:
    """Return the two-letter code of the language that the document states."""
    matches = (_CODE.fullmatch(metadata.get(name, "").strip()) for name in _FIELDS)
    return next((match[1].lower() for match in matches if match), None)
