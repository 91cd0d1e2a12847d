"""`danchieu eval headers`: how exactly headings, signatures and units are read, measured on labels.

DATA holds headers.jsonl (hand-made labels of every field, with counts of articles, tasks and recipients; tasks.jsonl
with the spans of one document's tasks may stand beside it), or index.jsonl beside a folder txt (what a web page says of
each document: number, type, a title in its own words, for some the signer and the date).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from directives.errors import BadRequest
from directives.headers.header import parse_header
from directives.models import Header, Unit
from directives.text import canonical, fold, syllables
from directives.units.structure import inside_attachment, parse_units

Value: TypeAlias = str | int | None
TEXT_FIELDS = (
    "number", "type", "issuer", "parent_issuer", "place", "date", "title", "signer", "signer_role", "signer_block",
)  # fmt: skip
COUNTS = ("recipients", "articles", "tasks")
# A web title tells the same in its own words: so many of its syllables must stand in the title that was read; or it
# adds what stands in the text below, and then it holds nearly all of the title that was read.
_SAME_TITLE = 0.75
_ADDED_TO = 0.95
_LEAD = re.compile(r"v/v:? |về việc |về ", re.IGNORECASE)
_SITE_FIELDS = {"Người ký": "signer", "Ngày ban hành": "date"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that was read otherwise than labelled."""

    document: str
    field: str
    expected: Value
    found: Value

    def line(self) -> str:
        """Return the difference as one line for a reader."""
        return f"{self.document} {self.field}: {self.expected!r} ≠ {self.found!r}"


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What was read in one document (`found`), and on which of the labelled fields it agrees."""

    document: str
    agrees: dict[str, bool]
    found: dict[str, Value]
    differences: tuple[Difference, ...]

    @property
    def share(self) -> float:
        """Share of the labelled fields that were read as labelled."""
        return sum(self.agrees.values()) / len(self.agrees) if self.agrees else 1.0


@dataclass(frozen=True, slots=True)
class TaskSpans:
    """How well the spans of labelled tasks were met: exact ones, and the mean overlap (intersection over union)."""

    labelled: int
    exact: int
    overlap: float


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome over all labelled documents; `changes` lists what an earlier report read otherwise."""

    data: str
    results: tuple[DocumentResult, ...]
    tasks: TaskSpans | None = None
    changes: tuple[str, ...] | None = None

    def fields(self) -> tuple[str, ...]:
        """Return the fields that are labelled in some document, in the order of the labels."""
        known = dict.fromkeys(name for result in self.results for name in result.agrees)
        return tuple(known)

    def accuracy(self, field: str) -> tuple[int, int]:
        """Return how often the field was read as labelled, and how often it is labelled."""
        agrees = [result.agrees[field] for result in self.results if field in result.agrees]
        return sum(agrees), len(agrees)

    def micro(self) -> float:
        """Return the share of all labelled fields of all documents that were read as labelled."""
        counts = [self.accuracy(field) for field in self.fields()]
        labelled = sum(total for _, total in counts)
        return sum(right for right, _ in counts) / labelled if labelled else 1.0

    def per_document(self) -> float:
        """Return the mean over documents of the share of fields read as labelled."""
        return sum(result.share for result in self.results) / len(self.results) if self.results else 1.0

    def to_json(self) -> dict[str, object]:
        """Return the report as one JSON object, which --diff can read."""
        answer: dict[str, object] = {
            "data": self.data,
            "documents": len(self.results),
            "micro": self.micro(),
            "per_document": self.per_document(),
            "fields": {
                field: {"right": right, "labelled": total, "accuracy": right / total}
                for field in self.fields()
                for right, total in [self.accuracy(field)]
            },
            "found": {result.document: result.found for result in self.results},
            "differences": [d.line() for result in self.results for d in result.differences],
        }
        if self.tasks is not None:
            answer["task_spans"] = {
                "labelled": self.tasks.labelled,
                "exact": self.tasks.exact,
                "overlap": self.tasks.overlap,
            }
        if self.changes is not None:
            answer["changes"] = list(self.changes)
        return answer

    def to_text(self) -> str:
        """Return the report as a table for a reader, with every difference from the labels."""
        lines = [f"Dữ liệu: {self.data}; {len(self.results)} văn bản", ""]
        lines.append(f"{'Trường':<16}{'đúng':>7}{'nhãn':>7}{'tỷ lệ':>9}")
        for field in self.fields():
            right, total = self.accuracy(field)
            lines.append(f"{field:<16}{right:>7}{total:>7}{right / total:>9.3f}")
        lines += ["", f"Mọi trường: {self.micro():.3f}; trung bình theo văn bản: {self.per_document():.3f}"]
        if self.tasks is not None:
            t = self.tasks
            lines.append(f"Vị trí nhiệm vụ: {t.exact}/{t.labelled} đúng từng ký tự, độ chồng khớp {t.overlap:.3f}")
        if self.changes is not None:
            lines += ["", "Khác với báo cáo trước (trước → nay):", *(self.changes or ("không có",))]
        differences = [d.line() for result in self.results for d in result.differences]
        if differences:
            lines += ["", "Khác với nhãn (nhãn ≠ đọc được):", *differences]
        return "\n".join(lines)


