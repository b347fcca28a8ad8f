"""Pages of engines that cut out their own passages: the rest of a page is made as ours is."""

import time
from collections.abc import Iterable

from indexer.excerpts.passages import Excerpt
from indexer.queries import Facet, Query
from indexer.releases import Release, Zone
from indexer.results import Hit, Matches, ResultPage
from indexer.searching import facet_values

WIDTH = 240
"""Characters of a passage, as ours."""

FIELDS = ("title", "subtitle", "lead", "body", "notes", "contacts")
"""What is searched by default, as fields of texts."""

BOOSTS = {"title": 5.0, "subtitle": 2.0, "lead": 1.5}


def page(matches: Matches, query: Query, passages: Iterable[tuple[str, ...]], start: float) -> ResultPage:
    """Return the page of *matches*; *passages* are those of each, as marked text. *start* is by `perf_counter`."""
    return ResultPage(
        query=query,
        total=matches.total,
        hits=tuple(
            Hit(match.release, match.score, (), tuple(Excerpt(Zone.BODY, text) for text in found))
            for match, found in zip(matches.page, passages, strict=True)
        ),
        facets={facet: facet_values(facet, matches, query) for facet in Facet},
        took=time.perf_counter() - start,
    )


def texts(release: Release) -> dict[str, str]:
    """Return the texts of *release* by field."""
    contacts = "\n".join(
        part for contact in release.contacts for part in (contact.name, *contact.emails, *contact.phones) if part
    )
    return {
        "title": release.title or "",
        "subtitle": release.subtitle or "",
        "lead": release.lead,
        "body": release.body,
        "notes": release.notes,
        "contacts": contacts,
    }
