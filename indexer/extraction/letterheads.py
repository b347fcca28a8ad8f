"""Letterheads: the lines at the top that only say whose paper it is, « PRÉFECTURE DE LA HAUTE-VILAINE »."""

import re

from indexer.extraction.lines import same_length_fold

# Beginnings of folded lines: what issuers are. No article: « La préfecture rouvre le guichet » is a title.
_ISSUER = re.compile(
    r"\W*(?:ministeres?|ministre|secretariat|premier ministre|presidence|gouvernement|assemblee|senat|parlement|"
    r"commission|prefecture|prefete?|sous-prefecture|rectorat|academie|agence|region|departement|conseil|metropole|"
    r"communaute|agglomeration|ville|commune|mairie|canton|etat|republique|royaume|confederation|federation|"
    r"union|syndicat|parti|mouvement|collectif|coordination|association|fondation|comite|ligue|amicale|ordre|chambre|"
    r"institut|observatoire|centre|hopita(?:l|ux)|chu|chru|ch\b|clinique|universite|ecole|lycee|college|faculte|laboratoire|"
    r"musee|theatre|opera|orchestre|bibliotheque|mediatheque|archives|festival|office|parc|port|grand port|societe|"
    r"groupe|compagnie|banque|caisse|mutuelle|cooperative|etablissement|direction|service|cabinet|bureau|delegation|"
    r"inspection|police|gendarmerie|parquet|tribunal|cour|procureure?|haut-commissariat|ambassade|consulat|"
    r"organisation|maison|club|espace presse|presse|communication|departement de la communication)\b"
)
_SENTENCE = re.compile(r"[:?!«»;…]|\s[–—-]\s|\.\s*\Z|\d{2}")
_SMALL = frozenset(["de", "du", "des", "la", "le", "les", "et", "d'", "l'", "d’", "l’", "&", "-", "–", "en", "sur"])
_NAME = re.compile(r"(?:[dl]['’])?[^\W\d_a-zß-öø-ÿ][\w.'’-]*")
_MOST_NAMES = 3
_MOST_WORDS = 14
# « Un peuple – Un but – Une foi »: the mottos of States.
_PART = r"[\w']+(?: [\w']+){0,2}"
_MOTTO = re.compile(rf"\W*{_PART}(?:\s?[–—·*,-]\s?{_PART}){{2}}\W*")
_RUBRIC = re.compile(
    r"\W*(?:actualites?|espace (?:presse|medias?)|salle de presse|presse|communiques?|accueil|newsroom|a la une|"
    r"toutes les actualites|les communiques.{0,30}|service (?:de )?(?:presse|communication))\W*"
)


def is_name(line: str) -> bool:
    """Say whether *line* is a name rather than a title: a few words with capitals, « Réseau Exemple », or one word."""
    words = [word for word in line.split() if word not in _SMALL]
    if len(words) == 1:
        return words[0][:1].isupper() and words[0][-1:].isalnum()
    return len(words) <= _MOST_NAMES and not line.isupper() and all(_NAME.fullmatch(word) for word in words)


def is_letterhead(line: str) -> bool:
    """Say whether *line* names an issuer and tells nothing."""
    folded = same_length_fold(line)
    if _RUBRIC.fullmatch(folded) or (_MOTTO.fullmatch(folded) and len(line) < 60):
        return True
    return len(line.split()) <= _MOST_WORDS and _ISSUER.match(folded) is not None and not _SENTENCE.search(folded)
