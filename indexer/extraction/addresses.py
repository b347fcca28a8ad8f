"""E-mail addresses and telephone numbers in running text, also disguised or written in the many ways of the trade."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

import phonenumbers

_LABEL = r"[\w-]{1,63}"
# Only from the first letter of a word: a long row of letters is then looked at once.
_EMAIL = rf"(?<![\w.+%-])[\w.+%-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,6}}"
_AT = r"(?:\s?[\[({]\s?(?:at|arobase|@|a)\s?[\])}]\s?|\s(?:at|arobase)\s)"
_DOT = r"(?:\s?[\[({]\s?(?:dot|point|\.)\s?[\])}]\s?|\s(?:dot|point)\s|\.)"
# « presse @ example.org »
_SPACED = rf"(?<![\w.+%-])(?P<user>[\w.+%-]{{1,64}})\s?@\s(?P<host>(?:{_LABEL}\.){{1,5}}[a-z]{{2,12}})(?!\w)"
# « presse [at] example.org », « fr at postgresql dot org »
_DISGUISED = rf"(?<![\w.+-])(?P<local>[\w.+-]{{1,64}}){_AT}(?P<domain>{_LABEL}(?:{_DOT}{_LABEL}){{1,5}})"
_GAP = r"[\s.\u2011/–-]{0,2}"
_FRENCH = rf"(?<![\w+])0{_GAP}[1-9](?:{_GAP}[0-9]{{2}}){{4}}(?![0-9])"
# « 0 800 123 456 », « 0 805 12 34 56 »
_SERVICE = r"(?<![\w+])0[ .\u00a0\u202f]?8[0-9]{2}(?:[ .\u00a0\u202f]?[0-9]{2,3}){2,3}(?![0-9])"
_ABROAD = (
    r"(?<![\w+])(?:\(\+[0-9]{1,3}\)|\+[0-9]{1,3}|\+\s(?:33|32|41|352|377|2[0-9]{2})(?=[\s(])|00[0-9]{2})(?:\s?\(0\))?"
    r"(?:[\s.\u2011-]{0,2}\(?[0-9]\)?){5,14}(?![0-9])"
)
# Behind « Tél. », « au » or a sign, fewer digits make a number: those of another country, or « 3939 ».
_CALLED = (
    r"(?:(?<!\w)(?:t[ée]l[ée]phones?|t[ée]ls?|phone|mobile|gsm|portable|port|standard|fixe|direct|t|m|p)\b\s?[.:]{0,2}\s?:?\s?|"
    r"[☎✆📞📱]\s?:?\s?)"
)
# « au 3939, gratuit », but « au 3000 mètres ».
_BEHIND = (
    r"(?=\s?(?:[,.;:)(!]|\Z|(?:du|de|des|gratuit\w*|appels?|ou|et|pour|tous|puis|ainsi|d[èe]s|est|r[ée]pond\w*)\b))"
    r"(?![.,][0-9]|\s?[€%])"
)
_SHORT = (
    rf"(?:(?:{_CALLED}|(?<!\w)au\s)(?P<short>3[0-9][ \u00a0]?[0-9]{{2}}){_BEHIND}|"
    r"(?<!\w)(?:composer|composez|num[ée]ro(?:\sd['’]appel)?|appele[rz])\s(?:le\s|au\s)?"
    rf"(?P<dialled>3[0-9][ \u00a0]?[0-9]{{2}}|1(?:1[0-9](?:[ \u00a0]?[0-9]{{3}})?|5|7|8)){_BEHIND})"
)
_DASH = r"[ .\u00a0\u2011-]"
_AMERICAN = rf"(?<![\w+])(?:1{_DASH})?\(?[2-9][0-9]{{2}}\)?{_DASH}{{1,2}}[2-9][0-9]{{2}}{_DASH}[0-9]{{4}}(?![0-9])"
_BY_REGION = {
    "BE": r"(?<![\w+])0[1-9](?:[ \u00a0\u202f./]{0,2}[0-9]){7}(?![0-9])",
    "CH": r"(?<![\w+])0[1-9][0-9](?:[ \u00a0\u202f.]?[0-9]){7}(?![0-9])",
    "CA": _AMERICAN,
    "US": _AMERICAN,
}
# « (202) 555-0123 », « 202-555-0123 », « 202 555-0123 » are North American wherever they are written.
_NORTH_AMERICAN = (
    r"(?<![\w+.-])(?<![0-9]\s)(?:\([2-9][0-9]{2}\)\s?|[2-9][0-9]{2}[ \u00a0\u202f-])[2-9][0-9]{2}-[0-9]{4}(?![0-9-])"
)
_LABELLED = rf"{_CALLED}(?P<labelled>\(?[0-9](?:[ \u00a0\u202f.()/-]{{0,2}}[0-9]){{5,11}})(?![0-9])"
FRANCE = "FR"
# Ten digits in pairs from 0 on are no number of these countries: numbers there have no 0, or fewer digits, or begin so.
_FRENCH_IN = {
    region: re.compile(rf"0{own}[0-9](?:[ .\u00a0\u202f-]?[0-9]{{2}}){{4}}")
    for region, own in {"CA": "", "US": "", "MC": "", "LU": "", "BE": "(?!4)"}.items()
}
# Numbers of the French islands are written as if they were of the mainland.
_OVERSEAS = {"262": "262|263|692|693", "590": "590|690|691", "594": "594|694", "596": "596|696|697"}
_ISLAND = re.compile("|".join(rf"(?P<c{code}>\+33(?:{starts}))" for code, starts in _OVERSEAS.items()))
# What every address has: most paragraphs have none, and are looked at once.
_HINT = re.compile(r"@|\b(?:at|arobase)\b|[({[]\s?a\s?[)}\]]|[0-9](?:[^\w\n]{0,3}[0-9]){2}", re.IGNORECASE)
_FAX = re.compile(r"(?:fax|t[ée]l[ée]copie(?:ur)?)\W{0,5}\Z", re.IGNORECASE)


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


def find_addresses(text: str, region: str = FRANCE) -> Iterator[Address]:
    """Yield the addresses and numbers of *text*, in order; numbers without a prefix are those of *region*."""
    if not _HINT.search(text):
        return
    for match in _pattern(region).finditer(text):
        kind, value = _read(match, text, region)
        if value:
            yield Address(kind, value, match.start(), match.end())


def has_address(text: str, region: str = FRANCE) -> bool:
    """Say whether *text* gives an e-mail address or a telephone number."""
    return next(find_addresses(text, region), None) is not None


@lru_cache
def _pattern(region: str) -> re.Pattern[str]:
    numbers = "|".join([_ABROAD, *filter(None, [_BY_REGION.get(region)]), _SERVICE, _FRENCH])
    labelled = "" if region == FRANCE else f"|{_LABELLED}"
    return re.compile(
        f"(?P<email>{_EMAIL})|(?P<disguised>{_DISGUISED})|(?P<spaced>{_SPACED})|(?P<phone>{numbers})|"
        rf"(?P<american>{_NORTH_AMERICAN})|{_SHORT}{labelled}",
        re.IGNORECASE,
    )


def _read(match: re.Match[str], text: str, region: str) -> tuple[AddressKind, str]:
    found = match.groupdict()
    if found["email"]:
        return AddressKind.EMAIL, found["email"].lstrip(".-%+").rstrip("-")
    if found["disguised"]:
        return AddressKind.EMAIL, _revealed(match["local"], match["domain"])
    if found["spaced"]:
        return AddressKind.EMAIL, f"{found['user']}@{found['host']}"
    if short := found["short"] or found["dialled"]:
        return AddressKind.PHONE, re.sub(r"\D", "", short)
    region = "US" if found["american"] else region
    if (written := found["phone"]) and (french := _FRENCH_IN.get(region)) and french.fullmatch(written):
        region = FRANCE
    is_fax = _FAX.search(text[max(match.start() - 20, 0) : match.start()]) is not None
    return AddressKind.FAX if is_fax else AddressKind.PHONE, _phone(
        found["phone"] or found["american"] or found["labelled"], region
    )


def _revealed(local: str, domain: str) -> str:
    """Return the address behind a disguise; "" when the words are only words: « rendez-vous at home »."""
    labels = [label for label in re.split(_DOT, domain, flags=re.IGNORECASE) if label]
    return f"{local}@{'.'.join(labels)}" if len(labels) > 1 and labels[-1].isalpha() else ""


def _phone(written: str, region: str) -> str:
    """
    Return *written* in E.164, or as written when its digits make no number; "" when it is too short to be one.

    Possible numbers count, not only attributed ones: ranges kept for fiction and new ranges are numbers too.
    """
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number(number):
        dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        island = _ISLAND.match(dialled)
        return f"+{str(island.lastgroup)[1:]}{dialled[3:]}" if island else dialled
    return " ".join(written.split()) if sum(letter.isdigit() for letter in written) > 7 else ""
