"""One vocabulary for addresses: `decode` reads what it can and says what it cannot, `encode` is its inverse."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.expressions.parsing import Matching
from indexer.queries import Facet, Sort
from indexer.releases import SEARCHED_BY_DEFAULT, Zone
from indexer.requests import DEFAULT_SIZE, MOST_SELECTED, ZONES, SearchRequest, decode, encode

NOW = datetime.datetime(2024, 5, 3, 10, tzinfo=datetime.UTC)


def mapping(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def read(*pairs: tuple[str, str]) -> SearchRequest:
    request, problems = decode(mapping(list(pairs)))
    assert problems == ()
    return request


_DATES = st.sampled_from(
    ["", "2023", "07/2023", "2023-07", "juillet 2023", "13/07/2023", "2023-07-13", "13 juillet 2023"]
)
_NAMES = st.sampled_from(["", "Camille Durand", "camille@example.org", "Nancy", "L’Agence de l’eau", "a&b=c", "été +%"])
_SELECTED = st.fixed_dictionaries(
    {},
    optional={
        Facet.YEAR: st.lists(st.sampled_from(["", "2022", "2023", "2023-07", "1999-12"]), min_size=1, unique=True).map(
            lambda values: tuple(sorted(values, key=lambda value: "-" in value))  # years first, then months
        ),
        **{
            facet: st.lists(_NAMES, min_size=1, unique=True).map(tuple)
            for facet in (Facet.CONTACT, Facet.ISSUER, Facet.PLACE, Facet.KIND, Facet.LANGUAGE)
        },
    },
)
_REQUESTS = st.builds(
    SearchRequest,
    text=st.text(max_size=30),
    since=_DATES,
    until=_DATES,
    selected=_SELECTED,
    sort=st.none() | st.sampled_from(Sort),
    page=st.integers(1, 1_000_000),
    size=st.integers(1, 100),
    zones=st.lists(st.sampled_from(sorted(ZONES)), unique=True).map(tuple),
    matching=st.sampled_from(Matching),
)


@given(_REQUESTS)
def test_decoding_undoes_encoding(request: SearchRequest) -> None:
    assert decode(mapping(encode(request)))[0] == request


@given(
    st.dictionaries(
        st.sampled_from(["q", "du", "au", *Facet, "mois", "tri", "page", "taille", "zones", "mots", "inconnu"]),
        st.lists(
            st.one_of(st.text(max_size=8), st.sampled_from(["2023", "2023-07", "recent", "tous", "5", "titre"])),
            max_size=3,
        ),
    )
)
def test_decoding_never_fails_and_keeps_what_it_read(parameters: dict[str, list[str]]) -> None:
    request, problems = decode(parameters)
    assert decode(mapping(encode(request)))[0] == request
    assert all(problem.reason for problem in problems)
    request.query(NOW)


def test_the_default_is_written_as_nothing() -> None:
    assert encode(SearchRequest()) == []
    assert decode({}) == (SearchRequest(), ())


def test_pairs_come_in_one_order() -> None:
    request = read(
        ("page", "2"), ("tri", "recent"), ("lieu", "Nancy"), ("mois", "2023-07"), ("annee", "2022"), ("q", "eau")
    )
    assert encode(request) == [
        ("q", "eau"),
        ("annee", "2022"),
        ("mois", "2023-07"),
        ("lieu", "Nancy"),
        ("tri", "recent"),
        ("page", "2"),
    ]


@pytest.mark.parametrize(
    ("parameter", "value", "hint"),
    [
        ("du", "hier", "13/07/2023"),
        ("au", "31/02/2023", "13/07/2023"),
        ("du", "2023-13", "13/07/2023"),
        ("page", "0", "1"),
        ("page", "-1", "1"),
        ("page", "deux", "1"),
        ("page", "²", "1"),
        ("page", "1.5", "1"),
        ("page", "9" * 30, "1"),
        ("taille", "0", "100"),
        ("taille", "101", "100"),
        ("tri", "date", "pertinence, recent, ancien"),
        ("mots", "deux", "auto, tous, un"),
        ("zones", "pied", "apropos"),
        ("annee", "23", "2023"),
        ("annee", "2023-07", "2023"),
        ("mois", "2023-13", "2023-07"),
        ("mois", "07/2023", "2023-07"),
    ],
)
def test_a_wrong_value_is_left_out_with_its_reason(parameter: str, value: str, hint: str) -> None:
    request, (problem,) = decode({parameter: [value], "q": ["eau"]})
    assert request == SearchRequest(text="eau")
    assert (problem.parameter, problem.value) == (parameter, value)
    assert hint in problem.reason


def test_every_wrong_value_is_said_and_the_rest_applies() -> None:
    request, problems = decode(
        {"q": ["eau"], "annee": ["2023", "23"], "page": ["x"], "zones": ["titre", "pied"], "lieu": ["Nancy"]}
    )
    assert {(problem.parameter, problem.value) for problem in problems} == {
        ("annee", "23"), ("page", "x"), ("zones", "pied")
    }  # fmt: skip
    assert request.selected == {Facet.YEAR: ("2023",), Facet.PLACE: ("Nancy",)}
    assert request.zones == ("titre",)


def test_values_beyond_the_limit_are_left_out_and_said() -> None:
    request, problems = decode({"contact": [f"Contact {n}" for n in range(MOST_SELECTED + 1)]})
    assert len(request.selected[Facet.CONTACT]) == MOST_SELECTED
    assert [problem.parameter for problem in problems] == ["contact"]


def test_dates_the_wrong_way_round_are_said() -> None:
    _, (problem,) = decode({"du": ["2024"], "au": ["2023"]})
    assert problem.parameter == "au"
    assert decode({"du": ["2023"], "au": ["2023"]})[1] == ()


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("2023", 20230101, 20231231),
        ("07/2023", 20230701, 20230731),
        ("2024-02", 20240201, 20240229),
        ("juillet 2023", 20230701, 20230731),
        ("13/07/2023", 20230713, 20230713),
        ("2023-07-13", 20230713, 20230713),
        (" 13 juillet 2023 ", 20230713, 20230713),
    ],
)
def test_a_date_includes_its_whole_period(typed: str, since: int, until: int) -> None:
    filters = read(("du", typed), ("au", typed)).query(NOW).filters
    assert (filters.since, filters.until) == (since, until)


@pytest.mark.parametrize(
    ("text", "sort", "order"),
    [
        ("", None, Sort.NEWEST),
        ("  ", None, Sort.NEWEST),
        ("eau", None, Sort.RELEVANCE),
        ("eau", Sort.OLDEST, Sort.OLDEST),
        ("", Sort.OLDEST, Sort.OLDEST),
    ],
)
def test_the_order_is_by_relevance_with_words_and_newest_first_without(
    text: str, sort: Sort | None, order: Sort
) -> None:
    request = SearchRequest(text=text, sort=sort)
    assert request.order is order
    assert request.query(NOW).sort is order


@pytest.mark.parametrize(
    ("zones", "searched"),
    [
        ((), SEARCHED_BY_DEFAULT),
        (("apropos",), {Zone.BOILERPLATE}),
        (("titre",), {Zone.TITLE, Zone.SUBTITLE}),
        (("chapo", "corps"), {Zone.LEAD, Zone.BODY}),
        (("tout",), set(Zone)),
    ],
)
def test_zones_add_up(zones: tuple[str, ...], searched: set[Zone]) -> None:
    assert SearchRequest(text="eau", zones=zones).query(NOW).reading.zones == searched


@pytest.mark.parametrize(
    ("pairs", "selected"),
    [
        ([("annee", "")], {Facet.YEAR: ("",)}),  # releases without a date
        ([("contact", "")], {Facet.CONTACT: ("",)}),
        ([("lieu", "Nancy"), ("lieu", "Brest"), ("lieu", "Nancy")], {Facet.PLACE: ("Nancy", "Brest")}),
        ([("lieu", " Nancy ")], {Facet.PLACE: ("Nancy",)}),
        ([("annee", "2022"), ("mois", "2023-07")], {Facet.YEAR: ("2022", "2023-07")}),
        ([("mois", "")], {}),
        ([("mois", " 2023-07 ")], {Facet.YEAR: ("2023-07",)}),
        ([("langue", "en"), ("type", "communique")], {Facet.LANGUAGE: ("en",), Facet.KIND: ("communique",)}),
    ],
)
def test_filters_repeat(pairs: list[tuple[str, str]], selected: dict[Facet, tuple[str, ...]]) -> None:
    request = read(*pairs)
    assert request.selected == selected
    assert request.query(NOW).filters.selected == selected


def test_of_single_parameters_the_last_counts_and_unknown_ones_do_not() -> None:
    assert read(("q", "eau"), ("q", "air"), ("page", "2"), ("page", "3"), ("utm_source", "x")) == SearchRequest(
        text="air", page=3
    )
    assert read(("tri", ""), ("page", ""), ("taille", ""), ("zones", ""), ("mots", ""), ("du", "")) == SearchRequest()


def test_the_query_is_asked_at_the_instant_given() -> None:
    query = SearchRequest(text="eau air sol", page=3, size=25, matching=Matching.ALL).query(NOW)
    assert (query.at, query.page, query.size) == (NOW, 3, 25)
    assert query.reading.matching is Matching.ALL
    assert SearchRequest().query(NOW).size == DEFAULT_SIZE
