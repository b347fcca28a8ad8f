import pytest

from indexer.blocks import Block, BlockKind, Document
from indexer.readers import html


def read(content: str) -> Document:
    (document,) = html.read(content.encode())
    return document


def texts(content: str) -> list[str]:
    return [block.text for block in read(content).blocks]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<body><p>menu</p><main><p>texte</p></main></body>", ["texte"]),
        ("<body><p>menu</p><article><p>texte</p></article></body>", ["texte"]),
        ("<body><article>un</article><article>deux</article></body>", ["un", "deux"]),
        ("<body><main></main><p>texte</p></body>", ["texte"]),  # filled by a script
        ("<p>sans corps</p>", ["sans corps"]),
    ],
)
def test_the_main_text_is_chosen(page: str, found: list[str]) -> None:
    assert texts(page) == found


@pytest.mark.parametrize(
    "clutter",
    [
        "<script>var a = 1;</script>",
        "<style>p {}</style>",
        "<nav>Accueil</nav>",
        "<aside>À lire aussi</aside>",
        "<header>Logo</header>",
        "<footer>Mentions légales</footer>",
        "<form><input>Recherche</form>",
        "<div id='cookies'>Tout accepter</div>",
        "<div class='bandeau-consentement consent'>Tout accepter</div>",
        "<div class='share'>Partager</div>",
        "<p hidden>caché</p>",
        "<div role='navigation'>Accueil</div>",
        "<div role='contentinfo'>Mentions légales</div>",
        "<div role='dialog'>Inscrivez-vous</div>",
        "<div id='menu-principal'><ul><li>Accueil</li></ul></div>",
        "<ul class='nav navbar-nav'><li>Accueil</li></ul>",
        "<div class='sidebar'>Nos réseaux</div>",
        "<div class='site-footer'>Mentions légales</div>",
        "<div id='footer'>Mentions légales</div>",
        "<div id='pied'>Mentions légales</div>",
        "<section class='related-posts'>Autre communiqué</section>",
        "<div class='a-lire-aussi'>Autre communiqué</div>",
        "<table id='menu'><tr><td>Accueil</td></tr></table>",
        "<!-- commentaire -->",
        "{% extends 'base.html' %}{{ menu }}",
    ],
)
def test_clutter_is_dropped(clutter: str) -> None:
    assert texts(f"<body>{clutter}<p>texte</p></body>") == ["texte"]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<div id='navigation-page'><h1>Titre</h1><p>texte</p></div>", ["Titre", "texte"]),
        ("<div class='with-sidebar'><p>texte</p></div>", ["texte"]),
        ("<div class='menuiserie'><p>texte</p></div>", ["texte"]),
        ("<article><div class='footer'><p>Contact presse</p></div></article>", ["Contact presse"]),
        ("<div role='banner'><h1>Titre</h1></div><p>texte</p>", ["Titre", "texte"]),
        ("<p>menu</p><div role='main'><p>texte</p></div>", ["texte"]),
    ],
)
def test_the_text_stays_whatever_its_frame_is_called(page: str, found: list[str]) -> None:
    assert texts(f"<body>{page}</body>") == found


LINKS = "<ul><li><a href='/'>Accueil</a><li><a href='/b'>Presse</a><li><a href='/c'>Plan du site</a></ul>"


def test_a_list_of_links_above_the_headline_is_a_menu() -> None:
    assert texts(f"<body><div>{LINKS}</div><h1>Titre</h1><p>texte</p></body>") == ["Titre", "texte"]
    assert texts(f"<body><h1>Titre</h1>{LINKS}</body>")[1:] == ["Accueil", "Presse", "Plan du site"]
    points = "<ul><li>un <a href='/a'>lien</a><li>deux longs points</li><li><a href='/b'>b</a></li></ul>"
    assert len(texts(f"<body>{points}<h1>Titre</h1></body>")) == 4


def test_a_table_of_one_row_is_layout() -> None:
    row = "<table><tr><td>Agence des eaux</td><td>Lyon, le 3 mai 2024</td></tr></table>"
    assert {block.kind for block in read(row).blocks} == {BlockKind.PARAGRAPH}


def test_the_header_of_the_article_and_the_form_around_a_page_stay() -> None:
    assert texts("<article><header><h1>Titre</h1></header>texte</article>") == ["Titre", "texte"]
    assert texts("<form id='aspnetForm'><h1>Titre</h1></form>") == ["Titre"]


