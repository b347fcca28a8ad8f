"""What is looked for in a text that may hold a word."""

import pytest

from indexer.analysis.words import Kind, Term
from indexer.excerpts.needles import dotted, needles, outline, shortest
from indexer.expressions.tree import Prefix


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’ÉNERGIE, l'énergie", b"l?energie. l?energie"),
        ("cœur\u00a0: 3\u202f114", b"c?ur ? 3?114"),
        ("C.N.R.S. – 1,5\tM€", b"c.n.r.s. ? 1.5 m?"),
        ("Dvořák, 😀 ø", b"dvo?ak. ? o"),
    ],
)
def test_the_outline_has_one_byte_a_code_point(text: str, expected: bytes) -> None:
    assert outline(text) == expected
    assert len(expected) == len(text)


@pytest.mark.parametrize(
    ("term", "spellings", "expected"),
    [
        (Term(Kind.STEM, "energ"), ("ENERGIE", "énergie", "énergies"), {b"energ"}),
        (Term(Kind.STEM, "an"), ("an", "année"), {b"an"}),
        (Term(Kind.STEM, "an"), (), set()),  # too short to look for alone
        (Term(Kind.FOLDED, "coeur"), ("Cœur", "coeur"), {b"c?ur", b"coeur"}),
        (Term(Kind.FOLDED, "aujourd'hui"), (), {b"aujourd?hui"}),
        (Term(Kind.STEM, "1500000€"), ("1,5", "1500000"), {b"1.5", b"000"}),
        (Term(Kind.FOLDED, "0199001234"), (), {b"34"}),
        (Prefix("ener"), (), {b"ener"}),
        (Prefix("coeu"), (), {b"coeu", b"c?u"}),
        (Prefix("cho"), (), {b"cho", b"ch?"}),
        (Prefix("202"), (), {b"202", b"2 02", b"2?02", b"20 2", b"20?2"}),
    ],
)
def test_every_word_of_a_term_holds_a_needle(
    term: Term | Prefix, spellings: tuple[str, ...], expected: set[bytes]
) -> None:
    known = {term: spellings} if isinstance(term, Term) else {}
    assert set(needles((term,), known)) == expected


def test_beginnings_stand_for_what_goes_on_from_them() -> None:
    assert shortest([b"eaux", b"eau", b"air"]) == (b"air", b"eau")
    assert shortest([b"travaille", b"travaux", b"train"]) == (b"train", b"trava")


def test_dots_stand_between_letters_never_between_digits() -> None:
    assert dotted([b"cnrs", b"eg", b"c", b"2024"]) == (b"c.n.r", b"e.g")
