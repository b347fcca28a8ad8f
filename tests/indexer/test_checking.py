"""The health of an archive: every illness is found in real files, and a healthy archive has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.archive_files import AUTUMN, SPRING, write
from support.pdf_files import pdf, scan_pdf

from indexer.blocks import Block, BlockKind
from indexer.checking import ADVICE, Concern, check
from indexer.errors import SettingsError

CORPUS = Path(__file__).parents[2] / "corpus"
ABOUT = "À propos de l'Agence des étangs bretons\n\n" + " ".join(
    ["L'Agence des étangs bretons veille sur deux cents étangs, entretient les digues et forme les bénévoles."] * 4
)
WORKS = (
    "Les travaux ont duré deux hivers. Trente ouvriers ont relevé onze digues, curé quatre kilomètres de fossés et "
    "planté deux mille saules.\n\nLes cartes se vendent dans les mairies, et les enfants de moins de douze ans pêchent "
    "pour rien."
)
SUMMER = SPRING.replace("12 mars", "6 mai").replace("\n\nCONTACT", f"\n\n{WORKS}\n\nCONTACT")
TWO_RELEASES = SPRING.replace("CONTACT", "\n\n".join([*[WORKS] * 7, AUTUMN.replace("Quimper, le 3 octobre 2024", "")]))
CAMILLE = "Camille Exemple, Agence des étangs, c.exemple@etangs.example.org"
UNSIGNED = SPRING.partition("CONTACT")[0]
PAGES = (
    Block(BlockKind.PARAGRAPH, "COMMUNIQUÉ DE PRESSE"),
    Block(BlockKind.PARAGRAPH, "Rennes, le 12 mars 2024"),
    Block(BlockKind.HEADING, "Les étangs rouvrent au printemps", 1),
    Block(BlockKind.PARAGRAPH, "L'Agence des étangs bretons rouvre vingt étangs à la pêche dès le samedi 16 mars."),
    Block(BlockKind.HEADING, "Contact presse", 2),
    Block(BlockKind.PARAGRAPH, "Maëlle Kervadec\nmaelle.kervadec@example.org\n01 99 00 12 34"),
)


def contact(text: str, line: str) -> str:
    """Return *text* with another line below « CONTACT PRESSE »."""
    head, mark, _ = text.partition("CONTACT PRESSE\n")
    return f"{head}{mark}{line}\n"


@dataclass(frozen=True, slots=True)
class Case:
    """An archive, and the one thing that is wrong in it: in which *paths*, and a part of what is said of it."""

    concern: Concern
    files: Mapping[str, str | bytes]
    paths: Sequence[str]
    detail: str = ""


CASES = [
    Case(Concern.EMPTY_FILE, {"a/vide.txt": b""}, ["a/vide.txt"], "empty file"),
    Case(Concern.EMPTY_FILE, {"blanc.md": " \n\n \t"}, ["blanc.md"], "empty file"),
    Case(Concern.SCAN, {"scan.pdf": scan_pdf(2)}, ["scan.pdf"], "a scan without text"),
    Case(Concern.SCAN, {"annexe.pdf": pdf(PAGES, picture_pages=1)}, ["annexe.pdf"], "Page 2 is a picture"),
    Case(Concern.UNREADABLE, {"secret.pdf": pdf(PAGES, password="secret")}, ["secret.pdf"], "password"),
    Case(Concern.UNREADABLE, {"a.docx": b"PK\x03\x04 cut short"}, ["a.docx"], "damaged"),
    Case(Concern.EMPTY_BODY, {"a.html": "<html><body><img src='a.png'></body></html>"}, ["a.html"], "no text"),
    Case(
        Concern.EMPTY_BODY,
        {"a.md": contact("# Les étangs rouvrent\n\nRennes, le 12 mars 2024\n\nCONTACT PRESSE\n", "presse@example.org")},
        ["a.md"],
        "stands around",
    ),
    Case(Concern.SUSPICIOUS_SPLIT, {"a.txt": TWO_RELEASES}, ["a.txt"], "« COMMUNIQUÉ DE PRESSE » stands inside"),
    Case(
        Concern.SUSPICIOUS_SPLIT,
        {"a.txt": SPRING.replace("CONTACT", f"{ABOUT}\n\nCONTACT")},
        ["a.txt"],
        "twice as long",
    ),
    Case(
        Concern.TWO_DATES,
        {"a.txt": SUMMER.replace("CONTACT", "Rennes, le 7 mai 2024\n\nCONTACT")},
        ["a.txt"],
        "two datelines",
    ),
    Case(Concern.TWO_DATES, {"a.md": f"---\ndate: 2024-04-12\n---\n{SPRING}"}, ["a.md"], "2024-04-12"),
    Case(Concern.NO_DATE, {"a.txt": SPRING.replace("Rennes, le 12 mars 2024\n\n", "")}, ["a.txt"]),
    Case(Concern.DOUBT, {"a.txt": SPRING.replace("le 12", "lundi 12")}, ["a.txt"], "weekday"),
    Case(Concern.DUPLICATE, {"a.txt": SPRING, "b/copie.txt": SPRING}, ["a.txt", "b/copie.txt"], "same bytes"),
    Case(
        Concern.NEAR_DUPLICATE,
        {"a.txt": SUMMER, "b.txt": SUMMER.replace("Trente ouvriers", "Une trentaine d'ouvriers")},
        ["a.txt", "b.txt"],
    ),
    Case(
        Concern.ONE_PERSON,
        {
            "a.txt": SPRING,
            "b.txt": contact(AUTUMN, "Maële Kervadec - maelle.kervadec@example.org - 01 99 00 12 34"),
        },
        ["a.txt", "b.txt"],
        "« Maële Kervadec » and « Maëlle Kervadec »",
    ),
    Case(
        Concern.SEVERAL_PEOPLE,
        {
            "a.txt": contact(SPRING, CAMILLE),
            "b.txt": contact(AUTUMN, "Camille Exemple, Syndicat des digues, camille@digues.example.com"),
            "c.txt": contact(
                SUMMER.replace("mai", "décembre"), "Camille Exemple, Agence des étangs, c.exemple@etangs.example.org"
            ),
        },
        ["a.txt", "b.txt", "c.txt"],
        "Camille Exemple",
    ),
    Case(Concern.NO_CONTACT, {"a.txt": UNSIGNED}, ["a.txt"]),
    Case(
        Concern.NO_CONTACT,
        {f"a/{month}.txt": UNSIGNED.replace("mars 2024", f"mars {month}") for month in range(2001, 2009)},
        [f"a/{month}.txt" for month in range(2001, 2009)],
        "8 of the folder's 8 releases name nobody",
    ),
]


def archive(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the *files* of an archive."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.concern} in {case.paths[0]}") for case in CASES])
def test_an_illness_is_found_with_its_file_and_what_to_do(case: Case, tmp_path: Path) -> None:
    report = check(archive(tmp_path, case.files))
    assert [(each.concern, each.paths) for each in report.findings] == [(case.concern, tuple(case.paths))]
    (found,) = report.findings
    assert case.detail in found.detail
    assert found.advice == ADVICE[case.concern]
    assert report.needs_person == found.needs_person == (case.concern is not Concern.NO_CONTACT)


def test_every_concern_has_a_case_and_an_advice() -> None:
    assert {case.concern for case in CASES} == set(Concern) == set(ADVICE)


def test_a_healthy_archive_has_no_findings(tmp_path: Path) -> None:
    report = check(
        archive(tmp_path, {"a.txt": SPRING, "b/c.md": AUTUMN, "b/logo.png": b"-", "package.json": '{"name": 1}'})
    )
    assert (report.files, report.releases, report.findings) == (3, 2, ())
    assert not report.needs_person


def test_findings_come_by_concern_then_by_path_whatever_the_order_of_files(tmp_path: Path) -> None:
    files = {"b.txt": b"", "a.txt": b"", "c.txt": SPRING, "d.txt": UNSIGNED, "e.pdf": scan_pdf()}
    first = check(archive(tmp_path / "1", files)).findings
    second = check(archive(tmp_path / "2", dict(reversed(files.items())))).findings
    assert first == second
    assert [(each.concern, each.paths) for each in first] == [
        (Concern.EMPTY_FILE, ("a.txt",)),
        (Concern.EMPTY_FILE, ("b.txt",)),
        (Concern.SCAN, ("e.pdf",)),
        (Concern.NEAR_DUPLICATE, ("c.txt", "d.txt")),
        (Concern.NO_CONTACT, ("d.txt",)),
    ]


@pytest.mark.parametrize("rule", ["Maëlle Kervadec = Maële Kervadec", "Maëlle Kervadec != Maële Kervadec"])
def test_what_people_decided_is_asked_no_more(rule: str, tmp_path: Path) -> None:
    (case,) = (each for each in CASES if each.concern is Concern.ONE_PERSON)
    archive(tmp_path, case.files)
    write(tmp_path, ".infopresse/personnes.txt", f"{rule}\n")
    assert check(tmp_path).findings == ()


def test_letters_that_were_put_right_are_told_and_need_nobody(tmp_path: Path) -> None:
    garbled = SPRING.encode().decode("cp1252")
    report = check(archive(tmp_path, {"a.txt": garbled}))
    assert [(each.concern, each.needs_person) for each in report.findings] == [(Concern.DOUBT, False)]


def test_a_correction_is_no_near_duplicate(tmp_path: Path) -> None:
    corrected = SUMMER.replace("Trente ouvriers", "Quarante ouvriers").replace("6 mai", "7 mai")
    assert check(archive(tmp_path, {"a.txt": SUMMER, "b.txt": f"RECTIFICATIF\n\n{corrected}"})).findings == ()


def test_one_release_in_two_formats_is_no_duplicate(tmp_path: Path) -> None:
    report = check(
        archive(
            tmp_path, {"a.txt": SUMMER, "a.md": SUMMER.replace("COMMUN", "**COMMUN", 1).replace("SE\n", "SE**\n", 1)}
        )
    )
    assert (report.files, report.releases, report.findings) == (2, 1, ())


def test_nothing_is_written(tmp_path: Path) -> None:
    archive(tmp_path, {"a.txt": SPRING})
    before = sorted(tmp_path.rglob("*"))
    check(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="absent"):
        check(tmp_path / "absent")


def test_of_the_samples_only_one_that_was_never_dated_needs_a_person() -> None:
    found = [each for each in check(CORPUS).findings if each.needs_person]
    assert [(each.concern, each.paths) for each in found] == [
        (Concern.NO_DATE, ("theatre-quai-oranges/appel-jeunes-compagnies.md",))
    ]
