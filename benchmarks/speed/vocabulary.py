"""
French-looking words by rank, invented but for the first few: nouns, adjectives, verbs, each with its forms.

Ranks are drawn by the law of Zipf as Mandelbrot put it, p(r) ~ (r + SHIFT) ** -EXPONENT, so that the most frequent
words stand in a good part of all releases and most of the vocabulary in hardly any. Both constants were fitted to the
document frequencies of French web pages, cut in pieces of 250 words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np
import numpy.typing as npt

Texts = npt.NDArray[np.object_]
Ranks = npt.NDArray[np.int64]

SHIFT = 150
EXPONENT = 2.0
_PHRASE_EVERY = 6
_VOWELS = "aeéèêiouyh"

_REAL_NOUNS = (
    "région.f santé.f agence.f programme.m énergie.f entreprise.f projet.m territoire.m emploi.m ville.f transport.m "
    "école.f rapport.m public.m recherche.f prévention.f logement.m travail.m eau.f plan.m service.m association.f "
    "étude.f industrie.f culture.f forêt.f dépistage.m enfant.m formation.f commune.f exposition.f mesure.f climat.m "
    "numérique.m hôpital.m soutien.m usager.m réseau.m résultat.m année.f stratégie.f qualité.f campagne.f festival.m"
)
_REAL_ADJECTIVES = "national.al régional.al public.ic nouveau.eau durable.e européen.en social.al important.t local.al"
_REAL_VERBS = "finance soutient présente lance organise développe annonce propose accompagne renforce publie accueille"

_ONSETS = [
    "b",
    "c",
    "d",
    "f",
    "g",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "br",
    "ch",
    "cl",
    "cr",
    "dr",
    "fl",
    "fr",
    "gr",
    "pl",
    "pr",
    "tr",
    "qu",
    "st",
    "sp",
]
_NUCLEI = ["a", "e", "é", "i", "o", "u", "ou", "an", "on", "en", "in", "ai", "oi", "eu", "è"]
_FEMININE = ["tion", "sion", "té", "ité", "ance", "ence", "ure", "ie", "ière", "ade", "elle", "ette"]
_MASCULINE = ["ment", "age", "eur", "isme", "eau", "al", "ier", "oir", "on", "et", "ard", "ois"]
_ADJECTIVES = ["al", "if", "ique", "eux", "é", "en", "ant", "ier", "able", "el"]

_FEMININE_OF = {"al": "ale", "if": "ive", "eux": "euse", "é": "ée", "en": "enne", "ant": "ante", "ier": "ière"}
_FEMININE_OF |= {"el": "elle", "eau": "elle", "ic": "ique", "t": "te"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """
    Words by rank, the most frequent first.

    *nouns* is [rank, form]: singular and plural; *articles* and *complements* are what goes before a noun, of the same
    shape: « l’ » and « de la » with their spaces. *adjectives* are [rank, form] of four forms, *verbs* of three.
    """

    nouns: Texts
    articles: Texts
    complements: Texts
    adjectives: Texts
    verbs: Texts


@cache
def vocabulary(seed: int, size: int) -> Vocabulary:
    """Return *size* nouns, a fifth of them terms of several words, and a quarter as many adjectives and verbs."""
    rng = np.random.default_rng(seed)
    adjectives = [*_real_adjectives(), *islice(_adjectives(rng), size // 4)]
    nouns = _with_phrases([*_real_nouns(), *islice(_nouns(rng), size)], adjectives, rng)
    verbs = [*_REAL_VERBS.split(), *islice((root + "e" for root in roots(rng)), size // 4)]
    return Vocabulary(
        nouns=_table((noun, plural(noun)) for noun, _ in nouns),
        articles=_table(_articles(noun, gender) for noun, gender in nouns),
        complements=_table(_complements(noun, gender) for noun, gender in nouns),
        adjectives=_table((each, plural(each), feminine(each), plural(feminine(each))) for each in adjectives),
        verbs=_table((verb, verb + "ra" if verb.endswith("e") else verb, "va " + _infinitive(verb)) for verb in verbs),
    )


def drawn(rng: np.random.Generator, most: int, shape: tuple[int, ...]) -> Ranks:
    """Return ranks from 0 to *most* - 1, drawn by the law of Zipf."""
    weights = (np.arange(most) + float(SHIFT)) ** -EXPONENT
    bounds = np.cumsum(weights)
    ranks: Ranks = np.minimum(np.searchsorted(bounds, rng.random(shape) * bounds[-1]), most - 1)
    return ranks


def plural(word: str) -> str:
    """Return the regular plural of a word, or of the first word of a term and of the adjective after it."""
    head, space, rest = word.partition(" ")
    return _plural(head) + space + (_plural(rest) if rest and " " not in rest and "’" not in rest else rest)


def feminine(adjective: str) -> str:
    """Return the regular feminine of an adjective."""
    for ending, replacement in _FEMININE_OF.items():
        if adjective.endswith(ending):
            return adjective.removesuffix(ending) + replacement
    return adjective


def _plural(word: str) -> str:
    if word.endswith(("s", "x")):
        return word
    if word.endswith("al"):
        return word.removesuffix("l") + "ux"
    return word + ("x" if word.endswith("eau") else "s")


def _infinitive(verb: str) -> str:
    return verb + "r" if verb.endswith("e") else verb


def _begins_with_vowel(word: str) -> bool:
    return word[0].lower() in _VOWELS


def _articles(noun: str, gender: str) -> tuple[str, str]:
    if _begins_with_vowel(noun):
        return "l’", "les "
    return ("la ", "les ") if gender == "f" else ("le ", "ces ")


def _complements(noun: str, gender: str) -> tuple[str, str]:
    if _begins_with_vowel(noun):
        return "de l’", "d’"
    return ("de la ", "des ") if gender == "f" else ("du ", "de ")


def _table(rows: Iterable[tuple[str, ...]]) -> Texts:
    return np.array(list(rows), dtype=object)


def _with_phrases(
    nouns: list[tuple[str, str]], adjectives: list[str], rng: np.random.Generator
) -> list[tuple[str, str]]:
    """Put a term of several words after every few nouns: a frequent noun with an adjective, or with another noun."""
    found = []
    drawn_parts = rng.random((len(nouns), 3))
    for rank, noun in enumerate(nouns):
        found.append(noun)
        if rank % _PHRASE_EVERY == 0:
            most = np.minimum(4 * rank + 40, [len(nouns), len(adjectives), len(nouns)])
            of_head, of_adjective, of_other = (drawn_parts[rank] * most).astype(int)
            head, gender = nouns[of_head]
            adjective, (other, _) = adjectives[of_adjective], nouns[of_other]
            found.append((f"{head} {feminine(adjective) if gender == 'f' else adjective}", gender))
            found.append((f"{head} d’{other}" if _begins_with_vowel(other) else f"{head} de {other}", gender))
    return found


def _real_nouns() -> Iterator[tuple[str, str]]:
    for entry in _REAL_NOUNS.split():
        word, gender = entry.split(".")
        yield word, gender


def _real_adjectives() -> Iterator[str]:
    return (entry.partition(".")[0] for entry in _REAL_ADJECTIVES.split())


def _nouns(rng: np.random.Generator) -> Iterator[tuple[str, str]]:
    for i, root in enumerate(roots(rng)):
        endings, gender = (_FEMININE, "f") if i % 2 else (_MASCULINE, "m")
        yield root + endings[i // 2 % len(endings)], gender


def _adjectives(rng: np.random.Generator) -> Iterator[str]:
    for i, root in enumerate(roots(rng)):
        yield root + _ADJECTIVES[i % len(_ADJECTIVES)]


def roots(rng: np.random.Generator) -> Iterator[str]:
    """Yield roots of one to three syllables that end in a consonant, each once, the shortest among the first."""
    known: set[str] = set()
    while True:
        lengths = rng.integers(1, 3 + (len(known) > 4096), 4096)
        syllables = rng.integers(0, len(_ONSETS) * len(_NUCLEI), (4096, 3))
        ends = rng.integers(0, 13, 4096)
        for length, numbers, end in zip(lengths, syllables.tolist(), ends, strict=True):
            root = "".join(_ONSETS[n // len(_NUCLEI)] + _NUCLEI[n % len(_NUCLEI)] for n in numbers[:length])
            root += _ONSETS[end]
            if root not in known:
                known.add(root)
                yield root
