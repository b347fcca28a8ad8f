"""What a document says of when it may be shown: « sous embargo jusqu'au ... », « pour diffusion immédiate »."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from indexer.analysis.dates import find_dates, find_days
from indexer.blocks import Block
from indexer.extraction.kinds import is_only_kind, leading_kind
from indexer.extraction.lines import SEPARATORS, block_place, lines_of, same_length_fold, with_line, with_text

_NEAR_TOP = 15
_NEAR_END = 4
_MOST_LINES = 8
_LONGEST_LINE = 220
_IMMEDIATE_FIELDS = ("immediate", "diffusion", "release", "publication")
_IMMEDIATE = re.compile(
    r"(?:(?:pour|a)\s)?(?:diffusion|publication|parution|mise\sen\sligne)\s(?:large\set\s)?immediate|"
    r"a\s(?:diffuser|publier|paraitre)\s(?:immediatement|sans\sdelai|des\sreception)|for\simmediate\srelease|"
    r"(?:de\s)?diffusion\slibre|libre\sde\sdiffusion"
)
_LIFTED = re.compile(r"embargo\s(?:a\sete\s|est\s)?leve\b.*|levee\sde\sl'embargo\W*\Z|(?:sans|pas\sd')\s?embargo\b.*")
_UNTIL = (
    r"(?:jusqu|a\s?partir|avant|au\b|le\b|levee?\b|date\b|fin\b|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\d)"
)
_STRICT = r"(?:\s(?:strict|absolu|total|presse|media|medias))*"
_BORDER = rf"(?=\s?[:,(–—|/-]|\s?\Z|\s{_UNTIL}|[.!]?\s*\Z)"
_EMBARGO = re.compile(
    r"(?:(?:document|communique|texte|information)s?\s)?(?:strictement\s)?"
    rf"(?:sous|en)\sembargo{_STRICT}{_BORDER}|embargo{_STRICT}{_BORDER}|(?:fin|levee|date)\s(?:de\s(?:l')?|d')embargo{_BORDER}|"
    r"(?:a\s)?ne\s(?:pas|rien)\s(?:etre\s)?(?:diffuse|publie|rendre\spublic|communique|reprendre)\S{0,2}\savant|"
    r"(?:diffusion|publication)\s(?:interdite|autorisee)\s(?:avant|jusqu|a\spartir|a\scompter)|"
    r"(?:pour\s(?:diffusion|publication|parution)|a\s(?:diffuser|publier))\s(?:(?:seulement\s)?a\spartir\sd|le\s|apres\s)"
)
# These words may open a sentence or a title: the embargo needs its day.
_NEEDS_DAY = re.compile(r"embargo\s?[:,(–—|/-]|pour\s|a\s(?:diffuser|publier)|diffusion|publication")
_CONTINUES = re.compile(
    r"\W*(?:jusqu|au\s|le\s|a\s?\d|a\spartir|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\d)"
)
_HOUR = re.compile(r"\b\d{1,2}\s?(?:h|heures?|:)\s?\d{0,2}\b|\b(?:midi|minuit)\b")
_SIGN = re.compile(r"\s[–—-]\s|\s?[|/•]\s?|\.\s")
_SIGNS = tuple("–—-|/•([·*")


@dataclass(frozen=True, slots=True)
class Notice:
    """The words of the embargo, None without any, and where they stand; « pour diffusion immédiate »."""

    embargo: str | None = None
    place: str = ""
    is_immediate: bool = False


class _Said(NamedTuple):
    """What a line says: the words of an embargo or None; what is left of the line."""

    embargo: str | None
    is_immediate: bool
    rest: str


def take_notice(
    blocks: Sequence[Block], metadata: Mapping[str, str], margins: Sequence[Block] = ()
) -> tuple[Notice, tuple[Block, ...]]:
    """Return what the lines near the top and the end say of when to show the release, and *blocks* without it."""
    blocks = tuple(blocks)
    is_immediate = any(_IMMEDIATE.search(same_length_fold(metadata.get(name, ""))) for name in _IMMEDIATE_FIELDS)
    notice = Notice(is_immediate=is_immediate)
    for number in sorted({*range(len(blocks))[:_NEAR_TOP], *range(len(blocks))[-_NEAR_END:]}):
        # From the last line up: the numbers of the lines above hold when one is taken away.
        for place in reversed(range(len(lines_of(blocks[number])[:_MOST_LINES]))):
            said, blocks = _take_line(blocks, number, place)
            notice = _with(notice, said, block_place("line", number))
    for line in (line for block in margins for line in lines_of(block)):
        notice = _with(notice, _said(line), "running header or footer")
    return notice, blocks


def _with(notice: Notice, said: _Said | None, place: str) -> Notice:
    if said is None:
        return notice
    notice = replace(notice, is_immediate=notice.is_immediate or said.is_immediate)
    return replace(notice, embargo=said.embargo, place=place) if said.embargo and not notice.embargo else notice


def _take_line(blocks: tuple[Block, ...], number: int, place: int) -> tuple[_Said | None, tuple[Block, ...]]:
    """Return what line *place* of block *number* says, perhaps going on in the next lines, and *blocks* without it."""
    lines = lines_of(blocks[number])
    if place >= len(lines) or (said := _said(lines[place])) is None:
        return None, blocks
    if said.embargo is None or _has_day(said.embargo):
        return said, with_line(blocks, number, place, said.rest)
    following = lines[place + 1 : place + 3]
    while following and not _goes_on(" ".join(following)):
        following.pop()
    if following:
        for _ in following:
            blocks = with_line(blocks, number, place + 1, "")
    elif place + 1 == len(lines) and number + 1 < len(blocks) and _goes_on(blocks[number + 1].text):
        following = [" ".join(lines_of(blocks[number + 1]))]
        blocks = with_text(blocks, number + 1, "")
    said = said._replace(embargo=" ".join([said.embargo, *following]))
    return said, with_line(blocks, number, place, said.rest)


def _goes_on(text: str) -> bool:
    return len(text) < 80 and _CONTINUES.match(same_length_fold(text)) is not None and _has_day(text)


def _said(line: str) -> _Said | None:
    """Return what *line* says of when to show the release; None when it says nothing, or is a sentence."""
    if len(line) > _LONGEST_LINE:
        return None
    folded = same_length_fold(line)
    if (lifted := _LIFTED.search(folded)) and _stands_apart(line[: lifted.start()]):
        return _Said(None, False, _kept(line[: lifted.start()]))
    embargo = _EMBARGO.search(folded)
    if embargo and _stands_apart(line[: embargo.start()]):
        end = _end_of_embargo(line, embargo.start())
        words = _tidy(line[embargo.start() : end])
        if _has_day(words) or not _NEEDS_DAY.match(folded, embargo.start()):
            return _Said(words, False, _rest(line[: embargo.start()], line[end:]))
    immediate = _IMMEDIATE.search(folded)
    if immediate and _stands_apart(line[: immediate.start()]):
        after = line[immediate.end() :]
        if not _kept(after) or after.lstrip().startswith((*_SIGNS, ")", ":")) or next(find_dates(after[:80]), None):
            return _Said(None, True, _rest(line[: immediate.start()], after))
    return None


def _has_day(words: str) -> bool:
    if next(find_dates(words), None) or next(find_days(words), None):
        return True
    return _HOUR.search(same_length_fold(words)) is not None


def _stands_apart(before: str) -> bool:
    """Say whether *before* is no beginning of a sentence: nothing, a kind, a dateline, or what ends with a sign."""
    kept = _kept(before)
    if not kept or before.rstrip().endswith(_SIGNS) or is_only_kind(kept):
        return True
    return any(found.end >= len(kept) - 1 for found in find_dates(kept))


def _end_of_embargo(line: str, start: int) -> int:
    """Return where the words of an embargo end: before a kind or a dateline that follows on the line."""
    found = next((found for found in find_dates(line) if found.start >= start), None)
    for sign in _SIGN.finditer(line, found.end if found else start):
        rest = line[sign.end() :]
        if leading_kind(rest)[0] or next(find_dates(rest), None):
            return sign.start()
    return len(line)


def _rest(before: str, after: str) -> str:
    return " – ".join(filter(None, (_kept(before), _kept(after))))


def _kept(text: str) -> str:
    kept = text.strip(SEPARATORS)
    return f"({kept})" if kept and text.strip().startswith("(") and text.strip().endswith(")") else kept


def _tidy(words: str) -> str:
    return " ".join(words.strip(" *_[]|–—-\u00a0.").split())
