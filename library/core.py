"""class Library: an archive on disk, opened for reading and writing."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from assistant.answers.generator import open_generator
from directives.errors import BadRequest, UnknownDocument
from directives.grounded import Answer, CheckReport, Draft
from directives.models import (
    CitationView,
    Decision,
    Diagnosis,
    Document,
    DocumentCard,
    Evidence,
    Filters,
    IngestProgress,
    IngestReport,
    MissingDocument,
    Problem,
    SearchResult,
    TaskView,
    Trace,
    Validity,
)
from directives.places import Place, place_among
from index import bodies, graph, validity
from index.encoder import Encoder
from index.query import ALL_STEPS, Steps
from index.ranking import Mode
from index.remembered import RememberingEncoder
from index.search import Searcher, Sort
from index.store import access as access_rows
from index.store import decisions, notes, overview
from index.store import documents as store
from index.store.database import FILE_NAME, Database
from index.store.restricted import RestrictedDatabase
from ingest.options import Ocr
from library import (
    answering,
    archive,
    backup,
    catalogue,
    checking,
    coverage,
    doctor,
    maintenance,
    naming,
    reading,
    tables,
    unread,
    uploads,
)
from library.access import COMMON, People, Role, Viewer, denied
from library.backup import BackupReport
from library.caches import Caches
from library.desk import Desk
from library.drafting import DraftRequest, Drafts
from library.keeping import Bin
from library.lists import Lists
from library.locking import writing
from library.model import Model
from library.originals import Originals
from library.overview import Overview, glance
from library.unread import Unread
from library.watching import Watch
from settings import Settings, load_settings

_NAMED = 200  # characters of a text that may be the name of a document


@dataclass(frozen=True, slots=True)
class Facets:
    """What the filters of a search page can offer, most frequent first, and how much the archive holds."""

    types: tuple[str, ...]
    issuers: tuple[str, ...]
    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class Tasks:
    """A directive and its tasks."""

    document: DocumentCard
    tasks: tuple[TaskView, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Cited documents that the archive lacks, and cited numbers that it holds several times."""

    missing: tuple[MissingDocument, ...]
    ambiguous: tuple[MissingDocument, ...]


