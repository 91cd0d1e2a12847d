"""The citation check over an archive: drafts from files and pasted text, findings as comments and a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.checks.check import check
from assistant.checks.comments import commented, commented_text
from directives.errors import BadRequest
from directives.grounded import CheckReport, Office
from directives.models import Document
from index.store import documents as store
from ingest import pipeline
from ingest.content import Content
from ingest.reading import document_of
from library import tables
from library.knowledge import ArchiveKnowledge
from settings import Settings

if TYPE_CHECKING:
    from library.core import Library


class Checks:
    """Checks of drafts against an archive, as whoever looks at it may see it; nothing of a draft is kept."""

    def __init__(self, library: Library) -> None:
        """Use `Library.checks`."""
        self._library = library

    def file(self, path: Path, as_of: str | None = None) -> CheckReport:
        """Check every citation of the draft in a file; `as_of`: the ISO date at which force is judged.

        Raises UnreadableFile or SecretDocument.
        """
        return self._checked(pipeline.read_document(path, self._library.settings), as_of)

    def text(self, text: str, as_of: str | None = None) -> CheckReport:
        """Check a pasted draft.  Raises BadRequest when there is nothing in it, SecretDocument for a secrecy mark."""
        return self._checked(_document_of_text(text), as_of)

    def with_comments(self, report: CheckReport, path: Path | None = None) -> bytes:
        """Return a .docx with the findings as comments: the checked draft where `path` is one, else one of its text."""
        self._library.log("export", "nhận xét trên dự thảo")
        if path is not None and path.suffix.lower() == ".docx":
            document = pipeline.read_document(path, self._library.settings)
            if document.text == report.text and document.anchors:
                return commented(path.read_bytes(), document.anchors, report)
        return commented_text(report)

    def table(self, report: CheckReport) -> bytes:
        """Return the findings of a check as an Excel file."""
        self._library.log("export", "kết quả kiểm tra dự thảo")
        return tables.findings(report)

    def _checked(self, document: Document, as_of: str | None) -> CheckReport:
        db = self._library.db
        knowledge = ArchiveKnowledge(self._library)
        knowledge.prepare()
        with db.snapshot():
            held = store.exists(db, document.id)
            return check(document, knowledge, office_of(self._library.settings), as_of, held=held)


def office_of(settings: Settings) -> Office | None:
    """Return the office of the settings, None where they name none."""
    if not settings.office:
        return None
    return Office(
        name=settings.office,
        parent=settings.office_parent,
        symbol=settings.office_symbol,
        unit=settings.office_unit,
        place=settings.office_place,
        authority=settings.office_authority,
        signer_role=settings.office_signer_role,
        signer=settings.office_signer,
        recipients=tuple(line.strip() for line in settings.office_recipients.split(";") if line.strip()),
    )


def _document_of_text(text: str) -> Document:
    """Return the document that a pasted text is."""
    from directives.text import canonical

    if not any(map(str.isalnum, text)):
        raise BadRequest("Chưa có nội dung để kiểm tra; hãy dán dự thảo vào ô hoặc chọn tệp.")
    return document_of(Content(canonical(text)))
