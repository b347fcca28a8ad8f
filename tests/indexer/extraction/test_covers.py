import pytest

from indexer.blocks import Block, BlockKind
from indexer.extraction.covers import without_cover

TEXT = "Le canal rouvre après deux ans de travaux, et les péniches avec lui. " * 4
SENDING = "Veuillez trouver ci-dessous notre communiqué de presse."


def kept(*texts: str) -> list[str]:
    return [block.text for block in without_cover([Block(BlockKind.PARAGRAPH, text) for text in texts])]


@pytest.mark.parametrize(
    "cover",
    [
        ["Bonjour,", SENDING],
        [f"Bonjour,\n{SENDING}"],
        ["Chers confrères,", "Je vous adresse en pièce jointe le dossier de presse du canal."],
        ["Madame, Monsieur,", SENDING, "Bien cordialement,\nCamille Exemple"],
        ["Bonjour à toutes et à tous,", "Vous trouverez ci-après un communiqué.", "Bonne lecture !"],
    ],
)
def test_the_cover_note_of_a_mail_is_no_text(cover: list[str]) -> None:
    assert kept(*cover, "COMMUNIQUÉ DE PRESSE", TEXT) == ["COMMUNIQUÉ DE PRESSE", TEXT]


@pytest.mark.parametrize(
    "texts",
    [
        ["Madame la ministre,", "Depuis deux ans, le canal est fermé, et vous le savez.", TEXT],  # an open letter
        ["Bonjour,", SENDING],  # nothing below
        ["Bonjour le printemps ! Le canal rouvre", SENDING, TEXT],
        ["Le canal rouvre", SENDING, TEXT],
        [],
    ],
)
def test_what_sends_nothing_stays(texts: list[str]) -> None:
    assert kept(*texts) == texts


def test_the_addresses_of_a_cover_note_stay() -> None:
    signature = "Cordialement,\nCamille Exemple\n01 99 00 12 34"
    assert kept("Bonjour,", SENDING, signature, TEXT) == [signature, TEXT]
