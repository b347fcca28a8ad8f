"""Release <-> JSON values: what engines and the catalogue store, what `infopresse read` and the API print."""

import datetime
import json
from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

from indexer.releases import Contact, Release

_Item = TypeVar("_Item")


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

    Raises ValueError, naming the field, when *record* has no id or a value of the wrong form.
    """
    zones = _mapping(record, "zones")
    return Release(
        id=_text(record, "id") or _refuse("id", record.get("id"), "a text"),
        source=_text(record, "path") or "",
        format=_text(record, "format") or "",
        title=_text(record, "title"),
        subtitle=_text(record, "subtitle"),
        kind=_text(record, "kind"),
        place=_text(record, "place"),
        date=_date(_text(record, "date")),
        embargo=_instant(_text(record, "embargo")),
        issuer=_text(record, "issuer"),
        language=_text(record, "language"),
        contacts=tuple(_contact(each) for each in _list(record, "contacts", dict)),
        lead=_text(zones, "lead") or "",
        body=_text(zones, "body") or "",
        notes=_text(zones, "notes") or "",
        boilerplate=_text(zones, "boilerplate") or "",
        headings=_list(record, "headings", int),
        warnings=_list(record, "warnings", str),
    )


def _contact(record: Mapping[str, Any]) -> Contact:
    return Contact(
        name=_text(record, "name"),
        role=_text(record, "role"),
        organisation=_text(record, "organisation"),
        emails=_list(record, "emails", str),
        phones=_list(record, "phones", str),
    )


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _instant(text: str | None) -> datetime.datetime | None:
    if not text:
        return None
    instant = datetime.datetime.fromisoformat(text)
    return instant if instant.tzinfo else _refuse("embargo", text, "an instant with its offset from UTC")


def _text(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value if value is None or isinstance(value, str) else _refuse(name, value, "a text")


def _mapping(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = record.get(name)
    return value if isinstance(value, Mapping) else {} if value is None else _refuse(name, value, "an object")


def _list(record: Mapping[str, Any], name: str, kind: type[_Item]) -> tuple[_Item, ...]:
    value = record.get(name)
    if value is None:
        return ()
    if isinstance(value, list) and all(isinstance(each, kind) for each in value):
        return tuple(value)
    return _refuse(name, value, "a list")


def _refuse(name: str, value: object, wanted: str) -> NoReturn:
    raise ValueError(f"{name} is {value!r}; expected {wanted}")


def stored(release: Release) -> bytes:
    """Return *release* as engines keep it."""
    return json.dumps(to_record(release), ensure_ascii=False, separators=(",", ":")).encode()


def restored(record: bytes) -> Release:
    """Return the release that `stored` was given."""
    return from_record(json.loads(record))
