"""
The terms of a release as every peer is handed them: those that infopresse indexes, by groups of zones of one weight.

Stems and folded words; accented words are left out, no query of the benchmark asks for them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from indexer.analysis.words import Forms, word_forms
from indexer.engines.scoring import ZONE_WEIGHTS
from indexer.releases import SEARCHED_BY_DEFAULT, Release, Zone, zone_texts


class Group(StrEnum):
    """Zones that count alike; *apart* holds those that are not searched by default."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    LEAD = "lead"
    TEXT = "text"
    APART = "apart"


GROUPS: Mapping[Zone, Group] = MappingProxyType(
    {
        Zone.TITLE: Group.TITLE,
        Zone.SUBTITLE: Group.SUBTITLE,
        Zone.LEAD: Group.LEAD,
        **{zone: Group.TEXT if zone in SEARCHED_BY_DEFAULT else Group.APART for zone in Zone if zone > Zone.LEAD},
    }
)
WEIGHTS: Mapping[Group, float] = MappingProxyType({group: ZONE_WEIGHTS[zone] for zone, group in GROUPS.items()})
GAP = 8
"""Places between two texts of a group, so that no phrase runs from one into the next."""


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one text, in order."""

    group: Group
    words: tuple[Forms, ...]

    @property
    def stems(self) -> Iterator[str]:
        """The stems, those of one word one after the other."""
        return (stem for word in self.words for stem in word.stems)

    @property
    def folded(self) -> Iterator[str]:
        """The folded words."""
        return (word.folded for word in self.words)


def texts(release: Release) -> Iterator[Text]:
    """Yield the texts of *release* as terms."""
    for zone, text in zone_texts(release):
        yield Text(GROUPS[zone], tuple(word_forms(text, release.language)))


def groups(zones: Iterable[Zone]) -> tuple[Group, ...]:
    """Return the groups that make up *zones*. Raises ValueError when those cut a group in two."""
    wanted = frozenset(zones)
    found = tuple(group for group in Group if any(GROUPS[zone] is group for zone in wanted))
    if wanted != {zone for zone in Zone if GROUPS[zone] in found}:
        raise ValueError(f"zones {sorted(wanted)} are not a union of the groups that peers are handed")
    return found
