"""The search page: the form as it was filled in, what came of it, and where one can go from there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from indexer.excerpts.passages import Excerpt
from indexer.excerpts.places import Marker, Span
from indexer.expressions.parsing import Matching
from indexer.queries import Sort
from indexer.releases import Contact, Zone
from indexer.requests import DEFAULT_SIZE, Problem, SearchRequest
from indexer.results import Hit, ResultPage
from webapp.formatting import french_number, marked, typeset
from webapp.pages import sentences
from webapp.pages.facets import Chip, FacetBox, chips, facet_boxes, without_filters
from webapp.pages.links import (
    Link,
    Pagination,
    first_page,
    page_link,
    pagination,
    query_string,
    release_link,
    search_as_json,
    search_link,
)
from webapp.pages.releases import Facts, PhoneLink, facts, foreign_language, mail, phone

CONTACTS_SHOWN = 2
EMPTY_ARCHIVE = "L’archive est vide"

_ORDER_LABELS = {Sort.RELEVANCE: "Pertinence", Sort.NEWEST: "Plus récents", Sort.OLDEST: "Plus anciens"}
_PLACES = {"": "Le texte et les contacts", "titre": "Les titres", "tout": typeset("Tout, « À propos » compris")}
_EXCERPT_LABELS = {
    Zone.SUBTITLE: "Sous-titre",
    Zone.NOTES: "Notes aux rédactions",
    Zone.CONTACTS: "Contact",
    Zone.AFFILIATIONS: "Contact",
    Zone.BOILERPLATE: "À propos",
    Zone.PLACE: "Lieu",
    Zone.ISSUER: "Émetteur",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a list."""

    value: str
    label: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class DateField:
    """A date as it was typed, and whether it was left out."""

    value: str
    is_refused: bool


@dataclass(frozen=True, slots=True)
class SearchForm:
    """The form, filled in. *hidden* holds what an address may say and the form does not show."""

    text: str
    since: DateField
    until: DateField
    orders: tuple[Choice, ...]
    places: tuple[Choice, ...]
    facets: tuple[FacetBox, ...]
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SortLink:
    """The same results in another order."""

    text: str
    href: str
    is_current: bool


class ExcerptView(NamedTuple):
    """A passage: its zone where that is not the text, and whether it was cut out of a sentence."""

    label: str
    text: str
    is_cut_before: bool
    is_cut_after: bool


class BriefContact(NamedTuple):
    """Whom to ask: its name, else its organisation; its first e-mail address, else its first phone."""

    name: str | None
    email: Link | None
    phone: PhoneLink | None


class HitView(NamedTuple):
    """A release among the results; *title* is None when it has none."""

    href: str
    title: str | None
    source: str
    language: str | None
    facts: Facts
    excerpts: tuple[ExcerptView, ...]
    contacts: tuple[BriefContact, ...]
    more_contacts: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """
    One page of results. *first* is the rank of the first hit. *advice* are searches that may find more when nothing was
    found; *last_page* is set when the page asked for is past the end.
    """

    title: str
    heading: str
    form: SearchForm
    problems: tuple[str, ...]
    read_as: str
    matching: str
    stricter: Link | None
    notes: tuple[str, ...]
    chips: tuple[Chip, ...]
    clear: str
    sorts: tuple[SortLink, ...]
    hits: tuple[HitView, ...]
    first: int
    pagination: Pagination | None
    last_page: Link | None
    archive_is_empty: bool
    advice: tuple[Link, ...]
    json_link: str | None


def search_page(asked: SearchRequest, found: ResultPage, problems: Sequence[Problem]) -> SearchPage:
    """Return the page that answers *asked* with *found*, and names the *problems* of its address."""
    request = replace(asked, text=found.reading.text)
    is_empty = not found.total and without_filters(request) == request and not request.text
    return SearchPage(
        title=EMPTY_ARCHIVE if is_empty else sentences.results_title(found),
        heading=EMPTY_ARCHIVE if is_empty else sentences.results_heading(found),
        form=_form(request, found, problems),
        problems=tuple(sentences.problem(each) for each in problems),
        read_as=sentences.read_as(found.reading),
        matching=sentences.matching(found),
        stricter=_stricter(request, found),
        notes=sentences.notes(found.reading),
        chips=chips(request),
        clear=search_link(without_filters(request)),
        sorts=_sorts(request) if found.total > 1 else (),
        hits=_hits(request, found),
        first=(request.page - 1) * request.size + 1,
        pagination=pagination(request, found.pages),
        last_page=_last_page(request, found),
        archive_is_empty=is_empty,
        advice=() if found.total else _advice(request),
        json_link=None if problems else search_as_json(request),
    )


