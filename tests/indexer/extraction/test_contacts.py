import pytest

from indexer.extraction.contacts import read_contacts
from indexer.releases import Contact

MAIL, OTHER = "presse@example.org", "dominique@example.org"
PHONE, MOBILE = "+33199001234", "+33639981125"


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        (
            f"Camille Exemple\nResponsable presse\nInstitut des canaux\n01 99 00 12 34//06 39 98 11 25\n{MAIL}",
            [Contact("Camille Exemple", "Responsable presse", "Institut des canaux", (MAIL,), (PHONE, MOBILE))],
        ),
        (
            f"Institut des canaux - Responsable des relations media – Camille Exemple\n{MAIL} - 01 99 00 12 34",
            [Contact("Camille Exemple", "Responsable des relations media", "Institut des canaux", (MAIL,), (PHONE,))],
        ),
        (
            f"Contact presse : Mme Camille de L'Exemple, chargée de presse, tél. 01 99 00 12 34, {MAIL}",
            [Contact("Camille de L'Exemple", "chargée de presse", None, (MAIL,), (PHONE,))],
        ),
        (
            f"Camille Exemple | 01 99 00 12 34 | {MAIL}\nDominique Modèle | 06 39 98 11 25 | {OTHER}",
            [
                Contact("Camille Exemple", None, None, (MAIL,), (PHONE,)),
                Contact("Dominique Modèle", None, None, (OTHER,), (MOBILE,)),
            ],
        ),
        (
            "Camille Exemple 01 99 00 12 34 ou Dominique Modèle, 06 39 98 11 25",
            [
                Contact("Camille Exemple", phones=(PHONE,)),
                Contact("Dominique Modèle", phones=(MOBILE,)),
            ],
        ),
        (
            f"Grand Marais : Camille Exemple {MAIL}",
            [Contact("Camille Exemple", None, "Grand Marais", (MAIL,))],
        ),
        (
            "Grand Marais, 01 99 00 12 34, presse@grand-marais.example.org",
            [Contact(None, None, "Grand Marais", ("presse@grand-marais.example.org",), (PHONE,))],
        ),
        (
            "CAMILLE EXEMPLE – c.exemple@example.org",
            [Contact("CAMILLE EXEMPLE", emails=("c.exemple@example.org",))],
        ),
        (
            "Pour plus d'informations, consultez www.example.org ou écrivez à <presse@example.org>.",
            [Contact(emails=(MAIL,))],
        ),
        (
            "Pour toute question, écrivez à Camille Exemple <presse@example.org>.",
            [Contact("Camille Exemple", emails=(MAIL,))],
        ),
        ("Attachée de presse : 01 99 00 12 34", [Contact(role="Attachée de presse", phones=(PHONE,))]),
        ("Page d'accueil de l'institut", []),
    ],
)
def test_a_contact_block_is_read(text: str, contacts: list[Contact]) -> None:
    assert list(read_contacts([text])) == contacts


def test_lines_apart_are_one_contact() -> None:
    texts = ["Institut des canaux", "Responsable presse", "Camille Exemple", MAIL, "01 99 00 12 34"]
    assert read_contacts(texts) == (
        Contact("Camille Exemple", "Responsable presse", "Institut des canaux", (MAIL,), (PHONE,)),
    )


def test_a_known_organisation_is_no_person() -> None:
    (contact,) = read_contacts([f"Grand Marais, {MAIL}"], organisations={"grand marais"})
    assert (contact.name, contact.organisation) == (None, "Grand Marais")


def test_a_fax_is_not_kept() -> None:
    assert read_contacts(["Camille Exemple, fax 01 99 00 12 35"]) == (Contact("Camille Exemple"),)
