"""`danchieu eval retrieval`: how well search finds what is labelled as relevant.

Two sorts of data.  A folder with corpus.jsonl (BEIR layout: corpus.jsonl, queries.jsonl, qrels.tsv) is put into a
temporary archive of its own.  A folder with queries.jsonl alone, whose queries name relevant places as file stem and
offsets, is asked of an archive that holds those files.

Document level: a document stands where its best passage stands.  Passage level: a passage of the archive is relevant
when its span shares at least one character with a relevant span, with the highest grade of those it touches.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from directives.errors import BadRequest
from directives.models import Hit
from evaluation.measures import NAMES, Figures, Qrels, mean_figures, percentile
from library import Library

Opener = Callable[[Path | None], Library]
Mode = Literal["lexical", "dense", "hybrid"]
MODES: tuple[Mode, ...] = ("lexical", "dense", "hybrid")
DEFAULT: Mode = "hybrid"
RUN_TAG = "danchieu-hybrid"
_RUN_DEPTH = 100  # documents a query in a run file
_MEASURED = 10  # ids a query that the measures look at


@dataclass(frozen=True, slots=True)
class Place:
    """A relevant stretch of a document; a whole document has no `start` and `end`."""

    document: str
    grade: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class LabelledQuery:
    """A query with what answers it; `type` is empty where the data knows no types."""

    id: str
    type: str
    text: str
    relevant: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures at one level: over all answerable queries, and by type as (type, queries, figures)."""

    overall: Figures
    by_type: tuple[tuple[str, int, Figures], ...]


