"""Files and texts into the archive, and out of it.

Reading and encoding happen without the writer's lock; a batch is then written under it, each document in one
transaction, and the caches are brought up to date before the lock is let go.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from directives.errors import BadRequest
from directives.headers.header import parse_header
from directives.models import Document, DocumentCard, Header, IngestProgress, IngestReport, Problem
from directives.text import canonical
from directives.units.structure import parse_units
from index import graph
from index.context import passage_input
from index.store import documents as store
from index.store import notes
from index.store.database import Database
from ingest import ocr as tesseract
from ingest import pipeline, soffice
from ingest.options import Ocr
from ingest.passages import split_passages
from library.locking import writing
from library.renditions import find_rendition

if TYPE_CHECKING:
    from library.core import Library

READER = 2  # raised when reading improves: files that failed under an older reader are tried again
_BATCH = 96  # passages encoded and written together: a few seconds of work, which is what a crash may cost
_UPLOADS = "uploads"  # folder of the archive for files that come as bytes
_UNPACKED = "unpacked"  # folder of the archive for the files of zip archives
Outcome = Literal["added", "updated", "unchanged", "duplicate", "failed", "refused"]


@dataclass(frozen=True, slots=True)
class _Pending:
    """A document read and not yet written."""

    source: store.Source
    document: Document


class Ingestion:
    """One run of `ingest`: decides for each file what it is, reads the new ones, writes them in batches."""

    def __init__(
        self, library: Library, jobs: int, ocr: Ocr, on_progress: Callable[[IngestProgress], None] | None
    ) -> None:
        """Prepare a run on `library` with `jobs` reading processes (0: one per core)."""
        self._library = library
        self._db: Database = library.db
        self._jobs = jobs
        self._ocr = ocr
        self._reader = _reader(ocr)
        self._on_progress = on_progress
        self._counts: dict[Outcome, int] = dict.fromkeys(
            ("added", "updated", "unchanged", "duplicate", "failed", "refused"), 0
        )
        self._problems: dict[Outcome, list[Problem]] = {"failed": [], "refused": []}
        self._attention: list[Problem] = []
        self._documents: list[tuple[str, str]] = []
        self._sources: dict[str, store.Source] = {}
        self._total = 0

    def run(self, paths: Sequence[Path], sync: bool) -> IngestReport:
        """Ingest the files at and below `paths`; every file found is counted once."""
        found = pipeline.scan(paths)
        files, closed = pipeline.opened(found, self._library.path / _UNPACKED)
        self._total = len(files) + len(closed)
        for archive in closed:
            self._fail("failed", archive.path, archive.sha256, archive.reason)
        named = {path.absolute() for path in paths}
        to_read = [path for path in files if self._is_new(path, named)]
        pending: list[_Pending] = []
        for read in pipeline.read_documents(to_read, self._library.settings, self._jobs, self._ocr):
            if isinstance(read, pipeline.Parsed):
                pending.append(_Pending(self._source(read.path, read.sha256), read.document))
                if sum(len(p.document.passages) for p in pending) >= _BATCH:
                    self._write(pending)
                    pending = []
            else:
                outcome: Outcome = "failed" if isinstance(read, pipeline.Failed) else "refused"
                self._fail(outcome, read.path, read.sha256, read.reason)
        self._write(pending)
        if sync:
            self._drop_vanished(paths, [*found, *files])
        self._library.save_caches()
        with writing(self._library.path), self._db.atomic_notes():
            notes.note_attention(self._db, self._attention)
        return self._report()

    def _source(self, path: Path, sha256: str) -> store.Source:
        known = self._sources[str(path)]
        return known if known.sha256 == sha256 else replace(known, sha256=sha256)

    def _is_new(self, path: Path, named: set[Path]) -> bool:
        """Whether the file must be read; if not, it is counted here."""
        try:
            found = pipeline.fingerprint(path)
        except OSError as error:
            reason = f"Không mở được tệp ({error.strerror or error}); hãy kiểm tra đường dẫn và quyền đọc."
            self._count("failed", path, reason)
            return False
        source = store.Source(str(path), found.sha256, found.size, found.mtime_ns)
        self._sources[str(path)] = source
        known = store.source_at(self._db, str(path))
        if known and known.sha256 == source.sha256:
            self._count("unchanged", path, document_id=known.document_id)
            return False
        same = store.source_with_bytes(self._db, source.sha256)
        if same and known is None:
            with writing(self._library.path), self._db.atomic_notes():
                store.add_source(self._db, same.document_id, source)
            self._count("duplicate", path, document_id=same.document_id)
            return False
        failure = notes.failure_at(self._db, str(path), self._reader)
        # The same bytes would fail again; a file that was named itself is tried all the same.
        if failure and failure.sha256 == source.sha256 and path not in named:
            self._count("failed" if failure.kind == "failed" else "refused", path, failure.reason)
            return False
        return True

    def _fail(self, outcome: Outcome, path: Path, sha256: str, reason: str) -> None:
        """Remember that a file could not be read; what the archive held of it before stays searchable."""
        with writing(self._library.path), self._db.atomic_notes():
            notes.note_failure(self._db, notes.Failure(str(path), sha256, reason, outcome), self._reader)
        ours = (self._library.path / _UPLOADS, self._library.path / _UNPACKED)
        if outcome == "refused" and any(map(path.is_relative_to, ours)):
            path.unlink(missing_ok=True)  # nothing of a refused document is kept; files elsewhere are not ours
        if store.source_at(self._db, str(path)):
            kept = "Bản mới của tệp không đọc được, kho vẫn giữ bản trước; hãy thay bằng tệp đọc được rồi nạp lại."
            self._attention.append(Problem(str(path), kept))
        self._count(outcome, path, reason)

    def _count(self, outcome: Outcome, path: Path, reason: str = "", document_id: str = "", passages: int = 0) -> None:
        self._counts[outcome] += 1
        if outcome in self._problems:
            self._problems[outcome].append(Problem(str(path), reason))
        if document_id:
            self._documents.append((document_id, str(path)))
        if self._on_progress:
            done = sum(self._counts.values())
            self._on_progress(IngestProgress(done, self._total, str(path), outcome, reason, passages))

    # --- writing a batch ---

    def _write(self, pending: Sequence[_Pending]) -> None:
        if not pending:
            return
        vectors = _encode(self._library, pending)
        with writing(self._library.path):
            begin = 0
            for item in pending:
                end = begin + len(item.document.passages)
                outcome, document_id = self._place(item, vectors[begin:end])
                begin = end
                path = Path(item.source.path)
                self._count(outcome, path, document_id=document_id, passages=len(item.document.passages))
            self._library.update_caches_held()

    def _place(self, item: _Pending, vectors: store.Vectors) -> tuple[Outcome, str]:
        """Write one document in one transaction; return how it came in and under which id."""
        path = item.source.path
        with self._db.atomic() as generation:
            claim_model(self._db, self._library.encoder.identity, self._library.encoder.spec.dimension)
            notes.forget_failure(self._db, path)
            current = store.source_at(self._db, path)
            same = store.with_text(self._db, store.text_sha256(item.document.text))
            if same:
                self._detach(generation, current, keep=same)
                store.add_source(self._db, same, item.source)
                return ("unchanged" if current and current.document_id == same else "duplicate"), same
            if current and len(store.sources_of(self._db, current.document_id)) == 1:
                self._replace(generation, current.document_id, item, vectors)
                return "updated", current.document_id
            rendition = find_rendition(self._db, item.document)
            if rendition.document_id and not current:
                store.add_source(self._db, rendition.document_id, item.source)
                if rendition.better:
                    self._replace(generation, rendition.document_id, item, vectors)
                return "duplicate", rendition.document_id
            if rendition.others:
                self._attention.append(Problem(path, rendition.message()))
            self._attention += [Problem(path, warning) for warning in item.document.warnings]
            self._detach(generation, current, keep=None)
            document = replace(item.document, id=free_id(self._db, item.document.id))
            add(self._db, generation, document, item.source, vectors)
            return ("updated" if current else "added"), document.id

    def _detach(self, generation: int, current: store.Source | None, keep: str | None) -> None:
        """Forget what `current`'s file held before; its document goes when no other file holds it."""
        if current is None or current.document_id == keep:
            return
        if len(store.sources_of(self._db, current.document_id)) == 1:
            take_out(self._db, generation, current.document_id, "updated")
        else:
            store.remove_source(self._db, current.path)

    def _replace(self, generation: int, document_id: str, item: _Pending, vectors: store.Vectors) -> None:
        others = [s for s in store.sources_of(self._db, document_id) if s.path != item.source.path]
        take_out(self._db, generation, document_id, "updated")
        add(self._db, generation, replace(item.document, id=document_id), item.source, vectors)
        for source in others:
            store.add_source(self._db, document_id, source)

    # --- after the files ---

    def _drop_vanished(self, paths: Sequence[Path], files: Sequence[Path]) -> None:
        """Take out documents whose files are gone from the folders; a folder that shows no file is left alone."""
        present = {str(path) for path in files}
        for folder in (path.absolute() for path in paths):
            below = [s for s in store.sources_below(self._db, str(folder)) if s.path not in present]
            if not below:
                continue
            if not folder.is_dir() or not any(path.is_relative_to(folder) for path in files):
                message = "Thư mục trống hoặc không truy cập được nên không gỡ văn bản nào; hãy kiểm tra lại thư mục."
                self._attention.append(Problem(str(folder), message))
                continue
            with writing(self._library.path):
                for source in below:
                    with self._db.atomic() as generation:
                        self._detach_removed(generation, source)
                self._library.update_caches_held()

    def _detach_removed(self, generation: int, source: store.Source) -> None:
        if len(store.sources_of(self._db, source.document_id)) == 1:
            take_out(self._db, generation, source.document_id, "removed")
            message = "Tệp không còn trong thư mục; văn bản đã được gỡ khỏi kho, nội dung vẫn lưu trong lịch sử."
            self._attention.append(Problem(source.path, message))
        else:
            store.remove_source(self._db, source.path)

    def _report(self) -> IngestReport:
        cards = {card.id: card for card in store.cards(self._db, [id_ for id_, _ in self._documents])}
        return IngestReport(
            added=self._counts["added"],
            updated=self._counts["updated"],
            unchanged=self._counts["unchanged"],
            duplicates=self._counts["duplicate"],
            failed=tuple(self._problems["failed"]),
            refused=tuple(self._problems["refused"]),
            attention=tuple(self._attention),
            documents=tuple(replace(cards[id_], source=path) for id_, path in self._documents if id_ in cards),
        )


