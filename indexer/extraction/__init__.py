"""One document -> one release. What only a whole archive can tell is the affair of `indexer.archive`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from indexer.analysis.folding import fold_text
from indexer.blocks import Block, Document
from indexer.extraction.bodies import text_of
from indexer.extraction.boilerplates import boilerplate_text, by_mention, named_in_headings
from indexer.extraction.contacts import headed, read_contacts
from indexer.extraction.covers import without_cover
from indexer.extraction.datelines import take_dateline
from indexer.extraction.doubts import doubts_about
from indexer.extraction.embargoes import read_embargo
from indexer.extraction.furniture import without_furniture
from indexer.extraction.headlines import take_headline
from indexer.extraction.issuers import find_issuer
from indexer.extraction.kinds import take_kind
from indexer.extraction.languages import find_language, language_of
from indexer.extraction.links import find_links
from indexer.extraction.notices import take_notice
from indexer.extraction.quotations import find_quotations
from indexer.extraction.regions import find_region
from indexer.extraction.section_headings import Section
from indexer.extraction.sections import Run, split_sections
from indexer.extraction.signatures import take_signature
from indexer.extraction.third_parties import find_third_parties, parted
from indexer.extraction.titles import Borders
from indexer.records import from_record
from indexer.releases import Certainty, Contact, Origin, Release

VERSION = 5
"""Changes whenever the same document would give another release: the archive's files are then read again."""


def release(document: Document, *, release_id: str, source: str, format: str) -> Release:  # noqa: A002 (the field's name)
    """Return the release in *document*, under the name *release_id*. What the document does not say is None."""
    if document.record is not None:
        return _restored(document.record, release_id, source, format)
    metadata = document.metadata
    blocks = without_cover(without_furniture(document.blocks))
    notice, below_notice = take_notice(blocks, metadata, document.margins)
    kind, below_kind = take_kind(below_notice, metadata, document.margins)
    dateline, below_dateline = take_dateline(below_kind, metadata, document.margins, kind)
    headline, below = take_headline(below_dateline, metadata, Borders(kind.number, dateline.number, kind.above))
    region = find_region(dateline.place, (block.text for block in document.blocks))
    signature, signed = take_signature(split_sections(below, region))
    runs = by_mention(signed, filter(None, (headline.title, headline.subtitle, headline.lead)))
    described = named_in_headings(runs)
    contacts = _contacts(runs, described, region)
    embargo = read_embargo(notice, metadata, dateline.date)
    issuer, issuer_origin = find_issuer(metadata, described, headline.letterhead, contacts)
    body, headings = text_of(_blocks(runs, Section.BODY))
    found = Release(
        id=release_id,
        source=source,
        format=format,
        title=headline.title,
        subtitle=headline.subtitle,
        kind=kind.kind,
        place=dateline.place,
        date=dateline.date,
        embargo=embargo.instant,
        issuer=issuer,
        language=find_language(metadata),
        contacts=contacts,
        lead=headline.lead,
        body=body,
        notes=text_of(_blocks(runs, Section.NOTES))[0],
        boilerplate=boilerplate_text(runs),
        headings=headings,
        is_immediate=notice.is_immediate,
        signature=signature.text,
        third_parties=_third_parties(runs, contacts, described, region),
        quotations=find_quotations([*headline.lead.split("\n\n"), *_texts(runs, Section.BODY)]),
        links=find_links((block.text for block in document.blocks), document.links),
    )
    language = language_of(found.language, _prose(found))
    origins = (kind.origin, *dateline.origins, *headline.origins, embargo.origin, issuer_origin, signature.origin)
    return replace(
        found,
        language=language,
        origins=(*filter(None, origins), *_other_origins(found, language)),
        warnings=(*document.warnings, *doubts_about(found, dateline), *embargo.warnings),
    )


def _restored(record: Mapping[str, object], release_id: str, source: str, format_: str) -> Release:
    """Return the release that was exported as *record*; one that cannot be read says so instead of failing."""
    try:
        return replace(from_record(record), id=release_id, source=source)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Release(release_id, source, format_, warnings=(f"The exported record cannot be read: {error!r}.",))


def _other_origins(found: Release, language: str | None) -> tuple[Origin, ...]:
    """Return where those fields of *found* were read that are found by the sections of the text."""
    origins = []
    if language and found.language == language:
        origins.append(Origin("language", "metadata"))
    elif language:
        origins.append(Origin("language", "words of the text", Certainty.LIKELY))
    if found.contacts:
        origins.append(Origin("contacts", "section of contacts"))
    if found.boilerplate:
        origins.append(Origin("boilerplate", "section below its heading"))
    return tuple(origins)


def _prose(found: Release) -> str:
    """Return what a release says in its own language: no names, no addresses."""
    return "\n".join(filter(None, (found.title, found.subtitle, found.lead, found.body, found.notes)))


def _contacts(runs: Sequence[Run], described: Sequence[str], region: str) -> tuple[Contact, ...]:
    sections = [run for run in runs if run.section is Section.CONTACTS]
    organisations = {fold_text(name) for name in described}
    texts = (headed(run.heading, parted([block.text for block in run.blocks], region)[0]) for run in sections)
    found = (read_contacts(each, organisations, region) for each in texts)
    return tuple(dict.fromkeys(contact for contacts in found for contact in contacts))


def _third_parties(
    runs: Sequence[Run], contacts: Sequence[Contact], described: Sequence[str], region: str
) -> tuple[Contact, ...]:
    texts: list[str] = []
    for run in runs:
        blocks = [block.text for block in run.blocks]
        texts += parted(blocks, region)[1] if run.section is Section.CONTACTS else blocks
    return find_third_parties(texts, contacts, {fold_text(name) for name in described}, region)


def _texts(runs: Sequence[Run], section: Section) -> list[str]:
    return [block.text for block in _blocks(runs, section)]


def _blocks(runs: Sequence[Run], section: Section) -> list[Block]:
    return [block for run in runs if run.section is section for block in run.blocks]
