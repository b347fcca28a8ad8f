"""
Which language a text is in: our words of grammar beside py3langid and simplemma.

    python -m benchmarks.languages [--texts N]

Reads, of the real data, `languages/CODE.txt`, one paragraph a line, and `releases`. Paragraphs are put together and cut
at three lengths: a title, a lead, a release. What is right is counted apart from what is wrong: the rest was left open.
Texts in languages that infopresse does not tell are only there to be called French by mistake.
"""

import argparse
import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import simplemma
from py3langid import langid

from benchmarks.real_data import real_data
from indexer import readers
from indexer.extraction import release
from indexer.extraction.function_words import FUNCTION_WORDS
from indexer.extraction.languages import detect_language
from indexer.releases import Release

Detector = Callable[[str], str | None]
Samples = Mapping[int, Mapping[str, Sequence[str]]]
LENGTHS = (60, 200, 2_000)
KNOWN = tuple(FUNCTION_WORDS)
OPEN = (None, "unk")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--texts", type=int, default=40, help="texts of each language and length, at most")
    options = parser.parse_args()
    if folder := real_data("languages"):
        texts = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(folder.glob("*.txt"))}
        samples = {length: {code: cuts(texts[code], length, options.texts) for code in texts} for length in LENGTHS}
        _print_detectors(samples)
        print()
        _print_languages(samples)
    if folder := real_data("releases"):
        print()
        _print_releases([detected_text(each) for each in releases(folder)])


def cuts(paragraphs: Iterable[str], length: int, most: int) -> list[str]:
    """Return texts of *length* characters that begin with a paragraph, at most *most* of them, none twice."""
    rest = iter(paragraphs)
    found = []
    for paragraph in itertools.islice(rest, most):
        text = paragraph
        while len(text) < length and (following := next(rest, "")):
            text = f"{text} {following}"
        found.append(text[:length])
    return found


def detectors() -> dict[str, Detector]:
    """Return the detectors to compare; each library is told among which languages to choose, if it can be."""
    free, told = (langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE) for _ in range(2))
    told.set_languages(list(KNOWN))
    return {
        "infopresse": detect_language,
        "py3langid": lambda text: str(free.classify(text)[0]),
        "py3langid, told": lambda text: str(told.classify(text)[0]),
        "simplemma, told": lambda text: simplemma.langdetect(text, lang=KNOWN)[0][0],
    }


class Answers(NamedTuple):
    """What a detector says of texts in one language: the shares that are right, wrong, French; milliseconds each."""

    right: float
    wrong: float
    french: float
    milliseconds: float


def answers(texts: Sequence[str], detector: Detector, code: str) -> Answers:
    """Return how well *detector* does on *texts*, which are in the language *code*."""
    start = time.perf_counter()
    said = [detector(text) for text in texts]
    spent = time.perf_counter() - start
    return Answers(
        right=mean(each == code for each in said),
        wrong=mean(each not in {code, *OPEN} for each in said),
        french=mean(each == "fr" for each in said),
        milliseconds=spent / len(texts) * 1e3,
    )


def releases(folder: Path) -> Iterator[Release]:
    """Yield the releases below *folder*."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".txt", ".md", ".html"}:
            for document in readers.read(path):
                yield release(document, release_id=path.stem, source=path.name, format=path.suffix[1:])


def detected_text(found: Release) -> str:
    """Return a release as one text."""
    return "\n".join(filter(None, (found.title, found.subtitle, found.lead, found.body, found.notes)))


def _print_detectors(samples: Samples) -> None:
    print(f"{'characters':20} {'right':>8} {'wrong':>8} {'others as fr':>14} {'ms a text':>10}")
    for name, detector in detectors().items():
        detector("Bonjour")  # what it loads is no part of a text's time
        for length, by_code in samples.items():
            found = {code: answers(texts, detector, code) for code, texts in by_code.items()}
            known = [found[code] for code in KNOWN]
            right, wrong, _, spent = (mean(column) for column in zip(*known, strict=True))
            others = mean(found[code].french for code in found if code not in KNOWN)
            print(f"{name:15} {length:4} {right:8.3f} {wrong:8.3f} {others:14.3f} {spent:10.2f}")


def _print_languages(samples: Samples) -> None:
    print(f"{'infopresse':12}" + "".join(f"{f'{length} right':>12} {'wrong':>6}" for length in LENGTHS))
    for code in KNOWN:
        found = [answers(samples[length][code], detect_language, code) for length in LENGTHS]
        print(f"{code:12}" + "".join(f"{each.right:12.3f} {each.wrong:6.3f}" for each in found))


def _print_releases(texts: Sequence[str]) -> None:
    found = answers(texts, detect_language, "fr")
    print(f"{len(texts)} releases: {found.right:.3f} are French, {found.milliseconds:.2f} ms each")


def mean(values: Iterable[float]) -> float:
    """Return the mean of *values*, 0 for none."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0


if __name__ == "__main__":
    main()
