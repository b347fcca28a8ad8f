"""
Several segments -> one, without their deleted documents.

Lists are merged some terms at a time, so that memory does not grow with the index; records and lists are moved as they
are, no text is analysed again.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from pathlib import Path

import numpy as np

from indexer.analysis.words import forms
from indexer.engines.whoosh.arrays import Array, ArraysWriter
from indexer.engines.whoosh.columns import merged_columns
from indexer.engines.whoosh.listing import PostingsWriter
from indexer.engines.whoosh.postings import Entries, Numbers, Postings, ranges
from indexer.engines.whoosh.segments import (
    Documents,
    Segment,
    Vocabulary,
    write_documents,
    write_vocabulary,
)
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
    """
    A part and what its numbers become: of documents (`_GONE` for deleted ones), of folded words, of spellings by folded
    word and of stems. Words that only deleted documents hold have the number of the next word that is kept.
    """

    segment: Segment
    documents: Numbers
    words: Numbers
    variants: Numbers
    stems: Numbers


def merge(parts: Sequence[Part], path: Path) -> int:
    """Write the documents of *parts* as one segment and return their number."""
    order, documents = _documents_in_order(parts)
    vocabulary, renumbered = _vocabulary(parts, documents)
    with ArraysWriter(path) as writer:
        write_documents(writer, _columns(parts, order))
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
    return len(order)


def _documents_in_order(parts: Sequence[Part]) -> tuple[list[tuple[int, int]], list[Numbers]]:
    """Return (part, document) of all live documents in their order, and the new numbers by part and document."""
    keyed = sorted(
        (-date if date else 1, part.segment.id(document), number, document)
        for number, part in enumerate(parts)
        for document, date in zip(part.live.tolist(), part.segment.dates[part.live].tolist(), strict=True)
    )
    renumbered = [np.full(part.segment.size, _GONE, np.int64) for part in parts]
    for new, (_, _, number, document) in enumerate(keyed):
        renumbered[number][document] = new
    return [(number, document) for _, _, number, document in keyed], renumbered


def _columns(parts: Sequence[Part], order: Sequence[tuple[int, int]]) -> Documents:
    segments = [part.segment for part in parts]
    numbers, documents = np.array(order, np.int64).reshape(-1, 2).T

    def taken(columns: Sequence[Array]) -> Numbers:
        found = np.empty(len(order), np.int64)
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
    until = [dict(zip(each.embargoed.tolist(), each.instants.tolist(), strict=True)) for each in segments]
    return Documents(
        dates=taken([each.dates for each in segments]),
        ids=[segments[number].id(document) for number, document in order],
        records=(segments[number].deflated_record(document) for number, document in order),
        dictionaries=[dictionaries[number] for number in used.tolist()],
        dictionary_of=dictionary_of,
        ends=np.stack([taken([each.ends[zone] for each in segments]) for zone in Zone]),
        facets={
            facet: merged_columns([each.profiles.column(facet) for each in segments], numbers, documents)
            for facet in Facet
        },
        embargoes={
            new: until[number][document] for new, (number, document) in enumerate(order) if document in until[number]
        },
    )


def _vocabulary(parts: Sequence[Part], documents: Sequence[Numbers]) -> tuple[Vocabulary, list[_Renumbered]]:
    """Return the words of the live documents of *parts*, and how their numbers change."""
    used = [_used_spellings(part, new) for part, new in zip(parts, documents, strict=True)]
    texts = {text: forms(text.decode()) for spellings in used for text in spellings.values()}
    ordered = sorted((read.folded.encode(), text) for text, read in texts.items())
    folded = sorted({word for word, _ in ordered})
    stems = sorted({stem for read in texts.values() for stem in read.stems})
    words = {word: number for number, word in enumerate(folded)}
    first = np.searchsorted(np.array([words[word] for word, _ in ordered], np.int64), np.arange(len(folded) + 1))
    variants = {text: rank - int(first[words[word]]) for rank, (word, text) in enumerate(ordered)}
    by_stem: dict[str, set[int]] = {stem: set() for stem in stems}
    for read in texts.values():
        for stem in read.stems:
            by_stem[stem].add(words[read.folded.encode()])
    stem_texts = [stem.encode() for stem in stems]
    vocabulary = Vocabulary(
        folded=folded,
        spellings=[text for _, text in ordered],
        first=first,
        stems=stem_texts,
        form_first=np.cumsum([0, *(len(by_stem[stem]) for stem in stems)]),
        forms=np.array([*chain.from_iterable(sorted(by_stem[stem]) for stem in stems)], np.int64),
    )
    renumbered = [
        _Renumbered(
            part.segment,
            new,
            _common(part.segment.folded.texts(range(part.segment.folded.size)), folded),
            _variants(part.segment, spellings, variants),
            _common(part.segment.stem_texts.texts(range(part.segment.stem_texts.size)), stem_texts),
        )
        for part, new, spellings in zip(parts, documents, used, strict=True)
    ]
    return vocabulary, renumbered


def _used_spellings(part: Part, documents: Numbers) -> dict[int, bytes]:
    """Return the texts of the tokens that live documents of *part* hold, by number."""
    texts, first = part.segment.all_spellings(), part.segment.first_spelling
    if len(part.live) == part.segment.size:
        return dict(enumerate(texts))
    used = np.zeros(len(texts), bool)
    for terms in ranges(part.segment.words.room):
        entries = part.segment.words.several(terms)
        if entries.counts is None or entries.variants is None:
            raise TypeError("lists of folded words keep occurrences")
        of_entry = np.repeat(entries.terms, entries.counts)
        stays = np.repeat(documents[entries.documents] != _GONE, entries.counts)
        used[first[of_entry[stays]] + entries.variants[stays]] = True
    return {number: texts[number] for number in np.flatnonzero(used).tolist()}


def _common(texts: Sequence[bytes], common: Sequence[bytes]) -> Numbers:
    """Return the number that each of *texts* has in *common*, or that of the next one there; both are sorted."""
    return np.array([bisect_left(common, text) for text in texts], np.int64)


def _variants(segment: Segment, used: Mapping[int, bytes], variants: Mapping[bytes, int]) -> Numbers:
    found = np.zeros(int(segment.first_spelling[-1]), np.int64)
    for number, text in used.items():
        found[number] = variants[text]
    return found


def _words_of(part: _Renumbered) -> tuple[Postings, Numbers]:
    return part.segment.words, part.words


def _stems_of(part: _Renumbered) -> tuple[Postings, Numbers]:
    return part.segment.stems, part.stems


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
        variants=part.variants[spellings[kept]],
    )


def _joined(parts: Sequence[Entries]) -> Entries:
    """Return the entries of *parts* as one, by term, then by document."""
    terms = np.concatenate([part.terms for part in parts])
    documents = np.concatenate([part.documents for part in parts])
    order = np.argsort(terms << 32 | documents)
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
