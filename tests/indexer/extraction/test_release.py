import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.blocks import Block, BlockKind, Document
from indexer.extraction import release
from indexer.readers import html, markdown, text
from indexer.records import to_record
from indexer.releases import Contact, Quotation, Release

PROSE = "Le canal rouvre après deux ans de travaux menés par la commune, et les péniches reviennent au port. "
CLASSIC = f"""\
**RÉPUBLIQUE
FRANÇAISE**

INFO PRESSE

Lyon, le 13 juillet 2023

Le canal des Deux-Rives rouvre : l'Institut des canaux publie son bilan

{PROSE * 3}

Trois mesures :
- une aide ;
- un guichet.

[Télécharger le bilan](#)

À propos de l'Institut des canaux

L'Institut des canaux entretient les berges depuis 1950.

www.example.org twitter

CONTACT PRESSE

Camille Exemple

presse@example.org

01 99 00 12 34//06 39 98 11 25
"""


def extracted(document: Document) -> Release:
    return release(document, release_id="a", source="a.txt", format="txt")


def plain(content: str) -> Release:
    return extracted(text.read(content.encode())[0])


def test_a_classic_release_is_read_whole() -> None:
    assert replace(plain(CLASSIC), origins=()) == Release(
        id="a",
        source="a.txt",
        format="txt",
        title="Le canal des Deux-Rives rouvre : l'Institut des canaux publie son bilan",
        kind="INFO PRESSE",
        place="Lyon",
        date=datetime.date(2023, 7, 13),
        issuer="Institut des canaux",
        language="fr",
        contacts=(Contact("Camille Exemple", None, None, ("presse@example.org",), ("+33199001234", "+33639981125")),),
        body=f"{(PROSE * 3).strip()}\n\nTrois mesures :\n\n• une aide ;\n• un guichet.",
        boilerplate="À propos de l'Institut des canaux\n\nL'Institut des canaux entretient les berges depuis 1950.",
        links=("https://www.example.org",),
    )


def test_what_is_not_said_is_not_guessed() -> None:
    found = plain(f"{PROSE * 3}\n\n{PROSE * 3}")
    assert (found.title, found.date, found.place, found.kind, found.issuer) == (None,) * 5
    assert (found.contacts, found.boilerplate, found.lead) == ((), "", "")
    assert found.warnings == ("No title was found.",)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (f"Le canal rouvre enfin au public\n\nCommuniqué de presse\n\n{PROSE * 3}", "Le canal rouvre enfin au public"),
        (f"Institut des canaux\n\nCommuniqué de presse\n\nLe canal rouvre\n\n{PROSE * 3}", "Le canal rouvre"),
        (f"Le 3 mai 2024\n\nLe canal rouvre\n\n{PROSE * 3}", "Le canal rouvre"),
        (f"Le canal\nrouvre enfin\n\n{PROSE * 3}", "Le canal rouvre enfin"),
        (f"Communiqué de presse : le canal rouvre au public\n\n{PROSE * 3}", "le canal rouvre au public"),
        (f"SERVICE DE PRESSE\n\n{PROSE * 3}", None),
    ],
)
def test_the_title_of_a_plain_text_is_found(content: str, title: str | None) -> None:
    assert plain(content).title == title


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (f"---\ntitle: Un\n---\n# Deux\n\n{PROSE}", "Deux"),
        (f"---\ntitle: Un\n---\n{PROSE}\n\n## Section\n\n{PROSE}", "Un"),
        (f"## Deux\n\n{PROSE}", "Deux"),
    ],
)
def test_a_first_heading_wins_over_the_metadata_and_a_rubric_does_not(content: str, title: str) -> None:
    assert extracted(markdown.read(content.encode())[0]).title == title


def test_the_page_title_comes_last() -> None:
    page = f"<title>Le site</title><p>{PROSE * 3}</p>"
    assert extracted(html.read(page.encode())[0]).title == "Le site"


def test_subtitle_and_bold_lead_are_found_under_the_title() -> None:
    page = f"<h1>Le canal rouvre</h1><h3>Deux ans de travaux</h3><p><b>{PROSE}</b></p><p>{PROSE * 3}</p>"
    found = extracted(html.read(page.encode())[0])
    assert (found.subtitle, found.lead) == ("Deux ans de travaux", PROSE.strip())
    assert found.body == (PROSE * 3).strip()


def test_a_paragraph_between_title_and_dateline_is_a_lead() -> None:
    found = plain(f"Le canal rouvre enfin au public\n\n{PROSE.strip()}\n\nLyon, le 3 mai 2024\n\n{PROSE * 3}")
    assert (found.lead, found.place) == (PROSE.strip(), "Lyon")


def test_headings_and_rows_of_the_body_are_marked() -> None:
    content = f"# Titre\n\n{PROSE}\n\n## Section\n\n|a|b|\n|-|-|\n|1|2|\n"
    found = extracted(markdown.read(content.encode())[0])
    assert found.body.split("\n\n") == [PROSE.strip(), "Section", "a | b\n1 | 2"]
    assert found.headings == (1,)


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2024-05-03T08:00", "2024-05-03T08:00:00+02:00"),  # Paris, in summer
        ("2024-01-03 08:00", "2024-01-03T08:00:00+01:00"),
        ("2024-05-03T08:00:00Z", "2024-05-03T08:00:00+00:00"),
    ],
)
def test_an_embargo_is_an_instant(written: str, instant: str) -> None:
    embargo = extracted(Document((), {"embargo": written})).embargo
    assert embargo is not None
    assert embargo.isoformat() == instant


