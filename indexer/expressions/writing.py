"""A tree, written out as a person would type it; parsed again it gives the same tree."""

import re

from indexer.analysis.figures import TAIL
from indexer.expressions.tree import All, AnyOf, AtLeast, Everything, Except, Expression, Leaf

_GOES_ON = re.compile(f" [0-9]|{TAIL}")


def written(tree: Expression) -> str:
    """Return *tree* as a person would type it."""
    match tree:
        case Leaf(text=text):
            return text
        case Everything():
            return ""
        case AnyOf(clauses):
            return " OU ".join(_operand(each) if isinstance(each, AnyOf) else written(each) for each in clauses)
        case AtLeast(_, clauses):
            return _side_by_side([written(each) for each in clauses])
        case All(clauses):
            return _conjunction(clauses)
        case Except(kept, excluded):
            left_out = excluded.clauses if isinstance(excluded, AnyOf) else (excluded,)
            first = _operand(kept) if isinstance(kept, AnyOf | Except) else written(kept)
            return " ".join([first, *(f"SAUF {_operand(each)}" for each in left_out)]).strip()


def _conjunction(clauses: tuple[Expression, ...]) -> str:
    """Join required clauses by ET; loose words, which come last, need none."""
    required, last = clauses[:-1], clauses[-1]
    if not isinstance(last, AtLeast):
        return " ET ".join(_operand(each) for each in clauses)
    if len(required) == 1 and isinstance(required[0], Leaf) and required[0].exact:
        return f"({written(required[0])}) {written(last)}"
    return _side_by_side([" ET ".join(_operand(each) for each in required), written(last)])


def _side_by_side(texts: list[str]) -> str:
    """Join with spaces, or commas where a figure would go on: « 3, 114 » is not « 3 114 »."""
    joined = texts[0]
    for text in texts[1:]:
        joined += (", " if joined[-1].isdigit() and _GOES_ON.match(f" {text}") else " ") + text
    return joined


def _operand(clause: Expression) -> str:
    return written(clause) if isinstance(clause, Leaf) else f"({written(clause)})"
