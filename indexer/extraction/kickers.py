"""
Kickers: a few words above a title that are none, « EXPOSITION », « 4e baromètre des prix ».

Only their form tells them, and that a title follows; they stay in the text.
"""

import re

from indexer.extraction.lines import same_length_fold

_STUDY = r"(?:sondage|enquete|etude|barometre|observatoire|indice|palmares)"
_NUMBERED = re.compile(rf"\d{{1,3}}\s?(?:er?|ere|eme|re)\s(?:edition\s(?:du|de\sl'|de\sla)\s?)?{_STUDY}\b[^:?!«]*")
_STUDY_FIRST = re.compile(rf"{_STUDY}\s")
# « Sondage Institut Exemple pour la Ligue », « Baromètre Exemple 2024 »: who asked stands behind it.
_NAMED = re.compile(r"[^\W\d_]+\s[^\W\d_a-zß-öø-ÿ][^:?!«]*")
_WORD = re.compile(r"[^\W\d_a-zß-öø-ÿ]{4,20}")
_MOST_WORDS = 12
_LONGEST = 150


def is_kicker(line: str) -> bool:
    """Say whether *line*, above a title, is a kicker: one word in capitals, or the name of a study."""
    return _WORD.fullmatch(line.strip()) is not None or names_study(line)


def names_study(line: str) -> bool:
    """Say whether *line* is nothing but the name of a poll, a survey or a barometer."""
    if len(line) > _LONGEST or len(line.split()) > _MOST_WORDS or line.rstrip().endswith("."):
        return False
    folded = same_length_fold(line.strip())
    if _NUMBERED.fullmatch(folded):
        return True
    return not line.isupper() and _STUDY_FIRST.match(folded) is not None and _NAMED.fullmatch(line) is not None
