"""
All that Whoosh knows of an index: its codec, its segments and its table of contents. The one file that names
Whoosh's inner parts.

Whoosh pickles `ReleaseSegment` and the schema by import path into each table of contents (TOC): to move or rename a
class of this module is a new `FORMAT_VERSION`. A table of contents is code: never open one that somebody else could
write.

Whoosh's own searcher runs on this index, over the zones searched by default, through the readers below: tests compare
it with ours. It does not write: see `gathering` and `merging`.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from whoosh import fields, formats
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from indexer.engines.whoosh.lexicon import Lexicon
from indexer.engines.whoosh.postings import Numbers, Postings
from indexer.engines.whoosh.segments import LAST_BY_DEFAULT, Segment

FORMAT_VERSION = 2
EXTENSION = ".arrays"
STEM = "stem"
FOLDED = "folded"
ID = "id"
RECORD = "record"
_NAME = "MAIN"


@dataclass(frozen=True, slots=True)
class Listed:
    """A segment as a commit lists it: the name of its file, its number of documents, and the deleted ones."""

    name: str
    size: int
    deleted: Numbers


class ReleaseSegment(base.Segment):
    """A segment as Whoosh has it; *deleted* is an array of uint32 as bytes."""

    def __init__(self, segment_id: str, size: int, deleted: bytes) -> None:
        self.indexname = _NAME
        self.segid = segment_id
        self.compound = False
        self._size = size
        self._deleted = deleted

    def codec(self) -> "ArraysCodec":
        """Return the codec that reads this segment."""
        return ArraysCodec()

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted or not."""
        return self._size

    def deleted_count(self) -> int:
        """Return the number of deleted documents."""
        return len(self._deleted) // 4

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted documents, ascending."""
        return iter(np.frombuffer(self._deleted, "<u4").tolist())

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a document is deleted."""
        return bool((np.frombuffer(self._deleted, "<u4") == docnum).any())


class ArraysCodec(base.Codec):
    """Reads segments that are one file of arrays."""

    def terms_reader(self, storage: FileStorage, segment: ReleaseSegment) -> "_Terms":
        """Return the reader of the terms of *segment*."""
        return _Terms(_opened(storage, segment))

    def per_document_reader(self, storage: FileStorage, segment: ReleaseSegment) -> "_PerDocument":
        """Return the reader of the documents of *segment*."""
        return _PerDocument(_opened(storage, segment), segment)

    def new_segment(self, storage: FileStorage, indexname: str) -> NoReturn:
        """Refuse: see the module."""
        raise NotImplementedError("segments are written by gathering and merging")

    per_document_writer = field_writer = postings_writer = postings_reader = new_segment


