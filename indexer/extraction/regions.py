"""The country whose telephone numbers a document writes without a prefix, by its dateline and its addresses."""

import re
from collections.abc import Iterable

from indexer.analysis.folding import fold_text
from indexer.extraction.addresses import FRANCE

_DOMAINS = {
    "BE": "be brussels",
    "CH": "ch",
    "CA": "ca quebec",
    "LU": "lu",
    "MC": "mc",
    "SN": "sn",
    "MA": "ma",
    "DZ": "dz",
    "TN": "tn",
    "CI": "ci",
    "BF": "bf",
    "CM": "cm",
    "ML": "ml",
    "BJ": "bj",
    "TG": "tg",
    "MG": "mg",
}
_BY_DOMAIN = {domain: region for region, domains in _DOMAINS.items() for domain in domains.split()}
_TOWNS = {
    "BE": "bruxelles liege namur charleroi mons louvain-la-neuve tournai gand anvers verviers arlon",
    "CH": "geneve lausanne berne neuchatel sion zurich bale delemont vevey montreux yverdon-les-bains",
    "CA": "montreal quebec ottawa gatineau sherbrooke laval trois-rivieres saguenay longueuil moncton rimouski",
    "LU": "luxembourg esch-sur-alzette",
    "MC": "monaco",
    "SN": "dakar saint-louis-du-senegal thies ziguinchor",
    "MA": "rabat casablanca marrakech tanger fes",
    "TN": "tunis sfax sousse",
    "DZ": "alger oran constantine",
    "CI": "abidjan yamoussoukro bouake",
}
_BY_TOWN = {town: region for region, towns in _TOWNS.items() for town in towns.split()}
_DOMAIN = re.compile(r"(?:@|https?://|www\.)[\w.-]{1,200}\.([a-z]{2,8})(?![\w.-]*@)\b", re.IGNORECASE)
_LONGEST_LOOK = 2_000


def find_region(place: str | None, texts: Iterable[str]) -> str:
    """
    Return the two-letter code of the country where the document was written; France when nothing says another.

    The towns of the dateline *place* come first; then the domains of the addresses in *texts*, when all of those that
    are of a country are of one.
    """
    towns = re.split(r"[,/(]| et ", fold_text(place or ""))
    if found := [_BY_TOWN[town.strip(" )")] for town in towns if town.strip(" )") in _BY_TOWN]:
        return found[0]
    domains = {match[1].lower() for text in texts for match in _DOMAIN.finditer(text[:_LONGEST_LOOK])}
    regions = {_BY_DOMAIN.get(domain, FRANCE) for domain in domains if domain in _BY_DOMAIN or domain == "fr"}
    return regions.pop() if len(regions) == 1 else FRANCE
