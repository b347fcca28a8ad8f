"""
A leaf of an expression -> the documents of each segment that hold it, and the level of its frequency there (see
`indexer.engines.scoring`).

Most leaves are one word in the zones searched by default: one list, read as it is. Sequences and other zones are found
by the places of words: first the rarest word, then only the documents that it leaves.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from indexer.analysis.words import Kind, Term
from indexer.engines.scoring import LEVELS, levels, worths
from indexer.engines.whoosh.postings import Numbers
from indexer.engines.whoosh.segments import Segment
from indexer.engines.whoosh.snapshot import Mask, Matching, Part, variants_with, words_with
from indexer.expressions.tree import Alternatives, Prefix
from indexer.releases import SEARCHED_BY_DEFAULT, Zone

_Word: TypeAlias = tuple[int, Term | None]
"""A folded word, and the term that tells which of its spellings are meant, if not all are."""

_PLACE_BITS = 32
_PLACE = (1 << _PLACE_BITS) - 1
_MANY_TIMES = 8
"""Times as many as few are."""

_MOST_PLACES = 300_000
"""Places that are looked at together, 8 bytes each, in several arrays."""

_NO_NUMBERS: Numbers = np.empty(0, np.int64)
NO_MATCH = Matching(_NO_NUMBERS, np.empty(0, np.uint8))


def matching(part: Part, positions: Sequence[Alternatives], zones: frozenset[Zone]) -> Matching:
    """Return the live documents of *part* that hold words at consecutive places of *zones*."""
    if len(positions) > 1:
        return _live(part, _sequence(part.segment, positions, zones))
    return _sum(part, [_live(part, each) for each in _alternatives(part.segment, positions[0], zones)])


def _alternatives(segment: Segment, alternatives: Alternatives, zones: frozenset[Zone]) -> Iterator[Matching]:
    """Yield the documents of each of *alternatives* in *zones*."""
    by_default = zones == SEARCHED_BY_DEFAULT
    for each in alternatives:
        if isinstance(each, Prefix):
            if by_default:
                yield _prefix(segment, each.text)
            else:
                words = segment.folded.beginning(each.text.encode())
                yield from (_standing(segment, [(word, None)], zones) for word in words)
        elif by_default and each.kind is not Kind.ACCENTED:
            lexicon, lists = (
                (segment.stem_texts, segment.stems) if each.kind is Kind.STEM else (segment.folded, segment.words)
            )
            number = lexicon.find(each.text.encode())
            if number is not None:
                yield Matching(*lists.documents(number))
        else:
            yield _standing(segment, list(_words(segment, (each,))), zones)


def _prefix(segment: Segment, prefix: str) -> Matching:
    """Return the documents that hold a word with *prefix* in a zone searched by default."""
    words = segment.folded.beginning(prefix.encode())
    if not words:
        return NO_MATCH
    documents, found = segment.words.matches(words)
    return _added(documents, LEVELS[found], segment.size)


def _sum(part: Part, found: list[Matching]) -> Matching:
    """Return the documents of all of *found*, with the levels of their sums."""
    found = [each for each in found if len(each.documents)]
    if not found:
        return NO_MATCH
    if len(found) == 1:
        return found[0]
    if len(found) == 2 and (inserted := _inserted(*sorted(found, key=lambda each: len(each.documents)))):
        return inserted
    documents = np.concatenate([each.documents for each in found])
    return _added(documents, LEVELS[np.concatenate([each.levels for each in found])], part.size)


def _inserted(few: Matching, many: Matching) -> Matching | None:
    """Return the documents of both if *few* are far fewer and none is in both, as with two languages; else None."""
    if len(few.documents) * _MANY_TIMES >= len(many.documents):
        return None
    at = np.searchsorted(many.documents, few.documents)
    if (many.documents[np.minimum(at, len(many.documents) - 1)] == few.documents).any():
        return None
    return Matching(np.insert(many.documents, at, few.documents), np.insert(many.levels, at, few.levels))


def _added(documents: Numbers, frequencies: Numbers, size: int) -> Matching:
    """Return each of *documents* (in any order, of *size*) once, with the level of the sum of its *frequencies*."""
    if len(documents) * 8 > size:
        sums = np.bincount(documents, frequencies, size)
        once = np.flatnonzero(sums)
        return Matching(once, levels(sums[once].astype(np.int64)))
    order = np.argsort(documents, kind="stable")
    documents, frequencies = documents[order], frequencies[order]
    begins = np.flatnonzero(np.diff(documents, prepend=-1))
    if not len(begins):
        return NO_MATCH
    return Matching(documents[begins], levels(np.add.reduceat(frequencies, begins)))


def _live(part: Part, found: Matching) -> Matching:
    if part.alive is None:
        return found
    stays = part.alive[found.documents]
    return Matching(found.documents[stays], found.levels[stays])


def _levelled(segment: Segment, places: Numbers, zones: frozenset[Zone]) -> Matching:
    """Return the documents of those *places* that lie in *zones*."""
    documents, at = places >> _PLACE_BITS, places & _PLACE
    found = np.zeros(len(places), np.int64)
    start = np.zeros(len(places), np.int64)
    for zone in range(max(zones) + 1):
        end = segment.ends[Zone(zone)].take(documents).astype(np.int64)
        if zone in zones:
            inside = np.flatnonzero((at >= start) & (at < end))
            found[inside] = worths(Zone(zone), (end - start).take(inside))
        start = end
    inside = np.flatnonzero(found)
    return _added(documents.take(inside), found.take(inside), segment.size)


def _standing(segment: Segment, words: Sequence[_Word], zones: frozenset[Zone]) -> Matching:
    """Return the documents that hold one of *words* in *zones*."""
    return _in_pieces(
        segment,
        _number(segment, words),
        None,
        lambda among: _levelled(segment, _any_places(segment, words, among), zones),
    )


def _sequence(segment: Segment, positions: Sequence[Alternatives], zones: frozenset[Zone]) -> Matching:
    """Return the documents that hold a sequence in *zones*, looked for where all of its words are."""
    words = [list(_words(segment, each)) for each in positions]
    by_rarity = sorted(range(len(words)), key=lambda nth: _number(segment, words[nth]))
    holding = _holding_all(segment, [words[nth] for nth in by_rarity])
    return _in_pieces(
        segment,
        _number(segment, words[by_rarity[0]]),
        holding,
        lambda among: _levelled(segment, _begins_among(segment, words, by_rarity, among), zones),
    )


def _in_pieces(segment: Segment, number: int, among: Mask | None, found: Callable[[Mask | None], Matching]) -> Matching:
    """
    Return what is *found* among documents (None: all): where *number* places are too many, some documents at a time.
    """
    pieces = number // _MOST_PLACES + 1
    if pieces == 1:
        return found(among)
    parts = []
    for start, stop in pairwise(np.linspace(0, segment.size, pieces + 1, dtype=np.int64).tolist()):
        some = np.zeros(segment.size, bool)
        some[start:stop] = True if among is None else among[start:stop]
        parts.append(found(some))
    return Matching(np.concatenate([each.documents for each in parts]), np.concatenate([each.levels for each in parts]))


def _begins_among(
    segment: Segment, words: Sequence[Sequence[_Word]], by_rarity: Sequence[int], among: Mask | None
) -> Numbers:
    """Return the places in documents *among* these where the sequence of *words* begins: the rarest word first."""
    found = _begins(_any_places(segment, words[by_rarity[0]], among), by_rarity[0])
    for nth in by_rarity[1:]:
        if not len(found):
            break
        if _number(segment, words[nth]) > _MANY_TIMES * len(found):
            found = _followed(segment, found, words[nth], nth)
        else:
            among = np.zeros(segment.size, bool)
            among[found >> _PLACE_BITS] = True
            found = _common(found, _begins(_any_places(segment, words[nth], among), nth))
    return found


def _number(segment: Segment, words: Sequence[_Word]) -> int:
    """Return how often *words* stand in *segment*."""
    return sum(segment.words.number_of_occurrences(word) for word, _ in words)


def _begins(places: Numbers, nth: int) -> Numbers:
    """Return where sequences begin whose word number *nth* stands at *places*."""
    return places if nth == 0 else places[np.flatnonzero((places & _PLACE) >= nth)] - nth


def _followed(segment: Segment, begins: Numbers, words: Sequence[_Word], nth: int) -> Numbers:
    """Return those of *begins* that one of *words* follows *nth* places later."""
    documents, places = begins >> _PLACE_BITS, (begins & _PLACE) + nth
    stays = np.zeros(len(begins), bool)
    for word, term in words:
        numbers = segment.words.standing(word, documents, places)
        variants = variants_with(segment, word, term) if term is not None else None
        if variants is None:
            stays |= numbers >= 0
        else:
            stays |= (numbers >= 0) & np.isin(segment.words.variants(word, np.maximum(numbers, 0)), variants)
    return begins[np.flatnonzero(stays)]


def _holding_all(segment: Segment, words: Sequence[Sequence[_Word]]) -> Mask:
    """Return which documents hold one of each of *words*, in whatever zone; a few others may be among them."""
    among: Mask | None = None
    for alternatives in words:
        holding = np.zeros(segment.size, bool)
        for word, _ in alternatives:
            documents = segment.words.holding(word)
            holding[documents if among is None else documents[np.flatnonzero(among.take(documents))]] = True
        among = holding
    return np.zeros(segment.size, bool) if among is None else among


def _words(segment: Segment, alternatives: Alternatives) -> Iterator[_Word]:
    """Yield the folded words that may be one of *alternatives*."""
    for each in alternatives:
        if isinstance(each, Prefix):
            yield from ((word, None) for word in segment.folded.beginning(each.text.encode()))
        else:
            known = None if each.kind is Kind.FOLDED else each
            yield from ((word, known) for word in words_with(segment, each))


def _any_places(segment: Segment, words: Sequence[_Word], among: Mask | None = None) -> Numbers:
    """Return the places of *words*, ascending, each once; only those in documents *among* if these are given."""
    parts = [_places(segment, word, term, among) for word, term in words]
    if len(parts) == 1:
        return parts[0]
    return np.unique(np.concatenate(parts)) if parts else _NO_NUMBERS


def _places(segment: Segment, word: int, term: Term | None, among: Mask | None = None) -> Numbers:
    """Return the places of a folded word, of those of its spellings that have *term* if it is given."""
    variants = variants_with(segment, word, term) if term is not None else None
    if variants == []:
        return _NO_NUMBERS
    found = segment.words.occurrences(word, among)
    places = found.documents << _PLACE_BITS | found.places
    return places if variants is None else places[np.isin(found.variants, variants)]


def _common(some: Numbers, others: Numbers) -> Numbers:
    """Return what is in both, both ascending and each once: such a pair a stable sort merges in one pass."""
    merged = np.concatenate([some, others])
    merged.sort(kind="stable")
    return merged[np.flatnonzero(merged[1:] == merged[:-1])]
