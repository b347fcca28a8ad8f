"""What opens a section below the headline: « À propos de … », « Contact presse », « Note aux rédactions »."""

import re
from enum import Enum, auto

from indexer.analysis.folding import fold_text
from indexer.blocks import Block, BlockKind
from indexer.extraction.addresses import has_address
from indexer.extraction.names import has_organisation


class Section(Enum):
    """Where a block below the headline belongs."""

    BODY = auto()
    NOTES = auto()
    BOILERPLATE = auto()
    CONTACTS = auto()


# « À propos d'une querelle », « À propos de l'étude »: about a subject, not about who signs.
_SUBJECT = (
    r"(?:d'une?\b|de (?:tout|ce|cet|cette|ces|nos|vos|son|sa|leur)\b|(?:de l'|de la |du |des |d')"
    r"(?:etude|enquete|sondage|essai clinique|essai|methode|methodologie|donnees|chiffres|resultats|recherche|"
    r"expertise)s?\b)"
)
_BODY_NOUN = (
    r"(?:institut|agence|fondation|association|federation|societe|groupe|entreprise|compagnie|cooperative|mutuelle|"
    r"etablissement|organisation|organisme|universite|ecole|laboratoire|syndicat|ministere|region|departement|ville|"
    r"metropole|collectif|reseau|festival|musee|theatre|office|observatoire|banque|union|ligue|partenaires?|"
    r"hopita(?:l|ux)|autorite|chambre|communaute|academie|confederation|caisse|prefecture|rectorat)"
)
_NO_NAME = (
    r"(?:l'|la |le |les |un |une |des |nos |notre |ce |cette |en |programme|projet|chiffres|calendrier|edition|"
    r"exposition|agenda|actualite|dispositif|mesure|etude|evenement)"
)
_ABOUT = re.compile(
    rf"\W{{0,3}}(?:a propos\s?(?:\Z|[:.]|(?!{_SUBJECT})d)|a propos\b(?! de| d'| du| des)|au sujet (?!{_SUBJECT})d|"
    rf"qui sommes[- ]nous|qui est\b.{{0,60}}\?|about [a-z]|(?:en savoir plus|plus d'informations?) "
    rf"(?:sur|a propos d\w*) (?:l'|la |le |les )?{_BODY_NOUN}\b|presentation (?:de l'|de la |du |des ){_BODY_NOUN}\b|"
    rf"(?:(?:l'|la |le |les ){_BODY_NOUN}\b[^.:;?!]{{0,60}}|(?!{_NO_NAME})[^.:;?!]{{2,60}}) "
    r"en (?:bref|quelques mots|quelques chiffres)\s?:?\Z)"
)
# « La MAVF en bref »: a name behind the article, no common noun.
_IN_BRIEF = re.compile(
    r"\W{0,3}(?:L['’]\s?|L[AEae]s?\s|LES\s)(?=[A-ZÀ-Þ])(?![^.:;?!]*\d)[^.:;?!]{2,60} "
    r"(?:en (?:bref|quelques mots|quelques chiffres)|EN (?:BREF|QUELQUES MOTS|QUELQUES CHIFFRES))\s?:?\Z"
)
_COMMON = re.compile(
    r"\W{0,3}(?:l'\s?|la |le |les )(?:programme|projet|chiffres|calendrier|edition|exposition|agenda|actualite|"
    r"dispositif|mesure|etude|evenement|semaine|saison|annee|mois|journee|plan|budget|loi|reforme|dossier|bilan|resultats|faits|"
    r"parcours|oeuvre|auteur|histoire|site|produit|offre|operation|campagne|sondage|concours|prix|salon|festival)s?\b"
)
# The firms that a press kit quotes: what it says of each is part of its text.
_QUOTED = re.compile(r".{0,60}\b(?:societes|entreprises|organisations|organismes|partenaires|utilisateurs) cite")
_NOTES = re.compile(
    r"\W{0,3}(?:notes?\s(?:aux|pour les|a l'attention des|a destination des|a l'intention des)\s"
    r"(?:redact|journal|editeu)|"
    r"a l'attention des (?:redact|journal|editeu)|notes?\s?(?::|\Z)|notes de (?:redaction|bas de page)|"
    r"notes? (?:to|for) (?:the )?editors?)"
)
_WHOM = (
    r"(?:presse|press|medias?|media|mediatiques?|journalistes?|institutionnels?|communication|publics?|utiles?|"
    r"redactions?|investisseurs?|analystes?|actionnaires?|elus?|chercheu(?:rs?|ses?)|scientifiques?|exterieures?|"
    r"publiques|internationales?|nationales?|regionales?|locales?)"
)
_PRESS = r"(?:nationale|regionale|locale|internationale|francaise|etrangere|ecrite|audiovisuelle|web|specialisee)"
_AFTER = r"(?:reservations?|renseignements|inscriptions?|informations?|contacts?|perscontact|complementaires?)"
_BEFORE = r"(?:vos|votre|nos|notre|les|pour|(?:inscriptions?|accreditations?|informations?) et)"
_CONTACT = re.compile(
    rf"\W{{0,3}}(?:{_BEFORE}\s)?(?:contacts?|contacter|nous contacter|press contacts?|personnes? de contact|"
    rf"service (?:de (?:la )?)?(?:presse|communication|medias?)|bureau de presse|relations? (?:avec les )?{_WHOM}|"
    rf"coordonnees|renseignements(?! (?:(?:au|du) public\b|(?:des|du|aux|pour les?) (?!{_WHOM})))|"
    rf"informations? et contacts?|(?:vos |votre )?interlocut(?:eurs?|rices?)|"
    rf"pour (?:toute|toutes|(?:de )?plus(?: amples?)?|d'autres) (?:d')?"
    rf"(?:infos?|informations?|precisions?|questions?|demandes?)(?: complementaires?)?|"
    rf"pour informations?(?=\s?:)|"
    rf"informations? (?:complementaires?|presse|medias?)|source|media contacts?|press office|media office|"
    rf"(?:media|press) (?:enquiries|inquiries|relations)|for (?:more|further|additional) information|"
    rf"(?:service|direction|pole) (?:de la )?communication\W{{1,5}}contacts?|"
    rf"presse(?: {_PRESS})?(?: et {_PRESS})?(?=\s?:?\s?\Z))(?!\w)"
    rf"(?:\s?(?:et|&|/|,)?\s?(?:{_WHOM}|{_AFTER}))*"
)
# Most lines have no such beginning, and need no folding.
_PERHAPS_CONTACT = re.compile(
    r"\W{0,3}(?:vos|votre|nos|notre|les|pour|inscri|accr[ée]dit|infor|contact|nous|press|service|bureau|relation|"
    r"personne|coordonn|renseign|interloc|source|m[ée]dia|for|direction|p[ôo]le)",
    re.IGNORECASE,
)
_MOST_LINES = 12
_SEPARATOR = re.compile(r"\s*(?:[:\n–—|]|-\s)\s*")
LONGEST_HEADING = 100
# « Contact Presse pour interviews en Australie : » is still a heading; a longer phrase is a sentence.
LONGEST_REST = 60


