"""What is Whoosh's own: files, generations, locks between processes, damage, threads, and its own searcher."""

import gc
import importlib.metadata
import json
import multiprocessing
import multiprocessing.synchronize
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.conformance import found, ids, write
from support.queries import query
from support.releases import ARCHIVE, release
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Phrase, Prefix, Query, Term

from indexer.engines.whoosh import engine as engine_module
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.errors import EngineError, IndexDamaged, IndexLocked, IndexMissing, IndexOutdated

ALL_IDS = {each.id for each in ARCHIVE}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the index is."""
    return tmp_path / "données" / "index"


@pytest.fixture
def engine(folder: Path) -> Iterator[WhooshEngine]:
    """Open an index that holds `ARCHIVE` in two segments."""
    engine = WhooshEngine(folder)
    write(engine, *ARCHIVE[:8])
    write(engine, *ARCHIVE[8:])
    yield engine
    engine.close()


def generation(folder: Path) -> Path:
    """Return the folder of the generation that answers."""
    return folder / "generations" / (folder / "current").read_text()


def generations(folder: Path) -> list[str]:
    """Return the names of all generations that are there."""
    return sorted(each.name for each in (folder / "generations").iterdir())


# Writing


def _hold(folder: Path, is_held: multiprocessing.synchronize.Event, may_end: multiprocessing.synchronize.Event) -> None:
    with WhooshEngine(folder).writer() as writer:
        writer.put(release("ailleurs"))
        is_held.set()
        may_end.wait(30)


def test_a_second_process_that_writes_is_refused_and_readers_are_not(
    engine: WhooshEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "_PATIENCE", 0.1)
    spawn = multiprocessing.get_context("spawn")
    is_held, may_end = spawn.Event(), spawn.Event()
    process = spawn.Process(target=_hold, args=(folder, is_held, may_end))
    process.start()
    try:
        assert is_held.wait(30)
        with pytest.raises(IndexLocked) as caught, engine.writer():
            pass
        assert caught.value.location == folder
        assert found(engine, "") == ALL_IDS
    finally:
        may_end.set()
        process.join(30)
    assert found(engine, "") == {*ALL_IDS, "ailleurs"}
    write(engine, release("ici"))


def test_a_process_that_dies_while_it_writes_leaves_no_lock(engine: WhooshEngine, folder: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    is_held, may_end = spawn.Event(), spawn.Event()
    process = spawn.Process(target=_hold, args=(folder, is_held, may_end))
    process.start()
    assert is_held.wait(30)
    process.kill()
    process.join(30)
    assert found(engine, "") == ALL_IDS
    write(engine, release("ici"))
    assert found(engine, "") == {*ALL_IDS, "ici"}


@pytest.mark.parametrize("replace_all", [False, True])
def test_a_release_that_cannot_be_stored_changes_nothing(engine: WhooshEngine, folder: Path, replace_all: bool) -> None:
    before = engine.info()
    with pytest.raises(UnicodeEncodeError):
        write(engine, release("a", "Marée"), release("b", issuer="\ud800"), replace_all=replace_all)
    assert engine.info() == before
    assert found(engine, "") == ALL_IDS
    write(engine, release("a", "Marée"))
    assert found(engine, "") == {*ALL_IDS, "a"}


def test_commits_leave_no_files_of_older_ones(engine: WhooshEngine, folder: Path) -> None:
    for number in range(12):
        write(engine, release(f"{number % 3}", "Marée"))
    files = [each.name for each in generation(folder).iterdir()]
    assert len([each for each in files if each.endswith(".toc")]) == 1
    assert len([each for each in files if each.endswith(".seg")]) < 12
    assert found(engine, "") == {*ALL_IDS, "0", "1", "2"}


# Files and generations


def test_the_index_is_readable_by_its_owner_only(engine: WhooshEngine, folder: Path) -> None:
    assert {each.stat().st_mode & 0o777 for each in (folder, folder / "generations", generation(folder))} == {0o700}


def test_a_folder_that_was_open_to_all_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    write(WhooshEngine(tmp_path), release("a"))
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_old_generations_and_abandoned_builds_are_swept(engine: WhooshEngine, folder: Path) -> None:
    abandoned = folder / "generations" / "00000007"
    abandoned.mkdir()
    (abandoned / "MAIN_abandonné.seg").write_bytes(b"\x00")
    write(engine, release("a"), replace_all=True)
    assert generations(folder) == ["00000008"]
    assert (folder / "current").read_text() == "00000008"
    assert sorted(each.name for each in folder.iterdir()) == ["current", "generations", "writer_LOCK"]


def test_an_abandoned_build_is_never_read(engine: WhooshEngine, folder: Path) -> None:
    (folder / "generations" / "00000099").mkdir()
    assert found(engine, "") == ALL_IDS
    assert found(WhooshEngine(folder), "") == ALL_IDS


def test_opening_and_reading_change_no_file(engine: WhooshEngine, folder: Path) -> None:
    def files() -> dict[Path, tuple[int, bytes]]:
        return {each: (each.stat().st_mtime_ns, each.read_bytes()) for each in folder.rglob("*") if each.is_file()}

    before = files()
    other = WhooshEngine(folder)
    assert found(other, "énergie")
    assert other.info().releases == len(ARCHIVE)
    other.close()
    assert files() == before


def test_readers_keep_answering_while_a_generation_is_published(engine: WhooshEngine, folder: Path) -> None:
    other = WhooshEngine(folder)
    scanned = engine.scan(query(""))
    expected = ids(engine, query(""))
    first = next(scanned).id
    with other.writer(replace_all=True) as writer:
        writer.put(release("a", "Marée"))
        assert found(engine, "") == ALL_IDS
    assert found(engine, "") == {"a"}
    assert [first, *(each.id for each in scanned)] == expected
    other.close()


def test_a_reader_never_fails_while_another_process_writes(folder: Path) -> None:
    write(WhooshEngine(folder), release("0", "Marée"))
    process = multiprocessing.get_context("spawn").Process(target=_write_often, args=(folder,))
    process.start()
    engine = WhooshEngine(folder)
    while process.is_alive():
        asked = query("marée", size=100)
        assert "0" in {match.release.id for match in engine.search(asked).page}
        assert "0" in ids(engine, asked)
        assert engine.info().releases
    process.join()
    assert process.exitcode == 0
    assert found(engine, "") == {"0"}
    engine.close()


def test_a_listing_that_falls_between_two_commits_is_read_again(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is listed while a commit replaces another may show neither: that is no damage (seen under load)."""
    listings = [iter(()), iter(())]
    iterdir = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: listings.pop() if listings else iterdir(path))
    assert found(engine, "") == ALL_IDS


