"""
Releases made of invented words: the same seed gives the same releases, on every machine.

A release has about 315 words in all of its zones. Its nouns are drawn by rank, a fifth of them again from the few that
it is about, so that words repeat inside a release as they do in real ones. With given texts, paragraphs of those stand
in for the invented sentences; the rest of a release stays invented.
"""

import datetime
from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.speed.people import Issuer, issuers
from benchmarks.speed.vocabulary import Texts, Vocabulary, drawn, vocabulary
from indexer.releases import Contact, Release

_BATCH = 500
_SENTENCES = 14
_FIRST_DAY = datetime.date(2005, 1, 3)
_DAYS = 20 * 365
_ABOUT = 5
_REPEATED = 0.2
_NOUNS, _VERBS, _ADJECTIVES = 5, 2, 2

# What one sentence may use: 0-2 nouns with articles, 3-4 complements, 5-6 verbs, 7-8 adjectives, 9 a figure.
_PATTERNS = (
    "{0} {3} {5} {1} {7}, avec {2} {4}.",
    "Depuis plusieurs années, {0} {7} {5} {1} {3} et {2} {8}.",
    "« {0} {5} {1} {3} : {2} {8} en dépend », souligne la direction.",
    "Avec {9}, {0} {3} {5} {1}, soit plus que {2} {4}.",
    "C’est pourquoi {0} {3}, {7} et {8}, {5} {1} {4} pour tous.",
    "{0} {5} {1} {3} ; {2} {4} {6} aussi.",
    "Dans ce cadre, {0} et {1} {3} {5} {2} {4}, {7} ou {8}.",
    "Selon {0} {3}, {1} {7} {5} {2} {4} dès {9}.",
    "Pour {0}, {1} {3} ne {5} pas {2} {8}.",
    "{9} : c’est ce que {0} {3} {5} chaque année avec {1} {7} et {2} {4}.",
)
_TITLES = ("{0} {3} : {1} {7}", "{0} {5} {1} {3}", "{0} {7} {5} {1}", "{0} et {1} {3} : {9}")
_HEADINGS = ("{0} {7}", "Vers {0} {3}", "{0} {3}")
_KINDS = ("Communiqué de presse", "COMMUNIQUE DE PRESSE", "Info presse", "Dossier de presse", "Invitation presse", None)
_KIND_BOUNDS = np.cumsum((0.5, 0.15, 0.15, 0.08, 0.07))
_LANGUAGES = ("fr", "en", None)
_LANGUAGE_BOUNDS = (0.95, 0.98)


def releases(seed: int, *, texts: Sequence[str] = (), nouns: int = 150_000) -> Iterator[Release]:
    """Yield releases for ever, from a vocabulary of *nouns* nouns; *texts* are paragraphs that stand in for bodies."""
    rng = np.random.default_rng([seed, 2])
    words = vocabulary(seed, nouns)
    senders = issuers(seed)
    number = 0
    while True:
        parts = _parts(rng, words)
        for own, issuer in zip(parts, drawn(rng, len(senders), (_BATCH,)), strict=True):
            number += 1
            yield _release(rng, f"{number:07}", senders[issuer], own, texts)


