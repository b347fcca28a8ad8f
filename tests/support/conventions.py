"""
Rows of conventions: short invented releases with what a careful reader finds in them, and the comparison of the two.

A file holds rows of one family:

    # what the family is about
    === name of the convention
    format: md                                  (txt unless said)
    not in: contact_reordered                   (rewritings that would change what this text says)
    title: Le canal rouvre || LE CANAL ROUVRE   (either is right; one of the two may be none)
    contact: Camille Exemple | directrice | Institut des canaux | presse@example.org | +33199001234, +33639981125
    ---
    the text

Without text, the row is about the file of its name: those of corpus/.

A field that is not mentioned is not checked. An empty value, or `none`, says that the document does not state it. Cells
of a contact: no name and `none` both say that there is none; a role or an organisation left empty is not checked.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.releases import Contact, Release

NOTHING = "none"
_OPENING = "=== "
_OPTIONS = frozenset({"format", "not in"})
_REPEATABLE = frozenset({"contact", "third_party", "quotation", "boilerplate", "notes", "body", "not_body"})


@dataclass(frozen=True, slots=True)
class Row:
    """One convention: *text* as it is in the file, and the *expected* fields (name, value), in order."""

    family: str
    name: str
    text: str
    expected: tuple[tuple[str, str], ...]
    format: str = "txt"
    excluded: frozenset[str] = frozenset()

    def values(self, field: str) -> tuple[str, ...]:
        """Return what is expected of *field*, without « none »."""
        return tuple(value for name, value in self.expected if name == field and value)

    @property
    def states_something(self) -> bool:
        """Whether the document states one of the fields that are expected."""
        return any(
            value and (name, value) != ("immediate", "no") and name != "not_body" for name, value in self.expected
        )

    def people(self, field: str = "contact") -> tuple[Contact, ...]:
        """Return the contacts that are expected."""
        return tuple(_person(value) for value in self.values(field))


def read_rows(folder: Path) -> tuple[Row, ...]:
    """Return the rows of all files of *folder*, by file name. Raises ValueError, naming the row."""
    return tuple(row for path in sorted(folder.glob("*.txt")) for row in _rows(path.stem, path.read_text("utf-8")))


def differences(row: Row, release: Release) -> list[str]:
    """Return one line for each expected field that *release* does not have; empty when all is as expected."""
    fields = dict.fromkeys(name for name, _ in row.expected)
    checks = ((field, _CHECKS[field](row.values(field), release)) for field in fields)
    return [f"{field}: {difference}" for field, difference in checks if difference]


def words(text: str | None) -> str:
    """Return the words of *text* without case, accents, signs and white space."""
    return " ".join(re.findall(r"\w+", without_accents(text or "").lower()))


def without_accents(text: str) -> str:
    """Return *text* without accents, ligatures taken apart; nothing else changes."""
    parts = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae"))
    return unicodedata.normalize("NFC", "".join(each for each in parts if unicodedata.category(each) != "Mn"))


def _rows(family: str, content: str) -> Iterator[Row]:
    for part in re.split(rf"^{_OPENING}", content, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        fields, _, text = rest.partition("---\n")
        yield _row(family, name.strip(), fields, text.strip("\n") + "\n")


def _row(family: str, name: str, fields: str, text: str) -> Row:
    pairs = [_pair(f"{family}: {name}", line) for line in fields.splitlines() if line.strip()]
    options = {field: value for field, value in pairs if field in _OPTIONS}
    expected = tuple((field, "" if value == NOTHING else value) for field, value in pairs if field not in _OPTIONS)
    single = [field for field, _ in expected if field not in _REPEATABLE]
    if not expected or len(single) != len(set(single)):
        raise ValueError(f"{family}: {name}: nothing is expected, or one field twice")
    excluded = frozenset(options.get("not in", "").replace(",", " ").split())
    return Row(family, name, text, expected, options.get("format", "txt"), excluded)


def _pair(where: str, line: str) -> tuple[str, str]:
    field, separator, value = (part.strip() for part in line.partition(":"))
    if not separator or field not in _OPTIONS | set(_CHECKS):
        raise ValueError(f"{where}: {line!r} is no field; expected one of {', '.join(sorted(_CHECKS))}")
    return field, value


def _person(value: str) -> Contact:
    name, role, organisation, emails, phones = ([cell.strip() for cell in value.split("|")] + [""] * 5)[:5]
    return Contact(name, role, organisation, _listed(emails), _listed(phones))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(sorted(each.strip().lower() for each in cell.split(",") if each.strip() not in {"", NOTHING}))


def _choices(value: str) -> set[str]:
    return {"" if each.strip() == NOTHING else words(each) for each in value.split("||")}


def _same_words(read: Callable[[Release], str | None]) -> Callable[[Sequence[str], Release], str]:
    def check(expected: Sequence[str], release: Release) -> str:
        found = read(release)
        choices = {choice for value in expected for choice in _choices(value)} or {""}
        return "" if words(found) in choices else f"expected {' '.join(expected) or None!r}, found {found!r}"

    return check


def _same_value(read: Callable[[Release], object]) -> Callable[[Sequence[str], Release], str]:
    def check(expected: Sequence[str], release: Release) -> str:
        found = read(release)
        value = expected[0] if expected else None
        return "" if found == value else f"expected {value!r}, found {found!r}"

    return check


def _begins(read: Callable[[Release], str]) -> Callable[[Sequence[str], Release], str]:
    """Say whether every expected text begins a paragraph of the zone; a heading before it, or none, is left open."""

    def check(expected: Sequence[str], release: Release) -> str:
        found = read(release)
        starts = [words(line) for line in found.splitlines()]
        missing = [value for value in expected if not any(start.startswith(tuple(_choices(value))) for start in starts)]
        if not expected and found:
            return f"expected nothing, found {found!r}"
        return f"nothing begins with {missing!r} in {found!r}" if missing else ""

    return check


def _in_body(expected: Sequence[str], release: Release) -> str:
    found = words(f"{release.lead} {release.body}")
    return ", ".join(f"{value!r} is missing" for value in expected if words(value) not in found)


def _not_in_body(expected: Sequence[str], release: Release) -> str:
    """Compare with signs: an end mark is made of nothing else."""
    found = _spaced("\n".join(filter(None, (release.title, release.subtitle, release.lead, release.body))))
    return ", ".join(f"{value!r} is left in" for value in expected if _spaced(value) in found)


def _spaced(text: str) -> str:
    return " ".join(without_accents(text).lower().replace("’", "'").split())


def _same_people(read: Callable[[Release], Sequence[Contact]]) -> Callable[[Sequence[str], Release], str]:
    def check(expected: Sequence[str], release: Release) -> str:
        wanted, found = [_person(value) for value in expected], list(read(release))
        if sorted(map(_identity, wanted)) != sorted(map(_identity, found)):
            return f"expected {wanted}, found {found}"
        named = {_identity(each): each for each in found}
        return ", ".join(filter(None, (_affiliation(each, named[_identity(each)]) for each in wanted)))

    return check


def _identity(person: Contact) -> tuple[str, ...]:
    """Return a person's name and addresses; the order of first and last name is the affair of the register."""
    name = "" if person.name == NOTHING else person.name
    parts = sorted(words(name).split()), sorted(map(str.lower, person.emails)), sorted(map(_dialled, person.phones))
    return tuple(", ".join(part) for part in parts)


