"""
Time pages of results: infopresse and its peers on one synthetic archive.

    python -m benchmarks.speed --releases 20000
    python -m benchmarks.speed --releases 20000 --engines infopresse,tantivy --http --json figures.json
    python -m benchmarks.speed --releases 300 --passes 1       # does it all work?
"""

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.speed import archives, serving
from benchmarks.speed.peers import OURS, OURS_IN_TWO, PEERS, missing
from benchmarks.speed.queries import CLASSES, HARD_CLASSES, queries
from benchmarks.speed.runs import Disagreement, run
from benchmarks.speed.tables import report

log = logging.getLogger(__name__)


def main() -> None:
    """Run what the command line asks for; exit 1 when engines disagree."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with tempfile.TemporaryDirectory(prefix="infopresse-speed-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        texts = archives.paragraphs(options.text)
        log.info("writing %d releases", options.releases)
        archive = archives.kept(folder, options.releases, seed=options.seed, texts=texts)
        asked = queries(archive, options.seed, HARD_CLASSES if options.hard else CLASSES)
        names = _installed(options.engines)
        try:
            found = run(archive, asked, names, folder=folder, seed=options.seed, passes=options.passes)
        except Disagreement as error:
            sys.exit(f"engines disagree: {error}")
        served = serving.compared(folder, asked, options.passes) if options.http else None
    print(report(found))
    if served:
        print(f"\n{serving.report(served)}")
    if options.json:
        figures = {**asdict(found), "http": asdict(served) if served else None}
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed",
        description=(__doc__ or "").strip(),
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("--releases", type=int, default=20_000, help="how many (default: %(default)s)")
    parser.add_argument(
        "--engines", type=_names, default=_names("same"), help=f"same, own, all, or of {', '.join(PEERS)}"
    )
    parser.add_argument("--seed", type=int, default=7, help="of releases and queries (default: %(default)s)")
    parser.add_argument("--passes", type=int, default=7, help="over the queries, warm and cold (default: %(default)s)")
    parser.add_argument("--text", type=Path, nargs="+", default=[], help="files whose lines become bodies of releases")
    parser.add_argument("--hard", action="store_true", help="ask the queries that cost most")
    parser.add_argument("--folder", type=Path, help="where archive and indexes are left, and peers are found again")
    parser.add_argument("--http", action="store_true", help="whole pages over HTTP, too")
    parser.add_argument("--json", type=Path, help="a file for all medians")
    return parser.parse_args()


def _names(typed: str) -> list[str]:
    """Return the engines asked for, ours first."""
    named = typed.split(",")
    own = [name for name in PEERS if name.endswith("-own")]
    same = [name for name in PEERS if name not in (*own, OURS_IN_TWO)]
    groups = {"same": same, "own": own, "all": list(PEERS)}
    found = [name for each in named for name in groups.get(each, [each])]
    unknown = [name for name in found if name not in PEERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: no such engine; there are {', '.join(PEERS)}")
    return list(dict.fromkeys([OURS, *found]))


def _installed(names: Sequence[str]) -> list[str]:
    for name in names:
        if missing(name):
            log.warning("%s is left out: %s", name, missing(name))
    return [name for name in names if not missing(name)]


if __name__ == "__main__":
    main()
