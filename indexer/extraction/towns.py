"""
Towns before the date of a dateline: « Saint-Denis (La Réunion), le », « Paris et Lyon, », « Dakar, Sénégal, le ».

Shape decides, no gazetteer; only the names of countries and regions are listed, which stand behind a town. They were
written by hand for this project: the countries of which French releases come, and the larger divisions of some.
"""

import re

from indexer.extraction.lines import same_length_fold

_SMALL = (
    r"(?:de|du|des|la|le|les|l['’]|d['’]|del|di|al|el|en|sur|sous|lès|lez|aux|au|à|et"
    r"|DE|DU|DES|SUR|SOUS|EN|ET|LES|LA|LE)"
)
# No hyphen or apostrophe inside: they join words, and one way of reading a name is enough.
_CAPITAL = r"(?:[ldLD]['’])?[^\W\d_a-zß-öø-ÿ][\w.]{0,30}"
_JOIN = rf"(?:[ -]{_SMALL}(?=[ -])|[ -]{_CAPITAL}|['’]{_CAPITAL}|[ -][ldLD]['’]{_CAPITAL}|\s\d{{1,2}}(?:er?|ème))"
_TOWN = rf"{_CAPITAL}{_JOIN}{{0,7}}"
_ASIDE = r"(?:\s?\([^()]{1,40}\))?"
_TOWNS = rf"{_TOWN}{_ASIDE}(?:\s?(?:,|/|&|\s[–—-]|\set\b)\s?{_TOWN}{_ASIDE}){{0,4}}"
_ARTICLE = r"(?:[Ll][Ee]|[Cc][Ee])"
_PLACE = re.compile(
    rf"(?:(?:À|à|A|Fait à|FAIT A|FAIT À|Fait a)\s+)?(?P<towns>{_TOWNS})\s?"
    rf"(?:[,:|•·/–—-]\s?(?:{_ARTICLE}\s)?|\s{_ARTICLE}\s)\Z"
)
# « Besançon 3 juin 2008 » is a dateline, « Rentrée 3 mai 2024 » none: only on a line of its own.
_BARE = re.compile(rf"(?P<towns>{_CAPITAL}{_JOIN}{{0,4}}{_ASIDE})\s\Z")
_UNFINISHED = re.compile(r".*\s(?:du|de|des|la|le|les|en|sur|sous|et|au|aux|a|d'|l')\Z")
_LOWER = re.compile(r"(?P<towns>[^\W\d_A-Z][\w'’]{1,20}(?:[ -][\w'’]{1,20}){0,3}),?\s(?:le|ce)\s\Z")
_NOT_TOWNS = re.compile(
    r"(?:rendez-?vous|rdv|publie|poste|mise?\b|date|conference|reunion|invitation|communique|embargo|jusqu|depuis|version|"
    r"maj\b|actualite|actu\b|janvier|fevrier|mars\b|avril|mai\b|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le\Z|ce\Z|la\Z|a partir|derniere?|edition|rentree|fete|"
    r"journee|nuit|soiree|concert|exposition|du\b|des\b|au\b|aux\b|en\b|apres|avant|dossier|point\b|note\b|discours|"
    r"declaration|tribune|bulletin|numero|presse|contact|conseil|seance|session|decret|loi|arrete|article|colloque|"
    r"salon|forum|festival|assemblee|election|prochain|vu\b|par\b|dans\b|pour\b|samedis|elu|debut|fin\b|cloture|"
    r"ouverture|inauguration|agenda|programme|paris-match|page|source|photo|copyright|les?\s\d)"
)
_BEHIND_TOWNS = frozenset(
    """
    afghanistan;afrique du sud;albanie;algerie;allemagne;andorre;angola;arabie saoudite;argentine;armenie;australie;
    autriche;azerbaidjan;bahrein;bangladesh;belgique;benin;bielorussie;bolivie;bosnie-herzegovine;botswana;bresil;
    bulgarie;burkina faso;burundi;cambodge;cameroun;canada;cap-vert;centrafrique;republique centrafricaine;chili;chine;
    chypre;colombie;comores;congo;republique du congo;rdc;republique democratique du congo;coree du sud;costa rica;
    cote d'ivoire;croatie;cuba;danemark;djibouti;egypte;emirats arabes unis;equateur;erythree;espagne;estonie;
    etats-unis;etats-unis d'amerique;usa;ethiopie;finlande;france;gabon;gambie;georgie;ghana;grece;guatemala;guinee;
    guinee-bissau;guinee equatoriale;haiti;honduras;hongrie;inde;indonesie;irak;iran;irlande;islande;israel;italie;
    jamaique;japon;jordanie;kazakhstan;kenya;kosovo;koweit;laos;lettonie;liban;liberia;libye;liechtenstein;lituanie;
    luxembourg;grand-duche de luxembourg;macedoine du nord;madagascar;malaisie;malawi;mali;malte;maroc;maurice;
    ile maurice;mauritanie;mexique;moldavie;monaco;mongolie;montenegro;mozambique;namibie;nepal;nicaragua;niger;
    nigeria;norvege;nouvelle-zelande;oman;ouganda;ouzbekistan;pakistan;palestine;panama;paraguay;pays-bas;perou;
    philippines;pologne;portugal;qatar;republique dominicaine;republique tcheque;tchequie;roumanie;royaume-uni;
    angleterre;ecosse;pays de galles;russie;rwanda;senegal;serbie;seychelles;sierra leone;singapour;slovaquie;slovenie;
    somalie;soudan;sri lanka;suede;suisse;syrie;taiwan;tanzanie;tchad;thailande;togo;tunisie;turquie;ukraine;uruguay;
    vatican;venezuela;vietnam;yemen;zambie;zimbabwe;
    alberta;colombie-britannique;ile-du-prince-edouard;manitoba;nouveau-brunswick;nouvelle-ecosse;nunavut;ontario;
    quebec;saskatchewan;terre-neuve-et-labrador;yukon;
    argovie;appenzell;bale-campagne;berne;fribourg;glaris;grisons;jura;lucerne;neuchatel;saint-gall;schaffhouse;
    soleure;tessin;thurgovie;valais;vaud;zoug;
    brabant wallon;brabant flamand;flandre;hainaut;wallonie;flandre-orientale;flandre-occidentale;limbourg;
    californie;caroline du nord;caroline du sud;colorado;connecticut;delaware;floride;georgie;illinois;maryland;
    massachusetts;michigan;minnesota;new jersey;new york;ohio;oregon;pennsylvanie;texas;utah;vermont;virginie;
    washington;wisconsin;
    auvergne-rhone-alpes;bourgogne-franche-comte;bretagne;centre-val de loire;corse;grand est;guadeloupe;guyane;
    hauts-de-france;ile-de-france;la reunion;martinique;mayotte;normandie;nouvelle-aquitaine;nouvelle-caledonie;
    occitanie;pays de la loire;provence-alpes-cote d'azur;polynesie francaise;
    ain;aisne;allier;ardeche;ardennes;ariege;aude;aveyron;calvados;cantal;charente;charente-maritime;cher;correze;
    cote-d'or;cotes-d'armor;creuse;deux-sevres;dordogne;doubs;drome;essonne;eure;eure-et-loir;finistere;gard;gers;
    gironde;haute-corse;haute-garonne;haute-loire;haute-marne;hautes-alpes;haute-saone;haute-savoie;hautes-pyrenees;
    haute-vienne;haut-rhin;bas-rhin;hauts-de-seine;herault;ille-et-vilaine;indre;indre-et-loire;isere;landes;
    loir-et-cher;loire;loire-atlantique;loiret;lot;lot-et-garonne;lozere;maine-et-loire;manche;marne;mayenne;
    meurthe-et-moselle;meuse;morbihan;moselle;nievre;nord;oise;orne;pas-de-calais;puy-de-dome;pyrenees-atlantiques;
    pyrenees-orientales;rhone;saone-et-loire;sarthe;savoie;seine-et-marne;seine-maritime;seine-saint-denis;somme;tarn;
    tarn-et-garonne;territoire de belfort;val-de-marne;val-d'oise;var;vaucluse;vendee;vienne;vosges;yonne;yvelines
    """.replace("\n    ", "")
    .strip()
    .split(";")
)
_ASIDES = re.compile(r"\s?\([^()]{1,40}\)")
_MOST_WORDS = 3
_STATE = re.compile(r"[A-Z]{2}|[A-Z]\.\s?[A-Z]\.?")


