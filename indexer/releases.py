"""A press release and its parts: the values that everything else is about."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Zone(IntEnum):
    """
    A part of a release that search treats in its own way.

    The numbers are kept in indexes: never reuse one. `AFFILIATIONS` holds the roles and organisations of contacts.
    """

    TITLE = 0
    SUBTITLE = 1
    LEAD = 2
    BODY = 3
    NOTES = 4
    CONTACTS = 5
    AFFILIATIONS = 6
    BOILERPLATE = 7
    PLACE = 8
    ISSUER = 9

    @property
    def key(self) -> str:
        """The zone's name in JSON."""
        return self.name.lower()


SEARCHED_BY_DEFAULT = frozenset({Zone.TITLE, Zone.SUBTITLE, Zone.LEAD, Zone.BODY, Zone.NOTES, Zone.CONTACTS})


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to or call: any part may be missing. Phones are E.164 where they can be, else as written."""

    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """
    One press release.

    A field that the document does not state is None, or empty: never guessed. Texts are Unicode NFC; the paragraphs of
    *lead*, *body*, *notes* and *boilerplate* are separated by one blank line, items begin with « • ». *headings* are
    the numbers, from 0, of the body's paragraphs that are headings. *date* is a civil date, *embargo* an aware instant.
    *id* is the permanent name (see `indexer.archive.identity`), *source* the file's path below the archive's root.
    """

    id: str
    source: str
    format: str
    title: str | None = None
    subtitle: str | None = None
    kind: str | None = None
    place: str | None = None
    date: datetime.date | None = None
    embargo: datetime.datetime | None = None
    issuer: str | None = None
    language: str | None = None
    contacts: tuple[Contact, ...] = ()
    lead: str = ""
    body: str = ""
    notes: str = ""
    boilerplate: str = ""
    headings: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


def zone_texts(release: Release) -> Iterator[tuple[Zone, str]]:
    """
    Yield every searchable text of *release* with its zone, in the order of zones.

    A zone may come several times (one text a contact); words of two texts are never next to each other.
    """
    yield from _present(Zone.TITLE, release.title)
    yield from _present(Zone.SUBTITLE, release.subtitle)
    yield from _present(Zone.LEAD, release.lead)
    yield from _present(Zone.BODY, release.body)
    yield from _present(Zone.NOTES, release.notes)
    for contact in release.contacts:
        for text in (contact.name, *contact.emails, *contact.phones):
            yield from _present(Zone.CONTACTS, text)
    for contact in release.contacts:
        for text in (contact.role, contact.organisation):
            yield from _present(Zone.AFFILIATIONS, text)
    yield from _present(Zone.BOILERPLATE, release.boilerplate)
    yield from _present(Zone.PLACE, release.place)
    yield from _present(Zone.ISSUER, release.issuer)


def _present(zone: Zone, text: str | None) -> Iterator[tuple[Zone, str]]:
    if text:
        yield zone, text
