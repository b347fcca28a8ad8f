"""
Random changes of a folder of releases that tell of each other: shared boilerplates, one release in two formats,
rectificatifs, people under several spellings, and what people decide about them.
"""

from pathlib import Path

from hypothesis import strategies as st
from support.archive_files import SPRING, write
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
HEADED = _text("printemps", below=_HEADED, contact=_SPELLINGS[2])
UNHEADED = _text("automne", below=f"{ABOUT_PONDS}\n\n", contact=_SPELLINGS[1])
PLAIN = _text("loutres")
PAGE = _page("loutres")
CORRECTION = _text("loutres", top="Annule et remplace le communiqué du 11 mars\n\n").replace(
    "quarante ans", "vingt ans"
)
LONGER_CORRECTION = CORRECTION.replace("CONTACT", f"{BODIES['concours']}\n\nCONTACT")
"""So much longer that it is no near duplicate of what it corrects."""

TEXTS = (
    SPRING,
    "Une ligne seule.\n",
    "",
    *(_text(name, below=f"{ABOUT_DIKES}\n\n") for name in BODIES),
    HEADED,
    UNHEADED,
    PLAIN,
    CORRECTION,
    LONGER_CORRECTION,
    _text("loutres", below=f"{ABOUT_PONDS}\n\n", contact=_SPELLINGS[1]),
    _text("concours", below=_HEADED, contact=_SPELLINGS[3]),
    _text("printemps", title="RECTIFICATIF : la date d'ouverture").replace("16 mars", "23 mars"),
    _page("printemps"),
    PAGE,
)
NAMES = ("a.txt", "a.html", "b.txt", "c/d.txt", "c/é.txt", "c/é.md")
DECISIONS: dict[str, tuple[str | None, ...]] = {
    ".infopresse/emetteurs.txt": (None, ". = Mairie de Pontivy\n", "c = Agence des Étangs Bretons\n"),
    ".infopresse/personnes.txt": (
        None,
        "Maëlle Kervadec-Le Goff = Maëlle Kervadec\n",
        f"Service de presse = {_MAIL}\n",
        "Maëlle Kervadec ≠ M. Kervadec\n",
    ),
}

_first = st.tuples(*(st.tuples(st.just(name), st.sampled_from((*TEXTS, None))) for name in NAMES)).map(list)
_files = st.tuples(st.sampled_from(NAMES), st.sampled_from((*TEXTS, None)))
_decisions = st.sampled_from([(name, text) for name, texts in DECISIONS.items() for text in texts])
_changes = st.lists(_files | _files | _decisions, min_size=1, max_size=3)
histories: st.SearchStrategy[list[list[Change]]] = st.builds(
    lambda first, others: [first, *others], _first, st.lists(_changes, min_size=1, max_size=3)
)
"""Runs, each with the changes before it; the first one fills the folder."""

NEWS: dict[str, tuple[list[Change], list[Change]]] = {
    "boilerplate": ([("a.txt", UNHEADED)], [("b.txt", HEADED)]),
    "boilerplate without a heading": (
        [(f"{name}.txt", text) for name, text in zip("ab", TEXTS[3:5], strict=True)],
        [("c.txt", TEXTS[5])],
    ),
    "issuer": ([("a.txt", UNHEADED)], [("b.txt", HEADED)]),
    "decision about a folder": ([("c/a.txt", PLAIN)], [(".infopresse/emetteurs.txt", "c = Agence\n")]),
    "person": ([("a.txt", UNHEADED)], [("b.txt", PLAIN)]),
    "decision about a person": (
        [("a.txt", PLAIN)],
        [(".infopresse/personnes.txt", "Maëlle Kervadec-Le Goff = Maëlle Kervadec\n")],
    ),
    "near duplicate": ([("a.txt", PLAIN)], [("c/b.txt", PLAIN)]),
    "other form": ([("a.txt", PLAIN)], [("a.html", PAGE)]),
    "correction": ([("b.txt", LONGER_CORRECTION)], [("c.txt", PLAIN)]),
    "contested id": ([("a.txt", PLAIN)], [("a.md", UNHEADED)]),
}
"""Files, and what comes to them that tells something new of the first of them."""


def carry_out(change: Change, folder: Path) -> None:
    """Change a file below *folder*."""
    name, text = change
    if text is None:
        (folder / name).unlink(missing_ok=True)
    else:
        write(folder, name, text)
