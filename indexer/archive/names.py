"""Names of organisations: what makes two spellings one name, and which spelling to show."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from indexer.analysis.folding import fold_text

_ARTICLE = re.compile(r"(?:l'|les?\s|la\s)")
_NOISE = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return what all spellings of one name have in common: letters and digits, without case, accents and article."""
    folded = " ".join(fold_text(name).replace("’", "'").split())
    bare = _NOISE.sub(" ", _ARTICLE.sub("", folded, count=1) if _ARTICLE.match(folded) else folded).strip()
    return bare or folded


def best_spellings(names: Iterable[str]) -> Mapping[str, str]:
    """
    Return, by key, the spelling to show of all *names* of an archive, each given as often as it is written: the most
    frequent one, then the one with most accents, then the one with fewest capitals, then the first in order.
    """
    best: dict[str, tuple[int, int, int, str]] = {}
    for name, count in Counter(names).items():
        accents = sum(not letter.isascii() for letter in name)
        rank = (-count, -accents, sum(letter.isupper() for letter in name), name)
        key = name_key(name)
        best[key] = min(best.get(key, rank), rank)
    return {key: rank[-1] for key, rank in best.items()}
