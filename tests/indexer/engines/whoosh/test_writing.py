"""Blocks of writing: whatever the segments that they leave, the index is the one that is made from scratch."""

import itertools
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.conformance import found, moved_to, write
from support.drawing import IS_LONG, drawn
from support.histories import TERMS, Change, answers, apply, check_forms, comparable, histories, queries
from support.queries import NOW, query
from support.reference import ReferenceEngine
from support.releases import ARCHIVE, INES, release

from indexer.analysis.words import Kind, Term
from indexer.engines.base import Engine
from indexer.engines.whoosh import codec, commits, flows, merging, postings, sorting, terms, vocabularies, writing
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.engines.whoosh.segments import Segment
from indexer.errors import EngineError, IndexDamaged
from indexer.queries import Facet, Query
from indexer.releases import Release


def _reached(_: int) -> None:
    """Take the place of the wait for the disk, which takes most of the time of a small commit."""


@contextmanager
def small_rooms(most_places: int, at_once: int) -> Iterator[pytest.MonkeyPatch]:
    """Write a segment after so many words, and take so many entries of a list at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flows, "MOST_PLACES", most_places)
        patch.setattr(os, "fsync", _reached)
        patch.setattr(sorting, "_AT_ONCE", at_once)
        for module in (merging, terms, vocabularies):
            patch.setattr(module, "ranges", partial(postings.ranges, at_once=at_once))
        yield patch


def segments(folder: Path) -> list[Path]:
    """Return the files of segments of the generation that answers, in the order of their names."""
    return sorted((folder / "generations" / (folder / "current").read_text()).glob(f"*{codec.EXTENSION}"))


def files(folder: Path) -> set[str]:
    """Return the names of all files below *folder*."""
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


# The same as from scratch


@drawn(20)
@given(
    history=histories,
    asked=st.lists(queries, min_size=1, max_size=3),
    most_places=st.sampled_from([1, 12, 40]),
    at_once=st.sampled_from([1, 3, 10]),
    is_merged=st.booleans(),
)
def test_histories_of_many_segments_leave_the_index_that_is_made_from_scratch(
    history: list[Change], asked: list[Query], most_places: int, at_once: int, is_merged: bool
) -> None:
    oracle = ReferenceEngine()
    with tempfile.TemporaryDirectory() as folder, small_rooms(most_places, at_once) as patch:
        if not is_merged:
            patch.setattr(writing, "_to_merge", lambda listed: (list(listed), []))
        engine = WhooshEngine(Path(folder) / "index")
        for change in history:
            apply(change, engine)
            apply(change, oracle)
        expected = answers(oracle, asked)
        assert answers(engine, asked) == expected
        check_forms(engine, oracle)
        rest = tuple(oracle.scan(query("", at=NOW.replace(year=2100))))
        scratch = WhooshEngine(Path(folder) / "neuf")
        apply(Change(rest, replace_all=True), scratch)
        assert answers(scratch, asked) == expected
        assert scratch.forms(TERMS) == oracle.forms(TERMS)
        engine.close()
        scratch.close()


@drawn(6)
@given(history=histories, asked=queries)
def test_a_commit_reads_only_what_is_on_the_disk(history: list[Change], asked: Query) -> None:
    """Whoever opens the index after each commit sees what its writer sees."""
    with tempfile.TemporaryDirectory() as folder, small_rooms(12, 3):
        engine = WhooshEngine(Path(folder))
        for change in history:
            apply(change, engine)
            other = WhooshEngine(Path(folder))
            assert answers(other, [asked]) == answers(engine, [asked])
            other.close()
        engine.close()


@pytest.mark.parametrize("at_once", [1, 2, 3, 4, 5])
def test_stems_that_stand_outside_the_default_zones_only_disturb_no_others(tmp_path: Path, at_once: int) -> None:
    """Their lists are empty, wherever a range of terms that is read at once begins."""
    fish = [
        "Alose",
        "bar",
        "brochet",
        "carpe",
        "dorade",
        "gardon",
        "hareng",
        "maquereau",
        "merlan",
        "perche",
        "plie",
        "sandre",
        "sardine",
        "sole",
        "thon",
    ]
    releases = [
        release(f"{number}", " ".join(fish[number::4]), fish[number], boilerplate=" ".join(fish[number + 1 :: 2]))
        for number in range(4)
    ]
    engines: list[Engine] = [WhooshEngine(tmp_path), ReferenceEngine()]
    for engine in engines:
        with small_rooms(4_000, at_once):
            for each in releases:
                write(engine, each)
            with engine.writer() as writer:
                writer.delete("2")
    for prefix in ("", *sorted({word[:2].lower() for word in fish})):
        ours, theirs = (engine.vocabulary(Kind.STEM, prefix, at=NOW, limit=99) for engine in engines)
        assert ours == theirs
    for word in fish:
        assert comparable(engines[0].search(query(word))) == comparable(engines[1].search(query(word)))


def test_the_last_call_for_an_id_wins_across_the_segments_of_one_block(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    with small_rooms(1, 3), engine.writer() as writer:
        for word in ("mer", "port", "dune"):
            writer.put(release("a", f"Une {word}"))
        writer.put(release("b", "Une mer"))
        writer.put(release("c", "Une mer"))
        writer.delete("b")
        writer.delete("c")
        writer.put(release("c", "Un phare"))
    assert [found(engine, word) for word in ("mer", "port", "dune", "phare")] == [set(), set(), {"a"}, {"c"}]
    assert engine.info().releases == 2


def test_an_id_that_cannot_be_stored_is_refused_and_the_block_may_go_on(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    write(engine, release("a", "Une mer"))
    with engine.writer() as writer:
        with pytest.raises(UnicodeEncodeError):
            writer.put(release("a\ud800", "Une dune"))
        writer.put(release("b", "Un port"))
    assert found(engine, "") == {"a", "b"}
    assert found(engine, "mer") == {"a"}
    assert found(engine, "dune") == set()


# Shared among processes


@contextmanager
def two_processes(many: int) -> Iterator[None]:
    """Have another process take its turn from so many calls on, whether it has started yet or not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "MANY", many)
        for module in (writing, flows):
            patch.setattr(module, "AT_ONCE", 2)
        turns = itertools.cycle([True, False])
        patch.setattr(flows.OtherFlow, "is_waiting", property(lambda _: next(turns)))
        yield


