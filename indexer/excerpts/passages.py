"""The best passages of a release, from the places that were found on its sheets."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from indexer.excerpts.places import Place, Span, merged
from indexer.excerpts.sheets import Sheet, Sheets
from indexer.releases import Zone

WIDTH = 240
"""Characters of a passage, about."""

MOST_PASSAGES = 2
_REACH = 60
_BEGINNINGS = (frozenset({Zone.LEAD}), frozenset({Zone.BODY}))
_GAP_CHARACTERS = " \n"


class Excerpt(NamedTuple):
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
    """A text of one zone, from *start* to *end* of a sheet, with the places found in it, ascending; at least one."""

    zone: Zone
    sheet: Sheet
    start: int
    end: int
    places: list[Place]


_Worth: TypeAlias = tuple[int, int]
"""Of a passage, ascending from the best: minus the number of distinct sequels, minus the number of places."""

_Border: TypeAlias = tuple[int, bool]
"""A place where a passage begins or ends, and whether that is inside of a sentence."""


class _Passage(NamedTuple):
    """A stretch around places found, with its worth and, line breaks as spaces, what it shows."""

    start: int
    end: int
    worth: _Worth
    is_cut_before: bool
    is_cut_after: bool
    found: FoundText
    shown: str


def best_excerpts(found: Iterable[FoundText]) -> tuple[Excerpt, ...]:
    """Return the best passages of texts in reading order, at most `MOST_PASSAGES`, in that order, each text once."""
    passages = [passage for each in found for passage in _passages(each)]
    return tuple([_excerpt(each) for each in _best(passages)])


def beginning(sheets: Sheets) -> tuple[Excerpt, ...]:
    """Return the first lines of the lead, or of the body, with nothing marked."""
    for zones in _BEGINNINGS:
        sheet = sheets.sheet(zones)
        for zone, start, end in sheet.stretches():
            stop, is_cut = _widened_end(sheet, end, min(end, WIDTH))
            return (Excerpt(zone, _shown(sheet, start, stop), (), False, is_cut),)
    return ()


def _best(passages: Sequence[_Passage]) -> Sequence[_Passage]:
    if len(passages) <= MOST_PASSAGES and len({passage.shown for passage in passages}) == len(passages):
        return passages
    first_of = {passage.shown: number for number, passage in reversed([*enumerate(passages)])}
    best = sorted(first_of.values(), key=lambda number: (passages[number].worth, number))
    return [passages[number] for number in sorted(best[:MOST_PASSAGES])]


def _passages(found: FoundText) -> list[_Passage]:
    """Return the best passages of one text, widened and apart from each other, in order."""
    places = found.places
    chosen: list[_Passage] = []
    for worth, first, last in sorted(_windows(places)):
        start, end = places[first][0], max([end for _, end, _ in places[first:last]])
        if not chosen or _is_apart(start, end, chosen):
            passage = _widened(found, worth, start, end)
            if not chosen or _is_apart(passage.start, passage.end, chosen):
                chosen.append(passage)
                if len(chosen) == MOST_PASSAGES:
                    return sorted(chosen)
    return chosen


def _is_apart(start: int, end: int, others: Sequence[_Passage]) -> bool:
    return all(end <= other.start or other.end <= start for other in others)


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
    start, end, _, is_cut_before, is_cut_after, found, shown = passage
    inside = [(first - start, last - start, n) for first, last, n in found.places if start <= first and last <= end]
    return Excerpt(found.zone, shown, merged(inside), is_cut_before, is_cut_after)


def _shown(sheet: Sheet, start: int, end: int) -> str:
    return sheet.text[start:end].replace("\n", " ")


def _widened(found: FoundText, worth: _Worth, start: int, end: int) -> _Passage:
    """Return a stretch about `WIDTH` characters long, from and to the borders of sentences, or else of words."""
    sheet = found.sheet
    start, is_cut_before = _widened_start(sheet, found.start, start, max(0, WIDTH - (end - start)) // 2)
    end, is_cut_after = _widened_end(sheet, found.end, max(end, min(found.end, start + WIDTH)))
    return _Passage(start, end, worth, is_cut_before, is_cut_after, found, _shown(sheet, start, end))


def _widened_start(sheet: Sheet, first: int, start: int, room: int) -> _Border:
    """
    Return a start up to *room* + `_REACH` characters earlier, in a text that begins at *first*: of a sentence if one is
    near, else of a word.
    """
    earliest = start - room - _REACH
    ends = sheet.borders[1]
    number = bisect_right(ends, start)
    sentence = ends[number - 1] if number else 0
    if sentence >= earliest or first >= earliest:
        return max(sentence, first), False
    word = _word_from(sheet, start - room, start)
    return word, True


def _word_from(sheet: Sheet, low: int, high: int) -> int:
    """Return where the first word begins that follows a gap from *low* on; *high*, where one begins, if none does."""
    text = sheet.text
    at = low
    if text[low - 1] in _GAP_CHARACTERS:
        while at < high and text[at] in _GAP_CHARACTERS:  # the rest of a gap that began before
            at += 1
    while at < high and text[at] not in _GAP_CHARACTERS:
        at += 1
    while at < high and text[at] in _GAP_CHARACTERS:
        at += 1
    return at


def _widened_end(sheet: Sheet, last: int, end: int) -> _Border:
    """
    Return an end up to `_REACH` characters later, in a text that ends at *last*: of a sentence if one is near, else of
    a word.
    """
    latest = end + _REACH
    if last <= latest:
        return last, False
    starts, ends = sheet.borders
    sentence = starts[bisect_right(ends, end)]
    if sentence < latest:
        return sentence, False
    return _word_to(sheet, end, latest), True


def _word_to(sheet: Sheet, low: int, high: int) -> int:
    """Return where the first gap begins between *low* and *high* or around *low*; *low* if there is none."""
    text = sheet.text
    if text[low] in _GAP_CHARACTERS:
        while text[low - 1] in _GAP_CHARACTERS:
            low -= 1
        return low
    spaces = (text.find(character, low, high) for character in _GAP_CHARACTERS)
    return min((at for at in spaces if at >= 0), default=low)
