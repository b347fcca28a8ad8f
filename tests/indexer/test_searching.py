"""The read path on the real index: loosening, marks of a page, and the lines of its facets."""

import datetime
from collections.abc import Iterator

import pytest

from indexer.engines.whoosh.engine import WhooshEngine
from indexer.expressions.parsing import Matching
from indexer.queries import Facet, Query, Sort
from indexer.releases import SEARCHED_BY_DEFAULT, Contact, Release, Zone
from indexer.requests import SearchRequest
from indexer.results import FacetValue, ResultPage
from indexer.searching import MOST_VALUES, facet_label, search

NOW = datetime.datetime(2024, 5, 3, 10, tzinfo=datetime.UTC)
CAMILLE = Contact("Camille Durand", emails=("camille@example.org",))
RELEASES = (
    Release(
        "eau", "eau.txt", "txt", title="La qualité de l’eau", kind="INFO PRESSE", place="Nancy",
        issuer="Agence de l’eau", date=datetime.date(2023, 7, 13), language="fr", contacts=(CAMILLE,),
        lead="L’eau potable est analysée.",
        body="Les analyses de l’eau sont publiées. Le code du travail s’applique aux agents.",
        boilerplate="À propos de l’Agence : elle veille sur les rivières.",
    ),
    Release(
        "air", "air.txt", "txt", title="La qualité de l’air", kind="Communiqué de presse", place="Brest",
        date=datetime.date(2022, 3, 1), language="en", contacts=(CAMILLE, Contact("Noé Petit")),
        body="Le tabac et les pollens sont mesurés.",
    ),
    Release("sol", "sol.txt", "txt", title="La vie du sol", body="Les vers et les champignons."),
    Release(
        "secret", "secret.txt", "txt", title="Le plan secret", body="La forêt est protégée.",
        embargo=NOW + datetime.timedelta(hours=1),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path_factory.mktemp("index"))
    with engine.writer() as writer:
        for release in RELEASES:
            writer.put(release)
        for number in range(MOST_VALUES + 5):
            place = f"Ville {number:03}"
            writer.put(Release(f"ville/{number:03}", "v.txt", "txt", title="La foire", place=place, body="Un marché."))
        writer.put(Release("ville/bis", "v.txt", "txt", title="La foire", place="Ville 104", body="Un marché."))
    yield engine
    engine.close()


def ask(text: str, **fields: object) -> Query:
    return SearchRequest(text=text, **fields).query(NOW)  # type: ignore[arg-type]


def ids(page: ResultPage) -> set[str]:
    return {hit.release.id for hit in page.hits}


@pytest.mark.parametrize(
    ("typed", "found", "was_loosened"),
    [
        ("eau", {"eau"}, False),
        ("eau potable", {"eau"}, False),
        ("qualité eau tabac", {"eau", "air"}, False),  # two of three
        ("tabac rivière champignon", {"air", "sol"}, True),  # no two together: any
        ("tabac champignon", {"air", "sol"}, True),
        ("tabac volcan", {"air"}, True),
        ("volcan", set(), False),
        ("volcan banquise", set(), False),  # nothing matches any of them either
        ("tabac champignon -pollens", {"sol"}, True),
        ('tabac champignon "sont mesurés"', {"air"}, True),
        ("tabac ET champignon", set(), False),
        ('"tabac champignon"', set(), False),
        ('"eau volcan"', set(), False),
        ("titre:tabac", set(), False),
        ("titre:(tabac champignon)", set(), False),
        ("titre:(volcan banquise eau)", set(), False),  # never for fields
        ("tabac titre:champignon", set(), False),
        ("tabac* champignon*", set(), False),
        ("tabac champignon lieu:Nancy", set(), False),
        ("secret volcan", set(), False),  # under embargo
        ("le volcan", set(), False),
    ],
)
def test_words_are_loosened_only_when_nothing_matches(
    engine: WhooshEngine, typed: str, found: set[str], was_loosened: bool
) -> None:
    page = search(engine, ask(typed))
    assert ids(page) == found
    assert page.was_loosened is was_loosened
    assert page.total == len(found)


@pytest.mark.parametrize("matching", [Matching.ALL, Matching.ANY])
def test_a_forced_number_of_words_is_not_loosened(engine: WhooshEngine, matching: Matching) -> None:
    page = search(engine, ask("tabac champignon", matching=matching))
    assert ids(page) == (set() if matching is Matching.ALL else {"air", "sol"})
    assert not page.was_loosened
    assert page.query.reading.matching is matching


def test_what_sauf_leaves_out_is_the_same_once_loosened(engine: WhooshEngine) -> None:
    # « tabac » and « foire » never stand together: nothing is left out
    page = search(engine, ask("pollens champignon SAUF (tabac foire)"))
    assert ids(page) == {"air", "sol"}


def test_one_word_typed_twice_is_one_word(engine: WhooshEngine) -> None:
    assert ids(search(engine, ask("eau potable qualité"))) == {"eau"}
    assert ids(search(engine, ask("analyse analyses potable"))) == {"eau"}
    page = search(engine, ask("pollen pollens champignon"))
    assert (page.reading.words, page.was_loosened) == (2, True)


def test_a_page_says_which_query_it_answers(engine: WhooshEngine) -> None:
    page = search(engine, ask("tabac champignon", size=1, page=2))
    assert (page.total, page.pages, len(page.hits)) == (2, 2, 1)
    assert (page.reading.at_least, page.reading.words) == (1, 2)
    assert (page.query.page, page.query.size, page.query.sort) == (2, 1, Sort.RELEVANCE)
    assert page.took > 0


def test_loosening_keeps_zones_and_filters(engine: WhooshEngine) -> None:
    page = search(engine, ask("rivières tabac", zones=("apropos",)))
    assert (ids(page), page.was_loosened) == ({"eau"}, True)
    assert page.reading.zones == frozenset({Zone.BOILERPLATE})
    page = search(engine, ask("tabac champignon", selected={Facet.PLACE: ("Brest",)}))
    assert (ids(page), page.was_loosened) == ({"air"}, True)
    assert page.query.reading.zones == SEARCHED_BY_DEFAULT


def test_a_page_past_the_end_is_empty_and_not_loosened(engine: WhooshEngine) -> None:
    page = search(engine, ask("eau potable", page=9))
    assert (page.total, page.hits, page.was_loosened) == (1, (), False)


def test_nothing_typed_finds_everything_newest_first(engine: WhooshEngine) -> None:
    page = search(engine, ask(""))
    assert page.total == MOST_VALUES + 5 + 1 + 3
    assert [hit.release.id for hit in page.hits][:3] == ["eau", "air", "sol"]
    assert all(hit.score == 0 for hit in page.hits)


def test_a_hit_has_its_marks_and_excerpts(engine: WhooshEngine) -> None:
    (hit,) = search(engine, ask("eau potable")).hits
    title = hit.release.title or ""
    assert [title[start:end] for start, end in hit.title_marks] == ["eau"]
    assert [each.zone for each in hit.excerpts] == [Zone.LEAD, Zone.BODY]
    assert [hit.excerpts[0].text[start:end] for start, end in hit.excerpts[0].marks] == ["eau", "potable"]
    assert hit.score > 0


def lines(page: ResultPage, facet: Facet) -> list[tuple[str, int, bool]]:
    return [(each.label, each.count, each.selected) for each in page.facets[facet].values]


@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        (Facet.YEAR, [("Sans date", 1, False), ("2022", 1, False), ("2023", 1, False)]),
        (Facet.CONTACT, [("Camille Durand", 2, False), ("Sans contact", 1, False), ("Noé Petit", 1, False)]),
        (Facet.ISSUER, [("Émetteur non précisé", 2, False), ("Agence de l’eau", 1, False)]),
        (Facet.PLACE, [("Lieu non précisé", 1, False), ("Brest", 1, False), ("Nancy", 1, False)]),
        (
            Facet.KIND,
            [("Type non précisé", 1, False), ("Communiqué de presse", 1, False), ("Information presse", 1, False)],
        ),
        (Facet.LANGUAGE, [("Langue non précisée", 1, False), ("Anglais", 1, False), ("Français", 1, False)]),
    ],
)
def test_the_lines_of_a_facet_are_the_most_frequent_first_then_by_value(
    engine: WhooshEngine, facet: Facet, expected: list[tuple[str, int, bool]]
) -> None:
    page = search(engine, ask("qualité OU sol"))
    assert lines(page, facet) == expected
    assert page.facets[facet].others == 0


