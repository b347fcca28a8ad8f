import json as standard

import pytest

from indexer.blocks import Block, BlockKind, Document
from indexer.readers import json
from indexer.readers.fields import ForeignData
from indexer.records import to_record
from indexer.releases import Release

SIMPLE = {"title": "Le canal rouvre", "text": "<p>Après deux ans de travaux.</p>"}


def read(value: object) -> tuple[Document, ...]:
    return json.read(standard.dumps(value).encode())


def test_one_release_is_named_by_its_file() -> None:
    (document,) = read({**SIMPLE, "id": 7, "subtitle": "Un <b>bilan</b><br />", "publish_date": "2024-05-03"})
    assert document.blocks == (
        Block(BlockKind.HEADING, "Le canal rouvre", level=1),
        Block(BlockKind.PARAGRAPH, "Après deux ans de travaux."),
    )
    assert document.key is None
    assert dict(document.metadata) == {
        "id": "7",
        "title": "Le canal rouvre",
        "subtitle": "Un bilan",
        "publish_date": "2024-05-03",
    }


def test_releases_of_a_list_are_named_by_themselves() -> None:
    assert [document.key for document in read([{**SIMPLE, "id": "a"}, SIMPLE])] == ["a", None]


def test_an_export_comes_back_whole() -> None:
    record = to_record(Release("a/b", "a/b.txt", "txt", "Titre"))
    (document,) = read(record)
    assert (document.record, document.key) == (record, "a/b")


@pytest.mark.parametrize("value", [{}, [], {"title": "Sans texte"}, {"text": "Sans titre"}, ["texte"], 7, None])
def test_data_without_title_and_text_are_no_release(value: object) -> None:
    with pytest.raises(ForeignData, match="title and one of text"):
        read(value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"title": "\\ud800", "text": "half a sign"}', "not JSON"),
        (standard.dumps([SIMPLE, {"title": "Sans texte"}]).encode(), "release 2 of the list"),
        (standard.dumps([SIMPLE, 7]).encode(), "release 2 of the list"),
    ],
)
def test_broken_json_and_half_a_list_fail(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as caught:
        json.read(content)
    assert not isinstance(caught.value, ForeignData)
