"""Boilerplate: what an issuer says of itself under « À propos de ». Without a heading, only the archive can tell."""

import re
from collections.abc import Iterable, Sequence

from indexer.analysis.folding import fold_text
from indexer.extraction.bodies import text_of
from indexer.extraction.section_headings import Section
from indexer.extraction.sections import Run

_LONGEST_ACRONYM = 6
_LONGEST_LOOK = 20_000
_WORD = re.compile(r"\w+")
_SITE = re.compile(r"[<(]?(?:https?://|www\.)\S{1,200}")
_ABOUT = re.compile(
    r"\W{0,3}(?:[ÀAà]\s+propos|Au\s+sujet)\s+(?:de\s+la\s+|de\s+l\s?['’]\s?|des\s+|du\s+|de\s+|d\s?['’]\s?)(?P<name>.+)",
    re.IGNORECASE,
)


def by_mention(runs: Sequence[Run], texts: Iterable[str]) -> tuple[Run, ...]:
    """
    Return *runs* with the boilerplates in the order in which *texts*, the title and the lead, then the body name whom
    they are about: whoever issues a release is named first. Those whom nothing names keep their order behind them.
    """
    told = (*texts, *(block.text for run in runs if run.section is Section.BODY for block in run.blocks))
    text = f" {_bare(' '.join(told)[:_LONGEST_LOOK])} "
    ordered = iter(sorted(_boilerplates(runs), key=lambda run: _place(run.heading, text)))
    return tuple(next(ordered) if run.section is Section.BOILERPLATE else run for run in runs)


def boilerplate_text(runs: Sequence[Run]) -> str:
    """Return the boilerplate of the document: each heading, a blank line, its paragraphs."""
    sections = (run for run in _boilerplates(runs) if run.blocks)
    return "\n\n".join(f"{run.heading}\n\n{text_of(run.blocks)[0]}".strip() for run in sections)


def named_in_headings(runs: Sequence[Run]) -> tuple[str, ...]:
    """Return whom the headings « À propos de ... » name, without the article; a study or a law is nobody."""
    names = (_name(run.heading) for run in _boilerplates(runs))
    return tuple(name for name in names if _is_proper(name))


def _boilerplates(runs: Sequence[Run]) -> list[Run]:
    return [run for run in runs if run.section is Section.BOILERPLATE]


def _name(heading: str) -> str:
    """Return whom *heading* is about, "" when it names nobody."""
    match = _ABOUT.match(" ".join(_SITE.sub(" ", heading).split()))
    return match["name"].strip(" .:;–—-*»()<>\u00a0") if match else ""


def _place(heading: str, text: str) -> int:
    name = _bare(_name(heading))
    found = text.find(f" {name} ") if name else -1
    return found if found >= 0 else len(text)


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(fold_text(text)))


def _is_proper(name: str) -> bool:
    # In a heading all in capitals, only an acronym shows that it is a name.
    return (name[:1].isupper() or name[:1].isdigit()) and not (name.isupper() and len(name) > _LONGEST_ACRONYM)
