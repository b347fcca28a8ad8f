"""What an issuer says of itself in release after release is boilerplate, with a heading or without any."""

from dataclasses import replace

import pytest
from support.real_data import releases_folder
from support.resolving import ABOUT_DIKES, ABOUT_PONDS, BODIES, CALL, between, release

from indexer.archive.fingerprints import fingerprint
from indexer.archive.recurring import ORIGIN, moved
from indexer.archive.resolving import resolve
from indexer.archive.standing_texts import reads_as_standing
from indexer.reading import releases
from indexer.releases import Release

HEADED = f"À propos de l'Agence des étangs bretons\n\n{ABOUT_PONDS}"


def by_source(*extracted: Release) -> dict[str, Release]:
    return {each.source: each for each in resolve(extracted)}


@pytest.mark.parametrize(
    "written",
    [
        ABOUT_PONDS,
        ABOUT_PONDS.upper(),
        ABOUT_PONDS.replace("'", "’").replace(" ", "\u00a0", 3),
        ABOUT_PONDS.replace("é", "e").replace(",", " ,"),
    ],
    ids=["as it is", "capitals", "typography", "no accents"],
)
def test_a_boilerplate_of_one_release_is_one_wherever_it_recurs(written: str) -> None:
    found = by_source(
        release("a.txt", BODIES["printemps"], boilerplate=HEADED), release("b.txt", between(BODIES["automne"], written))
    )
    assert found["b.txt"].boilerplate == written
    assert found["b.txt"].body == BODIES["automne"]
    assert found["b.txt"].origins == (ORIGIN,)
    assert found["a.txt"].boilerplate == HEADED
    assert found["a.txt"].origins == ()


@pytest.mark.parametrize("zone", ["lead", "notes"])
def test_it_leaves_lead_and_notes_too(zone: str) -> None:
    found = by_source(
        release("a.txt", BODIES["printemps"], boilerplate=HEADED),
        replace(release("b.txt", BODIES["automne"]), **{zone: f"{ABOUT_PONDS}\n\nUne phrase brève."}),
    )
    assert getattr(found["b.txt"], zone) == "Une phrase brève."
    assert found["b.txt"].boilerplate == ABOUT_PONDS


def test_short_paragraphs_may_recur() -> None:
    short = "Une conférence de presse se tiendra le jour même à Rennes."
    found = by_source(
        release("a.txt", BODIES["printemps"], boilerplate=f"À propos\n\n{short}"),
        release("b.txt", f"{BODIES['automne']}\n\n{short}"),
    )
    assert found["b.txt"].body.endswith(short)


def with_paragraph(paragraph: str, *, inside: bool = False, folder: str = "", count: int = 3) -> list[Release]:
    """Return so many releases that hold a paragraph: behind their texts, or *inside* of them."""
    return [
        release(f"{folder}{name}.txt", between(text, paragraph) if inside else f"{text}\n\n{paragraph}")
        for name, text in list(BODIES.items())[:count]
    ]


def moves(found: tuple[Release, ...]) -> list[bool]:
    return [bool(each.boilerplate) for each in found]


def test_without_a_heading_three_releases_of_a_folder_show_it() -> None:
    assert moves(resolve(with_paragraph(ABOUT_PONDS, count=2))) == [False, False]
    assert moves(resolve(with_paragraph(ABOUT_PONDS, count=3))) == [True, True, True]
    assert moves(resolve(with_paragraph(ABOUT_PONDS, inside=True))) == [True, True, True]


def test_releases_of_one_issuer_count_together_and_others_do_not() -> None:
    scattered = [
        replace(each, source=f"{number}/{each.source}", id=f"{number}/{each.id}")
        for number, each in enumerate(with_paragraph(ABOUT_PONDS))
    ]
    assert moves(resolve(scattered)) == [False, False, False]
    signed = [replace(each, issuer="Agence des étangs bretons") for each in scattered]
    assert moves(resolve(signed)) == [True, True, True]
    others = [replace(each, issuer=f"Agence {number}") for number, each in enumerate(scattered)]
    assert moves(resolve(others)) == [False, False, False]


def test_versions_of_one_text_show_nothing() -> None:
    versions = [release(f"v{number}.txt", f"{BODIES['loutres']}\n\n{ABOUT_PONDS}") for number in range(5)]
    assert moves(resolve(versions)) == [False] * 5


