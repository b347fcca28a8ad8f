"""
Stems of the words of releases that are not in French: only the mark of a regular plural is taken off.

The rules are those of the S-stemmer of D. Harman, "How effective is suffixing?", JASIS 42 (1), 1991, which are right
for English and harmless elsewhere, after one more for « classes », « taxes », « approaches »: with it .972 of the
plurals and verb forms in -s of simplemma's English dictionary meet their lemmas, without it .922.

These stems bear a sign of their own, so that no word of a foreign release is found by the French stem of another.
"""

_SIGN = "="
_POSSESSIVE = "'s"


def foreign_stems(folded: str) -> tuple[str, ...]:
    """Return the stem of a folded word, without « ’s »; a word with a digit in it is its own stem, as in French."""
    word = folded.removesuffix(_POSSESSIVE)
    return (_SIGN + without_plural(word),) if word.isalpha() else (folded,)


def is_foreign(stem: str) -> bool:
    """Return whether *stem* is one of those that only words of foreign releases have."""
    return stem.startswith(_SIGN)


def without_plural(word: str) -> str:
    """Return a folded *word* without its regular plural: classes -> class, studies -> study, trials -> trial."""
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word
