"""
A small archive of invented releases, its application, and a client of it; and, for tests that change the archive or let
time pass, an archive of their own (`own_engine`, `clock`, `own_client`).
"""

import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from support.clocks import SECOND, Clock
from support.conformance import write
from support.releases import ARCHIVE, EMBARGO

from indexer.engines.whoosh.engine import WhooshEngine
from indexer.releases import Contact, Release
from webapp import create_app

NOW = datetime.datetime(2026, 1, 15, 12, 0, tzinfo=datetime.UTC)
SCRIPT = "<script>document.title = 'piraté'</script>"

LEA = Contact(
    name="Léa Brémond",
    role="responsable presse",
    organisation="Agence des eaux",
    emails=("lea.bremond@eaux.example.org",),
    phones=("+33199001234", "poste 12"),
)
YANN = Contact(name="Yann Le Goff", emails=("yann@rail.example.org",))

RELEASES = (
    Release(
        id="eaux/2023-07-secheresse",
        source="eaux/2023-07-secheresse.txt",
        format="txt",
        title="Sécheresse : les nappes au plus bas",
        subtitle="Trois communes sur dix restreignent l’usage de l’eau",
        kind="COMMUNIQUE DE PRESSE",
        place="Rennes",
        date=datetime.date(2023, 7, 13),
        issuer="Agence des eaux",
        language="fr",
        contacts=(LEA, YANN, Contact(emails=("standard@eaux.example.org",))),
        lead="Les nappes de la région n’ont jamais été aussi basses en juillet.",
        body=(
            "Depuis mai, l’eau manque.\n\nCe qui change\n\nLes mesures sont :\n• l’arrosage est interdit ;\n"
            "• les piscines restent vides.\n\nUne adresse\nsur deux lignes."
        ),
        notes="Les chiffres portent sur 52 points de mesure.",
        boilerplate="À propos de l’Agence des eaux\n\nL’Agence des eaux veille sur les rivières de Bretagne.",
        headings=(1,),
    ),
    Release(
        id="rail/Bilan%20%C3%A9t%C3%A9",
        source="rail/Bilan été.txt",
        format="txt",
        title="Trains de l’été : un bilan en hausse",
        kind="Communiqué de presse",
        place="Nantes",
        date=datetime.date(2024, 9, 1),
        issuer="Rail Ponant",
        language="fr",
        contacts=(YANN,),
        body="Les trains de l’été ont transporté 12 000 voyageurs de plus.",
    ),
    Release(
        id="rail/heat",
        source="rail/heat.html",
        format="html",
        title="Trains and the heat",
        kind="Press release",
        place="Nantes",
        date=datetime.date(2022, 8, 2),
        issuer="Rail Ponant",
        language="en",
        body="Tracks expand when the summer is hot.",
    ),
    Release(id="divers/note", source="divers/note.md", format="md", body="Une note sans titre ni date sur l’eau."),
    Release(
        id="hostile/<script>",
        source=f"hostile/{SCRIPT}.txt",
        format=SCRIPT,
        title=f"Titre pirate {SCRIPT}",
        subtitle=SCRIPT,
        kind=SCRIPT,
        place=SCRIPT,
        date=datetime.date(2021, 1, 4),
        issuer=SCRIPT,
        language='fr"><script>',
        contacts=(Contact(SCRIPT, SCRIPT, SCRIPT, (f"{SCRIPT}@x.example",), (SCRIPT,)),),
        lead=f"Chapô pirate {SCRIPT}",
        body=f"Corps pirate {SCRIPT}\n\n• {SCRIPT}\n\n{SCRIPT}",
        notes=SCRIPT,
        boilerplate=f"À propos {SCRIPT}\n\nTexte {SCRIPT}",
        headings=(2,),
    ),
    Release(
        id="futur/embargo",
        source="futur/embargo.txt",
        format="txt",
        title="Annonce sous embargo",
        date=datetime.date(2026, 2, 1),
        embargo=datetime.datetime(2026, 2, 1, 8, 0, tzinfo=datetime.UTC),
        body="Rien avant février.",
    ),
    *(
        Release(
            id=f"quai/saison-{number:02}",
            source=f"quai/saison-{number:02}.txt",
            format="txt",
            title=f"Saison {number} du théâtre du Quai",
            kind="Invitation presse",
            place=f"Ville {number:02}",
            date=datetime.date(2000 + number, 5, 1),
            issuer="Théâtre du Quai",
            language="fr",
            body="Les artistes répètent. " * 9 + "La pièce traite de la forêt, " + "des arbres, " * 40 + "du vent.",
        )
        for number in range(1, 21)
    ),
)
VISIBLE = len(RELEASES) - 1


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    """The archive, on disk."""
    found = WhooshEngine(tmp_path_factory.mktemp("index"))
    with found.writer() as writer:
        for release in RELEASES:
            writer.put(release)
    yield found
    found.close()


@pytest.fixture(scope="session")
def releases() -> tuple[Release, ...]:
    """What the archive holds."""
    return RELEASES


@pytest.fixture(scope="session")
def visible() -> int:
    """How many of the releases are not under embargo."""
    return VISIBLE


@pytest.fixture(scope="session")
def app(engine: WhooshEngine) -> Flask:
    """The application on the archive; it is always the same day."""
    return create_app(engine, clock=lambda: NOW)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application."""
    return app.test_client()


@pytest.fixture
def page(client: FlaskClient) -> Callable[..., BeautifulSoup]:
    """Get an address, which must answer 200 with a page, and parse it. Spaces of all kinds become plain ones."""

    def get(address: str, **parameters: object) -> BeautifulSoup:
        answer = client.get(address, query_string=parameters or None)
        assert answer.status_code == 200, answer.text
        return BeautifulSoup(re.sub("[\u00a0\u202f]|&nbsp;", " ", answer.text), "html.parser")

    return get


@pytest.fixture
def clock() -> Clock:
    """The clock of `own_client`: a second before an embargo passes."""
    return Clock(EMBARGO - SECOND)


@pytest.fixture
def own_engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    """An archive of its own for each test."""
    found = WhooshEngine(tmp_path / "index")
    write(found, *ARCHIVE)
    yield found
    found.close()


@pytest.fixture
def own_client(own_engine: WhooshEngine, clock: Clock) -> FlaskClient:
    """A client of the application on `own_engine`."""
    return create_app(own_engine, clock=clock).test_client()
