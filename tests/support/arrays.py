"""Files of arrays for a test: written, opened, and gone when nobody holds them any more."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from indexer.engines.whoosh.arrays import ArraysFile, ArraysWriter


def opened(fill: Callable[[ArraysWriter], object]) -> ArraysFile:
    """Return the file that *fill* wrote."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "segment.arrays"
        with ArraysWriter(path) as writer:
            fill(writer)
        return ArraysFile(path)
