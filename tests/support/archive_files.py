"""Archives of files made by tests: short invented releases."""

from pathlib import Path

SPRING = """COMMUNIQUÉ DE PRESSE

Rennes, le 12 mars 2024

Les étangs rouvrent au printemps

L'Agence des étangs bretons rouvre vingt étangs à la pêche dès le samedi 16 mars, après deux hivers de travaux.

CONTACT PRESSE
Maëlle Kervadec - maelle.kervadec@example.org - 01 99 00 12 34
"""

AUTUMN = """COMMUNIQUÉ DE PRESSE

Quimper, le 3 octobre 2024

Les étangs ferment pour l'hiver

L'Agence des étangs bretons ferme ses étangs le dimanche 3 novembre. Les digues seront inspectées pendant les crues.

CONTACT PRESSE
Maëlle Kervadec - maelle.kervadec@example.org - 01 99 00 12 34
"""


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file of an archive and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
