"""Where words begin and end: tables of (text, words as spelled), and offsets into the text as it is stored."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.timing import cpu_seconds

from indexer.analysis.figures import SPACES
from indexer.analysis.tokens import CHUNK, HELD_SPACE, VALUE_MARK, held, tokenise


def spellings(text: str) -> list[str]:
    return [token.text.split(VALUE_MARK)[0] for token in tokenise(text)]


def values(text: str) -> list[list[str]]:
    return [token.text.split(VALUE_MARK)[1:] for token in tokenise(text) if VALUE_MARK in token.text]


def in_text(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'eau", ["l'", "eau"]),
        ("l’eau", ["l'", "eau"]),  # U+2019
        ("l‘eau", ["l'", "eau"]),  # U+2018, typed by mistake
        ("lʼeau", ["l'", "eau"]),  # U+02BC is a letter to Python
        ("l＇eau", ["l'", "eau"]),  # U+FF07
        ("L’ÉNERGIE", ["L'", "ÉNERGIE"]),
        ("d’été", ["d'", "été"]),
        ("jusqu'à", ["jusqu'", "à"]),
        ("lorsqu’on", ["lorsqu'", "on"]),
        ("puisqu’elle", ["puisqu'", "elle"]),
        ("quoiqu’il", ["quoiqu'", "il"]),
        ("quelqu’un", ["quelqu'", "un"]),
        ("presqu’île", ["presqu'", "île"]),
        ("qu’il n’y a", ["qu'", "il", "n'", "y", "a"]),
        ("Qu’est-ce qu’on t’a dit", ["Qu'", "est", "ce", "qu'", "on", "t'", "a", "dit"]),
    ],
)
def test_an_elided_article_is_a_word_of_its_own(text: str, expected: list[str]) -> None:
    assert spellings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aujourd'hui", ["aujourd'hui"]),
        ("aujourd’hui", ["aujourd'hui"]),
        ("d’aujourd’hui", ["d'", "aujourd'hui"]),
        ("la grand’mère", ["la", "grand'mère"]),
        ("‘cancer’", ["cancer"]),
        ("l’‘eau’", ["l'", "eau"]),
        ("’", []),
    ],
)
def test_an_apostrophe_separates_only_after_an_article(text: str, expected: list[str]) -> None:
    assert spellings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 200 postes", ["1200", "postes"]),
        ("1\u00a0200 postes", ["1200", "postes"]),
        ("1\u202f200 postes", ["1200", "postes"]),
        ("1\u2009200 postes", ["1200", "postes"]),
        ("1\u2007200 postes", ["1200", "postes"]),  # figure space: readers keep it as a no-break space
        ("12 345 678 euros", ["12345678", "euros"]),
        ("3 114,5 ha", ["3114,5", "ha"]),
        ("1,5 M€", ["1,5", "M"]),
        ("10.5 %", ["10,5"]),
        ("3, 114", ["3", "114"]),
        ("en 2023 450 agents", ["en", "2023", "450", "agents"]),
        ("n° 5", ["n", "5"]),
        ("la 5 G", ["la", "5", "G"]),
        ("5G", ["5G"]),
        ("le 1er mai", ["le", "1er", "mai"]),
        ("13/07/2023", ["13", "07", "2023"]),
    ],
)
def test_a_figure_is_one_word_with_its_spaces(text: str, expected: list[str]) -> None:
    assert spellings(text) == expected


@pytest.mark.parametrize(
    "written",
    [
        "01 99 00 12 34",
        "01\u00a099\u00a000\u00a012\u00a034",
        "01\u202f99\u202f00\u202f12\u202f34",
        "01.99.00.12.34",
        "01-99-00-12-34",
        "0199001234",
        "+33 1 99 00 12 34",
        "+33199001234",
        "+33 (0)1 99 00 12 34",
        "0033 1 99 00 12 34",
    ],
)
def test_every_way_to_write_a_telephone_number_gives_its_ten_digits(written: str) -> None:
    text = f"Tél. {written}."
    assert spellings(text) == ["Tél", "0199001234"]
    assert in_text(text)[1] == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C.N.R.S.", ["CNRS"]),
        ("le C.N.R.S. annonce", ["le", "CNRS", "annonce"]),
        ("CNRS", ["CNRS"]),
        ("l’I.N.S.E.E.", ["l'", "INSEE"]),
        ("L'A.N.R. finance", ["L'", "ANR", "finance"]),
        ("M. Dupont", ["M", "Dupont"]),
        ("R&D", ["R", "D"]),
        ("C++", ["C++"]),
        ("IL-6", ["IL", "6"]),
        ("covid_19", ["covid", "19"]),
        ("presse-papiers", ["presse", "papiers"]),
        ("eau/air", ["eau", "air"]),
        ("camille.durand@example.org", ["camille", "durand", "example", "org"]),
        ("https://www.example.org/eau", ["https", "www", "example", "org", "eau"]),
        ("", []),
        (" \n\t—«»…", []),
    ],
)
def test_acronyms_are_joined_and_signs_separate(text: str, expected: list[str]) -> None:
    assert spellings(text) == expected


@pytest.mark.parametrize(
    "inclusive",
    [
        "chercheur·e·s",
        "chercheur.e.s",
        "chercheur(e)s",
        "chercheur-e-s",
        "chercheur·es",
        "chercheur‧e‧s",
        "CHERCHEUR·E·S",
        "chercheur-é",
    ],
)
def test_an_inclusive_ending_gives_no_words_of_its_own(inclusive: str) -> None:
    # FRENCH.md: forms of one word; today the letters e and s are words, and `es` even is a stop word
    assert len(spellings(f"les {inclusive} du laboratoire")) == 4


@given(st.text(alphabet="aéœ12 .,-'’ʼ()+03@/_\n\u00a0\u202f·CL", max_size=60))
def test_offsets_ascend_apart_and_enclose_no_outer_space(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert end <= token.start < token.end <= len(text)
        written = text[token.start : token.end]
        assert written == written.strip()
        assert token.text
        end = token.end


_PIECES = st.sampled_from(
    [
        "1",
        "200",
        *SPACES,
        "\n",
        "\x1f",
        "(",
        ")",
        "M€",
        "Md",
        "millions",
        "d’",
        "de",
        "euros",
        "%",
        "pour",
        "cent",
        "é",
        ",",
    ]
)


@given(st.lists(_PIECES | st.characters(exclude_characters=HELD_SPACE), max_size=20).map("".join))
@example("1 200 (3) 4,5 millions d’euros) 6")
def test_a_text_that_is_held_is_split_into_its_chunks(text: str) -> None:
    def tokens(chunk: str) -> list[str]:
        return [token.text for token in tokenise(chunk)]

    chunks, pieces = CHUNK.findall(text), [each.replace(HELD_SPACE, " ") for each in held(text).split()]
    assert [each.translate(dict.fromkeys(map(ord, SPACES), " ")) for each in chunks] == pieces
    assert [*map(tokens, chunks)] == [*map(tokens, pieces)]


@given(st.text(alphabet="leauéœ' ", max_size=40))
def test_all_apostrophes_are_one(text: str) -> None:
    expected = list(tokenise(text))
    for apostrophe in "’‘ʼ＇":
        assert list(tokenise(text.replace("'", apostrophe))) == expected


@pytest.mark.parametrize(
    "piece", ["l'", "a'", "a.", "1 000 ", "0 1", "01 99 00 ", "1.", "é", "(", "l’a.b", "+33 (0)", "1,1 ", "a·e·"]
)
def test_time_is_linear_on_hostile_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        return cpu_seconds(lambda: list(tokenise(text)))

    seconds(1_000)
    assert seconds(400_000) < 12 * seconds(100_000) + 0.05


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,5 M€", [["1500000", "1500000€"]]),
        ("1,5\u202fmillion d’euros", [["1500000", "1500000€"]]),
        ("1 500 000 €", [["1500000€"]]),
        ("2 milliards de dollars", [["2000000000"]]),
        ("3 Mds d'euros", []),  # the sign of a scale stands before the sign or the name of its unit
        ("3 Mds€", [["3000000000", "3000000000€"]]),
        ("0,25 k€", [["250", "250€"]]),
        ("12,50 euros", [["12,5€"]]),
        ("50%, 50 % et 50 pour cent", [["50%"], ["50%"], ["50%"]]),
        ("13.07.2023 euros", []),
        ("20 eurosceptiques, 3 millionnaires", []),
        ("XXIe, xxie, 21e, 21ème, 21eme, 21èmes", [["21e"]] * 6),
        ("XIXe, XVIIIe, XLe", [["19e"], ["18e"], ["40e"]]),
        ("1er, 1re, 1ère, 2nd, 2nde", [["1e"], ["1e"], ["1e"], ["2e"], ["2e"]]),
        ("Ier, Ière, IIe, IIIe, IVe, Ve, VIe, VIIe, VIIIe, IXe", [[f"{n}e"] for n in (1, 1, 2, 3, 4, 5, 6, 7, 8, 9)]),
        ("Vème, IIème, IIIeme", [["5e"], ["2e"], ["3e"]]),
        ("la vie, Vie, VIE, ve, VE, Vers, iie, IIIE, IIIIe, VIes, xénon, 5G, 2024", []),  # small figures in capitals
    ],
)
def test_figures_have_the_values_of_their_units(text: str, expected: list[list[str]]) -> None:
    assert values(text) == expected
