"""The pass over the whole archive is a function of what was extracted and decided, in any order; twice is once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from support.resolving import ABOUT_DIKES, ABOUT_PONDS, BODIES, MAELLE, between, day, release

from indexer.archive.deciding import Decisions
from indexer.archive.decisions import parse_decisions
from indexer.archive.resolving import resolve
from indexer.releases import Release

_LONG = "\n\n".join(BODIES.values())
RELEASES = (
    release("a/1.txt", BODIES["printemps"], boilerplate=f"À propos\n\n{ABOUT_PONDS}", issuer="Agence des étangs"),
    release("a/2.txt", between(BODIES["automne"], ABOUT_PONDS), contacts=(MAELLE,)),
    release("a/3.txt", between(BODIES["loutres"], ABOUT_PONDS), contacts=(replace(MAELLE, name="KERVADEC Maelle"),)),
    *(release(f"b/{name}.txt", f"{text}\n\n{ABOUT_DIKES}", issuer="Syndicat") for name, text in BODIES.items()),
    release("c/x.txt", _LONG, date=day("2024-03-12"), issuer="SYNDICAT"),
    release("c/x.pdf", _LONG.replace("\n\n", " "), date=day("2024-03-12")),
    release("c/y.txt", _LONG, title="Rectificatif", date=day("2024-03-14"), issuer="Syndicat"),
    release("c/x.md", BODIES["loutres"]),
)
DECISIONS = Decisions({"c": "Syndicat des digues"}, parse_decisions("Maëlle Kervadec-Le Goff = Maëlle Kervadec"))

orders = st.permutations(RELEASES)
decided = st.sampled_from((Decisions(), DECISIONS))


def by_id(releases: tuple[Release, ...]) -> dict[str, Release]:
    return {each.id: each for each in releases}


@given(order=orders, decisions=decided)
def test_the_order_of_files_does_not_matter(order: list[Release], decisions: Decisions) -> None:
    found = resolve(order, decisions)
    assert by_id(found) == by_id(resolve(RELEASES, decisions))
    shown = {each.source for each in found}
    assert [each.source for each in found] == [each.source for each in order if each.source in shown]


@given(decisions=decided)
def test_what_was_resolved_stays_when_it_is_read_again(decisions: Decisions) -> None:
    """An export is such a reading: the same ids, the same text, and forms that are elsewhere."""
    once = resolve(RELEASES, decisions)
    assert resolve(once, decisions) == once


def test_everything_is_found_together() -> None:
    found = by_id(resolve(RELEASES))
    assert found["a/2"].boilerplate == found["a/3"].boilerplate == ABOUT_PONDS
    assert found["a/2"].issuer == found["a/3"].issuer == "Agence des étangs"
    assert found["a/2"].contacts[0].name == found["a/3"].contacts[0].name == "Maëlle Kervadec"
    assert {found[f"b/{name}"].boilerplate for name in BODIES} == {ABOUT_DIKES}
    pair = found["c/x~txt"]
    assert (pair.source, pair.other_forms, pair.issuer) == ("c/x.txt", ("c/x.pdf",), "Syndicat")
    assert (found["c/y"].corrects, found["c/y"].near_duplicates) == ("c/x~txt", ("c/x~txt",))
    assert found["c/x"].source == "c/x.md"


def test_an_archive_of_nothing_resolves_to_nothing() -> None:
    assert resolve(()) == ()
    assert resolve([release("vide.txt")])[0].id == "vide"
