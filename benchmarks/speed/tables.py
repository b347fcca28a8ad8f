"""The figures of a run as Markdown."""

from collections.abc import Iterable, Sequence
from statistics import fmean

from benchmarks.speed.peers import OURS
from benchmarks.speed.runs import Figures, Run, class_means

_NOTHING = "–"


def report(run: Run) -> str:
    """Return all tables of *run*."""
    ours, *peers = run.figures
    same = [ours, *(each for each in peers if each.has_our_terms)]
    own = [ours, *(each for each in peers if not each.has_our_terms)]
    parts = [
        f"## {run.releases} releases, medians of {run.passes} passes over {len(run.asked)} queries, seed {run.seed}"
    ]
    parts += _queries("Same terms, zones, weights, totals and counts", run, same)
    if len(own) > 1:
        parts += _queries("Peers as their documentation advises: totals differ", run, own)
    return "\n\n".join([*parts, "### Indexing, opening, serving", _resources(run.figures)])


def _queries(title: str, run: Run, figures: Sequence[Figures]) -> list[str]:
    names = [each.name for each in figures]
    warm = [class_means(run, each.warm) for each in figures]
    cold = [class_means(run, each.cold) for each in figures]
    return [
        f"### {title}",
        f"ms a page, warm / cold (a page's matches: mean of {OURS}'s totals)",
        _table(["class", "matches", *names], _times(run, warm, cold)),
        f"times as long as {OURS}, warm / cold",
        _table(["class", *names[1:]], _ratios(warm, cold)),
    ]


_Means = dict[str, float | None]


def _times(run: Run, warm: Sequence[_Means], cold: Sequence[_Means]) -> Iterable[list[str]]:
    for name in run.classes:
        totals = [total for each, total in zip(run.asked, run.totals, strict=True) if each.name == name]
        cells = [_pair(w[name], c[name], 2) for w, c in zip(warm, cold, strict=True)]
        yield [name, f"{fmean(totals):.0f}", *cells]
    means = [_pair(_mean(w), _mean(c), 2) for w, c in zip(warm, cold, strict=True)]
    yield ["**mean**", "", *means]


def _ratios(warm: Sequence[_Means], cold: Sequence[_Means]) -> Iterable[list[str]]:
    for name in warm[0]:
        yield [
            name,
            *(_pair(_ratio(w[name], warm[0][name]), _ratio(c[name], cold[0][name]), 1) for w, c in _peers(warm, cold)),
        ]
    yield ["**mean**", *(_pair(_overall(w, warm[0]), _overall(c, cold[0]), 1) for w, c in _peers(warm, cold))]


def _peers(warm: Sequence[_Means], cold: Sequence[_Means]) -> Iterable[tuple[_Means, _Means]]:
    return zip(warm[1:], cold[1:], strict=True)


def _resources(figures: Sequence[Figures]) -> str:
    heads = ["", "releases/s", "peak MB", "index MB", "first page, ms", "serving MB", "of which private"]
    return _table(
        heads,
        (
            [
                each.name,
                f"{each.built.releases_a_second:.0f}",
                f"{each.built.peak:.0f}",
                f"{each.built.size:.1f}",
                f"{each.opening:.1f}",
                f"{each.resident:.0f}",
                f"{each.private:.0f}",
            ]
            for each in figures
        ),
    )


def _mean(means: _Means) -> float | None:
    """Return the mean over the classes, if the engine can be asked all of them."""
    known = [mean for mean in means.values() if mean is not None]
    return fmean(known) if len(known) == len(means) else None


def _overall(theirs: _Means, ours: _Means) -> float | None:
    """Return how the means over those classes compare that the peer can be asked."""
    known = [name for name, mean in theirs.items() if mean is not None]
    return _ratio(fmean(theirs[name] or 0 for name in known), fmean(ours[name] or 0 for name in known))


def _ratio(theirs: float | None, ours: float | None) -> float | None:
    return theirs / ours if theirs is not None and ours else None


def _pair(warm: float | None, cold: float | None, digits: int) -> str:
    return " / ".join(_NOTHING if each is None else f"{each:.{digits}f}" for each in (warm, cold))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
