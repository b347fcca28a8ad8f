"""
What Whoosh knows of a segment: its codec.

Whoosh pickles `ReleaseSegment` and the fields by import path into each table of contents: to move or rename a class of
this module is a new `FORMAT_VERSION`.

Whoosh's own searcher runs on this index, over the zones searched by default, through the readers below: tests compare
it with ours. It does not write: see `gathering` and `merging`.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from whoosh import fields, formats
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from indexer.engines.whoosh.lexicon import Lexicon
from indexer.engines.whoosh.postings import Numbers, Postings
from indexer.engines.whoosh.segments import LAST_BY_DEFAULT, Segment

FORMAT_VERSION = 3
EXTENSION = ".arrays"
STEM = "stem"
FOLDED = "folded"
ID = "id"
RECORD = "record"
NAME = "MAIN"


class ReleaseSegment(base.Segment):
    """A segment as Whoosh has it; *deleted* is an array of uint32 as bytes."""

    def __init__(self, segment_id: str, size: int, deleted: bytes) -> None:
        self.indexname = NAME
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


def _opened(storage: FileStorage, segment: ReleaseSegment) -> Segment:
    return Segment(Path(storage.folder) / segment.make_filename(EXTENSION))
