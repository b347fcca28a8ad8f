"""
How soon one more release is found: by the process that writes it, and by another one.

    python -m benchmarks.adding --releases 100000
    python -m benchmarks.adding --folder FOLDER     # an archive that benchmarks.speed left, with its index

The writer puts one release and commits; the reader, a process of its own that has answered before, asks for it again
and again. Both clocks are the system's, so the delay is from the end of the commit to the end of the first page that
has the release. Medians, and the longest, in ms, with the number of segments at the end.
"""

import argparse
import dataclasses
import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from benchmarks.speed import archives
from benchmarks.speed.children import NOW
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.queries import Query
from indexer.releases import Release
from indexer.requests import SearchRequest
from indexer.searching import search

_SPAWN = multiprocessing.get_context("spawn")
_WORD = "zyxomorphe"


def main() -> None:
    """Print the delays."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.adding", description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--releases", type=int, default=20_000, help="in the index before (default: %(default)s)")
    parser.add_argument("--added", type=int, default=50, help="one by one (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="where the archive is left, and found again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="infopresse-adding-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        archive = archives.kept(folder, options.releases, seed=options.seed)
        index = Path(temporary) / "index"
        _write(index, archives.read(archive.path))
        commits, delays = zip(*_added(index, archive.samples[0], options.added), strict=True)
        segments = len(list((index / "generations").glob("*/*.arrays")))
    print(f"{options.releases} releases, {options.added} more one by one, ms: median (longest); {segments} segments")
    print(f"commit                       {median(commits):6.1f} ({max(commits):.1f})")
    print(f"found by another process in  {median(delays):6.1f} ({max(delays):.1f})")


def _write(index: Path, releases: Iterator[Release]) -> None:
    engine = WhooshEngine(index, processes=2)
    with engine.writer(replace_all=True) as writer:
        for release in releases:
            writer.put(release)
    engine.close()


def _added(index: Path, like: Release, number: int) -> Iterator[tuple[float, float]]:
    """Yield, for each release that is added, the ms of its commit, and those until another process found it."""
    here, there = _SPAWN.Pipe()
    reader = _SPAWN.Process(target=_read, args=(index, there), daemon=True)
    reader.start()
    engine = WhooshEngine(index)
    for nth in range(number):
        word = f"{_WORD}{nth}"
        here.send(word)
        here.recv()  # it asked for it, in vain
        start = time.perf_counter()
        with engine.writer() as writer:
            writer.put(dataclasses.replace(like, id=f"ajout/{nth}", title=f"Le {word} est annoncé"))
        committed = time.perf_counter()
        yield (committed - start) * 1000, max(0.0, here.recv() - committed) * 1000
    here.send(None)
    reader.join()


def _read(index: Path, connection: Connection) -> None:
    """Ask for each word that is sent until it is found, and send back when that was."""
    engine = WhooshEngine(index)
    while (word := connection.recv()) is not None:
        query: Query = SearchRequest(text=word).query(NOW)
        if search(engine, query).total:
            raise RuntimeError(f"{word} is found before it was written")
        connection.send(None)
        while not search(engine, query).total:
            pass
        connection.send(time.perf_counter())


if __name__ == "__main__":
    main()
