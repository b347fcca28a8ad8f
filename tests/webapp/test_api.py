import pytest

CONTACT = {"name", "role", "organisation", "emails", "phones"}


def test_a_search_has_the_promised_shape(client):
    answer = client.get("/api/v1/recherche", query_string={"q": "les nappes"})
    assert answer.mimetype == "application/json"
    found = answer.json
    assert list(found) == ["query", "total", "page", "pages", "size", "took_ms", "hits", "facets", "others"]
    assert found["query"]["text"] == "les nappes"
    assert found["query"]["read_as"] == "nappes"
    assert found["query"]["matching"]["words"] == found["query"]["matching"]["at_least"] == 1
    assert (found["total"], found["page"], found["pages"], found["size"]) == (1, 1, 1, 10)
    assert isinstance(found["took_ms"], float)
    hit = found["hits"][0]
    assert {*hit} == {
        *("id", "url", "title", "title_marks", "date", "kind", "place"),
        *("issuer", "contacts", "source", "score", "excerpts"),
    }
    assert (hit["id"], hit["date"]) == ("eaux/2023-07-secheresse", "2023-07-13")
    assert hit["url"] == "/communiques/eaux/2023-07-secheresse"
    assert {*hit["contacts"][0]} == CONTACT
    assert [hit["title"][start:end] for start, end in hit["title_marks"]] == ["nappes"]
    assert {*hit["excerpts"][0]} == {"zone", "text", "marks"}
    assert {"annee", "contact", "emetteur", "lieu", "type"} <= {*found["facets"]}
    assert found["facets"]["lieu"] == [{"value": "Rennes", "label": "Rennes", "count": 1, "selected": False}]


def test_a_release_has_the_promised_shape(client):
    found = client.get("/api/v1/communiques/eaux/2023-07-secheresse").json
    assert {
        *("path", "id", "title", "subtitle", "kind", "place", "date", "embargo", "issuer"),
        *("language", "contacts", "zones", "warnings", "url", "source"),
    } <= {*found}
    assert {*found["zones"]} == {"lead", "body", "notes", "boilerplate"}
    assert {*found["contacts"][0]} == CONTACT
    assert found["url"] == "/communiques/eaux/2023-07-secheresse"
    assert client.get("/api/v1/communiques/divers/note").json["title"] is None


def test_letters_are_written_as_they_are(client):
    text = client.get("/api/v1/communiques/eaux/2023-07-secheresse").get_data().decode("utf-8")
    assert "Sécheresse" in text
    assert "\\u" not in text


@pytest.mark.parametrize(
    ("typed", "words"),
    [("sech", ["sécheresse"]), ("la nap", ["nappes"]), ("s", []), ("", []), ("zzz", [])],
)
def test_words_are_completed(client, typed, words):
    assert client.get("/api/v1/suggestions", query_string={"q": typed}).json == {"suggestions": words}


def test_suggestions_without_a_query_are_none(client):
    assert client.get("/api/v1/suggestions").json == {"suggestions": []}


def test_the_page_and_the_api_count_the_same(client, page):
    total = client.get("/api/v1/recherche?q=for%C3%AAt&lieu=Ville+03").json["total"]
    assert page("/?q=for%C3%AAt&lieu=Ville+03").h1.get_text().startswith(f"{total} communiqué")


def test_past_the_end_there_are_no_hits(client):
    found = client.get("/api/v1/recherche?page=99").json
    assert (found["total"], found["hits"]) == (25, [])


def test_wrong_parameters_are_a_problem_that_names_each(client):
    answer = client.get("/api/v1/recherche?du=32/13/2023&tri=hasard&q=eau")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    problem = answer.json
    assert list(problem) == ["type", "title", "status", "detail", "parameters"]
    assert problem["status"] == 400
    assert [(each["name"], each["value"]) for each in problem["parameters"]] == [
        ("du", "32/13/2023"),
        ("tri", "hasard"),
    ]
    assert all(each["reason"] for each in problem["parameters"])
