"""`danchieu eval answers`: answers and refusals on labelled questions.

Questions come from queries.jsonl of the data folder (those of type "unanswerable", or without a relevant place, must be
refused) and from evaluation/data/unanswerable.jsonl, questions written for this project that such an archive does not
answer.  Every second question of each kind was used to set weights and threshold (evaluation/benchmarks/answers.py);
figures are given for both halves, and those of the other half count.

- answered: share of answerable questions that get an answer whose evidence shares a character with a labelled place
- refusal precision, recall: of refusals those that were right; of unanswerable questions those that were refused
- verbatim: share of quoted stretches that stand in the document at their place, letter by letter
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from directives.errors import BadRequest, UnknownDocument
from directives.grounded import Answer
from evaluation.retrieval import LabelledQuery, labelled_queries
from library import Library

OWN_QUESTIONS = Path(__file__).resolve().parent / "data" / "unanswerable.jsonl"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question; `tuned` whether it was used to set the threshold."""

    query: LabelledQuery
    answer: Answer
    answerable: bool
    hit: bool
    verbatim: int
    tuned: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures over some questions; None where there is nothing to divide by."""

    answerable: int
    unanswerable: int
    answered: float | None
    answered_at_all: float | None
    refusal_precision: float | None
    refusal_recall: float | None
    verbatim: float | None
    quotations: int

    def to_json(self) -> dict[str, object]:
        """Return the figures as one JSON object."""
        return {
            "answerable": self.answerable,
            "unanswerable": self.unanswerable,
            "answered": self.answered,
            "answered_at_all": self.answered_at_all,
            "refusal_precision": self.refusal_precision,
            "refusal_recall": self.refusal_recall,
            "verbatim": self.verbatim,
            "quotations": self.quotations,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run."""

    data: str
    outcomes: tuple[Outcome, ...]

    def halves(self) -> tuple[tuple[str, Figures], ...]:
        """Return the figures over all questions, the tuned half and the held-out half."""
        return (
            ("all", figures(self.outcomes)),
            ("tuned", figures([o for o in self.outcomes if o.tuned])),
            ("held_out", figures([o for o in self.outcomes if not o.tuned])),
        )

    def to_json(self) -> dict[str, object]:
        """Return the report as one JSON object."""
        return {
            "data": self.data,
            **{name: found.to_json() for name, found in self.halves()},
            "questions": [
                {
                    "query_id": o.query.id,
                    "type": o.query.type,
                    "answerable": o.answerable,
                    "refused": o.answer.refused,
                    "evidence_hit": o.hit,
                    "held_out": not o.tuned,
                }
                for o in self.outcomes
            ],
        }

    def to_text(self) -> str:
        """Return the report as a table for a reader."""
        names = {"all": "tất cả", "tuned": "nửa để chỉnh", "held_out": "nửa để đo"}
        heads = ("có đáp", "không đáp", "trúng đoạn", "có trả lời", "từ chối P", "từ chối R", "nguyên văn")
        lines = [f"Dữ liệu: {self.data}", "", f"{'':<16}" + "".join(f"{head:>12}" for head in heads)]
        for name, found in self.halves():
            shares = (
                found.answered,
                found.answered_at_all,
                found.refusal_precision,
                found.refusal_recall,
                found.verbatim,
            )
            row = f"{names[name]:<16}{found.answerable:>12}{found.unanswerable:>12}"
            lines.append(row + "".join(f"{'–':>12}" if share is None else f"{share:>12.3f}" for share in shares))
        wrong = [o.query.id for o in self.outcomes if o.answerable == o.answer.refused]
        missed = [o.query.id for o in self.outcomes if o.answerable and not o.answer.refused and not o.hit]
        lines += ["", f"Từ chối sai hoặc đáng từ chối mà trả lời: {', '.join(wrong) or 'không có'}"]
        lines += [f"Trả lời mà không trúng đoạn có nhãn: {', '.join(missed) or 'không có'}"]
        return "\n".join(lines)


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Return the measures over these questions."""
    answerable = [o for o in outcomes if o.answerable]
    unanswerable = [o for o in outcomes if not o.answerable]
    refused = [o for o in outcomes if o.answer.refused]
    quotations = sum(len(o.answer.evidence) for o in outcomes)
    return Figures(
        len(answerable),
        len(unanswerable),
        _share(sum(o.hit for o in answerable), len(answerable)),
        _share(sum(not o.answer.refused for o in answerable), len(answerable)),
        _share(sum(not o.answerable for o in refused), len(refused)),
        _share(sum(o.answer.refused for o in unanswerable), len(unanswerable)),
        _share(sum(o.verbatim for o in outcomes), quotations),
        quotations,
    )


def _share(count: int, of: int) -> float | None:
    return round(count / of, 4) if of else None


def evaluate(
    data: Path, library: Path | None = None, open_library: Callable[[Path | None], Library] = Library.open
) -> Report:
    """Ask the archive every labelled question.  Raises BadRequest when the folder is not what is needed."""
    if not (data / "queries.jsonl").is_file():
        raise BadRequest(f"Thư mục {data} không có queries.jsonl; hãy chỉ đúng thư mục dữ liệu đánh giá (--data).")
    queries = (*labelled_queries(data / "queries.jsonl"), *own_questions())
    with open_library(library) as archive:
        stems = {card.id: {Path(source).stem for source in card.sources} for card in archive.documents()}
        return Report(str(data), tuple(outcome(archive, query, stems, tuned) for query, tuned in halved(queries)))


def own_questions() -> tuple[LabelledQuery, ...]:
    """Return the project's own questions that must be refused."""
    rows = [json.loads(line) for line in OWN_QUESTIONS.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(LabelledQuery(str(row["query_id"]), str(row["type"]), str(row["text"]), ()) for row in rows)


def halved(queries: Sequence[LabelledQuery]) -> tuple[tuple[LabelledQuery, bool], ...]:
    """Return each question with whether it belongs to the half that may be tuned on: every second one of its kind."""
    seen: dict[str, int] = {}
    halves = []
    for query in queries:
        position = seen.get(query.type, 0)
        seen[query.type] = position + 1
        halves.append((query, position % 2 == 0))
    return tuple(halves)


def outcome(archive: Library, query: LabelledQuery, stems: dict[str, set[str]], tuned: bool) -> Outcome:
    """Ask one question and compare."""
    answer = archive.answer(query.text)
    hit = not answer.refused and any(
        place.document in stems[e.document]
        and (place.start is None or place.end is None or (e.start < place.end and place.start < e.end))
        for e in answer.evidence
        for place in query.relevant
    )
    return Outcome(query, answer, bool(query.relevant), hit, sum(_verbatim(archive, answer)), tuned)


def _verbatim(archive: Library, answer: Answer) -> list[bool]:
    found = []
    for piece in answer.evidence:
        try:
            text = archive.document(piece.document).text
        except UnknownDocument:  # removed meanwhile: nothing to compare with, so it does not count as verbatim
            found.append(False)
            continue
        found.append(text[piece.start : piece.end] == piece.text)
    return found
