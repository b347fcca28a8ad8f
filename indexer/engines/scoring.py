"""
The constants of BM25F, shared by every engine that scores by itself.

    f(d)     = sum over zones of weight * tf / (1 - B + B * length / mean length)
    idf      = ln(1 + (N - df + 0.5) / (df + 0.5))
    score(d) = sum over leaves of idf * f * (K1 + 1) / (f + K1), plus EXACT_WEIGHT times the same of the exact words

A leaf is one pseudo-term: tf is how often its words stand in a zone, df how many releases hold them in its zones; a
zone's length is its number of words, stop words too. N, df and mean lengths are over all releases that the index holds
at that moment: deleted ones never count, those whose zone is empty do.
Source: Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.6.
"""

from collections.abc import Mapping

from indexer.releases import Zone

K1 = 1.2
B = 0.5
EXACT_WEIGHT = 0.25
ROUNDING = 1024
"""Scores are multiples of 1 / ROUNDING, so that ties are the same in every engine."""

ZONE_WEIGHTS: Mapping[Zone, float] = {
    Zone.TITLE: 5.0,
    Zone.SUBTITLE: 2.0,
    Zone.LEAD: 1.5,
    Zone.BODY: 1.0,
    Zone.NOTES: 1.0,
    Zone.CONTACTS: 1.0,
    Zone.AFFILIATIONS: 1.0,
    Zone.BOILERPLATE: 1.0,
    Zone.PLACE: 1.0,
    Zone.ISSUER: 1.0,
}