def opens_section(text: str) -> bool:
    """Say whether *text* is the heading of notes, boilerplate or contacts rather than a title."""
    return heading_section(Block(BlockKind.PARAGRAPH, text)) is not None


def heading_section(block: Block) -> Section | None:
    """Return the section that *block* opens, when it is nothing but a heading."""
    text = block.text
    if len(text) > LONGEST_HEADING or "\n" in text or has_address(text):
        return None
    if text.endswith(".") and block.kind is not BlockKind.HEADING and not block.is_bold:
        return None
    if opened := section_of(text):
        return None if opened is Section.BOILERPLATE and block.kind is BlockKind.ITEM else opened
    folded = _folded(text)
    match = _CONTACT.match(folded)
    if match and (len(folded) - match.end() < LONGEST_REST // 2 or _names_agency(folded[match.end() :])):
        return Section.CONTACTS
    return None


def _names_agency(rest: str) -> bool:
    """Say whether *rest* of a heading is whose contacts they are: « Contacts presse – Agence Exemple pour Essai »."""
    # A number of a country that is not known yet has digits, and is no name.
    is_name = len(rest) < LONGEST_REST and not re.search(r"\d{2}", rest)
    return is_name and _SEPARATOR.match(rest) is not None and has_organisation(rest)


def _is_in_brief(text: str, folded: str) -> bool:
    return _IN_BRIEF.match(text) is not None and _COMMON.match(folded) is None


def section_of(heading: str) -> Section | None:
    """Return the section that *heading*, a block or the first words of one, opens: notes or boilerplate."""
    folded = _folded(heading)
    if _ABOUT.match(folded) or _is_in_brief(heading, folded):
        return Section.BOILERPLATE
    return Section.NOTES if _NOTES.match(folded) else None


def contact_line(text: str) -> int | None:
    """Return the number of the line of *text* that opens with « Contact presse : » or is that heading alone."""
    for number, line in enumerate(text.split("\n")[:_MOST_LINES]):
        if not _PERHAPS_CONTACT.match(line):
            continue
        folded = _folded(line[: 2 * LONGEST_HEADING])
        match = _CONTACT.match(folded)
        if match and (match.end() == len(folded) or _is_label(folded[match.end() :])):
            return number
    return None


def _is_label(rest: str) -> bool:
    separator = re.search(r":|[–—|]|\s-\s|\Z", rest)
    return separator is not None and separator.start() < LONGEST_REST and (separator.group() != "" or len(rest) < 25)


def announces_quoted(text: str) -> bool:
    """Say whether *text* is the heading of the firms that a press kit quotes, « Sociétés citées »."""
    return _QUOTED.match(_folded(text)) is not None


def _folded(text: str) -> str:
    return " ".join(fold_text(text).replace("’", "'").split()).strip()
