"""Letterheads: the lines at the top that only say whose paper it is, « PRÉFECTURE DE LA HAUTE-VILAINE »."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from indexer.blocks import Block
from indexer.extraction.addresses import has_address
from indexer.extraction.lines import lines_of, same_length_fold, with_text

# Beginnings of folded lines: what issuers are. No article: « La préfecture rouvre le guichet » is a title.
_ISSUER = re.compile(
    r"\W*(?:ministeres?|ministre|secretariat|premier ministre|presidence|gouvernement|assemblee|senat|parlement|"
    r"commission|prefecture|prefete?|sous-prefecture|rectorat|academie|agence|region|departement|conseil|metropole|"
    r"communaute|agglomeration|ville|commune|mairie|canton|etat|republique|royaume|confederation|federation|"
    r"union|syndicat|parti|mouvement|collectif|coordination|association|fondation|comite|ligue|amicale|ordre|chambre|"
    r"institut|observatoire|centre|hopita(?:l|ux)|chu|chru|ch\b|clinique|universite|ecole|lycee|college|faculte|laboratoire|"
    r"musee|theatre|opera|orchestre|bibliotheque|mediatheque|archives|festival|office|parc|port|grand port|societe|"
    r"groupe|compagnie|banque|caisse|mutuelle|cooperative|etablissement|direction|service|cabinet|bureau|delegation|"
    r"cellule|groupement|autorite|haute autorite|mediat(?:eur|rice) des|defenseure? des|chancellerie|"
    r"sous-direction|sdis\b|ars\b|"
    r"inspection|police|gendarmerie|parquet|tribunal|cour|procureure?|haut-commissariat|ambassade|consulat|"
    r"organisation|maison|club|editions?|galerie|librairie|"
    r"cinema|espace presse|presse|communication|departement de la communication|bureau d'information)\b"
)
# « LE DÉPARTEMENT DE LA HAUTE-VILAINE », and no word more: an article and whose territory it is.
_TERRITORY = re.compile(
    r"\W*(?P<article>l'|la |le )(?:ville|commune|departement|region|metropole|prefecture|canton|gouvernement|"
    r"communaute (?:de communes|d'agglomeration|urbaine)) (?:de la |de l'|du |des |de |d')[\w'-]+"
    r"(?: (?:(?:de|du|des|la|le|les) |[dl]')[\w'-]+){0,3}\W*"
)
# « Théâtre des Halles – Centre dramatique »: both parts say what the issuer is.
_DASH = re.compile(r"\s[–—-]\s")
_EDITIONS = re.compile(r"(?:[\w'.&-]+\s){1,4}editions")
_SENTENCE = re.compile(r"[:?!«»;…]|\s[–—-]\s|\.\s*\Z|\d{2}")
_SMALL = frozenset(["de", "du", "des", "la", "le", "les", "et", "d'", "l'", "d’", "l’", "&", "-", "–", "en", "sur"])
_NAME = re.compile(r"(?:[dl]['’])?[^\W\d_a-zß-öø-ÿ][\w.'’-]*")
_MOST_NAMES = 3
_LONGEST = 80
_MOST_WORDS = 14
_LONGEST_LOOK = 20_000
# « Un peuple – Un but – Une foi »: the mottos of States.
_PART = r"[\w']+(?: [\w']+){0,2}"
_MOTTO = re.compile(rf"\W*{_PART}(?:\s?[–—·*,-]\s?{_PART}){{2}}\W*")
_RUBRIC = re.compile(
    r"\W*(?:actualites?|espace (?:presse|medias?)|salle de presse|presse|communiques?|accueil|newsroom|a la une|"
    r"(?:le |la |l')?(?:cabinet|direction|direction generale|presidence|secretariat general|ministre|communication)|"
    r"toutes les actualites|les communiques.{0,30}|service (?:de )?(?:presse|communication)|"
    r"(?:mission|pole|unite|section|division|departement|secteur|espace|antenne) (?:de (?:la )?|du |des )?"
    r"(?:communication|presse|medias|relations)(?: [a-z' ]{1,40})?)\W*"
)


_PAPER = re.compile(
    r"\W*(?:(?:https?://|www\.)\S{1,200}|[\w-]+(?:\.[\w-]+)*\.(?:fr|org|com|net|eu|be|ch|ca|lu)|"
    r"(?:n/\s?|v/\s?|nos?\s|vos\s)?ref(?:erences?|s)?\.?(?:\s?:|\s).{1,60}|"
    r"[a-z][a-z0-9.-]{0,9}(?:/[a-z0-9.-]{1,12}){0,4}/[0-9]{1,6}|n\s?°s?\s?:?\s?[\w/.-]{1,20}|"
    r"(?:affaire|dossier)\ssuivie?\spar.{1,60}|(?:b\.?p\.?|cs|tsa)\s?\d{2,6}.{0,60}|"
    r"(?:\d{1,4}\s?(?:bis|ter)?,?\s)(?:rue|avenue|av\.|boulevard|bd|place|quai|chemin|route|allee|impasse|cours|square)\s.{1,80}|"
    r"(?:[a-z]{1,2}-)?\d{4,5}\s[a-z][\w' -]{1,40}(?:\scedex(?:\s\d{1,2})?)?(?:,? (?:france|belgique|suisse))?)\W*"
)
_STREET = re.compile(
    r"\d{1,4}\s?(?:bis|ter)?,?\s(?:rue|avenue|boulevard|place|quai|chemin|route|allee|cours)\s|\bcedex\b"
)
_PRESS = re.compile(r"\b(?:press|media|communication|contact|journalis)")
_GENERIC = re.compile(
    r"\W*(?:republique|royaume|cabinet|service|direction|bureau|presse|communication|cellule|departement de la|espace|"
    r"secretariat general|commission permanente|presidence)\b"
)
_ACRONYM = re.compile(r"\A\W*(?P<name>[A-Z][A-Z0-9]{1,9})\s?[·•|]\s?(?=\w)")
# « BIC – Bureau d'information »: behind a dash, only what an issuer is called
_DASHED_ACRONYM = re.compile(rf"\W*[a-z][a-z0-9]{{1,9}}\s[–—-]\s(?={_ISSUER.pattern})(?!.*\s[–—-]\s)")
_CONTINUES = re.compile(r"(?:du|de|des|d'|et)\s?")
# « Service de la communication / interministérielle »: a phrase of letter paper, broken; a title says more.
_MOST_BROKEN_WORDS = 2


def take_letterhead(above: Sequence[Block]) -> tuple[str | None, tuple[Block, ...]]:
    """Return the issuer whose paper the blocks *above* the title are, if they name it, and the blocks without paper."""
    above = tuple(above)
    issuer: str | None = None
    for number, block in enumerate(above):
        lines = lines_of(block)
        kept = [line for place, line in enumerate(lines) if not is_paper(lines, place)]
        named = [
            place for place, line in enumerate(lines) if line not in kept and not _GENERIC.match(same_length_fold(line))
        ]
        if issuer is None and (place := next((place for place in named if _is_issuer(lines[place])), None)) is not None:
            acronym = _ACRONYM.match(lines[place])
            named_here = [_bare(lines[place]), *_continued(lines[place + 1 :])]
            issuer = acronym["name"] if acronym else " ".join(named_here)
        if _is_sender(block.text):
            kept = []
        above = with_text(above, number, "\n".join(kept))
    return issuer, above


def is_paper(lines: Sequence[str], place: int) -> bool:
    """Say whether line *place* of *lines* is letter paper, or goes on from a line that is; no press contact."""
    if is_letterhead(lines[place]):
        return not _PRESS.search(same_length_fold(lines[place])) or not has_address("\n".join(lines))
    return place > 0 and _goes_on(lines[place]) and is_paper(lines, place - 1)


def _continued(lines: Sequence[str]) -> Iterator[str]:
    """Return the first of *lines*, as many as go on from a line of letter paper above them."""
    return takewhile(_goes_on, lines)


def _goes_on(line: str) -> bool:
    """Say whether *line* goes on from one of letter paper: « ET DES PAYSAGES », « interministérielle »."""
    is_broken = line[:1].islower() and len(line.split()) <= _MOST_BROKEN_WORDS and not _SENTENCE.search(line)
    return len(line) < _LONGEST and (is_broken or _CONTINUES.match(same_length_fold(line)) is not None)


def _is_issuer(line: str) -> bool:
    folded = same_length_fold(_bare(line))
    return (
        _ISSUER.match(folded) is not None
        and not _PAPER.fullmatch(folded)
        and not _RUBRIC.fullmatch(folded)
        and not _MOTTO.fullmatch(folded)
    )


def _bare(line: str) -> str:
    """Return the name alone: « Fédération » of « FDC · Fédération », « Ville de Lyon » of « La Ville de Lyon »."""
    folded = same_length_fold(line)
    dashed = _DASHED_ACRONYM.match(folded)
    if dashed and line[: dashed.end()].isupper():
        return line[dashed.end() :]
    territory = _TERRITORY.fullmatch(folded)
    return line[territory.end("article") :] if territory else _ACRONYM.sub("", line, count=1)


def _is_sender(text: str) -> bool:
    """Say whether *text* is the name and postal address of an issuer, with its telephone, and no press contact."""
    folded = same_length_fold(text)
    return (
        _STREET.search(folded) is not None
        and not _PRESS.search(folded)
        and "@" not in text
        and len(text) < 4 * _LONGEST
    )


def is_name(line: str) -> bool:
    """Say whether *line* is a name rather than a title: a few words with capitals, « Réseau Exemple », or one word."""
    words = [word for word in line.split() if word not in _SMALL]
    if len(words) == 1:
        return words[0][:1].isupper() and words[0][-1:].isalnum()
    return len(words) <= _MOST_NAMES and not line.isupper() and all(_NAME.fullmatch(word) for word in words)


def is_named_in(line: str, text: str) -> bool:
    """Say whether *line*, in capitals, is the name of somebody in *text*: « Films du Confluent distribuera ... »."""
    name = " ".join(line.split())
    if not name.isupper() or not 4 <= len(name) <= _LONGEST:
        return False
    found = re.finditer(rf"(?<!\w){re.escape(same_length_fold(name))}(?!\w)", same_length_fold(text[:_LONGEST_LOOK]))
    return any(_is_proper(text[match.start() : match.end()]) for match in found)


def _is_proper(words: str) -> bool:
    parts = [word for word in words.split() if word not in _SMALL]
    return not words.isupper() and all(word[:1].isupper() for word in parts)


def is_letterhead(line: str) -> bool:
    """Say whether *line* names an issuer and tells nothing."""
    folded = same_length_fold(_bare(line))
    if _RUBRIC.fullmatch(folded) or (_MOTTO.fullmatch(folded) and len(line) < 60):
        return True
    if _PAPER.fullmatch(folded):
        return True
    parts = _DASH.split(folded)
    if any(len(part.split()) > _MOST_WORDS or _SENTENCE.search(part) for part in parts):
        return False
    return all(map(_ISSUER.match, parts)) or (len(parts) == 1 and _EDITIONS.fullmatch(folded) is not None)
