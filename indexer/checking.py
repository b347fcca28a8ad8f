"""
The health of an archive: what a person should look at, file by file, and what to do about it. Reads, never writes.

    survey      one look at a folder: its releases, the files that cannot be read, the files of equal bytes
    findings    what is wrong in a survey; pure
    check       both, as a report
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from indexer import readers
from indexer.archive.changes import Named
from indexer.archive.deciding import NO_DECISIONS, Decisions, read_decisions
from indexer.archive.files import FoundFile, digest, found_files
from indexer.archive.people import Register, mentions_of, register
from indexer.archive.resembling import possible_same, possible_several
from indexer.archive.resolving import resolve
from indexer.errors import NotARelease, ReadError
from indexer.extraction.doubts import TWO_DATES
from indexer.extraction.kinds import is_only_kind
from indexer.readers import reasons
from indexer.readers.mojibake import MENDED
from indexer.reading import Reader
from indexer.records import from_record
from indexer.releases import Release

Follow = Callable[[Sequence[FoundFile]], Iterable[FoundFile]]
"""Hands on what it is given, one by one: the command line shows its progress that way."""

# An issuer says a paragraph or two about itself: less than it has to tell.
_TALKATIVE = 2
# In a folder, releases without contacts that are told one by one.
_FEW = 3


class Concern(StrEnum):
    """What may be wrong; the values are names in JSON, in the order in which they are told."""

    EMPTY_FILE = "empty-file"
    SCAN = "scan"
    UNREADABLE = "unreadable"
    EMPTY_BODY = "empty-body"
    SUSPICIOUS_SPLIT = "suspicious-split"
    TWO_DATES = "two-dates"
    NO_DATE = "no-date"
    DOUBT = "doubt"
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near-duplicate"
    ONE_PERSON = "one-person"
    SEVERAL_PEOPLE = "several-people"
    NO_CONTACT = "no-contact"


ADVICE: Mapping[Concern, str] = {
    Concern.EMPTY_FILE: "delete it, or put the text back from a copy",
    Concern.SCAN: "let a program for character recognition (OCR) add a layer of text",
    Concern.UNREADABLE: "open it with the program that made it, and save it again",
    Concern.EMPTY_BODY: "see whether its text is an image, or stands in another file",
    Concern.SUSPICIOUS_SPLIT: "see whether it holds two releases, or lacks a heading",
    Concern.TWO_DATES: "correct the wrong one of the two dates",
    Concern.NO_DATE: "write « Ville, le 3 mai 2024 » below the kind, or a date in the metadata",
    Concern.DOUBT: "compare it with what `infopresse read` prints of it",
    Concern.DUPLICATE: "keep one of these files",
    Concern.NEAR_DUPLICATE: "keep one, or write « Rectificatif » at the top of the one that corrects the other",
    Concern.ONE_PERSON: "if it is one person, write « Name = Other name » in .infopresse/personnes.txt",
    Concern.SEVERAL_PEOPLE: "if these are several people, part them in .infopresse/personnes.txt",
    Concern.NO_CONTACT: "nothing, if the release never named one",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing that may be wrong: in which files (paths below the archive's root), what exactly, what to do, and whether
    a person has to look at it.
    """

    concern: Concern
    paths: tuple[str, ...]
    detail: str
    advice: str
    needs_person: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """
    One look at a folder: the number of its files, the resolved releases, the files that cannot be read, and the sources
    of the others by the hash of their bytes; and what people decided.
    """

    files: int
    releases: tuple[Release, ...]
    failed: tuple[Named, ...] = ()
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decisions: Decisions = NO_DECISIONS


@dataclass(frozen=True, slots=True)
class HealthReport:
    """What was looked at, in numbers; what was found; and how long it took in seconds."""

    files: int
    releases: int
    findings: tuple[Finding, ...]
    seconds: float

    @property
    def needs_person(self) -> bool:
        """Whether a person has to look at something."""
        return any(finding.needs_person for finding in self.findings)


def check(folder: Path, *, state: Path | None = None, follow: Follow = iter) -> HealthReport:
    """
    Return what a person should look at in *folder*; decisions are read in the folder *state*, see `deciding`.

    Raises `SettingsError` for a folder that cannot be listed and for decisions that are not understood.
    """
    start = time.perf_counter()
    surveyed = survey(folder, read_decisions(folder, state), follow=follow)
    found = findings(surveyed)
    return HealthReport(surveyed.files, len(surveyed.releases), found, round(time.perf_counter() - start, 3))


def survey(folder: Path, decisions: Decisions = NO_DECISIONS, *, follow: Follow = iter) -> Survey:
    """Read every file of *folder* that can be. Raises `SettingsError` when a folder cannot be listed."""
    files = [file for file in found_files(folder) if readers.is_supported(file.path)]
    extracted: list[Release] = []
    failed: list[Named] = []
    sources: dict[str, list[str]] = defaultdict(list)
    with Reader() as reader:
        for file in follow(files):
            try:
                extracted += (from_record(record) for _, record in reader.read(file.path, file.source))
                sources[digest(file.path)].append(file.source)
            except NotARelease:
                continue
            except ReadError as error:
                failed.append(Named(file.source, error.reason))
    equal = {each: tuple(sorted(paths)) for each, paths in sources.items()}
    return Survey(len(files), resolve(extracted, decisions), tuple(failed), equal, decisions)


