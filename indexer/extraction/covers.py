"""The lines of a mail above the release that it sends: « Bonjour, veuillez trouver ci-dessous notre communiqué »."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.blocks import Block, BlockKind
from indexer.extraction.addresses import has_address
from indexer.extraction.lines import same_length_fold

_GREETING = re.compile(
    r"\W*(?:bonjour|bonsoir|(?:chere?s?\s)?(?:madame|mesdames|monsieur|messieurs|consoeurs?|confreres?|journalistes|"
    r"ami(?:e)?s|tou(?:s|tes)))\b[^.:?!]{0,60}[,!.]?\s*"
)
_SENDING = re.compile(
    r"\b(?:ci-dessous|ci-apres|ci-joint\w*|en piece jointe|en fichier joint|vous (?:adress|transmet|envo|fai[st])\w*|"
    r"(?:veuillez|pouvez|priere de|vous) trouve[rz])\b"
)
_RELEASE = re.compile(r"\b(?:communique|dossier|information|invitation|note|informations)\b")
_CLOSING = re.compile(
    r"\W*(?:(?:bien |tres )?cordialement|(?:bien )?a vous|bonne (?:lecture|journee|reception)|"
    r"(?:sinceres |meilleures )?salutations|merci (?:d'avance|par avance|de votre)|restant a votre disposition|"
    r"(?:nous|je) (?:vous remerci|rest)).{0,120}"
)
_LONGEST = 400
_MOST_BLOCKS = 6
_SHORTEST_TEXT = 120
_LONGEST_SIGNATURE = 60


def without_cover(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """
    Return *blocks* without the cover note at their head: a greeting, what is sent, and who signs below a closing.

    What gives an address stays, for it may be the only one; a letter that sends nothing is the text, and so is one with
    nothing below it.
    """
    blocks = tuple(blocks)
    lines = [line for block in blocks[:1] for line in block.text.split("\n")]
    if not lines or not _GREETING.fullmatch(same_length_fold(lines[0])):
        return blocks
    sending = next((number for number, block in enumerate(blocks[:_MOST_BLOCKS]) if _sends(block)), None)
    if sending is None or any(len(block.text) > _LONGEST for block in blocks[:sending]):
        return blocks
    if not any(len(block.text) >= _SHORTEST_TEXT for block in blocks[sending + 1 :]):
        return blocks
    head = [_with_addresses(block) for block in blocks[: sending + 1]]
    below = blocks[sending + 1 :]
    if below and _CLOSING.fullmatch(same_length_fold(below[0].text.split("\n")[0])):
        head.append(_without_signature(below[0]))
        below = below[1:]
    return (*(block for block in head if block.text), *below)


def _sends(block: Block) -> bool:
    folded = same_length_fold(block.text)
    is_short = block.kind is BlockKind.PARAGRAPH and len(block.text) <= _LONGEST
    return is_short and _SENDING.search(folded) is not None and _RELEASE.search(folded) is not None


def _with_addresses(block: Block) -> Block:
    """Return *block* when it says how to reach somebody, else an empty one."""
    return block if has_address(block.text) else replace(block, text="", run_in="")


def _without_signature(block: Block) -> Block:
    """Return *block* without a closing and the name below it, unless it says how to reach them."""
    lines = block.text.split("\n")
    return _with_addresses(block) if all(len(line) <= _LONGEST_SIGNATURE for line in lines[1:]) else block
