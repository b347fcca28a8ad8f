"""The oracle fulfils the contract that it is the oracle of."""

from functools import partial
from pathlib import Path

from support.conformance import EngineConformance, OpenEngine
from support.reference import ReferenceEngine, ReferenceIndex


class TestReferenceEngine(EngineConformance):
    """The reference engine, in memory."""

    @staticmethod
    def opener(folder: Path) -> OpenEngine:
        """Return what opens one index in memory."""
        return partial(ReferenceEngine, ReferenceIndex())
