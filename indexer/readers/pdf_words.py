"""PDF pages -> words with their place and look; the one module that knows pdfium. Not their order: see `pdf_layout`."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

MOST_CHARACTERS = 100_000
"""No page that people read holds more."""

# At the end of a line pdfium writes a hyphen as one of these; a no-break space is part of its word.
_HYPHENS = "\x02\ufffe"
_WORD = re.compile(rf"[^ \t\r\n\f\v{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]")
# Bullets of Symbol and Wingdings have no letter of their own.
_SIGNS = str.maketrans(
    {**dict.fromkeys(_HYPHENS, "-"), **dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0e8\uf02d", "•")}
)
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi(?!light)|[-,]bd|extrab", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|[-,]it\b", re.IGNORECASE)
_BOLD_WEIGHT = 600
_ITALIC_FLAG, _FORCED_BOLD_FLAG = 1 << 6, 1 << 18
_FILLED_AND_STROKED = 2


@dataclass(frozen=True, slots=True)
class Word:
    """
    A word, or a part of one with one look: its text, edges, base line and size in points, downwards from the top.

    *before* is what stands between it and the word that the file draws before it: nothing, a space, a newline, or a tab
    for a gap without any space in it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool = False
    is_italic: bool = False
    before: str = " "


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page in the order in which the file draws them, those written *sideways*, and its size."""

    words: tuple[Word, ...]
    sideways: tuple[Word, ...]
    top: float
    bottom: float
    has_pictures: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """How a piece of text is set; *turn* is the direction in which it is written, in quarters of a circle."""

    size: float
    is_bold: bool
    is_italic: bool
    turn: int


def read_page(page: Any, text_page: Any) -> Page:
    """Return what stands on a page of pypdfium2. Raises ValueError when no person could read that much."""
    count = text_page.count_chars()
    if count > MOST_CHARACTERS:
        raise ValueError(f"a page holds {count} characters, more than {MOST_CHARACTERS}: not a press release")
    turned = list(_words(text_page.raw, _characters(text_page, count)))
    turns = Counter[int]()
    for word, turn in turned:
        turns[turn] += len(word.text)
    main = turns.most_common(1)[0][0] if turns else 0
    corners = [_turned(x, y, main)[1] for x, y in ((0.0, 0.0), page.get_size() if main % 2 == 0 else _swapped(page))]
    return Page(
        words=tuple(word for word, turn in turned if turn == main),
        sideways=tuple(word for word, turn in turned if turn != main),
        top=min(corners),
        bottom=max(corners),
        has_pictures=not turned and _has_pictures(page),
    )


def _swapped(page: Any) -> tuple[float, float]:
    width, height = page.get_size()
    return height, width


def _characters(text_page: Any, count: int) -> str:
    """Return one letter for each character of the page, so that places in the text are places on the page."""
    text: str = text_page.get_text_range()
    if len(text) == count:
        return text
    # Letters beyond the first 65,536, and characters that say nothing, are counted otherwise.
    codes = (pdfium.FPDFText_GetUnicode(text_page.raw, index) for index in range(count))
    return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)


def _words(text_page: Any, text: str) -> Iterator[tuple[Word, int]]:
    """Yield every word with the direction in which it is written."""
    looks: dict[int, _Look] = {}
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        before = "\n" if "\n" in between or text[end - 1 : end] in set(_HYPHENS) else between and " "
        if before == " " and pdfium.FPDFText_IsGenerated(text_page, end) == 1:
            before = "\t"
        end = match.end()
        for start, stop, look in _pieces(text_page, match.start(), end, looks):
            word = text[start:stop].translate(_SIGNS)
            yield _placed(text_page, word, start, stop, look, before if start == match.start() else ""), look.turn


def _pieces(text_page: Any, start: int, end: int, looks: dict[int, _Look]) -> Iterator[tuple[int, int, _Look]]:
    """Yield the parts of a word that have one look; most words have one."""
    first, last = _look(text_page, start, looks), _look(text_page, end - 1, looks)
    if first is last:
        yield start, end, first
        return
    at, current = start, first
    for index in range(start + 1, end):
        look = _look(text_page, index, looks)
        if look != current:
            yield at, index, current
            at, current = index, look
    yield at, end, current


def _look(text_page: Any, index: int, looks: dict[int, _Look]) -> _Look:
    drawn = pdfium.FPDFText_GetTextObject(text_page, index)
    address = ctypes.cast(drawn, ctypes.c_void_p).value or 0
    if address not in looks:
        looks[address] = _measured(text_page, index, drawn if address else None)
    return looks[address]


def _measured(text_page: Any, index: int, drawn: Any) -> _Look:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, name, 200, flags)
    font = name.value.decode("utf-8", errors="replace")
    is_bold = (
        pdfium.FPDFText_GetFontWeight(text_page, index) >= _BOLD_WEIGHT
        or bool(flags.value & _FORCED_BOLD_FLAG)
        or _BOLD_NAME.search(font) is not None
        # What programs without a bold font do: the outline is drawn too.
        or (drawn is not None and pdfium.FPDFTextObj_GetTextRenderMode(drawn) == _FILLED_AND_STROKED)
    )
    is_italic = bool(flags.value & _ITALIC_FLAG) or _ITALIC_NAME.search(font) is not None
    return _Look(round(size, 2) or 1.0, is_bold, is_italic, turn)


def _placed(text_page: Any, text: str, start: int, stop: int, look: _Look, before: str) -> Word:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, start, x, y)
    left, base = _turned(x.value, y.value, look.turn)
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, stop - 1, box)
    right = max(_turned(box.left, box.bottom, look.turn)[0], _turned(box.right, box.top, look.turn)[0])
    return Word(text, left, max(left, right), base, look.size, look.is_bold, look.is_italic, before)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return how far along its line, and how far down, a point lies for who reads in that direction."""
    across, up = ((1, 0), (0, 1), (-1, 0), (0, -1))[turn]
    return x * across + y * up, x * up - y * across


def _has_pictures(page: Any) -> bool:
    return any(True for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
