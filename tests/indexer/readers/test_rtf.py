import pytest

from indexer.blocks import Block, BlockKind, Document
from indexer.readers import rtf as reader

PARAGRAPH = BlockKind.PARAGRAPH
FONTS = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset77 Geneva;}{\f2\fcharset238 Arial CE;}}"
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s2 Sous-titre;}{\*\cs3 \b Strong;}}"


def rtf(body: str, head: str = "") -> bytes:
    return ("{\\rtf1\\ansi\\ansicpg1252" + FONTS + STYLES + head + "\n" + body + "}").encode("cp1252")


def read(body: str, head: str = "") -> Document:
    (document,) = reader.read(rtf(body, head))
    return document


def texts(body: str) -> list[str]:
    return [block.text for block in read(body).blocks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"L\'e9t\'e9 \'e0 12\~000 \'80", "L’été à 12\u00a0000 €".replace("’", "")),
        (r"\u8217?\u339\'9cuvre \uc2\u233\'c3\'a9t\u233 ??", "’œuvre été"),
        (r"\u-10179?\u-8704?", "\U0001f600"),  # a sign of two halves
        (r"e\u769 ?t\'e9", "ét" + "é"),
        (r"{\f1 \'8et\'8e}{\f2 \'e8}", "étéč"),
        ("un\r\n mot", "un mot"),
        (r"un\line deux\tab trois", "un\ndeux\ttrois"),
        (r"com\-mune l\'e0\_bas", "commune là-bas"),
        (r"\{a\}\\ \ldblquote b\rdblquote", "{a}\\ “b”"),
        (r"{\v cach\'e9}{\deleted \'f4t\'e9}visible", "visible"),
        (r"{\*\inconnu secret}{\inconnu lisible}", "lisible"),
        (r"{\pict\pngblip 89504e47}{\*\bkmkstart a}texte{\bin4 {}}}}", "texte"),
    ],
)
def test_what_is_read_of_a_paragraph(body: str, text: str) -> None:
    assert texts(body) == [text]


def test_paragraphs_headings_items_and_bold() -> None:
    body = (
        r"\pard\s1\b Le canal rouvre\par\pard\plain\b Deux ans\b0\par\pard{\b Bilan :} le canal\par"
        r"\pard\ls1{\listtext\bullet\tab}une aide\par{\pntext\'b7\tab}\pard{\pntext\'b7\tab}un guichet\par"
        r"\pard\outlinelevel2 Suite\par\pard\s2 Un bilan\par"
    )
    assert read(body).blocks == (
        Block(BlockKind.HEADING, "Le canal rouvre", level=1, is_bold=True),
        Block(PARAGRAPH, "Deux ans", is_bold=True),
        Block(PARAGRAPH, "Bilan : le canal", run_in="Bilan :"),
        Block(BlockKind.ITEM, "une aide"),
        Block(BlockKind.ITEM, "un guichet"),
        Block(BlockKind.HEADING, "Suite", level=3),
        Block(BlockKind.HEADING, "Un bilan", level=2),
    )


def test_tables_are_rows_or_text() -> None:
    row = r"\trowd\pard\intbl {}\cell {}\cell\row "
    rows = read(row.format("Poste", "Montant") + row.format("Rives", "2") + r"\pard Fin\par").blocks
    assert [(block.kind, block.text) for block in rows] == [
        (BlockKind.ROW, "Poste\tMontant"),
        (BlockKind.ROW, "Rives\t2"),
        (PARAGRAPH, "Fin"),
    ]
    assert texts(row.format("Agence des eaux", r"Lyon\par 3 mai")) == ["Agence des eaux", "Lyon", "3 mai"]


def test_links_boxes_footnotes_and_margins() -> None:
    body = (
        r"{\header Agence des eaux\par}{\footerf www.example.org}"
        r'{\field{\*\fldinst {HYPERLINK "mailto:a@example.org"}}{\fldrslt Camille}}\par'
        r'{\field{\*\fldinst HYPERLINK "https://example.org/bilan"}{\fldrslt{\ul le bilan}}}'
        r"{\footnote Creus\'e9 en 1743.}\par{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Communiqu\'e9\par}}}Titre\par"
    )
    document = read(body)
    assert [block.text for block in document.blocks] == [
        "Camille <a@example.org>",
        "le bilan",
        "Communiqué",
        "Titre",
        "Creusé en 1743.",
    ]
    assert [block.text for block in document.margins] == ["Agence des eaux", "www.example.org"]
    assert document.links == ("https://example.org/bilan",)


def test_information_is_metadata_of_last_resort() -> None:
    head = r"{\info{\title Le canal}{\author Camille}{\creatim\yr2024\mo5\dy3}}"
    assert dict(read("texte", head).metadata) == {"title_tag": "Le canal", "author": "Camille"}


def test_an_old_apple_file_is_read() -> None:
    (document,) = reader.read(b"{\\rtf1\\mac \\'8et\\'8e}")
    assert document.blocks[0].text == "été"


def test_a_file_that_ends_too_early_says_so() -> None:
    (document,) = reader.read(rtf(r"{\b Le canal\par Deux")[:-3])
    assert [block.text for block in document.blocks] == ["Le canal", "De"]
    assert "too early" in document.warnings[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"texte", "no RTF"),
        (b"{" * 200_000, "nested"),
        (rb"{\rtf1" + rb"\b" * 1_000_000, "control words"),
    ],
)
def test_what_is_no_rtf_says_so(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        reader.read(content)
