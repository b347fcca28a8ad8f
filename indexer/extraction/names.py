"""What a few words name: a person, a role, an organisation, or nothing. Only for the lines of contacts."""

import re
from enum import Enum, auto

from indexer.analysis.folding import fold_text
from indexer.extraction.given_names import GIVEN_NAMES, is_given_name


class Naming(Enum):
    """What some words name."""

    PERSON = auto()
    ROLE = auto()
    ORGANISATION = auto()
    NOTHING = auto()


# Beginnings of folded words; they come from the releases of this project and from the titles of the trade.
_ROLE = re.compile(
    r"\b(?:responsable|direct(?:eur|rice)|dircom|charge[es]?\b|attache[es]?\b|chef(?:fe)?s?\b|president|vice-?president|"
    r"porte-?paroles?|delegue|conseill|secretaire|redact|coordinat|coordonn|assistant|gerant|fondat(?!ion)|cofondat(?!ion)|"
    r"gestionnaire|charges de|relations? (?:presse|medias?|publiques?|avec)|manager|officer|head of|press officer|"
    r"consultant|animat|maire\b|echevin|bourgmestre|doyen|chancelier|greffier|inspect(?:eur|rice)|procureur|depute|senat|prefet|ministre\b|juriste|psychologue|epidemiologiste|administrat|adjoint|"
    r"ingenieur|chercheu|professeur|docteure?\b|journaliste|stagiaire|tresori|proviseur|principale?\b|recteur|rectrice|"
    r"relation(?:niste|s)|spokes|spokesperson|adviser|advisor|chair|ceo\b|referent|correspondant|agente? de|"
    r"collaborat|commissaire|cura(?:teur|trice)|porteu|permanent|pdg\b|p\.-?d\.-?g|dga?\b|drh\b|ceo\b|cto\b|cfo\b)"
)
_ORGANISATION = re.compile(
    r"\b(?:institut|agence|ministeres?|umr|ums|uar|ufr|chru|sdis|association|fondation|region|conseil|service|direction|presse|communication|"
    r"societe|groupe|universit|centre|mairie|ville|departement|comite|federation|syndicat|office|theatre|musee|bureau|"
    r"cabinet|sas|sa|sarl|scop|cooperative|compagnie|collectif|observatoire|union|academie|ecole|hopital|chu|"
    r"interlocut|observatory|ligue|mutualite|syndicats?|instance|autorite|laboratoires?|laboratoire|reseau|metropole|prefecture|rectorat|chambre|maison|festival|orchestre|opera|bibliotheque|"
    r"parc|port|mutuelle|banque|caisse|international|foundation|press|media|medias|team|equipe|club|pole|projet|"
    r"france|europe|group|inc|gmbh|ltd|ag|ong|etablissement|antenne|secretariat|delegation|confederation|editions)\b"
)
_CIVILITY = re.compile(
    r"\A(?:M\.|MM\.|M(?=\s[^\W\d_a-zß-öø-ÿ])|Mmes?\.?|Mlles?\.?|Mr\.?|Mrs\.?|Ms\.?|Dre?\.?|Prs?\.?|Me|Maître|Monsieur|Madame|"
    r"Mademoiselle|Docteure?|Professeure?|"
    # Ranks of those who answer for firemen, police and armed forces.
    r"(?:lieutenante?[ -]|médecin[ -])?colonelle?|capitaine|(?:sous-)?lieutenante?|commandante?|"
    r"adjudante?(?:[ -]chef)?|chef(?:fe)? (?:d['’]escadrons?|de bataillon)|majore?|sergente?(?:[ -]chef)?|"
    r"brigadi(?:er|ère)(?:[ -]chef)?|contrôleu(?:r|se)(?: générale?)?)\s+",
    re.IGNORECASE,
)
# « ARS des Trois-Vallées », « SDIS du Gard »: an acronym and of where it is.
_ACRONYM_OF = re.compile(r"[A-Z]{2,6}\s(?:(?:de la|de|du|des|de l['’])\s?|d['’])(?=[^\W\d_a-zß-öø-ÿ])")
_PARTICLE = r"(?:(?:de|du|des|da|dos|di|la|le|los|von|van|der|den|ter|el|al|ben|bin|of)\s|d['’]|l['’])"
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_WORD = rf"{_UPPER}(?:\.(?:-{_UPPER}\.)?|[\w’'-]{{0,29}}\w|(?=\s))"
_MORE = rf"(?:\s(?:{_PARTICLE}){{0,2}}{_WORD})"
_NO_GIVEN = (
    r"(?!(?:Le|La|Les|L['’]|Un|Une|Des|Du|De|D['’]|Ce|Cette|Ces|Il|Elle|Ils|Elles|On|Nous|Vous|Je|Pour|Selon|Dans|En|Au|"
    r"Aux|À|A|Avec|Sans|Sous|Sur|Par|Et|Mais|Or|Car|Comme|Si|Hier|Puis|Ainsi|Enfin|Chez|Notre|Nos|Son|Sa|Ses|Leur|Leurs|"
    r"Contacts?|Tél|The|For|By|Citation|Verbatim|Propos|Interview|Témoignage|Dixit)(?:\s|\b(?<=['’])))"
)
PERSON_PATTERN = (
    rf"(?<![\w’'-])(?:(?:M\.|Mmes?|Mlle|Mr|Dre?|Pre?|Me|Monsieur|Madame)\s(?:{_PARTICLE}){{0,2}}{_WORD}{_MORE}{{0,3}}|"
    rf"{_NO_GIVEN}{_WORD}{_MORE}{{1,3}})"
)
"""A person's name in running text: two to four words, or fewer behind « M. » or « Mme »."""

