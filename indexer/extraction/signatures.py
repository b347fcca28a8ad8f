"""Signatures: the name or the body under the text: « La présidente, Camille Exemple », « Le bureau national »."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from indexer.blocks import Block, BlockKind
from indexer.extraction.addresses import has_address
from indexer.extraction.lines import SEPARATORS, same_length_fold
from indexer.extraction.names import Naming, naming, person_name
from indexer.extraction.section_headings import Section
from indexer.extraction.sections import Run
from indexer.releases import Certainty, Origin

_LONGEST = 160
_MOST_LINES = 4
_MOST_WORDS = 6
_ARTICLE = r"(?:le|la|les|l'|pour (?:le|la|les|l'))\s?"
_ROLE = (
    r"(?:co-?|vice-?)?(?:president|porte-?parole|ministre|maire\b|prefet|sous-prefet|secretaire|direct(?:eur|rice)|"
    r"delegue|procureur|coordinat|tresori|recteur|rectrice|depute|senat|conseill|commandant|doyen|batonni|gouverneur|"
    r"administrat|responsable|charge)"
)
_BODY = (
    r"(?:bureau|conseil|comite|direction|collectif|secretariat|commission|coordination|equipe|federation|syndicat|"
    r"section|intersyndicale|union|association|redaction|gouvernement|organisation|assemblee|confederation|ligue|"
    r"cabinet|service|cellule|pole|unite|presidence|departement|delegation|parti|mouvement|elu|membre|signataire|porte-?parole)"
)
_WITH_ROLE = re.compile(rf"\W*(?:{_ARTICLE})?{_ROLE}")
_COLLECTIVE = re.compile(rf"\W*{_ARTICLE}(?:[\w'-]+\s)?{_BODY}")
_LABELLED = re.compile(r"\W*(?:signe(?:e|s)?(?: par)?|signataires?|signature|organisations signataires)\s?:\s*(?=\S)")
_CIVILITY = re.compile(r"(?:m\.|mme|mlle|dr|pr|monsieur|madame|son excellence)\s")
# What a sentence has and a signature has not.
_VERBS = re.compile(r"\b(?:est|sont|a|ont|sera|seront|peut|peuvent|doit|doivent|vous|nous|se|etait|etaient|aura)\b")


class Signature(NamedTuple):
    """The name under the text as written, on one line; both None without any."""

    text: str | None = None
    origin: Origin | None = None


def take_signature(runs: Sequence[Run]) -> tuple[Signature, tuple[Run, ...]]:
    """Return the signature that ends the body of the release, and *runs* without it."""
    for number in reversed(range(len(runs))):
        run = runs[number]
        if run.section is not Section.BODY or not run.blocks:
            continue
        length = _length(run.blocks)
        if length:
            lines = [line for block in run.blocks[-length:] for line in block.text.split("\n")]
            kept = Run(run.section, run.heading, run.blocks[:-length])
            certainty = Certainty.SURE if any(map(_is_titled, lines)) else Certainty.LIKELY
            origin = Origin("signature", "last lines of the text", certainty)
            return Signature(_joined(lines), origin), (*runs[:number], kept, *runs[number + 1 :])
    return Signature(), tuple(runs)


def _length(blocks: Sequence[Block]) -> int:
    """Return how many of the last *blocks* are a signature."""
    for length in (3, 2, 1):
        last = blocks[-length:]
        if len(last) < length:
            continue
        lines = [line.strip() for block in last for line in block.text.split("\n")]
        if len(lines) <= _MOST_LINES and all(map(_may_sign, last)) and _signs(lines):
            return length
    return 0


def _may_sign(block: Block) -> bool:
    text = block.text.rstrip()
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ROW} or len(text) > _LONGEST or has_address(text):
        return False
    return not text.endswith((":", ";", "?", "!", "»"))


def _signs(lines: Sequence[str]) -> bool:
    """Say whether *lines*, all of them, are a signature."""
    return (
        any(map(_is_titled, lines)) and all(_is_part(line) for line in lines) if len(lines) > 1 else _is_one(lines[0])
    )


def _is_part(line: str) -> bool:
    return _is_titled(line) or _is_person(line) or _is_organisation(line)


def _is_one(line: str) -> bool:
    folded = same_length_fold(line)
    if _LABELLED.match(folded):
        return True
    if line.endswith(".") or _VERBS.search(folded):
        return False
    return _is_titled(line) or (_is_person(line) and not line.isupper())


def _is_titled(line: str) -> bool:
    """Say whether *line* gives a role or a body as the one who signs, perhaps with a name."""
    folded = same_length_fold(line)
    if line.endswith(".") or _VERBS.search(folded) or len(line.split()) > 2 * _MOST_WORDS + 6:
        return False
    if _WITH_ROLE.match(folded) or _COLLECTIVE.match(folded):
        return True
    head, sign, tail = line.partition(",")
    return bool(sign) and _is_person(head) and _WITH_ROLE.match(same_length_fold(tail)) is not None


def _is_person(line: str) -> bool:
    words = person_name(line.strip(SEPARATORS))
    return (
        2 <= len(words.split()) <= _MOST_WORDS and naming(words.title() if words.isupper() else words) is Naming.PERSON
    )


def _is_organisation(line: str) -> bool:
    return naming(line.strip(SEPARATORS)) in {Naming.ORGANISATION, Naming.ROLE} and not line.endswith(".")


def _joined(lines: Sequence[str]) -> str:
    first = lines[0]
    label = _LABELLED.match(same_length_fold(first))
    lines = [first[label.end() :] if label else first, *lines[1:]]
    return ", ".join(line.strip(" ,;\u00a0") for line in lines if line.strip(" ,;\u00a0"))
