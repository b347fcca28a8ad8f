"""What stands on the page and belongs to no release: mottos of the State, share buttons, download links, end marks."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.analysis.folding import fold_text
from indexer.blocks import Block
from indexer.extraction.lines import with_bars

_MOTTO = r"(?:(?:republique francaise|liberte|egalite|fraternite)[\W_]*)+"
_MOTTO_LINE = re.compile(rf"\W*{_MOTTO}")
_BUTTON = (
    r"(?:partager(?: (?:sur|par|cette|cet|l'article).{0,40})?|imprimer(?: .{0,30})?|tweeter|retour(?: .{0,40})?|"
    r"haut de page|lire la suite|telecharger\b.{0,160}|version (?:pdf|imprimable)|"
    r"(?:re)?(?:suivez|trouvez|joignez)[- ]nous sur.{0,90}|suivez-nous.{0,60})"
)
_READING = (
    r"(?:temps|duree) de lecture.{0,40}|lecture\s?:? (?:de )?\d{1,3} ?min\w*|\d{1,3} ?min(?:utes?)? de lecture|"
    r"(?:consulte[rz]|voir|lire) la version (?:source|originale)\b.{0,80}"
)
_PATH = r"(?:accueil\s?[>»›/].{1,120}|vous etes ici.{0,160})"
_PAGE = r"(?:page|p\.)?\s?\d{1,3}\s?(?:/|sur|de)\s?\d{1,3}|page \d{1,3}"
# What mail programs and letter paper add below the text.
_MAIL = re.compile(
    r"\bvous .{0,60}(?:desabonn|desinscri)|(?:desabonn|desinscri)\w*.{0,80}\b(?:cliqu|liens?\b|liste|envoy|repond)|"
    r"(?:ne (?:souhaitez|desirez|voulez)|pour ne) plus recevoir (?:nos|ce|ces|cet|cette|de nos|de (?:communique|"
    r"message|mail|courriel|courrier)|d'(?:informations?|e-mails?|actualites?|alertes?))\w*\b|unsubscribe|"
    r"vous recevez (?:ce|cet|cette) (?:message|mail|e-mail|courriel|communique|lettre)|"
    r"(?:ce|cet) (?:message|mail|e-mail|courriel)\b.{0,120}\b(?:confidentiel|destinataire)|"
    r"pensez a l'environnement avant|afficher (?:ce|cet) (?:message|mail|e-mail|courriel) dans|"
    r"\A[\W_]*(?:voir|lire|consulter) (?:la|cette) version en ligne"
)
_NUMBER = (
    r"\br\.?c\.?s\b.{0,30}[0-9]{3}|\b[0-9]{3} ?[0-9]{3} ?[0-9]{3} r\.?c\.?s\b|"
    r"\bsire[tn]\b.{0,8}[0-9]{3}|\btva\b.{0,25}\bfr ?[0-9]|\bcapital (?:social )?de [0-9]|"
    r"\b(?:ape|naf)\b.{0,8}[0-9]{3}|\borias\b.{0,8}[0-9]{3}"
)
_LEGAL = re.compile(rf"{_NUMBER}|\bsiege social\b|\bsociete (?:anonyme|par actions)|\bregi[es]? par le code\b")
_OPENS_LEGAL = re.compile(
    r"[\W_]*(?:siege(?: social)? ?:|mentions legales|tous droits reserves|©|all rights reserved|(?:conformement a|en "
    r"application de) la loi .{0,20}informatique et libertes)"
)
_FROM_END = 8
_FROM_TOP = 4
_CONTACT = re.compile(r"\bcontacts?\b|@(?!\w+\Z)|\bpresse\b")
_STREET = (
    r"[0-9]{1,4} ?(?:bis|ter)? ?,? ?(?:rue|avenue|av\.|boulevard|bd|place|quai|allees?|chemin|cours|route|impasse|"
    r"square|esplanade|promenade|passage)\b.{0,80}"
)
_TOWN = r"(?:[a-z]{1,2}-)?[0-9]{4,5} [a-z][a-z' -]{1,40}(?:cedex(?: [0-9]{1,2})?)?"
_LINE = (
    r"(?:(?:tel|telephone|fax|standard|telecopie)\b[ .:]{0,4}[+(]?[0-9][0-9 .()+]{6,20}|bp [0-9]{1,6}|cs [0-9]{1,6})"
)
_LETTERHEAD = re.compile(rf"{_STREET}|{_TOWN}|{_LINE}|(?:https?://|www\.)\S{{1,200}}")
_BETWEEN = re.compile(r"\s?[–—|•]\s?|\s-\s")
_FEWEST_LEGAL = 2
_LONGEST_FOOT = 700
_END = r"(?:fin(?: du communique(?: de presse)?)?|fin de communique|ends?)"
# « IP/24/123 »: the number under which it is filed.
_FILED = r"[a-z]{2,10}(?:/[a-z0-9-]{1,12}){0,3}/[0-9]{1,6}"
# « -30- », the end mark of the newsrooms of North America; read as an item, its first dash is gone.
_THIRTY = r"(?:[–—-]\s?)?30\s?[–—-]"
# « www.example.org twitter »: the foot of the letter paper.
_SITE = r"(?:https?://\S{1,200}|www\.\S{1,200}|@\w{1,40})"
_NETWORK = (
    r"(?:twitter|x\.com|threads|viadeo|pinterest|dailymotion|vimeo|flickr|snapchat|whatsapp|telegram|facebook|linkedin|"
    r"instagram|youtube|mastodon|bluesky|tiktok|discord|twitch|tumblr|spotify|deezer|soundcloud)"
)
_FOLLOW = re.compile(r"[\W_]*(?:re)?(?:suivez|trouvez|joignez)[- ]nous\b(?: sur)?.{0,90}")
_FURNITURE = re.compile(rf"[\W_]*(?:{_MOTTO}|{_BUTTON}|{_READING}|{_PATH}|{_PAGE}|{_FILED}|{_END}|{_THIRTY})?[\W_]*")
# « SOURCE Ville de Lyon », by which wires say who sent the text
_SOURCE = re.compile(r"\s*SOURCE\s[^\W\d_][^:.@\n]{2,120}")
# « Communiqué par le ministère de la Justice », at the very end; at the top it is the kind of the paper.
_ISSUED = re.compile(r"\s*Communiqu[ée] par\s?:?\s[^\W\d_][^:.@\n]{2,160}")
_NETWORKS = re.compile(rf"\b{_NETWORK}\b")
_LONGEST = 220


def without_furniture(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return *blocks* without those that belong to the page and not to the release."""
    if blocks and _ISSUED.fullmatch(blocks[-1].text):
        blocks = blocks[:-1]
    foot = len(blocks) - _FROM_END
    kept = (block for number, block in enumerate(blocks) if not _is_furniture(block.text, is_near_end=number >= foot))
    asked = enumerate(_without_invitation(with_bars(block)) for block in kept)
    return tuple(_without_letterhead(block) if number < _FROM_TOP else block for number, block in asked)


