"""
Addresses <-> requests: what `indexer.requests` says of parameters, on Flask's kind of them.

An empty text field of the form (`du=`, `q=`) counts as absent, an empty value of a facet (`lieu=`) means « no value ».
"""

from werkzeug.datastructures import MultiDict

from indexer.requests import Problem, SearchRequest, decode, encode


def search_request(args: MultiDict[str, str]) -> tuple[SearchRequest, tuple[Problem, ...]]:
    """Return the search that *args* ask for, and what of them could not be read."""
    return decode(args.to_dict(flat=False))


def arguments(request: SearchRequest) -> list[tuple[str, str]]:
    """Return the parameters of *request*, in a fixed order; `search_request` reads it back from them."""
    return encode(request)
