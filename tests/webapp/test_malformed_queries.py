"""Any text is a query: it gives a page that says how it was read, and an answer of the API."""

import itertools

import pytest

SIGNS = [*"\"«»“”()*:-+!&|'’\\/%#…?;,.~^[]{}<>", "()", ")(", "«»"]
OPERATORS = ["ET", "OU", "SAUF", "ET OU", "OU OU", "SAUF SAUF", "( OU )", "-(", "- -", "SAUF (", "eau ET"]
FIELDS = ["titre:", "titre: :", "titre:titre:", "contact:(", 'lieu:"', "inconnu:eau", "a:b:c", "titre:-eau", "lieu:*"]
LONG = ["a" * 10_000, "eau " * 2_500, '"' * 1_001, "(" * 500 + "eau" + ")" * 500, "(" * 500, ")" * 500, "-" * 500]
LONG += ["eau OU " * 300, "titre:" * 300, "é" * 3_000, "a*" * 1_000, "l’" * 1_000]
ODD = ["\x00", "\x00eau\x1f", "\t\n\r", "\u202eeau", "\u200f\u200e", "\ufeffeau", "\u2028", "🌊", "e\u0301te\u0301"]
ODD += ["مياه", "水", "٣", "\ud7ff", "\U0010ffff", "ı", "ﬁ", "ß", "\u00ad", "ʼ", " "]
MIXED = [" ".join(pair) for pair in itertools.product(['"eau', "(mer", "SAUF", "*"], ['OU"', ")", ":", "-l’", "ET("])]
QUERIES = [*SIGNS, *OPERATORS, *FIELDS, *LONG, *ODD, *MIXED]


def test_there_are_a_hundred_of_them():
    assert len({*QUERIES}) == len(QUERIES) >= 100


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: ascii(query)[:40])
def test_any_text_gives_an_answer_that_says_how_it_was_read(client, page, query):
    read = client.get("/api/v1/recherche", query_string={"q": query})
    assert read.status_code == 200
    said = read.json["query"]
    found = page("/", q=query)
    assert found.h1.get_text()
    notice = " ".join(" ".join(each.get_text() for each in found.select(".notice")).split())
    assert bool(notice) >= bool(said["notes"])
    if said["read_as"] != " ".join(said["text"].split()):
        assert " ".join(said["read_as"].split()) in notice


@pytest.mark.parametrize("query", ["eau", "(" * 500, "a" * 10_000, "\x00"], ids=lambda query: ascii(query)[:40])
def test_any_text_may_stand_in_the_address_of_a_release(page, query):
    page("/communiques/eaux/2023-07-secheresse", q=query)
