"""Stems of words that are not French: the regular plural is off, and nothing else."""

import pytest

from indexer.analysis.foreign import foreign_stems, is_foreign, without_plural
from indexer.analysis.words import words


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("trials", "trial"),
        ("houses", "house"),
        ("studies", "study"),
        ("trees", "tree"),
        ("classes", "class"),
        ("taxes", "tax"),
        ("approaches", "approach"),
        ("wishes", "wish"),
        ("viruses", "viruse"),  # known defect, as « virus » keeps its s
        ("virus", "virus"),
        ("process", "process"),
        ("s", ""),
        ("", ""),
    ],
)
def test_regular_plurals_lose_their_mark(plural: str, singular: str) -> None:
    assert without_plural(plural) == singular


@pytest.mark.parametrize("word", ["study", "house", "class", "tree", "canal", "eau"])
def test_a_singular_is_left_alone(word: str) -> None:
    assert without_plural(word) == word


@pytest.mark.parametrize(
    ("folded", "stem"),
    [("trials", "=trial"), ("agency's", "=agency"), ("h2020", "h2020"), ("aujourd'hui", "aujourd'hui"), ("c++", "c++")],
)
def test_a_stem_bears_a_sign_where_the_word_is_letters(folded: str, stem: str) -> None:
    assert foreign_stems(folded) == (stem,)


def test_no_french_word_has_the_stem_of_a_foreign_one() -> None:
    text = "Les études, 1,5 M€, 50 %, le XXIe siècle, R&D, C++, l’aujourd’hui, covid-19, café="
    assert not any(is_foreign(stem) for word in words(text) for stem in word.forms.stems)
