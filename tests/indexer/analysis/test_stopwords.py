"""Stop words carry grammar only; what also is a word of press releases is none."""

import pytest

from indexer.analysis.folding import fold
from indexer.analysis.stopwords import STOP_WORDS
from indexer.analysis.words import words

_KEPT = """
    été avions avion est son sons état états sans plus bon bons car cars or point points personne personnes
    bien fait faits monde moins nouveau grand fin pouvoir avoir être temps jour mois an ans année part cas
    accord droit droits devoir homme femme contre nord sud ouest premier deux trois maïs
"""


@pytest.mark.parametrize("word", _KEPT.split())
def test_a_word_of_press_releases_is_no_stop_word(word: str) -> None:
    assert fold(word) not in STOP_WORDS


@pytest.mark.parametrize(
    "word",
    """
    le la les un une des du de au aux l' d' qu' n' s' j' c' jusqu' lorsqu' puisqu' ce cet cette ces leur leurs nos vos
    je tu il elle on nous vous ils elles qui que quoi dont où à dans par pour avec sur et mais donc ni ne pas
    a ont sont était
    """.replace("mais", "").split(),
)
def test_a_word_of_grammar_is_a_stop_word(word: str) -> None:
    assert fold(word) in STOP_WORDS


@pytest.mark.parametrize("letter", list("bdlmnst"))
def test_a_letter_is_no_elided_article(letter: str) -> None:
    assert letter not in STOP_WORDS


def test_stop_words_are_folded() -> None:
    assert [word for word in sorted(STOP_WORDS) if fold(word) != word] == []


def test_every_stop_word_is_one_word_of_a_text() -> None:
    for stop_word in STOP_WORDS:
        (word,) = words(stop_word)
        assert word.forms.is_stop_word
        assert not word.forms.stems


def test_a_vitamin_keeps_its_letter() -> None:
    assert [word.forms.is_stop_word for word in words("La vitamine D")] == [True, False, False]
