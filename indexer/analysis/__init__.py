"""
French, and only here: text -> words -> terms.

    tokens      where words begin and end: apostrophes, figures, telephone numbers, dotted acronyms
    folding     one spelling without case, accents or ligatures
    stopwords   the words that carry grammar only
    stemming    one stem for singular and plural, masculine and feminine
    words       the chain of all these: each word with its terms and its place in the text
    dates       French dates in running text and in date boxes

`VERSION` changes whenever the same text would give other terms: an index made by another version is outdated.
"""

VERSION = 1
