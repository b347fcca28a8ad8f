"""
The parts of a contact's lines: the words between separators, each named, and the addresses.

What is no contact is not read: streets, towns, opening hours, extensions, accounts on networks, labels.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from indexer.analysis.folding import fold_text
from indexer.extraction.addresses import Address, find_addresses
from indexer.extraction.names import Naming, has_organisation, is_surely_person, naming

_STREET = re.compile(
    r"\b\d{1,4} ?(?:bis|ter|quater)? ?,? (?:rue|avenue|av\.|boulevard|bd|place|pl\.|quai|all[ée]e|chemin|cours|route|"
    r"impasse|square|esplanade|promenade|passage|faubourg|fbg|chauss[ée]e|rond-point|parvis|voie)\b[^\d\n|;@]{0,80}",
    re.IGNORECASE,
)
_TOWN = re.compile(
    r"(?:(?<!\d)(?<!\d[\s.-])|(?<=\b[A-Z]-))(?:\d{5}|\d{4}(?=\s[^\W\d_a-zß-öø-ÿ]))\s[^\W\d_a-zß-öø-ÿ][\w’'-]{1,30}"
    r"(?:[\s-][^\W\d_a-zß-öø-ÿ][\w’'-]{1,30}){0,3}(?:\s(?:cedex|CEDEX|Cedex)(?:\s\d{1,2})?)?"
)
_ACCOUNT = re.compile(r"(?<![\w.])@\w{2,40}(?![\w.]*@)(?!\.\w)")
_HOURS = re.compile(
    r"\(?\b(?:du\s)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b(?:\s(?:au|à|et)\s\w{5,8}\b|"
    r"(?![ \u00a0](?-i:[^\W\d_a-zß-öø-ÿ])))"
    r"(?:,?\s(?:de\s)?\d{1,2}\s?h(?:eures)?\s?\d{0,2}(?:\s?(?:à|-|–|et|/)\s?(?:de\s)?\d{1,2}\s?h(?:eures)?\s?\d{0,2}){0,3})?\)?",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\s?,?\s?\(?\b(?:poste|ext\.?|p\.)\s?(?:n°\s?)?\d{1,6}\b\)?", re.IGNORECASE)
_SITE = re.compile(r"(?:https?://|www\.)\S{1,300}")
_NOISE = (_SITE, _STREET, _EXTENSION, _TOWN, _HOURS, _ACCOUNT)  # « poste 2214 / Ville de ... » is no town
_SEPARATOR = re.compile(
    r"([,;|\t•·<>()\[\]]|//|\s[-–—/]{1,2}(?=\s|$)|[–—]|:(?=\s|$)|\s(?:ou|et/ou)(?=\s)|\.(?=\s|$)(?<!\b[^\W\d_a-zß-öø-ÿ]\.))"
)
_SIGNS = re.compile(r"\A[\W_]+|[\W_]+\Z")
_BESIDE = re.compile(r"\s(?:et|&|and)\s")
_LABEL_BEHIND = re.compile(
    r"\s(?:t[ée]l(?:[ée]phone)?|port(?:able)?|mob(?:ile)?|e-?mail|mail|m[ée]l|courriel|fax|gsm|phone|t|p|m)\.?\Z",
    re.IGNORECASE,
)
# « À Genève : Camille Exemple »
_WHERE = re.compile(r"(?:À|A|En)\s[^\W\d_a-zß-öø-ÿ][\w'’-]{1,30}(?:\s[^\W\d_a-zß-öø-ÿ][\w'’-]{1,30})?")
_MOST_ROLE_WORDS = 10
_LABEL = re.compile(
    r"(?:noms?(?: et prenoms?)?|prenoms?|fonctions?|titres?|organismes?|organisations?|societes?|services?|adresses?|"
    r"telephones?|numeros?|(?:astreinte|permanence)s?\b.{0,40}|sources?|attention|"
    r"a l'attention de|(?:rsvp|r\.s\.v\.p)\b.{0,40}|gratuits?|appel gratuit|"
    r"numero vert|cedex|bp \d+|cs \d+|[a-z]{1,2}|ligne directe|(?:tele)?phones?|tel(?:ephone)?(?: presse)?|"
    r"port(?:ables?)?|mob(?:iles?)?|gsm|fixe|standard|fax|"
    r"telecopie|e-?mails?|mails?|mel|courriels?|courrier electronique|adresse electronique|site(?: internet| web)?|web|"
    r"twitter|facebook|linkedin|service (?:de )?presse|bureau de presse|"
    r"relations? (?:avec (?:les |la )?)?(?:presse|medias?)|"
    r"(?:la )?presse(?: (?:nationale|regionale|locale|internationale|francaise))?|medias?|journalistes?|informations?|"
    r"media relations|(?:press|media) contacts?|informations? (?:presse|medias?|complementaires?)|"
    r"(?:nous )?contacter par (?:e-?mail|mail|courriel)|(?:envoyer|ecrire) un (?:e-?mail|mail|courriel|message)|"
    r"(?:visuels?|photos?|photographies|images|iconographie|illustrations)\b.{0,60}\b(?:disponibles?|demande|telecharg\w+|"
    r"libres? de droits?)\b.{0,60}|"
    r"pages? web|press|media|contact|"
    r"email address|e-?mail|phone|mobile|cell|et|ou|au|a|par|pour|t|m|p|e|f)\W*"
)
_HEADING = re.compile(
    r"(?:vos |votre |nos |les |pour |\w{1,20} et )?(?:contacts?\b|coordonnees|renseignements|"
    r"pour (?:en|informations?|(?:de )?plus|toute|d.autres)|plus d.(?:infos?|informations?)\b|personnes? de contact\b)"
)
# Before a colon, this is a label; else it is whom to ask for.
_OFFICE = re.compile(
    r"(?:bureau|service|direction|cabinet|cellule|delegation|mission|pole|secretariat) (?:de|du|des|d')\b"
)
_DESK = re.compile(
    r"(?:service (?:de |de la )?(?:presse|communication)|bureau de (?:la )?presse|"
    r"relations? (?:avec (?:les |la )?)?(?:presse|medias?)|"
    r"(?:media|press|public|corporate|investor) (?:relations|communications?|office)|communication)"
)


@dataclass(frozen=True, slots=True)
class Words:
    """Some words between separators; *before* is the separator on their left, *line* the number of their line."""

    text: str
    naming: Naming
    before: str
    line: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An address and the number of its line."""

    address: Address
    line: int


