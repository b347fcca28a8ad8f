"""
Who says a quoted passage, and as what: read from the words just before it, just after it, or inside it.

The verbs of saying are a list of this project; only a few hundred characters on each side are ever looked at.
"""

import re
from dataclasses import dataclass

from indexer.extraction.names import PERSON_PATTERN, Naming, is_surely_person, naming, person_name
from indexer.extraction.saying_verbs import VERB

_WINDOW = 400


@dataclass(frozen=True, slots=True)
class Speaker:
    """
    Who is said to say something: *name* and *role* where the words tell them, neither for « conclut-elle ».

    *end* is the offset behind the words that tell it.
    """

    name: str | None = None
    role: str | None = None
    end: int = 0


_PRONOUN = r"(?:-t)?-(?P<pronoun>il|elle|ils|elles|on)\b"
_HELPERS = (
    r"(?:(?:a|ont|avait|avaient|est|sont|était|étaient|fait|fit|veut|veulent|tient|tiennent|tenait|tenu|souhaite|voulu|"
    r"souhaité|dû|à|se|me|nous|lui|leur|en|y|aussi|ainsi|également|encore|notamment|toutefois|enfin|"
    rf"s['’])(?:{_PRONOUN.replace('pronoun', 'helping')})?\s?){{0,5}}"
)
_ASIDE = (
    r"(?:\s?,?\s(?:ainsi|alors|aussi|déjà|encore|également|enfin|notamment|toutefois|d['’]emblée|"
    r"quant à (?:lui|elle|eux)|de (?:son|leur) côté|pour (?:sa|leur) part|en conclusion|pour conclure|"
    r"avec [\w’']{2,20}|à ce sujet|hier|aujourd['’]hui|ce (?:matin|jour|lundi|mardi|mercredi|jeudi|vendredi))"
    r"(?=[\s,:.]|$)){0,3}"
)
_SAYING = rf"(?:comme\s)?{_HELPERS}{VERB}(?:{_PRONOUN})?{_ASIDE}"
_SAID_AFTER = re.compile(rf"[\s,.\u00a0\u202f–—-]{{0,4}}(?<!\w){_SAYING}", re.IGNORECASE)
_ACCORDING = re.compile(
    r"[\s,\u00a0\u202f(–—-]{0,4}(?:selon|d['’]après|de l['’]avis de|aux yeux de|pour)\s", re.IGNORECASE
)
# « ..., tonne Camille Exemple, »: some verb and a person, but no « de Camille Exemple » and no « signé ».
_PERHAPS_SAID = re.compile(
    r"[\s\u00a0\u202f]{0,2},\s(?:s['’]|se\s|a\s|s['’]est\s)?(?!(?:contre|entre|outre|comme|notre|votre|dans|devant|œuvre|livre|"
    rf"texte|disque|spectacle|concert)\b)[a-zà-ÿ]{{3,20}}(?:e|it|ait|é|i|a)\s(?P<name>{PERSON_PATTERN})(?=\s?[,.])"
)
_FOR_WHOM = re.compile(r"(?:selon|d['’]après|de l['’]avis de|aux yeux de)\s", re.IGNORECASE)
# « dans sa note « ... » »: a noun.
_DETERMINER = re.compile(
    r"(?<!comme\s)(?:\b(?:sa|son|ses|une?|la|le|les|cette|ce|cet|leur)\s|\bl['’])\Z", re.IGNORECASE
)
_SAID_BY_PRONOUN = re.compile(rf"(?:\A|[\s,])(?:il|elle|ils|elles)\s{_HELPERS}{VERB}", re.IGNORECASE)
_INCISE = re.compile(rf"[,!?…]\s(?={_SAYING})", re.IGNORECASE)
_SAID_BEFORE = re.compile(
    rf"{_SAYING}(?P<rest>[^.;!?«»]{{0,160}}?)\s?(?::|,|\bque|\bqu['’]\w*|\bqu['’])?\s?(?:\w{{1,4}}\s)?\Z", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<!\bM)(?<!\bMM)(?<!\bDr)(?<!\bPr)(?<!\b[A-Z])[.!?…»”](?=[\s\"])")
_ARTICLE = re.compile(
    r"(?:(?:le|la|les|un|une|notre|nos|votre|son|sa|leur|du|de la|the|a)\s|(?:de )?l['’]\s?)", re.IGNORECASE
)
_PERSON = re.compile(rf"(?P<name>{PERSON_PATTERN})")
_BESIDE = re.compile(rf"\s(?:et|and|&)\s(?P<name>{PERSON_PATTERN})")
_ROLE_GROUP = re.compile(r"\s?,\s(?P<role>[^,.;:!?«»()\n–—]{3,160})")
_ROLE_END = re.compile(
    r"\s(?:qui|dont|lors|mais|avant|après|dans|ce (?:matin|jour|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|"
    r"à l['’]occasion|au cours|au micro|hier|aujourd['’]hui)\b"
)
_NO_ROLE = re.compile(
    r"(?:[0-9]|de (?:son|leur)|quant|selon|les|l['’]un|qui|dont|lors|mais|avant|après|dans|en|au|aux|à|"
    r"hier|aujourd|ce|cette|puis|tout|pour|par|sur|et (?:de|d['’])|"
    r"ravie?|heureu|fi[eè]r)\b",
    re.IGNORECASE,
)
_VERB_WORD = re.compile(rf"(?:^|\s){_HELPERS}{VERB}", re.IGNORECASE)
_TITLE_END = re.compile(r"[,.;:!?«»()\n–—]|\Z")
_LONGEST_ORGANISATION = 80
_MOST_WORDS_BETWEEN = 3
_INCISE_END = re.compile(r"\s?[,.]")
_TITLE_BEFORE = re.compile(r"(?:^|\s|['’])(?:le|la|l['’]|un|une|notre)\s?([^,.;:]{3,120})\Z", re.IGNORECASE)
_ASIDE_ROLE = re.compile(r"\s?\((?P<role>[^()]{2,120})\)?")
_UNDER = re.compile(r"[\s\u00a0\u202f]*[-–—(,]?[\s\u00a0\u202f]*")


@dataclass(frozen=True, slots=True)
class Attribution:
    """
    *speaker* is None where somebody is said to speak and is not named.

    *is_loose*: no verb of saying stands at the passage, which has to look like speech itself.
    """

    speaker: Speaker | None
    is_pronoun: bool = False
    is_loose: bool = False


def said_after(text: str) -> Attribution | None:
    """Return who says the passage that *text* follows: « explique Camille Exemple, directrice »."""
    text = text[:_WINDOW]
    if match := _SAID_AFTER.match(text):
        if match["pronoun"] or match["helping"]:
            return Attribution(None, is_pronoun=True)
        return Attribution(_subject(text, match.end()))
    if (match := _PERHAPS_SAID.match(text)) and is_surely_person(match["name"]):
        return Attribution(_subject(text, match.start("name")), is_loose=True)
    if match := _ACCORDING.match(text):
        speaker = _subject(text, match.end())
        return Attribution(speaker) if speaker else None
    return None


def said_before(text: str) -> Attribution | None:
    """Return who says the passage before which *text* stands: « Camille Exemple, directrice, déclare : »."""
    text = _last_sentence(text[-_WINDOW:])
    if not text:
        return None
    if text.endswith(":") and (signed := _signed(text[:-1])):
        return Attribution(signed)
    match = _SAID_BEFORE.search(text)
    is_near = match is not None and (text.endswith(":") or len(match["rest"].split()) <= _MOST_WORDS_BETWEEN)
    is_according = _ACCORDING.match(" " + text) is not None
    if not is_near and not (text.endswith(":") or is_according):
        return None
    if match and (match["pronoun"] or match["helping"]):
        return Attribution(None, is_pronoun=True)
    if match and _DETERMINER.search(text, 0, match.start("verb")):
        return None
    speaker = _first_speaker(text)
    if speaker is None and _SAID_BY_PRONOUN.search(text):
        return Attribution(None, is_pronoun=True)
    according = _ACCORDING.match(text)
    if according and (found := _subject(text, according.end())):
        speaker = speaker or found
        is_near = is_near or found.end >= len(text.rstrip(" ,\u00a0"))
    is_loose = not is_near and _FOR_WHOM.match(text) is None
    return Attribution(speaker, is_loose=is_loose) if speaker or is_near else None


def signed_under(text: str) -> Attribution | None:
    """Return who signs a passage: « — Camille Exemple, directrice » on the line below it."""
    signed = _signed(text[_matched_end(_UNDER, text) :].rstrip(" ).")) if len(text) < _WINDOW else None
    return Attribution(signed) if signed else None


def without_incises(text: str) -> tuple[str, Attribution | None]:
    """Return *text* without « , explique Camille Exemple, », and whom that names; the commas belong to the aside."""
    kept, end, found = [], 0, None
    for match in _INCISE.finditer(text):
        if match.start() < end:
            continue
        said = said_after(text[match.end() : match.end() + _WINDOW])
        stop = _incise_end(text, match.end(), said)
        if said and stop is not None:
            kept.append(text[end : match.start() + (match.group()[0] != ",")].strip())
            end, found = stop, found or said
    rest = text[end:].strip()
    return (" ".join([*kept, rest]) if rest[:1] not in {".", ""} else " ".join(kept) + rest), found


def _incise_end(text: str, start: int, said: Attribution | None) -> int | None:
    """Return where the incise that begins at *start* stops, if it stops as incises do: at a comma or a full stop."""
    if said is None or (said.speaker is None and not said.is_pronoun):
        return None
    match = _SAID_AFTER.match(text, start)
    end = start + said.speaker.end if said.speaker else match.end() if match else start
    following = _INCISE_END.match(text, end)
    if following is None:
        return None
    return following.start() if "." in following.group() else following.end()


def _subject(text: str, start: int) -> Speaker | None:
    """Return the speaker whom *text* names from *start* on: a name and a role in either order."""
    start += len(text[start:]) - len(text[start:].lstrip(" ,\u00a0\u202f"))
    if match := _PERSON.match(text, start):
        if beside := _BESIDE.match(text, match.end()):
            return Speaker(text[match.start() : beside.end()], None, beside.end())
        role, end = _role(text, match.end())
        return Speaker(_called(match["name"]), role, end)
    article = _ARTICLE.match(text, start)
    if article is None:
        return None
    return _named_with_title(text, article.end()) or _titled(text, article.end())


def _named_with_title(text: str, start: int) -> Speaker | None:
    """Return the speaker of « le Pr Camille Exemple, cheffe du service », None where no title opens the name."""
    match = _PERSON.match(text, start)
    if match is None or _called(match["name"]) == match["name"]:
        return None
    role, end = _role(text, match.end())
    return Speaker(match["name"], role, end)


def _titled(text: str, start: int) -> Speaker | None:
    """Return the speaker of « la directrice de l'institut, Camille Exemple », « l'Institut des canaux »."""
    stop = _TITLE_END.search(text, start)
    end = stop.start() if stop else len(text)
    words = text[start:end].strip()
    named_as = naming(words)
    is_role = named_as is Naming.ROLE or (named_as is Naming.PERSON and words[:1].islower())  # « docteure Ada Exemple »
    named = _PERSON.match(text, end + 2) if text[end : end + 1] == "," and (is_role or words[:1].islower()) else None
    if named:
        return Speaker(_called(named["name"]), words, named.end())
    if is_role:
        return _named_last(text, start, start + len(words))
    if words[:1].isupper() and len(words) < _LONGEST_ORGANISATION:
        return Speaker(words, None, start + len(words))
    return None


def _named_last(text: str, start: int, end: int) -> Speaker:
    """Return the speaker of « maire de Lyon Camille Exemple », where a name ends the words, else only the role."""
    for match in _PERSON.finditer(text, start, end):
        if match.end() >= end and match.start() > start:
            return Speaker(_called(match["name"]), text[start : match.start()].strip(), end)
    return Speaker(None, text[start:end], end)


def _role(text: str, start: int) -> tuple[str | None, int]:
    """Return the role in apposition at *start*, and where it ends; (None, start) without any."""
    match = _ROLE_GROUP.match(text, start)
    if match is None or not _is_role(match["role"]):
        return None, start
    stop = _role_end(text, match)
    following = _ROLE_GROUP.match(text, stop) if stop == match.end("role") else None
    if following and naming(following["role"]) is Naming.ROLE and not _VERB_WORD.search(following["role"]):
        stop = _role_end(text, following)
    return text[match.start("role") : stop].strip().removesuffix(" et").strip(), stop


def _is_role(words: str) -> bool:
    if _NO_ROLE.match(words) or _VERB_WORD.match(words):
        return False
    return not words[:1].isupper() or naming(words) is Naming.ROLE


def _role_end(text: str, group: re.Match[str]) -> int:
    end = _ROLE_END.search(text, group.start("role"), group.end("role"))
    return end.start() if end else group.end("role")


def _signed(text: str) -> Speaker | None:
    """Return the speaker when *text* is a name and a role, and nothing else."""
    words = text.strip(" .\u00a0")
    match = _PERSON.match(words)
    if match is None:
        return None
    if aside := _ASIDE_ROLE.fullmatch(words, match.end()):
        return Speaker(_called(match["name"]), aside["role"], len(words))
    role, end = _role(words, match.end())
    return Speaker(_called(match["name"]), role, end) if end == len(words) else None


def _first_speaker(text: str) -> Speaker | None:
    """Return the first person of the sentence *text*, else the organisation that is its subject."""
    for match in _PERSON.finditer(text):
        role, end = _role(text, match.end())
        before = text[: match.start()].rstrip(" ,")
        titled = _TITLE_BEFORE.search(before)
        if role is None and titled and naming(titled[1]) is Naming.ROLE:
            role = titled[1]
        return Speaker(_called(match["name"]), role, end)
    return None


def _called(name: str) -> str:
    """Return *name* without « M. », unless nothing but a family name would be left."""
    bare = person_name(name)
    return bare if " " in bare else name


def _last_sentence(text: str) -> str:
    stripped = text.strip(" \n\u00a0\u202f")
    ends = [match.end() for match in _SENTENCE_END.finditer(stripped)]
    return stripped[ends[-1] :].strip() if ends else stripped


def _matched_end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0
