"""Why a file gives no text, in the words of reports, where other code has to know one reason from another."""

EMPTY = "empty file"
NO_TEXT = "no text in it"
SCAN = "a scan without text: recognise its letters first (OCR), and index the result"
UNNAMED_LETTERS = "its fonts do not say which letters they draw: recognise them (OCR), and index the result"
PICTURE_PAGE = "is a picture without text."
"""How the warning about one page of a file ends whose other pages have text."""
