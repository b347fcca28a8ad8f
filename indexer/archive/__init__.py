"""
What only the whole archive can tell, and the memory of it.

    files           what lies below the archive's folder
    changes         how it differs from what is known
    identity        the permanent id of each document
    permalinks      the ids that releases had before their files were renamed
    deciding        what people decided, in text files

    judging         the pass over what the catalogue holds
    resolving       the pass itself: facts of all releases -> what becomes of each
    facts           what the pass knows of a release     fingerprints, keeping   their numbers, and how they are kept
    recurring       boilerplate without a heading        standing_texts          what such a paragraph sounds like
    issuing         whose a release is                   names                   one spelling for an organisation
    duplicates      nearly the same text                 rectifying              releases that say that they correct
    texts           releases without boilerplates
    forms           one release in several formats     people, joining         one spelling for a person
                                                       decisions               what people say of people
    resembling      names that may be one person, for people to judge

    catalogue       what was read from which file, in SQLite: a cache, it may be deleted at any time
"""
