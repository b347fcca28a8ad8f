"""
The contact register: who is named by the contacts of the whole archive, each person under one spelling.

    mentions_of   the people that one release names
    register      mentions and people's decisions -> Register; a pure function of both, whatever their order
    spelled       a release with its contacts under the spelling of the register

It is not for third parties and signatures, and it changes nothing but names: what else a contact says stays as it is.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from indexer.analysis.folding import fold, fold_text
from indexer.archive.decisions import NO_DECISIONS, PeopleDecisions
from indexer.archive.joining import Naming, joined, tied
from indexer.archive.names import name_key
from indexer.extraction.persons import is_initial, parsed, person_key
from indexer.releases import Contact, Release


class Written(NamedTuple):
    """What of a contact decides whose name it is: the name as written, and what tells homonyms apart."""

    name: str | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    organisation: str | None


class Mention(NamedTuple):
    """One contact of one release."""

    release_id: str
    date: datetime.date | None
    contact: Contact
    issuer: str | None


class Role(NamedTuple):
    """What a person was, as written, and the dates of the first and the last dated release that says so."""

    role: str | None
    organisation: str | None
    first: datetime.date | None
    last: datetime.date | None


class Circle(NamedTuple):
    """Organisations and addresses that go together, and the dates of the first and the last dated release with them."""

    organisations: tuple[str, ...]
    emails: tuple[str, ...]
    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Person:
    """
    A person of the archive. *name* is the spelling that is shown; *spellings* are those written, with the number of
    mentions, most frequent first; *roles* and *circles* are in the order of their dates, the other values in that of
    text. Nothing ties two circles but the name: somebody who moved on, or two people.
    """

    name: str
    spellings: tuple[tuple[str, int], ...]
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    organisations: tuple[str, ...]
    roles: tuple[Role, ...]
    circles: tuple[Circle, ...]
    release_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """
    The people of an archive, by name, and the shown name of every contact that names one.

    *names* holds a contact only where it is shown otherwise than it is written: a release has to be put again when one
    of its contacts has another name here than in the last run.
    """

    people: tuple[Person, ...] = ()
    names: Mapping[Written, str] = field(default_factory=dict)

    def spelling_of(self, contact: Contact, issuer: str | None) -> str | None:
        """Return the name to show for *contact* of a release by *issuer*."""
        return self.names.get(written(contact, issuer), contact.name)


def written(contact: Contact, issuer: str | None) -> Written:
    """Return what decides whose name *contact* of a release by *issuer* is."""
    return Written(contact.name, contact.emails, contact.phones, contact.organisation or issuer)


def mentions_of(release: Release) -> Iterator[Mention]:
    """Yield the people that *release* names as contacts, and the contacts without a name."""
    for contact in release.contacts:
        yield Mention(release.id, release.date, contact, release.issuer)


def register(mentions: Iterable[Mention], decisions: PeopleDecisions = NO_DECISIONS) -> Register:
    """Return the register of *mentions*, people's *decisions* obeyed first."""
    of_writing: defaultdict[Written, list[Mention]] = defaultdict(list)
    for mention in mentions:
        of_writing[written(mention.contact, mention.issuer)].append(mention)
    namings = {each: naming for each in sorted(of_writing, key=_order) if (naming := _naming(each, decisions))}
    writings = list(namings)
    people, names = [], {}
    for numbers in joined(list(namings.values()), decisions):
        group = {writings[number]: of_writing[writings[number]] for number in numbers}
        name = max(namings[each].decided for each in group) or _shown(group)
        people.append(_person(name, group))
        names.update({each: name for each in group if each.name != name})
    return Register(tuple(sorted(people, key=_by_name)), names)


def spelled(release: Release, register: Register) -> Release:
    """Return *release* with its contacts under the names of *register*. Spelling twice is spelling once."""
    contacts = tuple(
        replace(contact, name=register.spelling_of(contact, release.issuer)) for contact in release.contacts
    )
    return release if contacts == release.contacts else replace(release, contacts=contacts)


def _order(each: Written) -> tuple[str, ...]:
    return (each.name or "", each.organisation or "", *each.emails, "", *each.phones)


def _naming(each: Written, decisions: PeopleDecisions) -> Naming | None:
    """Return how a contact names a person; None where it has no name and none was decided."""
    key = person_key(each.name) if each.name else ""
    emails = tuple(map(fold, each.emails))
    organisation = name_key(each.organisation or "")
    decided = decisions.name_of(key, emails, organisation) or ""
    name = decided or each.name
    if name is None:
        return None
    found = parsed(name)
    evidence = _evidence(each.emails, each.phones, each.organisation)
    return Naming(found.words, person_key(name), found.title, decided, emails, organisation, evidence)


