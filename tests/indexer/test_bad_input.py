"""Bad input: every file ends in a ReadError that names it and says why, and the run goes on with the others."""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from support.archive_files import AUTUMN, SPRING, write
from support.office_files import docx, odt, package, word_paragraph

from indexer import readers
from indexer.archive.catalogue import Catalogue
from indexer.archive.changes import Change
from indexer.engines import open_engine
from indexer.errors import ReadError
from indexer.indexing import Report, synchronise

WORD = '<w:document xmlns:w="w"><w:body>{}</w:body></w:document>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION_LAUGHS = f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>'
EXTERNAL = '<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


@cache
def zip_bomb(name: str, megabytes: int) -> bytes:
    """Return a ZIP file of some kilobytes whose part *name* is that many megabytes of XML."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made, made.open(name, "w", force_zip64=True) as part:
        part.write(b'<w:document xmlns:w="w"><w:body>')
        for _ in range(megabytes):
            part.write(b" " * 1_000_000)
    return file.getvalue()


def lying_bomb() -> bytes:
    """Return a bomb whose directory declares a hundred bytes."""
    content = zip_bomb("word/document.xml", 60)
    size = (60_000_000 + 32).to_bytes(4, "little")
    assert content.count(size) >= 1
    return content.replace(size, (100).to_bytes(4, "little"))


def crowd() -> bytes:
    return package({f"{number}.xml": "" for number in range(10_001)})


def deep(levels: int) -> bytes:
    return package({"word/document.xml": WORD.format("<w:p>" * levels + "</w:p>" * levels)})


def many(elements: int) -> bytes:
    return package({"word/document.xml": WORD.format("<w:p/>" * elements)})


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "bombe.docx": ("inflated", lambda: zip_bomb("word/document.xml", 60)),
    "bombe.odt": ("inflated", lambda: zip_bomb("content.xml", 60)),
    "bombe-menteuse.docx": ("damaged|inflated|well-formed", lying_bomb),
    "foule.docx": ("10,000 parts", crowd),
    "profond.docx": ("nested", lambda: deep(5_000)),
    "nombreux.docx": ("elements", lambda: many(700_000)),
    "rires.docx": (
        "document type",
        lambda: package({"word/document.xml": BILLION_LAUGHS + WORD.format("<w:p><w:t>&l9;</w:t></w:p>")}),
    ),
    "rires.odt": ("document type", lambda: package({"content.xml": BILLION_LAUGHS + "<a>&l9;</a>"})),
    "externe.docx": (
        "document type",
        lambda: package({"word/document.xml": EXTERNAL + WORD.format("<w:p><w:t>&secret;</w:t></w:p>")}),
    ),
    "externe.odt": ("document type", lambda: package({"content.xml": EXTERNAL + "<a>&secret;</a>"})),
    "tronqué.docx": ("truncated", lambda: docx(word_paragraph("Texte" * 100))[:-200]),
    "tronqué.odt": ("truncated", lambda: odt("<text:p>Texte</text:p>")[:200]),
    "abîmé.docx": ("damaged", lambda: damaged(docx(word_paragraph("Un texte assez long pour être abîmé. " * 9)))),
    "protégé.docx": ("password", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)),
    "texte.docx": ("truncated or damaged", lambda: SPRING.encode()),
    "image.txt": ("binary", lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    "image.md": ("binary", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    "image.html": ("binary", lambda: b"GIF89a\x01\x00\x01\x00\x00"),
    "texte.rtf": ("no RTF", lambda: SPRING.encode()),
    "texte.eml": ("no mail", lambda: b"Le canal rouvre\n"),
    "vide.eml": ("no text", lambda: b"Subject: \nFrom: a@example.org\n\n"),
    "zéro.docx": ("empty", lambda: b""),
}


def damaged(content: bytes) -> bytes:
    """Return a package with one byte changed in its largest part."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        offset = made.getinfo("word/document.xml").header_offset + 80
    return content[:offset] + bytes([content[offset] ^ 0x55]) + content[offset + 1 :]


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_a_read_error_that_says_why(tmp_path: Path, name: str) -> None:
    reason, make = FILES[name]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(ReadError, match=reason) as caught:
        readers.read(path)
    assert caught.value.path == path
    assert "root:" not in caught.value.reason


def test_an_entity_that_xml_knows_is_read() -> None:
    (document,) = readers.READERS[".docx"](docx(word_paragraph("Rives & berges <2024>")))
    assert document.blocks[0].text == "Rives & berges <2024>"


def hostile_folder(folder: Path) -> set[str]:
    """Fill *folder* with what cannot be read; return the sources."""
    for name in ("bombe.docx", "rires.odt", "tronqué.docx", "image.txt", "zéro.docx"):
        (folder / name).write_bytes(FILES[name][1]())
    with (folder / "énorme.txt").open("wb") as file:
        file.truncate(200_000_000)
    (folder / "boucle.txt").symlink_to("boucle.txt")
    (folder / "absent.docx").symlink_to("nulle-part.docx")
    # Even root cannot read this one: its first page is never mapped.
    (folder / "mémoire.txt").symlink_to("/proc/self/mem")
    os.mkfifo(folder / "tube.txt")
    (folder / os.fsdecode(b"nom-\xe9\xff.txt")).write_bytes(b"\0\0")
    (folder / "tour").mkdir()
    (folder / "tour" / "retour").symlink_to(folder)
    return {
        *("bombe.docx", "rires.odt", "tronqué.docx", "image.txt", "zéro.docx", "énorme.txt", "boucle.txt"),
        *("absent.docx", "mémoire.txt", "tube.txt", "nom-\\xe9\\xff.txt"),
    }


def synchronised(root: Path, folder: Path, follow: Callable[..., Iterator[Change]] | None = None) -> Report:
    engine, catalogue = open_engine(root / "index" / "engine"), Catalogue(root / "index" / "catalogue.sqlite")
    try:
        return synchronise(engine, catalogue, folder, **({"follow": follow} if follow else {}))
    finally:
        engine.close()
        catalogue.close()


def test_a_run_names_every_bad_file_and_reads_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    write(folder, "printemps.txt", SPRING)
    write(folder, "zone/automne.txt", AUTUMN)
    # A name that is no UTF-8 hinders nobody.
    (folder / os.fsdecode(b"lisible-\xe9.txt")).write_text(SPRING, encoding="utf-8")
    bad = hostile_folder(folder)
    for _ in range(2):
        report = synchronised(tmp_path, folder)
        assert {failure.path for failure in report.failed} == bad
        assert all(failure.reason for failure in report.failed)
        assert report.new + report.unchanged == 3


def test_a_file_that_vanishes_while_the_run_lasts_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    going = [write(folder, name, SPRING) for name in ("a.txt", "b.docx")]
    write(folder, "c.txt", AUTUMN)

    def removing(changes: list[Change]) -> Iterator[Change]:
        for path in going:
            path.unlink()
        yield from changes

    report = synchronised(tmp_path, folder, removing)
    assert [(each.path, each.reason) for each in report.failed] == [
        ("a.txt", "No such file or directory"),
        ("b.docx", "No such file or directory"),
    ]
    assert report.new == 1
