"""
Whoosh and the oracle answer alike: random archives, random changes, random queries.

`LONG=1` in the environment draws thousands of examples instead of dozens.
"""

import datetime
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.queries import NOW, query
from support.reference import ReferenceEngine
from support.releases import AUBIGNE, DESK, INES, YANN, ZOE

from indexer.analysis.tokens import FOREIGN_MARK
from indexer.analysis.words import Kind, Term, forms, words
from indexer.engines.base import Engine
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.expressions.parsing import Matching
from indexer.queries import Facet, Query, Sort
from indexer.releases import SEARCHED_BY_DEFAULT, Contact, Release, Zone
from indexer.results import Matches

IS_LONG = bool(os.environ.get("LONG"))
drawn = settings(
    max_examples=1_000 if IS_LONG else 40,
    deadline=None,
    phases=tuple(phase for phase in Phase if phase is not Phase.explain),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Few words, so that they meet: each in several spellings, and with what surrounds words in French.
_SINGLE = (
    "mer Mer MER eau l’eau d'Eau L’EAU énergie énergies ENERGIE Énergie energie l'énergie État Etat ETAT états "
    "santé sante SANTE Santé cancer cancers travail travaux cœur coeur CŒUR pêche péché peche œuvre "
    "Saint-Malo saint malo O.N.U. ONU 2024 2023 3,5 de la le à aujourd’hui communiqué COMMUNIQUE "
    "study studies Studies trial trials agency’s agency"
)
WORDS = (*_SINGLE.split(), "10\u202f000", "10000", "01 99 00 12 34", "+33199001234", "Saint-Malo, la mer.")
PREFIXES = ("éne*", "ENER*", "can*", "san*", "202*", "com*", "mal*", "zzz*", "pe*")
FIELDS = ("titre", "contact", "lieu", "emetteur", "apropos")
CONTACTS = (
    INES,
    YANN,
    ZOE,
    AUBIGNE,
    DESK,
    Contact(name="KERLEO Ines", organisation="Santé Mer"),
    Contact(),
    Contact(phones=("poste 12",)),
)
KINDS = (None, "Communiqué de presse", "COMMUNIQUE DE PRESSE", "INFO PRESSE", "Information presse", "Brève", "")
PLACES = (None, "Brest", "BREST", "Saint-Malo", "L’Île-d’Yeu", "")
ISSUERS = (None, "Agence de la Mer", "AGENCE DE LA MER", "Santé Ouest")
DATES = (None, "2022-07-14", "2022-07-31", "2022-08-01", "2023-01-01", "2024-05-02")
INSTANTS = tuple(NOW + datetime.timedelta(seconds=seconds) for seconds in (-86_400, -1, 0, 1, 86_400))
IDS = ("a", "b", "B", "c/a", "c/é", "d", "e", "f")

SELECTABLE = {
    Facet.YEAR: ("2022", "2023", "2024", "2022-07", "1999", ""),
    Facet.CONTACT: ("Inès Kerléo", "kerleo ines", "Mme Vasseur Zoé", "presse@example.org", "Kerléo", ""),
    Facet.ISSUER: ("agence de la mer", "Santé Ouest", ""),
    Facet.PLACE: ("brest", "Saint-Malo", "l’ile-d’yeu", ""),
    Facet.KIND: ("communique-de-presse", "Info presse", "brève", ""),
    Facet.LANGUAGE: ("fr", "en", ""),
}


class Change(NamedTuple):
    """One block of writing: what it puts, or the ids that it deletes, in order; whether it starts from nothing."""

    calls: tuple[Release | str, ...]
    replace_all: bool = False


def texts(most: int) -> st.SearchStrategy[str]:
    """Return short texts of `WORDS`; a few have two paragraphs."""
    return st.lists(st.sampled_from(WORDS), max_size=most).map(" ".join) | st.just("La mer\n\nLe travail")


releases = st.builds(
    Release,
    id=st.sampled_from(IDS),
    source=st.just("communique.txt"),
    format=st.just("text"),
    title=st.none() | texts(4),
    subtitle=st.none() | texts(2),
    lead=texts(4),
    body=texts(10),
    notes=texts(2),
    boilerplate=texts(4),
    contacts=st.lists(st.sampled_from(CONTACTS), max_size=3).map(tuple),
    kind=st.sampled_from(KINDS),
    place=st.sampled_from(PLACES),
    issuer=st.sampled_from(ISSUERS),
    language=st.sampled_from((None, "fr", "en")),
    date=st.sampled_from(DATES).map(lambda date: datetime.date.fromisoformat(date) if date else None),
    embargo=st.sampled_from((None, None, None, *INSTANTS)),
)
calls = st.lists(releases | releases | releases | st.sampled_from(IDS), max_size=6).map(tuple)
changes = st.builds(Change, calls, st.sampled_from((False, False, False, False, True)))
histories = st.builds(
    lambda first, others: [Change((*first, "inconnu")), *others], calls, st.lists(changes, max_size=7)
)
"""The first block makes the index even if it puts nothing."""

atoms = (
    st.sampled_from(WORDS)
    | st.sampled_from(PREFIXES)
    | st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda several: f'"{" ".join(several)}"')
    | st.builds("{}:{}".format, st.sampled_from(FIELDS), st.sampled_from((*WORDS, "kerléo", "brest", '"Inès Kerléo"')))
)
nested = st.recursive(
    atoms,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=4).map(" ".join)
        | st.builds("{} OU {}".format, inner, inner)
        | st.builds("{} ET {}".format, inner, inner)
        | st.builds("{} SAUF {}".format, inner, inner)
        | st.builds("{} -{}".format, inner, inner)
        | st.builds("({})".format, inner)
    ),
    max_leaves=6,
)
heaps = st.lists(atoms | st.sampled_from(["OU", "ET", "SAUF", "-", "(", ")", '"', "titre:", "*", ","]), max_size=8).map(
    " ".join
)
typed_texts = nested | heaps | texts(6)

