"""One file to one Document: extraction, then everything that is read in the text."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from directives.citing.citations import find_citations
from directives.headers.header import parse_header
from directives.models import Document
from directives.syllables import quality
from directives.text import canonical
from directives.units.structure import parse_units
from ingest.content import Content
from ingest.extract import extract
from ingest.options import DEFAULT, Options
from ingest.passages import split_passages
from ingest.secrecy import secret

_POOR = 0.7  # a text of Vietnamese offices has .93 to .99; foreign languages and ruined text layers stay below this


def read(data: bytes, name: str, options: Options = DEFAULT) -> Document:
    """Return the document in the bytes of the file called `name`.

    Raises UnreadableFile with cause and remedy, SecretDocument where the document carries a secrecy mark.
    """
    return document_of(extract(data, name, options))


def document_of(content: Content) -> Document:
    """Return the document whose text is `content`; raises SecretDocument where it carries a secrecy mark."""
    text = content.text
    header = parse_header(text)
    if header.secrecy:
        raise secret("Văn bản", header.secrecy)
    if content.title and not (header.title or header.number):
        header = replace(header, title=content.title)
    units = parse_units(text, header)
    found = find_citations(text, header, units)
    document = Document(
        id=document_id(text),
        text=text,
        pages=content.pages,
        header=header,
        units=units,
        citations=found.citations,
        anaphora=found.anaphora,
        names=found.names,
        passages=split_passages(text, header, units),
        anchors=content.anchors,
        warnings=content.warnings,
    )
    share = quality(text)
    if share >= _POOR:
        return document
    note = f"Chỉ {share:.0%} số âm tiết là tiếng Việt; có thể chữ bị lỗi khi trích từ tệp, hãy mở tệp gốc đối chiếu."
    return replace(document, warnings=(*document.warnings, note))


def document_id(text: str) -> str:
    """Return the id of a document whose first text is `text`: 16 hex digits of the SHA-256 of its canonical form."""
    return hashlib.sha256(canonical(text).encode("utf-8")).hexdigest()[:16]
