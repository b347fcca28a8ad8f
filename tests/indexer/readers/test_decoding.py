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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_told_from_binary_content(encoding: str) -> None:
    text = "L’été à Œuvres : 12 €\r\n"
    assert decode(text.encode(encoding)) == text
    with pytest.raises(ValueError, match="binary"):
        decode("\u4e00\u0001été".encode(encoding) + b"\0")


APPLE = "L’été à l’École : « œuvre », où çà…"


def test_french_of_old_apple_computers_is_read() -> None:
    assert decode(APPLE.encode("mac_roman")) == APPLE


WORDS = st.lists(
    st.sampled_from(
        [
            "L’été,",
            "ÉCOLE",
            "«",
            "œuvre",
            "»",
            "à",
            "où",
            "çà",
            "Noël",
            "–",
            "12",
            "€",
            "…",
            "“cité”",
            "À",
            "n°",
            "3",
            "château",
        ]
    ),
    min_size=1,
)


@given(WORDS.map(" ".join))
def test_french_of_windows_is_not_taken_for_that_of_apple(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


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
