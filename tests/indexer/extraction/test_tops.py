"""The tops of releases as issuers lay them out: kind, dateline, title, subtitle; and the signature below the text."""

import pytest

from indexer.blocks import Block, BlockKind, Document
from indexer.extraction import release
from indexer.readers import html, markdown, text
from indexer.releases import Certainty, Release

PROSE = (
    "Le canal rouvre après deux ans de travaux menés par la commune, et les péniches reviennent au port. "
    "Les riverains ont repris leurs jardins et les pêcheurs leurs cannes, à la satisfaction de tous."
)


def extracted(document: Document) -> Release:
    return release(document, release_id="a", source="a.txt", format="txt")


def plain(content: str) -> Release:
    """Return the release of *content*, in which « / » parts paragraphs and « ... » is the text."""
    paragraphs = content.replace(" / ", "\n\n").replace("...", PROSE)
    return extracted(text.read(paragraphs.encode())[0])


@pytest.mark.parametrize(
    ("content", "date", "place"),
    [
        ("COMMUNIQUÉ DE PRESSE | 3 MAI 2024 / Le canal rouvre / ...", "2024-05-03", None),
        ("Communiqué de presse Lyon, le 3 mai 2024 / Le canal rouvre / ...", "2024-05-03", "Lyon"),
        ("Lyon, le 3 mai 2024 Communiqué de presse / Le canal rouvre / ...", "2024-05-03", "Lyon"),
        ("Le canal rouvre / LYON, le 3 mai 2024 (AGENCE EXEMPLE) -- ...", "2024-05-03", "LYON"),
        ("Le canal rouvre / LYON, le 3 mai 2024 /Agence Exemple/ - ...", "2024-05-03", "LYON"),
        ("Le canal rouvre / Lyon, le 3 mai 2024, 17 h 45 – ...", "2024-05-03", "Lyon"),
        ("Le canal rouvre / Lyon, le 3 mai 2024. – ...", "2024-05-03", "Lyon"),
        ("Le canal rouvre / (Lyon, 3 mai 2024) - ...", "2024-05-03", "Lyon"),
        ("Le canal rouvre / Lyon - 3 mai 2024 - 10h00 / ...", "2024-05-03", "Lyon"),
        ("Lyon 3e, le 3 mai 2024 / Le canal rouvre / ...", "2024-05-03", "Lyon 3e"),
        ("LE HAVRE, LE 1ER MAI 2024 / Le canal rouvre / ...", "2024-05-01", "LE HAVRE"),
        ("Saint-Denis de La Réunion, le 3 mai 2024 / Le canal rouvre / ...", "2024-05-03", "Saint-Denis de La Réunion"),
        ("Ottawa (Ontario), le 3 mai 2024 — ...", "2024-05-03", "Ottawa"),
        ("Montréal, Québec, le 3 mai 2024 — ...", "2024-05-03", "Montréal"),
        ("Lyon et Vienne, le 3 mai 2024 / Le canal rouvre / ...", "2024-05-03", "Lyon et Vienne"),
        ("Lyon / Le canal rouvre / ...", None, None),
        ("Lyon, le 3 mai 98 / Le canal rouvre / ...", "1998-05-03", "Lyon"),
        ("Lyon, le 03/05/24 / Le canal rouvre / ...", "2024-05-03", "Lyon"),
        ("Publié le 03/05/2024 à 10:30 | Mis à jour le 05/05/2024 / Le canal rouvre / ...", "2024-05-03", None),
        ("Le canal rouvre / Date de publication\n3 mai 2024 / ...", "2024-05-03", None),
        ("Le canal rouvre / ... / Date de publication / 2024-05-03", "2024-05-03", None),
        ("Le canal rouvre / Cáceres, Estrémadure, 3 mai 2024 – ...", "2024-05-03", "Cáceres"),
        ("Le canal rouvre / Paris, Lyon et Vienne, le 3 mai 2024 – ...", "2024-05-03", "Paris, Lyon et Vienne"),
        ("Actualité du 3 mai 2024 / Le canal rouvre / ...", "2024-05-03", None),
        ("Le canal rouvre / ... / Fait à Lyon, le 3 mai 2024 / La présidente, Camille Exemple", "2024-05-03", "Lyon"),
        ("Le canal rouvre / ... / Lyon, le 3 mai 2024 / Contact : presse@example.org", "2024-05-03", "Lyon"),
        # The days of events are not that of the release.
        ("INVITATION PRESSE / Le canal rouvre / Vendredi 3 mai 2024 à 10 h / Quai des Exemples / ...", None, None),
        ("INVITATION PRESSE / Le canal rouvre / Vendredi 3 mai 2024 / ...", None, None),
        ("Vendredi 3 mai 2024 à 10 h / Le canal rouvre / ...", None, None),
        ("Du 3 mai au 4 septembre 2024 / Une exposition sur le canal / ...", None, None),
        ("LA VILLE OUVRE LE CANAL LE 3 MAI 2024 / ...", None, None),
        ("Le canal rouvre / Lyon, le 3 mai prochain – ...", None, None),
        ("Le canal rouvre / Lien sur l'Entretien de La Matinale du 3 mai 2024 / ...", None, None),
        ("Le canal rouvre / Gazette des Canaux du 3 mai 2024 / ...", None, None),
        ("Le canal rouvre / Vienne 3 mai 2024 / ...", "2024-05-03", "Vienne"),
        ("L'année du canal / 26.01.17 - ... / 14.02.17 - ... / 03.05.17 - ...", None, None),
        ("Loi du 3 mai 2024 : le canal rouvre / ...", None, None),
        ("Vendredi 3 mai 2024 / Lyon, le 26 avril 2024 / Le canal rouvre / ...", "2024-04-26", "Lyon"),
    ],
)
def test_the_dateline_is_found_where_issuers_put_it(content: str, date: str | None, place: str | None) -> None:
    found = plain(content)
    assert (found.date and found.date.isoformat(), found.place) == (date, place)
    assert "Agence Exemple" not in found.body
    assert "Date de publication" not in found.body


