"""The embedded engine fulfils the contract."""

from functools import partial
from pathlib import Path

import pytest
from support.conformance import AcrossProcesses, EngineConformance, OpenEngine

from indexer.engines.whoosh import engine
from indexer.engines.whoosh.engine import WhooshEngine


class TestWhooshEngine(EngineConformance, AcrossProcesses):
    """The Whoosh engine, on files."""

    @staticmethod
    def opener(folder: Path) -> OpenEngine:
        """Return what opens one index on files."""
        return partial(WhooshEngine, folder)

    @pytest.fixture(autouse=True)
    def _impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Give up at once where the engine would wait for another writer."""
        monkeypatch.setattr(engine, "_PATIENCE", 0.05)
