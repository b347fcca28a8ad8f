"""What a release counts under, and what selects it: one rule for every engine."""

from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import NamedTuple

from indexer.analysis.folding import fold
from indexer.extraction.kinds import kind_key
from indexer.extraction.persons import person_key
from indexer.queries import Facet
from indexer.releases import Release


class Item(NamedTuple):
    """A value that releases count under, and the keys by which a selection (see `selection_key`) reaches them."""

    value: str
    keys: frozenset[str]


def items(release: Release, facet: Facet) -> tuple[Item, ...]:
    """Return what *release* counts under in *facet*, each value once; the empty value when it has none."""
    found: dict[str, set[str]] = {}
    for value, further in _values(release, facet):
        found.setdefault(value, {selection_key(facet, value)}).update(selection_key(facet, each) for each in further)
    return tuple(Item(value, frozenset(keys)) for value, keys in found.items()) or (Item("", frozenset({""})),)


def facet_values(release: Release, facet: Facet) -> tuple[str, ...]:
    """Return the values of *facet* that *release* counts under."""
    return tuple(item.value for item in items(release, facet))


def selecting_keys(release: Release, facet: Facet) -> frozenset[str]:
    """Return the keys by which a selection in *facet* reaches *release*."""
    return frozenset[str]().union(*(item.keys for item in items(release, facet)))


def decided_by(release: Release, facet: Facet) -> Hashable:
    """Return what alone decides the items of *release* in *facet*."""
    match facet:
        case Facet.YEAR:
            return (release.date.year, release.date.month) if release.date else None
        case Facet.CONTACT:
            return release.contacts
        case Facet.ISSUER:
            return release.issuer
        case Facet.PLACE:
            return release.place
        case Facet.KIND:
            return release.kind
        case Facet.LANGUAGE:
            return release.language


@lru_cache(maxsize=2**15)
def selection_key(facet: Facet, value: str) -> str:
    """
    Return what is compared when *value* is selected: case and accents never count, for kinds neither does the spelling
    (« INFO PRESSE », « Information presse »), for people neither do the order of names and « Mme ».
    """
    if facet is Facet.KIND:
        return kind_key(value) if value else ""
    if facet is Facet.CONTACT and "@" not in value:
        return person_key(value)
    return " ".join(fold(value).split())


def _values(release: Release, facet: Facet) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the values of *release* in *facet*, each with the further texts that select it."""
    match facet:
        case Facet.YEAR:
            if release.date:
                yield f"{release.date:%Y}", (f"{release.date:%Y-%m}",)
        case Facet.CONTACT:
            for contact in release.contacts:
                for name in [contact.name] if contact.name else contact.emails[:1]:
                    yield name, contact.emails
        case Facet.ISSUER:
            yield from _one(release.issuer)
        case Facet.PLACE:
            yield from _one(release.place)
        case Facet.KIND:
            yield from _one(kind_key(release.kind) if release.kind else None)
        case Facet.LANGUAGE:
            yield from _one(release.language)


def _one(value: str | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    if value:
        yield value, ()
