"""The reader of PDF, on files set by a typesetter. What lies in the way of a word is the affair of `test_hyphens`."""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from support.invented_releases import RELEASES
from support.pdf_files import lines_pdf, long_page_pdf, pages_pdf, pdf, scan_pdf

from indexer.blocks import Block, BlockKind, Document
from indexer.readers import pdf as reader

LEAD = (
    "L'Agence des étangs bretons rouvre vingt étangs à la pêche dès le samedi 16 mars, après deux hivers de travaux. "
    "Les digues ont été reprises, et le cœur du réseau fonctionne « comme en 1998 »."
)
BODY = (
    "Les gardes ont compté quarante hérons et deux loutres autour des vannes neuves. L’eau monte vite : en février, "
    "le niveau a gagné un mètre en douze jours ; il se tient depuis. Une efficacité officielle sera mesurée en juin."
)


def heading(text: str, level: int = 1) -> Block:
    return Block(BlockKind.HEADING, text, level, is_bold=True)


def paragraph(text: str, *, is_bold: bool = False, run_in: str = "") -> Block:
    return Block(BlockKind.PARAGRAPH, text, is_bold=is_bold, run_in=run_in)


def item(text: str) -> Block:
    return Block(BlockKind.ITEM, text)


RELEASE = (
    paragraph("COMMUNIQUÉ DE PRESSE"),
    paragraph("Rennes, le 12 mars 2024"),
    heading("Les étangs rouvrent au printemps"),
    paragraph(LEAD, is_bold=True),
    heading("Vingt étangs", 2),
    paragraph(BODY),
    paragraph(f"Paimpont. {BODY}", run_in="Paimpont."),
    item("une digue reprise"),
    item(f"des vannes neuves. {BODY}"),
    Block(BlockKind.ROW, "Étang\tSurface"),
    Block(BlockKind.ROW, "Paimpont\t12 ha"),
    Block(BlockKind.ROW, "Le Val\t7 ha"),
    heading("À propos de l’agence", 2),
    paragraph(BODY),
    heading("Contact presse", 2),
    paragraph("Maëlle Kervadec\nmaelle.kervadec@example.org\n01 99 00 12 34"),
)
CONTACTS = (
    "Contact presse\nMaëlle Kervadec\nmaelle.kervadec@example.org\n01 99 00 12 34",
    "3, rue de l’Eau\n35000 Rennes",
)


def read(content: bytes) -> Document:
    (document,) = reader.read(content)
    return document


def texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks]


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("is_justified", [False, True])
def test_a_release_is_read_as_it_was_set(columns: int, is_justified: bool) -> None:
    assert read(pdf(RELEASE, columns=columns, is_justified=is_justified)).blocks == RELEASE


def test_paragraphs_go_on_in_the_next_column_and_on_the_next_page() -> None:
    # No two paragraphs are of one length, so that pages end anywhere in them.
    long = tuple(paragraph(f"Étang {number}. {BODY} {LEAD[: 9 * number]}".strip()) for number in range(1, 28))
    document = read(pdf(long, columns=2, header="Agence des étangs", footer="Page {page}"))
    assert " ".join(texts(document.blocks)) == " ".join(texts(long))
    assert len(document.blocks) - len(long) <= 2  # a page may end with a full line that also ends a sentence


def test_running_headers_and_footers_are_margins_once_and_page_numbers_are_dropped() -> None:
    body = tuple(paragraph(f"{number}. {BODY}") for number in range(30))
    document = read(pdf(body, header="Agence des étangs bretons - communiqué", footer="{page}/3"))
    assert texts(document.margins) == ["Agence des étangs bretons - communiqué"]
    assert not any(re.search(r"Agence des étangs|\d/3", text) for text in texts(document.blocks))


