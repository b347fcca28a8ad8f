"""
Verbs of saying, in the forms that stand beside quotations. A list of this project: no word list was copied.

Verbs of the first group are given by their stems; of the others, every form is listed.
"""

_STEMS = """
    admett affirm ajout alarm alert amus analys annonc appell argument assur assèn avou calcul clam command comment
    complèt confess confi confirm conseill considèr constat critiqu demand décid déclar défend dénonc déplor
    détaill dévoil enchaîn encourag espèr estim exhort expliqu exprim exult félicit gliss implor indign indiqu
    inquièt insist interrog invit ironis jubil jug justifi lanc martel mention murmur not nuanc observ opin
    pens plaid plaisant proclam précis préconis présent prôn racont rappel rappell rapport rassur recommand
    regrett relat relev remarqu remerci revendiqu répliqu répèt résum rétorqu révèl salu signal souhait soulign
    soup soupir suggèr suppli tempèr tranch témoign vant évoqu
"""
_FORMS = """
    dit|disent|disait|disaient|dira|écrit|écrivent|écrivait|écrivit|répond|répondent|répondait|répondit|répondu|
    conclut|concluent|concluait|conclu|poursuit|poursuivent|poursuivait|poursuivi|promet|promettent|promettait|
    promis|prévient|préviennent|prévenait|prévenu|avertit|avertissent|avertissait|averti|reconnaît|reconnait|
    reconnaissent|reconnaissait|reconnu|admet|admettait|admis|soutient|soutenait|soutenu|maintient|maintenu|croit|
    croient|croyait|reprend|reprennent|repris|renchérit|renchéri|réagit|réagissent|réagi|réjouit|réjouissent|
    réjouissait|réjouie?s?|souvient|souvenait|souvenue?|enthousiasme|enthousiasmée?|inquiète|inquiètent|inquiétait|
    inquiétée?|insurge|insurgée?|exclame|exclament|exclamée?|étonne|étonnait|étonnée?|engage|engagée?|applaudit|
    définit|décrit|décrivait|sourit|souriait|rit|sourient|bondit|frémit|se souvient|conclure|dire|répondre|
    poursuivre|reprendre|écrire|savoir|valoir|lit-on|peut-on lire|says?|said|adds?|added|explains?|explained|
    comments?|commented|stated|states|declared|concludes?|concluded|told|notes?|noted
"""
_ENDINGS = r"(?:e|es|ent|é|ée|és|ées|er|ait|aient|a|èrent|era|ant|eait|ea)"
_ACCENTS = str.maketrans({"é": "[éeè]", "è": "[èeé]", "ê": "[êe]", "î": "[îi]", "ô": "[ôo]"})


def _pattern() -> str:
    stems = "|".join(sorted(_STEMS.split(), key=len, reverse=True))
    forms = "".join(line.strip() for line in _FORMS.split("\n"))
    return rf"(?P<verb>(?<![\w-])(?:(?:{stems}){_ENDINGS}|{forms})(?!\w))".translate(_ACCENTS)


VERB = _pattern()
"""A pattern of one verb, named « verb », to be matched ignoring case; accents may be missing."""
