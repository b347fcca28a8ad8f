"""A clock that tests set by hand."""

import datetime

SECOND = datetime.timedelta(seconds=1)


class Clock:
    """Gives the instant *now*, which whoever holds it may set."""

    def __init__(self, now: datetime.datetime) -> None:
        self.now = now

    def __call__(self) -> datetime.datetime:
        return self.now
