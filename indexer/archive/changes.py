"""How a folder differs from what is known of it: by the states of files, then by the hashes of their bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indexer import readers
from indexer.archive.catalogue import KnownFile
from indexer.archive.files import FoundFile, digest
from indexer.errors import ReadError


@dataclass(frozen=True, slots=True)
class Named:
    """A file that was not indexed, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A file to look at: as it was found, the hash of its bytes, and what was known of it."""

    file: FoundFile
    digest: str
    known: KnownFile | None

    @property
    def is_new(self) -> bool:
        """Whether the file was not known."""
        return self.known is None

    @property
    def is_same(self) -> bool:
        """Whether the file holds the bytes that are known."""
        return self.known is not None and self.known.digest == self.digest


@dataclass(frozen=True, slots=True)
class Changes:
    """
    How a folder differs from the catalogue: files *to_read*, files that hold the known bytes at another time
    (*touched*), the number of those that were read well and rest (*unchanged*), sources that are gone, and files that
    are not read or cannot be.
    """

    to_read: tuple[Change, ...]
    touched: tuple[Change, ...]
    unchanged: int
    removed: tuple[str, ...]
    ignored: tuple[Named, ...]
    failed: tuple[Named, ...]

    def digests(self, known: Mapping[str, KnownFile]) -> dict[str, str]:
        """Return the hashes of the bytes of the files as they are now, by source; *known* are those as they were."""
        gone = set(self.removed)
        kept = {source: file.digest for source, file in known.items() if source not in gone}
        return kept | {change.file.source: change.digest for change in self.to_read}


def changes(found: Iterable[FoundFile], known: Mapping[str, KnownFile], *, again: bool = False) -> Changes:
    """Compare the files *found* with those *known*, by state, then by the hash of their bytes; *again*: read all."""
    to_read, touched, ignored, failed = [], [], [], []
    unchanged, seen = 0, set()
    for file in found:
        if not readers.is_supported(file.path):
            ignored.append(Named(file.source, f"type {file.path.suffix or 'without extension'} is not read"))
            continue
        seen.add(file.source)
        before = known.get(file.source)
        rests = before is not None and file.state is not None and before.state == file.state
        try:
            change = Change(file, before.digest if before and rests else digest(file.path), before)
        except ReadError as error:
            failed.append(Named(file.source, error.reason))
            seen.discard(file.source)
            continue
        if again or not change.is_same:
            to_read.append(change)
            continue
        if not rests:
            touched.append(change)
        if before and before.failure:
            failed.append(Named(file.source, before.failure))
        else:
            unchanged += 1
    removed = tuple(sorted(known.keys() - seen))
    return Changes(tuple(to_read), tuple(touched), unchanged, removed, tuple(ignored), tuple(failed))