_PERSON = re.compile(rf"{_WORD}{_MORE}{{1,3}}")
# « SPF Factures »: capitals that nobody can pronounce are no surname.
_ACRONYM = re.compile(r"(?<![\w.])[B-DF-HJ-NP-TV-XZ]{3,5}(?![\w.])")
_LONGEST = 80
_LONGEST_ROLE = 160


def naming(words: str) -> Naming:
    """Say what *words* name, by their own look; the neighbours may know better (see `contacts`)."""
    folded = fold_text(words)
    if not words or len(words) > _LONGEST_ROLE:
        return Naming.NOTHING
    if _opens_with_given_name(words) or _opens_with_given_name(_CIVILITY.sub("", words, count=1)):
        return Naming.PERSON
    role, organisation = _ROLE.search(folded), _ORGANISATION.search(folded)
    if role and (organisation is None or role.start() <= organisation.start()):
        return Naming.ROLE
    if len(words) > _LONGEST or any(sign in words for sign in "?!;"):
        return Naming.NOTHING
    if organisation:
        return Naming.ORGANISATION if _has_capital(words) else Naming.NOTHING
    if _ACRONYM_OF.match(words):
        return Naming.ORGANISATION
    if _ACRONYM.search(words) and not any(is_given_name(part) for part in folded.split()):
        return Naming.ORGANISATION
    if _PERSON.fullmatch(person_name(words)) or _is_surely_person(words):
        return Naming.PERSON
    return Naming.ORGANISATION if _is_proper(words) else Naming.NOTHING


def is_surely_person(words: str) -> bool:
    """Say whether *words*, which look like a person's name, have a given name or « Mme », and are no organisation."""
    return naming(words) is Naming.PERSON and _is_surely_person(words)


def has_organisation(words: str) -> bool:
    """Say whether *words* have a word of organisations: « institut », « agence »."""
    return _ORGANISATION.search(fold_text(words)) is not None


def person_name(words: str) -> str:
    """Return *words* without « M. », « Mme » and the like, the given name first: « EXEMPLE Camille »."""
    name = _CIVILITY.sub("", words.strip(), count=1).strip()
    parts = name.split()
    family = next(
        (number for number, part in enumerate(parts) if len(part) < 2 or "." in part or not part.isupper()), 0
    )
    is_inverted = family > 0 and all(_is_capitalised(part) for part in parts[family:])
    return " ".join((*parts[family:], *parts[:family])) if is_inverted else name


def last_person(text: str) -> str | None:
    """Return the person named by the last words of *text*, if they name one: « écrivez à Camille Exemple »."""
    words = text.split()
    for length in (4, 3, 2):
        candidate = " ".join(words[-length:])
        if len(words) >= length and naming(person_name(candidate)) is Naming.PERSON:
            return person_name(candidate)
    return None


def _opens_with_given_name(words: str) -> bool:
    """Say whether *words* are a given name and one more: « Charlotte Maire », of whatever trade the second reminds."""
    parts = words.split()
    if len(parts) != 2 or not _PERSON.fullmatch(words):
        return False
    return is_given_name(fold_text(parts[0])) and not parts[1].islower()


def _is_surely_person(words: str) -> bool:
    name = _CIVILITY.sub("", words, count=1)
    if name != words:
        return name[:1].isupper() or name[:2].lower() in {"d'", "d’", "l'", "l’", "de"}
    parts = fold_text(name).split()
    if not _PERSON.fullmatch(name):
        return len(parts) == 1 and parts[0] in GIVEN_NAMES and name[:1].isupper()
    is_half_capitals = not name.isupper() and any(len(part) > 2 and part.isupper() for part in name.split())
    return is_given_name(parts[0]) or is_given_name(parts[-1]) or is_half_capitals


def _is_in_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper() and "." not in word


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()


def _has_capital(words: str) -> bool:
    return any(letter.isupper() for letter in words)


def _is_proper(words: str) -> bool:
    """Say whether *words* look like a proper name: a capital first, few words, no sentence."""
    return words[:1].isupper() and len(words.split()) <= 8 and not words.endswith(".") and len(words) > 1
