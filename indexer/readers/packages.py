"""
ZIP packages of XML (.docx, .odt): their parts as trees, within limits.

What a package declares is not believed: inflating stops at the limit. XML is read by expat alone, which fetches
nothing; a document type, the only place where entities can be declared, is refused, as both formats do.
"""

import io
import zipfile
import zlib
from functools import lru_cache
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

_MOST_PARTS = 10_000
# The text of a thousand pages has a third of this.
_LARGEST_XML = 40_000_000
_MOST_ELEMENTS = 600_000
_DEEPEST = 200
_OLE = b"\xd0\xcf\x11\xe0"


class Package:
    """
    An open package. All its parts together may hold 40 MB of XML.

    Raises ValueError, saying why, when the bytes are no package or a part of it is damaged or too large.
    """

    def __init__(self, content: bytes) -> None:
        if content.startswith(_OLE):
            raise ValueError("protected by a password, or of an older format under this name; save it again without")
        # zipfile raises NotImplementedError where a package needs a version or a compression that it does not know.
        try:
            self._file = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
            raise ValueError(f"truncated or damaged ({error})") from error
        if len(self._file.infolist()) > _MOST_PARTS:
            raise ValueError(f"more than {_MOST_PARTS:,} parts in it")
        self._left = _LARGEST_XML

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._file.namelist())

    def text(self, name: str) -> bytes | None:
        """Return the bytes of the part *name*, or None when there is none."""
        try:
            member = self._file.getinfo(name)
        except KeyError:
            return None
        if member.flag_bits & 0x1:
            raise ValueError("protected by a password")
        if member.file_size > self._left:
            self._refuse()
        try:
            with self._file.open(member) as part:
                content = part.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise ValueError(f"its part {name} is damaged ({error})") from error
        if len(content) > self._left:
            self._refuse()
        self._left -= len(content)
        return content

    def tree(self, name: str) -> Element | None:
        """Return the XML of the part *name*, names without their namespaces, or None when there is none."""
        content = self.text(name)
        if content is None:
            return None
        try:
            return parse_xml(content)
        except ValueError as error:
            raise ValueError(f"its part {name}: {error}") from error

    def _refuse(self) -> NoReturn:
        raise ValueError(f"more than {_LARGEST_XML // 1_000_000} MB of XML in it when inflated")


def parse_xml(content: bytes) -> Element:
    """Return the tree of *content*, elements and attributes by their local names. Raises ValueError."""
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = builder.refuse_type
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError(f"not well-formed ({error})") from error
    return builder.root()


class _Builder:
    def __init__(self) -> None:
        self._tree: TreeBuilder = TreeBuilder()
        self._depth = 0
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > _DEEPEST:
            raise ValueError(f"elements nested more than {_DEEPEST} deep")
        if self._count > _MOST_ELEMENTS:
            raise ValueError(f"more than {_MOST_ELEMENTS:,} elements")
        self._tree.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self._depth -= 1
        self._tree.end(_local(name))

    def data(self, text: str) -> None:
        self._tree.data(text)

    def refuse_type(self, name: str, system: str | None, public: str | None, is_internal: int) -> None:
        raise ValueError("it declares a document type, where entities could hide: not read")

    def root(self) -> Element:
        return self._tree.close()


@lru_cache(maxsize=1000)
def _local(name: str) -> str:
    return name.rpartition(" ")[2]
