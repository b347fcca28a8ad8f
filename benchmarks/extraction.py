"""
How well releases are extracted: those of a folder against the ones that people read, means by issuer.

    python -m benchmarks.extraction [--releases DIR] [--gold FILE] [--json OUT]

Without options, the real releases (`$TEST_DATA`, else `../shared/data`). Every file of DIR is read and goes through the
archive pass, those of the gold are marked (see `benchmarks.gold`). A release of the gold in a format that is not read
counts as a miss in every field. The sources of Debian's pages (`debian/x.wml`) are read as the pages made of them
(`debian-html/x.html`). Every miss is listed with its class.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.gold import FIELDS, Gold, Sheet, compared, means
from benchmarks.real_data import real_data
from indexer.archive.resolving import resolve
from indexer.errors import ReadError
from indexer.readers import is_supported
from indexer.reading import releases
from indexer.releases import Release

# Names of fields are shorter in the table, which must fit a terminal.
_COLUMNS = ("date", "place", "kind", "title", "boiler.", "cont. P", "cont. R", "cont. F1", "names", "e-mails", "phones")


def main() -> None:
    """Print the table and the misses."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--releases", type=Path, help="the folder of releases")
    parser.add_argument("--gold", type=Path, help="what people read in them, JSON Lines (DIR/gold.jsonl)")
    parser.add_argument("--json", type=Path, help="the file to write figures and misses to")
    options = parser.parse_args()
    folder = options.releases or real_data("releases")
    if folder is None:
        return
    gold = options.gold or folder / "gold.jsonl"
    found = read_folder(folder, without=gold)
    sheets = marked(gold_of(gold), found)
    print(f"{len(found)} releases read, {len(sheets)} marked\n")
    _print_table(means(sheets))
    _print_misses(sheets)
    if options.json:
        options.json.write_text(json.dumps(_as_record(sheets), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_folder(folder: Path, *, without: Path) -> tuple[Release, ...]:
    """Return the releases of *folder* as its index would hold them; a file that cannot be read is named on stderr."""
    found: list[Release] = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or not is_supported(path) or path == without:
            continue
        try:
            found.extend(release for _, release in releases(path, path.relative_to(folder).as_posix()))
        except ReadError as error:
            print(error, file=sys.stderr)
    return tuple(resolve(found))


def gold_of(path: Path) -> tuple[Gold, ...]:
    """Return the lines of the file of what people read."""
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def marked(gold: Iterable[Gold], found: Iterable[Release]) -> tuple[Sheet, ...]:
    """Return the sheet of every line of *gold*; a release that has other forms stands for each of them."""
    by_source = {source: release for release in found for source in (release.source, *release.other_forms)}
    return tuple(compared(line, by_source.get(line["path"]) or by_source.get(_page_of(line["path"]))) for line in gold)


def _page_of(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}-html/{name.removesuffix('.wml')}.html" if name.endswith(".wml") else path


def _print_table(figures: Mapping[str, Mapping[str, float]]) -> None:
    print(f"{'':40} {' '.join(f'{column:>8}' for column in _COLUMNS)}")
    for issuer, row in sorted(figures.items()):
        print(f"{issuer[:40] or 'mean of the issuers':40} {' '.join(f'{row[name]:8.3f}' for name in FIELDS)}")


def _print_misses(sheets: Sequence[Sheet]) -> None:
    misses = [miss for sheet in sheets for miss in sheet.misses]
    print(f"\n{len(misses)} misses")
    for miss in misses:
        print(f"{miss.path}: {miss.field} {miss.fault}: {miss.found!r}, not {miss.expected!r}")


def _as_record(sheets: Sequence[Sheet]) -> dict[str, object]:
    figures = means(sheets)
    return {
        "mean": figures.pop(""),
        "issuers": figures,
        "misses": [asdict(miss) for sheet in sheets for miss in sheet.misses],
    }


if __name__ == "__main__":
    main()
