"""
What to mark in a text, and the passages that show best why a release was found. Data only: no HTML here.

    places         where leaves match in a text, by analysing all of it
    needles        what is looked for in a text that may hold a word: bytes without case and accents
    finding        where leaves match in texts, analysing only the words around needles
    passages       the best passages of a release, from the places found in its texts
    highlighting   one query, and the marks and excerpts of each of its hits
"""
