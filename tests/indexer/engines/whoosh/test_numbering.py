"""Texts become the numbers of their tokens, whether they are read, remembered, or forgotten again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.tokens import HELD_SPACE
from indexer.analysis.words import forms, word_forms
from indexer.engines.whoosh import numbering
from indexer.engines.whoosh.numbering import Numbering

_PIECES = st.sampled_from(["1", "200", " ", "\u202f", "M€", "50 %", "XXIe", "été", "Été,", "l’eau", "eaux", HELD_SPACE])
_TEXTS = st.lists(_PIECES | st.text(max_size=4), max_size=12).map("".join)


@given(st.lists(st.tuples(_TEXTS, st.sampled_from([None, "fr", "en"]), st.booleans()), max_size=6))
def test_numbers_stand_for_the_tokens_of_a_text(texts: list[tuple[str, str | None, bool]]) -> None:
    numbers = Numbering()
    found = []
    for text, language, is_repeated in texts:
        known = numbers.known(language)
        found.append(known.repeated(text) if is_repeated else known.numbers(text))
    tokens = ["", *numbers.tokens]
    for (text, language, _), read in zip(texts, found, strict=True):
        assert [tokens[each] for each in np.frombuffer(read, np.uint32)] == [
            each.text for each in word_forms(text, language)
        ]


def test_tokens_have_their_folded_word_and_their_stems() -> None:
    numbers = Numbering()
    numbers.known("fr").numbers("Les eaux, l’eau : 1,5 M€ et l'Eau")
    folded, stems = [*numbers.folded], [*numbers.stems]
    of_tokens = [folded[each] for each in numbers.folded_of]
    assert of_tokens == [forms(token).folded for token in numbers.tokens]
    pairs = zip(numbers.tokens_with_stem, (stems[each] for each in numbers.stems_of), strict=True)
    assert [*pairs] == [
        (number, stem) for number, token in enumerate(numbers.tokens, start=1) for stem in forms(token).stems
    ]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "_MOST_REMEMBERED", 100)
    monkeypatch.setattr(numbering, "_LONGEST_REMEMBERED", 10)
    known = Numbering().known(None)
    for text in ("mer", "port", "dune", "un phare au bout de la jetée"):
        assert known.repeated(text) == known.repeated(text)
    assert [*known] == ["dune"]
