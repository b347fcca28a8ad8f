"""Folding: one spelling without case, accents or ligatures."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.folding import fold, fold_text

FRENCH = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæ'-"


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("", ""),
        ("Été", "ete"),
        ("ÉTÉ", "ete"),
        ("E\u0301te\u0301", "ete"),  # decomposed
        ("garçon", "garcon"),
        ("naïf", "naif"),
        ("capharnaüm", "capharnaum"),
        ("L’Haÿ", "l’hay"),
        ("cœur", "coeur"),
        ("CŒUR", "coeur"),
        ("ex æquo", "ex aequo"),
        ("ﬁn", "fin"),  # ligature of a PDF
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("1,5", "1,5"),
        ("aujourd'hui", "aujourd'hui"),
    ],
)
def test_folding_takes_off_case_accents_and_ligatures(word: str, folded: str) -> None:
    assert fold(word) == folded
    assert fold_text(word) == folded


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text(max_size=30))
def test_words_and_texts_are_folded_alike(word: str) -> None:
    assert fold_text(word) == fold(word)


@given(st.text(alphabet=FRENCH, max_size=30))
def test_case_and_form_of_unicode_do_not_count(word: str) -> None:
    assert fold(word.upper()) == fold(word)
    assert fold(unicodedata.normalize("NFD", word)) == fold(word)
    assert fold(word).isascii()
