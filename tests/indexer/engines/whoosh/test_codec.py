"""Whoosh's own searcher finds on this index what our evaluator finds."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.drawing import drawn
from support.histories import TERMS, Change, apply, histories
from support.queries import NOW, query
from support.releases import ARCHIVE
from whoosh import query as stock
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from indexer.analysis.words import Kind, Term
from indexer.engines.whoosh import writing
from indexer.engines.whoosh.codec import FOLDED, STEM, ArraysCodec
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.expressions.tree import All, AnyOf, Everything, Except, Expression, Leaf, Prefix

LATER = NOW.replace(year=2100)
"""When all embargoes have passed, of which Whoosh knows nothing."""

FOLDED_WORDS = sorted(term.text for term in TERMS if term.kind is Kind.FOLDED)
STEMS = sorted(term.text for term in TERMS if term.kind is Kind.STEM)


class Asked(NamedTuple):
    """One question, as we and as Whoosh put it."""

    ours: Expression
    theirs: stock.Query


def stem(text: str) -> Asked:
    """Ask for a stem."""
    return Asked(Leaf(text, ((Term(Kind.STEM, text),),)), stock.Term(STEM, text))


def folded(text: str) -> Asked:
    """Ask for a folded word."""
    return Asked(Leaf(text, ((Term(Kind.FOLDED, text),),)), stock.Term(FOLDED, text))


def phrase(texts: list[str]) -> Asked:
    """Ask for folded words, one after the other."""
    return Asked(
        Leaf(" ".join(texts), tuple((Term(Kind.FOLDED, text),) for text in texts)), stock.Phrase(FOLDED, texts)
    )


def prefix(text: str) -> Asked:
    """Ask for folded words that begin alike."""
    return Asked(Leaf(f"{text}*", ((Prefix(text),),)), stock.Prefix(FOLDED, text))


def both(clauses: list[Asked]) -> Asked:
    """Ask for what all clauses match."""
    return Asked(All(tuple(each.ours for each in clauses)), stock.And([each.theirs for each in clauses]))


def either(clauses: list[Asked]) -> Asked:
    """Ask for what one clause matches."""
    return Asked(AnyOf(tuple(each.ours for each in clauses)), stock.Or([each.theirs for each in clauses]))


def excluding(kept: Asked, excluded: Asked) -> Asked:
    """Ask for what one clause matches and the other does not. Whoosh's AndNot gives what is excluded (2.7.4)."""
    return Asked(Except(kept.ours, excluded.ours), stock.And([kept.theirs, stock.Not(excluded.theirs)]))


leaves = (
    st.sampled_from(STEMS).map(stem)
    | st.sampled_from(FOLDED_WORDS).map(folded)
    | st.lists(st.sampled_from(FOLDED_WORDS), min_size=2, max_size=3).map(phrase)
    | st.sampled_from([["la", "mer"], ["saint", "malo"], ["de", "la"], ["la", "mer", "la"]]).map(phrase)
    | st.sampled_from(["e", "ener", "s", "san", "mer", "20", "zzz", "œ"]).map(prefix)
    | st.just(Asked(Everything(), stock.Every()))
)
questions = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=3).map(both)
        | st.lists(inner, min_size=2, max_size=3).map(either)
        | st.builds(excluding, inner, inner)
    ),
    max_leaves=5,
)


def by_us(engine: WhooshEngine, asked: Asked) -> set[str]:
    """Return the ids of what we find."""
    plain = query("", at=LATER, size=100)
    return {each.id for each in engine.scan(replace(plain, reading=replace(plain.reading, tree=asked.ours)))}


@contextmanager
def by_whoosh(folder: Path) -> Iterator[FileIndex]:
    """Open the generation that answers as Whoosh does."""
    index = FileIndex(FileStorage(str(folder / "generations" / (folder / "current").read_text())))
    yield index
    index.close()


@drawn(40)
@given(history=histories, asked=st.lists(questions, min_size=1, max_size=8), is_merged=st.booleans())
def test_the_searcher_of_whoosh_finds_the_same(history: list[Change], asked: list[Asked], is_merged: bool) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        if not is_merged:
            patch.setattr(writing, "_to_merge", lambda listed: (list(listed), []))
        engine = WhooshEngine(folder)
        for change in history:
            apply(change, engine)
        with by_whoosh(folder) as index, index.searcher() as searcher:
            assert searcher.doc_count() == engine.info().releases
            for each in asked:
                documents = list(searcher.docs_for_query(each.theirs))
                ids = {searcher.stored_fields(document)["id"] for document in documents}
                assert len(ids) == len(documents)
                assert ids == by_us(engine, each)
        engine.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write `ARCHIVE` in two segments, one with a deleted release."""
    engine = WhooshEngine(tmp_path)
    apply(Change(ARCHIVE[:9]), engine)
    apply(Change(ARCHIVE[9:]), engine)
    apply(Change((ARCHIVE[0].id,)), engine)
    engine.close()
    return tmp_path


def test_the_reader_of_whoosh_sees_terms_in_order_and_how_many_releases_hold_them(folder: Path) -> None:
    engine = WhooshEngine(folder)
    with by_whoosh(folder) as index, index.reader() as reader:
        assert reader.has_deletions()
        assert reader.doc_count() == len(ARCHIVE) - 1
        for name, kind in ((STEM, Kind.STEM), (FOLDED, Kind.FOLDED)):
            terms = [text.decode() for text in reader.lexicon(name)]
            assert terms == sorted(terms, key=str.encode)
            counted = {each.text: each.count for each in engine.vocabulary(kind, "", at=LATER, limit=10_000)}
            assert set(counted) <= set(terms)
            assert all(reader.doc_frequency(name, text) >= count for text, count in counted.items())


def test_whoosh_reads_what_is_stored(folder: Path) -> None:
    with by_whoosh(folder) as index, index.searcher() as searcher:
        ids = {fields["id"] for fields in searcher.reader().all_stored_fields()}
    assert ids == {each.id for each in ARCHIVE[1:]}


@pytest.mark.parametrize("field", [STEM, FOLDED])
def test_whoosh_counts_nothing_of_a_term_that_no_release_holds(folder: Path, field: str) -> None:
    with by_whoosh(folder) as index, index.reader() as reader:
        assert reader.doc_frequency(field, "introuvable") == reader.frequency(field, "introuvable") == 0
        assert (field, b"introuvable") not in reader


def test_whoosh_does_not_write_through_this_codec(folder: Path) -> None:
    with pytest.raises(NotImplementedError):
        ArraysCodec().new_segment(FileStorage(str(folder)), "MAIN")
