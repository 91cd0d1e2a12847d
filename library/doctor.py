"""Whether an archive is whole, what to do where it is not, and the repair of what can be repaired."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from directives.errors import ArchiveDamaged
from directives.models import Check, Diagnosis
from index import graph
from index.context import passage_input
from index.encoder import Encoder
from index.store import citations as citation_rows
from index.store import documents as store
from index.store import mending, notes
from index.store import passages as passage_rows
from index.store import vectors as vector_rows
from library import backup
from library.locking import writing
from library.uploads import UNPACKED, UPLOADS
from settings import Settings

if TYPE_CHECKING:
    from library.core import Library

_REPAIR = "Hãy chạy “danchieu doctor --repair”."
_BATCH = 256  # passages encoded between two commits


def examine(folder: Path, settings: Settings, encoder: Encoder | None = None, repair: bool = False) -> Diagnosis:
    """Check the archive in `folder`, also one that is too damaged to be opened."""
    from library.core import Library

    try:
        with Library.open(folder, settings, encoder) as library:
            return diagnose(library, repair)
    except ArchiveDamaged as error:
        return Diagnosis((Check("Cơ sở dữ liệu", False, str(error), _from_backup(folder)),))


def diagnose(library: Library, repair: bool) -> Diagnosis:
    """Check that store and caches hold together; with `repair`, mend what can be mended first."""
    sound = _store_sound(library)
    if repair and not sound.ok:
        with writing(library.path):
            mending.mend(library.db)
        sound = _store_sound(library)
    if not sound.ok:
        return Diagnosis((sound,))  # what stands on it says nothing
    if repair:
        _mend(library)
    checks = [sound, _vectors_complete(library), _citations_sound(library), _sources_known(library)]
    if store.count(library.db, "documents"):
        library.caches.update()
        checks += _caches_agree(library)
    checks += [_own_files_there(library), _files_read(library)]
    return Diagnosis(tuple(checks))


def _mend(library: Library) -> None:
    while lacking := mending.passages_without_vector(library.db, _BATCH):
        texts = [passage_input(p.title, p.issuer, p.heading_path, p.text) for p in lacking]
        vectors = library.encoder.passages(texts)
        with writing(library.path):
            mending.put_vectors(library.db, [p.id for p in lacking], vectors)
    with writing(library.path):
        library.caches.delete()
        with library.db.atomic():
            mending.name_sources(library.db)
            graph.revise_all(library.db)


def _from_backup(folder: Path) -> str:
    found = backup.last(folder)
    if found is None:
        return (
            "Hãy chạy “danchieu restore TỆP” với bản sao lưu gần nhất; nếu không có, hãy nạp lại các tệp vào kho mới."
        )
    path, made = found
    return f"Hãy chạy “danchieu restore {path}” (bản sao lưu gần nhất, lập lúc {made})."


def _store_sound(library: Library) -> Check:
    problems = library.db.problems()
    documents, passages = store.count(library.db, "documents"), store.count(library.db, "passages")
    message = "; ".join(problems) or f"{documents} văn bản, {passages} đoạn, thế hệ {library.db.generation()}"
    return Check("Cơ sở dữ liệu", not problems, message, _from_backup(library.path))


def _vectors_complete(library: Library) -> Check:
    lacking = vector_rows.lacking(library.db)
    model = library.db.meta("model") or "chưa có"
    message = f"{lacking} đoạn chưa có véc-tơ" if lacking else f"mô hình {model}"
    return Check("Véc-tơ", not lacking, message, "Hãy chạy “danchieu doctor --repair” hoặc “danchieu reencode”.")


def _citations_sound(library: Library) -> Check:
    dangling = citation_rows.dangling(library.db)
    message = f"{dangling} viện dẫn mất đích" if dangling else f"{citation_rows.count(library.db)} viện dẫn, không lỗi"
    return Check("Viện dẫn", not dangling, message, _REPAIR)


def _caches_agree(library: Library) -> list[Check]:
    lexical, vectors = library.caches.lexical, library.caches.vectors
    held = passage_rows.ids(library.db)
    found = []
    for name, ids in (("Chỉ mục từ", lexical.ids()), ("Chỉ mục nghĩa", vectors.ids())):
        missing, surplus = len(held - ids), len(ids - held)
        message = f"thiếu {missing}, thừa {surplus} đoạn" if missing or surplus else f"{len(ids)} đoạn, khớp với kho"
        found.append(Check(name, not missing and not surplus, message, _REPAIR))
    return found


def _sources_known(library: Library) -> Check:
    without = mending.documents_without_source(library.db)
    message = f"{without} văn bản không còn ghi tệp nguồn" if without else "văn bản nào cũng có tệp nguồn"
    return Check("Nguồn", not without, message, _REPAIR)


def _own_files_there(library: Library) -> Check:
    """Check the files that the archive keeps itself; those elsewhere may come and go."""
    own = [library.path / name for name in (UPLOADS, UNPACKED)]
    paths = [path for place in own for path in mending.paths_below(library.db, str(place))]
    gone = [path for path in paths if not Path(path).is_file()]
    message = f"mất {len(gone)} tệp, đầu tiên là {gone[0]}" if gone else f"{len(paths)} tệp, đủ"
    remedy = "Văn bản vẫn tìm được; để có lại tệp, hãy tải lên lại, hoặc: " + _from_backup(library.path)
    return Check("Tệp lưu trong kho", not gone, message, remedy)


def _files_read(library: Library) -> Check:
    failures = notes.failures(library.db)
    message = f"{len(failures)} tệp chưa nạp được (xem trang Kho văn bản)" if failures else "không có tệp lỗi"
    # A file that cannot be read is no fault of the archive.
    return Check("Tệp nguồn", True, message)
