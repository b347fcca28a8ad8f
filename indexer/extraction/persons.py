"""
How the name of a person is written: what is the name in « Mme Camille EXEMPLE », « EXEMPLE Camille », « C. Exemple ».

    parsed      a name as written -> its words, given name first, and how it is shown
    person_key  what is compared when a name is typed: neither case, accents, order nor « Mme » count

It looks at one name alone; who is the same person as whom is decided in `indexer.archive.people`.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from indexer.analysis.folding import fold_text
from indexer.analysis.tokens import APOSTROPHES

_TITLES = (
    "mm?|mmes?|mlles?|mr|mrs|ms|dr|drs|pr|prof|me|mes|mgr|messieurs|monsieur|mesdames|madame|mademoiselle|"
    "docteure?|professeure?|ma[iî]tre"
)
# « M.-C. Exemple » and « M.C. Exemple » begin with an initial, « M. C. Exemple » is a man.
_TITLE = re.compile(
    rf"(?P<title>{_TITLES})(?:\.(?:\s+|(?=[^\W\d_]{{2}}))|\s+)(?:l[ea]\s+(?=(?:{_TITLES})\b))?(?=\S)", re.IGNORECASE
)
_TITLE_BEHIND = re.compile(rf"(?<=\S)(?:\s*\((?:{_TITLES})\.?\))+$", re.IGNORECASE)
_SHORT_TITLES = {"monsieur": "m", "mr": "m", "madame": "mme", "mrs": "mme", "mademoiselle": "mlle", "docteur": "dr"}
_TITLE_WORDS = frozenset({"m", "mm", "mme", "mmes", "mlle", "mr", "dr", "pr", "monsieur", "madame", "docteur"})
_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])[{APOSTROPHES}ʼ]\s*(?=[^\W\d_])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_WORD = re.compile(r"[^\W_]+")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_CONSONANTS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2}")

# Particles: small inside a name; before a surname in capitals they belong to it.
_SMALL = frozenset({"de", "du", "des", "d", "von", "der", "den", "zu", "y"})
_PARTICLES = _SMALL | {"le", "la", "les", "van", "ben", "el", "al"}
_MOST_READINGS = 5
_SMALL_IN_COMPOUND = frozenset({"de", "du", "des", "la", "le", "les", "en", "sur"})


class PersonName(NamedTuple):
    """
    A name in its words: folded, given name first, apostrophes left out; an initial keeps its full stop.

    *shown* is the name in mixed case. *title* is that of a lone surname, folded, and also shown: « M. Exemple » is not
    « Mme Exemple ». *is_ordered*: the writing itself tells which is the surname, by capitals or by a comma.
    """

    shown: str
    words: tuple[str, ...]
    title: str = ""
    is_ordered: bool = False

    @property
    def is_initialled(self) -> bool:
        """Whether a given name is an initial: « C. Exemple », « Jean-P. Exemple »."""
        return any(is_initial(word) for word in self.words[:-1])


def is_initial(word: str) -> bool:
    """Say whether *word* of a `PersonName` is an initial."""
    return word.endswith(".")


@lru_cache(maxsize=1 << 16)
def parsed(name: str) -> PersonName:
    """Return the parts of *name*. Parsing what is shown changes nothing."""
    found = _read(name)
    for _ in range(_MOST_READINGS):
        again = _read(found.shown)._replace(is_ordered=found.is_ordered)
        if again == found:
            break
        found = again
    return found


@lru_cache(maxsize=1 << 16)
def person_key(name: str) -> str:
    """Return what is compared when a name is typed: its words in the order of letters, each once, without titles."""
    words = set(parsed(name).words)
    return " ".join(sorted({word.rstrip(".") for word in words - _TITLE_WORDS or words}))


def _read(name: str) -> PersonName:
    """Return the parts of *name*; in odd ones, like « la DE », what is shown may have other parts."""
    bare, title = _split_title(_tidy(name))
    words, is_inverted = _given_first(bare)
    is_ordered = is_inverted or (len(words) > 1 and _is_capitals(words, len(words) - 1) and not _all_capitals(words))
    shown = " ".join(_cased(words))
    found = tuple(part for word in shown.split() for part in _folded(word)) or (fold_text(shown),)
    if len(found) == 1 and title:
        return PersonName(f"{title.capitalize()}{'.' * (title == 'm')} {shown}", found, title)
    return PersonName(shown, found, "", is_ordered)


def _tidy(name: str) -> str:
    text = _APOSTROPHE.sub("’", unicodedata.normalize("NFC", name)).replace("‐", "-").replace("‑", "-")
    return _TITLE_BEHIND.sub("", " ".join(text.split()))


def _split_title(text: str) -> tuple[str, str]:
    """Return *text* without the titles that it begins with, and the first of them, folded."""
    title = ""
    while match := _TITLE.match(text):
        title = title or fold_text(match["title"])
        text = text[match.end() :]
    return text, _SHORT_TITLES.get(title, title)


def _given_first(text: str) -> tuple[list[str], bool]:
    """Return the words of *text*, given name first, and whether it was written the other way round."""
    before, comma, after = text.partition(", ")
    surname = before.split()
    if comma and _is_surname(surname) and (turned := _turned(surname, after.split())):
        return turned, True
    words = text.split()
    length = 0
    while length < len(words) and (_is_capitals(words, length) or fold_text(words[length]) in _PARTICLES):
        length += 1
    is_surname = any(_is_capitals(words, number) for number in range(length))
    is_other = all(len(word) == 1 or word.endswith(".") or not word.isupper() for word in words[length:])
    if is_surname and is_other and (turned := _turned(words[:length], words[length:])):
        return turned, True
    return words, False


def _turned(surname: Sequence[str], given: Sequence[str]) -> list[str] | None:
    """Return the words given name first; None where *given* is none, or would be read as a title: « EXEMPLE M. »."""
    names = _split_title(" ".join(given))[0].split()
    turned = [*names, *surname]
    return turned if _is_given(names) and not _split_title(" ".join(turned))[1] else None


def _is_surname(words: Sequence[str]) -> bool:
    """Say whether *words* before a comma can only be a surname: one word and its particles, or capitals."""
    proper = [word for word in words if fold_text(word) not in _PARTICLES]
    return len(proper) == 1 or (len(proper) > 1 and _all_capitals(words))


def _is_given(words: Sequence[str]) -> bool:
    """Say whether *words* may be given names or their initials."""
    return 0 < len(words) <= 3 and all(word[0].isupper() and "," not in word for word in words)


def _all_capitals(words: Sequence[str]) -> bool:
    return " ".join(words).isupper()


def _is_capitals(words: Sequence[str], number: int) -> bool:
    """Say whether a word is in capitals, « d’AUBIGNÉ » too, initials not: « JP » where more words follow."""
    word = words[number].rpartition("’")[2].removeprefix("Mc")
    is_initials = number < len(words) - 1 and _CONSONANTS.fullmatch(word) is not None
    return word.isupper() and _TWO_LETTERS.search(word) is not None and not is_initials


def _cased(words: Sequence[str]) -> list[str]:
    """Return *words* in mixed case, initials with their full stops; what is written in mixed case stays."""
    is_small = " ".join(words).islower()
    cased = []
    for number, word in enumerate(words):
        parts = word.split("-")
        if all(len(part.upper().rstrip(".")) == 1 and part[0].isalpha() for part in parts) and (
            is_small or word.isupper()
        ):
            cased.append("-".join(f"{part[0].upper()}." for part in parts))
        elif is_small or _is_capitals(words, number):
            cased.append(_capitalised(parts, is_first=number == 0))
        else:
            cased.append(word)
    return cased


def _capitalised(parts: Sequence[str], *, is_first: bool) -> str:
    """Return a word of the hyphenated *parts* in mixed case: « D’AUBIGNÉ-DE-LUZ » is « d’Aubigné-de-Luz »."""
    lower = [part.lower() for part in parts]
    if len(lower) == 1 and not is_first and lower[0] in _SMALL:
        return lower[0]
    return "-".join(
        part if number and part in _SMALL_IN_COMPOUND else _capital(part, keeps_particle=not is_first or number > 0)
        for number, part in enumerate(lower)
    )


def _capital(part: str, *, keeps_particle: bool) -> str:
    head, apostrophe, rest = part.partition("’")
    if apostrophe:
        particle = head if head == "d" and keeps_particle else head.capitalize()
        return f"{particle}’{rest.capitalize()}"
    return (
        f"Mc{rest_of.capitalize()}"
        if (rest_of := part.removeprefix("mc")) != part and len(rest_of) > 2
        else (part.capitalize())
    )


def _folded(word: str) -> list[str]:
    """Return the folded words of one word of a name; hyphens part them, initials keep their full stops."""
    found: list[str] = []
    for part in word.split("-"):
        if _INITIALS.fullmatch(part):
            found += [f"{fold_text(letter)}." for letter in part if letter != "."]
        else:
            found += _WORD.findall(fold_text(part.replace("’", "")))
    return found
