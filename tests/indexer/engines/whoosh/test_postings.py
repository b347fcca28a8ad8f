"""Lists of documents are read as they were written, whatever their gaps, levels and counts."""

from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.arrays import opened
from support.drawing import drawn

from indexer.engines.whoosh.listing import PostingsWriter
from indexer.engines.whoosh.postings import Entries, Numbers, Postings, ranges

MOST_CHOSEN = 300_000
GAPS = (1, 1, 1, 2, 254, 255, 256, 257, 510, 511, 512, 65_534, 65_535, 65_536, 131_071, 1 << 24, (1 << 24) + 1)
COUNTS = (1, 1, 1, 2, 3, 254, 255, 256, 509, 510, 511, 765, 1_000)


class Entry(NamedTuple):
    """A document that holds a term, and the places and spellings of its occurrences; level 0: in no default zone."""

    document: int
    level: int
    places: tuple[int, ...]
    variants: tuple[int, ...]


Lists = list[list[Entry]]


def entries_of(steps: Sequence[tuple[int, int, int, int]]) -> list[Entry]:
    """Return the entries with these gaps, levels, counts and greatest variants."""
    documents = accumulate((gap for gap, *_ in steps), initial=-1)
    next(documents)
    return [
        Entry(
            document,
            level,
            tuple(range(document % 7, document % 7 + 3 * count, 3)),
            tuple((document + nth) % (most_variant + 1) for nth in range(count)),
        )
        for document, (_, level, count, most_variant) in zip(documents, steps, strict=True)
    ]


steps = st.tuples(st.sampled_from(GAPS), st.integers(0, 255), st.sampled_from(COUNTS), st.sampled_from([0, 1, 300]))
dense = st.builds(
    lambda level, count, times: [(1, level, count, 1)] * times,
    st.integers(0, 255),
    st.integers(1, 3),
    st.integers(1, 300),
)
sparse = st.lists(steps, max_size=5)
lists = st.lists(
    st.builds(lambda *parts: entries_of([*chain(*parts)]), sparse, dense | st.just([]), sparse), max_size=6
)


def chunk(lists: Lists, terms: range, *, is_folded: bool) -> Entries:
    """Return the lists of *terms* as a writer takes them."""
    flat = [(term, each) for term in terms for each in lists[term]]
    found = Entries(
        np.array([term for term, _ in flat], np.int64),
        np.array([each.document for _, each in flat], np.int64),
        np.array([each.level for _, each in flat], np.uint8),
    )
    if not is_folded:
        return found
    return Entries(
        found.terms,
        found.documents,
        found.levels,
        np.array([len(each.places) for _, each in flat], np.int64),
        np.array([place for _, each in flat for place in each.places], np.uint32),
        np.array([variant for _, each in flat for variant in each.variants], np.int64),
    )


def postings_of(lists: Lists, *, is_folded: bool, borders: Sequence[int] = ()) -> Postings:
    """Return *lists*, added in chunks that end before the terms *borders*."""
    everything = [0, *sorted(min(border, len(lists)) for border in borders), len(lists)]
    with PostingsWriter(len(lists), 10_000, 300) if is_folded else PostingsWriter(len(lists)) as writer:
        for start, stop in pairwise(everything):
            writer.add(chunk(lists, range(start, stop), is_folded=is_folded))
        return Postings(opened(lambda file: writer.write(file, "liste")), "liste")


def matches(entries: Sequence[Entry]) -> list[tuple[int, int]]:
    """Return the documents that match and their levels."""
    return [(each.document, each.level) for each in entries if each.level]


def occurrences(entries: Sequence[Entry]) -> list[tuple[int, int, int]]:
    """Return the documents, places and variants of all occurrences."""
    return [(each.document, *at) for each in entries for at in zip(each.places, each.variants, strict=True)]


def pairs(*arrays: Numbers) -> list[tuple[int, ...]]:
    """Return arrays of equal length as tuples."""
    return list(zip(*(each.tolist() for each in arrays), strict=True))


def assert_standing(postings: Postings, term: int, entries: Sequence[Entry], among: Sequence[int]) -> None:
    """Assert that the occurrences in documents *among* these are found, and those between the first and the last."""
    standing = postings.standing(term)
    assert {each.document for each in entries} <= set(standing.documents.tolist())
    sizes, at = standing.within(np.array(among, np.int64))
    found = pairs(np.repeat(among, sizes), standing.places[at], standing.variants[at])
    assert found == [each for each in occurrences(entries) if each[0] in among]
    between = pairs(*standing.between(among[0], among[-1]))
    assert between == [each for each in occurrences(entries) if among[0] <= each[0] < among[-1]]


SOMEWHERE_ELSE_ONLY = entries_of([(3, 0, 1, 0), (300, 0, 600, 1)])
USUAL = entries_of([(1, 9, 1, 0), (1, 8, 2, 1)])
borders = st.lists(st.integers(0, 6), max_size=3)


