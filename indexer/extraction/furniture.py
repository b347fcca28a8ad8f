"""What stands on the page and belongs to no release: mottos of the State, share buttons, download links, end marks."""

import re
from collections.abc import Sequence

from indexer.analysis.folding import fold_text
from indexer.blocks import Block

_MOTTO = r"(?:(?:republique francaise|liberte|egalite|fraternite)[\W_]*)+"
_BUTTON = (
    r"(?:partager(?: (?:sur|par|cette|cet|l'article).{0,40})?|imprimer(?: .{0,30})?|tweeter|retour(?: .{0,40})?|"
    r"haut de page|lire la suite|telecharger\b.{0,160}|version (?:pdf|imprimable)|suivez-nous.{0,60})"
)
_PATH = r"(?:accueil\s?[>»›/].{1,120}|vous etes ici.{0,160})"
_END = r"(?:fin(?: du communique(?: de presse)?)?|fin de communique|ends?)"
# « www.example.org twitter »: the foot of the letter paper.
_SITE = r"(?:https?://\S{1,200}|www\.\S{1,200}|@\w{1,40})"
_NETWORK = r"(?:twitter|facebook|linkedin|instagram|youtube|mastodon|bluesky|tiktok)"
_FURNITURE = re.compile(rf"[\W_]*(?:{_MOTTO}|{_BUTTON}|{_PATH}|{_END})?[\W_]*")
_NETWORKS = re.compile(rf"\b{_NETWORK}\b")
_LONGEST = 220


def without_furniture(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return *blocks* without those that belong to the page and not to the release."""
    return tuple(block for block in blocks if not _is_furniture(block.text))


def _is_furniture(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    folded = fold_text(text).replace("’", "'").replace("\n", " ")
    if _FURNITURE.fullmatch(folded):
        return True
    return _NETWORKS.search(folded) is not None and all(_is_foot_word(word) for word in folded.split())


def _is_foot_word(word: str) -> bool:
    return re.fullmatch(rf"\W*(?:{_SITE}|{_NETWORK})?\W*", word) is not None
