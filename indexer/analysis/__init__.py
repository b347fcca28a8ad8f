"""
French, and only here: text -> words -> terms.

    tokens      where words begin and end: apostrophes, figures, telephone numbers, dotted acronyms
    figures     other ways to write one value: amounts, shares, ranks
    folding     one spelling without case, accents or ligatures
    stopwords   the words that carry grammar only
    stemming    stems by rules: one for singular and plural, masculine and feminine
    lemmas      stems of the words that a dictionary has: one for all forms of a verb
    foreign     stems of the words of releases in other languages
    words       the chain of all these: each word with its terms and its place in the text
    dates       French dates in running text and in date boxes

"""

from indexer.analysis.lemmas import DICTIONARY, TABLE_VERSION

VERSION = f"5, lemmas {TABLE_VERSION} of {DICTIONARY}"
"""Changes whenever the same text would give other terms: an index made by another version is outdated."""
