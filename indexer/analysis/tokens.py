"""
Where words begin and end in French text, with offsets into the text as it is stored.

A hyphen, a slash or an @ separates words. An apostrophe separates only after an elided article: « l’eau » is two
tokens, « aujourd’hui » one. Figures are joined across the (no-break) spaces that group thousands, and so are telephone
numbers. An inclusive ending belongs to its word: « chercheur·e·s » is « chercheur ».
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from indexer.analysis.figures import ORDINAL, SPACES, TAIL, amounts, rank

APOSTROPHES = "'’‘＇"
VALUE_MARK = "\x1f"
"""Separates, in a token's text, the spelling from the values that it has (see `indexer.analysis.figures`)."""

FOREIGN_MARK = "\x1e"
"""Ends a token's text where the language is known and is not French (see `indexer.analysis.words`)."""

# Lucene's FrenchAnalyzer.DEFAULT_ARTICLES are the first thirteen; « quelqu’un » and « presqu’île » need the last two.
_ELIDED = "l|m|t|qu|n|s|j|d|c|jusqu|quoiqu|lorsqu|puisqu|quelqu|presqu"

_START = r"(?<![^\W_])"
_END = r"(?![^\W_])"
_LETTER_OR_DIGIT = r"(?:[^\W_][\u0300-\u036f]*)"
_PHONE_HEAD = rf"(?:(?:\+|{_START}00)33[{SPACES}.]?(?:\(0\)[{SPACES}.]?)?|{_START}0)"
_PHONE = rf"{_PHONE_HEAD}[1-9](?:[{SPACES}.\-]?[0-9]{{2}}){{4}}(?![0-9])"
_GROUPED = rf"{_START}[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?"
_DECIMAL = rf"{_START}[0-9]+(?:[.,][0-9]+)+"
_ARTICLE = rf"(?<![^\W\d_])(?i:{_ELIDED})[{APOSTROPHES}]"
_DOTTED = rf"{_START}[^\W\d_](?:\.[^\W\d_])+{_END}\.?"
_WORD = rf"{_LETTER_OR_DIGIT}+(?:[{APOSTROPHES}]{_LETTER_OR_DIGIT}+)*"

_ENDINGS = "e|ne|le|te|se|re|ve|fe|sse|ere|iere|ice|rice|trice|euse|eresse|esse|ive|ale|elle|ette"
_FEMININE = _ENDINGS.replace("e", "[eéèêë]")  # with whatever accent, or a word would have terms that depend on it
_IN_PARENTHESES = rf"\((?:{_FEMININE}|s)\)"
# A full stop also stands in addresses (« example.es »), a hyphen in compounds: there, fewer endings count.
_INCLUSIVE = (
    rf"(?i:(?<=[^\W\d_]{{3}})(?:[·•‧](?:{_FEMININE}|s)(?:[·•‧]?s)?|\.(?:[eéèêë]|(?:{_FEMININE})\.s)(?:\.s)?|"
    rf"-(?:[eéèêë]|(?:{_FEMININE})-s)(?:-s)?|{_IN_PARENTHESES}(?:s|\(s\))?){_END})"
)

ARTICLES = re.compile(f"(?:(?i:{_ELIDED})[{APOSTROPHES}])+")
"""Elided articles, at the beginning of a word: « d’ », « l’ »."""

IN_PARENTHESES = f"(?i:{_IN_PARENTHESES})"
"""The pattern of an inclusive ending in parentheses: « (e) », « (s) »."""

AMOUNT = re.compile(rf"(?:{_GROUPED}|{_DECIMAL}|{_START}[0-9]+){TAIL}")
"""A figure with its scale or unit: « 1,5 million d’euros », « 50 % »."""

JOINED = re.compile(f"{_PHONE}|{AMOUNT.pattern}|{_GROUPED}")
"""What is one word to a query although it holds spaces."""

CHUNK = re.compile(rf"\S+(?:(?<=[0-9)])(?:[{SPACES}](?=[0-9(])\S+|(?=[{SPACES}]){TAIL}\S*))*")
"""A stretch of text that no token goes beyond: between spaces, but for those inside figures and before their units."""

HELD_SPACE = "\0"
"""Stands for a space that does not end a chunk: see `held`."""

_HELD = re.compile(rf"[0-9)](?:[{SPACES}](?=[0-9(])|(?=[{SPACES}]){TAIL})")
_TO_HOLD = str.maketrans(dict.fromkeys(SPACES, HELD_SPACE))

_TOKEN = re.compile(
    f"(?P<phone>{_PHONE})|(?P<ordinal>{_START}{ORDINAL})|"
    f"(?P<figure>{_GROUPED}|{_DECIMAL}|{_START}[0-9]+(?={TAIL}))(?:(?=(?P<tail>{TAIL}))|)|"
    f"(?P<article>{_ARTICLE})|(?P<dotted>{_DOTTED})|(?P<sign>{_START}[A-Za-z](?:\\+\\+|#){_END})|"
    f"(?P<word>{_WORD})(?P<inclusive>{_INCLUSIVE})?"
)
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")


class Token(NamedTuple):
    """
    A word: half-open offsets in code points, and its spelling with apostrophes and figures made regular, followed by
    its values if it has any, each after a `VALUE_MARK`.
    """

    start: int
    end: int
    text: str


def tokenise(text: str) -> Iterator[Token]:
    """Yield the tokens of *text* (Unicode NFC) in order; linear in its length."""
    text = text.replace("ʼ", "’")  # U+02BC is a letter to Python
    for match in _TOKEN.finditer(text):
        yield Token(*match.span(), _regular(match))


def held(text: str) -> str:
    """
    Return *text*, which has no HELD_SPACE, so that `split` makes it the chunks that `CHUNK` finds: several times as
    fast. Which of the SPACES a HELD_SPACE stands for does not matter to `tokenise`.
    """
    return _HELD.sub(_spaces_held, text)


def _spaces_held(match: re.Match[str]) -> str:
    return match[0].translate(_TO_HOLD)


def _regular(match: re.Match[str]) -> str:
    """Return the spelling of a token."""
    written = match.group()
    match match.lastgroup:
        case "phone":
            return _national(written)
        case "ordinal":
            return f"{written}{VALUE_MARK}{rank(written)}"
        case "figure":
            return _figure(written)
        case "tail":
            return VALUE_MARK.join((_figure(written), *amounts(_figure(written), match["tail"])))
        case "dotted":
            return written.replace(".", "")
        case "inclusive":
            return _APOSTROPHE.sub("'", match["word"])
        case _:
            return _APOSTROPHE.sub("'", written)


def _figure(written: str) -> str:
    """Return a figure without spaces, its decimals after a comma."""
    return "".join(each for each in written if each not in SPACES).replace(".", ",")


def _national(phone: str) -> str:
    """Return a French telephone number as its ten digits: « +33 1 99 00 12 34 » -> « 0199001234 »."""
    return "0" + "".join(each for each in phone if each.isdigit())[-9:]
