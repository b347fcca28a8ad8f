from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from indexer.expressions.parsing import Matching
from indexer.queries import Facet, Sort
from indexer.requests import ZONES, SearchRequest
from webapp.params import arguments, search_request

DATES = ("", "2023", "07/2023", "juillet 2023", "13/07/2023", "2023-07-13")
VALUES = st.lists(st.text(max_size=12).map(str.strip), min_size=1, max_size=4, unique=True).map(tuple)
YEARS = st.tuples(
    st.lists(st.sampled_from(["", "2021", "2022"]), unique=True, max_size=3),
    st.lists(st.sampled_from(["2021-01", "2022-12"]), unique=True, max_size=2),
).map(lambda years_and_months: (*years_and_months[0], *years_and_months[1]))


@st.composite
def requests(draw):
    selected = {Facet.YEAR: draw(YEARS)}
    selected |= {facet: draw(VALUES) for facet in list(Facet)[1:] if draw(st.booleans())}
    return SearchRequest(
        text=draw(st.text(max_size=40)),
        since=draw(st.sampled_from(DATES)),
        until=draw(st.sampled_from(DATES)),
        selected={facet: values for facet, values in selected.items() if values},
        sort=draw(st.sampled_from([None, *Sort])),
        page=draw(st.integers(1, 1_000_000)),
        size=draw(st.integers(1, 100)),
        zones=tuple(draw(st.lists(st.sampled_from(sorted(ZONES)), unique=True))),
        matching=draw(st.sampled_from(Matching)),
    )


def read(address_query: str) -> SearchRequest:
    return search_request(Request(EnvironBuilder(query_string=address_query).get_environ()).args)[0]


@given(requests())
def test_what_is_written_into_an_address_is_read_back(request):
    assert search_request(MultiDict(arguments(request)))[0] == request


@given(requests())
def test_a_request_survives_the_address_bar(request):
    assert read(urlencode(arguments(request))) == request


def test_the_request_for_everything_has_no_parameters():
    assert arguments(SearchRequest()) == []


@pytest.mark.parametrize(
    ("query", "request_"),
    [
        ("", SearchRequest()),
        ("q=&du=&au=&zones=&tri=&mots=&taille=&page=", SearchRequest()),
        ("q=eau&inconnu=1", SearchRequest(text="eau")),
        ("lieu=", SearchRequest(selected={Facet.PLACE: ("",)})),
        ("lieu=Paris&lieu=Lyon", SearchRequest(selected={Facet.PLACE: ("Paris", "Lyon")})),
        ("annee=2023&mois=2022-07", SearchRequest(selected={Facet.YEAR: ("2023", "2022-07")})),
        ("tri=ancien&page=3&taille=50", SearchRequest(sort=Sort.OLDEST, page=3, size=50)),
        ("mots=tous&zones=titre", SearchRequest(matching=Matching.ALL, zones=("titre",))),
    ],
)
def test_addresses_are_read(query, request_):
    assert read(query) == request_


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("du=32/13/2023", "du"),
        ("au=demain", "au"),
        ("annee=abc", "annee"),
        ("mois=2023-13", "mois"),
        ("tri=hasard", "tri"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("taille=1000", "taille"),
        ("zones=cave", "zones"),
        ("mots=deux", "mots"),
        ("du=2024&au=2023", "au"),
    ],
)
def test_what_cannot_be_read_is_named(query, parameter):
    _, problems = search_request(Request(EnvironBuilder(query_string=query).get_environ()).args)
    assert [problem.parameter for problem in problems] == [parameter]
    assert all(problem.reason for problem in problems)
