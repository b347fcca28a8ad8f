"""
Savoy's light French stemmer as published, for comparison: stemmed with accents, then folded.

Source: J. Savoy, SAC 2006, in the form of Lucene's FrenchLightStemmer (Apache-2.0), written afresh as a table.
"""

from indexer.analysis.folding import fold
from indexer.analysis.stemming import bare, singular

# (ending, a word must be longer than this, what replaces the ending)
_RULES = (
    ("issement", 9, "ir"),
    ("issant", 8, "ir"),
    ("ivement", 7, "if"),
    ("ement", 6, "e"),
    ("ficatrice", 11, "fier"),
    ("ficateur", 10, "fier"),
    ("catrice", 9, "quer"),
    ("cateur", 8, "quer"),
    ("atrice", 8, "er"),
    ("ateur", 7, "er"),
    ("trice", 7, "ter"),
    ("trice", 6, "teur"),
    ("ième", 5, ""),
    ("teuse", 7, "ter"),
    ("teur", 6, "ter"),
    ("euse", 5, "eu"),
    ("ère", 8, "er"),
    ("ive", 7, "if"),
    ("folle", 4, "fou"),
    ("molle", 4, "mou"),
    ("nnelle", 9, "n"),
    ("nnel", 9, "n"),
    ("ète", 4, "et"),
    ("ique", 8, ""),
    ("esse", 8, "e"),
    ("inage", 7, "in"),
    ("ualisation", 12, "uel"),
    ("isation", 9, ""),
    ("ation", 8, ""),
    ("ition", 8, ""),
)


def light_stem(word: str) -> str:
    """Return the stem of *word*, folded."""
    word = singular(word.lower())
    for ending, longer_than, replacement in _RULES:
        if len(word) > longer_than and word.endswith(ending):
            word = word[: -len(ending)] + replacement
            break
    return bare(fold(word))
