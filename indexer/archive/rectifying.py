"""Rectificatifs: releases that say of themselves that they replace an earlier one."""

import re

from indexer.analysis.folding import fold_text
from indexer.releases import Release

_LINES = 3
_LONGEST_LINE = 200
_SAYS = re.compile(
    r"\brectificati(?:f|fs|ve|ves|on)\b|\bannule(?:nt)? et remplace(?:nt)?\b|"
    r"\b(?:version|communique|texte)s? (?:corrige|rectifie|modifie)e?s?\b|\berrat(?:um|a)\b"
)


def says_it_corrects(release: Release) -> bool:
    """
    Say whether *release* calls itself a correction: in its kind, its title or its first lines.

    The words alone may also be about something else (« loi de finances rectificative »): they count only beside another
    release that is nearly the same.
    """
    text = release.lead + "\n" + release.body
    lines = [line for line in text.split("\n") if line.strip()][:_LINES]
    heads = (release.kind, release.title, release.subtitle, *lines)
    return any(_SAYS.search(" ".join(fold_text(head[:_LONGEST_LINE]).split())) for head in heads if head)
