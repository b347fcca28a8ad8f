"""What is written is read again, and damage is never taken for a value."""

import os
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from support.arrays import opened
from support.drawing import drawn

from indexer.engines.whoosh.arrays import BLOCK, Array, ArraysFile, ArraysWriter, DamagedFile, smallest

TYPES = ("u1", "i1", "<u2", ">u2", "<i4", ">i4", "<u4", "<i8", "<u8", "<f4", "<f8", "?")
HEADER = 64

arrays = st.sampled_from(TYPES).flatmap(lambda dtype: hnp.arrays(dtype, st.integers(0, 40)))
named = st.dictionaries(st.sampled_from(["gras", "marée", "port_first", "été", "", '"', "a" * 300]), arrays, max_size=6)
paddings = st.sampled_from([0, 1, 63, 64, BLOCK - HEADER - 1, BLOCK - HEADER, BLOCK - HEADER + 1, 2 * BLOCK - 200])


def written(path: Path, content: Mapping[str, Array]) -> bytes:
    """Write *content* to *path* and return the bytes of the file."""
    with ArraysWriter(path) as writer:
        for name, values in content.items():
            writer.add(name, values)
    return path.read_bytes()


def is_same(found: Array, expected: Array) -> bool:
    """Return whether two arrays hold the same bytes of the same type, whatever the order of bytes was."""
    little = expected.dtype.newbyteorder("<")
    return found.dtype == little and found.tobytes() == expected.astype(little).tobytes()


@drawn(40)
@given(content=named, padding=paddings)
def test_arrays_of_any_type_and_size_are_read_as_they_were_written(content: dict[str, Array], padding: int) -> None:
    content = {"avant": np.full(padding, 7, np.uint8), **content}
    file = opened(lambda writer: [writer.add(name, values) for name, values in content.items()])
    file.check()
    for name, values in content.items():
        assert name in file
        assert file.length(name) == len(values)
        assert is_same(file.whole(name), values)
        assert not file.whole(name).flags.writeable
        assert not len(values) or file.whole(name).ctypes.data % 64 == 0
    assert "introuvable" not in file


@drawn(40)
@given(values=arrays, padding=paddings, borders=st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_any_part_of_an_array_is_read(values: Array, padding: int, borders: tuple[int, int]) -> None:
    start, stop = (min(border, len(values)) for border in sorted(borders))
    file = opened(lambda writer: (writer.add("avant", np.zeros(padding, np.uint8)), writer.add("port", values)))
    assert is_same(file.part("port", start, stop), values[start:stop])


@drawn()
@given(
    parts=st.lists(hnp.arrays("<u2", st.sampled_from([0, 1, 3, 1_000])), max_size=5),
    read_as=st.sampled_from(["<u2", "<u4", ">u4", "<i8"]),
)
def test_an_array_may_come_in_parts_of_another_type(parts: list[Array], read_as: str) -> None:
    file = opened(lambda writer: writer.add_parts("mer", np.dtype(read_as), iter(parts)))
    expected = np.concatenate([np.empty(0, np.uint16), *parts])
    assert is_same(file.whole("mer"), expected.astype(read_as))


@drawn()
@given(before=st.binary(max_size=100), value=st.binary(max_size=200), borders=st.tuples(st.integers(0), st.integers(0)))
def test_bytes_are_read_from_one_place_to_another(before: bytes, value: bytes, borders: tuple[int, int]) -> None:
    start, stop = (min(border, len(value)) for border in sorted(borders))
    file = opened(lambda writer: (writer.add_bytes("avant", before), writer.add_bytes("texte", value)))
    assert file.text("texte", start, stop) == value[start:stop]


@pytest.mark.parametrize(
    ("most", "type_name"),
    [
        (0, "u1"),
        (255, "u1"),
        (256, "<u2"),
        (65_535, "<u2"),
        (65_536, "<u4"),
        (2**32 - 1, "<u4"),
        (2**32, "<u8"),
        (2**64 - 1, "<u8"),
    ],
)
def test_numbers_take_the_narrowest_type_that_holds_the_greatest(most: int, type_name: str) -> None:
    assert smallest(most) == np.dtype(type_name)
    file = opened(lambda writer: writer.add_number("jour", np.array([0, most], np.uint64)))
    assert file.whole("jour").dtype == np.dtype(type_name)
    assert file.whole("jour").tolist() == [0, most]


def test_what_was_let_go_is_read_again(tmp_path: Path) -> None:
    values = np.arange(3 * BLOCK)
    written(tmp_path / "marée", {"marée": values})
    file = ArraysFile(tmp_path / "marée")
    before = file.whole("marée")
    file.let_go()
    assert is_same(before, values)
    assert is_same(file.whole("marée"), values)


def test_a_file_may_hold_nothing() -> None:
    file = opened(lambda writer: None)
    file.check()
    assert "mer" not in file


# What leaves no file


def test_a_writer_left_by_an_error_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(KeyError), ArraysWriter(tmp_path / "port") as writer:
        writer.add("mer", np.arange(3))
        raise KeyError("marée")
    assert not [*tmp_path.iterdir()]


def test_a_file_that_does_not_reach_the_disk_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"), ArraysWriter(tmp_path / "port") as writer:
        writer.add("mer", np.arange(3))
    assert not [*tmp_path.iterdir()]


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "port").write_bytes(b"marin")
    with pytest.raises(FileExistsError):
        ArraysWriter(tmp_path / "port")
    assert (tmp_path / "port").read_bytes() == b"marin"


