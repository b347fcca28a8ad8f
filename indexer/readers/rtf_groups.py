"""The groups of Rich Text Format: control words and characters as a tree. Microsoft, RTF Specification 1.9.1."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

# Of a text of a thousand pages there are fewer.
_MOST_TOKENS = 1_000_000
_DEEPEST = 150
_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|"
    rb"\\(?P<sign>[^a-zA-Z])|[\r\n\0]+|(?P<text>[^\\{}\r\n\0]+)|\\",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A control word, or a control sign, with its number."""

    name: str
    number: int | None = None

    @property
    def is_on(self) -> bool:
        """Whether it switches on: « \\b », not « \\b0 »."""
        return self.number != 0


@dataclass(slots=True)
class Group:
    """A group: what is in it, in order; bytes are characters in the character set of their font."""

    children: list["Group | Word | bytes"] = field(default_factory=list)

    @property
    def destination(self) -> str:
        """The word that opens the group, which says what it is for."""
        words = (child for child in self.children[:2] if isinstance(child, Word) and child.name != "*")
        return next((word.name for word in words), "")

    @property
    def may_be_skipped(self) -> bool:
        """Whether the group says that programs which do not know it shall skip it."""
        return self.children[:1] == [Word("*")]

    @property
    def groups(self) -> Iterator["Group"]:
        """The groups in it."""
        return (child for child in self.children if isinstance(child, Group))

    def number(self, name: str) -> int | None:
        """Return the number of the word called *name* in it."""
        return next((child.number for child in self.children if isinstance(child, Word) and child.name == name), None)


def parse(content: bytes) -> tuple[Group, bool]:
    """Return the whole of *content* as a group, and whether it ends too early. Raises ValueError beyond limits."""
    root = Group()
    open_groups = [root]
    position = count = 0
    while match := _TOKEN.match(content, position):
        position = match.end()
        count += 1
        if count > _MOST_TOKENS:
            raise ValueError(f"more than {_MOST_TOKENS:,} control words in it")
        if match.lastgroup == "open":
            open_groups.append(Group())
            open_groups[-2].children.append(open_groups[-1])
            if len(open_groups) > _DEEPEST:
                raise ValueError(f"groups nested more than {_DEEPEST} deep")
        elif match.lastgroup == "close":
            if len(open_groups) > 1:
                open_groups.pop()
        elif (child := _child(match)) is not None:
            if isinstance(child, Word) and child.name == "bin":
                position += max(child.number or 0, 0)
            else:
                open_groups[-1].children.append(child)
    return root, len(open_groups) > 1


def _child(match: re.Match[bytes]) -> Word | bytes | None:
    if word := match["word"]:
        return _word(word, match["number"])
    if sign := match["sign"]:
        return _word(sign, None)
    if byte := match["byte"]:
        return bytes.fromhex(byte.decode("ascii"))
    text: bytes | None = match["text"]
    return text


@lru_cache(maxsize=10_000)
def _word(name: bytes, number: bytes | None) -> Word:
    return Word(name.decode("latin-1"), None if number is None else int(number))
