"""When a release may be shown: what its text says of it, and the instant that is meant."""

import datetime

import pytest

from indexer.blocks import Block, BlockKind, Document
from indexer.extraction import release
from indexer.extraction.notices import take_notice
from indexer.releases import Release

PROSE = "Le canal rouvre après deux ans de travaux menés par la commune, et les péniches reviennent au port."


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)


def extracted(*texts: str, margins: tuple[str, ...] = (), **metadata: str) -> Release:
    document = Document(paragraphs(*texts), metadata, margins=paragraphs(*margins))
    return release(document, release_id="a", source="a.txt", format="txt")


@pytest.mark.parametrize(
    ("line", "instant"),
    [
        ("SOUS EMBARGO JUSQU'AU VENDREDI 3 MAI 2024 À 6H00", "2024-05-03T06:00:00+02:00"),
        ("SOUS EMBARGO JUSQU’AU 3 MAI 2024 A 6H", "2024-05-03T06:00:00+02:00"),
        ("Embargo : 3 mai 2024, 6 h 30 (heure de Paris)", "2024-05-03T06:30:00+02:00"),
        ("Embargo : 16.05.2019, 05h00", "2019-05-16T05:00:00+02:00"),
        ("Embargo jusqu'au 3 janvier 2024 à midi", "2024-01-03T12:00:00+01:00"),
        ("(sous embargo jusqu'au 3 mai 2024, 18:30)", "2024-05-03T18:30:00+02:00"),
        ("EMBARGO STRICT : NE PAS DIFFUSER AVANT LE 3 MAI 2024 À 20 HEURES", "2024-05-03T20:00:00+02:00"),
        ("Ne pas publier avant le 3 mai 2024, 0 h 01", "2024-05-03T00:01:00+02:00"),
        ("Levée de l'embargo : 3 mai 2024 à 11h", "2024-05-03T11:00:00+02:00"),
        ("Diffusion interdite avant le 3 mai 2024 à 17h30", "2024-05-03T17:30:00+02:00"),
        ("Embargo jusqu'au 3 mai 2024 à 14 h GMT", "2024-05-03T14:00:00+00:00"),
        ("Sous embargo jusqu'au 3 mai 2024 à 10 h, heure de l'Est", "2024-05-03T10:00:00-04:00"),
        ("**Embargo : vendredi 3 mai 2024 - 6h**", "2024-05-03T06:00:00+02:00"),
        ("SOUS EMBARGO\nJUSQU'AU 3 MAI 2024\nÀ 6H00", "2024-05-03T06:00:00+02:00"),
        ("Embargo jusqu'à 6h00, le 3 mai 2024", "2024-05-03T06:00:00+02:00"),
    ],
)
def test_an_embargo_is_read_to_the_minute(line: str, instant: str) -> None:
    found = extracted(line, "Le canal rouvre au public", PROSE * 3)
    assert (found.embargo and found.embargo.isoformat(), found.warnings) == (instant, ())
    assert (found.title, found.body) == ("Le canal rouvre au public", PROSE * 3)


@pytest.mark.parametrize(
    ("line", "instant"),
    [
        ("Embargo jusqu'au 3 mai 2024", "2024-05-03T00:00:00+02:00"),  # not before that day
        ("Embargo jusqu'au 3 mai 2024 inclus", "2024-05-04T00:00:00+02:00"),
        ("Embargo jusqu'au 3 mai 2024 à minuit", "2024-05-04T00:00:00+02:00"),
        ("Sous embargo jusqu'à 18 h", "2024-05-02T18:00:00+02:00"),  # on the day of the release
        ("Sous embargo jusqu'à la conférence de presse", "2025-05-02T00:00:00+02:00"),  # a year: never too early
        ("SOUS EMBARGO", "2025-05-02T00:00:00+02:00"),
    ],
)
def test_a_careless_embargo_ends_late_and_is_warned_of(line: str, instant: str) -> None:
    found = extracted(line, "Lyon, le 2 mai 2024", "Le canal rouvre au public", PROSE * 3)
    assert found.embargo
    assert (found.embargo.isoformat(), len(found.warnings), found.date) == (instant, 1, datetime.date(2024, 5, 2))


def test_an_embargo_without_its_year_follows_the_dateline() -> None:
    found = extracted("Embargo jusqu'au 3 janvier à 6h", "Lyon, le 30 décembre 2023", "Le canal rouvre", PROSE * 3)
    assert found.embargo == datetime.datetime(2024, 1, 3, 5, tzinfo=datetime.UTC)


def test_an_embargo_that_is_not_understood_hides_a_release_without_a_date_for_ever() -> None:
    found = extracted("Sous embargo jusqu'à nouvel ordre", "Le canal rouvre au public", PROSE * 3)
    assert found.embargo
    assert (found.embargo.year, len(found.warnings)) == (9999, 1)


@pytest.mark.parametrize(
    "line",
    [
        "Pour diffusion immédiate",
        "POUR PUBLICATION IMMEDIATE",
        "Communiqué de presse – Pour diffusion immédiate",
        "À diffuser immédiatement",
        "(diffusion immédiate)",
        "Diffusion immédiate – Lyon, le 2 mai 2024",
    ],
)
def test_immediate_release_is_said_and_taken_away(line: str) -> None:
    found = extracted(line, "Le canal rouvre au public", PROSE * 3)
    assert (found.is_immediate, found.embargo, found.title) == (True, None, "Le canal rouvre au public")
    assert "mmédiate" not in found.body


@pytest.mark.parametrize(
    "line",
    [
        "L'embargo sur le bois jusqu'au 3 mai 2024 inquiète les scieries",
        "Embargo sur le bois : les scieries s'inquiètent",
        "Embargo : les scieries s'inquiètent",
        "Embargo levé",
        "Les scieries demandent la diffusion immédiate des chiffres",
        "Pour publication dans vos colonnes",
    ],
)
def test_what_is_no_notice_hides_nothing(line: str) -> None:
    found = extracted(line, PROSE * 3)
    assert (found.embargo, found.is_immediate, found.warnings[1:]) == (None, False, ())


def test_an_embargo_wins_over_immediate_release_and_the_later_of_two_counts() -> None:
    text = ("Embargo : 3 mai 2024, 6 h", "Pour diffusion immédiate", "Le canal rouvre au public", PROSE * 3)
    found = extracted(*text, embargo="2024-05-03T08:00")
    assert (found.embargo, found.is_immediate) == (datetime.datetime(2024, 5, 3, 6, tzinfo=datetime.UTC), True)
    assert len(found.warnings) == 2


@pytest.mark.parametrize("stated", ["non", "false", "Aucun"])
def test_a_field_may_say_that_there_is_no_embargo(stated: str) -> None:
    assert extracted("Le canal rouvre au public", embargo=stated).embargo is None


def test_an_embargo_in_the_running_header_counts() -> None:
    found = extracted("Le canal rouvre au public", PROSE, margins=("Sous embargo jusqu'au 3 mai 2024 à 6 h",))
    places = [origin.place for origin in found.origins if origin.field == "embargo"]
    assert (found.embargo and found.embargo.day, places) == (3, ["running header or footer"])


def test_the_rest_of_the_line_stays() -> None:
    _, blocks = take_notice(paragraphs("Lyon, le 2 mai 2024 – Sous embargo jusqu'au 3 mai 2024 à 6 h"), {})
    assert [block.text for block in blocks] == ["Lyon, le 2 mai 2024"]
