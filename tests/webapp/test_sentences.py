import pytest

from indexer.expressions.lexing import Note
from indexer.queries import Facet, Sort
from indexer.requests import ZONES
from webapp.pages.facets import LEGENDS, ZONE_LABELS
from webapp.pages.sentences import NOTES, ORDERS


@pytest.mark.parametrize(
    ("said", "things"), [(NOTES, Note), (ORDERS, Sort), (LEGENDS, Facet), (ZONE_LABELS, ZONES)], ids=str
)
def test_everything_that_can_happen_has_its_words(said, things):
    assert {*said} == {*things}
    assert all(said.values())
