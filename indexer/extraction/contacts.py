"""Contacts: the lines of a contact block -> people, roles, organisations, addresses and numbers."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from indexer.analysis.folding import fold_text
from indexer.extraction.addresses import FRANCE, Address, AddressKind, find_addresses
from indexer.extraction.columns import without_columns
from indexer.extraction.names import Naming, is_surely_person, last_person, naming, person_name
from indexer.releases import Contact

_STREET = re.compile(
    r"\b\d{1,4}\s?(?:bis|ter|quater)?\s?,?\s(?:rue|avenue|av\.|boulevard|bd|place|pl\.|quai|all[ée]e|chemin|cours|route|"
    r"impasse|square|esplanade|promenade|passage|faubourg|fbg|chauss[ée]e|rond-point|mail|parvis|voie|villa)\b[^\d\n|;@]{0,80}",
    re.IGNORECASE,
)
_TOWN = re.compile(
    r"(?:(?<!\d)(?<!\d[\s.-])|(?<=\b[A-Z]-))(?:\d{5}|\d{4}(?=\s[^\W\d_a-zß-öø-ÿ]))\s[^\W\d_a-zß-öø-ÿ][\w’'-]{1,30}"
    r"(?:[\s-][^\W\d_a-zß-öø-ÿ][\w’'-]{1,30}){0,3}(?:\s(?:cedex|CEDEX|Cedex)(?:\s\d{1,2})?)?"
)
_ACCOUNT = re.compile(r"(?<![\w.])@\w{2,40}(?![\w.]*@)(?!\.\w)")
_HOURS = re.compile(
    r"\(?\b(?:du\s)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b(?:\s(?:au|à|et)\s\w{5,8})?"
    r"(?:,?\s(?:de\s)?\d{1,2}\s?h(?:eures)?\s?\d{0,2}(?:\s?(?:à|-|–|et|/)\s?(?:de\s)?\d{1,2}\s?h(?:eures)?\s?\d{0,2}){0,3})?\)?",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\s?,?\s?\(?\b(?:poste|ext\.?|p\.)\s?(?:n°\s?)?\d{1,6}\b\)?", re.IGNORECASE)
_UNREAD = (_STREET, _TOWN, _HOURS, _EXTENSION, _ACCOUNT)
_SITE = re.compile(r"(?:https?://|www\.)\S{1,300}")
_SEPARATOR = re.compile(
    r"([,;|\t•·<>()\[\]]|//|\s[-–—/]{1,2}(?=\s|$)|[–—]|:(?=\s|$)|\s(?:ou|et/ou)(?=\s)|\.(?=\s|$)(?<!M\.))"
)
_LABEL = re.compile(
    r"(?:noms?(?: et prenoms?)?|prenoms?|fonctions?|titres?|organismes?|organisations?|societes?|services?|adresses?|"
    r"telephones?|numeros?|astreintes?(?: presse)?|sources?|attention|a l'attention de|gratuits?|appel gratuit|"
    r"numero vert|cedex|bp \d+|cs \d+|[a-z]{1,2}|ligne directe|(?:tele)?phones?|tel(?:ephone)?(?: presse)?|port(?:ables?)?|mob(?:iles?)?|gsm|fixe|standard|fax|"
    r"telecopie|e-?mails?|mails?|mel|courriels?|courrier electronique|adresse electronique|site(?: internet| web)?|web|"
    r"twitter|facebook|linkedin|service (?:de )?presse|bureau de presse|relations? (?:presse|medias?)|"
    r"(?:la )?presse(?: (?:nationale|regionale|locale|internationale|francaise))?|medias?|journalistes?|informations?|"
    r"pages? web|press|media|contact|email address|e-?mail|phone|mobile|cell|et|ou|au|a|par|pour|t|m|p|e|f)\W*"
)
_HEADING = re.compile(
    r"(?:vos |votre |nos |les |pour |\w{1,20} et )?(?:contacts?\b|coordonnees|renseignements|pour (?:en|plus|toute))"
)
# Before a colon, this is a label; else it is whom to ask for.
_DESK = re.compile(
    r"(?:service (?:de |de la )?(?:presse|communication)|bureau de (?:la )?presse|relations? (?:presse|medias?))"
)
# « Pour la Région : Camille Exemple »
_FOR = re.compile(r"(?:[Pp]our|[Cc]hez)\s(?:l['’]|la\s|le\s|les\s)?(?=[^\W\d_a-zß-öø-ÿ])")
_PROSE = re.compile(
    r"\b(?:contacte[rz]|contactez|ecri(?:re|vez)|envo(?:yer|yez|i)|visite[rz]|consulte[rz]|joindre|veuillez|merci de|"
    r"aupres d|inscri(?:re|vez|ption)|reserve[rz]|signale[rz]|telephone[rz]|appele[rz]|plus d'information|amples informations|n'hesitez|peuvent|s'adresser|adressez)"
)
_MOST_PROSE_WORDS = 25
_LOOK_AHEAD = 8
_BLOCK = 1000


@dataclass(frozen=True, slots=True)
class _Words:
    """Some words between separators; *before* is the separator on their left, *line* the number of their line."""

    text: str
    naming: Naming
    before: str
    line: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """An address and the number of its line."""

    address: Address
    line: int


@dataclass(slots=True)
class _Draft:
    """A contact while its lines are read."""

    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    line: int = 0
    group: str | None = None
    opens_with_name: bool = False
    address_line: int = -1

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.role or self.organisation or self.emails or self.phones)

    @property
    def is_reachable(self) -> bool:
        return bool(self.emails or self.phones)


def read_contacts(
    texts: Sequence[str], organisations: Collection[str] = (), region: str = FRANCE
) -> tuple[Contact, ...]:
    """
    Return the contacts that the paragraphs *texts* of a contact section give, in order.

    *organisations* are folded names known from elsewhere in the release: they are no people. *region* is the country
    whose numbers are written without a prefix.
    """
    drafts = [_Draft()]
    for number, text in enumerate(without_columns(texts)):
        text = _SITE.sub(" ", text)
        for pattern in _UNREAD:
            text = pattern.sub(" ", text)
        if _is_prose(text):
            drafts.extend([*_prose_drafts(text, region), _Draft()])
        else:
            _read_lines(drafts, text, number * _BLOCK, organisations, region)
    return _finished(drafts)


def _is_prose(text: str) -> bool:
    folded = fold_text(text).replace("’", "'")
    words = [word for word in folded.split() if word[0].isalpha() and "@" not in word]
    return "\n" not in text and (len(words) > _MOST_PROSE_WORDS or _PROSE.search(folded) is not None)


def _prose_drafts(text: str, region: str) -> Iterator[_Draft]:
    """Yield the contacts of a sentence: « écrivez à Camille Exemple <presse@example.org> ou contactez ... »."""
    draft, end = _Draft(), 0
    for address in find_addresses(text, region):
        before = text[end : address.start]
        name = last_person(_stripped(before).removesuffix(" au").removesuffix(" à"))
        if draft.is_reachable and (name or _PROSE.search(fold_text(before))):
            yield draft
            draft = _Draft()
        draft.name = draft.name or name
        _add_address(draft, address)
        end = address.end
    yield draft


def _read_lines(drafts: list[_Draft], text: str, first_line: int, organisations: Collection[str], region: str) -> None:
    parts = _parts(text, first_line, organisations, region)
    for number, part in enumerate(parts):
        if isinstance(part, _Placed):
            _add_address(drafts[-1], part.address)
            drafts[-1].address_line = part.line
        elif part.naming is not Naming.NOTHING:
            _add_words(drafts, part, parts[number + 1 :][:_LOOK_AHEAD])


def _parts(text: str, first_line: int, organisations: Collection[str], region: str) -> list[_Words | _Placed]:
    """Return the words and addresses of *text*, in order, each set of words named with its neighbours in mind."""
    addresses = list(find_addresses(text, region))
    parts: list[_Words | _Placed] = []
    end, line = 0, first_line
    for address in [*addresses, None]:
        between = text[end : address.start if address else len(text)]
        for number, piece in enumerate(between.split("\n")):
            parts.extend(_words(piece, line + number, is_line_start=number > 0 or end == 0))
        line += between.count("\n")
        if address:
            parts.append(_Placed(address, line))
            line += text[address.start : address.end].count("\n")
            end = address.end
    return _with_neighbours(parts, [each.value for each in addresses if "@" in each.value], organisations)


def _words(line: str, number: int, *, is_line_start: bool) -> Iterator[_Words]:
    pieces = _SEPARATOR.split(line)
    for position in range(0, len(pieces), 2):
        text = _stripped(pieces[position])
        before = pieces[position - 1].strip() if position else "\n" if is_line_start else ""
        folded = fold_text(text)
        after = pieces[position + 1].strip() if position + 1 < len(pieces) else ""
        if _DESK.fullmatch(folded) and after != ":":
            yield _Words(text, Naming.ROLE, before, number)
        elif text and not _LABEL.fullmatch(folded) and not _HEADING.match(folded):
            yield _Words(text, naming(text), before, number)


def _with_neighbours(
    parts: list[_Words | _Placed], emails: Sequence[str], organisations: Collection[str]
) -> list[_Words | _Placed]:
    """Correct what looks like a person and is an organisation, and the other way round."""
    corrected: list[_Words | _Placed] = []
    for part, following in zip_longest(parts, parts[1:]):
        if isinstance(part, _Words):
            before = corrected[-1] if corrected else None
            if _is_perhaps_person(part) and (
                _is_sure(before) or _is_sure(following)
            ):  # « Grand Marais, Camille Exemple »
                part = replace(part, naming=Naming.ORGANISATION)
            part = replace(part, naming=_reconsidered(part, following, emails, organisations))
        corrected.append(part)
    return corrected


def _is_perhaps_person(words: _Words) -> bool:
    return words.naming is Naming.PERSON and not is_surely_person(words.text)


def _is_sure(part: _Words | _Placed | None) -> bool:
    return isinstance(part, _Words) and part.naming is Naming.PERSON and is_surely_person(part.text)


def _reconsidered(
    words: _Words, following: _Words | _Placed | None, emails: Sequence[str], organisations: Collection[str]
) -> Naming:
    folded = [fold_text(word) for word in words.text.split()]
    if words.naming is Naming.PERSON:
        heads_person = isinstance(following, _Words) and following.naming is Naming.PERSON
        if heads_person and isinstance(following, _Words) and following.before in {":", "-", "–", "—"}:
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


def _add_words(drafts: list[_Draft], words: _Words, following: Sequence[_Words | _Placed]) -> None:
    draft = drafts[-1]
    if _starts_another(draft, words, following):
        draft = _Draft(group=draft.group)
        drafts.append(draft)
    if draft.is_empty and words.naming is Naming.ORGANISATION and _is_alone(words, following):
        draft.group = _FOR.sub("", words.text, count=1)
    draft.line = words.line
    draft.opens_with_name |= draft.is_empty and words.naming is Naming.PERSON
    if words.naming is Naming.PERSON:
        draft.name = person_name(words.text)
    elif words.naming is Naming.ROLE:
        draft.role = f"{draft.role}, {words.text}" if draft.role else words.text
    else:
        draft.organisation = draft.organisation or _FOR.sub("", words.text, count=1)


def _starts_another(draft: _Draft, words: _Words, following: Sequence[_Words | _Placed]) -> bool:
    """Say whether *words* belong to another contact than *draft*."""
    if words.naming is Naming.PERSON:
        is_named_behind = draft.name is None and words.line == draft.address_line and not _has_address(words, following)
        return draft.name is not None or (draft.is_reachable and not is_named_behind)
    if not draft.is_reachable or words.line == draft.line:
        return False
    # Roles stand behind names here, and this person's is still missing: « Camille Exemple, 01 99 ..., attachée ».
    is_behind = draft.opens_with_name and words.line // _BLOCK == draft.line // _BLOCK
    is_missing = draft.role is None if words.naming is Naming.ROLE else draft.organisation is None
    return not (is_behind and is_missing and not _is_person_beside(words, following))


def _is_alone(words: _Words, following: Sequence[_Words | _Placed]) -> bool:
    """Say whether an organisation has its line for itself, above the people of it."""
    after = next(iter(following), None)
    return words.before == "\n" and isinstance(after, _Words) and after.line != words.line


def _is_person_beside(words: _Words, following: Sequence[_Words | _Placed]) -> bool:
    return any(
        isinstance(part, _Words) and part.naming is Naming.PERSON and part.line == words.line for part in following
    )


def _has_address(words: _Words, following: Sequence[_Words | _Placed]) -> bool:
    """Say whether an address follows the person *words* before anybody else is named."""
    for part in following:
        if isinstance(part, _Placed):
            return True
        if part.naming is Naming.PERSON:
            return False
    return False


def _add_address(draft: _Draft, address: Address) -> None:
    if address.kind is AddressKind.FAX:
        return
    values = draft.emails if address.kind is AddressKind.EMAIL else draft.phones
    if address.value.lower() not in {value.lower() for value in values}:
        values.append(address.value)


def _finished(drafts: Sequence[_Draft]) -> tuple[Contact, ...]:
    """
    Return the drafts that can be reached, or that name a person, once each.

    People below an organisation are of it. A role or an organisation that stands alone is that of the contact above.
    """
    for above, draft in pairwise(drafts):
        if above.is_reachable and not (draft.is_reachable or draft.name):
            above.role, above.organisation = above.role or draft.role, above.organisation or draft.organisation
    contacts = (
        Contact(draft.name, draft.role, draft.organisation or draft.group, tuple(draft.emails), tuple(draft.phones))
        for draft in drafts
        if draft.is_reachable or draft.name
    )
    return tuple(dict.fromkeys(contacts))


def _stripped(text: str) -> str:
    return " ".join(text.split()).strip(" .,:;-–—*_<>()[]|/")
