"""Third parties: whom the text gives addresses of besides the contacts for the press (a ticket office, a helpline)."""

from collections.abc import Collection, Sequence

from indexer.extraction.addresses import FRANCE, has_address
from indexer.extraction.contacts import read_contacts
from indexer.releases import Contact


def find_third_parties(
    texts: Sequence[str],
    contacts: Sequence[Contact],
    organisations: Collection[str] = (),
    region: str = FRANCE,
) -> tuple[Contact, ...]:
    """Return those whom the paragraphs *texts* say how to reach, once each, without the addresses of *contacts*."""
    taken = {address.lower() for contact in contacts for address in (*contact.emails, *contact.phones)}
    found: dict[Contact, None] = {}
    for text in texts:
        if has_address(text, region):
            for contact in read_contacts([text], organisations, region):
                addresses = {address.lower() for address in (*contact.emails, *contact.phones)}
                if addresses - taken:
                    found[contact] = None
                    taken |= addresses
    return tuple(found)
