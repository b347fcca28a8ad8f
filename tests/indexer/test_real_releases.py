"""The main job, end to end, on real releases: what stock French search gets wrong is right here."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support.opened_files import opened_below
from support.real_data import releases_folder

from indexer.cli import main

Search = Callable[..., dict[str, Any]]


def run(*arguments: object) -> dict[str, Any]:
    result = CliRunner().invoke(main, [*(str(each) for each in arguments), "--json"])
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "archive"
    shutil.copytree(releases_folder(), folder, ignore=shutil.ignore_patterns("gold.jsonl", "MANIFEST.tsv"))
    return folder


@pytest.fixture(scope="module")
def first_run(archive: Path) -> dict[str, Any]:
    return run("index", archive, "--index", archive.parent / "index")


@pytest.fixture(scope="module")
def search(archive: Path, first_run: dict[str, Any]) -> Iterator[Search]:
    assert not first_run["failed"]
    yield lambda *arguments: run("search", "--index", archive.parent / "index", *arguments)


def sources(found: dict[str, Any]) -> list[str]:
    return sorted(hit["source"].split("_")[0] for hit in found["hits"])


def test_every_file_of_a_known_type_is_read(archive: Path, first_run: dict[str, Any]) -> None:
    readable = [path for path in archive.rglob("*") if path.suffix in {".txt", ".md", ".html", ".htm", ".json"}]
    assert (first_run["new"], first_run["failed"]) == (len(readable), [])


def test_other_types_are_ignored_by_name(archive: Path, first_run: dict[str, Any]) -> None:
    others = {path.relative_to(archive).as_posix() for path in archive.rglob("*") if path.suffix == ".wml"}
    assert {each["path"] for each in first_run["ignored"]} == others


def test_second_run_opens_no_file_and_changes_are_counted(archive: Path, tmp_path: Path) -> None:
    copy, index = tmp_path / "archive", tmp_path / "index"
    shutil.copytree(archive / "cnll", copy)
    first = run("index", copy, "--index", index)
    with opened_below(copy) as opened:
        second = run("index", copy, "--index", index)
    assert opened == []
    assert (second["new"], second["changed"], second["removed"]) == (0, 0, 0)
    assert second["unchanged"] == first["new"]
    files = sorted(copy.glob("*.md"))
    os.utime(files[0])
    files[1].write_text(files[1].read_text(encoding="utf-8") + "\nUn paragraphe ajouté.\n", encoding="utf-8")
    files[2].unlink()
    (copy / "nouveau.txt").write_text("Un titre nouveau\n\nUn corps de texte zygomorphe.\n", encoding="utf-8")
    third = run("index", copy, "--index", index)
    assert (third["new"], third["changed"], third["removed"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("cancer", "cancers"),
        ("contrat d’objectifs", "contrat d'objectifs"),
        ("coeur", "cœur"),
        ("decennale", "décennale"),
        ("DÉCENNALE", "décennale"),
    ],
)
def test_two_spellings_find_the_same(search: Search, left: str, right: str) -> None:
    assert search(left)["total"] == search(right)["total"] > 0


@pytest.mark.parametrize(
    ("typed", "total"),
    [
        ('"stratégies décennales"', 0),
        ('"dans le cadre de la présidence française"', 1),
        ('"Agence d\'expertise sanitaire et scientifique publique" titre:rapport', 0),  # headed « À propos »
    ],
)
def test_exact_totals(search: Search, typed: str, total: int) -> None:
    assert search(typed)["total"] == total


def test_phrase_is_found_in_both_releases(search: Search) -> None:
    assert {"inca/000", "inca/001"} <= set(sources(search('"stratégie décennale"')))


def test_best_match_comes_first(search: Search) -> None:
    assert search("contrat d'objectifs et de performance")["hits"][0]["source"].startswith("inca/001")


def test_contact_and_dates_narrow_down(search: Search) -> None:
    assert sources(search("", "--contact", "Lydia Dauzet")) == ["inca/000", "inca/001"]
    year = ("--du", "2022-01-01", "--au", "2022-12-31")
    assert sources(search("", "--contact", "Lydia Dauzet", *year)) == ["inca/001"]


def test_headed_boilerplate_matches_only_on_demand(search: Search) -> None:
    phrase = '"créé par la loi de santé publique"'
    assert "inca/000" not in sources(search(phrase))
    assert "inca/000" in sources(search(phrase, "--zones", "apropos"))
    assert "inca/000" in sources(search(f"apropos:{phrase}"))


def test_excerpt_marks_the_word_that_was_found(search: Search) -> None:
    (hit,) = search("ultramarin")["hits"]
    assert [each["text"][a:b] for each in hit["excerpts"] for a, b in each["marks"]] == ["ultramarins"]
