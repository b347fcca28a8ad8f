"""
infopresse's indexer: from the files of an archive of French press releases to pages of search results.

Modules, from the bottom; imports point down only:

    errors        the error tree                        settings      where index and archive are
    analysis      French: text -> words -> terms        blocks        what a reader gives
    releases      Release, Contact, Zone                records       Release <-> JSON values
    expressions   what was typed -> a tree of terms     excerpts      what to mark, and the best passages
    queries       what engines are asked                requests      what people ask: one vocabulary for URLs
    results       what a search gives back              readers       files -> documents, one module a format
    extraction    one document -> one release           archive       identity of releases; the catalogue
    engines       the contract, and the Whoosh index    indexing      the write path
    limited       child processes with limits           reading       files -> records, in such children
    searching     the read path                         suggesting    completion
    checking      the health of an archive              printing      what the command prints
    cli           the command `infopresse`

Glossary:

    release       a communiqué de presse, and the file's other metadata      issuer       who sends it out
    dateline      « Paris, le 3 mai 2024 »                                   lead         chapô
    boilerplate   « À propos de … », the same in many releases               kind         « COMMUNIQUÉ DE PRESSE »
    zone          a part of a release that search treats in its own way      term         what an index looks up
    leaf          one word, phrase or prefix of an expression                hit          a release on a result page
    generation    one full build of an index                                 commit       a change inside a generation
    segment       some documents of an index, in one file, never changed     level        how much one is about a word
"""
