"""
Running headers, footers and page numbers: what pages repeat at the same height, figures aside.

Only the top and the bottom of pages are looked at. A file of one page repeats nothing: its letterhead is text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from indexer.readers.pdf_layout import Fragment
from indexer.readers.pdf_words import Page

_ZONE = 0.16
# Points by which a line may be higher or lower on the next page.
_PLAY = 3
# Lines that are farther apart than this, in sizes of their type, do not belong together.
_LEADING = 1.8
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(
    r"\W{0,3}(?:page\W{1,2}|p\.\W?)?(\d{1,4})(?:\W{0,3}(?:/|sur|de|of)\W{0,3}\d{1,4})?\W{0,3}", re.IGNORECASE
)

Pages = Sequence[tuple[Page, Sequence[Fragment]]]


def split(pages: Pages) -> tuple[list[list[Fragment]], tuple[str, ...]]:
    """Return the text of each page, and what runs over the pages, once each, without the numbers of pages."""
    marginal = [_marginal(found, page) for page, found in pages]
    seen = Counter(key for each in marginal for key in {key for fragment in each for key in _keys(fragment)})
    # The first page often has a letterhead instead, and right pages another header than left ones.
    often = max(2, (len(pages) - 1) // 2)
    repeated = {key for key, count in seen.items() if count >= often}
    texts: list[list[Fragment]] = []
    running: dict[str, str] = {}
    for number, ((_, found), at_edge) in enumerate(zip(pages, marginal, strict=True), 1):
        texts.append([])
        for each in found:
            if each in at_edge and not repeated.isdisjoint(_keys(each)):
                running.setdefault(_FIGURES.sub("#", each.text), each.text)
            elif each not in at_edge or not _is_number(each, found, number):
                texts[-1].append(each)
    return texts, tuple(text for text in running.values() if not _NUMBER.fullmatch(text))


def _marginal(found: Sequence[Fragment], page: Page) -> set[Fragment]:
    """Return the lines nearest to the top and to the bottom of a page, as far as they stand together."""
    zone = _ZONE * (page.bottom - page.top)
    lines = sorted(found, key=lambda each: each.base)
    above = _together(each for each in lines if each.base < page.top + zone)
    below = _together(each for each in reversed(lines) if each.base > page.bottom - zone)
    return {*above, *below}


def _together(lines: Iterable[Fragment]) -> Iterator[Fragment]:
    last: Fragment | None = None
    for line in lines:
        if last and abs(line.base - last.base) > _LEADING * line.size:
            return
        yield line
        last = line


def _keys(fragment: Fragment) -> set[tuple[str, int]]:
    text = _FIGURES.sub("#", fragment.text)
    return {(text, round((fragment.base + shift) / _PLAY)) for shift in (0, _PLAY / 2)}


def _is_number(fragment: Fragment, found: Sequence[Fragment], page: int) -> bool:
    """Say whether *fragment* is the number of its page, alone at the very top or bottom."""
    match = _NUMBER.fullmatch(fragment.text)
    if not match or int(match[1]) != page:
        return False
    bases = [each.base for each in found]
    return fragment.base in (min(bases), max(bases)) and bases.count(fragment.base) == 1
