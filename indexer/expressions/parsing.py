"""
Lexemes -> tree, and how the tree was read.

    query   := group (OU group)*
    group   := ([ET] [- | SAUF] operand)*
    operand := word | prefix* | "phrase" | ( query ) | field:operand

The words of a group that stand neither in quotes, nor under a field, nor beside ET, nor under SAUF are *loose*: of
three and more, not all need match (`needed`). Stop words are left out, unless the group holds nothing else.
Source of the loose rule: measured on judged French queries, see the project's decisions in README.md.
"""

import math
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from indexer.analysis.words import words
from indexer.expressions.leaves import (
    Scope,
    french_key,
    has_star,
    is_short,
    phrase_leaf,
    prefix_leaf,
    stop_leaf,
    word_leaf,
)
from indexer.expressions.lexing import FIELDS, Lexeme, Mark, Note, clean, lexemes
from indexer.expressions.tree import All, AnyOf, AtLeast, Everything, Except, Expression, Leaf
from indexer.expressions.writing import written
from indexer.releases import SEARCHED_BY_DEFAULT, Zone

MOST_LEAVES = 64
"""Words, phrases and prefixes of a query that are searched."""


class Matching(StrEnum):
    """How many of the loose words must match: by their number, all, or one."""

    AUTO = "auto"
    ALL = "tous"
    ANY = "un"


@dataclass(frozen=True, slots=True)
class Reading:
    """
    How a typed text was read.

    *read_as* is the query written out; parsed again it gives the same tree. Of its *words* loose words *at_least* must
    match. *notes* say what was cut, ignored or closed.
    """

    text: str
    tree: Expression
    read_as: str
    words: int
    at_least: int
    zones: frozenset[Zone] = SEARCHED_BY_DEFAULT
    matching: Matching = Matching.AUTO
    notes: tuple[Note, ...] = ()


def needed(words: int, matching: Matching = Matching.AUTO) -> int:
    """Return how many of *words* loose words must match: all of 1 or 2, all but one of 3 or 4, 60 % of more."""
    if matching is Matching.ALL:
        return words
    if matching is Matching.ANY:
        return min(words, 1)
    if words <= 2:
        return words
    return words - 1 if words <= 4 else math.ceil(0.6 * words)


@lru_cache(maxsize=256)
def parse(typed: str, *, zones: frozenset[Zone] = SEARCHED_BY_DEFAULT, matching: Matching = Matching.AUTO) -> Reading:
    """
    Read *typed*, whatever it is; words that no field governs are searched in *zones*. Linear in its length, and
    remembered: pages and filters are asked for again with the same words.
    """
    text, notes = clean(typed)
    read, more = lexemes(text)
    parser = _Parser(read, [*notes, *more])
    tree = parser.query(Scope(zones), matching) or Everything()
    if text and isinstance(tree, Everything):
        parser.notes.append(Note.NOTHING)
    return Reading(
        text=text,
        tree=tree,
        read_as=written(tree),
        words=parser.most_loose,
        at_least=needed(parser.most_loose, matching),
        zones=zones,
        matching=matching,
        notes=tuple(dict.fromkeys(parser.notes)),
    )


@dataclass(slots=True)
class _Group:
    """What a group has gathered so far."""

    required: list[Expression] = field(default_factory=list)
    loose: list[Leaf] = field(default_factory=list)
    stop_words: list[Leaf] = field(default_factory=list)
    excluded: list[Expression] = field(default_factory=list)

    @property
    def distinct(self) -> tuple[Leaf, ...]:
        """The loose words, each once: two forms that ask for the same are one."""
        return tuple({french_key(leaf): leaf for leaf in reversed(self.loose)}.values())[::-1]

    def tree(self, matching: Matching) -> Expression | None:
        """Return the group as one node, or None when it holds nothing. Among required clauses loose words come last."""
        loose = self.distinct
        clauses = self.required.copy()
        if len(loose) == 1:
            clauses.append(loose[0])
        elif matching is Matching.ALL:
            clauses += loose
        elif loose:
            clauses.append(AtLeast(needed(len(loose), matching), loose))
        if not clauses and not self.excluded:
            clauses = [*self.stop_words]
        kept = _joined(All, clauses)
        if not self.excluded:
            return kept
        return Except(kept or Everything(), _joined(AnyOf, self.excluded) or Everything())


def _joined(node: type[All] | type[AnyOf], clauses: list[Expression]) -> Expression | None:
    clauses = list(dict.fromkeys(clauses))
    if len(clauses) > 1:
        return node(tuple(clauses))
    return clauses[0] if clauses else None


