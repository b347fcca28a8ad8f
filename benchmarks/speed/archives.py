"""An archive kept in one file, a release a line, so that every engine is handed the same releases at the same cost."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from indexer.analysis.words import word_forms
from indexer.records import restored, stored
from indexer.releases import Release

_SAMPLES = 400


@dataclass(frozen=True, slots=True)
class Archive:
    """
    *releases* releases in one file; *counts* says how many of them hold each word, in lower case, in their title, lead,
    body and notes; *samples* are some of them, evenly spread.
    """

    path: Path
    releases: int
    counts: Counter[str]
    samples: tuple[Release, ...]


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
            if i % max(1, number // _SAMPLES) == 0:
                samples.append(release)
    return Archive(path, number, counts, tuple(samples))


def read(path: Path) -> Iterator[Release]:
    """Yield the releases of a file, in its order."""
    with path.open("rb") as file:
        for line in file:
            yield restored(line)


def paragraphs(paths: Sequence[Path], shortest: int = 40) -> tuple[str, ...]:
    """Return the lines of text files that have at least *shortest* characters."""
    lines = chain.from_iterable(path.read_text(encoding="utf-8").splitlines() for path in paths)
    return tuple(line.strip() for line in lines if len(line) >= shortest)
