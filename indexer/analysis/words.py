"""
The chain: text -> words, each with its terms and its place.

Every word has a position, stop words and elided articles too, and gives terms of three kinds that never share a name:

    stem       folded, then stemmed; none for a stop word. What unquoted words match. In a text that is known not to be
               in French, the word without its plural, under a sign of its own.
    folded     without case and accents. What quoted words match, and prefixes.
    accented   for a word written with accents: the word with all of its accents, and with some of them left out, so
               that a query that types one accent asks for that one and leaves the other letters free. A capital
               without accent, which French typography allows, stays one here: « COMMUNIQUE », « Etat » (see `asked`).
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache, partial
from itertools import chain, combinations
from typing import NamedTuple, TypeVar

from indexer.analysis.figures import is_rank
from indexer.analysis.folding import fold, fold_text
from indexer.analysis.foreign import foreign_stems
from indexer.analysis.lemmas import stems
from indexer.analysis.stopwords import STOP_WORDS
from indexer.analysis.tokens import CHUNK, FOREIGN_MARK, VALUE_MARK, tokenise

_Value = TypeVar("_Value")

LONGEST = 64
"""Letters of a word that count: longer words are cut, in documents and in queries alike."""

_MOST_ACCENTS = 5
_MAY_BEAR_ACCENT = frozenset("AEIOUC")


class Kind(StrEnum):
    """The three kinds of terms."""

    STEM = "stem"
    FOLDED = "folded"
    ACCENTED = "accented"


class Term(NamedTuple):
    """What an engine looks up."""

    kind: Kind
    text: str


class Forms(NamedTuple):
    """
    All that a token's *text* gives: its spelling (apostrophes and figures made regular), and its terms by kind.

    `forms(text)` are these forms again.
    """

    text: str
    spelling: str
    folded: str
    stems: tuple[str, ...]

    @property
    def accented(self) -> tuple[str, ...]:
        """The accented terms: made when they are asked for, since indexes keep spellings."""
        return tuple(_accented(self.spelling))

    @property
    def surface(self) -> str:
        """The word as people are shown it: in lower case."""
        return self.spelling.lower()

    @property
    def terms(self) -> Iterator[Term]:
        """All of the word's terms."""
        yield Term(Kind.FOLDED, self.folded)
        for stem in self.stems:
            yield Term(Kind.STEM, stem)
        for accented in self.accented:
            yield Term(Kind.ACCENTED, accented)

    @property
    def is_stop_word(self) -> bool:
        """Whether the word carries grammar only."""
        return not self.stems

    def has(self, term: Term) -> bool:
        """Return whether *term* is among the word's terms."""
        match term.kind:
            case Kind.STEM:
                return term.text in self.stems
            case Kind.FOLDED:
                return term.text == self.folded
            case Kind.ACCENTED:
                return term.text in self.accented


class Word(NamedTuple):
    """A word at a place: half-open offsets in code points; its number in the list of words is its position."""

    start: int
    end: int
    forms: Forms


def words(text: str, language: str | None = None) -> Iterator[Word]:
    """
    Yield the words of *text* (Unicode NFC) in order; linear in its length.

    *language* is the two-letter code of the text's language; French where it is not known.
    """
    words_of = _WORDS_OF[mark_of(language)]
    for chunk in CHUNK.finditer(text):
        start = chunk.start()
        for first, last, found in words_of[chunk[0]]:
            yield Word(start + first, start + last, found)


def chunk_words(chunk: str, language: str | None = None) -> tuple[Word, ...]:
    """
    Return the words of *chunk*, with offsets into it: a match of `indexer.analysis.tokens.CHUNK`, or several and what
    is between them. Chunks are remembered, as texts repeat themselves.
    """
    return _WORDS_OF[mark_of(language)][chunk]


def word_forms(text: str, language: str | None = None) -> Iterator[Forms]:
    """Yield the forms of the words of *text* in order: `words` without their offsets, several times as fast."""
    return chain.from_iterable(map(_FORMS_OF[mark_of(language)].__getitem__, CHUNK.findall(text)))


def token_texts(text: str, mark: str) -> Iterator[str]:
    """Yield the texts of the tokens of *text*, from which `forms` makes the words; *mark* ends them (see `mark_of`)."""
    return (token.text[:LONGEST] + mark for token in tokenise(text))


def mark_of(language: str | None) -> str:
    """Return what ends the tokens of a text in *language*."""
    return FOREIGN_MARK if language and language != "fr" else ""


