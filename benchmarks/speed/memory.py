"""What a process occupies, in MB, as Linux counts it; this process, unless another is named."""

import re
import resource
from pathlib import Path

_SELF = "self"
_KILOBYTES = re.compile(r"^(\w+):\s+([0-9]+) kB$", re.MULTILINE)


def peak() -> float:
    """Return the most memory that this process, or one that it started, ever had in its hands (resident)."""
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return max(_megabytes("status", "VmHWM"), of_children)


def resident(process: int | str = _SELF) -> float:
    """Return the memory in a process's hands now, shared pages of files too."""
    return _megabytes("status", "VmRSS", process=process)


def private(process: int | str = _SELF) -> float:
    """Return the part of it that the process has alone."""
    return _megabytes("smaps_rollup", "Private_Clean", "Private_Dirty", process=process)


def _megabytes(file: str, *names: str, process: int | str = _SELF) -> float:
    found = dict(_KILOBYTES.findall(Path(f"/proc/{process}/{file}").read_text(encoding="ascii")))
    return sum(int(found[name]) for name in names) / 1024