def test_blocks_are_cut_at_elements_and_around_bare_text() -> None:
    assert texts("<div>nu<p>un<p>deux<ul><li>a<li>b</ul>reste</div>") == ["nu", "un", "deux", "a", "b", "reste"]


def test_an_item_of_two_paragraphs_has_one_bullet() -> None:
    blocks = read("<ul><li><p>un</p><p>deux</p></li></ul>").blocks
    assert [block.kind for block in blocks] == [BlockKind.ITEM, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>un<br>deux</p>", "un\ndeux"),
        ("<p>  un \n  mot </p>", "un mot"),
        ("<p>8<sup>e</sup> fois</p>", "8e fois"),
        ("<p><q>oui</q></p>", "«\u00a0oui\u00a0»"),
        ("<p>12&nbsp;000</p>", "12\u00a0000"),
        ("<p>com&shy;mune</p>", "commune"),
        ("<pre>a\n b</pre>", "a\nb"),
        ("<p><a href='mailto:a@example.org?subject=x'>Camille</a></p>", "Camille <a@example.org>"),
        ("<p><a href='mailto:a@example.org'>a@example.org</a></p>", "a@example.org"),
    ],
)
def test_text_is_rendered(markup: str, text: str) -> None:
    assert texts(markup) == [text]


def test_emphasis_is_kept_as_facts() -> None:
    bold, run_in, plain = read("<p><b>tout</b></p><p><i>À propos :</i> suite</p><p>un <b>mot</b></p>").blocks
    assert bold == Block(BlockKind.PARAGRAPH, "tout", is_bold=True)
    assert run_in == Block(BlockKind.PARAGRAPH, "À propos : suite", run_in="À propos :")
    assert plain == Block(BlockKind.PARAGRAPH, "un mot")


def test_the_paragraph_that_a_page_calls_its_lead_is_bold() -> None:
    (block,) = html.read("<p class='texte chapo'>Le canal rouvre après deux ans de travaux.</p>".encode())[0].blocks
    assert block.is_bold


def test_a_table_of_figures_is_rows_and_a_table_for_layout_is_text() -> None:
    rows = read("<table><tr><th>Poste<th>Montant</tr><tr><td>Rives</td><td><p>2</p></td></tr></table>").blocks
    assert [(row.kind, row.text) for row in rows] == [(BlockKind.ROW, "Poste\tMontant"), (BlockKind.ROW, "Rives\t2")]
    layout = read("<table><tr><td><h1>Titre</h1><p>texte</p></td></tr></table>").blocks
    assert [block.kind for block in layout] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_the_head_is_metadata() -> None:
    head = (
        "<html lang='fr'><head><title>Le site</title><meta name='Description' content='Résumé'>"
        "<meta property='article:published_time' content='2024-05-03'></head>"
        "<body><time datetime='2024-05-04'>hier</time></body></html>"
    )
    assert dict(read(head).metadata) == {
        "title_tag": "Le site",
        "description": "Résumé",
        "article:published_time": "2024-05-03",
        "lang": "fr",
        "time": "2024-05-04",
    }


def test_a_declared_character_set_is_used() -> None:
    (document,) = html.read("<meta charset=iso-8859-15><p>cœur</p>".encode("iso-8859-15"))
    assert document.blocks[0].text == "cœur"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 5000 + "x",
        "<p>a " * 5000,
        "<a" * 200_000,
        "<!--" * 100_000,
        "<![if x]>a<![",
        "<b><i></b>" * 5000 + "x",
    ],
)
def test_hostile_pages_are_read_quickly(markup: str) -> None:
    assert read(markup).blocks


def test_the_addresses_behind_links_are_kept_once_and_in_order() -> None:
    page = (
        "<nav><a href='https://example.org/menu'>menu</a></nav><p><a href='https://example.org/b'>b</a> "
        "<a href='/ici'>ici</a> <a href='https://example.org/a'>a</a> <a href='https://example.org/b'>encore</a> "
        "<a href='mailto:a@example.org'>écrire</a> <a href='https://example.org/image'><img src='a.png'></a></p>"
    )
    assert read(page).links == ("https://example.org/b", "https://example.org/a")
