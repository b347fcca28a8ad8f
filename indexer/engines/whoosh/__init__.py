"""
The embedded index: a Whoosh index (its folder, table of contents, lock, segments) whose codec keeps arrays, written and
asked by NumPy.

Files, from the bytes up:

    arrays        a file of named arrays: magic, version, checksums; byte by byte
    lexicon       sorted texts in such a file
    postings      lists of documents by term, and the places of words
    columns       what documents count under in a facet, to be written
    profiles      the same of all facets, in a segment
    segments      one segment: all that is kept of some releases, in one file
    codec         what Whoosh knows of a segment: readers for its own searcher
    moves         former ids, and those that came after them
    commits       which segments are the index: Whoosh's tables of contents
    generations   full builds in a folder, published by one rename

Writing:

    gathering     releases in memory -> one segment
    numbering     its words as numbers
    keeping       its records, deflated
    sorting       its words -> vocabulary and lists
    listing       lists on their way into a file
    flows         releases -> segments, in this process or in another
    merging       several segments -> one
    vocabularies  their words -> one vocabulary
    writing       one block of writing, and its commit

Asking:

    snapshot      one commit, opened
    leaves        a leaf of an expression -> documents and levels of frequency
    scores        what AND, OR, NOT make of scores
    evaluator     an expression -> documents and scores
    selection     filters, facet counts, order, pages
    best          the best of many scores
    terms         the terms of an index, and how many documents hold them
    remembering   what may be asked for again
    instants      instants as numbers
    damage        errors of other people's, named as ours
    engine        the contract, on a folder
"""
