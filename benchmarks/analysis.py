"""
How fast text becomes words and terms.

    python -m benchmarks.analysis

Words a second, with the caches warm, the median of five runs over paragraphs of the real data's `text`, or of corpus/
where it is absent: `word_forms` is what indexing uses, `words` what excerpts use. Then how many times the time of a
tenth one long word takes, and one long line: 10 is linear, 100 quadratic.
"""

import statistics
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from benchmarks.real_data import real_data
from indexer.analysis.words import word_forms, words

Analysis: TypeAlias = Callable[[str], Iterable[object]]
CORPUS = Path(__file__).resolve().parents[1] / "corpus"
ANALYSES: dict[str, Analysis] = {"word_forms": word_forms, "words": words}
MOST_CHARACTERS = 2_000_000
LONG_WORD = 50_000
LONG_LINE = 10_000_000


def main() -> None:
    """Print both tables."""
    texts = paragraphs()
    number = sum(1 for text in texts for _ in word_forms(text))
    print(f"{len(texts)} paragraphs, {number} words\n")
    print(f"{'':12} {'words/s':>12}")
    for name, analyse in ANALYSES.items():
        print(f"{name:12} {number / seconds(analyse, texts):12,.0f}")
    print(f"\n{'':12} {'50 kB word':>12} {'/ 5 kB':>8} {'10 MB line':>12} {'/ 1 MB':>8}")
    line = " ".join(texts)
    line *= LONG_LINE // len(line) + 1
    for name, analyse in ANALYSES.items():
        in_word, word_growth = growth(analyse, "a" * LONG_WORD, runs=21)
        in_line, line_growth = growth(analyse, line[:LONG_LINE], runs=1)
        print(f"{name:12} {in_word * 1e3:9.2f} ms {word_growth:8.1f} {in_line:10.2f} s {line_growth:8.1f}")


def paragraphs() -> list[str]:
    """Return paragraphs of every file, spread evenly, about `MOST_CHARACTERS` in all at most."""
    folder = real_data("text")
    files = sorted(folder.glob("*.txt")) if folder else sorted(path for path in CORPUS.rglob("*") if path.is_file())
    lines = [line for path in files for line in path.read_text("utf-8", errors="replace").splitlines() if line]
    step = sum(map(len, lines)) // MOST_CHARACTERS + 1
    return lines[::step]


def seconds(analyse: Analysis, texts: Sequence[str], runs: int = 5) -> float:
    """Return the median of the seconds of processor time that the words of all *texts* take, after a run that warms."""
    return statistics.median([_once(analyse, texts) for _ in range(runs + 1)][1:])


def growth(analyse: Analysis, text: str, runs: int) -> tuple[float, float]:
    """Return the seconds that *text* takes, and how many times those of its first tenth that is."""
    whole = seconds(analyse, [text], runs)
    return whole, whole / seconds(analyse, [text[: len(text) // 10]], runs)


def _once(analyse: Analysis, texts: Sequence[str]) -> float:
    start = time.process_time()
    deque(chain.from_iterable(map(analyse, texts)), maxlen=0)
    return time.process_time() - start


if __name__ == "__main__":
    main()