class _Parser:
    """Reads a balanced sequence of lexemes once, from left to right."""

    def __init__(self, read: tuple[Lexeme, ...], notes: list[Note]) -> None:
        self._read = read
        self._at = 0
        self._leaves = 0
        self.notes = notes
        self.most_loose = 0

    def query(self, scope: Scope, matching: Matching) -> Expression | None:
        """Read groups up to the end or to the parenthesis that closes them."""
        groups = [self._group(scope, matching)]
        while self._next() is Mark.OR:
            self._at += 1
            groups.append(self._group(scope, matching))
        found = [group for group in groups if group is not None]
        if len(found) < len(groups) and len(groups) > 1:
            self.notes.append(Note.DANGLING)
        return _joined(AnyOf, found)

    def _next(self) -> Mark | None:
        return self._read[self._at].mark if self._at < len(self._read) else None

    def _group(self, scope: Scope, matching: Matching) -> Expression | None:
        group = _Group()
        follows_and, is_first = False, True
        while self._next() not in (Mark.OR, Mark.CLOSE, None):
            if self._next() is Mark.AND:
                self._at += 1
                self._note_if(is_first or follows_and)
                follows_and = not is_first
                continue
            is_first = False
            if self._next() is Mark.NOT:
                self._at += 1
                self._exclude(group, scope)
            else:
                stop_words = len(group.stop_words)
                self._include(group, scope, matching, is_strict=follows_and or bool(scope.field) or self._precedes_and)
                if len(group.stop_words) > stop_words:
                    continue  # « ET le tabac » requires tobacco
            follows_and = False
        self._note_if(follows_and)
        self.most_loose = max(self.most_loose, len(group.distinct))
        return group.tree(matching)

    @property
    def _precedes_and(self) -> bool:
        """Whether ET follows the word that comes next."""
        return self._at + 1 < len(self._read) and self._read[self._at + 1].mark is Mark.AND

    def _note_if(self, dangling: bool) -> None:
        if dangling:
            self.notes.append(Note.DANGLING)

    def _exclude(self, group: _Group, scope: Scope) -> None:
        """Read what follows SAUF, past stop words: « SAUF le tabac » leaves tobacco out."""
        aside = _Group()
        while self._next() not in (Mark.OR, Mark.AND, Mark.NOT, Mark.CLOSE, None):
            self._include(aside, scope, Matching.ALL, is_strict=True)
            if aside.required:
                group.excluded += aside.required
                return
        self.notes.append(Note.DANGLING)

    def _include(self, group: _Group, scope: Scope, matching: Matching, *, is_strict: bool) -> None:
        """Read one operand into *group*."""
        lexeme = self._read[self._at]
        self._at += 1
        match lexeme.mark:
            case Mark.FIELD:
                if self._next() in (Mark.WORD, Mark.PHRASE, Mark.OPEN, Mark.FIELD):
                    inside = Scope(FIELDS[lexeme.text], f"{lexeme.text}:")
                    self._include(group, inside, Matching.ALL, is_strict=True)
                else:
                    self.notes.append(Note.DANGLING)
            case Mark.OPEN:
                inner = self.query(scope, matching)
                self._at += 1
                group.required += [inner] if inner is not None else []
            case Mark.PHRASE:
                self._phrase(group, lexeme.text, scope)
            case _:
                self._word(group, lexeme.text, scope, is_strict=is_strict)

    def _phrase(self, group: _Group, typed: str, scope: Scope) -> None:
        if any(has_star(typed, word) and is_short(word) for word in words(typed)):
            self.notes.append(Note.SHORT_PREFIX)
        leaf = phrase_leaf(typed, scope)
        if leaf:
            group.required += self._counted(leaf)

    def _word(self, group: _Group, typed: str, scope: Scope, *, is_strict: bool) -> None:
        read = list(words(typed))
        if not read:
            return
        if has_star(typed, read[-1]):
            if not is_short(read[-1]):
                group.required += self._counted(prefix_leaf(typed, read, scope))
                return
            self.notes.append(Note.SHORT_PREFIX)
        if all(word.forms.is_stop_word for word in read):
            group.stop_words += self._counted(stop_leaf(read, scope))
        elif is_strict:
            group.required += self._counted(word_leaf(typed, read, scope))
        else:
            group.loose += self._counted(word_leaf(typed, read, scope))

    def _counted(self, leaf: Leaf) -> list[Leaf]:
        self._leaves += 1
        if self._leaves <= MOST_LEAVES:
            return [leaf]
        self.notes.append(Note.TOO_MANY_WORDS)
        return []
