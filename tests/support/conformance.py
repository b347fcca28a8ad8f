"""
One suite of behaviours for all engines. The test file of an engine names the engine, nothing more:

    class TestWhooshEngine(EngineConformance):
        @staticmethod
        def opener(folder: Path) -> OpenEngine:
            return partial(WhooshEngine, folder)

What is in no contract (files, locks between processes, damage) is tested beside the engine.
"""

import datetime
import math
import multiprocessing
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from support.clocks import SECOND
from support.queries import NOW, query
from support.releases import ARCHIVE, EMBARGO, INES, release

from indexer import analysis
from indexer.analysis.words import Kind, Term
from indexer.engines.base import Engine
from indexer.errors import IndexLocked, IndexMissing, ReleaseMoved, ReleaseNotFound
from indexer.expressions.parsing import Matching
from indexer.queries import Facet, Query, Sort
from indexer.releases import Contact, Release, Zone
from indexer.results import TermCount

OpenEngine: TypeAlias = Callable[[], Engine]
"""Opens the same index each time that it is called; picklable where the index outlives its process."""

_NOBODY: tuple[str, ...] = ()


def write(engine: Engine, *releases: Release, replace_all: bool = False) -> None:
    """Put *releases* in one block."""
    with engine.writer(replace_all=replace_all) as writer:
        for each in releases:
            writer.put(each)


def write_elsewhere(open_engine: OpenEngine, *releases: Release) -> None:
    """Put *releases* in one block of another process."""
    process = multiprocessing.get_context("spawn").Process(target=_open_and_write, args=(open_engine, releases))
    process.start()
    process.join()
    assert process.exitcode == 0


def ids(engine: Engine, asked: Query) -> list[str]:
    """Return the ids of all matches, in order."""
    return [each.id for each in engine.scan(asked)]


def found(engine: Engine, typed: str, **options: Any) -> set[str]:
    """Return the ids of the matches of what was typed; the total says the same."""
    asked = query(typed, size=100, **options)
    matches = engine.search(asked)
    page = [match.release.id for match in matches.page]
    assert matches.total == len(page)
    assert page == ids(engine, asked)
    return set(page)


def counts(engine: Engine, asked: Query, facet: Facet) -> dict[str, int]:
    """Return the counts of *facet* by value."""
    counted = engine.search(asked).facets[facet]
    assert len({each.value for each in counted}) == len(counted)
    return {each.value: each.count for each in counted}


def moved_to(engine: Engine, release_id: str, at: datetime.datetime) -> str | None:
    """Return where the id *release_id*, that no visible release has, leads to; None for nowhere."""
    with pytest.raises(ReleaseNotFound) as caught:
        engine.get(release_id, at=at)
    assert caught.value.release_id == release_id
    return caught.value.moved_to if isinstance(caught.value, ReleaseMoved) else None


def _open_and_write(open_engine: OpenEngine, releases: Sequence[Release]) -> None:
    engine = open_engine()
    write(engine, *releases)
    engine.close()


MOVES = [
    ("ancien/eau", "2021/eau"),
    ("plus-ancien/eau", "2021/eau"),  # by two moves
    ("ancien/\n%0A é", "2021/marée"),
    ("ancien/perdu", None),  # what had it is gone
    ("boucle/a", None),
    ("boucle/b", None),
    ("boucle/c", None),
    ("seul", None),
    ("ancien", None),
    ("", None),
]

WORDS = [
    # typed, body, whether it is found
    # case, accents, number
    ("énergies", "Une énergie propre", True),
    ("ENERGIE", "Une énergie propre", True),
    ("energie", "ÉNERGIE", True),
    ("santé", "LA SANTE PUBLIQUE", True),
    ("cancer", "les cancers", True),
    ("cancers", "le cancer", True),
    ("journal", "des journaux", True),
    ("travaux", "le travail", True),
    ("publique", "les pouvoirs publics", True),
    ("port", "le sport", False),
    ("sport", "le port", False),
    # apostrophes
    ("l'énergie", "Une énergie propre", True),
    ("L’ÉNERGIE", "énergies", True),
    ("eau", "la qualité de l’eau", True),
    ("eau", "la qualité de l'eau", True),
    ("d’eau", "l'eau", True),
    ("aujourd’hui", "aujourd'hui", True),
    ("hui", "aujourd'hui", False),
    ("quelqu’un", "quelqu'un", True),
    # ligatures
    ("coeur", "au cœur des villes", True),
    ("CŒUR", "le coeur", True),
    ("œuvres", "une oeuvre", True),
    # figures
    ("10000", "10 000 emplois", True),
    ("10 000", "10\u202f000 emplois", True),
    ("10 000", "10000 emplois", True),
    ("000", "10 000 emplois", False),
    ("3,5", "3,5 %", True),
    ("3.5", "3,5 %", True),
    ("2024", "en 2024", True),
    ("202", "en 2024", False),
    # telephone numbers
    ("01 99 00 12 34", "Tél. : 01.99.00.12.34", True),
    ("+33 1 99 00 12 34", "01 99 00 12 34", True),
    ("0199001234", "+33 (0)1 99 00 12 34", True),
    ("01 99 00 12 34", "01 99 00 12 35", False),
    ("06 39 98 00 12", "0639980012", True),
    # acronyms
    ("ONU", "un rapport de l’O.N.U.", True),
    ("O.N.U.", "un rapport de l'ONU", True),
    ("onu", "ONU", True),
    # hyphens: both parts, side by side
    ("Saint-Malo", "le port de Saint-Malo", True),
    ("saint-malo", "Saint Malo", True),
    ("malo", "Saint-Malo", True),
    ("Saint-Malo", "à Malo, un saint", False),
    ("ines.kerleo@example.org", "Écrire à ines.kerleo@example.org.", True),
    # stop words are not required
    ("le port", "un port", True),
    ("le port et la mer", "port, mer", True),
    ("le port et la mer", "le et la", False),
]

STOP_WORDS = [
    ("le", "le port", True),
    ("le", "un port", False),
    ("le la", "le port, la mer", True),
    ("le la", "le port", False),
    ("à", "a", True),
    ('"de la"', "au bord de la mer", True),
    ('"de la"', "la mer de Bretagne", False),
]

