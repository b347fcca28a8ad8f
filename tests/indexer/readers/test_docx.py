import pytest
from support.office_files import docx, docx_of, package, word_paragraph, word_run
from support.timing import cpu_seconds

from indexer.blocks import Block, BlockKind, Document
from indexer.readers import docx as reader

PARAGRAPH = BlockKind.PARAGRAPH


def read(body: str, **options: object) -> Document:
    (document,) = reader.read(docx(body, **options))
    return document


def texts(body: str, **options: object) -> list[str]:
    return [block.text for block in read(body, **options).blocks]


def box(text: str) -> str:
    """A text box as Word writes it: for new programs, then for old ones."""
    content = f"<w:txbxContent>{word_paragraph(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:txbx>"
        f"{content}</wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_blocks_come_back_as_they_were_written() -> None:
    blocks = (
        Block(BlockKind.HEADING, "Le canal rouvre", level=1, is_bold=True),
        Block(PARAGRAPH, "Deux ans de travaux", is_bold=True),
        Block(PARAGRAPH, "À propos : le canal", run_in="À propos :"),
        Block(PARAGRAPH, "Camille Exemple\n01 99 00 12 34"),
        Block(BlockKind.ITEM, "une aide ;"),
        Block(BlockKind.ROW, "Poste\tMontant"),
        Block(BlockKind.ROW, "Rives\t2"),
    )
    (document,) = reader.read(docx_of(blocks))
    assert document.blocks == blocks


@pytest.mark.parametrize(
    ("style", "kind", "level", "is_bold"),
    [
        ("Titre", BlockKind.HEADING, 1, False),
        ("Titre3", BlockKind.HEADING, 3, True),
        ("Chapo", PARAGRAPH, 0, True),
        ("Inconnu", PARAGRAPH, 0, False),
    ],
)
def test_a_style_says_what_a_paragraph_is(style: str, kind: BlockKind, level: int, is_bold: bool) -> None:
    assert read(word_paragraph("Le canal rouvre", style)).blocks == (Block(kind, "Le canal rouvre", level, is_bold),)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:ins>" + word_run("ajouté") + "</w:ins>", "ajouté"),
        ("<w:del><w:r><w:delText>ôté</w:delText></w:r></w:del>" + word_run("reste"), "reste"),
        ("<w:moveFrom>" + word_run("ici") + "</w:moveFrom><w:moveTo>" + word_run("là") + "</w:moveTo>", "là"),
        (word_run("caché", "<w:vanish/>") + word_run("visible"), "visible"),
        ("<w:r><w:t>com</w:t><w:softHyphen/><w:t>mune</w:t></w:r>", "commune"),
        ("<w:r><w:t>là</w:t><w:noBreakHyphen/><w:t>bas</w:t></w:r>", "là-bas"),
        ("<w:r><w:t>un</w:t><w:br/><w:t>deux</w:t><w:cr/><w:t>trois</w:t></w:r>", "un\ndeux\ntrois"),
        ("<w:r><w:tab/><w:t>nom</w:t><w:tab/><w:tab/><w:t>numéro</w:t><w:tab/></w:r>", "nom\tnuméro"),
        ("<w:r><w:t>e</w:t></w:r><w:r><w:t>\u0301te\u0301</w:t></w:r>", "été"),
        ("<w:smartTag><w:sdt><w:sdtContent>" + word_run("Lyon") + "</w:sdtContent></w:sdt></w:smartTag>", "Lyon"),
        (word_run("12\u00a0000"), "12\u00a0000"),
    ],
)
def test_what_is_read_of_a_paragraph(inside: str, text: str) -> None:
    assert texts(f"<w:p>{inside}</w:p>") == [text]


def test_bold_may_be_switched_off_and_come_from_a_style() -> None:
    strong, thin = word_run("Gras", '<w:rStyle w:val="lev"/>'), word_run("a", '<w:b w:val="0"/>')
    assert read(f"<w:p>{strong}{word_run(' puis maigre')}</w:p>").blocks[0].run_in == "Gras"
    assert not read(f'<w:p><w:pPr><w:pStyle w:val="Chapo"/></w:pPr>{thin}</w:p>').blocks[0].is_bold


def test_a_text_box_is_read_once() -> None:
    assert texts(f"<w:p>{box('Communiqué de presse')}{word_run('Titre')}</w:p>") == ["Communiqué de presse", "Titre"]


def test_a_box_of_contacts_does_not_interrupt_the_text() -> None:
    body = f"<w:p>{box('Contact : presse@example.org')}{word_run('Titre')}</w:p>" + word_paragraph("Texte")
    assert texts(body) == ["Titre", "Texte", "Contact : presse@example.org"]


def test_links_show_the_mail_addresses_that_they_hide_and_keep_those_of_pages() -> None:
    links = {"r2": ("hyperlink", "mailto:camille@example.org"), "r3": ("hyperlink", "https://example.org/bilan")}
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "mailto:a@example.org"</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + word_run("Dominique") + "<w:r>"
        '<w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        f'<w:p><w:hyperlink r:id="r2">{word_run("Camille")}</w:hyperlink></w:p><w:p>{field}</w:p>'
        f'<w:p><w:hyperlink r:id="r3">{word_run("le bilan")}</w:hyperlink></w:p>'
    )
    document = read(body, relations=links)
    assert [block.text for block in document.blocks] == [
        "Camille <camille@example.org>",
        "Dominique <a@example.org>",
        "le bilan",
    ]
    assert document.links == ("https://example.org/bilan",)


