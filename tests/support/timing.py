"""How long a call takes, on machines that other people use too: processor time, the best of three."""

import time
from collections.abc import Callable


def cpu_seconds(call: Callable[[], object]) -> float:
    """Return the seconds of this process's processor time that *call* takes at best."""
    return min(_once(call) for _ in range(3))


def _once(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start
