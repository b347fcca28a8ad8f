"""
Numbers that stand for text, so that paragraphs and whole releases can be compared without being read again.

A *fingerprint* stands for one paragraph, whatever its case, accents, spaces and punctuation; a *sketch* for the text of
a release: the least hashes of its shingles (runs of four words inside one paragraph). The same text gives the same
numbers in every process and on every machine.
"""

import hashlib
import re
import zlib
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.folding import fold_text

SHORTEST = 80
"""Letters and digits below which a paragraph has no fingerprint: too many texts may say it."""

SKETCH_SIZE = 64
"""How many hashes a sketch keeps: a resemblance of one half is then told within 0.06 (one standard error)."""

NOWHERE = 0xFFFF
"""The number of the paragraph of a hash whose paragraph has no fingerprint."""

_SHINGLE = 4
_NO_LIMIT = 0xFFFFFFFF
_PLAIN = str.maketrans("’‘«»“”–—…•\u00a0\u202f\u2009", '\'\'""""--.*   ')
_NOISE = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")

Hashes = NDArray[np.uint32]
Numbers = NDArray[np.uint16]


class Sketch(NamedTuple):
    """
    The least hashes of a text (uint32, ascending, each once) and, of each, the number of its paragraph among those that
    have fingerprints (uint16), or `NOWHERE`.
    """

    hashes: Hashes
    paragraphs: Numbers

    def sample(self, left_out: Collection[int] = ()) -> "Sample":
        """Return the hashes of the paragraphs that are not *left_out*."""
        limit = int(self.hashes[-1]) if len(self.hashes) == SKETCH_SIZE else _NO_LIMIT
        if not left_out:
            return Sample(frozenset(self.hashes.tolist()), limit)
        pairs = zip(self.hashes.tolist(), self.paragraphs.tolist(), strict=True)
        return Sample(frozenset(each for each, paragraph in pairs if paragraph not in left_out), limit)


class Sample(NamedTuple):
    """All shingles of a text whose hashes are not above *limit*: of a short text, all there are."""

    hashes: frozenset[int]
    limit: int

    def resemblance(self, other: "Sample") -> float:
        """
        Return how much two texts have in common, from 0 to 1: Jaccard's index of their shingles, estimated.

        Source: Broder 1997, "On the resemblance and containment of documents".
        """
        limit = min(self.limit, other.limit)
        either = sum(each <= limit for each in self.hashes | other.hashes)
        return len(self.hashes & other.hashes) / either if either else 0.0


def plain(text: str) -> str:
    """
    Return *text* folded, with signs of ASCII: fingerprints and sketches are the same, and made without folding again.
    """
    return fold_text(text).translate(_PLAIN)


def fingerprint(paragraph: str) -> int | None:
    """Return the fingerprint of *paragraph*, from 0 to 2**64 - 1; None for a short one."""
    letters = _NOISE.sub("", fold_text(paragraph))
    if len(letters) < SHORTEST:
        return None
    return int.from_bytes(hashlib.blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def sketch(paragraphs: Sequence[tuple[str, int]]) -> Sketch:
    """Return the sketch of a text: its paragraphs, each with its number (see `Sketch`)."""
    parts = [(_shingles(text), number) for text, number in paragraphs]
    hashes = np.concatenate([np.empty(0, np.uint32), *(part for part, _ in parts)])
    numbers = np.concatenate(
        [np.empty(0, np.uint16), *(np.full(len(part), number, np.uint16) for part, number in parts)]
    )
    least, first = np.unique(hashes, return_index=True)
    return Sketch(least[:SKETCH_SIZE], numbers[first][:SKETCH_SIZE])


def _shingles(text: str) -> Hashes:
    """Return the hashes of the shingles of one paragraph; a shorter paragraph is one shingle."""
    words = np.array([zlib.crc32(word.encode()) for word in _WORD.findall(fold_text(text))], np.uint64)
    width = min(_SHINGLE, len(words))
    if not width:
        return np.empty(0, np.uint32)
    mixed = np.zeros(len(words) - width + 1, np.uint64)
    for place in range(width):
        mixed = _mixed(mixed + words[place : len(words) - width + 1 + place])
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return *numbers* well stirred, one to one. Source: Steele, Lea & Flood 2014 (the finaliser of SplitMix64)."""
    numbers = (numbers + np.uint64(0x9E3779B97F4A7C15)).astype(np.uint64)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))
