import pytest


def results(page):
    return [link.get_text() for link in page.select(".hits h2 a")]


def chips(page):
    return [" ".join(chip.get_text().split()) for chip in page.select(".chip")]


def excerpts(page):
    return [excerpt.get_text() for excerpt in page.select(".excerpt")]


def facet(page, legend):
    return next(box for box in page.select("fieldset") if box.legend.get_text() == legend)


def lines(box, selector=".tick"):
    return [" ".join(tick.get_text().split()) for tick in box.select(selector)]


@pytest.mark.parametrize(
    ("parameters", "heading"),
    [
        ({}, "25 communiqués, du plus récent au plus ancien"),
        ({"q": "forêt"}, "20 communiqués pour « forêt », les plus pertinents d’abord"),
        ({"q": "forêt", "tri": "ancien"}, "20 communiqués pour « forêt », du plus ancien au plus récent"),
        ({"q": "sécheresse"}, "1 communiqué pour « sécheresse »"),
        ({"q": "introuvable"}, "Aucun communiqué pour « introuvable »"),
        ({"lieu": "Atlantide"}, "Aucun communiqué ne répond à ces filtres"),
        ({"tri": "pertinence"}, "25 communiqués, du plus récent au plus ancien"),
        ({"q": "???"}, "25 communiqués pour « ??? », du plus récent au plus ancien"),
    ],
)
def test_the_heading_says_how_many_for_what_and_in_which_order(page, parameters, heading):
    assert page("/", **parameters).h1.get_text() == heading


def test_a_page_has_one_heading_landmarks_and_a_language(page):
    found = page("/", q="forêt")
    assert found.html["lang"] == "fr"
    assert len(found.select("h1")) == 1
    assert [len(found.select(each)) for each in ("header.masthead", "form[role=search]", "main", "footer")] == [1] * 4
    assert found.select_one(".skip")["href"] == "#" + found.main["id"]
    assert not found.select("script, [style], [onclick]")


def test_every_field_has_a_label(page):
    found = page("/", q="forêt", du="2001")
    for field in found.select("input:not([type=hidden]), select"):
        assert field.find_parent("label") or found.select_one(f"label[for={field['id']}]")


def test_every_box_of_values_has_a_legend(page):
    assert all(box.legend.get_text() for box in page("/").select("fieldset"))


def test_titles_and_passages_are_marked(page):
    hit = page("/", q="nappe").select_one(".hit")
    assert [mark.get_text() for mark in hit.select("h2 mark")] == ["nappes"]
    assert "nappes" in [mark.get_text() for mark in hit.select(".excerpt mark")]


def test_cut_passages_say_so(page):
    assert "La pièce traite de la forêt, des arbres" in excerpts(page("/", q="forêt"))[0]
    assert excerpts(page("/", q="forêt"))[0].endswith(" …")
    assert excerpts(page("/", q="vent"))[0].startswith("… ")
    assert "…" not in excerpts(page("/", q="sécheresse"))[0]


def test_hits_say_kind_date_place_issuer_and_contacts(page):
    hit = page("/", q="sécheresse").select_one(".hit")
    facts = [part.get_text() for part in hit.select(".facts > *")]
    assert facts == ["COMMUNIQUE DE PRESSE", "13 juillet 2023", "Rennes", "Agence des eaux"]
    assert hit.time["datetime"] == "2023-07-13"
    assert [" ".join(each.get_text().split()) for each in hit.select(".brief li")] == [
        "Léa Brémond lea.bremond@eaux.example.org",
        "Yann Le Goff yann@rail.example.org",
        "et 1 de plus",
    ]
    assert hit.select_one(".brief a")["href"] == "mailto:lea.bremond@eaux.example.org"


def test_a_release_without_title_shows_its_source(page):
    hit = page("/", q="note").select_one(".hit")
    assert hit.h2.get_text(strip=True) == "Sans titre"
    assert hit.select_one(".source").get_text() == "divers/note.md"
    assert "sans date" in hit.select_one(".facts").get_text()


def test_other_languages_are_told_to_screen_readers(page):
    assert page("/", q="trains heat").select_one(".hit h2")["lang"] == "en"