def test_a_block_shared_by_two_processes_leaves_the_same_index(tmp_path: Path) -> None:
    engines: list[Engine] = [WhooshEngine(tmp_path / "deux", processes=2), WhooshEngine(tmp_path / "un")]
    with two_processes(3):
        for engine in engines:
            write(engine, *ARCHIVE, release(ARCHIVE[-1].id, "Une mer"), release(ARCHIVE[0].id, "Une mer"))
            with engine.writer() as writer:
                for each in ARCHIVE[:8]:
                    writer.delete(each.id)
                    writer.put(each)
                for each in ARCHIVE[2:8:2]:
                    writer.delete(each.id)
    asked = [query(text) for text in ("", "mer", "cancer", '"code du travail"', "énergie OU marée")]
    ours, theirs = (answers(engine, asked) for engine in engines)
    assert ours == theirs


def test_what_goes_wrong_in_another_process_changes_nothing(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, processes=2)
    write(engine, *ARCHIVE)
    before = files(tmp_path)
    with two_processes(0), pytest.raises(EngineError, match="surrogates"), engine.writer() as writer:
        writer.put(release("a", "Une mer", place="\ud800"))
        writer.put(release("b", "Une mer"))
    assert files(tmp_path) == before
    assert found(engine, "mer") == found(WhooshEngine(tmp_path), "mer")
    assert found(engine, "") == {each.id for each in ARCHIVE}


def test_a_small_block_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "OtherFlow", _raise)
    engine = WhooshEngine(tmp_path, processes=2)
    with engine.writer() as writer:
        for number in range(writing.MANY):
            writer.put(release(f"{number}", "Une marée"))
    assert engine.info().releases == writing.MANY


# What merging leaves behind


def held_words(folder: Path) -> set[str]:
    """Return the words, spellings, stems and facet values in the files of the index, whoever has them."""
    words: set[str] = set()
    for each in map(Segment, segments(folder)):
        for lexicon in (each.folded, each.stem_texts):
            words.update(text.decode() for text in lexicon.texts(range(lexicon.size)))
        words.update(text.decode() for text in each.all_spellings())
        words.update(item.value for facet in Facet for item in each.profiles.items[facet])
    return words


