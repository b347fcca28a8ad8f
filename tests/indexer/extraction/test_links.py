import pytest

from indexer.extraction.links import find_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Voir https://www.example.org/canal.", ["https://www.example.org/canal"]),
        ("Voir WWW.Example.ORG, et www.example.org/", ["https://www.example.org"]),
        ("(https://example.org/canal_(Rennes))", ["https://example.org/canal_(Rennes)"]),
        ("<http://example.org/a?id=3&utm_source=lettre>", ["http://example.org/a?id=3"]),
        ("Aide sur aide.example.org ou eau.example.org/a", ["https://aide.example.org", "https://eau.example.org/a"]),
        ("Site internet : canaux.example.org", ["https://canaux.example.org"]),
        ("https://example.org/a#suite https://example.org/a", ["https://example.org/a"]),
        ("presse@example.org, la version 3.0.fr du texte, Exemple.com annonce", []),
        ("https://www.facebook.com/sharer/sharer.php?u=x https://twitter.com/intent/tweet?text=a", []),
        ("https://www.googletagmanager.com/ns.html https://example.org/unsubscribe?id=1", []),
    ],
)
def test_links_of_a_text(text: str, links: list[str]) -> None:
    assert list(find_links([text])) == links


def test_links_of_the_page_come_after_those_of_the_text() -> None:
    stated = ["mailto:presse@example.org", "tel:+33199001234", "#haut", "/accueil", "https://example.org/", "http://["]
    assert find_links(["www.example.com"], stated) == ("https://www.example.com", "https://example.org")


@pytest.mark.parametrize("unit", ["a.", "www.", "http://", "a-", "a.fr/", "sur a.com ", "https://a.fr/)"])
def test_links_take_linear_time(unit: str) -> None:
    find_links([unit * (200_000 // len(unit))])
