"""
Which people of the register may be one under two names, and which name may be of two people: for a person to decide.

What it reports was not certain enough to be joined (`indexer.archive.joining`); once a rule in `personnes.txt` settles
it, it is not asked again. Brothers and sisters are left alone where each has an address.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from indexer.analysis.folding import fold
from indexer.archive.decisions import NO_DECISIONS, PeopleDecisions, Selector, selectors
from indexer.archive.joining import Words, abbreviated, may_stand_for
from indexer.archive.names import name_key
from indexer.archive.people import Circle, Person, Register
from indexer.extraction.persons import is_initial, parsed, person_key

_MOST_SHARING = 20
_SHORTEST = 8


class Resemblance(StrEnum):
    """Why two names may be of one person, in the words of a report."""

    ORDER = "the same words in another order"
    ADDRESS = "one e-mail address, which is like the name of one of them"
    INITIALS = "one may be short for the other"
    LONGER = "one has a name more than the other, and something else in common"
    SPELLING = "one letter apart, and something else in common"


class PossiblySame(NamedTuple):
    """Two shown names, in the order of letters, that may be of one person, and why."""

    name: str
    other: str
    why: Resemblance


class PossiblySeveral(NamedTuple):
    """A shown name that may be of several people: nothing else ties its circles, and they overlap in time."""

    name: str
    circles: tuple[Circle, ...]


def possible_same(register: Register, decisions: PeopleDecisions = NO_DECISIONS) -> tuple[PossiblySame, ...]:
    """
    Return the pairs of people of *register* that may be one, each once, by name; those that *decisions* keep apart are
    left out. Nearly linear in the number of people.
    """
    people = [_Named.of(person) for person in register.people]
    found: dict[tuple[str, str], Resemblance] = {}
    for one, other, why in _resemblances(people):
        pair = tuple(sorted((one.name, other.name)))
        if one.name != other.name and not _are_apart(one, other, decisions):
            found.setdefault((pair[0], pair[1]), why)
    return tuple(PossiblySame(*pair, why) for pair, why in sorted(found.items()))


def possible_several(register: Register, decisions: PeopleDecisions = NO_DECISIONS) -> tuple[PossiblySeveral, ...]:
    """
    Return the names of *register* that may be of several people: with organisations and addresses that have nothing in
    common, at the same time. Those that *decisions* say to be known are left out.
    """
    circles: defaultdict[str, list[Circle]] = defaultdict(list)
    for person in register.people:
        circles[person.name] += [each for each in person.circles if each.organisations and each.emails]
    return tuple(
        PossiblySeveral(name, tuple(found))
        for name, found in sorted(circles.items())
        if any(_overlap(*pair) for pair in combinations(found, 2))
        and Selector(person_key(name)) not in decisions.apart.get(Selector(person_key(name)), ())
    )


class _Named(NamedTuple):
    """A person by the words of the name, with folded addresses, and organisations."""

    name: str
    words: Words
    addresses: frozenset[str]
    organisations: frozenset[str]

    @classmethod
    def of(cls, person: Person) -> "_Named":
        organisations = {each for circle in person.circles for each in circle.organisations}
        return cls(
            person.name,
            parsed(person.name).words,
            frozenset(map(fold, person.emails)),
            frozenset(map(name_key, organisations)),
        )


def _resemblances(people: Sequence[_Named]) -> Iterator[tuple[_Named, _Named, Resemblance]]:
    """Yield pairs with the reason, the strongest reason first; a pair may come again."""
    full = [person for person in people if len(person.words) > 1]
    for one, other in _pairs((tuple(sorted(person.words)), person) for person in full):
        yield one, other, Resemblance.ORDER
    for one, other in _pairs((address, person) for person in people for address in person.addresses):
        if any(_is_personal(address, person) for address in one.addresses & other.addresses for person in (one, other)):
            yield one, other, Resemblance.ADDRESS
    yield from _initials(full)
    related = _pairs(
        ((part, item), person)
        for person in full
        for part in {person.words[0], person.words[-1]}
        for item in person.addresses | person.organisations
    )
    for one, other in related:
        if _is_longer(one, other) and not _differ_in_addresses(one, other):
            yield one, other, Resemblance.LONGER
    for one, other in _pairs((key, person) for person in full for key in _without_one_letter("".join(person.words))):
        if _is_misspelt(one, other):
            yield one, other, Resemblance.SPELLING


def _pairs(keyed: Iterable[tuple[Hashable, _Named]]) -> Iterator[tuple[_Named, _Named]]:
    """Yield the pairs of people with the same key; a key of very many tells nothing."""
    sharing: defaultdict[Hashable, dict[_Named, None]] = defaultdict(dict)
    for key, person in keyed:
        sharing[key][person] = None
    for people in sharing.values():
        if 1 < len(people) <= _MOST_SHARING:
            yield from combinations(people, 2)


def _initials(people: Sequence[_Named]) -> Iterator[tuple[_Named, _Named, Resemblance]]:
    """Yield initials with the full names that share an address or organisation, or else with the only full name."""
    initialled = [person for person in people if any(map(is_initial, person.words))]
    wanted = {abbreviated(person.words)[1] for person in initialled}
    by_surname: defaultdict[Words, list[_Named]] = defaultdict(list)
    for person in people:
        for cut in range(1, len(person.words)):
            if person.words[cut:] in wanted:
                by_surname[person.words[cut:]].append(person)
    for person in initialled:
        given, surname = abbreviated(person.words)
        candidates = [
            other
            for other in by_surname[surname]
            if given and other.words != person.words and may_stand_for(given, other.words[: -len(surname)])
        ]
        close = [other for other in candidates if _have_in_common(person, other)]
        for other in close or (candidates if len(candidates) == 1 else ()):
            yield person, other, Resemblance.INITIALS


def _is_personal(address: str, person: _Named) -> bool:
    """Say whether *address* is like the name of *person*: « c.exemple@ », « camille@ »; not « presse@ »."""
    local = address.partition("@")[0]
    return any(len(word) > 2 and word in local for word in person.words)


def _is_longer(one: _Named, other: _Named) -> bool:
    """Say whether one name has all words of the other, and more: « Camille Exemple-Durand »."""
    first, second = set(one.words), set(other.words)
    return len(first & second) > 1 and (first < second or second < first)


def _is_misspelt(one: _Named, other: _Named) -> bool:
    """Say whether two names are one slip apart, and share an address, or an organisation without other addresses."""
    first, second = "".join(one.words), "".join(other.words)
    return (
        min(len(first), len(second)) >= _SHORTEST
        and _is_one_slip(first, second)
        and not any(map(is_initial, (*one.words, *other.words)))
        and _have_in_common(one, other)
        and not _differ_in_addresses(one, other)
    )


def _is_one_slip(first: str, second: str) -> bool:
    """Say whether one letter too much, another, or two that changed places make *first* *second*."""
    start = next(
        (number for number, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]),
        min(len(first), len(second)),
    )
    one, other = first[start:], second[start:]
    is_swap = len(one) > 1 and one[:2] == other[1::-1] and one[2:] == other[2:]
    return one[1:] == other or one == other[1:] or one[1:] == other[1:] or is_swap


def _without_one_letter(text: str) -> Set[str]:
    """Return *text* and all that is left of it without one letter: texts one slip apart have one of them in common."""
    return {text, *(text[:number] + text[number + 1 :] for number in range(len(text)))}


def _have_in_common(one: _Named, other: _Named) -> bool:
    return bool(one.addresses & other.addresses or one.organisations & other.organisations)


def _differ_in_addresses(one: _Named, other: _Named) -> bool:
    """Say whether both have e-mail addresses, and none in common."""
    return bool(one.addresses and other.addresses) and one.addresses.isdisjoint(other.addresses)


def _are_apart(one: _Named, other: _Named, decisions: PeopleDecisions) -> bool:
    """Say whether people told two names apart, by a rule or by giving both."""
    if {one.name, other.name} <= set(decisions.names.values()):
        return True
    first, second = _selectors(one), _selectors(other)
    return any(not decisions.apart.get(selector, frozenset()).isdisjoint(second) for selector in first)


def _selectors(person: _Named) -> set[Selector]:
    key = person_key(person.name)
    found = (each for item in person.organisations for each in selectors(key, person.addresses, item))
    return {*found, *selectors(key, person.addresses, "")}


def _overlap(one: Circle, other: Circle) -> bool:
    """Say whether two circles lasted at the same time, as far as their releases are dated."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    return one.first <= other.last and other.first <= one.last
