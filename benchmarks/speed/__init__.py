"""
How fast engines make the same pages of results from the same archive: `python -m benchmarks.speed --releases N`.

    vocabulary   French-looking words by rank, invented
    archives     releases made of them, or of given texts, kept in one file
    queries      eleven classes of queries, chosen by how many releases hold their words
    analysed     the terms of a release as every peer is handed them
    trees        an expression -> what every peer can be asked
    peers/       one file an engine: how it indexes, how it is asked
    children     one process an engine, and what it can be told to do
    runs         builds, passes, openings: all engines in one run
    memory       what a process occupies
    tables       the figures as Markdown
    serving      our pages over HTTP, against an empty page of the same server

A **page** is the same work for all: exact total, ten releases decoded from their records, the counts of all facets,
marks in titles, excerpts. Peers of the first table are handed our terms, zones and weights, and must give our totals
and counts: a difference ends the run. Those of the second are set up as their documentation advises; totals differ.
"""
