"""A file may be renamed: links to its release lead to it, for as long as `permaliens.jsonl` says so."""

import datetime
import itertools
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.archive_files import AUTUMN, SPRING, write
from support.clocks import SECOND, Clock
from support.conformance import moved_to
from support.drawing import drawn

from indexer.archive.catalogue import Catalogue
from indexer.engines import open_engine
from indexer.errors import RemovalsRefused
from indexer.indexing import Report, synchronise
from webapp import create_app

EMBARGO = datetime.datetime(2026, 7, 1, 6, tzinfo=datetime.UTC)
UNDER_EMBARGO = f"---\nembargo: {EMBARGO.isoformat()}\n---\n\n{AUTUMN}"
OTHER = "Une digue\n\nLa digue tient.\n"


class Served:
    """A folder of files, its catalogue, its index, and a client of its application."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "archive"
        self.folder.mkdir(parents=True)
        self.index = root / "index"
        self.clock = Clock(EMBARGO + SECOND)
        self.open()

    def open(self) -> None:
        self.engine = open_engine(self.index / "engine")
        self.catalogue = Catalogue(self.index / "catalogue.sqlite")
        self.client = create_app(self.engine, clock=self.clock).test_client()

    def close(self) -> None:
        self.engine.close()
        self.catalogue.close()

    def lose_caches(self) -> None:
        self.close()
        shutil.rmtree(self.index)
        self.open()

    def run(self, **options: bool) -> Report:
        return synchronise(self.engine, self.catalogue, self.folder, **options)

    def write(self, name: str, text: str) -> None:
        write(self.folder, name, text)

    def rename(self, before: str, after: str) -> None:
        (self.folder / after).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / before).rename(self.folder / after)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()

    @property
    def journal(self) -> Path:
        return self.folder / ".infopresse" / "permaliens.jsonl"

    def moves(self) -> list[tuple[str, str]]:
        lines = self.journal.read_text(encoding="utf-8").splitlines() if self.journal.exists() else []
        return [(move["from"], move["to"]) for move in map(json.loads, lines)]

    def leads(self, release_id: str) -> str:
        """Return the status of a release's page, or the id that it leads to; the API says the same."""
        found = []
        for start in ("/communiques/", "/api/v1/communiques/"):
            answer = self.client.get(start + release_id)
            if answer.status_code == 301:
                assert self.client.get(answer.location).status_code == 200
                found.append(answer.location.removeprefix(start))
            else:
                assert "Location" not in answer.headers
                found.append(str(answer.status_code))
        assert found[0] == found[1]
        return found[0]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Serve an archive of three files; nobody waits for the disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    served = Served(tmp_path)
    served.write("a.txt", SPRING)
    served.write("autre.txt", OTHER)
    served.write("encore.txt", OTHER + "Elle tiendra.\n")
    served.run()
    yield served
    served.close()


@pytest.mark.parametrize("name", ["b.txt", "2024/b.txt", "été 50 %.txt", "a/a.txt"])
def test_the_former_address_leads_to_the_present_one(archive: Served, name: str) -> None:
    archive.rename("a.txt", name)
    archive.run()
    (hit,) = archive.client.get("/api/v1/recherche?q=étangs").json["hits"]
    answer = archive.client.get("/communiques/a?q=l%E2%80%99%C3%A9tang&page=2")
    assert answer.status_code == 301
    assert archive.client.get(answer.location).status_code == 200
    assert answer.location.endswith("?q=l%E2%80%99%C3%A9tang&page=2")
    assert archive.client.get("/api/v1/communiques/a", follow_redirects=True).json["id"] == hit["id"]
    assert answer.headers["Cache-Control"] == "private, no-cache"  # the id may be taken again
    assert "ETag" not in answer.headers


