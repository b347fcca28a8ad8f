"""
Which of the names written in an archive are those of one person: what the contact register is made by.

Names of the same words in the same order are one. Names in another order, and initials, are joined to a full name only
where an e-mail address, a telephone number or an organisation agrees too, and only where nobody else comes into
question. A surname alone never joins anything. Each round joins all that the state before it allows, so that the order
of names does not matter; the next sees the addresses that were gathered, until nothing changes.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from indexer.archive.decisions import PeopleDecisions, Selector, selectors
from indexer.extraction.persons import is_initial

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """
    One way in which a person is named, with what its contact says, folded.

    *words* and *title* are those of `PersonName`, *key* is that of `person_key`; *decided* is the name that people
    decided on, or empty. *evidence* is what contacts of one person have in common: addresses, phones, an organisation.
    """

    words: Words
    key: str
    title: str
    decided: str
    emails: tuple[str, ...]
    organisation: str
    evidence: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Group:
    """The numbers of namings that are of one person, and what they say together."""

    members: tuple[int, ...]
    forms: frozenset[Words]
    decided: str
    evidence: frozenset[str]

    @property
    def is_full(self) -> bool:
        """Whether one of the names has no initial."""
        return any(len(form) > 1 and not any(map(is_initial, form)) for form in self.forms)


def joined(namings: Sequence[Naming], decisions: PeopleDecisions) -> list[tuple[int, ...]]:
    """Return the numbers of *namings*, those of one person together."""
    groups = list(_united(namings, _alike(namings)))
    while True:
        unions = _Round(namings, groups, decisions).unions()
        if len(unions) == len(groups):
            return [group.members for group in groups]
        groups = [_united_groups([groups[number] for number in union]) for union in unions]


def tied(evidence: Sequence[Collection[str]]) -> list[list[int]]:
    """Return the numbers of the sets of *evidence*, those together that common things lead to one another."""
    first: dict[str, int] = {}
    pairs = [(first.setdefault(item, number), number) for number, items in enumerate(evidence) for item in items]
    return components(range(len(evidence)), pairs)


def components(numbers: Iterable[int], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return *numbers*, ascending, those together that *pairs* lead to one another; by their first numbers."""
    parent = {number: number for number in numbers}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    found = defaultdict(list)
    for number in parent:
        found[root(number)].append(number)
    return list(found.values())


def _alike(namings: Sequence[Naming]) -> Iterator[list[int]]:
    """Yield the numbers of namings that are one by their names; initials are so only where something else agrees."""
    same: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, naming in enumerate(namings):
        same[naming.decided or (naming.words, naming.title)].append(number)
    for numbers in same.values():
        naming = namings[numbers[0]]
        if naming.decided or not any(map(is_initial, naming.words)):
            yield numbers
        else:
            for tie in tied([namings[number].evidence for number in numbers]):
                yield [numbers[each] for each in tie]


def _united(namings: Sequence[Naming], alike: Iterable[Sequence[int]]) -> Iterator[_Group]:
    for numbers in alike:
        first = namings[numbers[0]]
        evidence = frozenset[str]().union(*(namings[number].evidence for number in numbers))
        yield _Group(tuple(numbers), frozenset({first.words}), first.decided, evidence)


def _united_groups(groups: Sequence[_Group]) -> _Group:
    if len(groups) == 1:
        return groups[0]
    return _Group(
        tuple(sorted(number for group in groups for number in group.members)),
        frozenset[Words]().union(*(group.forms for group in groups)),
        max(group.decided for group in groups),
        frozenset[str]().union(*(group.evidence for group in groups)),
    )


