"""What the styles of an OpenDocument file say of a paragraph or a run: heading, bold, italic, hidden."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from indexer.readers.layout import named_level

_BOLDEST = frozenset({"bold", "600", "700", "800", "900"})
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph or run looks; *level* is a heading's, 0 for text."""

    level: int = 0
    is_bold: bool = False
    is_italic: bool = False
    is_hidden: bool = False

    @property
    def is_emphasised(self) -> bool:
        """Whether it stands out from plain text."""
        return self.is_bold or self.is_italic


PLAIN = Look()


class Styles:
    """The styles of one file, by name: those of its text first, then those that it shares."""

    def __init__(self, *trees: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        for tree in trees:
            for style in () if tree is None else tree.iter("style"):
                self._styles.setdefault(style.get("name", ""), style)
        self._looks: dict[tuple[str, Look], Look] = {}

    def of(self, name: str, around: Look = PLAIN) -> Look:
        """Return the look of the style called *name* within *around*; an unknown one says nothing."""
        key = name, around
        if key not in self._looks:
            self._looks[key] = self._resolved(name, around)
        return self._looks[key]

    def _resolved(self, name: str, around: Look) -> Look:
        chain: list[Element] = []
        while (style := self._styles.get(name)) is not None and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            name = style.get("parent-style-name", "")
        look = around
        for style in reversed(chain):
            look = _over(style, look)
        return look


def _over(style: Element, around: Look) -> Look:
    """Return the look of *style* where it states one, else *around*."""
    properties = style.find("text-properties")
    stated = {} if properties is None else properties.attrib
    weight, slant, display = stated.get("font-weight"), stated.get("font-style"), stated.get("display")
    return Look(
        level=_level(style) or around.level,
        is_bold=around.is_bold if weight is None else weight in _BOLDEST,
        is_italic=around.is_italic if slant is None else slant in {"italic", "oblique"},
        is_hidden=around.is_hidden if display is None else display == "none",
    )


def _level(style: Element) -> int:
    outline = style.get("default-outline-level", "")
    name = style.get("display-name", style.get("name", "")).replace("_20_", " ")
    return min(int(outline), 6) if outline.isdecimal() else named_level(name)
