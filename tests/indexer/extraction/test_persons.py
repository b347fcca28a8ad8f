"""How the names of people are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.drawing import drawn

from indexer.extraction.persons import parsed, person_key

NAMES = st.lists(
    st.sampled_from(
        [
            *("Camille", "CAMILLE", "camille", "Élodie", "ÉLODIE", "Jean-Pierre", "JEAN-PIERRE", "Exemple", "EXEMPLE"),
            *(
                "exemple",
                "EXEMPLE,",
                "Exemple,",
                "ŒILLET",
                "d'Aubigné",
                "D’AUBIGNÉ",
                "L'HOSTIS",
                "McDonald",
                "MCDONALD",
            ),
            *("C.", "C", "J.-P.", "J.P.", "J-P", "JP", "NG", "M.", "Mme", "M", "Dr", "(Mme)", "le", "Le", "LE", "la"),
            *("de", "DE", "’", "-", "."),
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Camille Exemple", "Camille Exemple"),
        ("CAMILLE EXEMPLE", "Camille Exemple"),
        ("camille exemple", "Camille Exemple"),
        ("  Camille \u00a0Exemple ", "Camille Exemple"),
        ("E\u0301lodie Exemple", "Élodie Exemple"),
        ("ÉLÉONORE ŒILLET", "Éléonore Œillet"),
        # the surname first
        ("EXEMPLE Camille", "Camille Exemple"),
        ("Exemple, Camille", "Camille Exemple"),
        ("EXEMPLE, Camille", "Camille Exemple"),
        ("EXEMPLE, CAMILLE", "Camille Exemple"),
        ("Exemple, Mme Camille", "Camille Exemple"),
        ("EXEMPLE C.", "C. Exemple"),
        ("EXEMPLE M.", "Exemple M."),  # Monsieur, or Marie
        ("Le GOFF Yann", "Yann Le Goff"),
        ("DE LA EXEMPLE Camille", "Camille de La Exemple"),
        ("D’AUBIGNÉ Marc-Antoine", "Marc-Antoine d’Aubigné"),
        ("Camille EXEMPLE", "Camille Exemple"),
        ("Exemple Camille", "Exemple Camille"),  # nothing tells
        ("EXEMPLE CAMILLE", "Exemple Camille"),
        ("Camille Exemple, Directrice", "Camille Exemple, Directrice"),
        # titles
        ("Mme Camille Exemple", "Camille Exemple"),
        ("MME CAMILLE EXEMPLE", "Camille Exemple"),
        ("Madame Camille EXEMPLE", "Camille Exemple"),
        ("M. le Professeur Camille Exemple", "Camille Exemple"),
        ("Dr. Camille Exemple", "Camille Exemple"),
        ("Me Camille Exemple", "Camille Exemple"),
        ("M.Camille Exemple", "Camille Exemple"),
        ("M Camille Exemple", "Camille Exemple"),
        ("Camille Exemple (Mme)", "Camille Exemple"),
        ("Mme EXEMPLE Camille", "Camille Exemple"),
        ("M. Exemple", "M. Exemple"),  # a surname alone keeps what else tells who it is
        ("Monsieur EXEMPLE", "M. Exemple"),
        ("Madame Exemple", "Mme Exemple"),
        # initials
        ("C. Exemple", "C. Exemple"),
        ("C Exemple", "C. Exemple"),
        ("c. exemple", "C. Exemple"),
        ("M. C. Exemple", "C. Exemple"),
        ("M.-C. Exemple", "M.-C. Exemple"),
        ("M.C. Exemple", "M.C. Exemple"),
        ("J-P Exemple", "J.-P. Exemple"),
        ("J.-P. EXEMPLE", "J.-P. Exemple"),
        ("JP Exemple", "JP Exemple"),
        ("CAMILLE NG", "Camille Ng"),
        # particles, apostrophes, hyphens
        ("MARC-ANTOINE D'AUBIGNÉ", "Marc-Antoine d’Aubigné"),
        ("Marc-Antoine d' Aubigné", "Marc-Antoine d’Aubigné"),
        ("CAMILLE DE EXEMPLE", "Camille de Exemple"),
        ("CAMILLE D’EXEMPLE-DU-LAC", "Camille d’Exemple-du-Lac"),
        ("YANN LE GOFF", "Yann Le Goff"),
        ("RÉMI L'HOSTIS", "Rémi L’Hostis"),
        ("FÉLICITÉ N'DIAYE-ROCHE", "Félicité N’Diaye-Roche"),
        ("KELLY O'EXEMPLE", "Kelly O’Exemple"),
        ("CAMILLE MCEXEMPLE", "Camille McExemple"),
        ("Camille McEXEMPLE", "Camille McExemple"),
        ("Ludwig von Exemple", "Ludwig von Exemple"),
        ("JEAN‑PIERRE EXEMPLE", "Jean-Pierre Exemple"),  # a hyphen that does not break
        # no name
        ("", ""),
        ("?", "?"),
    ],
)
def test_a_name_is_shown_in_mixed_case_given_name_first(name: str, shown: str) -> None:
    assert parsed(name).shown == shown


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Camille Exemple-Durand", ("camille", "exemple", "durand")),
        ("J.-P. Exemple", ("j.", "p.", "exemple")),
        ("Jean-P. Exemple", ("jean", "p.", "exemple")),
        ("J.P. Exemple", ("j.", "p.", "exemple")),
        ("Félicité N’Diaye", ("felicite", "ndiaye")),
        ("Félicité NDiaye", ("felicite", "ndiaye")),
        ("Mme Exemple", ("exemple",)),
    ],
)
def test_the_words_of_a_name_are_folded_and_keep_initials_apart(name: str, words: tuple[str, ...]) -> None:
    assert parsed(name).words == words


@pytest.mark.parametrize(
    ("name", "is_ordered"),
    [
        ("Camille EXEMPLE", True),
        ("EXEMPLE Camille", True),
        ("Exemple, Camille", True),
        ("Camille Exemple", False),
        ("CAMILLE EXEMPLE", False),
    ],
)
def test_capitals_and_a_comma_tell_the_surname(name: str, is_ordered: bool) -> None:
    assert parsed(name).is_ordered is is_ordered


@drawn(300)
@given(NAMES | st.text("aAdDéÉmMeœŒßł'’-., ()1", max_size=16))
def test_parsing_what_is_shown_changes_nothing(name: str) -> None:
    found = parsed(name)
    again = parsed(found.shown)
    assert (again.shown, again.words, again.title) == (found.shown, found.words, found.title)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Camille Exemple", "camille exemple"),
        ("EXEMPLE Camille", "camille exemple"),
        ("exemple  camille", "camille exemple"),
        ("Mme Camille Exemple", "camille exemple"),
        ("Exemple, Mme Camille", "camille exemple"),
        ("Mme Exemple", "exemple"),
        ("Mme", "mme"),
        ("M.-C. Exemple", "c exemple m"),
        ("Marc Antoine D'Aubigne", "antoine daubigne marc"),
        ("Marc-Antoine d’Aubigné", "antoine daubigne marc"),
        ("", ""),
    ],
)
def test_case_accents_order_and_titles_do_not_count_in_what_is_typed(name: str, key: str) -> None:
    assert person_key(name) == key


@drawn(200)
@given(NAMES)
def test_a_name_and_what_is_shown_of_it_have_one_key(name: str) -> None:
    assert person_key(parsed(name).shown) == person_key(name)
