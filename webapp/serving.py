"""
Serving with gunicorn: one master that searches only to warm up, workers that are forked from it and open the index anew
when it changes, and, on demand, one process that indexes what changes in the archive's folder.
"""

import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from indexer.archive.catalogue import Catalogue
from indexer.engines import open_engine
from indexer.errors import IndexerError
from indexer.indexing import synchronise
from indexer.settings import Settings
from webapp import create_app
from webapp.warming import share, warm

WATCH_SECONDS = 2.0
"""Between the end of one look at the folder and the beginning of the next."""

THREADS = 2
"""
Of a worker: while one waits for a connection that a browser opened in advance and that says nothing for seconds, the
other answers. Each has memory of its own to allocate from: four take 12 MB more than two.
"""

log = logging.getLogger(__name__)


class Server(BaseApplication):
    """A gunicorn server for one application, configured by arguments instead of a file."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its settings."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application."""
        return self._app


def serve(
    settings: Settings, *, host: str, port: int, workers: int, watch: bool, announce: Callable[[str], None]
) -> None:
    """Serve until a signal ends the process; *announce* is told each address when it answers."""

    def when_ready(arbiter: Arbiter) -> None:
        share()
        for listener in arbiter.LISTENERS:
            announce(str(listener))
        if watch and settings.folder:
            _start_watcher(settings)

    app = create_app(open_engine(settings.engine))
    warm(app)
    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "preload_app": True,
        "loglevel": "warning",
        "graceful_timeout": 5,
        "limit_request_line": 0,  # a query of any length gets a page that says how it was cut, see `expressions`
        "control_socket_disable": True,
        "when_ready": when_ready,
        "post_worker_init": lambda _: warm(app),  # what a worker writes to is copied: before a reader waits for it
    }
    Server(app, options).run()


def watch_folder(settings: Settings, parent: int) -> None:
    """Index what changes in the archive's folder, again and again, as long as the process *parent* lives."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=logging.INFO, format="infopresse: %(message)s")
    while os.getppid() == parent:
        synchronise_quietly(settings)
        time.sleep(WATCH_SECONDS)


def synchronise_quietly(settings: Settings) -> None:
    """Bring the index up to date once; log what changed, and what went wrong."""
    if settings.folder is None:
        return
    engine, catalogue = open_engine(settings.engine), Catalogue(settings.catalogue)
    try:
        report = synchronise(engine, catalogue, settings.folder, state=settings.state)
        if report.new or report.changed or report.removed:
            log.info("%s new, %s changed, %s removed", report.new, report.changed, report.removed)
    except IndexerError as error:
        log.warning("%s", error)
    finally:
        catalogue.close()
        engine.close()


def _start_watcher(settings: Settings) -> None:
    """Start the watcher as a fresh process: a fork would inherit the server's sockets and signals."""
    context = multiprocessing.get_context("spawn")
    context.Process(target=watch_folder, args=(settings, os.getpid()), daemon=True, name="infopresse-watch").start()
