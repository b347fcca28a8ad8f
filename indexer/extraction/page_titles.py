"""Titles that pages and mails state of themselves, with the name of their site or the marks of forwarding."""

import re
from collections.abc import Mapping

from indexer.analysis.folding import fold_text

_SITE_FIELDS = ("og:site_name", "application-name", "publisher", "issuer", "author")
_FORWARDED = re.compile(r"(?:(?:re|tr|fw|fwd|ref)\s?:\s*|\[[^\]]{1,30}\]\s*)+", re.IGNORECASE)


def without_site(title: str, metadata: Mapping[str, str]) -> str:
    """Return the title of a page without the name of its site: « Le canal rouvre | Ville de Lyon »."""
    title = _FORWARDED.sub("", title, count=1) if _FORWARDED.match(title) else title
    head, sign, tail = title.rpartition(" | ")
    if sign and len(head) > 10:
        return head.strip()
    names = [metadata[name] for name in _SITE_FIELDS if metadata.get(name)]
    for sign in (" - ", " – ", " — ", " · ", " « ", " » "):
        head, found, tail = title.rpartition(sign)
        if found and any(bare(tail) == bare(name) for name in names):
            return head.strip()
    return title


def bare(text: str) -> str:
    """Return the letters and digits of *text* alone, folded: the same title may be written with other signs."""
    return "".join(letter for letter in fold_text(text) if letter.isalnum())
