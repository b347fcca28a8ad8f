"""
bm25s with our terms: scores computed beforehand for every term and document, in memory-mapped arrays.

It scores and has no positions: matching is « its terms have a score », phrases cannot be asked; facets are counted with
NumPy. Zones weigh by repeating terms: twice their weight, since one is 1.5; k1 is doubled for that.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import bm25s
import numpy as np
import numpy.typing as npt

from benchmarks.speed.analysed import WEIGHTS, Group, texts
from benchmarks.speed.peers.base import Peer
from benchmarks.speed.peers.columns import Columns, Gathering, Mask
from benchmarks.speed.trees import Untranslatable, sequences
from indexer.analysis.words import Kind
from indexer.engines.scoring import EXACT_WEIGHT, K1, B
from indexer.expressions.tree import All, Alternatives, AnyOf, AtLeast, Everything, Except, Expression, Leaf, Prefix
from indexer.queries import Query
from indexer.records import restored, stored
from indexer.releases import SEARCHED_BY_DEFAULT, Release
from indexer.results import Matches

_Scores = npt.NDArray[np.float32]
_SCALE = 2
_RECORDS = "records.jsonl"


class Bm25s(Peer):
    """bm25s with our terms and our excerpts."""

    def build(self, releases: Iterable[Release]) -> None:
        """See `Peer.build`."""
        gathering, vocabulary, ends = Gathering(), dict[str, int](), [0]
        documents: list[list[int]] = []
        with (self.folder / _RECORDS).open("wb") as records:
            for release in releases:
                gathering.put(release)
                documents.append([vocabulary.setdefault(term, len(vocabulary)) for term in _terms(release)])
                ends.append(ends[-1] + records.write(stored(release)))
        retriever = bm25s.BM25(method="lucene", k1=_SCALE * K1, b=B)
        retriever.index((documents, vocabulary), show_progress=False, create_empty_token=False)
        retriever.save(self.folder / "bm25s", show_progress=False)
        np.save(self.folder / "ends.npy", np.array(ends))
        gathering.save(self.folder)

    def open(self) -> None:
        """See `Peer.open`."""
        self._retriever = bm25s.BM25.load(self.folder / "bm25s", mmap=True, load_vocab=True)
        self._columns = Columns(self.folder)
        self._ends = np.load(self.folder / "ends.npy")
        self._records = (self.folder / _RECORDS).open("rb")
        self._in_order = sorted(self._retriever.vocab_dict)
        self._nothing = np.zeros(len(self._columns.dates), np.float32)

    def search(self, query: Query) -> Matches:
        """See `Peer.search`."""
        found, scores = self._evaluated(query.expression)
        return self._columns.answer(found, scores, query, self._release)

    def close(self) -> None:
        """See `Peer.close`."""
        self._records.close()
        del self._retriever

    def _evaluated(self, expression: Expression) -> tuple[Mask, _Scores]:
        match expression:
            case Leaf():
                return self._leaf(expression)
            case Everything():
                return np.ones(len(self._nothing), bool), self._nothing
            case All(clauses):
                return self._at_least(len(clauses), clauses)
            case AnyOf(clauses):
                return self._at_least(1, clauses)
            case AtLeast(count, clauses):
                return self._at_least(count, clauses)
            case Except(kept, excluded):
                found, scores = self._evaluated(kept)
                return found & ~self._evaluated(excluded)[0], scores

    def _at_least(self, count: int, clauses: tuple[Expression, ...]) -> tuple[Mask, _Scores]:
        parts = [self._evaluated(clause) for clause in clauses]
        found = np.sum([found for found, _ in parts], axis=0) >= count
        return found, np.sum([scores for _, scores in parts], axis=0, dtype=np.float32)

    def _leaf(self, leaf: Leaf) -> tuple[Mask, _Scores]:
        if leaf.zones != SEARCHED_BY_DEFAULT:
            raise Untranslatable("words in chosen zones")
        scores = self._scores(leaf.positions)
        exact = self._scores(leaf.exact) if leaf.exact else self._nothing
        return scores > 0, scores + np.float32(EXACT_WEIGHT) * exact

    def _scores(self, positions: tuple[Alternatives, ...]) -> _Scores:
        if len(positions) > 1:
            raise Untranslatable("a phrase")
        tokens = [
            token
            for ((each),) in sequences(positions)
            for token in (self._beginning(each.text) if isinstance(each, Prefix) else [_token(each.kind, each.text)])
            if token in self._retriever.vocab_dict
        ]
        scores: _Scores = self._retriever.get_scores(tokens) if tokens else self._nothing
        return scores

    def _beginning(self, prefix: str) -> list[str]:
        first = _token(Kind.FOLDED, prefix)
        return self._in_order[bisect_left(self._in_order, first) : bisect_left(self._in_order, first + chr(0x10FFFF))]

    def _release(self, document: int) -> Release:
        start, end = int(self._ends[document]), int(self._ends[document + 1])
        self._records.seek(start)
        return restored(self._records.read(end - start))


def _terms(release: Release) -> Iterator[str]:
    """Yield the terms of the zones searched by default, each as often as it counts."""
    for text in texts(release):
        if text.group is not Group.APART:
            times = int(_SCALE * WEIGHTS[text.group])
            for word in text.words:
                yield from [_token(Kind.FOLDED, word.folded)] * times
                for stem in word.stems:
                    yield from [_token(Kind.STEM, stem)] * times


def _token(kind: Kind, text: str) -> str:
    return f"{kind.value[0]}{text}"
