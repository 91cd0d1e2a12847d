"""Marks of secrecy: what carries one is refused, in whatever it comes."""

from __future__ import annotations

from directives.errors import SecretDocument
from directives.headers.header import parse_header


def secret(what: str, mark: str) -> SecretDocument:
    """Return the refusal of `what` ("Văn bản"), which carries the mark."""
    return SecretDocument(
        f"{what} mang dấu độ mật “{mark}” nên không được nạp; không lưu lại nội dung nào của văn bản."
    )


def refuse_secret(text: str, what: str) -> None:
    """Raise SecretDocument where the text, that of `what`, carries a mark of secrecy in its heading."""
    mark = parse_header(text).secrecy
    if mark:
        raise secret(what, mark)
