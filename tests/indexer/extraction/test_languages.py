"""The language that a text is in: named where its words of grammar are clear, left open where they are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.timing import cpu_seconds

from indexer.analysis.folding import fold
from indexer.extraction.function_words import FUNCTION_WORDS
from indexer.extraction.languages import detect_language
from indexer.queries import Facet
from indexer.searching import facet_label

FRENCH = "Le canal rouvre après deux ans de travaux menés par la commune, et les péniches reviennent au port. "
ENGLISH = "The canal opens again after two years of work by the town, and the barges are back in the port. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        (ENGLISH, "en"),
        ("Der Kanal wird nach zwei Jahren wieder geöffnet, und die Schiffe sind zurück in dem Hafen.", "de"),
        ("El canal abre de nuevo tras dos años de obras, y las barcas del pueblo han vuelto a los muelles.", "es"),
        ("Il canale riapre dopo due anni di lavori, e le barche del comune sono tornate nel porto della città.", "it"),
        ("O canal reabre ao fim de dois anos de obras, e os barcos da vila já estão no porto com as redes.", "pt"),
        ("Het kanaal gaat na twee jaar werk weer open, en de boten van de gemeente zijn terug in de haven.", "nl"),
        (
            "El canal obre després de dos anys de feina, i les barques del poble han tornat als molls.",
            "ca",
        ),
        ("L’AGENCE REGIONALE DE SANTE PRESENTE SES RESULTATS A LA PRESSE : L’ETAT DES EAUX EST BON", "fr"),
        ("L'Agence lance un plan pour l'eau et la santé des jeunes", "fr"),
        (FRENCH * 3 + f"« {ENGLISH}» " + FRENCH, "fr"),  # a quotation
        ("Le robot « Best of the World » et le projet « Women in Science » au salon de la robotique", "fr"),
    ],
)
def test_a_language_is_known_by_its_words_of_grammar(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Communiqué de presse",
        "1 200 — 13/07/2023",
        "Canal Rivière Péniche Écluse Berge " * 40 + "le la les",  # a list of names
        f"{ENGLISH}{FRENCH}Elle en a fait une fête pour les enfants.",  # both
        "A csatorna két év munka után újra megnyílik, és a hajók visszatérnek a kikötőbe.",  # none of ours
    ],
)
def test_a_text_that_is_short_mixed_or_strange_is_left_open(text: str) -> None:
    assert detect_language(text) is None


@given(st.text(max_size=200))
def test_any_text_has_a_language_that_is_known_or_none(text: str) -> None:
    assert detect_language(text) in {None, *FUNCTION_WORDS}


@pytest.mark.parametrize("code", sorted(FUNCTION_WORDS))
def test_words_of_grammar_are_folded_letters_and_their_language_has_a_name(code: str) -> None:
    assert [word for word in FUNCTION_WORDS[code] if not word.isalpha() or fold(word) != word] == []
    assert facet_label(Facet.LANGUAGE, code) != code


def test_only_the_beginning_of_a_text_is_read() -> None:
    assert detect_language(FRENCH * 100 + ENGLISH * 1_000) == "fr"
    long = ENGLISH * 100_000
    assert cpu_seconds(lambda: detect_language(long)) < 0.05
