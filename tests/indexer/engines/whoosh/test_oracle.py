"""Whoosh and the oracle answer alike: random archives, random changes, random queries."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from support.drawing import drawn
from support.histories import Change, apply, check_forms, comparable, histories, queries
from support.reference import ReferenceEngine

from indexer.analysis.words import Kind
from indexer.engines.base import Engine
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.queries import Query


@contextmanager
def both_engines() -> Iterator[tuple[Engine, Engine]]:
    """Open the engine and its oracle on new indexes."""
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder) / "index")
        yield engine, ReferenceEngine()
        engine.close()


@drawn()
@given(history=histories, asked=st.lists(queries, min_size=1, max_size=5))
def test_searches_and_scans_are_those_of_the_oracle(history: list[Change], asked: list[Query]) -> None:
    with both_engines() as (engine, oracle):
        for change in history:
            apply(change, engine)
            apply(change, oracle)
            assert engine.info().releases == oracle.info().releases
            assert comparable(engine.search(asked[0])) == comparable(oracle.search(asked[0]))
        for each in asked:
            assert comparable(engine.search(each)) == comparable(oracle.search(each))
            assert list(engine.scan(each)) == list(oracle.scan(each))


@drawn()
@given(history=histories, asked=queries)
def test_phrases_are_those_of_the_oracle_when_few_places_are_looked_at_together(
    history: list[Change], asked: Query
) -> None:
    room = "indexer.engines.whoosh.sequences"
    with (
        both_engines() as (engine, oracle),
        patch(f"{room}._MOST_PLACES", 2),
        patch(f"{room}._MOST_OCCURRENCES", 2),
    ):
        for change in history:
            apply(change, engine)
            apply(change, oracle)
        assert comparable(engine.search(asked)) == comparable(oracle.search(asked))


@drawn()
@given(
    history=histories,
    asked=queries,
    kind=st.sampled_from(Kind),
    prefix=st.sampled_from(("", "c", "é", "en", "sant", "É", "=", "=stud", "zzz")),
    limit=st.sampled_from((1, 5, 1_000)),
)
def test_vocabulary_and_frequent_stems_are_those_of_the_oracle(
    history: list[Change], asked: Query, kind: Kind, prefix: str, limit: int
) -> None:
    with both_engines() as (engine, oracle):
        for change in history:
            apply(change, engine)
            apply(change, oracle)
        assert engine.vocabulary(kind, prefix, at=asked.at, limit=limit) == oracle.vocabulary(
            kind, prefix, at=asked.at, limit=limit
        )
        assert engine.term_counts(asked, limit) == oracle.term_counts(asked, limit)


@drawn()
@given(history=histories)
def test_surface_forms_are_those_of_the_oracle_or_were_once(history: list[Change]) -> None:
    with both_engines() as (engine, oracle):
        for change in history:
            apply(change, engine)
            apply(change, oracle)
        check_forms(engine, oracle)
