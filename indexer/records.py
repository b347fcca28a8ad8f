"""Release <-> JSON values: what engines and the catalogue store, what `infopresse read` and the API print."""

import datetime
from collections.abc import Mapping
from typing import Any

from indexer.releases import Contact, Release


def to_record(release: Release) -> dict[str, Any]:
    """Return *release* as JSON values; what it does not state is None."""
    return {
        "path": release.source,
        "id": release.id,
        "format": release.format,
        "title": release.title,
        "subtitle": release.subtitle,
        "kind": release.kind,
        "place": release.place,
        "date": release.date.isoformat() if release.date else None,
        "embargo": release.embargo.isoformat() if release.embargo else None,
        "issuer": release.issuer,
        "language": release.language,
        "contacts": [contact_record(contact) for contact in release.contacts],
        "zones": {
            "lead": release.lead or None,
            "body": release.body or None,
            "notes": release.notes or None,
            "boilerplate": release.boilerplate or None,
        },
        "headings": list(release.headings),
        "warnings": list(release.warnings),
    }


def contact_record(contact: Contact) -> dict[str, Any]:
    """Return *contact* as JSON values."""
    return {
        "name": contact.name,
        "role": contact.role,
        "organisation": contact.organisation,
        "emails": list(contact.emails),
        "phones": list(contact.phones),
    }


def from_record(record: Mapping[str, Any]) -> Release:
    """
    Return the release that `to_record` was given. Fields that are absent count as not stated.

    Raises ValueError (or its kin KeyError, TypeError) when *record* has no id or a value of the wrong form.
    """
    zones = record.get("zones") or {}
    date, embargo = record.get("date"), record.get("embargo")
    return Release(
        id=record["id"],
        source=record.get("path") or "",
        format=record.get("format") or "",
        title=record.get("title"),
        subtitle=record.get("subtitle"),
        kind=record.get("kind"),
        place=record.get("place"),
        date=datetime.date.fromisoformat(date) if date else None,
        embargo=datetime.datetime.fromisoformat(embargo) if embargo else None,
        issuer=record.get("issuer"),
        language=record.get("language"),
        contacts=tuple(_contact(each) for each in record.get("contacts") or ()),
        lead=zones.get("lead") or "",
        body=zones.get("body") or "",
        notes=zones.get("notes") or "",
        boilerplate=zones.get("boilerplate") or "",
        headings=tuple(record.get("headings") or ()),
        warnings=tuple(record.get("warnings") or ()),
    )


def _contact(record: Mapping[str, Any]) -> Contact:
    return Contact(
        name=record.get("name"),
        role=record.get("role"),
        organisation=record.get("organisation"),
        emails=tuple(record.get("emails") or ()),
        phones=tuple(record.get("phones") or ()),
    )
