"""Third parties: whom the text gives addresses of besides the contacts for the press (a ticket office, a helpline)."""

from collections.abc import Collection, Sequence

from indexer.analysis.folding import fold_text
from indexer.extraction.addresses import FRANCE, has_address
from indexer.extraction.contacts import read_contacts
from indexer.extraction.endings import PUBLIC
from indexer.releases import Contact


def parted(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """
    Return the paragraphs of a contact section without the lines for everybody (« Billetterie : 01 ... »), and those.

    When nobody else can be reached, the lines stay where they are: they are the contact.
    """
    press = ["\n".join(line for line in text.split("\n") if not _is_public(line)) for text in texts]
    if not any(has_address(text) for text in press):
        return list(texts), []
    return list(filter(None, press)), [line for text in texts for line in text.split("\n") if _is_public(line)]


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


def _is_public(line: str) -> bool:
    return PUBLIC.match(fold_text(line[:40])) is not None and has_address(line)
