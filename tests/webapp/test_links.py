"""Every link leads somewhere."""

import pytest
from bs4 import BeautifulSoup

from indexer.results import release_path

STARTS = [
    "/",
    "/?q=for%C3%AAt&taille=3&page=2",
    "/?q=volcan&lieu=Nantes&du=2020&mots=tous&zones=titre",
    "/?lieu=&mois=2023-07&contact=lea.bremond%40eaux.example.org",
    "/?page=99",
    "/?du=2024&au=2023&annee=x",
    "/?q=th%C3%A9%C3%A2tre+for%C3%AAt+rivi%C3%A8re",
    "/?q=" + "%28" * 500,
    release_path("eaux/2023-07-secheresse") + "?q=eau",
    release_path("rail/Bilan%20%C3%A9t%C3%A9"),
    release_path("hostile/<script>") + "?q=pirate",
    "/nulle-part",
]


def links(client, address):
    page = BeautifulSoup(client.get(address, buffered=True).text, "html.parser")
    named = [*page.select("a[href]"), *page.select("link[href]")]
    return {link["href"] for link in named if not link["href"].startswith(("mailto:", "tel:", "#"))}


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start[:40])
def test_every_link_of_a_page_answers(client, start):
    found = links(client, start)
    assert found
    statuses = {href: client.get(href, buffered=True).status_code for href in found}
    assert {href: status for href, status in statuses.items() if status != 200} == {}


def test_everything_can_be_reached_from_the_start(client, releases):
    seen, waiting = set(), {"/"}
    while waiting and len(seen) < 400:
        address = waiting.pop()
        seen.add(address)
        if not address.startswith(("/static", "/api")):
            waiting |= {href.partition("&tri=")[0] for href in links(client, address)} - seen
    reached = {address.partition("?")[0] for address in seen}
    assert {release_path(each.id) for each in releases if not each.embargo} <= reached


def test_anchors_lead_to_what_is_on_the_page(page):
    for address in ("/", release_path("eaux/2023-07-secheresse"), "/?du=x"):
        found = page(address)
        ids = [each["id"] for each in found.select("[id]")]
        assert len(ids) == len({*ids})
        assert {link["href"][1:] for link in found.select("a[href^='#']")} <= {*ids}
        assert {name for each in found.select("[aria-describedby]") for name in each["aria-describedby"].split()} <= {
            *ids
        }
        assert {each["aria-labelledby"] for each in found.select("[aria-labelledby]")} <= {*ids}
