"""
Eleven classes of four queries, chosen by how many releases of the archive hold their words, so that they scale; and
seven harder ones, which seldom are asked and cost most.

Words are typed with their accents, for engines that tell them apart; phrases and prefixes are made of words without:
an accent in quotes asks for that accent, which peers are not handed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from benchmarks.speed.archives import Archive
from indexer.analysis.stopwords import STOP_WORDS
from indexer.analysis.words import forms, word_forms
from indexer.releases import Release

CLASSES = ("rare", "frequent", "and2", "and3", "or2", "phrase", "prefix", "date", "contact", "not", "browse")
HARD_CLASSES = ("hundred", "page 50", "any of six", "all of six", "prefixes", "stop words", "four words")
A_CLASS = 4
"""Queries of one class."""

Parameters: TypeAlias = Mapping[str, tuple[str, ...]]
"""Those of a result page's address."""

_TOO_FEW = "no release of the samples holds a word that fits; draw more releases"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of one class, as the *parameters* of its page."""

    name: str
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class _Band:
    """How many releases hold a word: at least, and at most."""

    least: float
    most: float


def queries(archive: Archive, seed: int, classes: Sequence[str] = CLASSES) -> tuple[Asked, ...]:
    """Return the queries of *classes*, in order: the same for the same archive and seed."""
    chooser = _Chooser(archive, seed)
    return tuple(Asked(name, found) for name in classes for found in chooser.parameters(name))


class _Chooser:
    """Chooses words by the number of releases that hold one of their stems."""

    def __init__(self, archive: Archive, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311, no secret
        self._samples = archive.samples
        self._used: set[str] = set()
        self._stems: defaultdict[str, int] = defaultdict(int)
        self._counts = {word: archive.counts[word] for word in sorted(archive.counts) if _is_plain(word)}
        for word, count in self._counts.items():
            for stem in forms(word).stems:
                self._stems[stem] += count
        number = archive.releases
        self._rare = _Band(5, min(50, number / 20))
        self._frequent = _Band(0.1 * number, 0.5 * number)
        self._medium = _Band(0.01 * number, 0.05 * number)
        self._any = _Band(1, number)

    def parameters(self, name: str) -> Iterator[Parameters]:
        """Yield the queries of one class."""
        makers: Mapping[str, Callable[[int], Parameters]] = {
            "rare": lambda _: _typed(self._word(self._rare)),
            "frequent": lambda _: _typed(self._word(self._frequent)),
            "and2": lambda i: _typed(*self._together(self._frequent, self._frequent if i % 2 else self._medium)),
            "and3": lambda _: {
                **_typed(*self._together(self._frequent, self._frequent, self._medium)),
                "mots": ("tous",),
            },
            "or2": lambda i: _typed(self._word(self._frequent), "OU", self._word((self._medium, self._rare)[i % 2])),
            "phrase": self._phrase,
            "prefix": lambda i: _typed(self._unaccented((self._frequent, self._medium)[i % 2])[: 4 + i // 2] + "*"),
            "date": self._dated,
            "contact": self._with_contact,
            "not": lambda i: _typed(
                self._word(self._frequent), "-" + self._word((self._frequent, self._medium)[i % 2])
            ),
            "browse": self._browsed,
            "stop words": lambda i: _typed(f'"{self._recurring(2, are_stop_words=True)[i]}"'),
            "four words": lambda i: _typed(f'"{self._recurring(4)[i]}"'),
            "all of six": lambda _: {**_typed(*self._together(*[self._frequent] * 6)), "mots": ("tous",)},
            "any of six": lambda _: _typed(" OU ".join(self._word(self._frequent) for _ in range(6))),
            "prefixes": lambda _: _typed(*(f"{self._unaccented(self._frequent)[:3]}*" for _ in range(2))),
            "hundred": lambda _: {**_typed(self._word(self._frequent)), "taille": ("100",)},
            "page 50": lambda _: {**_typed(self._word(self._frequent)), "page": ("50",)},
        }
        return (makers[name](i) for i in range(A_CLASS))

    def _word(self, band: _Band) -> str:
        """Return a word of *band* that was not asked for yet, or else the nearest to it."""
        free = [word for word in self._counts if word not in self._used]
        fitting = [word for word in free if band.least <= self._count(word) <= band.most]
        middle = math.sqrt(band.least * band.most)
        word = self._random.choice(fitting) if fitting else min(free, key=lambda each: abs(self._count(each) - middle))
        self._used.add(word)
        return word

    def _unaccented(self, band: _Band) -> str:
        return next(word for word in iter(lambda: self._word(band), "") if word.isascii())

    def _together(self, *bands: _Band) -> tuple[str, ...]:
        """Return words of *bands* that one release holds."""
        for release in self._in_any_order():
            chosen = self._held(release, bands)
            if chosen:
                return chosen
        return tuple(self._word(band) for band in bands)

    def _held(self, release: Release, bands: Sequence[_Band]) -> tuple[str, ...]:
        """Return one word of each of *bands* that stands in the body of *release*, or nothing."""
        held = [word for word in _body(release) if word in self._counts and word not in self._used]
        chosen: list[str] = []
        for band in bands:
            fitting = [word for word in held if word not in chosen and self._fits(word, band)]
            if not fitting:
                return ()
            chosen.append(self._random.choice(fitting))
        self._used.update(chosen)
        return tuple(chosen)

    def _phrase(self, number: int) -> Parameters:
        """Return a phrase: of two frequent words, of two others, of three words, of three with a stop word."""
        length = 2 + number // 2
        first = (self._frequent, self._medium, self._medium, self._frequent)[number]
        bands = (first, self._any if number else self._frequent)
        found: Counter[tuple[str, ...]] = Counter()
        for release in self._samples:
            words = _body(release)
            for chosen in zip(*(words[i:] for i in range(length)), strict=False):
                has_stop_word = any(word in STOP_WORDS for word in chosen)
                if not all(map(str.isascii, chosen)):
                    continue
                if has_stop_word == (number == A_CLASS - 1) and self._are_ends(chosen, bands):
                    found[chosen] += 1
        most = max(found.values(), default=0)
        recurring = [chosen for chosen, count in found.items() if 2 * count >= most] or [(self._unaccented(self._any),)]
        return _typed(f'"{" ".join(self._random.choice(recurring))}"')

    def _recurring(self, length: int, *, are_stop_words: bool = False) -> list[str]:
        """Return what most often stands in a row in bodies: *length* words, some of them or all stop words."""
        found: Counter[tuple[str, ...]] = Counter()
        for release in self._samples:
            words = _body(release)
            found.update(zip(*(words[i:] for i in range(length)), strict=False))
        are_enough = all if are_stop_words else any
        return [
            " ".join(words)
            for words, _ in sorted(found.items(), key=lambda each: (-each[1], each[0]))
            if are_enough(word in STOP_WORDS for word in words) and all(map(_is_ascii_word, words))
        ]

    def _are_ends(self, chosen: tuple[str, ...], bands: tuple[_Band, _Band]) -> bool:
        return self._fits(chosen[0], bands[0]) and self._fits(chosen[-1], bands[1])

    def _dated(self, number: int) -> Parameters:
        band = (self._frequent, self._medium)[number // 2]
        for release in self._in_any_order():
            words = self._held(release, [band]) if release.date else ()
            if words and release.date:
                since, until = (str(release.date.year - years) for years in (number % 2 * 5, 0))
                return {**_typed(*words), "du": (since,), "au": (until,)}
        raise ValueError(_TOO_FEW)

    def _with_contact(self, number: int) -> Parameters:
        band = (self._frequent, self._medium)[number % 2]
        for release in self._in_any_order():
            words = self._held(release, [band]) if release.contacts else ()
            if words:
                return {**_typed(*words), "contact": (release.contacts[0].name or "",)}
        raise ValueError(_TOO_FEW)

    def _browsed(self, number: int) -> Parameters:
        year = {"annee": (str(self._random.randint(2006, 2022)),)}
        match number:
            case 0:
                return {}
            case 1:
                return year
            case 2:
                return {"emetteur": (next(each.issuer for each in self._samples if each.issuer),)}
            case _:
                name = next(each.contacts[0].name for each in self._in_any_order() if each.contacts)
                return {"contact": (name or "",), **year}

    def _in_any_order(self) -> list[Release]:
        return self._random.sample(self._samples, len(self._samples))

    def _count(self, word: str) -> int:
        return max(self._stems[stem] for stem in forms(word).stems)

    def _fits(self, word: str, band: _Band) -> bool:
        return word in self._counts and band.least <= self._count(word) <= band.most


def _is_plain(word: str) -> bool:
    """Return whether *word* is read as one word, the same everywhere."""
    return len(word) >= 5 and word.isalpha() and bool(forms(word).stems)


def _is_ascii_word(word: str) -> bool:
    return word.isascii() and word.isalpha()


def _body(release: Release) -> list[str]:
    return [word.surface for word in word_forms(release.body)]


def _typed(*words: str) -> Parameters:
    return {"q": (" ".join(words),)}
