"""
Words cut at the end of a line -> whole words, with their hyphen or without: « commu-/niqué », « peut-/être ».

The hyphen stays before a capital, a figure or inside an address (« Seine-/Saint-Denis »), when the document writes the
word with it elsewhere, and where grammar wants it: after a first part that only compounds have (« demi- », « peut- »,
« c'est-à- »), or before an inverted pronoun, « là », « ci » or « même » (« ceux-/ci », « eux-/mêmes »), or « d' »
(« main-/d'œuvre »). It goes when the document writes the word without it elsewhere, and in all other cases: a
program that cuts words cuts many.
"""

import re
from collections.abc import Collection, Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_HEAD = re.compile(r"[^\s('’«\"]*[^\s-]-\Z")
_TAIL = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# An address that is too long for a column is cut anywhere: what is left behind « @ » is then no whole domain.
_CUT_EMAIL = re.compile(
    r"\S{1,80}@(?:[\w-]{1,63}\.){0,5}(?!(?:[a-z]{2}|com|org|net|edu|gov|int|info|coop|museum|biz|mobi|name|pro|bzh|paris|"
    r"corsica|alsace|agency|press|media|studio|events|tech|group|cloud|digital|online|site|shop|app|dev|bio)\Z)[\w-]{0,63}\Z",
    re.IGNORECASE,
)
_EMAIL_REST = re.compile(r"(?!www\.)[a-z0-9-]{0,40}(?:\.[a-z0-9-]{1,40}){0,4}\.[a-z]{2,12}|[a-z]{1,3}")
# First parts that begin no word cut at a syllable.
_COMPOUND_HEADS = frozenset(
    {
        *("après", "arrière", "avant", "celle", "celles", "celui", "ceux", "chef", "chefs", "demi", "demie", "elles"),
        *("eux", "grand", "là", "lui", "peut", "plus", "porte", "quasi", "quatre", "quelques", "rendez", "semi"),
        *("soixante", "vice", "vingt"),
    }
)
# First parts of words that have a « d' » inside.
_BEFORE_D = frozenset({"aujour", "pru"})
_INVERTED = frozenset({"il", "elle", "on", "ils", "elles"})
_CLOSED_TAILS = frozenset({"là", "ci", "même", "mêmes"})


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of *texts* in lower case, compounds as one, to decide by."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def joined(line: str, following: str, known: Collection[str]) -> tuple[str, str]:
    """
    Return *line* as it goes on, and what stands between it and the line *following* it: a space, or nothing.

    *known* are the document's words, see `vocabulary`.
    """
    head = _HEAD.search(line)
    if cuts_address(line, following):
        return line, ""
    if line.endswith("\u00ad"):
        return line[:-1], ""
    if head is None or not following:
        return line, " "
    tail = _TAIL.match(following)
    if tail and tail[0] in {"et", "ou"}:
        return line, " "
    if tail and _is_elided(tail[0], following, head[0][:-1].lower()):
        return line, ""
    if tail is None or not tail[0][0].islower() or _keeps_hyphen(head[0][:-1].lower(), tail[0], known):
        return line, ""
    return line[:-1], ""


def cuts_address(line: str, following: str) -> bool:
    """Say whether an e-mail address that ends *line* goes on in the line *following*, which holds nothing else."""
    return "@" in line and _CUT_EMAIL.search(line) is not None and _EMAIL_REST.fullmatch(following) is not None


def _is_elided(tail: str, following: str, head: str) -> bool:
    """Say whether a « d' » follows that parts two words: « main-/d'œuvre »; but « aujour-/d'hui »."""
    return tail == "d" and following[1:2] in {"'", "’"} and head not in _BEFORE_D


def _keeps_hyphen(head: str, tail: str, known: Collection[str]) -> bool:
    if not head.replace("-", "").isalpha():
        return True
    if head + tail in known:
        return False
    if f"{head}-{tail}" in known or "-" in head or head in _COMPOUND_HEADS:
        return True
    return tail in _CLOSED_TAILS or (tail in _INVERTED and head.endswith(("t", "d")))