def _dialled(phone: str) -> str:
    return phone.replace(" ", "")


def _affiliation(wanted: Contact, found: Contact) -> str:
    pairs = (("role", wanted.role, found.role), ("organisation", wanted.organisation, found.organisation))
    return ", ".join(
        f"expected the {name} {expected!r}, found {value!r}"
        for name, expected, value in pairs
        if expected and words(value) not in _choices(expected)
    )


def _quotations(expected: Sequence[str], release: Release) -> str:
    said = [(words(each.speaker), words(each.text)) for each in release.quotations]
    if not expected:
        return f"expected none, found {release.quotations}" if said else ""
    missing = []
    for value in expected:
        speaker, _, start = value.partition("|")
        name = "" if speaker.strip() == NOTHING else words(speaker)
        if not any(who == name and text.startswith(words(start)) for who, text in said):
            missing.append(value)
    return f"missing {missing}, found {release.quotations}" if missing else ""


def _same_instant(expected: Sequence[str], release: Release) -> str:
    choices = {datetime.datetime.fromisoformat(each.strip()) for value in expected for each in value.split("||")}
    is_same = release.embargo in choices if choices else release.embargo is None
    return "" if is_same else f"expected {' '.join(expected) or None!r}, found {release.embargo}"


_CHECKS: Mapping[str, Callable[[Sequence[str], Release], str]] = {
    "date": _same_value(lambda release: release.date.isoformat() if release.date else None),
    "place": _same_words(lambda release: release.place),
    "kind": _same_words(lambda release: release.kind),
    "title": _same_words(lambda release: release.title),
    "subtitle": _same_words(lambda release: release.subtitle),
    "signature": _same_words(lambda release: release.signature),
    "lead": _begins(lambda release: release.lead),
    "notes": _begins(lambda release: release.notes),
    "boilerplate": _begins(lambda release: release.boilerplate),
    "body": _in_body,
    "not_body": _not_in_body,
    "contact": _same_people(lambda release: release.contacts),
    "third_party": _same_people(lambda release: release.third_parties),
    "quotation": _quotations,
    "quotations": _same_value(lambda release: str(len(release.quotations))),
    "embargo": _same_instant,
    "language": _same_value(lambda release: release.language),
    "immediate": _same_value(lambda release: "yes" if release.is_immediate else "no"),
}
