"""Children with limits: what stalls, crashes or eats costs one file, and nothing is left behind."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.limited import LimitedProcesses

WORK = "support.limited_work:work"


def living(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_one_child_does_the_work_of_a_block_and_is_gone_after_it() -> None:
    with LimitedProcesses(WORK) as children:
        first, second = children.run("a", "é\udcff"), children.run("b", "deux")
        assert first == [first[0], "é\udcff"]
        assert second == [first[0], "deux"]
        assert first[0] != os.getpid()
    assert not living(first[0])


def test_no_child_is_started_for_nothing() -> None:
    with LimitedProcesses("no.such.module:work") as children:
        assert list(children.outcomes([])) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("stall", "took longer than 0.5 s"),
        ("crash", "crashed.*SIGSEGV"),
        ("exit", "crashed.*exit code 3"),
        ("eat", "needs more than 256 MB"),
        ("refuse", "written on water"),
        ("fail", "cannot be understood.*a parser's own error"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_the_next_is_read(path: str, reason: str) -> None:
    with LimitedProcesses(WORK, seconds=0.5, megabytes=256) as children:
        with pytest.raises(ReadError, match=reason) as caught:
            children.run(path, "")
        assert caught.value.path == path
        assert children.run("a", "suite")[1] == "suite"


def test_what_parsers_print_does_not_come_between_answers() -> None:
    with LimitedProcesses(WORK) as children:
        assert children.run("print", "réponse")[1] == "réponse"


def test_a_long_answer_arrives_whole() -> None:
    with LimitedProcesses(WORK) as children:
        assert children.run("long", "") == "é" * 3_000_000


def test_a_work_that_cannot_be_imported_is_named() -> None:
    with LimitedProcesses("no.such.module:work") as children, pytest.raises(ReadError, match="could not be started"):
        children.run("a", "")


def test_two_children_give_what_one_gives_in_the_same_order() -> None:
    tasks = [("refuse" if number % 7 == 3 else "crash" if number == 20 else "a", str(number)) for number in range(40)]

    def outcomes(processes: int) -> list[str]:
        with LimitedProcesses(WORK, processes=processes) as children:
            return [str(each if isinstance(each, ReadError) else each[1]) for each in children.outcomes(tasks)]

    assert outcomes(2) == outcomes(1)


def test_children_work_ahead_of_a_slow_reader_who_leaves_in_the_middle() -> None:
    with LimitedProcesses(WORK, processes=2) as children:
        outcomes = children.outcomes([("a", "1"), ("a", "2"), ("stall", "3"), ("stall", "4")])
        pids = {next(outcomes)[0], next(outcomes)[0]}
        outcomes.close()
        assert children.run("a", "5")[1] == "5"
    assert not any(map(living, pids))


def test_a_child_ends_with_its_parent() -> None:
    program = (
        "import sys; from indexer.limited import LimitedProcesses\n"
        f"children = LimitedProcesses({WORK!r}); print(children.run('a', '')[0], flush=True); sys.stdin.read()"
    )
    paths = os.pathsep.join(path for path in sys.path if path)
    parent = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 10
    while _is_running(pid) and time.monotonic() < until:
        os.sched_yield()
    assert not _is_running(pid)


def _is_running(pid: int) -> bool:
    """Say whether a process still works; one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_thread_of_a_process_with_threads_may_have_children() -> None:
    found: list[str] = []

    def read() -> None:
        with LimitedProcesses(WORK) as children:
            found.append(children.run("a", "fil")[1])

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["fil", "fil"]


def test_no_file_of_the_folder_where_a_run_starts_is_taken_for_a_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    with LimitedProcesses(WORK) as children:
        assert children.run("a", "là")[1] == "là"
