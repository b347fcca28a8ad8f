"""A lexicon answers as a sorted list does."""

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.arrays import opened
from support.drawing import drawn

from indexer.engines.whoosh.lexicon import IN_BLOCK, Lexicon, write_lexicon

LONGEST = 64

letters = st.sampled_from("aeéêœñz𠀀0'")
short_words = st.text(letters, min_size=1, max_size=4)
long_words = st.builds(lambda head, tail: (head * LONGEST)[: LONGEST - len(tail)] + tail, letters, short_words)
words = short_words | long_words | st.sampled_from(["énergie", "énergies", "energie", "éner", "mer", "merci", "mère"])


def lexicon_of(texts: list[bytes]) -> Lexicon:
    """Return the lexicon of *texts*."""
    return Lexicon(opened(lambda writer: write_lexicon(writer, "mot", texts)), "mot", len(texts))


def numbered(size: int) -> list[bytes]:
    """Return *size* words in the order of their bytes."""
    return [f"marée{number:05d}".encode() for number in range(size)]


@drawn(80)
@given(
    held=st.lists(words, max_size=3 * IN_BLOCK + 1),
    asked=st.lists(words | st.just(""), min_size=1, max_size=10),
    more=st.integers(0, 100),
)
def test_a_lexicon_answers_as_a_sorted_list(held: list[str], asked: list[str], more: int) -> None:
    texts = sorted({each.encode() for each in held} | set(numbered(more)))
    lexicon = lexicon_of(texts)
    assert lexicon.size == len(texts)
    assert [lexicon[number] for number in range(len(texts))] == texts
    assert [lexicon.find(text) for text in texts] == list(range(len(texts)))
    for text in (each.encode() for each in (*asked, "mar", "marée00031", "marée00032", "zzz")):
        assert lexicon.find(text) == (texts.index(text) if text in texts else None)
        assert lexicon.place(text) == bisect_left(texts, text)
        in_range = lexicon.beginning(text)
        assert [texts[number] for number in in_range] == [each for each in texts if each.startswith(text)]
        assert lexicon.texts(in_range) == [each for each in texts if each.startswith(text)]


@pytest.mark.parametrize("size", [0, 1, 2, *(several * IN_BLOCK + by for several in (1, 2, 3) for by in (-1, 0, 1))])
def test_every_text_is_found_whatever_the_number_of_blocks(size: int) -> None:
    texts = numbered(size)
    lexicon = lexicon_of(texts)
    assert [lexicon.find(text) for text in texts] == list(range(size))
    assert [lexicon.place(text + b"0") for text in texts] == list(range(1, size + 1))
    assert lexicon.beginning(b"") == range(size)
    for first in range(0, size, 7):
        for last in range(first, size + 1, 5):
            assert lexicon.texts(range(first, last)) == texts[first:last]
    assert [lexicon[number] for number in reversed(range(size))] == texts[::-1]
    with pytest.raises(IndexError):
        lexicon[size]


@pytest.mark.parametrize(
    "syllable",
    ["é", "𠀀", "\u1112\u1175\u11c2"],  # the last one is the Korean « hih », folded: nine bytes for one letter
)
def test_words_of_the_greatest_length_are_found_by_their_last_letter(syllable: str) -> None:
    texts = sorted((syllable * (LONGEST - 1) + end).encode() for end in map(chr, range(0x4E00, 0x4E00 + 100)))
    lexicon = lexicon_of(texts)
    assert [lexicon.find(text) for text in texts] == list(range(len(texts)))
    assert [lexicon.place(text) for text in texts] == list(range(len(texts)))
    assert lexicon.beginning((syllable * (LONGEST - 1)).encode()) == range(len(texts))
