"""A strategy of invented releases as blocks: what press offices write, in the orders in which they write it."""

import datetime

from hypothesis import strategies as st

from indexer.blocks import Block, BlockKind

_P, _ITEM = BlockKind.PARAGRAPH, BlockKind.ITEM
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip

_KINDS = st.sampled_from(["COMMUNIQUÉ DE PRESSE", "Communiqué de presse", "Information presse", "INVITATION PRESSE"])
_PLACES = st.sampled_from(["Lyon", "Saint-Étienne", "Aix-en-Provence", "La Rochelle", "Nantes", "L’Haÿ-les-Roses"])
_ISSUERS = st.sampled_from(
    ["l’Agence des étangs bretons", "la Fondation des canaux", "l’Institut des vents", "la Régie des eaux du Nord"]
)
_TITLES = st.sampled_from(
    [
        "Le canal des Deux-Rives rouvre après deux ans de travaux",
        "Qualité de l’eau : neuf plages sur dix classées « excellentes »",
        "12 000 arbres plantés le long des berges en 2024",
        "L’Institut des vents lance son premier baromètre de l’énergie",
        "Œuvres d’art au fil de l’eau : une exposition gratuite pour l’été",
        "LES ÉTANGS ROUVRENT AU PRINTEMPS : CE QUI CHANGE",
    ]
)
_SENTENCES = [
    "Les péniches reviennent au port après deux ans de travaux menés par la commune.",
    "Le budget s’élève à 12\u00a0000\u00a0€, dont 3,5\u00a0% pour l’accueil du public.",
    "L’opération concerne vingt-huit communes et plus de quatre cents bénévoles.",
    "Les inscriptions sont ouvertes jusqu’au 12 septembre, dans la limite des places disponibles.",
    "Cœur du projet, la maison éclusière accueillera des élèves toute l’année.",
    "Le public peut s’y rendre à pied, à vélo ou en bateau (départ toutes les heures).",
    "Selon l’enquête, huit habitants sur dix jugent la qualité de l’air « bonne » ou « très bonne ».",
    "Ce chantier, c’est-à-dire le plus long de la décennie, s’achève avec trois mois d’avance.",
]
_SPEAKERS = st.sampled_from(
    ["Maëlle Kervadec, directrice de l’Agence", "Théo Modèle, président", "Inès Fiction, ingénieure"]
)
_INTERTITLES = st.sampled_from(["Un chantier attendu", "Des visites gratuites", "Prochaines étapes"])
_NAMES = st.sampled_from(["Camille Exemple", "Maëlle Kervadec", "Jean-Noël Modèle", "Zoé d’Aubigné"])
_ROLES = st.sampled_from(["Attachée de presse", "Responsable des relations médias", "Chargé de communication"])
_NUMBERS = st.integers(0, 99).map(lambda number: f"01 99 00 12 {number:02}")
_DATES = st.dates(datetime.date(2001, 1, 1), datetime.date(2026, 12, 31))


def _written(date: datetime.date) -> str:
    day = "1er" if date.day == 1 else str(date.day)
    return f"{day} {_MONTHS[date.month - 1]} {date.year}"


def _prose(least: int = 2, most: int = 5) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(_SENTENCES), min_size=least, max_size=most, unique=True).map(" ".join)


_QUOTATIONS = st.builds(
    lambda words, who: f"«\u00a0{words}\u00a0», déclare {who}.", st.sampled_from(_SENTENCES), _SPEAKERS
)
_LISTS = st.lists(st.sampled_from(_SENTENCES[:4]), min_size=2, max_size=4, unique=True).map(
    lambda items: (Block(_P, "Trois mesures sont prévues pour la saison :"), *(Block(_ITEM, item) for item in items))
)
_PARAGRAPHS = st.one_of(_prose(), _QUOTATIONS).map(lambda text: (Block(_P, text),))
_PARTS = st.builds(
    lambda heading, below: (Block(BlockKind.HEADING, heading, level=2), *below), _INTERTITLES, _PARAGRAPHS
)
_BODIES = st.builds(
    lambda first, others: (Block(_P, first), *(block for other in others for block in other)),
    _prose(3, 5),
    st.lists(st.one_of(_PARAGRAPHS, _LISTS, _PARTS), max_size=4),
)


def _mail_address(name: str) -> str:
    folded = name.lower().replace("ë", "e").replace("é", "e").replace("è", "e").replace("’", "").replace(" ", ".")
    return f"{folded}@example.org"


def _contact_blocks(name: str, role: str, number: str, form: str) -> tuple[Block, ...]:
    parts = (name, role, number, _mail_address(name))
    if form == "lines":
        return (Block(_P, "\n".join(parts)),)
    if form == "one line":
        return (Block(_P, ", ".join(parts)),)
    return tuple(Block(_P, part) for part in parts)


_CONTACTS = st.builds(
    lambda heading, blocks: (Block(_P, heading, is_bold=True), *blocks),
    st.sampled_from(["Contact presse", "CONTACT PRESSE", "Contacts presse :"]),
    st.builds(_contact_blocks, _NAMES, _ROLES, _NUMBERS, st.sampled_from(["lines", "one line", "paragraphs"])),
)
_BOILERPLATES = st.builds(
    lambda issuer, text: (Block(_P, f"À propos de {issuer}", is_bold=True), Block(_P, text)), _ISSUERS, _prose()
)
_NOTES = st.one_of(
    st.just(()), _prose().map(lambda text: (Block(_P, "Notes aux rédactions", is_bold=True), Block(_P, text)))
)


def _ordered(
    kind: str, title: str, lead: str, dateline: str, body: tuple[Block, ...], ends: list[tuple[Block, ...]], order: int
) -> tuple[Block, ...]:
    named, headed = Block(_P, kind, is_bold=True), Block(BlockKind.HEADING, title, level=1)
    dated, led = Block(_P, dateline), Block(_P, lead, is_bold=True)
    top = ((named, dated, headed), (headed, led, dated), (headed, dated), (dated, named, headed))[order]
    return (*top, *body, *(block for end in ends for block in end))


RELEASES = st.builds(
    _ordered,
    _KINDS,
    _TITLES,
    _prose(2, 3),
    st.builds(lambda place, date: f"{place}, le {_written(date)}", _PLACES, _DATES),
    _BODIES,
    st.tuples(_NOTES, _BOILERPLATES, _CONTACTS).flatmap(
        lambda ends: st.permutations([ends[1], ends[2]]).map(lambda two: [ends[0], *two])
    ),
    st.integers(0, 3),
)
"""Releases with a title, a dateline, a text, a boilerplate and a contact; some with a kind, a lead, notes."""
