"""
Several segments -> one, without their deleted documents.

Lists are merged some terms at a time, so that memory does not grow with the index; records and lists are moved as they
are, no text is analysed again.
"""

import heapq
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

import numpy as np

from indexer.engines.whoosh.arrays import Array, ArraysWriter
from indexer.engines.whoosh.columns import merged_columns
from indexer.engines.whoosh.listing import PostingsWriter
from indexer.engines.whoosh.postings import Entries, Numbers, Postings, ranges
from indexer.engines.whoosh.segments import Documents, Segment, write_documents, write_vocabulary
from indexer.engines.whoosh.vocabularies import NewNumbers, common_vocabulary, held_words
from indexer.queries import Facet
from indexer.releases import Zone

_GONE = -1
_NONE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Part:
    """A segment to merge, and its documents that are not deleted (int64, ascending)."""

    segment: Segment
    live: Numbers


@dataclass(frozen=True, slots=True)
class _Renumbered:
    """A part and what its numbers become: of documents (`_GONE` for deleted ones), and of words."""

    segment: Segment
    documents: Numbers
    words: NewNumbers


def merge(parts: Sequence[Part], path: Path) -> int:
    """Write the documents of *parts* as one segment and return their number."""
    order, documents = _documents_in_order(parts)
    texts: dict[bytes, bytes] = {}
    vocabulary, new_words = common_vocabulary(
        [held_words(part.segment, new != _GONE, texts) for part, new in zip(parts, documents, strict=True)]
    )
    del texts
    renumbered = [
        _Renumbered(part.segment, new, words) for part, new, words in zip(parts, documents, new_words, strict=True)
    ]
    number, number_of_folded, number_of_stems = len(order.ids), len(vocabulary.folded), len(vocabulary.stems)
    widest = max((int(part.segment.ends[zone].max(initial=0)) for part in parts for zone in Zone), default=0)
    most_variant = int(np.diff(vocabulary.first).max(initial=1)) - 1
    with ArraysWriter(path) as writer:
        write_documents(writer, _columns(parts, order, documents))
        write_vocabulary(writer, vocabulary)
        del order, vocabulary  # lists take their room
        with PostingsWriter(number_of_folded, widest, most_variant) as words:
            for joined in _merged(renumbered, number_of_folded, _words_of):
                words.add(joined.entries)
                for places, variants in joined.occurrences:
                    words.add_occurrences(places, variants)
                del joined  # before the next ones are made
            words.write(writer, "folded")
        with PostingsWriter(number_of_stems) as stems:
            for joined in _merged(renumbered, number_of_stems, _stems_of):
                stems.add(joined.entries)
            stems.write(writer, "stem")
    return number


def _documents_in_order(parts: Sequence[Part]) -> tuple["_Order", list[Numbers]]:
    """Return where all live documents are, in their order, and the new numbers by part and document."""
    order = _Order(array("I"), array("I"), [])
    for _, release_id, number, document in heapq.merge(*(_keyed(part, number) for number, part in enumerate(parts))):
        order.parts.append(number)
        order.documents.append(document)
        order.ids.append(release_id)
    numbers, documents = (np.frombuffer(column, np.uint32) for column in (order.parts, order.documents))
    renumbered = []
    for number, part in enumerate(parts):
        new = np.full(part.segment.size, _GONE, np.int64)
        taken = np.flatnonzero(numbers == number)
        new[documents[taken]] = taken
        renumbered.append(new)
    return order, renumbered


@dataclass(frozen=True, slots=True)
class _Order:
    """Documents in their new order: the number of the part that has each, its number there, and its id."""

    parts: "array[int]"
    documents: "array[int]"
    ids: list[bytes]


def _keyed(part: Part, number: int) -> Iterator[tuple[int, bytes, int, int]]:
    """Yield the live documents of *part*, that has this number, with what orders them."""
    dates = part.segment.dates[part.live].tolist()
    for document, date in zip(part.live.tolist(), dates, strict=True):
        yield -date if date else 1, part.segment.id(document), number, document


def _columns(parts: Sequence[Part], order: _Order, renumbered: Sequence[Numbers]) -> Documents:
    segments = [part.segment for part in parts]
    numbers = np.frombuffer(order.parts, np.uint32).astype(np.int64)
    documents = np.frombuffer(order.documents, np.uint32).astype(np.int64)

    def taken(columns: Sequence[Array]) -> Array:
        found = np.empty(len(numbers), np.result_type(*columns))
        for number, column in enumerate(columns):
            chosen = numbers == number
            found[chosen] = column[documents[chosen]]
        return found

    dictionaries = [dictionary for each in segments for dictionary in each.dictionaries]
    before = accumulate((len(each.dictionaries) for each in segments), initial=0)
    used, dictionary_of = np.unique(
        taken([each.dictionary_of.astype(np.int64) + nth for each, nth in zip(segments, before, strict=False)]),
        return_inverse=True,
    )
    return Documents(
        dates=taken([each.dates for each in segments]),
        ids=order.ids,
        records=_records(segments, order),
        dictionaries=[dictionaries[number] for number in used.tolist()],
        dictionary_of=dictionary_of,
        ends=[taken([each.ends[zone] for each in segments]) for zone in Zone],
        facets={
            facet: merged_columns([each.profiles.column(facet) for each in segments], numbers, documents)
            for facet in Facet
        },
        embargoes={
            new: instant
            for each, new_of in zip(segments, renumbered, strict=True)
            for new, instant in zip(new_of[each.embargoed].tolist(), each.instants.tolist(), strict=True)
            if new != _GONE
        },
    )


