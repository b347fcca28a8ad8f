"""
How pages take longer as the archive grows: ms of each class of queries against the number of releases, as a chart.

    python -m benchmarks.growth --sizes 10000,20000,50000,100000 --svg docs/growth.svg
"""

import argparse
import logging
import tempfile
from pathlib import Path

from benchmarks.charts import Axis, lines
from benchmarks.speed import archives
from benchmarks.speed.peers import PEERS
from benchmarks.speed.queries import CLASSES, queries
from benchmarks.speed.runs import Run, class_means, run

log = logging.getLogger(__name__)


def main() -> None:
    """Print the figures, and leave the chart where it was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--sizes", type=_sizes, default=_sizes("10000,20000,50000,100000"), help="numbers of releases")
    parser.add_argument("--engine", choices=PEERS, default="infopresse")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--passes", type=int, default=7)
    parser.add_argument("--svg", type=Path, help="a file for the chart")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    runs = [_run(size, options.engine, options.seed, options.passes) for size in options.sizes]
    found = {name: [(float(each.releases), _mean(each, name)) for each in runs] for name in CLASSES}
    print("| class |", " | ".join(f"{size}" for size in options.sizes), "|")
    print("| --- |", " | ".join("---:" for _ in options.sizes), "|")
    for name, points in found.items():
        print(f"| {name} |", " | ".join(f"{ms:.2f}" for _, ms in points), "|")
    if options.svg:
        options.svg.parent.mkdir(parents=True, exist_ok=True)
        options.svg.write_text(_chart(options.engine, found), encoding="utf-8")


def _run(size: int, engine: str, seed: int, passes: int) -> Run:
    log.info("%d releases", size)
    with tempfile.TemporaryDirectory(prefix="infopresse-growth-") as temporary:
        folder = Path(temporary)
        archive = archives.kept(folder, size, seed=seed)
        names = list(dict.fromkeys(["infopresse", engine]))
        return run(archive, queries(archive, seed), names, folder=folder, seed=seed, passes=passes)


def _mean(found: Run, name: str) -> float:
    return class_means(found, found.figures[-1].warm)[name] or 0.0


def _chart(engine: str, found: dict[str, list[tuple[float, float]]]) -> str:
    smallest, largest = found[CLASSES[0]][0][0], found[CLASSES[0]][-1][0]
    return lines(
        f"Milliseconds a page of {engine}, by the number of releases",
        f"One line a class of queries, from {smallest:.0f} to {largest:.0f} releases, logarithmic. At the right: "
        + ", ".join(f"{name} {points[-1][1]:.2g} ms" for name, points in found.items()),
        Axis("releases"),
        Axis("a page: total, ten hits with excerpts, all facets", "ms"),
        found,
    )


def _sizes(typed: str) -> list[int]:
    return [int(each) for each in typed.split(",")]


if __name__ == "__main__":
    main()