def test_headers_and_footers_are_margins_those_of_the_first_page_first() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="r2"/><w:headerReference w:type="first" r:id="r3"/>'
        '<w:footerReference w:type="default" r:id="r4"/><w:footerReference w:type="even" r:id="r3"/>{}</w:sectPr>'
    )
    options = {
        "relations": {"r2": ("header", "h1.xml"), "r3": ("header", "h2.xml"), "r4": ("footer", "f1.xml")},
        "parts": {
            "h1.xml": word_paragraph("Agence des eaux"),
            "h2.xml": word_paragraph("Communiqué de presse"),
            "f1.xml": word_paragraph("Agence des eaux") + word_paragraph("www.example.org"),
        },
    }
    document = read(word_paragraph("Titre") + section.format("<w:titlePg/>"), **options)
    assert [block.text for block in document.blocks] == ["Titre"]
    assert [block.text for block in document.margins] == ["Communiqué de presse", "Agence des eaux", "www.example.org"]
    without = read(word_paragraph("Titre") + section.format(""), **options)  # a first page that looks like the others
    assert [block.text for block in without.margins] == ["Agence des eaux", "www.example.org"]


def test_footnotes_are_read_last_and_leave_no_number() -> None:
    body = f'<w:p>{word_run("Le canal")}<w:r><w:footnoteReference w:id="2"/></w:r>{word_run(" rouvre")}</w:p>'
    notes = f'<w:footnote w:id="1">{word_paragraph("jamais")}</w:footnote><w:footnote w:id="2">'
    notes += f"{word_paragraph('Creusé en 1743.')}</w:footnote>"
    assert texts(body + word_paragraph("Fin"), parts={"footnotes.xml": notes}) == [
        "Le canal rouvre",
        "Fin",
        "Creusé en 1743.",
    ]


def test_a_table_for_layout_is_text() -> None:
    cell = f"<w:tc>{word_paragraph('Camille Exemple')}{word_paragraph('01 99 00 12 34')}</w:tc>"
    rows = read(f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}{cell}</w:tr></w:tbl>").blocks
    assert {row.kind for row in rows} == {PARAGRAPH}
    letterhead = f"<w:tc>{word_paragraph('Agence des eaux')}</w:tc><w:tc>{word_paragraph('Lyon, le 3 mai 2024')}</w:tc>"
    one_row = read(f"<w:tbl><w:tr>{letterhead}</w:tr></w:tbl>").blocks
    assert [(block.kind, block.text) for block in one_row] == [
        (PARAGRAPH, "Agence des eaux"),
        (PARAGRAPH, "Lyon, le 3 mai 2024"),
    ]


def test_bullets_that_the_author_typed_are_items() -> None:
    body = "".join(map(word_paragraph, ("Trois mesures :", "- une aide ;", "- un guichet.", "– dit-il", "•\tseul")))
    assert [(block.kind, block.text) for block in read(body).blocks] == [
        (PARAGRAPH, "Trois mesures :"),
        (BlockKind.ITEM, "une aide ;"),
        (BlockKind.ITEM, "un guichet."),
        (PARAGRAPH, "– dit-il"),
        (BlockKind.ITEM, "seul"),
    ]


def test_a_table_of_contents_is_left_out() -> None:
    assert texts(word_paragraph("Le canal\t3", "TM1") + word_paragraph("Texte")) == ["Texte"]


def test_properties_are_metadata_of_last_resort() -> None:
    properties = "<dc:title>Le canal</dc:title><dc:creator>Camille</dc:creator><created>2024-05-03T08:00:00Z</created>"
    assert dict(read("", properties=properties).metadata) == {
        "title_tag": "Le canal",
        "author": "Camille",
        "created": "2024-05-03T08:00:00Z",
    }
    assert dict(read("", properties="<dc:title>Microsoft Word - cp12.doc</dc:title>").metadata) == {}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (docx(word_paragraph("Texte"))[:-40], "truncated"),
        (b"PK\x03\x04", "truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        (package({"a.txt": "texte"}), "no Word document"),
        (package({"word/document.xml": "<a><b></a>"}), "not well-formed"),
    ],
)
def test_what_is_no_word_file_says_so(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        reader.read(content)


def test_a_long_table_takes_time_in_proportion() -> None:
    def table(rows: int) -> bytes:
        cell = f"<w:tc>{word_paragraph('12')}</w:tc>"
        return docx(f"<w:tbl>{f'<w:tr>{cell}{cell}</w:tr>' * rows}</w:tbl>")

    short, long = (table(rows) for rows in (250, 2_000))
    assert cpu_seconds(lambda: reader.read(long)) < 25 * cpu_seconds(lambda: reader.read(short))