def test_every_facet_has_its_lines_even_when_nothing_matches(engine: WhooshEngine) -> None:
    page = search(engine, ask("volcan"))
    assert set(page.facets) == set(Facet)
    assert all(each.values == () and each.others == 0 for each in page.facets.values())


def test_at_most_a_hundred_values_are_listed_and_the_rest_is_summed(engine: WhooshEngine) -> None:
    found = search(engine, ask("foire")).facets[Facet.PLACE]
    assert len(found.values) == MOST_VALUES
    assert found.values[0] == FacetValue("Ville 104", "Ville 104", 2, selected=False)
    assert [each.label for each in found.values[1:4]] == ["Ville 000", "Ville 001", "Ville 002"]
    assert found.others == 5
    assert found.others + sum(each.count for each in found.values) == MOST_VALUES + 5 + 1


def test_what_is_selected_is_listed_beyond_the_hundred(engine: WhooshEngine) -> None:
    page = search(engine, ask("foire", selected={Facet.PLACE: ("ville 103", "Ville 000", "Brest")}))
    found = page.facets[Facet.PLACE]
    assert [(each.value, each.count) for each in found.values if each.selected] == [
        ("Ville 000", 1), ("Ville 103", 1), ("Brest", 0)
    ]  # fmt: skip
    assert page.total == 2
    assert found.others + sum(each.count for each in found.values) == MOST_VALUES + 5 + 1


