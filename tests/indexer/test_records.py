"""A release stored as JSON values and read again is the same release."""

import datetime
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.records import from_record, restored, stored, to_record
from indexer.releases import Certainty, Contact, Origin, Quotation, Release

_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
_STATED = st.none() | st.text(alphabet="aéŒ’ \n«»", min_size=1, max_size=20)
# by offset: a time that a place has twice a year never equals one of another zone (PEP 495)
_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes)))
_CONTACTS = st.builds(
    Contact,
    name=_STATED,
    role=_STATED,
    organisation=_STATED,
    emails=st.lists(st.sampled_from(["camille@example.org", "presse@example.org"])).map(tuple),
    phones=st.lists(st.sampled_from(["+33199001234", "poste 12"])).map(tuple),
)
_RELEASES = st.builds(
    Release,
    id=_TEXT.filter(bool),
    source=_TEXT,
    format=st.sampled_from(["txt", "html", "pdf"]),
    title=_STATED,
    subtitle=_STATED,
    kind=_STATED,
    place=_STATED,
    date=st.none() | st.dates(),
    embargo=st.none() | st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2100, 1, 1), timezones=_ZONES),  # noqa: DTZ001
    issuer=_STATED,
    language=st.none() | st.sampled_from(["fr", "en"]),
    contacts=st.lists(_CONTACTS, max_size=3).map(tuple),
    lead=_TEXT,
    body=_TEXT,
    notes=_TEXT,
    boilerplate=_TEXT,
    headings=st.lists(st.integers(0, 50)).map(tuple),
    warnings=st.lists(_TEXT).map(tuple),
    is_immediate=st.booleans(),
    signature=_STATED,
    third_parties=st.lists(_CONTACTS, max_size=2).map(tuple),
    quotations=st.lists(st.builds(Quotation, _TEXT.filter(bool), _STATED, _STATED), max_size=2).map(tuple),
    links=st.lists(_TEXT).map(tuple),
    origins=st.lists(st.builds(Origin, _TEXT, _TEXT, st.sampled_from(Certainty)), max_size=2).map(tuple),
    other_forms=st.lists(_TEXT).map(tuple),
    corrects=_STATED,
    near_duplicates=st.lists(_TEXT).map(tuple),
)


@given(_RELEASES)
def test_a_release_is_the_same_after_a_round_trip(release: Release) -> None:
    again = from_record(json.loads(json.dumps(to_record(release))))
    assert again == release
    assert to_record(again) == to_record(release)


@given(_RELEASES)
def test_what_an_engine_stores_is_the_same_release(release: Release) -> None:
    again = restored(stored(release))
    assert again == release
    assert to_record(again) == to_record(release)


def test_what_an_engine_stores_is_plain_json() -> None:
    release = Release("eau", "Été.txt", "txt", title="L’eau", contacts=(Contact("Camille Durand", phones=("112",)),))
    assert json.loads(stored(release).decode()) == [
        *(1, "eau", "Été.txt", "txt", "L’eau", None, None, None, None, None, None, None),
        [["Camille Durand", None, None, [], ["112"]]],
        *("", "", "", "", [], []),
    ]


def test_the_name_of_a_file_need_not_be_utf8() -> None:
    release = Release("eau", "\udce9t\udce9.txt", "txt", body="L’été")
    assert restored(stored(release)) == release


def test_what_a_release_does_not_state_is_null() -> None:
    record = to_record(Release("2024/eau", "2024/eau.txt", "txt"))
    assert {name for name, value in record.items() if value is None} == {
        "title", "subtitle", "kind", "place", "date", "embargo", "issuer", "language", "signature", "corrects"
    }  # fmt: skip
    assert record["zones"] == {"lead": None, "body": None, "notes": None, "boilerplate": None}
    assert record["contacts"] == []


def test_fields_have_the_names_of_the_contract() -> None:
    embargo = datetime.datetime(2024, 5, 3, 8, tzinfo=ZoneInfo("Europe/Paris"))
    release = Release(
        "2024/eau",
        "2024/Été.txt",
        "txt",
        title="L’eau",
        date=datetime.date(2024, 5, 3),
        embargo=embargo,
        contacts=(Contact("Camille Durand", "Presse", "Agence", ("camille@example.org",), ("+33199001234",)),),
        body="L’eau coule.",
    )
    record = to_record(release)
    assert record["path"] == "2024/Été.txt"
    assert record["date"] == "2024-05-03"
    assert record["embargo"] == "2024-05-03T08:00:00+02:00"
    assert record["zones"]["body"] == "L’eau coule."
    assert record["contacts"] == [
        {
            "name": "Camille Durand",
            "role": "Presse",
            "organisation": "Agence",
            "emails": ["camille@example.org"],
            "phones": ["+33199001234"],
        }
    ]


def test_fields_that_are_absent_or_unknown_do_not_matter() -> None:
    assert from_record({"id": "eau"}) == Release("eau", "", "")
    assert from_record({"id": "eau", "zones": None, "contacts": None, "url": "/communiques/eau"}) == Release(
        "eau", "", ""
    )


@pytest.mark.parametrize("embargo", ["2024-05-03T08:00:00+02:00", "2024-05-03T06:00:00Z", "2024-05-03T06:00:00+00:00"])
def test_an_embargo_is_an_aware_instant(embargo: str) -> None:
    found = from_record({"id": "eau", "embargo": embargo}).embargo
    assert found == datetime.datetime(2024, 5, 3, 6, tzinfo=datetime.UTC)
    assert found is not None
    assert found.tzinfo is not None


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"id": None},
        {"id": ""},
        {"id": 3},
        {"id": "eau", "date": "hier"},
        {"id": "eau", "date": 20240503},
        {"id": "eau", "date": "2024-02-31"},
        {"id": "eau", "embargo": "demain"},
        {"id": "eau", "embargo": "2024-05-03T08:00:00"},  # of which time zone?
        {"id": "eau", "title": 12},
        {"id": "eau", "zones": "L’eau coule."},
        {"id": "eau", "zones": {"body": ["L’eau coule."]}},
        {"id": "eau", "contacts": "Camille Durand"},
        {"id": "eau", "contacts": 3},
        {"id": "eau", "contacts": [{"emails": "camille@example.org"}]},  # not one address a letter
        {"id": "eau", "headings": ["un"]},
    ],
)
def test_a_value_of_the_wrong_form_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_record(fields)
