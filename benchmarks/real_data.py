"""Where the real texts are, which are no part of the project: `$TEST_DATA`, else `../shared/data`."""

import os
from pathlib import Path

_DEFAULT = Path(__file__).resolve().parents[1].parent / "shared" / "data"


def real_data(name: str) -> Path | None:
    """Return the folder *name* of the real data; None, and a line that says so, where it is absent."""
    folder = Path(os.environ.get("TEST_DATA") or _DEFAULT) / name
    if folder.is_dir():
        return folder
    print(f"There is no {folder}: set TEST_DATA to the folder that holds {name}/.")
    return None
