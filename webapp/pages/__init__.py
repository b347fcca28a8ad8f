"""
Everything that a template prints, as frozen values. Every link to our own pages is made here.

    links         addresses of searches and releases, page numbers
    sentences     how results and readings are put into French
    facets        the boxes of values, the chips of active filters
    searches      the search page
    releases      the page of one release, and the parts that hits share with it
"""
