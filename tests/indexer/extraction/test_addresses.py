import pytest

from indexer.extraction.addresses import AddressKind, find_addresses


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("presse@example.org", ["presse@example.org"]),
        ("Écrire à <presse@example.org>.", ["presse@example.org"]),
        ("presse [at] example.org", ["presse@example.org"]),
        ("presse(at)example(dot)org", ["presse@example.org"]),
        ("fr at example dot org", ["fr@example.org"]),
        ("rendez-vous at home", []),
        ("01 99 00 12 34//06 39 98 11 25", ["+33199001234", "+33639981125"]),
        ("01.99.00.12.34", ["+33199001234"]),
        ("0199001234", ["+33199001234"]),
        ("+33 6 39 98 11 25", ["+33639981125"]),
        ("(+33) 6 39 98 11 25", ["+33639981125"]),
        ("+33 (0)6 39 98 11 25", ["+33639981125"]),
        ("+44(0) 7700 900123", ["+447700900123"]),
        ("+1 (202) 555-0123", ["+12025550123"]),
        ("(202) 555-0123 ou 202-555-0124", ["+12025550123", "+12025550124"]),
        ("Réf. 202-555-01234, du 202-555", []),
        ("0 800 123 456", ["+33800123456"]),
        ("presse @ example.org", ["presse@example.org"]),
        ("presse (arobase) example (point) org", ["presse@example.org"]),
        ("PRESSE ARA EXAMPLE", []),
        ("Suivez @example.org sur les réseaux", []),
        ("☎ 01 99 00 12 34 poste 1234", ["+33199001234"]),
        ("01 99 00 12 34 ou 06 39 98 11 25", ["+33199001234", "+33639981125"]),
        ("0262 99 00 12, 0590 99 00 12", ["+262262990012", "+590590990012"]),  # islands
        ("+262 692 99 00 12", ["+262692990012"]),
        ("+32 2 555 01 02, +41 22 555 01 04", ["+3225550102", "+41225550104"]),
        ("+221 33 855 01 07 / 00221 33 855 01 08", ["+221338550107", "+221338550108"]),
        ("Appelez le 3939 ou composez le 39 39", ["3939", "3939"]),
        ("Le numéro 115 est gratuit, appelez le 119.", ["115", "119"]),
        ("au 115, au 3000 mètres, au 2024, le 3 mai, 3000 euros, au 3 939 €", []),
        ("SIRET 012 345 678 00012, ISBN 978-2-00-000000-2, IBAN FR76 3000 1000", []),
        ("1 350 places, de 2021-2025, soit 12 400 euros le 13/07/2023", []),
    ],
)
def test_addresses_and_numbers_are_found(text: str, values: list[str]) -> None:
    assert [address.value for address in find_addresses(text)] == values


@pytest.mark.parametrize(
    ("region", "text", "value"),
    [
        ("CA", "01 99 00 12 34", "+33199001234"),
        ("MC", "06 39 98 12 34", "+33639981234"),
        ("BE", "01 99 00 12 34", "+33199001234"),
        ("BE", "02 555 01 02", "+3225550102"),
        ("CA", "(202) 555-0123", "+12025550123"),
    ],
)
def test_a_number_that_only_france_has_is_of_france_wherever_it_is_written(region: str, text: str, value: str) -> None:
    assert [address.value for address in find_addresses(text, region)] == [value]


def test_a_fax_is_no_telephone() -> None:
    phone, fax = find_addresses("Tél. 01 99 00 12 34, fax : 01 99 00 12 35")
    assert (phone.kind, fax.kind) == (AddressKind.PHONE, AddressKind.FAX)


@pytest.mark.parametrize("unit", ["0", "0 1", "a@", "a at b ", "tél 12 ", "+33 ", "(5", "a @ b.", "a.", "514 ", "au 3"])
@pytest.mark.parametrize("region", ["FR", "CA", "BE"])
def test_addresses_take_linear_time(unit: str, region: str) -> None:
    list(find_addresses(unit * (100_000 // len(unit)), region))
