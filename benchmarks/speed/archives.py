"""
An archive kept in one file, a release a line, so that every engine is handed the same releases at the same cost.

What is known of it lies beside it, so that a later run on the same folder takes it as it is.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from benchmarks.speed import spellings
from benchmarks.speed.composing import releases
from indexer.analysis.words import word_forms
from indexer.records import restored, stored
from indexer.releases import Release

_ARCHIVE = "archive.lines"
_SUMMARY = "archive.json"
_SAMPLES = 400


@dataclass(frozen=True, slots=True)
class Archive:
    """
    *releases* releases in one file; *counts* says how many of them hold each word, in lower case, in their title, lead,
    body and notes; *samples* are some of them, evenly spread. *was_kept* says that an earlier run left it.
    """

    path: Path
    releases: int
    counts: Counter[str]
    samples: tuple[Release, ...]
    was_kept: bool = field(default=False, compare=False)


def kept(folder: Path, number: int, *, seed: int, texts: Sequence[str] = ()) -> Archive:
    """
    Return the archive of *number* releases in *folder*: the one that an earlier run left there, if it had the same seed
    and texts.
    """
    path, summary = folder / _ARCHIVE, folder / _SUMMARY
    identity = {"releases": number, "seed": seed, "texts": zlib.crc32("\n".join(texts).encode())}
    if summary.exists():
        found = json.loads(summary.read_text(encoding="utf-8"))
        counts = Counter(found.pop("counts"))
        if found == identity:
            samples = tuple(islice(read(path), 0, None, _step(number)))
            return Archive(path, number, counts, samples, was_kept=True)
        summary.unlink()
    path.with_suffix(spellings.SUFFIX).unlink(missing_ok=True)
    archive = written(path, releases(seed, texts=texts), number)
    summary.write_text(json.dumps({**identity, "counts": archive.counts}), encoding="utf-8")
    return archive


def written(path: Path, releases: Iterator[Release], number: int) -> Archive:
    """Write the first *number* of *releases* to *path*."""
    counts: Counter[str] = Counter()
    samples = []
    with path.open("wb") as file:
        for i in range(number):
            release = next(releases)
            file.write(stored(release) + b"\n")
            text = "\n".join(filter(None, (release.title, release.subtitle, release.lead, release.body, release.notes)))
            counts.update({forms.surface for forms in word_forms(text)})
            if i % _step(number) == 0:
                samples.append(release)
    return Archive(path, number, counts, tuple(samples))


def read(path: Path) -> Iterator[Release]:
    """Yield the releases of a file, in its order."""
    with path.open("rb") as file:
        for line in file:
            yield restored(line)


def _step(number: int) -> int:
    """Return how many releases are between two samples."""
    return max(1, number // _SAMPLES)


def paragraphs(paths: Sequence[Path], shortest: int = 40) -> tuple[str, ...]:
    """Return the lines of text files that have at least *shortest* characters."""
    lines = chain.from_iterable(path.read_text(encoding="utf-8").splitlines() for path in paths)
    return tuple(line.strip() for line in lines if len(line) >= shortest)