def test_a_paragraph_inside_the_texts_must_read_as_one_that_describes_somebody() -> None:
    layout = (
        "Les cartes de pêche sont en vente au guichet des mairies, chez les détaillants et sur le site du réseau. "
        "Le tarif des mineurs et celui des visiteurs sont affichés à l'entrée de chaque parcours, avec les horaires."
    )
    assert moves(resolve(with_paragraph(layout, inside=True, count=4))) == [False] * 4
    assert moves(resolve(with_paragraph(layout, count=4))) == [True] * 4


def test_lists_and_sections_under_a_heading_stay() -> None:
    listed = "• " + CALL.replace(", ", "\n• ")
    assert moves(resolve(with_paragraph(listed))) == [False] * 3
    under_heading = [
        replace(each, body=each.body.replace(CALL, f"S'inscrire\n\n{CALL}"), headings=(2,))
        for each in with_paragraph(CALL)
    ]
    assert moves(resolve(under_heading)) == [False] * 3


@pytest.mark.parametrize(
    ("paragraph", "reads"),
    [
        (ABOUT_PONDS, True),
        (ABOUT_DIKES, True),
        ("Depuis 1987, le théâtre accueille soixante compagnies par saison.", True),
        ("La fédération regroupe les clubs de natation de la région.", True),
        ("L’association compte 23 000 adhérents et soixante antennes.", True),
        ("Calorive est une entreprise qui fabrique des pompes à chaleur.", True),
        (CALL, False),
        ("Les inscriptions sont ouvertes jusqu'au 3 mai à minuit.", False),
        ("Le ministre a rappelé que la réforme entrerait en vigueur à l'automne.", False),
    ],
)
def test_how_a_description_of_an_issuer_reads(paragraph: str, reads: bool) -> None:
    assert reads_as_standing(paragraph) is reads
    assert reads_as_standing(paragraph.upper()) is reads


def numbers(*paragraphs: str) -> set[int]:
    return {number for each in paragraphs if (number := fingerprint(each)) is not None}


def test_headings_are_numbered_anew_and_go_with_all_their_text() -> None:
    body = "\n\n".join(["Ouverture.", ABOUT_PONDS, "Les travaux", "Ils sont finis.", "L'Agence en bref", ABOUT_DIKES])
    found = moved(release("a.txt", body, headings=(2, 4)), numbers(ABOUT_PONDS, ABOUT_DIKES))
    assert found.body == "Ouverture.\n\nLes travaux\n\nIls sont finis."
    assert found.headings == (1,)
    assert found.boilerplate == "\n\n".join([ABOUT_PONDS, "L'Agence en bref", ABOUT_DIKES])


def test_what_is_in_the_boilerplate_already_is_not_said_twice() -> None:
    found = moved(
        release("a.txt", f"{ABOUT_PONDS}\n\nOuverture.", boilerplate=f"À propos\n\n{ABOUT_PONDS}"), numbers(ABOUT_PONDS)
    )
    assert (found.body, found.boilerplate) == ("Ouverture.", f"À propos\n\n{ABOUT_PONDS}")


def test_a_release_keeps_some_text() -> None:
    only = release("a.txt", ABOUT_PONDS)
    assert moved(only, numbers(ABOUT_PONDS)) == only


def test_moving_twice_is_moving_once() -> None:
    once = moved(release("a.txt", between(BODIES["automne"], ABOUT_PONDS)), numbers(ABOUT_PONDS))
    assert moved(once, numbers(ABOUT_PONDS)) == once


def test_real_release_keeps_both_parts_around_the_recurring_paragraph() -> None:
    folder = releases_folder() / "inca"
    extracted = [each for path in sorted(folder.glob("*.txt")) for _, each in releases(path, path.name)]
    _, second = resolve(extracted)
    assert second.boilerplate.startswith("Agence d'expertise sanitaire et scientifique publique")
    assert "\n\n" not in second.boilerplate
    assert second.lead + second.body != ""
    text = f"{second.lead}\n\n{second.body}"
    assert "Construit autour de 5 axes stratégiques" in text
    assert "Profondément renouvelé, le COP 2021-2025" in text
    assert "Agence d'expertise" not in text
    paragraphs = second.body.split("\n\n")
    assert [paragraphs[number][:30] for number in second.headings] == ["Les cinq axes stratégiques du "]
