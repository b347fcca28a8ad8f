"""How results, readings and problems are put into French, for readers."""

from collections.abc import Mapping

from indexer.expressions.lexing import DEEPEST, LONGEST, Note
from indexer.expressions.parsing import MOST_LEAVES, Matching, Reading
from indexer.queries import Sort
from indexer.requests import Problem
from indexer.results import ResultPage
from webapp.formatting import counted, french_number, shortened, typeset

ORDERS: Mapping[Sort, str] = {
    Sort.RELEVANCE: "les plus pertinents d’abord",
    Sort.NEWEST: "du plus récent au plus ancien",
    Sort.OLDEST: "du plus ancien au plus récent",
}

NOTES: Mapping[Note, str] = {
    Note.CUT: f"Votre recherche est très longue : seuls ses {french_number(LONGEST)} premiers caractères ont été lus.",
    Note.UNCLOSED_QUOTE: "Un guillemet est resté ouvert : tout ce qui le suit a été cherché tel quel.",
    Note.UNBALANCED: "Les parenthèses ne vont pas par deux : celles qui manquaient ou dépassaient ont été réglées.",
    Note.TOO_DEEP: f"Au-delà de {DEEPEST} parenthèses l’une dans l’autre, les suivantes ont été ignorées.",
    Note.TOO_MANY_WORDS: f"Seuls les {MOST_LEAVES} premiers mots ou expressions ont été cherchés.",
    Note.SHORT_PREFIX: "L’astérisque demande au moins trois lettres devant lui : il a été ignoré.",
    Note.DANGLING: "Un opérateur (ET, OU, SAUF, -) ou un champ ne portait sur rien : il a été ignoré.",
    Note.NOTHING: "Il n’y a rien à chercher dans ce que vous avez tapé : voici tous les communiqués.",
}

PARAMETERS: Mapping[str, str] = {
    "du": "Du",
    "au": "Au",
    "annee": "Année",
    "mois": "Mois",
    "tri": "Ordre",
    "page": "Page",
    "taille": "Résultats par page",
    "zones": "Chercher dans",
    "mots": "Mots exigés",
}

_LONGEST_ECHO = 120


def results_title(page: ResultPage) -> str:
    """Return how many releases were found, and for what."""
    text = shortened(page.reading.text, _LONGEST_ECHO)
    if not page.total and not text:
        return "Aucun communiqué ne répond à ces filtres"
    count = counted(page.total)
    return typeset(f"{count[0].upper()}{count[1:]}" + (f" pour « {text} »" if text else ""))


def results_heading(page: ResultPage) -> str:
    """Return the title with the order of the results, where there is one."""
    if page.total < 2:
        return results_title(page)
    has_scores = bool(page.reading.read_as)
    order = Sort.NEWEST if page.query.sort is Sort.RELEVANCE and not has_scores else page.query.sort
    return f"{results_title(page)}, {ORDERS[order]}"


def read_as(reading: Reading) -> str:
    """Return how the query was read where that differs from what was typed, else nothing."""
    return "" if " ".join(reading.text.split()) == reading.read_as else reading.read_as


def matching(page: ResultPage) -> str:
    """Return how many words had to match, where not all had to, else nothing."""
    words, at_least = page.reading.words, page.reading.at_least
    if page.was_loosened:
        return typeset("Aucun communiqué ne réunit assez de ces mots ; voici ceux qui en contiennent au moins un.")
    if at_least >= words:
        return ""
    if at_least == 1:
        return f"Un seul des {words} mots suffit."
    return f"Au moins {at_least} des {words} mots doivent s’y trouver."


def notes(reading: Reading) -> tuple[str, ...]:
    """Return what the author of the query should know of its reading."""
    return tuple(typeset(NOTES[note]) for note in reading.notes)


def problem(found: Problem) -> str:
    """Return which parameter was left out, and why."""
    name = PARAMETERS.get(found.parameter, found.parameter)
    return typeset(f"{name} : « {shortened(found.value, _LONGEST_ECHO)} » — {found.reason}.")


def forced_matching(asked: Matching) -> str:
    """Return what the parameter `mots` asks for."""
    return "tous exigés" if asked is Matching.ALL else "un seul suffit"
