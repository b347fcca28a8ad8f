"""The boxes of facet values, and the chips of the filters that are active."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from indexer.expressions.parsing import Matching
from indexer.queries import Facet
from indexer.requests import SearchRequest
from indexer.results import FacetValue, FacetValues
from indexer.searching import facet_label
from webapp.formatting import french_number, typeset
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
class FacetLine:
    """One value to tick: the parameter's *name* and *value*, and what is read. *count* is empty when not counted."""

    name: str
    value: str
    label: str
    count: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class FacetBox:
    """The values of a facet: *shown* at once, *more* on demand, and the number of releases under *others*, if any."""

    legend: str
    shown: tuple[FacetLine, ...]
    more: tuple[FacetLine, ...]
    others: str


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter, and the address of the same search without it."""

    label: str
    href: str


def facet_boxes(found: Mapping[Facet, FacetValues]) -> tuple[FacetBox, ...]:
    """Return the boxes that give a choice, in the order of `Facet`."""
    return tuple(_box(facet, values) for facet, values in found.items() if _gives_choice(facet, values.values))


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


def _gives_choice(facet: Facet, values: tuple[FacetValue, ...]) -> bool:
    stated = [each for each in values if each.value]
    if any(each.selected for each in values):
        return True
    return len(stated) > 1 if facet is Facet.LANGUAGE else bool(stated)


def _box(facet: Facet, found: FacetValues) -> FacetBox:
    lines = [_line(facet, each) for each in _ordered(facet, found.values)]
    first, rest = lines[:SHOWN_AT_FIRST], lines[SHOWN_AT_FIRST:]
    return FacetBox(
        legend=LEGENDS[facet],
        shown=(*first, *(line for line in rest if line.is_selected)),
        more=tuple(line for line in rest if not line.is_selected),
        others=french_number(found.others) if found.others else "",
    )


def _ordered(facet: Facet, values: Iterable[FacetValue]) -> list[FacetValue]:
    """Years run from the newest, the rest is as it comes, most frequent first; what has no value stands last."""
    in_order = sorted(values, key=lambda each: each.value, reverse=True) if facet is Facet.YEAR else values
    return sorted(in_order, key=lambda each: not each.value)


def _line(facet: Facet, found: FacetValue) -> FacetLine:
    return FacetLine(
        name=_name(facet, found.value),
        value=found.value,
        label=found.label,
        count=french_number(found.count),
        is_selected=found.selected,
    )


def _facet_chip(base: SearchRequest, facet: Facet, value: str) -> Chip:
    kept = tuple(each for each in base.selected[facet] if each != value)
    selected = {each: values for each, values in base.selected.items() if each is not facet}
    if kept:
        selected[facet] = kept
    without = replace(base, selected=selected)
    return _chip("Mois" if _is_month(facet, value) else LEGENDS[facet], facet_label(facet, value), without)


def _chip(name: str, value: str, without: SearchRequest) -> Chip:
    return Chip(typeset(f"{name} : {value}"), search_link(without))


def _name(facet: Facet, value: str) -> str:
    return "mois" if _is_month(facet, value) else facet.value


def _is_month(facet: Facet, value: str) -> bool:
    return facet is Facet.YEAR and "-" in value
