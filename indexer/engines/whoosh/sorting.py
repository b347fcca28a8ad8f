"""
The words of a segment -> its vocabulary and its lists, sorted some terms at a time, so that memory stays bounded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

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
Places = npt.NDArray[np.uint32]


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
        self._firsts = (np.cumsum(ends[:, -1]) - ends[:, -1]).astype(np.uint32)
        lengths = np.diff(ends, axis=1, prepend=0)
        self._zones = np.repeat(np.tile(np.arange(len(Zone), dtype=np.uint8), len(ends)), lengths.ravel())
        self._worths = _worths(lengths).ravel().astype(np.uint32)

    def documents(self, at: Places) -> Array:
        """Return the documents of the words *at* (ascending)."""
        numbers = np.diff(np.searchsorted(at, self._firsts), append=len(at))
        return np.repeat(np.arange(len(self._firsts), dtype=np.int32), numbers)

    def places(self, at: Places, documents: Array) -> Array:
        """Return the places of words in their *documents*."""
        return at - _looked_up(self._firsts, documents)

    def worths(self, at: Places, documents: Array) -> Array:
        """Return what words are worth in the zones searched by default; 0 elsewhere."""
        return _looked_up(self._worths, documents * len(Zone) + _looked_up(self._zones, at))

    def tokens(self, at: Places) -> Array:
        """Return the tokens of words."""
        return _looked_up(self.words, at)


def _worths(lengths: Numbers) -> Numbers:
    """Return what a word is worth by document and zone."""
    found = np.zeros(lengths.shape, np.int64)
    for zone in Zone:
        if zone <= LAST_BY_DEFAULT:
            found[:, zone] = [worth(zone, length) for length in lengths[:, zone].tolist()]
    return found


def sorted_words(numbering: Numbering, stream: Stream) -> tuple[Vocabulary, "Words"]:
    """Return the words of *numbering* that stand in *stream*."""
    size = len(numbering.tokens) + 1
    texts = [*numbering.tokens]
    used = np.flatnonzero(_frequencies(stream.words, size)[1:])
    all_folded_of = np.frombuffer(numbering.folded_of, np.uint32)
    folded, rank_of = _sorted([*numbering.folded], all_folded_of[used])
    by_text = np.array(sorted(used.tolist(), key=texts.__getitem__), np.int64)
    by_folded = by_text[np.argsort(rank_of[all_folded_of[by_text]], kind="stable")]
    words = rank_of[all_folded_of[by_folded]]
    first = np.searchsorted(words, np.arange(len(folded) + 1))
    folded_of, variant_of = np.full(size, -1), np.zeros(size, np.uint32)
    folded_of[by_folded + 1] = words
    variant_of[by_folded + 1] = np.arange(len(words)) - first[words]
    tokens = np.frombuffer(numbering.tokens_with_stem, np.uint32).astype(np.int64)
    is_used = folded_of[tokens] >= 0
    tokens, stem_numbers = tokens[is_used], np.frombuffer(numbering.stems_of, np.uint32)[is_used]
    stems, rank_of = _sorted([*numbering.stems], stem_numbers)
    stems_of = rank_of[stem_numbers]
    forms = np.unique(stems_of << 32 | folded_of[tokens])
    vocabulary = Vocabulary(
        folded=folded,
        spellings=[texts[number].encode() for number in by_folded.tolist()],
        first=first,
        stems=stems,
        form_first=np.searchsorted(forms >> 32, np.arange(len(stems) + 1)),
        forms=forms & 0xFFFF_FFFF,
    )
    return vocabulary, Words(len(folded), folded_of, variant_of, len(stems), _tables(tokens, stems_of, size))


@dataclass(frozen=True, slots=True)
class Words:
    """By token: its folded word, of which it is one of the spellings, and its stems; -1 for none."""

    number_of_folded: int
    folded_of: Numbers
    variant_of: Array
    number_of_stems: int
    stem_tables: Sequence[Numbers]

    def write_folded(self, writer: ArraysWriter, stream: Stream) -> None:
        """Write the lists of the folded words, with occurrences."""
        with PostingsWriter(self.number_of_folded, stream.most_place, int(self.variant_of.max())) as lists:
            for first, terms, at in _by_term(stream, [self.folded_of], self.number_of_folded):
                lists.add(self._with_occurrences(stream, first, terms, at))
            lists.write(writer, "folded")

    def write_stems(self, writer: ArraysWriter, stream: Stream) -> None:
        """Write the lists of the stems, over the zones searched by default."""
        with PostingsWriter(self.number_of_stems) as lists:
            for first, terms, at in _by_term(stream, self.stem_tables, self.number_of_stems):
                lists.add(_counted(stream, first, terms, at))
            lists.write(writer, "stem")

    def _with_occurrences(self, stream: Stream, first: int, terms: Ranks, at: Places) -> Entries:
        """Return the entries of the words *at*, whose *terms* are counted from *first*."""
        order = np.argsort(terms, kind="stable")
        documents = stream.documents(at)
        worths = stream.worths(at, documents).take(order)
        found, begins = _entries(first, terms.take(order), documents.take(order), worths)
        return replace(
            found,
            counts=np.diff(begins, append=len(order)),
            places=stream.places(at, documents).take(order),
            variants=_looked_up(self.variant_of, stream.tokens(at)).take(order),
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


def _by_term(stream: Stream, tables: Sequence[Numbers], number: int) -> Iterator[tuple[int, Ranks, Places]]:
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
        found = _looked_up((main - terms.start).astype(np.uint16), stream.tokens(at))
        for more_at, more_terms in further:
            is_one = range_of.take(more_terms) == nth
            at = np.concatenate((at, more_at[is_one]))
            found = np.concatenate((found, (more_terms[is_one] - terms.start).astype(np.uint16)))
        if further:
            order = np.argsort(at, kind="stable")
            at, found = at.take(order), found.take(order)
        yield terms.start, found, at


def _grouped(group_of: Array, words: Array, number: int) -> Iterator[Places]:
    """
    Yield where the words of group 1 stand, of group 2, and so on: piece by piece, so that places are of 16 bits, and
    all pieces are sorted in linear time.
    """
    starts = range(0, len(words), _PIECE)
    orders, ends = [], []
    for start in starts:
        groups = group_of.take(words[start : start + _PIECE])
        orders.append(np.argsort(groups, kind="stable").astype(np.uint16))
        ends.append(np.cumsum(np.bincount(groups, minlength=number + 1)))
    for begin, end in pairwise(np.array(ends).T.tolist()):
        yield np.concatenate(
            [
                order[first:last].astype(np.uint32) + np.uint32(start)
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
    for start in range(0, len(words), _PIECE):
        table.take(words[start : start + _PIECE], out=found[start : start + _PIECE], mode="clip")
    return found


def _frequencies(words: Array, size: int) -> Numbers:
    """Return how often each token stands in *words*: piece by piece, since NumPy copies what it counts."""
    found = np.zeros(size, np.int64)
    for start in range(0, len(words), _AT_ONCE):
        found += np.bincount(words[start : start + _AT_ONCE], minlength=size)
    return found


def _counted(stream: Stream, first: int, terms: Ranks, at: Places) -> Entries:
    """Return the entries, without occurrences, of those words *at* that are worth something."""
    documents = stream.documents(at)
    worths = stream.worths(at, documents)
    counted = np.flatnonzero(worths)
    order = counted.take(np.argsort(terms.take(counted), kind="stable"))
    return _entries(first, terms.take(order), documents.take(order), worths.take(order))[0]


def _entries(first: int, terms: Ranks, documents: Array, worths: Array) -> tuple[Entries, Numbers]:
    """Return one entry a term (counted from *first*) and document, and where in the given arrays each begins."""
    is_first = np.ones(len(terms), bool)
    np.not_equal(terms[1:], terms[:-1], out=is_first[1:])
    is_first[1:] |= documents[1:] != documents[:-1]
    begins = np.flatnonzero(is_first)
    sums = np.zeros(len(worths) + 1, np.uint32)  # modulo 2 ** 32, which no difference reaches
    np.cumsum(worths, out=sums[1:], dtype=np.uint32)
    found = levels(np.diff(sums.take(begins), append=sums[-1]))
    return Entries(terms.take(begins).astype(np.int64) + first, documents.take(begins).astype(np.int64), found), begins