class _Remembered(dict[str, _Value]):
    """
    What a function says of a chunk of text, remembered: texts repeat themselves.

    When *most* chunks are known all are forgotten; long ones never are remembered.
    """

    def __init__(self, function: Callable[[str], _Value], most: int = 1 << 17) -> None:
        super().__init__()
        self._function = function
        self._most = most

    def __missing__(self, chunk: str) -> _Value:
        value = self._function(chunk)
        if len(chunk) <= LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[chunk] = value
        return value


def _words_of(chunk: str, mark: str) -> tuple[Word, ...]:
    return tuple(Word(start, end, forms(text[:LONGEST] + mark)) for start, end, text in tokenise(chunk))


def _forms_of(chunk: str, mark: str) -> tuple[Forms, ...]:
    return tuple(map(forms, token_texts(chunk, mark)))


_WORDS_OF = {mark: _Remembered(partial(_words_of, mark=mark)) for mark in ("", FOREIGN_MARK)}
_FORMS_OF = {mark: _Remembered(partial(_forms_of, mark=mark)) for mark in ("", FOREIGN_MARK)}


@lru_cache(maxsize=1 << 16)
def forms(text: str) -> Forms:
    """Return the forms of a token's text (see `indexer.analysis.tokens.Token`), which may end with a `FOREIGN_MARK`."""
    return forms_of_new(text)


def forms_of_new(text: str) -> Forms:
    """Return `forms(text)` of a *text* that will not be asked for again: nothing is remembered."""
    spelling, *values = text.removesuffix(FOREIGN_MARK).split(VALUE_MARK)
    folded = fold_text(spelling)
    return Forms(
        text=text,
        spelling=spelling,
        folded=folded,
        stems=_stems(folded, values, foreign_stems if text.endswith(FOREIGN_MARK) else stems),
    )


def stems_anywhere(found: Forms) -> tuple[str, ...]:
    """Return the stems that a word of a French text has there, and those that it would have in another text."""
    return tuple(dict.fromkeys((*found.stems, *forms(found.text + FOREIGN_MARK).stems)))


def _stems(folded: str, values: list[str], stems_of: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    if folded in STOP_WORDS:
        return ()
    if any(map(is_rank, values)):
        return tuple(values)
    return tuple(dict.fromkeys((*stems_of(folded), *values)))


def asked(spelling: str) -> tuple[Term, ...]:
    """
    Return the terms, any of which answers a quoted *spelling*.

    A letter typed with an accent asks for that accent, a letter typed without accepts any; a capital written without
    accent in the document answers an accent too. Known defect: not beside another capital that has one (« RÉNOVE »).
    """
    lower = _ligatures_written_out(spelling).lower()
    unaccented = "".join(fold(letter) for letter in lower)
    if unaccented == lower:
        return (Term(Kind.FOLDED, fold(spelling)),)
    spellings = [lower, unaccented.upper()]
    if unaccented[0] != lower[0]:
        spellings.append(unaccented[0].upper() + lower[1:])
    return tuple(Term(Kind.ACCENTED, each) for each in dict.fromkeys(spellings))


def _accented(spelling: str) -> Iterator[str]:
    """Yield the accented terms of *spelling*; none when nothing marks its accents."""
    spelling = _ligatures_written_out(spelling)
    lower = spelling.lower()
    places = [i for i, letter in enumerate(lower) if fold(letter) != letter]
    if not places and spelling.isupper():
        if not _MAY_BEAR_ACCENT.isdisjoint(spelling):
            yield spelling
        return
    kept = _with_accents_left_out(lower, places)
    yield from kept[:-1]
    if spelling[0] in _MAY_BEAR_ACCENT:
        yield from (spelling[0] + each[1:] for each in kept)


def _with_accents_left_out(word: str, places: list[int]) -> list[str]:
    """Return *word* with all of its accents, with some of them, and last with none; only the extremes when many."""
    sizes = range(len(places) + 1) if len(places) <= _MOST_ACCENTS else (0, len(places))
    return [
        "".join(fold(letter) if i in left_out else letter for i, letter in enumerate(word))
        for size in sizes
        for left_out in combinations(places, size)
    ]


def _ligatures_written_out(spelling: str) -> str:
    if spelling.isascii():
        return spelling
    return spelling.replace("œ", "oe").replace("æ", "ae").replace("Œ", "OE").replace("Æ", "AE")