def _write_often(folder: Path) -> None:
    engine = WhooshEngine(folder)
    for number in range(20):
        write(engine, release("0", "Marée"), release(f"{number}", "Marée"))
        if number % 5 == 4:
            write(engine, release("0", "Marée"), replace_all=True)


# What cannot be answered


def test_a_folder_without_index_is_missing_and_is_not_made(folder: Path) -> None:
    with pytest.raises(IndexMissing) as caught:
        WhooshEngine(folder).info()
    assert caught.value.location == folder
    assert not folder.exists()


@pytest.mark.parametrize("versions", [{"format": 0, "analysis": 1}, {"format": 1, "analysis": 0}, {}, []])
def test_an_index_of_another_version_is_outdated(engine: WhooshEngine, folder: Path, versions: object) -> None:
    (generation(folder) / "versions.json").write_text(json.dumps(versions))
    opened = WhooshEngine(folder)
    with pytest.raises(IndexOutdated):
        opened.search(query(""))
    with pytest.raises(IndexOutdated):
        write(opened, release("a"))
    write(opened, release("a"), replace_all=True)
    assert found(opened, "") == {"a"}
    opened.close()


@pytest.fixture
def _collected() -> Iterator[None]:
    """Collect what the test left open before the next one begins."""
    yield
    gc.collect()


