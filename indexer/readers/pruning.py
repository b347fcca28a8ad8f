"""Which elements of a page are not its text: navigation, scripts, banners, forms."""

import re

from bs4 import Tag

_CODE = {"head", "link", "map", "meta", "noscript", "script", "style", "template", "title"}
_CONTROLS = {"button", "dialog", "nav", "select", "textarea", "aside"}
_MEDIA = {"audio", "canvas", "iframe", "object", "svg", "video"}
_NEVER_TEXT = frozenset(_CODE | _CONTROLS | _MEDIA)
_BANNER = re.compile(r"cookie|consent|rgpd|gdpr|tarteaucitron|didomi|axeptio", re.IGNORECASE)
_SHARE_BUTTONS = {"addthis", "addtoany", "partage", "partager", "share", "share-buttons", "sharing", "social-share"}
_PATHS = {"breadcrumb", "breadcrumbs", "fil-ariane", "skip-link", "skiplink"}
_BUTTONS = frozenset(_SHARE_BUTTONS | _PATHS)
_FRAME = frozenset({"html", "body", "main", "article"})


def is_text(tag: Tag) -> bool:
    """Say whether *tag* may hold text of the document."""
    if tag.name in _NEVER_TEXT or tag.has_attr("hidden"):
        return False
    if tag.name == "form":
        # ASP.NET wraps whole pages in one form.
        return tag.find(["h1", "main", "article"]) is not None
    if tag.name in {"header", "footer"}:
        return _belongs_to_article(tag)
    return tag.name in _FRAME or not _is_banner(tag)


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
    headline = tag.find("h1") if tag.name == "header" else None
    return headline is not None and headline.find_next("h1") is None and headline.find_previous("h1") is None
