"""Folding: the same letters without case, accents or ligatures, so that « CŒUR », « cœur » and « coeur » are one word."""

import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ﬁ": "fi", "ﬂ": "fl"})


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """
    Return *word* in lower case, without accents, ligatures written out.

    The result may be longer than *word*: never use it for offsets. Idempotent.
    """
    if word.isascii():
        return word.lower()
    lower = word.lower().translate(_LIGATURES)
    return "".join(letter for letter in unicodedata.normalize("NFD", lower) if not unicodedata.combining(letter)).lower()


def fold_text(text: str) -> str:
    """Return *text* folded, for comparing long texts; unlike `fold` it keeps nothing in memory."""
    return fold.__wrapped__(text)