def _release(
    rng: np.random.Generator, number: str, issuer: Issuer, parts: list[list[str]], texts: Sequence[str]
) -> Release:
    chances = rng.random(8)
    title, subtitle, heading, *rest = parts
    if texts:
        body = _borrowed(rng, texts)
    else:
        sentences = [_sentence(_PATTERNS, each) for each in rest]
        body = [" ".join(sentences[i : i + 4]) for i in range(3, len(sentences), 4)]
    has_heading = chances[0] < 0.3
    first = rng.integers(len(issuer.contacts))
    date = _FIRST_DAY + datetime.timedelta(days=int(rng.integers(_DAYS)))
    return Release(
        id=f"{date.year}/{number}",
        source=f"{date.year}/{number}.txt",
        format="text",
        title=_sentence(_TITLES, title),
        subtitle=_sentence(_TITLES, subtitle) if chances[1] < 0.2 else None,
        kind=_KINDS[np.searchsorted(_KIND_BOUNDS, chances[2])],
        place=issuer.place if chances[3] < 0.9 else None,
        date=date if chances[4] < 0.99 else None,
        issuer=issuer.name,
        language=_LANGUAGES[np.searchsorted(_LANGUAGE_BOUNDS, chances[5])],
        contacts=_rotated(issuer, int(first), int(chances[6] < 0.97) + int(chances[6] < 0.4)),
        lead=" ".join(_sentence(_PATTERNS, each) for each in rest[:2]),
        body="\n\n".join([body[0], _sentence(_HEADINGS, heading), *body[1:]] if has_heading else body),
        headings=(1,) if has_heading else (),
        notes=_sentence(_PATTERNS, rest[2]) if chances[7] < 0.1 else "",
        boilerplate=issuer.boilerplate,
    )


def _rotated(issuer: Issuer, first: int, number: int) -> tuple[Contact, ...]:
    return tuple(issuer.contacts[(first + i) % len(issuer.contacts)] for i in range(number))


def _borrowed(rng: np.random.Generator, texts: Sequence[str], words: int = 200) -> list[str]:
    """Return consecutive paragraphs of *texts* of about so many words."""
    at = int(rng.integers(len(texts)))
    found: list[str] = []
    length = 0
    while length < words:
        found.append(" ".join(texts[at % len(texts)].split()[: 2 * words]))
        length += found[-1].count(" ") + 1
        at += 1
    return found


def _sentence(patterns: Sequence[str], parts: list[str]) -> str:
    """Return one of *patterns*, chosen by the words that fill it, with a capital."""
    text = patterns[sum(map(len, parts)) % len(patterns)].format(*parts)
    first = 2 if text.startswith("«") else 0
    return text[:first] + text[first].upper() + text[first + 1 :]


def _parts(rng: np.random.Generator, words: Vocabulary) -> list[list[list[str]]]:
    """Return what fills the sentences of a batch of releases: [release, sentence, place]."""
    shape = (_BATCH, 3 + _SENTENCES)
    ranks = drawn(rng, len(words.nouns), (*shape, _NOUNS))
    about = drawn(rng, len(words.nouns), (_BATCH, _ABOUT))
    again = about[np.arange(_BATCH)[:, None, None], rng.integers(0, _ABOUT, ranks.shape)]
    ranks = np.where(rng.random(ranks.shape) < _REPEATED, again, ranks)
    forms = rng.integers(0, 2, ranks.shape)
    before = np.concatenate(
        [words.articles[ranks[..., :3], forms[..., :3]], words.complements[ranks[..., 3:], forms[..., 3:]]], axis=-1
    )
    parts = [
        before + words.nouns[ranks, forms],
        _forms(rng, words.verbs, (*shape, _VERBS)),
        _forms(rng, words.adjectives, (*shape, _ADJECTIVES)),
        _figures(rng, (*shape, 1)),
    ]
    found: list[list[list[str]]] = np.concatenate(parts, axis=-1).tolist()
    return found


def _forms(rng: np.random.Generator, table: Texts, shape: tuple[int, ...]) -> Texts:
    return table[drawn(rng, len(table), shape), rng.integers(0, table.shape[1], shape)]


def _figures(rng: np.random.Generator, shape: tuple[int, ...]) -> Texts:
    """Return amounts, shares and years."""
    amounts = [f"{n} {n % 990 + 10} euros" for n in range(1, 400)]
    shares = [f"{n},{n % 9 + 1} %" for n in range(1, 100)]
    years = [f"{n}" for n in range(2005, 2025)] * 8
    table = np.array([*amounts, *shares, *years], dtype=object)
    found: Texts = table[rng.integers(0, len(table), shape)]
    return found
