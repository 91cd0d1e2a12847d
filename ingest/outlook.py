"""Messages of Outlook (msg), by python-oxmsg."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from directives.errors import UnreadableFile
from ingest.content import Content
from ingest.legacy import repair_text
from ingest.letter import MAX_PARTS, SUBJECT, Extract, Letter, assembled

if TYPE_CHECKING:
    from oxmsg import Message

_BROKEN = (
    "Thư Outlook (.msg) bị hỏng hoặc ở dạng không đọc được; hãy mở bằng Outlook, lưu lại dạng .eml hoặc lưu riêng"
    " văn bản đính kèm rồi nạp."
)
_RTF = "Nội dung thư chỉ có ở dạng RTF của Outlook nên không đọc được; hãy lưu lại thư dạng .eml hoặc .txt."
_INNER = "Thư nằm trong thư không được đọc; hãy lưu thư đó thành tệp riêng rồi nạp."
_HTML, _RTF_BODY, _SHORT_NAME, _NAME = 0x1013, 0x1009, 0x3704, 0x3707
# What a damaged compound file makes the two libraries raise.
_ERRORS = (
    OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OverflowError,
    struct.error,
)  # fmt: skip


def extract_msg(data: bytes, read: Extract) -> Content:
    """Return the text of a message of Outlook; `read` is what reads its HTML and its attachments, by their names.

    Raises UnreadableFile, and SecretDocument where an attachment carries a secrecy mark.
    """
    from oxmsg import Message

    try:
        message = Message.load(data)
        words, html, note = _body(message)
        fields = tuple((label, " ".join(value.split())) for label, value in _fields(message) if value.strip())
        attachments, warnings = _attachments(message)
    except _ERRORS as error:
        raise UnreadableFile(_BROKEN) from error
    if html and not words:
        words = read(html, "thu.html").text
    if not (words.strip() or attachments or fields):
        raise UnreadableFile(note or _BROKEN)
    told = (note, *warnings) if note and not words.strip() else tuple(warnings)
    return assembled(Letter(fields, words, tuple(attachments), told), read)


def _body(message: Message) -> tuple[str, bytes, str]:
    """Return the plain words, the HTML, and what is to be told where there is neither."""
    words = repair_text(message.body or "")[0]
    if words.strip():
        return words, b"", ""
    html = message.properties.binary_prop_value(_HTML)
    if html is None:
        html = (message.html_body or "").encode("utf-8", "replace")
    rtf = message.properties.binary_prop_value(_RTF_BODY)
    return "", html, _RTF if rtf and not html else ""


def _fields(message: Message) -> Iterator[tuple[str, str]]:
    yield SUBJECT, message.subject
    yield "Từ", message.sender or ""
    to = message.message_headers.get("To") or "; ".join(
        f"{r.name} <{r.email_address}>" if r.email_address != r.name else r.name for r in message.recipients
    )
    yield "Đến", to
    yield "Ngày gửi", f"{message.sent_date:%d/%m/%Y %H:%M}" if message.sent_date else ""


def _attachments(message: Message) -> tuple[list[tuple[str, bytes]], list[str]]:
    found: list[tuple[str, bytes]] = []
    warnings: list[str] = []
    for i, part in enumerate(message.attachments):
        if i >= MAX_PARTS:
            raise UnreadableFile(f"Thư có hơn {MAX_PARTS} tệp đính kèm; hãy lưu riêng các văn bản cần nạp.")
        names = (part.properties.str_prop_value(pid) for pid in (_NAME, _SHORT_NAME))
        name = next(filter(None, names), f"đính kèm {i + 1}")
        held = part.file_bytes
        if held:
            found.append((name, held))
        else:
            warnings.append(f"Tệp đính kèm “{name}” không đọc được: {_INNER}")
    return found, warnings
