"""The sections below the headline: body, notes to editors, boilerplate, contacts. Only headings and run-ins decide."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, zip_longest

from indexer.blocks import Block, BlockKind
from indexer.extraction.addresses import FRANCE, has_address
from indexer.extraction.endings import (
    closing_boilerplate_start,
    closing_contact,
    footnotes_start,
    is_foot,
    is_postal_foot,
    opening_contact,
)
from indexer.extraction.names import Naming, is_surely_person, naming
from indexer.extraction.section_headings import (
    LONGEST_HEADING,
    LONGEST_REST,
    Section,
    announces_quoted,
    contact_line,
    heading_section,
    opens_section,
    section_of,
)


@dataclass(slots=True)
class Run:
    """Consecutive blocks of one section; *heading* opened it, "" for the body."""

    section: Section
    heading: str = ""
    blocks: list[Block] = field(default_factory=list)


# A text has two paragraphs at least before it ends with who signs it.
_FEWEST_ABOVE = 2
_FEWEST_WORDS_OF_SENTENCE = 6
_LONG_PROSE = 250


def split_sections(blocks: Sequence[Block], region: str = FRANCE) -> tuple[Run, ...]:
    """
    Return *blocks* as runs of one section each, in order; every block but the headings is in one.

    *region* is the country whose telephone numbers are written without a prefix (see `addresses`).
    """
    runs = [Run(Section.BODY)]
    quoted = 0
    for block in _without_section_columns(blocks):
        quoted = _level_of_quoted(block, quoted)
        steps = [(Section.BODY, "", (block,))] if quoted else _steps(runs[-1], block, region)
        for section, heading, rest in steps:
            if section is not runs[-1].section or heading:
                runs.append(Run(section, heading))
            runs[-1].blocks.extend(rest)
    return _with_endings(tuple(checked for run in runs for checked in _checked(run, region)), region)


def _without_section_columns(blocks: Sequence[Block]) -> Iterator[Block]:
    """
    Yield *blocks*, but rows of a table below headings of sections (« Contact presse | À propos ») cell by cell: column
    by column, or row by row where each row has its heading.
    """
    for is_row, group in groupby(blocks, key=lambda block: block.kind is BlockKind.ROW):
        rows = list(group)
        cells = [row.text.split("\t") for row in rows] if is_row else []
        if not cells or not any(opens_section(cell) for cell in cells[0]) or len(cells[0]) < 2:
            yield from rows
            continue
        columns = cells if all(opens_section(row[0]) for row in cells) else zip_longest(*cells, fillvalue="")
        yield from (Block(BlockKind.PARAGRAPH, cell.strip()) for column in columns for cell in column if cell.strip())


def _level_of_quoted(block: Block, level: int) -> int:
    """Return the level of the heading « Sociétés citées » below which *block* stands; 0 for none."""
    if block.kind is not BlockKind.HEADING:
        return level
    if announces_quoted(block.text):
        return block.level
    return 0 if block.level <= level else level


def _steps(run: Run, block: Block, region: str) -> Iterator[tuple[Section, str, tuple[Block, ...]]]:
    """Yield where *block*, or its parts, belong: (section, heading that opens it or "", blocks)."""
    if halves := _text_above_contact(block):
        yield Section.BODY if _ends(run, halves[0], region) else run.section, "", (halves[0],)
        block = halves[1]
    section = heading_section(block)
    if section is Section.CONTACTS and _is_role(run, block):
        yield run.section, "", (block,)
    elif section:
        yield section, block.text, ()
    elif opened := _opened_inside(block, region):
        yield opened
        if opened[0] is Section.BOILERPLATE:
            yield Section.BODY, "", ()
    elif _ends(run, block, region):
        yield Section.BODY, "", (block,)
    else:
        yield run.section, "", (block,)


def _is_role(run: Run, block: Block) -> bool:
    """Say whether « Relations médias » is what the person on the line above does, rather than a heading."""
    if run.section is not Section.CONTACTS or not run.blocks or block.is_bold or block.kind is BlockKind.HEADING:
        return False
    return naming(block.text) is Naming.ROLE and is_surely_person(run.blocks[-1].text)


def _opened_inside(block: Block, region: str) -> tuple[Section, str, tuple[Block, ...]] | None:
    """Return the section that the first words or a line of *block* open, with the text after them."""
    heading = _run_in_heading(block)
    if heading and (section := section_of(heading)):
        return section, heading, (_after(block, heading),)
    if contact_line(block.text) is not None and has_address(block.text, region):
        return Section.CONTACTS, block.text.split("\n", 1)[0][:LONGEST_REST], (block,)
    return None


def _run_in_heading(block: Block) -> str:
    """Return the heading at the head of a paragraph: emphasised, on its own line, or before a colon or dash."""
    if block.run_in and block.text.startswith(block.run_in):
        return block.run_in.strip()
    separator = re.search(r"\s?(?::|\n|[–—]|\s-\s)", block.text[: LONGEST_HEADING + 20])
    return block.text[: separator.start()].strip() if separator and len(block.text) > separator.end() + 1 else ""


def _after(block: Block, heading: str) -> Block:
    return replace(block, text=block.text[len(heading) :].lstrip(" \u00a0\u202f:–—-\n").strip(), run_in="")


def _text_above_contact(block: Block) -> tuple[Block, Block] | None:
    """Return *block* in two when its first lines are text and a later one opens the contacts."""
    number = contact_line(block.text)
    lines = block.text.split("\n")
    if not number or not any(len(line) > LONGEST_REST or line.endswith(".") for line in lines[:number]):
        return None
    above, below = "\n".join(lines[:number]), "\n".join(lines[number:])
    return replace(block, text=above), replace(block, text=below, run_in="")


def _ends(run: Run, block: Block, region: str) -> bool:
    if run.section is Section.BODY:
        return False
    if block.kind is BlockKind.HEADING:
        return True
    if run.section is Section.CONTACTS:
        return len(block.text) > _LONG_PROSE and not has_address(block.text, region)
    if run.section is Section.BOILERPLATE and run.blocks:
        is_short = len(block.text) < LONGEST_HEADING and not block.text.endswith((".", ":", ";"))
        return is_short and block.kind is BlockKind.PARAGRAPH and (block.is_bold or block.text.isupper())
    return False


def _checked(run: Run, region: str) -> tuple[Run, ...]:
    """
    Return *run* without what is no contact: sentences, and all after the last address, go back to the body; so does a
    section that promised contacts and gives none (« Contacts » of a menu).
    """
    if run.section is not Section.CONTACTS:
        return (run,)
    last = max((number for number, block in enumerate(run.blocks) if has_address(block.text, region)), default=-1)
    if last < 0:
        heading = [Block(BlockKind.HEADING, run.heading, level=2)] if run.blocks else []
        return (Run(Section.BODY, blocks=[*heading, *run.blocks]),)
    inside = run.blocks[: last + 1]
    if is_foot(inside[-1].text) and any(has_address(block.text, region) for block in inside[:-1]):
        inside.pop()
    below = [block for block in run.blocks[last + 1 :] if not (is_foot(block.text) or is_postal_foot(block.text))]
    contacts = [_lines_of(block, region, are_text=False) for block in inside]
    text = [_lines_of(block, region, are_text=True) for block in inside]
    return (
        Run(Section.CONTACTS, run.heading, [block for block in contacts if block.text]),
        Run(Section.BODY, blocks=[*(block for block in text if block.text), *below]),
    )


def _lines_of(block: Block, region: str, *, are_text: bool) -> Block:
    """Return *block* with only those of its lines that are sentences of the text, or only the others."""
    lines = [line for line in block.text.split("\n") if _is_text(line, region) is are_text]
    return replace(block, text="\n".join(lines))


def _is_text(line: str, region: str) -> bool:
    words = line.split()
    if not line.endswith((".", "!", "?", "…")) or len(words) < _FEWEST_WORDS_OF_SENTENCE:
        return False
    return not has_address(line, region) and naming(" ".join(words[:2])) is not Naming.ROLE


def _with_endings(runs: tuple[Run, ...], region: str) -> tuple[Run, ...]:
    """Return *runs* with what ends the body without a heading in runs of its own (see `endings`)."""
    body = next(run for run in reversed(runs) if run.section is Section.BODY and (run.blocks or run is runs[0]))
    footnotes = _cut(body, footnotes_start(body.blocks), Section.NOTES)
    is_told = any(run.section is Section.CONTACTS for run in runs)
    contacts = () if is_told else _without_heading(runs[0], body, region)
    described: tuple[Run, ...] = ()
    if not any(run.section is Section.BOILERPLATE for run in runs):
        is_below_text = any(run.blocks for run in runs if run.section is Section.BODY and run is not body)
        start = closing_boilerplate_start(body.blocks, fewest_above=0 if is_below_text else _FEWEST_ABOVE)
        described = _cut(body, start, Section.BOILERPLATE)
    return (*runs, *described, *contacts, *footnotes)


def _without_heading(first: Run, last: Run, region: str) -> tuple[Run, ...]:
    """Take the contacts that no heading announces out of the end of the text, *last*, or else off the top, *first*."""
    for run, find in ((last, closing_contact), (first, opening_contact)):
        if found := find(run.blocks, region):
            inside = run.blocks[slice(*found)]
            del run.blocks[slice(*found)]
            return _checked(Run(Section.CONTACTS, blocks=inside), region)
    return ()


def _cut(run: Run, start: int, section: Section) -> tuple[Run, ...]:
    """Move the blocks of *run* from number *start* on to a run of *section*, if there are any."""
    found = run.blocks[start:]
    del run.blocks[start:]
    return (Run(section, blocks=found),) if found else ()
