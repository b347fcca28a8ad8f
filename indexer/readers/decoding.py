"""Bytes -> clean text: the character set, then the characters that nobody reads. Not markup: see the readers."""

import codecs
import re
import unicodedata

BINARY = "binary content (NUL bytes) under the name of a text file"

_LOOK = 20_000
_WRITTEN = re.compile("[\t\n\r\f -~\u00a0-\u024f\u2010-\u206f\u20ac\u2122]+")
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»‹›‘’“”„…–—•·°€£§©®™±×\u00a0²³ªº½¼¾")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# A soft hyphen at the end of a line is a word cut in two; elsewhere it is only a hint to the printer.
_CUT_WORD = re.compile("\u00ad[ \t]*\n[ \t]*")
# C0 and C1 controls but tab and newline, soft hyphen, zero-width and bidirectional marks, halves of surrogate pairs.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)
_SPACES = re.compile("[^\\S\u00a0\u2007\u202f]+")


def decode(content: bytes, declared: str | None = None) -> str:
    """
    Return *content* as text: by its byte order mark, as UTF-8, as the *declared* character set, else as Windows-1252,
    or as old Apple computers wrote French.

    Raises ValueError when it is binary: NUL bytes, but those of UTF-16.
    """
    if content.startswith(_UTF16_MARKS):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        return _decode_unmarked_utf16(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_legacy(content, declared)


def clean(text: str) -> str:
    """Return *text* in NFC with "\\n" for every line break and without invisible characters; no-break spaces stay."""
    if text.isascii() and text.isprintable():
        return text
    text = _CUT_WORD.sub("", _NEWLINES.sub("\n", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def collapse(text: str) -> str:
    """Return *text* with every run of white space, but no-break spaces, as one space."""
    return _SPACES.sub(" ", text)


def _decode_legacy(content: bytes, declared: str | None) -> str:
    if declared and _is_known(declared):
        return content.decode(declared, errors="replace")
    if _is_apple(content):
        return content.decode("mac_roman")
    return content.decode("utf-8", errors=_STRAY_BYTES)


def _decode_unmarked_utf16(content: bytes) -> str:
    """Return UTF-16 text that lacks its mark. Raises ValueError for what is no text of the Latin writing."""
    start = content[:_LOOK]
    order = "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    try:
        text = content.decode(order)
    except UnicodeDecodeError as error:
        raise ValueError(BINARY) from error
    if not _WRITTEN.fullmatch(text[:_LOOK]):
        raise ValueError(BINARY)
    return text


def _is_apple(content: bytes) -> bool:
    """Say whether every character is one that French writes if an Apple wrote it, and not if Windows did."""
    high = bytes(set(content) - set(range(0x80)))
    return (
        bool(high) and set(high.decode("mac_roman")) <= _FRENCH and not set(high.decode("cp1252", "replace")) <= _FRENCH
    )


def _is_known(charset: str) -> bool:
    # A page that declares UTF-8 and is not is older than its declaration.
    try:
        return codecs.lookup(charset).name not in {"utf-8", "utf-16", "utf-32"}
    except LookupError:
        return False


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as Windows-1252, so that one stray byte does not garble a whole file."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


_STRAY_BYTES = "indexer.windows-1252"
codecs.register_error(_STRAY_BYTES, _as_windows_1252)
