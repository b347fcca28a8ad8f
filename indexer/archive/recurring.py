"""
Recurring paragraphs: what an issuer says of itself in release after release, with a heading or without any.

    standing_texts   which paragraphs of the archive are boilerplate, whatever zone they were read in
    moved            a release with those of its paragraphs in its boilerplate

A paragraph is boilerplate wherever it stands when one release has it below « À propos de ... »; and, without any
heading, when it recurs in three releases of one issuer or folder that are not versions of one text, and stands at the
border of theirs or reads as if it described somebody. « Une conférence de presse se tiendra ... » inside three texts
stays there.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from posixpath import dirname

import numpy as np
from numpy.typing import NDArray

from indexer.archive.facts import Facts, Mark, paragraphs_of
from indexer.archive.fingerprints import Sample, fingerprint
from indexer.archive.names import name_key
from indexer.releases import Certainty, Origin, Release

ORIGIN = Origin("boilerplate", "recurring in the archive", Certainty.LIKELY)

FEWEST = 3
"""Releases that have to hold a paragraph without any heading."""

_ANOTHER_TEXT = 0.5
"""Resemblance (see `fingerprints`) below which two releases count as two texts; the paragraph itself left out."""

_HEADED, _BORDER, _STANDING, _LONG = (np.uint8(mark) for mark in (Mark.HEADED, Mark.BORDER, Mark.STANDING, Mark.LONG))

_MOST_LOOKED_AT = 60
"""Releases among which as many as FEWEST different ones are looked for."""


def standing_texts(facts: Sequence[Facts]) -> NDArray[np.uint64]:
    """Return the fingerprints of the paragraphs that are boilerplate in this archive, ascending."""
    if not facts:
        return np.empty(0, np.uint64)
    paragraphs = np.concatenate([each.paragraphs for each in facts])
    marks = np.concatenate([each.marks for each in facts])
    releases = np.repeat(np.arange(len(facts)), [len(each.paragraphs) for each in facts])
    headed = np.unique(paragraphs[(marks & _HEADED) != 0])
    others = ~np.isin(paragraphs, headed)
    unheaded = [
        number
        for number, holders in _repeated(paragraphs[others], marks[others], releases[others])
        if _is_of_one_issuer(number, [facts[holder] for holder in holders])
    ]
    return np.union1d(headed, np.array(unheaded, np.uint64))


def held(facts: Sequence[Facts], standing: NDArray[np.uint64]) -> list[tuple[int, ...]]:
    """Return, of each release, the numbers of its paragraphs that are boilerplate, in whatever zone they were read."""
    if not len(standing):
        return [()] * len(facts)
    paragraphs = np.concatenate([each.paragraphs for each in facts])
    places = np.minimum(np.searchsorted(standing, paragraphs), len(standing) - 1)
    found = standing[places] == paragraphs
    ends = np.cumsum([len(each.paragraphs) for each in facts]).tolist()
    numbers = np.flatnonzero(found).tolist()
    cuts = np.searchsorted(numbers, [0, *ends]).tolist()
    return [
        tuple(number - start for number in numbers[first:last])
        for start, (first, last) in zip([0, *ends], pairwise(cuts), strict=False)
    ]


def moved(release: Release, fingerprints: Collection[int]) -> Release:
    """
    Return *release* with its paragraphs of these *fingerprints* in the boilerplate, behind what was read there.

    A heading that is left without text goes with them. A release that would keep no text at all stays as it is.
    """
    lead = [_is_one_of(text, fingerprints) for text in paragraphs_of(release.lead)]
    notes = [_is_one_of(text, fingerprints) for text in paragraphs_of(release.notes)]
    body = _with_headings([_is_one_of(text, fingerprints) for text in paragraphs_of(release.body)], release.headings)
    if not any((*lead, *body, *notes)) or all((*lead, *body)):
        return release
    zones = ((release.lead, lead), (release.body, body), (release.notes, notes))
    known = set(paragraphs_of(release.boilerplate))
    leaving = (text for zone, moves in zones for text in _kept(zone, moves, moving=True))
    added = dict.fromkeys(text for text in leaving if text not in known)
    return replace(
        release,
        lead=_text(release.lead, lead),
        body=_text(release.body, body),
        notes=_text(release.notes, notes),
        boilerplate="\n\n".join(filter(None, (release.boilerplate, *added))),
        headings=_renumbered(release.headings, body),
        origins=(*release.origins, ORIGIN),
    )


def _repeated(
    paragraphs: NDArray[np.uint64], marks: NDArray[np.uint8], releases: NDArray[np.int64]
) -> Iterator[tuple[int, list[int]]]:
    """Yield each paragraph that may be boilerplate without a heading, with the numbers of the releases that hold it."""
    if not len(paragraphs):
        return
    order = np.argsort(paragraphs, kind="stable")
    paragraphs, marks, releases = paragraphs[order], marks[order], releases[order]
    starts = np.flatnonzero(np.diff(paragraphs, prepend=paragraphs[:1] ^ np.uint64(1)) != 0)
    sizes = np.diff(np.append(starts, len(paragraphs)))
    at_border = 2 * np.add.reduceat((marks & _BORDER) != 0, starts, dtype=np.int64) >= sizes
    first = marks[starts]
    may_be = (sizes >= FEWEST) & (((first & _STANDING) != 0) | (at_border & ((first & _LONG) != 0)))
    for start, size in zip(starts[may_be].tolist(), sizes[may_be].tolist(), strict=True):
        holders = sorted(set(releases[start : start + size].tolist()))
        if len(holders) >= FEWEST:
            yield int(paragraphs[start]), holders


def _is_of_one_issuer(number: int, holders: Sequence[Facts]) -> bool:
    """Say whether enough different releases of one issuer, or of one folder, hold the paragraph *number*."""
    groups: dict[tuple[str, str], list[Facts]] = {}
    for each in holders:
        groups.setdefault(("folder", dirname(each.place.source)), []).append(each)
        if each.issuer:
            groups.setdefault(("issuer", name_key(each.issuer)), []).append(each)
    return any(_are_different(number, group) for group in groups.values())


def _are_different(number: int, group: Sequence[Facts]) -> bool:
    if len(group) < FEWEST:
        return False
    found: list[Sample] = []
    for each in sorted(group, key=lambda facts: facts.place)[:_MOST_LOOKED_AT]:
        sample = each.sketch.sample(np.flatnonzero(each.paragraphs == number).tolist())
        if sample.hashes and all(sample.resemblance(other) < _ANOTHER_TEXT for other in found):
            found.append(sample)
        if len(found) == FEWEST:
            return True
    return False


def _is_one_of(text: str, fingerprints: Collection[int]) -> bool:
    return fingerprint(text) in fingerprints


def _with_headings(moves: Sequence[bool], headings: Iterable[int]) -> list[bool]:
    """Return *moves* with each heading whose text is all moved, and there is some."""
    together = list(moves)
    ends = [*sorted(headings), len(moves)]
    for start, end in pairwise(ends):
        if end > start + 1 and all(moves[start + 1 : end]):
            together[start] = True
    return together


def _kept(text: str, moves: Sequence[bool], *, moving: bool = False) -> list[str]:
    return [each for each, move in zip(paragraphs_of(text), moves, strict=True) if move is moving]


def _text(text: str, moves: Sequence[bool]) -> str:
    return "\n\n".join(_kept(text, moves))


def _renumbered(headings: Iterable[int], moves: Sequence[bool]) -> tuple[int, ...]:
    return tuple(number - sum(moves[:number]) for number in headings if not moves[number])
