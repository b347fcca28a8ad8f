"""The best passages of a release, from the places that were found in its texts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from indexer.excerpts.places import Place, Span, merged
from indexer.releases import Release, Zone

WIDTH = 240
"""Characters of a passage, about."""

MOST_PASSAGES = 2
_REACH = 60
_LONGEST_SENTENCE_END = 6
_GAP = re.compile(r"[ \n]+")
_GAP_CHARACTERS = " \n"
# A full stop ends a sentence before a space only (« www.example.org »), and not after an initial (« M. Durand »).
_SENTENCE_END = re.compile(r"(?:(?<!\b\w)\.|[!?…])[»”\"\s]*\Z")
_END = re.compile(r"[.!?…\n]")
_START = re.compile(r"(?:(?:(?<!\b\w)\.|[!?…])[ \n]+|\n[ \n]*)(?=\w)")  # of the plainest sort, after the last end


@dataclass(frozen=True, slots=True)
class Excerpt:
    """
    A passage of one zone of a release, and what to mark in it.

    *text* is a part of the zone's text with line breaks as spaces; *is_cut_before* and *is_cut_after* say whether the
    sentence went on outside of it.
    """

    zone: Zone
    text: str
    marks: tuple[Span, ...] = ()
    is_cut_before: bool = False
    is_cut_after: bool = False


class FoundText(NamedTuple):
    """A text of one zone of a release, with the places found in it, ascending; at least one."""

    zone: Zone
    text: str
    places: list[Place]


_Worth: TypeAlias = tuple[int, int]
"""Of a passage, ascending from the best: minus the number of distinct sequels, minus the number of places."""


class _Passage(NamedTuple):
    """A stretch of a text around places found, with its worth and, line breaks as spaces, what it shows."""

    start: int
    end: int
    worth: _Worth
    found: FoundText
    shown: str


def best_excerpts(found: Iterable[FoundText]) -> tuple[Excerpt, ...]:
    """Return the best passages of texts in reading order, at most `MOST_PASSAGES`, in that order, each text once."""
    passages = [passage for each in found for passage in _passages(each)]
    return tuple([_excerpt(each) for each in _best(passages)])


def beginning(release: Release) -> tuple[Excerpt, ...]:
    """Return the first lines of the lead, or of the body, with nothing marked."""
    for zone, text in ((Zone.LEAD, release.lead), (Zone.BODY, release.body)):
        if text:
            end = _widened_end(text, min(len(text), WIDTH))
            return (Excerpt(zone, _shown(text, 0, end), (), False, not _is_border(text, end)),)
    return ()


def _best(passages: Sequence[_Passage]) -> Sequence[_Passage]:
    if len(passages) <= MOST_PASSAGES and len({passage.shown for passage in passages}) == len(passages):
        return passages
    first_of = {passage.shown: number for number, passage in reversed([*enumerate(passages)])}
    best = sorted(first_of.values(), key=lambda number: (passages[number].worth, number))
    return [passages[number] for number in sorted(best[:MOST_PASSAGES])]


def _passages(found: FoundText) -> list[_Passage]:
    """Return the best passages of one text, widened and apart from each other, in order."""
    _, text, places = found
    chosen: list[_Passage] = []
    for worth, first, last in sorted(_windows(places)):
        start, end = places[first][0], max([end for _, end, _ in places[first:last]])
        if _is_apart(start, end, chosen):
            start, end = _widened(text, start, end)
            if _is_apart(start, end, chosen):
                chosen.append(_Passage(start, end, worth, found, _shown(text, start, end)))
                if len(chosen) == MOST_PASSAGES:
                    break
    return sorted(chosen)


def _is_apart(start: int, end: int, others: Sequence[_Passage]) -> bool:
    return not others or all(end <= other.start or other.end <= start for other in others)


def _windows(places: Sequence[Place]) -> list[tuple[_Worth, int, int]]:
    """
    Return, for each place, the places from there on that stand within `WIDTH`, half-open, after their worth.

    Two pointers, one pass.
    """
    if len(places) == 1:
        return [((-1, -1), 0, 1)]
    windows = []
    last = 0
    sequels: dict[int, int] = {}
    for first, (start, _, sequel) in enumerate(places):
        while last < len(places) and (last <= first or places[last][1] - start <= WIDTH):
            entering = places[last][2]
            sequels[entering] = sequels.get(entering, 0) + 1
            last += 1
        windows.append(((-len(sequels), first - last), first, last))
        sequels[sequel] -= 1
        if not sequels[sequel]:
            del sequels[sequel]
    return windows


def _excerpt(passage: _Passage) -> Excerpt:
    (zone, text, places), start, end = passage.found, passage.start, passage.end
    return Excerpt(
        zone,
        passage.shown,
        merged([(first - start, last - start, n) for first, last, n in places if start <= first and last <= end]),
        not _is_border(text, start),
        not _is_border(text, end),
    )


def _shown(text: str, start: int, end: int) -> str:
    return text[start:end].replace("\n", " ")


def _widened(text: str, start: int, end: int) -> Span:
    """Return a stretch about `WIDTH` characters long, from and to the borders of sentences, or else of words."""
    start = _widened_start(text, start, max(0, WIDTH - (end - start)) // 2)
    return start, _widened_end(text, max(end, min(len(text), start + WIDTH)))


def _widened_start(text: str, start: int, room: int) -> int:
    """Return a start up to *room* + `_REACH` characters earlier: of a sentence if one is near, else of a word."""
    earliest = max(0, start - room - _REACH)
    sentence = _last_sentence(text, earliest, start)
    if sentence is not None or earliest == 0:
        return sentence or 0
    gap = _GAP.search(text, start - room, start)
    if gap and text[start - room - 1] in _GAP_CHARACTERS and gap.start() == start - room:  # the rest of an earlier one
        gap = _GAP.search(text, gap.end(), start)
    return gap.end() if gap else start


def _last_sentence(text: str, low: int, high: int) -> int | None:
    """Return where the last sentence begins that follows a gap of *text* between *low* and *high*."""
    lowest = max(0, low - _LONGEST_SENTENCE_END)
    at = _last_end(text, lowest, high)
    while at >= 0:
        start = _START.match(text, at, high + 1)
        if start and at >= low:
            return start.end()
        gaps = [gap for gap in _gaps_after(text, at, low, high) if _ends_sentence(text, gap)]
        if gaps:
            return gaps[-1].end()
        at = _last_end(text, lowest, at)
    return None


def _last_end(text: str, low: int, high: int) -> int:
    """Return the last place from *low* to *high* where a sentence may end, or -1."""
    found = _END.search(text[low:high][::-1])
    return high - found.end() if found else -1


def _widened_end(text: str, end: int) -> int:
    """Return an end up to `_REACH` characters later: of a sentence if one is near, else of a word."""
    latest = end + _REACH
    if len(text) <= latest:
        return len(text)
    for mark in _END.finditer(text, max(0, end - _LONGEST_SENTENCE_END), latest):
        for gap in _gaps_after(text, mark.start(), end, latest):
            if _ends_sentence(text, gap):
                return gap.start()
    first = _GAP.search(text, end, latest)
    return first.start() if first else end


def _gaps_after(text: str, at: int, low: int, high: int) -> Iterator[re.Match[str]]:
    """Yield the gaps of *text* from *low* to *high* that end a sentence if the mark or the line break at *at* does."""
    if text[at] == "\n":
        while at > low and text[at - 1] in _GAP_CHARACTERS:
            at -= 1
    for gap in _GAP.finditer(text, max(at, low), high):
        if gap.start() > at + _LONGEST_SENTENCE_END:
            return
        yield gap


def _is_border(text: str, at: int) -> bool:
    """Return whether a sentence begins or ends at *at*."""
    if at in (0, len(text)):
        return True
    gap = _GAP.search(text, at - 1, at + 1)
    return gap is not None and _ends_sentence(text, gap)


def _ends_sentence(text: str, gap: re.Match[str]) -> bool:
    start = gap.start()
    return "\n" in gap.group() or _SENTENCE_END.search(text, max(0, start - _LONGEST_SENTENCE_END), start) is not None
