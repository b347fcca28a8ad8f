"""
Stems of the words that a dictionary has: those of their lemmas.

The dictionary is simplemma's (MIT, depended on, not copied). What it says is compiled once into a small table, kept in
the user's cache: the folded forms for which the rules alone would say something else. A folded form that may be several
words gives all their stems. Loading simplemma itself would cost each process 23 MB.

Which stem a lemma has: that of `noun_stem`, unless the dictionary conjugates it; then that of `guessed_stem`, which all
regular forms share already.
"""

import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from platformdirs import user_cache_path

from indexer.analysis.folding import fold_text
from indexer.analysis.stemming import guessed_stem, noun_stem

Pair: TypeAlias = tuple[str, str]
"""A form and its lemma, as the dictionary writes them."""

TABLE_VERSION = 3
"""Changes whenever the same dictionary would give another table."""

DICTIONARY = f"simplemma {version('simplemma')}"
"""The name and version of the dictionary."""

# « été » is a season and « avions » are aeroplanes before they are forms of auxiliaries.
_NOT_LEMMATISED = frozenset({"être", "avoir"})

# What the dictionary lacks: forms, as it would write them, and their lemmas.
_OWN_PAIRS = (
    ("baux", "bail"),
    ("blanche", "blanc"),
    ("blanches", "blanc"),
    ("clef", "clé"),
    ("clefs", "clé"),
    ("favorite", "favori"),
    ("favorites", "favori"),
    ("laïque", "laïc"),
    ("laïques", "laïc"),
    ("messieurs", "monsieur"),
    ("payement", "paiement"),
    ("payements", "paiement"),
)

# The dictionary takes many participles for adjectives only. The end of a folded infinitive, and of its participle.
_PARTICIPLES = (
    ("vrir", "vert"),
    ("frir", "fert"),
    ("uire", "uit"),
    ("crire", "crit"),
    ("naitre", "nu"),
    ("paraitre", "paru"),
    ("cevoir", "cu"),
)

# Tenses that only literature has (« contrât », « portassent »): nobody means them where folding makes them other words.
_LITERARY = re.compile(r"(?:[âîû](?:t|mes|tes)|[au]ss(?:e|es|ions|iez|ent))\Z")

# Words whose stem would be that of another word.
_TOWNS = (
    "amiens angers arras athenes beauvais beziers bourges bruxelles calais cannes castres chartres limoges londres "
    "nantes nevers nimes orleans paris poitiers reims rennes tarbes troyes valenciennes vannes"
)
_KEPT_WHOLE = frozenset([*_TOWNS.split(), "marie"])

log = logging.getLogger(__name__)


def stems(folded: str) -> tuple[str, ...]:
    """Return the stems of a folded word, mostly one; a word with a digit in it is its own stem."""
    if not folded.isalpha() or folded in _KEPT_WHOLE:
        return (folded,)
    return table().get(folded) or (guessed_stem(folded),)


@lru_cache(maxsize=1)
def table() -> Mapping[str, tuple[str, ...]]:
    """Return the compiled table, from the cache if it is there; made, and left there if that can be done, if not."""
    place = user_cache_path("infopresse") / f"lemmas-{TABLE_VERSION}-{DICTIONARY.replace(' ', '-')}.tsv"
    try:
        return _parsed(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        made = compiled(dictionary())
        _keep(place, made)
        return made


def dictionary() -> Iterable[Pair]:
    """Yield the forms and lemmas of common French words."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # 160 ms, needed once a machine

    for form, lemma in DefaultDictionaryFactory().get_dictionary("fr").items():
        if form.isalpha() and lemma.isalpha() and form.islower() and lemma.islower():
            yield form, lemma


def compiled(pairs: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    """Return the folded forms, and lemmas, for which `guessed_stem` is not the only stem, with all their stems."""
    known = _folded([pair for pair in (*pairs, *_OWN_PAIRS) if pair[1] not in _NOT_LEMMATISED])
    lemmas = {lemma for _, lemma in known}
    verbs = {lemma for form, lemma in known if is_verb_form(form, lemma)}
    stem = {lemma: _verb_stem(lemma, lemmas - verbs) if lemma in verbs else noun_stem(lemma) for lemma in lemmas}
    found = {lemma: {given} for lemma, given in stem.items()}
    for form, lemma in known:
        found.setdefault(form, set()).add(stem[lemma])
    for verb in verbs:
        for participle in _participles(verb):
            found.setdefault(participle, set()).add(stem[verb])
    return {form: tuple(sorted(given)) for form, given in sorted(found.items()) if given != {guessed_stem(form)}}


def _folded(pairs: list[Pair]) -> list[Pair]:
    """Return *pairs* folded, without the forms of literature that folding makes other words."""
    living = {fold_text(word) for pair in pairs for word in pair if not _is_literary(word, pair[1])}
    return [
        (fold_text(form), fold_text(lemma))
        for form, lemma in pairs
        if not (_is_literary(form, lemma) and fold_text(form) in living)
    ]


def _is_literary(form: str, lemma: str) -> bool:
    return lemma.endswith(("er", "ir", "re")) and _LITERARY.search(form) is not None


def _verb_stem(verb: str, nouns: Set[str]) -> str:
    """Return the stem of a folded infinitive: if there is a noun without its r (aide, aider), that of the noun."""
    noun = verb[:-1]
    return noun_stem(noun) if verb.endswith("er") and noun in nouns else guessed_stem(verb)


def _participles(verb: str) -> Iterator[str]:
    """Yield the irregular participles of a folded infinitive."""
    for ending, participle in _PARTICIPLES:
        if verb.endswith(ending):
            for gender_and_number in ("", "s", "e", "es"):
                yield verb.removesuffix(ending) + participle + gender_and_number


def is_verb_form(form: str, lemma: str) -> bool:
    """Return whether folded *lemma* looks like an infinitive and *form* is neither its plural nor its feminine."""
    if form == lemma or not lemma.endswith(("er", "ir", "re")):
        return False
    return form not in {lemma + "s", lemma[:-2] + "ere", lemma[:-2] + "eres", lemma[:-2] + "ieres"}


def _parsed(text: str) -> dict[str, tuple[str, ...]]:
    """Read a table as `_keep` wrote it; the last line counts the others, so that half a file is none."""
    *lines, count = text.splitlines()
    if int(count) != len(lines):
        raise ValueError("the table is cut short")
    stems_of = _Stems()
    return {form: stems_of[given] for form, _, given in (line.partition("\t") for line in lines)}


class _Stems(dict[str, tuple[str, ...]]):
    """Stems as they stand in a line, read once: five forms share them."""

    def __missing__(self, given: str) -> tuple[str, ...]:
        self[given] = stems = tuple(given.split(" "))
        return stems


def _keep(place: Path, made: Mapping[str, tuple[str, ...]]) -> None:
    lines = [f"{form}\t{' '.join(given)}" for form, given in made.items()]
    aside = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text("\n".join([*lines, str(len(lines))]), encoding="utf-8")
        aside.replace(place)
    except OSError as error:
        log.info("the table of lemmas stays in memory: %s", error)
