"""
What was typed -> a tree of terms, and how it was read. Total: any text gives a tree.

    tree      the nodes that engines evaluate
    lexing    typed text -> lexemes: words, phrases, parentheses, operators
    parsing   lexemes -> tree, and back to text
"""