def test_the_move_is_one_dated_line_beside_the_decisions(archive: Served) -> None:
    assert not archive.journal.exists()
    archive.rename("a.txt", "été.txt")
    archive.run()
    (line,) = archive.journal.read_text(encoding="utf-8").splitlines()
    move = json.loads(line)
    assert (move["from"], move["to"]) == ("a", "été")
    assert datetime.date.fromisoformat(move["date"])
    assert '"été"' in line
    archive.run()
    assert len(archive.moves()) == 1


def test_the_link_outlives_the_caches(archive: Served) -> None:
    archive.rename("a.txt", "b.txt")
    archive.run()
    archive.lose_caches()
    archive.run()
    assert archive.leads("a") == "b"
    archive.run(rebuild=True)
    assert archive.leads("a") == "b"


def test_a_chain_of_names_leads_to_the_last(archive: Served) -> None:
    for before, after in (("a.txt", "b.txt"), ("b.txt", "c/b.txt"), ("c/b.txt", "d.txt")):
        archive.rename(before, after)
        archive.run()
    assert [archive.leads(name) for name in ("a", "b", "c/b", "d")] == ["d", "d", "d", "200"]


def test_a_name_that_comes_back_is_no_loop(archive: Served) -> None:
    for before, after in (("a.txt", "b.txt"), ("b.txt", "a.txt")):
        archive.rename(before, after)
        archive.run()
    assert [archive.leads(name) for name in ("a", "b")] == ["200", "a"]
    archive.remove("a.txt")
    archive.run()
    assert [archive.leads(name) for name in ("a", "b")] == ["404", "404"]


def test_a_former_id_that_is_taken_again_is_the_new_release(archive: Served) -> None:
    archive.rename("a.txt", "b.txt")
    archive.run()
    archive.write("a.txt", AUTUMN)
    archive.run()
    assert archive.leads("a") == "200"
    archive.rename("a.txt", "c.txt")
    archive.run()
    assert [archive.leads(name) for name in ("a", "b")] == ["c", "200"]


def test_names_that_move_up_at_once_lead_where_nothing_else_stands(archive: Served) -> None:
    archive.write("b.txt", AUTUMN)
    archive.run()
    archive.rename("b.txt", "c.txt")
    archive.rename("a.txt", "b.txt")
    archive.run()
    assert [archive.leads(name) for name in ("a", "b", "c")] == ["b", "200", "200"]


def test_older_links_follow_a_release_whose_id_another_one_takes(archive: Served) -> None:
    archive.rename("a.txt", "b.txt")
    archive.run()
    archive.rename("b.txt", "c.txt")
    archive.write("b.txt", AUTUMN)
    archive.run()
    assert [archive.leads(name) for name in ("a", "b", "c")] == ["c", "200", "200"]


def test_a_release_under_embargo_is_not_betrayed_by_its_former_id(archive: Served) -> None:
    archive.write("secret.md", UNDER_EMBARGO)
    archive.run()
    archive.rename("secret.md", "annonce.md")
    archive.run()
    archive.clock.now = EMBARGO - SECOND
    for start in ("/communiques/", "/api/v1/communiques/"):
        hidden, unknown = (archive.client.get(start + name) for name in ("secret", "inconnu"))
        assert (hidden.status_code, hidden.data, [*hidden.headers]) == (404, unknown.data, [*unknown.headers])
    archive.clock.now = EMBARGO
    assert archive.leads("secret") == "annonce"


def test_a_changed_file_under_another_name_is_another_release(archive: Served) -> None:
    archive.remove("a.txt")
    archive.write("b.txt", SPRING + "\nUn ajout.\n")
    archive.run()
    assert (archive.leads("a"), archive.moves()) == ("404", [])


def test_of_several_copies_the_one_of_the_same_name_is_meant(archive: Served) -> None:
    archive.remove("a.txt")
    for name in ("1/copie.txt", "2/a.txt"):
        archive.write(name, SPRING)
    archive.run()
    assert archive.leads("a") == "2/a"


def test_a_copy_that_was_there_already_keeps_the_link_too(archive: Served) -> None:
    archive.write("copie.txt", SPRING)
    archive.run()
    archive.remove("a.txt")
    archive.run()
    assert archive.leads("a") == "copie"