def _garbage(file: Path) -> None:
    file.write_bytes(b"\x93\x00\xff\x17" * (file.stat().st_size // 4 + 1))


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _emptied(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.usefixtures("_collected")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # Whoosh 2.7.4 fails to open, and leaves files open
@pytest.mark.parametrize("damage", [_garbage, _truncated, _emptied, Path.unlink])
@pytest.mark.parametrize("pattern", ["*.toc", "*.arrays", "versions.json"])
def test_a_damaged_file_is_told(
    engine: WhooshEngine, folder: Path, pattern: str, damage: Callable[[Path], None]
) -> None:
    for file in list(generation(folder).glob(pattern)):
        damage(file)
    opened = WhooshEngine(folder)
    with pytest.raises(IndexDamaged) as caught:
        opened.search(query("énergie"))
    assert caught.value.location == folder
    opened.close()


@pytest.mark.usefixtures("_collected")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # Whoosh 2.7.4 fails to open, and leaves files open
@pytest.mark.parametrize("damage", [_garbage, _truncated, _emptied, Path.unlink])
@pytest.mark.parametrize("pattern", ["*.toc", "*.arrays", "versions.json"])
def test_writing_to_a_damaged_index_is_refused_and_a_rebuild_mends_it(
    engine: WhooshEngine, folder: Path, pattern: str, damage: Callable[[Path], None]
) -> None:
    for file in list(generation(folder).glob(pattern)):
        damage(file)
    opened = WhooshEngine(folder)
    with pytest.raises(EngineError):
        write(opened, release("2021/eau", "Marée"))
    write(opened, release("a"), replace_all=True)
    assert found(opened, "") == {"a"}
    opened.close()


@pytest.mark.parametrize("content", ["", "00000042", "introuvable", "\0\0\0\0\0\0\0\0", "é"])
def test_a_pointer_to_nowhere_is_damage(engine: WhooshEngine, folder: Path, content: str) -> None:
    """Zeros are what a power cut may leave of a file."""
    (folder / "current").write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamaged):
        WhooshEngine(folder).info()


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("")
    opened = WhooshEngine(tmp_path / "index")
    with pytest.raises(EngineError):
        opened.info()
    with pytest.raises(EngineError):
        write(opened, release("a"))


# Threads


def test_searches_of_several_threads_give_equal_answers(engine: WhooshEngine) -> None:
    typed = ["énergie", "mer OU port", '"code du travail"', "can*", "", "-mer", "contact:kerléo", "agence littoral"]
    expected = [engine.search(query(text)) for text in typed]
    fresh = WhooshEngine(engine._folder)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: fresh.search(query(typed[number % len(typed)])), range(400)))
    assert all(answer == expected[number % len(typed)] for number, answer in enumerate(answers))
    fresh.close()


def test_threads_read_while_another_writes(engine: WhooshEngine) -> None:
    def read(number: int) -> int:
        return engine.search(query("énergie", size=1 + number % 5)).total

    with ThreadPoolExecutor(8) as threads:
        totals = [threads.submit(read, number) for number in range(200)]
        for number in range(5):
            write(engine, release(f"nouveau/{number}", "Marée"))
        assert {total.result() for total in totals} == {3}


# Whoosh itself


def test_the_distribution_is_the_pinned_one() -> None:
    names = importlib.metadata.packages_distributions()["whoosh"]
    assert {name.lower() for name in names} == {"whoosh"}
    assert importlib.metadata.version("whoosh") == "2.7.4"


@pytest.mark.parametrize(
    ("typed", "stock"),
    [
        ('"mer"', Term("folded", "mer")),
        ('"energie"', Term("folded", "energie")),
        ('"introuvable"', Term("folded", "introuvable")),
        ('"code du travail"', Phrase("folded", ["code", "du", "travail"])),
        ('"travail du code"', Phrase("folded", ["travail", "du", "code"])),
        ('"agence du littoral"', Phrase("folded", ["agence", "du", "littoral"])),
        ('"kerleo ines"', Phrase("folded", ["kerleo", "ines"])),
        ('"energies marines" OU "mer"', Phrase("folded", ["energies", "marines"]) | Term("folded", "mer")),
        ('"mer" SAUF "pied"', Term("folded", "mer") - Term("folded", "pied")),
        ("ener*", Prefix("folded", "ener")),
    ],
)
def test_the_searcher_of_whoosh_finds_the_same(engine: WhooshEngine, folder: Path, typed: str, stock: Query) -> None:
    write(engine, release("2022/energie", "Supplanté"), ARCHIVE[2])
    with FileIndex(FileStorage(str(generation(folder)))).searcher() as searcher:
        by_whoosh = {searcher.stored_fields(document)["id"] for document in searcher.docs_for_query(stock)}
    assert by_whoosh == found(engine, typed)
