"""
Running headers, footers and page numbers: what pages repeat at the same height, figures aside.

Only the top and the bottom of pages are looked at. A file of one page repeats nothing: its letterhead is text.
"""

import re
from collections import Counter
from collections.abc import Sequence

from indexer.readers.pdf_layout import Fragment
from indexer.readers.pdf_words import Page

_ZONE = 0.16
# Points by which a line may be higher or lower on the next page.
_PLAY = 3
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(
    r"\W{0,3}(?:page\W{1,2}|p\.\W?)?(\d{1,4})(?:\W{0,3}(?:/|sur|de|of)\W{0,3}\d{1,4})?\W{0,3}", re.IGNORECASE
)

Pages = Sequence[tuple[Page, Sequence[Fragment]]]


def split(pages: Pages) -> tuple[list[list[Fragment]], tuple[str, ...]]:
    """Return the text of each page, and what runs over the pages, once each, without the numbers of pages."""
    seen = Counter[tuple[str, int]]()
    for page, found in pages:
        seen.update({key for each in found if _is_marginal(each, page) for key in _keys(each)})
    # The first page often has a letterhead instead, and right pages another header than left ones.
    often = max(2, (len(pages) - 1) // 2)
    repeated = {key for key, count in seen.items() if count >= often}
    texts: list[list[Fragment]] = []
    running: dict[str, str] = {}
    for number, (page, found) in enumerate(pages, 1):
        texts.append([])
        for each in found:
            if not _is_marginal(each, page):
                texts[-1].append(each)
            elif not repeated.isdisjoint(_keys(each)):
                if not _NUMBER.fullmatch(each.text):
                    running.setdefault(_FIGURES.sub("#", each.text), each.text)
            elif not _is_number(each, found, number):
                texts[-1].append(each)
    return texts, tuple(running.values())


def _is_marginal(fragment: Fragment, page: Page) -> bool:
    zone = _ZONE * (page.bottom - page.top)
    return fragment.base < page.top + zone or fragment.base > page.bottom - zone


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
