"""The texts of an archive without their boilerplates, to be compared: what is left of their sketches."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.archive.facts import Facts
from indexer.archive.fingerprints import NOWHERE, Sample

FEWEST = 12
"""Shingles of two texts together below which only equal texts are the same."""


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

    def meetings(self, least: int, most: int) -> Iterator[list[int]]:
        """Yield the numbers, ascending, of texts that share one of their *least* hashes, unless more than *most* do."""
        if not self._facts:
            return
        lengths = [len(each.sketch.hashes) for each in self._facts]
        texts = np.repeat(np.arange(len(self._facts)), lengths)
        hashes = np.concatenate([each.sketch.hashes for each in self._facts])
        counted = self._counted(texts)
        texts, hashes = texts[counted], hashes[counted]
        kept = np.bincount(texts, minlength=len(self._facts))
        among = np.arange(len(texts)) - np.repeat(np.cumsum(kept) - kept, kept) < least
        texts, hashes = texts[among], hashes[among]
        order = np.lexsort((texts, hashes))
        texts, hashes = texts[order], hashes[order]
        starts = np.flatnonzero(np.diff(hashes, prepend=hashes[:1] ^ np.uint32(1)) != 0)
        sizes = np.diff(np.append(starts, len(hashes)))
        for start in np.flatnonzero((sizes >= 2) & (sizes <= most)).tolist():
            yield texts[starts[start] : starts[start] + sizes[start]].tolist()

    def _counted(self, texts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say which of all hashes, their *texts* given, belong to paragraphs that count."""
        sizes = np.array([len(each.paragraphs) for each in self._facts])
        firsts = np.cumsum(sizes) - sizes
        is_out = np.zeros(int(sizes.sum()) + 1, np.bool_)
        for first, numbers in zip(firsts.tolist(), self._left_out, strict=True):
            is_out[[first + number for number in numbers]] = True
        paragraphs = np.concatenate([each.sketch.paragraphs for each in self._facts])
        places = np.where(paragraphs == NOWHERE, len(is_out) - 1, firsts[texts] + paragraphs)
        return ~is_out[places]
