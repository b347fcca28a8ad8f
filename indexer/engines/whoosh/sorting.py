"""
The words of a segment -> its vocabulary and its lists, sorted some terms at a time, so that memory stays bounded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from indexer.engines.scoring import levels, worth
from indexer.engines.whoosh.arrays import Array, ArraysWriter
from indexer.engines.whoosh.listing import PostingsWriter
from indexer.engines.whoosh.numbering import Numbering
from indexer.engines.whoosh.postings import Entries, Numbers, ranges
from indexer.engines.whoosh.segments import LAST_BY_DEFAULT, Vocabulary
from indexer.releases import Zone

BREAK = 0
"""The number that stands after each text, where no word is."""

_AT_ONCE = 1_000_000
_ROOM_OF_A_TERM = _AT_ONCE // (1 << 16) + 1
"""So that the terms that are sorted at once have numbers of 16 bits: such numbers NumPy sorts in linear time."""


class Stream:
    """
    The words of documents in their order, as numbers of tokens (uint32), and where each zone of a document ends.

    *words* hold those of document d from `starts[d]` on; *ends* say, by document and zone, how many places there are up
    to the end of the zone.
    """

    def __init__(self, words: Array, starts: Sequence[int], ends: Numbers) -> None:
        sizes = ends[:, -1].tolist()
        stretches = [words[start : start + size] for start, size in zip(starts, sizes, strict=True)]
        self.words: Array = np.concatenate([np.empty(0, np.uint32), *stretches])
        self.most_place = int(ends[:, -1].max(initial=0))
        self._firsts = np.cumsum(ends[:, -1]) - ends[:, -1]
        self._zone_ends = (self._firsts[:, None] + ends).ravel()
        self._worths = _worths(ends).ravel()

    def read(self, at: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """
        Return the document and the place of the words *at* (ascending), and what each is worth in the zones searched by
        default (0 elsewhere).
        """
        zones = np.searchsorted(self._zone_ends, at, side="right")
        documents = zones // len(Zone)
        return documents, at - self._firsts[documents], self._worths[zones]


def _worths(ends: Numbers) -> Numbers:
    """Return what a word is worth by document and zone."""
    lengths = np.diff(ends, axis=1, prepend=0)
    found = np.zeros(lengths.shape, np.int64)
    for zone in Zone:
        if zone <= LAST_BY_DEFAULT:
            found[:, zone] = [worth(zone, length) for length in lengths[:, zone].tolist()]
    return found


class Words:
    """The tokens of *numbering* that stand in a stream, by folded word and by stem."""

    def __init__(self, numbering: Numbering, stream: "Stream") -> None:
        size = len(numbering.tokens) + 1
        texts = [*numbering.tokens]
        used = np.flatnonzero(_frequencies(stream.words, size)[1:])
        folded_of = np.frombuffer(numbering.folded_of, np.uint32)
        self._folded, rank_of = _sorted([*numbering.folded], folded_of[used])
        by_text = np.array(sorted(used.tolist(), key=texts.__getitem__), np.int64)
        by_folded = by_text[np.argsort(rank_of[folded_of[by_text]], kind="stable")]
        words = rank_of[folded_of[by_folded]]
        first = np.searchsorted(words, np.arange(len(self._folded) + 1))
        self._folded_of = np.full(size, -1)
        self._folded_of[by_folded + 1] = words
        self._variant_of = np.zeros(size, np.int64)
        self._variant_of[by_folded + 1] = np.arange(len(words)) - first[words]
        all_tokens = np.frombuffer(numbering.tokens_with_stem, np.uint32)
        is_used = self._folded_of[all_tokens] >= 0
        tokens = all_tokens[is_used].astype(np.int64)
        stems = np.frombuffer(numbering.stems_of, np.uint32)[is_used]
        self._stems, rank_of = _sorted([*numbering.stems], stems)
        stems_of = rank_of[stems]
        self._stem_tables = _tables(tokens, stems_of, size)
        forms = np.unique(stems_of << 32 | self._folded_of[tokens])
        self.vocabulary = Vocabulary(
            folded=self._folded,
            spellings=[texts[number].encode() for number in by_folded.tolist()],
            first=first,
            stems=self._stems,
            form_first=np.searchsorted(forms >> 32, np.arange(len(self._stems) + 1)),
            forms=forms & 0xFFFF_FFFF,
        )

    def write_folded(self, writer: ArraysWriter, stream: Stream) -> None:
        """Write the lists of the folded words, with occurrences."""
        with PostingsWriter(len(self._folded), stream.most_place, int(self._variant_of.max())) as lists:
            for terms, at in _by_term(stream, [self._folded_of], len(self._folded)):
                documents, places, worths = stream.read(at)
                found, begins = _entries(terms, documents, worths)
                counts = np.diff(begins, append=len(terms))
                variants = self._variant_of[stream.words[at]]
                lists.add(replace(found, counts=counts, places=places, variants=variants))
            lists.write(writer, "folded")

    def write_stems(self, writer: ArraysWriter, stream: Stream) -> None:
        """Write the lists of the stems, over the zones searched by default."""
        with PostingsWriter(len(self._stems)) as lists:
            for terms, at in _by_term(stream, self._stem_tables, len(self._stems)):
                documents, _, worths = stream.read(at)
                counted = worths > 0
                lists.add(_entries(terms[counted], documents[counted], worths[counted])[0])
            lists.write(writer, "stem")


def _sorted(texts: Sequence[str], used: Array) -> tuple[list[bytes], Numbers]:
    """Return those of *texts* whose numbers are *used*, sorted, in UTF-8; and the rank of each number there, or -1."""
    is_used = np.zeros(len(texts), bool)
    is_used[used] = True
    order = sorted(np.flatnonzero(is_used).tolist(), key=texts.__getitem__)
    ranks = np.full(len(texts), -1)
    ranks[order] = np.arange(len(order))
    return [texts[number].encode() for number in order], ranks


def _tables(tokens: Numbers, terms: Numbers, size: int) -> list[Numbers]:
    """Return the terms of tokens (-1 for none) as tables by token, as many as one token has terms; tokens ascend."""
    nth = _rank_among_equals(tokens)
    tables = []
    for number in range(int(nth.max(initial=-1)) + 1):
        table = np.full(size, -1)
        table[tokens[nth == number]] = terms[nth == number]
        tables.append(table)
    return tables


def _rank_among_equals(ascending_groups: Numbers) -> Numbers:
    """Return, for an array whose equal values stand together, how many equal ones stand before each."""
    begins = np.flatnonzero(np.diff(ascending_groups, prepend=-1))
    sizes = np.diff(begins, append=len(ascending_groups))
    return np.arange(len(ascending_groups)) - np.repeat(begins, sizes)


def _by_term(stream: Stream, tables: Sequence[Numbers], number: int) -> Iterator[tuple[Numbers, Numbers]]:
    """
    Yield, for some terms at a time, their numbers and where in *stream* they stand, by term, then by place.

    *tables* have the terms of each token, below *number*; -1 for none.
    """
    frequencies = _frequencies(stream.words, max((len(table) for table in tables), default=0))
    rooms = np.full(number, _ROOM_OF_A_TERM)
    for table in tables:
        has_term = table >= 0
        rooms += np.bincount(table[has_term], frequencies[has_term], number).astype(np.int64)
    for terms in ranges(rooms, _AT_ONCE):
        parts = [_standing(stream.words, table, terms) for table in tables]
        found, at = (np.concatenate(each) for each in zip(*parts, strict=True))
        if len(parts) > 1:
            order = np.argsort(at, kind="stable")
            found, at = found[order], at[order]
        order = np.argsort(found, kind="stable")
        yield found[order].astype(np.int64) + terms.start, at[order]


def _standing(words: Array, table: Numbers, terms: range) -> tuple[npt.NDArray[np.uint16], Numbers]:
    """Return the terms, counted from the first of *terms*, and the places of the words that *table* says have them."""
    wanted = (table >= terms.start) & (table < terms.stop)
    at = np.flatnonzero(wanted[words])
    return (table - terms.start).astype(np.uint16)[words[at]], at


def _frequencies(words: Array, size: int) -> Numbers:
    """Return how often each token stands in *words*: piece by piece, since NumPy copies what it counts."""
    found = np.zeros(size, np.int64)
    for start in range(0, len(words), _AT_ONCE):
        found += np.bincount(words[start : start + _AT_ONCE], minlength=size)
    return found


def _entries(terms: Numbers, documents: Numbers, worths: Numbers) -> tuple[Entries, Numbers]:
    """Return one entry a term and document, and where in the given arrays each begins."""
    is_first = np.diff(terms, prepend=-1) != 0
    is_first |= np.diff(documents, prepend=-1) != 0
    begins = np.flatnonzero(is_first)
    if not len(begins):
        return Entries(terms, documents, np.empty(0, np.uint8)), begins
    return Entries(terms[begins], documents[begins], levels(np.add.reduceat(worths, begins))), begins
