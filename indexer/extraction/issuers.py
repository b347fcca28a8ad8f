"""Issuers: who signs a release. Stated by the metadata, by « À propos de », or by the contacts; never guessed."""

from collections.abc import Mapping, Sequence

from indexer.releases import Certainty, Contact, Origin

_FIELDS = (
    "issuer", "emetteur", "émetteur", "organisation", "organization", "publisher", "dc.publisher", "dcterms.publisher",
)  # fmt: skip
_SITE_FIELDS = ("og:site_name", "application-name")


def find_issuer(
    metadata: Mapping[str, str], described: Sequence[str], letterhead: str | None, contacts: Sequence[Contact]
) -> tuple[str | None, Origin | None]:
    """
    Return the issuer and where it was read; *described* are those whom the boilerplate is about, the first first,
    *letterhead* is whose paper it is.
    """
    for name in _FIELDS:
        if stated := metadata.get(name, "").strip():
            return stated, Origin("issuer", f"metadata: {name}")
    if described:
        return described[0], Origin("issuer", "heading of the boilerplate", Certainty.LIKELY)
    if letterhead:
        return letterhead, Origin("issuer", "letterhead", Certainty.LIKELY)
    organisations = {contact.organisation for contact in contacts if contact.organisation}
    if len(organisations) == 1:
        return organisations.pop(), Origin("issuer", "contacts", Certainty.LIKELY)
    for name in _SITE_FIELDS:
        if site := metadata.get(name, "").strip():
            return site, Origin("issuer", f"metadata: {name}", Certainty.LIKELY)
    return None, None
