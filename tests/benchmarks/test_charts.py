"""Charts of the benchmarks."""

import re
import xml.etree.ElementTree as ET

from benchmarks.charts import Axis, lines

SVG = "{http://www.w3.org/2000/svg}"
SERIES = {"rare": [(10.0, 1.0), (1000.0, 2.0)], "phrase <2>": [(10.0, 1.0), (1000.0, 2.1)]}


def drawn() -> ET.Element:
    """Return a chart, parsed."""
    return ET.fromstring(lines("Pages", "Two lines.", Axis("releases"), Axis("a page", "ms"), SERIES))


def test_a_chart_says_what_it_shows() -> None:
    chart = drawn()
    assert chart.get("role") == "img"
    assert chart.findtext(f"{SVG}title") == "Pages"
    assert chart.findtext(f"{SVG}desc") == "Two lines."


def test_every_line_is_named_and_names_do_not_overlap() -> None:
    labels = {each.text: float(each.get("y", "")) for each in drawn().iter(f"{SVG}text") if each.get("style")}
    assert set(labels) == {"rare 2", "phrase <2> 2.1"}
    assert abs(labels["rare 2"] - labels["phrase <2> 2.1"]) >= 15


def test_axes_are_logarithmic() -> None:
    ticks = [each for each in drawn().iter(f"{SVG}text") if re.fullmatch(r"10|100|1k", each.text or "")]
    first, second, third = (float(each.get("x", "")) for each in ticks)
    assert abs((second - first) - (third - second)) < 0.2
