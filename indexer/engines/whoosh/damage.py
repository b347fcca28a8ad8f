"""The engine's door for other people's errors: what Whoosh, pickle and NumPy raise on bytes that are not theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.engines.whoosh.generations import REPAIR
from indexer.errors import IndexDamaged, IndexerError


@contextmanager
def damage_named(folder: Path) -> Iterator[None]:
    """Raise any error but our own as `IndexDamaged`: those libraries do not say which they raise."""
    try:
        yield
    except IndexerError:
        raise
    except Exception as error:
        raise IndexDamaged(folder, f"{type(error).__name__}: {error}; {REPAIR}") from error