def test_conflicts_are_warned_of() -> None:
    found = extracted(
        Document(
            (
                Block(BlockKind.HEADING, "Le canal rouvre", 1),
                Block(BlockKind.PARAGRAPH, "Lyon, le 3 mai 2024"),
                Block(BlockKind.PARAGRAPH, "La rÃ©ouverture est prÃ©vue."),
            ),
            {"date": "2024-05-04", "embargo": "demain"},
        )
    )
    assert found.date == datetime.date(2024, 5, 3)
    assert len(found.warnings) == 3


@pytest.mark.parametrize(("stated", "language"), [("fr", "fr"), ("fr-FR", "fr"), ("en_US", "en"), ("français", None)])
def test_the_language_is_the_stated_one(stated: str, language: str | None) -> None:
    assert extracted(Document((), {"lang": stated})).language == language


@pytest.mark.parametrize(("stated", "language"), [("en", "fr"), ("en-US", "fr"), ("fr", "fr"), ("oc", "fr")])
def test_a_text_in_another_language_than_its_template_says_is_in_its_own(stated: str, language: str) -> None:
    # Word and the makers of sites state the language of their templates.
    document = Document((Block(BlockKind.PARAGRAPH, PROSE * 6),), {"lang": stated})
    assert extracted(document).language == language


def test_the_language_is_that_of_the_text_where_none_is_stated() -> None:
    page = "<h1>Le canal</h1><p>The canal opens again after two years of work, and the barges are back in the port.</p>"
    assert extracted(html.read(page.encode())[0]).language == "en"
    assert extracted(html.read(f'<html lang="fr">{page}'.encode())[0]).language == "fr"
    assert plain("Canal").language is None


def test_an_exported_release_comes_back_under_its_new_name() -> None:
    exported = plain(CLASSIC)
    found = release(Document((), record=to_record(exported)), release_id="b", source="b.jsonl", format="jsonl")
    assert to_record(found) == to_record(exported) | {"id": "b", "path": "b.jsonl"}


def test_an_export_that_cannot_be_read_says_so() -> None:
    assert extracted(Document((), record={"id": "a", "date": "hier"})).warnings


WORDS = st.sampled_from(
    ["Lyon, le 3 mai 2024", "Communiqué de presse", "À propos de ", "Contact presse :", "a@example.org", "\n", " – "]
)
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=12)), min_size=1, max_size=6).map(" ".join)
BLOCKS = st.builds(
    Block, st.sampled_from(BlockKind), TEXTS, st.integers(0, 6), is_bold=st.booleans(), run_in=st.text(max_size=5)
)
NAMES = st.sampled_from(["title", "date", "embargo", "lang", "kind", "subtitle", "lead", "issuer"])


@settings(deadline=None)
@given(st.lists(BLOCKS, max_size=8).map(tuple), st.dictionaries(NAMES, TEXTS))
def test_any_document_is_a_release(blocks: tuple[Block, ...], metadata: dict[str, str]) -> None:
    found = extracted(Document(blocks, metadata))
    paragraphs = found.body.split("\n\n")
    assert all(0 <= number < len(paragraphs) for number in found.headings)


@pytest.mark.parametrize("unit", ["mot ", "Paris, ", "A-", "12 mai ", "a@", "0 1", "À propos de ", "Contact : "])
def test_a_document_of_one_long_line_is_read_quickly(unit: str) -> None:
    long = Block(BlockKind.PARAGRAPH, unit * (500_000 // len(unit)))
    extracted(Document((Block(BlockKind.HEADING, "Contact presse", 2), long, long)))


def test_what_the_reader_mended_is_among_the_warnings() -> None:
    document = Document((Block(BlockKind.PARAGRAPH, "Le canal rouvre"),), warnings=("Mended.",))
    assert extracted(document).warnings[0] == "Mended."


def test_links_of_the_text_and_of_the_page_are_kept_once() -> None:
    blocks = (Block(BlockKind.PARAGRAPH, "Le canal rouvre : www.example.org/canal"),)
    document = Document(blocks, links=("https://www.example.org/canal", "https://example.com/photos"))
    assert extracted(document).links == ("https://www.example.org/canal", "https://example.com/photos")


def test_whoever_is_quoted_and_whoever_is_named_is_told() -> None:
    said = "« Le canal rouvre », déclare Dominique Essai, maire. Les billets sont à demander à billets@example.org."
    found = plain(f"Le canal rouvre enfin au public\n\n{PROSE * 3}\n\n{said}\n\nContact presse : presse@example.org")
    assert found.quotations == (Quotation("Le canal rouvre", "Dominique Essai", "maire"),)
    assert found.third_parties == (Contact(emails=("billets@example.org",)),)
    assert found.contacts == (Contact(emails=("presse@example.org",)),)
