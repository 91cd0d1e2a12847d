"""Checks, repairs and re-encoding of an archive."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from directives.models import Check, Diagnosis
from index import graph
from index.context import passage_input
from index.encoder import Encoder
from index.store import citations as citation_rows
from index.store import documents as store
from index.store import notes, reencoding
from library.locking import writing

if TYPE_CHECKING:
    from library.core import Library

_BATCH = 256  # passages between two commits of a re-encoding


def reencode(library: Library, encoder: Encoder, on_progress: Callable[[int, int], None] | None) -> int:
    """Encode all passages with `encoder`, keeping each batch; the archive stays usable with the old model meanwhile.

    Returns the number of passages encoded in this run; a run that was stopped goes on where it was.
    """
    db = library.db
    with writing(library.path):
        reencoding.begin(db, encoder.identity)
    done = 0
    total = store.count(db, "passages")
    while True:
        batch = reencoding.pending(db, _BATCH)
        if batch:
            vectors = encoder.passages([passage_input(p.title, p.issuer, p.heading_path, p.text) for p in batch])
            with writing(library.path):
                reencoding.put(db, [p.id for p in batch], vectors)
            done += len(batch)
            if on_progress:
                on_progress(total - reencoding.pending_count(db), total)
            continue
        with writing(library.path):
            if reencoding.finish(db, encoder.identity, encoder.spec.dimension):
                break  # otherwise documents came in after the last look: go round once more
    library.drop_caches()
    library.update_caches()
    library.save_caches()
    return done


def diagnose(library: Library, repair: bool) -> Diagnosis:
    """Check that store and caches hold together; with `repair`, rebuild what can be rebuilt first."""
    if repair:
        with writing(library.path):
            library.delete_caches()
            with library.db.atomic():
                graph.revise_all(library.db)
    checks = [_store_sound(library), _vectors_complete(library), _citations_sound(library)]
    if store.count(library.db, "documents"):
        library.update_caches()
        checks += _caches_agree(library)
    checks.append(_files_read(library))
    return Diagnosis(tuple(checks))


def _store_sound(library: Library) -> Check:
    problems = library.db.problems()
    documents, passages = store.count(library.db, "documents"), store.count(library.db, "passages")
    message = "; ".join(problems) or f"{documents} văn bản, {passages} đoạn, thế hệ {library.db.generation()}"
    return Check("Cơ sở dữ liệu", not problems, message, "Hãy khôi phục kho từ bản sao lưu.")


def _vectors_complete(library: Library) -> Check:
    lacking = store.passages_without_vector(library.db)
    model = library.db.meta("model") or "chưa có"
    message = f"{lacking} đoạn chưa có véc-tơ" if lacking else f"mô hình {model}"
    return Check("Véc-tơ", not lacking, message, "Hãy chạy “danchieu reencode”.")


def _citations_sound(library: Library) -> Check:
    dangling = citation_rows.dangling(library.db)
    message = f"{dangling} viện dẫn mất đích" if dangling else f"{citation_rows.count(library.db)} viện dẫn, không lỗi"
    return Check("Viện dẫn", not dangling, message, "Hãy chạy “danchieu doctor --repair”.")


def _caches_agree(library: Library) -> list[Check]:
    lexical, vectors = library.caches
    held = store.passage_ids(library.db)
    found = []
    for name, ids in (("Chỉ mục từ", lexical.ids()), ("Chỉ mục nghĩa", vectors.ids())):
        missing, surplus = len(held - ids), len(ids - held)
        message = f"thiếu {missing}, thừa {surplus} đoạn" if missing or surplus else f"{len(ids)} đoạn, khớp với kho"
        found.append(Check(name, not missing and not surplus, message, "Hãy chạy “danchieu doctor --repair”."))
    return found


def _files_read(library: Library) -> Check:
    failures = notes.failures(library.db)
    message = f"{len(failures)} tệp chưa nạp được (xem trang Kho văn bản)" if failures else "không có tệp lỗi"
    # A file that cannot be read is no fault of the archive.
    return Check("Tệp nguồn", True, message)
