"""What the styles of a Word file say of a paragraph or a run: heading, list item, bold, italic, hidden."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from indexer.readers.layout import named_level

_CONTENTS = re.compile(r"toc\s?(?:\d|heading)|tm\s?\d|table of contents|table des matières", re.IGNORECASE)
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph or run looks; None: as what is around it. *level* is a heading's, 0 for text."""

    level: int | None = None
    is_item: bool | None = None
    is_contents: bool | None = None
    is_bold: bool | None = None
    is_italic: bool | None = None
    is_hidden: bool | None = None

    def over(self, around: "Look") -> "Look":
        """Return this look where it is stated, else *around*'s."""
        stated = {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}
        return replace(around, **stated)


PLAIN = Look()


class Styles:
    """The styles of one file, by their identifiers."""

    def __init__(self, tree: Element | None) -> None:
        found = () if tree is None else tree.findall("style")
        self._styles: Mapping[str, Element] = {style.get("styleId", ""): style for style in found}
        defaults = (style for style in found if style.get("type") == "paragraph" and style.get("default") == "1")
        self._default = next((style.get("styleId", "") for style in defaults), "")

        self._looks: dict[str, Look] = {}

    def of(self, identifier: str) -> Look:
        """Return the look of the style with *identifier*; an unknown one says nothing."""
        if identifier not in self._looks:
            self._looks[identifier] = self._resolved(identifier)
        return self._looks[identifier]

    def _resolved(self, identifier: str) -> Look:
        chain: list[Element] = []
        while (style := self._styles.get(identifier)) is not None and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            identifier = _value(style.find("basedOn"))
        look = PLAIN
        for style in reversed(chain):
            look = _stated(style).over(look)
        return look

    def of_paragraph(self, properties: Element | None) -> Look:
        """Return the look of a paragraph with these *properties* (`w:pPr`)."""
        if properties is None:
            return self.of(self._default)
        style = _value(properties.find("pStyle")) or self._default
        return _paragraph_look(properties).over(self.of(style))

    def of_run(self, properties: Element | None, around: Look) -> Look:
        """Return the look of a run with these *properties* (`w:rPr`) in a paragraph that looks like *around*."""
        if properties is None:
            return around
        style = self.of(_value(properties.find("rStyle")))
        return _run_look(properties).over(replace(style, level=None, is_item=None).over(around))


def _stated(style: Element) -> Look:
    name = _value(style.find("name"))
    look = Look(level=named_level(name) or None, is_contents=True if _CONTENTS.match(name) else None)
    if (paragraph := style.find("pPr")) is not None:
        look = _paragraph_look(paragraph).over(look)
    return look if (run := style.find("rPr")) is None else _run_look(run).over(look)


def _paragraph_look(properties: Element) -> Look:
    outline, number = properties.find("outlineLvl"), properties.find("numPr")
    level = int(value) if (value := _value(outline)).isdecimal() else None
    return Look(
        level=None if level is None else 0 if level >= _BODY_LEVEL else min(level + 1, 6),
        is_item=None if number is None else _value(number.find("numId")) != "0",
    )


def _run_look(properties: Element) -> Look:
    return Look(
        is_bold=_switch(properties.find("b")),
        is_italic=_switch(properties.find("i")),
        is_hidden=_switch(properties.find("vanish")),
    )


def _switch(element: Element | None) -> bool | None:
    return None if element is None else element.get("val", "1").lower() not in {"0", "false", "off", "none"}


def _value(element: Element | None) -> str:
    return "" if element is None else element.get("val", "")
