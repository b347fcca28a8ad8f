"""
What stands at the end of a text without any heading: footnotes, what an issuer says of itself, whom to write to.

On letter paper, who answers the press may stand at the top as well.

Only what is sure is taken from the body; the rest only the archive as a whole can tell.
"""

import re
from collections.abc import Sequence

from indexer.analysis.folding import fold_text
from indexer.blocks import Block, BlockKind
from indexer.extraction.addresses import find_addresses, has_address
from indexer.extraction.furniture import is_letter_paper
from indexer.extraction.letterheads import is_letterhead
from indexer.extraction.names import Naming, is_surely_person, naming

_CLOSING_BLOCKS = 4
_OPENING_BLOCKS = 3
_FEWEST_LINES = 2
_TOWN = re.compile(r"(?<!\d)\d{4,5} [a-z]{2}")
_PART = re.compile(r"\s?[–—|•]\s?|\s-\s|,\s|\s(?=www\.|https?://|@)")
_POSTCODE = re.compile(r"(?:[a-z]{1,2}-)?\d{4,5} [a-z]{2}")
# A street or a place without its number, an account
_PLACE = re.compile(
    r"(?:rue|avenue|boulevard|place|quai|allees?|chemin|cours|route|parvis|hotel) [a-z' -]{1,60}|@\w{1,40}"
)
_STREET = re.compile(r"\d{1,4}(?: bis| ter)?,? [a-z]")
_FEWEST_WORDS = 4
_FAX_OR_SITE = re.compile(r"\b(?:fax|telecopie)\b|\bwww\.")
_PRESS = re.compile(r"\b(?:presse|medias?|communication)\b")
_LONGEST_CLOSING = 500
_LONGEST_LINE = 120
_CLOSING = re.compile(
    r"\b(?:contact|ecri(?:re|vez)|envo(?:yer|yez|i)|infos?\b|information|renseignement|joindre|courriel|tel\b|telephone|mail\b|"
    r"presse\b|secretariat|confirme[rz]|confirmation|accredit|rsvp|r\.s\.v\.p|reponse souhaitee)"
)
PUBLIC = re.compile(
    r"\W*(?:renseignements (?:des|du|aux?) (?:voyageurs|public|usagers|clients|visiteurs|familles)|"
    r"billet(?:t?erie|s)|reservations?|inscriptions?|locations?|accueil|grand public|public|numero vert|standard|"
    r"service (?:aux )?(?:consommateurs|clients?|clientele|adherents|abonnes|voyageurs|usagers)|"
    r"(?:photos?|photographies|visuels?|images?|iconographie)\b.{0,30}\b(?:demande|disponibles?|telecharg)|"
    r"infos? pratiques|visiteurs|adhesions?|dons|serveur vocal)\b"
)
"""Labels of addresses that are for everybody, not for the press, folded."""

_MARK = r"(?:\(\d{1,2}\)|\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹]|\*{1,3}(?=\s))"
_FOOTNOTE = re.compile(rf"\s*(?P<mark>{_MARK})\s?\S")
_DEFINITION = re.compile(
    r"[ ,(]{0,3}(?:[^.:;]{0,60}[,)] )?(?:est (?:une?|le|la|l'|les|des)\b|a pour (?:mission|but|objet|vocation|objectif)"
    r"\b|(?:regroupe|rassemble|federe|reunit)\b|(?:a ete )?(?:cree|fonde)e?s?\b)"
)
_ACTIVITY = re.compile(
    r" (?:compte|emploie|accueille|forme|finance|gere|represente|intervient|agit|accompagne|soutient|reunit|defend|"
    r"dispose|veille|assure|met en oeuvre)\b"
)
_LONGEST_NAME = 60


def footnotes_start(blocks: Sequence[Block]) -> int:
    """Return the number of the first of the footnotes that end *blocks*; their number when there are none."""
    start = len(blocks)
    while start > 1 and _is_footnote(blocks[start - 1]):
        start -= 1
    mark = _FOOTNOTE.match(blocks[start].text) if start < len(blocks) else None
    is_called = mark is not None and any(mark["mark"] in block.text for block in blocks[:start])
    return start if is_called else len(blocks)


def closing_boilerplate_start(blocks: Sequence[Block], *, fewest_above: int) -> int:
    """
    Return the number of the first last paragraph that says in bold whom it is about, and what that is; at least
    *fewest_above* paragraphs of text stand above it.
    """
    start = len(blocks)
    while start > fewest_above and _is_definition(blocks[start - 1]):
        start -= 1
    return start


def closing_contact(blocks: Sequence[Block], region: str) -> tuple[int, int] | None:
    """Return the first and the end of the last paragraphs of *blocks* that say whom to write to, if any do."""
    for number in range(len(blocks) - 1, max(len(blocks) - 1 - _CLOSING_BLOCKS, 0), -1):
        if _is_closing(blocks[number], region):
            return _start(blocks, number, region), _end(blocks, number, region)
    return None