@pytest.mark.parametrize(
    ("written", "metadata", "date", "warned"),
    [
        ("Lyon, le 3 mai", {"date": "2024-05-04"}, "2024-05-03", True),  # the two days differ
        ("Lyon, le 31 décembre", {"date": "2024-01-02"}, "2023-12-31", True),
        ("Lyon, le 3 mai", {"date": "2024-11-04"}, None, True),
        ("Lyon, le 3 mai", {}, None, True),
        ("Lyon, mardi 3 mai", {}, "2022-05-03", False),  # of the years in the text, only 2022 has that Tuesday
        ("Lyon, lundi 3 mai", {}, None, True),
        ("Lyon, mardi 3 mai 2024", {}, "2024-05-03", True),  # it was a Friday
        ("Lyon, mardi 3 mai 2024", {"date": "2022-05-03"}, "2022-05-03", True),  # a slip: that was a Tuesday
        ("Lyon, vendredi 3 mai 2024", {"date": "2022-05-03"}, "2024-05-03", True),
    ],
)
def test_a_year_is_completed_from_what_is_known_and_never_guessed(
    written: str, metadata: dict[str, str], date: str | None, warned: bool
) -> None:
    later = "Les travaux ont commencé le 2 février 2022 et le 5 mars 2023."
    blocks = tuple(Block(BlockKind.PARAGRAPH, each) for each in (written, "Le canal rouvre au public", PROSE, later))
    found = extracted(Document(blocks, metadata))
    assert (found.date and found.date.isoformat(), found.place, bool(found.warnings)) == (date, "Lyon", warned)


def test_two_datelines_of_different_days_are_a_doubt() -> None:
    found = plain("Lyon, le 3 mai 2024 / Le canal rouvre / ... / Fait à Lyon, le 4 mai 2024 / La présidente")
    assert (str(found.date), found.warnings) == (
        "2024-05-03",
        ("The text has two datelines, of 2024-05-03 and of 2024-05-04.",),
    )


