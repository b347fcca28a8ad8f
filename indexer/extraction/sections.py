"""The sections below the headline: body, notes to editors, boilerplate, contacts. Only headings and run-ins decide."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import groupby, zip_longest

from indexer.analysis.folding import fold_text
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
from indexer.extraction.names import Naming, has_organisation, is_surely_person, naming


class Section(Enum):
    """Where a block below the headline belongs."""

    BODY = auto()
    NOTES = auto()
    BOILERPLATE = auto()
    CONTACTS = auto()


@dataclass(slots=True)
class Run:
    """Consecutive blocks of one section; *heading* opened it, "" for the body."""

    section: Section
    heading: str = ""
    blocks: list[Block] = field(default_factory=list)


# « À propos d'une querelle », « À propos de l'étude »: about a subject, not about who signs.
_SUBJECT = (
    r"(?:d'une?\b|de (?:tout|ce|cet|cette|ces|nos|vos|son|sa|leur)\b|(?:de l'|de la |du |des |d')"
    r"(?:etude|enquete|sondage|essai clinique|essai|methode|methodologie|donnees|chiffres|resultats|recherche|"
    r"expertise)s?\b)"
)
_BODY_NOUN = (
    r"(?:institut|agence|fondation|association|federation|societe|groupe|entreprise|compagnie|cooperative|mutuelle|"
    r"etablissement|organisation|organisme|universite|ecole|laboratoire|syndicat|ministere|region|departement|ville|"
    r"metropole|collectif|reseau|festival|musee|theatre|office|observatoire|banque|union|ligue|partenaires?|"
    r"hopita(?:l|ux)|autorite|chambre|communaute|academie|confederation|caisse|prefecture|rectorat)"
)
_NO_NAME = (
    r"(?:l'|la |le |les |un |une |des |nos |notre |ce |cette |en |programme|projet|chiffres|calendrier|edition|"
    r"exposition|agenda|actualite|dispositif|mesure|etude|evenement)"
)
_ABOUT = re.compile(
    rf"\W{{0,3}}(?:a propos\s?(?:\Z|[:.]|(?!{_SUBJECT})d)|a propos\b(?! de| d'| du| des)|au sujet (?!{_SUBJECT})d|"
    rf"qui sommes[- ]nous|qui est\b.{{0,60}}\?|about [a-z]|(?:en savoir plus|plus d'informations?) "
    rf"(?:sur|a propos d\w*) (?:l'|la |le |les )?{_BODY_NOUN}\b|presentation (?:de l'|de la |du |des ){_BODY_NOUN}\b|"
    rf"(?:(?:l'|la |le |les ){_BODY_NOUN}\b[^.:;?!]{{0,60}}|(?!{_NO_NAME})[^.:;?!]{{2,60}}) "
    r"en (?:bref|quelques mots|quelques chiffres)\s?:?\Z)"
)
# « La MAVF en bref »: a name behind the article, no common noun.
_IN_BRIEF = re.compile(
    r"\W{0,3}(?:L['’]\s?|L[AEae]s?\s|LES\s)(?=[A-ZÀ-Þ])(?![^.:;?!]*\d)[^.:;?!]{2,60} "
    r"(?:en (?:bref|quelques mots|quelques chiffres)|EN (?:BREF|QUELQUES MOTS|QUELQUES CHIFFRES))\s?:?\Z"
)
_COMMON = re.compile(
    r"\W{0,3}(?:l'\s?|la |le |les )(?:programme|projet|chiffres|calendrier|edition|exposition|agenda|actualite|"
    r"dispositif|mesure|etude|evenement|semaine|saison|annee|mois|journee|plan|budget|loi|reforme|dossier|bilan|resultats|faits|"
    r"parcours|oeuvre|auteur|histoire|site|produit|offre|operation|campagne|sondage|concours|prix|salon|festival)s?\b"
)
# The firms that a press kit quotes: what it says of each is part of its text.
_QUOTED = re.compile(r".{0,60}\b(?:societes|entreprises|organisations|organismes|partenaires|utilisateurs) cite")
_NOTES = re.compile(
    r"\W{0,3}(?:notes?\s(?:aux|pour les|a l'attention des|a destination des|a l'intention des)\s"
    r"(?:redact|journal|editeu)|"
    r"a l'attention des (?:redact|journal|editeu)|notes?\s?(?::|\Z)|notes de (?:redaction|bas de page)|"
    r"notes? (?:to|for) (?:the )?editors?)"
)
_WHOM = (
    r"(?:presse|press|medias?|media|mediatiques?|journalistes?|institutionnels?|communication|publics?|utiles?|"
    r"redactions?|investisseurs?|analystes?|actionnaires?|elus?|chercheu(?:rs?|ses?)|scientifiques?|exterieures?|"
    r"publiques|internationales?|nationales?|regionales?|locales?)"
)
_PRESS = r"(?:nationale|regionale|locale|internationale|francaise|etrangere|ecrite|audiovisuelle|web|specialisee)"
_AFTER = r"(?:reservations?|renseignements|inscriptions?|informations?|contacts?|perscontact|complementaires?)"
_BEFORE = r"(?:vos|votre|nos|notre|les|pour|(?:inscriptions?|accreditations?|informations?) et)"
_CONTACT = re.compile(
    rf"\W{{0,3}}(?:{_BEFORE}\s)?(?:contacts?|contacter|nous contacter|press contacts?|personnes? de contact|"
    rf"service (?:de (?:la )?)?(?:presse|communication|medias?)|bureau de presse|relations? (?:avec les )?{_WHOM}|"
    rf"coordonnees|renseignements(?! (?:(?:au|du) public\b|(?:des|du|aux|pour les?) (?!{_WHOM})))|"
    rf"informations? et contacts?|(?:vos |votre )?interlocut(?:eurs?|rices?)|"
    rf"pour (?:toute|toutes|(?:de )?plus(?: amples?)?|d'autres) (?:d')?"
    rf"(?:infos?|informations?|precisions?|questions?|demandes?)(?: complementaires?)?|"
    rf"pour informations?(?=\s?:)|"
    rf"informations? (?:complementaires?|presse|medias?)|source|media contacts?|press office|media office|"
    rf"(?:media|press) (?:enquiries|inquiries|relations)|for (?:more|further|additional) information|"
    rf"(?:service|direction|pole) (?:de la )?communication\W{{1,5}}contacts?|"
    rf"presse(?: {_PRESS})?(?: et {_PRESS})?(?=\s?:?\s?\Z))(?!\w)"
    rf"(?:\s?(?:et|&|/|,)?\s?(?:{_WHOM}|{_AFTER}))*"
)
# Most lines have no such beginning, and need no folding.
_PERHAPS_CONTACT = re.compile(
    r"\W{0,3}(?:vos|votre|nos|notre|les|pour|inscri|accr[ée]dit|infor|contact|nous|press|service|bureau|relation|"
    r"personne|coordonn|renseign|interloc|source|m[ée]dia|for|direction|p[ôo]le)",
    re.IGNORECASE,
)
_MOST_LINES = 12
# A text has two paragraphs at least before it ends with who signs it.
_FEWEST_ABOVE = 2
_FEWEST_WORDS_OF_SENTENCE = 6
_LONGEST_HEADING = 100
# « Contact Presse pour interviews en Australie : » is still a heading; a longer phrase is a sentence.
_LONGEST_REST = 60
_LONG_PROSE = 250
_SEPARATOR = re.compile(r"\s*(?:[:\n–—|]|-\s)\s*")


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


def opens_section(text: str) -> bool:
    """Say whether *text* is the heading of notes, boilerplate or contacts rather than a title."""
    return _heading_section(Block(BlockKind.PARAGRAPH, text)) is not None


def _level_of_quoted(block: Block, level: int) -> int:
    """Return the level of the heading « Sociétés citées » below which *block* stands; 0 for none."""
    if block.kind is not BlockKind.HEADING:
        return level
    if _QUOTED.match(_folded(block.text)):
        return block.level
    return 0 if block.level <= level else level


def _steps(run: Run, block: Block, region: str) -> Iterator[tuple[Section, str, tuple[Block, ...]]]:
    """Yield where *block*, or its parts, belong: (section, heading that opens it or "", blocks)."""
    if halves := _text_above_contact(block):
        yield Section.BODY if _ends(run, halves[0], region) else run.section, "", (halves[0],)
        block = halves[1]
    section = _heading_section(block)
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


def _heading_section(block: Block) -> Section | None:
    """Return the section that *block* opens, when it is nothing but a heading."""
    text = block.text
    if len(text) > _LONGEST_HEADING or "\n" in text or has_address(text):
        return None
    if text.endswith(".") and block.kind is not BlockKind.HEADING and not block.is_bold:
        return None
    folded = _folded(text)
    if _ABOUT.match(folded) or _is_in_brief(text, folded):
        return Section.BOILERPLATE if block.kind is not BlockKind.ITEM else None
    if _NOTES.match(folded):
        return Section.NOTES
    match = _CONTACT.match(folded)
    if match and (len(folded) - match.end() < _LONGEST_REST // 2 or _names_agency(folded[match.end() :])):
        return Section.CONTACTS
    return None


def _names_agency(rest: str) -> bool:
    """Say whether *rest* of a heading is whose contacts they are: « Contacts presse – Agence Exemple pour Essai »."""
    # A number of a country that is not known yet has digits, and is no name.
    is_name = len(rest) < _LONGEST_REST and not re.search(r"\d{2}", rest)
    return is_name and _SEPARATOR.match(rest) is not None and has_organisation(rest)


def _is_in_brief(text: str, folded: str) -> bool:
    return _IN_BRIEF.match(text) is not None and _COMMON.match(folded) is None


def _opened_inside(block: Block, region: str) -> tuple[Section, str, tuple[Block, ...]] | None:
    """Return the section that the first words or a line of *block* open, with the text after them."""
    heading = _run_in_heading(block)
    folded = _folded(heading)
    if heading and (_ABOUT.match(folded) or _is_in_brief(heading, folded)):
        return Section.BOILERPLATE, heading, (_after(block, heading),)
    if heading and _NOTES.match(folded):
        return Section.NOTES, heading, (_after(block, heading),)
    if _contact_line(block.text) is not None and has_address(block.text, region):
        return Section.CONTACTS, block.text.split("\n", 1)[0][:_LONGEST_REST], (block,)
    return None


def _run_in_heading(block: Block) -> str:
    """Return the heading at the head of a paragraph: emphasised, on its own line, or before a colon or dash."""
    if block.run_in and block.text.startswith(block.run_in):
        return block.run_in.strip()
    separator = re.search(r"\s?(?::|\n|[–—]|\s-\s)", block.text[: _LONGEST_HEADING + 20])
    return block.text[: separator.start()].strip() if separator and len(block.text) > separator.end() + 1 else ""


def _after(block: Block, heading: str) -> Block:
    return replace(block, text=block.text[len(heading) :].lstrip(" \u00a0\u202f:–—-\n").strip(), run_in="")


def _contact_line(text: str) -> int | None:
    """Return the number of the line of *text* that opens with « Contact presse : » or is that heading alone."""
    for number, line in enumerate(text.split("\n")[:_MOST_LINES]):
        if not _PERHAPS_CONTACT.match(line):
            continue
        folded = _folded(line[: 2 * _LONGEST_HEADING])
        match = _CONTACT.match(folded)
        if match and (match.end() == len(folded) or _is_label(folded[match.end() :])):
            return number
    return None


def _text_above_contact(block: Block) -> tuple[Block, Block] | None:
    """Return *block* in two when its first lines are text and a later one opens the contacts."""
    number = _contact_line(block.text)
    lines = block.text.split("\n")
    if not number or not any(len(line) > _LONGEST_REST or line.endswith(".") for line in lines[:number]):
        return None
    above, below = "\n".join(lines[:number]), "\n".join(lines[number:])
    return replace(block, text=above), replace(block, text=below, run_in="")


def _is_label(rest: str) -> bool:
    separator = re.search(r":|[–—|]|\s-\s|\Z", rest)
    return separator is not None and separator.start() < _LONGEST_REST and (separator.group() != "" or len(rest) < 25)


def _ends(run: Run, block: Block, region: str) -> bool:
    if run.section is Section.BODY:
        return False
    if block.kind is BlockKind.HEADING:
        return True
    if run.section is Section.CONTACTS:
        return len(block.text) > _LONG_PROSE and not has_address(block.text, region)
    if run.section is Section.BOILERPLATE and run.blocks:
        is_short = len(block.text) < _LONGEST_HEADING and not block.text.endswith((".", ":", ";"))
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


def _folded(text: str) -> str:
    return " ".join(fold_text(text).replace("’", "'").split()).strip()
