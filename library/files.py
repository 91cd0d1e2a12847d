"""Files read without an archive."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from directives.errors import DanChieuError, SecretDocument, UnreadableFile
from directives.models import Document
from ingest import pipeline
from settings import Settings, load_settings


def read_files(
    paths: Sequence[Path], settings: Settings | None = None
) -> Iterator[tuple[Path, Document | DanChieuError]]:
    """Yield for each file its document, or the error that says why there is none."""
    given = {Path(os.path.abspath(path)): path for path in paths}
    for read in pipeline.read_documents(paths, settings or load_settings()):
        path = given[read.path]
        if isinstance(read, pipeline.Parsed):
            yield path, read.document
        else:
            kind = UnreadableFile if isinstance(read, pipeline.Failed) else SecretDocument
            yield path, kind(read.reason)
