"""The terms of an index and how many documents hold them: completion, spelling, similar releases."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from indexer.analysis.words import Kind, Term, forms
from indexer.engines.whoosh.postings import Numbers, ranges
from indexer.engines.whoosh.segments import LAST_BY_DEFAULT
from indexer.engines.whoosh.selection import Selected
from indexer.engines.whoosh.snapshot import Mask, Part, Snapshot, folded_of, words_with
from indexer.results import TermCount


def frequent_terms(snapshot: Snapshot, kind: Kind, prefix: str, at: int, limit: int) -> tuple[TermCount, ...]:
    """Return the terms of one kind with *prefix* and the number of documents visible at *at* that hold them."""
    counted: Counter[str] = Counter()
    for part in snapshot.parts:
        seen = part.seen(at)
        if kind is Kind.ACCENTED:
            counted.update(_accented(part, prefix, seen))
        else:
            counted.update(_counted(part, kind, prefix, seen))
    return most_frequent(counted, limit)


def visible_spellings(snapshot: Snapshot, term: Term, at: int) -> tuple[str, ...]:
    """Return the words as written that gave *term* in documents visible at *at*; see `Snapshot.spellings`."""
    found = set()
    for part in snapshot.parts:
        for word in words_with(part.segment, term):
            texts = part.segment.spellings(word)
            if len(part.hidden(at)):
                places = part.segment.words.occurrences(word)
                texts = [texts[variant] for variant in np.unique(places.variants[part.seen(at)[places.documents]])]
            found |= {read.spelling for read in map(forms, texts) if read.has(term)}
    return tuple(sorted(found))


def frequent_stems(snapshot: Snapshot, found: Sequence[Selected], limit: int) -> tuple[TermCount, ...]:
    """Return the stems of the documents *found* and how many of them hold each."""
    counted: Counter[str] = Counter()
    for part, each in zip(snapshot.parts, found, strict=True):
        chosen = np.zeros(part.size, bool)
        chosen[each.documents] = True
        counted.update(_counted(part, Kind.STEM, "", chosen))
    return most_frequent(counted, limit)


def most_frequent(counted: Counter[str], limit: int) -> tuple[TermCount, ...]:
    """Return what counts most, equal ones by text."""
    found = sorted((-count, text) for text, count in counted.items() if count)
    return tuple(TermCount(text, -count) for count, text in found[:limit])


def _counted(part: Part, kind: Kind, prefix: str, seen: Mask) -> dict[str, int]:
    """Return the terms with *prefix* that documents *seen* hold, and how many hold each."""
    is_stem = kind is Kind.STEM
    lexicon, lists = (
        (part.segment.stem_texts, part.segment.stems) if is_stem else (part.segment.folded, part.segment.words)
    )
    numbers = lexicon.beginning(prefix.encode())
    if not numbers:
        return {}
    having = lists.having[numbers.start : numbers.stop]
    counts = having if seen.all() else _having_seen(part, kind, numbers, seen)
    texts = lexicon.texts(numbers)
    return {texts[number].decode(): int(counts[number]) for number in np.flatnonzero(counts).tolist()}


def _having_seen(part: Part, kind: Kind, numbers: range, seen: Mask) -> Numbers:
    """Return how many of the documents *seen* hold each term of *numbers* in a zone searched by default."""
    lists = part.segment.stems if kind is Kind.STEM else part.segment.words
    counts = np.zeros(len(numbers), np.int64)
    for some in ranges(lists.room[numbers.start : numbers.stop]):
        entries = lists.several(range(numbers.start + some.start, numbers.start + some.stop))
        counted = seen[entries.documents] & (entries.levels > 0)
        counts += np.bincount(entries.terms[counted] - numbers.start, minlength=len(numbers))
    return counts


def _accented(part: Part, prefix: str, seen: Mask) -> dict[str, int]:
    """Return the accented terms with *prefix* that documents *seen* hold in a zone searched by default."""
    segment = part.segment
    holding: defaultdict[str, set[int]] = defaultdict(set)
    for word in segment.folded.beginning(folded_of(prefix).encode() if prefix else b""):
        texts = segment.spellings(word)
        accented = [[each for each in forms(text).accented if each.startswith(prefix)] for text in texts]
        if any(accented):
            found = segment.words.occurrences(word)
            counted = (found.places < segment.ends[LAST_BY_DEFAULT][found.documents]) & seen[found.documents]
            documents, variants = found.documents[counted].tolist(), found.variants[counted].tolist()
            for document, variant in zip(documents, variants, strict=True):
                for term in accented[variant]:
                    holding[term].add(document)
    return {term: len(documents) for term, documents in holding.items()}
