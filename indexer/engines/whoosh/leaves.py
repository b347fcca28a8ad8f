"""
A leaf of an expression -> the documents of each segment that hold it, and the level of its frequency there (see
`indexer.engines.scoring`).

Most leaves are one word in the zones searched by default: one list, read as it is. Sequences and other zones are found
by the places of words.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from indexer.analysis.words import Kind
from indexer.engines.scoring import LEVELS, levels, worths
from indexer.engines.whoosh.postings import NO_MATCHES, Numbers
from indexer.engines.whoosh.segments import Segment
from indexer.engines.whoosh.sequences import Places, Word, begins, places
from indexer.engines.whoosh.snapshot import Matching, Part, words_with
from indexer.expressions.tree import Alternatives, Prefix
from indexer.releases import SEARCHED_BY_DEFAULT, Zone

_MANY_TIMES = 8
"""Times as many as few are."""

NO_MATCH = Matching(*NO_MATCHES)


def matching(part: Part, positions: Sequence[Alternatives], zones: frozenset[Zone]) -> Matching:
    """Return the live documents of *part* that hold words at consecutive places of *zones*."""
    if len(positions) > 1:
        words = [list(_words(part.segment, each)) for each in positions]
        return _live(part, _sequence(part.segment, words, zones))
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
                yield from (_standing(segment, [Word(word)], zones) for word in words)
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


def _levelled(segment: Segment, found: Places, zones: frozenset[Zone]) -> Matching:
    """Return the documents of those places that lie in *zones*."""
    documents, at = found
    if not len(at):
        return NO_MATCH
    parts = [(NO_MATCH.documents, NO_MATCH.documents)]
    for zone in sorted(zones, key=lambda each: each is not Zone.BODY):  # where most are comes first
        ends = segment.ends[zone].take(documents)
        starts = segment.ends[Zone(zone - 1)].take(documents) if zone else np.zeros_like(ends)
        is_inside = (starts <= at) & (at < ends)
        inside = np.flatnonzero(is_inside)
        parts.append((documents.take(inside), worths(zone, (ends - starts).take(inside))))
        others = np.flatnonzero(~is_inside)
        documents, at = documents.take(others), at.take(others)
    held, added = zip(*parts, strict=True)
    return _added(np.concatenate(held), np.concatenate(added), segment.size)


def _standing(segment: Segment, words: Sequence[Word], zones: frozenset[Zone]) -> Matching:
    """Return the documents that hold one of *words* in *zones*."""
    return _joined([_levelled(segment, found, zones) for found in places(segment, words)])


def _sequence(segment: Segment, words: Sequence[Sequence[Word]], zones: frozenset[Zone]) -> Matching:
    """Return the documents that hold a sequence in *zones*: one of the words of each place after the other."""
    return _joined([_levelled(segment, found, zones) for found in begins(segment, words)])


def _joined(parts: Sequence[Matching]) -> Matching:
    """Return what was found in some documents after the other."""
    if len(parts) == 1:
        return parts[0]
    documents, found = zip(NO_MATCH, *parts, strict=True)
    return Matching(np.concatenate(documents), np.concatenate(found))


def _words(segment: Segment, alternatives: Alternatives) -> Iterator[Word]:
    """Yield the folded words that may be one of *alternatives*."""
    for each in alternatives:
        if isinstance(each, Prefix):
            yield from map(Word, segment.folded.beginning(each.text.encode()))
        else:
            known = None if each.kind is Kind.FOLDED else each
            yield from (Word(word, known) for word in words_with(segment, each))