@pytest.mark.parametrize(
    ("content", "kind", "title"),
    [
        ("C O M M U N I Q U É / Le canal rouvre / ...", "COMMUNIQUÉ", "Le canal rouvre"),
        ("Communiqué de presse conjoint / Le canal rouvre / ...", "Communiqué de presse conjoint", "Le canal rouvre"),
        ("VILLE DE LYON – COMMUNIQUÉ DE PRESSE / Le canal rouvre / ...", "COMMUNIQUÉ DE PRESSE", "Le canal rouvre"),
        ("Information réglementée / Communiqué de presse / Résultats / ...", "Communiqué de presse", "Résultats"),
        ("Flash info / Le canal rouvre / ...", "Flash info", "Le canal rouvre"),
        ("Note de conjoncture / Mai 2024 / Le canal rouvre / ...", "Note de conjoncture", "Le canal rouvre"),
        ("[Communiqué de presse] Le canal rouvre enfin / ...", "Communiqué de presse", "Le canal rouvre enfin"),
        ("Le canal rouvre enfin - Communiqué de presse / ...", "Communiqué de presse", "Le canal rouvre enfin"),
        ("Communiqué par le ministère des Canaux / Le canal rouvre / ...", "Communiqué", "Le canal rouvre"),
        ("Déclaration de la présidente / ...", "Déclaration", "Déclaration de la présidente"),
        ("Communiqué / Objet : fermeture de la piscine / ...", "Communiqué", "fermeture de la piscine"),
        ("Communiqué / Réseau Exemple / Le canal rouvre enfin / ...", "Communiqué", "Le canal rouvre enfin"),
        ("Un peuple - Un but - Une foi / Communiqué / Le canal rouvre / ...", "Communiqué", "Le canal rouvre"),
        ("Communiqué / Festival des canaux / ...", "Communiqué", "Festival des canaux"),
        # Words of a sentence or of a title name no kind.
        ("Déclaration de la taxe sur les péniches : ce qui change / ...", None, None),
        ("La tribune du stade rouvre / ...", None, "La tribune du stade rouvre"),
        ("Une conférence de presse aura lieu lundi / ...", None, "Une conférence de presse aura lieu lundi"),
        ("Le communiqué de la mairie fait débat / ...", None, "Le communiqué de la mairie fait débat"),
    ],
)
def test_kind_and_title_are_told_apart(content: str, kind: str | None, title: str | None) -> None:
    found = plain(content)
    assert found.kind == kind
    assert title is None or found.title == title


@pytest.mark.parametrize(
    ("content", "title", "subtitle"),
    [
        ("Le canal rouvre\nLes péniches reviennent / ...", "Le canal rouvre", "Les péniches reviennent"),
        ("Le canal rouvre\naprès deux ans de travaux / ...", "Le canal rouvre après deux ans de travaux", None),
        ("Le canal rouvre à\nVienne / ...", "Le canal rouvre à Vienne", None),
        ("LE CANAL\nROUVRE / ...", "LE CANAL ROUVRE", None),
        ("PRÉFECTURE DU RHÔNE\nLe canal rouvre / ...", "Le canal rouvre", None),
        ("FCF · Fédération des canaux de France / Communiqué / Le canal rouvre / ...", "Le canal rouvre", None),
        ("Communiqué / La gare routière déménage. / Lyon, le 3 mai 2024 / ...", "La gare routière déménage.", None),
        ("Le 3 mai 2024, le canal rouvre / ...", "Le 3 mai 2024, le canal rouvre", None),
        (
            "Le canal rouvre / Douze écluses refaites, et les péniches reviennent enfin au quai / ... / Le port / ...",
            "Le canal rouvre",
            "Douze écluses refaites, et les péniches reviennent enfin au quai",
        ),
        ("Le canal rouvre / Les écluses de la vallée / ... / Le calendrier des travaux / ...", "Le canal rouvre", None),
        ("À propos du canal : à qui sont les quais ? / ...", "À propos du canal : à qui sont les quais ?", None),
    ],
)
def test_lines_are_joined_to_a_title_or_make_a_subtitle(content: str, title: str, subtitle: str | None) -> None:
    found = plain(content)
    assert (found.title, found.subtitle) == (title, subtitle)


@pytest.mark.parametrize(
    ("content", "subtitle", "lead"),
    [
        ("## Les péniches sont de retour / ... / ## À propos de nous / ...", "Les péniches sont de retour", ""),
        ("## Les péniches sont de retour / **...** / ... / ## Les quais / ...", "Les péniches sont de retour", PROSE),
        ("## Les péniches sont de retour / ... / ## Les quais / ...", None, ""),  # the first of several rubrics
        ("## Le contexte / **...** / ... / ## Les quais / ...", None, ""),
    ],
)
def test_a_heading_that_no_rubric_follows_or_above_the_lead_is_the_subtitle(
    content: str, subtitle: str | None, lead: str
) -> None:
    paragraphs = content.replace(" / ", "\n\n").replace("...", PROSE)
    found = extracted(markdown.read(f"# Le canal rouvre\n\n{paragraphs}\n".encode())[0])
    assert (found.subtitle, found.lead) == (subtitle, lead)


