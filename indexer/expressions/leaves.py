"""Words -> leaves: what an unquoted word, a quoted text, a prefix and a lone stop word ask for."""

from dataclasses import dataclass

from indexer.analysis.foreign import is_foreign
from indexer.analysis.tokens import AMOUNT
from indexer.analysis.words import Kind, Term, Word, asked, stems_anywhere, words
from indexer.expressions.lexing import Lexeme, Mark, lexemes
from indexer.expressions.tree import Alternatives, Leaf, Prefix
from indexer.releases import Zone

SHORTEST_PREFIX = 3
"""Letters of a word before a star that make it a prefix."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a leaf is searched, and the name of the field that says so, with its colon."""

    zones: frozenset[Zone]
    field: str = ""


def word_leaf(typed: str, read: list[Word], scope: Scope) -> Leaf:
    """Return the leaf of an unquoted word, by value if it is an amount; hyphenated parts stand next to each other."""
    if AMOUNT.fullmatch(typed):
        return Leaf(scope.field + typed, ((Term(Kind.STEM, read[0].forms.stems[-1]),),), _folded(read), scope.zones)
    text = _written(typed, read)
    parts = list(words(text))
    return Leaf(scope.field + text, tuple(_stemmed(word) for word in parts), _folded(parts), scope.zones)


def stop_leaf(read: list[Word], scope: Scope) -> Leaf:
    """Return the leaf of a stop word that is searched for want of better: as a quoted word without accents."""
    text = " ".join(word.forms.folded for word in read)
    return Leaf(f'{scope.field}"{text}"', _folded(read), zones=scope.zones)


def prefix_leaf(typed: str, read: list[Word], scope: Scope) -> Leaf:
    """Return the leaf of a word before a star; the parts before a hyphen are whole."""
    return Leaf(
        f"{scope.field}{_written(typed, read)}*",
        (*_folded(read[:-1]), (Prefix(read[-1].forms.folded),)),
        zones=scope.zones,
    )


def phrase_leaf(typed: str, scope: Scope) -> Leaf | None:
    """Return the leaf of a quoted text, exact forms in that order, or None when there is no word in it."""
    text = " ".join(typed.replace('"', " ").split())
    positions = tuple(_quoted(text, word) for word in words(text))
    return Leaf(f'{scope.field}"{text}"', positions, zones=scope.zones) if positions else None


def french_key(leaf: Leaf) -> tuple[Alternatives, ...]:
    """Return what all leaves that ask for the same words have in common, in whichever of their French forms."""
    return tuple(tuple(each for each in place if not is_foreign(each.text)) for place in leaf.positions)


def has_star(typed: str, word: Word) -> bool:
    """Return whether a star follows *word* in *typed* at once."""
    return typed.startswith("*", word.end)


def is_short(word: Word) -> bool:
    """Return whether *word* is too short for a prefix."""
    return len(word.forms.folded) < SHORTEST_PREFIX


def _written(typed: str, read: list[Word]) -> str:
    """Return the words *read* as typed, or, where that would not be read as one word again, as their parts."""
    text = typed[read[0].start : read[-1].end]
    is_one = lexemes(text)[0] == (Lexeme(Mark.WORD, text),)
    return text if is_one else "-".join(word.forms.surface for word in read)


def _quoted(typed: str, word: Word) -> Alternatives:
    if has_star(typed, word) and not is_short(word):
        return (Prefix(word.forms.folded),)
    return asked(word.forms.surface)


def _stemmed(word: Word) -> Alternatives:
    """Return the stems of a word in French releases and in others; a stop word has none in either."""
    if word.forms.is_stop_word:
        return (Term(Kind.FOLDED, word.forms.folded),)
    return tuple(Term(Kind.STEM, stem) for stem in stems_anywhere(word.forms))


def _folded(read: list[Word]) -> tuple[Alternatives, ...]:
    return tuple((Term(Kind.FOLDED, word.forms.folded),) for word in read)
