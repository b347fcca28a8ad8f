"""What a release counts under, and what selects it: one rule for every engine."""

from indexer.analysis.folding import fold
from indexer.analysis.tokens import tokenise
from indexer.extraction.kinds import kind_key
from indexer.queries import Facet
from indexer.releases import Release

_CIVILITIES = frozenset({"m", "mm", "mme", "mmes", "mlle", "dr", "pr"})


def facet_values(release: Release, facet: Facet) -> tuple[str, ...]:
    """Return the values of *facet* that *release* counts under, each once; the empty one when it has none."""
    return tuple(dict.fromkeys(_values(release, facet))) or ("",)


def selecting_keys(release: Release, facet: Facet) -> frozenset[str]:
    """Return the keys by which a selection (see `selection_key`) in *facet* reaches *release*."""
    values = facet_values(release, facet)
    keys = {selection_key(facet, value) for value in values}
    if facet is Facet.YEAR and release.date:
        keys.add(f"{release.date:%Y-%m}")
    if facet is Facet.CONTACT:
        keys |= {selection_key(facet, email) for contact in release.contacts for email in contact.emails}
    return frozenset(keys)


def selection_key(facet: Facet, value: str) -> str:
    """
    Return what is compared when *value* is selected: case and accents never count, for kinds neither does the spelling
    (« INFO PRESSE », « Information presse »), for people neither do the order of names and « Mme ».
    """
    if facet is Facet.KIND:
        return kind_key(value) if value else ""
    if facet is Facet.CONTACT and "@" not in value:
        words = {fold(token.text) for token in tokenise(value)}
        return " ".join(sorted(words - _CIVILITIES or words))
    return " ".join(fold(value).split())


def _values(release: Release, facet: Facet) -> tuple[str, ...]:
    match facet:
        case Facet.YEAR:
            return (f"{release.date:%Y}",) if release.date else ()
        case Facet.CONTACT:
            return tuple(
                name
                for contact in release.contacts
                for name in ([contact.name] if contact.name else contact.emails[:1])
            )
        case Facet.ISSUER:
            return (release.issuer,) if release.issuer else ()
        case Facet.PLACE:
            return (release.place,) if release.place else ()
        case Facet.KIND:
            return (kind_key(release.kind),) if release.kind else ()
        case Facet.LANGUAGE:
            return (release.language,) if release.language else ()