def _reader(ocr: Ocr) -> int:
    """Return what tells one way of reading from another: a file that failed under one may be read under the next.

    LibreOffice or tesseract may have been installed since, or recognition switched on.
    """
    return 8 * READER + 4 * (ocr != "never") + 2 * (soffice.program() is not None) + (tesseract.program() is not None)


def _encode(library: Library, pending: Sequence[_Pending]) -> store.Vectors:
    """Return the vectors of the passages of all documents, one after the other."""
    texts = [
        passage_input(item.document.header.title, item.document.header.issuer, passage.heading_path, passage.text)
        for item in pending
        for passage in item.document.passages
    ]
    return library.encoder.passages(texts)


# --- single steps, inside Database.atomic() ---------------------------------------------------------------------------


def claim_model(db: Database, identity: str, dimension: int) -> None:
    """Note the model of an archive that has none yet."""
    if db.meta("model") is None:
        db.set_meta("model", identity)
        db.set_meta("dimension", str(dimension))


def free_id(db: Database, wanted: str) -> str:
    """Return `wanted`, or an id derived from it when a document that began with the same text has it already."""
    candidate, attempt = wanted, 0
    while store.exists(db, candidate):
        attempt += 1
        candidate = hashlib.sha256(f"{wanted}/{attempt}".encode()).hexdigest()[:16]
    return candidate


