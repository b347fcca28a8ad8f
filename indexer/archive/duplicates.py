"""
Releases that are nearly the same text, and which of them corrects which.

Two releases of one layout about two events are not the same, however alike they read: they are months apart, or differ
in the figures of their titles, or in most figures of their texts. What recurs in the archive is left out beforehand.
(Of the real releases, the announcements of two revisions of one distribution resemble each other by up to 0.98.)
"""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from indexer.archive.facts import Facts
from indexer.archive.texts import Texts

NEAR = 0.6
"""Resemblance from which two texts are nearly the same."""

CORRECTED = 0.4
"""Resemblance that is enough where one of them says that it corrects: a correction may be long."""

_FARTHEST = datetime.timedelta(days=45)
"""Time within which a release is published again; annual releases repeat themselves too, but later."""

_SAME_FIGURES = 0.5
"""Part of the figures of two texts that both have, from which they are about the same event."""

_CORRECTED_FIGURES = 2
"""Figures of one text or the other that may differ however few there are: one date, corrected."""

_LEAST = 12
"""How many of its least hashes lead from a text to others. Of pairs that resemble by NEAR, 3 in 10,000 do not meet."""

_CROWD = 100
"""Texts that share a hash from which on it leads nowhere: a known limit, so that no archive takes quadratic time."""

Pairs = Mapping[tuple[int, int], float]
"""Resemblances of pairs of releases, by their numbers, the lower one first."""


def near_pairs(facts: Sequence[Facts], texts: Texts) -> Pairs:
    """Return the pairs of releases that resemble by CORRECTED or more and are not months apart."""
    met = (pair for pair in texts.meetings(_LEAST, _CROWD) if _are_close(facts[pair[0]], facts[pair[1]]))
    found = {pair: texts.resemblance(*pair) for pair in met}
    return {pair: value for pair, value in found.items() if value >= CORRECTED}


def neighbours(facts: Sequence[Facts], pairs: Pairs) -> Mapping[int, tuple[int, ...]]:
    """Return, of each release that has any, those that are nearly the same and about the same event."""
    found: dict[int, list[int]] = {}
    for (one, other), value in pairs.items():
        if value >= NEAR and _tell_one_event(facts[one], facts[other]):
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
    return {number: tuple(sorted(others)) for number, others in found.items()}


def corrections(facts: Sequence[Facts], issuers: Sequence[str | None], pairs: Pairs) -> Mapping[int, int]:
    """
    Return, of each release that says that it corrects, the one of the same issuer that it does: of those about the
    same event the latest that is no later. Another correction can be meant only when it is earlier.
    """
    candidates: dict[int, list[int]] = {}
    for pair in pairs:
        for one, other in (pair, pair[::-1]):
            if facts[one].is_correction and _may_correct(facts, issuers, one, other):
                candidates.setdefault(one, []).append(other)
    return {number: _latest(facts, number, others) for number, others in candidates.items()}


def _are_close(one: Facts, other: Facts) -> bool:
    return one.date is None or other.date is None or abs(one.date - other.date) <= _FARTHEST


def _tell_one_event(one: Facts, other: Facts) -> bool:
    titles, others = set(one.title_figures.split()), set(other.title_figures.split())
    if one.is_correction or other.is_correction:
        return titles <= others or others <= titles
    return titles == others and _have_same_figures(one, other)


def _have_same_figures(one: Facts, other: Facts) -> bool:
    figures, others = set(one.figures.split()), set(other.figures.split())
    either, both = figures | others, figures & others
    return len(either - both) <= _CORRECTED_FIGURES or len(both) >= _SAME_FIGURES * len(either)


def _may_correct(facts: Sequence[Facts], issuers: Sequence[str | None], one: int, other: int) -> bool:
    if issuers[one] != issuers[other]:
        return False
    if not _tell_one_event(facts[one], facts[other]):
        return False
    if issuers[one] is None and _folder(facts[one]) != _folder(facts[other]):
        return False
    date, earlier = facts[one].date, facts[other].date
    if facts[other].is_correction:
        return date is not None and earlier is not None and earlier < date
    return date is None or earlier is None or earlier <= date


def _latest(facts: Sequence[Facts], correction: int, numbers: Sequence[int]) -> int:
    def rank(number: int) -> tuple[bool, int, bool, int]:
        date = facts[number].date
        is_same = _have_same_figures(facts[correction], facts[number])
        return (is_same, date.toordinal() if date else 0, not facts[number].is_correction, -number)

    return max(numbers, key=rank)


def _folder(facts: Facts) -> PurePosixPath:
    return PurePosixPath(facts.place.source).parent
