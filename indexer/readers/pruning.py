"""Which elements of a page are not its text: navigation, scripts, banners, forms."""

import re

from bs4 import Tag

_CODE = {"head", "link", "map", "meta", "noscript", "script", "style", "template", "title"}
_CONTROLS = {"button", "dialog", "nav", "select", "textarea", "aside"}
_MEDIA = {"audio", "canvas", "iframe", "object", "svg", "video"}
_NEVER_TEXT = frozenset(_CODE | _CONTROLS | _MEDIA)
_BANNER = re.compile(r"cookie|consent|rgpd|gdpr|tarteaucitron|didomi|axeptio", re.IGNORECASE)
_SHARE_BUTTONS = {"addthis", "addtoany", "partage", "partager", "share", "share-buttons", "sharing", "social-share"}
_ROLES = frozenset({"alert", "alertdialog", "complementary", "dialog", "menu", "menubar", "navigation", "search"})
# Banners and feet of the page, unless they are the article's: as for header and footer.
_FRAME_ROLES = frozenset({"banner", "contentinfo"})
# What sites call the parts around the text; words of one class, whole or at its head: « menu-principal ».
_AROUND = re.compile(
    r"(?:main|site|top|page|primary|secondary|global)?[-_]?"
    r"(?:menu|nav|navbar|navigation|sidebar|colonne-?laterale|footer|pied(?:-?(?:de-?)?page)?|pagination|pager|newsletter|"
    r"comments?|commentaires?|related|a-lire-aussi|lire-aussi|voir-aussi|sur-le-meme-theme|recommended|popup|modal|"
    r"skip-?links?|search-?form|recherche-form|breadcrumbs?|fil-d-?ariane|topbar|toolbar|widget)s?"
    r"(?:[-_](?:[\w-]{1,30}))?",
    re.IGNORECASE,
)
_FEWEST_LINKS = 3
_LINKED_SHARE = 0.9
_PATHS = {"breadcrumb", "breadcrumbs", "fil-ariane", "skip-link", "skiplink"}
_BUTTONS = frozenset(_SHARE_BUTTONS | _PATHS)
_PARTS = frozenset({"div", "section", "ul", "ol", "table", "td", "span", "p"})
_FRAME = frozenset({"html", "body", "main", "article"})


def is_text(tag: Tag) -> bool:
    """Say whether *tag* may hold text of the document."""
    if tag.name in _NEVER_TEXT or tag.has_attr("hidden"):
        return False
    if tag.name == "form":
        # ASP.NET wraps whole pages in one form.
        return tag.find(["h1", "main", "article"]) is not None
    role = tag.get("role")
    if tag.name in {"header", "footer"} or role in _FRAME_ROLES:
        return _belongs_to_article(tag)
    return tag.name in _FRAME or not (role in _ROLES or _is_banner(tag) or _is_around(tag))


def drop_menus(page: Tag) -> None:
    """Take out of *page* the lists of links above its only headline: menus that nothing calls so."""
    headlines = page.find_all("h1", limit=2)
    if len(headlines) != 1:
        return
    around = {id(parent) for parent in headlines[0].parents}
    for found in headlines[0].find_all_previous(["ul", "ol", "table", "div", "p"]):
        if id(found) not in around and _is_link_list(found):
            found.extract()


def _is_link_list(found: Tag) -> bool:
    links = found.find_all("a", href=True)
    if len(links) < _FEWEST_LINKS or any(str(link["href"]).lower().startswith("mailto:") for link in links):
        return False
    linked = sum(len("".join(link.get_text().split())) for link in links)
    return linked >= _LINKED_SHARE * len("".join(found.get_text().split()))


def _is_around(tag: Tag) -> bool:
    """Say whether *tag* is called a menu, a side column or a foot, and does not hold the text all the same."""
    if tag.name not in _PARTS or not any(_AROUND.fullmatch(word) for word in _words(tag)):
        return False
    # Sites call the column of the text « with-sidebar », and its frame « navigation-page ».
    return tag.find(["h1", "main", "article"]) is None and tag.find_parent(["main", "article"]) is None


def _is_banner(tag: Tag) -> bool:
    words = _words(tag)
    return any(_BANNER.search(word) for word in words) or not _BUTTONS.isdisjoint(words)


def _words(tag: Tag) -> list[str]:
    classes, identifier = tag.get("class"), tag.get("id")
    words = list(classes) if isinstance(classes, list) else [classes or ""]
    return [*words, identifier] if isinstance(identifier, str) else words


def _belongs_to_article(tag: Tag) -> bool:
    """Say whether a header or footer is the article's; on a page without one, a header with the only h1 is."""
    if tag.find_parent(["main", "article"]):
        return True
    headline = tag.find("h1") if tag.name != "footer" else None
    return headline is not None and headline.find_next("h1") is None and headline.find_previous("h1") is None
