import pytest

from indexer.blocks import Block, BlockKind
from indexer.extraction.boilerplates import boilerplate_text, by_mention, named_in_headings
from indexer.extraction.section_headings import Section, opens_section
from indexer.extraction.sections import split_sections

ABOUT = "L'Institut des canaux entretient les berges depuis 1950."
MAIL = "presse@example.org"


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)


def section_texts(section: Section, *texts: str) -> list[str]:
    runs = split_sections(paragraphs(*texts))
    return [block.text for run in runs if run.section is section for block in run.blocks]


@pytest.mark.parametrize(
    "heading",
    [
        "CONTACT PRESSE",
        "Contacts presse :",
        "Contact",
        "Vos contacts",
        "Service de presse",
        "Relations presse",
        "Relations médias",
        "Coordonnées",
        "Inscriptions et contact presse",
        "Relations investisseurs",
        "Renseignements :",
        "Pour toute information complémentaire :",
        "Votre interlocutrice",
        "Media contact",
        "SERVICE COMMUNICATION – CONTACT PRESSE",
        "Presse :",
    ],
)
def test_a_heading_opens_the_contacts(heading: str) -> None:
    assert section_texts(Section.CONTACTS, "Texte.", heading, MAIL) == [MAIL]


def test_contacts_may_be_inline() -> None:
    line = f"Contact Presse pour interviews en Bretagne : Camille Exemple {MAIL}"
    assert section_texts(Section.CONTACTS, "Texte.", line) == [line]


def test_a_heading_without_contacts_is_body() -> None:
    assert section_texts(Section.BODY, "Texte.", "Contact", "Retrouvez-nous au canal.") == [
        "Texte.",
        "Contact",
        "Retrouvez-nous au canal.",
    ]


def test_a_closing_paragraph_with_an_address_is_contacts() -> None:
    closing = f"Pour en savoir plus, écrire à {MAIL}"
    assert section_texts(Section.CONTACTS, "Texte.", closing) == [closing]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("À propos de l'Institut national des canaux", "Institut national des canaux"),
        ("A propos du CNLL", "CNLL"),
        ("À PROPOS DE L’ARSP", "ARSP"),
        ("À PROPOS DU THÉÂTRE", None),  # in capitals, nothing shows a name
        ("Au sujet de Rail Ponant", "Rail Ponant"),
        ("À propos des Amis du canal :", "Amis du canal"),
        ("À propos du projet", None),
        ("About Rail Ponant", None),
        ("Rail Ponant en bref", None),
        ("L'Institut en quelques chiffres", None),
        ("Présentation de l'Institut", None),
        ("À propos", None),
    ],
)
def test_a_heading_opens_the_boilerplate(heading: str, name: str | None) -> None:
    runs = split_sections(paragraphs("Texte.", heading, ABOUT, "Contact presse", MAIL))
    assert boilerplate_text(runs) == f"{heading}\n\n{ABOUT}"
    assert next(iter(named_in_headings(runs)), None) == name


@pytest.mark.parametrize(
    "block",
    [
        Block(BlockKind.PARAGRAPH, f"À propos de l'Institut : {ABOUT}"),
        Block(BlockKind.PARAGRAPH, f"À propos de l'Institut {ABOUT}", run_in="À propos de l'Institut"),
        Block(BlockKind.PARAGRAPH, f"À propos de l'Institut\n{ABOUT}"),
    ],
)
def test_boilerplate_may_be_run_in(block: Block) -> None:
    runs = split_sections((block, *paragraphs("Suite.")))
    assert boilerplate_text(runs) == f"À propos de l'Institut\n\n{ABOUT}"
    assert runs[-1].blocks[-1].text == "Suite."


@pytest.mark.parametrize(
    "heading",
    [
        "À propos de l'étude",
        "A PROPOS DE L'ENQUETE",
        "À propos d'une vieille querelle",
        "Présentation du programme",
        "En bref",
        "Le projet en bref",
        "En savoir plus sur le canal",
    ],
)
def test_a_heading_about_a_subject_opens_no_boilerplate(heading: str) -> None:
    assert boilerplate_text(split_sections(paragraphs("Texte.", heading, ABOUT))) == ""


def test_what_is_said_of_quoted_firms_is_text() -> None:
    quoted = Block(BlockKind.HEADING, "Informations concernant les sociétés citées", 2)
    about = Block(BlockKind.HEADING, "À propos de l'ABER", 3)
    own = Block(BlockKind.HEADING, "À propos de l'Institut", 2)
    runs = split_sections((*paragraphs("Texte."), quoted, about, *paragraphs("Suite."), own, *paragraphs(ABOUT)))
    assert boilerplate_text(runs) == f"À propos de l'Institut\n\n{ABOUT}"


def test_several_boilerplates_are_kept() -> None:
    runs = split_sections(paragraphs("À propos de l'ABER", ABOUT, "À propos de l'ORVE", ABOUT))
    assert boilerplate_text(runs).count(ABOUT) == 2


def test_a_heading_ends_the_boilerplate() -> None:
    blocks = (*paragraphs("À propos de l'ABER", ABOUT), Block(BlockKind.HEADING, "Images", 2), *paragraphs("Suite."))
    assert split_sections(blocks)[-1].section is Section.BODY


@pytest.mark.parametrize("heading", ["Notes aux rédactions", "Notes :", "À l’attention des rédacteurs :"])
def test_notes_to_editors_are_notes(heading: str) -> None:
    assert section_texts(Section.NOTES, "Texte.", heading, "Photos sur demande.") == ["Photos sur demande."]


