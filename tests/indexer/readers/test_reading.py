from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import readers
from indexer.errors import ReadError


@pytest.mark.parametrize(
    ("name", "supported"),
    [
        ("a.txt", True),
        ("A.HTML", True),
        ("a.docx", True),
        ("a.odt", True),
        ("a.doc", False),
        ("a.ndjson", True),
        ("a.json", True),
        ("a.wml", False),
        ("txt", False),
    ],
)
def test_the_suffix_decides_what_is_read(name: str, supported: bool) -> None:
    assert readers.is_supported(Path(name)) is supported


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("vide.txt", b" \n", "empty"),
        ("binaire.txt", b"\x00\x01\x02", "binary"),
        ("a.xls", b"{}", "not read"),
        ("a.json", b"{}", "no title and text"),
        ("menu.html", b"<nav>Accueil</nav>", "no text"),
        ("a.jsonl", b"{", "line 1"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=reason) as caught:
        readers.read(path)
    assert caught.value.path == path


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "lien.txt"
    broken.symlink_to(tmp_path / "absent.txt")
    folder = tmp_path / "dossier.txt"
    folder.mkdir()
    for path in (broken, folder, tmp_path / "absent.md", Path("nul\0.txt")):
        with pytest.raises(ReadError):
            readers.read(path)


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "grand.txt"
    with path.open("wb") as file:
        file.truncate(readers.LARGEST_FILE + 1)
    with pytest.raises(ReadError, match="larger than 50 MB"):
        readers.read(path)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_a_large_file_of_one_line_is_read_quickly(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"ligne{suffix}"
    path.write_text("mot " * 1_250_000, encoding="utf-8")
    (document,) = readers.read(path)
    assert len(document.blocks) == 1


MARKS = st.text(alphabet="<>/!-[]{}()#*_`|:&;=\"' \n\tapé\u00a01.@", max_size=120)


@pytest.mark.parametrize("suffix", sorted(readers.READERS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(content=st.one_of(st.binary(max_size=120), MARKS.map(str.encode), st.text(max_size=120).map(str.encode)))
def test_nothing_but_a_read_error_is_raised(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"fichier{suffix}"
    path.write_bytes(content)
    try:
        documents = readers.read(path)
    except ReadError:
        return
    assert all(block.text == block.text.strip() != "" for document in documents for block in document.blocks)
