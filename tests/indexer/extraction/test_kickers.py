import pytest

from indexer.extraction.kickers import is_kicker


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("EXPOSITION", True),
        ("4e baromètre des prix de l'eau", True),
        ("12ème édition du baromètre des prix", True),
        ("Sondage Institut Exemple pour la Ligue des canaux", True),
        ("Étude Exemple 2024", True),
        ("Baromètre des prix : l'eau augmente encore", False),
        ("Enquête ouverte après l'incendie du dépôt", False),
        ("ENQUÊTE OUVERTE APRÈS L'INCENDIE", False),
        ("Sondage Exemple : trois habitants sur quatre aiment le canal", False),
        ("Exposition", False),
        ("LE CANAL", False),
        ("EAU", False),
        ("", False),
    ],
)
def test_a_kicker_is_told_by_its_form(line: str, expected: bool) -> None:
    assert is_kicker(line) is expected


def test_long_lines_take_linear_time() -> None:
    assert not is_kicker("Sondage " + "A" * 200_000 + ":")
