import pytest

from indexer.blocks import Block, BlockKind
from indexer.extraction.datelines import take_dateline
from indexer.extraction.kinds import take_kind
from indexer.extraction.notices import take_notice

TEXT = "Le canal rouvre après deux ans de travaux, menés par la commune."


def written(text: str) -> tuple[str | None, str | None, str]:
    blocks = take_notice((Block(BlockKind.PARAGRAPH, text),), {})[1]
    dateline, blocks = take_dateline(take_kind(blocks, {})[1], {})
    date = dateline.date.isoformat() if dateline.date else None
    return dateline.place, date, "\n".join(block.text for block in blocks)


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Boulogne-Billancourt, le 13 juillet 2023", "Boulogne-Billancourt", "2023-07-13"),
        ("À Lyon, le 1er juillet 2016", "Lyon", "2016-07-01"),
        ("Le 3 mai 2024", None, "2024-05-03"),
        ("4 janvier 1998", None, "1998-01-04"),
        ("DU MERCREDI 14 AOUT 2024", None, "2024-08-14"),
        ("PARIS, LE 3 MAI 2024", "PARIS", "2024-05-03"),
        ("Paris le 3 mai 2024", "Paris", "2024-05-03"),
        ("L'Haÿ-les-Roses, le 3 mai 2024.", "L'Haÿ-les-Roses", "2024-05-03"),
        ("Villeneuve-d'Ascq (59), le 3 mai 2024", "Villeneuve-d'Ascq", "2024-05-03"),
        ("Mar del Plata, Argentine, 8 août 2008", "Mar del Plata", "2008-08-08"),
        ("Paris, le 18 janvier 2016 - Pour diffusion immédiate", "Paris", "2016-01-18"),
        ("Le 15 juillet 2014, pour diffusion immédiate", None, "2014-07-15"),
        ("Paris, le 18 janvier 2016 – Communiqué de presse", "Paris", "2016-01-18"),
        ("Communiqué de presse – Paris, le 18 janvier 2016", "Paris", "2016-01-18"),
        ("Publié le 3 mai 2024", None, "2024-05-03"),
    ],
)
def test_a_dateline_alone_is_taken(line: str, place: str | None, date: str) -> None:
    assert written(line) == (place, date, "")


@pytest.mark.parametrize(
    ("opening", "place", "date"),
    [
        ("Marseille, mardi 4 février 2020 – ", "Marseille", "2020-02-04"),
        ("18 DÉCEMBRE 2014\u00a0: ", None, "2014-12-18"),
        ("5 OCTOBRE 2017 - ", None, "2017-10-05"),
        ("Paris, le 3 mai 2024. ", "Paris", "2024-05-03"),
        ("Le 3 mai 2024 — ", None, "2024-05-03"),
    ],
)
def test_a_dateline_run_in_is_cut_off_its_paragraph(opening: str, place: str | None, date: str) -> None:
    assert written(opening + TEXT) == (place, date, TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "Rendez-vous le 3 mai 2024 à 10 heures au canal",
        "Mise à jour le 3 mai 2024",
        "Conseil des archives du 15 mai 2024",
        "Le 3 mai 2024, le canal rouvrira au public après deux ans de travaux.",
        "Les 3 et 4 mai 2024",
        "Le 16 janvier 2020 (Australie, Allemagne) - " + TEXT,
        "La loi du 9 août 2004 – " + TEXT,
    ],
)
def test_the_date_of_an_event_is_no_dateline(text: str) -> None:
    assert written(text) == (None, None, text)


def test_a_dateline_far_below_is_none() -> None:
    long = Block(BlockKind.PARAGRAPH, TEXT * 5)
    blocks = (long, long, Block(BlockKind.PARAGRAPH, "Paris, le 3 mai 2024"), long, long)
    assert take_dateline(blocks, {})[0].date is None


def test_the_last_line_alone_is_a_dateline() -> None:
    blocks = (Block(BlockKind.PARAGRAPH, TEXT), Block(BlockKind.PARAGRAPH, "Fait à Lyon, le 3 mai 2024"))
    dateline, left = take_dateline(blocks, {})
    assert (dateline.place, str(dateline.date)) == ("Lyon", "2024-05-03")
    assert [block.text for block in left] == [TEXT, ""]


def test_two_datelines_of_one_day_complete_each_other() -> None:
    blocks = (Block(BlockKind.PARAGRAPH, "8 août 2008"), Block(BlockKind.PARAGRAPH, f"Lyon, 8 août 2008 – {TEXT}"))
    dateline, left = take_dateline(blocks, {})
    assert (dateline.place, [block.text for block in left]) == ("Lyon", ["", TEXT])


@pytest.mark.parametrize("name", ["date", "release_date", "publish_date", "article:published_time", "time"])
def test_metadata_serves_when_the_text_says_nothing(name: str) -> None:
    assert str(take_dateline((), {name: "2024-05-03T10:00:00+02:00"})[0].date) == "2024-05-03"


def test_the_text_wins_over_the_metadata() -> None:
    blocks = (Block(BlockKind.PARAGRAPH, "Paris, le 3 mai 2024"),)
    dateline, _ = take_dateline(blocks, {"date": "2024-05-04"})
    assert (str(dateline.date), str(dateline.stated)) == ("2024-05-03", "2024-05-04")