def without_noise(text: str) -> str:
    """Return the lines *text* without streets, hours, sites and the like."""
    for pattern in _NOISE:
        text = pattern.sub(" ", text)
    return text


def read_parts(text: str, first_line: int, organisations: Collection[str], region: str) -> list[Words | Placed]:
    """Return the words and addresses of *text*, in order, each set of words named with its neighbours in mind."""
    addresses = list(find_addresses(text, region))
    parts: list[Words | Placed] = []
    end, line = 0, first_line
    for address in [*addresses, None]:
        between = text[end : address.start if address else len(text)]
        for number, piece in enumerate(between.split("\n")):
            is_last = address is not None and number == between.count("\n")
            parts.extend(_words(piece, line + number, is_line_start=number > 0 or end == 0, is_before_address=is_last))
        line += between.count("\n")
        if address:
            parts.append(Placed(address, line))
            line += text[address.start : address.end].count("\n")
            end = address.end
    return _with_neighbours(parts, [each.value for each in addresses if "@" in each.value], organisations)


def _words(line: str, number: int, *, is_line_start: bool, is_before_address: bool) -> Iterator[Words]:
    pieces = _SEPARATOR.split(line)
    for position in range(0, len(pieces), 2):
        text = stripped(pieces[position])
        after = pieces[position + 1].strip() if position + 1 < len(pieces) else ""
        if is_before_address and after in {"", ":", "."} and not any(map(stripped, pieces[position + 2 :: 2])):
            text = stripped(_LABEL_BEHIND.sub("", text))
        before = pieces[position - 1].strip() if position else "\n" if is_line_start else ""
        folded = fold_text(text)
        if _DESK.fullmatch(folded) and after != ":":
            yield Words(text, Naming.ROLE, before, number)
        elif text and not _LABEL.fullmatch(folded) and not _HEADING.match(folded):
            if (before == "(" and _is_aside(text)) or (after == ":" and _WHERE.fullmatch(text)):
                continue
            people = _BESIDE.split(text)
            if len(people) > 1 and all(map(is_surely_person, people)):
                yield from (Words(name, Naming.PERSON, before, number) for name in people)
            else:
                yield Words(text, naming(text), before, number)


