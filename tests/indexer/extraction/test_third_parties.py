import pytest

from indexer.extraction.third_parties import find_third_parties, parted
from indexer.releases import Contact

PRESS = Contact("Camille Exemple", emails=("presse@example.org",), phones=("+33199001234",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Inscription auprès de Dominique Essai, 06 39 98 11 25.",
            [Contact("Dominique Essai", phones=("+33639981125",))],
        ),
        ("Écrire à billets@example.org.", [Contact(emails=("billets@example.org",))]),
        ("Presse : 01 99 00 12 34, PRESSE@example.org", []),  # the contact again
        ("Le canal rouvre.", []),
    ],
)
def test_those_quoted_in_the_text_are_third_parties(text: str, found: list[Contact]) -> None:
    assert list(find_third_parties([text], [PRESS])) == found


def test_each_third_party_is_told_once() -> None:
    text = "Écrire à billets@example.org."
    assert find_third_parties([text, text], []) == (Contact(emails=("billets@example.org",)),)


def test_lines_for_everybody_are_taken_from_the_contacts() -> None:
    texts = ["Camille Exemple, presse@example.org\nBilletterie : 01 99 00 12 34", "Réservations : canal@example.org"]
    press, public = parted(texts)
    assert press == ["Camille Exemple, presse@example.org"]
    assert public == ["Billetterie : 01 99 00 12 34", "Réservations : canal@example.org"]


def test_lines_for_everybody_are_the_contact_when_there_is_no_other() -> None:
    assert parted(["Standard : 01 99 00 12 34"]) == (["Standard : 01 99 00 12 34"], [])
