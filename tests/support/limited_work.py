"""What the children of tests of `indexer.limited` do with a « file »: its name says what."""

import os
import signal
import sys
import time
from typing import Any

from indexer.errors import ReadError


def work(path: str, text: str) -> Any:
    """Do what *path* says, and return the number of the process with *text*."""
    if path == "stall":
        while True:
            time.process_time()
    if path == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if path == "exit":
        os._exit(3)
    if path == "eat":
        return len(bytearray(4 << 30))
    if path == "refuse":
        raise ReadError(path, "written on water")
    if path == "fail":
        raise RuntimeError("a parser's own error")
    if path == "print":
        sys.stdout.write("what parsers print\n" * 100)
        os.write(1, b"and what C libraries print\n")
    if path == "long":
        return "é" * 3_000_000
    return [os.getpid(), text]