def add(db: Database, generation: int, document: Document, source: store.Source, vectors: store.Vectors) -> None:
    """Write a new document and resolve all citations that its coming concerns."""
    store.add(db, generation, document, source, vectors)
    graph.revise(db, document.id, [document.header.number])


def take_out(db: Database, generation: int, document_id: str, cause: str) -> None:
    """Remove a document and resolve anew the citations that pointed to it."""
    number = store.facts(db, document_id).number
    store.remove(db, generation, document_id, cause)
    graph.revise(db, document_id, [number])


# --- other ways in and out --------------------------------------------------------------------------------------------


def remove(library: Library, card: DocumentCard) -> DocumentCard:
    """Take one document out of the archive and return its card."""
    with writing(library.path):
        with library.db.atomic() as generation:
            take_out(library.db, generation, card.id, "removed")
        library.update_caches_held()
    return card


def add_texts(library: Library, entries: Iterable[tuple[str, str, str]]) -> int:
    """Add (source, title, text) entries; see Library.add_texts."""
    count = 0
    batch: list[_Pending] = []
    for name, title, text in entries:
        document = _plain_document(name, title, canonical(text))
        source = store.Source(name, hashlib.sha256(text.encode()).hexdigest(), len(text), 0)
        batch.append(_Pending(source, document))
        count += 1
        if sum(len(p.document.passages) for p in batch) >= _BATCH:
            _write_plain(library, batch)
            batch = []
    _write_plain(library, batch)
    library.save_caches()
    return count


def _plain_document(name: str, title: str, text: str) -> Document:
    header = replace(Header(), title=title or None)
    if not title:
        header = parse_header(text)
    units = parse_units(text, header)
    id_ = hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()[:16]
    passages = split_passages(text, header, units)
    return Document(id_, text, (0,), header, units, (), (), (), passages)


def _write_plain(library: Library, batch: Sequence[_Pending]) -> None:
    if not batch:
        return
    encoder = library.encoder
    vectors = _encode(library, batch)
    with writing(library.path):
        begin = 0
        with library.db.atomic() as generation:
            claim_model(library.db, encoder.identity, encoder.spec.dimension)
            for item in batch:
                end = begin + len(item.document.passages)
                store.add(library.db, generation, item.document, item.source, vectors[begin:end])
                begin = end
        library.update_caches_held()


def keep_upload(library: Path, name: str, data: bytes) -> Path:
    """Write an uploaded file below the archive's folder, by the hash of its bytes, and return where.

    Raises BadRequest for a name without letters or digits.
    """
    plain = re.sub(r"[^\w.\- ()]", "_", Path(name.replace("\\", "/")).name).strip(" .")
    if not re.search(r"\w", plain):
        raise BadRequest(f"Tên tệp “{name}” không hợp lệ; hãy đổi tên tệp rồi tải lên lại.")
    folder = library / _UPLOADS / hashlib.sha256(data).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / plain[-120:]
    temporary = folder / ".writing"
    temporary.write_bytes(data)
    temporary.replace(target)
    return target