def _records(segments: Sequence[Segment], order: _Order) -> Iterator[bytes]:
    """Yield the records as they are kept."""
    return (
        segments[part].deflated_record(document) for part, document in zip(order.parts, order.documents, strict=True)
    )


def _words_of(part: _Renumbered) -> tuple[Postings, Numbers]:
    return part.segment.words, part.words.folded


def _stems_of(part: _Renumbered) -> tuple[Postings, Numbers]:
    return part.segment.stems, part.words.stems


@dataclass(frozen=True, slots=True)
class _Joined:
    """Entries of some terms, by term, then by document; and their occurrences (places and variants) in pieces."""

    entries: Entries
    occurrences: Iterable[tuple[Array, Array]]


def _merged(
    parts: Sequence[_Renumbered], number: int, lists_of: Callable[[_Renumbered], tuple[Postings, Numbers]]
) -> Iterator[_Joined]:
    """Yield the entries of all *parts*, some terms at a time, by new term."""
    lists = [lists_of(part) for part in parts]
    sizes = sum(np.bincount(numbers, postings.room, number + 1)[:number] for postings, numbers in lists)
    for terms in ranges(np.asarray(sizes)):
        joined = _joined(
            [_of_part(part, postings, numbers, terms) for part, (postings, numbers) in zip(parts, lists, strict=True)],
            [part.words.variants for part in parts],
        )
        for part in parts:
            part.segment.file.let_go()  # all was copied
        yield joined
        del joined


@dataclass(frozen=True, slots=True)
class _Moved:
    """
    Entries of a part, with new numbers, without those of deleted documents. Where occurrences are kept, those of entry
    i are the `counts[i]` ones from `begins[i]` on of the *places* and *variants*, which are the part's; variant v is
    its spelling number `spellings[i]` + v.
    """

    entries: Entries
    begins: Numbers
    spellings: Numbers
    places: Array
    variants: Array


def _of_part(part: _Renumbered, lists: Postings, numbers: Numbers, terms: range) -> _Moved:
    """Return the entries of one part that become entries of *terms*."""
    start, stop = np.searchsorted(numbers, (terms.start, terms.stop)).tolist()
    found = lists.several(range(start, stop))
    documents = part.documents[found.documents]
    stays = np.flatnonzero(documents != _GONE)
    old_terms = found.terms[stays]
    moved = Entries(numbers[old_terms], documents[stays], found.levels[stays])
    if found.counts is None or found.places is None or found.variants is None:
        return _Moved(moved, _NONE, _NONE, _NONE, _NONE)
    begins = (np.cumsum(found.counts) - found.counts)[stays]
    spellings = part.segment.first_spelling[old_terms].astype(np.int64)
    return _Moved(replace(moved, counts=found.counts[stays]), begins, spellings, found.places, found.variants)


def _joined(parts: Sequence[_Moved], variants_of: Sequence[Numbers]) -> _Joined:
    """Return the entries of *parts* as one; *variants_of* have the new variants by part and spelling."""
    entries = [part.entries for part in parts]
    terms = np.concatenate([each.terms for each in entries])
    documents = np.concatenate([each.documents for each in entries])
    order = np.argsort(terms << 32 | documents, kind="stable")  # of a few runs in order: these are merged
    levels = np.concatenate([each.levels for each in entries])[order]
    counts = [each.counts for each in entries if each.counts is not None]
    if not counts:
        return _Joined(Entries(terms[order], documents[order], levels), ())
    joined = Entries(terms[order], documents[order], levels, np.concatenate(counts)[order])
    places = np.concatenate([part.places for part in parts])
    variants = np.concatenate([part.variants for part in parts])
    begins = _shifted([part.begins for part in parts], [len(part.places) for part in parts])[order]
    spellings = _shifted([part.spellings for part in parts], [len(each) for each in variants_of])[order]
    new_variants = np.concatenate(variants_of)

    def occurrences() -> Iterator[tuple[Array, Array]]:
        sizes = joined.counts
        if sizes is None or not len(sizes):
            return
        for some in ranges(sizes):
            of_some = slice(some.start, some.stop)
            size = sizes[of_some]
            at = np.arange(int(size.sum())) + np.repeat(begins[of_some] - (np.cumsum(size) - size), size)
            yield places[at], new_variants[np.repeat(spellings[of_some], size) + variants[at]]

    return _Joined(joined, occurrences())


def _shifted(numbers: Sequence[Numbers], sizes: Sequence[int]) -> Numbers:
    """Return *numbers* within arrays of these *sizes* as numbers within all of them, one after the other."""
    before = accumulate(sizes[:-1], initial=0)
    return np.concatenate([each + shift for each, shift in zip(numbers, before, strict=True)])
