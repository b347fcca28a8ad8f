"""Issuers: who signs a release. Stated by the metadata, by « À propos de », or by the contacts; never guessed."""

from collections.abc import Mapping, Sequence

from indexer.releases import Contact

_FIELDS = ("issuer", "emetteur", "émetteur", "organisation", "organization", "publisher")


def find_issuer(metadata: Mapping[str, str], described: Sequence[str], contacts: Sequence[Contact]) -> str | None:
    """Return the issuer; *described* are those whom the boilerplate is about, the first one first."""
    if stated := next((metadata[name] for name in _FIELDS if metadata.get(name)), None):
        return stated
    if described:
        return described[0]
    organisations = {contact.organisation for contact in contacts if contact.organisation}
    return organisations.pop() if len(organisations) == 1 else None
