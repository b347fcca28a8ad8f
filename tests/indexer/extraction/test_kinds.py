import pytest

from indexer.blocks import Block, BlockKind
from indexer.extraction.kind_names import KINDS
from indexer.extraction.kinds import kind_key, kind_label, take_kind

LONG = "Le canal rouvre après deux ans de travaux menés par la commune et par les riverains. " * 4


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("INFO PRESSE", "information-presse"),
        ("Information presse", "information-presse"),
        ("Communiqué de presse", "communique-de-presse"),
        ("COMMUNIQUE  DE PRESSE N° 12", "communique-de-presse"),
        ("COMMUNIQUÉ", "communique"),
        ("Tribune", "tribune"),
        ("Motion de Soutien", "motion de soutien"),  # not known: folded
        ("", ""),
    ],
)
def test_ways_of_writing_a_kind_have_one_key(kind: str, key: str) -> None:
    assert kind_key(kind) == key


def test_every_kind_is_reached_by_each_of_its_ways() -> None:
    for kind in KINDS:
        assert {kind_key(way) for way in (*kind.ways, kind.label)} == {kind.key}
        assert kind_label(kind.key) == kind.label
    assert kind_label("motion de soutien") == "motion de soutien"


@pytest.mark.parametrize(
    ("texts", "kind", "left"),
    [
        (("INFO PRESSE", "Titre"), "INFO PRESSE", ("Titre",)),
        (("Titre", "Communiqué de presse"), "Communiqué de presse", ("Titre",)),
        (("Communiqué de presse n° 2024-12", "Titre"), "Communiqué de presse", ("Titre",)),
        (("COMMUNIQUÉ DE PRESSE\nLyon, le 3 mai 2024",), "COMMUNIQUÉ DE PRESSE", ("Lyon, le 3 mai 2024",)),
        (
            ("COMMUNIQUE DU CONSEIL DES ARCHIVES", "Texte"),
            "COMMUNIQUE",
            ("COMMUNIQUE DU CONSEIL DES ARCHIVES", "Texte"),
        ),
        (("Tribune parue dans un journal",), "Tribune", ("Tribune parue dans un journal",)),
        (("Discours et débats au musée",), None, ("Discours et débats au musée",)),
        (
            (f"Communiqué de presse et autres textes. {LONG}",),
            None,
            (f"Communiqué de presse et autres textes. {LONG}",),
        ),
    ],
)
def test_the_kind_is_taken_as_written(texts: tuple[str, ...], kind: str | None, left: tuple[str, ...]) -> None:
    found, blocks = take_kind(paragraphs(*texts), {})
    assert (found.kind, tuple(block.text for block in blocks if block.text)) == (kind, left)


@pytest.mark.parametrize(
    ("metadata", "kind"),
    [
        ({"type": "Communiqué de presse"}, "Communiqué de presse"),
        ({"type": "post"}, None),
        ({"kind": "Tribune"}, "Tribune"),
    ],
)
def test_metadata_may_name_a_known_kind(metadata: dict[str, str], kind: str | None) -> None:
    assert take_kind((), metadata)[0].kind == kind
