"""Third parties: whom the text gives addresses of besides the contacts for the press (a ticket office, a helpline)."""

import re
from collections.abc import Collection, Iterator, Sequence

from indexer.analysis.folding import fold_text
from indexer.extraction.addresses import FRANCE, has_address
from indexer.extraction.contacts import read_contacts, read_sentence
from indexer.extraction.endings import PUBLIC
from indexer.extraction.names import is_surely_person
from indexer.releases import Contact

_SENTENCE_END = re.compile(r"(?<!\bM)(?<!\bMM)(?<!\b[A-Z])[.!?…]\s+(?=[^\W\d_a-zß-öø-ÿ«])")
_LABEL = re.compile(r"([^.,:|\n–—]{2,80}?)\s?(?::|[|–—]|\s-\s)")
_MOST_WORDS_OF_LABEL = 5


def parted(texts: Sequence[str], region: str = FRANCE) -> tuple[list[str], list[str]]:
    """
    Return the paragraphs of a contact section without the lines for everybody (« Billetterie : 01 ... »), and those.

    When nobody else can be reached, the lines stay where they are: they are the contact.
    """
    press = ["\n".join(line for line in text.split("\n") if not _is_public(line, region)) for text in texts]
    if not any(has_address(text, region) for text in press):
        return list(texts), []
    public = [line for text in texts for line in text.split("\n") if _is_public(line, region)]
    return list(filter(None, press)), public


def find_third_parties(
    texts: Sequence[str],
    contacts: Sequence[Contact],
    organisations: Collection[str] = (),
    region: str = FRANCE,
) -> tuple[Contact, ...]:
    """Return those whom the paragraphs *texts* say how to reach, once each, without the addresses of *contacts*."""
    taken = {address.lower() for contact in contacts for address in (*contact.emails, *contact.phones)}
    found: dict[Contact, None] = {}
    named = (contact for text in texts if has_address(text, region) for contact in _named(text, organisations, region))
    for contact in named:
        addresses = {address.lower() for address in (*contact.emails, *contact.phones)}
        if addresses - taken:
            found[contact] = None
            taken |= addresses
    return tuple(found)


def _named(text: str, organisations: Collection[str], region: str) -> Iterator[Contact]:
    for sentence in _SENTENCE_END.split(text):
        if not has_address(sentence, region):
            continue
        if "\n" in sentence or _is_line(sentence):
            yield from read_contacts([sentence], organisations, region)
        else:
            yield from read_sentence(sentence, region)


def _is_line(sentence: str) -> bool:
    """Say whether *sentence* is none: « Billetterie : 01 99 ... », « Camille Exemple, 01 99 ... »."""
    label = _LABEL.match(sentence)
    if label is None:
        return is_surely_person(sentence.partition(",")[0])
    return len(label[1].split()) <= _MOST_WORDS_OF_LABEL


def _is_public(line: str, region: str) -> bool:
    return PUBLIC.match(fold_text(line[:40])) is not None and has_address(line, region)