def test_the_letterhead_of_a_single_page_is_text() -> None:
    document = read(pdf([paragraph(BODY)], header="Agence des étangs bretons", footer="3, rue de l'Eau, Rennes"))
    assert texts(document.blocks) == ["Agence des étangs bretons", BODY, "3, rue de l'Eau, Rennes"]
    assert document.margins == ()


def test_contacts_in_a_column_beside_the_text_come_after_it_line_by_line() -> None:
    document = read(pdf(RELEASE[:7], sidebar=CONTACTS))
    assert document.blocks[:7] == RELEASE[:7]
    assert texts(document.blocks[7:]) == list(CONTACTS)


def test_two_contacts_side_by_side_are_read_one_after_the_other() -> None:
    left = ["Maëlle Kervadec", "maelle.kervadec@example.org", "01 99 00 12 34"]
    right = ["Yann Le Goff", "yann.legoff@example.org", "01 99 00 12 35"]
    lines = [(x, 700 - 13 * row, text) for x, side in ((60, left), (320, right)) for row, text in enumerate(side)]
    by_rows = sorted(lines, key=lambda line: -line[1])
    assert texts(read(lines_pdf(by_rows)).blocks) == ["\n".join(left), "\n".join(right)]


def test_text_below_two_contacts_side_by_side_is_read_after_both() -> None:
    left = ["Relations Investisseurs", "Maëlle Kervadec", "+33 1 99 00 12 34", "maelle@example.org"]
    right = ["Relations Presse", "Yann Le Goff", "+33 1 99 00 12 35", "yann@example.org"]
    lines = [(x, 700 - 13 * row, text) for x, side in ((60, left), (260, right)) for row, text in enumerate(side)]
    around = [(60, 726, "Contacts"), (60, 635, "À propos de l'agence"), (60, 610, BODY[:90])]
    by_rows = sorted([*lines, *around], key=lambda line: -line[1])
    assert (
        " ".join(texts(read(lines_pdf(by_rows)).blocks)).split()
        == " ".join(["Contacts", *left, *right, "À propos de l'agence", BODY[:90]]).split()
    )


def test_contacts_beside_the_text_come_last_though_their_column_is_as_wide() -> None:
    text = ["La coopérative inaugure la plus", "grande meunerie de la province ", "avec trois lignes et une salle "] * 8
    contacts = ["Contacts presse", "Maëlle Kervadec", "Directrice", "maelle.kervadec@example.org", "Yann Le Goff"]
    lines = [(60, 700 - 13 * row, line) for row, line in enumerate(text)]
    lines += [(260, 700 - 26 * row, line) for row, line in enumerate(contacts)]
    document = read(lines_pdf(lines, [(60, 700, "ouverte aux écoles du canton.")]))
    assert [text for text in texts(document.blocks) if text in contacts] == contacts
    assert "ouverte aux écoles du canton." in document.blocks[0].text


def test_an_address_that_is_cut_in_a_narrow_column_is_whole() -> None:
    lines = ["Maëlle Kervadec", "Directrice", "maelle.kervadec@etangs-bretons.exa", "mple.org", "01 99 00 12 34"]
    document = read(lines_pdf([(60, 700 - 13 * row, line) for row, line in enumerate(lines)]))
    assert "maelle.kervadec@etangs-bretons.example.org\n01 99" in "\n".join(texts(document.blocks))


def test_the_lines_of_a_contact_go_on_on_the_next_page() -> None:
    above, below = ["Maëlle Kervadec", "Directrice", "01 99 00 12 34"], "maelle.kervadec@example.org"
    lines = [(60, 100 - 13 * row, line) for row, line in enumerate(above)]
    assert texts(read(lines_pdf(lines, [(60, 750, below)])).blocks) == ["\n".join([*above, below])]


def test_paragraphs_of_one_line_each_are_not_one() -> None:
    lines = [
        "Le salon revient à Rennes pour sa neuvième édition et attend 14 000 visiteurs.",
        "Demandez votre badge",
        "Service de presse",
    ]
    document = read(lines_pdf([(60, 700 - 24 * row, line) for row, line in enumerate(lines)]))
    assert texts(document.blocks) == lines


