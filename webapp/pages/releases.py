"""The page of one release, and the parts of it that hits show too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup, escape

from indexer.excerpts.places import marks
from indexer.expressions.tree import Expression
from indexer.queries import Facet
from indexer.releases import Contact, Release, Zone
from indexer.requests import SearchRequest
from indexer.results import release_path
from webapp.formatting import (
    BlockKind,
    TextBlock,
    french_date,
    mail_link,
    marked,
    phone_link,
    phone_text,
    shortened,
    text_blocks,
)
from webapp.pages.links import Link, release_as_json, search_link

UNTITLED = "Sans titre"
_LONGEST_DESCRIPTION = 160
_LONGEST_HEADING = 100


class Facts(NamedTuple):
    """What is said in one line of a release: as written, the date in French and for machines; None where not stated."""

    kind: str | None
    date: str | None
    iso_date: str | None
    place: str | None
    issuer: str | None


class PhoneLink(NamedTuple):
    """A phone as it is read, and the link that dials it, if it can be dialled."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Whom to write to or call; under *label* and at *others*, the releases that name the same contact."""

    label: str
    name: Markup | None
    role: Markup | None
    organisation: Markup | None
    emails: tuple[Link, ...]
    phones: tuple[PhoneLink, ...]
    others: str | None


class Corrected(NamedTuple):
    """The release that another corrects: its link and date, its language where it is not French."""

    link: Link
    date: str | None
    iso_date: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """What the issuer says of itself, under its own heading where it has one."""

    heading: Markup
    blocks: tuple[TextBlock, ...]


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """
    One release; *search* is carried on, *back* leads to it, *language* is told where it is not French. *third_parties*
    are others whose addresses it gives, *other_forms* the files that hold it in other formats.
    """

    title: str
    description: str
    address: str
    search: SearchRequest
    back: Link
    language: str | None
    heading: Markup | None
    subtitle: Markup | None
    facts: Facts
    corrected: Corrected | None
    lead: tuple[TextBlock, ...]
    body: tuple[TextBlock, ...]
    notes: tuple[TextBlock, ...]
    boilerplate: Boilerplate | None
    contacts: tuple[ContactCard, ...]
    third_parties: tuple[ContactCard, ...]
    other_forms: tuple[str, ...]
    source: str
    format: str
    id: str
    json_link: str


def release_page(
    release: Release, search: SearchRequest, expression: Expression, corrected: Release | None = None
) -> ReleasePage:
    """
    Return the page of *release*, which corrects *corrected*, with what answers *expression* marked and the way back to
    *search*.
    """

    def blocks(text: str, zone: Zone, headings: Sequence[int] = ()) -> tuple[TextBlock, ...]:
        return text_blocks(text, marks(text, zone, expression, release.language), headings)

    def line(text: str | None, zone: Zone) -> Markup | None:
        return marked(text, marks(text, zone, expression, release.language)) if text else None

    return ReleasePage(
        title=release.title or UNTITLED,
        description=shortened(release.lead or release.body, _LONGEST_DESCRIPTION),
        address=release_path(release.id),
        search=search,
        back=_back(search),
        language=foreign_language(release),
        heading=line(release.title, Zone.TITLE),
        subtitle=line(release.subtitle, Zone.SUBTITLE),
        facts=facts(release),
        corrected=_corrected(corrected) if corrected else None,
        lead=blocks(release.lead, Zone.LEAD),
        body=blocks(release.body, Zone.BODY, release.headings),
        notes=blocks(release.notes, Zone.NOTES),
        boilerplate=_boilerplate(blocks(release.boilerplate, Zone.BOILERPLATE)),
        contacts=tuple(contact_card(contact, expression, release.language) for contact in release.contacts),
        third_parties=tuple(map(_third_party, release.third_parties)),
        other_forms=release.other_forms,
        source=release.source,
        format=release.format,
        id=release.id,
        json_link=release_as_json(release.id),
    )


def facts(release: Release) -> Facts:
    """Return the line of facts of *release*."""
    return Facts(
        kind=release.kind,
        date=french_date(release.date) if release.date else None,
        iso_date=release.date.isoformat() if release.date else None,
        place=release.place,
        issuer=release.issuer,
    )


def contact_card(contact: Contact, expression: Expression, language: str | None) -> ContactCard:
    """Return *contact* of a release in *language* with what answers *expression* marked."""

    def line(text: str | None, zone: Zone) -> Markup | None:
        return marked(text, marks(text, zone, expression, language)) if text else None

    label = contact.name or next(iter(contact.emails), "")
    return ContactCard(
        label=label,
        name=line(contact.name, Zone.CONTACTS),
        role=line(contact.role, Zone.AFFILIATIONS),
        organisation=line(contact.organisation, Zone.AFFILIATIONS),
        emails=tuple(map(mail, contact.emails)),
        phones=tuple(map(phone, contact.phones)),
        others=search_link(SearchRequest(selected={Facet.CONTACT: (label,)})) if label else None,
    )


def mail(email: str) -> Link:
    """Return the link that writes to *email*."""
    return Link(email, mail_link(email))


def phone(number: str) -> PhoneLink:
    """Return *number* as it is read, and the link that dials it."""
    return PhoneLink(phone_text(number), phone_link(number))


def foreign_language(release: Release) -> str | None:
    """Return the language that browsers and screen readers must be told, since the page itself is French."""
    return release.language if release.language != "fr" else None


def _third_party(contact: Contact) -> ContactCard:
    """Return the card of somebody who is no contact: neither searched nor found by that name."""

    def line(text: str | None) -> Markup | None:
        return escape(text) if text else None

    return ContactCard(
        label=contact.name or next(iter(contact.emails), ""),
        name=line(contact.name),
        role=line(contact.role),
        organisation=line(contact.organisation),
        emails=tuple(map(mail, contact.emails)),
        phones=tuple(map(phone, contact.phones)),
        others=None,
    )


def _back(search: SearchRequest) -> Link:
    is_search = replace(search, page=1) != SearchRequest()
    return Link("Retour aux résultats" if is_search else "Tous les communiqués", search_link(search))


def _corrected(release: Release) -> Corrected:
    stated = facts(release)
    link = Link(release.title or UNTITLED, release_path(release.id))
    return Corrected(link, stated.date, stated.iso_date, foreign_language(release))


def _boilerplate(blocks: tuple[TextBlock, ...]) -> Boilerplate | None:
    """Take the first line for the heading where it looks like one (« À propos de l’Institut »)."""
    if not blocks:
        return None
    first, rest = blocks[0], blocks[1:]
    is_heading = (
        first.kind is BlockKind.PARAGRAPH
        and len(first.lines) == 1
        and len(text := first.lines[0].striptags()) <= _LONGEST_HEADING
        and not text.endswith((".", "!", "?", "…"))
    )
    return Boilerplate(first.lines[0], rest) if is_heading and rest else Boilerplate(Markup("À propos"), blocks)
