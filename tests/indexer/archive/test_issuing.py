"""Whose a release is that does not say it: what the archive shows, if it agrees; and one spelling for each name."""

import pytest
from support.resolving import ABOUT_DIKES, ABOUT_PONDS, BODIES, between, release

from indexer.archive.deciding import NO_DECISIONS, Decisions
from indexer.archive.names import best_spellings, name_key
from indexer.archive.resolving import resolve
from indexer.releases import Certainty, Contact, Origin, Release

PONDS, DIKES = "Agence des étangs bretons", "Syndicat des digues"
PONDS_BOX = Contact(emails=("presse@etangs.example",))
DIKES_BOX = Contact(emails=("presse@digues.example",))


def known(name: str, issuer: str = PONDS, *contacts: Contact, about: str = "") -> Release:
    """Return a release whose issuer is known."""
    return release(f"{issuer}/{name}.txt", BODIES[name], issuer=issuer, contacts=contacts, boilerplate=about)


def issuer_of(unknown: Release, *others: Release, decisions: Decisions = NO_DECISIONS) -> tuple[str | None, str | None]:
    """Return the issuer that the archive gives to *unknown*, and where that was read."""
    found = resolve([unknown, *others], decisions)[0]
    return found.issuer, next((origin.place for origin in found.origins if origin.field == "issuer"), None)


def test_a_shared_boilerplate_shows_the_issuer() -> None:
    unknown = release("x.txt", between(BODIES["concours"], ABOUT_PONDS))
    assert issuer_of(unknown, known("printemps", about=ABOUT_PONDS)) == (PONDS, "boilerplate shared in the archive")


def test_boilerplates_of_two_issuers_show_nothing() -> None:
    unknown = release("x.txt", BODIES["concours"], boilerplate=f"{ABOUT_PONDS}\n\n{ABOUT_DIKES}")
    found = issuer_of(unknown, known("printemps", about=ABOUT_PONDS), known("automne", DIKES, about=ABOUT_DIKES))
    assert found == (None, None)


def test_a_boilerplate_that_two_issuers_sign_shows_nothing() -> None:
    unknown = release("x.txt", BODIES["concours"], boilerplate=ABOUT_PONDS)
    found = issuer_of(unknown, known("printemps", about=ABOUT_PONDS), known("automne", DIKES, about=ABOUT_PONDS))
    assert found == (None, None)


def test_a_contact_who_works_for_an_issuer_of_the_archive_shows_it() -> None:
    contacts = (
        Contact("Ana Ruiz", None, "Agence Vif-Argent"),
        Contact("Yann Le Goff", None, "AGENCE DES ETANGS BRETONS"),
    )
    unknown = release("x.txt", BODIES["concours"], contacts=contacts)
    expected = (PONDS, "organisation of a contact, shared in the archive")
    assert issuer_of(unknown, known("printemps"), known("automne", DIKES)) == expected


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([known("printemps", PONDS, PONDS_BOX)], PONDS),  # the domain is named after it
        ([known("printemps", "OTAN", PONDS_BOX)], None),
        ([known("printemps", "OTAN", PONDS_BOX), known("automne", "OTAN", PONDS_BOX)], "OTAN"),
        ([known("printemps", PONDS, PONDS_BOX), known("automne", DIKES, PONDS_BOX)], None),
        ([known("printemps", PONDS, Contact("Ana Ruiz", None, "Vif-Argent", PONDS_BOX.emails))], None),  # an agency's
        ([known("printemps", PONDS, DIKES_BOX)], None),
    ],
)
def test_an_email_domain_shows_the_only_issuer_that_writes_from_it(others: list[Release], found: str | None) -> None:
    unknown = release("x.txt", BODIES["concours"], contacts=(Contact(emails=("ines@etangs.example",)),))
    place = "e-mail domain shared in the archive" if found else None
    assert issuer_of(unknown, *others) == (found, place)


def test_domains_of_the_public_show_nothing() -> None:
    box = Contact(emails=("etangs.exemple@gmail.com",))
    unknown = release("x.txt", BODIES["concours"], contacts=(Contact(emails=("digues.exemple@gmail.com",)),))
    assert issuer_of(unknown, known("printemps", PONDS, box), known("automne", PONDS, box)) == (None, None)


def test_signs_that_contradict_each_other_show_nothing() -> None:
    unknown = release("x.txt", BODIES["concours"], contacts=(DIKES_BOX,), boilerplate=ABOUT_PONDS)
    found = issuer_of(unknown, known("printemps", about=ABOUT_PONDS), known("automne", DIKES, DIKES_BOX))
    assert found == (None, None)