@pytest.mark.parametrize(
    ("facet", "selected", "label"),
    [
        (Facet.PLACE, "nancy", "Nancy"),
        (Facet.CONTACT, "DURAND Camille", "Camille Durand"),
        (Facet.CONTACT, "Mme Camille Durand", "Camille Durand"),
        (Facet.KIND, "Information presse", "Information presse"),
        (Facet.KIND, "INFO PRESSE", "Information presse"),
        (Facet.YEAR, "2023", "2023"),
        (Facet.YEAR, "", "Sans date"),
        (Facet.ISSUER, "agence de l’eau", "Agence de l’eau"),
    ],
)
def test_a_selected_value_is_recognised_however_it_is_written(
    engine: WhooshEngine, facet: Facet, selected: str, label: str
) -> None:
    page = search(engine, ask("qualité OU sol", selected={facet: (selected,)}))
    ((found, count, _),) = [line for line in lines(page, facet) if line[2]]
    assert (found, count) == (label, page.total)
    assert page.total > 0
    assert len(lines(page, facet)) > 1  # the counts of a facet ignore what is selected in it


@pytest.mark.parametrize(("facet", "selected"), [(Facet.YEAR, "2023-07"), (Facet.CONTACT, "camille@example.org")])
def test_a_selected_month_or_address_is_not_counted_as_nothing(
    engine: WhooshEngine, facet: Facet, selected: str
) -> None:
    page = search(engine, ask("qualité", selected={facet: (selected,)}))
    assert page.total > 0
    assert max(count for _, count, is_selected in lines(page, facet) if is_selected) == page.total


def test_a_selected_value_that_no_match_has_keeps_its_label(engine: WhooshEngine) -> None:
    page = search(
        engine, ask("sol", selected={Facet.KIND: ("INFO PRESSE",), Facet.LANGUAGE: ("en",), Facet.YEAR: ("",)})
    )
    assert ("Information presse", 0, True) in lines(page, Facet.KIND)
    assert ("Anglais", 0, True) in lines(page, Facet.LANGUAGE)


@pytest.mark.parametrize("facet", list(Facet))
def test_the_empty_value_has_a_label_of_its_own(facet: Facet) -> None:
    assert facet_label(facet, "")
    assert facet_label(facet, "tout autre") == "tout autre"


def test_a_release_under_embargo_is_neither_found_nor_counted(engine: WhooshEngine) -> None:
    assert search(engine, ask("secret")).total == 0
    later = SearchRequest(text="secret").query(NOW + datetime.timedelta(hours=1))
    assert ids(search(engine, later)) == {"secret"}