@dataclass(frozen=True, slots=True)
class ModeReport:
    """One way of searching; latencies in milliseconds of a warm search for ten passages."""

    mode: Mode
    document: Scores
    passage: Scores | None
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome; `answerable` queries are measured, `absent` are labelled documents that the archive lacks."""

    data: str
    documents: int
    passages: int
    queries: int
    answerable: int
    absent: tuple[str, ...]
    modes: tuple[ModeReport, ...]

    def to_json(self) -> dict[str, object]:
        """Return the report as one JSON object."""
        return {
            "data": self.data,
            "documents": self.documents,
            "passages": self.passages,
            "queries": self.queries,
            "answerable": self.answerable,
            "absent": list(self.absent),
            "modes": {
                report.mode: {
                    "document": _scores_json(report.document),
                    "passage": report.passage and _scores_json(report.passage),
                    "latency_ms": {"p50": report.p50_ms, "p95": report.p95_ms},
                }
                for report in self.modes
            },
        }

    def to_text(self) -> str:
        """Return the report as tables for a reader."""
        lines = [
            f"Dữ liệu: {self.data}",
            f"Kho: {self.documents} văn bản, {self.passages} đoạn; {self.queries} câu hỏi, "
            f"{self.answerable} có lời đáp.",
        ]
        if self.absent:
            lines.append(f"Kho thiếu {len(self.absent)} văn bản có nhãn: {', '.join(self.absent[:10])}")
        for level, title in (("document", "Theo văn bản"), ("passage", "Theo đoạn")):
            rows = list(self._rows(level))
            if rows:
                lines += ["", f"{title:<28}{'câu':>5}" + "".join(f"{name:>11}" for name in NAMES), *rows]
        lines += ["", f"{'Thời gian tìm (ms)':<28}{'p50':>8}{'p95':>8}"]
        lines += [f"{report.mode:<28}{report.p50_ms:>8.1f}{report.p95_ms:>8.1f}" for report in self.modes]
        return "\n".join(lines)

    def _rows(self, level: str) -> Iterator[str]:
        for report in self.modes:
            scores = report.document if level == "document" else report.passage
            if scores is None:
                continue
            yield _row(report.mode, self.answerable, scores.overall)
            if len(scores.by_type) > 1:
                yield from (_row(f"  {name}", count, figures) for name, count, figures in scores.by_type)


def _row(name: str, count: int, figures: Figures) -> str:
    return f"{name:<28}{count:>5}" + "".join(f"{value:>11.3f}" for value in figures.values())


def _scores_json(scores: Scores) -> dict[str, object]:
    by_type = {name: {"queries": count} | figures.to_json() for name, count, figures in scores.by_type}
    return scores.overall.to_json() | {"by_type": by_type}


def evaluate(
    data: Path, library: Path | None = None, out: Path | None = None, open_library: Opener = Library.open
) -> Report:
    """Measure search on the labelled queries in folder `data`; `out` gets the default search as a TREC run.

    `library` is the archive that is asked where `data` has no corpus of its own (default: the settings' one);
    `open_library` opens it, or the temporary one.
    Raises BadRequest when the folder or the archive is not what is needed.
    """
    if not (data / "queries.jsonl").is_file():
        raise BadRequest(f"Thư mục {data} không có queries.jsonl; hãy chỉ đúng thư mục dữ liệu đánh giá (--data).")
    if (data / "corpus.jsonl").is_file():
        queries = _beir_queries(data)
        with _corpus_library(data, open_library) as archive:
            return _measure(data, archive, queries, out, by_stem=False)
    queries = labelled_queries(data / "queries.jsonl")
    with open_library(library) as archive:
        return _measure(data, archive, queries, out, by_stem=True)


# --- data -------------------------------------------------------------------------------------------------------------


def _records(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    record = json.loads(line)
                except ValueError as error:
                    raise BadRequest(f"Dòng {number} của {path} không phải JSON ({error}); hãy sửa dòng đó.") from error
                if not isinstance(record, dict):
                    raise BadRequest(f"Dòng {number} của {path} không phải một đối tượng JSON; hãy sửa dòng đó.")
                yield record


def _text_of(record: Mapping[str, object], key: str, path: Path) -> str:
    value = record.get(key)
    if not isinstance(value, str | int):
        raise BadRequest(f"Một dòng của {path} thiếu trường “{key}”; hãy bổ sung trường đó.")
    return str(value)


def _beir_queries(data: Path) -> tuple[LabelledQuery, ...]:
    relevant: dict[str, list[Place]] = defaultdict(list)
    qrels = data / "qrels.tsv"
    if not qrels.is_file():
        raise BadRequest(f"Thư mục {data} không có qrels.tsv; hãy bổ sung tệp nhãn (query-id, corpus-id, score).")
    with qrels.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) < 3 or not row[2].strip().lstrip("-").isdigit():
                continue  # the heading, an empty line
            if int(row[2]) > 0:
                relevant[row[0]].append(Place(row[1], int(row[2])))
    path = data / "queries.jsonl"
    return tuple(
        LabelledQuery(id_, str(record.get("type") or ""), _text_of(record, "text", path), tuple(relevant[id_]))
        for record in _records(path)
        for id_ in [_text_of(record, "_id", path)]
    )


def labelled_queries(path: Path) -> tuple[LabelledQuery, ...]:
    """Return the queries of a file whose lines name relevant places as file stem and offsets."""
    return tuple(
        LabelledQuery(
            _text_of(record, "query_id", path),
            str(record.get("type") or ""),
            _text_of(record, "text", path),
            tuple(_gold_places(record.get("relevant"), path)),
        )
        for record in _records(path)
    )


def _gold_places(relevant: object, path: Path) -> Iterator[Place]:
    for place in relevant if isinstance(relevant, list) else []:
        start, end, grade = place.get("start"), place.get("end"), place.get("grade", 1)
        if not (isinstance(start, int) and isinstance(end, int) and isinstance(grade, int)):
            raise BadRequest(f"Một nhãn của {path} thiếu “start”, “end” hoặc “grade”; hãy bổ sung.")
        if grade > 0:
            yield Place(_text_of(place, "doc", path), grade, start, end)


@contextmanager
def _corpus_library(data: Path, open_library: Opener) -> Iterator[Library]:
    """Build an archive of the corpus in a temporary folder, gone in the end."""
    path = data / "corpus.jsonl"
    with tempfile.TemporaryDirectory(prefix="danchieu-eval-") as folder, open_library(Path(folder)) as archive:
        _say(f"Đang dựng kho tạm từ {path}; việc mã hóa có thể mất vài phút…")
        archive.add_texts(
            (_text_of(r, "_id", path), str(r.get("title") or ""), _text_of(r, "text", path)) for r in _records(path)
        )
        yield archive


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


# --- measuring --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Names:
    """How the documents of the archive are called in the data: by file stem, or by their source as it stands."""

    by_id: dict[str, str]

    def __call__(self, hit: Hit) -> str:
        return self.by_id.get(hit.document.id, hit.document.id)


def _names(archive: Library, wanted: set[str], by_stem: bool) -> _Names:
    names = {}
    for card in archive.documents():
        called = [Path(source).stem for source in card.sources] if by_stem else list(card.sources)
        names[card.id] = next((name for name in called if name in wanted), called[0] if called else card.id)
    return _Names(names)


def _measure(
    data: Path, archive: Library, queries: Sequence[LabelledQuery], out: Path | None, *, by_stem: bool
) -> Report:
    answerable = [query for query in queries if query.relevant]
    if not answerable:
        raise BadRequest(f"Không câu hỏi nào của {data} có nhãn; hãy kiểm tra dữ liệu đánh giá.")
    wanted = {place.document for query in answerable for place in query.relevant}
    names = _names(archive, wanted, by_stem)
    absent = sorted(wanted - set(names.by_id.values()))
    if len(absent) == len(wanted):
        raise BadRequest(
            f"Kho {archive.path} không có văn bản nào mà dữ liệu {data} gắn nhãn; hãy nạp các văn bản đó bằng "
            "“danchieu ingest” rồi chỉ kho ấy bằng --library."
        )
    document_qrels = {query.id: _grades((p.document, p.grade) for p in query.relevant) for query in answerable}
    passage_qrels = _passage_qrels(archive, names, answerable)
    archive.search(queries[0].text)  # what is opened once is no latency
    reports = tuple(_mode(archive, mode, answerable, names, document_qrels, passage_qrels) for mode in MODES)
    if out is not None:
        _write_run(archive, names, queries, out)
    facets = archive.contents.facets()
    return Report(str(data), facets.documents, facets.passages, len(queries), len(answerable), tuple(absent), reports)


def _grades(labelled: Iterable[tuple[str, int]]) -> dict[str, int]:
    grades: dict[str, int] = {}
    for id_, grade in labelled:
        grades[id_] = max(grade, grades.get(id_, 0))
    return grades


def _passage_qrels(archive: Library, names: _Names, queries: Sequence[LabelledQuery]) -> Qrels | None:
    """Return the archive's relevant passages by query; None where the data labels whole documents.

    A place that no passage holds counts as one passage that is never found.
    """
    if any(place.start is None for query in queries for place in query.relevant):
        return None
    ids = {name: id_ for id_, name in names.by_id.items()}
    wanted = {place.document for query in queries for place in query.relevant}
    spans = {
        name: [(p.start, p.end) for p in archive.document(ids[name]).passages] if name in ids else []
        for name in sorted(wanted)
    }
    return {query.id: _grades(_touched(query.relevant, spans)) for query in queries}


def _touched(places: Sequence[Place], spans: Mapping[str, Sequence[tuple[int, int]]]) -> Iterator[tuple[str, int]]:
    for place in places:
        begin, stop = place.start or 0, place.end or 0
        touching = [(start, end) for start, end in spans[place.document] if start < stop and end > begin]
        for start, end in touching or [(-1, -1)]:
            yield _passage_id(place.document, start, end), place.grade


def _passage_id(document: str, start: int, end: int) -> str:
    return f"{document}#{start}-{end}"


def _mode(
    archive: Library,
    mode: Mode,
    queries: Sequence[LabelledQuery],
    names: _Names,
    document_qrels: Qrels,
    passage_qrels: Qrels | None,
) -> ModeReport:
    documents, passages, took = {}, {}, []
    for query in queries:
        result = archive.search(query.text, k=_MEASURED, mode=mode)
        took.append(result.took_ms)
        passages[query.id] = [_passage_id(names(h), h.passage.start, h.passage.end) for h in result.hits]
        documents[query.id] = [id_ for id_, _ in _documents(archive, query.text, mode, names, _MEASURED)]
    types = {query.id: query.type for query in queries}
    return ModeReport(
        mode,
        _scores(document_qrels, documents, types),
        None if passage_qrels is None else _scores(passage_qrels, passages, types),
        percentile(took, 0.5),
        percentile(took, 0.95),
    )


def _documents(archive: Library, text: str, mode: Mode, names: _Names, count: int) -> list[tuple[str, float]]:
    """Return up to `count` (document, score), best first: as many passages are asked for as that takes."""
    k = 2 * count
    while True:
        hits = archive.search(text, k=k, mode=mode).hits
        best: dict[str, float] = {}
        for hit in hits:
            best.setdefault(names(hit), hit.score)
        if len(best) >= count or len(hits) < k:
            return list(best.items())[:count]
        k *= 4


def _scores(qrels: Qrels, rankings: Mapping[str, Sequence[str]], types: Mapping[str, str]) -> Scores:
    groups: dict[str, list[str]] = defaultdict(list)
    for query_id in qrels:
        groups[types[query_id]].append(query_id)
    by_type = tuple(
        (name or "-", len(ids), mean_figures({q: qrels[q] for q in ids}, {q: rankings[q] for q in ids}))
        for name, ids in groups.items()
    )
    return Scores(mean_figures(qrels, rankings), by_type)


def _write_run(archive: Library, names: _Names, queries: Sequence[LabelledQuery], out: Path) -> None:
    """Write the default search of every query: query, Q0, document, rank, score and tag, separated by tabs."""
    with out.open("w", encoding="utf-8", newline="\n") as run:
        for query in queries:
            last = float("inf")
            found = _documents(archive, query.text, DEFAULT, names, _RUN_DEPTH)
            for rank, (document, score) in enumerate(found, start=1):
                # Readers sort by score: equal ones would lose the order.
                last = min(score, last - 1e-6)
                run.write(f"{query.id}\tQ0\t{document}\t{rank}\t{last:.6f}\t{RUN_TAG}\n")
