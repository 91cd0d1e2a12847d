"""class Library: an archive on disk, opened for reading and writing."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType

from assistant.answers.generator import open_generator
from directives.errors import UnknownDocument
from directives.grounded import Answer
from directives.models import (
    CitationView,
    Document,
    DocumentCard,
    Evidence,
    Filters,
    IngestProgress,
    IngestReport,
    SearchResult,
    Trace,
    Validity,
)
from directives.places import Place
from index import bodies, graph, validity
from index.encoder import Encoder
from index.query import ALL_STEPS, Steps
from index.ranking import Mode
from index.remembered import RememberingEncoder
from index.search import Searcher, Sort
from index.store import documents as store
from index.store.database import FILE_NAME, Database
from index.store.restricted import RestrictedDatabase
from ingest.options import Ocr
from library import (
    answering,
    archive,
    catalogue,
    coverage,
    naming,
    reading,
    unread,
    uploads,
)
from library.access import People, Role, Viewer, denied
from library.audit import Audit
from library.belonging import Collections, destined, open_to, withdrawn
from library.caches import Caches
from library.checking import Checks
from library.contents import Contents
from library.deciding import Decisions
from library.desk import Desk
from library.drafting import Drafts
from library.keeping import Bin
from library.lists import Lists
from library.model import Model
from library.originals import Originals
from library.reading import Missing, Tasks
from library.unread import Unread
from library.upkeep import Upkeep
from library.watching import Watch
from settings import Settings, load_settings

_NAMED = 200  # characters of a text that may be the name of a document


class Library:
    """An archive, from `Library.open`.  Several threads may use one object, several processes one archive.

    Here stand who looks at it, how its parts hang together, and the verbs that most callers want.  The rest hangs off
    it by topic; each of those objects is made for one viewer and keeps nothing between two calls.
    """

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
            self.audit.note("denied", doing)
            raise denied(role, doing)

    def log(self, action: str, object_: str, detail: str = "") -> None:
        """Add to the audit log, where there is sign-in."""
        if self.viewer is not None or self.settings.auth:
            self.audit.note(action, object_, detail)

    def _look_for_denied(self, *named: str) -> None:
        """Log that somebody named what the archive holds and they may not read."""
        if not isinstance(self.db, RestrictedDatabase):
            return
        for text in named:
            found = naming.numbered(self.whole.db, text) if 0 < len(text) <= _NAMED else ()
            for id_ in sorted(set(found) - self.db.visible()):
                self.audit.note("denied", id_, text)

    # --- by topic, each an object of its own ---

    @property
    def people(self) -> People:
        """Who may use this archive, and how they sign in."""
        return People(self)

    @property
    def collections(self) -> Collections:
        """The collections that its documents stand in."""
        return Collections(self)

    @property
    def audit(self) -> Audit:
        """The audit log."""
        return Audit(self)

    @property
    def originals(self) -> Originals:
        """The files that documents were read from, page by page."""
        return Originals(self)

    @property
    def contents(self) -> Contents:
        """What is held, counted, and what waits for a person."""
        return Contents(self.db)

    @property
    def lists(self) -> Lists:
        """Lists and tables of this archive to take away, as Excel or Word files."""
        return Lists(self)

    @property
    def checks(self) -> Checks:
        """Checks of drafts against this archive."""
        return Checks(self)

    @property
    def drafts(self) -> Drafts:
        """The drafts of this archive."""
        return Drafts(self)

    @property
    def decisions(self) -> Decisions:
        """What was decided by hand on ambiguous numbers."""
        return Decisions(self)

    @property
    def desk(self) -> Desk:
        """What whoever looks at this archive keeps: searches, what is new for them, what was searched for last."""
        return Desk(self)

    @property
    def bin(self) -> Bin:
        """The bin of this archive: what was removed and the viewer could read, to be put back or (by admins) purged."""
        self.require("editor", "mở thùng rác")
        return Bin(self)

    @property
    def upkeep(self) -> Upkeep:
        """Backups, checks and repairs of the whole archive."""
        return Upkeep(self)

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

    def places(self, evidence: Iterable[Evidence]) -> dict[Evidence, Place]:
        """Return where each piece stands in its document; nothing for documents that are not held any more."""
        return reading.places(self.db, evidence)

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
        return reading.missing(self.db, n)

    def validity(self, cards: Sequence[DocumentCard], as_of: str | None = None) -> dict[str, Validity]:
        """Return by id what later documents of the archive do to these at the ISO date `as_of` (default: today)."""
        with self.db.snapshot():
            return validity.validity(self.db, cards, as_of)

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
        target = destined(self, collection)
        ingestion = archive.Ingestion(self.whole, jobs, ocr, on_progress, target, self.db)
        report = ingestion.run(paths, sync, confirm_removal)
        for card in report.documents:
            self.log("ingest", card.id, card.source)
        return report

    def open_collections(self) -> frozenset[str]:
        """Return the collections that the viewer may bring documents into."""
        return open_to(self)

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
        if not withdrawn(self, card.id):
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
        return Watch(self.whole, folders, jobs, ocr, tell, on_progress, destined(self, collection))
