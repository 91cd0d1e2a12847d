"""A second look at the first hits by a cross-encoder, where the settings name one, within a budget of time.

A cross-encoder reads query and passage together: slow, so the first hits are read in small batches until the time is
spent.  What was read is put in its order; what was not keeps its place behind.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from directives.errors import BadSetting

BATCH = 4  # passages read at a time; the budget is looked at between
MOST = 50  # first hits that may be read
T = TypeVar("T")


class Reranker(Protocol):
    """What scores passages for a query; higher is better."""

    def scores(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """Return one score for each text."""
        ...


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A reranker and the time that it may take for one query; `clock` tells the time in seconds."""

    reranker: Reranker
    budget_ms: float
    clock: Callable[[], float] = time.perf_counter


class CrossEncoderFolder:
    """A CrossEncoder of sentence-transformers, from a folder."""

    def __init__(self, folder: Path) -> None:
        """Load the model.  Raises BadSetting when the folder holds none."""
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # nothing is looked for outside the folder
        from sentence_transformers import CrossEncoder

        if not (folder / "config.json").is_file():
            raise BadSetting(
                f"Thư mục {folder} (mục “reranker”) không có mô hình xếp hạng lại; hãy chỉ một thư mục CrossEncoder "
                "của sentence-transformers, hoặc để trống mục này."
            )
        try:
            self._model = CrossEncoder(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, RuntimeError) as error:
            raise BadSetting(
                f"Không mở được mô hình xếp hạng lại {folder} ({error}); hãy chép lại thư mục mô hình hoặc để trống "
                "mục “reranker”."
            ) from error

    def scores(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """Return one score for each text."""
        found = self._model.predict([(query, text) for text in texts], batch_size=len(texts), show_progress_bar=False)
        return [float(score) for score in found]


def read_again(look: SecondLook, query: str, ranked: Sequence[T], text_of: Callable[[T], str]) -> dict[int, float]:
    """Return the scores of the first of `ranked`, by their place, as many as can be read in the time.

    Reading stops when the next batch would not end in time, judged by the slowest one so far; the first is always read.
    """
    clock = look.clock
    started = clock()
    found: dict[int, float] = {}
    slowest = 0.0
    for begin in range(0, min(len(ranked), MOST), BATCH):
        before = clock()
        if begin and (before - started + slowest) * 1000 > look.budget_ms:
            break
        batch = ranked[begin : min(begin + BATCH, MOST)]
        scores = look.reranker.scores(query, [text_of(item) for item in batch])
        found.update({begin + at: score for at, score in enumerate(scores)})
        slowest = max(slowest, clock() - before)
    return found


def in_order(ranked: Sequence[T], scores: dict[int, float]) -> list[T]:
    """Return `ranked` with what was read first, best score first; equal scores keep their order."""
    read = sorted(scores, key=lambda at: (-scores[at], at))
    return [ranked[at] for at in read] + [item for at, item in enumerate(ranked) if at not in scores]


@cache
def open_second_look(folder: str, budget_ms: int) -> SecondLook | None:
    """Return the second look that the settings name, loaded once in a process; None where they name none."""
    return SecondLook(CrossEncoderFolder(Path(folder)), budget_ms) if folder else None
