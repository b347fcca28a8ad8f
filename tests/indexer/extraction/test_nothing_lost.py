"""What the document says is in the release, in one zone or another: no paragraph vanishes between two sections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.drawing import drawn

from indexer import extraction
from indexer.blocks import Block, BlockKind, Document
from indexer.releases import zone_texts

HEAD = ("COMMUNIQUÉ DE PRESSE", "Rennes, le 12 mars 2024", "Les étangs rouvrent au printemps")
CONTACT = ("CONTACT PRESSE", "Maëlle Kervadec - maelle.kervadec@example.org - 01 99 00 12 34")
ABOUT = ("À propos de l'Agence des étangs", "L'Agence des étangs entretient deux cents étangs.")
NOTES = ("Notes aux rédactions", "Des photographies sont à la disposition des rédactions.")
TEXT = ("Vingt étangs rouvrent à la pêche.",)
LAST = ("Les digues seront inspectées en automne.",)


@pytest.mark.parametrize(
    "paragraphs",
    [
        (*HEAD, *TEXT, *CONTACT, *LAST),
        (*HEAD, *TEXT, *ABOUT, *CONTACT, *LAST),
        (*HEAD, *CONTACT, *TEXT, *ABOUT, *LAST),
        (*HEAD, *TEXT, *NOTES, *CONTACT, *ABOUT, *LAST),
        (*HEAD, *TEXT, "Contacts", *LAST),
        (*TEXT, *CONTACT, *LAST),
        (*TEXT, CONTACT[0], *LAST, CONTACT[1]),
        (*TEXT, f"{LAST[0]}\n{CONTACT[0]} : {CONTACT[1]}"),
        (*TEXT, *LAST, "Maëlle Kervadec", "maelle.kervadec@example.org"),
    ],
)
def test_every_paragraph_of_text_is_in_a_zone(paragraphs: tuple[str, ...]) -> None:
    document = Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in paragraphs))
    found = extraction.release(document, release_id="a", source="a.txt", format="txt")
    texts = "\n".join(text for _, text in zone_texts(found))
    wanted = {*TEXT, *LAST, *ABOUT[1:], *NOTES[1:]} & {line for text in paragraphs for line in text.split("\n")}
    assert [text for text in wanted if text not in texts] == []


SENTENCES = [f"La digue numéro {number} de l'étang sera inspectée en automne." for number in range(1, 9)]
LINES = st.sampled_from(
    [
        "CONTACT PRESSE",
        "Contacts :",
        "À propos de l'Agence des étangs",
        "Agence des étangs en bref",
        "Notes aux rédactions",
        "Relations médias",
        "Pour toute information :",
        "Les digues",
        "Maëlle Kervadec",
        "Chargée de presse",
        "maelle.kervadec@example.org",
        "Tél. : 01 99 00 12 34",
        "Billetterie : 01 99 00 12 35",
        "(1) Agence des étangs, 2023.",
        "www.example.org twitter",
    ]
)
PIECES = st.one_of(LINES, st.sampled_from(SENTENCES))


@drawn(150)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=3).map("\n".join), max_size=10))
def test_no_sentence_is_lost_whatever_stands_around_it(paragraphs: list[str]) -> None:
    document = Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in (*HEAD, *TEXT, *paragraphs)))
    found = extraction.release(document, release_id="a", source="a.txt", format="txt")
    texts = "\n".join(text for _, text in zone_texts(found))
    assert [text for text in SENTENCES if any(text in each for each in paragraphs) and text not in texts] == []
