"""The child of `indexer.limited`: reads requests from its input, does the work within its limits, writes answers."""

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from indexer.errors import NotARelease, ReadError
from indexer.limited import LARGEST_ANSWER

_HEADER = 8
_GRACE_SECONDS = 2.0


def main() -> None:
    """Serve until the input ends: a parent that dies ends its children too."""
    work_name, seconds, megabytes = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a parser prints must not come between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    module, _, name = work_name.partition(":")
    work = getattr(importlib.import_module(module), name)
    _limit_memory(megabytes)
    answers.write(b"+")
    answers.flush()
    while header := sys.stdin.buffer.read(_HEADER):
        path, text = json.loads(sys.stdin.buffer.read(int.from_bytes(header)))
        # The system ends this process then, whatever it does: if the parent is gone nobody else would.
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS)
        content, is_last = _answer(work, path, text, megabytes)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _write(answers, content)
        if is_last:
            break


def _limit_memory(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(work: Callable[[str, str], Any], path: str, text: str, megabytes: int) -> tuple[bytes, bool]:
    """Return the answer; and whether it is the last of this process, because memory is short."""
    value, reason, is_foreign = None, None, False
    try:
        value = work(path, text)
        return _encoded({"value": value}, megabytes)
    except NotARelease as error:
        reason, is_foreign = error.reason, True
    except ReadError as error:
        reason = error.reason
    except MemoryError:
        reason = f"needs more than {megabytes} MB of memory to be read"
    except Exception as error:
        reason = f"cannot be understood ({type(error).__name__}: {error})"
    del value
    return _encoded({"reason": reason, "is_foreign": is_foreign}, megabytes)


def _write(answers: BinaryIO, content: bytes) -> None:
    with contextlib.suppress(BrokenPipeError):
        answers.write(len(content).to_bytes(_HEADER))
        if len(content) <= LARGEST_ANSWER:
            answers.write(content)
        answers.flush()


def _encoded(answer: dict[str, Any], megabytes: int) -> tuple[bytes, bool]:
    is_last = _has_grown(megabytes)
    return json.dumps({**answer, "is_last": is_last}).encode(), is_last


def _has_grown(megabytes: int) -> bool:
    """Say whether this process holds on to half of its memory: the next file gets a fresh one."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:  # not on this system
        return False
    return pages * resource.getpagesize() > megabytes << 19


if __name__ == "__main__":
    main()