def test_a_renamed_folder_loses_no_file_and_every_link_leads_on(archive: Served) -> None:
    for number in range(4):
        archive.write(f"2023/n{number}.txt", OTHER + f"Tronçon {number}.\n")
    archive.run()
    archive.rename("2023", "archives/2023")
    report = archive.run()
    assert (report.new, report.removed) == (4, 4)
    assert [archive.leads(f"2023/n{number}") for number in range(4)] == [f"archives/2023/n{n}" for n in range(4)]


def test_files_that_are_gone_beside_renamed_ones_still_count_as_lost(archive: Served) -> None:
    archive.rename("a.txt", "b.txt")
    archive.remove("autre.txt")
    archive.remove("encore.txt")
    with pytest.raises(RemovalsRefused, match="2 of 3 known files"):
        archive.run()
    assert archive.moves() == []


def test_an_id_that_is_no_longer_contested_leads_to_the_plain_one(archive: Served) -> None:
    archive.write("a.md", AUTUMN)
    archive.run()
    assert archive.leads("a~txt") == "200"
    archive.remove("a.md")
    archive.run()
    assert archive.leads("a~txt") == "a"


def test_releases_of_one_file_move_with_it_unless_they_state_their_id(archive: Served) -> None:
    lines = [{"id": "etangs/1", "title": "Les étangs", "text": "Vingt."}, {"title": "Les digues", "text": "Aucune."}]
    archive.write("export.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    archive.run()
    archive.rename("export.jsonl", "neuf.jsonl")
    archive.run()
    assert [archive.leads(name) for name in ("etangs/1", "export/2")] == ["200", "neuf/2"]


def test_lines_of_a_file_that_changed_are_not_taken_for_each_other(archive: Served) -> None:
    lines = [json.dumps({"id": name, "title": f"Étang {name}", "text": "Vingt."}) + "\n" for name in "xyz"]
    archive.write("export.jsonl", "".join(lines))
    archive.run()
    archive.write("export.jsonl", "".join(lines[1:]))
    archive.run()
    assert (archive.leads("x"), archive.moves()) == ("404", [])


def test_moves_that_a_person_writes_or_takes_away_count(archive: Served) -> None:
    archive.journal.parent.mkdir()
    archive.journal.write_text('{"from": "ancien/lien", "to": "a"}', encoding="utf-8")
    archive.run()
    assert archive.leads("ancien/lien") == "a"
    archive.rename("a.txt", "b.txt")
    archive.run()
    assert archive.moves() == [("ancien/lien", "a"), ("a", "b"), ("ancien/lien", "b")]
    assert archive.leads("ancien/lien") == "b"
    archive.journal.unlink()
    archive.run()
    assert [archive.leads(name) for name in ("ancien/lien", "a")] == ["404", "404"]


def test_lines_that_are_no_moves_are_named_and_the_others_count(
    archive: Served, caplog: pytest.LogCaptureFixture
) -> None:
    archive.journal.parent.mkdir()
    wrong = ("[]", '{"from": "x"}', "{", '{"from": 1, "to": "a"}', '{"from": "\\ud800", "to": "a"}', "null")
    archive.journal.write_bytes("\n".join([*wrong, "", '{"from": "x", "to": "a"}']).encode() + b"\n\xff\n")
    with caplog.at_level(logging.WARNING):
        archive.run()
    assert archive.leads("x") == "a"
    assert [record.args[1] for record in caplog.records] == [1, 2, 3, 4, 5, 6, 9]


def test_where_the_folder_cannot_be_written_the_index_remembers_until_it_can(
    archive: Served, caplog: pytest.LogCaptureFixture
) -> None:
    archive.journal.parent.write_text("", encoding="utf-8")
    archive.rename("a.txt", "b.txt")
    with caplog.at_level(logging.WARNING):
        archive.run()
    assert "permaliens.jsonl" in caplog.text
    assert archive.leads("a") == "b"
    archive.run(rebuild=True)
    assert archive.leads("a") == "b"
    archive.journal.parent.unlink()
    archive.run()
    assert archive.moves() == [("a", "b")]
    archive.lose_caches()
    archive.run()
    assert archive.leads("a") == "b"


def test_moves_may_be_remembered_in_another_folder(archive: Served, tmp_path: Path) -> None:
    archive.rename("a.txt", "b.txt")
    (tmp_path / "décisions").mkdir()
    synchronise(archive.engine, archive.catalogue, archive.folder, state=tmp_path / "décisions")
    assert (tmp_path / "décisions" / "permaliens.jsonl").exists()
    assert not archive.journal.exists()
    assert archive.leads("a") == "b"


def test_a_run_that_fails_may_be_repeated(archive: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.rename("a.txt", "b.txt")

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("indexer.engines.whoosh.commits.TOC.write", full_disk)
        with pytest.raises(Exception, match="No space left"):
            archive.run()
    assert archive.leads("a") == "200"
    archive.run()
    assert archive.leads("a") == "b"
    assert archive.moves() == [("a", "b")]


def test_nothing_is_written_by_a_run_that_finds_nothing_new(archive: Served) -> None:
    archive.rename("a.txt", "b.txt")
    archive.run()
    before = archive.engine.info()
    archive.run()
    assert archive.engine.info() == before


NAMES = ("a", "b", "c", "d")


class Model:
    """
    What links should do: *files* are releases by id; who has an id keeps it, else the last release is meant that moved
    away from it, wherever it is or was last.
    """

    def __init__(self) -> None:
        self.files: dict[str, int] = {}
        self.meant: dict[str, int] = {}
        self.place: dict[int, str] = {}

    def run(self) -> None:
        for name, number in self.files.items():
            before = self.place.get(number, name)
            if before not in self.files:
                self.meant[before] = number
            self.place[number] = name

    def leads(self, name: str) -> str | None:
        passed = set()
        while name not in self.files and name in self.meant and name not in passed:
            passed.add(name)
            name = self.place[self.meant[name]]
        return name if name in self.files else None


# a release that came back to its first name and went leaves no link to another that took its second one
@example(
    runs=[
        [("write", "a", "a")],
        [("rename", "a", "b")],
        [("rename", "b", "a")],
        [("write", "b", "a"), ("remove", "a", "a")],
    ]
)
@drawn(6)
@given(
    runs=st.lists(
        st.lists(
            st.tuples(st.sampled_from(("write", "rename", "remove")), st.sampled_from(NAMES), st.sampled_from(NAMES)),
            min_size=1,
            max_size=3,
        ),
        max_size=8,
    )
)
def test_links_lead_where_a_release_is_after_any_changes(runs: list[list[tuple[str, str, str]]]) -> None:
    numbers = itertools.count(1)
    model = Model()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        served = Served(Path(folder))
        for changes in runs:
            for change, name, other in changes:
                if change == "write" and name not in model.files:
                    model.files[name] = next(numbers)
                    served.write(f"{name}.txt", f"Digue n° {model.files[name]}\n\nLa digue tient.\n")
                elif change == "rename" and name in model.files and other not in model.files:
                    model.files[other] = model.files.pop(name)
                    served.rename(f"{name}.txt", f"{other}.txt")
                elif change == "remove" and model.files.pop(name, None):
                    served.remove(f"{name}.txt")
            served.run(allow_removals=True)
            model.run()
            check_links(served, model)
        served.lose_caches()
        served.run()
        check_links(served, model)
        served.close()


def check_links(served: Served, model: Model) -> None:
    """Look where the links of all names lead."""
    for name in NAMES:
        if name in model.files:
            assert served.engine.get(name, at=EMBARGO).title == f"Digue n° {model.files[name]}"
        else:
            assert moved_to(served.engine, name, EMBARGO) == model.leads(name)
