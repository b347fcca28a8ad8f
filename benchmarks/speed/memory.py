"""What this process occupies, in MB, as Linux counts it."""

import re
from pathlib import Path

_KILOBYTES = re.compile(r"^(\w+):\s+([0-9]+) kB$", re.MULTILINE)


def peak() -> float:
    """Return the most memory that this process ever had in its hands (resident)."""
    return _megabytes("status", "VmHWM")


def resident() -> float:
    """Return the memory in this process's hands now, shared pages of files too."""
    return _megabytes("status", "VmRSS")


def private() -> float:
    """Return the part of it that this process has alone."""
    return _megabytes("smaps_rollup", "Private_Clean", "Private_Dirty")


def _megabytes(file: str, *names: str) -> float:
    found = dict(_KILOBYTES.findall(Path("/proc/self", file).read_text(encoding="ascii")))
    return sum(int(found[name]) for name in names) / 1024
