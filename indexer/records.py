"""
Release <-> JSON: what the catalogue stores, what `infopresse read` and the API print (`to_record`, `from_record`); and,
for engines, which read ten of them a page, the same in fewer bytes and without checks (`stored`, `restored`).
"""

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NoReturn, TypeVar

from indexer.releases import Certainty, Contact, Origin, Quotation, Release

_Item = TypeVar("_Item")
_STORED_FORM = 1
_CERTAINTIES = {each.value: each for each in Certainty}
_decode = json.JSONDecoder().raw_decode
_encode, _encode_ascii = (
    json.JSONEncoder(ensure_ascii=is_ascii, check_circular=False, separators=(",", ":")).encode
    for is_ascii in (False, True)
)


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
        **_rare_record(release),
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
        **_rare(record),
    )


def stored(release: Release) -> bytes:
    """
    Return *release* as one JSON array in UTF-8: the number of this form, then the fields of `Release` in their order,
    each contact, quotation and origin an array too; those after `warnings` are left out together when all are empty.
    `restored` is the inverse.
    """
    values: list[Any] = [
        _STORED_FORM,
        release.id,
        release.source,
        release.format,
        release.title,
        release.subtitle,
        release.kind,
        release.place,
        release.date.isoformat() if release.date else None,
        release.embargo.isoformat() if release.embargo else None,
        release.issuer,
        release.language,
        _contact_values(release.contacts),
        release.lead,
        release.body,
        release.notes,
        release.boilerplate,
        release.headings,
        release.warnings,
    ]
    rare = [
        release.is_immediate,
        release.signature,
        _contact_values(release.third_parties),
        [(each.text, each.speaker, each.role) for each in release.quotations],
        release.links,
        [(each.field, each.place, each.certainty) for each in release.origins],
        release.other_forms,
        release.corrects,
        release.near_duplicates,
    ]
    values += rare if any(rare) else ()
    try:
        return _encode(values).encode()
    except UnicodeEncodeError:  # the name of a file may hold a byte that is no UTF-8
        return _encode_ascii(values).encode()


def restored(record: bytes) -> Release:
    """Return the release that `stored` was given. Nothing is checked: *record* must come from there."""
    values, _ = _decode(record.decode())
    _, id_, source, format_, title, subtitle, kind, place, date, embargo, issuer, language, contacts, *texts = values
    lead, body, notes, boilerplate, headings, warnings, *rare = texts
    return Release(
        id_,
        source,
        format_,
        title,
        subtitle,
        kind,
        place,
        datetime.date.fromisoformat(date) if date else None,
        datetime.datetime.fromisoformat(embargo) if embargo else None,
        issuer,
        language,
        _restored_contacts(contacts),
        lead,
        body,
        notes,
        boilerplate,
        tuple(headings),
        tuple(warnings),
        *_restored_rare(*rare) if rare else (),
    )


def _contact_values(contacts: Sequence[Contact]) -> list[tuple[Any, ...]]:
    return [(each.name, each.role, each.organisation, each.emails, each.phones) for each in contacts]


def _restored_contacts(values: Iterable[Any]) -> tuple[Contact, ...]:
    return tuple(
        [Contact(name, role, group, tuple(mails), tuple(phones)) for name, role, group, mails, phones in values]
    )


def _restored_rare(
    is_immediate: bool,
    signature: str | None,
    third_parties: Iterable[Any],
    quotations: Iterable[Any],
    links: Iterable[str],
    origins: Iterable[Any],
    other_forms: Iterable[str],
    corrects: str | None,
    near_duplicates: Iterable[str],
) -> tuple[Any, ...]:
    """Return the fields after `warnings` as `Release` takes them."""
    return (
        is_immediate,
        signature,
        _restored_contacts(third_parties),
        tuple([Quotation(*each) for each in quotations]),
        tuple(links),
        tuple([Origin(field, place, _CERTAINTIES[certainty]) for field, place, certainty in origins]),
        tuple(other_forms),
        corrects,
        tuple(near_duplicates),
    )


def _rare_record(release: Release) -> dict[str, Any]:
    """Return the fields after `warnings` as JSON values."""
    return {
        "is_immediate": release.is_immediate,
        "signature": release.signature,
        "third_parties": [contact_record(contact) for contact in release.third_parties],
        "quotations": [asdict(quotation) for quotation in release.quotations],
        "links": list(release.links),
        "origins": [asdict(origin) for origin in release.origins],
        "other_forms": list(release.other_forms),
        "corrects": release.corrects,
        "near_duplicates": list(release.near_duplicates),
    }


def _rare(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of `_rare_record` as `Release` takes them. Raises ValueError, naming the field."""
    return {
        "is_immediate": record.get("is_immediate") is True,
        "signature": _text(record, "signature"),
        "third_parties": tuple(_contact(each) for each in _list(record, "third_parties", dict)),
        "quotations": tuple(_quotation(each) for each in _list(record, "quotations", dict)),
        "links": _list(record, "links", str),
        "origins": tuple(_origin(each) for each in _list(record, "origins", dict)),
        "other_forms": _list(record, "other_forms", str),
        "corrects": _text(record, "corrects"),
        "near_duplicates": _list(record, "near_duplicates", str),
    }


def _quotation(record: Mapping[str, Any]) -> Quotation:
    words = _text(record, "text") or _refuse("text", record.get("text"), "a text")
    return Quotation(words, _text(record, "speaker"), _text(record, "role"))


def _origin(record: Mapping[str, Any]) -> Origin:
    return Origin(
        _text(record, "field") or "", _text(record, "place") or "", Certainty(_text(record, "certainty") or "sure")
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
