"""
One release in several formats: files of one name beside each other, with nearly the same text.

It is read from its best form: one that has all the text, then the one that states most, then by format, those first
that keep headings and paragraphs apart, then by path.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from posixpath import splitext

from indexer.archive.duplicates import NEAR
from indexer.archive.facts import Facts
from indexer.archive.texts import Texts

_PREFERRED = ("md", "markdown", "html", "htm", "xhtml", "docx", "odt", "rtf", "eml", "txt", "text", "json", "pdf")
_ALL_THE_TEXT = 0.9
"""Part of the words of the longest form from which a form has all the text."""


def best_forms(facts: Sequence[Facts], texts: Texts) -> Mapping[int, tuple[int, ...]]:
    """Return the numbers of the releases that are shown, each with those of its other forms."""
    groups: dict[object, list[int]] = {}
    for number, each in enumerate(facts):
        groups.setdefault(_name(each), []).append(number)
    best: dict[int, tuple[int, ...]] = {}
    for group in groups.values():
        best.update(_forms_of(group, facts, texts) if len(group) > 1 else {group[0]: ()})
    return dict(sorted(best.items()))


def _name(facts: Facts) -> object:
    """Return what all forms of a release have in common; a release among others in one file has no other form."""
    return (splitext(facts.place.source)[0], facts.wanted) if facts.place.number == 0 else facts.place


def _forms_of(group: Sequence[int], facts: Sequence[Facts], texts: Texts) -> dict[int, tuple[int, ...]]:
    longest = max(facts[number].words for number in group)
    left = sorted(group, key=lambda number: _rank(facts[number], longest))
    found = {}
    while left:
        first, *left = left
        same = [number for number in left if texts.resemblance(first, number) >= NEAR]
        left = [number for number in left if number not in same]
        found[first] = tuple(sorted(same))
    return found


def _rank(facts: Facts, longest: int) -> tuple[bool, int, int, object]:
    suffix = PurePosixPath(facts.place.source).suffix.removeprefix(".").lower()
    format_ = _PREFERRED.index(suffix) if suffix in _PREFERRED else len(_PREFERRED)
    return (facts.words < _ALL_THE_TEXT * longest, -facts.fields, format_, facts.place)
