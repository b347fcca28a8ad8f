"""
What only the whole archive can tell, and the memory of it.

    files        what lies below the archive's folder
    identity     the permanent id of each document
    permalinks   the ids that releases had before their files were renamed
    catalogue    what was read from which file, in SQLite: a cache, it may be deleted at any time
"""
