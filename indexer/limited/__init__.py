"""
Work on one file at a time in child processes with a limit on time and memory: parsers of other people cannot stall or
take down a run.

A child is started anew (no fork: the caller may have threads), imports the work once and then answers until it is
closed. A file over a limit, or one that crashes a parser, ends its child and gets a `ReadError`; the next file gets a
new child. Answers are JSON: what comes out of a process that reads hostile files is never run, as a pickle would be.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from indexer.errors import NotARelease, ReadError

SECONDS = 20.0
MEGABYTES = 512
LARGEST_ANSWER = 200_000_000
"""In bytes; more would be more than a release, and would fill the caller's memory."""

_START_SECONDS = 60.0
_HEADER = 8
_CHUNK = 1 << 20
_LOOKAHEAD = 4

Outcome = Any
"""What the work returned, as JSON values; or the `ReadError` that says why it did not."""


class LimitedProcesses:
    """
    Children that do one kind of *work*, at most *processes* at a time; to be used in a `with` block.

    *work* names a function, as « package.module:function », that takes a path and another text and returns JSON values
    or raises ReadError. A child is started when it is first needed.
    """

    def __init__(self, work: str, *, processes: int = 1, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._children = [_Child(work, seconds, megabytes) for _ in range(processes)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for child in self._children:
            child.close()

    def run(self, path: str, text: str) -> Any:
        """Return what the work makes of one file. Raises ReadError."""
        (outcome,) = self.outcomes([(path, text)])
        if isinstance(outcome, ReadError):
            raise outcome
        return outcome

    def outcomes(self, tasks: Iterable[tuple[str, str]]) -> Iterator[Outcome]:
        """Yield the outcome of every task, in the order of *tasks*; a few are worked on ahead."""
        waiting = iter(tasks)
        started: deque[int] = deque()
        done: dict[int, Outcome] = {}
        busy: dict[int, _Child] = {}
        number = 0
        try:
            while True:
                idle = [child for child in self._children if child not in busy.values()]
                while idle and len(started) < _LOOKAHEAD * len(self._children):
                    task = next(waiting, None)
                    if task is None:
                        break
                    busy[number] = idle.pop()
                    busy[number].begin(*task)
                    started.append(number)
                    number += 1
                if not started:
                    return
                if started[0] in done:
                    yield done.pop(started.popleft())
                    continue
                _wait(busy.values())
                done.update({each: busy[each].outcome for each in list(busy) if busy[each].look()})
                busy = {each: child for each, child in busy.items() if each not in done}
        finally:
            for child in busy.values():
                child.kill()


def _wait(children: Iterable["_Child"]) -> None:
    """Wait until one of *children* has something to say, or is over its time."""
    waiting = list(children)
    until = min(child.deadline for child in waiting)
    select.select([child.stream for child in waiting], [], [], max(0.0, until - time.monotonic()))


class _Child:
    """One process, and the one file that it works on. A child that was killed starts again with the next file."""

    def __init__(self, work: str, seconds: float, megabytes: int) -> None:
        self._command = [sys.executable, "-P", "-m", __name__, work, str(seconds), str(megabytes)]
        self._seconds, self._megabytes = seconds, megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._path = ""
        self._is_ready = False
        self._received = bytearray()
        self.deadline = 0.0
        self.outcome: Outcome = None

    @property
    def stream(self) -> int:
        """The file descriptor on which the child answers."""
        assert self._process is not None and self._process.stdout is not None  # noqa: S101 (for the type checker)
        return self._process.stdout.fileno()

    def begin(self, path: str, text: str) -> None:
        """Hand the child a file, and start it if need be."""
        self._path, self.outcome = path, None
        self._received.clear()
        if self._process is None or self._process.poll() is not None:
            self._start()
        self.deadline = time.monotonic() + (self._seconds if self._is_ready else _START_SECONDS)
        request = json.dumps([path, text]).encode()
        assert self._process is not None and self._process.stdin is not None  # noqa: S101 (for the type checker)
        try:
            self._process.stdin.write(len(request).to_bytes(_HEADER) + request)
            self._process.stdin.flush()
        except BrokenPipeError:
            # It died between two files; what it says, or rather does not say, is found when it is looked at.
            self.deadline = time.monotonic()

    def look(self) -> bool:
        """Take in what the child has said; return whether that is all, and `outcome` set."""
        if not select.select([self.stream], [], [], 0)[0]:
            return time.monotonic() >= self.deadline and self._fail(f"took longer than {self._seconds:g} s to read")
        chunk = os.read(self.stream, _CHUNK)
        if not chunk:
            return self._fail(self._end())
        self._received += chunk
        if not self._is_ready:
            del self._received[:1]
            self._is_ready = True
            self.deadline = time.monotonic() + self._seconds
        # An answer that has begun to arrive is not late because its reader was busy.
        self.deadline = max(self.deadline, time.monotonic() + 1)
        return self._is_complete()

    def _is_complete(self) -> bool:
        if len(self._received) < _HEADER:
            return False
        length = int.from_bytes(self._received[:_HEADER])
        if length > LARGEST_ANSWER:
            return self._fail(f"gives more than {LARGEST_ANSWER // 1_000_000} MB of text")
        if len(self._received) < _HEADER + length:
            return False
        answer = json.loads(bytes(self._received[_HEADER:]))
        self.outcome = _failure(self._path, answer) or answer["value"]
        if answer["is_last"]:
            self.close()
        return True

    def _fail(self, reason: str) -> bool:
        self.kill()
        self.outcome = ReadError(self._path, reason)
        return True

    def _end(self) -> str:
        """Return why the child is gone, from how it ended."""
        assert self._process is not None  # noqa: S101 (for the type checker)
        code = self._process.wait()
        if not self._is_ready:
            return f"the process that reads files could not be started (it ended with {code})"
        if code == -signal.SIGALRM:
            return f"took longer than {self._seconds:g} s to read"
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"its parser crashed ({how}), perhaps for want of memory: {self._megabytes} MB are allowed"

    def _start(self) -> None:
        self._release()
        paths = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self._is_ready = False

    def kill(self) -> None:
        """End the child at once."""
        if self._process is not None:
            self._process.kill()
        self._release()

    def close(self) -> None:
        """Let the child end by itself; what does not within a second is killed."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            try:
                self._process.wait(1)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._release()

    def _release(self) -> None:
        """Give back the process and its pipes: no zombie stays."""
        if self._process is None:
            return
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue
        self._process = None


def _failure(path: str, answer: Mapping[str, Any]) -> ReadError | None:
    reason = answer.get("reason")
    if not reason:
        return None
    return NotARelease(path, reason) if answer["is_foreign"] else ReadError(path, reason)
