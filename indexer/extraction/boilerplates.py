"""Boilerplate: what an issuer says of itself under « À propos de ». Without a heading, only the archive can tell."""

import re
from collections.abc import Sequence

from indexer.extraction.bodies import text_of
from indexer.extraction.sections import Run, Section

_LONGEST_ACRONYM = 6
_ABOUT = re.compile(
    r"\W{0,3}(?:[ÀAà]\s+propos|Au\s+sujet)\s+(?:de\s+la\s+|de\s+l\s?['’]\s?|des\s+|du\s+|de\s+|d\s?['’]\s?)(?P<name>.+)",
    re.IGNORECASE,
)


def boilerplate_text(runs: Sequence[Run]) -> str:
    """Return the boilerplate of the document: each heading, a blank line, its paragraphs."""
    sections = (run for run in runs if run.section is Section.BOILERPLATE and run.blocks)
    return "\n\n".join(f"{run.heading}\n\n{text_of(run.blocks)[0]}".strip() for run in sections)


def named_in_headings(runs: Sequence[Run]) -> tuple[str, ...]:
    """Return whom the headings « À propos de ... » name, without the article; a study or a law is nobody."""
    headings = (run.heading for run in runs if run.section is Section.BOILERPLATE)
    matches = (_ABOUT.match(" ".join(heading.split())) for heading in headings)
    names = (match["name"].strip(" .:;–—-*»\u00a0") for match in matches if match)
    return tuple(name for name in names if _is_proper(name))


def _is_proper(name: str) -> bool:
    # In a heading all in capitals, only an acronym shows that it is a name.
    return (name[:1].isupper() or name[:1].isdigit()) and not (name.isupper() and len(name) > _LONGEST_ACRONYM)
