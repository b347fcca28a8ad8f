"""
Invented releases: short to write in a test, and an archive of a dozen that holds all that engines treat apart.

People, agencies and addresses are invented; telephone numbers are of the ranges that are kept for fiction.
"""

import datetime
from typing import Any

from indexer.releases import Contact, Release

EMBARGO = datetime.datetime(2024, 6, 10, 6, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
"""When « 2024/barrage » of `ARCHIVE` may be read: six in the morning in Paris."""


def release(release_id: str, title: str = "Annonce", body: str = "", date: str | None = None, **fields: Any) -> Release:
    """Return a release; *date* is written YYYY-MM-DD, *fields* are any others of `Release`."""
    return Release(
        id=release_id,
        source=f"{release_id}.txt",
        format="text",
        title=title,
        body=body,
        date=datetime.date.fromisoformat(date) if date else None,
        **fields,
    )


INES = Contact(
    name="Inès Kerléo",
    role="Attachée de presse",
    organisation="Agence du Littoral",
    emails=("ines.kerleo@example.org",),
    phones=("+33199001234", "+33639980012"),
)
YANN = Contact(name="Yann Le Goff", role="Directeur", emails=("yann.legoff@example.org",))
ZOE = Contact(name="Mme Zoé Vasseur", organisation="Institut des Vents", phones=("01 99 00 56 78",))
AUBIGNE = Contact(name="Marc-Antoine d’Aubigné", emails=("ma.aubigne@example.org",))
DESK = Contact(role="Service de presse", emails=("presse@example.org", "medias@example.org"))

_ABOUT_AGENCY = "À propos de l’Agence du Littoral\n\nL’Agence protège les rivages depuis 1975."
_ABOUT_INSTITUTE = "À propos\n\nL’Institut des Vents mesure le vent, en mer comme à terre."
_TWIN = "Jumelage : deux ports, une même marée"

ARCHIVE = (
    release(
        "2021/eau",
        "Qualité de l’eau : l’Agence du Littoral publie ses résultats",
        "L’eau de baignade est excellente sur 10 000 mètres de plages.\n\nLe détail commune par commune est en ligne.",
        "2021-03-04",
        kind="Communiqué de presse",
        place="Brest",
        issuer="Agence du Littoral",
        language="fr",
        lead="Neuf plages sur dix sont classées « excellentes ».",
        contacts=(INES, YANN),
        boilerplate=_ABOUT_AGENCY,
    ),
    release(
        "2021/marée",
        "GRANDE MAREE : LES CONSEILS DE L’AGENCE",
        "La mer monte vite. Renseignez-vous sur l'heure de la marée avant la pêche à pied.",
        "2021-12-31",
        kind="COMMUNIQUE DE PRESSE",
        place="Roscoff",
        issuer="Agence du Littoral",
        language="fr",
        contacts=(INES, INES),
        boilerplate=_ABOUT_AGENCY,
    ),
    release(
        "2022/energie",
        "L'énergie du vent, première énergie de l’Ouest",
        "Le vent fournit 3,5 % de l’énergie de la région.",
        "2022-01-01",
        kind="INFO PRESSE",
        place="Nantes",
        issuer="Institut des Vents",
        language="fr",
        contacts=(ZOE,),
        boilerplate=_ABOUT_INSTITUTE,
    ),
    release(
        "2022/éoliennes",
        "Éoliennes en mer : l’O.N.U. salue le projet de Saint-Nazaire",
        "Les énergies marines progressent.\n\nCalendrier\n\n• 2022 : études ;\n• 2024 : travaux.",
        "2022-07-14",
        kind="Information presse",
        place="Nantes",
        issuer="Institut des Vents",
        language="fr",
        contacts=(ZOE, AUBIGNE),
        headings=(1,),
        warnings=("date lue dans le nom du fichier",),
        boilerplate=_ABOUT_INSTITUTE,
    ),
    release(
        "2022/cancer",
        "Cancer : un dépistage plus simple",
        "Le dépistage du cancer est gratuit. La santé publique y gagne.",
        "2022-07-31",
        kind="Dossier de presse",
        place="Rennes",
        issuer="Santé Ouest",
        language="fr",
        subtitle="Un kit envoyé à domicile",
        notes="Des photographies sont fournies aux rédactions.",
        contacts=(DESK,),
    ),
    release(
        "2023/cancers",
        "Cancers professionnels : le travail en question",
        "Au cœur de l’étude, le Code du travail. Les travaux durent jusqu’à l’été.",
        "2023-07-01",
        kind="Dossier de presse",
        place="RENNES",
        issuer="Santé Ouest",
        language="fr",
        contacts=(Contact(name="KERLEO Ines", emails=("kerleo@example.org",)),),
    ),
    release("2023/jumeau-b", _TWIN, "Les ports se jumellent.", "2023-09-13", kind="Tribune", language="fr"),
    release("2023/jumeau-a", _TWIN, "Les ports se jumellent.", "2023-09-13", kind="Tribune", language="fr"),
    release("2023/jumeau", _TWIN, "Les ports se jumellent.", kind="Tribune", language="fr"),
    release("sans-date", "Note", "Aujourd’hui, une œuvre de mer sans date ni contact."),
    release(
        "2024/barrage",
        "Un barrage pour l’estuaire",
        "Le barrage protégera le port.",
        "2024-06-10",
        kind="Communiqué de presse",
        place="Brest",
        issuer="Agence du Littoral",
        language="fr",
        embargo=EMBARGO,
        contacts=(YANN,),
        boilerplate=_ABOUT_AGENCY,
    ),
    release(
        "2024/coastal",
        "Coastal erosion: first results",
        "The sea takes one metre a year. Press contact: +33 1 99 00 12 34.",
        "2024-04-15",
        kind="Press release",
        place="Brest",
        issuer="Agence du Littoral",
        language="en",
        contacts=(INES,),
    ),
    release(
        "2024/etat",
        "COMMUNIQUE : L'ETAT ET LES REGIONS S'ACCORDENT",
        "L’État et les régions signent un accord sur l’énergie.",
        "2024-05-02",
        kind="Communiqué",
        language="fr",
    ),
)
"""Three texts are equal but for their dates, one is under embargo, two state no date, one nothing but its text."""
