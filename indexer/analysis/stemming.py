"""
Stems by rules, on folded letters: what inflection adds to a word is taken off again.

Two functions, for what is known of a word: `noun_stem` takes off the marks of number and gender; `guessed_stem`, for
words that no dictionary has, also the endings that mostly are those of conjugated verbs. For the words that a
dictionary has, see `indexer.analysis.lemmas`.

Source: the plural, the gender and the last letters are after J. Savoy, "Light stemming approaches for the French,
Portuguese, German and Hungarian languages", SAC 2006, as published in Lucene's FrenchLightStemmer (Apache-2.0), written
afresh as tables. His derivations (-ation, -ement, -ique) are left out: they join organe and organisation, public and
publication, and nothing that we measured gains by them. All rules work on folded letters, so a word gives the same stem
with and without its accents, by construction.
"""

from collections.abc import Mapping
from typing import NamedTuple


class _Rule(NamedTuple):
    """A word longer than *longer_than* letters that ends in *ending* gets *replacement* instead."""

    ending: str
    longer_than: int
    replacement: str


_FEMININE = (
    _Rule("ficatrice", 11, "ficateur"),
    _Rule("trice", 6, "teur"),
    _Rule("teuse", 6, "teur"),
    _Rule("euse", 5, "eu"),
    _Rule("eure", 5, "eur"),
    _Rule("iere", 5, "ier"),
    _Rule("ere", 6, "er"),
    _Rule("ive", 5, "if"),
    _Rule("aise", 4, "ai"),
    _Rule("oise", 4, "oi"),
    _Rule("folle", 4, "fou"),
    _Rule("molle", 4, "mou"),
)

# Endings of verbs in -er that few nouns have, without the final s, which is off by then.
_CONJUGATED = (
    *("eraient", "erait", "erai", "erion", "eriez", "eron", "eront", "erez", "era"),
    *("assion", "assiez", "assent", "asse", "erent", "a", "ame", "ate", "at", "ai"),
    *("aient", "ait", "iez", "ez", "ion", "on", "ant", "ante"),
)
_SHORTEST_ROOT = 3

_ENDINGS: Mapping[str, tuple[str, ...]] = {
    last: tuple(sorted((each for each in _CONJUGATED if each[-1] == last), key=len, reverse=True))
    for last in {each[-1] for each in _CONJUGATED}
}


def noun_stem(folded: str) -> str:
    """Return *folded* without the marks of number and gender."""
    return bare(_masculine(singular(folded)))


def guessed_stem(folded: str) -> str:
    """Return *folded* without the marks of number and gender, and without the ending of a conjugated verb."""
    one = singular(folded)
    masculine = _masculine(one)
    return bare(_root(one) if masculine == one else masculine)


def singular(word: str) -> str:
    """Take the mark of the plural off: -s, -x, -aux -> -al (but -eaux -> -eau)."""
    if len(word) > 5 and word.endswith("aux") and word[-4] != "e":
        return word[:-2] + "l"
    if len(word) > 3 and word[-1] == "x":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "s":
        word = word[:-1]
    return word


def _masculine(word: str) -> str:
    """Apply the first rule of gender that fits."""
    if word[-1] != "e":
        return word
    for ending, longer_than, replacement in _FEMININE:
        if len(word) > longer_than and word.endswith(ending):
            return word[: -len(ending)] + replacement
    return word


def _root(word: str) -> str:
    """Take the longest ending of a conjugated verb off."""
    for ending in _ENDINGS.get(word[-1], ()):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT:
            return word[: -len(ending)]
    return word


def bare(word: str) -> str:
    """Take off what is left of gender and infinitive (-ie, -r, -e, -ee), and halve doubled letters."""
    if len(word) > 4:
        word = _undoubled(word)
    if len(word) > 4 and word.endswith("ie"):
        word = word[:-2]
    if len(word) > 4:
        word = word.removesuffix("r")
        word = word.removesuffix("e").removesuffix("e")
        if word[-1] == word[-2]:
            word = word[:-1]
    return word


def _undoubled(word: str) -> str:
    previous = ""
    letters = []
    for letter in word:
        if letter != previous:
            letters.append(letter)
        previous = letter
    return "".join(letters)
