"""
The same release written in another way: each rewriting changes what its docstring says, and nothing that a careful
reader would find in the text. A rewriting that has nothing to change in a row returns the row's own text.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from support.conventions import Row, without_accents, words

from indexer.releases import Contact

SEPARATORS = (" | ", " – ", ", ")
_JOINED = re.compile(r" [|–—/-] |, ")
_ELISION = re.compile(r"(?<=\w)['’](?=\w)")


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One way to write a release again, and the encoding of the file."""

    change: Callable[[Row], str]
    encoding: str = "utf-8"


def as_it_is(row: Row) -> str:
    """Change nothing."""
    return row.text


def accents_left_out(row: Row) -> str:
    """Leave out every accent; ligatures are taken apart."""
    return without_accents(row.text)


def title_in_capitals(row: Row) -> str:
    """Write the title and the subtitle in capitals, without accents, wherever they stand."""
    return _in_capitals(row.text, (*row.values("title"), *row.values("subtitle")))


def kind_in_capitals(row: Row) -> str:
    """Write the first mention of the kind in capitals, without accents."""
    return _in_capitals(row.text, row.values("kind"), count=1)


def kind_in_small_letters(row: Row) -> str:
    """Write a kind that is in capitals in small letters, with one capital."""
    return "\n".join(
        line.capitalize() if line.isupper() and _is_kind(line, row) else line for line in row.text.split("\n")
    )


def names_in_capitals(row: Row) -> str:
    """Write the names of contacts in capitals, on the lines that only give contacts."""
    for name in filter(None, (each.name for each in row.people())):
        row = replace(row, text="\n".join(_name_raised(line, name) for line in row.text.split("\n")))
    return row.text


def headings_in_capitals(row: Row) -> str:
    """Write the headings of contacts, boilerplates and notes in capitals, without accents."""
    return re.sub(_HEADING, lambda match: without_accents(match[0].upper()), row.text)


def contact_reordered(row: Row) -> str:
    """Turn round the lines that follow the name of a contact: the phone comes before the e-mail, the role last."""
    return _lines_changed(row, lambda lines: [lines[0], *reversed(lines[1:])])


def contact_joined(separator: str) -> Callable[[Row], str]:
    """Return the rewriting that puts the lines of each contact on one line."""

    def change(row: Row) -> str:
        return _lines_changed(row, lambda lines: [separator.join(line.strip().rstrip(",;") for line in lines)])

    return change


def contact_split(row: Row) -> str:
    """Put the parts of a contact that stands on one line on a line each."""
    if row.format != "txt":
        return row.text
    lines = row.text.split("\n")
    return "\n".join(_split(line, row) for line in lines)


def typographic_apostrophes(row: Row) -> str:
    """Write every elision with a typographic apostrophe."""
    return _ELISION.sub("’", row.text)


def plain_apostrophes(row: Row) -> str:
    """Write every elision with a plain apostrophe."""
    return _ELISION.sub("'", row.text)


def no_break_spaces(row: Row) -> str:
    """Put no-break spaces where French typography has them: before : ; ! ? » and after «, and in numbers."""
    text = re.sub(r" (?=[:;!?»])(?!:[^\s])", "\u00a0", row.text)
    return re.sub(r"(?<=\d) (?=\d)", "\u00a0", text.replace("« ", "«\u202f"))


def spaces_before_signs_plain(row: Row) -> str:
    """Write plain spaces for every no-break space."""
    return re.sub("[\u00a0\u202f]", " ", row.text)


def windows_line_ends(row: Row) -> str:
    """End lines as Windows does."""
    return row.text.replace("\n", "\r\n")


def many_blank_lines(row: Row) -> str:
    """Put three blank lines for one."""
    return re.sub(r"\n[ \t]*\n", "\n\n\n\n", row.text)


def trailing_spaces(row: Row) -> str:
    """End every line of a plain text with spaces, as text cut out of a table does."""
    return re.sub(r"(?<=\S)$", "  ", row.text, flags=re.MULTILINE) if row.format == "txt" else row.text


def indented(row: Row) -> str:
    """Put four spaces before every line of a plain text."""
    return re.sub(r"^(?=[ \t]*\S)", "    ", row.text, flags=re.MULTILINE) if row.format == "txt" else row.text


