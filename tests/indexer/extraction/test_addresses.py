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
        ("0 800 123 456", ["+33800123456"]),
        ("1 350 places, de 2021-2025, soit 12 400 euros le 13/07/2023", []),
    ],
)
def test_addresses_and_numbers_are_found(text: str, values: list[str]) -> None:
    assert [address.value for address in find_addresses(text)] == values


def test_a_fax_is_no_telephone() -> None:
    phone, fax = find_addresses("Tél. 01 99 00 12 34, fax : 01 99 00 12 35")
    assert (phone.kind, fax.kind) == (AddressKind.PHONE, AddressKind.FAX)
