"""What a line or a block above the text may be by its own words; which of them is the title, `titles` says."""

import re
from collections.abc import Sequence

from indexer.analysis.folding import fold_text
from indexer.blocks import Block, BlockKind
from indexer.extraction.addresses import has_address
from indexer.extraction.kinds import is_only_kind, kind_key, leading_kind, names_kind_and_issuer, trailing_kind
from indexer.extraction.letterheads import is_name, is_paper
from indexer.extraction.lines import same_length_fold
from indexer.extraction.section_headings import opens_section

LONGEST = 250
"""A longer paragraph is text, in characters."""

FEWEST_WORDS = 5
"""A letterhead or a rubric has fewer words than this."""

SHORTEST_TEXT = 120
"""A sentence of more characters than this, below a title, is text."""

_LONGEST_SENTENCE = 120
_SIGN = re.compile(r"\d|[:?!«%]")
# These are no paper but what it tells.
_TELLING_KINDS = frozenset({"rectificatif", "mise-au-point", "droit-de-reponse"})
_CONTENTS = re.compile(r"(?:sommaire|contenus?|table des matieres)\W*")
_SEPARATED = re.compile(r"[\s\])]*(?::|[–—|]|-\s)\s*(?=\S)|\s?[\])]\s*(?=\S)")
_NUMBERED = re.compile(r"[\W_]*(?:n ?[°o]s?|#)[ .:°]*[\w/.-]{1,20}")
_ABOUT = re.compile(r"\W{0,3}a propos\b")
_DAY_FIRST = re.compile(
    r"\W*(?:(?:le|les|du)\s)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\s\d|"
    r"\d{1,2}(?:er)?(?:(?:,|\s(?:et|au|&|a))\s\d{1,2}){0,6}\s(?:janv|fevr|mars|avril|mai\b|juin|juil|aout|sept|octo|nove|dece))"
)
# « A/ Mesures générales », « 1. Contexte »: a heading of the text.
_ENUMERATED = re.compile(r"(?:[A-Z]|[IVX]{1,4}|\d{1,2})\s?[/.)]\s+\S")
_MONTH_ONLY = re.compile(
    r"[\W\d]*(?:(?:n°|no|numero)[\W\d]*)?[^\W\d_]{3,9}\.?\s\d{4}(?:\s?\([^()]{1,60}\))?\W*|[\W\d_]+"
)
_GREETING = re.compile(r"\W*(?:madame|mesdames|monsieur|messieurs|chere?s?\b|bonjour|mes chers)")
# A line that ends so goes on in the next one, even if that begins with a capital.
_UNFINISHED = re.compile(
    r"(?:\b(?:de|du|des|la|le|les|l'|d'|a|au|aux|et|ou|en|dans|par|pour|sur|sous|avec|sans|un|une|son|sa|ses|leur|leurs|"
    r"notre|nos|ce|cette|ces|que|qui|saint|sainte)|[,:–—-])\Z"
)


def is_long(text: str) -> bool:
    """Say whether *text* is more than a name or a slogan: by its words, or by a figure or a sign."""
    return len(text.split()) >= FEWEST_WORDS or _SIGN.search(text) is not None


def looks_like_title(block: Block) -> bool:
    """Say whether *block* may be a title: short, no sentence, no address, no heading of a section."""
    text = block.text.rstrip()
    if block.kind is not BlockKind.PARAGRAPH or len(text) > LONGEST or text.count("\n") > 3 or len(text) < 4:
        return False
    # « … » and abbreviations in capitals (« S.N.C.F. ») may end a title, a full stop seldom does.
    if text.endswith((":", ";", ",")) or (
        text.endswith(".") and not text.endswith(("..", "...")) and not block.is_bold
    ):
        return False
    if (text.startswith("(") and text.endswith(")")) or _ENUMERATED.match(text):
        return False
    if _MONTH_ONLY.fullmatch(same_length_fold(text)) or is_only_kind(text):
        return False
    return not (has_address(text) or is_rubric(text) or text.lower().startswith(("http", "www.")))


def is_title_sentence(near: Sequence[Block], number: int) -> bool:
    """Say whether block *number* is one short sentence next to the kind or the dateline, above the text."""
    text = near[number].text
    if near[number].kind is not BlockKind.PARAGRAPH or not 10 < len(text) <= _LONGEST_SENTENCE:
        return False
    if not text.endswith(".") or ". " in text or _GREETING.match(fold_text(text)) or has_address(text):
        return False
    return any(block.text and len(block.text) > SHORTEST_TEXT for block in near[number + 1 :])


def is_event(text: str) -> bool:
    """Say whether *text* begins with a day, as the line under a title that says when and where."""
    return _DAY_FIRST.match(same_length_fold(text)) is not None


def names_letterhead(text: str) -> bool:
    """Say whether all lines of *text* are letter paper."""
    lines = text.split("\n")
    return all(is_paper(lines, place) for place in range(len(lines)))


def names_issuer(text: str) -> bool:
    """Say whether all lines of *text* say no more than who sends it out."""
    lines = text.split("\n")
    return all(
        is_paper(lines, place) or names_kind_and_issuer(line) or is_name(line) for place, line in enumerate(lines)
    )


def is_rubric(text: str) -> bool:
    """Say whether *text* heads a section or a table of contents; « À propos de … ? » asks something."""
    is_question = text.rstrip().endswith("?") or re.search(r"\s?:\s\S", text) is not None
    return (opens_section(text) and not (is_question and _ABOUT.match(fold_text(text)))) or _CONTENTS.fullmatch(
        fold_text(text)
    ) is not None


def goes_on(line: str, following: str) -> bool:
    """Say whether a title on *line* goes on: in small letters, all in capitals as before, or the line is unfinished."""
    if line.isupper():
        return following.isupper() and not is_event(following)
    if is_event(following) and not _UNFINISHED.search(same_length_fold(line)):
        return False
    return not following[:1].isupper() or _UNFINISHED.search(same_length_fold(line)) is not None


def without_kind(title: str) -> str:
    """Return *title* without the kind before or behind it: « Communiqué de presse : la Région ouvre 200 places »."""
    kind, rest = leading_kind(title)
    numbered = _NUMBERED.match(same_length_fold(rest)) if kind else None
    rest = rest[numbered.end() :] if numbered else rest
    separator = _SEPARATED.match(rest) if kind else None
    if separator and len(rest) - separator.end() > 10 and kind_key(kind) not in _TELLING_KINDS:
        return rest[separator.end() :]
    kind, before = trailing_kind(title)
    return before if kind and len(before) > 10 else title


def one_line(text: str) -> str:
    """Return *text* without its line breaks and tabs."""
    return " ".join(text.replace("\t", " ").split("\n"))
