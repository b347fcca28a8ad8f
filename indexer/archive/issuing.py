"""
Issuers of releases that do not name theirs, as the rest of the archive tells them; and one spelling for each issuer.

A release shows whose it is by a boilerplate that it shares with releases of one known issuer, by a contact who works
for an issuer of the archive, and by an e-mail domain that only one known issuer writes from. All that it shows must
agree, or nothing is said. What is found that way is no evidence for other releases.
"""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from indexer.archive.facts import SHARED, Facts
from indexer.archive.names import best_spellings, name_key
from indexer.releases import Certainty, Origin

_MOST = 0.9
"""Part of the known releases that must agree on whose a paragraph or domain is: partners sign joint releases."""

_FEWEST = 2
"""Known releases that an e-mail domain must stand in, unless it is named after their issuer: agencies have clients."""

_LONG_WORD = 4

_BY_BOILERPLATE = Origin("issuer", f"boilerplate {SHARED}", Certainty.LIKELY)
_BY_CONTACT = Origin("issuer", f"organisation of a contact, {SHARED}", Certainty.LIKELY)
_BY_DOMAIN = Origin("issuer", f"e-mail domain {SHARED}", Certainty.LIKELY)
_BY_DECISION = Origin("issuer", "decision for the folder", Certainty.SURE)

# Mail providers that the public writes from.
_PUBLIC_DOMAINS = frozenset(
    (
        *(
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "outlook.fr",
            "hotmail.com",
            "hotmail.fr",
            "live.fr",
            "live.com",
        ),
        *("msn.com", "yahoo.com", "yahoo.fr", "ymail.com", "icloud.com", "me.com", "aol.com", "gmx.fr", "gmx.com"),
        *("mail.com", "protonmail.com", "proton.me", "tutanota.com", "orange.fr", "wanadoo.fr", "free.fr"),
        *("aliceadsl.fr", "sfr.fr", "neuf.fr", "cegetel.net", "club-internet.fr", "numericable.fr", "noos.fr"),
        *("bbox.fr", "laposte.net", "voila.fr"),
    )
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a release, and where that was read when it was not in the release itself."""

    name: str
    origin: Origin | None = None


def issuers(
    facts: Sequence[Facts], boilerplates: Sequence[Iterable[int]], decided: Mapping[str, str]
) -> tuple[Issuer | None, ...]:
    """
    Return the issuer of each release: as it surely states it, else as people *decided* for its folder, else as it was
    likely read, else as the archive shows it, else as it was doubtfully read.

    *boilerplates* are the fingerprints of each release's boilerplates, *decided* names issuers by folder.
    """
    known = [_known(each, decided) for each in facts]
    owners = _Owners(facts, boilerplates, known)
    found = [
        issuer or owners.issuer(each, shown) or (Issuer(each.issuer) if each.issuer else None)
        for each, shown, issuer in zip(facts, boilerplates, known, strict=True)
    ]
    written = best_spellings(each.issuer for each in facts if each.issuer)
    spellings = {**written, **{name_key(name): name for _, name in sorted(decided.items())}}
    return tuple(issuer and Issuer(spellings[name_key(issuer.name)], issuer.origin) for issuer in found)


def _known(facts: Facts, decided: Mapping[str, str]) -> Issuer | None:
    stated = Issuer(facts.issuer) if facts.issuer and facts.issuer_certainty is not Certainty.DOUBTFUL else None
    if not decided or (stated and facts.issuer_certainty is Certainty.SURE):
        return stated
    for folder in PurePosixPath(unicodedata.normalize("NFC", facts.place.source)).parents:
        if name := decided.get(str(folder)):
            return Issuer(name, _BY_DECISION)
    return stated


class _Owners:
    """Whose the boilerplates and domains of an archive are, as its releases with a known issuer show."""

    def __init__(
        self, facts: Sequence[Facts], boilerplates: Sequence[Iterable[int]], known: Sequence[Issuer | None]
    ) -> None:
        paragraphs: dict[int, Counter[str]] = {}
        domains: dict[str, Counter[str]] = {}
        self._names: dict[str, str] = {}
        for each, shown, issuer in zip(facts, boilerplates, known, strict=True):
            if issuer is None:
                continue
            key = name_key(issuer.name)
            self._names.setdefault(key, issuer.name)
            for number in shown:
                paragraphs.setdefault(number, Counter())[key] += 1
            for domain in _domains(each, {key}):
                domains.setdefault(domain, Counter())[key] += 1
        self._paragraphs = {number: _owner(counts) for number, counts in paragraphs.items()}
        self._domains = {
            domain: _owner(counts)
            for domain, counts in domains.items()
            if counts.total() >= _FEWEST or _is_named_after(domain, counts)
        }

    def issuer(self, facts: Facts, boilerplates: Iterable[int]) -> Issuer | None:
        """Return whose release this is, if all that it shows agrees."""
        signs = [(self._paragraphs.get(each), _BY_BOILERPLATE) for each in boilerplates]
        organisations = {name_key(each.organisation) for each in facts.contacts if each.organisation}
        signs += [(key, _BY_CONTACT) for key in sorted(organisations & self._names.keys())]
        signs += [(self._domains.get(each), _BY_DOMAIN) for each in sorted(_domains(facts, self._names))]
        told = [(owner, origin) for owner, origin in signs if owner]
        if len({owner for owner, _ in told}) != 1:
            return None
        owner, origin = told[0]
        return Issuer(self._names[owner], origin)


def _owner(counts: Counter[str]) -> str | None:
    """Return the one that nearly all releases name; None for a paragraph or domain of several, which tells nothing."""
    (key, count), *_ = counts.most_common(1)
    return key if count >= _MOST * counts.total() else None


def _is_named_after(domain: str, owners: Iterable[str]) -> bool:
    return any(len(word) >= _LONG_WORD and word in domain for key in owners for word in key.split())


def _domains(facts: Facts, employers: Collection[str]) -> frozenset[str]:
    """Return the domains that the contacts write from, but for those who work for somebody else than *employers*."""
    return frozenset(
        domain
        for contact in facts.contacts
        if contact.organisation is None or name_key(contact.organisation) in employers
        for email in contact.emails
        if (domain := email.rpartition("@")[2].strip().casefold()) and domain not in _PUBLIC_DOMAINS
    )
