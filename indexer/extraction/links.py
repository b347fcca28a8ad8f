"""Links: the web pages that a release points to. No trackers, no share buttons, no addresses of mail."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_ADDRESS = re.compile(r"(?<![\w@./-])(?:https?://|www\.)[^\s<>\"«»|\\^`{}]{3,500}", re.IGNORECASE)
_LABELS = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}"
_DOMAINS = (
    r"(?:fr|org|com|net|eu|be|ch|lu|mc|ca|quebec|paris|bzh|alsace|corsica|re|info|io|edu|int|gouv\.fr|sn|ma|tn|dz|ci)"
)
# « rendez-vous sur canaux.example.org », « canaux.example.org/reouverture »
_BARE = re.compile(
    rf"(?<![\w@./-])(?P<host>{_LABELS}{_DOMAINS})(?P<path>/[^\s<>\"«»|\\^`{{}}]{{0,400}})?(?![\w@.-]*@)(?![\w-])",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?:\bsur|\bsites?(?:\s(?:internet|web|officiel))?|\bweb|\binternet|\bconsulter|\bvisite[rz])\s?:?\s*\Z",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?…'’\")]}»*_"
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|xtor|at_\w+|mtm_\w+|pk_\w+|_hs\w+|trk)\Z", re.IGNORECASE)
_NO_PAGE = re.compile(
    r"(?:[\w.-]*\.)?(?:facebook\.com/(?:sharer|share|dialog)|twitter\.com/(?:intent|share)|x\.com/(?:intent|share)|"
    r"linkedin\.com/(?:sharearticle|sharing|cws/share)|pinterest\.\w+/pin/create|wa\.me/\?|api\.whatsapp\.com|t\.me/share|"
    r"bsky\.app/intent|reddit\.com/submit|tumblr\.com/(?:share|widgets)|plus\.google\.com/share|addtoany\.com|addthis\.com|"
    r"sharethis\.com|google-analytics\.com|googletagmanager\.com|doubleclick\.net|list-manage\.com/(?:track|unsubscribe)|"
    r"w3\.org/(?:1999|2000)/)",
    re.IGNORECASE,
)
_UNWANTED_WORDS = re.compile(r"unsubscribe|desinscription|se-desabonner|desabonnement|/pixel|/beacon", re.IGNORECASE)


def find_links(texts: Iterable[str], stated: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the web pages that *texts* name, then those of *stated*, the document's own links: each once, in order."""
    found = (*(link for text in texts for link in _named(text)), *stated)
    return tuple(dict.fromkeys(link for each in found if (link := normalised_link(each))))


def normalised_link(address: str) -> str | None:
    """
    Return *address* in one way of writing, or None when it leads to no page of the release's subject.

    The host is in lower case; parameters that only follow readers, a lone « / » and the place in the page are left out.
    """
    written = address.strip().rstrip("\u200b")
    if not written.lower().startswith(("http://", "https://")):
        written = f"https://{written}"
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "") + (f":{port}" if port else "")
    if (
        "." not in host
        or _NO_PAGE.match(f"{host}{parts.path}{'?' if parts.query else ''}")
        or _UNWANTED_WORDS.search(written)
    ):
        return None
    return urlunsplit((parts.scheme.lower(), host, "" if parts.path == "/" else parts.path, _query(parts.query), ""))


def _leads_away(address: str) -> bool:
    return _NO_PAGE.match(address) is not None or _UNWANTED_WORDS.search(address) is not None


def _named(text: str) -> Iterator[str]:
    whole = {match.start(): _trimmed(match.group()) for match in _ADDRESS.finditer(text)}
    for match in _BARE.finditer(text):
        if match["path"] or _ANNOUNCED.search(text[max(match.start() - 40, 0) : match.start()]):
            whole.setdefault(match.start(), _trimmed(match.group()))
    yield from (whole[start] for start in sorted(whole))


def _trimmed(address: str) -> str:
    """Return *address* without the punctuation of the sentence around it; brackets that it opened stay."""
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.match(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)
