"""What the page of a release says beside its text: what it corrects, its other formats, addresses of third parties."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.releases import release

from indexer.engines.whoosh.engine import WhooshEngine
from indexer.releases import Contact, Release
from webapp import create_app

NOON = datetime.datetime(2024, 5, 2, 12, tzinfo=datetime.UTC)
SCRIPT = "<script>alert(1)</script>"
DROUGHT = release("eau", "Sécheresse : 12 communes", "Douze communes.", "2024-05-01")

Shown = Callable[..., BeautifulSoup]


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    """Index releases and return the page of the first."""

    def shown(*releases: Release, at: datetime.datetime = NOON) -> BeautifulSoup:
        engine = WhooshEngine(tmp_path / "index")
        with engine.writer(replace_all=True) as writer:
            for each in releases:
                writer.put(each)
        answer = create_app(engine, clock=lambda: at).test_client().get(f"/communiques/{releases[0].id}")
        engine.close()
        assert answer.status_code == 200
        return BeautifulSoup(re.sub("[\u00a0\u202f]|&nbsp;", " ", answer.text), "html.parser")

    return shown


def texts(found: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(each.get_text(" ", strip=True).split()) for each in found.select(selector)]


def test_a_correction_leads_to_what_it_corrects(shown: Shown) -> None:
    found = shown(release("rectificatif", "Rectificatif", corrects="eau"), DROUGHT)
    line = found.select_one(".corrected")
    assert " ".join(line.get_text().split()) == "Rectifie : Sécheresse : 12 communes, 1er mai 2024"
    assert (line.a["href"], line.time["datetime"]) == ("/communiques/eau", "2024-05-01")


@pytest.mark.parametrize(
    ("corrected", "text", "language"),
    [
        (release("eau", ""), "Sans titre", None),
        (release("eau", "Drought", language="en"), "Drought", "en"),
        (release("eau", SCRIPT), SCRIPT, None),
    ],
)
def test_what_is_corrected_is_named_as_it_is(shown: Shown, corrected: Release, text: str, language: str | None) -> None:
    line = shown(release("rectificatif", "Rectificatif", corrects="eau"), corrected).select_one(".corrected")
    assert (line.a.get_text(), line.a.get("lang"), line.time, line.script) == (text, language, None, None)


@pytest.mark.parametrize(
    ("at", "is_said"), [(NOON, False), (NOON + datetime.timedelta(hours=1), True)], ids=["before", "at the instant"]
)
def test_what_is_corrected_is_not_named_under_embargo(shown: Shown, at: datetime.datetime, is_said: bool) -> None:
    hidden = release("secret", "Annonce secrète", embargo=NOON + datetime.timedelta(hours=1))
    found = shown(release("rectificatif", "Rectificatif", corrects="secret"), hidden, at=at)
    assert bool(found.select(".corrected")) is is_said
    assert ("secr" in str(found)) is is_said


def test_what_is_corrected_may_be_gone(shown: Shown) -> None:
    assert not shown(release("rectificatif", "Rectificatif", corrects="eau")).select(".corrected")


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        ((), []),
        (("eau.docx",), ["Autre format eau.docx"]),
        (("eau.docx", "eau.html"), ["Autres formats eau.docx, eau.html"]),
        ((f"{SCRIPT}.docx",), [f"Autre format {SCRIPT}.docx"]),
    ],
)
def test_other_formats_are_listed(shown: Shown, forms: tuple[str, ...], said: list[str]) -> None:
    found = shown(release("eau", other_forms=forms))
    assert [line for line in texts(found, ".technical > div") if line.startswith("Autre")] == said


def test_addresses_of_third_parties_stand_apart_from_contacts(shown: Shown) -> None:
    press = Contact("Zoé Modèle", emails=("zoe@example.org",))
    other = Contact("Camille Exemple", "Maire", "Ville de Nantes", ("mairie@example.org",), ("+33199001234",))
    found = shown(release("eau", contacts=(press,), third_parties=(other, Contact(emails=("a@example.org",)))))
    assert texts(found, ".contacts h2") == ["Contact presse", "Autres adresses citées"]
    section = found.select_one("section[aria-labelledby=autres-adresses]")
    assert texts(section, ".card") == [
        "Camille Exemple Maire Ville de Nantes mairie@example.org 01 99 00 12 34",
        "a@example.org",
    ]
    assert [link["href"] for link in section.select("a")] == [
        "mailto:mairie@example.org",
        "tel:+33199001234",
        "mailto:a@example.org",
    ]


@pytest.mark.parametrize(
    ("parties", "headings"),
    [
        ((), []),
        ((Contact("Camille Exemple", phones=("15",)),), ["Autre adresse citée"]),
        ((Contact(SCRIPT, SCRIPT, SCRIPT, (f"{SCRIPT}@example.org",)),), ["Autre adresse citée"]),
    ],
)
def test_third_parties_may_be_all_there_is(shown: Shown, parties: tuple[Contact, ...], headings: list[str]) -> None:
    found = shown(release("eau", third_parties=parties))
    assert texts(found, ".beside h2") == headings
    assert not found.select(".beside script")
