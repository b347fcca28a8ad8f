"""Files of one name with nearly one text are one release, read from its best form."""

from itertools import permutations
from pathlib import Path

import pytest
from support.renderings import RENDERINGS
from support.resolving import ABOUT_PONDS, BODIES, MAELLE, day, release

from indexer.archive.resolving import resolve
from indexer.blocks import Block, BlockKind
from indexer.reading import releases
from indexer.releases import Release

TEXT = "\n\n".join((BODIES["printemps"], BODIES["loutres"], BODIES["concours"]))
AS_PDF = TEXT.replace("'", "’").replace("\n\n", " ")


def shown(*extracted: Release) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return, by id, the source that is shown and the other forms."""
    return {each.id: (each.source, each.other_forms) for each in resolve(extracted)}


def test_formats_of_one_release_are_one_in_any_order() -> None:
    forms = [release("a.pdf", AS_PDF), release("a.docx", TEXT), release("a.html", TEXT), release("b.html", TEXT)]
    for order in permutations(forms):
        assert shown(*order) == {"a": ("a.html", ("a.docx", "a.pdf")), "b": ("b.html", ())}


@pytest.mark.parametrize(
    ("one", "other", "best"),
    [
        (release("a.pdf", AS_PDF), release("a.txt", TEXT), "a.txt"),
        (release("a.pdf", AS_PDF, date=day("2024-03-12")), release("a.txt", TEXT), "a.pdf"),
        (release("a.pdf", AS_PDF, contacts=(MAELLE,)), release("a.html", TEXT, date=day("2024-03-12")), "a.pdf"),
        (
            release("a.pdf", AS_PDF),
            release("a.txt", TEXT.rpartition("\n\n")[0], date=day("2024-03-12"), contacts=(MAELLE,)),
            "a.pdf",
        ),
        (release("a.xyz", TEXT), release("a.pdf", AS_PDF), "a.pdf"),
    ],
    ids=["format", "states more", "states most", "has all the text", "unknown format"],
)
def test_the_best_form_is_shown(one: Release, other: Release, best: str) -> None:
    forms = {one.source, other.source}
    assert shown(one, other) == shown(other, one) == {"a": (best, tuple(forms - {best}))}


def test_two_releases_of_one_name_keep_their_own_ids() -> None:
    found = shown(release("a.html", BODIES["printemps"]), release("a.txt", BODIES["automne"]))
    assert found == {"a": ("a.html", ()), "a~txt": ("a.txt", ())}


def test_two_releases_of_one_name_each_in_two_formats_are_two() -> None:
    extracted = [
        release("a.html", BODIES["printemps"]),
        release("a.md", BODIES["automne"]),
        release("a.pdf", BODIES["printemps"].replace("\n\n", " ")),
        release("a.txt", BODIES["automne"]),
    ]
    for order in permutations(extracted):
        assert shown(*order) == {"a": ("a.html", ("a.pdf",)), "a~md": ("a.md", ("a.txt",))}


def test_copies_in_other_folders_are_no_forms() -> None:
    assert len(shown(release("a/x.html", TEXT), release("b/x.pdf", TEXT))) == 2


def test_releases_of_one_file_are_no_forms_of_each_other() -> None:
    lines = [release("export.jsonl", TEXT, id=f"export/{number}") for number in (1, 2)]
    assert set(shown(*lines, release("export.txt", BODIES["automne"]))) == {"export", "export/1", "export/2"}


def test_another_form_counts_for_nothing_else() -> None:
    forms = [release("a.html", TEXT), release("a.pdf", AS_PDF)]
    copy = release("b.txt", TEXT)
    assert {each.id: each.near_duplicates for each in resolve([*forms, copy])} == {"a": ("b",), "b": ("a",)}


def test_a_release_written_by_every_program_is_one(tmp_path: Path) -> None:
    """The PDF has its text in lines, the page a menu, the mail its own head."""
    written = [
        Block(BlockKind.PARAGRAPH, "COMMUNIQUÉ DE PRESSE"),
        Block(BlockKind.PARAGRAPH, "Pontivy, le 12 mars 2024"),
        Block(BlockKind.HEADING, "Les étangs rouvrent au printemps", level=1),
        *(Block(BlockKind.PARAGRAPH, each) for each in TEXT.split("\n\n")),
        Block(BlockKind.HEADING, "À propos de l'Agence des étangs bretons", level=2),
        Block(BlockKind.PARAGRAPH, ABOUT_PONDS),
        Block(BlockKind.HEADING, "Contact presse", level=2),
        Block(BlockKind.PARAGRAPH, "Maëlle Kervadec - maelle.kervadec@example.org - 01 99 00 12 34"),
    ]
    files = {f"etangs{suffix}": rendering(written) for suffix, rendering in RENDERINGS.values()}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    extracted = [found for name in files for _, found in releases(tmp_path / name, name)]
    assert len(extracted) == len(files) >= 8
    (only,) = resolve(extracted)
    assert only.id == "etangs"
    assert {only.source, *only.other_forms} == set(files)
    assert only.boilerplate.endswith(ABOUT_PONDS)
