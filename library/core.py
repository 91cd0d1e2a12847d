"""class Library: an archive on disk, opened for reading and writing."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from assistant.answers.generator import open_generator
from directives.errors import ModelMismatch, UnknownDocument
from directives.grounded import Answer, CheckReport, Draft
from directives.models import (
    CitationView,
    Decision,
    Diagnosis,
    Document,
    DocumentCard,
    Filters,
    IngestProgress,
    IngestReport,
    MissingDocument,
    Problem,
    SearchResult,
    Span,
    TaskView,
    Trace,
    Validity,
)
from index import graph, validity
from index.accents import Accents
from index.encoder import Encoder, open_encoder
from index.lexical import LexicalIndex
from index.remembered import RememberingEncoder
from index.search import Mode, Searcher, Sort
from index.store import decisions, notes, overview
from index.store import documents as store
from index.store.database import FILE_NAME, Database
from index.vectors import VectorIndex
from ingest.options import Ocr
from library import (
    answering,
    archive,
    backup,
    catalogue,
    checking,
    doctor,
    maintenance,
    originals,
    reading,
    tables,
    uploads,
)
from library.backup import BackupReport
from library.drafting import DraftRequest, Drafts
from library.keeping import Bin
from library.locking import held_by_none, writing
from library.overview import Overview, glance
from library.watching import Watch
from settings import Settings, load_settings


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
        self._encoder = encoder
        self._remembering: RememberingEncoder | None = None
        self._caches: tuple[LexicalIndex, VectorIndex] | None = None
        self._accents = Accents(path / "cache")
        self._opening = threading.RLock()
        catalogue.load(self.db, self.path, settings.catalogue)

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

    # --- parts opened when first needed ---

    @property
    def encoder(self) -> RememberingEncoder:
        """The encoder of this archive's model, remembering.  Raises ModelMismatch when the settings name another."""
        with self._opening:
            if self._encoder is None:
                self._encoder = open_encoder(self.settings)
            model = self.db.meta("model")
            if model is not None and model != self._encoder.identity:
                raise ModelMismatch(
                    f"Kho {self.path} được mã hóa bằng mô hình “{model}”, cấu hình hiện nay dùng "
                    f"“{self._encoder.identity}”; hãy chạy “danchieu reencode --library {self.path}” để mã hóa lại, "
                    "hoặc đặt lại mô hình cũ trong cấu hình."
                )
            if self._remembering is None:
                self._remembering = RememberingEncoder(self._encoder, self.db)
            return self._remembering

    @property
    def caches(self) -> tuple[LexicalIndex, VectorIndex]:
        """The lexical and the dense cache, as they are on disk."""
        with self._opening:
            if self._caches is None:
                dimension = int(self.db.meta("dimension") or 0) or self.encoder.spec.dimension
                folder = self.path / "cache"
                self._caches = LexicalIndex(folder), VectorIndex(folder, dimension)
            return self._caches

    def drop_caches(self) -> None:
        """Forget the opened caches and the encoder's fit; the next use opens them anew."""
        with self._opening:
            self._caches = None

    def searcher(self) -> Searcher:
        """Return a searcher over caches that are up to date, unless a writer is at work: it updates them itself."""
        encoder = self.encoder
        encoder.prepare()  # beside opening the caches
        lexical, vectors = self.caches
        if lexical.generation != self.db.generation():
            lexical.reload()
        if lexical.generation != self.db.generation() and held_by_none(self.path):
            self.update_caches()
        return Searcher(self.db, lexical, vectors, self._accents, encoder)

    def update_caches(self) -> None:
        """Bring both caches to the store's generation."""
        with writing(self.path):
            self.update_caches_held()

    def update_caches_held(self) -> None:
        """Bring both caches to the store's generation; the caller holds the writer's lock."""
        lexical, vectors = self.caches
        lexical.catch_up(self.db)
        vectors.catch_up(self.db)

    def save_caches(self) -> None:
        """Keep the dense cache and the accent model on disk, so that the next start need not make them anew."""
        if self.db.meta("model") is None:
            return  # nothing has been encoded yet
        with writing(self.path):
            _, vectors = self.caches
            vectors.catch_up(self.db)
            vectors.save()
            self._accents.refresh(self.db)

    def delete_caches(self) -> None:
        """Delete both caches from disk; the caller holds the writer's lock.  Nothing is lost: the store has it all."""
        self.drop_caches()
        shutil.rmtree(self.path / "cache", ignore_errors=True)

    # --- reading ---

    def documents(self) -> tuple[DocumentCard, ...]:
        """Return the cards of all documents, newest added last."""
        return store.cards(self.db)

    def cards(self, ids: Sequence[str]) -> tuple[DocumentCard, ...]:
        """Return the cards of the held documents among `ids`, in their order."""
        return store.cards(self.db, ids)

    def find(self, id_or_number: str) -> tuple[DocumentCard, ...]:
        """Return the documents with this id or with this reference number in any loose form; empty when none."""
        return store.cards(self.db, reading.find_ids(self.db, id_or_number))

    def card(self, id_or_number: str) -> DocumentCard:
        """Return the one document meant.  Raises UnknownDocument when there is none, or more than one."""
        found = self.find(id_or_number)
        if not found:
            raise UnknownDocument(
                f"Trong kho không có văn bản “{id_or_number}”; hãy xem danh sách bằng “danchieu list” "
                "hoặc nạp văn bản đó vào kho."
            )
        if len(found) > 1:
            listed = "; ".join(f"{c.id} ({c.number}, {c.date or 'không rõ ngày'}, {c.issuer})" for c in found)
            raise UnknownDocument(f"Có {len(found)} văn bản “{id_or_number}”, hãy chọn bằng mã: {listed}.")
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

    def overview(self, missing: int = 8, newest: int = 5) -> Overview:
        """Return the archive at a glance: what it holds, what is missing, what waits for a person."""
        return glance(self.db, missing, newest)

    def original(self, document_id: str) -> originals.Original:
        """Return the file to show a document from, and whether it is still there."""
        return originals.original(self, document_id)

    def page_image(self, file: originals.Original, page: int, passage: str = "") -> originals.PageImage:
        """Return a page of an original as an image; the page of `passage` where that is another.

        Raises UnreadableFile.
        """
        return originals.page_image(self, file, page, passage)

    def page_lines(
        self, file: originals.Original, document: Document, page: int, spans: Sequence[Span]
    ) -> tuple[tuple[originals.Placed, ...], ...]:
        """Return for each stretch of the text its printed lines on a page.  Raises UnreadableFile."""
        return originals.page_lines(self, file, document, page, spans)

    def words_known(self, file: originals.Original, page: int) -> bool:
        """Whether the words of a page are at hand, so that `page_lines` answers at once."""
        return originals.words_known(self, file, page)

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
        return graph.citations_of(self.db, document_id)

    def search(
        self, text: str, k: int = 10, filters: Filters = Filters(), sort: Sort = "score", mode: Mode = "hybrid"
    ) -> SearchResult:
        """Return the best `k` passages for `text`."""
        return self.searcher().search(text, k, filters, sort, mode)

    def tasks(self, id_or_number: str, task: str | None = None, k: int = 5) -> Tasks:
        """Return a directive's tasks (or the one labelled `task`) with citations and passages of other documents."""
        document = self.document(id_or_number)
        return Tasks(self.card(document.id), reading.tasks(self.db, self.searcher(), document, task, k))

    def trace(self, number: str, depth: int = 2, k: int = 5) -> Trace:
        """Return what is known of a reference number (or document id): documents, passages, edges both ways."""
        return reading.trace(self.db, self.searcher(), number, depth, k)

    def missing(self, n: int = 50) -> Missing:
        """Return the `n` most cited missing documents, and ambiguous numbers."""
        with self.db.snapshot():
            return Missing(graph.missing(self.db, "MISSING", n), graph.missing(self.db, "AMBIGUOUS", n))

    def missing_table(self) -> bytes:
        """Return all missing and all ambiguous numbers as an Excel file."""
        everything = self.missing(n=1_000_000)
        return tables.missing(everything.missing, everything.ambiguous, self.cards)

    def citation_table(self, number: str, depth: int = 1) -> bytes:
        """Return the citations out of and into a document, by number or id, as an Excel file."""
        return tables.citations(self.trace(number, depth, k=1), self.cards)

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
        return checking.with_comments(self, report, path)

    def finding_table(self, report: CheckReport) -> bytes:
        """Return the findings of a check as an Excel file."""
        return tables.findings(report)

    @property
    def drafts(self) -> Drafts:
        """The drafts of this archive."""
        return Drafts(self)

    def draft(self, request: DraftRequest) -> Draft:
        """Return a checked draft in the prescribed form; prose where a generator is set, else words of the sources."""
        return self.drafts.make(request, answering.composer(self))

    def rarity(self, term: str) -> float:
        """Return how much finding a folded syllable, or a pair "one_two", says: the rarer in the archive, the more."""
        return self.caches[0].rarity(term)

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
        card = self.card(chosen)
        with writing(self.path), self.db.atomic_notes():
            graph.decide(self.db, number, card.id, self.card(citing).id if citing else None)

    def revoke(self, decision_id: int) -> None:
        """Forget a decision; its citations are resolved by the rules again."""
        with writing(self.path), self.db.atomic_notes():
            graph.revoke(self.db, decision_id)

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
    ) -> IngestReport:
        """Bring files, and the files below folders, into the archive; `on_progress` hears of each file as it ends.

        With `sync`, documents whose files are gone from the folders move into the bin; many at once only when
        `confirm_removal` says that this is meant.
        """
        return archive.Ingestion(self, jobs, ocr, on_progress).run(paths, sync, confirm_removal)

    def add_texts(self, entries: Iterable[tuple[str, str, str]]) -> int:
        """Add (source, title, text) entries as they are, equal texts kept apart; return how many were added."""
        return archive.add_texts(self, entries)

    def upload(self, name: str, data: bytes) -> Path:
        """Keep an uploaded file inside the archive and return its path, to be ingested."""
        return uploads.keep_upload(self.path, name, data)

    def remove(self, id_or_number: str) -> DocumentCard:
        """Move a document into the bin (its files on disk stay) and return its card."""
        return self.bin.put(self.card(id_or_number))

    def watch(
        self,
        folders: Sequence[Path],
        jobs: int = 0,
        ocr: Ocr = "auto",
        tell: Callable[[str], None] = lambda _: None,
        on_progress: Callable[[IngestProgress], None] | None = None,
    ) -> Watch:
        """Return a watch over folders, which brings in what changes in them as `ingest` does with `sync`."""
        return Watch(self, folders, jobs, ocr, tell, on_progress)

    def backup(self, target: Path) -> BackupReport:
        """Write the whole archive, with the files that it keeps itself, into one file, while it may be in use."""
        return backup.make(self, target)

    @property
    def bin(self) -> Bin:
        """The bin of this archive: what was removed, to be put back or purged."""
        return Bin(self)

    def reencode(self, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Encode all passages with the settings' model; can be stopped and goes on where it was.  Return how many."""
        encoder = self._encoder or open_encoder(self.settings)
        return maintenance.reencode(self, encoder, on_progress)

    def doctor(self, repair: bool = False) -> Diagnosis:
        """Check the archive; `repair` rebuilds the caches and resolves all citations anew first."""
        return doctor.diagnose(self, repair)
