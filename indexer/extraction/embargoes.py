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
    return latest_meant(instant if instant.tzinfo else instant.replace(tzinfo=PARIS))


def latest_meant(instant: datetime.datetime) -> datetime.datetime:
    """
    Return the later of the two instants that an hour may mean which clocks show twice, or never: nothing is shown too
    early.
    """
    try:
        meant = [instant.replace(fold=fold).astimezone(datetime.UTC) for fold in (0, 1)]
        return max(meant).astimezone(instant.tzinfo)
    except OverflowError:  # at the first and the last hours that a datetime can hold
        return instant
