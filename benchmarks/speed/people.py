"""Invented issuers of releases, and the people to call there. Addresses and telephone numbers can belong to nobody."""

from dataclasses import dataclass
from itertools import islice

import numpy as np

from benchmarks.speed.vocabulary import roots
from indexer.analysis.folding import fold
from indexer.releases import Contact

ISSUERS = 60
CONTACTS = 10
"""Of each issuer."""

_SORTS = ("Agence de {}", "Institut {}", "Région {}", "Ville de {}", "Fédération {}", "Groupe {}")
_FIRST_NAMES = [
    "Anne",
    "Bruno",
    "Claire",
    "Denis",
    "Élise",
    "Farid",
    "Gaëlle",
    "Hugo",
    "Inès",
    "Jules",
    "Karima",
    "Léo",
    "Maud",
    "Noé",
    "Odile",
    "Paul",
    "Rose",
    "Samir",
    "Tess",
    "Yann",
]
_ROLES = ("Attachée de presse", "Responsable de la communication", "Directeur", None)
_BOILERPLATE = (
    "À propos de {name}\n\n{name} réunit à {place} des équipes au service de tous : études, conseils, soutien aux "
    "projets des territoires et des entreprises. Depuis {year}, {name} agit avec l’État, les communes et les "
    "associations pour une action publique durable. Plus d’informations sur www.{domain}."
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who sends releases: its *boilerplate* is the same in all of them, its *contacts* take turns."""

    name: str
    place: str
    boilerplate: str
    contacts: tuple[Contact, ...]


def issuers(seed: int) -> tuple[Issuer, ...]:
    """Return the issuers of an archive, the most talkative first."""
    rng = np.random.default_rng([seed, 1])
    names = (root.capitalize() + "ec" for root in islice(roots(rng), 500, None))
    return tuple(_issuer(rng, i, *islice(names, 2 + CONTACTS)) for i in range(ISSUERS))


def _issuer(rng: np.random.Generator, number: int, own: str, place: str, *people: str) -> Issuer:
    name = _SORTS[number % len(_SORTS)].format(own)
    domain = f"{fold(own)}.example.org"
    return Issuer(
        name=name,
        place=place,
        boilerplate=_BOILERPLATE.format(name=name, place=place, year=rng.integers(1950, 2000), domain=domain),
        contacts=tuple(_contact(rng, person, name, domain) for person in people),
    )


def _contact(rng: np.random.Generator, last_name: str, issuer: str, domain: str) -> Contact:
    first_name = _FIRST_NAMES[rng.integers(len(_FIRST_NAMES))]
    phone = rng.integers(10_000)
    return Contact(
        name=f"{first_name} {last_name}",
        role=_ROLES[rng.integers(len(_ROLES))],
        organisation=issuer,
        emails=(f"{fold(first_name)}.{fold(last_name)}@{domain}",),
        phones=(f"+331990{phone:05}",),
    )
