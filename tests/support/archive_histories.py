"""
Random changes of a folder of releases that tell of each other: shared boilerplates, one release in two formats,
rectificatifs, people under several spellings, and what people decide about them.
"""

from pathlib import Path

from hypothesis import strategies as st
from support.archive_files import AUTUMN, SPRING, write
from support.resolving import ABOUT_DIKES, ABOUT_PONDS, BODIES

Change = tuple[str, str | None]
"""A file and its new text; None removes it."""

_SPELLINGS = ("Maëlle Kervadec", "KERVADEC Maelle", "Mme M. Kervadec", "Maëlle Kervadec, attachée de presse")
_MAIL = "maelle.kervadec@etangs.example"


def _text(name: str, *, top: str = "", title: str = "", below: str = "", contact: str = _SPELLINGS[0]) -> str:
    head = f"{top}COMMUNIQUÉ DE PRESSE\n\nPontivy, le 12 mars 2024\n\n{title or f'Des nouvelles : {name}'}\n\n"
    return f"{head}{BODIES[name]}\n\n{below}CONTACT PRESSE\n{contact} - {_MAIL} - 01 99 00 12 34\n"


def _page(name: str) -> str:
    paragraphs = "".join(f"<p>{each}</p>" for each in BODIES[name].split("\n\n"))
    return f"<html><body><article><h1>Des nouvelles : {name}</h1>{paragraphs}</article></body></html>"


_HEADED = f"À propos de l'Agence des étangs bretons\n\n{ABOUT_PONDS}\n\n"
TEXTS = (
    SPRING,
    AUTUMN,
    "Une ligne seule.\n",
    "",
    *(_text(name, below=f"{ABOUT_DIKES}\n\n") for name in BODIES),
    *(_text(name, below=f"{ABOUT_PONDS}\n\n", contact=_SPELLINGS[1]) for name in ("automne", "loutres")),
    _text("printemps", below=_HEADED, contact=_SPELLINGS[2]),
    _text("concours", below=_HEADED, contact=_SPELLINGS[3]),
    _text("printemps", title="RECTIFICATIF : la date d'ouverture").replace("16 mars", "23 mars"),
    _text("loutres", top="Annule et remplace le communiqué du 11 mars\n\n"),
    _page("printemps"),
    _page("loutres"),
)
NAMES = ("a.txt", "a.md", "a.html", "b.txt", "b.html", "c/d.txt", "c/e.txt", "c/é.txt")
DECISIONS: dict[str, tuple[str | None, ...]] = {
    ".infopresse/emetteurs.txt": (None, ". = Mairie de Pontivy\n", "c = Agence des Étangs Bretons\n"),
    ".infopresse/personnes.txt": (
        None,
        "Maëlle Kervadec-Le Goff = Maëlle Kervadec\n",
        f"Service de presse = {_MAIL}\n",
        "Maëlle Kervadec ≠ M. Kervadec\n",
    ),
}

_files = st.tuples(st.sampled_from(NAMES), st.sampled_from((*TEXTS, None)))
_decisions = st.sampled_from([(name, text) for name, texts in DECISIONS.items() for text in texts])
histories: st.SearchStrategy[list[list[Change]]] = st.lists(
    st.lists(_files | _files | _files | _decisions, min_size=1, max_size=4), min_size=1, max_size=4
)
"""Runs, each with the changes before it."""


def carry_out(change: Change, folder: Path) -> None:
    """Change a file below *folder*."""
    name, text = change
    if text is None:
        (folder / name).unlink(missing_ok=True)
    else:
        write(folder, name, text)
