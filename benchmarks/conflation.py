"""
How well stems join the forms of a word, and keep other words apart: ours beside Snowball 3, Savoy's light, simplemma.

    python -m benchmarks.conflation [--seed S] [--wrong N]

Two measures. On simplemma's dictionary: the share of forms that get a stem of their lemma, for nouns and adjectives
and for verbs, over all lemmas and over a seeded random half of them; and how many lemmas one stem joins. For "ours,
withheld" that half is withheld from the table that is compiled for this run: its column "withheld" tells how we do on
words that no table has. "ours" has the whole dictionary, as infopresse does. On `conflation_pairs.tsv`, made by hand:
the share of wanted pairs that meet, and of unwanted ones that meet wrongly.
"""

import argparse
import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import simplemma
import snowballstemmer

from benchmarks.light import light_stem
from indexer.analysis.folding import fold
from indexer.analysis.lemmas import Pair, compiled, dictionary, is_verb_form
from indexer.analysis.lemmas import stems as our_stems
from indexer.analysis.stemming import guessed_stem
from indexer.analysis.words import words

Stemmer = Callable[[str], frozenset[str]]
PAIRS = Path(__file__).with_name("conflation_pairs.tsv")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--seed", type=int, default=7, help="which half of the lemmas is withheld")
    parser.add_argument("--wrong", type=int, default=20, help="hand-made pairs to list that went wrong, of each kind")
    options = parser.parse_args()
    pairs = [pair for pair in dictionary() if pair[0] != pair[1]]
    lemmas = sorted({lemma for _, lemma in pairs})
    withheld = frozenset(random.Random(options.seed).sample(lemmas, len(lemmas) // 2))  # noqa: S311, no secret
    kept = compiled(pair for pair in dictionary() if pair[1] not in withheld)
    print(f"simplemma's dictionary: {len(pairs)} forms of {len(lemmas)} lemmas, {len(withheld)} withheld\n")
    _print_dictionary_table(pairs, withheld, {**peers(), "ours, withheld": with_table(kept), "ours": ours})
    print()
    _print_pairs_table({**peers(), "ours": ours}, options.wrong)


def peers() -> dict[str, Stemmer]:
    """Return the stemmers to compare with; each as its own documentation advises."""
    snowball = snowballstemmer.stemmer("french")
    return {
        "Snowball 3": lambda word: frozenset({snowball.stemWord(word.lower())}),
        "Snowball 3, folded": lambda word: frozenset({snowball.stemWord(fold(word))}),
        "light, then fold": lambda word: frozenset({light_stem(word)}),
        "simplemma": lambda word: frozenset({fold(simplemma.lemmatize(word, lang="fr"))}),
    }


def ours(word: str) -> frozenset[str]:
    """Return the stems that infopresse gives, with its tables."""
    return frozenset(our_stems(fold(word)))


def with_table(table: Mapping[str, tuple[str, ...]]) -> Stemmer:
    """Return our stemmer with another table than that of the whole dictionary."""
    return lambda word: frozenset(table.get(fold(word)) or (guessed_stem(fold(word)),))


def joined(stemmer: Stemmer, pairs: Sequence[Pair]) -> float:
    """Return the share of *pairs* whose two words have a stem in common."""
    return sum(bool(stemmer(left) & stemmer(right)) for left, right in pairs) / len(pairs)


def lemmas_a_stem(stemmer: Stemmer, lemmas: Iterable[str]) -> float:
    """Return how many lemmas have a stem, on average over stems."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for lemma in lemmas:
        for stem in stemmer(lemma):
            groups[stem].add(lemma)
    return sum(map(len, groups.values())) / len(groups)


def _print_dictionary_table(pairs: list[Pair], withheld: frozenset[str], stemmers: Mapping[str, Stemmer]) -> None:
    verbs = [pair for pair in pairs if is_verb_form(fold(pair[0]), fold(pair[1]))]
    nouns = [pair for pair in pairs if not is_verb_form(fold(pair[0]), fold(pair[1]))]
    plurals = _plurals_in_er(nouns)
    print(f"{'':20} {'nouns, adjectives':>23} {'verb forms':>23} {'lemmas':>8} {'-er/-ers':>10}")
    print(f"{'':20} {'all':>11} {'withheld':>11} {'all':>11} {'withheld':>11} {'a stem':>8} {f'of {len(plurals)}':>10}")
    for name, stemmer in stemmers.items():
        remembered = cache(stemmer)
        figures = [
            joined(remembered, [pair for pair in of_kind if not half or pair[1] in half])
            for of_kind in (nouns, verbs)
            for half in (frozenset[str](), withheld)
        ]
        density = lemmas_a_stem(remembered, {lemma for _, lemma in pairs})
        met = round(joined(remembered, plurals) * len(plurals))
        print(f"{name:20} {' '.join(f'{figure:11.3f}' for figure in figures)} {density:8.3f} {met:10}")


def _plurals_in_er(nouns: Iterable[Pair]) -> list[Pair]:
    return [(form, lemma) for form, lemma in nouns if lemma.endswith("er") and form == lemma + "s"]


def _print_pairs_table(stemmers: Mapping[str, Stemmer], listed: int) -> None:
    with PAIRS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    wanted = [(row["left"], row["right"]) for row in rows if row["kind"] == "wanted"]
    unwanted = [(row["left"], row["right"]) for row in rows if row["kind"] == "unwanted"]
    print(f"{PAIRS.name}: {len(wanted)} pairs wanted, {len(unwanted)} unwanted")
    print(f"{'':20} {'wanted, met':>12} {'unwanted, met':>14}")
    for name, stemmer in stemmers.items():
        whole = _of_parts(stemmer)
        print(f"{name:20} {joined(whole, wanted):12.3f} {joined(whole, unwanted):14.3f}")
    whole = _of_parts(ours)
    apart = [pair for pair in wanted if not whole(pair[0]) & whole(pair[1])]
    merged = [pair for pair in unwanted if whole(pair[0]) & whole(pair[1])]
    print("ours, wanted but apart:", ", ".join("/".join(pair) for pair in apart[:listed]))
    print("ours, merged unwanted:", ", ".join("/".join(pair) for pair in merged[:listed]))


def _of_parts(stemmer: Stemmer) -> Stemmer:
    """Return *stemmer* for what is several words to the tokeniser (« week-end »): the stems of its parts, joined."""

    def whole(text: str) -> frozenset[str]:
        parts = [text[word.start : word.end] for word in words(text)]
        return stemmer(text) if len(parts) == 1 else frozenset({"-".join(sorted(min(stemmer(part)) for part in parts))})

    return whole


if __name__ == "__main__":
    main()
