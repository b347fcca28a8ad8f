"""Releases of invented archives, as they are extracted: what the pass over the whole archive is tried on."""

import datetime
from dataclasses import replace
from pathlib import PurePosixPath

from indexer.releases import Contact, Release

ABOUT_PONDS = (
    "Créée en 1998, l'Agence des étangs bretons est un établissement public qui veille sur deux cents étangs. Elle "
    "entretient les digues, accueille les pêcheurs et forme les bénévoles des communes riveraines."
)
ABOUT_DIKES = (
    "Fondé à Vannes il y a trente ans, le Syndicat des digues a pour mission d'inspecter les ouvrages de quarante "
    "communes. Ses six ingénieurs interviennent de jour comme de nuit pendant les crues."
)
CALL = (
    "Pour recevoir nos nouvelles, inscrivez-vous à la lettre des étangs : un message au début de chaque mois, avec les "
    "dates d'ouverture, les travaux en cours et les sorties pour les familles, à lire dans les offices de tourisme."
)
BODIES = {
    "printemps": (
        "Vingt étangs rouvrent à la pêche dès le samedi 16 mars, après deux hivers de travaux sur les berges.\n\n"
        "Les cartes se vendent à la mairie de chaque commune, et les enfants de moins de douze ans pêchent pour rien."
    ),
    "automne": (
        "Les étangs ferment le dimanche 3 novembre à la tombée de la nuit, comme le veut l'arrêté du préfet.\n\n"
        "Les digues seront inspectées pendant les crues par une équipe de six techniciens venus de tout le pays."
    ),
    "concours": (
        "Le concours de photographies réunit cette année quatre cents images d'oiseaux, de brumes et de barques.\n\n"
        "Le jury annoncera les prix à Pontivy, en présence des écoles qui ont prêté leurs murs à l'exposition."
    ),
    "loutres": (
        "Une famille de loutres a été filmée par les gardes, pour la première fois depuis quarante ans dans l'Oust.\n\n"
        "Le lieu reste secret afin que les curieux n'effraient pas les petits avant la fin de l'été prochain."
    ),
}
MAELLE = Contact("Maëlle Kervadec", None, None, ("maelle.kervadec@etangs.example",), ("+33199001234",))


def release(source: str, text: str = "", **fields: object) -> Release:
    """Return a release of the file *source* whose body is *text*, under the id that it asks for."""
    path = PurePosixPath(source)
    made = Release(id=str(path.with_suffix("")), source=source, format=path.suffix[1:], body=text)
    return replace(made, **{"title": f"Nouvelles de {path.stem}", **fields})  # type: ignore[arg-type]


def between(text: str, paragraph: str) -> str:
    """Return *text* with *paragraph* between its first paragraph and the others."""
    first, _, rest = text.partition("\n\n")
    return f"{first}\n\n{paragraph}\n\n{rest}"


def day(text: str) -> datetime.date:
    """Return a date."""
    return datetime.date.fromisoformat(text)
