import datetime
import html

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from indexer.queries import Facet
from webapp.formatting import (
    BlockKind,
    counted,
    french_date,
    french_number,
    mail_link,
    marked,
    phone_link,
    phone_text,
    shortened,
    text_blocks,
    ticks,
    typeset,
)


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (datetime.date(2023, 7, 13), "13 juillet 2023"),
        (datetime.date(2024, 5, 1), "1er mai 2024"),
        (datetime.date(1998, 12, 31), "31 décembre 1998"),
        (datetime.date(2016, 2, 29), "29 février 2016"),
        (datetime.date(2020, 8, 11), "11 août 2020"),
    ],
)
def test_dates_are_written_as_the_french_write_them(date, written):
    assert french_date(date) == written


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0"), (999, "999"), (1000, "1\u202f000"), (1234567, "1\u202f234\u202f567")]
)
def test_thousands_stand_apart_without_breaking(number, written):
    assert french_number(number) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "aucun communiqué"),
        (1, "1 communiqué"),
        (2, "2 communiqués"),
        (1500, "1\u202f500 communiqués"),
    ],
)
def test_counts_agree_with_their_noun(number, written):
    assert counted(number) == written


@pytest.mark.parametrize(
    ("sentence", "set_in_type"),
    [
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Oui ! Non ; peut-être.", "Oui\u202f! Non\u202f; peut-être."),
        ("Lieu : Paris", "Lieu\u00a0: Paris"),
        ("pour « santé »", "pour «\u00a0santé\u00a0»"),
        ("à 10:30, sans espace", "à 10:30, sans espace"),
        ("", ""),
    ],
)
def test_our_sentences_do_not_break_before_high_signs(sentence, set_in_type):
    assert typeset(sentence) == set_in_type


@pytest.mark.parametrize(
    ("phone", "read", "dialled"),
    [
        ("+33199001234", "01 99 00 12 34", "tel:+33199001234"),
        ("+33639985814", "06 39 98 58 14", "tel:+33639985814"),
        ("+3225551234", "+32 2 555 12 34", "tel:+3225551234"),
        ("01 99 00 12 34", "01 99 00 12 34", "tel:0199001234"),
        ("3975", "3975", "tel:3975"),
        ("poste 12", "poste 12", None),
        ("+", "+", None),
        ("", "", None),
        ("<script>", "<script>", None),
    ],
)
def test_phones_are_read_as_the_french_dial_them(phone, read, dialled):
    assert (phone_text(phone), phone_link(phone)) == (read, dialled)


@pytest.mark.parametrize(
    ("email", "link"),
    [
        ("lea@eaux.example.org", "mailto:lea@eaux.example.org"),
        ("lea+presse@eaux.example.org", "mailto:lea+presse@eaux.example.org"),
        ("lea?subject=x&body=y@z.example", "mailto:lea%3Fsubject%3Dx%26body%3Dy@z.example"),
        ('"><script>@x.example', "mailto:%22%3E%3Cscript%3E@x.example"),
    ],
)
def test_mail_links_name_one_address_and_nothing_else(email, link):
    assert mail_link(email) == link


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("deux mots", 20, "deux mots"),
        ("deux  mots\nici", 20, "deux mots ici"),
        ("une phrase trop longue", 12, "une phrase…"),
        ("a" * 30, 10, "a" * 9 + "…"),
    ],
)
def test_long_texts_are_cut_between_words(text, most, short):
    assert shortened(text, most) == short
    assert len(short) <= most


@pytest.mark.parametrize(
    ("text", "spans", "marks"),
    [
        ("l’eau", [], "l’eau"),
        ("l’eau", [(2, 5)], "l’<mark>eau</mark>"),
        ("eau et eau", [(0, 3), (7, 10)], "<mark>eau</mark> et <mark>eau</mark>"),
        ("a < b & c", [(4, 5)], "a &lt; <mark>b</mark> &amp; c"),
        ("<script>", [(1, 7)], "&lt;<mark>script</mark>&gt;"),
        ("🌊 eau", [(2, 5)], "🌊 <mark>eau</mark>"),
        ("{} %s", [(0, 2)], "<mark>{}</mark> %s"),
    ],
)
def test_spans_are_marked_and_everything_else_is_escaped(text, spans, marks):
    assert marked(text, spans) == Markup(marks)


@given(st.text(), st.lists(st.integers(0, 40), max_size=8, unique=True))
def test_without_its_marks_a_marked_text_is_the_text(text, bounds):
    inside = sorted(bound for bound in bounds if bound <= len(text))
    spans = list(zip(inside[::2], inside[1::2], strict=False))
    marks = str(marked(text, spans))
    bare = marks.replace("<mark>", "").replace("</mark>", "")
    assert html.unescape(bare) == text
    assert "<" not in bare
    assert marks.count("<mark>") == len(spans)


@pytest.mark.parametrize(
    ("facet", "line", "selected", "item"),
    [
        (Facet.PLACE, ("L’Île", 3), (), ("lieu", "L’Île", "L’Île", "3", False)),
        (Facet.PLACE, ("", 1234), (), ("lieu", "", "Lieu non précisé", "1\u202f234", False)),
        (Facet.YEAR, ("2023-07", 0), {"2023-07"}, ("mois", "2023-07", "juillet 2023", "0", True)),
        (Facet.KIND, ("tribune", 999), (), ("type", "tribune", "Tribune", "999", False)),
        (Facet.CONTACT, ('"><b>', 1), {'"><b>'}, ("contact", '"><b>', '"><b>', "1", True)),
    ],
)
def test_values_to_tick_are_items_of_a_list(facet, line, selected, item):
    (found,) = BeautifulSoup(ticks(facet, [line], selected), "html.parser").select("li")
    box, label, count = found.select_one("label.tick").find_all(recursive=False)
    said = (box["name"], box["value"], label.get_text(), count.get_text(), box.has_attr("checked"))
    assert said == item


P, H, L = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST


@pytest.mark.parametrize(
    ("text", "headings", "blocks"),
    [
        ("", (), []),
        ("Un.", (), [(P, ["Un."])]),
        ("Un.\n\nDeux.", (), [(P, ["Un."]), (P, ["Deux."])]),
        ("Un.\n \n\nDeux.", (), [(P, ["Un."]), (P, ["Deux."])]),
        ("Une ligne\net l’autre", (), [(P, ["Une ligne", "et l’autre"])]),
        ("Titre\n\nTexte", (0,), [(H, ["Titre"]), (P, ["Texte"])]),
        ("• un\n• deux", (), [(L, ["un", "deux"])]),
        ("Voici :\n• un\n• deux\nfin", (), [(P, ["Voici :"]), (L, ["un", "deux"]), (P, ["fin"])]),
        ("• un\n\n• deux", (), [(L, ["un"]), (L, ["deux"])]),
    ],
)
def test_zones_are_paragraphs_headings_and_lists(text, headings, blocks):
    assert [(each.kind, [str(line) for line in each.lines]) for each in text_blocks(text, (), headings)] == blocks


def test_marks_follow_their_words_into_blocks_and_are_cut_at_line_ends():
    text = "l’eau\n\n• eau\n• de\nmer"
    blocks = text_blocks(text, [(2, 5), (9, 12), (15, 21)])
    lines = [str(line) for block in blocks for line in block.lines]
    assert lines == ["l’<mark>eau</mark>", "<mark>eau</mark>", "<mark>de</mark>", "<mark>mer</mark>"]
