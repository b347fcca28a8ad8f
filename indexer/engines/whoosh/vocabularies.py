"""
The words of several segments as those of one: their vocabulary, and how the numbers of each segment change.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.analysis.words import forms
from indexer.engines.whoosh.postings import Numbers, ranges
from indexer.engines.whoosh.segments import Segment, Vocabulary


@dataclass(frozen=True, slots=True)
class Held:
    """
    The words that some documents of a segment hold, in numbers of its own: *numbers* of their spellings, with their
    texts and folded words (*word_of*); and that stem `form_stems[i]` is one of word `form_words[i]`. Of *folded* and
    *stems*, which are all texts of the segment, only those that occur there are held.
    """

    folded: Sequence[bytes]
    stems: Sequence[bytes]
    numbers: Numbers
    spellings: Sequence[bytes]
    word_of: Numbers
    form_stems: Numbers
    form_words: Numbers


@dataclass(frozen=True, slots=True)
class NewNumbers:
    """
    What numbers of a segment become: of folded words, of stems, and of spellings those among the spellings of their
    word. Words that are not held have the number of the next word that is.
    """

    folded: Numbers
    stems: Numbers
    variants: Numbers


def held_words(segment: Segment, stays: npt.NDArray[np.bool_], texts: dict[bytes, bytes]) -> Held:
    """Return the words of those documents that *stays* is true of; *texts* are those that segments have in common."""
    folded, stems, spellings = (
        [texts.setdefault(text, text) for text in read]
        for read in (
            segment.folded.texts(range(segment.folded.size)),
            segment.stem_texts.texts(range(segment.stem_texts.size)),
            segment.all_spellings(),
        )
    )
    first = segment.first_spelling.astype(np.int64)
    word_of = np.repeat(np.arange(len(folded)), first[1:] - first[:-1])
    if stays.all():
        return Held(folded, stems, np.arange(len(spellings)), spellings, word_of, *segment.all_forms())
    numbers = _used_spellings(segment, stays)
    number_of = {text: number for number, text in enumerate(stems)}
    pairs = [
        (number_of[stem.encode()], word)
        for number, word in zip(numbers.tolist(), word_of[numbers].tolist(), strict=True)
        for stem in forms(spellings[number].decode()).stems
    ]
    form_stems, form_words = np.array(pairs, np.int64).reshape(-1, 2).T
    used = [spellings[number] for number in numbers.tolist()]
    return Held(folded, stems, numbers, used, word_of[numbers], form_stems, form_words)


def common_vocabulary(held: Sequence[Held]) -> tuple[Vocabulary, list[NewNumbers]]:
    """Return the words that are held by any, and the new numbers of each."""
    folded = sorted({each.folded[word] for each in held for word in np.unique(each.word_of).tolist()})
    stems = sorted({each.stems[stem] for each in held for stem in np.unique(each.form_stems).tolist()})
    words_of, stems_of = [_common(each.folded, folded) for each in held], [_common(each.stems, stems) for each in held]
    spellings, words = _spellings(held, words_of)
    first = np.searchsorted(words, np.arange(len(folded) + 1))
    variants = dict(zip(spellings, (np.arange(len(words)) - first[words]).tolist(), strict=True))
    pairs = [
        of_stem[each.form_stems] << 32 | of_word[each.form_words]
        for each, of_stem, of_word in zip(held, stems_of, words_of, strict=True)
    ]
    pairs_in_order = np.unique(np.concatenate(pairs))
    vocabulary = Vocabulary(
        folded=folded,
        spellings=spellings,
        first=first,
        stems=stems,
        form_first=np.searchsorted(pairs_in_order >> 32, np.arange(len(stems) + 1)),
        forms=pairs_in_order & 0xFFFF_FFFF,
    )
    return vocabulary, [
        NewNumbers(of_word, of_stem, _variants(each, variants))
        for each, of_word, of_stem in zip(held, words_of, stems_of, strict=True)
    ]


def _spellings(held: Sequence[Held], words_of: Sequence[Numbers]) -> tuple[list[bytes], Numbers]:
    """Return all spellings, by folded word, then by text, and the number of the word of each."""
    word_of = {
        text: word
        for each, words in zip(held, words_of, strict=True)
        for text, word in zip(each.spellings, words[each.word_of].tolist(), strict=True)
    }
    by_text = sorted(word_of)
    found = np.array([word_of[text] for text in by_text], np.int64)
    order = np.argsort(found, kind="stable")
    return [by_text[number] for number in order.tolist()], found[order]


def _common(texts: Sequence[bytes], common: Sequence[bytes]) -> Numbers:
    """Return the number that each of *texts* has in *common*, or that of the next one there; both are sorted."""
    return np.array([bisect_left(common, text) for text in texts], np.int64)


def _variants(held: Held, variants: Mapping[bytes, int]) -> Numbers:
    """Return the new numbers of spellings among those of their word, by old number."""
    found = np.zeros(int(held.numbers.max(initial=-1)) + 1, np.int64)
    found[held.numbers] = [variants[text] for text in held.spellings]
    return found


def _used_spellings(segment: Segment, stays: npt.NDArray[np.bool_]) -> Numbers:
    """Return the numbers of the spellings of those documents that *stays* is true of."""
    first = segment.first_spelling
    used = np.zeros(int(first[-1]), bool)
    for terms in ranges(segment.words.room):
        entries = segment.words.several(terms)
        if entries.counts is None or entries.variants is None:
            raise TypeError("lists of folded words keep occurrences")
        of_entry = np.repeat(entries.terms, entries.counts)
        kept = np.repeat(stays[entries.documents], entries.counts)
        used[first[of_entry[kept]] + entries.variants[kept]] = True
    return np.flatnonzero(used)
