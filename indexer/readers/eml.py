"""
Mails (.eml): the release in the body, or attached when the body is only a covering note, or in a forwarded mail.

What the head says is metadata: `date` is the day on which the mail was sent, `title_tag` its subject.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from functools import partial
from pathlib import PurePath

from indexer.blocks import Document
from indexer.readers import forwarding, html, mojibake, paragraphs
from indexer.readers.decoding import clean, collapse, decode

Reader = Callable[[bytes], tuple[Document, ...]]

_MOST_PARTS = 1000
# A mail in a mail in a mail ...
_DEEPEST = 5
_MAIL = "message/rfc822"
_SUFFIXES = {"application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt", "text/rtf": ".rtf"}


@dataclass(frozen=True, slots=True)
class _Attachment:
    """A part that may hold the release: *read* returns its document, or raises ValueError."""

    name: str
    read: Callable[[], Document]


def read(content: bytes, readers: Mapping[str, Reader]) -> tuple[Document, ...]:
    """
    Return the one document of the mail *content*; attachments are read by *readers*, by the suffix of their names.

    Raises ValueError when it is no mail.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError) as error:
        raise ValueError(f"its structure is not understood ({error})") from error
    if message["From"] is None and message["Subject"] is None:
        raise ValueError("no mail: it has no sender and no subject")
    return (_document(message, readers, depth=0),)


def _document(message: EmailMessage, readers: Mapping[str, Reader], depth: int) -> Document:
    """Return the release of *message*: of its body, or of the first attachment that says more than a short body."""
    head = _head(message)
    body = _under(head, forwarding.without_note(_body(message)))
    attachments = list(_attachments(message, readers, depth))
    if not forwarding.is_note(body.blocks):
        return _naming(body, attachments)
    for attachment in attachments:
        try:
            document = attachment.read()
        except ValueError:
            continue
        if _length(document) > _length(body):
            return _naming(_under(head, document), [other for other in attachments if other is not attachment])
    return _naming(body, attachments)


def _head(message: EmailMessage) -> dict[str, str]:
    sent = getattr(message["Date"], "datetime", None)
    stated = {
        "title_tag": forwarding.subject(str(message["Subject"] or "")),
        "from": collapse(clean(str(message["From"] or ""))).strip(),
        "date": sent.date().isoformat() if sent else "",
    }
    return {name: value for name, value in stated.items() if value}


def _under(head: Mapping[str, str], document: Document) -> Document:
    """Return *document* with what the head says; the fields that the document has itself are surer."""
    return replace(document, metadata={**head, **document.metadata})


def _body(message: EmailMessage) -> Document:
    """Return the body: as HTML, which knows bold and links, unless the plain text says much more."""
    texts = [part for kind in ("html", "plain") if (part := message.get_body((kind,))) is not None]
    documents = [_page(part) if part.get_content_subtype() == "html" else _plain(part) for part in texts]
    if not documents:
        return Document(())
    rich, plain = documents[0], documents[-1]
    return plain if 2 * _length(rich) < _length(plain) else rich


def _page(part: MIMEPart) -> Document:
    markup, warnings = _text(part)
    document = html.document(markup)
    # The title of a mail's page is the template's: the subject is better.
    metadata = {name: text for name, text in document.metadata.items() if name == "lang"}
    return replace(document, metadata=metadata, warnings=warnings)


def _plain(part: MIMEPart) -> Document:
    written, warnings = _text(part)
    text = forwarding.unquoted(written.replace("\n-- \n", "\n\n"))
    if part.get_param("format") == "flowed":
        text = text.replace(" \n", " ")
    return Document(paragraphs.blocks(text), warnings=warnings)


def _text(part: MIMEPart) -> tuple[str, tuple[str, ...]]:
    """Return the text of *part*, and warnings about what had to be mended."""
    text, warnings = mojibake.mended(decode(_payload(part), part.get_content_charset()))
    return clean(text), warnings


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attachments(message: EmailMessage, readers: Mapping[str, Reader], depth: int) -> Iterator[_Attachment]:
    for number, part in enumerate(_parts(message)):
        if number > _MOST_PARTS:
            raise ValueError(f"more than {_MOST_PARTS:,} parts in it")
        name = collapse(clean(part.get_filename() or "")).strip()
        suffix = PurePath(name).suffix.lower() or _SUFFIXES.get(part.get_content_type(), "")
        if part.get_content_type() == _MAIL:
            yield _Attachment(name or "mail", partial(_inner, part, readers, depth))
        elif suffix in readers:
            yield _Attachment(name or suffix, partial(_first, part, readers[suffix]))


def _parts(message: EmailMessage) -> Iterator[MIMEPart]:
    """Yield the parts that are no body, not those of attached mails."""
    bodies = [message.get_body((kind,)) for kind in ("html", "plain")]
    waiting: list[MIMEPart] = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart":
            waiting.extend(reversed(list(part.iter_parts())))
        elif not any(part is body for body in bodies):
            yield part


def _inner(part: MIMEPart, readers: Mapping[str, Reader], depth: int) -> Document:
    if depth >= _DEEPEST:
        raise ValueError(f"mails attached to mails more than {_DEEPEST} deep")
    return _document(part.get_content(), readers, depth + 1)


def _first(part: MIMEPart, read_part: Reader) -> Document:
    return next(iter(read_part(_payload(part))), Document(()))


def _length(document: Document) -> int:
    return sum(len(block.text) for block in document.blocks)


def _naming(document: Document, unread: list[_Attachment]) -> Document:
    """Return *document* with a warning that names the attachments that were not read."""
    if not unread:
        return document
    names = ", ".join(f"« {attachment.name} »" for attachment in unread)
    return replace(document, warnings=(*document.warnings, f"Attached and not read: {names}."))
