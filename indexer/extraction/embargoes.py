"""Embargoes: the instant before which a release must not be shown. Only the metadata field, for now."""

import datetime
from collections.abc import Mapping
from zoneinfo import ZoneInfo

# An instant written without a zone is meant by the clocks of the newsrooms.
PARIS = ZoneInfo("Europe/Paris")


def find_embargo(metadata: Mapping[str, str]) -> datetime.datetime | None:
    """Return the instant of the field `embargo`. Raises ValueError when it is stated and is no ISO 8601 instant."""
    written = metadata.get("embargo", "").strip()
    if not written:
        return None
    instant = datetime.datetime.fromisoformat(written)
    return instant if instant.tzinfo else instant.replace(tzinfo=PARIS)
