import pytest

from indexer.extraction.quotations import find_quotations
from indexer.releases import Quotation

CAMILLE = ("Camille Exemple", "directrice de l'Institut des canaux")
OPENS = "Le canal rouvre"
BARGES = "Les péniches reviennent au port."


@pytest.mark.parametrize(
    ("text", "words", "speaker", "role"),
    [
        (f"« {OPENS} », déclare Camille Exemple, directrice de l'Institut des canaux.", OPENS, *CAMILLE),
        (f"« {OPENS} » a déclaré la directrice de l'Institut des canaux, Camille Exemple.", OPENS, *CAMILLE),
        (f"« {OPENS} », explique la directrice de l'Institut des canaux Camille Exemple.", OPENS, *CAMILLE),
        (f"Camille Exemple, directrice de l'Institut des canaux, déclare : « {OPENS} ».", OPENS, *CAMILLE),
        (f"Camille Exemple, directrice de l'Institut des canaux : « {OPENS} »", OPENS, *CAMILLE),
        (f"Selon Camille Exemple, directrice de l'Institut des canaux, « {OPENS} ».", OPENS, *CAMILLE),
        (f"« {OPENS} », selon Camille Exemple, directrice de l'Institut des canaux.", OPENS, *CAMILLE),
        (f"Comme le souligne Camille Exemple : « {OPENS} »", OPENS, "Camille Exemple", None),
        (f"Pour Camille Exemple, éclusière, l'été sera beau : « {BARGES} »", BARGES, "Camille Exemple", "éclusière"),
        (f"« {BARGES} », racontait alors Honorine Essai-Modèle, maire.", BARGES, "Honorine Essai-Modèle", "maire"),
        (f"« {BARGES} », calcule Honorine Essai-Modèle, maire.", BARGES, "Honorine Essai-Modèle", "maire"),
        (f"« {BARGES} » — Camille Exemple, directrice", BARGES, "Camille Exemple", "directrice"),
        (f"« {OPENS} », s'est réjouie Mme N'Diaye, maire de Quimper.", OPENS, "Mme N'Diaye", "maire de Quimper"),
        (f"« {OPENS} », indique Jean-Baptiste d'Argent.", OPENS, "Jean-Baptiste d'Argent", None),
        (f"« {OPENS} », indique l'Institut des canaux.", OPENS, "Institut des canaux", None),
        (f"« {OPENS} », indique l'institut.", OPENS, None, None),
        (f"« {OPENS} », DÉCLARE CAMILLE EXEMPLE, DIRECTRICE.", OPENS, "CAMILLE EXEMPLE", "DIRECTRICE"),
        (f"« {OPENS} », a declare Camille Exemple, presidente.", OPENS, "Camille Exemple", "presidente"),
        (f"“{OPENS}”, said Camille Exemple, head of press.", OPENS, "Camille Exemple", "head of press"),
        (f'"{OPENS}", affirme Camille Exemple, lors de la visite.', OPENS, "Camille Exemple", None),
        ("« Il a crié “Ouvrez !” », dit Camille Exemple.", "Il a crié “Ouvrez !”", "Camille Exemple", None),
        ("« Le canal, explique Camille Exemple, maire, rouvre. »", "Le canal rouvre.", "Camille Exemple", "maire"),
        ("« Le canal rouvre, dit Camille Exemple. Bravo ! »", "Le canal rouvre. Bravo !", "Camille Exemple", None),
        ("Le maire affirme que « les berges seront refaites ».", "les berges seront refaites", None, None),
        (f"« {BARGES} »", BARGES, None, None),
        (f"« {BARGES} » – Camille Exemple (Institut des canaux)", BARGES, "Camille Exemple", "Institut des canaux"),
        (f"« {BARGES} » Camille Exemple, maire de Lyon", BARGES, "Camille Exemple", "maire de Lyon"),
        (f"« {OPENS} », disent Camille Exemple et Jean Essai.", OPENS, "Camille Exemple et Jean Essai", None),
        (f"« {OPENS} », assure Camille Exemple, PDG de Rail Ponant.", OPENS, "Camille Exemple", "PDG de Rail Ponant"),
        (f"Et Camille Exemple de conclure : « {OPENS} »", OPENS, "Camille Exemple", None),
        ("Pour la ministre, « il faut agir vite ».", "il faut agir vite", None, "ministre"),
        (f"« {BARGES} », dit le Pr Camille Exemple, cheffe.", BARGES, "Pr Camille Exemple", "cheffe"),
        (f"« {BARGES} », tonne Camille Exemple, maire.", BARGES, "Camille Exemple", "maire"),
    ],
)
def test_a_quotation_is_found_with_its_speaker(text: str, words: str, speaker: str | None, role: str | None) -> None:
    assert find_quotations([text]) == (Quotation(words, speaker, role),)