def evaluate(data: Path, diff: Path | None = None) -> Report:
    """Measure headers on the labels in folder `data`; `diff` is the JSON of an earlier report to compare with."""
    tasks = None
    if (data / "headers.jsonl").is_file():
        rows = _rows(data / "headers.jsonl", ("doc", "number", "n_articles", "n_tasks"))
        texts = _texts(data, [str(row["doc"]) for row in rows])
        results = tuple(_measure(d, _labelled(row), read_document(texts[d])) for row in rows for d in [str(row["doc"])])
        if (data / "tasks.jsonl").is_file():
            tasks = _task_spans(_rows(data / "tasks.jsonl", ("start", "end")), rows, texts)
    elif (data / "index.jsonl").is_file():
        rows = _rows(data / "index.jsonl", ("id", "number", "type", "title"))
        texts = _texts(data / "txt", [str(row["id"]) for row in rows])
        results = tuple(_measure(str(row["id"]), _of_site(row), read_document(texts[str(row["id"])])) for row in rows)
    else:
        raise BadRequest(f"Thư mục {data} không có headers.jsonl hay index.jsonl; hãy chọn thư mục có nhãn.")
    return Report(str(data), results, tasks, _compare(_earlier(diff), results) if diff else None)


def read_document(text: str) -> dict[str, Value]:
    """Return what the product reads in a text: the fields of the header and the counts."""
    header = parse_header(text)
    units = parse_units(text, header)
    found: dict[str, Value] = {name: _field(header, name) for name in TEXT_FIELDS}
    found["recipients"] = len(header.recipients)
    found["articles"] = count_units(units, "article")
    found["tasks"] = count_units(units, "task")
    return found


def count_units(units: Sequence[Unit], kind: str) -> int:
    """Return how many units of a kind the document itself has, those of its attachments left out."""
    return sum(unit.kind == kind and not inside_attachment(units, i) for i, unit in enumerate(units))


def _field(header: Header, name: str) -> str | None:
    value: str | None = getattr(header, name)
    return value


# --- labels -----------------------------------------------------------------------------------------------------------

Label: TypeAlias = tuple[Value, Callable[[Value, Value], bool]]


def _labelled(row: dict[str, object]) -> dict[str, Label]:
    labels: dict[str, Label] = {name: (_text(row.get(name)), _same) for name in TEXT_FIELDS if name in row}
    for name, key in zip(COUNTS, ("recipients", "n_articles", "n_tasks"), strict=True):
        value = row.get(key)
        labels[name] = (value if isinstance(value, int) else 0, _same)
    return labels


def _of_site(row: dict[str, object]) -> dict[str, Label]:
    """Labels of a web page; where it says that the text itself shows no number, there is nothing to compare."""
    labels: dict[str, Label] = {}
    number = _text(row.get("header_number", row["number"]))
    if number:
        labels["number"] = ("".join(number.split()), _same)
        if _text(row["type"]):
            labels["type"] = (str(row["type"]).lower(), _same)
            labels["title"] = (_bare_title(str(row["title"]), str(row["type"]), str(row["number"])), _same_words)
    meta = row.get("site_meta")
    if isinstance(meta, dict):
        for key, name in _SITE_FIELDS.items():
            value = _text(meta.get(key))
            if value:
                labels[name] = ("-".join(reversed(value.split("/"))) if name == "date" else value, _same)
    return labels