def test_the_form_keeps_what_was_asked(page):
    found = page("/", q="forêt", du="2001", au="12/2010", zones="tout", tri="ancien", emetteur="théâtre du quai")
    assert found.select_one("#q")["value"] == "forêt"
    assert (found.select_one("#du")["value"], found.select_one("#au")["value"]) == ("2001", "12/2010")
    assert found.select_one("#zones option[selected]")["value"] == "tout"
    assert found.select_one("#tri option[selected]")["value"] == "ancien"
    assert [box["value"] for box in found.select("input[checked]")] == ["Théâtre du Quai"]


@pytest.mark.parametrize(
    ("parameters", "hidden"),
    [
        ({"q": "eau"}, {}),
        ({"q": "eau", "mots": "tous", "taille": 5}, {"mots": "tous", "taille": "5"}),
        ({"q": "eau", "zones": "notes"}, {"zones": "notes"}),
    ],
)
def test_what_the_form_does_not_show_is_kept_all_the_same(page, parameters, hidden):
    fields = page("/", **parameters).select("form input[type=hidden]")
    assert {field["name"]: field["value"] for field in fields} == hidden


def test_the_default_order_stays_unsaid_so_that_it_follows_the_words(page):
    assert page("/", q="eau").select_one("#tri option[selected]")["value"] == ""
    assert page("/").select_one("#tri option[selected]")["value"] == ""


def test_long_boxes_show_eight_values_and_the_rest_on_demand(page):
    places = facet(page("/"), "Lieu")
    assert len(places.select(":scope > ul .tick")) == 8
    assert lines(places)[0] == "Nantes 2"
    assert places.select_one("summary").get_text().startswith("16 de plus")


def test_selected_values_are_always_in_sight(page):
    places = facet(page("/", lieu="Ville 19"), "Lieu")
    assert "Ville 19 1" in lines(places, ":scope > ul .tick")


def test_counts_of_a_box_ignore_its_own_selection(page):
    kinds = facet(page("/", type="invitation-presse"), "Type")
    assert lines(kinds)[:2] == ["Invitation presse 20", "Communiqué de presse 3"]


def test_years_run_from_the_newest_and_no_value_stands_last(page):
    years = lines(facet(page("/"), "Année"))
    assert years[:2] == ["2024 1", "2023 1"]
    assert years[-1] == "Sans date 1"


def test_languages_are_offered_when_there_are_several(page):
    assert lines(facet(page("/"), "Langue"))
    assert "Langue" not in [box.legend.get_text() for box in page("/", q="forêt").select("fieldset")]


def test_selected_months_and_addresses_are_counted_by_what_they_select(page):
    found = page("/", mois="2023-07", contact="lea.bremond@eaux.example.org")
    assert results(found) == ["Sécheresse : les nappes au plus bas"]
    assert "juillet 2023 1" in lines(facet(found, "Année"))
    assert "lea.bremond@eaux.example.org 1" in lines(facet(found, "Contact"))
    assert found.select_one("input[name=mois][checked]")["value"] == "2023-07"


def test_active_filters_are_chips_that_can_be_removed_one_by_one(page):
    found = page("/", q="saison", du="2001", lieu=["Ville 03", "Ville 04"], mots="tous", page=2)
    assert chips(found) == [
        "Retirer le filtre Du : 2001 ×",
        "Retirer le filtre Lieu : Ville 03 ×",
        "Retirer le filtre Lieu : Ville 04 ×",
        "Retirer le filtre Mots : tous exigés ×",
    ]
    assert found.select(".chip")[1]["href"] == "/?q=saison&du=2001&lieu=Ville+04&mots=tous"
    assert found.select_one(".clear")["href"] == "/?q=saison"


