"""What travels on the pipe between a reading process and its owner: one JSON document a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from directives.models import Anaphor, Anchor, Citation, Document, Header, Name, Passage, Span, Unit
from ingest.options import Ocr


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file that was read; `sha256` is that of the bytes read."""

    path: Path
    sha256: str
    document: Document


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be read, with the Vietnamese reason; `sha256` is "" where not even its bytes could be."""

    path: Path
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that may not be taken in (secrecy mark), with the Vietnamese reason."""

    path: Path
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """An archive whose files lie below `folder` now; None where it is a document under an archive's name."""

    path: Path
    sha256: str
    folder: Path | None


@dataclass(frozen=True, slots=True)
class Request:
    """Which file to read, how many bytes it may have at most, and whether scanned pages are recognised.

    With `unpack_to` it is an archive, and its files are to be written there instead.
    """

    path: Path
    max_bytes: int
    ocr: Ocr = "auto"
    unpack_to: Path | None = None


Read = Parsed | Failed | Refused
Outcome = Read | Unpacked
_KINDS: dict[str, type[Failed] | type[Refused]] = {"failed": Failed, "refused": Refused}


def encode_request(request: Request) -> bytes:
    """Return a request as one line; names that are no Unicode survive as surrogates."""
    folder = str(request.unpack_to) if request.unpack_to else ""
    return _line([str(request.path), request.max_bytes, request.ocr, folder])


def decode_request(line: bytes) -> Request:
    """Return the request on a line; raises ValueError where it is none."""
    path, max_bytes, ocr, folder = json.loads(line)
    return Request(Path(path), max_bytes, ocr, Path(folder) if folder else None)


def encode_read(read: Outcome) -> bytes:
    """Return an outcome as one line; the texts of spans are not sent, they are slices of the document's."""
    if isinstance(read, Unpacked):
        return _line(["unpacked", read.sha256, str(read.folder) if read.folder else ""])
    if isinstance(read, Parsed):
        return _line(["parsed", read.sha256, *_packed(read.document)])
    return _line(["failed" if isinstance(read, Failed) else "refused", read.sha256, read.reason])


def decode_read(line: bytes, path: Path) -> Outcome:
    """Return the outcome for `path` on a line; raises ValueError, TypeError or KeyError where it is none."""
    kind, sha256, *told = json.loads(line)
    if kind == "unpacked":
        return Unpacked(path, sha256, Path(told[0]) if told[0] else None)
    if kind != "parsed":
        return _KINDS[kind](path, sha256, *told)
    id_, text, pages, plain, spans, units, citations, anaphora, names, passages, anchors, warnings = told
    number_span, heading, *closing = [span and Span(*span) for span in spans]
    number, type_, issuer, parent_issuer, place, date, title, signer, signer_role, *more = plain
    signer_block, secrecy, recipients = more
    document = Document(
        id=id_,
        text=text,
        pages=tuple(pages),
        header=Header(
            number=number,
            type=type_,
            issuer=issuer,
            parent_issuer=parent_issuer,
            place=place,
            date=date,
            title=title,
            signer=signer,
            signer_role=signer_role,
            signer_block=signer_block,
            recipients=tuple(recipients),
            secrecy=secrecy,
            number_span=number_span,
            heading=heading,
            closing=tuple(closing),
        ),
        units=tuple(Unit(*row) for row in units),
        citations=tuple(Citation(start, end, text[start:end], *row) for start, end, *row in citations),
        anaphora=tuple(Anaphor(start, end, text[start:end], target) for start, end, target in anaphora),
        names=tuple(Name(start, end, text[start:end]) for start, end in names),
        passages=tuple(Passage(start, end, text[start:end], *row) for start, end, *row in passages),
        anchors=tuple(Anchor(*row) for row in anchors),
        warnings=tuple(warnings),
    )
    return Parsed(path, sha256, document)


def _line(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"


def _packed(document: Document) -> list[object]:
    h = document.header
    spans = [h.number_span, h.heading, *h.closing]
    plain = [h.number, h.type, h.issuer, h.parent_issuer, h.place, h.date, h.title, h.signer, h.signer_role]
    return [
        document.id,
        document.text,
        document.pages,
        [*plain, h.signer_block, h.secrecy, h.recipients],
        [span and (span.start, span.end) for span in spans],
        [(u.kind, u.label, u.heading, u.start, u.end, u.parent) for u in document.units],
        [(c.start, c.end, c.number, c.type, c.date, c.issuer, c.title, c.relation, c.kind) for c in document.citations],
        [(a.start, a.end, a.target) for a in document.anaphora],
        [(n.start, n.end) for n in document.names],
        [(p.start, p.end, p.unit, p.heading_path) for p in document.passages],
        [(a.start, a.end, a.paragraph, a.run, a.character) for a in document.anchors],
        document.warnings,
    ]
