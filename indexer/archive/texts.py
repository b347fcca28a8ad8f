"""The texts of an archive without their boilerplates, to be compared: what is left of their sketches."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.archive.facts import Facts
from indexer.archive.fingerprints import NOWHERE, Sample

FEWEST = 12
"""Shingles of two texts together below which only equal texts are the same."""

_LOOKED_AT = 3
"""Hashes of a text among which its least ones are looked for, for each of them: the others may be boilerplate."""


class Texts:
    """
    The texts of releases, by their number in *facts*; *left_out* are the numbers of the paragraphs of each that do not
    count. A text is sampled when it is asked for: most never are.
    """

    def __init__(self, facts: Sequence[Facts], left_out: Sequence[Sequence[int]]) -> None:
        self._facts = facts
        self._left_out = left_out
        self._samples: dict[int, Sample] = {}

    def sample(self, number: int) -> Sample:
        """Return what is known of one text."""
        if number not in self._samples:
            self._samples[number] = self._facts[number].sketch.sample(self._left_out[number])
        return self._samples[number]

    def resemblance(self, one: int, other: int) -> float:
        """Return the resemblance of two texts, 0 where too little is known of them to say."""
        sample, another = self.sample(one), self.sample(other)
        if sample.hashes != another.hashes and len(sample.hashes | another.hashes) < FEWEST:
            return 0.0
        return sample.resemblance(another)

    def meetings(self, least: int, most: int) -> list[tuple[int, int]]:
        """
        Return the pairs of texts, by their numbers, that share two of their *least* hashes (one, if one of them has no
        more); hashes that more than *most* texts share do not count.
        """
        texts, hashes = self._least(least)
        sorted_ = np.sort(hashes.astype(np.uint64) << np.uint64(32) | texts.astype(np.uint64))
        groups = np.cumsum(np.diff(sorted_ >> np.uint64(32), prepend=np.uint64(0)) != 0)
        sizes = np.bincount(groups, minlength=1)[groups]
        among = (sizes >= 2) & (sizes <= most)
        shared, groups = (sorted_[among] & np.uint64(0xFFFFFFFF)).astype(np.int64), groups[among]
        pairs = [np.empty(0, np.int64)]
        for step in range(1, most):
            together = groups[step:] == groups[:-step]
            if not together.any():
                break
            pairs.append(shared[:-step][together] * len(self._facts) + shared[step:][together])
        found, counts = np.unique(np.concatenate(pairs), return_counts=True)
        ones, others = np.divmod(found, max(len(self._facts), 1))
        had = np.bincount(texts, minlength=len(self._facts))
        enough = counts >= np.minimum(2, np.minimum(had[ones], had[others]))
        return list(zip(ones[enough].tolist(), others[enough].tolist(), strict=True))

    def _least(self, count: int) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """Return the *count* least hashes of each text, with its number."""
        looked_at = _LOOKED_AT * count
        lengths = [min(len(each.sketch.hashes), looked_at) for each in self._facts]
        texts = np.repeat(np.arange(len(self._facts)), lengths)
        hashes = np.concatenate([np.empty(0, np.uint32), *(each.sketch.hashes[:looked_at] for each in self._facts)])
        counted = self._counted(texts, looked_at)
        texts, hashes = texts[counted], hashes[counted]
        kept = np.bincount(texts, minlength=len(self._facts))
        among = np.arange(len(texts)) - np.repeat(np.cumsum(kept) - kept, kept) < count
        return texts[among], hashes[among]

    def _counted(self, texts: NDArray[np.int64], looked_at: int) -> NDArray[np.bool_]:
        """Say which of the first hashes of all texts, their *texts* given, belong to paragraphs that count."""
        sizes = np.array([len(each.paragraphs) for each in self._facts], np.int64)
        firsts = np.cumsum(sizes) - sizes
        is_out = np.zeros(int(sizes.sum()) + 1, np.bool_)
        for first, numbers in zip(firsts.tolist(), self._left_out, strict=True):
            is_out[[first + number for number in numbers]] = True
        paragraphs = np.concatenate(
            [np.empty(0, np.uint16), *(each.sketch.paragraphs[:looked_at] for each in self._facts)]
        )
        places = np.where(paragraphs == NOWHERE, len(is_out) - 1, firsts[texts] + paragraphs)
        return ~is_out[places]
