"""
How many releases a second are read, by format, in one process and in two.

    python -m benchmarks.reading [--releases N] [--seed N]

The same invented releases are written in every format and read from the files' bytes to their records: reading and
extraction, without index. Times are wall clock, after a first file that starts the children and warms what is cached;
one process reads plain formats itself, and the others in its one child.
"""

import argparse
import itertools
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.files import WRITERS, blocks
from benchmarks.speed.composing import releases
from indexer import readers
from indexer.blocks import Block
from indexer.errors import ReadError
from indexer.reading import Reader


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--releases", type=int, default=400, help="releases in each format")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = [blocks(release) for release in itertools.islice(releases(options.seed, nouns=3_000), options.releases)]
    print("| format | kB a file | releases/s, one process | two |")
    print("|---|---|---|---|")
    with Reader(processes=1) as one, Reader(processes=2) as two:
        for suffix in (suffix for suffix in WRITERS if readers.is_supported(Path(f"a{suffix}"))):
            with tempfile.TemporaryDirectory() as folder:
                paths = _written(Path(folder), suffix, found)
                size = sum(path.stat().st_size for path in paths) / len(paths) / 1000
                speeds = [releases_a_second(reader, paths) for reader in (one, two)]
            print(f"| {suffix.removeprefix('.')} | {size:.1f} | {speeds[0]:.0f} | {speeds[1]:.0f} |", flush=True)


def _written(folder: Path, suffix: str, found: Sequence[Sequence[Block]]) -> list[Path]:
    paths = [folder / f"{number:05}{suffix}" for number in range(len(found))]
    for path, release in zip(paths, found, strict=True):
        path.write_bytes(WRITERS[suffix](release))
    return paths


def releases_a_second(reader: Reader, paths: Sequence[Path]) -> float:
    """Return how many of *paths*, one release each, are read in a second. Raises ReadError when one cannot be."""
    # As many as may be worked on ahead, so that every child has started.
    _read(reader, paths[:8])
    start = time.perf_counter()
    _read(reader, paths)
    return len(paths) / (time.perf_counter() - start)


def _read(reader: Reader, paths: Sequence[Path]) -> None:
    for outcome in reader.each((path, path.name) for path in paths):
        if isinstance(outcome, ReadError):
            raise outcome


if __name__ == "__main__":
    main()
