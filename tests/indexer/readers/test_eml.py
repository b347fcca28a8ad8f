from email.message import EmailMessage

import pytest
from support.office_files import docx, word_paragraph

from indexer.blocks import Document
from indexer.readers import READERS

RELEASE = "Le canal rouvre\n\n" + "Après deux ans de travaux, les péniches reviennent au port des Deux-Rives. " * 12
NOTE = "Bonjour,\n\nVeuillez trouver ci-joint notre communiqué.\n\n-- \nCamille Exemple\n"
HEAD = "De : Camille Exemple <camille@example.org>\nDate : 3 mai 2024 à 10:12\nObjet : Le canal rouvre\nÀ : Presse"


def mail(text: str = RELEASE, *, subject: str = "TR: Le canal rouvre", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Camille Exemple <camille@example.org>"
    message["Date"] = "Fri, 03 May 2024 08:00:00 +0200"
    message.set_content(text, **headers)
    return message


def word_file() -> bytes:
    return docx("".join(word_paragraph(text) for text in RELEASE.split("\n\n")))


def attach_word(message: EmailMessage, name: str = "communiqué.docx", content: bytes | None = None) -> None:
    message.add_attachment(content or word_file(), maintype="application", subtype="octet-stream", filename=name)


def read(message: EmailMessage | bytes) -> Document:
    (document,) = READERS[".eml"](message if isinstance(message, bytes) else message.as_bytes())
    return document


def first(document: Document) -> str:
    return document.blocks[0].text


def test_the_head_is_metadata() -> None:
    assert dict(read(mail()).metadata) == {
        "title_tag": "Le canal rouvre",
        "from": "Camille Exemple <camille@example.org>",
        "date": "2024-05-03",
    }


def test_the_body_is_read_as_html_when_there_is_one() -> None:
    message = mail("Le canal rouvre")
    message.add_alternative("<title>modèle</title><h1>Le canal rouvre</h1><p><b>Chapô</b></p>", subtype="html")
    document = read(message)
    assert (document.blocks[0].level, document.blocks[1].is_bold) == (1, True)
    assert document.metadata["title_tag"] == "Le canal rouvre"


def test_a_page_that_only_points_elsewhere_gives_way_to_the_text() -> None:
    message = mail()
    message.add_alternative("<p>Voir en ligne</p>", subtype="html")
    assert first(read(message)) == "Le canal rouvre"


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "cp1252"])
def test_encodings_are_undone(encoding: str, charset: str) -> None:
    assert first(read(mail("Été à l’Œuvre".replace("’", "'"), cte=encoding, charset=charset))) == "Été à l'Œuvre"


def test_a_release_attached_to_a_covering_note_is_read() -> None:
    message = mail(NOTE)
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    attach_word(message)
    attach_word(message, "dossier.docx")
    document = read(message)
    assert (first(document), document.metadata["date"]) == ("Le canal rouvre", "2024-05-03")
    assert document.warnings == ("Attached and not read: « dossier.docx ».",)


def test_a_release_in_the_body_is_read_and_what_is_attached_is_named() -> None:
    message = mail()
    attach_word(message, "annexe.docx", docx(word_paragraph("Annexe")))
    document = read(message)
    assert first(document) == "Le canal rouvre"
    assert document.warnings == ("Attached and not read: « annexe.docx ».",)


def test_a_broken_attachment_leaves_the_note() -> None:
    message = mail(NOTE)
    attach_word(message, content=word_file()[:-50])
    assert first(read(message)) == "Bonjour,"


def test_a_mail_attached_to_a_note_is_read_with_its_own_head() -> None:
    inner = mail(subject="Le port rouvre")
    inner.replace_header("Date", "Thu, 02 May 2024 08:00:00 +0200")
    outer = mail("Pour information.", subject="Tr : le port")
    outer.add_attachment(inner)
    document = read(outer)
    assert first(document) == "Le canal rouvre"
    assert (document.metadata["title_tag"], document.metadata["date"]) == ("Le port rouvre", "2024-05-02")


@pytest.mark.parametrize(
    "body",
    [
        f"Pour info.\n\n-------- Message transféré --------\n{HEAD}\n\n{RELEASE}",
        f"{HEAD}\n\n{RELEASE}",
        f"Pour info.\n\n---------- Forwarded message ---------\n{HEAD}\n\nVoici.\n\n{HEAD}\n\n{RELEASE}",
        "Pour info.\n\n" + "\n".join(f"> {line}" for line in f"{HEAD}\n\n{RELEASE}".split("\n")),
    ],
)
def test_a_forwarded_mail_is_read_without_its_note(body: str) -> None:
    document = read(mail(body, subject="TR: voir"))
    assert first(document) == "Le canal rouvre"
    assert (document.metadata["title_tag"], document.metadata["date"]) == ("Le canal rouvre", "3 mai 2024 à 10:12")


def test_a_release_above_an_older_mail_stays() -> None:
    assert first(read(mail(f"{RELEASE}\n\n{HEAD}\n\nMerci."))) == "Le canal rouvre"


def test_flowed_lines_are_joined() -> None:
    message = mail("Un mot \nsuit\n")
    message.set_param("format", "flowed")
    assert first(read(message)) == "Un mot suit"


def nested(levels: int) -> EmailMessage:
    message = mail()
    for _ in range(levels):
        outer = mail("Note")
        outer.add_attachment(message)
        message = outer
    return message


def test_mails_in_mails_are_read_to_a_certain_depth() -> None:
    assert first(read(nested(4))) == "Le canal rouvre"
    assert first(read(nested(8))) == "Note"


@pytest.mark.parametrize("content", [b"texte", b"\x00\x01", b": \n\n"])
def test_what_is_no_mail_says_so(content: bytes) -> None:
    with pytest.raises(ValueError, match="no mail"):
        read(content)
