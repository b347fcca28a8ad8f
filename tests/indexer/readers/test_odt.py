import pytest
from support.office_files import odt, odt_of, package

from indexer.blocks import Block, BlockKind, Document
from indexer.readers import odt as reader

PARAGRAPH = BlockKind.PARAGRAPH


def read(body: str, **options: str) -> Document:
    (document,) = reader.read(odt(body, **options))
    return document


def texts(body: str, **options: str) -> list[str]:
    return [block.text for block in read(body, **options).blocks]


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_blocks_come_back_as_they_were_written() -> None:
    blocks = (
        Block(BlockKind.HEADING, "Le canal rouvre", level=1),
        Block(PARAGRAPH, "Deux ans de travaux", is_bold=True),
        Block(PARAGRAPH, "À propos : le canal", run_in="À propos :"),
        Block(PARAGRAPH, "Camille Exemple\n01 99 00 12 34"),
        Block(BlockKind.ITEM, "une aide ;"),
        Block(BlockKind.ITEM, "un guichet."),
        Block(BlockKind.ROW, "Poste\tMontant"),
        Block(BlockKind.ROW, "Rives\t2"),
    )
    (document,) = reader.read(odt_of(blocks))
    assert document.blocks == blocks


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("un<text:s text:c='3'/>mot", "un mot"),
        ("un \n   mot", "un mot"),
        ("un<text:line-break/>deux", "un\ndeux"),
        ("nom<text:tab/>numéro", "nom\tnuméro"),
        ("com\u00admune", "commune"),
        ("un<office:annotation><text:p>à revoir</text:p></office:annotation> mot", "un mot"),
        ("un<text:soft-page-break/><text:bookmark text:name='a'/> mot", "un mot"),
        ("<text:span text:style-name='Caché'>secret</text:span>visible", "visible"),
        ("<text:a xlink:href='mailto:a@example.org'>Camille</text:a>", "Camille <a@example.org>"),
        ("<text:title>Le canal</text:title>", "Le canal"),  # a field that repeats the title
    ],
)
def test_what_is_read_of_a_paragraph(inside: str, text: str) -> None:
    hidden = '<style:style style:name="Caché"><style:text-properties text:display="none"/></style:style>'
    assert texts(p(inside), styles=hidden) == [text]


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ('style:name="P1" style:parent-style-name="Title"', (BlockKind.HEADING, 1)),
        ('style:name="P1" style:parent-style-name="Heading_20_2"', (BlockKind.HEADING, 2)),
        ('style:name="P1" style:default-outline-level="3"', (BlockKind.HEADING, 3)),
        ('style:name="P1" style:parent-style-name="Text_20_body"', (PARAGRAPH, 0)),
    ],
)
def test_a_style_says_what_a_paragraph_is(style: str, found: tuple[BlockKind, int]) -> None:
    shared = '<style:style style:name="Heading_20_2" style:display-name="Heading 2"/><style:style style:name="Title"/>'
    (block,) = read(p("Le canal", "P1"), styles=f"<style:style {style}/>{shared}").blocks
    assert (block.kind, block.level) == found


def test_deleted_text_is_left_out() -> None:
    tracked = f"<text:tracked-changes><text:changed-region><text:deletion>{p('ôté')}</text:deletion>"
    assert texts(f"{tracked}</text:changed-region></text:tracked-changes>{p('reste')}") == ["reste"]


def test_boxes_pictures_and_footnotes() -> None:
    box = "<draw:frame><draw:text-box>{}</draw:text-box><svg:title>logo</svg:title></draw:frame>"
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('Creusé en 1743.')}"
    body = (
        box.format(p("Communiqué de presse"))
        + p(box.format(p("Contact : presse@example.org")) + "Le canal rouvre")
        + p(f"Texte{note}</text:note-body></text:note>.")
    )
    assert texts(body) == [
        "Communiqué de presse",
        "Le canal rouvre",
        "Texte.",
        "Contact : presse@example.org",
        "Creusé en 1743.",
    ]


def test_headers_and_footers_are_margins_those_of_the_first_page_first() -> None:
    pages = (
        f"<style:header>{p('Agence des eaux')}</style:header><style:header-first>{p('Communiqué')}</style:header-first>"
        f"<style:footer>{p('www.example.org')}</style:footer><style:footer-first style:display='false'>"
        f"{p('jamais')}</style:footer-first>"
    )
    margins = read(p("Texte"), pages=pages).margins
    assert [block.text for block in margins] == ["Communiqué", "Agence des eaux", "www.example.org"]


def test_a_list_item_of_two_paragraphs_has_one_bullet() -> None:
    item = f"<text:list-item>{p('un')}{p('deux')}<text:list><text:list-item>{p('trois')}</text:list-item></text:list>"
    blocks = read(f"<text:list>{item}</text:list-item></text:list>").blocks
    assert [block.kind for block in blocks] == [BlockKind.ITEM, PARAGRAPH, BlockKind.ITEM]


def test_links_and_properties() -> None:
    document = read(
        p("<text:a xlink:href='https://example.org/bilan'>le bilan</text:a>"),
        meta="<dc:title>Le canal</dc:title><meta:creation-date>2024-05-03</meta:creation-date>",
    )
    assert document.links == ("https://example.org/bilan",)
    assert dict(document.metadata) == {"title_tag": "Le canal", "created": "2024-05-03"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (odt(p("Texte"))[:-40], "truncated"),
        (package({"META-INF/manifest.xml": "<encryption-data/>", "content.xml": b"\x12\x80"}), "password"),
        (package({"content.xml": "<a/>"}), "no OpenDocument text"),
    ],
)
def test_what_is_no_open_document_says_so(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        reader.read(content)
