"""
Words as numbers: of tokens from 1, of folded words and of stems from 0, each in the order in which they first came.
"""

from array import array
from collections.abc import Callable

from indexer.analysis.tokens import HELD_SPACE, held
from indexer.analysis.words import forms_of_new, mark_of, token_texts

_MOST_REMEMBERED = 20_000_000
"""Letters, and as many again for each text as it takes room besides."""

_ROOM = 40
_LONGEST_REMEMBERED = 2_000


class Numbering:
    """
    Numbers for the texts of tokens, and what each token stands for: `folded_of[t - 1]` is the folded word of token t;
    where `tokens_with_stem[i]` is t (they ascend), `stems_of[i]` is one of its stems.
    """

    def __init__(self) -> None:
        self.tokens: dict[str, int] = {}
        self.folded: dict[str, int] = {}
        self.stems: dict[str, int] = {}
        self.folded_of = array("I")
        self.tokens_with_stem = array("I")
        self.stems_of = array("I")
        self._known: dict[str, Known] = {}

    def known(self, language: str | None) -> "Known":
        """Return the numbers of texts in *language*."""
        mark = mark_of(language)
        found = self._known.get(mark)
        if found is None:
            found = self._known[mark] = Known(self.number, mark)
        return found

    def forget_texts(self) -> None:
        """Forget what texts are in numbers, though not the numbers."""
        self._known.clear()

    def number(self, token: str) -> int:
        """Return the number of the text of a token."""
        found = self.tokens.get(token)
        return self._new(token) if found is None else found

    def _new(self, token: str) -> int:
        read = forms_of_new(token)
        number = self.tokens[token] = len(self.tokens) + 1
        self.folded_of.append(self.folded.setdefault(read.folded, len(self.folded)))
        for stem in read.stems:
            self.tokens_with_stem.append(number)
            self.stems_of.append(self.stems.setdefault(stem, len(self.stems)))
        return number


class Known(dict[str, bytes]):
    """
    The numbers of the tokens of texts and chunks, as bytes of uint32, remembered; *number* numbers the texts of tokens,
    which *mark* ends.
    """

    def __init__(self, number: Callable[[str], int], mark: str) -> None:
        super().__init__()
        self._number = number
        self._mark = mark
        self._size = 0

    def numbers(self, text: str) -> bytes:
        """Return the numbers of *text*, chunk by chunk."""
        if HELD_SPACE in text:
            return self._read(text)
        return b"".join(map(self.__getitem__, held(text).split()))

    def repeated(self, text: str) -> bytes:
        """Return the numbers of *text*, which others are likely to repeat."""
        if HELD_SPACE in text:
            return self._read(text)
        return self[text]

    def __missing__(self, text: str) -> bytes:
        found = self._read(text.replace(HELD_SPACE, " "))
        if len(text) <= _LONGEST_REMEMBERED:
            self._size += _ROOM + len(text)
            if self._size > _MOST_REMEMBERED:
                self.clear()
                self._size = 0
            self[text] = found
        return found

    def _read(self, text: str) -> bytes:
        return array("I", map(self._number, token_texts(text, self._mark))).tobytes()
