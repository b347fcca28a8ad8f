"""
What only the whole archive can tell of its releases: a pure function of what was extracted and what people decided.

    judge     facts of all releases -> what becomes of each
    applied   a release as extracted, and what becomes of it -> the release of the archive
    resolve   both, for releases that are at hand

The order in which files came does not matter, nor which of them were there before: the index is a function of the files
and the decisions as they are.
"""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.archive.deciding import NO_DECISIONS, Decisions
from indexer.archive.duplicates import corrections, near_pairs, neighbours
from indexer.archive.facts import Facts, facts_of
from indexer.archive.forms import best_forms
from indexer.archive.identity import Place, assigned_ids
from indexer.archive.issuing import Issuer, issuers
from indexer.archive.people import Mention, register
from indexer.archive.recurring import held, moved, standing_texts
from indexer.archive.texts import Texts
from indexer.releases import Contact, Origin, Release

VERSION = 2
"""Changes whenever the same facts and decisions would give other releases: all are then judged again."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    What becomes of one extracted release: its id ("" when it is another form of a release), the fingerprints of the
    paragraphs that are its boilerplate, its issuer, its contacts as spelled, its relations to other releases, and the
    latest embargo of all its forms.
    """

    id: str = ""
    standing: tuple[int, ...] = ()
    issuer: Issuer | None = None
    contacts: tuple[Contact, ...] = ()
    other_forms: tuple[str, ...] = ()
    corrects: str | None = None
    near_duplicates: tuple[str, ...] = ()
    embargo: datetime.datetime | None = None


NO_RELEASE = Judgement()
"""What becomes of a form of a release that is shown in another form."""


def resolve(extracted: Sequence[Release], decisions: Decisions = NO_DECISIONS) -> tuple[Release, ...]:
    """
    Return the releases of an archive, in the order of *extracted*, with what only all of them together tell.

    *extracted* are all of them, under the ids that they ask for; those of one file in their order there. Of a release
    in several formats only the best form is returned.
    """
    places = _places(extracted)
    judgements = judge(
        [facts_of(place, each.id, each) for place, each in zip(places, extracted, strict=True)], decisions
    )
    found = ((each, judgements[place]) for place, each in zip(places, extracted, strict=True))
    return tuple(applied(each, judgement) for each, judgement in found if judgement.id)


def judge(facts: Sequence[Facts], decisions: Decisions = NO_DECISIONS) -> dict[Place, Judgement]:
    """Return what becomes of each release of an archive, *facts* being those of all of them, in any order."""
    facts = sorted(facts, key=lambda each: each.place)
    standing = standing_texts(facts)
    boilerplates = held(facts, standing)
    forms = best_forms(facts, Texts(facts, boilerplates))
    shown = list(forms)
    judged = _judged_shown([facts[number] for number in shown], [boilerplates[number] for number in shown], decisions)
    found = dict.fromkeys((each.place for each in facts), NO_RELEASE)
    for number, judgement in zip(shown, judged, strict=True):
        others = tuple(sorted(facts[other].place.source for other in forms[number]))
        embargo = _latest([facts[each].embargo for each in (number, *forms[number])])
        found[facts[number].place] = replace(judgement, other_forms=others, embargo=embargo)
    return found


def applied(release: Release, judgement: Judgement) -> Release:
    """Return *release*, as it was extracted, as the archive shows it; an export names forms that are elsewhere."""
    release = moved(release, frozenset(judgement.standing)) if judgement.standing else release
    issuer = judgement.issuer
    return replace(
        release,
        id=judgement.id,
        issuer=issuer.name if issuer else None,
        embargo=judgement.embargo,
        contacts=judgement.contacts,
        origins=_origins(release.origins, issuer),
        other_forms=tuple(sorted({*release.other_forms, *judgement.other_forms})),
        corrects=judgement.corrects,
        near_duplicates=judgement.near_duplicates,
    )


def judgement_key(judgement: Judgement) -> str:
    """Return a text that is the same for two judgements only when they are."""
    issuer = judgement.issuer
    return json.dumps(
        [
            judgement.id,
            judgement.standing,
            (issuer.name, _origin_values(issuer.origin)) if issuer else None,
            [(each.name, each.role, each.organisation, each.emails, each.phones) for each in judgement.contacts],
            judgement.other_forms,
            judgement.corrects,
            judgement.near_duplicates,
            judgement.embargo.isoformat() if judgement.embargo else None,
        ]
    )


def _latest(embargoes: Sequence[datetime.datetime | None]) -> datetime.datetime | None:
    """Return the embargo that holds where several forms of a release state one, or some of them none."""
    return max((each for each in embargoes if each), key=datetime.datetime.timestamp, default=None)


def _judged_shown(
    facts: Sequence[Facts],
    held_numbers: Sequence[tuple[int, ...]],
    decisions: Decisions,
) -> list[Judgement]:
    """Return what becomes of the releases that are shown; *held_numbers* are those of their boilerplates."""
    boilerplates = [_fingerprints(each, numbers) for each, numbers in zip(facts, held_numbers, strict=True)]
    given = assigned_ids((each.place, each.wanted) for each in facts)
    ids = [given[each.place] for each in facts]
    found = issuers(facts, boilerplates, decisions.issuers)
    contacts = _spelled(facts, ids, found, decisions)
    pairs = near_pairs(facts, Texts(facts, held_numbers))
    near = neighbours(facts, pairs)
    corrected = corrections(facts, [issuer.name if issuer else None for issuer in found], pairs)
    return [
        Judgement(
            id=ids[number],
            standing=boilerplates[number],
            issuer=found[number],
            contacts=contacts[number],
            corrects=ids[corrected[number]] if number in corrected else None,
            near_duplicates=tuple(sorted(ids[other] for other in near.get(number, ()))),
        )
        for number, each in enumerate(facts)
    ]


def _fingerprints(facts: Facts, numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(facts.paragraphs[list(numbers)].tolist())) if numbers else ()


def _spelled(
    facts: Sequence[Facts], ids: Sequence[str], issuers: Sequence[Issuer | None], decisions: Decisions
) -> list[tuple[Contact, ...]]:
    """Return the contacts of each release, each person under one name."""
    names = [issuer.name if issuer else None for issuer in issuers]
    people = register(
        (
            Mention(release_id, each.date, contact, issuer)
            for each, release_id, issuer in zip(facts, ids, names, strict=True)
            for contact in each.contacts
        ),
        decisions.people,
    )
    shown = {
        (contacts, issuer): tuple(_named(contact, people.spelling_of(contact, issuer)) for contact in contacts)
        for contacts, issuer in {(each.contacts, issuer) for each, issuer in zip(facts, names, strict=True)}
    }
    return [shown[each.contacts, issuer] for each, issuer in zip(facts, names, strict=True)]


def _named(contact: Contact, name: str | None) -> Contact:
    return contact if contact.name == name else replace(contact, name=name)


def _places(extracted: Sequence[Release]) -> list[Place]:
    """Return where each release stands: its file, and its number there."""
    seen: dict[str, int] = {}
    places = []
    for each in extracted:
        number = seen.get(each.source, 0)
        seen[each.source] = number + 1
        places.append(Place(each.source, number))
    return places


def _origins(origins: tuple[Origin, ...], issuer: Issuer | None) -> tuple[Origin, ...]:
    if issuer is None or issuer.origin is None:
        return origins
    return (*(each for each in origins if each.field != "issuer"), issuer.origin)


def _origin_values(origin: Origin | None) -> tuple[str, str] | None:
    return (origin.place, origin.certainty) if origin else None