@pytest.mark.parametrize(
    "text",
    [
        "L'exposition « Les peintres du canal au fil des siècles et des saisons » ouvre ses portes.",
        "Le mot « canal » vient du latin, et le programme « Berges vertes pour tous » l'explique.",
        "Le titre : « Canal » a été annoncé par Camille Exemple.",
        "Dans son livre « La vie des canaux », Camille Exemple raconte les écluses.",
        "Dans sa note « Berges et canaux », la ville chiffre les travaux.",
        "L'opération « Berges propres » continue. Selon Camille Exemple, elle est un succès.",
        "« La vie des canaux », Camille Exemple, éditions du Port.",
        "« Le canal rouvre, déclare Camille Exemple",
        'Un écran de 27" et un autre de 24" sont installés.',
        "",
    ],
)
def test_titles_and_marked_words_are_no_quotations(text: str) -> None:
    assert find_quotations([text]) == ()


@pytest.mark.parametrize("second", [f"« {BARGES} », conclut-elle.", f"Elle ajoute : « {BARGES} »"])
def test_a_pronoun_is_who_spoke_before(second: str) -> None:
    found = find_quotations([f"« {OPENS} », explique Camille Exemple, maire.", second])
    assert {(each.speaker, each.role) for each in found} == {("Camille Exemple", "maire")}


def test_a_quotation_may_go_on_behind_its_speaker() -> None:
    found = find_quotations([f"« {OPENS} », explique Camille Exemple. « {BARGES} »"])
    assert [(each.text, each.speaker) for each in found] == [(OPENS, "Camille Exemple"), (BARGES, "Camille Exemple")]


def test_a_family_name_is_who_was_introduced_before() -> None:
    texts = [f"« {OPENS} », explique Camille Exemple, maire.", "Texte.", f"« {BARGES} », a précisé Mme Exemple."]
    assert find_quotations(texts)[1] == Quotation(BARGES, "Camille Exemple", "maire")


@pytest.mark.parametrize("second", [f"« {BARGES} », dit Camille Exemple.", f"{BARGES} », dit Camille Exemple."])
def test_a_quotation_may_have_several_paragraphs(second: str) -> None:
    assert find_quotations([f"« {OPENS}.", second]) == (Quotation(f"{OPENS}.\n\n{BARGES}", "Camille Exemple"),)


def test_the_paragraph_above_may_announce_and_the_one_below_may_sign() -> None:
    announced = ["Camille Exemple, maire, explique :", f"« {BARGES} »"]
    signed = [f"« {BARGES} »", "Camille Exemple, maire"]
    assert find_quotations(announced) == find_quotations(signed) == (Quotation(BARGES, "Camille Exemple", "maire"),)


@pytest.mark.parametrize("unit", ["« ", "« mot ", '", dit ', "A, explique ", "« a », dit X. ", "“ ”", "s'est "])
def test_quotations_take_linear_time(unit: str) -> None:
    find_quotations([unit * (200_000 // len(unit))])


@pytest.mark.parametrize(
    ("paragraphs", "quotations"),
    [
        ([BARGES, "— Camille Exemple, éclusière", "Suite."], (Quotation(BARGES, "Camille Exemple", "éclusière"),)),
        ([f"{BARGES}\n– Camille Exemple, maire", "Suite.", "Fin."], (Quotation(BARGES, "Camille Exemple", "maire"),)),
        ([f"« {BARGES} »", "— Camille Exemple, maire", "Suite."], (Quotation(BARGES, "Camille Exemple", "maire"),)),
        (["Suite.", BARGES, "— Camille Exemple, maire"], ()),  # who signs the whole text
        ([BARGES, "— Camille Exemple", "Suite."], ()),
        ([BARGES, "— Le port, demain", "Suite."], ()),
        (["Les péniches", "— Camille Exemple, maire", "Suite."], ()),
    ],
)
def test_a_paragraph_that_a_dash_signs_is_a_quotation(paragraphs: list[str], quotations: tuple[Quotation, ...]) -> None:
    assert find_quotations(paragraphs) == quotations
