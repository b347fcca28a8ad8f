"""Random archives, random changes, random queries: what engines are compared by."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from hypothesis import strategies as st
from support.queries import NOW, query
from support.releases import AUBIGNE, DESK, INES, YANN, ZOE

from indexer.analysis.tokens import FOREIGN_MARK
from indexer.analysis.words import Kind, Term, forms, words
from indexer.engines.base import Engine
from indexer.expressions.parsing import Matching
from indexer.queries import Facet, Query, Sort
from indexer.releases import SEARCHED_BY_DEFAULT, Contact, Release, Zone
from indexer.results import Matches

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


TERMS = frozenset(
    term for text in WORDS for language in (None, "en") for word in words(text, language) for term in word.forms.terms
) | {Term(Kind.STEM, "introuvable")}
"""The terms of all releases that are drawn, and one of none."""


def answers(engine: Engine, asked: Iterable[Query]) -> list[object]:
    """Return what public methods say of what is held now: all but `forms`, and the numbers of commits."""
    found: list[object] = [engine.info().releases]
    for each in asked:
        found += [comparable(engine.search(each)), list(engine.scan(each)), engine.term_counts(each, 1_000)]
        found += [
            engine.vocabulary(kind, prefix, at=each.at, limit=1_000)
            for kind in Kind
            for prefix in ("", "c", "é", "sant", "=")
        ]
    return found


def check_forms(engine: Engine, oracle: Engine) -> None:
    """Assert that the forms of *engine* are those of *oracle*, and besides only such as gave the term once."""
    found, expected = engine.forms(TERMS), oracle.forms(TERMS)
    assert found.keys() == expected.keys()
    for term, spellings in found.items():
        assert list(spellings) == sorted({*spellings, *expected[term]})
        assert all(forms(each).has(term) or forms(each + FOREIGN_MARK).has(term) for each in spellings)
