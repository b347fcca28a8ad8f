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
        (  # the desk is a heading here
            f"SERVICE DE PRESSE\nCamille Exemple – directrice de la communication\nTél. : 01 99 00 12 34\n{MAIL}",
            [Contact("Camille Exemple", "directrice de la communication", None, (MAIL,), (PHONE,))],
        ),
        (
            f"Contact presse : bureau de la communication interministérielle – 01 99 00 12 34 – {MAIL}",
            [Contact(None, None, "bureau de la communication interministérielle", (MAIL,), (PHONE,))],
        ),
        (
            f"Camille Exemple – 01 99 00 12 34 – {MAIL}\nPermanence presse (soirs et week-end) : 06 39 98 11 25",
            [Contact("Camille Exemple", None, None, (MAIL,), (PHONE, MOBILE))],
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
        (
            f"CAMILLE EXEMPLE\nRESPONSABLE PRESSE\nINSTITUT DES CANAUX\nTEL : 01 99 00 12 34\nMAIL : {MAIL}",
            [Contact("CAMILLE EXEMPLE", "RESPONSABLE PRESSE", "INSTITUT DES CANAUX", (MAIL,), (PHONE,))],
        ),
        (
            f"01 99 00 12 34\n{MAIL}\nCamille Exemple\nResponsable presse",
            [Contact("Camille Exemple", "Responsable presse", None, (MAIL,), (PHONE,))],
        ),
        (
            f"Camille Exemple\n{MAIL}\nResponsable presse\nDominique Essai\n{OTHER}\nDirecteur",
            [
                Contact("Camille Exemple", "Responsable presse", None, (MAIL,)),
                Contact("Dominique Essai", "Directeur", None, (OTHER,)),
            ],
        ),
        (
            f"Responsable presse\nCamille Exemple\n{MAIL}\nDirecteur : Dominique Essai\n{OTHER}",
            [
                Contact("Camille Exemple", "Responsable presse", None, (MAIL,)),
                Contact("Dominique Essai", "Directeur", None, (OTHER,)),
            ],
        ),
        ("EXEMPLE Camille – 01 99 00 12 34", [Contact("Camille EXEMPLE", phones=(PHONE,))]),
        (
            "Jean-Baptiste d'Argent, éclusier, 01 99 00 12 34",
            [Contact("Jean-Baptiste d'Argent", "éclusier", phones=(PHONE,))],
        ),
        ("J. Le Goff – 01 99 00 12 34", [Contact("J. Le Goff", phones=(PHONE,))]),
        ("Mme N'Diaye : 01 99 00 12 34", [Contact("N'Diaye", phones=(PHONE,))]),
        (
            "Camille De Smet T. 01 99 00 12 34 // M. 06 39 98 11 25 Mail : presse@example.org",
            [Contact("Camille De Smet", None, None, (MAIL,), (PHONE, MOBILE))],
        ),
        (f"☎ 01 99 00 12 34 ✉ {MAIL} 📱 06 39 98 11 25", [Contact(None, None, None, (MAIL,), (PHONE, MOBILE))]),
        (f"{MAIL} – Camille Exemple – 01 99 00 12 34", [Contact("Camille Exemple", None, None, (MAIL,), (PHONE,))]),
        (
            f"Agence Beau Port pour la Région\nCamille Exemple – {MAIL}\nDominique Essai – {OTHER}",
            [
                Contact("Camille Exemple", None, "Agence Beau Port", (MAIL,)),
                Contact("Dominique Essai", None, "Agence Beau Port", (OTHER,)),
            ],
        ),
        (
            f"Camille Exemple et Dominique Essai : {MAIL}",
            [Contact("Camille Exemple", emails=(MAIL,)), Contact("Dominique Essai", emails=(MAIL,))],
        ),
        (
            "Grand Marais : Camille Exemple / Dominique Essai\n01 99 00 12 34 / 06 39 98 11 25",
            [
                Contact("Camille Exemple", None, "Grand Marais", (), (PHONE,)),
                Contact("Dominique Essai", None, "Grand Marais", (), (MOBILE,)),
            ],
        ),
        (
            f"Institut des canaux\nService de presse\n12 rue du Port – 29000 Quimper\nTél. 01 99 00 12 34 – {MAIL}",
            [Contact(None, "Service de presse", "Institut des canaux", (MAIL,), (PHONE,))],
        ),
        (
            "Camille Exemple, 01 99 00 12 34 poste 1234 (du lundi au vendredi, de 9 h à 18 h)",
            [Contact("Camille Exemple", phones=(PHONE,))],
        ),
        (
            f"Nom\tFonction\tTéléphone\tCourriel\nCamille Exemple\tDirectrice\t01 99 00 12 34\t{MAIL}",
            [Contact("Camille Exemple", "Directrice", None, (MAIL,), (PHONE,))],
        ),
        (
            f"Camille Exemple\tDominique Essai\nDirectrice\tMaire\n01 99 00 12 34\t06 39 98 11 25\n{MAIL}\t{OTHER}",
            [
                Contact("Camille Exemple", "Directrice", None, (MAIL,), (PHONE,)),
                Contact("Dominique Essai", "Maire", None, (OTHER,), (MOBILE,)),
            ],
        ),
        (
            f"Press contact: Camille Exemple, Head of Communications, {MAIL}",
            [Contact("Camille Exemple", "Head of Communications", None, (MAIL,))],
        ),
        (
            "Camille Exemple, Agence Beau Port, 01 99 00 12 34\nAstreinte du week-end : 06 39 98 11 25",
            [Contact("Camille Exemple", None, "Agence Beau Port", (), (PHONE, MOBILE))],
        ),
        (
            f"Camille Exemple\nDirection de la communication\nInstitut des canaux\n{MAIL}",
            [Contact("Camille Exemple", None, "Institut des canaux", (MAIL,))],
        ),
        ("Camille Exemple (Rennes), 01 99 00 12 34", [Contact("Camille Exemple", phones=(PHONE,))]),
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


def test_numbers_are_those_of_the_country() -> None:
    assert read_contacts(["Camille Exemple, 02 555 01 02"], region="BE")[0].phones == ("+3225550102",)


@pytest.mark.parametrize(
    "unit", ["a, ", "Camille Exemple ", "Camille\t", "12 rue ", "lundi ", "29000 A ", "et ", "pour A "]
)
def test_contacts_take_linear_time(unit: str) -> None:
    read_contacts([unit * (100_000 // len(unit))])
