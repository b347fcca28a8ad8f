"""The synthetic archives of the speed benchmark: the same every time, and like French text where it matters."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.speed import archives
from benchmarks.speed.composing import releases
from indexer.analysis.words import word_forms
from indexer.releases import Release, Zone, zone_texts

NOUNS = 3000


@pytest.fixture(scope="module")
def some() -> list[Release]:
    """Three hundred releases."""
    return list(islice(releases(3, nouns=NOUNS), 300))


def test_the_same_seed_gives_the_same_releases(some: list[Release]) -> None:
    assert list(islice(releases(3, nouns=NOUNS), 20)) == some[:20]


def test_another_seed_gives_others(some: list[Release]) -> None:
    assert list(islice(releases(4, nouns=NOUNS), 20)) != some[:20]


def test_ids_are_distinct(some: list[Release]) -> None:
    assert len({release.id for release in some}) == len(some)


def test_every_zone_occurs(some: list[Release]) -> None:
    assert {zone for release in some for zone, _ in zone_texts(release)} == set(Zone)


def test_what_releases_may_lack_is_lacking_somewhere(some: list[Release]) -> None:
    for name in ("kind", "place", "language", "subtitle", "date"):
        assert {getattr(release, name) is None for release in some} == {True, False}, name
    assert {len(release.contacts) for release in some} == {0, 1, 2}


def test_a_release_has_about_315_words(some: list[Release]) -> None:
    lengths = [sum(len(list(word_forms(text))) for _, text in zone_texts(release)) for release in some]
    assert 300 < sum(lengths) / len(lengths) < 330


def test_few_words_are_frequent_and_many_are_rare(some: list[Release]) -> None:
    held = Counter(word for release in some for word in {forms.folded for forms in word_forms(release.body)})
    frequent = [word for word, count in held.items() if 0.1 <= count / len(some) <= 0.5]
    rare = [word for word, count in held.items() if count / len(some) < 0.02]
    assert len(frequent) > 30
    assert len(rare) > 20 * len(frequent)


def test_given_texts_become_bodies(tmp_path: Path) -> None:
    file = tmp_path / "texte.txt"
    file.write_text("Trop court.\nLa marée monte plus vite que prévu sur la plage du Nord.\n", encoding="utf-8")
    release = next(releases(3, texts=archives.paragraphs([file]), nouns=NOUNS))
    assert "La marée monte plus vite que prévu" in release.body
    assert "Trop court" not in release.body


def test_a_written_archive_reads_back_with_its_counts(tmp_path: Path, some: list[Release]) -> None:
    archive = archives.written(tmp_path / "archive.lines", iter(some), 50)
    assert list(archives.read(archive.path)) == some[:50]
    assert archive.counts["la"] <= 50
    assert archive.samples == tuple(some[:50])


def test_an_archive_that_is_kept_is_taken_again(tmp_path: Path) -> None:
    first = archives.kept(tmp_path, 50, seed=3)
    again = archives.kept(tmp_path, 50, seed=3)
    assert again == first
    assert (first.was_kept, again.was_kept) == (False, True)
    assert not archives.kept(tmp_path, 40, seed=3).was_kept
