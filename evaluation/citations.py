"""`danchieu eval citations`: how exactly citations are found, measured on hand-made labels.

DATA holds citations.jsonl, one labelled mention a line; the text of document `doc` is DOC.txt somewhere below the
folder above DATA.  A mention counts as found when its span and its kind are the labelled ones; the fields are compared
on the mentions whose span was found.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from directives.citing.citations import find_citations
from directives.errors import BadRequest
from directives.headers.header import parse_header
from directives.text import canonical
from directives.units.structure import parse_units

KINDS = ("numbered", "partial", "law", "self", "blank")
FIELDS = ("number", "type", "date", "issuer", "title", "relation")
_WORST = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled or found mention; the fields stand in the order of FIELDS."""

    start: int
    end: int
    text: str
    kind: str
    fields: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A mention that was missed, invented, or read otherwise than labelled; `what` names the field or the fault."""

    document: str
    start: int
    text: str
    what: str
    expected: str | None
    found: str | None

    def line(self) -> str:
        """Return the difference as one line for a reader."""
        return f"{self.document}:{self.start} {self.text!r} {self.what}: {self.expected!r} ≠ {self.found!r}"


@dataclass(frozen=True, slots=True)
class Counts:
    """Labelled, found, and found as labelled."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found that are labelled; 1 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the labelled that were found; 1 when nothing is labelled."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.gold + self.found
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What was found in one document, compared with its labels."""

    document: str
    kinds: dict[str, Counts]
    matched: int
    agreeing: dict[str, int]
    found: tuple[Mention, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from an earlier report: mentions gained and lost, and fields read otherwise, one line each."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome over all labelled documents."""

    data: str
    results: tuple[DocumentResult, ...]
    changes: Changes | None = None

    def kind(self, kind: str) -> Counts:
        """Return the counts of one kind over all documents."""
        counts = [r.kinds[kind] for r in self.results]
        return Counts(sum(c.gold for c in counts), sum(c.found for c in counts), sum(c.right for c in counts))

    def kind_f1_per_document(self, kind: str) -> float:
        """Return the mean F1 of the documents in which mentions of this kind are labelled or were found."""
        f1s = [r.kinds[kind].f1 for r in self.results if r.kinds[kind].gold or r.kinds[kind].found]
        return sum(f1s) / len(f1s) if f1s else 1.0

    def accuracy(self, field: str) -> float:
        """Return the share of matched mentions on which the field agrees."""
        matched = sum(r.matched for r in self.results)
        return sum(r.agreeing[field] for r in self.results) / matched if matched else 1.0

    def accuracy_per_document(self, field: str) -> float:
        """Return the mean over documents of the share of matched mentions on which the field agrees."""
        shares = [r.agreeing[field] / r.matched for r in self.results if r.matched]
        return sum(shares) / len(shares) if shares else 1.0

    def to_json(self) -> dict[str, object]:
        """Return the report as one JSON object, which --diff can read."""
        kinds = {
            kind: {
                "gold": (c := self.kind(kind)).gold,
                "found": c.found,
                "precision": c.precision,
                "recall": c.recall,
                "f1": c.f1,
                "f1_per_document": self.kind_f1_per_document(kind),
            }
            for kind in KINDS
        }
        fields = {f: {"micro": self.accuracy(f), "per_document": self.accuracy_per_document(f)} for f in FIELDS}
        answer: dict[str, object] = {
            "data": self.data,
            "documents": len(self.results),
            "kinds": kinds,
            "fields": fields,
            "mentions": {r.document: [_mention_json(m) for m in r.found] for r in self.results},
            "differences": [d.line() for r in self.results for d in r.differences],
        }
        if self.changes is not None:
            changes = self.changes
            answer["changes"] = {
                "gained": list(changes.gained),
                "lost": list(changes.lost),
                "changed": list(changes.changed),
            }
        return answer

    def to_text(self, worst: int = 0) -> str:
        """Return the report as tables for a reader, with up to `worst` differences from the labels."""
        lines = [f"Dữ liệu: {self.data}; {len(self.results)} văn bản", ""]
        lines.append(f"{'Loại':<10}{'nhãn':>7}{'thấy':>7}{'chính xác':>11}{'đầy đủ':>9}{'F1':>8}{'F1/văn bản':>12}")
        for kind in KINDS:
            c = self.kind(kind)
            figures = f"{c.precision:>11.3f}{c.recall:>9.3f}{c.f1:>8.3f}{self.kind_f1_per_document(kind):>12.3f}"
            lines.append(f"{kind:<10}{c.gold:>7}{c.found:>7}{figures}")
        lines += ["", f"{'Trường':<10}{'đúng':>9}{'theo văn bản':>14}"]
        lines += [f"{f:<10}{self.accuracy(f):>9.3f}{self.accuracy_per_document(f):>14.3f}" for f in FIELDS]
        if self.changes is not None:
            lines += ["", *_changes_text(self.changes)]
        if worst:
            lines += ["", "Khác với nhãn (nhãn ≠ đọc được):"]
            lines += [d.line() for r in self._hardest() for d in r.differences][:worst]
        return "\n".join(lines)

    def _hardest(self) -> list[DocumentResult]:
        return sorted(self.results, key=lambda r: -len(r.differences))


