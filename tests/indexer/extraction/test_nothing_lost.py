"""What the document says is in the release, in one zone or another: no paragraph vanishes between two sections."""

import pytest

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
    ],
)
def test_every_paragraph_of_text_is_in_a_zone(paragraphs: tuple[str, ...]) -> None:
    document = Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in paragraphs))
    found = extraction.release(document, release_id="a", source="a.txt", format="txt")
    texts = "\n".join(text for _, text in zone_texts(found))
    wanted = {*TEXT, *LAST, *ABOUT[1:], *NOTES[1:]} & set(paragraphs)
    assert [text for text in wanted if text not in texts] == []