QUOTES = [
    ('"cancer"', "le cancer", True),
    ('"cancer"', "les cancers", False),
    ("«\u00a0cancer\u00a0»", "les cancers", False),
    ("“cancer”", "Cancer", True),
    ('"santé publique"', "La santé publique", True),
    ('"santé publique"', "Santé publique", True),
    ('"santé publique"', "la santé, publique", True),
    ('"santé publique"', "publique santé", False),
    ('"santé publique"', "santé plus publique", False),
    # a letter typed with an accent asks for it, a letter typed without accepts all
    ('"santé"', "une sante", False),
    ('"sante"', "une santé", True),
    ('"sante"', "une sante", True),
    ('"pêche"', "il pêche", True),
    ('"pêche"', "il péché", False),
    ('"péche"', "il péché", True),
    ('"peche"', "il péché", True),
    ('"communiqué"', "il communique", False),
    # capitals are written without accents
    ('"communiqué"', "COMMUNIQUE DE PRESSE", True),
    ('"communiqué"', "COMMUNIQUÉ DE PRESSE", True),
    ('"COMMUNIQUÉ"', "un communiqué", True),
    ('"état"', "L’Etat agit", True),
    ('"état"', "L’État agit", True),
    ('"état"', "en bon etat", False),
    ('"état"', "L’ETAT AGIT", True),
    # stop words count inside a phrase
    ('"code du travail"', "le Code du travail", True),
    ('"code travail"', "le Code du travail", False),
    ('"code du travail"', "le code de travail", False),
    ('"l’eau potable"', "de l'eau potable", True),
    ('"eau potable"', "d’eau potable", True),
    ('"10 000 emplois"', "10\u00a0000 emplois", True),
    ('"eau eau"', "eau", False),
    ('"eau eau"', "eau eau", True),
    ('"cœur"', "coeur", True),
]

PREFIXES = [
    ("éner*", "les énergies", True),
    ("ener*", "LES ENERGIES", True),
    ("ÉNER*", "énergie", True),
    ("énergies*", "énergie", False),
    ("nergie*", "énergie", False),
    ("éne*", "un aéne", False),
    ("én*", "énergie", False),
    ("biblio*", "la bibliothèque", True),
    ("anti-inond*", "mesures anti-inondations", True),
    ("anti-inond*", "inondations, anti", False),
    ("199*", "en 1998", True),
    ("199*", "en 2199", False),
    ("2023*", "en 20231", True),
    ('"eau pot*"', "l’eau potable", True),
    ('"eau pot*"', "potable, l’eau", False),
    ("oeuv*", "une œuvre", True),
]

BODIES = [*WORDS, *STOP_WORDS, *QUOTES, *PREFIXES]

HARBOUR = (
    release("digue", body="La mer monte sur la digue"),
    release("port", body="Le port et la mer"),
    release("sel", body="Le sel de mer et la santé"),
    release("tabac", body="Le tabac et la santé"),
)
OPERATORS = [
    # typed, ids found in `HARBOUR`
    ("mer tabac", set()),
    ("mer santé", {"sel"}),
    ("mer OU tabac", {"digue", "port", "sel", "tabac"}),
    ("port OU tabac", {"port", "tabac"}),
    ("port ou tabac", set()),
    ("mer ET santé", {"sel"}),
    ("mer ET rien", set()),
    ("mer SAUF port", {"digue", "sel"}),
    ("mer -port", {"digue", "sel"}),
    ("mer -port -sel", {"digue"}),
    ("mer SAUF le port", {"digue", "sel"}),
    ("-mer", {"tabac"}),
    ("SAUF mer", {"tabac"}),
    ("santé (port OU tabac)", {"tabac"}),
    ("(port OU tabac) ET (santé OU mer)", {"port", "tabac"}),
    ("mer -(port OU santé)", {"digue"}),
    ("(mer -port) OU tabac", {"digue", "sel", "tabac"}),
    ('mer SAUF "sel de mer"', {"digue", "port"}),
    ('"sel de mer" OU "la mer"', {"digue", "port", "sel"}),
    ("port* OU sel*", {"port", "sel"}),
    ("-mer -tabac", set()),
    ("mer OU", {"digue", "port", "sel"}),
    ("((mer", {"digue", "port", "sel"}),
]

# One word a zone, so that a word names the zone that answered.
EVERY_ZONE = release(
    "a",
    title="Marée",
    subtitle="Écume",
    lead="Phare",
    body="Dune",
    notes="Digue",
    contacts=(
        Contact("Inès Kerléo", "Chargée", "Conservatoire", ("ines.kerleo@example.org",), ("+33199001234",)),
        Contact("Paul Martin", "Directeur", "Musée", phones=("poste 12",)),
    ),
    boilerplate="Goémon",
    place="Roscoff",
    issuer="Observatoire",
)
ZONES = [
    ("marée", True),
    ("écume", True),
    ("phare", True),
    ("dune", True),
    ("digue", True),
    ("kerléo", True),
    ("01 99 00 12 34", True),
    ("ines.kerleo@example.org", True),
    ("chargée", False),
    ("conservatoire", False),
    ("goémon", False),
    ("roscoff", False),
    ("observatoire", False),
    ("titre:marée", True),
    ("titre:écume", False),
    ("titre:dune", False),
    ("titre:(marée OU dune)", True),
    ("titre:(dune OU phare)", False),
    ('titre:"marée"', True),
    ("titre:mar*", True),
    ("-titre:marée", False),
    ("-titre:dune", True),
    ("contact:kerleo", True),
    ("contact:chargée", True),
    ("contact:conservatoire", True),
    ("contact:dune", False),
    ('contact:"Inès Kerléo"', True),
    ("lieu:roscoff", True),
    ("lieu:dune", False),
    ("emetteur:observatoire", True),
    ("émetteur:observatoire", True),
    ("emetteur:dune", False),
    ("apropos:goémon", True),
    ("apropos:dune", False),
    ("dune titre:marée", True),
    ("dune ET lieu:brest", False),
    # no phrase runs from one text into the next
    ('"marée écume"', False),
    ('"phare dune"', False),
    ('contact:"Kerléo Paul"', False),
    ('contact:"Kerléo ines"', False),
    ('contact:"Chargée Conservatoire"', False),
    ('contact:"Conservatoire Directeur"', False),
]

SIX_WORDS = ("phare", "dune", "digue", "marée", "écume", "rivage")
AT_LEAST = [
    # asked, present, found by default, found with all
    (1, 1, True, True),
    (2, 1, False, False),
    (2, 2, True, True),
    (3, 1, False, False),
    (3, 2, True, False),
    (4, 2, False, False),
    (4, 3, True, False),
    (5, 2, False, False),
    (5, 3, True, False),
    (6, 3, False, False),
    (6, 4, True, False),
    (6, 6, True, True),
]

ALL_IDS = {each.id for each in ARCHIVE}
UNDATED = {each.id for each in ARCHIVE if not each.date}
DATE_FILTERS = [
    (None, None, ALL_IDS),
    (20220714, 20220731, {"2022/éoliennes", "2022/cancer"}),
    (20220715, 20220730, set()),
    (20220101, 20220101, {"2022/energie"}),
    (None, 20211231, {"2021/eau", "2021/marée"}),
    (None, 20211230, {"2021/eau"}),
    (20240502, None, {"2024/etat", "2024/barrage"}),
    (20240611, None, set()),
    (19000101, None, ALL_IDS - UNDATED),
    (None, 21001231, ALL_IDS - UNDATED),
    (20230101, 20220101, set()),
]