def test_contacts_beside_the_boilerplate_are_no_table() -> None:
    left = [
        "À propos de l'agence",
        "L'agence des étangs bretons entretient depuis",
        "soixante ans les digues et les vannes de",
    ]
    left += ["vingt communes du Morbihan intérieur."]
    right = ["Contacts presse", "Maëlle Kervadec", "Directrice", "01 99 00 12 34", "maelle@example.org"]
    lines = [(x, 700 - 13 * row, text) for x, side in ((60, left), (330, right)) for row, text in enumerate(side)]
    document = read(lines_pdf(sorted(lines, key=lambda line: -line[1])))
    assert "\n".join(texts(document.blocks)).split() == " ".join([*left, *right]).split()


def test_a_line_with_an_address_is_no_heading_however_large() -> None:
    blocks = (*RELEASE[:6], heading("Maëlle Kervadec, 01 99 00 12 34, maelle@example.org", 2))
    assert read(pdf(blocks)).blocks[-1].kind is BlockKind.PARAGRAPH


def test_cells_of_several_lines_are_rows() -> None:
    lines = [
        *[(60, 700, "Nom"), (180, 700, "Fonction"), (300, 700, "Téléphone")],
        *[(60, 680, "Maëlle"), (60, 668, "Kervadec"), (180, 680, "Directrice de la"), (180, 668, "communication")],
        (300, 674, "01 99 00 12 34"),
        *[(60, 648, "Yann Goff"), (180, 648, "Attaché"), (300, 648, "01 99 00 12 35")],
    ]
    assert texts(read(lines_pdf(lines)).blocks) == [
        "Nom\tFonction\tTéléphone",
        "Maëlle Kervadec\tDirectrice de la communication\t01 99 00 12 34",
        "Yann Goff\tAttaché\t01 99 00 12 35",
    ]


def test_paragraphs_without_space_between_them_begin_where_lines_are_indented() -> None:
    first = ["   Les étangs rouvrent samedi, après deux hivers", "de travaux sur les digues et sur les vannes."]
    second = ["   Les gardes ont compté quarante hérons et aussi", "deux loutres autour des vannes neuves."]
    lines = [
        (75 if text.startswith(" ") else 60, 700 - 12 * row, text.strip()) for row, text in enumerate([*first, *second])
    ]
    assert texts(read(lines_pdf(lines)).blocks) == [" ".join(lines).strip() for lines in (first, second)]


def test_a_bold_line_above_text_is_a_heading_and_a_bold_name_above_a_number_is_none() -> None:
    document = read(
        pdf(
            [
                paragraph(BODY),
                paragraph("Des travaux de deux ans", is_bold=True),
                paragraph(BODY),
                paragraph("Maëlle Kervadec", is_bold=True),
                paragraph("01 99 00 12 34"),
            ]
        )
    )
    assert [block.level for block in document.blocks] == [0, 1, 0, 0, 0]
    assert document.blocks[3].is_bold


def test_cut_words_are_joined_and_compounds_keep_their_hyphen() -> None:
    lines = ["Le nouveau commu-", "niqué de la Seine-", "Saint-Denis sera peut-", "être lu à l’hôtel de région."]
    document = read(lines_pdf([(60, 700 - 12 * row, text) for row, text in enumerate(lines)]))
    assert texts(document.blocks) == [
        "Le nouveau communiqué de la Seine-Saint-Denis sera peut-être lu à l’hôtel de région."
    ]


def test_no_break_spaces_are_plain_ones() -> None:
    # pdfium does not tell them apart; a known defect, of which search knows nothing.
    assert texts(read(pdf([paragraph("Une question\u00a0: « Pourquoi\u00a0? »")])).blocks) == [
        "Une question : « Pourquoi ? »"
    ]


