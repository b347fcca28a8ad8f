"""
People's decisions about the contacts of an archive: the file `personnes.txt`, one rule a line, « # » for remarks.

    Camille Exemple = C. Exemple ; Camille Exemple-Durand ; camille@example.org
    Camille Martin (Nantes) = Camille Martin <c.martin@example.org> ; C. Martin (Ville de Nantes)
    Camille Exemple ≠ Claude Exemple ; C. Exemple

A rule with « = » gives one person the name on its left: it is shown as it is written there. On its right stand the
other ways in which the person is found, separated by « ; »: a name, an e-mail address, or a name with an address in
« <> » or an organisation in parentheses, which the rule then also wants. The name on the left always counts. When
several rules speak of one contact the closest decides: name and address, name and organisation, address, name.

A rule with « ≠ » (or « != ») says that the name on its left is never one person with those on its right; the same name
on both sides says that it is the name of several people, and that this is known.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from indexer.analysis.folding import fold_text
from indexer.archive.names import name_key
from indexer.errors import SettingsError
from indexer.extraction.persons import person_key

FILE_NAME = "personnes.txt"

_RULE = re.compile(r"(?P<left>[^=≠]*?)\s*(?P<sign>≠|!=|=)\s*(?P<right>[^=≠]*)")
_WITH_ADDRESS = re.compile(r"(?P<name>[^<>()]+?)\s*<(?P<email>[^<>\s]+@[^<>\s]+)>")
_WITH_ORGANISATION = re.compile(r"(?P<name>[^<>()]+?)\s*\((?P<organisation>[^()]+)\)")
_EMAIL = re.compile(r"[^\s<>()@]+@[^\s<>()@]+")
_EXPECTED = "expected « Camille Exemple = C. Exemple ; camille@example.org » or « Camille Exemple ≠ Claude Exemple »"


class Selector(NamedTuple):
    """What picks contacts: the key of a name, an e-mail address, an organisation, all folded; '' asks for nothing."""

    name: str = ""
    email: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class PeopleDecisions:
    """Which selector has which shown name, and which selectors each selector is never one person with."""

    names: Mapping[Selector, str] = field(default_factory=dict)
    apart: Mapping[Selector, frozenset[Selector]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.names or self.apart)

    def name_of(self, key: str, emails: Collection[str], organisation: str) -> str | None:
        """
        Return the name that was decided for a contact, None if none was. All that is given is folded, *key* as by
        `person_key`. The name found is looked up in its turn: rules may lead on, but not in a circle without end.
        """
        passed: list[str] = []
        while (found := self._closest(key, emails, organisation)) is not None and found not in passed:
            passed.append(found)
            key = person_key(found)
        if found is not None:
            return min(passed[passed.index(found) :])
        return passed[-1] if passed else None

    def _closest(self, key: str, emails: Collection[str], organisation: str) -> str | None:
        if not self.names:
            return None
        found = (self.names.get(each) for each in selectors(key, emails, organisation))
        return next((name for name in found if name is not None), None)


NO_DECISIONS = PeopleDecisions()


def selectors(key: str, emails: Collection[str], organisation: str) -> Iterator[Selector]:
    """Yield what may pick a contact, the closest first. All that is given is folded, *key* as by `person_key`."""
    yield from (Selector(key, email) for email in emails)
    if organisation:
        yield Selector(key, "", organisation)
    yield from (Selector("", email) for email in emails)
    yield Selector(key)


def read_decisions(folder: Path) -> PeopleDecisions:
    """Return the decisions kept in *folder*, none where it has no `personnes.txt`. Raises `SettingsError`."""
    path = folder / FILE_NAME
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return NO_DECISIONS
    except (OSError, UnicodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}; write it as text in UTF-8") from error
    return parse_decisions(text, str(path))


def parse_decisions(text: str, place: str = FILE_NAME) -> PeopleDecisions:
    """Return the decisions that *text* states. Raises `SettingsError`, which names *place* and the line."""
    names: dict[Selector, str] = {}
    lines: dict[Selector, int] = {}
    apart: dict[Selector, frozenset[Selector]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        rule = line.partition("#")[0].strip()
        if not rule:
            continue
        wrong = _complaint(f"{place}, line {number}", rule)
        left, sign, right = _sides(rule, wrong)
        if sign != "=":
            for other in [_selector(each, wrong) for each in right]:
                for one, another in permutations((_selector(left, wrong), other)):
                    apart[one] = apart.get(one, frozenset()) | {another}
            continue
        for selector in [_shown_name(left, wrong), *(_selector(each, wrong) for each in right)]:
            if names.setdefault(selector, left) != left:
                raise wrong(f"line {lines[selector]} gives the same to « {names[selector]} »; keep one of the two")
            lines.setdefault(selector, number)
    # Under its shown name a contact is still the one that a rule found.
    implied = {
        each._replace(name=person_key(name)): name for each, name in names.items() if each.email or each.organisation
    }
    return PeopleDecisions({**implied, **names}, apart)


_Complaint = Callable[[str], SettingsError]


def _complaint(place: str, rule: str) -> _Complaint:
    return lambda reason: SettingsError(f"{place}: {reason} (it says « {rule} »)")


def _sides(rule: str, wrong: _Complaint) -> tuple[str, str, list[str]]:
    match = _RULE.fullmatch(rule)
    right = [each.strip() for each in match["right"].split(";")] if match else []
    if match is None or not match["left"] or not all(right):
        raise wrong(_EXPECTED)
    return " ".join(match["left"].split()), match["sign"], right


def _shown_name(left: str, wrong: _Complaint) -> Selector:
    """Return the selector of a name to show."""
    if any(sign in left for sign in "<>@;"):
        raise wrong("the left of « = » is the name to show, and nothing else")
    return Selector(person_key(left))


def _selector(text: str, wrong: _Complaint) -> Selector:
    if _EMAIL.fullmatch(text):
        return Selector("", fold_text(text))
    if match := _WITH_ADDRESS.fullmatch(text):
        return Selector(person_key(match["name"]), fold_text(match["email"]))
    if match := _WITH_ORGANISATION.fullmatch(text):
        return Selector(person_key(match["name"]), "", name_key(match["organisation"]))
    if any(sign in text for sign in "<>()@"):
        raise wrong(f"« {text} » is no name, address, « name <address> » or « name (organisation) »")
    return Selector(person_key(text))