def is_desk(words: Words) -> bool:
    """Say whether *words* are « Service de presse » and the like, at the beginning of a line."""
    return words.before == "\n" and _DESK.fullmatch(fold_text(words.text)) is not None


def _is_aside(text: str) -> bool:
    """Say whether one word in brackets only says where or in which language: « (Annecy) », but « (CNRS) »."""
    return " " not in text and not text.isupper() and not has_organisation(text)


def _with_neighbours(
    parts: list[Words | Placed], emails: Sequence[str], organisations: Collection[str]
) -> list[Words | Placed]:
    """Correct what looks like a person and is an organisation, and the other way round."""
    corrected: list[Words | Placed] = []
    for part, following in zip_longest(parts, parts[1:]):
        if isinstance(part, Words):
            before = corrected[-1] if corrected else None
            if _is_perhaps_person(part) and (_is_sure(before) or _is_sure(following)):
                part = replace(part, naming=Naming.ORGANISATION)  # « Grand Marais, Camille Exemple »
            elif part.naming is Naming.NOTHING and _is_behind_person(part, before):
                part = replace(part, naming=Naming.ROLE)  # « Camille Exemple, éclusière »
            elif part.naming is Naming.NOTHING and _OFFICE.match(fold_text(part.text)):
                part = replace(part, naming=Naming.ORGANISATION)  # « bureau de la communication interministérielle »
            part = replace(part, naming=_reconsidered(part, following, emails, organisations))
        corrected.append(part)
    return corrected


def _is_perhaps_person(words: Words) -> bool:
    return words.naming is Naming.PERSON and not is_surely_person(words.text)


def _is_behind_person(words: Words, before: Words | Placed | None) -> bool:
    """Say whether *words* stand behind a person's name as roles do: in small letters, few, on its line or the next."""
    if not isinstance(before, Words) or before.naming is not Naming.PERSON:
        return False
    if before.line != words.line and not (words.line == before.line + 1 and words.before == "\n"):
        return False
    number = len(words.text.split())
    return words.text[0].islower() and number <= _MOST_ROLE_WORDS and not any(map(str.isdigit, words.text))


def _is_sure(part: Words | Placed | None) -> bool:
    return isinstance(part, Words) and part.naming is Naming.PERSON and is_surely_person(part.text)


def _reconsidered(
    words: Words, following: Words | Placed | None, emails: Sequence[str], organisations: Collection[str]
) -> Naming:
    folded = [fold_text(word) for word in words.text.split()]
    if words.naming is Naming.PERSON:
        heads_person = isinstance(following, Words) and following.naming is Naming.PERSON
        is_sure = is_surely_person(words.text)
        if heads_person and not is_sure and isinstance(following, Words) and following.before in {":", "-", "–", "—"}:
            return Naming.ORGANISATION
        if " ".join(folded) in organisations or any(_is_domain(folded, each) for each in emails):
            return Naming.ORGANISATION
    # « CAMILLE EXEMPLE, cexemple@example.org »
    is_capitals = words.naming is Naming.ORGANISATION and words.text.isupper() and len(folded) in {2, 3}
    if is_capitals and any(folded[-1] in fold_text(each.partition("@")[0]) for each in emails):
        return Naming.PERSON
    return words.naming


def _is_domain(words: Sequence[str], email: str) -> bool:
    """Say whether the domain of *email* is made of *words*: an organisation's, unless a person has a domain."""
    local, _, domain = fold_text(email).partition("@")
    return all(len(word) > 1 and word in domain for word in words) and not any(word in local for word in words)


def stripped(text: str) -> str:
    """Return *text* without the signs around it, icons too: « ➤ CONTACT »."""
    return _SIGNS.sub("", " ".join(text.split()))
