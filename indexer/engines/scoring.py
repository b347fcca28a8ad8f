"""
How releases are scored: BM25F over zones, in steps that every engine can take exactly.

    worth(z, d)  = WEIGHT[z] / (1 - B + B * length(z, d) / USUAL_LENGTH[z])     of one occurrence, in 1/UNIT
    f(t, d)      = LEVELS[level(sum of worths of the occurrences of t in the zones searched)]
    idf          = ln(1 + (N - df + 0.5) / (df + 0.5))
    score(d)     = sum over leaves of idf * f * (K1 + 1) / (f + K1), plus EXACT_WEIGHT times the same of the exact words

Weights are applied to frequencies before saturation, and a sum of worths is rounded down to one of 255 levels, 4 %
apart: so an index keeps one byte for all zones of a term in a document. Usual lengths are constants, not the means of
an archive, so that a byte stays right when other releases come and go.

A leaf is one pseudo-term. Where it is one place with several alternatives, the f of the alternatives are added and the
sum is levelled again; where it is several places, an occurrence is a place where the sequence begins. N is the number
of releases that the index holds, df how many of them hold the leaf in its zones: deleted ones never count. A zone's
length is its number of words, stop words too, and one for each of its texts. A leaf's score is a multiple of
1/ROUNDING; a match scores at least that, and every engine adds the same integers.
Source: Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.6.
"""

import math
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from indexer.releases import Zone

K1 = 1.2
B = 0.5
EXACT_WEIGHT = 0.25
ROUNDING = 1024
"""Scores are multiples of 1 / ROUNDING, so that ties are the same in every engine."""

UNIT = 1 << 16
_STEPS_A_DOUBLING = 18
_LEAST = -8

LEVELS: npt.NDArray[np.int64] = np.array(
    [0, *(round(UNIT * 2 ** (step / _STEPS_A_DOUBLING + _LEAST)) for step in range(255))], np.int64
)
"""Weighted frequencies, in 1/UNIT, that a level stands for; level 0 is no occurrence."""

ZONE_WEIGHTS: Mapping[Zone, float] = {
    Zone.TITLE: 5.0,
    Zone.SUBTITLE: 2.0,
    Zone.LEAD: 1.5,
    Zone.BODY: 1.0,
    Zone.NOTES: 1.0,
    Zone.CONTACTS: 1.0,
    Zone.AFFILIATIONS: 1.0,
    Zone.BOILERPLATE: 1.0,
    Zone.PLACE: 1.0,
    Zone.ISSUER: 1.0,
}

USUAL_LENGTHS: Mapping[Zone, int] = {
    Zone.TITLE: 14,
    Zone.SUBTITLE: 16,
    Zone.LEAD: 60,
    Zone.BODY: 400,
    Zone.NOTES: 60,
    Zone.CONTACTS: 16,
    Zone.AFFILIATIONS: 10,
    Zone.BOILERPLATE: 80,
    Zone.PLACE: 2,
    Zone.ISSUER: 5,
}
"""Words of each zone of a usual release."""

SATURATED = tuple(f * (K1 + 1) / (f + K1) for f in (int(level) / UNIT for level in LEVELS))
"""What a frequency of each level adds to a score, before idf."""


@lru_cache(maxsize=1 << 14)
def worth(zone: Zone, length: int) -> int:
    """Return what one occurrence in *zone*, *length* words long, adds to a frequency, in 1/UNIT."""
    return max(1, round(UNIT * ZONE_WEIGHTS[zone] / (1 - B + B * length / USUAL_LENGTHS[zone])))


def worths(zone: Zone, lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the `worth` of an occurrence in *zone* for each of its *lengths*."""
    exact = UNIT * ZONE_WEIGHTS[zone] / (1 - B + B * lengths / USUAL_LENGTHS[zone])
    return np.maximum(1, np.rint(exact)).astype(np.int64)


def level(frequency: int) -> int:
    """Return the level of a weighted frequency in 1/UNIT: the highest that is not above it; 0 for none."""
    return max(1, int(np.searchsorted(LEVELS, frequency, side="right")) - 1) if frequency else 0


def levels(frequencies: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Return the level of each of *frequencies* (see `level`)."""
    found: npt.NDArray[np.uint8] = _levels_by_frequency()[np.minimum(frequencies, LEVELS[-1])]
    return found


@lru_cache(maxsize=1)
def _levels_by_frequency() -> npt.NDArray[np.uint8]:
    """Return the level of each frequency up to that of the last level: 4 MB, many times as fast as to search LEVELS."""
    found = np.repeat(np.arange(len(LEVELS), dtype=np.uint8), np.diff(LEVELS, append=LEVELS[-1] + 1))
    found[1 : LEVELS[1]] = 1
    return found


def idf(number: int, having: int) -> float:
    """Return the weight of a leaf that *having* of *number* releases hold."""
    return math.log1p((number - having + 0.5) / (having + 0.5))


def score(of_level: int, number: int, having: int) -> int:
    """Return the score of a matching leaf, in 1/ROUNDING."""
    return max(1, round(ROUNDING * idf(number, having) * SATURATED[of_level]))


def bonus(of_level: int, number: int, having: int) -> int:
    """Return what the exact words of a matching leaf add, in 1/ROUNDING; nothing for level 0."""
    return round(ROUNDING * EXACT_WEIGHT * idf(number, having) * SATURATED[of_level])
