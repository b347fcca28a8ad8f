"""
Languages, as two-letter codes: the one that the metadata states, else the one whose words of grammar fill the text.

The rule of detection and its figures were chosen by `benchmarks.languages`.
"""

import re
from collections import Counter
from collections.abc import Mapping

from indexer.analysis.folding import fold
from indexer.extraction.function_words import FUNCTION_WORDS

_FIELDS = ("lang", "language", "langue", "locale", "og:locale", "content-language")
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]{1,20})?", re.IGNORECASE | re.ASCII)

_WORD = re.compile(r"[^\W\d_]+")
_CHARACTERS_READ = 4_000
_LONG_TEXT = 300
_LEAST_EVIDENCE = 2.0
_LEAST_LEAD = 1.3
_LEAST_SHARE = 0.25

_SHARING = Counter(word for words in FUNCTION_WORDS.values() for word in words)


def find_language(metadata: Mapping[str, str]) -> str | None:
    """Return the two-letter code of the language that the document states."""
    matches = (_CODE.fullmatch(metadata.get(name, "").strip()) for name in _FIELDS)
    return next((match[1].lower() for match in matches if match), None)


def language_of(stated: str | None, text: str) -> str | None:
    """
    Return the language of a document that states one and has *text*.

    A long text counts for more than what is stated: programs and sites state the language of their templates.
    """
    if stated and len(text) < _LONG_TEXT:
        return stated
    return detect_language(text) or stated


def detect_language(text: str) -> str | None:
    """
    Return the code of the language of *text*, of which only the beginning is read; None rather than a guess.

    A word of grammar is evidence for its language, divided among the languages that have it. The best language must
    have enough evidence, clearly more than the next one, and a quarter of all words.
    """
    words = [fold(word) for word in _WORD.findall(text[:_CHARACTERS_READ])]
    counts = Counter(word for word in words if word in _SHARING)
    evidence = {code: _evidence(counts, code) for code in FUNCTION_WORDS}
    best, second = sorted(evidence, key=evidence.__getitem__, reverse=True)[:2]
    is_clear = evidence[best] >= max(_LEAST_EVIDENCE, _LEAST_LEAD * evidence[second])
    held = sum(number for word, number in counts.items() if word in FUNCTION_WORDS[best])
    return best if is_clear and held >= _LEAST_SHARE * len(words) else None


def _evidence(counts: Mapping[str, int], code: str) -> float:
    return sum(number / _SHARING[word] for word, number in counts.items() if word in FUNCTION_WORDS[code])