def findings(surveyed: Survey) -> tuple[Finding, ...]:
    """Return what a person should look at, by concern, then by path."""
    found = (
        *_of_files(surveyed),
        *_of_pairs(surveyed),
        *(finding for release in surveyed.releases for finding in _of_release(release)),
        *_of_contacts(surveyed.releases),
        *_of_people(surveyed),
    )
    order = {concern: number for number, concern in enumerate(Concern)}
    return tuple(sorted(found, key=lambda each: (order[each.concern], each.paths, each.detail)))


def _of_files(surveyed: Survey) -> Iterator[Finding]:
    for failure in surveyed.failed:
        yield _finding(_FAILURES.get(failure.reason, Concern.UNREADABLE), [failure.path], failure.reason)
    for paths in surveyed.sources.values():
        if len(paths) > 1:
            yield _finding(Concern.DUPLICATE, paths, "the same bytes")


_FAILURES: Mapping[str, Concern] = {
    reasons.EMPTY: Concern.EMPTY_FILE,
    reasons.NO_TEXT: Concern.EMPTY_BODY,
    reasons.SCAN: Concern.SCAN,
    reasons.UNNAMED_LETTERS: Concern.SCAN,
}


def _of_pairs(surveyed: Survey) -> Iterator[Finding]:
    """Yield the releases that say nearly the same, once for each pair; those of equal bytes are told as such."""
    by_id = {release.id: release for release in surveyed.releases}
    equal = {source: paths for paths in surveyed.sources.values() for source in paths}
    for release in surveyed.releases:
        for other in (by_id[each] for each in release.near_duplicates if each > release.id):
            is_told = other.source in equal.get(release.source, ()) or _is_correction(release, other)
            if not is_told:
                yield _finding(Concern.NEAR_DUPLICATE, [release.source, other.source], "nearly the same text")


def _is_correction(one: Release, other: Release) -> bool:
    return one.corrects == other.id or other.corrects == one.id


def _of_release(release: Release) -> Iterator[Finding]:
    """Yield what is wrong with one release by itself."""
    path = [release.source]
    if not (release.body or release.lead):
        yield _finding(Concern.EMPTY_BODY, path, "no text but what stands around one")
    for detail in _splits(release):
        yield _finding(Concern.SUSPICIOUS_SPLIT, path, detail)
    if release.date is None:
        yield _finding(Concern.NO_DATE, path, "no date in its text or its metadata")
    for warning in release.warnings:
        yield _finding(_of_warning(warning), path, warning)


def _of_warning(warning: str) -> Concern:
    if warning.startswith(TWO_DATES):
        return Concern.TWO_DATES
    return Concern.SCAN if warning.endswith(reasons.PICTURE_PAGE) else Concern.DOUBT


def _splits(release: Release) -> Iterator[str]:
    """Yield why the zones of *release* look wrongly parted."""
    kinds = [line.strip() for line in release.body.split("\n") if is_only_kind(line)]
    if kinds:
        yield f"« {kinds[0]} » stands inside the text: two releases in one file?"
    told = len(release.lead) + len(release.body)
    if told and len(release.boilerplate) > _TALKATIVE * told:
        yield "what the issuer says of itself is more than twice as long as the text"


def _of_contacts(releases: Iterable[Release]) -> Iterator[Finding]:
    """Yield the releases that name no contact: each for itself, or together where a folder holds many."""
    folders: dict[str, list[Release]] = defaultdict(list)
    for release in releases:
        folders[release.source.rpartition("/")[0]].append(release)
    for found in folders.values():
        silent = [release for release in found if not release.contacts]
        paths = sorted({release.source for release in silent})
        if len(paths) > _FEW:
            detail = f"{len(silent)} of the folder's {len(found)} releases name nobody to write to or call"
            yield _finding(Concern.NO_CONTACT, paths, detail)
        else:
            yield from (_finding(Concern.NO_CONTACT, [path], "nobody to write to or call") for path in paths)


def _of_people(surveyed: Survey) -> Iterator[Finding]:
    mentions = (mention for release in surveyed.releases for mention in mentions_of(release))
    people = register(mentions, surveyed.decisions.people)
    sources = _sources_by_name(people, surveyed.releases)
    for same in possible_same(people, surveyed.decisions.people):
        paths = sources[same.name] | sources[same.other]
        yield _finding(Concern.ONE_PERSON, sorted(paths), f"« {same.name} » and « {same.other} »: {same.why}")
    for several in possible_several(people, surveyed.decisions.people):
        circles = " / ".join(", ".join((*circle.organisations, *circle.emails)) for circle in several.circles)
        yield _finding(Concern.SEVERAL_PEOPLE, sorted(sources[several.name]), f"« {several.name} »: {circles}")


def _sources_by_name(people: Register, releases: Iterable[Release]) -> Mapping[str, set[str]]:
    """Return the files that name each person."""
    source_of = {release.id: release.source for release in releases}
    sources: dict[str, set[str]] = defaultdict(set)
    for person in people.people:
        sources[person.name] |= {source_of[each] for each in person.release_ids}
    return sources


def _finding(concern: Concern, paths: Sequence[str], detail: str) -> Finding:
    is_news_only = concern is Concern.NO_CONTACT or detail == MENDED
    return Finding(concern, tuple(paths), detail, ADVICE[concern], needs_person=not is_news_only)
