"""
The engines behind the search.

    base        the contract, in words
    facets      what a release counts under, and what selects it
    scoring     the constants of BM25F
    whoosh      the embedded index, on files
"""

import os
from pathlib import Path

from indexer.engines.base import Engine
from indexer.engines.whoosh.engine import WhooshEngine

_MOST_PROCESSES = 2


def open_engine(folder: Path) -> Engine:
    """Return the embedded engine on *folder*, whether or not there is an index yet."""
    return WhooshEngine(folder, processes=min(_MOST_PROCESSES, os.cpu_count() or 1))
