"""What only the whole archive can tell of its releases: a pure function over all that was extracted."""

from collections.abc import Sequence

from indexer.releases import Release


def resolve(extracted: Sequence[Release]) -> tuple[Release, ...]:
    """Return the releases of the archive, in the order of *extracted*, with what only all of them together tell."""
    return tuple(extracted)
