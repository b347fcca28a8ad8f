import pytest

from indexer.results import release_path

DROUGHT = "/communiques/eaux/2023-07-secheresse"


def texts(found, selector):
    return [" ".join(each.get_text(" ", strip=True).split()) for each in found.select(selector)]


def test_a_release_is_shown_whole(page):
    found = page(DROUGHT)
    assert found.title.get_text() == "Sécheresse : les nappes au plus bas – Infopresse"
    assert texts(found, "h1") == ["Sécheresse : les nappes au plus bas"]
    assert texts(found, ".subtitle") == ["Trois communes sur dix restreignent l’usage de l’eau"]
    assert texts(found, ".facts > *") == ["COMMUNIQUE DE PRESSE", "13 juillet 2023", "Rennes", "Agence des eaux"]
    assert texts(found, ".lead p") == ["Les nappes de la région n’ont jamais été aussi basses en juillet."]
    assert texts(found, ".prose h3") == ["Ce qui change"]
    assert texts(found, ".prose li") == ["l’arrosage est interdit ;", "les piscines restent vides."]
    assert texts(found, ".notes p") == ["Les chiffres portent sur 52 points de mesure."]
    assert texts(found, ".boilerplate h2") == ["À propos de l’Agence des eaux"]
    assert texts(found, ".technical dd") == ["eaux/2023-07-secheresse.txt", "txt", "eaux/2023-07-secheresse"]


def test_line_breaks_are_kept(page):
    assert "Une adresse<br/>sur deux lignes." in str(page(DROUGHT))


def test_contacts_are_cards_that_can_be_written_to_and_called(page):
    found = page(DROUGHT)
    assert texts(found, ".card .name") == ["Léa Brémond", "Yann Le Goff"]
    card = found.select_one(".card")
    assert [link["href"] for link in card.select("a")] == [
        "mailto:lea.bremond@eaux.example.org",
        "tel:+33199001234",
        "/?contact=L%C3%A9a+Br%C3%A9mond",
    ]
    assert texts(card, ".phone") == ["01 99 00 12 34", "poste 12"]


def test_search_engines_are_told_what_it_is_about(page):
    found = page(DROUGHT)
    description = found.select_one("meta[name=description]")["content"]
    assert description == "Les nappes de la région n’ont jamais été aussi basses en juillet."
    assert found.select_one("link[rel=canonical]")["href"] == DROUGHT


@pytest.mark.parametrize(
    ("parameters", "text", "href"),
    [
        ({}, "← Tous les communiqués", "/"),
        ({"q": "eau"}, "← Retour aux résultats", "/?q=eau"),
        ({"q": "eau", "lieu": "Rennes", "page": 2}, "← Retour aux résultats", "/?q=eau&lieu=Rennes&page=2"),
    ],
)
def test_the_way_back_keeps_the_search(page, parameters, text, href):
    link = page(DROUGHT, **parameters).select_one(".trail a")
    assert (link.get_text(), link["href"]) == (text, href)


def test_words_of_the_search_are_marked_everywhere(page):
    found = page(DROUGHT, q="eau nappes Léa arrosage")
    assert texts(found, "h1 mark") == ["nappes"]
    assert texts(found, ".lead mark") == ["nappes"]
    assert texts(found, ".prose li mark") == ["arrosage"]
    assert texts(found, ".card mark") == ["Léa"]


def test_words_of_a_foreign_release_are_marked_by_its_own_rules(page):
    assert texts(page("/communiques/rail/heat", q="track"), ".prose mark") == ["Tracks"]
    assert "Tracks" in texts(page("/", q="track"), "mark")


def test_without_a_search_nothing_is_marked(page):
    assert not page(DROUGHT).select("mark")


def test_a_release_without_title_says_so(page):
    found = page("/communiques/divers/note")
    assert texts(found, "h1") == ["Sans titre"]
    assert found.title.get_text() == "Sans titre – Infopresse"


def test_another_language_is_told_to_screen_readers(page):
    assert page("/communiques/rail/heat").article["lang"] == "en"
    assert not page(DROUGHT).article.get("lang")


def test_ids_come_back_exactly_from_their_addresses(client, releases, visible):
    answers = {each.id: client.get("/api/v1" + release_path(each.id)) for each in releases if not each.embargo}
    assert len(answers) == visible
    assert {found: answer.json["id"] for found, answer in answers.items()} == {found: found for found in answers}


def test_an_id_with_percent_signs_is_not_the_one_without(client):
    assert client.get("/communiques/rail/Bilan%2520%25C3%25A9t%25C3%25A9").status_code == 200
    assert client.get("/communiques/rail/Bilan%20%C3%A9t%C3%A9").status_code == 404


def test_an_embargoed_release_does_not_exist(client):
    assert client.get("/communiques/futur/embargo").status_code == 404
    assert client.get("/api/v1/communiques/futur/embargo").status_code == 404
