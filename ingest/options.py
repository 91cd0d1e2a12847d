"""How a file is to be read: what the owner of the reading process wants and allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Ocr = Literal["auto", "never", "always"]


def _silent() -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Options:
    """Recognition of scanned pages (`ocr`), seconds for the file (0: no limit), and whom to tell that a page is done.

    The seconds count anew with each page that is recognised: a scanned book takes long and is not stuck.
    """

    ocr: Ocr = "auto"
    seconds: int = 300
    progress: Callable[[], None] = _silent


DEFAULT = Options()