def test_words_and_names_of_deleted_releases_are_gone_after_a_merge(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    write(engine, *ARCHIVE[2:9], release("adieu", "Goémon", "Le Bernacle", contacts=(INES,), place="Ouessant"))
    gone = {"goemon", "Goémon", "Bernacle", "bernacle", "Inès", "Inès Kerléo", "Ouessant"}
    assert gone <= held_words(tmp_path)
    with engine.writer() as writer:
        for each in ("adieu", *(each.id for each in ARCHIVE[2:4])):
            writer.delete(each)
    assert not gone & held_words(tmp_path)
    assert {"cancer", "Rennes"} <= held_words(tmp_path)
    assert engine.forms([Term(Kind.FOLDED, "goemon")]) == {Term(Kind.FOLDED, "goemon"): ()}


def test_what_was_replaced_within_a_block_is_not_written(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    write(engine, release("a", "Goémon", contacts=(INES,), place="Ouessant"), release("a", "Une mer", place="Brest"))
    assert not {"goemon", "Goémon", "Ouessant", "Inès Kerléo"} & held_words(tmp_path)
    assert {"mer", "Brest"} <= held_words(tmp_path)


def most_segments(releases: int) -> int:
    """Return how many segments there may be: each is at least as large as all smaller ones together."""
    return releases.bit_length()


def test_the_number_of_segments_grows_with_the_logarithm_of_the_index(tmp_path: Path) -> None:
    number = 2_000 if IS_LONG else 300
    engine = WhooshEngine(tmp_path)
    with small_rooms(4_000, 4_000):
        for count in range(1, number + 1):
            write(engine, release(f"{count:04d}", "Une marée"))
            assert len(segments(tmp_path)) <= most_segments(count)
    assert engine.search(query("marée")).total == number
    assert engine.info().commit == number


def test_the_number_of_segments_stays_small_while_releases_come_and_go(tmp_path: Path) -> None:
    drawn_ids = random.Random(2024)
    engine = WhooshEngine(tmp_path)
    held: set[str] = set()
    with small_rooms(4_000, 4_000):
        for _ in range(100):
            ids = {f"{drawn_ids.randrange(60):02d}" for _ in range(drawn_ids.choice([1, 1, 3, 20]))}
            with engine.writer() as writer:
                for each in ids:
                    if drawn_ids.random() < 0.5:
                        writer.put(release(each, "Une marée"))
                        held.add(each)
                    else:
                        writer.delete(each)
                        held.discard(each)
            assert len(segments(tmp_path)) <= most_segments(len(held))
            assert engine.info().releases == len(held)


def test_an_index_may_become_empty_and_be_written_again(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    write(engine, *ARCHIVE)
    with engine.writer() as writer:
        for each in ARCHIVE:
            writer.delete(each.id)
    assert segments(tmp_path) == []
    assert engine.search(query("")).total == engine.info().releases == 0
    assert engine.vocabulary(Kind.STEM, "", at=NOW, limit=9) == ()
    write(engine, *ARCHIVE)
    assert found(engine, "") == {each.id for each in ARCHIVE}


# What errors and kills leave behind


def _raise(*_: object) -> None:
    raise OSError(28, "no space left")


def _fail_on_folders(descriptor: int) -> None:
    if os.fstat(descriptor).st_mode & 0o040000:
        raise OSError(5, "input/output error")


@pytest.mark.parametrize("is_new", [True, False])
def test_a_block_left_by_an_error_leaves_no_file(tmp_path: Path, is_new: bool) -> None:
    engine = WhooshEngine(tmp_path)
    write(engine, *ARCHIVE)
    before = files(tmp_path)
    with small_rooms(1, 3), pytest.raises(KeyError), engine.writer(replace_all=is_new) as writer:
        writer.put(release("a", "Une mer"))
        writer.put(release("b", "Une mer"))
        raise KeyError("marée")
    left = files(tmp_path) - before
    assert not [each for each in left if each.endswith(codec.EXTENSION)]
    assert is_new or not left
    assert found(engine, "") == {each.id for each in ARCHIVE}


@pytest.mark.parametrize(
    ("place", "name", "failure"),
    [
        (writing, "merge", _raise),
        (Segment, "__init__", _raise),
        (commits.TOC, "write", _raise),
        (os, "fsync", _raise),
        (os, "fsync", _fail_on_folders),
        (commits, "sweep", _raise),
    ],
)
def test_a_commit_that_fails_leaves_the_old_index_or_the_new_one(
    tmp_path: Path, place: object, name: str, failure: Callable[..., None]
) -> None:
    before = [*ARCHIVE]
    after: list[Release] = [*ARCHIVE[5:], release("a", "Une mer"), release("b", "Une mer")]
    engine = WhooshEngine(tmp_path)
    write(engine, *before)
    with (
        pytest.MonkeyPatch.context() as patch,
        pytest.raises(EngineError, match=r"no space|input/output"),
        engine.writer() as writer,
    ):
        for each in ARCHIVE[:5]:
            writer.delete(each.id)
        writer.put(after[-2])
        writer.put(after[-1])
        patch.setattr(place, name, failure)
    for opened in (engine, WhooshEngine(tmp_path)):
        ids = {each.id for each in opened.scan(query("", size=100))}
        assert ids in ({each.id for each in before}, {each.id for each in after})
    write(engine, release("c", "Un port"))
    assert found(engine, "port") >= {"c"}
    assert len([each for each in files(tmp_path) if each.endswith(".toc")]) == 1
    engine.close()


def test_the_next_writer_sweeps_what_a_killed_one_left(tmp_path: Path) -> None:
    """Names are used again: a file that stayed would be in the way."""
    engine = WhooshEngine(tmp_path)
    write(engine, *ARCHIVE)
    before = files(tmp_path)
    (segment,) = segments(tmp_path)
    orphans: list[Path] = []
    with small_rooms(1, 3), pytest.raises(KeyError), engine.writer() as writer:
        writer.put(release("a", "Une mer"))
        writer.put(release("b", "Une mer"))
        orphans = [each for each in segments(tmp_path) if each != segment]
        raise KeyError("marée")
    assert len(orphans) == 2
    for each in orphans:
        each.write_bytes(segment.read_bytes()[:1_000])
    unnamed = segment.with_name("MAIN_99999999x0000.arrays")
    unnamed.write_bytes(b"")
    half_written = segment.with_name("MAIN_00000002.toc.1234.5678")
    half_written.write_bytes(b"")
    assert found(WhooshEngine(tmp_path), "") == {each.id for each in ARCHIVE}
    with engine.writer():
        pass
    assert files(tmp_path) - before == set()
    with small_rooms(1, 3):
        write(engine, release("a", "Une mer"), release("b", "Une mer"))
    assert found(engine, "") == {*(each.id for each in ARCHIVE), "a", "b"}


def moves_files(folder: Path) -> list[str]:
    """Return the names of the files of former ids."""
    return sorted(Path(each).name for each in files(folder) if Path(each).name.startswith("moves_"))


def test_former_ids_stand_in_one_file_as_long_as_they_stay(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    write(engine, *ARCHIVE)
    assert moves_files(tmp_path) == []
    for moves, expected in (
        ({"ancien": "2021/eau"}, "moves_00000002.arrays"),
        (None, "moves_00000002.arrays"),
        ({"autre": "2021/eau"}, "moves_00000004.arrays"),
        ({}, "moves_00000005.arrays"),
    ):
        with engine.writer() as writer:
            writer.put(ARCHIVE[0])
            if moves is not None:
                writer.move(moves)
        assert moves_files(tmp_path) == [expected]


@pytest.mark.parametrize(("place", "name"), [(commits.TOC, "write"), (writing, "write_moves"), (os, "fsync")])
def test_former_ids_of_a_commit_that_fails_are_forgotten(tmp_path: Path, place: object, name: str) -> None:
    engine = WhooshEngine(tmp_path)
    with engine.writer() as writer:
        writer.put(ARCHIVE[0])
        writer.move({"ancien": ARCHIVE[0].id})
    with pytest.MonkeyPatch.context() as patch, pytest.raises(EngineError), engine.writer() as writer:
        writer.move({"nouveau": ARCHIVE[0].id})
        patch.setattr(place, name, _raise)
    for opened in (engine, WhooshEngine(tmp_path)):
        assert moved_to(opened, "ancien", NOW) == ARCHIVE[0].id
        assert moved_to(opened, "nouveau", NOW) is None
    assert moves_files(tmp_path) == ["moves_00000001.arrays"]


def test_the_next_writer_sweeps_the_former_ids_of_a_killed_one(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    write(engine, *ARCHIVE)
    (segment,) = segments(tmp_path)
    left = segment.with_name("moves_00000002.arrays")
    left.write_bytes(b"half")
    assert moved_to(WhooshEngine(tmp_path), "ancien", NOW) is None
    write(engine, release("a"))
    assert moves_files(tmp_path) == []
    assert moved_to(engine, "ancien", NOW) is None


def test_damaged_former_ids_are_told(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    with engine.writer() as writer:
        writer.put(ARCHIVE[0])
        writer.move({"ancien": ARCHIVE[0].id})
    (path,) = tmp_path.glob("generations/*/moves_*")
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(IndexDamaged, match="--rebuild"):
        WhooshEngine(tmp_path).get("ancien", at=NOW)


def test_former_ids_that_cannot_be_stored_are_refused_and_the_block_may_go_on(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    with engine.writer() as writer:
        writer.put(ARCHIVE[0])
        writer.move({"ancien": ARCHIVE[0].id})
        with pytest.raises(UnicodeEncodeError):
            writer.move({"autre": "a\ud800"})
    assert moved_to(engine, "ancien", NOW) == ARCHIVE[0].id


def test_engines_agree_on_what_nothing_is_written_by(tmp_path: Path) -> None:
    """A block that puts nothing makes no commit, unless it starts from nothing."""
    engines: list[Engine] = [WhooshEngine(tmp_path), ReferenceEngine()]
    for engine in engines:
        write(engine, *ARCHIVE)
        write(engine)
    assert [engine.info().commit for engine in engines] == [1, 1]
