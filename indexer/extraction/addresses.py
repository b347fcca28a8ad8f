"""E-mail addresses and telephone numbers in running text, also disguised or written in the many ways of the trade."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

import phonenumbers

_LABEL = r"[\w-]{1,63}"
# Only from the first letter of a word: a long row of letters is then looked at once.
_EMAIL = rf"(?<![\w.+%-])[\w.+%-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,6}}"
_AT = r"(?:\s?[\[({]\s?(?:at|arobase|@|a)\s?[\])}]\s?|\s(?:at|arobase)\s)"
_DOT = r"(?:\s?[\[({]\s?(?:dot|point|\.)\s?[\])}]\s?|\s(?:dot|point)\s|\.)"
# « presse [at] example.org », « fr at postgresql dot org »
_DISGUISED = rf"(?<![\w.+-])(?P<local>[\w.+-]{{1,64}}){_AT}(?P<domain>{_LABEL}(?:{_DOT}{_LABEL}){{1,5}})"
_GAP = r"[\s.\u2011/–-]{0,2}"
_FRENCH = rf"(?<![\w+])0{_GAP}[1-9](?:{_GAP}[0-9]{{2}}){{4}}(?![0-9])"
# « 0 800 123 456 », « 0 805 12 34 56 »
_SERVICE = r"(?<![\w+])0[ .\u00a0\u202f]?8[0-9]{2}(?:[ .\u00a0\u202f]?[0-9]{2,3}){2,3}(?![0-9])"
_ABROAD = (
    r"(?<![\w+])(?:\(\+[0-9]{1,3}\)|\+[0-9]{1,3}|00[0-9]{2})(?:\s?\(0\))?"
    r"(?:[\s.\u2011-]{0,2}\(?[0-9]{1,14}\)?){1,7}(?![0-9])"
)
_ADDRESS = re.compile(
    f"(?P<email>{_EMAIL})|(?P<disguised>{_DISGUISED})|(?P<phone>{_ABROAD}|{_SERVICE}|{_FRENCH})", re.IGNORECASE
)
_FAX = re.compile(r"(?:fax|t[ée]l[ée]copie(?:ur)?)\W{0,5}\Z", re.IGNORECASE)
_REGION = "FR"


class AddressKind(Enum):
    """How to reach somebody."""

    EMAIL = auto()
    PHONE = auto()
    FAX = auto()


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address or a telephone number in E.164 (else as written), at the offsets *start* to *end* of a text."""

    kind: AddressKind
    value: str
    start: int
    end: int


def find_addresses(text: str) -> Iterator[Address]:
    """Yield the addresses and numbers of *text*, in order."""
    for match in _ADDRESS.finditer(text):
        kind, value = _read(match, text)
        if value:
            yield Address(kind, value, match.start(), match.end())


def has_address(text: str) -> bool:
    """Say whether *text* gives an e-mail address or a telephone number."""
    return next(find_addresses(text), None) is not None


def _read(match: re.Match[str], text: str) -> tuple[AddressKind, str]:
    if match["email"]:
        return AddressKind.EMAIL, match["email"].lstrip(".-%+").rstrip("-")
    if match["disguised"]:
        return AddressKind.EMAIL, _revealed(match["local"], match["domain"])
    is_fax = _FAX.search(text[max(match.start() - 20, 0) : match.start()]) is not None
    return AddressKind.FAX if is_fax else AddressKind.PHONE, _phone(match["phone"])


def _revealed(local: str, domain: str) -> str:
    """Return the address behind a disguise; "" when the words are only words: « rendez-vous at home »."""
    labels = [label for label in re.split(_DOT, domain, flags=re.IGNORECASE) if label]
    return f"{local}@{'.'.join(labels)}" if len(labels) > 1 and labels[-1].isalpha() else ""


def _phone(written: str) -> str:
    """
    Return *written* in E.164, or as written when its digits make no number; "" when it is too short to be one.

    Possible numbers count, not only attributed ones: ranges kept for fiction and new ranges are numbers too.
    """
    try:
        number = phonenumbers.parse(written, _REGION)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return " ".join(written.split()) if sum(letter.isdigit() for letter in written) > 7 else ""
