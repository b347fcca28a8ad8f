"""Whatever documents, queries and addresses hold, it is shown as text."""

import pytest
from bs4 import BeautifulSoup

from indexer.results import release_path

SCRIPT = "<script>alert(1)</script>"
HOSTILE = release_path("hostile/<script>")


@pytest.mark.parametrize(
    "address",
    [
        "/?q=pirate",
        "/?q=pirate+script&zones=tout",
        "/?q=contact:script",
        HOSTILE,
        f"{HOSTILE}?q=pirate+script+document",
    ],
)
def test_documents_are_shown_as_text(page, address):
    found = page(address)
    assert not found.select("script")
    assert "<script>document.title = 'piraté'</script>" in found.get_text()


@pytest.mark.parametrize("name", ["q", "du", "au", "tri", "page", "taille", "zones", "mots", "annee", "mois"])
def test_values_of_parameters_are_shown_as_text(page, name):
    found = page("/", **{name: SCRIPT})
    assert not found.select("script")
    assert SCRIPT in found.get_text()


@pytest.mark.parametrize("name", ["contact", "emetteur", "lieu", "type", "langue"])
@pytest.mark.parametrize("value", [SCRIPT, '"><script>alert(1)</script>', "'\"><img src=x onerror=alert(1)>"])
def test_values_of_facets_are_shown_as_text(page, name, value):
    found = page("/", **{name: value})
    assert not found.select("script, img")
    assert value in found.select_one(".chip").get_text()
    assert found.select_one("input[checked]")["value"] == value


def test_the_search_on_a_release_page_is_shown_as_text(page):
    found = page(HOSTILE, q='"><script>x</script>')
    assert not found.select("script")
    assert found.select_one("#q")["value"] == '"><script>x</script>'


def test_an_unknown_address_is_not_repeated_as_html(client):
    answer = client.get("/communiques/<script>alert(1)</script>")
    assert answer.status_code == 404
    assert not BeautifulSoup(answer.text, "html.parser").select("script")


def test_addresses_of_contacts_cannot_run_anything(page):
    hrefs = [link["href"] for link in page(HOSTILE).select("a")]
    assert all(href.startswith(("/", "#", "mailto:", "tel:")) for href in hrefs)
