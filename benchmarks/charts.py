"""A chart of lines on two logarithmic axes, as SVG by hand: nothing to install, and readable as text."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

_WIDTH, _HEIGHT = 860, 560
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 150, 60, 60
_LABEL_STEP = 15
_COLOURS = (
    "#1b6ca8",
    "#c0392b",
    "#1e8449",
    "#7d3c98",
    "#b9770e",
    "#117a65",
    "#a93226",
    "#2e4053",
    "#6c3483",
    "#7e5109",
    "#000000",
)
_STYLE = "text{font:13px sans-serif;fill:#222}.title{font-size:17px;font-weight:bold}.grid{stroke:#ddd}.line{fill:none}"


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows, and how its figures are written."""

    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Scale:
    """A logarithmic scale from the power of ten below *least* to *most*, on pixels *start* to *end*."""

    least: float
    most: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = math.log(value / self.least) / math.log(self.most / self.least)
        return self.start + share * (self.end - self.start)

    @property
    def ticks(self) -> Iterator[float]:
        """1, 2 and 5 times each power of ten."""
        for power in range(math.floor(math.log10(self.least)), math.ceil(math.log10(self.most)) + 1):
            yield from (each for times in (1, 2, 5) if self.least <= (each := times * 10.0**power) <= self.most)


def lines(title: str, description: str, across: Axis, up: Axis, series: Mapping[str, Sequence[Point]]) -> str:
    """Return an SVG of *series* by name; each has its points from left to right and is named at its end."""
    points = [point for each in series.values() for point in each]
    x = _Scale(min(x for x, _ in points), max(x for x, _ in points), _LEFT, _WIDTH - _RIGHT)
    lowest, highest = min(y for _, y in points), max(y for _, y in points)
    y = _Scale(lowest / 1.2, highest * 1.2, _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'aria-labelledby="title description">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="description">{escape(description)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text class="title" x="{_LEFT}" y="30">{escape(title)}</text>',
        *_grid(x, y, across, up),
        *_curves(x, y, series),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(x: _Scale, y: _Scale, across: Axis, up: Axis) -> Iterator[str]:
    for tick in x.ticks:
        yield f'<line class="grid" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{y.start}" y2="{y.end}"/>'
        yield f'<text x="{x(tick):.1f}" y="{y.start + 18}" text-anchor="middle">{_figure(tick)}</text>'
    for tick in y.ticks:
        yield f'<line class="grid" x1="{x.start}" x2="{x.end}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>'
        yield f'<text x="{x.start - 8}" y="{y(tick) + 4:.1f}" text-anchor="end">{_figure(tick)} {up.unit}</text>'
    yield f'<text x="{(x.start + x.end) / 2}" y="{_HEIGHT - 16}" text-anchor="middle">{escape(across.name)}</text>'
    yield f'<text x="{_LEFT}" y="50">{escape(up.name)}</text>'


def _curves(x: _Scale, y: _Scale, series: Mapping[str, Sequence[Point]]) -> Iterator[str]:
    places = _apart({name: y(points[-1][1]) for name, points in series.items()})
    for number, (name, points) in enumerate(series.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        drawn = " ".join(f"{x(across):.1f},{y(up):.1f}" for across, up in points)
        end, height, place = x(points[-1][0]), y(points[-1][1]), places[name]
        yield f'<polyline class="line" stroke="{colour}" stroke-width="2" points="{drawn}"/>'
        yield f'<path class="line" stroke="{colour}" d="M{end:.1f} {height:.1f} l12 {place - height:.1f}"/>'
        label = f"{escape(name)} {points[-1][1]:.2g}"
        yield f'<text x="{end + 16:.1f}" y="{place + 4:.1f}" style="fill:{colour}">{label}</text>'


def _apart(places: Mapping[str, float]) -> dict[str, float]:
    """Return *places* moved down as far as it takes for labels not to overlap; all up again if that is too far."""
    found: dict[str, float] = {}
    last = -math.inf
    for name, place in sorted(places.items(), key=lambda each: each[1]):
        last = max(place, last + _LABEL_STEP)
        found[name] = last
    beyond = max(0.0, last - (_HEIGHT - _BOTTOM))
    return {name: place - beyond for name, place in found.items()}


def _figure(value: float) -> str:
    """Return a figure as short as can be: 0.5, 20, 20k, 1M."""
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
