import pytest

from indexer.blocks import Block, BlockKind
from indexer.extraction.furniture import without_furniture

TEXT = "Le canal rouvre après deux ans de travaux."


def kept(*texts: str) -> list[str]:
    return [block.text for block in without_furniture([Block(BlockKind.PARAGRAPH, text) for text in texts])]


@pytest.mark.parametrize(
    "text",
    [
        "Liberté - Égalité - Fraternité",
        "Partager sur Facebook",
        "- FIN -",
        "Page 2 sur 3",
        "2/3",
        "www.example.org twitter",
        "Retrouvez-nous sur Facebook, LinkedIn et Instagram",
        "Si vous ne souhaitez plus recevoir nos communiqués, répondez à ce message.",
        "Vous recevez ce courriel car vous êtes journaliste. Pour vous désabonner, cliquez ici.",
        "POUR VOUS DESINSCRIRE, SUIVEZ CE LIEN",
        "Ce message est destiné à ses seuls destinataires et peut être confidentiel.",
        "Siège social : 12 rue du Port, 29000 Quimper",
        "Canaux SA, société anonyme au capital de 40 000 euros – RCS Quimper 000 000 000",
        "© Institut des canaux 2024",
    ],
)
def test_what_belongs_to_the_page_is_dropped(text: str) -> None:
    assert kept(TEXT, text) == [TEXT]


@pytest.mark.parametrize(
    "text",
    [
        "Les abonnés pourront se désabonner en ligne dès le mois de mai.",
        "Le groupe transfère son siège social à Quimper, sur le port.",
        "Le canal (SIRET 012 345 678 00012) devient une société anonyme de plein droit, et la commune s'en réjouit. "
        * 8,
        "2 sur 3 écluses",
        "La version en ligne du plan sera mise à jour chaque mois.",
        "Si vous ne souhaitez plus recevoir de publicité, collez l'autocollant de la commune.",
        "Ce message s'adresse à tous les habitants du port.",
    ],
)
def test_text_about_such_things_stays(text: str) -> None:
    assert kept(TEXT, text) == [TEXT, text]


def test_a_mail_s_foot_stands_at_the_foot() -> None:
    foot = "Vous recevez ce courriel car vous êtes journaliste."
    assert kept(foot, *[TEXT] * 9)[0] == foot


def test_the_address_of_the_letterhead_is_dropped_and_its_name_stays() -> None:
    head = "INSTITUT DES CANAUX\n12, rue du Port – 29000 Quimper\nTél. 01 99 00 12 34 – Fax 01 99 00 12 35\nwww.a.org"
    assert kept(head, TEXT) == ["INSTITUT DES CANAUX", TEXT]
    assert kept(f"Contact presse\n{head}") == [f"Contact presse\n{head}"]


@pytest.mark.parametrize("unit", ["1 rue a ", "1 rue - ", "12345 a\n", "tel 1 2 3 ", "www.a-", "liberte ", "page 1 "])
def test_furniture_takes_linear_time(unit: str) -> None:
    kept("a\n" + unit * (200_000 // len(unit)))
