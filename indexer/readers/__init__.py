"""Files -> documents: one module a format, and the table of them. What a text means is the affair of `extraction`."""

import stat
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from indexer.blocks import Document
from indexer.errors import NotARelease, ReadError
from indexer.readers import docx, eml, html, json, jsonlines, markdown, odt, pdf, reasons, rtf, text
from indexer.readers.fields import ForeignData

Reader = Callable[[bytes], tuple[Document, ...]]

# Megabytes are counted as disks count them: 1 MB = 1,000,000 bytes.
LARGEST_FILE = 50_000_000

_ATTACHED: Mapping[str, Reader] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".docx": docx.read,
    ".odt": odt.read,
    ".rtf": rtf.read,
    ".pdf": pdf.read,
}

READERS: Mapping[str, Reader] = {
    **_ATTACHED,
    ".eml": partial(eml.read, readers=_ATTACHED),
    ".json": json.read,
    ".jsonl": jsonlines.read,
    ".ndjson": jsonlines.read,
}

# Their readers are ours or the standard library's, and take time and memory in proportion to the file.
PLAIN = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson"})


def is_supported(path: Path) -> bool:
    """Say whether a file of this name can be read, whatever is in it."""
    return path.suffix.lower() in READERS


def is_plain(path: Path) -> bool:
    """Say whether a file of this name needs no limited process, unless it is large."""
    return path.suffix.lower() in PLAIN


def read(path: Path) -> tuple[Document, ...]:
    """Return the documents of the file at *path*, in order. Raises ReadError, or NotARelease, which is one."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise ReadError(path, f"type {path.suffix!r} is not read; expected one of {', '.join(sorted(READERS))}")
    content = _content(path)
    try:
        documents = reader(content)
    except ForeignData as error:
        raise NotARelease(path, str(error)) from error
    except ValueError as error:
        raise ReadError(path, str(error)) from error
    except MemoryError as error:
        raise ReadError(path, "needs more memory than one file may have") from error
    except Exception as error:
        # Parsers of other people fail on hostile files in ways that they do not document; one file must not end a run.
        raise ReadError(path, f"cannot be understood ({type(error).__name__}: {error})") from error
    if not any(_says_something(document) for document in documents):
        raise ReadError(path, reasons.NO_TEXT)
    return documents


def _content(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(path, "not a file")
        if status.st_size > LARGEST_FILE:
            raise ReadError(path, f"larger than {LARGEST_FILE // 1_000_000} MB")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise ReadError(path, reason or str(error)) from error
    if not content.strip():
        raise ReadError(path, reasons.EMPTY)
    return content


def _says_something(document: Document) -> bool:
    return bool(document.blocks or document.record or document.metadata.get("title"))
