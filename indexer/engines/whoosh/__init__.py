"""
The embedded index: Whoosh keeps terms, records and columns on disk; queries are executed over arrays.

    engine        the contract, on a folder
    generations   full builds in the folder, published by one rename
    schema        the fields, and a release as one document
    snapshot      one commit, opened: postings and columns as arrays
    evaluator     an expression -> matching documents and their scores
    damage        errors of other people's, named as ours
    selection     filters, facet counts and order over documents
"""
