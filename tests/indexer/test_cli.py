"""The command line: what it prints, and its exit status. Other programs rely on both."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.archive_files import AUTUMN, SPRING, write

from indexer import indexing
from indexer.cli import main


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    write(folder, "2024/printemps.txt", SPRING)
    write(folder, "2024/automne.md", AUTUMN)
    write(folder, "2024/plan.wml", "plan")
    return folder


@pytest.fixture
def index(tmp_path: Path, archive: Path) -> Path:
    place = tmp_path / "index"
    assert run("index", archive, "--index", place).exit_code == 0
    return place


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], env=environment)


def test_index_prints_a_report_in_json(archive: Path, tmp_path: Path) -> None:
    result = run("index", archive, "--index", tmp_path / "index", "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(report) == ["new", "changed", "removed", "unchanged", "ignored", "failed", "seconds"]
    assert (report["new"], report["ignored"]) == (2, [{"path": "2024/plan.wml", "reason": "type .wml is not read"}])


def test_index_prints_a_report_in_words(archive: Path, tmp_path: Path) -> None:
    result = run("index", archive, "--index", tmp_path / "index")
    assert result.stdout.startswith("2 new, 0 changed, 0 removed, 0 unchanged, 1 ignored, in ")


def test_decisions_are_read_at_each_run_where_state_says(archive: Path, tmp_path: Path) -> None:
    index, state = tmp_path / "index", tmp_path / "decisions"
    write(state, "emetteurs.txt", "2024 = Agence des étangs bretons")
    assert run("index", archive, "--index", index).exit_code == 0
    search = ("search", "étangs", "--index", index, "--emetteur", "Agence des étangs bretons", "--json")
    assert json.loads(run(*search).stdout)["total"] == 0
    assert run("index", archive, "--index", index, "--state", state).exit_code == 0
    assert json.loads(run(*search).stdout)["total"] == 2
    assert run("index", archive, "--index", index, INFOPRESSE_STATE=str(state)).exit_code == 0
    assert json.loads(run(*search).stdout)["total"] == 2


def test_decisions_that_are_not_understood_end_with_2_and_change_nothing(archive: Path, index: Path) -> None:
    write(archive, ".infopresse/emetteurs.txt", "2024 Agence")
    write(archive, "2025/nouveau.txt", SPRING)
    result = run("index", archive, "--index", index)
    assert result.exit_code == 2
    assert "emetteurs.txt, line 1" in result.stderr
    assert json.loads(run("search", "étangs", "--index", index, "--json").stdout)["total"] == 2


def test_index_exits_with_1_when_a_file_failed(archive: Path, tmp_path: Path) -> None:
    write(archive, "vide.txt", "")
    result = run("index", archive, "--index", tmp_path / "index")
    assert result.exit_code == 1
    assert "failed   vide.txt: empty file" in result.stderr


def test_files_may_be_read_by_several_processes(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_WORTH_SHARING", 2)
    reports = [
        json.loads(run("index", archive, "--index", tmp_path / number, "--processes", number, "--json").stdout)
        for number in ("1", "2")
    ]
    assert {**reports[0], "seconds": 0} == {**reports[1], "seconds": 0}


def test_index_refuses_a_half_empty_archive_with_2(archive: Path, index: Path) -> None:
    for path in archive.glob("2024/*.*"):
        path.unlink()
    result = run("index", archive, "--index", index)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--allow-removals" in result.stderr
    assert run("index", archive, "--index", index, "--allow-removals").exit_code == 0


def test_index_refuses_a_place_inside_the_archive(archive: Path) -> None:
    result = run("index", archive, "--index", archive / "index")
    assert result.exit_code == 2
    assert "lies inside the archive" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "total"),
    [
        (("étang",), 2),
        (("",), 2),
        (("étang", "--du", "2024-05"), 1),
        (("étang", "--au", "mars 2024"), 1),
        (("étang", "--annee", "2024", "--annee", "2023"), 2),
        (("étang", "--mois", "2024-10"), 1),
        (("étang", "--contact", "kervadec maelle"), 2),
        (("étang", "--contact", "maelle.kervadec@example.org"), 2),
        (("étang", "--lieu", "Rennes"), 1),
        (("étang", "--type", "communique de presse"), 2),
        (("pêche digues hiver crues", "--mots", "un"), 2),
        (("pêche digues hiver crues", "--mots", "tous"), 0),
        (("--", "-pêche"), 1),
        (("-",), 2),
    ],
)
def test_search_filters_as_the_page_does(index: Path, arguments: tuple[str, ...], total: int) -> None:
    result = run("search", "--index", index, "--json", *arguments)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["total"] == total


def test_search_prints_the_object_of_the_api(index: Path) -> None:
    found = json.loads(run("search", "étangs", "--index", index, "--taille", 1, "--json").stdout)
    assert list(found) == ["query", "total", "page", "pages", "size", "took_ms", "hits", "facets", "others"]
    assert list(found["query"]) == ["text", "read_as", "matching", "notes"]
    assert found["query"]["matching"] == {"words": 1, "at_least": 1, "loosened": False}
    assert (found["total"], found["page"], found["pages"], found["size"]) == (2, 1, 2, 1)
    (hit,) = found["hits"]
    assert list(hit) == [
        *("id", "url", "title", "title_marks", "date", "kind", "place", "issuer", "contacts", "source", "score"),
        "excerpts",
    ]
    assert hit["url"] == f"/communiques/{hit['id']}"
    start, end = hit["title_marks"][0]
    assert hit["title"][start:end] == "étangs"
    assert [list(value) for value in found["facets"]["annee"]] == [["value", "label", "count", "selected"]]


def test_search_prints_hits_in_words(index: Path) -> None:
    out = run("search", "pêche", "--index", index).stdout
    assert out.startswith("1 releases, page 1 of 1\n\n2024-03-12  Les étangs rouvrent au printemps")


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--du", "hier", "cette date n’est pas comprise"),
        ("--taille", "1000", "il faut un nombre entier de 1 à 100"),
        ("--tri", "hasard", "il faut l’une de ces valeurs"),
        ("--zones", "pied", "il faut l’une de ces valeurs"),
        ("--annee", "24", "il faut une année"),
    ],
)
def test_search_refuses_wrong_options_with_2(index: Path, option: str, value: str, reason: str) -> None:
    result = run("search", "étangs", "--index", index, option, value)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_search_without_an_index_says_how_to_make_one(tmp_path: Path) -> None:
    result = run("search", "étangs", "--index", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "infopresse index FOLDER" in result.stderr


def test_environment_names_the_index(index: Path) -> None:
    assert json.loads(run("search", "étangs", "--json", INFOPRESSE_INDEX=str(index)).stdout)["total"] == 2


def test_unknown_setting_in_the_environment_is_an_error(index: Path) -> None:
    result = run("search", "étangs", INFOPRESSE_INDXE=str(index))
    assert result.exit_code == 2
    assert "unknown environment variable INFOPRESSE_INDXE" in result.stderr


def test_read_prints_one_object_a_release_and_indexes_nothing(archive: Path, tmp_path: Path) -> None:
    result = run("read", archive / "2024" / "printemps.txt", "--archive", archive, "--json")
    (line,) = result.stdout.splitlines()
    record = json.loads(line)
    assert result.exit_code == 0
    assert (record["id"], record["date"], record["place"]) == ("2024/printemps", "2024-03-12", "Rennes")
    assert record["kind"] == "COMMUNIQUÉ DE PRESSE"
    assert record["contacts"][0]["phones"] == ["+33199001234"]
    assert set(record) >= {
        *("path", "id", "title", "subtitle", "kind", "place", "date", "embargo", "issuer", "language", "contacts"),
        *("zones", "warnings"),
    }
    assert set(record["zones"]) == {"lead", "body", "notes", "boilerplate"}


def test_read_takes_a_whole_folder(archive: Path) -> None:
    result = run("read", archive)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["2024/automne", "2024/printemps"]
    assert result.exit_code == 1  # the .wml file was named and could not be read


def test_read_names_what_it_cannot_read_and_goes_on(archive: Path) -> None:
    bad = write(archive, "vide.txt", "")
    result = run("read", bad, archive / "2024" / "printemps.txt")
    assert result.exit_code == 1
    assert "vide.txt: empty file" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_info_says_what_the_index_holds(index: Path) -> None:
    info = json.loads(run("info", "--index", index, "--json").stdout)
    assert info["releases"] == 2
    assert "releases          2" in run("info", "--index", index).stdout


def test_watching_needs_a_folder(index: Path) -> None:
    result = run("serve", "--index", index, "--watch")
    assert result.exit_code == 2
    assert "--watch needs" in result.stderr


def test_installed_command_runs(index: Path) -> None:
    command = Path(sys.executable).with_name("infopresse")
    done = subprocess.run([command, "info", "--index", index], capture_output=True, text=True, timeout=60, check=True)
    assert "generation" in done.stdout


def test_check_says_in_words_what_to_do_by_concern_and_exits_1_when_a_person_is_needed(archive: Path) -> None:
    write(archive, "2024/vide.txt", "")
    write(archive, "2023/copie.txt", SPRING)
    result = run("check", archive)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:4] == [
        "empty-file (1): delete it, or put the text back from a copy",
        "    2024/vide.txt: empty file",
        "duplicate (1): keep one of these files",
        "    2023/copie.txt, 2024/printemps.txt: the same bytes",
    ]
    assert re.fullmatch(
        r"4 files, 3 releases, 2 findings, 2 of them for a person, in \d+\.\d s", result.stdout.splitlines()[-1]
    )


def test_check_prints_its_findings_in_json(archive: Path) -> None:
    write(archive, "2023/annonce.txt", SPRING.replace("le 12 mars 2024", "le 4 avril 2023").partition("CONTACT")[0])
    result = run("check", archive, "--json")
    report = json.loads(result.stdout)
    assert list(report) == ["files", "releases", "findings", "seconds"]
    assert (report["files"], report["releases"]) == (3, 3)
    assert report["findings"] == [
        {
            "concern": "no-contact",
            "paths": ["2023/annonce.txt"],
            "detail": "nobody to write to or call",
            "advice": "nothing, if the release never named one",
            "needs_person": False,
        }
    ]
    assert result.exit_code == 0  # it is told, and asks for nobody


def test_check_names_three_files_of_many(archive: Path) -> None:
    for number in range(5):
        write(archive, f"2022/{number}.txt", SPRING)
    assert "    2022/0.txt, 2022/1.txt, 2022/2.txt and 3 more: the same bytes" in run("check", archive).stdout


@pytest.mark.parametrize("arguments", [["absent"], [], ["--unknown"]])
def test_check_of_what_is_no_folder_ends_with_2(arguments: list[str]) -> None:
    assert run("check", *arguments).exit_code == 2


def test_check_with_decisions_that_are_not_understood_ends_with_2(archive: Path, tmp_path: Path) -> None:
    state = tmp_path / "decisions"
    write(state, "personnes.txt", "no rule at all\n")
    result = run("check", archive, "--state", state)
    assert (result.exit_code, "personnes.txt" in result.stderr) == (2, True)
