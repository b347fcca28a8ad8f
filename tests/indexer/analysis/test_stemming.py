"""Stems: what must meet, what must not, by rules and by the dictionary; the rules one row each."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.timing import cpu_seconds

from indexer.analysis import lemmas
from indexer.analysis.folding import fold
from indexer.analysis.lemmas import compiled, stems
from indexer.analysis.stemming import guessed_stem, noun_stem


def stems_of(word: str) -> set[str]:
    return set(stems(fold(word)))


@pytest.mark.parametrize(
    ("word", "mate"),
    [
        ("cancer", "cancers"),
        ("danger", "dangers"),
        ("leader", "leaders"),
        ("foyer", "foyers"),
        ("hiver", "hivers"),
        ("essai", "essais"),
        ("euro", "euros"),
        ("hôpital", "hôpitaux"),
        ("journal", "journaux"),
        ("national", "nationales"),
        ("travail", "travaux"),
        ("œil", "yeux"),
        ("bateau", "bateaux"),
        ("eau", "eaux"),
        ("lieu", "lieux"),
        ("jeu", "jeux"),
        ("évènement", "événements"),
        ("évènement", "evenement"),
        ("université", "universites"),
        ("deuxième", "deuxièmes"),
        ("français", "françaises"),
        ("européen", "européennes"),
        ("chercheur", "chercheuse"),
        ("chercheurs", "chercheuses"),
        ("directeur", "directrice"),
        ("lecteur", "lectrices"),
        ("animateur", "animatrice"),
        ("étudiant", "étudiantes"),
        ("infirmier", "infirmière"),
        ("policier", "policière"),
        ("heureux", "heureuse"),
        ("fou", "folles"),
        ("sportif", "sportives"),
        ("professionnel", "professionnelles"),
        ("public", "publiques"),
        ("dépistage", "dépistages"),
        ("vaccin", "vaccins"),
        ("premier", "première"),
        ("actif", "actives"),
        ("acteur", "actrice"),
        ("découvre", "découvrir"),
        ("soutiennent", "soutenir"),
        ("découvert", "découvre"),
        ("inscrites", "inscrire"),
        ("produit", "produire"),
        ("auteur", "auteure"),
        ("clef", "clés"),
        ("annonçait", "annonce"),
        ("lancera", "lancé"),
        ("développent", "développer"),
        ("télétravaillerons", "télétravailler"),  # no dictionary has it
        ("CŒUR", "coeurs"),
    ],
)
def test_forms_of_one_word_meet(word: str, mate: str) -> None:
    assert stems_of(word) & stems_of(mate)


@pytest.mark.parametrize(
    ("word", "stranger"),
    [
        ("organe", "organisation"),
        ("organes", "organisations"),
        ("public", "publication"),
        ("publics", "publications"),
        ("environ", "environnement"),  # these and the next meet in real releases: see FRENCH.md on over-merging
        ("départ", "département"),
        ("COP", "coopération"),
        ("mars", "Marie"),
        ("égal", "également"),
        ("Paris", "pari"),  # FRENCH.md: proper nouns are not stemmed
        ("Rennes", "renne"),
        ("eau", "eaubonne"),
        ("port", "portail"),
        ("air", "aire"),
        ("communiqué", "commune"),  # folded, the participle looks like an adjective in -ique
        ("communiqués", "communs"),
        ("mer", "mère"),
        ("cour", "course"),
        ("loi", "loisir"),
        ("main", "maintien"),
        ("plan", "plante"),
        ("santé", "santal"),
        ("vin", "vingt"),
        ("vaccin", "vaccination"),
        ("contrat", "contre"),  # « contrât » is a form of « contrer »
        ("percussions", "percevoir"),
        ("bas", "base"),
        ("pas", "page"),
        ("avion", "avoir"),
        ("été", "être"),
        ("saison", "saisir"),
        ("maison", "mais"),
        ("station", "statue"),
    ],
)
def test_different_words_stay_apart(word: str, stranger: str) -> None:
    assert not stems_of(word) & stems_of(stranger)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("regionaux", "regional"),  # -aux -> -al
        ("bateaux", "bateau"),  # but -eaux -> -eau
        ("cheveux", "cheveu"),  # -x
        ("plans", "plan"),  # -s
        ("gaz", "gaz"),
        ("bus", "bus"),  # of three letters nothing is taken
        ("qualificatrice", "qualificateu"),  # -ficatrice -> -ficateur, then -r
        ("actrices", "acteu"),  # -trice -> -teur
        ("chanteuse", "chanteu"),  # -teuse -> -teur
        ("chercheuse", "chercheu"),  # -euse -> -eu, as chercheur without -r
        ("heureuses", "heureu"),
        ("fermiere", "fermi"),  # -iere -> -ier
        ("etrangere", "etrang"),  # -ere -> -er
        ("sportive", "sportif"),  # -ive -> -if
        ("anglaises", "anglai"),  # -aise -> -ai, as anglais without -s
        ("danoise", "danoi"),
        ("folle", "fou"),
        ("molle", "mou"),
        ("maladie", "malad"),  # -ie
        ("annees", "ane"),  # doubled letters, -ee
        ("vallee", "vale"),
        ("organisation", "organisation"),  # nothing derived is taken off
    ],
)
def test_rule_of_number_and_gender(word: str, stem: str) -> None:
    assert noun_stem(word) == stem


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("blogueraient", "blogu"),
        ("bloguerons", "blogu"),
        ("bloguions", "blogu"),
        ("bloguait", "blogu"),
        ("bloguant", "blogu"),
        ("blogua", "blogu"),
        ("bloguez", "blogu"),
        ("blogue", "blogu"),
        ("bloguer", "blogu"),
        ("lion", "lion"),  # the root keeps three letters
        ("chercheuse", "chercheu"),  # gender first
    ],
)
def test_rule_of_conjugation_for_words_that_no_dictionary_has(word: str, stem: str) -> None:
    assert guessed_stem(word) == stem


@pytest.mark.parametrize("word", ["covid19", "1200", "1,5", "aujourd'hui", "paris"])
def test_what_is_no_common_word_is_its_own_stem(word: str) -> None:
    assert stems(word) == (word,)


def test_folded_form_of_several_words_has_all_their_stems() -> None:
    assert stems("portant") == ("port", "portant")  # a form of « porter », and the adjective


def test_only_what_the_rules_get_wrong_is_compiled() -> None:
    pairs = [("yeux", "œil"), ("œil", "œil"), ("plans", "plan"), ("va", "aller"), ("allons", "aller"), ("été", "être")]
    own = compiled([])
    assert {form: given for form, given in compiled(pairs).items() if form not in own} == {
        "allons": ("aler",),
        "va": ("aler",),
        "yeux": ("oeil",),
    }


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(lemmas, "user_cache_path", lambda _: tmp_path)
    monkeypatch.setattr(lemmas, "dictionary", lambda: [("yeux", "œil")])
    return tmp_path


def test_compiled_table_is_kept_and_read_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lemmas.table.__wrapped__()["yeux"] == ("oeil",)
    (kept,) = cache.iterdir()
    monkeypatch.setattr(lemmas, "dictionary", lambda: pytest.fail("the table was there"))
    assert lemmas.table.__wrapped__()["yeux"] == ("oeil",)
    assert lemmas.DICTIONARY.replace(" ", "-") in kept.name


@pytest.mark.parametrize("left", ["", "yeux\toeil", "yeux\toeil\n7", "\x00"])
def test_damaged_table_is_made_anew(cache: Path, left: str) -> None:
    lemmas.table.__wrapped__()
    (kept,) = cache.iterdir()
    kept.write_text(left, encoding="utf-8")
    assert lemmas.table.__wrapped__()["yeux"] == ("oeil",)


def test_table_that_cannot_be_kept_is_used_all_the_same(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (cache / "file").touch()
    monkeypatch.setattr(lemmas, "user_cache_path", lambda _: cache / "file")
    assert lemmas.table.__wrapped__()["yeux"] == ("oeil",)


@pytest.mark.parametrize(("word", "stranger"), [("année", "âne"), ("marche", "marché"), ("création", "créations")])
def test_known_meeting_of_folded_forms(word: str, stranger: str) -> None:
    assert stems_of(word) & stems_of(stranger)


@given(st.text(alphabet="abcdefghijlmnopqrstuvxyzàâçéèêëîïôùûœ", min_size=1, max_size=20))
def test_every_word_has_a_stem(word: str) -> None:
    found = stems(fold(word))
    assert found
    assert all(found)


@given(st.sampled_from(["été", "évènement", "deuxième", "sévère", "complète", "hâtivement", "élève", "créée"]))
def test_accents_cannot_matter(word: str) -> None:
    assert stems(fold(word)) == stems(fold(word.upper())) == stems(fold(fold(word)))


@pytest.mark.parametrize("letters", ["a", "ab", "ée", "ss", "aux", "issement", "ation"])
def test_a_word_of_fifty_thousand_letters_takes_linear_time(letters: str) -> None:
    word = fold(letters * (50_000 // len(letters)))
    assert cpu_seconds(lambda: stems(word)) < 0.5