@lru_cache(maxsize=1 << 16)
def _evidence(emails: tuple[str, ...], phones: tuple[str, ...], organisation: str | None) -> frozenset[str]:
    """Return what a contact has in common with others of the same person; phones only where they are whole numbers."""
    numbers = (phone for phone in phones if phone.startswith("+"))
    return frozenset((*map(fold, emails), *numbers, name_key(organisation or ""))) - {""}


def _shown(group: Mapping[Written, Sequence[Mention]]) -> str:
    """
    Return the spelling to show of names without a decided one: in full, given name first, with all accents, then in
    mixed case, then the most frequent.
    """
    counts = Counter[str]()
    for each, mentions in group.items():
        counts[each.name or ""] += len(mentions)
    is_full = {name: not any(map(is_initial, parsed(name).words)) for name in counts}
    names = [name for name in counts if is_full[name]] or list(counts)
    words = _given_first(names, counts, group)
    same = [name for name in names if parsed(name).words == words]
    frequency = Counter[str]()
    for name in same:
        frequency[parsed(name).shown] += counts[name]
    return parsed(max(same, key=lambda name: _rank(name, frequency))).shown


def _given_first(names: Sequence[str], counts: Counter[str], group: Iterable[Written]) -> tuple[str, ...]:
    """Return the words of *names* in the order that is told by writing, by addresses, or else by number."""
    if len({parsed(name).words for name in names}) == 1:
        return parsed(names[0]).words
    support: defaultdict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    locals_ = [fold_text(email.partition("@")[0]) for each in group for email in each.emails]
    for name in names:
        found = parsed(name)
        told = support[found.words]
        told[0] += counts[name] * found.is_ordered
        told[1] = sum(_is_in_order(found.words, local) for local in locals_)
        told[2] += counts[name] * (not is_initial(found.words[-1]))
    return max(sorted(support), key=lambda words: support[words])


def _is_in_order(words: Sequence[str], local: str) -> bool:
    """Say whether the *local* part of an address gives *words* in their order: « c.exemple », « camilleexemple »."""
    return local.endswith(words[-1]) and local.startswith(words[0][0]) and len(local) > len(words[-1])


def _rank(name: str, frequency: Mapping[str, int]) -> tuple[int, bool, int, int, str]:
    shown = parsed(name).shown
    accents = sum(letter.isalpha() and not letter.isascii() for letter in shown)
    is_mixed = not name.isupper() and not name.islower()
    return accents, is_mixed, frequency[shown], shown.count("-"), shown


def _person(name: str, group: Mapping[Written, Sequence[Mention]]) -> Person:
    mentions = [mention for found in group.values() for mention in found]
    counts = Counter(mention.contact.name or mention.contact.emails[0] for mention in mentions)
    return Person(
        name=name,
        spellings=tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0]))),
        emails=_texts(email for each in group for email in each.emails),
        phones=_texts(phone for each in group for phone in each.phones),
        organisations=_texts(filter(None, (mention.contact.organisation for mention in mentions))),
        roles=_roles(mentions),
        circles=_circles(group),
        release_ids=_texts(mention.release_id for mention in mentions),
    )


def _texts(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))


def _roles(mentions: Iterable[Mention]) -> tuple[Role, ...]:
    dates: defaultdict[tuple[str | None, str | None], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.contact.role or mention.contact.organisation:
            dates[mention.contact.role, mention.contact.organisation].append(mention)
    roles = (Role(*stated, *_span(found)) for stated, found in dates.items())
    return tuple(sorted(roles, key=_by_date))


def _circles(group: Mapping[Written, Sequence[Mention]]) -> tuple[Circle, ...]:
    writings = list(group)
    evidence = [_evidence(each.emails, each.phones, each.organisation) for each in writings]
    circles = []
    for numbers in tied(evidence):
        found = [writings[number] for number in numbers]
        organisations = _texts(each.organisation for each in found if each.organisation)
        emails = _texts(email for each in found for email in each.emails)
        circles.append(Circle(organisations, emails, *_span(mention for each in found for mention in group[each])))
    return tuple(sorted(circles, key=_by_date))


def _span(mentions: Iterable[Mention]) -> tuple[datetime.date | None, datetime.date | None]:
    dates = {mention.date for mention in mentions if mention.date}
    return (min(dates), max(dates)) if dates else (None, None)


def _by_date(each: Role | Circle) -> tuple[datetime.date, datetime.date, str]:
    """Sort by dates, what has none at the end."""
    return each.first or datetime.date.max, each.last or datetime.date.max, repr(each[:2])


def _by_name(person: Person) -> tuple[str, str, tuple[str, ...]]:
    return fold_text(person.name), person.name, person.release_ids
