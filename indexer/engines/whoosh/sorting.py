"""
The words of a segment -> its vocabulary and its lists, sorted some terms at a time, so that memory stays bounded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.engines.scoring import levels, worth
from indexer.engines.whoosh.arrays import Array, ArraysWriter, smallest
from indexer.engines.whoosh.listing import PostingsWriter
from indexer.engines.whoosh.numbering import Numbering
from indexer.engines.whoosh.postings import Entries, Numbers, ranges
from indexer.engines.whoosh.segments import LAST_BY_DEFAULT, Vocabulary
from indexer.releases import Zone

BREAK = 0
"""The number that stands after each text, where no word is."""

_AT_ONCE = 1_000_000
_PIECE = 1 << 16
_ROOM_OF_A_TERM = _AT_ONCE // (1 << 16) + 1
"""So that the terms that are sorted at once have numbers of 16 bits: such numbers NumPy sorts in linear time."""

Ranks = npt.NDArray[np.uint16]


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
        lengths = np.diff(ends, axis=1, prepend=0)
        self._zones = np.repeat(np.tile(np.arange(len(Zone), dtype=np.uint8), len(ends)), lengths.ravel())
        self._worths = _worths(lengths).ravel().astype(np.uint32)

    def read(self, at: Numbers) -> "Read":
        """Return what is known of the words *at* (ascending)."""
        numbers = np.diff(np.searchsorted(at, self._firsts), append=len(at))
        documents = np.repeat(np.arange(len(self._firsts), dtype=np.int32), numbers)
        worths = self._worths.take(documents * len(Zone) + self._zones.take(at))
        places = (at - np.repeat(self._firsts, numbers)).astype(np.uint32)
        return Read(self.words.take(at), documents, places, worths)


class Read(NamedTuple):
    """
    Words by place: their tokens, their documents and places there, and what each is worth in the zones searched by
    default (0 elsewhere).
    """

    tokens: Array
    documents: Array
    places: Array
    worths: Array


def _worths(lengths: Numbers) -> Numbers:
    """Return what a word is worth by document and zone."""
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
        self._variant_of = np.zeros(size, np.uint32)
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
            for first, terms, at in _by_term(stream, [self._folded_of], len(self._folded)):
                lists.add(self._with_occurrences(first, terms, stream.read(at)))
            lists.write(writer, "folded")

    def write_stems(self, writer: ArraysWriter, stream: Stream) -> None:
        """Write the lists of the stems, over the zones searched by default."""
        with PostingsWriter(len(self._stems)) as lists:
            for first, terms, at in _by_term(stream, self._stem_tables, len(self._stems)):
                lists.add(_counted(first, terms, stream.read(at)))
            lists.write(writer, "stem")

    def _with_occurrences(self, first: int, terms: Ranks, read: Read) -> Entries:
        """Return the entries of words by place whose *terms* are counted from *first*."""
        order = np.argsort(terms, kind="stable")
        found, begins = _entries(first, terms.take(order), read.documents.take(order), read.worths.take(order))
        return replace(
            found,
            counts=np.diff(begins, append=len(order)),
            places=read.places.take(order),
            variants=self._variant_of.take(read.tokens.take(order)),
        )


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


def _by_term(stream: Stream, tables: Sequence[Numbers], number: int) -> Iterator[tuple[int, Ranks, Numbers]]:
    """
    Yield, for some terms at a time, the number of the first, and by place the terms, counted from it, and where in
    *stream* they stand. *tables* have the terms of each token, below *number*; -1 for none.
    """
    if not tables:
        return
    main, *others = tables
    further = [_standing(stream.words, table) for table in others]
    at_once = [*ranges(_rooms(stream.words, tables, number), _AT_ONCE)]
    range_of = np.zeros(number + 1, smallest(len(at_once)))  # the last one, which is number -1, is in no range
    for nth, terms in enumerate(at_once, start=1):
        range_of[terms.start : terms.stop] = nth
    groups = _grouped(range_of.take(main), stream.words, len(at_once))
    for nth, (terms, at) in enumerate(zip(at_once, groups, strict=True), start=1):
        found = (main - terms.start).astype(np.uint16).take(stream.words.take(at))
        for more_at, more_terms in further:
            is_one = range_of.take(more_terms) == nth
            at = np.concatenate((at, more_at[is_one]), dtype=np.int64)
            found = np.concatenate((found, (more_terms[is_one] - terms.start).astype(np.uint16)))
        if further:
            order = np.argsort(at, kind="stable")
            at, found = at.take(order), found.take(order)
        yield terms.start, found, at


def _grouped(group_of: Array, words: Array, number: int) -> Iterator[Numbers]:
    """
    Yield where the words of group 1 stand, of group 2, and so on: piece by piece, so that places are of 16 bits, and
    all pieces are sorted in linear time.
    """
    starts = range(0, len(words), _PIECE)
    groups = [group_of.take(words[start : start + _PIECE]) for start in starts]
    orders = [np.argsort(each, kind="stable").astype(np.uint16) for each in groups]
    ends = np.array([np.cumsum(np.bincount(each, minlength=number + 1)) for each in groups]).T.tolist()
    for begin, end in pairwise(ends):
        yield np.concatenate(
            [
                order[first:last].astype(np.int64) + start
                for start, order, first, last in zip(starts, orders, begin, end, strict=True)
            ]
        )


def _rooms(words: Array, tables: Sequence[Numbers], number: int) -> Numbers:
    """Return how often each term stands in *words*, and a little more."""
    rooms = np.full(number, _ROOM_OF_A_TERM)
    frequencies = _frequencies(words, len(tables[0]))
    for table in tables:
        has_term = table >= 0
        rooms += np.bincount(table[has_term], frequencies[has_term], number).astype(np.int64)
    return rooms


def _standing(words: Array, table: Numbers) -> tuple[Array, Array]:
    """Return the places of the words that have a term in *table*, and the terms."""
    at = np.flatnonzero(_looked_up(table >= 0, words))
    return at.astype(np.uint32), table.take(words.take(at)).astype(np.uint32)


def _looked_up(table: Array, words: Array) -> Array:
    """Return what *table* has for each of *words*: piece by piece, since NumPy copies the numbers it looks up."""
    found = np.empty(len(words), table.dtype)
    for start in range(0, len(words), _AT_ONCE):
        table.take(words[start : start + _AT_ONCE], out=found[start : start + _AT_ONCE], mode="clip")
    return found


def _frequencies(words: Array, size: int) -> Numbers:
    """Return how often each token stands in *words*: piece by piece, since NumPy copies what it counts."""
    found = np.zeros(size, np.int64)
    for start in range(0, len(words), _AT_ONCE):
        found += np.bincount(words[start : start + _AT_ONCE], minlength=size)
    return found


def _counted(first: int, terms: Ranks, read: Read) -> Entries:
    """Return the entries, without occurrences, of those words that are worth something."""
    counted = np.flatnonzero(read.worths)
    order = counted.take(np.argsort(terms.take(counted), kind="stable"))
    return _entries(first, terms.take(order), read.documents.take(order), read.worths.take(order))[0]


def _entries(first: int, terms: Ranks, documents: Array, worths: Array) -> tuple[Entries, Numbers]:
    """Return one entry a term (counted from *first*) and document, and where in the given arrays each begins."""
    is_first = np.ones(len(terms), bool)
    np.not_equal(terms[1:], terms[:-1], out=is_first[1:])
    is_first[1:] |= documents[1:] != documents[:-1]
    begins = np.flatnonzero(is_first)
    sums = np.concatenate(([0], np.cumsum(worths, dtype=np.int64)))
    found = levels(np.diff(sums.take(begins), append=sums[-1]))
    return Entries(terms.take(begins).astype(np.int64) + first, documents.take(begins).astype(np.int64), found), begins
