"""Electronic mail (eml): who wrote to whom and when, the words, then the attachments, each on a page of its own."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from directives.errors import DanChieuError, SecretDocument, UnreadableFile
from ingest.content import Content, join_pages
from ingest.legacy import repair_text

_FIELDS = (("Subject", "Tiêu đề"), ("From", "Từ"), ("To", "Đến"), ("Cc", "Đồng gửi"))
_MAX_PARTS = 200
_BROKEN = "Thư điện tử bị hỏng hoặc sai dạng; hãy lưu riêng văn bản đính kèm (.docx, .pdf) rồi nạp lại."
_OUTLOOK = "Thư dạng Outlook (.msg) chưa đọc được; hãy lưu thư dạng .eml, hoặc lưu riêng văn bản đính kèm rồi nạp lại."
Extract = Callable[[bytes, str], Content]


def extract_mail(data: bytes, read: Extract) -> Content:
    """Return the text of a message; `read` is what reads its HTML and its attachments, by their names.

    An attachment that cannot be read is named in the warnings.  Raises UnreadableFile, and SecretDocument where an
    attachment carries a secrecy mark in its page header.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(_OUTLOOK)
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        pages = [_letter(message, read)]
        warnings: list[str] = []
        attached: list[str] = []
        for name, held in _attachments(message):
            attached.append(name)
            try:
                content = read(held, name)
            except SecretDocument:
                raise
            except DanChieuError as error:
                warnings.append(f"Tệp đính kèm “{name}” không đọc được: {error}")
                continue
            pages.append(f"Tệp đính kèm: {name}\n{content.text}")
            warnings += (f"Tệp đính kèm “{name}”: {warning}" for warning in content.warnings)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise UnreadableFile(_BROKEN) from error
    if attached:
        pages[0] += "\n\nTệp đính kèm: " + "; ".join(attached)
    text, starts = join_pages(pages)
    return Content(text, starts, (), tuple(warnings))


def _letter(message: EmailMessage, read: Extract) -> str:
    lines = [f"{label}: {message[field]}" for field, label in _FIELDS if message[field]]
    if message["Date"]:
        try:
            lines.append(f"Ngày gửi: {parsedate_to_datetime(str(message['Date'])):%d/%m/%Y %H:%M}")
        except (ValueError, TypeError):
            lines.append(f"Ngày gửi: {message['Date']}")
    body = message.get_body(("plain", "html"))
    words = ""
    if isinstance(body, EmailMessage):
        if body.get_content_type() == "text/html":
            payload = body.get_payload(decode=True)
            words = read(payload, "thu.html").text if isinstance(payload, bytes) and payload.strip() else ""
        else:
            words = repair_text(str(body.get_content()))[0]
    return "\n".join([*lines, "", words.strip()])


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for i, part in enumerate(message.iter_attachments()):
        if i >= _MAX_PARTS:
            raise UnreadableFile(f"Thư có hơn {_MAX_PARTS} tệp đính kèm; hãy lưu riêng các văn bản cần nạp.")
        name = part.get_filename() or f"đính kèm {i + 1}"
        held = part.get_content() if part.get_content_type() == "message/rfc822" else part.get_payload(decode=True)
        if isinstance(held, EmailMessage):
            yield name if "." in name else f"{name}.eml", held.as_bytes()
        elif isinstance(held, bytes) and held:
            yield name, held