_INES = {"2021/eau", "2021/marée", "2023/cancers", "2024/coastal"}
_PRESS_RELEASES = {"2021/eau", "2021/marée", "2024/barrage", "2024/coastal"}
_NO_CONTACT = {"2023/jumeau", "2023/jumeau-a", "2023/jumeau-b", "sans-date", "2024/etat"}
SELECTIONS = [
    (Facet.YEAR, ("2021",), {"2021/eau", "2021/marée"}),
    (Facet.YEAR, ("2021", "2023"), {"2021/eau", "2021/marée", "2023/cancers", "2023/jumeau-a", "2023/jumeau-b"}),
    (Facet.YEAR, ("2022-07",), {"2022/éoliennes", "2022/cancer"}),
    (Facet.YEAR, ("2021", "2022-07"), {"2021/eau", "2021/marée", "2022/éoliennes", "2022/cancer"}),
    (Facet.YEAR, ("",), UNDATED),
    (Facet.YEAR, ("1999",), set()),
    (Facet.CONTACT, ("Inès Kerléo",), _INES),
    (Facet.CONTACT, ("Kerléo Inès",), _INES),
    (Facet.CONTACT, ("kerleo  ines",), _INES),
    (Facet.CONTACT, ("Mme Inès KERLÉO",), _INES),
    (Facet.CONTACT, ("Kerléo",), set()),
    (Facet.CONTACT, ("ines.kerleo@example.org",), _INES - {"2023/cancers"}),
    (Facet.CONTACT, ("KERLEO@example.org",), {"2023/cancers"}),
    (Facet.CONTACT, ("zoé vasseur",), {"2022/energie", "2022/éoliennes"}),
    (Facet.CONTACT, ("d'Aubigné Marc-Antoine",), {"2022/éoliennes"}),
    (Facet.CONTACT, ("presse@example.org",), {"2022/cancer"}),
    (Facet.CONTACT, ("medias@example.org",), {"2022/cancer"}),
    (Facet.CONTACT, ("Zoé Vasseur", "presse@example.org"), {"2022/energie", "2022/éoliennes", "2022/cancer"}),
    (Facet.CONTACT, ("",), _NO_CONTACT),
    (Facet.CONTACT, ("", "presse@example.org"), {*_NO_CONTACT, "2022/cancer"}),
    (Facet.KIND, ("INFO PRESSE",), {"2022/energie", "2022/éoliennes"}),
    (Facet.KIND, ("information-presse",), {"2022/energie", "2022/éoliennes"}),
    (Facet.KIND, ("communiqué de presse",), _PRESS_RELEASES),
    (Facet.KIND, ("Communiqué",), {"2024/etat"}),
    (Facet.KIND, ("",), {"sans-date"}),
    (Facet.PLACE, ("brest",), {"2021/eau", "2024/barrage", "2024/coastal"}),
    (Facet.PLACE, ("Rennes",), {"2022/cancer", "2023/cancers"}),
    (Facet.PLACE, ("",), _NO_CONTACT),
    (Facet.ISSUER, ("SANTE OUEST",), {"2022/cancer", "2023/cancers"}),
    (Facet.ISSUER, ("",), _NO_CONTACT),
    (Facet.LANGUAGE, ("en",), {"2024/coastal"}),
    (Facet.LANGUAGE, ("",), {"sans-date"}),
    (Facet.PLACE, _NOBODY, ALL_IDS),
]

FACET_COUNTS = [
    (Facet.YEAR, {"2021": 2, "2022": 3, "2023": 3, "2024": 3, "": 2}),
    (
        Facet.CONTACT,
        {
            "Inès Kerléo": 3,
            "KERLEO Ines": 1,
            "Yann Le Goff": 2,
            "Mme Zoé Vasseur": 2,
            "Marc-Antoine d’Aubigné": 1,
            "presse@example.org": 1,
            "": 5,
        },
    ),
    (Facet.ISSUER, {"Agence du Littoral": 4, "Institut des Vents": 2, "Santé Ouest": 2, "": 5}),
    (Facet.PLACE, {"Brest": 3, "Roscoff": 1, "Nantes": 2, "Rennes": 1, "RENNES": 1, "": 5}),
    (
        Facet.KIND,
        {
            "communique-de-presse": 4,
            "information-presse": 2,
            "dossier-de-presse": 2,
            "tribune": 3,
            "communique": 1,
            "": 1,
        },
    ),
    (Facet.LANGUAGE, {"fr": 11, "en": 1, "": 1}),
]

BY_DATE = [
    "2024/barrage",
    "2024/etat",
    "2024/coastal",
    "2023/jumeau-a",
    "2023/jumeau-b",
    "2023/cancers",
    "2022/cancer",
    "2022/éoliennes",
    "2022/energie",
    "2021/marée",
    "2021/eau",
    "2023/jumeau",
    "sans-date",
]


FOREIGN = (
    release("fr", "Essais et trials", "Des études de studios, un organe, 1,5 M€", language="fr"),
    release("?", "Des études", "Un trial"),
    release("en", "Two trials", "Case studies of an organisation: 1.5 million euros in 2024", language="en"),
    release("es", "Dos estudios", "Un trial, una étude", language="es", contacts=(INES,)),
)
FOREIGN_WORDS: list[tuple[str, set[str]]] = [
    ("trial", {"fr", "?", "en", "es"}),
    ("trials", {"fr", "?", "en", "es"}),
    ("study", {"en"}),
    ("studio", {"fr"}),
    ("organe", {"fr"}),
    ("organisation", {"en"}),
    ("étude", {"fr", "?", "es"}),
    ("études", {"fr", "?", "es"}),
    ("étudier", {"fr", "?"}),  # a form of the verb joins French words only
    ("1,5 M€", {"fr", "en"}),
    ("2024", {"en"}),
    ('"case studies"', {"en"}),
    ('"étude"', {"es"}),
    ("estud*", {"es"}),
    ("contact:Kerléo", {"es"}),
    ("trial -study", {"fr", "?", "es"}),
]