def town_of(before: str, *, is_alone: bool) -> str | None:
    """
    Return the town or towns that *before*, what stands before a date, names; None when it is no dateline.

    *is_alone* says that nothing else stands on the line.
    """
    match = _PLACE.match(before) or (is_alone and (_BARE.match(before) or _LOWER.match(before))) or None
    if match is None or _NOT_TOWNS.match(same_length_fold(match["towns"])):
        return None
    if _UNFINISHED.match(same_length_fold(match["towns"])):
        return None  # « Lien vers la Matinale du 20 décembre 2017 »
    # In capitals every word looks like a name: « LA VILLE OUVRE LE 3 MAI ».
    is_sentence = _are_sentence(match["towns"]) and "," not in before
    return None if is_sentence else _without_country(_ASIDES.sub("", match["towns"]).strip())


def _are_sentence(towns: str) -> bool:
    """Say whether *towns*, all in capitals, are too many words to be one town."""
    return towns.isupper() and len(towns.replace("-", " ").split()) > _MOST_WORDS


def _without_country(towns: str) -> str:
    first, *others = [part.strip() for part in towns.split(",")]
    while others and (same_length_fold(others[-1]) in _BEHIND_TOWNS or _STATE.fullmatch(others[-1])):
        others.pop()
    # Of two names, the second is more often a region than a town.
    return first if len(others) == 1 and " et " not in others[0] else ", ".join([first, *others])
