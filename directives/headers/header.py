"""parse_header: what the heading block, the recipients and the signature of a document say."""

from __future__ import annotations

from directives.headers.closing import read_closing
from directives.headers.heading import HeadingReader
from directives.models import Header, Span
from directives.units.attachments import first_attachment


def parse_header(text: str) -> Header:
    """Return the header of the document `text`; fields that it does not state are None.

    Spans are offsets into `text`.  Recipients and signature are those of the document itself, not of a form or
    rendition attached to it.
    """
    heading = HeadingReader(text).read()
    block = heading.span
    body_end = first_attachment(text, block.end)
    closing = read_closing(text, block.end, body_end if body_end is not None else len(text))
    signature = closing.signatures[0] if closing.signatures else None
    return Header(
        number=heading.number,
        type=heading.type,
        issuer=heading.issuer,
        parent_issuer=heading.parent_issuer,
        place=heading.place,
        date=heading.date,
        title=heading.title,
        signer=signature.name if signature else None,
        signer_role=signature.role if signature else None,
        signer_block=signature.block if signature else None,
        recipients=tuple(closing.recipients),
        secrecy=heading.secrecy,
        number_span=heading.number_span,
        heading=Span(block.start, block.end),
        closing=tuple(closing.spans),
    )