class Library:
    """An archive, from `Library.open`.  Several threads may use one object, several processes one archive."""

    def __init__(self, path: Path, settings: Settings, encoder: Encoder | None) -> None:
        """Use `Library.open`."""
        self.path = path
        self.settings = settings
        self.db = Database(path / FILE_NAME)
        self.model = Model(path, self.db, settings, encoder)
        self.caches = Caches(path, self.db, settings, self.model)
        self._whole: Library | None = None
        self.viewer: Viewer | None = None
        self.unread = Unread(path)
        catalogue.load(self.db, self.path, settings.catalogue)
        unread.clear(self.db, self.path)

    @classmethod
    def open(
        cls, path: Path | None = None, settings: Settings | None = None, encoder: Encoder | None = None
    ) -> Library:
        """Open, or create, the archive in folder `path` (default: the settings' library).

        `encoder` replaces the one that the settings name.  Raises ArchiveDamaged; a model that does not fit the
        archive shows at the first use that needs one, as ModelMismatch.
        """
        settings = settings or load_settings()
        return cls((path or settings.library).absolute(), settings, encoder)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to the store."""
        self.db.close()
        if self._whole is None:
            self.unread.close()

    # --- who sees it ---

    @property
    def whole(self) -> Library:
        """The archive without restriction: this object, unless it is somebody's view."""
        return self._whole or self

    def as_viewer(self, viewer: Viewer) -> Library:
        """Return the archive as somebody who has signed in sees it: what they may not read is not there, in any answer.

        Only valid as long as their rights do not change: to be made anew for each request.
        """
        whole = self.whole
        view = copy.copy(whole)
        view._whole, view.viewer = whole, viewer
        if not viewer.unrestricted:
            view.db = RestrictedDatabase(whole.db, viewer.scope)
        return view

    def require(self, role: Role, doing: str) -> None:
        """Raise AccessDenied, and log it, where the viewer has not at least this role."""
        if self.viewer is not None and not self.viewer.may(role):
            self.people.note("denied", doing)
            raise denied(role, doing)

    @property
    def people(self) -> People:
        """People, collections and the audit log of this archive."""
        return People(self)

    def log(self, action: str, object_: str, detail: str = "") -> None:
        """Add to the audit log, where there is sign-in."""
        if self.viewer is not None or self.settings.auth:
            self.people.note(action, object_, detail)

    def _look_for_denied(self, *named: str) -> None:
        """Log that somebody named what the archive holds and they may not read."""
        if not isinstance(self.db, RestrictedDatabase):
            return
        for text in named:
            found = naming.numbered(self.whole.db, text) if 0 < len(text) <= _NAMED else ()
            for id_ in sorted(set(found) - self.db.visible()):
                self.people.note("denied", id_, text)

    # --- parts opened when first needed ---

    @property
    def encoder(self) -> RememberingEncoder:
        """The encoder of this archive's model, remembering.  Raises ModelMismatch when the settings name another."""
        return self.model.fitting()

    def searcher(self) -> Searcher:
        """Return a searcher for what may be seen, over caches that are up to date."""
        return self.caches.searcher(self.db)

    # --- reading ---

    def documents(self) -> tuple[DocumentCard, ...]:
        """Return the cards of all documents, newest added last."""
        return store.cards(self.db)

    def cards(self, ids: Sequence[str]) -> tuple[DocumentCard, ...]:
        """Return the cards of the held documents among `ids`, in their order."""
        self._look_for_denied(*ids)
        return store.cards(self.db, ids)

    def find(self, named: str) -> tuple[DocumentCard, ...]:
        """Return the documents with this id, reference number in any loose form, name of a file or title."""
        self._look_for_denied(named)
        return store.cards(self.db, naming.named(self.db, named))

    def card(self, named: str) -> DocumentCard:
        """Return the one document meant.  Raises UnknownDocument when there is none, or more than one."""
        found = self.find(named)
        if not found:
            raise UnknownDocument(
                f"Trong kho không có văn bản “{named}”; hãy xem danh sách bằng “danchieu list” "
                "hoặc nạp văn bản đó vào kho."
            )
        if len(found) > 1:
            raise UnknownDocument(naming.several(named, found))
        return found[0]

    def document(self, id_or_number: str) -> Document:
        """Return the whole document meant.  Raises UnknownDocument as `card` does."""
        document = store.get(self.db, self.card(id_or_number).id)
        if document is None:
            raise UnknownDocument(f"Văn bản “{id_or_number}” vừa được gỡ khỏi kho; hãy tải lại danh sách.")
        return document

    def task_counts(self) -> dict[str, int]:
        """Return how many tasks each document has, for those that have any."""
        return store.task_counts(self.db)

    def page_counts(self, ids: Sequence[str]) -> dict[str, int]:
        """Return by id how many pages documents have; 1 for one running text."""
        return overview.page_counts(self.db, ids)

    def places(self, evidence: Iterable[Evidence]) -> dict[Evidence, Place]:
        """Return where each piece stands in its document; nothing for documents that are not held any more."""
        pieces = list(evidence)
        outlines = overview.outlines(self.db, list({piece.document for piece in pieces}))
        return {p: place_among(*outlines[p.document], p.start) for p in pieces if p.document in outlines}

    def overview(self, missing: int = 8, newest: int = 5) -> Overview:
        """Return the archive at a glance: what it holds, what is missing, what waits for a person."""
        return glance(self.db, missing, newest)

    @property
    def originals(self) -> Originals:
        """The files that documents were read from, page by page."""
        return Originals(self)

    def facets(self) -> Facets:
        """Return what the filters can offer."""
        with self.db.snapshot():
            return Facets(
                types=store.facet_values(self.db, "type"),
                issuers=store.facet_values(self.db, "issuer"),
                documents=store.count(self.db, "documents"),
                passages=store.count(self.db, "passages"),
            )

    def citations(self, document_id: str) -> tuple[CitationView, ...]:
        """Return the citations of a document with what they resolve to, in reading order."""
        self._look_for_denied(document_id)
        return graph.citations_of(self.db, document_id)

    def search(
        self,
        text: str,
        k: int = 10,
        filters: Filters = Filters(),
        sort: Sort = "score",
        mode: Mode = "hybrid",
        steps: Steps = ALL_STEPS,
    ) -> SearchResult:
        """Return the best `k` passages for `text`; `steps` leaves out steps of understanding it."""
        self._look_for_denied(text, filters.document or "")
        return self.searcher().search(text, k, filters, sort, mode, steps)

    def issuers_like(self, name: str) -> tuple[str, ...]:
        """Return the issuers that `name` may mean: whole, in part, abbreviated or without accents.

        Raises BadRequest with the nearest names where the archive has none such.
        """
        return bodies.issuers_like(self.db, name)

    def tasks(self, id_or_number: str, task: str | None = None, k: int = 5) -> Tasks:
        """Return a directive's tasks (or the one labelled `task`) with citations and passages of other documents."""
        document = self.document(id_or_number)
        return Tasks(self.card(document.id), reading.tasks(self.db, self.searcher(), document, task, k))

    def coverage(self, id_or_number: str) -> tuple[coverage.TaskCoverage, ...]:
        """Return how much the archive holds on each task of a directive."""
        return coverage.coverage(self, id_or_number)

    def trace(self, number: str, depth: int = 2, k: int = 5) -> Trace:
        """Return what is known of a reference number (or of a document named): documents, passages, edges both ways."""
        self._look_for_denied(number)
        return reading.trace(self.db, self.searcher(), number, depth, k)

    def missing(self, n: int = 50) -> Missing:
        """Return the `n` most cited missing documents, and ambiguous numbers."""
        with self.db.snapshot():
            return Missing(graph.missing(self.db, "MISSING", n), graph.missing(self.db, "AMBIGUOUS", n))

    @property
    def lists(self) -> Lists:
        """Lists and tables of this archive to take away, as Excel or Word files."""
        return Lists(self)

    def validity(self, cards: Sequence[DocumentCard], as_of: str | None = None) -> dict[str, Validity]:
        """Return by id what later documents of the archive do to these at the ISO date `as_of` (default: today)."""
        with self.db.snapshot():
            return validity.validity(self.db, cards, as_of)

    def check(self, path: Path, as_of: str | None = None) -> CheckReport:
        """Check every citation of the draft in a file; `as_of`: the ISO date at which force is judged."""
        return checking.check_file(self, path, as_of)

    def check_text(self, text: str, as_of: str | None = None) -> CheckReport:
        """Check every citation of a pasted draft."""
        return checking.check_text(self, text, as_of)

    def with_comments(self, report: CheckReport, path: Path | None = None) -> bytes:
        """Return a .docx with the findings as comments: the checked draft where `path` is one, else one of its text."""
        self.log("export", "nhận xét trên dự thảo")
        return checking.with_comments(self, report, path)

    def finding_table(self, report: CheckReport) -> bytes:
        """Return the findings of a check as an Excel file."""
        self.log("export", "kết quả kiểm tra dự thảo")
        return tables.findings(report)

    @property
    def desk(self) -> Desk:
        """What whoever looks at this archive keeps: searches, what is new for them, what was searched for last."""
        return Desk(self)

    @property
    def drafts(self) -> Drafts:
        """The drafts of this archive."""
        return Drafts(self)

    def draft(self, request: DraftRequest) -> Draft:
        """Return a checked draft in the prescribed form; prose where a generator is set, else words of the sources."""
        return self.drafts.make(request, answering.composer(self))

    def answer(self, question: str, k: int = 8, on_text: Callable[[str], None] = lambda _: None) -> Answer:
        """Answer from the best `k` passages, or refuse where they are no basis.

        With a generator in the settings it writes and `on_text` hears its text, unverified, as it comes.  Raises
        GeneratorFailed when it cannot.
        """
        return answering.answer(self, question, k, open_generator(self.settings), on_text)

    def generator_place(self) -> str:
        """Return where the text of questions and passages goes: host and model, "" when nothing leaves the machine."""
        generator = open_generator(self.settings)
        return generator.place if generator else ""

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision made by hand on an ambiguous number, newest first."""
        return decisions.all_of(self.db)

    def decide(self, number: str, chosen: str, citing: str | None = None) -> None:
        """Keep that `number` means the held document with id `chosen`, in the document `citing` or everywhere.

        Raises BadRequest when the chosen document does not bear the number, UnknownDocument when it is not held.
        """
        self.require("editor", "chọn văn bản cho số, ký hiệu trùng nhau")
        card, where = self.card(chosen), self.card(citing).id if citing else None
        if where is None and isinstance(self.db, RestrictedDatabase):
            self.require("admin", "chọn cho toàn kho")  # it would hold in documents that the viewer may not read, too
        whole = self.whole.db
        with writing(self.path), whole.atomic_notes():
            graph.decide(whole, number, card.id, where)

    def revoke(self, decision_id: int) -> None:
        """Forget a decision; its citations are resolved by the rules again."""
        self.require("editor", "bỏ lựa chọn đã ghi")
        if self.viewer is not None and decisions.get(self.db, decision_id) is None:
            raise BadRequest("Không có lựa chọn này nữa; hãy tải lại danh sách các lựa chọn đã ghi.")
        whole = self.whole.db
        with writing(self.path), whole.atomic_notes():
            graph.revoke(whole, decision_id)

    def attention(self) -> tuple[Problem, ...]:
        """Return the matters that wait for a person."""
        return notes.attention(self.db)

    def failures(self) -> tuple[Problem, ...]:
        """Return the files that could not be added, with the reasons."""
        return tuple(Problem(failure.path, failure.reason) for failure in notes.failures(self.db))

    # --- writing ---

    def ingest(
        self,
        paths: Sequence[Path],
        jobs: int = 0,
        ocr: Ocr = "auto",
        sync: bool = False,
        on_progress: Callable[[IngestProgress], None] | None = None,
        confirm_removal: bool = False,
        collection: str | None = None,
    ) -> IngestReport:
        """Bring files, and the files below folders, into the archive; `on_progress` hears of each file as it ends.

        With `sync`, documents whose files are gone from the folders move into the bin; many at once only when
        `confirm_removal` says that this is meant.  New documents come into `collection` (default: the common one),
        which the viewer must be able to read; what the archive held already comes into it as well.
        """
        self.require("editor", "nạp văn bản")
        if sync:
            self.require("admin", "đồng bộ thư mục")
        if not all(uploads.was_uploaded(self.path.resolve(), path) for path in paths):
            # Another's documents may lie at any place that this process can read.
            self.require("admin", "nạp tệp, thư mục nằm trên máy chủ (người khác tải tệp lên)")
        target = self._collection(collection)
        ingestion = archive.Ingestion(self.whole, jobs, ocr, on_progress, target, self.db)
        report = ingestion.run(paths, sync, confirm_removal)
        for card in report.documents:
            self.log("ingest", card.id, card.source)
        return report

    def open_collections(self) -> frozenset[str]:
        """Return the collections that the viewer may bring documents into."""
        known = frozenset(found.name for found in access_rows.collections(self.whole.db))
        return known if self.viewer is None or self.viewer.unrestricted else known & self.viewer.collections

    def _collection(self, wanted: str | None) -> str | None:
        """Return the collection that what comes goes into; None: the common one, and nothing moves."""
        if wanted is None and (self.viewer is None or self.viewer.unrestricted):
            return None
        allowed = self.open_collections()
        if wanted is None and COMMON not in allowed and len(allowed) == 1:
            return next(iter(allowed))
        if (wanted or COMMON) not in allowed:
            raise BadRequest(
                f"Không có bộ văn bản “{wanted or COMMON}”; hãy chọn một trong: {', '.join(sorted(allowed)) or '–'}."
            )
        return wanted or COMMON

    def add_texts(self, entries: Iterable[tuple[str, str, str]]) -> int:
        """Add (source, title, text) entries as they are, equal texts kept apart; return how many were added."""
        self.require("admin", "nạp văn bản")
        return archive.add_texts(self.whole, entries)

    def upload(self, name: str, data: bytes) -> Path:
        """Keep an uploaded file inside the archive and return its path, to be ingested."""
        self.require("editor", "nạp văn bản")
        return uploads.keep_upload(self.path, name, data, self.unread.expect)

    def remove(self, id_or_number: str) -> DocumentCard:
        """Move a document into the bin (its files on disk stay) and return its card."""
        self.require("editor", "gỡ văn bản")
        card = self.card(id_or_number)
        held = access_rows.collections_of(self.whole.db, card.id)
        others = held - self.viewer.collections if self.viewer and not self.viewer.unrestricted else frozenset()
        if others:  # it stays for those who read it in a collection that the viewer cannot
            with writing(self.path), self.whole.db.atomic_notes():
                access_rows.put_into(self.whole.db, card.id, others)
        else:
            Bin(self.whole).put(card)
        self.log("remove", card.id, f"{card.number or ''} {card.title or ''}".strip())
        return card

    def watch(
        self,
        folders: Sequence[Path],
        jobs: int = 0,
        ocr: Ocr = "auto",
        tell: Callable[[str], None] = lambda _: None,
        on_progress: Callable[[IngestProgress], None] | None = None,
        collection: str | None = None,
    ) -> Watch:
        """Return a watch over folders, which brings in what changes in them as `ingest` does with `sync`.

        Raises BadRequest for a collection that there is not.
        """
        self.require("admin", "theo dõi thư mục")
        return Watch(self.whole, folders, jobs, ocr, tell, on_progress, self._collection(collection))

    def backup(self, target: Path) -> BackupReport:
        """Write the whole archive, with the files that it keeps itself, into one file, while it may be in use."""
        self.require("admin", "sao lưu kho")
        report = backup.make(self.whole, target)
        self.log("backup", report.path)
        return report

    def backup_file(self) -> bytes:
        """Return a backup as a file's contents, to be sent through the pages.  Raises BadRequest."""
        self.require("admin", "sao lưu kho")
        self.log("backup", "tải về")
        return backup.sent(self.whole)

    def last_backup(self) -> tuple[str, str] | None:
        """Return (where it went, when it was made) of the last backup that was written on this machine."""
        self.require("admin", "xem lần sao lưu gần nhất")
        return backup.last(self.path)

    @property
    def bin(self) -> Bin:
        """The bin of this archive: what was removed and the viewer could read, to be put back or (by admins) purged."""
        self.require("editor", "mở thùng rác")
        return Bin(self)

    def reencode(self, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Encode all passages with the settings' model; can be stopped and goes on where it was.  Return how many."""
        self.require("admin", "mã hóa lại kho")
        return maintenance.reencode(self.whole, on_progress)

    def doctor(self, repair: bool = False) -> Diagnosis:
        """Check the archive; `repair` rebuilds the caches and resolves all citations anew first."""
        self.require("admin", "kiểm tra kho")
        return doctor.diagnose(self.whole, repair)