def _bare_title(title: str, type_name: str, number: str) -> str:
    """The web title without type, number, year and the issuer that the page adds at the end."""
    rest = " ".join(title.split()).removeprefix(type_name).strip().removeprefix(number).strip()
    words = rest.split()
    if words[:1] == ["năm"]:
        rest = " ".join(words[2:])
    head, _, tail = rest.rpartition(" do ")
    return head if head and tail.endswith("ban hành") else rest


def _text(value: object) -> str | None:
    return str(value) if value else None


def _same(expected: Value, found: Value) -> bool:
    def plain(value: Value) -> Value:
        return " ".join(value.split()) if isinstance(value, str) else value

    return plain(expected) == plain(found)


def _same_words(expected: Value, found: Value) -> bool:
    if not isinstance(expected, str) or not isinstance(found, str):
        return expected == found
    bare = _LEAD.sub("", found, count=1) if _LEAD.match(found) else found
    return _held(expected, bare) >= _SAME_TITLE or _held(bare, expected) >= _ADDED_TO


def _held(words: str, other: str) -> float:
    """Share of the syllables of `words` that `other` holds too."""
    wanted = syllables(fold(words))
    known = set(syllables(fold(other)))
    return sum(word in known for word in wanted) / len(wanted) if wanted else 1.0


# --- measuring --------------------------------------------------------------------------------------------------------


def _measure(document: str, labels: dict[str, Label], found: dict[str, Value]) -> DocumentResult:
    agrees = {name: same(expected, found[name]) for name, (expected, same) in labels.items()}
    differences = tuple(
        Difference(document, name, labels[name][0], found[name]) for name, agreed in agrees.items() if not agreed
    )
    return DocumentResult(document, agrees, found, differences)


def _task_spans(
    tasks: Sequence[dict[str, object]], rows: Sequence[dict[str, object]], texts: dict[str, str]
) -> TaskSpans | None:
    """Compare the labelled spans with the tasks of the one document that is labelled with as many tasks."""
    holders = [str(row["doc"]) for row in rows if row["n_tasks"] == len(tasks)]
    if len(holders) != 1:
        return None
    text = texts[holders[0]]
    units = parse_units(text, parse_header(text))
    found = [(unit.start, unit.end) for unit in units if unit.kind == "task"]
    spans = [(int(str(task["start"])), int(str(task["end"]))) for task in tasks]
    overlaps = [max((_overlap(span, other) for other in found), default=0.0) for span in spans]
    return TaskSpans(len(spans), sum(span in found for span in spans), sum(overlaps) / len(overlaps))


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / (max(a[1], b[1]) - min(a[0], b[0]))


def _rows(path: Path, needed: Sequence[str]) -> list[dict[str, object]]:
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise BadRequest(f"Không đọc được {path}; mỗi dòng phải là một đối tượng JSON.") from error
    for row in rows:
        if not isinstance(row, dict) or any(name not in row for name in needed):
            raise BadRequest(f"Một dòng trong {path} thiếu trường; mỗi dòng cần có {', '.join(needed)}.")
    return rows


def _texts(folder: Path, documents: Sequence[str]) -> dict[str, str]:
    """The texts DOC.txt of the documents: in the folder itself, or somewhere below the folder above it."""
    files = {path.stem: path for path in sorted(folder.resolve().parent.rglob("*.txt"))}
    absent = [document for document in documents if document not in files]
    if absent:
        raise BadRequest(f"Không thấy tệp {absent[0]}.txt dưới {folder.resolve().parent}; hãy đặt văn bản vào đó.")
    return {document: canonical(files[document].read_text(encoding="utf-8")) for document in documents}


# --- against an earlier report ----------------------------------------------------------------------------------------


def _earlier(path: Path) -> dict[str, dict[str, Value]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["found"]
        return {str(document): dict(fields) for document, fields in found.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRequest(f"Không đọc được báo cáo {path}; hãy dùng tệp ghi bằng --json.") from error


def _compare(earlier: dict[str, dict[str, Value]], results: Sequence[DocumentResult]) -> tuple[str, ...]:
    return tuple(
        f"{result.document} {name}: {before!r} → {value!r}"
        for result in results
        for name, value in result.found.items()
        if (before := earlier.get(result.document, {}).get(name)) != value
    )
