import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.dates import YEARS, Period, find_dates, month_name, parse_period


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "written", "date"),
    [
        ("Lyon, le 13 juillet 2023.", "13 juillet 2023", "2023-07-13"),
        ("le 1er juillet 2016", "1er juillet 2016", "2016-07-01"),
        ("Marseille, mardi 4 février 2020 –", "mardi 4 février 2020", "2020-02-04"),
        ("mardi, 4 février 2020", "mardi, 4 février 2020", "2020-02-04"),
        ("DU MERCREDI 14 AOUT 2024", "MERCREDI 14 AOUT 2024", "2024-08-14"),  # capitals without accents
        ("12 sept. 2020", "12 sept. 2020", "2020-09-12"),
        ("3 févr. 2019", "3 févr. 2019", "2019-02-03"),
        ("13 Mars, 2020", "13 Mars, 2020", "2020-03-13"),
        ("3\u00a0mai\u202f2024", "3\u00a0mai\u202f2024", "2024-05-03"),
        ("le 3 mai\n2024", "3 mai\n2024", "2024-05-03"),  # broken by a margin
        ("Toulouse, 14 June 2023", "14 June 2023", "2023-06-14"),  # the release in English
        ("Paris, Monday, 3 July 2023", "Monday, 3 July 2023", "2023-07-03"),
        ("Paris, May 3, 2024 –", "May 3, 2024", "2024-05-03"),
        ("13/07/2023", "13/07/2023", "2023-07-13"),
        ("le 13.07.2023.", "13.07.2023", "2023-07-13"),
        ("13-07-2023", "13-07-2023", "2023-07-13"),
        ("2023-07-13T10:30:00+02:00", "2023-07-13", "2023-07-13"),
        ("2013/11/7", "2013/11/7", "2013-11-07"),
    ],
)
def test_a_complete_date_is_found_where_it_stands(text: str, written: str, date: str) -> None:
    found = next(find_dates(text))
    assert (text[found.start : found.end], found.date) == (written, day(date))


@pytest.mark.parametrize(
    "text",
    [
        "31 février 2020",
        "12/13/2023",
        "13 juillet 1750",
        "13 juillet 2723",  # a slip in the year
        "juillet 2023",
        "13 juillet",
        "192.168.13.2023",
        "12 mai20245",
        "3 juın 2024",  # a dotless i is no i
        "les 19, 20 et 21 juin",
    ],
)
def test_what_is_no_complete_date_is_not_found(text: str) -> None:
    assert list(find_dates(text)) == []


def test_several_dates_come_in_order() -> None:
    found = [each.date.isoformat() for each in find_dates("du 3 mai 2024 au 5 mai 2024")]
    assert found == ["2024-05-03", "2024-05-05"]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        (" 2023 ", "2023-01-01", "2023-12-31"),
        ("2023-07", "2023-07-01", "2023-07-31"),
        ("07/2023", "2023-07-01", "2023-07-31"),
        ("7/2023", "2023-07-01", "2023-07-31"),
        ("juillet 2023", "2023-07-01", "2023-07-31"),
        ("Février 2024", "2024-02-01", "2024-02-29"),
        ("FEVRIER 2023", "2023-02-01", "2023-02-28"),
        ("13/07/2023", "2023-07-13", "2023-07-13"),
        ("13 juillet 2023", "2023-07-13", "2023-07-13"),
        ("2023-07-13", "2023-07-13", "2023-07-13"),
    ],
)
def test_what_is_typed_in_a_date_box_is_a_period(typed: str, first: str, last: str) -> None:
    assert parse_period(typed) == Period(day(first), day(last))


@pytest.mark.parametrize("typed", ["", "hier", "13", "13/2023", "2023-13", "1750", "le 13 juillet 2023", "20230713"])
def test_anything_else_is_no_period(typed: str) -> None:
    assert parse_period(typed) is None


@given(st.dates(datetime.date(YEARS.start, 1, 1), datetime.date(YEARS.stop - 1, 12, 31)))
def test_a_written_day_is_read_back(date: datetime.date) -> None:
    for written in (date.isoformat(), f"{date.day}/{date.month}/{date.year}"):
        assert parse_period(written) == Period(date, date)


@given(st.text(max_size=300))
def test_no_text_breaks_the_search(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
    parse_period(text)


def test_months_are_written_in_full() -> None:
    assert month_name(2023, 7) == "juillet 2023"
