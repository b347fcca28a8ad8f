import pytest

from indexer.blocks import Block, BlockKind
from indexer.readers import text
from indexer.readers.paragraphs import is_wrapped

WRAPPED = """\
Le Conseil des archives a décidé hier de rendre publics les registres du canal,
dont les plus anciens datent de 1743, et d'en confier la lecture à des élèves
volontaires."""


def blocks(content: str) -> list[tuple[BlockKind, str]]:
    (document,) = text.read(content.encode())
    return [(block.kind, block.text) for block in document.blocks]


def test_a_wrapped_paragraph_is_one_line() -> None:
    assert blocks(WRAPPED) == [(BlockKind.PARAGRAPH, WRAPPED.replace("\n", " "))]


def test_short_lines_stay() -> None:
    block = "Camille Exemple\n01 99 00 12 34\ncamille@example.org"
    assert blocks(f"{block}\n\nSuite") == [(BlockKind.PARAGRAPH, block), (BlockKind.PARAGRAPH, "Suite")]


@pytest.mark.parametrize(
    ("lines", "wrapped"),
    [
        (["un mot"], False),
        (["un mot", "un autre"], False),
        (["x" * 70, "fin"], True),
        (["mot " * 17, "court", "mot " * 17], False),
        (["x" * 130, "x" * 70], False),  # no margin is that wide
        (
            [
                "Première greffe de cornée de laboratoire à l'hôpital des Volcans",
                "Un patient de 71 ans a retrouvé une vision de cinq dixièmes",
            ],
            False,
        ),  # a title and its subtitle
        (["Le conseil municipal visitera jeudi prochain avec les élus de", "La Rochelle le chantier du port"], True),
        (["Le préfet a décidé d'interdire la circulation ce soir sur le port.", "Les secours passeront."], True),
        ([f"Camille Exemple, {'x' * 50}, a@example.org", "Dominique Modèle, b@example.org"], False),
    ],
)
def test_only_a_margin_wraps(lines: list[str], wrapped: bool) -> None:
    assert is_wrapped(lines) is wrapped


def test_in_a_text_without_margin_every_line_is_meant() -> None:
    long = "\n\n".join(["Les péniches reviennent sur le canal, et avec elles les promeneurs. " * 3] * 3)
    title = "Le canal rouvre après onze ans de travaux et quatre ans d'études\ndu port et de la ville"
    assert blocks(f"{title}\n\n{long}")[0] == (BlockKind.PARAGRAPH, title)
    assert blocks(title) == [(BlockKind.PARAGRAPH, title.replace("\n", " "))]


@pytest.mark.parametrize("mark", ["-", "•", "–", "*", "1.", "2)"])
def test_list_lines_are_items(mark: str) -> None:
    assert blocks(f"Trois mesures :\n{mark} une aide ;\n{mark} un guichet.") == [
        (BlockKind.PARAGRAPH, "Trois mesures :"),
        (BlockKind.ITEM, "une aide ;"),
        (BlockKind.ITEM, "un guichet."),
    ]


def test_a_dash_in_a_wrapped_sentence_is_no_item() -> None:
    lines = "Le directeur de l'agence des eaux du Nord a répondu aux élus\n- non sans humour - que la pluie viendrait."
    assert [kind for kind, _ in blocks(lines)] == [BlockKind.PARAGRAPH]


def test_two_dashes_alone_are_a_rule() -> None:
    assert blocks("Un\n--\nDeux") == [(BlockKind.PARAGRAPH, "Un"), (BlockKind.PARAGRAPH, "Deux")]


def test_rules_are_dropped() -> None:
    assert blocks("Un\n-----\nDeux\n\n* * *\n\nTrois") == [
        (BlockKind.PARAGRAPH, each) for each in ("Un", "Deux", "Trois")
    ]


def test_markdown_in_a_text_file_is_read_as_markdown() -> None:
    (document,) = text.read(b"## Titre\n\nVoir [le rapport](https://example.org).\n")
    assert document.blocks[0] == Block(BlockKind.HEADING, "Titre", level=2)
    assert document.blocks[1].text == "Voir le rapport."
