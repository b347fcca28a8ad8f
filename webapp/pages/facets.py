"""The boxes of facet values, and the chips of the filters that are active."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from indexer.expressions.parsing import Matching
from indexer.queries import Facet
from indexer.requests import SearchRequest
from indexer.results import FacetValues
from indexer.searching import facet_label
from webapp.formatting import french_number, ticks, typeset
from webapp.pages import sentences
from webapp.pages.links import first_page, search_link

SHOWN_AT_FIRST = 8

LEGENDS: Mapping[Facet, str] = {
    Facet.YEAR: "Année",
    Facet.CONTACT: "Contact",
    Facet.ISSUER: "Émetteur",
    Facet.PLACE: "Lieu",
    Facet.KIND: "Type",
    Facet.LANGUAGE: "Langue",
}

ZONE_LABELS: Mapping[str, str] = {
    "titre": "titres",
    "chapo": "chapôs",
    "corps": "corps du texte",
    "notes": "notes aux rédactions",
    "contacts": "contacts",
    "apropos": "« À propos »",
    "tout": "tout, « À propos » compris",
}


@dataclass(frozen=True, slots=True)
class FacetBox:
    """
    The values of a facet as items of a list: *shown* at once, *more* on demand (how many: *more_count*); and the number
    of releases under *others*, if any.
    """

    legend: str
    shown: Markup
    more: Markup
    more_count: int
    others: str


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter, and the address of the same search without it."""

    label: str
    href: str


def facet_boxes(found: Mapping[Facet, FacetValues]) -> tuple[FacetBox, ...]:
    """Return the boxes that give a choice, in the order of `Facet`."""
    return tuple(_box(facet, values) for facet, values in found.items() if _gives_choice(facet, values))


def chips(request: SearchRequest) -> tuple[Chip, ...]:
    """Return the active filters of *request* in the order of its address."""
    base = first_page(request)
    found = []
    if request.since:
        found.append(_chip("Du", request.since, replace(base, since="")))
    if request.until:
        found.append(_chip("Au", request.until, replace(base, until="")))
    for facet, values in request.selected.items():
        found += [_facet_chip(base, facet, value) for value in values]
    for zone in request.zones:
        zones = tuple(each for each in request.zones if each != zone)
        found.append(_chip("Chercher dans", ZONE_LABELS[zone], replace(base, zones=zones)))
    if request.matching is not Matching.AUTO:
        asked = sentences.forced_matching(request.matching)
        found.append(_chip("Mots", asked, replace(base, matching=Matching.AUTO)))
    return tuple(found)


def without_filters(request: SearchRequest) -> SearchRequest:
    """Return the search for the same words in the same order, and nothing else."""
    return SearchRequest(text=request.text, sort=request.sort, size=request.size)


def _gives_choice(facet: Facet, found: FacetValues) -> bool:
    stated = sum(map(bool, found.listed[:3]))  # one of them may be empty
    return bool(found.selected) or stated >= (2 if facet is Facet.LANGUAGE else 1)


def _box(facet: Facet, found: FacetValues) -> FacetBox:
    lines = _ordered(facet, list(zip(found.listed, found.counts, strict=True)))
    shown, more = lines[:SHOWN_AT_FIRST], lines[SHOWN_AT_FIRST:]
    if found.selected:
        shown += [line for line in more if line[0] in found.selected]
        more = [line for line in more if line[0] not in found.selected]
    return FacetBox(
        legend=LEGENDS[facet],
        shown=ticks(facet, shown, found.selected),
        more=ticks(facet, more, found.selected),
        more_count=len(more),
        others=french_number(found.others) if found.others else "",
    )


def _ordered(facet: Facet, lines: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Years run from the newest, the rest is as it comes, most frequent first; what has no value stands last."""
    if facet is Facet.YEAR:
        lines.sort(reverse=True)
    return [line for line in lines if line[0]] + [line for line in lines if not line[0]]


def _facet_chip(base: SearchRequest, facet: Facet, value: str) -> Chip:
    kept = tuple(each for each in base.selected[facet] if each != value)
    selected = {each: values for each, values in base.selected.items() if each is not facet}
    if kept:
        selected[facet] = kept
    without = replace(base, selected=selected)
    return _chip("Mois" if _is_month(facet, value) else LEGENDS[facet], facet_label(facet, value), without)


def _chip(name: str, value: str, without: SearchRequest) -> Chip:
    return Chip(typeset(f"{name} : {value}"), search_link(without))


def _is_month(facet: Facet, value: str) -> bool:
    return facet is Facet.YEAR and "-" in value
