"""The catalogue of known documents: a CSV file of facts, kept in the store as well."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from directives.errors import BadSetting
from directives.models import KnownDocument
from index.store import citations as citation_rows
from index.store.database import Database
from library.locking import writing

COLUMNS = ("number", "type", "issuer", "date", "title", "source")


def read(path: Path) -> tuple[KnownDocument, ...]:
    """Return the documents of the CSV file at `path`; empty cells are unknown facts.  Raises BadSetting."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        lacking = set(COLUMNS) - set(reader.fieldnames or ())
        if lacking:
            raise BadSetting(f"Danh mục {path} thiếu cột {', '.join(sorted(lacking))}; hãy bổ sung dòng tiêu đề.")
        return tuple(
            KnownDocument(
                number=row["number"].strip(),
                type=row["type"].strip() or None,
                issuer=row["issuer"].strip() or None,
                date=row["date"].strip() or None,
                title=row["title"].strip() or None,
                source=row["source"].strip(),
            )
            for row in reader
        )


def load(db: Database, library: Path, path: Path) -> None:
    """Bring the store's catalogue to the file's state; nothing is done when the file has not changed since."""
    if not path.is_file():
        return
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if db.meta("catalogue") == digest:
        return
    known = read(path)
    with writing(library), db.atomic():
        citation_rows.set_catalogue(db, known)
        db.set_meta("catalogue", digest)
