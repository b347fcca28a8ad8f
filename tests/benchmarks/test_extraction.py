"""The benchmark of extraction: how it marks, on releases of invented people."""

import datetime
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import extraction
from benchmarks.gold import FIELDS, Fault, Gold, compared, means
from indexer.releases import Contact, Release

GOLD: Gold = {
    "path": "canal.txt",
    "issuer": "Institut des canaux",
    "title": "Le canal rouvre : « enfin »",
    "date": "2024-05-03",
    "place": "Lyon",
    "kind": "COMMUNIQUÉ DE PRESSE",
    "contacts": [
        {"name": "Camille Exemple", "emails": ["presse@example.org"], "phones": ["01 99 00 12 34"]},
    ],
    "boilerplate_first_words": "L'Institut des canaux entretient",
}
RIGHT = Release(
    id="canal",
    source="canal.txt",
    format="txt",
    title="Le canal rouvre\u00a0: «\u202fenfin\u202f»",
    date=datetime.date(2024, 5, 3),
    place="LYON",
    kind="Communique de presse",
    contacts=(Contact("Camille Exemple", emails=("Presse@example.org",), phones=("+33199001234",)),),
    boilerplate="À propos\n\nL’Institut des canaux entretient les berges.",
)
SILENT: Gold = {**GOLD, "date": None, "place": None, "kind": None, "contacts": [], "boilerplate_first_words": None}


def faults(gold: Gold, found: Release) -> list[tuple[str, Fault]]:
    return [(miss.field, miss.fault) for miss in compared(gold, found).misses]


def test_signs_case_and_the_shape_of_phones_do_not_count() -> None:
    sheet = compared(GOLD, RIGHT)
    assert (sheet.misses, sheet.marks) == ((), dict.fromkeys(FIELDS, 1.0))


def test_what_the_gold_leaves_open_must_stay_open() -> None:
    empty = Release(id="a", source="a.txt", format="txt", title=RIGHT.title)
    assert faults(SILENT, empty) == []
    assert faults(SILENT, RIGHT) == [
        ("date", Fault.INVENTED),
        ("place", Fault.INVENTED),
        ("kind", Fault.INVENTED),
        ("boilerplate", Fault.INVENTED),
        ("e-mails F1", Fault.INVENTED),
        ("names F1", Fault.INVENTED),
        ("phones F1", Fault.INVENTED),
    ]


@pytest.mark.parametrize(
    ("found", "miss"),
    [
        (replace(RIGHT, title="Le canal rouvre"), ("title", Fault.CUT)),
        (replace(RIGHT, title="Presse Le canal rouvre : « enfin »"), ("title", Fault.LONG)),
        (replace(RIGHT, title="Institut des canaux"), ("title", Fault.WRONG)),
        (replace(RIGHT, title=None), ("title", Fault.MISSED)),
        (replace(RIGHT, date=datetime.date(2024, 5, 4)), ("date", Fault.WRONG)),
        (replace(RIGHT, kind="Tribune"), ("kind", Fault.WRONG)),
        (replace(RIGHT, boilerplate=""), ("boilerplate", Fault.MISSED)),
        (replace(RIGHT, boilerplate="À propos\n\nAutre."), ("boilerplate", Fault.WRONG)),
        (replace(RIGHT, boilerplate=f"À propos\n\nAutre.\n\n{RIGHT.boilerplate}"), ("boilerplate", Fault.EARLY)),
    ],
)
def test_every_miss_has_its_class(found: Release, miss: tuple[str, Fault]) -> None:
    assert faults(GOLD, found) == [miss]
    assert compared(GOLD, found).marks[miss[0]] == 0.0


@pytest.mark.parametrize(("name", "other"), [("date", "2024-05-04"), ("title", "Institut des canaux")])
def test_a_second_reading_of_the_gold_is_as_good(name: str, other: str) -> None:
    gold = {**GOLD, name: "2024-05-04" if name == "date" else "Autre titre"}
    assert faults({**gold, f"{name}_alt": GOLD[name]}, RIGHT) == []
    assert faults({**gold, f"{name}_alt": "2001-01-01"}, RIGHT) == [(name, Fault.WRONG)]


def test_contacts_are_marked_by_what_is_found_and_what_is_right() -> None:
    other = Contact("Dominique Autre", emails=("presse@example.org",))
    gold = {**GOLD, "contacts_third_party": [{"name": "Dominique Autre", "emails": [], "phones": []}]}
    sheet = compared(gold, replace(RIGHT, contacts=(other,)))
    assert [(miss.field, miss.fault) for miss in sheet.misses] == [
        ("names F1", Fault.MISSED),
        ("phones F1", Fault.MISSED),
        ("names F1", Fault.THIRD_PARTY),
    ]
    assert {name: round(sheet.marks[name], 2) for name in FIELDS[5:]} == {
        "contacts precision": 0.5,
        "contacts recall": 0.33,
        "contacts F1": 0.4,
        "names F1": 0.0,
        "e-mails F1": 1.0,
        "phones F1": 0.0,
    }


def test_issuers_weigh_the_same_whatever_they_sent_out() -> None:
    wrong = replace(RIGHT, place="Nantes")
    sheets = [compared(GOLD, RIGHT)] * 3 + [compared({**GOLD, "issuer": "Ville"}, wrong)]
    figures = means(sheets)
    assert (figures["Institut des canaux"]["place"], figures["Ville"]["place"], figures[""]["place"]) == (1, 0, 0.5)


def test_a_folder_is_read_and_what_is_not_read_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pages-html").mkdir()
    page = "<h1>Le canal rouvre</h1><p>Lyon, le 3 mai 2024</p><p>Les péniches reviennent.</p>"
    (tmp_path / "pages-html" / "canal.html").write_text(page, encoding="utf-8")
    gold = {**SILENT, "title": "Le canal rouvre", "date": "2024-05-03", "place": "Lyon", "path": "pages/canal.wml"}
    lines = [gold, {**gold, "path": "pages/canal.xyz", "issuer": "Ville"}]
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    figures = tmp_path / "out.json"
    monkeypatch.setattr(sys, "argv", ["extraction", "--releases", str(tmp_path), "--json", str(figures)])
    extraction.main()
    record = json.loads(figures.read_text(encoding="utf-8"))
    assert (record["mean"]["date"], record["issuers"]["Ville"]["date"]) == (0.5, 0.0)
    assert [(miss["path"], miss["fault"]) for miss in record["misses"]] == [("pages/canal.xyz", "not read")]
    assert "pages/canal.xyz: all not read" in capsys.readouterr().out