# Damage

SMALL = {
    "date": np.array([20240502, 20230101], np.int32),
    "titre": np.frombuffer(b"La mer monte", np.uint8),
    "vide": np.empty(0, np.uint16),
    "place": np.arange(100, dtype=np.uint16),
    "score": np.linspace(0, 1, 50),
}


def _read_all(path: Path) -> dict[str, Array]:
    file = ArraysFile(path)
    return {name: file.whole(name) for name in SMALL}


@pytest.mark.parametrize("mask", [0x01, 0xFF])
def test_every_damaged_byte_is_noticed(tmp_path: Path, mask: int) -> None:
    content = written(tmp_path / "port", SMALL)
    damaged = tmp_path / "avarie"
    for place in range(len(content)):
        damaged.write_bytes(content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :])
        with pytest.raises(DamagedFile):
            _read_all(damaged)


def test_a_file_that_was_cut_short_or_goes_on_is_not_opened(tmp_path: Path) -> None:
    content = written(tmp_path / "port", SMALL)
    damaged = tmp_path / "avarie"
    for length in range(len(content)):
        damaged.write_bytes(content[:length])
        with pytest.raises(DamagedFile):
            ArraysFile(damaged)
    for more in (b"\0", b"\xff" * 64, content[64:], content):
        damaged.write_bytes(content + more)
        with pytest.raises(DamagedFile):
            ArraysFile(damaged)


@pytest.mark.parametrize("missing", [1, 64, 4096])
def test_a_file_that_lacks_bytes_in_the_middle_is_not_taken_for_whole(tmp_path: Path, missing: int) -> None:
    content = written(tmp_path / "port", {"mer": np.arange(50_000)})
    for place in (0, 64, 70_000, len(content) - missing - 8):
        (tmp_path / "avarie").write_bytes(content[:place] + content[place + missing :])
        with pytest.raises(DamagedFile):
            ArraysFile(tmp_path / "avarie").check()


def test_zeros_instead_of_pages_are_noticed(tmp_path: Path) -> None:
    """This is what a power cut may leave."""
    content = written(tmp_path / "port", {"mer": np.arange(1, 5_000)})
    for place in range(0, len(content), 4096):
        end = min(place + 4096, len(content))
        (tmp_path / "avarie").write_bytes(content[:place] + bytes(end - place) + content[end:])
        with pytest.raises(DamagedFile):
            ArraysFile(tmp_path / "avarie").check()


def _blocks(offsets: Iterable[int]) -> set[int]:
    return {offset // BLOCK for offset in offsets}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, Array]:
    """Write a file of four blocks with one array of numbers, in which nothing repeats itself."""
    values = np.random.default_rng(2024).integers(0, 1 << 32, 60_000, np.uint32)
    path = tmp_path_factory.mktemp("grand") / "port"
    return path, written(path, {"mer": values}), values


@drawn()
@given(data=st.data())
def test_damage_is_told_by_the_blocks_that_it_is_in_and_by_no_others(
    large: tuple[Path, bytes, Array], data: st.DataObject
) -> None:
    path, content, values = large
    last = HEADER + 4 * len(values) - 1
    places = data.draw(st.lists(st.integers(HEADER, last), min_size=1, max_size=3), label="damaged bytes")
    changed = bytearray(content)
    for place in places:
        changed[place] = content[place] ^ data.draw(st.integers(1, 255), label="mask")
    damaged = path.with_name("avarie")
    damaged.unlink(missing_ok=True)
    damaged.write_bytes(changed)
    file = ArraysFile(damaged)
    for _ in range(4):
        start, stop = sorted((data.draw(st.integers(0, len(values))), data.draw(st.integers(0, len(values)))))
        blocks = (
            set() if start == stop else set(range((HEADER + 4 * start) // BLOCK, (HEADER + 4 * stop - 1) // BLOCK + 1))
        )
        if blocks & _blocks(places):
            with pytest.raises(DamagedFile):
                file.part("mer", start, stop)
        else:
            assert file.part("mer", start, stop).tobytes() == values[start:stop].tobytes()
    with pytest.raises(DamagedFile):
        file.check()


@drawn()
@given(seed=st.integers(0, 1 << 32), length=st.integers(0, 4_000))
def test_bytes_that_are_no_file_of_arrays_are_refused(
    tmp_path_factory: pytest.TempPathFactory, seed: int, length: int
) -> None:
    path = tmp_path_factory.mktemp("autre") / "autre"
    path.write_bytes(random.Random(seed).randbytes(length))
    with pytest.raises(DamagedFile):
        ArraysFile(path)
