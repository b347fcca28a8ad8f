"""
Several segments -> one, without their deleted documents.

Lists are merged some terms at a time, so that memory does not grow with the index; records and lists are moved as they
are, no text is analysed again.
"""

import heapq
from array import array
from collections.abc import Callable, Iterator, Sequence
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
    vocabulary, new_words = common_vocabulary(
        [held_words(part.segment, new != _GONE) for part, new in zip(parts, documents, strict=True)]
    )
    renumbered = [
        _Renumbered(part.segment, new, words) for part, new, words in zip(parts, documents, new_words, strict=True)
    ]
    with ArraysWriter(path) as writer:
        write_documents(writer, _columns(parts, order, documents))
        write_vocabulary(writer, vocabulary)
        widest = max((int(part.segment.ends[zone].max(initial=0)) for part in parts for zone in Zone), default=0)
        most_variant = int(np.diff(vocabulary.first).max(initial=1)) - 1
        with PostingsWriter(len(vocabulary.folded), widest, most_variant) as words:
            for entries in _merged(renumbered, len(vocabulary.folded), _words_of):
                words.add(entries)
            words.write(writer, "folded")
        with PostingsWriter(len(vocabulary.stems)) as stems:
            for entries in _merged(renumbered, len(vocabulary.stems), _stems_of):
                stems.add(entries)
            stems.write(writer, "stem")
    return len(order.ids)


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
        records=map(_record_of(segments), order.parts, order.documents),
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


def _record_of(segments: Sequence[Segment]) -> Callable[[int, int], bytes]:
    """Return what reads the record, as it is kept, of a document of a part."""
    return lambda part, document: segments[part].deflated_record(document)


def _words_of(part: _Renumbered) -> tuple[Postings, Numbers]:
    return part.segment.words, part.words.folded


def _stems_of(part: _Renumbered) -> tuple[Postings, Numbers]:
    return part.segment.stems, part.words.stems


def _merged(
    parts: Sequence[_Renumbered], number: int, lists_of: Callable[[_Renumbered], tuple[Postings, Numbers]]
) -> Iterator[Entries]:
    """Yield the entries of all *parts*, some terms at a time, by new term and document."""
    lists = [lists_of(part) for part in parts]
    sizes = sum(np.bincount(numbers, postings.room, number + 1)[:number] for postings, numbers in lists)
    for terms in ranges(np.asarray(sizes)):
        yield _joined(
            [_of_part(part, postings, numbers, terms) for part, (postings, numbers) in zip(parts, lists, strict=True)]
        )


def _of_part(part: _Renumbered, lists: Postings, numbers: Numbers, terms: range) -> Entries:
    """Return the entries of one part that become entries of *terms*, with new numbers."""
    start, stop = np.searchsorted(numbers, (terms.start, terms.stop)).tolist()
    entries = lists.several(range(start, stop))
    documents = part.documents[entries.documents]
    stays = documents != _GONE
    moved = Entries(numbers[entries.terms[stays]], documents[stays], entries.levels[stays])
    if entries.counts is None or entries.places is None or entries.variants is None:
        return moved
    kept = np.repeat(stays, entries.counts)
    spellings = part.segment.first_spelling[np.repeat(entries.terms, entries.counts)] + entries.variants
    return replace(
        moved,
        counts=entries.counts[stays],
        places=entries.places[kept],
        variants=part.words.variants[spellings[kept]],
    )


def _joined(parts: Sequence[Entries]) -> Entries:
    """Return the entries of *parts* as one, by term, then by document."""
    terms = np.concatenate([part.terms for part in parts])
    documents = np.concatenate([part.documents for part in parts])
    order = np.argsort(terms << 32 | documents, kind="stable")  # of a few runs in order: these are merged
    levels = np.concatenate([part.levels for part in parts])[order]
    counts = [part.counts for part in parts if part.counts is not None]
    places = [part.places for part in parts if part.places is not None]
    variants = [part.variants for part in parts if part.variants is not None]
    if not counts:
        return Entries(terms[order], documents[order], levels)
    sizes = np.concatenate(counts)
    begins = np.cumsum(sizes) - sizes
    moved = sizes[order]
    at = np.arange(int(moved.sum())) + np.repeat(begins[order] - (np.cumsum(moved) - moved), moved)
    return Entries(
        terms[order], documents[order], levels, moved, np.concatenate(places)[at], np.concatenate(variants)[at]
    )