selections = st.dictionaries(
    st.sampled_from(list(SELECTABLE)), st.just(()), max_size=2
).flatmap(  # so that values are those of their facet
    lambda facets: st.fixed_dictionaries(
        {facet: st.lists(st.sampled_from(SELECTABLE[facet]), max_size=2).map(tuple) for facet in facets}
    )
)
days = st.none() | st.sampled_from((20220714, 20220731, 20220801, 20230101, 20240502, 20990101))
queries = st.builds(
    query,
    typed_texts,
    zones=st.just(SEARCHED_BY_DEFAULT) | st.frozensets(st.sampled_from(list(Zone)), min_size=1),
    matching=st.sampled_from(Matching),
    since=st.none() | days,
    until=st.none() | days,
    selected=st.just({}) | selections,
    at=st.sampled_from((*INSTANTS, NOW)),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 3),
    size=st.sampled_from((1, 2, 3, 100)),
)


@contextmanager
def both_engines() -> Iterator[tuple[Engine, Engine]]:
    """Open the engine and its oracle on new indexes."""
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder) / "index")
        yield engine, ReferenceEngine()
        engine.close()


def apply(change: Change, engine: Engine) -> None:
    """Carry out one block of writing."""
    with engine.writer(replace_all=change.replace_all) as writer:
        for each in change.calls:
            if isinstance(each, Release):
                writer.put(each)
            else:
                writer.delete(each)


def comparable(matches: Matches) -> object:
    """Return *matches* without what is free: the order of facet counts."""
    return (
        matches.total,
        [(match.release, match.score) for match in matches.page],
        {facet: sorted((each.value, each.count) for each in counted) for facet, counted in matches.facets.items()},
    )


@drawn
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


@drawn
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


@drawn
@given(history=histories)
def test_surface_forms_are_those_of_the_oracle_or_were_once(history: list[Change]) -> None:
    read = [word for text in WORDS for language in (None, "en") for word in words(text, language)]
    terms = {term for word in read for term in word.forms.terms}
    terms.add(Term(Kind.STEM, "introuvable"))
    with both_engines() as (engine, oracle):
        for change in history:
            apply(change, engine)
            apply(change, oracle)
        found, expected = engine.forms(terms), oracle.forms(terms)
        assert found.keys() == expected.keys()
        for term, spellings in found.items():
            assert list(spellings) == sorted({*spellings, *expected[term]})
            assert all(forms(each).has(term) or forms(each + FOREIGN_MARK).has(term) for each in spellings)
