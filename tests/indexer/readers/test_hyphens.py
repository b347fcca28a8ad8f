import pytest

from indexer.readers.hyphens import joined, vocabulary


@pytest.mark.parametrize(
    ("line", "following", "elsewhere", "whole"),
    [
        ("le commu-", "niqué de presse", "", "le communiqué de presse"),
        ("la Seine-", "Saint-Denis", "", "la Seine-Saint-Denis"),
        ("la Covid-", "19 recule", "", "la Covid-19 recule"),
        ("il sera peut-", "être lu", "", "il sera peut-être lu"),
        ("c’est-à-", "dire demain", "", "c’est-à-dire demain"),
        ("ceux-", "ci restent", "", "ceux-ci restent"),
        ("les élus eux-", "mêmes", "", "les élus eux-mêmes"),
        ("ajoute-t-", "elle aussitôt", "", "ajoute-t-elle aussitôt"),
        ("qu’en dit-", "on ici", "", "qu’en dit-on ici"),
        ("la porte-", "parole", "", "la porte-parole"),
        ("un compte-", "rendu", "ce compte-rendu est public", "un compte-rendu"),
        ("un por-", "table", "le portable sonne", "un portable"),
        ("la main-", "d'œuvre", "", "la main-d'œuvre"),
        ("un chef-", "d’œuvre", "", "un chef-d’œuvre"),
        ("dès aujour-", "d’hui", "", "dès aujourd’hui"),
        ("une demi-", "finale", "une demifinale", "une demifinale"),  # the document's own spelling wins
        ("l’avant- et l’après-", "guerre", "", "l’avant- et l’après-guerre"),
        ("les pré-", "et post-tests", "", "les pré- et post-tests"),
        ("presse@quai-", "oranges.example.org", "", "presse@quai-oranges.example.org"),
        ("presse@grainor.exam", "ple.org", "", "presse@grainor.example.org"),
        ("presse@grainor", ".example.org", "", "presse@grainor.example.org"),
        ("presse@", "grainor.example.org", "", "presse@grainor.example.org"),
        ("presse@grainor.example.org", "grainor.example.org", "", "presse@grainor.example.org grainor.example.org"),
        ("presse@grainor.exam", "ou au siège", "", "presse@grainor.exam ou au siège"),
        ("une ligne -", "suivie d’une autre", "", "une ligne - suivie d’une autre"),
        ("une vanne\u00ad", "rie", "", "une vannerie"),
        ("deux", "lignes", "", "deux lignes"),
        ("la fin-", "", "", "la fin- "),
    ],
)
def test_a_cut_word_is_joined_with_its_hyphen_or_without(line: str, following: str, elsewhere: str, whole: str) -> None:
    start, between = joined(line, following, vocabulary([elsewhere]))
    assert start + between + following == whole