def _without_letterhead(block: Block) -> Block:
    """Return *block* without the lines of an address on top: the street, the town, the site, the telephone."""
    lines = _without_motto(block.text.split("\n"))
    block = replace(block, text="\n".join(lines))
    if len(lines) == 1 or any(_CONTACT.search(fold_text(line)) for line in lines):
        return block
    kept = [line for line in lines if len(line) > _LONGEST or not is_letter_paper(fold_text(line).replace("’", "'"))]
    return replace(block, text="\n".join(kept)) if kept else block


def _without_motto(lines: list[str]) -> list[str]:
    """Return *lines* without « Liberté / Égalité / Fraternité », each on a line, below the name of an authority."""
    kept = [line for line in lines if len(line) > _LONGEST or not _MOTTO_LINE.fullmatch(fold_text(line))]
    return kept if kept and len(kept) < len(lines) - 1 else lines


def _without_invitation(block: Block) -> Block:
    """Return *block* without its last line when that only asks to follow accounts: « Suivez-nous sur X »."""
    above, _, last = block.text.rpartition("\n")
    return replace(block, text=above) if above and _FOLLOW.fullmatch(fold_text(last[:_LONGEST])) else block


def is_letter_paper(folded: str) -> bool:
    """Say whether the line *folded* is a street, a town, a site or a telephone, or several of them."""
    return all(_LETTERHEAD.fullmatch(part.strip(" *_,.")) for part in _BETWEEN.split(folded))


def _is_furniture(text: str, *, is_near_end: bool) -> bool:
    if len(text) > _LONGEST_FOOT:
        return False
    folded = " ".join(fold_text(text).replace("’", "'").split())
    if is_near_end and (_MAIL.search(folded) or _is_legal(folded)):
        return True
    if len(text) > _LONGEST:
        return False
    if _FURNITURE.fullmatch(folded) or (is_near_end and _SOURCE.fullmatch(text)):
        return True
    if _NETWORKS.search(folded) is None:
        return False
    lines = fold_text(text).replace("’", "'").split("\n")
    named = [line for line in lines if _NETWORKS.search(line)]
    return all(_is_foot_words(line) or (is_near_end and line not in named and is_letter_paper(line)) for line in lines)


def _is_legal(folded: str) -> bool:
    """Say whether the paragraph is the legal foot of letter paper: it opens so, or has a number and one word more."""
    found = {match.group() for match in _LEGAL.finditer(folded)}
    is_opening = _OPENS_LEGAL.match(folded) is not None and len(folded) < _LONGEST
    return is_opening or (len(found) >= _FEWEST_LEGAL and re.search(_NUMBER, folded) is not None)


def _is_foot_words(line: str) -> bool:
    return all(re.fullmatch(rf"\W*(?:{_SITE}|{_NETWORK})?\W*", word) for word in line.split())