def opening_contact(blocks: Sequence[Block], region: str) -> tuple[int, int] | None:
    """Return the first and the end of the paragraph near the head of *blocks* that is a press office."""
    found = (number for number, block in enumerate(blocks[:_OPENING_BLOCKS]) if _is_press_office(block, region))
    return next(((number, number + 1) for number in found), None)


def is_foot(text: str) -> bool:
    """Say whether *text* is the foot of letter paper: a town, a telephone with a fax or a site, and nobody."""
    folded = fold_text(text)
    if len(text) > _LONGEST_CLOSING or "@" in text or _PRESS.search(folded) or not _TOWN.search(folded):
        return False
    return _FAX_OR_SITE.search(folded) is not None and not any(map(is_surely_person, re.split(r"[\n,|–—]", text)))


def is_postal_foot(text: str) -> bool:
    """
    Say whether *text* is only the postal address of an issuer, perhaps with its name, site and accounts.

    Between a street and a town, one part more may be anything short: a floor, a box.
    """
    parts = [_folded(part.strip(" .,")) for line in text.split("\n") for part in _PART.split(line)]
    if len(text) > _LONGEST_CLOSING or not any(map(_POSTCODE.match, parts)):
        return False
    others = [part for part in parts if not (is_letter_paper(part) or _PLACE.fullmatch(part) or is_letterhead(part))]
    return not others or (
        len(others) == 1 and len(others[0].split()) < _FEWEST_WORDS and _STREET.match(parts[0]) is not None
    )


def _folded(text: str) -> str:
    return fold_text(text).replace("’", "'")


def _is_press_office(block: Block, region: str) -> bool:
    """Say whether *block* is a few lines, no sentences, that name a press office and how to reach it."""
    lines = block.text.split("\n")
    if len(lines) < _FEWEST_LINES or block.kind is not BlockKind.PARAGRAPH or not has_address(block.text, region):
        return False
    if len(block.text) > _LONGEST_CLOSING or any(line.endswith((".", "!", "?")) for line in lines):
        return False
    return any(_PRESS.search(fold_text(line)) for line in lines)


def _is_footnote(block: Block) -> bool:
    return block.kind is not BlockKind.HEADING and all(_FOOTNOTE.match(line) for line in block.text.split("\n"))


def _is_definition(block: Block) -> bool:
    if _repeats_heading(block):
        return True
    name = block.run_in.strip(" .:,")
    if block.kind is not BlockKind.PARAGRAPH or not 1 < len(name) <= _LONGEST_NAME or not name[0].isupper():
        return False
    rest = block.text.removeprefix(block.run_in)
    return rest != block.text and _DEFINITION.match(fold_text(rest[:200]).replace("’", "'")) is not None


def _repeats_heading(block: Block) -> bool:
    """Say whether *block* is a name on a line, and below it the same name and what that does or has."""
    name, _, text = block.text.partition("\n")
    folded, below = (fold_text(part).replace("’", "'") for part in (name, text[: _LONGEST_NAME + 200]))
    if not 1 < len(name) <= _LONGEST_NAME or not below.startswith(folded):
        return False
    return _DEFINITION.match(below[len(folded) :]) is not None or _ACTIVITY.match(below[len(folded) :]) is not None


def _is_closing(block: Block, region: str) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _LONGEST_CLOSING:
        return False
    folded = fold_text(block.text)
    if PUBLIC.match(folded) or not has_address(block.text, region):
        return False
    return _CLOSING.search(folded) is not None or "\n" in block.text or _is_only_contact(block.text, region)


def _is_only_contact(text: str, region: str) -> bool:
    """Say whether the line *text* is an address alone, or a person's name and addresses."""
    if len(text) > _LONGEST_LINE:
        return False
    first = next(find_addresses(text, region))
    before = text[: first.start].strip(" ,:;–—-|(<")
    return not before or is_surely_person(re.split(r"\s?[,|–—]|\s-\s", before)[0].strip())


def _start(blocks: Sequence[Block], number: int, region: str) -> int:
    """Return where the contact of block *number* starts: the name and the role may have paragraphs of their own."""
    start = number
    while start > 1 and _names_somebody(blocks[start - 1].text, region):
        start -= 1
    return start


def _end(blocks: Sequence[Block], number: int, region: str) -> int:
    end = number + 1
    while end < len(blocks) and len(blocks[end].text) <= _LONGEST_LINE and has_address(blocks[end].text, region):
        end += 1
    return end


def _names_somebody(text: str, region: str) -> bool:
    if len(text) > _LONGEST_LINE or text.endswith((".", "!", "?")):
        return False
    lines = text.split("\n")
    return has_address(text, region) or all(is_surely_person(line) or naming(line) is Naming.ROLE for line in lines)
