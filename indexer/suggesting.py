"""Completion: the words of the archive that go on from what was typed."""

import datetime

from indexer.analysis.folding import fold
from indexer.analysis.tokens import tokenise
from indexer.analysis.words import Kind, Term
from indexer.engines.base import Engine
from indexer.expressions.lexing import clean

MOST = 10
SHORTEST = 2


def suggest(engine: Engine, typed: str, *, at: datetime.datetime) -> tuple[str, ...]:
    """
    Return up to `MOST` words, as the archive writes them, that begin with the last word of *typed*: the most frequent
    first. Nothing for fewer than `SHORTEST` letters. Raises what *engine* raises.
    """
    text, _ = clean(typed)
    last = next(iter([*tokenise(text)][-1:]), None)
    if last is None or last.end < len(text) or last.text.endswith("'") or len(last.text) < SHORTEST:
        return ()
    prefix = fold(last.text)
    terms = [Term(Kind.FOLDED, each.text) for each in engine.vocabulary(Kind.FOLDED, prefix, at=at, limit=MOST)]
    written = engine.forms(terms, at=at)
    return tuple(_best(written[term]) for term in terms if written[term])


def _best(spellings: tuple[str, ...]) -> str:
    """Return, in lower case, the spelling with the most accents: capitals lose theirs, nothing gains any."""
    surfaces = sorted({spelling.lower() for spelling in spellings})
    return max(surfaces, key=lambda surface: sum(not letter.isascii() for letter in surface))