@pytest.mark.parametrize(
    ("ending", "signature"),
    [
        ("La présidente, Camille Exemple", "La présidente, Camille Exemple"),
        ("La présidente,\nCamille Exemple", "La présidente, Camille Exemple"),
        ("La présidente / Camille Exemple", "La présidente, Camille Exemple"),
        ("Camille EXEMPLE / Maire de Vienne", "Camille EXEMPLE, Maire de Vienne"),
        ("Le bureau national", "Le bureau national"),
        ("LE BUREAU NATIONAL", "LE BUREAU NATIONAL"),
        ("Pour le bureau, Camille Exemple, secrétaire général", "Pour le bureau, Camille Exemple, secrétaire général"),
        ("Lyon, le 3 mai 2024 / Le conseil d'administration", "Le conseil d'administration"),
        ("Signataires : Ligue des canaux, Union des péniches", "Ligue des canaux, Union des péniches"),
        ("Le collectif des riverains / Contact presse : presse@example.org", "Le collectif des riverains"),
        ("La présidente salue le travail des équipes.", None),
        ("Le bureau est ouvert le lundi", None),
        ("Contact presse :\nCamille Exemple\npresse@example.org", None),
    ],
)
def test_the_signature_is_the_last_line_of_the_text(ending: str, signature: str | None) -> None:
    found = plain(f"Le canal rouvre / ... / {ending}")
    assert found.signature == signature
    assert signature is None or "Camille" not in found.body


def test_a_link_below_the_text_names_no_kind() -> None:
    long = f"{PROSE} {PROSE}"
    assert plain(f"Le canal rouvre enfin / {long} / {long} / Communiqué de presse de la ville / ...").kind is None


def test_every_field_says_where_it_was_read_and_how_sure() -> None:
    found = plain("Communiqué de presse / Lyon, le 3 mai 2024 / Le canal rouvre / ... / La présidente, Camille Exemple")
    assert [(each.field, each.place, each.certainty) for each in found.origins] == [
        ("kind", "line, block 1", Certainty.SURE),
        ("date", "dateline, block 2", Certainty.SURE),
        ("place", "dateline, block 2", Certainty.SURE),
        ("title", "line, block 3", Certainty.LIKELY),
        ("signature", "last lines of the text", Certainty.SURE),
        ("language", "words of the text", Certainty.LIKELY),
    ]


def test_every_field_that_was_found_has_one_origin() -> None:
    page = f"""---
title: Le canal rouvre
subtitle: Deux ans de travaux
date: 2024-05-03
lieu: Lyon
type: Communiqué de presse
embargo: 2024-05-03T08:00
issuer: Ville de Vienne
lang: fr
---
**{PROSE}**

{PROSE}

À propos de la ville

La ville a un canal.

Contact : presse@example.org
"""
    found = extracted(markdown.read(page.encode())[0])
    places = {each.field: each.place for each in found.origins}
    assert len(places) == len(found.origins)
    assert places == {
        "kind": "metadata: type",
        "date": "metadata: date",
        "place": "metadata: lieu",
        "title": "metadata: title",
        "subtitle": "metadata: subtitle",
        "lead": "below the title, block 1",
        "embargo": "metadata: embargo",
        "issuer": "metadata: issuer",
        "language": "metadata",
        "contacts": "section of contacts",
        "boilerplate": "section below its heading",
    }


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Le canal rouvre enfin | Ville de Vienne</title>", "Le canal rouvre enfin"),
        ("<meta name='publisher' content='Vienne'><title>Le canal rouvre - Vienne</title>", "Le canal rouvre"),
        ("<title>Le canal : vie - et mort</title>", "Le canal : vie - et mort"),
        ("<h1>Préfecture du Rhône</h1><h1>Le canal rouvre enfin</h1>", "Le canal rouvre enfin"),
        ("<h1>Communiqué de presse</h1><h2>Le canal rouvre enfin</h2>", "Le canal rouvre enfin"),
    ],
)
def test_the_title_of_a_page_is_not_that_of_its_site(page: str, title: str) -> None:
    assert extracted(html.read(f"{page}<p>{PROSE}</p>".encode())[0]).title == title


