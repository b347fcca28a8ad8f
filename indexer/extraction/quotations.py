"""Quotations: what people are quoted as saying, and who speaks. Not titles of works, nor words that are only marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.extraction.quoted_passages import Passage, quoted_passages
from indexer.extraction.speakers import Attribution, Speaker, said_after, said_before, signed_under, without_incises
from indexer.releases import Quotation

_FEWEST_WORDS = 8
_FEWEST_WORDS_SAID = 2
_FEWEST_WORDS_OF_NOBODY = 3
_FEWEST_WORDS_OF_PARAGRAPH = 4
# « conclut-elle » : the one who spoke at most so many paragraphs before.
_NEAR = 2
_SIGNED = re.compile(r"^[–—]\s", re.MULTILINE)
_LONGEST_SIGNED = 600
_MARKS = frozenset('«»“”"')
_CALLED = re.compile(r"(?:M\.|Mmes?|Mlle|Mr|Dre?|Pre?|Me|Monsieur|Madame)\s")
_NOTHING = " \n\t\u00a0\u202f.,;:!?…-–—"


def find_quotations(paragraphs: Sequence[str]) -> tuple[Quotation, ...]:
    """Return the quotations of *paragraphs*, in order; one that goes on in the next paragraph is one quotation."""
    found = sorted([*_quotations(paragraphs), *_signed_paragraphs(paragraphs)], key=lambda each: each[0])
    return tuple(quotation for _, quotation in found)


def _signed_paragraphs(paragraphs: Sequence[str]) -> Iterator[tuple[int, Quotation]]:
    """Yield the paragraphs without quotation marks that a line below signs: « — Camille Exemple, directrice »."""
    for number, (above, line) in enumerate(pairwise(paragraphs[:-1])):
        text, _, last = above.rpartition("\n") if _SIGNED.search(above) else (above, "", line)
        said = signed_under(last) if _SIGNED.match(last) and not _MARKS & set(text) else None
        is_quoted = len(text) <= _LONGEST_SIGNED and _is_speech(text, said, is_alone=True) and _is_sentence(text)
        if said and said.speaker and said.speaker.role and is_quoted:
            yield number, Quotation(text, said.speaker.name, said.speaker.role)


def _quotations(paragraphs: Sequence[str]) -> Iterator[tuple[int, Quotation]]:
    previous: tuple[Passage, Speaker] | None = None
    known: dict[str, Speaker] = {}
    passages = list(quoted_passages(paragraphs))
    for earlier, passage, later in _with_neighbours(passages):
        words, said = without_incises(passage.text.rstrip(" ,\u00a0"))
        before, after = _before(paragraphs, passage, earlier), _after(paragraphs, passage, later)
        said = said or said_after(after) or said_before(before) or _signed(paragraphs, passage, after, later)
        is_next = previous is not None and previous[0] is earlier
        if previous and (_is_pronoun(said, passage, previous[0]) or (said is None and is_next and _goes_on(before))):
            said = Attribution(previous[1]) if _is_sentence(words) or said else said
        if _is_speech(words, said, is_alone=not before.strip(_NOTHING) and not after.strip(_NOTHING)):
            speaker = _in_full(said.speaker, known) if said and said.speaker else None
            said_by = (speaker.name, speaker.role) if speaker else (None, None)
            yield passage.first, Quotation(words, *said_by)
            previous = (passage, speaker) if speaker else previous


def _in_full(speaker: Speaker, known: dict[str, Speaker]) -> Speaker:
    """Return *speaker*, « Mme Exemple », as introduced before: « Camille Exemple, directrice »."""
    if speaker.name is None:
        return speaker
    family = speaker.name.rpartition(" ")[2]
    full = known.get(family)
    if full and full.name and (speaker.role is None) and (full.name == speaker.name or _CALLED.match(speaker.name)):
        return full
    if not _CALLED.match(speaker.name):
        known.setdefault(family, speaker)
    return speaker


def _with_neighbours(passages: Sequence[Passage]) -> Iterator[tuple[Passage | None, Passage, Passage | None]]:
    for (earlier, passage), (_, later) in pairwise(pairwise([None, *passages, None])):
        if passage is not None:
            yield earlier, passage, later


def _before(paragraphs: Sequence[str], passage: Passage, earlier: Passage | None) -> str:
    """Return the words between *earlier* and *passage*, or the end of the paragraph above when it announces it."""
    start = earlier.end if earlier and earlier.last == passage.first else 0
    before = paragraphs[passage.first][start : passage.start]
    if start == 0 and not before.strip(_NOTHING) and passage.first > 0:
        above = paragraphs[passage.first - 1].rstrip()
        return above[-400:] if above.endswith(":") else before
    return before


def _after(paragraphs: Sequence[str], passage: Passage, later: Passage | None) -> str:
    end = later.start if later and later.first == passage.last else None
    return paragraphs[passage.last][passage.end : end]


def _signed(paragraphs: Sequence[str], passage: Passage, after: str, later: Passage | None) -> Attribution | None:
    """Return who signs the passage behind it or on the line below."""
    if after.strip(_NOTHING):
        signed = signed_under(after)
        if signed is None or after.lstrip()[:1] in "-–—(" or after.startswith("\n"):
            return signed
        return replace(signed, is_loose=True) if signed.speaker and signed.speaker.role else None
    if passage.last + 1 < len(paragraphs) and (later is None or later.first > passage.last):
        return signed_under(paragraphs[passage.last + 1])
    return None


def _is_pronoun(said: Attribution | None, passage: Passage, previous: Passage) -> bool:
    return said is not None and said.is_pronoun and passage.first - previous.last <= _NEAR


def _goes_on(before: str) -> bool:
    """Say whether only who spoke first stands between two passages: « A », explique X. « B »"""
    return said_after(before) is not None and said_before(before) is None


def _is_speech(words: str, said: Attribution | None, *, is_alone: bool) -> bool:
    number = len(words.split())
    if said and said.is_loose:
        return number >= _FEWEST_WORDS or (number >= _FEWEST_WORDS_OF_PARAGRAPH and _is_sentence(words))
    if said:
        return number >= (_FEWEST_WORDS_SAID if said.speaker else _FEWEST_WORDS_OF_NOBODY)
    fewest = _FEWEST_WORDS_OF_PARAGRAPH if is_alone else _FEWEST_WORDS
    return number >= fewest and _is_sentence(words)


def _is_sentence(words: str) -> bool:
    return words[:1].isupper() and words.rstrip().endswith((".", "!", "?", "…"))