@pytest.mark.parametrize(
    "text", ["Le canal rouvre", "À propos de tout et de rien, la ministre a répondu hier soir. " * 3]
)
def test_ordinary_text_opens_nothing(text: str) -> None:
    assert not opens_section(text)


def test_footnotes_are_notes() -> None:
    texts = ("Deux mille nids (1) et dix ponts [2].", "Suite.", "(1) Source : Institut.\n[2] Par commune.")
    assert section_texts(Section.NOTES, *texts) == [texts[2]]


@pytest.mark.parametrize("texts", [("Texte.", "(1) Une liste.", "(2) Une autre."), ("Texte.", "* Une étoile.")])
def test_what_nothing_refers_to_is_no_footnote(texts: tuple[str, ...]) -> None:
    assert section_texts(Section.NOTES, *texts) == []


@pytest.mark.parametrize("behind", [(), ("Contact presse", MAIL)])
def test_a_last_paragraph_that_defines_a_name_in_bold_is_boilerplate(behind: tuple[str, ...]) -> None:
    about = Block(BlockKind.PARAGRAPH, "Rail Ponant est une coopérative créée en 1990.", run_in="Rail Ponant")
    runs = split_sections((*paragraphs("Texte.", "Suite."), about, *paragraphs(*behind)))
    assert boilerplate_text(runs) == about.text


@pytest.mark.parametrize(
    "block",
    [
        Block(BlockKind.PARAGRAPH, "Rail Ponant ouvre une ligne.", run_in="Rail Ponant"),
        Block(BlockKind.PARAGRAPH, "Le 3 mai est une date à retenir.", run_in="le 3 mai"),
        Block(BlockKind.PARAGRAPH, "Rail Ponant est une coopérative."),
    ],
)
def test_other_last_paragraphs_are_text(block: Block) -> None:
    assert boilerplate_text(split_sections((*paragraphs("Texte.", "Suite."), block))) == ""


@pytest.mark.parametrize(
    "texts",
    [
        ("camille@example.org",),
        ("Camille Exemple", "camille@example.org"),
        ("Camille Exemple", "Directrice", "01 99 00 12 34", "camille@example.org"),
        ("Camille Exemple, 01 99 00 12 34",),
        ("Merci de confirmer votre présence au 01 99 00 12 34.",),
    ],
)
def test_closing_lines_are_contacts(texts: tuple[str, ...]) -> None:
    assert section_texts(Section.CONTACTS, "Texte.", "Suite.", *texts) == list(texts)


@pytest.mark.parametrize(
    "text",
    [
        "Inscriptions : canal@example.org",
        "Billetterie : 01 99 00 12 34",
        "Renseignements des voyageurs : 01 99 00 12 34",
    ],
)
def test_lines_for_everybody_are_no_contact(text: str) -> None:
    assert section_texts(Section.CONTACTS, "Texte.", "Suite.", text) == []


def test_numbers_of_the_country_make_contacts() -> None:
    runs = split_sections(paragraphs("Texte.", "Contact presse", "Camille Exemple", "514 555-0105"), "CA")
    assert [run.section for run in runs if run.blocks] == [Section.BODY, Section.CONTACTS]


def test_text_above_a_contact_in_one_paragraph_stays_text() -> None:
    text = f"Le canal rouvre.\nContact presse : {MAIL}"
    assert section_texts(Section.BODY, text) == ["Le canal rouvre."]
    assert section_texts(Section.CONTACTS, text) == [f"Contact presse : {MAIL}"]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Rail Ponant s'allie à l'ABER", ("Rail Ponant", "ABER")),
        ("L'ABER et Rail Ponant s'allient", ("ABER", "Rail Ponant")),
        ("RAIL PONANT S'AGRANDIT", ("Rail Ponant", "ABER")),
        ("Une alliance", ("ABER", "Rail Ponant")),
        ("Les abers de Bretagne", ("ABER", "Rail Ponant")),
    ],
)
def test_the_boilerplate_of_whom_the_text_names_first_comes_first(title: str, names: tuple[str, ...]) -> None:
    texts = ("Texte.", "À propos de l'ABER www.aber.example.org", ABOUT, "À propos de Rail Ponant", "Une coopérative.")
    assert named_in_headings(by_mention(split_sections(paragraphs(*texts)), [title])) == names


@pytest.mark.parametrize(
    "rows",
    [
        ("Contact presse\tÀ propos de l'ABER", f"{MAIL}\t{ABOUT}"),
        (f"Contact presse\t{MAIL}", f"À propos de l'ABER\t{ABOUT}"),
    ],
)
def test_sections_may_stand_in_a_table(rows: tuple[str, ...]) -> None:
    table = tuple(Block(BlockKind.ROW, row) for row in rows)
    runs = split_sections((*paragraphs("Texte."), *table))
    assert boilerplate_text(runs) == f"À propos de l'ABER\n\n{ABOUT}"
    assert [block.text for run in runs if run.section is Section.CONTACTS for block in run.blocks] == [MAIL]


def test_a_name_in_bold_may_be_defined_below_the_contacts() -> None:
    about = Block(BlockKind.PARAGRAPH, "Rail Ponant est une coopérative créée en 1990.", run_in="Rail Ponant")
    runs = split_sections((*paragraphs("Texte.", "Contact presse", MAIL), about))
    assert boilerplate_text(runs) == about.text
