"""
The fields of the index, and a release as one Whoosh document.

Whoosh pickles these classes by import path into each index: to move or rename one is a new `FORMAT_VERSION`.

One field a kind of terms. A posting's positions hold the zone too: `zone << ZONE_SHIFT | place`, where the places of a
zone go on over its texts with a gap between two, so that no phrase runs from one into the next.
"""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from whoosh import columns, fields, formats

from indexer.analysis.words import Kind, word_forms
from indexer.engines.facets import facet_values, selecting_keys
from indexer.queries import Facet, date_number
from indexer.records import to_record
from indexer.releases import Release, Zone, zone_texts

FORMAT_VERSION = 1
ZONE_SHIFT = 24
PLACE_MASK = (1 << ZONE_SHIFT) - 1
GAP = 8
SEPARATOR = "\x1f"

ID = "id"
RECORD = "record"
SPELLING = "spelling"
DATE = "date"
EMBARGO = "embargo"
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def microseconds(instant: datetime.datetime) -> int:
    """Return an aware instant as the column of embargoes has it: microseconds since 1970; 0 there stands for none."""
    return (instant - _EPOCH) // datetime.timedelta(microseconds=1)


def length_name(zone: Zone) -> str:
    """Return the name of the column of a zone's number of words."""
    return f"length_{zone.key}"


def values_name(facet: Facet) -> str:
    """Return the name of the column of a facet's values."""
    return f"values_{facet.value}"


def keys_name(facet: Facet) -> str:
    """Return the name of the column of the keys by which a selection in a facet reaches a document."""
    return f"keys_{facet.value}"


class ZonedPositions(formats.Positions):
    """Positions as little-endian uint32, ascending."""

    def encode(self, poslist: list[int]) -> bytes:
        """Return the value of a posting."""
        return np.asarray(poslist, "<u4").tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Return the positions of a posting."""
        return np.frombuffer(valuestring, "<u4").tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        """Return the number of positions of a posting."""
        return len(valuestring) // 4


class TermsField(fields.FieldType):
    """A field that is handed its terms ready made: a mapping of a term to its positions."""

    def __init__(self) -> None:
        super().__init__(format=ZonedPositions(), analyzer=None)

    def index(self, value: Mapping[str, list[int]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, posting value) for each term."""
        for text, positions in value.items():
            yield text.encode(), len(positions), float(len(positions)), self.format.encode(positions)


class SpellingsField(fields.FieldType):
    """A field that is handed a set of words as written; its lexicon is all that is read."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None)

    def index(self, value: frozenset[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, posting value) for each word."""
        for text in sorted(value):
            yield text.encode(), 1, 1.0, b""


def schema() -> fields.Schema:
    """Return the fields of an index."""
    return fields.Schema(
        **{
            ID: fields.ID(unique=True, sortable=True),
            RECORD: fields.STORED(),
            SPELLING: SpellingsField(),
            DATE: fields.COLUMN(columns.NumericColumn("i")),
            EMBARGO: fields.COLUMN(columns.NumericColumn("q")),
        },
        **{kind.value: TermsField() for kind in Kind},
        **{length_name(zone): fields.COLUMN(columns.NumericColumn("i")) for zone in Zone},
        **{values_name(facet): fields.COLUMN(columns.VarBytesColumn()) for facet in Facet},
        **{keys_name(facet): fields.COLUMN(columns.VarBytesColumn()) for facet in Facet},
    )


def document(release: Release) -> dict[str, Any]:
    """Return *release* as the values of a Whoosh document."""
    terms: dict[Kind, defaultdict[str, list[int]]] = {kind: defaultdict(list) for kind in Kind}
    lengths = dict.fromkeys(Zone, 0)
    places = dict.fromkeys(Zone, 0)
    spellings = set()
    for zone, text in zone_texts(release):
        base = zone << ZONE_SHIFT
        place = places[zone]
        for found in word_forms(text):
            for term in found.terms:
                terms[term.kind][term.text].append(base | place)
            spellings.add(found.spelling)
            lengths[zone] += 1
            place = min(place + 1, PLACE_MASK)
        places[zone] = min(place + GAP, PLACE_MASK)
    return {
        ID: release.id,
        RECORD: json.dumps(to_record(release), ensure_ascii=False, separators=(",", ":")),
        SPELLING: frozenset(spellings),
        DATE: date_number(release.date),
        EMBARGO: microseconds(release.embargo) if release.embargo else 0,
        **{kind.value: dict(by_text) for kind, by_text in terms.items()},
        **{length_name(zone): lengths[zone] for zone in Zone},
        **{values_name(facet): _joined(facet_values(release, facet)) for facet in Facet},
        **{keys_name(facet): _joined(sorted(selecting_keys(release, facet))) for facet in Facet},
    }


def _joined(values: tuple[str, ...] | list[str]) -> bytes:
    return SEPARATOR.join(values).encode()