@drawn(40)
@given(lists=lists, borders=borders, data=st.data())
@example(lists=[USUAL, [], SOMEWHERE_ELSE_ONLY, USUAL], borders=[1], data=None)
def test_words_are_read_as_they_were_written(lists: Lists, borders: list[int], data: st.DataObject | None) -> None:
    postings = postings_of(lists, is_folded=True, borders=borders)
    assert postings.size == len(lists)
    assert postings.having.tolist() == [len(matches(each)) for each in lists]
    for term, entries in enumerate(lists):
        assert pairs(*postings.documents(term)) == matches(entries)
        assert pairs(*postings.occurrences(term)) == occurrences(entries)
        assert postings.number_of_occurrences(term) == len(occurrences(entries))
        documents = sorted(
            {each.document for each in entries if each.document < MOST_CHOSEN} | {0, 1, 254, 255, 65_535}
        )
        assert_standing(postings, term, entries, documents)
        if data is not None:
            some = st.lists(st.sampled_from(documents), unique=True, min_size=1, max_size=4).map(sorted)
            assert_standing(postings, term, entries, data.draw(some, label="among"))


@drawn(40)
@given(lists=lists, borders=borders)
@example(lists=[USUAL, [], USUAL, [], []], borders=[])
def test_stems_are_read_as_they_were_written(lists: Lists, borders: list[int]) -> None:
    lists = [[each for each in entries if each.level] for entries in lists]
    postings = postings_of(lists, is_folded=False, borders=borders)
    assert postings.having.tolist() == [len(each) for each in lists]
    for term, entries in enumerate(lists):
        assert pairs(*postings.documents(term)) == matches(entries)


@drawn(40)
@given(lists=lists, is_folded=st.booleans(), ends=st.tuples(st.integers(0, 6), st.integers(0, 6)))
@example(lists=[USUAL, [], USUAL], is_folded=False, ends=(1, 3))
@example(lists=[USUAL, [], SOMEWHERE_ELSE_ONLY, USUAL], is_folded=True, ends=(1, 4))
def test_consecutive_terms_are_read_at_once(lists: Lists, is_folded: bool, ends: tuple[int, int]) -> None:
    if not is_folded:
        lists = [[each for each in entries if each.level] for entries in lists]
    postings = postings_of(lists, is_folded=is_folded)
    start, stop = sorted(min(end, len(lists)) for end in ends)
    terms = range(start, stop)
    expected = [(term, each) for term in terms for each in lists[term]]
    entries = postings.several(terms)
    assert pairs(entries.terms, entries.documents, entries.levels) == [
        (term, each.document, each.level) for term, each in expected
    ]
    documents, levels = postings.matches(terms)
    assert sorted(pairs(documents, levels)) == sorted(chain.from_iterable(matches(lists[term]) for term in terms))
    if not is_folded:
        assert entries.counts is entries.places is entries.variants is None
        return
    assert entries.counts is not None and entries.places is not None and entries.variants is not None
    assert entries.counts.tolist() == [len(each.places) for _, each in expected]
    assert entries.places.tolist() == [place for _, each in expected for place in each.places]
    assert entries.variants.tolist() == [variant for _, each in expected for variant in each.variants]


@drawn()
@given(lists=lists, is_folded=st.booleans())
def test_the_room_of_a_term_is_at_least_what_it_holds(lists: Lists, is_folded: bool) -> None:
    if not is_folded:
        lists = [[each for each in entries if each.level] for entries in lists]
    room = postings_of(lists, is_folded=is_folded).room.tolist()
    held = [len(each) + (len(occurrences(each)) if is_folded else 0) for each in lists]
    assert all(taken >= least and (least > 0 or taken == 0) for taken, least in zip(room, held, strict=True))


@pytest.mark.parametrize(
    ("gaps", "width"),
    [
        ([1] * 50, 1),
        ([255] * 50, 1),
        ([256] * 50, 2),
        ([65_535] * 50, 2),
        ([65_536] * 50, 4),
        ([1] * 50 + [1_000], 1),
        ([100_000] + [1_000] * 50, 2),
    ],
)
def test_a_list_takes_the_width_that_needs_least_room(gaps: list[int], width: int) -> None:
    lists = [entries_of([(gap, 1, 1, 0) for gap in gaps])]
    with PostingsWriter(1) as writer:
        writer.add(chunk(lists, range(1), is_folded=False))
        assert opened(lambda file: writer.write(file, "liste")).whole("liste_width").tolist() == [width]


@drawn(100)
@given(
    rooms=st.lists(st.integers(0, 5) | st.integers(0, 200), max_size=60),
    at_once=st.integers(1, 100),
)
def test_ranges_cover_all_terms_and_are_no_larger_than_one_term_more(rooms: list[int], at_once: int) -> None:
    found = [*ranges(np.array(rooms, np.int64), at_once)]
    assert [*chain.from_iterable(found)] == [*range(len(rooms))]
    assert all(sum(rooms[term] for term in each[1:]) < at_once for each in found)
    assert len(found) <= sum(rooms) // at_once + 1
