"""Contacts: the lines of a contact block -> people, roles, organisations, addresses and numbers."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from indexer.analysis.folding import fold_text
from indexer.extraction.addresses import Address, AddressKind, find_addresses
from indexer.extraction.names import Naming, last_person, naming, person_name
from indexer.releases import Contact

_SITE = re.compile(r"(?:https?://|www\.)\S{1,300}")
_SEPARATOR = re.compile(
    r"([,;|\t•·<>()\[\]]|//|\s[-–—/]{1,2}(?=\s|$)|[–—]|:(?=\s|$)|\s(?:ou|et/ou)(?=\s)|\.(?=\s|$)(?<!M\.))"
)
_LABEL = re.compile(
    r"(?:ligne directe|(?:tele)?phones?|tel(?:ephone)?(?: presse)?|port(?:ables?)?|mob(?:iles?)?|gsm|fixe|standard|fax|"
    r"telecopie|e-?mails?|mails?|mel|courriels?|courrier electronique|adresse electronique|site(?: internet| web)?|web|"
    r"twitter|facebook|linkedin|service (?:de )?presse|bureau de presse|relations? (?:presse|medias?)|"
    r"(?:la )?presse(?: (?:nationale|regionale|locale|internationale|francaise))?|medias?|journalistes?|informations?|"
    r"pages? web|et|ou|au|a|par|pour|t|m|p|e|f)\W*"
)
_HEADING = re.compile(
    r"(?:vos |votre |nos |les |pour |\w{1,20} et )?(?:contacts?\b|coordonnees|renseignements|pour (?:en|plus|toute))"
)
# « Pour la Région : Camille Exemple »
_FOR = re.compile(r"(?:[Pp]our|[Cc]hez)\s(?:l['’]|la\s|le\s|les\s)?(?=[^\W\d_a-zß-öø-ÿ])")
_PROSE = re.compile(
    r"\b(?:contacte[rz]|contactez|ecri(?:re|vez)|envo(?:yer|yez|i)|visite[rz]|consulte[rz]|joindre|veuillez|merci de|"
    r"plus d'information|amples informations|n'hesitez|peuvent|s'adresser|adressez)"
)
_MOST_PROSE_WORDS = 25


@dataclass(frozen=True, slots=True)
class _Words:
    """Some words between separators; *before* is the separator on their left, *line* the number of their line."""

    text: str
    naming: Naming
    before: str
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

    @property
    def is_reachable(self) -> bool:
        return bool(self.emails or self.phones)


def read_contacts(texts: Sequence[str], organisations: Collection[str] = ()) -> tuple[Contact, ...]:
    """
    Return the contacts that the paragraphs *texts* of a contact section give, in order.

    *organisations* are folded names known from elsewhere in the release: they are no people.
    """
    drafts = [_Draft()]
    for number, text in enumerate(texts):
        text = _SITE.sub(" ", text)
        if _is_prose(text):
            drafts.extend([*_prose_drafts(text), _Draft()])
        else:
            _read_lines(drafts, text, number * 1000, organisations)
    return _finished(drafts)


def _is_prose(text: str) -> bool:
    folded = fold_text(text).replace("’", "'")
    words = [word for word in folded.split() if word[0].isalpha() and "@" not in word]
    return "\n" not in text and (len(words) > _MOST_PROSE_WORDS or _PROSE.search(folded) is not None)


def _prose_drafts(text: str) -> Iterator[_Draft]:
    """Yield the contacts of a sentence: « écrivez à Camille Exemple <presse@example.org> ou contactez ... »."""
    draft, end = _Draft(), 0
    for address in find_addresses(text):
        before = text[end : address.start]
        name = last_person(_stripped(before).removesuffix(" au").removesuffix(" à"))
        if draft.is_reachable and (name or _PROSE.search(fold_text(before))):
            yield draft
            draft = _Draft()
        draft.name = draft.name or name
        _add_address(draft, address)
        end = address.end
    yield draft


def _read_lines(drafts: list[_Draft], text: str, first_line: int, organisations: Collection[str]) -> None:
    for part in _parts(text, first_line, organisations):
        if isinstance(part, Address):
            _add_address(drafts[-1], part)
        elif part.naming is not Naming.NOTHING:
            _add_words(drafts, part)


def _parts(text: str, first_line: int, organisations: Collection[str]) -> list[_Words | Address]:
    """Return the words and addresses of *text*, in order, each set of words named with its neighbours in mind."""
    addresses = list(find_addresses(text))
    parts: list[_Words | Address] = []
    end, line = 0, first_line
    for address in [*addresses, None]:
        between = text[end : address.start if address else len(text)]
        for number, piece in enumerate(between.split("\n")):
            parts.extend(_words(piece, line + number))
        line += between.count("\n")
        if address:
            parts.append(address)
            line += text[address.start : address.end].count("\n")
            end = address.end
    return _with_neighbours(parts, [each.value for each in addresses if "@" in each.value], organisations)


def _words(line: str, number: int) -> Iterator[_Words]:
    pieces = _SEPARATOR.split(line)
    for position in range(0, len(pieces), 2):
        text = _stripped(pieces[position])
        before = pieces[position - 1].strip() if position else "\n"
        folded = fold_text(text)
        if text and not _LABEL.fullmatch(folded) and not _HEADING.match(folded):
            yield _Words(text, naming(text), before, number)


def _with_neighbours(
    parts: list[_Words | Address], emails: Sequence[str], organisations: Collection[str]
) -> list[_Words | Address]:
    """Correct what looks like a person and is an organisation, and the other way round."""
    corrected: list[_Words | Address] = []
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        if isinstance(part, _Words):
            part = _Words(part.text, _reconsidered(part, following, emails, organisations), part.before, part.line)
        corrected.append(part)
    return corrected


def _reconsidered(
    words: _Words, following: _Words | Address | None, emails: Sequence[str], organisations: Collection[str]
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


def _add_words(drafts: list[_Draft], words: _Words) -> None:
    draft = drafts[-1]
    if _starts_another(draft, words):
        draft = _Draft()
        drafts.append(draft)
    draft.line = words.line
    if words.naming is Naming.PERSON:
        draft.name = person_name(words.text)
    elif words.naming is Naming.ROLE:
        draft.role = f"{draft.role}, {words.text}" if draft.role else words.text
    else:
        draft.organisation = draft.organisation or _FOR.sub("", words.text, count=1)


def _starts_another(draft: _Draft, words: _Words) -> bool:
    if words.naming is Naming.PERSON:
        return draft.name is not None or draft.is_reachable
    return draft.is_reachable and words.line != draft.line


def _add_address(draft: _Draft, address: Address) -> None:
    if address.kind is AddressKind.FAX:
        return
    values = draft.emails if address.kind is AddressKind.EMAIL else draft.phones
    if address.value.lower() not in {value.lower() for value in values}:
        values.append(address.value)


def _finished(drafts: Sequence[_Draft]) -> tuple[Contact, ...]:
    """Return the drafts that can be reached, or that name a person, once each."""
    contacts = (
        Contact(draft.name, draft.role, draft.organisation, tuple(draft.emails), tuple(draft.phones))
        for draft in drafts
        if draft.is_reachable or draft.name
    )
    return tuple(dict.fromkeys(contacts))


def _stripped(text: str) -> str:
    return " ".join(text.split()).strip(" .,:;-–—*_<>()[]|/")
