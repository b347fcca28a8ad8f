"""
What an issuer says of itself reads alike everywhere: « Créée en 1998, l'Agence est un établissement public ... ».

That alone makes no boilerplate: see `indexer.archive.recurring`.
"""

import re

from indexer.analysis.folding import fold_text

_LONGEST_LOOK = 600
_BODIES = (
    r"etablissement|association|agence|entreprise|societe|groupe|federation|syndicat|organisme|institut\w*|fondation|"
    r"cooperative|collectivite|leader|acteur|reseau|organisation|mutuelle|fabricant|specialiste|operateur|union|"
    r"confederation|observatoire|centre|musee|instance|projet|autorite"
)
_CUES = re.compile(
    rf"""
    \b(?:cree|fonde|lance|institue)e?s?\s(?:en|par|le|il\sy\sa)\b
    | \bdepuis\s(?:sa\s(?:creation|fondation)|plus\sde\s\w+(?:\s\w+)?\sans|(?:18|19|20)\d\d)\b
    | \b(?:a|ont)\spour\s(?:missions?|vocation|objet|but|objectif|ambition)\b
    | \best\s(?:donc\s|aujourd'hui\s|actuellement\s)?(?:une?|l[ea]s?|l'|l'une?\sdes)\s?(?:\w+\s){{0,3}}(?:{_BODIES})\b
    | \b(?:emploie|compte|regroupe|rassemble|federe|reunit)\s(?:plus\sde|pres\sde|environ|quelque|aujourd'hui)?\s?\d
    | \b(?:federe|represente|regroupe|rassemble)\s(?:les?|l'|la|des)\s?\w+
    """,
    re.VERBOSE,
)


def reads_as_standing(paragraph: str) -> bool:
    """Say whether *paragraph* reads as if it described an issuer."""
    folded = " ".join(fold_text(paragraph[:_LONGEST_LOOK]).replace("’", "'").split())
    return _CUES.search(folded) is not None
