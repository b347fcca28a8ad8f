"""Facts <-> values of the catalogue: arrays as bytes, least significant byte first; all else as JSON."""

import datetime
import json
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.archive.facts import Facts
from indexer.archive.fingerprints import Sketch
from indexer.archive.identity import Place
from indexer.releases import Certainty, Contact

Kept = tuple[bytes, bytes, bytes, bytes, str, str]
"""Paragraphs, their marks, hashes of the sketch, their paragraphs, contacts, what else the release states."""


def stored_facts(facts: Facts) -> Kept:
    """Return *facts*, but for the place and the wanted id, as values of the catalogue."""
    contacts = [(each.name, each.role, each.organisation, each.emails, each.phones) for each in facts.contacts]
    stated = (
        facts.issuer,
        facts.issuer_certainty,
        facts.date.toordinal() if facts.date else None,
        facts.fields,
        facts.words,
        facts.figures,
        facts.title_figures,
        facts.is_correction,
        facts.embargo.isoformat() if facts.embargo else None,
    )
    return (
        _bytes(facts.paragraphs, "<u8"),
        _bytes(facts.marks, "<u1"),
        _bytes(facts.sketch.hashes, "<u4"),
        _bytes(facts.sketch.paragraphs, "<u2"),
        json.dumps(contacts),
        json.dumps(stated),
    )


def restored_facts(
    place: Place, wanted: str, paragraphs: bytes, marks: bytes, hashes: bytes, hashed: bytes, contacts: str, stated: str
) -> Facts:
    """Return the facts that `stored_facts` was given."""
    issuer, certainty, date, fields, words, figures, title_figures, is_correction, embargo = json.loads(stated)
    return Facts(
        place=place,
        wanted=wanted,
        paragraphs=np.frombuffer(paragraphs, "<u8"),
        marks=np.frombuffer(marks, "<u1"),
        sketch=Sketch(np.frombuffer(hashes, "<u4"), np.frombuffer(hashed, "<u2")),
        issuer=issuer,
        issuer_certainty=Certainty(certainty),
        contacts=_contacts(contacts),
        date=datetime.date.fromordinal(date) if date else None,
        fields=fields,
        words=words,
        figures=figures,
        title_figures=title_figures,
        is_correction=is_correction,
        embargo=datetime.datetime.fromisoformat(embargo) if embargo else None,
    )


@lru_cache(maxsize=4096)
def _contacts(text: str) -> tuple[Contact, ...]:
    """Return the contacts in *text*; an archive names the same ones in most of its releases."""
    return tuple(
        Contact(name, role, organisation, tuple(emails), tuple(phones))
        for name, role, organisation, emails, phones in json.loads(text)
    )


def _bytes(values: NDArray[np.integer[Any]], layout: str) -> bytes:
    return values.astype(layout).tobytes()
