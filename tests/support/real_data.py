"""Where the real releases are: `$TEST_DATA`, else `../shared/data`. They are never part of the project."""

import os
from pathlib import Path

import pytest

_DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def releases_folder() -> Path:
    """Return the folder of real releases; skip the test where it is absent, and fail where it must not be."""
    data = Path(os.environ.get("TEST_DATA") or _DEFAULT)
    folder = data / "releases"
    if not folder.is_dir():
        reason = f"the real releases are not at {folder} (set TEST_DATA to the folder that holds releases/)"
        if os.environ.get("REQUIRE_TEST_DATA"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
