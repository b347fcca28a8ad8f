"""What every answer needs: the engine, the clock by which embargoes are judged, and the pages that are made already."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask, current_app

from indexer.engines.base import Engine
from webapp.remembering import Pages

_EXTENSION = "infopresse"


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive that an application serves. *clock* gives the aware instant now; *pages* were made already."""

    engine: Engine
    clock: Callable[[], datetime.datetime]
    pages: Pages = field(default_factory=Pages)

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
