"""
What the pass over the whole archive has to know of each release: little enough to be read for all of them at each run.

The catalogue keeps these facts beside the records, so that a run with one new file parses one record.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from indexer.archive.fingerprints import NOWHERE, Sketch, fingerprint, plain, sketch
from indexer.archive.identity import Place
from indexer.archive.names import name_key
from indexer.archive.rectifying import says_it_corrects
from indexer.archive.standing_texts import reads_as_standing
from indexer.releases import Certainty, Contact, Origin, Release

VERSION = 2
"""Changes whenever the same release would give other facts: the archive's files are then read again."""

_MOST_PARAGRAPHS = 10_000
_LONG_TEXT = 6
_LONG = 160
_MOST_FIGURES = 64
_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


SHARED = "shared in the archive"
"""Ends the place of an origin that the archive told."""

_UNSAID = Origin("issuer", "")


class Mark(IntFlag):
    """How a paragraph stands in its release."""

    HEADED = 1
    """Below the heading of a boilerplate."""
    BORDER = 2
    """First or last of its zone (see `_last`), below no heading: where an issuer puts what it says of itself."""
    STANDING = 4
    """Reads as if it described an issuer: see `standing_texts`."""
    LONG = 8
    """Longer than a call (« Suivez-nous sur ... »)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """
    One release as the pass sees it. *paragraphs* are the fingerprints of its longer paragraphs (uint64), of lead, body,
    notes and boilerplate in this order; *marks* (uint8) how each stands; *sketch* that of lead, body and notes.

    *issuer* is what was extracted; it is doubtful when it is only whom a contact works for, which may be an agency, or
    was told by another archive. *fields* counts what the release states, *words* are those of lead, body and notes:
    both tell the better of two forms. *figures* are numbers written in the release, *title_figures* those of its title,
    each with spaces between: two events of one kind differ in them. *is_correction* says that the release calls itself
    one.
    """

    place: Place
    wanted: str
    paragraphs: NDArray[np.uint64]
    marks: NDArray[np.uint8]
    sketch: Sketch
    issuer: str | None
    issuer_certainty: Certainty
    contacts: tuple[Contact, ...]
    date: datetime.date | None
    fields: int
    words: int
    figures: str
    title_figures: str
    is_correction: bool
    embargo: datetime.datetime | None = None


def facts_of(place: Place, wanted: str, release: Release) -> Facts:
    """Return the facts of *release*, as it was extracted from *place*; *wanted* is the id that it asks for."""
    fingerprints: list[int] = []
    marks: list[Mark] = []
    text: list[tuple[str, int]] = []
    for written, mark in _paragraphs(release):
        paragraph = plain(written)
        number = NOWHERE
        found = fingerprint(paragraph) if len(fingerprints) < _MOST_PARAGRAPHS else None
        if found is not None:
            number = len(fingerprints)
            fingerprints.append(found)
            marks.append(mark | _reading(paragraph))
        if Mark.HEADED not in mark:
            text.append((paragraph, number))
    title_figures = set(_FIGURE.findall(release.title or ""))
    figures = title_figures.union(*[_FIGURE.findall(paragraph) for paragraph, _ in text])
    return Facts(
        place=place,
        wanted=wanted,
        paragraphs=np.array(fingerprints, np.uint64),
        marks=np.array(marks, np.uint8),
        sketch=sketch(text),
        issuer=release.issuer,
        issuer_certainty=_issuer_certainty(release),
        contacts=release.contacts,
        date=release.date,
        fields=_fields(release),
        words=sum(len(paragraph.split()) for paragraph, _ in text),
        figures=" ".join(sorted(figures)[:_MOST_FIGURES]),
        title_figures=" ".join(sorted(title_figures)),
        is_correction=says_it_corrects(release),
        embargo=release.embargo,
    )


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of the text of a zone."""
    return text.split("\n\n") if text else []


def _paragraphs(release: Release) -> Iterator[tuple[str, Mark]]:
    """Yield every paragraph with where it stands; headings and lists are never at the border."""
    body = paragraphs_of(release.body)
    prose = [number for number, text in enumerate(body) if number not in release.headings and not _is_list(text)]
    lead = paragraphs_of(release.lead)
    first = () if lead else prose[:1]
    border = {number for number in (*first, *_last(prose)) if number - 1 not in release.headings}
    for number, paragraph in enumerate(lead):
        yield paragraph, Mark.BORDER if number == 0 and not _is_list(paragraph) else Mark(0)
    for number, paragraph in enumerate(body):
        yield paragraph, Mark.BORDER if number in border else Mark(0)
    notes = paragraphs_of(release.notes)
    border = {*_last([number for number, text in enumerate(notes) if not _is_list(text)])}
    for number, paragraph in enumerate(notes):
        yield paragraph, Mark.BORDER if number in border else Mark(0)
    for paragraph in paragraphs_of(release.boilerplate):
        yield paragraph, Mark.HEADED


def _last(prose: Sequence[int]) -> Sequence[int]:
    """Return the last paragraphs of a text: two of a long one, since what an issuer says of itself may be two long."""
    return prose[-2:] if len(prose) >= _LONG_TEXT else prose[-1:]


def _reading(paragraph: str) -> Mark:
    mark = Mark.STANDING if reads_as_standing(paragraph) else Mark(0)
    return mark | Mark.LONG if len(paragraph) >= _LONG else mark


def _is_list(paragraph: str) -> bool:
    return paragraph.startswith("• ") or " | " in paragraph


def _issuer_certainty(release: Release) -> Certainty:
    origin = next((each for each in release.origins if each.field == "issuer"), _UNSAID)
    if release.issuer is None or origin.place.endswith(SHARED):
        return Certainty.DOUBTFUL
    if origin is not _UNSAID and origin.certainty is not Certainty.LIKELY:
        return origin.certainty
    key = name_key(release.issuer)
    employers = {name_key(each.organisation) for each in release.contacts if each.organisation}
    is_employer = key in employers and key not in name_key(release.boilerplate)
    return Certainty.DOUBTFUL if is_employer else origin.certainty


def _fields(release: Release) -> int:
    """Return how many things *release* states."""
    stated: Iterable[object] = (
        release.title,
        release.kind,
        release.place,
        release.date,
        release.embargo,
        release.issuer,
        release.boilerplate,
        *[contact.name for contact in release.contacts],
        *[address for contact in release.contacts for address in (*contact.emails, *contact.phones)],
    )
    return sum(1 for each in stated if each)
