import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.decoding import clean, decode


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Été".encode(), "Été"),
        ("Été".encode("utf-8-sig"), "Été"),
        ("Été".encode("utf-16"), "Été"),
        ("Œuvre à 12 €".encode("cp1252"), "Œuvre à 12 €"),
        ("Été".encode() + b" \xe9t\xe9", "Été été"),  # one stray paste does not garble the rest
    ],
)
def test_the_character_set_is_recognised(content: bytes, text: str) -> None:
    assert decode(content) == text


def test_a_declared_character_set_serves_when_it_is_not_utf8() -> None:
    assert decode("cœur".encode("iso-8859-15"), "iso-8859-15") == "cœur"
    assert decode("cœur".encode(), "iso-8859-15") == "cœur"
    assert decode("été".encode("cp1252"), "no-such-charset") == "été"


def test_nul_bytes_are_binary() -> None:
    with pytest.raises(ValueError, match="binary"):
        decode(b"PK\x03\x04\x00\x00")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("e\u0301te\u0301", "été"),
        ("com\u00admu\u200bni\u200fqu\u202eé\x07", "communiqué"),
        ("commu\u00ad\nniqué", "communiqué"),  # cut at the end of a line
        ("12\u00a0000\u202f€", "12\u00a0000\u202f€"),  # no-break spaces stay
        ("a\ud800b", "ab"),
    ],
)
def test_text_is_cleaned(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_binary(content: bytes) -> None:
    try:
        text = clean(decode(content))
    except ValueError:
        return
    text.encode()
    assert unicodedata.is_normalized("NFC", text)
