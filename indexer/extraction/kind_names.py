"""
The table of the kinds of releases that are known, and the ways of writing them.

Written by hand for this project from what the trade calls its papers in France, Belgium, Switzerland, Luxembourg,
Québec and Africa. A way is folded; singular, where a plural only adds an s.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """
    A kind of release: *key* is stable (it stands in URLs and indexes), *label* French, *ways* folded.

    The words of a weak one mean many other things: only a line of its own at the very top names it.
    """

    key: str
    label: str
    ways: tuple[str, ...]
    is_weak: bool = False


KINDS = (
    Kind(
        "communique-de-presse",
        "Communiqué de presse",
        (
            "communique de presse", "communique presse", "communique a la presse", "communique de la presse",
            "communique pour la presse", "communiques de presse", "press release", "news release", "media release",
            "communique aux medias", "communique medias", "communique media", "communique commun de presse",
            "communique conjoint de presse",
        ),
    ),
    Kind("communique-de-presse", "Communiqué de presse", ("cp",), is_weak=True),
    Kind("communique", "Communiqué", ("communique",)),
    Kind(
        "communique-financier", "Communiqué financier", ("communique financier", "communique de presse financier",
         "information financiere", "communique corporate"),
    ),
    Kind("information-reglementee", "Information réglementée", ("information reglementee",
        "informations reglementees")),
    Kind(
        "information-presse",
        "Information presse",
        (
            "information presse", "info presse", "infos presse", "informations presse", "information a la presse",
            "information de presse", "information aux medias", "information medias", "information pour la presse",
            "informations a la presse",
        ),
    ),
    Kind(
        "dossier-de-presse", "Dossier de presse", ("dossier de presse", "dossier presse", "dossier-presse")
    ),
    Kind(
        "invitation-presse",
        "Invitation presse",
        (
            "invitation presse", "invitation a la presse", "invitation de presse", "invitation medias",
            "invitation media", "invitation aux medias", "invitation aux journalistes", "invitation des medias",
            "convocation de la presse", "convocation aux medias", "convocation presse",
        ),
    ),
    Kind("invitation", "Invitation", ("invitation",), is_weak=True),
    Kind("appel-a-temoins", "Appel à témoins", ("appel a temoin", "appel a temoins"), is_weak=True),
    Kind(
        "alerte-presse", "Alerte presse", ("alerte presse", "alerte medias", "alerte media", "alerte aux medias",
        "alerte info"),
    ),
    Kind("flash-info", "Flash info", ("flash info", "flash infos", "flash presse", "flash d'information"), ),
    Kind("point-presse", "Point presse", ("point presse", "point de presse", "points presse", "point medias")),
    Kind("point-de-situation", "Point de situation", ("point de situation", "point d'etape", "point d'information",
        "point situation")),
    Kind("conference-de-presse", "Conférence de presse", ("conference de presse", "conference presse")),
    Kind(
        "note-de-presse",
        "Note de presse",
        (
            "note de presse", "note presse", "note a la presse", "note aux redactions", "note aux medias",
            "note d'information a la presse",
        ),
    ),
    Kind("informations-rapides", "Informations rapides", ("informations rapides", "information rapide"), is_weak=True),
    Kind("note-de-conjoncture", "Note de conjoncture", ("note de conjoncture", "note conjoncturelle")),
    Kind("note-d-information", "Note d’information", ("note d'information", "note d'info")),
    Kind(
        "avis-de-presse", "Avis de presse", ("avis de presse", "avis a la presse", "avis aux medias",
        "avis aux redactions",         "avis media", "avis medias", "media advisory", "avis aux journalistes"),
    ),
    Kind("agenda-presse", "Agenda presse", ("agenda presse", "agenda de presse", "agenda medias", "agenda media",
        "agenda previsionnel", "agenda de la presse")),
    Kind("visite-de-presse", "Visite de presse", ("visite de presse", "visite presse")),
    Kind("voyage-de-presse", "Voyage de presse", ("voyage de presse", "voyage presse")),
    Kind("rendez-vous-presse", "Rendez-vous presse", ("rendez-vous presse", "rendez-vous de presse", "rdv presse")),
    Kind("breve", "Brève", ("breve",), is_weak=True),
    Kind("mise-au-point", "Mise au point", ("mise au point",), is_weak=True),
    Kind("rectificatif", "Rectificatif", ("rectificatif", "communique rectificatif", "erratum"), is_weak=True),
    Kind("droit-de-reponse", "Droit de réponse", ("droit de reponse",)),
    Kind("fiche-presse", "Fiche presse", ("fiche presse", "fiche de presse", "memo presse", "fiche d'information")),
    Kind("tribune", "Tribune", ("tribune",), is_weak=True),
    Kind("discours", "Discours", ("discours",), is_weak=True),
    Kind("allocution", "Allocution", ("allocution",), is_weak=True),
    Kind("declaration", "Déclaration", ("declaration", "declaration de presse"), is_weak=True),
    Kind("prise-de-position", "Prise de position", ("prise de position",)),
    Kind("motion", "Motion", ("motion",), is_weak=True),
    Kind("resolution", "Résolution", ("resolution",), is_weak=True),
    Kind("lettre-ouverte", "Lettre ouverte", ("lettre ouverte",)),
    Kind("lettre-d-information", "Lettre d’information", ("lettre d'information", "newsletter"), is_weak=True),
    Kind("compte-rendu", "Compte rendu", ("compte rendu", "compte-rendu"), is_weak=True),
)  # fmt: skip

BY_WAY = {way: kind for kind in KINDS for way in kind.ways}
"""Every way of writing a kind, and the kind."""

QUALIFIERS = (
    "communs?", "communes?", "conjointe?s?", "officiel(?:le)?s?", "financiers?", "unitaires?",
    "intersyndica(?:l|le|ux)",
    "inter-?associatifs?", "interassociatifs?", "syndica(?:l|ux)", "politiques?", "nationa(?:l|le|ux)",
    "regiona(?:l|le|ux)", "departementa(?:l|le|ux)", "loca(?:l|le|ux)", "fina(?:l|le|ux)", "liminaires?",
    "hebdomadaires?", "mensuel(?:le)?s?", "trimestriel(?:le)?s?", "rectificatif", "complementaires?",
    "interministeriel(?:le)?",
)  # fmt: skip
"""What may stand behind the name of a kind and belongs to it; patterns over folded words."""
