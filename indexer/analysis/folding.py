"""Folding: the letters without case, accents or ligatures, so that « CŒUR », « cœur » and « coeur » are one word."""

import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ﬁ": "fi", "ﬂ": "fl"})


def fold_text(text: str) -> str:
    """
    Return *text* in lower case, without accents, ligatures written out. Idempotent.

    The result may be longer than *text*: never use it for offsets.
    """
    if text.isascii():
        return text.lower()
    lower = text.lower().translate(_LIGATURES)
    return "".join(
        letter for letter in unicodedata.normalize("NFD", lower) if not unicodedata.combining(letter)
    ).lower()


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return `fold_text` of one word, remembered."""
    return fold_text(word)
