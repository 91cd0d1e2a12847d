"""Answers of an archive: search, choose or write, verify."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.answers.answer import answer as answer_from
from assistant.answers.choose import Tools
from assistant.answers.generator import Generator, open_generator
from assistant.answers.written import Source, write
from directives.errors import BadRequest, UnknownDocument
from directives.grounded import Answer, AnswerSentence
from directives.models import Document, Evidence
from index.store import documents as store

if TYPE_CHECKING:
    from library.core import Library


def answer(
    library: Library,
    question: str,
    k: int,
    generator: Generator | None,
    on_text: Callable[[str], None],
) -> Answer:
    """Answer `question` from the best `k` passages; `generator` writes where there is one."""
    started = time.perf_counter()
    if not question.strip():
        raise BadRequest("Chưa có câu hỏi; hãy nhập điều cần hỏi.")
    result = library.search(question, k)
    meant = result.query.restored or result.query.corrected or ""
    found = answer_from(" ".join(question.split()), result.hits, _tools(library), meant, generator, on_text)
    return replace(found, took_ms=(time.perf_counter() - started) * 1000)


def composer(library: Library) -> Callable[[str, Sequence[Evidence]], Sequence[AnswerSentence]] | None:
    """Return what writes verified prose from pieces of evidence, None where no generator is set."""
    generator = open_generator(library.settings)
    if generator is None:
        return None

    def compose(task: str, evidence: Sequence[Evidence]) -> Sequence[AnswerSentence]:
        cards = {card.id: card for card in library.cards([piece.document for piece in evidence])}
        return write(task, [Source(piece, cards[piece.document]) for piece in evidence], generator)

    return compose


def _tools(library: Library) -> Tools:
    @lru_cache(maxsize=64)
    def read(id_: str) -> Document:
        document = store.get(library.db, id_)
        if document is None:
            raise UnknownDocument("Một văn bản vừa được gỡ khỏi kho trong lúc trả lời; hãy hỏi lại.")
        return document

    def meaning(question: str, texts: Sequence[str]) -> Sequence[float]:
        vector = library.encoder.queries([question])[0]
        return [float(value) for value in library.encoder.passages(texts) @ vector]

    return Tools(read, meaning, library.caches.lexical.rarity)
