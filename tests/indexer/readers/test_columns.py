import pytest

from indexer.readers.columns import columns


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (
            ["CENTRE DES FORÊTS          Contact presse :", "                           Camille Exemple"],
            [["CENTRE DES FORÊTS"], ["Contact presse :", "Camille Exemple"]],
        ),
        (
            ["Camille Exemple       Dominique Essai", "01 99 00 12 34        01 99 00 12 35"],
            [["Camille Exemple", "01 99 00 12 34"], ["Dominique Essai", "01 99 00 12 35"]],
        ),
        (
            [
                "Presse              Investisseurs",
                "Camille Exemple     Dominique Essai",
                "c.exemple@canaux.example.org      d.essai@canaux.example.org",
                "01 99 00 12 34      01 99 00 12 35",
            ],
            [
                ["Presse", "Camille Exemple", "c.exemple@canaux.example.org", "01 99 00 12 34"],
                ["Investisseurs", "Dominique Essai", "d.essai@canaux.example.org", "01 99 00 12 35"],
            ],
        ),  # a long cell pushes the next one
        (["CANAUX DE L'OUEST          INFO PRESSE"], [["CANAUX DE L'OUEST", "INFO PRESSE"]]),
        (["Écluses       12", "Ponts         34"], [["Écluses 12", "Ponts 34"]]),  # a table is read across
        (["Le canal   rouvre.", "Les péniches reviennent."], [["Le canal rouvre.", "Les péniches reviennent."]]),
        (["                         Lyon, le 3 mai 2024"], [["Lyon, le 3 mai 2024"]]),
        (
            ["                         INSTITUT DES CANAUX", "                         Lyon, le 3 mai 2024"],
            [["INSTITUT DES CANAUX", "Lyon, le 3 mai 2024"]],
        ),
    ],
)
def test_two_columns_are_read_one_after_the_other(lines: list[str], read: list[list[str]]) -> None:
    assert columns(lines) == read


def test_long_lines_take_linear_time() -> None:
    columns([" " * 200_000 + "a", "a b    " * 30_000])
