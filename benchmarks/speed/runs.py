"""One run: an archive, every engine's index of it, and passes over the same queries, the engines taking turns."""

import json
import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median

from benchmarks.speed.archives import Archive
from benchmarks.speed.children import Answer, Built, Child
from benchmarks.speed.peers import OURS, OURS_IN_TWO, peer
from benchmarks.speed.queries import Asked

log = logging.getLogger(__name__)

MOST_OPENINGS = 5


class Disagreement(Exception):
    """Two engines that were handed the same terms do not count the same."""


@dataclass(frozen=True, slots=True)
class Figures:
    """
    What was measured of one engine: medians of all passes, in ms, of each query in order, None where it cannot be
    asked; ms from nothing to a first page; memory in MB.
    """

    name: str
    has_our_terms: bool
    built: Built
    warm: tuple[float | None, ...]
    cold: tuple[float | None, ...]
    opening: float
    resident: float
    private: float


@dataclass(frozen=True, slots=True)
class Run:
    """The figures of a run, ours first; *totals* are ours, a query each."""

    releases: int
    seed: int
    passes: int
    asked: tuple[Asked, ...]
    totals: tuple[int, ...]
    figures: tuple[Figures, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of the queries, in order."""
        return tuple(dict.fromkeys(each.name for each in self.asked))


def run(archive: Archive, asked: Sequence[Asked], names: Sequence[str], *, folder: Path, seed: int, passes: int) -> Run:
    """
    Build and measure the engines *names* in *folder*. Where an earlier run left the archive, the peers that it built
    are taken as they are. Raises `Disagreement`.
    """
    built = {name: _built(name, folder / name, archive) for name in names}
    log.info("opening")
    openings = {
        name: median(_opened(name, folder / name, asked) for _ in range(min(passes, MOST_OPENINGS))) for name in names
    }
    with ExitStack() as stack:
        children = {name: stack.enter_context(Child(name, folder / name)) for name in names}
        for child in children.values():
            child.opened(asked[0])
        answers = {name: child.answers(asked) for name, child in children.items()}
        _check(asked, answers)
        warm = _passes(children, lambda child: child.timed(asked, cold=False), passes)
        memory = {name: child.serving() for name, child in children.items()}
        cold = _passes(children, lambda child: child.timed(asked, cold=True), passes)
    return Run(
        releases=archive.releases,
        seed=seed,
        passes=passes,
        asked=tuple(asked),
        totals=tuple(answer.total if answer else 0 for answer in answers[OURS]),
        figures=tuple(
            Figures(name, peer(name).has_our_terms, built[name], warm[name], cold[name], openings[name], *memory[name])
            for name in names
        ),
    )


def class_means(run: Run, times: Sequence[float | None]) -> dict[str, float | None]:
    """Return the mean of the queries of each class; None for a class that the engine cannot be asked."""
    by_class = {
        name: [t for each, t in zip(run.asked, times, strict=True) if each.name == name] for name in run.classes
    }
    return {
        name: fmean(known) if (known := [t for t in found if t is not None]) else None
        for name, found in by_class.items()
    }


def _built(name: str, folder: Path, archive: Archive) -> Built:
    figures = folder.with_name(f"{name}.json")
    if archive.was_kept and figures.exists() and name not in (OURS, OURS_IN_TWO):
        return Built(**json.loads(figures.read_text(encoding="utf-8")))
    log.info("%s: indexing", name)
    with Child(name, folder) as child:
        built = child.built(archive.path)
    figures.write_text(json.dumps(asdict(built)), encoding="utf-8")
    return built


def _opened(name: str, folder: Path, asked: Sequence[Asked]) -> float:
    with Child(name, folder) as child:
        return child.opened(next((each for each in asked if each.name == "frequent"), asked[0]))


def _passes(
    children: dict[str, Child], timed: Callable[[Child], list[float | None]], passes: int
) -> dict[str, tuple[float | None, ...]]:
    """Return the medians of each engine's passes, a query each."""
    found: dict[str, list[list[float | None]]] = {name: [] for name in children}
    for number in range(passes):
        log.info("pass %d of %d", number + 1, passes)
        for name, child in children.items():
            found[name].append(timed(child))
    return {name: tuple(map(_median, zip(*all_passes, strict=True))) for name, all_passes in found.items()}


def _median(times: tuple[float | None, ...]) -> float | None:
    known = [t for t in times if t is not None]
    return median(known) if known else None


def _check(asked: Sequence[Asked], answers: dict[str, list[Answer | None]]) -> None:
    """Compare every engine that has our terms with ours."""
    for name, theirs in answers.items():
        if not peer(name).has_our_terms:
            continue
        for each, ours, found in zip(asked, answers[OURS], theirs, strict=True):
            if ours and found and ours != found:
                raise Disagreement(f"{each}: {_difference(name, ours, found)}")


def _difference(name: str, ours: Answer, found: Answer) -> str:
    if ours.total != found.total:
        return f"{OURS} finds {ours.total}, {name} finds {found.total}"
    facet = next(facet for facet in ours.counts if ours.counts[facet] != found.counts[facet])
    return f"{facet}: {OURS} counts {ours.counts[facet]}, {name} counts {found.counts[facet]}"