def test_what_is_found_that_way_is_no_evidence_for_others() -> None:
    second = release("y.txt", BODIES["automne"], contacts=(PONDS_BOX,), boilerplate=ABOUT_DIKES)
    third = release("z.txt", BODIES["concours"], boilerplate=ABOUT_DIKES)
    first, *_ = known("printemps", PONDS, PONDS_BOX), second
    assert [each.issuer for each in resolve([first, second, third])] == [PONDS, PONDS, None]


def test_an_agency_that_a_contact_works_for_gives_way_to_the_issuer() -> None:
    agency = Contact("Ana Ruiz", None, "Agence Vif-Argent", ("ana@vif-argent.example",))
    unknown = release(
        "x.txt", BODIES["concours"], issuer="Agence Vif-Argent", contacts=(agency,), boilerplate=ABOUT_PONDS
    )
    assert issuer_of(unknown, known("printemps", about=ABOUT_PONDS))[0] == PONDS
    assert issuer_of(unknown)[0] == "Agence Vif-Argent"


def test_a_stated_issuer_stays() -> None:
    stated = known("concours", "Mairie de Pontivy", about=ABOUT_PONDS)
    assert issuer_of(stated, known("printemps", about=ABOUT_PONDS)) == ("Mairie de Pontivy", None)


@pytest.mark.parametrize(
    ("issuers", "found"),
    [
        ({"2019": PONDS}, PONDS),
        ({".": PONDS}, PONDS),
        ({"2019": PONDS, "2019/santé": "Agence de santé"}, "Agence de santé"),
        ({"20": PONDS, "2019/santé/x": PONDS}, None),
    ],
)
def test_people_decide_for_a_folder_and_all_below_it(issuers: dict[str, str], found: str | None) -> None:
    place = "decision for the folder" if found else None
    for source in ("2019/santé/x.txt", "2019/sante\u0301/x.txt"):
        unknown = release(source, BODIES["concours"])
        assert issuer_of(unknown, decisions=Decisions(issuers)) == (found, place)


def test_a_decision_is_stronger_than_doubt_and_weaker_than_what_the_release_states() -> None:
    decisions = Decisions({".": DIKES})
    assert issuer_of(release("x.txt", issuer=PONDS), decisions=decisions) == (PONDS, None)
    for certainty, found in ((Certainty.SURE, PONDS), (Certainty.LIKELY, DIKES), (Certainty.DOUBTFUL, DIKES)):
        read = (Origin("issuer", "first line", certainty),)
        assert issuer_of(release("x.txt", issuer=PONDS, origins=read), decisions=decisions)[0] == found


def test_what_was_likely_read_is_evidence_for_others() -> None:
    read = (Origin("issuer", "heading of the boilerplate", Certainty.LIKELY),)
    other = release("y.txt", BODIES["printemps"], issuer=PONDS, boilerplate=ABOUT_PONDS, origins=read)
    assert issuer_of(release("x.txt", BODIES["concours"], boilerplate=ABOUT_PONDS), other)[0] == PONDS


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Agence de la Mer", "AGENCE DE LA MER", "Agence de la Mer"], "Agence de la Mer"),
        (["Région Ile-de-France", "Région Île-de-France"], "Région Île-de-France"),
        (["L'Institut", "L’Institut"], "L’Institut"),
        (["l'Institut", "Institut"], "Institut"),
        (["SANTÉ OUEST", "Santé Ouest"], "Santé Ouest"),
        (["Sante Ouest", "Sante Ouest", "Santé Ouest"], "Sante Ouest"),
    ],
)
def test_an_issuer_has_one_spelling(names: list[str], shown: str) -> None:
    assert len({name_key(name) for name in names}) == 1
    assert set(best_spellings(names).values()) == {shown}
    releases = [release(f"{number}.txt", issuer=name) for number, name in enumerate(names)]
    assert {each.issuer for each in resolve(releases)} == {shown}


def test_the_spelling_of_a_decision_is_shown() -> None:
    decisions = Decisions({"2019": "Agence des Étangs Bretons"})
    found = resolve([release("2019/a.txt"), *(release(f"{n}.txt", issuer=PONDS) for n in range(3))], decisions)
    assert {each.issuer for each in found} == {"Agence des Étangs Bretons"}
