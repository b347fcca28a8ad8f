"""
The light French stemmer, on folded letters.

Source: J. Savoy, "Light stemming approaches for the French, Portuguese, German and Hungarian languages", SAC 2006, in
the form published in Lucene's FrenchLightStemmer (Apache-2.0), written afresh as tables. It removes the marks of number
and gender, and a few derivations. Ours works on folded letters, so the endings that the paper accents (-ième, -ère,
-ète) are folded too: a word gives the same stem with and without its accents, by construction.
"""

from collections.abc import Mapping
from typing import NamedTuple


class _Rule(NamedTuple):
    """A word longer than *longer_than* letters that ends in *ending* gets *replacement* instead."""

    ending: str
    longer_than: int
    replacement: str


_DERIVATIONS = (
    _Rule("issement", 9, "ir"),
    _Rule("issant", 8, "ir"),
    _Rule("ivement", 7, "if"),
    _Rule("ement", 6, "e"),
    _Rule("ficatrice", 11, "fier"),
    _Rule("ficateur", 10, "fier"),
    _Rule("catrice", 9, "quer"),
    _Rule("cateur", 8, "quer"),
    _Rule("atrice", 8, "er"),
    _Rule("ateur", 7, "er"),
    _Rule("trice", 7, "ter"),
    _Rule("trice", 6, "teur"),
    _Rule("ieme", 5, ""),
    _Rule("teuse", 7, "ter"),
    _Rule("teur", 6, "ter"),
    _Rule("euse", 5, "eu"),
    _Rule("ere", 8, "er"),
    _Rule("ive", 7, "if"),
    _Rule("folle", 4, "fou"),
    _Rule("molle", 4, "mou"),
    _Rule("nnelle", 9, "n"),
    _Rule("nnel", 9, "n"),
    _Rule("ete", 4, "et"),
    _Rule("ique", 8, ""),
    _Rule("esse", 8, "e"),
    _Rule("inage", 7, "in"),
    _Rule("ualisation", 12, "uel"),
    _Rule("isation", 9, ""),
    _Rule("ation", 8, ""),
    _Rule("ition", 8, ""),
)

_BY_LAST_LETTER: Mapping[str, tuple[_Rule, ...]] = {
    last: tuple(rule for rule in _DERIVATIONS if rule.ending[-1] == last)
    for last in {rule.ending[-1] for rule in _DERIVATIONS}
}

# Folded forms that the rules would part from their lemma, or join with another word. A form that may be several words
# gives all their stems.
_EXCEPTIONS: Mapping[str, tuple[str, ...]] = {
    "oeil": ("oeil",),
    "yeux": ("oeil",),
    "travail": ("travail",),
    "travaux": ("travail",),
    "francais": ("francais",),
    "francaise": ("francais",),
    "francaises": ("francais",),
    "organe": ("organe",),
    "organes": ("organe",),
    "communique": ("communique",),
    "communiques": ("communique",),
    "cooperation": ("cooperation",),
    "departement": ("departement",),
    "departements": ("departement",),
    "egalement": ("egalement",),
    "environnement": ("environnement",),
    "environnements": ("environnement",),
    "marie": ("marie",),
    "paris": ("paris",),
    "publication": ("publication",),
    "publications": ("publication",),
    "rennes": ("rennes",),
    "public": ("public",),
    "publics": ("public",),
    "publique": ("public",),
    "publiques": ("public",),
}


def stems(folded: str) -> tuple[str, ...]:
    """Return the stems of a folded word, mostly one; a word with a digit in it is its own stem."""
    known = _EXCEPTIONS.get(folded)
    if known is not None:
        return known
    if not folded.isalpha():
        return (folded,)
    return (_bare(_derived(_singular(folded))),)


def _singular(word: str) -> str:
    """Take the mark of the plural off: -s, -x, -aux -> -al (but -eaux -> -eau)."""
    if len(word) > 5 and word.endswith("aux") and word[-4] != "e":
        return word[:-2] + "l"
    if len(word) > 3 and word[-1] == "x":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "s":
        word = word[:-1]
    return word


def _derived(word: str) -> str:
    """Apply the first rule of derivation that fits."""
    for ending, longer_than, replacement in _BY_LAST_LETTER.get(word[-1], ()):
        if len(word) > longer_than and word.endswith(ending):
            return word[: -len(ending)] + replacement
    return word


def _bare(word: str) -> str:
    """Take off what is left of gender and infinitive (-ie, -r, -e, -ee), and halve doubled letters."""
    if len(word) > 4:
        word = _undoubled(word)
    if len(word) > 4 and word.endswith("ie"):
        word = word[:-2]
    if len(word) > 4:
        word = word.removesuffix("r")
        word = word.removesuffix("e").removesuffix("e")
        if len(word) > 1 and word[-1] == word[-2]:
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
