"""Kinds of releases: the table of those that are known, and where a document names its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.analysis.folding import fold_text
from indexer.blocks import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of release: *key* is stable (it stands in URLs and indexes), *label* French, *ways* folded."""

    key: str
    label: str
    ways: tuple[str, ...]


KINDS = (
    Kind(
        "communique-de-presse", "Communiqué de presse", ("communique de presse", "communique presse", "press release")
    ),
    Kind("communique", "Communiqué", ("communique",)),
    Kind("information-presse", "Information presse", ("information presse", "info presse", "infos presse")),
    Kind("dossier-de-presse", "Dossier de presse", ("dossier de presse", "dossier presse")),
    Kind(
        "invitation-presse",
        "Invitation presse",
        ("invitation presse", "invitation a la presse", "invitation de presse"),
    ),
    Kind("alerte-presse", "Alerte presse", ("alerte presse", "alerte medias", "alerte media")),
    Kind("point-presse", "Point presse", ("point presse", "point de presse")),
    Kind("conference-de-presse", "Conférence de presse", ("conference de presse",)),
    Kind(
        "note-de-presse", "Note de presse", ("note de presse", "note presse", "note a la presse", "note aux redactions")
    ),
    Kind("avis-de-presse", "Avis de presse", ("avis de presse", "avis a la presse", "avis aux medias")),
    Kind("tribune", "Tribune", ("tribune",)),
    Kind("discours", "Discours", ("discours",)),
    Kind("declaration", "Déclaration", ("declaration",)),
    Kind("lettre-ouverte", "Lettre ouverte", ("lettre ouverte",)),
)
NEAR_TOP = 12

_FIELDS = ("kind", "type", "genre")
_BY_WAY = {way: kind for kind in KINDS for way in kind.ways}
_WAY = "|".join(sorted((way.replace(" ", r"\s+") for way in _BY_WAY), key=len, reverse=True))
# « Communiqués », « COMMUNIQUÉ DE PRESSE N° 12 »
_LEADING = re.compile(rf"\W{{0,4}}({_WAY})s?\b")
_ASIDE = re.compile(r"\W*(?:(?:n\s?°|no|numero)\s*[\w/.-]{1,20}\W*)?")
_AFTER_COLON = re.compile(r"\s*(?::|[–—|]|-\s)\s*")
# « Tribune parue dans ... », « Discours prononcé à ... »
_PARTICIPLE = re.compile(r"\s(?:paru|publi|prononc|sign|cosign|collecti)")
_LONGEST_LINE = 120


def kind_key(kind: str) -> str:
    """Return the stable key of *kind* as written; a kind that is not known is its own key, folded."""
    folded = " ".join(fold_text(kind).split()).strip(" .:;,-–—")
    match = _LEADING.match(folded)
    if match and not _ASIDE.sub("", folded[match.end() :], count=1):
        return _known(match[1]).key
    return folded


def kind_label(key: str) -> str:
    """Return the French label of the kind with *key*; an unknown key is its own label."""
    return next((kind.label for kind in KINDS if kind.key == key), key)


def leading_kind(line: str) -> tuple[str, str]:
    """Return the kind that opens *line*, as written, and the rest of the line; ("", line) when there is none."""
    match = _LEADING.match(_same_length_fold(line[:_LONGEST_LINE]))
    if not match:
        return "", line
    return line[match.start(1) : match.end()].strip(), line[match.end() :]


def take_kind(blocks: Sequence[Block], metadata: Mapping[str, str]) -> tuple[str | None, tuple[Block, ...]]:
    """Return the kind that the document names, and *blocks* without the line that only named it."""
    for number, block in enumerate(blocks[:NEAR_TOP]):
        for line in block.text.split("\n"):
            if kind := _only_kind(line):
                return kind, _without_line(blocks, number, line)
    return _titled_kind(blocks) or _stated_kind(metadata), tuple(blocks)


def _only_kind(line: str) -> str | None:
    kind, rest = leading_kind(line)
    return kind if kind and not _ASIDE.sub("", rest, count=1) else None


def _titled_kind(blocks: Sequence[Block]) -> str | None:
    """Return the kind that opens a line near the top: « Dossier de presse PostgreSQL », « COMMUNIQUE DU CONSEIL »."""
    for block in blocks[:NEAR_TOP]:
        if len(block.text) > 2 * _LONGEST_LINE and block.kind is not BlockKind.HEADING:
            continue
        kind, rest = leading_kind(block.text)
        if kind and (" " in kind or kind.isupper() or _AFTER_COLON.match(rest) or _PARTICIPLE.match(fold_text(rest))):
            return kind
    return None


def _stated_kind(metadata: Mapping[str, str]) -> str | None:
    values = (metadata[name] for name in _FIELDS if name in metadata)
    return next((value for value in values if any(kind.key == kind_key(value) for kind in KINDS)), None)


def _without_line(blocks: Sequence[Block], number: int, line: str) -> tuple[Block, ...]:
    block = blocks[number]
    lines = block.text.split("\n")
    lines.remove(line)
    kept = (Block(block.kind, "\n".join(lines), block.level, block.is_bold),) if lines else ()
    return (*blocks[:number], *kept, *blocks[number + 1 :])


def _known(way: str) -> Kind:
    return _BY_WAY[" ".join(way.split())]


def _same_length_fold(text: str) -> str:
    """Fold letter by letter, keeping offsets; a letter that folds to several stays as it is."""
    return "".join(folded if len(folded := fold_text(letter)) == 1 else letter for letter in text)
