"""What every answer needs: the engine, and the clock by which embargoes are judged."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

from indexer.engines.base import Engine

_EXTENSION = "infopresse"


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive that an application serves. *clock* gives the aware instant now."""

    engine: Engine
    clock: Callable[[], datetime.datetime]

    @property
    def now(self) -> datetime.datetime:
        """The instant at which it is asked."""
        return self.clock()


def install(app: Flask, archive: Archive) -> None:
    """Make *archive* the one that *app* serves."""
    app.extensions[_EXTENSION] = archive


def archive() -> Archive:
    """Return the archive of the application that answers."""
    found: Archive = current_app.extensions[_EXTENSION]
    return found
