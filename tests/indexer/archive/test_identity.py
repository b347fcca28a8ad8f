"""Permanent ids: what a document asks for, and what it gets when two ask for the same."""

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.archive.identity import Place, assigned_ids, wanted_id


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("2024/eau.txt", "2024/eau"),
        ("eau.html", "eau"),
        ("2024/Été à Nancy.txt", "2024/Été%20à%20Nancy"),
        ("2024/E\u0301te\u0301.txt", "2024/Été"),  # NFC, whatever the disk says
        ("rapport.final.pdf", "rapport.final"),
        ("LISEZMOI", "LISEZMOI"),
        ("R&D + 100 %.md", "R&D%20+%20100%20%25"),
        ("quoi?.txt", "quoi%3F"),
        ("n°5 #2.txt", "n°5%20%232"),
        ("a~b.txt", "a%7Eb"),
        ("a\\b.txt", "a%5Cb"),
        ("a\tb.txt", "a%09b"),
        ("a\u00a0b.txt", "a%C2%A0b"),
        ("a\u202eb.txt", "a%E2%80%AEb"),
        ("caf\\xe9.txt", "caf%5Cxe9"),  # a name that is not UTF-8
        ("a/../b.txt", "a/%2E%2E/b"),
        ("....txt", "%2E%2E%2E"),
    ],
)
def test_the_id_is_the_path_without_its_extension(source: str, expected: str) -> None:
    assert wanted_id(Place(source, 0), None) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("cp-12", "cp-12"),
        ("2024/eau", "2024/eau"),
        ("eau.v2", "eau.v2"),  # nothing is an extension here
        ("/2024//eau/", "2024/eau"),
        ("..", "%2E%2E"),
        ("../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd"),
        ("a/./b", "a/%2E/b"),
        ("e\u0301", "é"),
        ("%2E", "%252E"),
        ("a b", "a%20b"),
        ("/", "%2F"),
        ("\udce9", "%ED%B3%A9"),
    ],
)
def test_a_document_may_state_its_own_id(key: str, expected: str) -> None:
    assert wanted_id(Place("export.jsonl", 7), key) == expected


def test_the_next_documents_of_a_file_are_numbered() -> None:
    assert [wanted_id(Place("export.jsonl", n), None) for n in range(3)] == ["export", "export/2", "export/3"]
    assert wanted_id(Place("export.jsonl", 1), "") == "export/2"


_SEGMENT = st.text(alphabet="aéA.~%? ", min_size=1, max_size=4)
_SOURCES = st.builds(
    lambda folders, name, extension: "/".join([*folders, name + extension]),
    st.lists(_SEGMENT, max_size=2),
    st.sampled_from(["eau", "e\u0301au", "éau", "eau~txt", "eau 2", "..a"]),
    st.sampled_from([".txt", ".TXT", ".html", ".pdf", ""]),
)
_PLACES = st.lists(st.builds(Place, _SOURCES, st.integers(0, 3)), unique=True, max_size=12)


@given(st.text(max_size=20), st.none() | st.text(max_size=20))
def test_an_id_is_safe_in_an_address(source: str, key: str | None) -> None:
    found = wanted_id(Place(f"a{source}", 0), key)
    assert found
    assert found == unicodedata.normalize("NFC", found)
    assert not found.startswith("/")
    assert not found.endswith("/")
    for segment in found.split("/"):
        assert segment.strip(".")
        assert segment.isprintable()
        assert not set(segment) & set(' "#<>?[\\]^`{|}~')
        unquote(segment, errors="strict" if segment.isascii() and "%ED" not in segment else "replace")


@given(_PLACES, st.randoms())
def test_ids_do_not_depend_on_the_order_of_files_and_are_unique(places: list[Place], random: object) -> None:
    wanted = [(place, wanted_id(place, None)) for place in places]
    ids = assigned_ids(wanted)
    random.shuffle(wanted)  # type: ignore[attr-defined]
    assert assigned_ids(wanted) == ids
    assert set(ids) == set(places)
    assert len(set(ids.values())) == len(places)


@given(_PLACES)
def test_who_asks_alone_gets_what_is_asked(places: list[Place]) -> None:
    wanted = {place: wanted_id(place, None) for place in places}
    ids = assigned_ids(wanted.items())
    for place, asked in wanted.items():
        if list(wanted.values()).count(asked) == 1:
            assert ids[place] == asked
        else:
            assert ids[place] == asked or ids[place].startswith(f"{asked}~")


def test_the_second_of_one_id_gets_its_extension() -> None:
    places = [Place("eau.txt", 0), Place("eau.html", 0), Place("eau.PDF", 0)]
    ids = assigned_ids((place, "eau") for place in places)
    assert ids == {places[2]: "eau", places[1]: "eau~html", places[0]: "eau~txt"}


def test_the_same_extension_twice_gets_a_number() -> None:
    places = [Place("a.jsonl", 0), Place("a.jsonl", 1), Place("a.jsonl", 2), Place("b.jsonl", 0), Place("c", 0)]
    assert list(assigned_ids((place, "eau") for place in places).values()) == [
        "eau", "eau~jsonl", "eau~jsonl2", "eau~jsonl3", "eau~x"
    ]  # fmt: skip
