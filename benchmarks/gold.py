"""
How well releases were extracted: one release against one that was read by hand (the gold), field by field.

No files here and no printing: `benchmarks.extraction` reads and prints. What the gold says nothing of counts too: an
extractor that guesses loses. `date_alt` and `title_alt` are as good as `date` and `title`.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from indexer.analysis.folding import fold_text
from indexer.extraction.addresses import find_addresses
from indexer.releases import Contact, Release

Gold = Mapping[str, Any]


class Fault(StrEnum):
    """What is wrong with a field."""

    UNREAD = "not read"
    MISSED = "missed"
    INVENTED = "invented"
    WRONG = "wrong"
    CUT = "cut short"
    LONG = "too long"
    EARLY = "begins too early"
    THIRD_PARTY = "third party's"


FIELDS = (
    "date", "place", "kind", "title", "boilerplate", "contacts precision", "contacts recall", "contacts F1", "names F1",
    "e-mails F1", "phones F1",
)  # fmt: skip
"""What is measured, from 0 to 1, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One value that is not as in the gold."""

    path: str
    issuer: str
    field: str
    fault: Fault
    expected: str | None
    found: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks of one release by the names of `FIELDS`, and what was missed."""

    issuer: str
    marks: Mapping[str, float]
    misses: tuple[Miss, ...]


def compared(gold: Gold, found: Release | None) -> Sheet:
    """Return the marks of *found*, of which *gold* is what a person read; None, when it was not read, gets 0."""
    if found is None:
        miss = Miss(gold["path"], gold["issuer"], "all", Fault.UNREAD, gold["title"], None)
        return Sheet(gold["issuer"], dict.fromkeys(FIELDS, 0.0), (miss,))
    people = _pairs_of_gold(gold["contacts"])
    third_parties = _pairs_of_gold(gold.get("contacts_third_party", ()))
    faults = (*_value_faults(gold, found), *_contact_faults(people, _pairs_of(found.contacts), third_parties))
    misses = tuple(Miss(gold["path"], gold["issuer"], *fault) for fault in faults)
    faulty = {miss.field for miss in misses}
    values = {name: float(name not in faulty) for name in FIELDS[:5]}
    return Sheet(gold["issuer"], values | _contact_marks(people, _pairs_of(found.contacts)), misses)


def means(sheets: Sequence[Sheet]) -> dict[str, dict[str, float]]:
    """Return the mean of every field by issuer, and under "" the mean of the issuers' means."""
    by_issuer: defaultdict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        by_issuer[sheet.issuer].append(sheet)
    issuers = {
        issuer: {name: _mean(sheet.marks[name] for sheet in own) for name in FIELDS}
        for issuer, own in by_issuer.items()
    }
    return {"": {name: _mean(figures[name] for figures in issuers.values()) for name in FIELDS}, **issuers}


_Fault = tuple[str, Fault, str | None, str | None]
_Pair = tuple[str, str]


def _value_faults(gold: Gold, found: Release) -> Iterator[_Fault]:
    date = found.date.isoformat() if found.date else None
    if date not in {gold["date"], gold.get("date_alt") or gold["date"]}:
        yield "date", _fault(gold["date"], date), gold["date"], date
    if bare(found.place) != bare(gold["place"]):
        yield "place", _fault(gold["place"], found.place), gold["place"], found.place
    if _folded(found.kind) != _folded(gold["kind"]):
        yield "kind", _fault(gold["kind"], found.kind), gold["kind"], found.kind
    if bare(found.title) not in {bare(gold["title"]), bare(gold.get("title_alt") or gold["title"])}:
        yield "title", _fault(gold["title"], found.title), gold["title"], found.title
    yield from _boilerplate_faults(gold["boilerplate_first_words"], found.boilerplate)


def _fault(expected: str | None, found: str | None) -> Fault:
    wanted, read = bare(expected), bare(found)
    if not read or not wanted:
        return Fault.INVENTED if read else Fault.MISSED
    if read in wanted:
        return Fault.CUT
    return Fault.LONG if wanted in read else Fault.WRONG


def _boilerplate_faults(first_words: str | None, boilerplate: str) -> Iterator[_Fault]:
    """Yield the fault of the boilerplate's beginning: its first paragraph, or the one below its heading."""
    paragraphs = boilerplate.split("\n\n")
    if first_words is None:
        if boilerplate:
            yield "boilerplate", Fault.INVENTED, None, paragraphs[0][:80]
    elif not any(bare(paragraph).startswith(bare(first_words)) for paragraph in paragraphs[:2]):
        is_inside = bare(first_words) in bare(boilerplate)
        fault = Fault.EARLY if is_inside else Fault.WRONG if boilerplate else Fault.MISSED
        yield "boilerplate", fault, first_words, paragraphs[0][:80] or None


def _contact_faults(expected: set[_Pair], found: set[_Pair], third_parties: set[_Pair]) -> Iterator[_Fault]:
    for what, value in sorted(expected - found):
        yield f"{what} F1", Fault.MISSED, value, None
    for what, value in sorted(found - expected):
        fault = Fault.THIRD_PARTY if (what, value) in third_parties else Fault.INVENTED
        yield f"{what} F1", fault, None, value


def _contact_marks(expected: set[_Pair], found: set[_Pair]) -> dict[str, float]:
    right = len(expected & found)
    marks = {
        "contacts precision": right / len(found) if found else 1.0,
        "contacts recall": right / len(expected) if expected else 1.0,
        "contacts F1": _f1(expected, found),
    }
    for what in ("names", "e-mails", "phones"):
        marks[f"{what} F1"] = _f1(*({pair for pair in pairs if pair[0] == what} for pairs in (expected, found)))
    return marks


def _f1(expected: set[_Pair], found: set[_Pair]) -> float:
    return 2 * len(expected & found) / (len(expected) + len(found)) if expected or found else 1.0


def _pairs_of_gold(people: Iterable[Mapping[str, Any]]) -> set[_Pair]:
    """Return what the gold's *people* are called and have, with phones in E.164 where they can be."""
    return _pairs_of(
        Contact(
            name=person["name"],
            emails=tuple(person["emails"]),
            phones=tuple(address.value for phone in person["phones"] for address in find_addresses(phone)),
        )
        for person in people
    )


def _pairs_of(contacts: Iterable[Contact]) -> set[_Pair]:
    pairs = {
        pair
        for each in contacts
        for pair in (
            ("names", bare(each.name)),
            *(("e-mails", email.lower()) for email in each.emails),
            *(("phones", phone) for phone in each.phones),
        )
    }
    return {(what, value) for what, value in pairs if value}


def bare(text: str | None) -> str:
    """Return *text* without case and signs; typographic and plain apostrophes are one."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text or "").lower()))


def _folded(kind: str | None) -> str:
    return " ".join(fold_text(kind or "").split())


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers)