# What the words of the text decide: every row that has something to change is tried.
REWRITINGS: Mapping[str, Rewriting] = {
    "accents_left_out": Rewriting(accents_left_out),
    "title_in_capitals": Rewriting(title_in_capitals),
    "kind_in_capitals": Rewriting(kind_in_capitals),
    "kind_in_small_letters": Rewriting(kind_in_small_letters),
    "names_in_capitals": Rewriting(names_in_capitals),
    "headings_in_capitals": Rewriting(headings_in_capitals),
    "contact_reordered": Rewriting(contact_reordered),
    "contact_joined_by_bars": Rewriting(contact_joined(SEPARATORS[0])),
    "contact_joined_by_dashes": Rewriting(contact_joined(SEPARATORS[1])),
    "contact_joined_by_commas": Rewriting(contact_joined(SEPARATORS[2])),
    "contact_split": Rewriting(contact_split),
    "typographic_apostrophes": Rewriting(typographic_apostrophes),
    "plain_apostrophes": Rewriting(plain_apostrophes),
    "no_break_spaces": Rewriting(no_break_spaces),
    "spaces_before_signs_plain": Rewriting(spaces_before_signs_plain),
}

# What any file may be like: rows take turns, unless all are asked for.
FILES: Mapping[str, Rewriting] = {
    "windows_line_ends": Rewriting(windows_line_ends),
    "many_blank_lines": Rewriting(many_blank_lines),
    "trailing_spaces": Rewriting(trailing_spaces),
    "indented": Rewriting(indented),
    "utf_16": Rewriting(as_it_is, "utf-16"),
}


def cases(rows: Sequence[Row], *, is_long: bool = False) -> Iterator[tuple[Row, str, bytes]]:
    """Yield each of *rows* as it is, then by the name of each rewriting that changes something in it."""
    names = list(FILES)
    for number, row in enumerate(rows):
        turn = names if is_long else [names[number % len(names)]]
        yield row, "as_it_is", row.text.encode()
        yield from rewritten(row, {**REWRITINGS, **{name: FILES[name] for name in turn}})


def rewritten(row: Row, rewritings: Mapping[str, Rewriting]) -> Iterator[tuple[Row, str, bytes]]:
    """Yield the name and the bytes of those of *rewritings* that change something in *row*."""
    for name, rewriting in rewritings.items():
        content = rewriting.change(row).encode(rewriting.encoding)
        states_encoding = rewriting.encoding != "utf-8" and row.format == "html"
        if content != row.text.encode() and name not in row.excluded and not states_encoding:
            yield row, name, content


_HEADING = re.compile(
    r"^[ \t]*(?:contacts?\b[^\n:@|]{0,30}?|[àa] propos[^\n.:]{0,60}|notes? aux r[ée]dactions?)[ \t]*:?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


def _in_capitals(text: str, values: tuple[str, ...], count: int = 0) -> str:
    """Return *text* with *values* in capitals without accents, wherever their lines are broken; *count* 0 is all."""
    for value in values:
        pattern = r"\s+".join(re.escape(word) for word in value.split("||")[0].split())
        text = re.sub(pattern, lambda match: without_accents(match[0].upper()), text, count=count)
    return text


def _is_kind(line: str, row: Row) -> bool:
    return words(line) in {words(each) for value in row.values("kind") for each in value.split("||")}


def _name_raised(line: str, name: str) -> str:
    gives_contacts = words(line) == words(name) or (len(line) < 160 and re.search(r"@|\d\d[ .]\d\d", line))
    return line.replace(name, name.upper()) if gives_contacts else line


def _lines_changed(row: Row, change: Callable[[list[str]], list[str]]) -> str:
    """Return the text with *change* done to the lines of each contact that has its own lines, name first."""
    lines = row.text.split("\n")
    for person in row.people() if row.format == "txt" else ():
        start, end = _lines_of(person, lines)
        if end - start > 1:
            lines[start:end] = change(lines[start:end])
    return "\n".join(lines)


def _lines_of(person: Contact, lines: list[str]) -> tuple[int, int]:
    """Return the first line and the line after the last that hold *person* and nothing else; (0, 0) for none."""
    for start, line in enumerate(lines):
        if person.name and words(line) == words(person.name):
            end = start + 1
            while end < len(lines) and _is_detail(lines[end], person):
                end += 1
            return start, end
    return 0, 0


def _is_detail(line: str, person: Contact) -> bool:
    """Say whether *line* is only a role, an organisation, e-mails or phones of *person*."""
    texts = {words(person.role), words(person.organisation)} - {""}
    if words(line) in texts:
        return True
    emails = re.findall(r"[\w.+-]+@[\w.-]+\w", line.lower())
    digits = re.sub(r"\D", "", line)
    has_phone = any(phone[-8:] in digits for phone in person.phones)
    return len(line) < 80 and (has_phone or bool(emails)) and all(each in person.emails for each in emails)


def _split(line: str, row: Row) -> str:
    """Return *line* with a line for each part, when it holds one contact's name and address and nothing else."""
    names = [each for each in row.people() if each.name and words(each.name) in words(line)]
    addresses = len(re.findall(r"@|(?:\+\d|\b0\d)[\d .()]{7,}", line))
    is_contact = len(names) == 1 and addresses and len(line) < 200 and not line.rstrip().endswith(".")
    return "\n".join(re.split(_JOINED, line)) if is_contact else line
