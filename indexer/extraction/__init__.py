"""One document -> one release. What only a whole archive can tell is the affair of `indexer.archive`."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from indexer.analysis.folding import fold_text
from indexer.blocks import Block, Document
from indexer.extraction.bodies import text_of
from indexer.extraction.boilerplates import boilerplate_text, named_in_headings
from indexer.extraction.contacts import read_contacts
from indexer.extraction.datelines import take_dateline
from indexer.extraction.doubts import doubts_about
from indexer.extraction.embargoes import find_embargo
from indexer.extraction.furniture import without_furniture
from indexer.extraction.issuers import find_issuer
from indexer.extraction.kinds import take_kind
from indexer.extraction.languages import detect_language, find_language
from indexer.extraction.sections import Run, Section, split_sections
from indexer.extraction.titles import take_headline
from indexer.records import from_record
from indexer.releases import Contact, Release

VERSION = 2
"""Changes whenever the same document would give another release: the archive's files are then read again."""


def release(document: Document, *, release_id: str, source: str, format: str) -> Release:  # noqa: A002 (the field's name)
    """Return the release in *document*, under the name *release_id*. What the document does not say is None."""
    if document.record is not None:
        return _restored(document.record, release_id, source, format)
    metadata = document.metadata
    blocks = without_furniture(document.blocks)
    kind, below_kind = take_kind(blocks, metadata)
    dateline, below_dateline = take_dateline(below_kind, metadata)
    headline, below = take_headline(below_dateline, metadata, top=_top(blocks, below_dateline))
    runs = split_sections(below)
    described = named_in_headings(runs)
    contacts = _contacts(runs, described)
    embargo, embargo_doubts = _embargo(metadata)
    body, headings = text_of(_blocks(runs, Section.BODY))
    found = Release(
        id=release_id,
        source=source,
        format=format,
        title=headline.title,
        subtitle=headline.subtitle,
        kind=kind or dateline.kind,
        place=dateline.place,
        date=dateline.date,
        embargo=embargo,
        issuer=find_issuer(metadata, described, contacts),
        language=find_language(metadata),
        contacts=contacts,
        lead=headline.lead,
        body=body,
        notes=text_of(_blocks(runs, Section.NOTES))[0],
        boilerplate=boilerplate_text(runs),
        headings=headings,
    )
    return replace(
        found,
        language=found.language or detect_language(_prose(found)),
        warnings=(*document.warnings, *doubts_about(found, dateline), *embargo_doubts),
    )


def _restored(record: Mapping[str, object], release_id: str, source: str, format_: str) -> Release:
    """Return the release that was exported as *record*; one that cannot be read says so instead of failing."""
    try:
        return replace(from_record(record), id=release_id, source=source)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Release(release_id, source, format_, warnings=(f"The exported record cannot be read: {error!r}.",))


def _top(blocks: Sequence[Block], below: Sequence[Block]) -> int | None:
    """Return how many blocks stand above the kind or the dateline, whichever is first; None without any."""
    for number, block in enumerate(blocks):
        if number >= len(below) or below[number] is not block:
            return number
    return None


def _prose(found: Release) -> str:
    """Return what a release says in its own language: no names, no addresses."""
    return "\n".join(filter(None, (found.title, found.subtitle, found.lead, found.body, found.notes)))


def _contacts(runs: Sequence[Run], described: Sequence[str]) -> tuple[Contact, ...]:
    sections = [run for run in runs if run.section is Section.CONTACTS]
    organisations = {fold_text(name) for name in described}
    found = (read_contacts([block.text for block in run.blocks], organisations) for run in sections)
    return tuple(dict.fromkeys(contact for contacts in found for contact in contacts))


def _embargo(metadata: Mapping[str, str]) -> tuple[datetime.datetime | None, tuple[str, ...]]:
    try:
        return find_embargo(metadata), ()
    except ValueError:
        return None, (f"The embargo {metadata['embargo']!r} is not understood: write it as 2024-05-03T08:00.",)


def _blocks(runs: Sequence[Run], section: Section) -> list[Block]:
    return [block for run in runs if run.section is section for block in run.blocks]
