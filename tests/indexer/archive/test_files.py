"""What lies below the archive's folder: real files, links and names on a real disk."""

import hashlib
import os
from pathlib import Path, PurePosixPath

import pytest

from indexer.archive import files
from indexer.archive.files import FoundFile, digest, found_files, state_after_reading
from indexer.errors import IndexerError, ReadError, SettingsError


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def sources(folder: Path) -> list[str]:
    return [found.source for found in found_files(folder)]


def test_files_come_by_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "Z.txt", "été.txt", "a b.txt", "a-b/c.txt"]
    write(tmp_path, *names)
    assert sources(tmp_path) == sorted(names, key=PurePosixPath)
    assert [found.path for found in found_files(tmp_path)] == [tmp_path / name for name in sources(tmp_path)]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".b.txt", ".infopresse/personnes.txt", "c/.d/e.txt", "c/.DS_Store")
    assert sources(tmp_path) == ["a.txt"]


def test_an_archive_may_lie_in_a_hidden_folder(tmp_path: Path) -> None:
    write(tmp_path / ".archive", "a.txt")
    assert sources(tmp_path / ".archive") == ["a.txt"]


def test_an_empty_folder_has_no_files(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert sources(tmp_path) == []


def test_links_are_followed_out_of_the_archive(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/a.txt", "b.txt")
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "linked").symlink_to(tmp_path / "elsewhere")
    (archive / "c.txt").symlink_to(tmp_path / "b.txt")
    assert sources(archive) == ["c.txt", "linked/a.txt"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path, "a/b/c.txt")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "root").symlink_to("..")
    assert sources(tmp_path) == ["a/b/c.txt"]


def test_folders_that_link_to_each_other_are_read_once(tmp_path: Path) -> None:
    folders = [tmp_path / f"{number}" for number in range(5)]
    for folder in folders:
        write(folder, "a.txt")
        for other in folders:
            (folder / f"to{other.name}").symlink_to(other)
    assert len(sources(tmp_path)) == len(folders)


@pytest.mark.parametrize("target", ["missing.txt", "link.txt"])
def test_a_link_that_leads_nowhere_is_found_and_cannot_be_read(tmp_path: Path, target: str) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "link.txt").symlink_to(target)
    first, link = found_files(tmp_path)
    assert (first.source, link.source, link.state) == ("a.txt", "link.txt", None)
    with pytest.raises(ReadError) as error:
        digest(link.path)
    assert error.value.reason


def test_a_name_that_is_not_utf8_is_found_and_printable(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "w") as file:  # noqa: PTH123, pathlib has no paths of bytes
        file.write("eau")
    (found,) = found_files(tmp_path)
    assert found.source == "caf\\xe9.txt"
    found.source.encode("utf-8")
    assert digest(found.path) == hashlib.sha256(b"eau").hexdigest()


def test_a_name_keeps_its_form_of_unicode(tmp_path: Path) -> None:
    write(tmp_path, "e\u0301te\u0301.txt")
    assert sources(tmp_path) == ["e\u0301te\u0301.txt"]


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_what_is_no_folder_is_a_wrong_setting(tmp_path: Path, name: str) -> None:
    write(tmp_path, "file.txt")
    with pytest.raises(SettingsError, match=name):
        list(found_files(tmp_path / name))


def test_a_folder_that_vanishes_meanwhile_has_no_files(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt", "c/d.txt")
    found = found_files(tmp_path)
    assert next(found).source == "a/b.txt"
    (tmp_path / "c" / "d.txt").unlink()
    (tmp_path / "c").rmdir()
    assert list(found) == []


def test_a_folder_that_cannot_be_listed_is_not_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # else one disk error or one wrong permission takes its releases out of the index, in silence
    write(tmp_path, "a/b.txt", "c.txt")
    listed = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(files.os, "scandir", refuse)
    with pytest.raises(IndexerError, match="/a"):
        list(found_files(tmp_path))


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    content = "L’eau\r\n".encode() * 100_000
    (tmp_path / "a.txt").write_bytes(content)
    assert digest(tmp_path / "a.txt") == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError) as error:
        digest(tmp_path / name)
    assert error.value.path == tmp_path / name
    assert error.value.reason


def only(folder: Path) -> FoundFile:
    (found,) = found_files(folder)
    return found


def test_the_state_of_a_file_stays_while_the_file_does(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    found = only(tmp_path)
    assert found.state is not None
    assert found.state.size == len("a.txt")
    assert state_after_reading(found) == found.state == only(tmp_path).state


def test_a_file_that_changed_while_it_was_read_has_no_state(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    found = only(tmp_path)
    (tmp_path / "b.txt").write_text("A.TXT")
    (tmp_path / "b.txt").replace(tmp_path / "a.txt")  # the same size, another file
    assert only(tmp_path).state != found.state
    assert state_after_reading(found) is None
    (tmp_path / "a.txt").unlink()
    assert state_after_reading(found) is None


def test_a_file_that_was_just_written_rests_before_its_state_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt")
    found = only(tmp_path)
    assert found.state is not None
    waited: list[float] = []
    written = max(found.state.modified, found.state.changed)
    monkeypatch.setattr(files.time, "sleep", waited.append)
    monkeypatch.setattr(files.time, "time_ns", lambda: written + 1_000_000)
    assert state_after_reading(found) == found.state
    assert 0 < sum(waited) < 0.1
    monkeypatch.setattr(files.time, "time_ns", lambda: written + 1_000_000_000)
    assert state_after_reading(found) == found.state
    assert len(waited) == 1


def test_a_file_from_the_future_is_not_trusted(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", (4_000_000_000, 4_000_000_000))
    assert state_after_reading(only(tmp_path)) is None