class _Terms(base.TermsReader):
    """The lists of a segment, one field a kind of terms."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def _field(self, name: str) -> tuple[Lexicon, Postings]:
        if name == STEM:
            return self._segment.stem_texts, self._segment.stems
        return self._segment.folded, self._segment.words

    def _number(self, name: str, text: bytes) -> int | None:
        lexicon, lists = self._field(name)
        number = lexicon.find(text) if name in (STEM, FOLDED) else None
        return number if number is not None and lists.having[number] else None

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._number(*term) is not None

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a field from *prefix* on."""
        lexicon, lists = self._field(fieldname)
        numbers = range(lexicon.place(prefix), lexicon.size)
        texts = zip(numbers, lexicon.texts(numbers), strict=True)
        return ((fieldname, text) for number, text in texts if lists.having[number])

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield all terms."""
        for name in self.indexed_field_names():
            yield from self.terms_from(name, b"")

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield all terms and what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the terms of a field from *prefix* on, and what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return how many documents hold a term."""
        documents, levels = self._list(fieldname, text)
        return TermInfo(
            weight=float(levels.sum()),
            df=len(documents),
            minlength=1,
            maxlength=1,
            maxweight=float(levels.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return the sum of the weights of a term; 0 for one that is not there."""
        return float(self.term_info(fieldname, text).weight()) if (fieldname, text) in self else 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many documents hold a term; 0 for one that is not there."""
        return len(self._list(fieldname, text)[0]) if (fieldname, text) in self else 0

    def matcher(self, fieldname: str, text: bytes, format_: formats.Format, scorer: Any = None) -> ListMatcher:
        """Return Whoosh's matcher of a term; in the folded field with positions."""
        documents, levels = self._list(fieldname, text)
        values = None if fieldname == STEM else self._positions(text, documents, format_)
        return ListMatcher(
            documents.tolist(),
            levels.astype(float).tolist(),
            values,
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def indexed_field_names(self) -> tuple[str, ...]:
        """Return the names of the fields."""
        return STEM, FOLDED

    def _list(self, fieldname: str, text: bytes) -> tuple[Numbers, Any]:
        return self._field(fieldname)[1].documents(self._numbered(fieldname, text))

    def _numbered(self, fieldname: str, text: bytes) -> int:
        number = self._number(fieldname, text)
        if number is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return number

    def _positions(self, text: bytes, documents: Numbers, format_: formats.Format) -> list[bytes]:
        found = self._segment.words.occurrences(self._numbered(FOLDED, text))
        in_default = found.places < self._segment.ends[LAST_BY_DEFAULT][found.documents]
        places, of_place = found.places[in_default], found.documents[in_default]
        borders = np.searchsorted(of_place, np.append(documents, self._segment.size))
        return [format_.encode(places[start:stop].tolist()) for start, stop in pairwise(borders)]


class _PerDocument(base.PerDocumentReader):
    """The documents of a segment."""

    def __init__(self, segment: Segment, listed: ReleaseSegment) -> None:
        self._segment = segment
        self._listed = listed

    def doc_count(self) -> int:
        """Return the number of documents that are not deleted."""
        return int(self._listed.doc_count())

    def doc_count_all(self) -> int:
        """Return the number of documents."""
        return self._listed.doc_count_all()

    def has_deletions(self) -> bool:
        """Return whether a document is deleted."""
        return bool(self._listed.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a document is deleted."""
        return self._listed.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted documents."""
        return self._listed.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return 1: levels are normalised already."""
        return 1

    def field_length(self, fieldname: str) -> int:
        """Return the sum of `doc_field_length`."""
        return self._listed.doc_count_all()

    def min_field_length(self, fieldname: str) -> int:
        """Return the least of `doc_field_length`."""
        return 1

    def max_field_length(self, fieldname: str) -> int:
        """Return the greatest of `doc_field_length`."""
        return 1

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """Return the id and the record of a document."""
        return {ID: self._segment.id(docnum).decode(), RECORD: self._segment.record(docnum).decode()}


class _Storage(FileStorage):
    """A folder whose renamed files are on the disk, with their names, when the call returns."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file once its bytes are on the disk."""
        flush(Path(self.folder) / oldname)
        super().rename_file(oldname, newname, safe=safe)
        flush(Path(self.folder))


class _Positions(formats.Positions):
    """Positions as the readers above hand them on."""

    def encode(self, positions: Sequence[int]) -> bytes:
        """Return *positions* as little-endian uint32."""
        return np.array(positions, "<u4").tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Undo `encode`."""
        return list(np.frombuffer(valuestring, "<u4").tolist())


class _TermsField(fields.FieldType):
    """A field whose terms are made above the engine."""

    def __init__(self, format_: formats.Format) -> None:
        super().__init__(format=format_, analyzer=None)

    def to_bytes(self, value: str | bytes) -> bytes:
        """Return a term as the lexicon has it."""
        return value.encode() if isinstance(value, str) else value


def schema() -> fields.Schema:
    """Return the fields as Whoosh's searcher sees them."""
    return fields.Schema(
        **{
            ID: fields.STORED(),
            RECORD: fields.STORED(),
            STEM: _TermsField(formats.Existence()),
            FOLDED: _TermsField(_Positions()),
        }
    )


def latest_commit(folder: Path) -> int:
    """Return the number of the newest commit in *folder*. Raises FileNotFoundError when there is none."""
    pattern = TOC._pattern(_NAME)
    commits = [int(found[1]) for each in folder.iterdir() if (found := pattern.match(each.name))]
    if not commits:
        raise FileNotFoundError(f"{folder.name} holds no commit")
    return max(commits)


def is_written(folder: Path, commit: int) -> bool:
    """Return whether a commit is there: from then on its segments are the index, whatever fails after."""
    return (folder / TOC._filename(_NAME, commit)).exists()


def commit_time(folder: Path, commit: int) -> int:
    """Return when a commit was written, in nanoseconds since 1970."""
    return (folder / TOC._filename(_NAME, commit)).stat().st_mtime_ns


def read_commit(folder: Path, commit: int) -> tuple[Listed, ...]:
    """Return the segments of a commit. Raises what Whoosh and pickle raise on bytes that are not theirs."""
    contents = TOC.read(FileStorage(str(folder), supports_mmap=False), _NAME, gen=commit, schema=schema())
    return tuple(
        Listed(each.make_filename(EXTENSION), each.doc_count_all(), np.array([*each.deleted_docs()], np.int64))
        for each in contents.segments
    )


def write_commit(folder: Path, commit: int, segments: Sequence[Listed]) -> None:
    """Make *segments* the index, in one step that survives a power cut, and remove the files of other commits."""
    storage = _Storage(str(folder))
    TOC(schema(), _as_whoosh_has(segments), commit).write(storage, _NAME)
    sweep(folder, commit, segments)


def sweep(folder: Path, commit: int, segments: Sequence[Listed]) -> None:
    """Remove the files of other commits, and those that a writer left that died."""
    clean_files(FileStorage(str(folder)), _NAME, commit, _as_whoosh_has(segments))


def segment_name(commit: int, number: int) -> str:
    """Return the name of the file of the *number*th segment that a commit writes."""
    return f"{_NAME}_{commit:08d}x{number:04d}{EXTENSION}"


def segment_paths(folder: Path, commit: int) -> Iterator[Path]:
    """Yield the files of the segments that a commit has written so far."""
    return folder.glob(f"{_NAME}_{commit:08d}x*")


def flush(place: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _as_whoosh_has(segments: Sequence[Listed]) -> list[ReleaseSegment]:
    return [
        ReleaseSegment(_segment_id(each.name), each.size, each.deleted.astype("<u4").tobytes()) for each in segments
    ]


def _segment_id(name: str) -> str:
    return name.removeprefix(f"{_NAME}_").removesuffix(EXTENSION)


def _opened(storage: FileStorage, segment: ReleaseSegment) -> Segment:
    return Segment(Path(storage.folder) / segment.make_filename(EXTENSION))
