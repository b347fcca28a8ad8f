"""Contacts: the lines of a contact block -> people, roles, organisations, addresses and numbers."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indexer.analysis.folding import fold_text
from indexer.extraction.addresses import FRANCE, Address, AddressKind, find_addresses
from indexer.extraction.columns import without_columns
from indexer.extraction.contact_parts import Placed, Words, is_desk, read_parts, stripped, without_noise
from indexer.extraction.names import Naming, has_organisation, last_person, person_name
from indexer.releases import Contact

# « Pour la Région : Camille Exemple »
_FOR = re.compile(r"\A(?:[Pp]our|[Cc]hez)\s(?:l['’]|la\s|le\s|les\s)?(?=[^\W\d_a-zß-öø-ÿ])")
_PRESS_OF = re.compile(r"(?:Presse|PRESSE)\s(?=[^\W\d_a-zß-öø-ÿ])")
# A part of an organisation, which is told when nothing else is.
_UNIT = re.compile(
    r"(?:direction|service|pole|departement|cellule|bureau|mission) .{0,20}(?:communication|presse|relations)"
)
_FOR_WHOM = re.compile(r"(?<=\w)\s(?:pour|for)\s(?:l['’]|la\s|le\s|les\s|the\s)?(?=[^\W\d_a-zß-öø-ÿ]).*")
_OFFICE = r"(?:(?:astreinte|permanence)s?\b|(?:bureau|service) (?:de )?presse\s?:)"
# « Permanence presse », above addresses of its own; « Source : » and « Information : », of the wires.
_DUTY = re.compile(rf"(?:{_OFFICE}.*|contacts? [a-z]{{4,15}}\s?:.*|(?:sources?|informations?)\s?:.*)")
# « Contact scientifique : », « Contact presse : », one below the other
_LABELLED = r"\s*contacts?\s(?!pour)[^\W\d_]{4,15}\s?:[^\n]{0,80}(?:@|\d\d)"
# A line of the press office or of who is on duty that gives an address and a number is a contact of its own.
_NEXT = re.compile(
    rf"\s?;\s?(?=(?:sources?|informations?)\s?:)|\n(?=\s*{_OFFICE}[^\n]{{0,60}}\d[^\n]{{0,60}}@|"
    rf"\s*{_OFFICE}[^\n]{{0,90}}@[^\n]{{0,60}}\d|{_LABELLED})",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"\b(?:contacte[rz]|contactez|ecri(?:re|vez)|envo(?:yer|yez|i)|visite[rz]|consulte[rz]|joindre|veuillez|merci de|"
    r"aupres d|inscri(?:re|vez|ption)|reserve[rz]|signale[rz]|telephone[rz]|appele[rz]|"
    r"plus d'information|amples informations|n'hesitez|peuvent|s'adresser|adressez)"
)
_OR = re.compile(r"[\s>)]{0,3},?\s?(?:ou|et|or)\b")
# « Contacts presse – Agence Exemple »
_AGENCY = re.compile(r"(?::|\s[–—|-])\s?(?=[^\W\d_a-zß-öø-ÿ])")
_HEADED = frozenset([":", "-", "–", "—", "|"])
_MOST_PROSE_WORDS = 25
_LOOK_AHEAD = 8
_BLOCK = 1000


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
    beside: "_Draft | None" = None
    opens_with_name: bool = False
    address_line: int = -1

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.role or self.organisation or self.emails or self.phones)

    @property
    def is_only_headed(self) -> bool:
        """Whether nothing was read yet but the organisation above the people of it."""
        is_headed = self.organisation is None or self.organisation == self.group
        return is_headed and not (self.name or self.role or self.emails or self.phones)

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
    for number, part in enumerate(part for each in without_columns(texts) for part in _NEXT.split(each)):
        text = without_noise(part)
        if _is_prose(text):
            drafts.extend([*_prose_drafts(text, region), _Draft()])
        else:
            if drafts[-1].is_reachable and _DUTY.fullmatch(fold_text(text.partition("\n")[0]).strip()):
                drafts.append(_Draft())
            _read_lines(drafts, text, number * _BLOCK, organisations, region)
    return _finished(drafts)


def headed(heading: str, texts: Sequence[str]) -> Sequence[str]:
    """Return *texts* below their *heading*, when it stood alone and names whose contacts they are."""
    is_apart = bool(texts) and not texts[0].startswith(heading)
    if not is_apart or not has_organisation(heading) or not _AGENCY.search(heading):
        return texts
    return (f"{heading}\n{texts[0]}", *texts[1:])


def read_sentence(text: str, region: str = FRANCE) -> tuple[Contact, ...]:
    """Return those whom a sentence of the text says how to reach: only people count as names there."""
    return _finished(list(_prose_drafts(without_noise(text), region)))


def _is_prose(text: str) -> bool:
    folded = fold_text(text).replace("’", "'")
    words = [word for word in folded.split() if word[0].isalpha() and "@" not in word]
    return "\n" not in text and (len(words) > _MOST_PROSE_WORDS or _PROSE.search(folded) is not None)


def _prose_drafts(text: str, region: str) -> Iterator[_Draft]:
    """Yield the contacts of a sentence: « écrivez à Camille Exemple <presse@example.org> ou contactez ... »."""
    draft, end = _Draft(), 0
    for address in find_addresses(text, region):
        before = text[end : address.start]
        name = last_person(stripped(before).removesuffix(" au").removesuffix(" à"))
        if draft.is_reachable and (name or _is_another(draft, address, before)):
            yield draft
            draft = _Draft()
        draft.name = draft.name or name
        _add_address(draft, address)
        end = address.end
    yield draft


def _is_another(draft: _Draft, address: Address, before: str) -> bool:
    """Say whether the words *before* an address announce somebody else, not another way: « ou appelez le ... »."""
    if not _PROSE.search(fold_text(before)):
        return False
    is_first_of_its_kind = not (draft.emails if address.kind is AddressKind.EMAIL else draft.phones)
    return not (is_first_of_its_kind and _OR.match(before))


def _read_lines(drafts: list[_Draft], text: str, first_line: int, organisations: Collection[str], region: str) -> None:
    parts = read_parts(text, first_line, organisations, region)
    for number, part in enumerate(parts):
        if isinstance(part, Placed):
            _add_address(drafts[-1], part.address)
            drafts[-1].address_line = part.line
        elif part.naming is not Naming.NOTHING and not _is_heading(part, parts[number + 1 :][:1]):
            _add_words(drafts, part, parts[number + 1 :][:_LOOK_AHEAD])


def _is_heading(words: Words, following: Sequence[Words | Placed]) -> bool:
    """Say whether *words* are « SERVICE DE PRESSE » on a line of its own, above the people of it."""
    is_above = any(
        isinstance(part, Words) and part.naming is Naming.PERSON and part.line != words.line for part in following
    )
    return is_above and is_desk(words)


def _add_words(drafts: list[_Draft], words: Words, following: Sequence[Words | Placed]) -> None:
    draft = drafts[-1]
    if _starts_another(draft, words, following):
        is_beside = draft.name is not None and not draft.is_reachable and words.line == draft.line
        draft = _Draft(group=draft.group, beside=draft if is_beside and words.naming is Naming.PERSON else None)
        drafts.append(draft)
    if draft.is_empty and words.naming is Naming.ORGANISATION and _is_alone(words, following):
        draft.group = _organisation(words.text)
    draft.line = words.line
    draft.opens_with_name |= draft.is_only_headed and words.naming is Naming.PERSON
    if words.naming is Naming.PERSON:
        draft.name = person_name(words.text)
    elif words.naming is Naming.ROLE:
        draft.role = f"{draft.role}, {words.text}" if draft.role else words.text
    else:
        is_unit = draft.organisation is not None and _UNIT.match(fold_text(draft.organisation)) is not None
        draft.organisation = _organisation(words.text) if is_unit else draft.organisation or _organisation(words.text)


def _starts_another(draft: _Draft, words: Words, following: Sequence[Words | Placed]) -> bool:
    """Say whether *words* belong to another contact than *draft*."""
    if words.naming is Naming.PERSON:
        is_alone = not _is_person_beside(words, following) or not _has_address(words, following)
        is_named_behind = draft.name is None and words.line == draft.address_line and is_alone
        return draft.name is not None or (draft.is_reachable and not is_named_behind)
    if not draft.is_reachable or words.line == draft.line:
        return False
    # Roles stand behind names here, and this person's is still missing: « Camille Exemple, 01 99 ..., attachée ».
    is_behind = draft.opens_with_name and words.line // _BLOCK == draft.line // _BLOCK
    is_missing = draft.role is None if words.naming is Naming.ROLE else draft.organisation is None
    return not (is_behind and is_missing and not _is_person_beside(words, following))


def _is_alone(words: Words, following: Sequence[Words | Placed]) -> bool:
    """Say whether an organisation has its line for itself, or what a heading leaves of it, above the people of it."""
    after = next(iter(following), None)
    has_line = words.before == "\n" or (words.before in _HEADED and has_organisation(words.text))
    return has_line and (after is None or (isinstance(after, Words) and after.line != words.line))


def _is_person_beside(words: Words, following: Sequence[Words | Placed]) -> bool:
    return any(
        isinstance(part, Words) and part.naming is Naming.PERSON and part.line == words.line for part in following
    )


def _has_address(words: Words, following: Sequence[Words | Placed]) -> bool:
    """Say whether an address follows the person *words* before anybody else is named."""
    for part in following:
        if isinstance(part, Placed):
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


def _organisation(words: str) -> str:
    """
    Return the organisation that *words* name: « Pour la Région » is the Region, « Agence X pour la Région » is X,
    « Presse Institut X » is the institute.
    """
    asked = _PRESS_OF.match(words)
    if asked and has_organisation(words[asked.end() :]):
        return words[asked.end() :]
    return _FOR_WHOM.sub("", _FOR.sub("", words, count=1))


def _add_what_is_missing(above: _Draft, draft: _Draft) -> None:
    """Give what stands alone in *draft* to the contact *above* it."""
    above.name, draft.name = above.name or draft.name, None
    above.role, above.organisation = above.role or draft.role, above.organisation or draft.organisation


def _share(draft: _Draft) -> None:
    """Give the addresses of *draft* also to those named beside it: to each one, when there is one for each."""
    people = [draft]
    while people[0].beside:
        people.insert(0, people[0].beside)
    emails, phones = draft.emails, draft.phones
    for number, person in enumerate(people):
        person.beside = None
        person.organisation = person.organisation or people[0].organisation
        person.emails = emails[number : number + 1] if len(emails) == len(people) else emails
        person.phones = phones[number : number + 1] if len(phones) == len(people) else phones


def _finished(drafts: Sequence[_Draft]) -> tuple[Contact, ...]:
    """
    Return the drafts that can be reached, or that name a person, once each.

    People below an organisation are of it. A role or an organisation that stands alone is that of the contact above.
    """
    for above, draft in pairwise(drafts):
        if above.is_reachable and not draft.is_reachable and not (above.name and draft.name):
            _add_what_is_missing(above, draft)
    for draft in reversed(drafts):
        if draft.beside:
            _share(draft)
    contacts = (
        Contact(draft.name, draft.role, draft.organisation or draft.group, tuple(draft.emails), tuple(draft.phones))
        for draft in drafts
        if draft.is_reachable or draft.name
    )
    return tuple(dict.fromkeys(contacts))
