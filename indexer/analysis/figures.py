"""
Figures with a scale or a unit, and ordinals: other ways to write one value.

« 1,5 M€ », « 1,5 million d’euros » and « 1 500 000 € » are one amount, « 50 % » and « 50 pour cent » one share,
« XXIe » and « 21ème » one rank. A figure keeps its own term; its values are further stems at the same place. The rank
of an ordinal is its only stem, for « VIe » is no form of « vie ».
"""

import re
from decimal import Decimal, InvalidOperation

SPACES = " \u00a0\u2007\u2009\u202f"
"""The spaces that group thousands and stand before units."""

_S = f"[{SPACES}]"
_END = r"(?![^\W_])"
_EURO = rf"(?:€|(?i:euros?){_END})"
_SCALE_WORD = rf"(?i:milliers?|millions?|milliards?){_END}"
_SCALE_SIGN = rf"(?:[kK]|M|Mds?)(?={_S}?{_EURO})"
_SHARE = rf"(?:%|(?i:pour){_S}(?i:cent){_END})"

TAIL = rf"{_S}?(?:(?:{_SCALE_WORD}|{_SCALE_SIGN})(?:{_S}?(?:(?i:d)['’]|(?i:de){_S})?{_EURO})?|{_EURO}|{_SHARE})"
"""The pattern of what may follow a figure: a scale, a unit, or both."""

_SMALL_ROMAN = r"I(?:er|[èe]re)|(?:I{2,3}|I?V|VI{1,3}|IX)(?:[èe]me|e)"

ORDINAL = rf"(?:(?:[0-9]{{1,4}}|(?i:x[ivxl]{{0,6}}))(?i:ers?|[èe]?res?|[èe]?mes?|e|nde?s?)|{_SMALL_ROMAN}){_END}"
"""
The pattern of an ordinal in figures; below ten, Roman ones count in capitals and with a small ending only: « VIe » and
« Vers » are told from « vie » and « vers » by nothing else.
"""

_SCALES = {"k": 3, "millier": 3, "m": 6, "million": 6, "md": 9, "milliard": 9}
_SCALE = re.compile(rf"{_S}?({_SCALE_WORD}|{_SCALE_SIGN})")
_NUMBER = re.compile(r"[0-9]+|[ivxl]+", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def amounts(figure: str, tail: str) -> tuple[str, ...]:
    """
    Return the values of a regular *figure* (« 1500 », « 1,5 ») that *tail* follows, the most particular last.

    A number is written without spaces, an amount of euros with « € », a share with « % ».
    """
    found = _SCALE.match(tail)
    scale = found[1].lower().removesuffix("s") if found else ""
    try:
        value = Decimal(figure.replace(",", ".")) * 10 ** _SCALES.get(scale, 0)
    except InvalidOperation:
        return ()
    number = _written(value)
    plain = (number,) if scale else ()
    if tail.endswith("%") or tail.lower().endswith("cent"):
        return (*plain, f"{number}%")
    return (*plain, f"{number}€") if re.search(_EURO, tail) else plain


def rank(ordinal: str) -> str:
    """Return the regular form of an ordinal, its rank: « XXIe » -> « 21e »."""
    number = _NUMBER.match(ordinal)
    digits = number[0] if number else ""
    return f"{int(digits) if digits.isdigit() else _roman(digits.lower())}e"


def is_rank(value: str) -> bool:
    """Return whether *value* is a rank, not an amount."""
    return value.endswith("e")


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(value if value >= after else -value for value, after in zip(values, following, strict=True))


def _written(value: Decimal) -> str:
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
