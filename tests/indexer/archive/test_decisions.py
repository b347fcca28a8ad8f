"""People's decisions: the rules of `personnes.txt`, and what is wrong with those that cannot be read."""

from pathlib import Path

import pytest

from indexer.archive.decisions import (
    FILE_NAME,
    NO_DECISIONS,
    PeopleDecisions,
    Selector,
    parse_decisions,
    read_decisions,
)
from indexer.errors import SettingsError

MAIL = "c.exemple@example.org"
CAMILLE, CLAUDE = Selector("camille exemple"), Selector("claude exemple")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", {}),
        ("# rien\n\n   \n", {}),
        ("Camille Exemple = C. Exemple", {CAMILLE: "Camille Exemple", Selector("c exemple"): "Camille Exemple"}),
        ("  Camille   Exemple=EXEMPLE Camille  # vu", {CAMILLE: "Camille Exemple"}),
        ("camille exemple = Mme Camille Exemple", {CAMILLE: "camille exemple"}),
        (
            f"Camille Exemple = {MAIL.upper()}",
            {
                CAMILLE: "Camille Exemple",
                Selector("", MAIL): "Camille Exemple",
                Selector("camille exemple", MAIL): "Camille Exemple",
            },
        ),
        (
            f"Camille (Nantes) = Camille Exemple <{MAIL}>; Camille Exemple (Ville de Nantes)",
            {
                Selector("camille nantes"): "Camille (Nantes)",
                Selector("camille exemple", MAIL): "Camille (Nantes)",
                Selector("camille nantes", MAIL): "Camille (Nantes)",
                Selector("camille exemple", "", "ville de nantes"): "Camille (Nantes)",
                Selector("camille nantes", "", "ville de nantes"): "Camille (Nantes)",
            },
        ),
        (
            "Camille Exemple = C. Exemple\nCamille Exemple = Camille Durand",  # one person on two lines
            {
                CAMILLE: "Camille Exemple",
                Selector("c exemple"): "Camille Exemple",
                Selector("camille durand"): "Camille Exemple",
            },
        ),
    ],
)
def test_a_rule_gives_one_person_the_name_on_its_left(text: str, names: dict[Selector, str]) -> None:
    assert parse_decisions(text) == PeopleDecisions(names, {})


@pytest.mark.parametrize("sign", ["≠", "!="])
def test_a_rule_keeps_people_apart(sign: str) -> None:
    text = f"Camille Exemple {sign} Claude Exemple ; Claude Exemple <{MAIL}>"
    other = Selector("claude exemple", MAIL)
    assert parse_decisions(text) == PeopleDecisions(
        {}, {CAMILLE: frozenset({CLAUDE, other}), CLAUDE: frozenset({CAMILLE}), other: frozenset({CAMILLE})}
    )


def test_a_name_apart_from_itself_is_known_to_be_of_several_people() -> None:
    assert parse_decisions("Camille Exemple ≠ CAMILLE EXEMPLE").apart == {CAMILLE: frozenset({CAMILLE})}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Camille Exemple", "expected « Camille Exemple = "),
        ("= C. Exemple", "expected"),
        ("Camille Exemple =", "expected"),
        ("Camille Exemple = C. Exemple ; ; Camille", "expected"),
        ("Camille Exemple = C. Exemple = Camille", "expected"),
        (f"Camille <{MAIL}> = C. Exemple", "the name to show, and nothing else"),
        (f"{MAIL} = C. Exemple", "the name to show, and nothing else"),
        ("Camille ; Claude = C. Exemple", "the name to show, and nothing else"),
        ("Camille Exemple = C. Exemple <presse>", "« C. Exemple <presse> » is no name"),
        ("Camille Exemple = presse@", "« presse@ » is no name"),
        ("Claude Exemple = C. Exemple", "line 2 gives the same to « Camille Exemple »"),
        ("Zoé Modèle = Camille Exemple", "line 2 gives the same to « Camille Exemple »"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(line: str, reason: str) -> None:
    text = f"# personnes\nCamille Exemple = C. Exemple\n{line}\n"
    with pytest.raises(SettingsError) as raised:
        parse_decisions(text, "archive/personnes.txt")
    message = str(raised.value)
    assert message.startswith("archive/personnes.txt, line 3: ")
    assert reason in message
    assert f"« {line} »" in message


def test_decisions_are_read_from_their_file(tmp_path: Path) -> None:
    (tmp_path / "personnes.txt").write_text("\ufeffCamille Exemple = Élodie Exemple\r\n", "utf-8")
    assert read_decisions(tmp_path).names == {CAMILLE: "Camille Exemple", Selector("elodie exemple"): "Camille Exemple"}


def test_without_the_file_nothing_is_decided(tmp_path: Path) -> None:
    assert read_decisions(tmp_path) == NO_DECISIONS
    assert not NO_DECISIONS


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "personnes.txt").write_bytes("Élodie = É.".encode("cp1252"))
    with pytest.raises(SettingsError, match=r"personnes\.txt cannot be read: .*UTF-8"):
        read_decisions(tmp_path)


@pytest.mark.parametrize(
    ("key", "emails", "organisation", "name"),
    [
        ("camille exemple", (), "", "Camille Exemple"),
        ("c exemple", (MAIL,), "rail", "Par l’adresse"),  # name and address before all
        ("c exemple", (), "rail", "Par l’organisation"),
        ("d exemple", (MAIL,), "rail", "Par l’adresse"),
        ("c exemple", (), "", "Par le nom"),
        ("d exemple", (), "", None),
        ("a", (MAIL,), "", "C"),  # rules lead on
        ("x", ("x@example.org",), "", "X"),  # and stop in a circle, always at the same name
        ("y", ("x@example.org",), "", "X"),
    ],
)
def test_the_closest_rule_decides(key: str, emails: tuple[str, ...], organisation: str, name: str | None) -> None:
    decisions = PeopleDecisions(
        {
            CAMILLE: "Camille Exemple",
            Selector("c exemple", MAIL): "Par l’adresse",
            Selector("c exemple", "", "rail"): "Par l’organisation",
            Selector("c exemple"): "Par le nom",
            Selector("d exemple", MAIL): "Par l’adresse",
            Selector("a"): "B",
            Selector("b", MAIL): "C",
            Selector("x", "x@example.org"): "Y",
            Selector("y", "x@example.org"): "X",
        }
    )
    assert decisions.name_of(key, emails, organisation) == name


def test_an_address_alone_decides_before_a_name() -> None:
    decisions = parse_decisions(f"Zoé Modèle = {MAIL}\nCamille Exemple = C. Exemple")
    assert decisions.name_of("c exemple", (MAIL,), "") == "Zoé Modèle"
    assert decisions.name_of("c exemple", (), "") == "Camille Exemple"


def test_the_examples_of_the_manual_are_rules() -> None:
    manual = Path(__file__).parents[3] / "docs" / FILE_NAME.replace(".txt", ".md")
    blocks = manual.read_text("utf-8").split("```")[1::2]
    found = [parse_decisions(block) for block in blocks]
    assert [bool(each.names) for each in found] == [True, True, False]
    assert all(found)
    assert parse_decisions("\n".join(blocks))
