"""A message as a document: its fields and words on the first page, each attachment on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from directives.errors import DanChieuError, SecretDocument
from directives.text import canonical
from ingest.content import Content, join_pages
from ingest.formats import format_of
from ingest.unpack import entries

SUBJECT = "Tiêu đề"
MAX_PARTS = 200  # attachments of one message, files in attached archives included
Extract = Callable[[bytes, str], Content]


@dataclass(frozen=True, slots=True)
class Letter:
    """A message: its fields as they are shown, its words, the names and bytes of its attachments."""

    fields: tuple[tuple[str, str], ...]
    words: str
    attachments: tuple[tuple[str, bytes], ...]
    warnings: tuple[str, ...] = ()


def assembled(letter: Letter, read: Extract) -> Content:
    """Return the letter as text; an attachment that cannot be read is named in the warnings.

    Raises SecretDocument where an attachment carries a secrecy mark.
    """
    pages = ["\n".join([*(f"{label}: {value}" for label, value in letter.fields), "", letter.words.strip()])]
    warnings = list(letter.warnings)
    attached: list[str] = []
    for name, data in letter.attachments:
        attached.append(name)
        try:
            for inner, held in _opened(name, data):
                content = read(held, inner)
                pages.append(f"Tệp đính kèm: {inner}\n{content.text}")
                warnings += (f"Tệp đính kèm “{inner}”: {warning}" for warning in content.warnings)
        except SecretDocument:
            raise
        except DanChieuError as error:
            warnings.append(f"Tệp đính kèm “{name}” không đọc được: {error}")
    if attached:
        pages[0] += "\n\nTệp đính kèm: " + "; ".join(attached)
    text, starts = join_pages(pages)
    return Content(text, starts, (), tuple(warnings), canonical(dict(letter.fields).get(SUBJECT, "")).strip())


def _opened(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield an attachment, or what is in it where it is a zip archive."""
    if data.startswith(b"PK") and format_of(data, name) == "zip":
        yield from ((f"{name}/{inner}", held) for inner, held in entries(data, MAX_PARTS))
    else:
        yield name, data