class _Round:
    """What one state of the groups allows to join."""

    def __init__(self, namings: Sequence[Naming], groups: Sequence[_Group], decisions: PeopleDecisions) -> None:
        self._namings, self._groups, self._decisions = namings, groups, decisions

    def unions(self) -> list[list[int]]:
        """Return the numbers of the groups, those that are of one person together."""
        numbers = range(len(self._groups))
        pairs = [*self._reordered(), *self._expanded()]
        refused = {number for union in components(numbers, pairs) if not self._is_allowed(union) for number in union}
        return components(numbers, [pair for pair in pairs if refused.isdisjoint(pair)])

    def _reordered(self) -> Iterator[tuple[int, int]]:
        """Yield pairs of groups with names of the same words in another order, and something else in common."""
        orders: defaultdict[Words, set[Words]] = defaultdict(set)
        for form in {form for group in self._groups for form in group.forms if len(form) > 1}:
            orders[tuple(sorted(form))].add(form)
        several = {form: words for words, forms in orders.items() if len(forms) > 1 for form in forms}
        same: defaultdict[tuple[Words, str], set[int]] = defaultdict(set)
        for number, group in enumerate(self._groups):
            for form in group.forms & several.keys():
                for item in group.evidence:
                    same[several[form], item].add(number)
        for numbers in same.values():
            for pair in combinations(sorted(numbers), 2) if len(numbers) > 1 else ():
                if self._may_be_one(*pair):
                    yield pair

    def _expanded(self) -> Iterator[tuple[int, int]]:
        """Yield every group of initials that can stand for one full name only, with the group of that name."""
        full = self._full_names()
        for number, group in enumerate(self._groups):
            if group.is_full or group.decided:
                continue
            candidates = {
                other
                for given, surname in map(abbreviated, group.forms)
                for item in group.evidence
                for other, names in full.get((surname, item), ())
                if given and may_stand_for(given, names)
            }
            candidates = {other for other in candidates if self._may_be_one(number, other)}
            if len(candidates) == 1:
                yield number, candidates.pop()

    def _full_names(self) -> Mapping[tuple[Words, str], set[tuple[int, Words]]]:
        """Return the full names by each surname that they may end with and each thing that their contacts say."""
        wanted = {abbreviated(form)[1] for group in self._groups if not group.is_full for form in group.forms}
        found: defaultdict[tuple[Words, str], set[tuple[int, Words]]] = defaultdict(set)
        for number, group in enumerate(self._groups):
            for form in group.forms if group.is_full else ():
                for cut in range(1, len(form)):
                    for item in group.evidence if form[cut:] in wanted else ():
                        found[form[cut:], item].add((number, form[:cut]))
        return found

    def _may_be_one(self, one: int, other: int) -> bool:
        """Say whether decisions let two groups be one: none keeps them apart or gives one the name of a third."""
        first, second = self._groups[one], self._groups[other]
        if not self._decisions or (first.decided and second.decided):
            return not (first.decided and second.decided)
        return not self._are_apart(one, other) and not self._leads_away(one, other) and not self._leads_away(other, one)

    def _leads_away(self, one: int, other: int) -> bool:
        """Say whether the contacts of a group, under a name of another, would be given a third name."""
        target = self._groups[other]
        keys = {self._namings[number].key for number in target.members}
        found = {
            self._decisions.name_of(key, naming.emails, naming.organisation)
            for naming in map(self._namings.__getitem__, self._groups[one].members)
            for key in keys
        }
        return not found <= {None, target.decided}

    def _are_apart(self, one: int, other: int) -> bool:
        apart = self._decisions.apart
        excluded = {each for selector in self._selectors(one) for each in apart.get(selector, ())}
        return bool(excluded) and not excluded.isdisjoint(self._selectors(other))

    def _selectors(self, number: int) -> set[Selector]:
        namings = [self._namings[each] for each in self._groups[number].members]
        return {each for naming in namings for each in selectors(naming.key, naming.emails, naming.organisation)}

    def _is_allowed(self, union: Sequence[int]) -> bool:
        """Say whether all of *union* can be one person: at most one decided name, and no pair is kept apart."""
        is_decided = [number for number in union if self._groups[number].decided]
        pairs = combinations(union, 2) if self._decisions.apart else ()
        return len(is_decided) <= 1 and not any(self._are_apart(*pair) for pair in pairs)


def abbreviated(form: Words) -> tuple[Words, Words]:
    """Return the given names of *form*, up to its last initial, and the surname: empty for « Exemple C. »."""
    cut = max((number for number, word in enumerate(form, 1) if is_initial(word)), default=0)
    return form[:cut], form[cut:]


def may_stand_for(given: Words, names: Words) -> bool:
    """Say whether *given*, some of them initials, may be short for *names*: « j. p. » for « jean pierre »."""
    return len(given) <= len(names) and all(
        name.startswith(word[:-1]) if is_initial(word) else name == word
        for word, name in zip(given, names, strict=False)
    )