def test_a_bold_sentence_under_the_title_is_the_lead() -> None:
    sentence = "Les péniches reviennent au port après deux ans de travaux menés par la commune, en plein centre."
    page = f"<h1>Le canal rouvre</h1><p><b>{sentence}</b></p><p>Lyon, le 3 mai 2024</p><p>{PROSE}</p>"
    found = extracted(html.read(page.encode())[0])
    assert (found.subtitle, found.lead, found.body) == (None, sentence, PROSE)


def test_a_field_of_a_subtitle_that_is_a_paragraph_is_the_lead() -> None:
    blocks = (Block(BlockKind.PARAGRAPH, f"Texte. {PROSE}"),)
    found = extracted(Document(blocks, {"title": "Le canal rouvre", "subtitle": PROSE}))
    assert (found.subtitle, found.lead, found.body) == (None, PROSE, f"Texte. {PROSE}")
    assert extracted(Document(blocks, {"title": "Le canal rouvre", "subtitle": "Enfin"})).subtitle == "Enfin"


def test_a_header_on_every_page_may_give_kind_and_dateline() -> None:
    blocks = (Block(BlockKind.PARAGRAPH, "Le canal rouvre enfin au public"), Block(BlockKind.PARAGRAPH, PROSE))
    margins = tuple(Block(BlockKind.PARAGRAPH, each) for each in ("COMMUNIQUÉ DE PRESSE", "Lyon, le 3 mai 2024"))
    found = extracted(Document(blocks, margins=margins))
    assert (found.kind, found.place, str(found.date)) == ("COMMUNIQUÉ DE PRESSE", "Lyon", "2024-05-03")
    assert (found.title, found.body) == ("Le canal rouvre enfin au public", PROSE)


@pytest.mark.parametrize(
    ("content", "issuer"),
    [
        ("PRÉFECTURE DU RHÔNE\nCabinet / Communiqué / Le canal rouvre / ...", "PRÉFECTURE DU RHÔNE"),
        ("SERVICE DES CANAUX\n8, rue des Quais\n38200 Vienne / Le canal rouvre enfin / ...", None),
        ("Institut des voies\net des canaux / Le canal rouvre enfin / ...", "Institut des voies et des canaux"),
        ("République du Fleuve / Ministère de l'Eau / Le canal rouvre enfin / ...", "Ministère de l'Eau"),
        ("www.example.org / N/Réf. : 2024/12 / Le canal rouvre enfin / ...", None),
        ("Le canal rouvre enfin / Ville de Vienne / ...", None),
    ],
)
def test_letter_paper_names_the_issuer_and_is_no_text(content: str, issuer: str | None) -> None:
    found = plain(content)
    assert (found.issuer, found.title in {"Le canal rouvre", "Le canal rouvre enfin"}) == (issuer, True)
    assert found.body == (PROSE if "Ville" not in content else f"Ville de Vienne\n\n{PROSE}")


def test_a_press_service_at_the_top_stays_for_the_contacts() -> None:
    found = plain("Ville de Vienne\nService de presse\npresse@example.org / Le canal rouvre enfin / ...")
    assert [contact.emails for contact in found.contacts] == [("presse@example.org",)]
    assert found.title == "Le canal rouvre enfin"


def test_the_head_of_a_mail_gives_kind_and_title() -> None:
    head = (
        "De : Service de presse <presse@example.org>\nObjet : Communiqué de presse : le canal rouvre\nDate : 3 mai 2024"
    )
    found = plain(f"{head} / ...")
    assert (found.kind, found.title, str(found.date)) == ("Communiqué de presse", "le canal rouvre", "2024-05-03")
    assert found.body == PROSE


def test_letter_paper_above_a_text_without_title_names_the_issuer() -> None:
    paper = "RÉPUBLIQUE DU FLEUVE\nUnion – Discipline – Travail / MINISTÈRE DE L'EAU / LE CABINET / N° 0123/ME/CAB"
    found = plain(f"{paper} / COMMUNIQUÉ / ... / Fait à Vienne, le 3 mai 2024 / Le Ministre\nCamille EXEMPLE")
    assert (found.kind, found.title, found.issuer) == ("COMMUNIQUÉ", None, "MINISTÈRE DE L'EAU")
    assert (found.place, found.signature, found.body) == ("Vienne", "Le Ministre, Camille EXEMPLE", PROSE)
