"""
The words that carry grammar only, by grammatical class, folded.

Derived by hand from the closed classes of French grammar, then freed of every word that also is a word of press
releases: « été », « avions », « est », « son », « sans », « plus », « bon », « car », « or », « personne », « point »
« mais » (maïs) are not here (tested). Published lists hold them.
"""

_CLASSES = {
    "articles": "le la les un une des du de au aux",
    "elided": "l' m' t' qu' n' s' j' d' c' jusqu' quoiqu' lorsqu' puisqu' quelqu' presqu'",
    "demonstratives": "ce cet cette ces ceci cela ca celui celle ceux celles",
    "possessives": "mon ma mes ta tes sa ses notre nos votre vos leur leurs",
    "personal": "je tu il elle on nous vous ils elles me te se moi toi lui soi eux y en",
    "relative": "qui que quoi dont ou lequel laquelle lesquels lesquelles duquel desquels desquelles",
    "relative after à": "auquel auxquels auxquelles",
    "prepositions": "a dans par pour avec sur sous vers chez entre parmi des depuis pendant selon afin",
    "conjunctions": "et donc ni comme si quand lorsque puisque quoique",
    "negation": "ne pas",
    "avoir": "ai as avons avez ont avait avaient aura auront aurait auraient ait aient ayant",
    "etre": "suis es sommes etes sont etait etaient sera seront serait seraient soit soient etant",
    "adverbs": "tres aussi ainsi alors tout toute tous toutes",
}

STOP_WORDS: frozenset[str] = frozenset(" ".join(_CLASSES.values()).split())
"""Folded forms; an elided article keeps its apostrophe, so that « d’ » is one and the letter « d » is not."""
