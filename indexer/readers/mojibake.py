"""
Mojibake: UTF-8 that was read as Windows-1252 and saved again (« Ã© » for « é »), once or several times.

Only a text that shows signs which French never writes is touched at all; and in it only runs of characters that are the
bytes of a character of Latin writing. « â », « Â », « « » and no-break spaces, which right French has, are no signs.
"""

import re

MENDED = "Accented letters had been garbled (UTF-8 read as Windows-1252); they were put right."

_SIGNS = re.compile("Ã[ƒ…†Æ©¨ª«§´®¢¹»¯¼\u20ac‚‰\u02c6]|â€[™œ¦\u201c\u201d\u02dc\x9d]|Å[“¸]|Â[«»°]")
_MOST_TIMES = 4
# What Windows-1252 makes of the bytes 80 to 9F; those that it leaves out come as controls or not at all.
_HIGH = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_RUN = re.compile(f"[ÂÃÄÅÆË][\x80-\xbf{_HIGH}]|â[\x80-\xbf{_HIGH}]{{2}}")
_LOST_SPACE = re.compile("Ã (?= )|Ã(?= )")


def mended(text: str) -> tuple[str, tuple[str, ...]]:
    """Return *text* repaired, and the warning that says so, if it was."""
    repaired = repair(text)
    return repaired, () if repaired == text else (MENDED,)


def repair(text: str) -> str:
    """Return *text* with its garbled characters as they were meant; a text that shows no sure sign is unchanged."""
    for _ in range(_MOST_TIMES):
        if not _SIGNS.search(text):
            break
        mended = _RUN.sub(_meant, text)
        # « à » is « Ã » and a no-break space, which programs like to make a plain one.
        mended = _LOST_SPACE.sub("à", mended)
        if mended == text:
            break
        text = mended
    return text


def _meant(run: re.Match[str]) -> str:
    try:
        character = b"".join(map(_byte, run[0])).decode("utf-8")
    except UnicodeError:
        return run[0]
    return character if _is_written(character) else run[0]


def _byte(character: str) -> bytes:
    return character.encode("latin-1" if ord(character) < 0x100 else "cp1252")


def _is_written(character: str) -> bool:
    """Say whether French, or the Latin writing of names, has *character*."""
    code = ord(character)
    return 0xA0 <= code <= 0x17F or 0x2010 <= code <= 0x2044 or character in "ƒ\u02c6\u02dc€™−≤≥"