def evaluate(data: Path, diff: Path | None = None) -> Report:
    """Measure citations on the labels in folder `data`; `diff` is the JSON of an earlier report to compare with."""
    labels = _labels(data / "citations.jsonl")
    files = {path.stem: path for path in sorted(data.resolve().parent.rglob("*.txt"))}
    absent = [document for document in labels if document not in files]
    if absent:
        raise BadRequest(f"Không thấy tệp {absent[0]}.txt dưới {data.resolve().parent}; hãy đặt văn bản vào đó.")
    results = tuple(_measure(document, gold, find_in(files[document])) for document, gold in labels.items())
    changes = _compare(_earlier(diff), results) if diff else None
    return Report(str(data), results, changes)


def find_in(path: Path) -> tuple[Mention, ...]:
    """Return what the product finds in a text file."""
    text = canonical(path.read_text(encoding="utf-8"))
    header = parse_header(text)
    found = find_citations(text, header, parse_units(text, header))
    return tuple(
        Mention(c.start, c.end, c.text, c.kind, (c.number, c.type, c.date, c.issuer, c.title, c.relation))
        for c in found.citations
    )


def _labels(path: Path) -> dict[str, list[Mention]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        labels: dict[str, list[Mention]] = {}
        for row in rows:
            fields = tuple(row[name] for name in FIELDS)
            labels.setdefault(row["doc"], []).append(
                Mention(row["start"], row["end"], row["text"], row["kind"], fields)
            )
    except (OSError, ValueError, KeyError) as error:
        raise BadRequest(f"Không đọc được nhãn trong {path}; mỗi dòng phải là một viện dẫn dạng JSON.") from error
    return labels


def _plain(value: str | None) -> str | None:
    return " ".join(value.split()) if value else None


def _measure(document: str, gold: Sequence[Mention], found: Sequence[Mention]) -> DocumentResult:
    labelled = {(m.start, m.end): m for m in gold}
    read = {(m.start, m.end): m for m in found}
    both = [span for span in labelled if span in read]
    kinds = {}
    for kind in KINDS:
        right = sum(labelled[s].kind == kind == read[s].kind for s in both)
        kinds[kind] = Counts(sum(m.kind == kind for m in gold), sum(m.kind == kind for m in found), right)
    differences = [
        Difference(document, m.start, m.text, "thiếu", m.kind, None) for s, m in labelled.items() if s not in read
    ]
    differences += [
        Difference(document, m.start, m.text, "thừa", None, m.kind) for s, m in read.items() if s not in labelled
    ]
    agreeing: Counter[str] = Counter()
    for span in both:
        a, b = labelled[span], read[span]
        if a.kind != b.kind:
            differences.append(Difference(document, a.start, a.text, "kind", a.kind, b.kind))
        for name, expected, value in zip(FIELDS, a.fields, b.fields, strict=True):
            if _plain(expected) == _plain(value):
                agreeing[name] += 1
            else:
                differences.append(Difference(document, a.start, a.text, name, expected, value))
    differences.sort(key=lambda d: d.start)
    return DocumentResult(
        document, kinds, len(both), {f: agreeing[f] for f in FIELDS}, tuple(found), tuple(differences)
    )


# --- against an earlier report ----------------------------------------------------------------------------------------


def _mention_json(mention: Mention) -> dict[str, object]:
    fields = dict(zip(FIELDS, mention.fields, strict=True))
    return {"start": mention.start, "end": mention.end, "text": mention.text, "kind": mention.kind} | fields


def _earlier(path: Path) -> dict[str, list[Mention]]:
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        return {
            document: [
                Mention(row["start"], row["end"], row["text"], row["kind"], tuple(row[f] for f in FIELDS))
                for row in rows
            ]
            for document, rows in report["mentions"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRequest(f"{path} không phải báo cáo của “danchieu eval citations --json”.") from error


def _compare(earlier: dict[str, list[Mention]], results: Iterable[DocumentResult]) -> Changes:
    gained: list[str] = []
    lost: list[str] = []
    changed: list[str] = []
    for result in results:
        before = {(m.start, m.end): m for m in earlier.get(result.document, [])}
        now = {(m.start, m.end): m for m in result.found}
        name = result.document
        gained += [f"{name}:{m.start} {m.text!r} ({m.kind})" for span, m in now.items() if span not in before]
        lost += [f"{name}:{m.start} {m.text!r} ({m.kind})" for span, m in before.items() if span not in now]
        for span in before.keys() & now.keys():
            a, b = before[span], now[span]
            pairs = zip(("kind", *FIELDS), (a.kind, *a.fields), (b.kind, *b.fields), strict=True)
            changed += [f"{name}:{a.start} {a.text!r} {field}: {x!r} → {y!r}" for field, x, y in pairs if x != y]
    return Changes(tuple(gained), tuple(lost), tuple(sorted(changed)))


def _changes_text(changes: Changes) -> list[str]:
    lines = [f"So với báo cáo trước: thêm {len(changes.gained)}, mất {len(changes.lost)}, đổi {len(changes.changed)}"]
    lines += [f"+ {line}" for line in changes.gained]
    lines += [f"- {line}" for line in changes.lost]
    lines += [f"~ {line}" for line in changes.changed]
    return lines
