"""
One segment: some releases and all lists of their terms, in one file of arrays. Written once.

Documents are numbered in the order of equal scores: newest first, undated last, then by id. So a date filter is a range
of documents, and the first of several documents is the one to show first.

    date                YYYYMMDD, 0 for none, by document
    id, id_first        ids in UTF-8 one after the other, and where each begins; id_order: documents in the order of ids
    record, …_first     what is stored of each release, deflated (RFC 1951)
    record_dictionary   number of the text that deflating a record began with; …_dictionaries, …_first: those texts
    end_ZONE            number of places up to the end of a zone, by document; a text takes one more than its words
    facet_…, profile_…  what documents count under (see `indexer.engines.whoosh.profiles`)
    embargo_document    documents under embargo, ascending; embargo_instant: until when, in microseconds since 1970
    folded_…            lexicon and lists with occurrences of the folded words
    spelling_…          lexicon: texts of tokens by folded word, then by text; spelling_first: the first of each word
    stem_…              lexicon and lists of the stems; form_first, form: the folded words that have each stem
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.engines.whoosh.arrays import Array, ArraysFile, ArraysWriter
from indexer.engines.whoosh.columns import FacetColumn
from indexer.engines.whoosh.keeping import inflated
from indexer.engines.whoosh.lexicon import Lexicon, write_lexicon
from indexer.engines.whoosh.postings import Numbers, Postings
from indexer.engines.whoosh.profiles import Profiles, write_profiles
from indexer.queries import Facet
from indexer.releases import Zone

_RECORDS_AT_ONCE = 500

LAST_BY_DEFAULT = Zone.CONTACTS
"""Zones up to this one are searched by default, and stand first."""


@dataclass(frozen=True, slots=True)
class Documents:
    """
    What a segment keeps by document, in order. *ends* has one row a zone; *records* are deflated already, each with the
    dictionary that its *dictionary_of* says; *embargoes* are by document, in microseconds since 1970.
    """

    dates: Numbers
    ids: Sequence[bytes]
    records: Iterable[bytes]
    dictionaries: Sequence[bytes]
    dictionary_of: Numbers
    ends: Sequence[Array]
    facets: Mapping[Facet, FacetColumn]
    embargoes: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """
    The words of a segment. *folded* and *stems* are sorted; *spellings* are sorted by folded word, then by text, those
    of word f are numbered from `first[f]`; the folded words of stem s are `forms[form_first[s]:form_first[s + 1]]`.
    """

    folded: Sequence[bytes]
    spellings: Sequence[bytes]
    first: Numbers
    stems: Sequence[bytes]
    form_first: Numbers
    forms: Numbers


def write_documents(writer: ArraysWriter, documents: Documents) -> None:
    """Write what is kept by document."""
    ids = documents.ids
    writer.add("date", documents.dates.astype(np.int32))
    writer.add_bytes("id", b"".join(ids))
    writer.add_number("id_first", np.cumsum([0, *map(len, ids)]))
    writer.add_number("id_order", np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64))
    sizes = [0]
    writer.add_parts("record", np.dtype(np.uint8), _measured(documents.records, sizes))
    writer.add_number("record_first", np.cumsum(sizes))
    writer.add_number("record_dictionary", documents.dictionary_of)
    writer.add_bytes("record_dictionaries", b"".join(documents.dictionaries))
    writer.add_number("record_dictionaries_first", np.cumsum([0, *map(len, documents.dictionaries)]))
    for zone in Zone:
        writer.add_number(f"end_{zone.key}", documents.ends[zone])
    write_profiles(writer, documents.facets)
    under = sorted(documents.embargoes)
    writer.add_number("embargo_document", np.array(under, np.int64))
    writer.add("embargo_instant", np.array([documents.embargoes[each] for each in under], np.int64))


def write_vocabulary(writer: ArraysWriter, vocabulary: Vocabulary) -> None:
    """Write the words."""
    write_lexicon(writer, "folded", vocabulary.folded)
    write_lexicon(writer, "spelling", vocabulary.spellings)
    writer.add_number("spelling_first", vocabulary.first)
    write_lexicon(writer, "stem", vocabulary.stems)
    writer.add_number("form_first", vocabulary.form_first)
    writer.add_number("form", vocabulary.forms)


def _measured(records: Iterable[bytes], sizes: list[int]) -> Iterator[Array]:
    """Yield the bytes of *records*, many at once, and note their sizes."""
    remaining = iter(records)
    while some := [*islice(remaining, _RECORDS_AT_ONCE)]:
        sizes.extend(map(len, some))
        yield np.frombuffer(b"".join(some), np.uint8)


class Segment:
    """A segment, opened. Immutable; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        file = self.file = ArraysFile(path)
        self.name = path.name
        self.dates: npt.NDArray[np.int32] = file.whole("date")
        self.size = len(self.dates)
        self.embargoed = file.whole("embargo_document")
        self.instants = file.whole("embargo_instant")

    @cached_property
    def folded(self) -> Lexicon:
        """The folded words."""
        return Lexicon(self.file, "folded", self.words.size)

    @cached_property
    def words(self) -> Postings:
        """The lists of the folded words."""
        return Postings(self.file, "folded")

    @cached_property
    def stem_texts(self) -> Lexicon:
        """The stems."""
        return Lexicon(self.file, "stem", self.stems.size)

    @cached_property
    def stems(self) -> Postings:
        """The lists of the stems."""
        return Postings(self.file, "stem")

    @cached_property
    def ends(self) -> Mapping[Zone, Array]:
        """The number of places up to the end of each zone, by document."""
        return {zone: self.file.whole(f"end_{zone.key}") for zone in Zone}

    @property
    def lengths(self) -> Array:
        """The number of places of each document."""
        return self.ends[max(Zone)]

    @cached_property
    def first_spelling(self) -> Array:
        """The number of the first spelling of each folded word, and of all spellings."""
        return self.file.whole("spelling_first")

    @cached_property
    def _spellings(self) -> Lexicon:
        return Lexicon(self.file, "spelling", int(self.first_spelling[-1]))

    def spellings(self, word: int) -> list[str]:
        """Return the texts of tokens that folded word number *word* stands for, in the order of variants."""
        first = self.first_spelling
        return [text.decode() for text in self._spellings.texts(range(int(first[word]), int(first[word + 1])))]

    def all_spellings(self) -> list[bytes]:
        """Return the texts of all tokens."""
        return self._spellings.texts(range(self._spellings.size))

    def words_of(self, stem: int) -> list[int]:
        """Return the numbers of the folded words that have stem number *stem*."""
        first = self.file.part("form_first", stem, stem + 2)
        found: list[int] = self.file.part("form", int(first[0]), int(first[1])).tolist()
        return found

    @cached_property
    def profiles(self) -> Profiles:
        """What documents count under."""
        return Profiles(self.file, self.size)

    def all_forms(self) -> tuple[Numbers, Numbers]:
        """Return the stems of folded words, by stem, and those words: arrays of equal length."""
        first = self.file.whole("form_first").astype(np.int64)
        return np.repeat(np.arange(len(first) - 1), np.diff(first)), self.file.whole("form").astype(np.int64)

    def id(self, document: int) -> bytes:
        """Return the id of a document."""
        first = self.file.part("id_first", document, document + 2)
        return self.file.text("id", int(first[0]), int(first[1]))

    def document(self, release_id: bytes) -> int | None:
        """Return the document with this id, deleted or not."""
        order = self.file.whole("id_order")
        low, high = 0, self.size
        while low < high:
            middle = (low + high) // 2
            if self.id(int(order[middle])) < release_id:
                low = middle + 1
            else:
                high = middle
        if low == self.size:
            return None
        found = int(order[low])
        return found if self.id(found) == release_id else None

    @cached_property
    def dictionaries(self) -> list[bytes]:
        """The texts that deflating records began with."""
        borders = self.file.whole("record_dictionaries_first").tolist()
        return [self.file.text("record_dictionaries", start, stop) for start, stop in pairwise(borders)]

    @cached_property
    def dictionary_of(self) -> Array:
        """The number of each record's dictionary."""
        return self.file.whole("record_dictionary")

    def deflated_record(self, document: int) -> bytes:
        """Return what is stored of a document as it is kept."""
        first = self.file.part("record_first", document, document + 2)
        return self.file.text("record", int(first[0]), int(first[1]))

    def record(self, document: int) -> bytes:
        """Return what is stored of a document."""
        dictionary = self.dictionaries[int(self.dictionary_of[document])]
        return inflated(self.deflated_record(document), dictionary)
