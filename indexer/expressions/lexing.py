"""
Typed text -> lexemes, in one pass.

The parentheses that come out are balanced and at most `DEEPEST` deep, a quotation mark that is never closed holds until
the end, and what exceeds a limit is left out and noted: the parser has nothing to refuse.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from indexer.analysis.folding import fold
from indexer.analysis.tokens import ARTICLES, IN_PARENTHESES, JOINED
from indexer.releases import Zone

LONGEST = 2_000
"""Characters of a query that are read."""

DEEPEST = 20
"""Parentheses inside parentheses that are read."""

FIELDS = {
    "titre": frozenset({Zone.TITLE}),
    "contact": frozenset({Zone.CONTACTS, Zone.AFFILIATIONS}),
    "lieu": frozenset({Zone.PLACE}),
    "emetteur": frozenset({Zone.ISSUER}),
    "apropos": frozenset({Zone.BOILERPLATE}),
}
"""Folded names that may stand before a colon, and the zones that they mean."""


class Mark(Enum):
    """What sort of lexeme it is."""

    WORD = auto()
    PHRASE = auto()
    OPEN = auto()
    CLOSE = auto()
    FIELD = auto()
    OR = auto()
    AND = auto()
    NOT = auto()


class Note(StrEnum):
    """Something about a query that its author should know."""

    CUT = "cut"
    UNCLOSED_QUOTE = "unclosed_quote"
    UNBALANCED = "unbalanced_parentheses"
    TOO_DEEP = "too_deep"
    TOO_MANY_WORDS = "too_many_words"
    SHORT_PREFIX = "short_prefix"
    DANGLING = "dangling_operator"
    NOTHING = "nothing_to_search"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One mark and, for words, phrases and fields, its text."""

    mark: Mark
    text: str = ""


_CLOSING = {'"': '"', "«": "»", "“": "”", "„": "“"}
_OPERATOR = {"OU": Mark.OR, "ET": Mark.AND, "SAUF": Mark.NOT}
_FIELD = re.compile(r"([A-Za-zéÉ]{4,8})\s?:(?=[^\s,;)])")
_WORD = re.compile(rf"[^\W_](?:[^\s\"«»“”„(),;]|,(?=[0-9])|(?<=[^\W\d_]){IN_PARENTHESES})*")


def clean(text: str) -> tuple[str, tuple[Note, ...]]:
    """Return what of *text* is read: visible characters, NFC, at most `LONGEST` of them; with notes."""
    cut = text[: LONGEST + 1]
    visible = "".join(_visible(each) for each in cut)
    normal = unicodedata.normalize("NFC", visible).replace("ʼ", "’")
    return normal[:LONGEST].strip(), (Note.CUT,) if len(text) > LONGEST else ()


def _visible(letter: str) -> str:
    """Return *letter*; a space for a control character, nothing for what has no width, as readers do with documents."""
    category = unicodedata.category(letter)
    return "" if category == "Cf" else " " if category in ("Cc", "Cs") else letter


def lexemes(text: str) -> tuple[tuple[Lexeme, ...], tuple[Note, ...]]:
    """Return the lexemes of *text*, as `clean` left it, with balanced parentheses; and notes."""
    notes: list[Note] = []
    return tuple(_balanced(_scan(text, notes), notes)), tuple(dict.fromkeys(notes))


def _scan(text: str, notes: list[Note]) -> Iterator[Lexeme]:
    """
    Yield lexemes from left to right; every step moves on, so the time is linear.

    Elided articles are passed over: « l’eau » is searched as « eau ».
    """
    at = 0
    while at < len(text):
        letter = text[at]
        if letter in _CLOSING:
            end = text.find(_CLOSING[letter], at + 1)
            if end < 0:
                notes.append(Note.UNCLOSED_QUOTE)
                end = len(text)
            yield Lexeme(Mark.PHRASE, text[at + 1 : end])
            at = end + 1
        elif letter in "()":
            yield Lexeme(Mark.OPEN if letter == "(" else Mark.CLOSE)
            at += 1
        elif letter in "-−" and at + 1 < len(text) and not text[at + 1].isspace():
            yield Lexeme(Mark.NOT)
            at += 1
        elif (field := _FIELD.match(text, at)) and fold(field[1]) in FIELDS:
            yield Lexeme(Mark.FIELD, fold(field[1]))
            at = field.end()
        elif articles := ARTICLES.match(text, at):
            at = articles.end()
        elif word := (JOINED.match(text, at) or _WORD.match(text, at)):
            yield Lexeme(_OPERATOR.get(word[0], Mark.WORD), word[0])
            at = word.end()
        else:
            at += 1


def _balanced(scanned: Iterator[Lexeme], notes: list[Note]) -> Iterator[Lexeme]:
    """Leave out the parentheses that close nothing or go too deep, and close those that stay open."""
    depth = too_deep = 0
    for lexeme in scanned:
        if lexeme.mark is Mark.OPEN:
            if depth == DEEPEST:
                notes.append(Note.TOO_DEEP)
                too_deep += 1
                continue
            depth += 1
        elif lexeme.mark is Mark.CLOSE:
            if too_deep:
                too_deep -= 1
                continue
            if not depth:
                notes.append(Note.UNBALANCED)
                continue
            depth -= 1
        yield lexeme
    if depth:
        notes.append(Note.UNBALANCED)
        yield from [Lexeme(Mark.CLOSE)] * depth
