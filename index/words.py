"""Vietnamese word segmentation by underthesea, with its traps handled.

Importing underthesea pulls torch in through modules that nobody here uses; those are switched off while it is
imported.  Reference numbers, which it would take apart, are kept whole.  It is roughly quadratic on pathological text,
so it is given at most 1,000 characters at a time.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import cast

from directives.errors import DanChieuError
from directives.text import sentences

_LIMIT = 1000
# Optional parts of underthesea 9.5 (`optional_imports` of its __init__); its import copes with their absence.
_HEAVY = (
    "underthesea.pipeline.classification",
    "underthesea.pipeline.sentiment",
    "underthesea.pipeline.lang_detect",
    "underthesea.pipeline.dependency_parse",
    "underthesea.pipeline.translate",
    "underthesea.agent",
    "underthesea.address",
)
_lock = threading.RLock()
_tokenize: Callable[[str], list[str]] | None = None


def segment(text: str) -> list[str]:
    """Return the words of `text` in order, inner spaces as "_" ("công_đoàn"), reference numbers whole and unspaced.

    Punctuation marks are words of their own.  The result depends on the text alone; several threads may call at once.
    """
    from directives.reference.numbers import find_numbers

    words: list[str] = []
    start = 0
    for match in find_numbers(text):
        words += _plain(text, start, match.start)
        words.append("".join(text[match.start : match.end].split()))
        start = match.end
    return words + _plain(text, start, len(text))


def segment_text(text: str) -> str:
    """Return `text` as its words separated by single spaces, the form that PhoBERT-based models read."""
    return " ".join(segment(text))


def _plain(text: str, start: int, end: int) -> list[str]:
    words: list[str] = []
    for a, b in _chunks(text, start, end):
        with _lock:
            words += _tokenizer()(text[a:b])
    return ["_".join(word.split()) for word in words if not word.isspace()]


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield spans of at most 1,000 characters that together hold all words: whole sentences where they fit."""
    begin = stop = start
    for a, b in sentences(text, start, end):
        if b - begin > _LIMIT:
            if begin < stop:
                yield begin, stop
            begin = a
            while b - begin > _LIMIT:
                cut = text.rfind(" ", begin + 1, begin + _LIMIT)
                cut = cut if cut > begin else begin + _LIMIT
                yield begin, cut
                begin = cut
        stop = b
    if begin < stop:
        yield begin, stop


def _tokenizer() -> Callable[[str], list[str]]:
    global _tokenize
    if _tokenize is None:
        _tokenize = _import_tokenizer()
    return _tokenize


def _import_tokenizer() -> Callable[[str], list[str]]:
    off = [name for name in _HEAVY if name not in sys.modules] if "underthesea" not in sys.modules else []
    modules = cast(dict[str, ModuleType | None], sys.modules)
    modules.update(dict.fromkeys(off))  # an import of such a name fails as if it were not installed
    try:
        from underthesea import word_tokenize
    except ImportError as error:
        raise DanChieuError(
            f"Thiếu thư viện tách từ underthesea ({error}); hãy chạy `python3 run.py setup` để cài lại."
        ) from error
    finally:
        for name in off:
            sys.modules.pop(name, None)
    return cast(Callable[[str], list[str]], word_tokenize)
