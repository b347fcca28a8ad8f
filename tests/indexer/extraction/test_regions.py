import pytest

from indexer.extraction.addresses import find_addresses
from indexer.extraction.regions import find_region


@pytest.mark.parametrize(
    ("place", "text", "region"),
    [
        (None, "Texte.", "FR"),
        ("Bruxelles", "presse@example.org", "BE"),
        ("Genève", "", "CH"),
        ("Paris et Genève", "", "CH"),
        ("Montréal (Québec)", "", "CA"),
        (None, "presse@example.be", "BE"),
        (None, "https://www.example.ch/canal", "CH"),
        (None, "presse@example.be, presse@example.fr", "FR"),  # of two countries: nothing is said
        (None, "Le prix est de 12 fr.be", "FR"),
    ],
)
def test_the_country_is_that_of_the_dateline_or_the_addresses(place: str | None, text: str, region: str) -> None:
    assert find_region(place, [text]) == region


@pytest.mark.parametrize(
    ("region", "written", "dialled"),
    [
        ("BE", "02 555 01 02", "+3225550102"),
        ("BE", "0470 55 01 03", "+32470550103"),
        ("BE", "0470/55.01.03", "+32470550103"),
        ("CH", "022 555 01 04", "+41225550104"),
        ("CA", "514 555-0105", "+15145550105"),
        ("CA", "(514) 555-0105, poste 12", "+15145550105"),
        ("CA", "1 418 555-0106", "+14185550106"),
        ("LU", "Tél. : 26 12 34", "+352261234"),
        ("MC", "Tél. 98 98 12 34", "+37798981234"),
        ("SN", "Tél : 33 855 01 07", "+221338550107"),
        ("CI", "☎ 27 20 30 40 50", "+2252720304050"),
    ],
)
def test_numbers_without_a_prefix_are_of_that_country(region: str, written: str, dialled: str) -> None:
    assert [address.value for address in find_addresses(written, region)] == [dialled]
