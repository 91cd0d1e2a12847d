"""The original files of documents: their pages as images, and where on them a stretch of the text stands."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from directives.models import Document, Span
from index.store.sources import Source, sources_of
from ingest import render
from ingest.boxes import Placed, aligned, lines_of
from ingest.render import PageImage, PageWords
from library.caches import FOLDER

if TYPE_CHECKING:
    from library.core import Library

__all__ = ["Original", "Originals", "PageImage", "Placed"]

_KEPT = 400  # pages whose words or image are kept in the cache
State = Literal["pages", "text", "missing"]


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a document is shown from.

    `state`: "pages" where it has pages that can be drawn, "text" where its text is all there is to show, "missing"
    where no file of the document is at its place any more.  `changed`: the file is no longer the one that was read.
    """

    path: Path
    state: State
    changed: bool = False
    sha256: str = ""


class Originals:
    """The files that documents were read from; what was recognised on their pages is kept in the archive's caches."""

    def __init__(self, library: Library) -> None:
        """Use `Library.originals`."""
        self._library = library
        self._kept = library.path / FOLDER / "pages"

    def of(self, document_id: str) -> Original:
        """Return the file to show a document from: one with pages before one without, in the order they came."""
        sources = sources_of(self._library.db, self._library.card(document_id).id)
        there = [source for source in sources if Path(source.path).is_file()]
        for source in there:
            path = Path(source.path)
            if render.has_pages(path):
                return Original(path, "pages", _changed(path, source), source.sha256)
        if there:
            return Original(Path(there[0].path), "text", _changed(Path(there[0].path), there[0]), there[0].sha256)
        return Original(Path(sources[0].path) if sources else Path(), "missing")

    def page_image(self, file: Original, page: int, passage: str = "") -> PageImage:
        """Return page `page` (from 1) of a file as an image, upright; the page of `passage` where that is another.

        Raises UnreadableFile.
        """
        known = self._cached(file, page)
        return render.drawn(file.path, page, self._library.settings, passage, known.turned if known else 0)

    def page_lines(
        self, file: Original, document: Document, page: int, spans: Sequence[Span]
    ) -> tuple[tuple[Placed, ...], ...]:
        """Return for each stretch of the text its printed lines on page `page`; none where it does not stand there.

        The words of a scanned page are recognised the first time, which takes seconds, and kept.  Raises
        UnreadableFile.
        """
        words = self._words(file, page)
        start, end = _page_span(document, page)
        inside = [Span(max(span.start, start), min(span.end, end)) for span in spans]
        if not any(span.start < span.end for span in inside):  # the pages of the file are not those of the text
            start, end, inside = _around(document, spans)
        places = aligned(document.text[start:end], words.words)
        return tuple(
            lines_of(Span(span.start - start, span.end - start), places, words.words) if span.start < span.end else ()
            for span in inside
        )

    def words_known(self, file: Original, page: int) -> bool:
        """Whether the words of a page are at hand, so that `page_lines` answers at once."""
        return self._place(file, page).is_file()

    def _words(self, file: Original, page: int) -> PageWords:
        """Return the words of a page with their places, from the cache where they are."""
        known = self._cached(file, page)
        if known is not None:
            return known
        words = render.placed(file.path, page, self._library.settings)
        place = self._place(file, page)
        # A cache that cannot be written costs time and nothing else.
        with contextlib.suppress(OSError):
            self._kept.mkdir(parents=True, exist_ok=True)
            fresh = place.with_suffix(f".{os.getpid()}")
            fresh.write_text(json.dumps(render.words_to(words)), encoding="utf-8")
            fresh.replace(place)
            _prune(self._kept)
        return words

    def _cached(self, file: Original, page: int) -> PageWords | None:
        try:
            return render.words_from(json.loads(self._place(file, page).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError):  # a damaged entry is read anew
            return None

    def _place(self, file: Original, page: int) -> Path:
        status = file.path.stat() if file.changed and file.path.is_file() else None
        state = f"{file.sha256[:32]}-{status.st_mtime_ns}" if status else file.sha256[:32]
        return self._kept / f"{state}-{page}.json"


def _changed(path: Path, source: Source) -> bool:
    try:
        status = path.stat()
        if (status.st_size, status.st_mtime_ns) == (source.size, source.mtime_ns):
            return False
        with path.open("rb") as file:
            return bool(hashlib.file_digest(file, "sha256").hexdigest() != source.sha256)
    except OSError:
        return True


def _page_span(document: Document, page: int) -> tuple[int, int]:
    """Return from where to where page `page` (from 1) goes in the text; nothing where the text has no such page."""
    starts = (*document.pages, len(document.text))
    return (starts[page - 1], starts[page]) if page < len(starts) else (len(document.text), len(document.text))


def _around(document: Document, spans: Sequence[Span]) -> tuple[int, int, list[Span]]:
    """Return a stretch of the text as long as a page around the first of `spans`, and the spans within it."""
    if not spans:
        return 0, 0, []
    start = max(0, spans[0].start - 3_000)
    end = min(len(document.text), max(spans[0].end, spans[0].start) + 3_000)
    return start, end, [Span(max(s.start, start), min(s.end, end)) for s in spans]


def _prune(folder: Path) -> None:
    entries = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in entries[_KEPT:]:
        path.unlink(missing_ok=True)
