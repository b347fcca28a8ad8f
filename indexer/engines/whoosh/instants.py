"""Instants as an index keeps and compares them."""

import datetime

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def microseconds(instant: datetime.datetime) -> int:
    """Return an aware instant in microseconds since 1970."""
    return (instant - _EPOCH) // datetime.timedelta(microseconds=1)