class EngineConformance(ABC):
    """The behaviours of every engine; a subclass says how to open one."""

    @staticmethod
    @abstractmethod
    def opener(folder: Path) -> OpenEngine:
        """Return what opens one index, empty at first; engines that need no folder pass over *folder*."""

    @pytest.fixture
    def open_engine(self, tmp_path: Path) -> OpenEngine:
        """Return what opens one new index."""
        return self.opener(tmp_path / "index")

    @pytest.fixture
    def engine(self, open_engine: OpenEngine) -> Iterator[Engine]:
        """Open a new index."""
        engine = open_engine()
        yield engine
        engine.close()

    @pytest.fixture
    def archive(self, engine: Engine) -> Engine:
        """Open a new index that holds `ARCHIVE`, in three blocks of writing."""
        write(engine, *ARCHIVE[:5])
        write(engine, *ARCHIVE[5:9])
        write(engine, *ARCHIVE[9:])
        return engine

    @pytest.fixture
    def moved(self, archive: Engine) -> Engine:
        """Open a new index that holds `ARCHIVE` and former ids."""
        with archive.writer() as writer:
            writer.move(
                {
                    "ancien/eau": "2021/eau",
                    "plus-ancien/eau": "ancien/eau",
                    "ancien/\n%0A é": "2021/marée",
                    "ancien/barrage": "2024/barrage",
                    "ancien/perdu": "2019/perdu",
                    "boucle/a": "boucle/b",
                    "boucle/b": "boucle/a",
                    "boucle/c": "boucle/a",
                    "seul": "seul",
                    "2021/marée": "2021/eau",
                }
            )
        return archive

    @pytest.fixture(scope="class")
    @classmethod
    def shelf(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
        """Open an index that holds `ARCHIVE` and is only read."""
        yield from cls._only_read(tmp_path_factory, ARCHIVE)

    @pytest.fixture(scope="class")
    @classmethod
    def bodies(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
        """Open an index that holds every body of `BODIES` under its own text and is only read."""
        texts = dict.fromkeys(body for _, body, _ in BODIES)
        yield from cls._only_read(tmp_path_factory, [release(text, body=text) for text in texts])

    @pytest.fixture(scope="class")
    @classmethod
    def zoned(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
        """Open an index that holds `EVERY_ZONE` and is only read."""
        yield from cls._only_read(tmp_path_factory, [EVERY_ZONE])

    @pytest.fixture(scope="class")
    @classmethod
    def harbour(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
        """Open an index that holds `HARBOUR` and is only read."""
        yield from cls._only_read(tmp_path_factory, HARBOUR)

    @pytest.fixture(scope="class")
    @classmethod
    def foreign(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
        """Open an index that holds `FOREIGN` and is only read."""
        yield from cls._only_read(tmp_path_factory, FOREIGN)

    @classmethod
    def _only_read(cls, folders: pytest.TempPathFactory, releases: Iterable[Release]) -> Iterator[Engine]:
        engine = cls.opener(folders.mktemp("index"))()
        write(engine, *releases)
        yield engine
        engine.close()

    # What matches

    @pytest.mark.parametrize(("typed", "body", "is_found"), BODIES)
    def test_typed_text_finds_a_body(self, bodies: Engine, typed: str, body: str, is_found: bool) -> None:
        assert (body in ids(bodies, query(typed))) == is_found

    @pytest.mark.parametrize(("typed", "expected"), FOREIGN_WORDS)
    def test_a_foreign_release_is_found_without_french_stems(
        self, foreign: Engine, typed: str, expected: set[str]
    ) -> None:
        assert found(foreign, typed) == expected

    @pytest.mark.parametrize(("typed", "expected"), OPERATORS)
    def test_operators_join_and_part_sets_of_releases(self, harbour: Engine, typed: str, expected: set[str]) -> None:
        assert found(harbour, typed) == expected

    @pytest.mark.parametrize(("typed", "is_found"), ZONES)
    def test_words_are_searched_in_their_zones(self, zoned: Engine, typed: str, is_found: bool) -> None:
        assert found(zoned, typed) == ({"a"} if is_found else set())

    @pytest.mark.parametrize(
        ("typed", "zones", "is_found"),
        [
            ("goémon", {Zone.BOILERPLATE}, True),
            ("dune", {Zone.BOILERPLATE}, False),
            ("marée écume", {Zone.TITLE, Zone.SUBTITLE}, True),
            ("chargée goémon roscoff observatoire", set(Zone), True),
            ("titre:marée", {Zone.BODY}, True),
        ],
    )
    def test_zones_asked_for_replace_the_default(
        self, zoned: Engine, typed: str, zones: set[Zone], is_found: bool
    ) -> None:
        assert found(zoned, typed, zones=frozenset(zones)) == ({"a"} if is_found else set())

    def test_the_words_of_a_query_may_stand_in_different_zones(self, engine: Engine) -> None:
        write(engine, release("a", title="La mer", body="Le port"), release("b", title="La mer", body="La ville"))
        assert found(engine, "mer port") == {"a"}

    def test_the_name_of_an_issuer_does_not_return_all_of_its_releases(self, shelf: Engine) -> None:
        assert found(shelf, "agence littoral") == {"2021/eau"}
        assert found(shelf, "apropos:agence") == {"2021/eau", "2021/marée", "2024/barrage"}

    @pytest.mark.parametrize(("asked", "present", "by_default", "with_all"), AT_LEAST)
    def test_as_many_words_match_as_are_needed(
        self, engine: Engine, asked: int, present: int, by_default: bool, with_all: bool
    ) -> None:
        write(engine, release("a", body=" ".join(SIX_WORDS[:present])), release("b", body="Une autre histoire"))
        typed = " ".join(SIX_WORDS[:asked])
        assert found(engine, typed) == ({"a"} if by_default else set())
        assert found(engine, typed, matching=Matching.ALL) == ({"a"} if with_all else set())
        assert found(engine, typed, matching=Matching.ANY) == {"a"}

    def test_an_empty_query_matches_everything_newest_first(self, shelf: Engine) -> None:
        matches = shelf.search(query("", size=100))
        assert [match.release.id for match in matches.page] == BY_DATE
        assert {match.score for match in matches.page} == {0.0}

    @pytest.mark.parametrize("typed", ["", "mer", '"mer"', "mer*", "-mer", "mer OU port", "titre:mer"])
    def test_an_index_without_releases_answers_nothing(self, engine: Engine, typed: str) -> None:
        write(engine, replace_all=True)
        matches = engine.search(query(typed))
        assert (matches.total, matches.page) == (0, ())
        assert set(matches.facets) == set(Facet)
        assert not any(matches.facets.values())
        assert engine.info().releases == 0
        assert engine.vocabulary(Kind.FOLDED, "", at=NOW, limit=5) == ()
        assert engine.term_counts(query(typed), 5) == ()

    # Filters and counts

    @pytest.mark.parametrize(("since", "until", "expected"), DATE_FILTERS)
    def test_dates_are_filtered_with_both_ends(
        self, shelf: Engine, since: int | None, until: int | None, expected: set[str]
    ) -> None:
        assert found(shelf, "", since=since, until=until) == expected

    @pytest.mark.parametrize(("facet", "values", "expected"), SELECTIONS)
    def test_values_of_one_facet_are_alternatives(
        self, shelf: Engine, facet: Facet, values: tuple[str, ...], expected: set[str]
    ) -> None:
        assert found(shelf, "", selected={facet: values}) == expected

    def test_facets_and_dates_and_words_must_all_pass(self, shelf: Engine) -> None:
        selected = {Facet.YEAR: ("2021", "2022"), Facet.CONTACT: ("Inès Kerléo", "Zoé Vasseur")}
        assert found(shelf, "", selected=selected) == {"2021/eau", "2021/marée", "2022/energie", "2022/éoliennes"}
        assert found(shelf, "", selected=selected, until=20220101) == {"2021/eau", "2021/marée", "2022/energie"}
        assert found(shelf, "énergie", selected=selected, until=20220101) == {"2022/energie"}

    @pytest.mark.parametrize(("facet", "expected"), FACET_COUNTS)
    def test_facets_count_all_matches_by_value(self, shelf: Engine, facet: Facet, expected: dict[str, int]) -> None:
        assert counts(shelf, query("", size=1), facet) == expected
        assert counts(shelf, query("", size=1, page=99), facet) == expected

    @pytest.mark.parametrize(("facet", "expected"), FACET_COUNTS)
    def test_counts_of_a_facet_ignore_its_own_selection(
        self, shelf: Engine, facet: Facet, expected: dict[str, int]
    ) -> None:
        assert counts(shelf, query("", selected={facet: (next(iter(expected)),)}), facet) == expected
        assert counts(shelf, query("", selected={facet: ("introuvable",)}), facet) == expected

    def test_counts_of_a_facet_heed_all_other_selections(self, shelf: Engine) -> None:
        selected = {Facet.YEAR: ("2022",), Facet.CONTACT: ("Zoé Vasseur",)}
        asked = query("énergie", selected=selected, until=20221231)
        assert counts(shelf, asked, Facet.YEAR) == {"2022": 2}
        assert counts(shelf, asked, Facet.CONTACT) == {"Mme Zoé Vasseur": 2, "Marc-Antoine d’Aubigné": 1}
        assert counts(shelf, asked, Facet.KIND) == {"information-presse": 2}
        assert counts(shelf, asked, Facet.LANGUAGE) == {"fr": 2}

    def test_counts_are_of_the_matches_of_the_words(self, shelf: Engine) -> None:
        assert counts(shelf, query("cancer"), Facet.YEAR) == {"2022": 1, "2023": 1}
        assert counts(shelf, query("introuvable"), Facet.YEAR) == {}

    # Order, scores and pages

    @pytest.mark.parametrize("typed", ["", "de"])
    def test_newest_first_puts_undated_releases_last(self, shelf: Engine, typed: str) -> None:
        matching = found(shelf, typed)
        assert len(matching) > 4
        expected = [each for each in BY_DATE if each in matching]
        assert ids(shelf, query(typed, sort=Sort.NEWEST)) == expected

    def test_oldest_first_puts_undated_releases_last(self, shelf: Engine) -> None:
        in_order = ids(shelf, query("", sort=Sort.OLDEST))
        assert in_order[:3] == ["2021/eau", "2021/marée", "2022/energie"]
        assert in_order[-2:] == ["2023/jumeau", "sans-date"]

    @pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
    def test_releases_of_one_day_are_ordered_by_id(self, shelf: Engine, sort: Sort) -> None:
        expected = ["2023/jumeau-a", "2023/jumeau-b", "2023/jumeau"]
        assert ids(shelf, query("jumelage", sort=sort)) == expected

    def test_equal_scores_are_ordered_newest_first_then_by_id(self, engine: Engine) -> None:
        dates = {"d": "2020-01-01", "b": "2021-01-01", "a": None, "c": "2021-01-01", "É": None, "Z": None}
        write(engine, *(release(name, "La mer", date=date) for name, date in dates.items()))
        matches = engine.search(query("mer"))
        assert [match.release.id for match in matches.page] == ["b", "c", "d", "Z", "a", "É"]
        assert len({match.score for match in matches.page}) == 1

    def test_a_score_is_that_of_the_formula(self, engine: Engine) -> None:
        write(engine, release("a", "Marée", "Une dune"), release("b", "Marée", "Un phare dans la brume, un soir"))
        idf = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
        worth = 1 / (1 - 0.5 + 0.5 * 3 / 400)
        frequency = 2 ** (math.floor(18 * math.log2(worth)) / 18)
        stem = idf * frequency * 2.2 / (frequency + 1.2)
        (match,) = engine.search(query("dunes")).page
        assert match.score * 1024 == pytest.approx(1024 * stem, abs=0.6)
        (match,) = engine.search(query("dune")).page
        assert match.score * 1024 == pytest.approx(1024 * 1.25 * stem, abs=1.1)
        (match,) = engine.search(query('"dune"')).page
        assert match.score * 1024 == pytest.approx(1024 * stem, abs=0.6)

    def test_scores_are_multiples_of_one_1024th(self, shelf: Engine) -> None:
        scores = [match.score for match in shelf.search(query("énergie OU mer OU port OU travail")).page]
        assert len(scores) > 5
        assert all(score > 0 and score * 1024 == int(score * 1024) for score in scores)
        assert scores == sorted(scores, reverse=True)

    @pytest.mark.parametrize(
        ("better", "worse"),
        [
            ({"title": "Le vent"}, {"title": "La mer", "lead": "Le vent"}),
            ({"lead": "Le vent", "body": "Le jour"}, {"lead": "Le jour", "body": "Le vent"}),
            ({"body": "Le vent, le vent"}, {"body": "Le vent, le jour"}),
            ({"body": "Le vent"}, {"body": "Les vents"}),
            ({"body": "Le vent, " + "la mer, " * 50}, {"body": "Le vent, " + "la mer, " * 100}),
        ],
    )
    def test_some_releases_score_above_others(
        self, engine: Engine, better: dict[str, str], worse: dict[str, str]
    ) -> None:
        write(engine, release("worse", date="2024-01-01", **worse), release("better", date="2023-01-01", **better))
        assert ids(engine, query("vent")) == ["better", "worse"]

    def test_excluded_words_do_not_score(self, shelf: Engine) -> None:
        def scores(typed: str) -> list[float]:
            return [match.score for match in shelf.search(query(typed)).page if match.release.id == "2022/energie"]

        assert scores("énergie -tabac") == scores("énergie") != []

    @pytest.mark.parametrize("sort", Sort)
    @pytest.mark.parametrize("typed", ["", "mer OU port OU énergie"])
    def test_pages_put_together_are_the_scan(self, shelf: Engine, typed: str, sort: Sort) -> None:
        pages = [shelf.search(query(typed, sort=sort, page=page, size=3)) for page in range(1, 7)]
        in_order = ids(shelf, query(typed, sort=sort))
        assert [match.release.id for page in pages for match in page.page] == in_order
        assert {page.total for page in pages} == {len(in_order)}

    def test_a_page_past_the_end_is_empty_and_keeps_the_total(self, shelf: Engine) -> None:
        matches = shelf.search(query("cancer", page=1_000_000, size=100))
        assert (matches.total, matches.page) == (2, ())

    def test_a_scan_ignores_the_page(self, shelf: Engine) -> None:
        assert ids(shelf, query("", page=3, size=2)) == BY_DATE

    # Embargo

    @pytest.mark.parametrize(
        ("at", "is_visible"),
        [
            (EMBARGO - SECOND, False),
            (EMBARGO - SECOND / 1000, False),
            (EMBARGO, True),
            (EMBARGO.astimezone(datetime.UTC), True),
            (EMBARGO + SECOND, True),
        ],
    )
    def test_a_release_under_embargo_does_not_exist(
        self, shelf: Engine, at: datetime.datetime, is_visible: bool
    ) -> None:
        expected = {"2024/barrage"} if is_visible else set()
        asked = query("barrage", at=at)
        assert found(shelf, "barrage", at=at) == expected
        assert found(shelf, "", at=at) == (ALL_IDS if is_visible else ALL_IDS - {"2024/barrage"})
        assert counts(shelf, asked, Facet.ISSUER) == ({"Agence du Littoral": 1} if is_visible else {})
        assert counts(shelf, query("", at=at), Facet.YEAR)["2024"] == (3 if is_visible else 2)
        assert shelf.vocabulary(Kind.FOLDED, "barrage", at=at, limit=5) == (
            (TermCount("barrage", 1),) if is_visible else ()
        )
        assert ("barag" in {each.text for each in shelf.term_counts(asked, 100)}) == is_visible

    def test_get_obeys_the_embargo(self, shelf: Engine) -> None:
        assert shelf.get("2024/barrage", at=EMBARGO).title == "Un barrage pour l’estuaire"
        with pytest.raises(ReleaseNotFound) as caught:
            shelf.get("2024/barrage", at=EMBARGO - SECOND)
        assert caught.value.release_id == "2024/barrage"

    def test_a_fraction_of_a_second_before_the_embargo_is_before_it(self, engine: Engine) -> None:
        write(engine, release("a", embargo=EMBARGO + SECOND / 2))
        assert found(engine, "", at=EMBARGO + SECOND / 4) == set()
        assert found(engine, "", at=EMBARGO + SECOND / 2) == {"a"}

    def test_a_release_under_embargo_counts_in_scores(self, shelf: Engine) -> None:
        before, after = (shelf.search(query("énergie", at=at)) for at in (EMBARGO - SECOND, EMBARGO))
        assert before.page == after.page

    # Single releases

    @pytest.mark.parametrize("put", ARCHIVE, ids=lambda each: each.id)
    def test_a_release_comes_back_as_it_was_put(self, shelf: Engine, put: Release) -> None:
        assert shelf.get(put.id, at=NOW) == put
        assert put in [match.release for match in shelf.search(query("", size=100)).page]
        assert put in list(shelf.scan(query("")))

    def test_a_release_of_odd_texts_comes_back_as_it_was_put(self, engine: Engine) -> None:
        odd = release(
            "dossier/a~html %2F",
            title="« 50 % »\u00a0: \U0001d54f, 中文, \"'\\",
            body="Un\n\nDeux\t<b>&amp;</b>\x00fin",
            contacts=(Contact(), Contact(name="", phones=("poste 12",))),
            embargo=datetime.datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=datetime.UTC),
            kind="",
        )
        write(engine, odd)
        assert engine.get(odd.id, at=NOW) == odd

    @pytest.mark.parametrize("unknown", ["", "2021", "2021/EAU", "2021/eaux", "2021/mare", "*", "\x00"])
    def test_an_unknown_id_is_not_found(self, shelf: Engine, unknown: str) -> None:
        with pytest.raises(ReleaseNotFound) as caught:
            shelf.get(unknown, at=NOW)
        assert caught.value.release_id == unknown

    # Former ids

    @pytest.mark.parametrize(("asked", "expected"), MOVES)
    def test_a_former_id_leads_to_the_visible_release_that_had_it(
        self, moved: Engine, asked: str, expected: str | None
    ) -> None:
        assert moved_to(moved, asked, NOW) == expected

    def test_a_former_id_leads_nowhere_before_the_embargo_of_the_release_passes(self, moved: Engine) -> None:
        assert moved_to(moved, "ancien/barrage", EMBARGO - SECOND) is None
        assert moved_to(moved, "ancien/barrage", EMBARGO) == "2024/barrage"

    def test_a_release_under_embargo_with_a_former_id_changes_nothing_before_it_passes(self, moved: Engine) -> None:
        write(moved, release("ancien/eau", embargo=NOW + SECOND))
        assert moved_to(moved, "ancien/eau", NOW) == "2021/eau"
        assert moved.get("ancien/eau", at=NOW + SECOND).embargo == NOW + SECOND

    def test_a_release_that_takes_a_former_id_has_it_until_it_is_deleted(self, moved: Engine) -> None:
        write(moved, release("ancien/eau", "Une autre eau"))
        assert moved.get("ancien/eau", at=NOW).title == "Une autre eau"
        with moved.writer() as writer:
            writer.delete("ancien/eau")
        assert moved_to(moved, "ancien/eau", NOW) == "2021/eau"

    def test_moves_outlast_other_blocks_and_end_with_new_ones(self, moved: Engine, open_engine: OpenEngine) -> None:
        before = moved.state(NOW)
        write(moved, release("a"))
        other = open_engine()
        assert moved_to(moved, "ancien/eau", NOW) == moved_to(other, "ancien/eau", NOW) == "2021/eau"
        with moved.writer() as writer:
            writer.move({"b": "a"})
        assert [moved_to(each, "ancien/eau", NOW) for each in (moved, other)] == [None, None]
        assert [moved_to(each, "b", NOW) for each in (moved, other)] == ["a", "a"]
        assert before != moved.state(NOW)
        write(moved, *ARCHIVE, release("a"), replace_all=True)
        assert [moved_to(each, "b", NOW) for each in (moved, other)] == [None, None]
        other.close()

    def test_moves_of_a_block_left_by_an_error_are_forgotten(self, moved: Engine) -> None:
        with pytest.raises(ZeroDivisionError), moved.writer() as writer:
            writer.move({"b": "2021/eau"})
            raise ZeroDivisionError
        assert moved_to(moved, "b", NOW) is None
        assert moved_to(moved, "ancien/eau", NOW) == "2021/eau"

    def test_moves_may_start_an_index(self, engine: Engine) -> None:
        with engine.writer(replace_all=True) as writer:
            writer.put(release("a"))
            writer.move({"b": "a"})
        assert moved_to(engine, "b", NOW) == "a"

    # Writing

    def test_an_index_is_missing_before_the_first_block(self, engine: Engine) -> None:
        for read in (
            lambda: engine.search(query("")),
            lambda: engine.get("a", at=NOW),
            lambda: list(engine.scan(query(""))),
            lambda: engine.vocabulary(Kind.STEM, "a", at=NOW, limit=1),
            lambda: engine.forms([Term(Kind.STEM, "a")]),
            lambda: engine.term_counts(query(""), 1),
            lambda: engine.state(NOW),
            lambda: engine.info(),
        ):
            with pytest.raises(IndexMissing):
                read()

    def test_an_empty_first_block_makes_no_index(self, engine: Engine) -> None:
        write(engine)
        with pytest.raises(IndexMissing):
            engine.info()

    def test_put_replaces_the_release_with_that_id(self, archive: Engine) -> None:
        write(archive, release("2022/cancer", "Une autre nouvelle", date="2019-01-01"))
        assert found(archive, "cancer") == {"2023/cancers"}
        assert found(archive, "nouvelle") == {"2022/cancer"}
        assert counts(archive, query(""), Facet.YEAR) == {"2019": 1, "2021": 2, "2022": 2, "2023": 3, "2024": 3, "": 2}
        assert archive.info().releases == len(ARCHIVE)

    def test_the_last_call_for_an_id_wins(self, engine: Engine) -> None:
        write(engine, release("c", "Ancien"), release("d", "Ancien"))
        with engine.writer() as writer:
            writer.put(release("a", "Premier"))
            writer.put(release("a", "Second"))
            writer.put(release("b"))
            writer.delete("b")
            writer.delete("c")
            writer.put(release("c", "Revenu"))
            writer.put(release("d", "Nouveau"))
            writer.delete("d")
        assert found(engine, "") == {"a", "c"}
        assert found(engine, "second OU revenu") == {"a", "c"}
        assert found(engine, "premier OU ancien OU nouveau") == set()

    def test_delete_removes_one_release(self, archive: Engine) -> None:
        with archive.writer() as writer:
            writer.delete("2022/cancer")
        assert found(archive, "") == ALL_IDS - {"2022/cancer"}
        assert found(archive, "dépistage") == set()
        with pytest.raises(ReleaseNotFound):
            archive.get("2022/cancer", at=NOW)

    def test_delete_of_an_unknown_id_changes_nothing(self, archive: Engine) -> None:
        with archive.writer() as writer:
            writer.delete("inconnu")
        assert found(archive, "") == ALL_IDS

    def test_every_release_may_be_deleted(self, archive: Engine) -> None:
        with archive.writer() as writer:
            for each in ARCHIVE:
                writer.delete(each.id)
        assert found(archive, "") == set()
        assert archive.info().releases == 0
        write(archive, release("a", "Marée"))
        assert found(archive, "marée") == {"a"}

    def test_an_index_after_changes_equals_one_made_at_once(self, archive: Engine) -> None:
        typed = "énergie OU mer OU travail"
        expected = archive.search(query(typed, size=100)).page
        write(archive, *(release(each.id, "Énergie, mer et travail") for each in ARCHIVE[3:8]), release("z", "Mer"))
        with archive.writer() as writer:
            writer.delete("z")
            for each in ARCHIVE[3:8]:
                writer.put(each)
        assert archive.search(query(typed, size=100)).page == expected

    @pytest.mark.parametrize("replace_all", [False, True])
    def test_a_block_left_by_an_error_changes_nothing(self, archive: Engine, replace_all: bool) -> None:
        before = archive.info()
        with pytest.raises(ZeroDivisionError), archive.writer(replace_all=replace_all) as writer:
            writer.put(release("a"))
            writer.delete("2022/cancer")
            raise ZeroDivisionError
        assert archive.info() == before
        assert found(archive, "") == ALL_IDS
        write(archive, release("a"))
        assert found(archive, "") == {*ALL_IDS, "a"}

    def test_an_empty_block_changes_nothing(self, archive: Engine) -> None:
        before = archive.info()
        write(archive)
        assert archive.info() == before
        assert found(archive, "") == ALL_IDS

    def test_nothing_is_seen_before_the_block_ends(self, archive: Engine) -> None:
        with archive.writer() as writer:
            writer.put(release("a", "Marée"))
            writer.delete("2022/cancer")
            assert found(archive, "") == ALL_IDS
        assert found(archive, "") == {*ALL_IDS, "a"} - {"2022/cancer"}

    def test_replace_all_starts_from_nothing(self, archive: Engine) -> None:
        with archive.writer(replace_all=True) as writer:
            writer.put(release("a", "Marée"))
            writer.put(ARCHIVE[0])
            assert found(archive, "") == ALL_IDS
        assert found(archive, "") == {"a", ARCHIVE[0].id}
        assert found(archive, "cancer") == set()

    def test_replace_all_may_be_the_first_block(self, engine: Engine) -> None:
        write(engine, release("a"), replace_all=True)
        assert found(engine, "") == {"a"}

    def test_a_block_within_a_block_is_refused(self, engine: Engine, open_engine: OpenEngine) -> None:
        other = open_engine()
        with engine.writer() as writer:
            writer.put(release("a"))
            with pytest.raises(IndexLocked), other.writer():
                pass
        write(other, release("b"))
        other.close()
        assert found(engine, "") == {"a", "b"}

    def test_another_engine_on_the_same_index_sees_each_change(self, archive: Engine, open_engine: OpenEngine) -> None:
        other = open_engine()
        assert found(other, "") == ALL_IDS
        write(archive, release("a", "Marée"))
        assert found(other, "") == {*ALL_IDS, "a"}
        write(other, release("b"), replace_all=True)
        assert found(archive, "") == {"b"}
        assert archive.info() == other.info()
        other.close()

    def test_a_closed_engine_leaves_the_index_to_others(self, archive: Engine, open_engine: OpenEngine) -> None:
        archive.close()
        archive.close()
        other = open_engine()
        assert found(other, "") == ALL_IDS
        other.close()

    def test_a_scan_goes_on_over_the_releases_that_it_started_with(self, archive: Engine) -> None:
        scanned = archive.scan(query(""))
        first = next(scanned).id
        write(archive, release("2025/a", date="2025-01-01"))
        write(archive, release("b"), replace_all=True)
        assert [first, *(each.id for each in scanned)] == BY_DATE

    # The state of the index

    def test_info_counts_releases_and_changes(self, archive: Engine) -> None:
        before = archive.info()
        assert before.releases == len(ARCHIVE)
        assert before.analysis_version == analysis.VERSION
        write(archive, release("a"))
        after = archive.info()
        assert after.releases == len(ARCHIVE) + 1
        assert (after.generation, after.commit) != (before.generation, before.commit)
        write(archive, release("a"), replace_all=True)
        anew = archive.info()
        assert anew.releases == 1
        assert anew.generation != after.generation

    def test_the_state_stays_while_nothing_changes(self, archive: Engine, open_engine: OpenEngine) -> None:
        other = open_engine()
        assert archive.state(NOW) == archive.state(NOW + SECOND) == other.state(NOW)
        other.close()

    def test_the_state_changes_with_each_block(self, archive: Engine) -> None:
        states = [archive.state(NOW)]
        write(archive, release("a"))
        states.append(archive.state(NOW))
        write(archive, release("a"))
        states.append(archive.state(NOW))
        with archive.writer() as writer:
            writer.delete("a")
        states.append(archive.state(NOW))
        for _ in range(2):
            write(archive, *ARCHIVE, replace_all=True)
            states.append(archive.state(NOW))
        assert len(set(states)) == len(states)

    def test_the_state_changes_when_an_embargo_passes(self, shelf: Engine) -> None:
        assert shelf.state(EMBARGO - SECOND) == shelf.state(EMBARGO - SECOND / 1000) != shelf.state(EMBARGO)
        assert shelf.state(EMBARGO) == shelf.state(EMBARGO.astimezone(datetime.UTC)) == shelf.state(EMBARGO + SECOND)

    # Vocabulary, surface forms, frequent stems

    @pytest.mark.parametrize(
        ("kind", "prefix", "expected"),
        [
            (Kind.FOLDED, "energ", [("energie", 2), ("energies", 1)]),
            (Kind.STEM, "energ", [("energ", 3)]),
            (Kind.FOLDED, "cancer", [("cancer", 1), ("cancers", 1)]),
            (Kind.STEM, "cancer", []),
            (Kind.ACCENTED, "énergie", [("énergie", 2), ("énergies", 1)]),
            (Kind.FOLDED, "énerg", []),
            (Kind.FOLDED, "kerleo", [("kerleo", 4)]),
            (Kind.FOLDED, "zzz", []),
        ],
    )
    def test_vocabulary_counts_visible_releases(
        self, shelf: Engine, kind: Kind, prefix: str, expected: list[tuple[str, int]]
    ) -> None:
        assert [(each.text, each.count) for each in shelf.vocabulary(kind, prefix, at=NOW, limit=9)] == expected

    def test_vocabulary_is_of_the_zones_searched_by_default(self, zoned: Engine) -> None:
        held = {each.text for each in zoned.vocabulary(Kind.FOLDED, "", at=NOW, limit=100)}
        assert held >= {"maree", "ecume", "phare", "dune", "digue", "kerleo", "0199001234"}
        assert held.isdisjoint({"goemon", "roscoff", "observatoire", "conservatoire", "chargee"})

    def test_vocabulary_is_limited_to_the_most_frequent(self, engine: Engine) -> None:
        write(engine, release("a", "mer mer marée"), release("b", "mer marin"), release("c", "mer maritime marin"))
        counted = engine.vocabulary(Kind.FOLDED, "m", at=NOW, limit=3)
        assert counted == (TermCount("mer", 3), TermCount("marin", 2), TermCount("maree", 1))
        assert engine.vocabulary(Kind.FOLDED, "m", at=NOW, limit=0) == ()

    def test_vocabulary_forgets_what_was_deleted(self, archive: Engine) -> None:
        with archive.writer() as writer:
            writer.delete("2022/cancer")
        assert archive.vocabulary(Kind.FOLDED, "cancer", at=NOW, limit=9) == (TermCount("cancers", 1),)
        assert archive.vocabulary(Kind.FOLDED, "depistage", at=NOW, limit=9) == ()

    def test_forms_are_the_words_as_written(self, engine: Engine) -> None:
        write(
            engine,
            release("a", "L’ÉTAT, l'Etat et les états", "Santé, SANTE"),
            release("b", "un cœur, le COEUR", boilerplate="État-major"),
        )
        terms = (
            Term(Kind.FOLDED, "etat"),
            Term(Kind.FOLDED, "coeur"),
            Term(Kind.ACCENTED, "santé"),
            Term(Kind.STEM, "x"),
        )
        assert engine.forms(terms) == {
            terms[0]: ("Etat", "ÉTAT", "État"),
            terms[1]: ("COEUR", "cœur"),
            terms[2]: ("Santé",),
            terms[3]: (),
        }
        (stem,) = engine.vocabulary(Kind.STEM, "eta", at=NOW, limit=1)
        asked = Term(Kind.STEM, stem.text)
        assert engine.forms(iter([asked])) == {asked: ("Etat", "ÉTAT", "État", "états")}
        assert engine.forms([]) == {}

    def test_forms_at_an_instant_are_those_of_visible_releases(self, engine: Engine) -> None:
        write(engine, release("a", "Un cœur, la PECHE"), release("b", "Un COEUR, la pêche", embargo=EMBARGO))
        write(engine, release("c", "Un Cœur, la péché", embargo=EMBARGO + SECOND), release("d", "La peche"))
        terms = Term(Kind.FOLDED, "coeur"), Term(Kind.FOLDED, "peche"), Term(Kind.ACCENTED, "pêche")
        for at, *expected in (
            (EMBARGO - SECOND, ("cœur",), ("PECHE", "peche"), ()),
            (EMBARGO, ("COEUR", "cœur"), ("PECHE", "peche", "pêche"), ("pêche",)),
            (EMBARGO + SECOND, ("COEUR", "Cœur", "cœur"), ("PECHE", "peche", "pêche", "péché"), ("pêche",)),
            (None, ("COEUR", "Cœur", "cœur"), ("PECHE", "peche", "pêche", "péché"), ("pêche",)),
        ):
            assert engine.forms(terms, at=at) == dict(zip(terms, map(tuple, map(sorted, expected)), strict=True))

    def test_forms_keep_or_forget_what_was_deleted(self, engine: Engine) -> None:
        write(engine, *(release(f"{number}", "Une marée") for number in range(9)), release("a", "Les marées, MAREE"))
        with engine.writer() as writer:
            writer.delete("a")
        term, kept = Term(Kind.FOLDED, "marees"), Term(Kind.FOLDED, "maree")
        found = engine.forms([term, kept])
        assert found[term] in ((), ("marées",))
        assert found[kept] in (("marée",), ("MAREE", "marée"))

    def test_term_counts_are_of_the_matches(self, shelf: Engine) -> None:
        counted = shelf.term_counts(query("cancer"), 3)
        assert counted == (TermCount("canc", 2), TermCount("exampl", 2), TermCount("org", 2))
        assert shelf.term_counts(query("introuvable"), 3) == ()
        assert shelf.term_counts(query("cancer", page=9, size=1), 3) == counted

    def test_term_counts_heed_filters_and_zones(self, engine: Engine) -> None:
        write(
            engine,
            release("a", "Mer, mer", "Le port", boilerplate="Goémon", place="Brest"),
            release("b", "Mer", "Le phare", place="Brest"),
            release("c", "Mer", "La dune", place="Nantes"),
        )
        counted = engine.term_counts(query("mer", selected={Facet.PLACE: ("Brest",)}), 9)
        assert counted == (TermCount("mer", 2), TermCount("phar", 1), TermCount("port", 1))
        assert engine.term_counts(query("mer"), 1) == (TermCount("mer", 3),)


class AcrossProcesses:
    """The behaviours of engines whose index outlives a process: beside `EngineConformance`, with its fixtures."""

    def test_another_process_makes_the_index(self, engine: Engine, open_engine: OpenEngine) -> None:
        with pytest.raises(IndexMissing):
            engine.info()
        write_elsewhere(open_engine, *ARCHIVE)
        assert found(engine, "") == ALL_IDS

    def test_changes_of_another_process_are_seen_at_the_next_call(
        self, archive: Engine, open_engine: OpenEngine
    ) -> None:
        assert found(archive, "cancer") == {"2022/cancer", "2023/cancers"}
        write_elsewhere(open_engine, release("2022/cancer", "Marée"), release("a", "Cancer"))
        assert found(archive, "cancer") == {"2023/cancers", "a"}
        assert archive.get("2022/cancer", at=NOW).title == "Marée"
