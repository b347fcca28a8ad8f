"""
Needles: bytes to look for in the outline of a text, so that every word that answers begins with one of them, or, for a
figure, holds one. They find too much, never too little: what they find is analysed.

The outline has one byte a code point, without case and accents, so that one needle stands for « énergie », « Énergie »
and « ENERGIES », and `bytes.find` does the work. Letters that fold to several, or are not of Latin-1, are a `?` there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from indexer.analysis.folding import fold
from indexer.analysis.words import Kind, Term
from indexer.expressions.tree import Alternatives, Prefix

Spellings = Mapping[Term, tuple[str, ...]]
"""The words as written that gave each term (see `indexer.engines.base.Engine.forms`)."""

_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789.")
_LIGATURES = ("oe", "ae", "ss", "fi", "fl")
_LIGATURE_STARTS = tuple({each[0] for each in _LIGATURES})
_SHORTEST_STEM = 4
_SHORTEST_SHARED = 4
_DOTTED_LETTERS = 3
_FIGURE = re.compile(rb"[0-9]+(?:\.[0-9]+)*")
_PHONE = re.compile(rb"0[0-9]{9}")
_DOTTED_END = re.compile(rb"\.[a-z?](?![a-z0-9])")


def _outline_byte(code: int) -> int:
    character = chr(code)
    if character.isspace():
        return ord(" ")
    outlined = fold(character.replace(",", ".")).encode("latin-1", "replace")
    return outlined[0] if len(outlined) == 1 and outlined[0] in _KEPT else ord("?")


_OUTLINE = bytes(map(_outline_byte, range(256)))


def outline(text: str) -> bytes:
    """
    Return *text* without case and accents, one byte a code point: a letter, a digit, a space, a full stop (for commas
    too) or a `?`.
    """
    return text.replace("’", "'").encode("latin-1", "replace").translate(_OUTLINE)  # replacing first is quicker


def needles(alternatives: Alternatives, spellings: Spellings) -> tuple[bytes, ...]:
    """Return the needles of what may stand at one place."""
    return shortest(each for alternative in alternatives for each in _needles(alternative, spellings))


def dotted(needles: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return the needles of the same words written with dots: « c.n.r » for « cnrs »."""
    words = (needle[:_DOTTED_LETTERS] for needle in needles if len(needle) > 1 and not needle[:1].isdigit())
    return shortest(b".".join(word[i : i + 1] for i in range(len(word))) for word in words)


def may_be_dotted(outlined: bytes) -> bool:
    """Return whether an outline may hold a word written with dots."""
    return _DOTTED_END.search(outlined) is not None


def shortest(needles: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return fewer needles that find the same and more: beginnings stand for what goes on from them."""
    kept: list[bytes] = []
    for needle in sorted(set(needles)):
        if not kept:
            kept.append(needle)
        elif not needle.startswith(kept[-1]):
            shared = next(i for i, (one, other) in enumerate(zip(kept[-1], needle, strict=False)) if one != other)
            if shared >= _SHORTEST_SHARED:
                kept[-1] = needle[:shared]
            else:
                kept.append(needle)
    return tuple(kept)


def _needles(alternative: Term | Prefix, spellings: Spellings) -> Iterator[bytes]:
    if isinstance(alternative, Prefix):
        yield from _prefix_needles(alternative.text)
        return
    written = spellings.get(alternative, ())
    for each in set(outline("\n".join((*written, *_own_text(alternative)))).split()):
        yield _figure_needle(each) if _FIGURE.fullmatch(each) else each


def _own_text(term: Term) -> tuple[str, ...]:
    """Return the text of *term* where words begin with it: it finds the forms that no engine has seen yet."""
    is_beginning = len(term.text) >= _SHORTEST_STEM and term.text.isalpha() if term.kind is Kind.STEM else True
    return (term.text,) if is_beginning else ()


def _figure_needle(figure: bytes) -> bytes:
    """Return what stands together in a regular figure however it is grouped: the end, of pairs or of thousands."""
    if _PHONE.fullmatch(figure):
        return figure[-2:]
    whole, stop, decimals = figure.partition(b".")
    return whole[-3:] + stop + decimals


def _prefix_needles(prefix: str) -> Iterator[bytes]:
    """
    Yield the needles of the words that begin with a folded *prefix*.

    Known defect: a letter that is not of Latin-1 (« Dvořák ») is found only where its release would show no mark.
    """
    start = prefix[:3]
    if start.isdigit():
        yield from _figure_beginnings(start)
        return
    yield outline(prefix)
    yield from (outline(prefix.replace(each, "?")) for each in _LIGATURES if each in prefix)
    if prefix.endswith(_LIGATURE_STARTS):
        yield outline(prefix[:-1] + "?")


def _figure_beginnings(digits: str) -> Iterator[bytes]:
    """Yield three *digits* as they may be grouped; a telephone number may be written without its zero."""
    if digits.startswith("0"):
        yield outline(digits[1])
    yield outline(digits)
    for gap in " ?":
        yield outline(f"{digits[0]}{gap}{digits[1:]}")
        yield outline(f"{digits[:2]}{gap}{digits[2]}")
