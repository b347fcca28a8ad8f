import pytest

from indexer.blocks import Block, BlockKind
from indexer.readers import markdown


def blocks(content: str) -> tuple[Block, ...]:
    (document,) = markdown.read(content.encode())
    return document.blocks


@pytest.mark.parametrize(
    ("content", "metadata"),
    [
        ("---\ntitle: Un titre\ndate: 2024-05-03\n---\ntexte", {"title": "Un titre", "date": "2024-05-03"}),
        ("\ufeff---\nTitle: Un titre\n---\ntexte", {"title": "Un titre"}),
        ("title: Un titre\ndate: 2013/11/07\n\ntexte", {"title": "Un titre", "date": "2013/11/07"}),
        ('---\ntitle: "Un titre\n  sur deux lignes"\n---\ntexte', {"title": "Un titre sur deux lignes"}),
        ("---\ntags: [eau, air]\npublished: true\nbanner:\n---\ntexte", {"tags": "eau, air", "published": "true"}),
        ("---\ntitle: Eau : le bilan\nlang: fr\n---\ntexte", {"title": "Eau : le bilan", "lang": "fr"}),  # broken YAML
        ("---\ndate: 2023-02-31\n---\ntexte", {"date": "2023-02-31"}),
        ("Contact : Camille\n\ntexte", {}),
        ("---\n\nUn filet n'est pas un en-tête", {}),
    ],
)
def test_front_matter_is_metadata(content: str, metadata: dict[str, str]) -> None:
    (document,) = markdown.read(content.encode())
    assert dict(document.metadata) == metadata
    assert document.blocks


def test_headings_items_and_tables_are_blocks() -> None:
    assert blocks("# Titre\n\n- un\n- deux\n\n|a|b|\n|-|-|\n|1|2|\n") == (
        Block(BlockKind.HEADING, "Titre", level=1),
        Block(BlockKind.ITEM, "un"),
        Block(BlockKind.ITEM, "deux"),
        Block(BlockKind.ROW, "a\tb"),
        Block(BlockKind.ROW, "1\t2"),
    )


def test_html_inside_is_read_as_html() -> None:
    (only,) = blocks("<p>Le <strong>canal</strong>\nrouvre</p>")
    assert only.text == "Le canal rouvre"


def test_kramdown_attributes_are_dropped() -> None:
    (only,) = blocks("![image](a.jpg){:.img-fluid\n.my-4}\n\nLe canal rouvre\n{:.huge .mt-3}\n")
    assert only.text == "Le canal rouvre"


def test_short_lines_stay_and_wrapped_lines_are_joined() -> None:
    (contact,) = blocks("Camille Exemple\n[camille@example.org](mailto:camille@example.org)\n06 39 98 00 00")
    assert contact.text == "Camille Exemple\ncamille@example.org\n06 39 98 00 00"
    (wrapped,) = blocks(f"{'mot ' * 17}\nsuite et fin")
    assert "\n" not in wrapped.text


def test_four_spaces_are_no_code() -> None:
    assert blocks("Un\n\n    deux")[1] == Block(BlockKind.PARAGRAPH, "deux")


def test_the_addresses_behind_links_are_kept() -> None:
    (document,) = markdown.read(b"Voir [le rapport](https://example.org/rapport) et <https://example.org/suite>.")
    assert document.links == ("https://example.org/rapport", "https://example.org/suite")