def test_the_empty_value_of_a_facet_is_a_filter(page):
    found = page("/?lieu=")
    assert results(found) == ["Sans titre"]
    assert chips(found) == ["Retirer le filtre Lieu : Lieu non précisé ×"]


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"q": "l’eau"}, "Recherche comprise ainsi : eau"),
        ({"q": "théâtre forêt rivière"}, "Au moins 2 des 3 mots doivent s’y trouver."),
        ({"q": "théâtre forêt rivière", "mots": "un"}, "Un seul des 3 mots suffit."),
        ({"q": "forêt volcan banquise zèbre"}, "Aucun communiqué ne réunit assez de ces mots"),
        ({"q": '"forêt'}, "Un guillemet est resté ouvert"),
        ({"q": "(forêt"}, "Les parenthèses ne vont pas par deux"),
        ({"q": "fo*"}, "L’astérisque demande au moins trois lettres"),
        ({"q": "forêt OU"}, "il a été ignoré"),
        ({"q": "…"}, "Il n’y a rien à chercher"),
    ],
)
def test_the_page_says_how_the_query_was_read(page, parameters, said):
    notice = " ".join(page("/", **parameters).select_one(".notice").get_text().split())
    assert said in notice


def test_a_query_read_as_typed_needs_no_words(page):
    assert not page("/", q="forêt théâtre").select(".notice")


def test_all_words_can_be_asked_for_in_one_click(page):
    link = page("/", q="théâtre forêt rivière").select_one(".notice a")
    assert link["href"] == "/?q=th%C3%A9%C3%A2tre+for%C3%AAt+rivi%C3%A8re&mots=tous"


def test_wrong_parameters_are_named_and_the_rest_applies(page):
    found = page("/", q="forêt", du="32/13/2023", tri="hasard")
    problems = [problem.get_text() for problem in found.select(".warning li")]
    assert [problem.partition(" : ")[0] for problem in problems] == ["Du", "Ordre"]
    assert "« 32/13/2023 »" in problems[0]
    assert len(results(found)) == 10
    field = found.select_one("#du")
    assert (field["value"], field["aria-invalid"]) == ("32/13/2023", "true")


def test_orders_are_one_click_away(page):
    links = {link.get_text(): link for link in page("/", q="forêt", page=2).select(".sorts a")}
    assert {text: link["href"] for text, link in links.items()} == {
        "Pertinence": "/?q=for%C3%AAt",
        "Plus récents": "/?q=for%C3%AAt&tri=recent",
        "Plus anciens": "/?q=for%C3%AAt&tri=ancien",
    }
    assert [text for text, link in links.items() if link.get("aria-current")] == ["Pertinence"]


def test_pages_follow_each_other(page):
    found = page("/", page=2)
    pages = found.select_one(".pagination")
    assert [link.get_text(strip=True) for link in pages.select("ul a")] == ["Page1", "Page2", "Page3"]
    assert pages.select_one("[aria-current=page]")["href"] == "/?page=2"
    assert (pages.select_one("[rel=prev]")["href"], pages.select_one("[rel=next]")["href"]) == ("/", "/?page=3")
    assert found.ol["start"] == "11"


def test_many_pages_are_shortened(page):
    pages = page("/", taille=1, page=12).select(".pagination li")
    assert [each.get_text(strip=True).removeprefix("Page") for each in pages] == [
        *("1", "…", "10", "11", "12", "13", "14", "…", "25")
    ]


def test_past_the_end_there_is_a_way_back(page):
    found = page("/", page=99)
    assert results(found) == []
    assert found.h1.get_text().startswith("25 communiqués")
    link = found.select_one(".empty a")
    assert (link.get_text(), link["href"]) == ("Aller à la page 3, la dernière", "/?page=3")


def test_when_nothing_is_found_filters_can_be_dropped_one_by_one(page):
    links = page("/", q="volcan", lieu="Nantes", du="2020").select(".empty ul:first-of-type a")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("Retirer « Du : 2020 »", "/?q=volcan&lieu=Nantes"),
        ("Retirer « Lieu : Nantes »", "/?q=volcan&du=2020"),
        ("Retirer tous les filtres", "/?q=volcan"),
        ("Chercher aussi dans les textes « À propos »", "/?q=volcan&du=2020&lieu=Nantes&zones=tout"),
    ]


def test_embargoed_releases_do_not_exist(page):
    assert results(page("/", q="embargo")) == []


def test_boilerplate_is_searched_on_demand_only(page):
    assert results(page("/", q="rivières")) == []
    found = page("/", q="rivières", zones="tout")
    assert results(found) == ["Sécheresse : les nappes au plus bas"]
    assert found.select_one(".excerpt .zone").get_text() == "À propos : "
