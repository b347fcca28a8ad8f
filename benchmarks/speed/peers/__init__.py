"""
The engines, one file each.

    base          what is asked of each
    infopresse    ours, through its contract
    tantivy, fts5, fts5_arrays, xapian, bm25s, whoosh        handed our terms, zones and weights
    tantivy_own, fts5_own, xapian_own, whoosh_own            set up as their documentation advises
    columns       facets and filters in NumPy, for those that have none
"""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from benchmarks.speed.peers.base import Peer

_OWN_PACKAGES = frozenset({"benchmarks", "indexer"})

OURS = "infopresse"
OURS_IN_TWO = "infopresse-2"

PEERS: Mapping[str, str] = MappingProxyType(
    {
        OURS: "infopresse.Infopresse",
        OURS_IN_TWO: "infopresse.InfopresseTwo",
        "tantivy": "tantivy.Tantivy",
        "fts5": "fts5.Fts5",
        "fts5-numpy": "fts5_arrays.Fts5Arrays",
        "xapian": "xapian.Xapian",
        "bm25s": "bm25s.Bm25s",
        "whoosh": "whoosh.Whoosh",
        "tantivy-own": "tantivy_own.TantivyOwn",
        "fts5-own": "fts5_own.Fts5Own",
        "xapian-own": "xapian_own.XapianOwn",
        "whoosh-own": "whoosh_own.WhooshOwn",
    }
)
"""Where each is, by the name that the command line and the tables use."""


def peer(name: str) -> type[Peer]:
    """Return the class of an engine. Raises ImportError where what it needs is not installed."""
    module, _, attribute = PEERS[name].partition(".")
    found: type[Peer] = getattr(import_module(f"{__name__}.{module}"), attribute)
    return found


def missing(name: str) -> str:
    """Return what an engine lacks to run here, and nothing when it can run."""
    try:
        peer(name)
    except ImportError as error:
        if (error.name or "").partition(".")[0] in _OWN_PACKAGES:
            raise  # a name of ours that moved is no missing package
        return str(error)
    return ""