@pytest.mark.parametrize(
    ("title", "tag"),
    [
        ("Les étangs rouvrent au printemps", "Les étangs rouvrent au printemps"),
        ("Microsoft Word - CP étangs v3.doc", None),
        ("cp_etangs_2024", None),
        ("Sans titre 1", None),
        ("untitled", None),
    ],
)
def test_a_title_that_a_program_wrote_is_no_title_of_the_document(title: str, tag: str | None) -> None:
    metadata = read(pdf([paragraph(BODY)], metadata={"title": title, "author": "Service de presse"})).metadata
    assert metadata.get("title_tag") == tag
    assert metadata["pdf_title"] == title
    assert metadata["pdf_author"] == "Service de presse"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", metadata["pdf_created"])
    assert "title" not in metadata and "date" not in metadata


def test_a_file_encrypted_for_its_owner_alone_is_read() -> None:
    assert read(pdf(RELEASE, password="")).blocks == RELEASE


WHOLE = pdf(RELEASE)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (scan_pdf(2), "a scan without text.*OCR"),
        (pdf(RELEASE, password="secret"), "encrypted"),
        (WHOLE[: len(WHOLE) // 2], "cut short"),
        (WHOLE[:-8], "cut short"),
        (b"%PDF-1.4\n" + b"\xfe\x00garbage" * 99 + b"\n%%EOF\n", "damaged"),
        (b"<html>Les &eacute;tangs</html>", "not a PDF"),
        (pages_pdf(reader.MOST_PAGES + 1), "more than 1000 pages"),
        (long_page_pdf(300_000), "more than 100000"),
        (lines_pdf([]), "no text"),
    ],
    ids=["scan", "encrypted", "half", "without an end", "garbage", "a page", "pages", "a page of glyphs", "empty"],
)
def test_a_file_without_text_to_be_had_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        reader.read(content)


def test_a_page_that_is_only_a_picture_is_named() -> None:
    document = read(lines_pdf([(60, 700, BODY[:70])], []))
    assert document.warnings == ()
    document = read(pdf(RELEASE, picture_pages=1))
    assert document.warnings == ("Page 2 is a picture without text.",)
    assert document.blocks == RELEASE


def test_text_written_sideways_along_the_edge_is_no_text() -> None:
    document = read(lines_pdf([(60, 700 - 12 * row, BODY[:60]) for row in range(3)], sideways="Agence des étangs"))
    assert texts(document.margins) == ["Agence des étangs"]
    assert "Agence" not in " ".join(texts(document.blocks))


def test_a_page_turned_on_its_side_is_read_as_it_is_shown() -> None:
    lines = [(60, 700 - 12 * row, BODY[:60]) for row in range(3)]
    assert texts(read(lines_pdf(lines, is_turned=True)).blocks) == texts(read(lines_pdf(lines)).blocks)


def test_margins_are_kept_apart_from_the_same_words_in_the_text() -> None:
    body = [replace(paragraph(BODY), text=f"Agence des étangs {BODY}")] * 25
    document = read(pdf(body, header="Agence des étangs"))
    assert all(text.startswith("Agence") for text in texts(document.blocks))


@pytest.mark.parametrize(
    ("layout", "beside"),
    [
        ({"is_justified": True}, []),
        ({"sidebar": CONTACTS[:1]}, [*CONTACTS[:1]]),
        ({"sidebar": CONTACTS[:1], "is_justified": True}, [*CONTACTS[:1]]),
    ],
    ids=["justified", "sidebar", "both"],
)
@settings(max_examples=200 if os.environ.get("LONG") else 10)
@given(blocks=RELEASES)
def test_the_layout_of_a_release_says_nothing_about_it(
    layout: dict[str, Any], beside: list[str], blocks: tuple[Block, ...]
) -> None:
    plain = read(pdf(blocks)).blocks
    found = read(pdf(blocks, **layout)).blocks
    assert found[: len(plain)] == plain
    assert texts(found[len(plain) :]) == beside
