"""Kinds of releases: where a document names its own. The table of those that are known is in `kind_names`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from indexer.analysis.dates import find_dates
from indexer.analysis.folding import fold_text
from indexer.blocks import Block, BlockKind
from indexer.extraction.kind_names import BY_WAY, KINDS, QUALIFIERS, Kind
from indexer.extraction.lines import SEPARATORS, block_place, lines_of, near_lines, same_length_fold, with_line
from indexer.releases import Certainty, Origin

NEAR_TOP = 12

_FIELDS = ("kind", "type", "genre", "nature", "category", "categories", "categorie", "rubrique")
# What a page says of itself in a phrase: « Gouvernement, communiqué du conseil des ministres du 3 mai ».
_PHRASES = ("description", "og:description")
_WAY = "|".join(sorted((way.replace(" ", r"\s+") for way in BY_WAY), key=len, reverse=True))
_QUALIFIER = "|".join(QUALIFIERS)
_NAME = rf"(?:{_WAY})s?\b(?:\s+(?:{_QUALIFIER})\b)*"
# « Communiqués », « COMMUNIQUÉ DE PRESSE N° 12 »
# « COMMUNIQUÉ / DE PRESSE », in large letters on two lines
_BROKEN = re.compile(rf"^[^\S\n]*(?:{_WAY})s?[^\S\n]*$", re.MULTILINE)
# « AGENDA PRÉVISIONNEL / de Mme Exemple »
_GOES_ON = re.compile(rf"^[^\S\n]*{_NAME}[^\S\n]*(?P<end>\n)(?=(?:de|du|des)\s|d')", re.MULTILINE)
_LEADING = re.compile(rf"[\W_]{{0,4}}(?P<kind>{_NAME})")
_TRAILING = re.compile(rf"(?:^|.*\s[–—|/•·-]\s|.*[\[(|:]\s?)(?P<kind>{_NAME})[\W_]{{0,4}}\Z", re.DOTALL)
_LAST = re.compile(rf"\b(?P<kind>{_NAME})[\W_]{{0,4}}\Z")
_NUMBER = r"(?:n\s?°s?|(?:nos?|num(?:ero)?|ref(?:erence)?|n/ref)\b)\s?[.:°]*\s*"
_MONTH = (
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|printemps|ete|automne|hiver|"
    r"rentree|saison"
)
_ASIDE = re.compile(
    rf"[\W_]*(?:(?:{_NUMBER})[\w/. -]{{1,24}}|(?:(?:{_NUMBER})\d{{1,4}}\W{{1,4}})?(?:{_MONTH})\s\d{{4}}"
    r"(?:\s?[/–-]\s?\d{2,4})?|"
    r"(?=\S{0,20}\d)(?:[\w-]+/)*[\w-]{1,12}(?=[\W_]*\Z)|\([^()]{1,60}\))?[\W_]*"
)
_NUMBERED = re.compile(rf"[\W_]*(?:{_NUMBER}|#)\s?[\w/.-]{{1,20}}\s*[–—|:,.-]?\s*")
_SPACED = re.compile(r"(?:[^\W\d_][ \u00a0\u202f]{1,3}){5,}[^\W\d_](?![^\W\d_])")
_AFTER_COLON = re.compile(r"[\s\])]*(?::|[–—|]|-\s)\s*")
# « Communiqué / 28 juin 2021 »
_BEFORE_DATE = re.compile(r"\s?[/•·]\s?(?:le\s)?\d{1,2}(?:er)?[\s./]")
# « Tribune parue dans ... », « Discours prononcé à ... »
_PARTICIPLE = re.compile(r"\s(?:paru|publi|prononc|sign|cosign|collecti)")
_BY_WHOM = re.compile(r"\s(?:par\s?:?\s|de\s(?:la\s|l'|mm?\.|mme\s)?|du\s|des\s|d')(?=\S)")
# « Discours de Mme Camille Exemple », « Déclaration de la présidente »; not « Déclaration de la taxe d'habitation »
_BY_ROLE = re.compile(
    r"\s(?:de\s(?:la\s|l')?|du\s|des\s|d')(?:(?:m\.|mme|monsieur|madame)\s|(?:vice-?)?president|ministre|"
    r"premiere? ministre|maire\b|prefet|secretaire|direct(?:eur|rice)\b|porte-?parole|gouvernement|"
    r"bureau\b|conseil\b|intersyndicale)"
)
_PHRASE = re.compile(rf"(?:\A|[,:;–—|]\s?){_LEADING.pattern}(?=\s(?:du|de|des)\s|\s?[,:;–—|.]|\s+conseil\b|\s?\Z)")
_LONGEST_LINE = 120
_LONGEST_TEXT = 250
_LABELLED = re.compile(r"[\W_]{0,3}(?:objet|titre|sujet|subject)\s?:\s?", re.IGNORECASE)
_TITLE_ROOM = 240
# A weak kind needs to be among the first blocks.
_FIRST = 5


class Named(NamedTuple):
    """
    A kind as written, where it was read, and the number of the block that had a line for it; None without any.

    *above* is what stood in that block before the kind: mostly whose paper it is.
    """

    kind: str | None = None
    origin: Origin | None = None
    number: int | None = None
    above: str = ""


def kind_key(kind: str) -> str:
    """Return the stable key of *kind* as written; a kind that is not known is its own key, folded."""
    known = _known(kind)
    return known.key if known else " ".join(fold_text(kind).split()).strip(" .:;,-–—")


def kind_label(key: str) -> str:
    """Return the French label of the kind with *key*; an unknown key is its own label."""
    return next((kind.label for kind in KINDS if kind.key == key), key)


def leading_kind(line: str) -> tuple[str, str]:
    """Return the kind that opens *line*, as written, and the rest of the line; ("", line) when there is none."""
    line = _without_spacing(line)
    match = _LEADING.match(same_length_fold(line[:_LONGEST_LINE]))
    if not match:
        return "", line
    return line[match.start("kind") : match.end()].strip(), line[match.end() :]


def trailing_kind(line: str) -> tuple[str, str]:
    """Return the kind that ends *line* after a sign, as written, and what stands before; ("", line) without any."""
    line = _without_spacing(line)
    folded = same_length_fold(line) if len(line) <= 2 * _LONGEST_LINE else ""
    match = _TRAILING.match(folded) or _LAST.search(folded)
    if not match or (match.re is _LAST and not _ends_with_date(line[: match.start("kind")])):
        return "", line
    return line[match.start("kind") : match.end("kind")].strip(), line[: match.start("kind")].rstrip(SEPARATORS)


def is_only_kind(line: str) -> bool:
    """Say whether *line* names a kind, perhaps with a number, and nothing else."""
    return _only_kind(line) is not None


def without_number(rest: str) -> str:
    """Return *rest* of a line, folded, without the number behind its kind: « n° 5/2022 | »."""
    return _NUMBERED.sub("", rest, count=1)


def names_kind_and_issuer(line: str) -> bool:
    """Say whether *line* is « COMMUNIQUÉ DU BUREAU NATIONAL »: a kind with the one whose it is, no headline."""
    kind, rest = leading_kind(line)
    return bool(kind) and _BY_WHOM.match(same_length_fold(rest)) is not None and len(line) < _LONGEST_LINE


def take_kind(
    blocks: Sequence[Block], metadata: Mapping[str, str], margins: Sequence[Block] = ()
) -> tuple[Named, tuple[Block, ...]]:
    """Return the kind that the document names, and *blocks* without the words that only named it."""
    blocks = tuple(_on_one_line(block) if number < _FIRST else block for number, block in enumerate(blocks))
    lines = [(number, *_taken(line, is_first=number < _FIRST)) for number, _, line in near_lines(blocks, _top(blocks))]
    own = [(number, kind) for number, kind, _ in lines if kind and blocks[number].kind is not BlockKind.ITEM]
    if own:
        # « Information réglementée » is a label of the law, above the kind of the paper.
        first = next((each for each in own if kind_key(each[1]) != "information-reglementee"), own[0])
        number, kind = next((each for each in own if _is_fuller(each[1], first[1])), first)
        taken = {number, *(other for other, _ in own if other < max(number, _FIRST))}
        named = Named(kind, Origin("kind", block_place("line", number)), number, _above(blocks[number]))
        return named, _without(blocks, taken)
    other = _titled_kind(blocks) or _in_margins(margins) or _stated_kind(metadata) or _described_kind(metadata)
    return other or Named(), blocks


def _above(block: Block) -> str:
    """Return what stands in *block* before the kind: the lines above it, and the words before it on its line."""
    above: list[str] = []
    for line in lines_of(block):
        if _taken(line, is_first=True)[0]:
            before = "" if is_only_kind(line) else trailing_kind(line)[1]
            return "\n".join(filter(None, (*above, before)))
        above.append(line)
    return ""


def _without(blocks: tuple[Block, ...], taken: set[int]) -> tuple[Block, ...]:
    """Return *blocks* without the words that name a kind in those with the numbers *taken*."""
    for number in taken:
        for place, line in reversed(list(enumerate(lines_of(blocks[number])))):
            kind, rest = _taken(line, is_first=True)
            if kind:
                blocks = with_line(blocks, number, place, rest)
    return blocks


def _on_one_line(block: Block) -> Block:
    """Return *block* with a kind that is broken over lines on one."""
    if "\n" not in block.text or len(block.text) > _LONGEST_TEXT:
        return block
    text = block.text
    for match in _BROKEN.finditer(same_length_fold(text)):
        text = text[: match.start()] + text[match.start() : match.end()].replace("\n", " ") + text[match.end() :]
    goes_on = _GOES_ON.search(same_length_fold(text))
    if goes_on and text[goes_on.end()].islower():
        text = f"{text[: goes_on.start('end')]} {text[goes_on.end() :]}"
    return replace(block, text=text)


def _top(blocks: Sequence[Block]) -> int:
    """Return how many blocks may hold the kind: those near the top, until the text is under way."""
    long = [number for number, block in enumerate(blocks[:NEAR_TOP]) if len(block.text) > _LONGEST_TEXT]
    return long[1] + 1 if len(long) > 1 else min(len(blocks), NEAR_TOP)


def _taken(line: str, *, is_first: bool) -> tuple[str, str]:
    """Return the kind that *line* gives a part of its own, "" for none, and the line without that part."""
    if kind := _only_kind(line):
        return (kind, _dated(line)) if is_first or not _is_weak(kind) else ("", line)
    kind, before = trailing_kind(line)
    return (kind, before) if kind and not _is_weak(kind) else ("", line)


def _dated(line: str) -> str:
    """Return the date in *line*, behind a number: « Communiqué de presse n° 14 du 18 octobre 2022 »; else ""."""
    found = next(find_dates(line), None)
    return line[found.start : found.end] if found else ""


def _ends_with_date(text: str) -> bool:
    return any(not text[found.end :].strip(SEPARATORS) for found in find_dates(text))


def _only_kind(line: str) -> str | None:
    kind, rest = leading_kind(line)
    return kind if kind and _ASIDE.fullmatch(same_length_fold(rest)) else None


def _titled_kind(blocks: Sequence[Block]) -> Named | None:
    """Return the kind that opens a line near the top: « Dossier de presse PostgreSQL », « COMMUNIQUE DU CONSEIL »."""
    for number, block in enumerate(blocks[: _top(blocks)]):
        if block.kind in {BlockKind.ITEM, BlockKind.ROW}:
            continue
        if len(block.text) > _TITLE_ROOM and block.kind is not BlockKind.HEADING:
            continue
        lines = lines_of(block)
        line = next((line for line in lines if _LABELLED.match(same_length_fold(line[:20]))), lines[0])
        kind, rest = leading_kind(_LABELLED.sub("", line, count=1))
        if kind and _opens_title(kind, same_length_fold(rest), is_sentence=line.rstrip().endswith(".")):
            return Named(kind, Origin("kind", block_place("title", number), Certainty.LIKELY))
    return None


def _opens_title(kind: str, rest: str, *, is_sentence: bool) -> bool:
    if _AFTER_COLON.match(without_number(rest) or rest) or _PARTICIPLE.match(rest) or _BEFORE_DATE.match(rest):
        return True
    if is_sentence:
        return False
    is_by = _BY_WHOM.match(rest) is not None
    if _BY_ROLE.match(rest):
        return True
    return not _is_weak(kind) and (kind.isupper() or is_by or " " in kind)


def _in_margins(margins: Sequence[Block]) -> Named | None:
    for block in margins:
        for line in lines_of(block):
            kind = _only_kind(line) or trailing_kind(line)[0]
            if kind:
                return Named(kind, Origin("kind", "running header or footer", Certainty.LIKELY))
    return None


def _stated_kind(metadata: Mapping[str, str]) -> Named | None:
    for name in _FIELDS:
        for value in metadata.get(name, "").split(","):
            if _known(value):
                return Named(value.strip(), Origin("kind", f"metadata: {name}"))
    return None


def _described_kind(metadata: Mapping[str, str]) -> Named | None:
    for name in _PHRASES:
        text = metadata.get(name, "")[: 2 * _LONGEST_LINE]
        match = _PHRASE.search(same_length_fold(text))
        if match and text[match.start("kind")].isupper():
            written = text[match.start("kind") : match.end("kind")].strip()
            return Named(written, Origin("kind", f"metadata: {name}", Certainty.LIKELY))
    return None


def _known(kind: str) -> Kind | None:
    folded = " ".join(same_length_fold(kind).split()).strip(SEPARATORS)
    match = _LEADING.match(folded)
    if not match or not _ASIDE.fullmatch(folded[match.end() :]):
        return None
    words = match["kind"]
    while words not in BY_WAY:  # without the qualifiers, and without the s of « communiqués »
        shorter = words.removesuffix("s") if words.removesuffix("s") in BY_WAY else words.rpartition(" ")[0]
        if not shorter:
            return None
        words = shorter
    return BY_WAY[words]


def _is_weak(kind: str) -> bool:
    """Say whether the words of *kind* name many other things too."""
    known = _known(kind)
    return known is not None and known.is_weak


def _is_fuller(kind: str, other: str) -> bool:
    """Say whether *kind* says in full what *other* is short for: « Communiqué de presse » for « CP »."""
    return _is_weak(other) and not _is_weak(kind) and kind_key(kind) == kind_key(other)


def _without_spacing(line: str) -> str:
    """Return *line* with « C O M M U N I Q U É » as « COMMUNIQUÉ »; only the words of the table are known so."""
    match = _SPACED.search(line[:_LONGEST_LINE])
    if match is None:
        return line
    letters = re.sub(r"\s", "", match.group())
    folded = same_length_fold(letters)
    for way in sorted(BY_WAY, key=len, reverse=True):
        if folded == way.replace(" ", ""):
            return line[: match.start()] + _spaced_like(letters, way) + line[match.end() :]
    return line


def _spaced_like(letters: str, way: str) -> str:
    rest = iter(letters)
    return "".join(" " if letter == " " else next(rest) for letter in way)
