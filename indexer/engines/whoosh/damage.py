"""The engine's door for other people's errors: what Whoosh, pickle and NumPy raise on bytes that are not theirs."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.engines.whoosh.generations import REPAIR
from indexer.errors import EngineError, IndexDamaged, IndexerError

_REFUSALS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE})


@contextmanager
def damage_named(folder: Path) -> Iterator[None]:
    """
    Raise any error but our own as `IndexDamaged`: those libraries do not say which they raise. What a disk refuses is
    an `EngineError`.
    """
    try:
        yield
    except IndexerError:
        raise
    except OSError as error:
        if error.errno not in _REFUSALS:
            raise IndexDamaged(folder, f"{error}; {REPAIR}") from error
        raise EngineError(folder, f"the disk refuses: {error.strerror}; nothing has changed") from error
    except Exception as error:
        raise IndexDamaged(folder, f"{type(error).__name__}: {error}; {REPAIR}") from error