def _form(request: SearchRequest, found: ResultPage, problems: Sequence[Problem]) -> SearchForm:
    refused = {each.parameter: each.value for each in problems}
    return SearchForm(
        text=request.text,
        since=DateField(refused.get("du", request.since), "du" in refused),
        until=DateField(refused.get("au", request.until), "au" in refused),
        orders=_orders(request),
        places=_places(request),
        facets=facet_boxes(found.facets),
        hidden=_hidden(request),
    )


def _orders(request: SearchRequest) -> tuple[Choice, ...]:
    """The order that applies by default stays unsaid in the address, so that it follows the words."""
    return tuple(
        Choice("" if order is request.order and request.sort is None else order.value, label, order is request.order)
        for order, label in _ORDER_LABELS.items()
    )


def _places(request: SearchRequest) -> tuple[Choice, ...]:
    """Return where to search; nothing when the address asks for parts that the form does not offer."""
    zones = " ".join(request.zones)
    if zones not in _PLACES:
        return ()
    return tuple(Choice(value, label, value == zones) for value, label in _PLACES.items())


def _hidden(request: SearchRequest) -> tuple[tuple[str, str], ...]:
    hidden = [("zones", zone) for zone in request.zones] if not _places(request) else []
    if request.matching is not Matching.AUTO:
        hidden.append(("mots", request.matching.value))
    if request.size != DEFAULT_SIZE:
        hidden.append(("taille", str(request.size)))
    return tuple(hidden)


def _stricter(request: SearchRequest, found: ResultPage) -> Link | None:
    reading = found.reading
    if found.was_loosened or request.matching is not Matching.AUTO or reading.at_least >= reading.words:
        return None
    return Link("Exiger tous les mots", search_link(replace(first_page(request), matching=Matching.ALL)))


def _sorts(request: SearchRequest) -> tuple[SortLink, ...]:
    """Return the orders that differ: without words, nothing is more relevant than the rest."""
    first, default = first_page(request), request.default_order
    return tuple(
        SortLink(
            label,
            search_link(replace(first, sort=None if order is default else order)),
            order is request.order,
        )
        for order, label in _ORDER_LABELS.items()
        if request.text or order is not Sort.RELEVANCE
    )


def _hits(request: SearchRequest, found: ResultPage) -> tuple[HitView, ...]:
    query = query_string(request)
    marker = Marker(found.query.expression)
    return tuple([_hit(hit, query, marker) for hit in found.hits])


def _hit(hit: Hit, query: str, marker: Marker) -> HitView:
    release = hit.release
    return HitView(
        href=release_link(release.id, query),
        title=_shown(release.title, hit.title_marks) if release.title else None,
        source=release.source,
        language=foreign_language(release),
        facts=facts(release),
        excerpts=tuple([_excerpt(each) for each in hit.excerpts]),
        contacts=tuple([_brief(each, marker, release.language) for each in release.contacts[:CONTACTS_SHOWN]]),
        more_contacts=max(0, len(release.contacts) - CONTACTS_SHOWN),
    )


def _excerpt(excerpt: Excerpt) -> ExcerptView:
    return ExcerptView(
        label=_EXCERPT_LABELS.get(excerpt.zone, ""),
        text=_shown(excerpt.text, excerpt.marks),
        is_cut_before=excerpt.is_cut_before,
        is_cut_after=excerpt.is_cut_after,
    )


def _brief(contact: Contact, marker: Marker, language: str | None) -> BriefContact:
    name, zone = (contact.name, Zone.CONTACTS) if contact.name else (contact.organisation, Zone.AFFILIATIONS)
    return BriefContact(
        name=_shown(name, marker.marks(name, zone, language)) if name else None,
        email=mail(contact.emails[0]) if contact.emails else None,
        phone=phone(contact.phones[0]) if contact.phones and not contact.emails else None,
    )


def _shown(text: str, spans: Sequence[Span]) -> str:
    """Return *text* as HTML with its marks, or where there are none as it is: templates escape it."""
    return marked(text, spans) if spans else text


def _last_page(request: SearchRequest, found: ResultPage) -> Link | None:
    if not found.total or request.page <= found.pages:
        return None
    return Link(f"Aller à la page {french_number(found.pages)}, la dernière", page_link(request, found.pages))


def _advice(request: SearchRequest) -> tuple[Link, ...]:
    """Return wider searches: without each filter in turn, then without any, then for fewer words and in more zones."""
    active = chips(request)
    advice = [Link(typeset(f"Retirer « {chip.label} »"), chip.href) for chip in active]
    if len(active) > 1:
        advice.append(Link("Retirer tous les filtres", search_link(without_filters(request))))
    if request.text and request.zones != ("tout",):
        wider = replace(first_page(request), zones=("tout",))
        advice.append(Link(typeset("Chercher aussi dans les textes « À propos »"), search_link(wider)))
    return tuple(advice)
