"""A press release and its parts: the values that everything else is about."""

import datetime
from dataclasses import dataclass
from enum import IntEnum, StrEnum


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
class Quotation:
    """What somebody is quoted as saying, without quotation marks; who speaks and as what, where the text says so."""

    text: str
    speaker: str | None = None
    role: str | None = None


class Certainty(StrEnum):
    """How sure a field is: written where it belongs, read from its surroundings, or one reading of several."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Origin:
    """
    Where one field of a release was read, and how sure that is.

    *field* is the field's name in `Release`, *place* short English for people: « dateline, block 2 »,
    « metadata: release_date », « recurring in the archive ».
    """

    field: str
    place: str
    certainty: Certainty = Certainty.SURE


@dataclass(frozen=True, slots=True)
class Release:
    """
    One press release.

    A field that the document does not state is None, or empty: never guessed. Texts are Unicode NFC; the paragraphs of
    *lead*, *body*, *notes* and *boilerplate* are separated by one blank line, items begin with « • ». *headings* are
    the numbers, from 0, of the body's paragraphs that are headings. *date* is a civil date, *embargo* an aware instant.
    *id* is the permanent name (see `indexer.archive.identity`), *source* the file's path below the archive's root.

    *contacts* are whom the reader is told to write to or call about the release, *third_parties* others that the text
    gives addresses of. *signature* is the name under the text, *links* are addresses of web pages, *is_immediate* says
    « pour diffusion immédiate ». Only the archive as a whole tells the last ones: *other_forms* are the sources of the
    same release in other formats, *corrects* and *near_duplicates* are ids.
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
    is_immediate: bool = False
    signature: str | None = None
    third_parties: tuple[Contact, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    links: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    other_forms: tuple[str, ...] = ()
    corrects: str | None = None
    near_duplicates: tuple[str, ...] = ()


def zone_texts(release: Release) -> list[tuple[Zone, str]]:
    """
    Return every searchable text of *release* with its zone, in the order of zones; none is empty.

    A zone may come several times (one text a contact); words of two texts are never next to each other.
    """
    contacts = release.contacts
    texts = (
        (Zone.TITLE, release.title),
        (Zone.SUBTITLE, release.subtitle),
        (Zone.LEAD, release.lead),
        (Zone.BODY, release.body),
        (Zone.NOTES, release.notes),
        *[(Zone.CONTACTS, text) for each in contacts for text in (each.name, *each.emails, *each.phones)],
        *[(Zone.AFFILIATIONS, text) for each in contacts for text in (each.role, each.organisation)],
        (Zone.BOILERPLATE, release.boilerplate),
        (Zone.PLACE, release.place),
        (Zone.ISSUER, release.issuer),
    )
    return [(zone, text) for zone, text in texts if text]
