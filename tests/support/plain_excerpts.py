"""
The oracle of `indexer.excerpts`: marks and passages made the plain way, by analysing every text of a release again.

Clarity is all that it is for; never make it fast at the cost of that.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from indexer.analysis.words import Forms, Word, words
from indexer.excerpts.passages import MOST_PASSAGES, WIDTH, Excerpt
from indexer.excerpts.places import Span
from indexer.expressions.leaves import french_key
from indexer.expressions.tree import Alternatives, Expression, Leaf, Prefix, wanted_leaves
from indexer.releases import Release, Zone, zone_texts

_REACH = 60
_GAP = re.compile(r"[ \n]+")
# A full stop ends a sentence before a space only (« www.example.org »), and not after an initial (« M. Durand »).
_SENTENCE_END = re.compile(r"(?:(?<!\b\w)\.|[!?…])[»”\"\s]*\Z")


class _Found(NamedTuple):
    """One place where a leaf matches; *leaf* is its number, one for all leaves that ask for the same words."""

    start: int
    end: int
    leaf: int


class _Passage(NamedTuple):
    """A stretch of text around places found, with its worth: distinct leaves, then places."""

    distinct: int
    places: int
    start: int
    end: int


def title_marks(release: Release, expression: Expression) -> tuple[Span, ...]:
    """Return what to mark in the title of *release*."""
    return marks(release.title or "", Zone.TITLE, expression, release.language)


def marks(text: str, zone: Zone, expression: Expression, language: str | None = None) -> tuple[Span, ...]:
    """
    Return the spans of *text*, a text of *zone* in *language*, that answer *expression*: ascending, apart from each
    other.
    """
    return _merged(_found(text, language, _leaves_in(zone, expression)))


def excerpts(release: Release, expression: Expression) -> tuple[Excerpt, ...]:
    """
    Return the best passages of *release* for *expression*, at most `MOST_PASSAGES`, in reading order, each text once.

    Where nothing outside of the title matches, the one passage is the beginning of the lead or of the body.
    """
    ranked: list[tuple[_Passage, Excerpt]] = []
    for zone, text in zone_texts(release):
        if zone is Zone.TITLE:
            continue
        found = _found(text, release.language, _leaves_in(zone, expression))
        ranked += ((passage, _excerpt(zone, text, passage, found)) for passage in _passages(text, found))
    if not ranked:
        return _beginning(release)
    by_text = {excerpt.text: (i, passage, excerpt) for i, (passage, excerpt) in reversed([*enumerate(ranked)])}
    best = sorted(by_text.values(), key=lambda each: (-each[1].distinct, -each[1].places, each[0]))
    return tuple(excerpt for _, _, excerpt in sorted(best[:MOST_PASSAGES], key=lambda each: each[0]))


def _leaves_in(zone: Zone, expression: Expression) -> list[Leaf]:
    return list({leaf.positions: leaf for leaf in wanted_leaves(expression) if zone in leaf.zones}.values())


def _found(text: str, language: str | None, leaves: Sequence[Leaf]) -> list[_Found]:
    """Return the places of *text* where a leaf matches, by their start."""
    if not leaves or not text:
        return []
    read = list(words(text, language))
    numbers = {key: number for number, key in enumerate(dict.fromkeys(map(french_key, leaves)))}
    return sorted({place for leaf in leaves for place in _places(read, leaf.positions, numbers[french_key(leaf)])})


def _places(read: list[Word], positions: tuple[Alternatives, ...], number: int) -> Iterator[_Found]:
    for first in range(len(read) - len(positions) + 1):
        if all(_answers(read[first + i].forms, each) for i, each in enumerate(positions)):
            yield _Found(read[first].start, read[first + len(positions) - 1].end, number)


def _answers(forms: Forms, alternatives: Alternatives) -> bool:
    return any(
        forms.folded.startswith(each.text) if isinstance(each, Prefix) else forms.has(each) for each in alternatives
    )


def _merged(found: Iterable[_Found]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, end, _ in found:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _passages(text: str, found: list[_Found]) -> list[_Passage]:
    """Return the best passages of one text, widened and apart from each other, in order."""
    chosen: list[_Passage] = []
    for each in sorted(_windows(found), key=lambda each: (-each.distinct, -each.places, each.start)):
        if all(_are_apart(each, other) for other in chosen):
            wide = _widened(text, each)
            if all(_are_apart(wide, other) for other in chosen):
                chosen.append(wide)
        if len(chosen) == MOST_PASSAGES:
            break
    return sorted(chosen, key=lambda each: each.start)


def _are_apart(one: _Passage, other: _Passage) -> bool:
    return one.end <= other.start or other.end <= one.start


def _windows(found: list[_Found]) -> Iterator[_Passage]:
    """Yield, for each place, the passage that begins there and is at most `WIDTH` long: two pointers, one pass."""
    last = 0
    leaves: dict[int, int] = {}
    for first, place in enumerate(found):
        while last < len(found) and (last <= first or found[last].end - place.start <= WIDTH):
            leaves[found[last].leaf] = leaves.get(found[last].leaf, 0) + 1
            last += 1
        yield _Passage(len(leaves), last - first, place.start, max(each.end for each in found[first:last]))
        leaves[place.leaf] -= 1
        if not leaves[place.leaf]:
            del leaves[place.leaf]


def _widened(text: str, passage: _Passage) -> _Passage:
    """Return *passage* about `WIDTH` characters long, from and to the borders of sentences, or else of words."""
    room = max(0, WIDTH - (passage.end - passage.start))
    start = _widened_start(text, passage.start, room // 2)
    end = _widened_end(text, max(passage.end, min(len(text), start + WIDTH)))
    return passage._replace(start=start, end=end)


def _excerpt(zone: Zone, text: str, passage: _Passage, found: list[_Found]) -> Excerpt:
    inside = [place for place in found if passage.start <= place.start and place.end <= passage.end]
    return _cut_out(zone, text, passage.start, passage.end, _merged(inside))


def _beginning(release: Release) -> tuple[Excerpt, ...]:
    """Return the first lines of the lead, or of the body, with nothing marked."""
    for zone, text in ((Zone.LEAD, release.lead), (Zone.BODY, release.body)):
        if text:
            return (_cut_out(zone, text, 0, _widened_end(text, min(len(text), WIDTH)), ()),)
    return ()


def _cut_out(zone: Zone, text: str, start: int, end: int, marked: Iterable[Span]) -> Excerpt:
    return Excerpt(
        zone,
        text[start:end].replace("\n", " "),
        tuple((first - start, last - start) for first, last in marked),
        is_cut_before=start not in (0, *(gap.end() for gap in _GAP.finditer(text) if _ends_sentence(text, gap))),
        is_cut_after=end not in (len(text), *(gap.start() for gap in _GAP.finditer(text) if _ends_sentence(text, gap))),
    )


def _widened_start(text: str, start: int, room: int) -> int:
    """Return a start up to *room* + `_REACH` characters earlier: of a sentence if one is near, else of a word."""
    gaps = [gap for gap in _GAP.finditer(text) if gap.end() <= start]
    sentences = [0, *(gap.end() for gap in gaps if _ends_sentence(text, gap))]
    if sentences[-1] >= start - room - _REACH or start - room - _REACH <= 0:
        return sentences[-1]
    return next((gap.end() for gap in gaps if gap.start() >= start - room), start)


def _widened_end(text: str, end: int) -> int:
    """Return an end up to `_REACH` characters later: of a sentence if one is near, else of a word."""
    if len(text) <= end + _REACH:
        return len(text)
    gaps = [gap for gap in _GAP.finditer(text) if gap.end() > end and gap.start() < end + _REACH]
    borders = [gap.start() for gap in gaps if _ends_sentence(text, gap)] or [gap.start() for gap in gaps]
    return borders[0] if borders else end


def _ends_sentence(text: str, gap: re.Match[str]) -> bool:
    return "\n" in gap.group() or _SENTENCE_END.search(text[: gap.start()]) is not None
