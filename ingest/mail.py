"""Electronic mail (eml) and pages saved as mail (mht): who wrote to whom and when, the words, then the attachments."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from directives.errors import UnreadableFile
from ingest.content import Content
from ingest.legacy import repair_text
from ingest.letter import MAX_PARTS, SUBJECT, Extract, Letter, assembled

_FIELDS = (("Subject", SUBJECT), ("From", "Từ"), ("To", "Đến"), ("Cc", "Đồng gửi"))
_BROKEN = "Thư điện tử bị hỏng hoặc sai dạng; hãy lưu riêng văn bản đính kèm (.docx, .pdf) rồi nạp lại."
_MANY = "Thư có hơn {} phần lồng nhau; hãy lưu riêng các văn bản cần nạp."
_MAX_DEPTH = 30  # of parts in parts; mail programs make five


def extract_mail(data: bytes, read: Extract) -> Content:
    """Return the text of a message; `read` is what reads its HTML and its attachments, by their names.

    An attachment that cannot be read is named in the warnings.  Raises UnreadableFile, and SecretDocument where an
    attachment carries a secrecy mark.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if _is_deep(message):
            raise UnreadableFile(_MANY.format(_MAX_DEPTH))
        letter = Letter(tuple(_fields(message)), _words(message, read), tuple(_attachments(message)))
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFile(_BROKEN) from error
    return assembled(letter, read)


def _is_deep(message: EmailMessage) -> bool:
    """Whether parts stand in parts more often than any program puts them; without recursion."""
    level: list[EmailMessage] = [message]
    for _ in range(_MAX_DEPTH):
        level = [p for one in level if one.is_multipart() for p in one.iter_parts() if isinstance(p, EmailMessage)]
        if not level:
            return False
    return True


def _fields(message: EmailMessage) -> Iterator[tuple[str, str]]:
    for field, label in _FIELDS:
        if message[field]:
            yield label, str(message[field])
    if message["Date"]:
        try:
            yield "Ngày gửi", f"{parsedate_to_datetime(str(message['Date'])):%d/%m/%Y %H:%M}"
        except (ValueError, TypeError):
            yield "Ngày gửi", str(message["Date"])


def _words(message: EmailMessage, read: Extract) -> str:
    body = message.get_body(("plain", "html"))
    if not isinstance(body, EmailMessage):
        return ""
    if body.get_content_type() == "text/html":
        payload = body.get_payload(decode=True)
        return read(payload, "thu.html").text if isinstance(payload, bytes) and payload.strip() else ""
    return repair_text(str(body.get_content()))[0]


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    if message.get_content_type() == "multipart/related":
        return  # a page and its own pictures
    for i, part in enumerate(message.iter_attachments()):
        if i >= MAX_PARTS:
            raise UnreadableFile(f"Thư có hơn {MAX_PARTS} tệp đính kèm; hãy lưu riêng các văn bản cần nạp.")
        name = part.get_filename() or f"đính kèm {i + 1}"
        held = part.get_content() if part.get_content_type() == "message/rfc822" else part.get_payload(decode=True)
        if isinstance(held, EmailMessage):
            yield name if "." in name else f"{name}.eml", held.as_bytes()
        elif isinstance(held, bytes) and held:
            yield name, held
