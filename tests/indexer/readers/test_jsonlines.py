import datetime
import json

import pytest

from indexer.blocks import Block, BlockKind
from indexer.readers import jsonlines
from indexer.readers.fields import ForeignData
from indexer.records import to_record
from indexer.releases import Contact, Release


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def test_a_line_is_a_document_with_its_fields() -> None:
    first, second = jsonlines.read(
        line(id=7, Title="Le canal rouvre", text="Un.\n\nDeux.", date="2024-05-03", views=None)
        + b"\n\n"
        + line(title="Autre", body="<p>Un</p><p>Deux</p>")
    )
    assert (first.key, dict(first.metadata)["date"]) == ("7", "2024-05-03")
    assert first.blocks == (
        Block(BlockKind.HEADING, "Le canal rouvre", level=1),
        Block(BlockKind.PARAGRAPH, "Un."),
        Block(BlockKind.PARAGRAPH, "Deux."),
    )
    assert [block.text for block in second.blocks] == ["Autre", "Un", "Deux"]
    assert second.key is None


def test_a_whole_release_comes_back_as_its_record() -> None:
    release = Release("a/b", "a/b.txt", "txt", "Titre", date=datetime.date(2024, 5, 3), contacts=(Contact("Camille"),))
    (document,) = jsonlines.read(line(**to_record(release)))
    assert document.record == to_record(release)
    assert document.key == "a/b"


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"[1]",
        b'"texte"',
        line(title="Sans texte"),
        line(text="Sans titre"),
        line(zones={}),
        b'{"title": "\\ud800", "text": "half a sign"}',
        b"[" * 100_000,
    ],
)
def test_a_bad_line_is_named(bad: bytes) -> None:
    with pytest.raises(ValueError, match="line 2"):
        jsonlines.read(line(title="Bon", text="texte") + b"\n" + bad)


@pytest.mark.parametrize(
    "content", [line(doc="a/b", date="2024-05-03") + b"\n\n" + line(title="Sans texte"), b"[1]\n2\n"]
)
def test_data_of_other_programs_are_no_failure(content: bytes) -> None:
    with pytest.raises(ForeignData, match="title and one of text"):
        jsonlines.read(content)


def test_data_that_are_cut_short_are_a_failure() -> None:
    with pytest.raises(ValueError, match="line 2") as caught:
        jsonlines.read(line(doc="a/b") + b'\n{"doc": "a/')
    assert not isinstance(caught.value, ForeignData)


def test_an_export_is_never_mended() -> None:
    record = to_record(Release("a/b", "a/b.txt", "txt", "Le marchÃ© rouvre"))
    (document,) = jsonlines.read(line(**record))
    assert (document.record, document.warnings) == (record, ())
