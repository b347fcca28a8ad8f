"""What people decided: text files that say exactly which line is not understood."""

from pathlib import Path

import pytest
from support.archive_files import write

from indexer.archive.deciding import NO_DECISIONS, Decisions, read_decisions
from indexer.errors import SettingsError


def decide(archive: Path, text: str, name: str = "emetteurs.txt") -> Path:
    return write(archive / ".infopresse", name, text)


def test_an_archive_without_decisions_has_none(tmp_path: Path) -> None:
    assert read_decisions(tmp_path) == NO_DECISIONS
    (tmp_path / ".infopresse").mkdir()
    assert read_decisions(tmp_path) == NO_DECISIONS


def test_issuers_are_named_by_folder(tmp_path: Path) -> None:
    decide(
        tmp_path,
        "\ufeff# Émetteurs\n\n2019/santé/ = Agence de santé\r\n /2020=Mairie\n. = Région = Ouest\n2020 = Mairie\n",
    )
    assert dict(read_decisions(tmp_path).issuers) == {
        "2019/santé": "Agence de santé",
        "2020": "Mairie",
        ".": "Région = Ouest",
    }


def test_folders_are_compared_in_one_unicode_form(tmp_path: Path) -> None:
    decide(tmp_path, "sante\u0301 = Mairie")
    assert read_decisions(tmp_path) == Decisions({"santé": "Mairie"})


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    decide(tmp_path, "rien qui soit compris", "notes.txt")
    assert read_decisions(tmp_path) == NO_DECISIONS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2019 Mairie", "line 1: '2019 Mairie' is not understood"),
        ("# ici\n\n2019 =", "line 3: '2019 =' is not understood"),
        ("= Mairie", "line 1"),
        ("../autre = Mairie", "line 1"),
        ("2019 = Mairie\n2019/ = Région", "line 2: a line above says that '2019' is of 'Mairie'"),
    ],
)
def test_a_line_that_is_not_understood_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = decide(tmp_path, text)
    with pytest.raises(SettingsError) as error:
        read_decisions(tmp_path)
    assert said in str(error.value)
    assert str(path) in str(error.value)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    decide(tmp_path, "").write_bytes(b"2019 = R\xe9gion")
    with pytest.raises(SettingsError, match=r"emetteurs\.txt cannot be read: .*UTF-8"):
        read_decisions(tmp_path)


def test_decisions_may_lie_elsewhere(tmp_path: Path) -> None:
    archive, state = tmp_path / "archive", tmp_path / "decisions"
    decide(archive, "a = Mairie")
    write(state, "emetteurs.txt", "b = Région")
    assert dict(read_decisions(archive, state).issuers) == {"b": "Région"}
    assert dict(read_decisions(archive, archive / ".infopresse").issuers) == {"a": "Mairie"}


def test_a_folder_of_decisions_that_is_missing_or_would_be_indexed_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "decisions"
    with pytest.raises(SettingsError, match="is not there: make it, or name another with --state"):
        read_decisions(tmp_path, inside)
    inside.mkdir()
    with pytest.raises(SettingsError, match="would be indexed"):
        read_decisions(tmp_path, inside)
