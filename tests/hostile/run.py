"""All kinds of hostile files through a whole archive, and what each got."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from directives.models import IngestProgress
from ingest import ocr, soffice
from library import Library
from settings import Settings
from tests.fakes import FakeEncoder
from tests.hostile import archives, files, mails, office, pdfs, pictures, texts
from tests.hostile.case import Case

CASES: list[Case] = [
    *files.CASES, *texts.CASES, *archives.CASES, *office.CASES, *pdfs.CASES, *pictures.CASES, *mails.CASES
]  # fmt: skip


class _OneVector(FakeEncoder):
    """An encoder that takes no time: what is searched here is no matter."""

    def _vector(self, text: str) -> np.ndarray:
        return np.full(self.spec.dimension, 0.125, np.float32)


_OUTCOMES = {"added": "read", "updated": "read", "duplicate": "read"}


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case: for every file that came out of it the outcome, and its reason or text."""

    case: Case
    answers: tuple[tuple[str, str], ...]

    @property
    def right(self) -> bool:
        """Whether each file got the answer it must get."""
        if self.case.outcome == "absent":
            return not self.answers
        return bool(self.answers) and all(
            outcome == self.case.outcome and self.case.words in words for outcome, words in self.answers
        )


def possible(case: Case) -> bool:
    """Whether the case can be tried here: the program is installed, the user is none who may read everything."""
    if case.needs == "user":
        return os.geteuid() != 0
    if case.needs == "soffice":
        return soffice.program() is not None
    return case.needs != "tesseract" or ocr.program() is not None


def run(cases: list[Case], root: Path, settings: Settings) -> Iterator[Result]:
    """Write the cases below `root`, ingest them into an archive there in one run, and yield what came of each."""
    folders = [root / "vao" / f"{i:03}" for i in range(len(cases))]
    named: list[Path] = []
    for case, folder in zip(cases, folders, strict=True):
        folder.mkdir(parents=True)
        case.write(folder)
        named += folder.iterdir() if case.named else []
    owners = {hashlib.sha256(p.read_bytes()).hexdigest()[:16]: p.parent for f in folders for p in f.glob("*.zip")
              if p.is_file()}  # fmt: skip
    told: dict[Path, list[tuple[str, str, str]]] = {folder: [] for folder in folders}

    def note(progress: IngestProgress) -> None:
        path = Path(progress.path)
        unpacked = root / "kho" / "unpacked"
        if path.is_relative_to(unpacked):
            folder = owners[path.relative_to(unpacked).parts[0]]
        else:
            folder = next(f for f in folders if path.is_relative_to(f))
        told[folder].append((_OUTCOMES.get(progress.outcome, progress.outcome), progress.path, progress.reason))

    settings = replace(settings, catalogue=root / "catalogue.csv")
    # Nor is segmentation into words, which would take most of the time.
    plain = patch("index.analysis.segment", str.split)
    with plain, Library.open(root / "kho", settings, _OneVector()) as library:
        library.ingest([root / "vao", *named], on_progress=note)
        texts_of = {
            path: library.document(card.id).text
            for card in library.documents()
            for path in (card.source, *card.sources)
        }
    for case, folder in zip(cases, folders, strict=True):
        answers = tuple((o, texts_of.get(path, "") if o == "read" else reason) for o, path, reason in told[folder])
        yield Result(case, answers)
