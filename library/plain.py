"""Records as text for a terminal, in Vietnamese; the same records as JSON are in `library.contract`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from directives.grounded import Answer, CheckReport, Draft
from directives.labels import SEVERITIES
from directives.models import Diagnosis, Document, DocumentCard, Evidence, Hit, IngestReport, SearchResult, Trace
from directives.places import Place
from library.reading import Missing, Tasks

_SHORT = 300  # characters of a passage


def ingested(report: IngestReport) -> str:
    """Return the counts of an ingest and what a person has to look at."""
    return (
        f"Thêm {report.added}, cập nhật {report.updated}, không đổi {report.unchanged}, trùng {report.duplicates}, "
        f"lỗi {len(report.failed)}, từ chối {len(report.refused)}."
        + (f" Dời chỗ {report.moved}." if report.moved else "")
        + (f" Chuyển vào thùng rác {report.removed}." if report.removed else "")
        + "".join(f"\n  Cần xem: {p.path}: {p.reason}" for p in report.attention)
    )


def parsed(path: Path, d: Document) -> str:
    """Return what was read in a file, in two lines."""
    return (
        f"{path}: {d.header.type or '?'} {d.header.number or '(không số)'} ngày {d.header.date or '?'} – "
        f"{d.header.title or ''}\n  {len(d.units)} đơn vị cấu trúc, {len(d.passages)} đoạn, "
        f"{len(d.citations)} viện dẫn: " + ", ".join(c.number or c.text for c in d.citations)
    )


def searched(result: SearchResult, pages: Mapping[str, int]) -> str:
    """Return the hits of a search; `pages` counts the pages of documents by their id."""
    if not result.hits:
        return "Không tìm thấy đoạn nào; hãy thử ít từ hơn hoặc bỏ bớt điều kiện lọc."
    return "\n\n".join(hit(h, pages) for h in result.hits)


def hit(h: Hit, pages: Mapping[str, int]) -> str:
    """Return one hit: its document, where the passage stands, which channels found it, its words.

    A page is named where the document has several: one running text has none.
    """
    card = h.document
    name = " ".join(part for part in (card.type, card.number) if part) or card.source
    why = [
        label
        for label, found in (
            ("số hiệu", h.why.exact),
            (f"từ ngữ #{h.why.lexical_rank}", h.why.lexical_rank),
            (f"ý nghĩa #{h.why.dense_rank}", h.why.dense_rank),
        )
        if found
    ]
    page = [f"trang {h.passage.page}"] if pages.get(card.id, 1) > 1 else []
    text = " ".join(h.passage.text.split())
    short = text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
    return (
        f"{h.rank}. [{h.score:.3f}] {name} ({card.date or 'không rõ ngày'}) – {card.title or ''}\n"
        f"   {' · '.join((h.passage.heading_path, *page, ', '.join(why)))}\n   {short}"
    )


def tasks(answer: Tasks, pages: Mapping[str, int]) -> str:
    """Return the tasks of a directive with their citations and passages."""
    lines = [f"{answer.document.type or ''} {answer.document.number or ''} – {answer.document.title or ''}"]
    for t in answer.tasks:
        lines.append(f"\n{t.label}. {t.heading}")
        lines += [f"   viện dẫn {v.citation.number or v.citation.text}: {v.resolution.status}" for v in t.citations]
        lines += ["   " + hit(h, pages).replace("\n", "\n   ") for h in t.passages]
    if not answer.tasks:
        lines.append("Văn bản này không có nhiệm vụ đánh số.")
    return "\n".join(lines)


def traced(answer: Trace, pages: Mapping[str, int]) -> str:
    """Return what is known of a reference number."""
    lines = [f"{answer.number}: {answer.status}"]
    if answer.known:
        known = answer.known
        lines.append(f"  đã biết: {known.type} ngày {known.date}, {known.issuer}: {known.title}")
    lines += [f"  trong kho: {c.id} – {c.title} ({c.date})" for c in answer.documents]
    for heading, edges in (("Viện dẫn", answer.cites), ("Được viện dẫn", answer.cited_by)):
        lines.append(f"{heading} ({len(edges)}):")
        lines += [f"  {e.number} [{e.relation}, {e.status}] {' '.join(e.evidence.text.split())[:160]}" for e in edges]
    return "\n".join([*lines, "Đoạn liên quan:", *(hit(h, pages) for h in answer.passages)])


def dot(answer: Trace, names: Mapping[str, str]) -> str:
    """Return a trace as a Graphviz graph; `names` are the documents' numbers by id."""
    edges = (*answer.cites, *answer.cited_by)
    lines = [
        f"  {_quoted(names.get(e.evidence.document, answer.number))} -> {_quoted(e.number)} "
        f"[label={_quoted(e.relation)}];"
        for e in edges
    ]
    return "\n".join(["digraph danchieu {", "  rankdir=LR;", *dict.fromkeys(lines), "}"])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def missing(answer: Missing) -> str:
    """Return the cited documents that the archive lacks, a line each."""
    lines = [f"{m.count:4}  {m.type or ''} {m.number} {m.date or ''} {m.title or ''}".rstrip() for m in answer.missing]
    lines += [f"  trùng số: {m.number} → {', '.join(m.candidates)}" for m in answer.ambiguous]
    return "\n".join(lines) or "Kho không thiếu văn bản nào."


def listed(cards: Sequence[DocumentCard]) -> str:
    """Return all documents, a line each."""
    lines = [f"{c.id}  {c.date or '----------'}  {c.type or ''} {c.number or ''}  {c.title or c.source}" for c in cards]
    return "\n".join(lines) or "Kho chưa có văn bản nào."


def diagnosed(diagnosis: Diagnosis) -> str:
    """Return the checks of an archive, a line each."""
    return "\n".join(
        f"{'đạt ' if c.ok else 'LỖI '} {c.name}: {c.message}" + ("" if c.ok else f". {c.remedy}")
        for c in diagnosis.checks
    )


def drafted(draft: Draft, path: Path) -> str:
    """Return where a draft was written, what the citation check found in it and what a person has to do."""
    found = [f"  {SEVERITIES[f.severity]}: {' '.join(f.text.split())[:80]} – {f.message}" for f in draft.findings or ()]
    return "\n".join([f"Đã ghi {path}: {draft.title}", *found, *(f"  {note}" for note in draft.notes)])


def answered(answer: Answer, names: Mapping[str, str], places: Mapping[Evidence, Place]) -> str:
    """Return an answer with its evidence; `names` and `places` say of which document and where in it."""
    lines = [answer.text]
    dropped = [s for s in answer.sentences if s.problem]
    if dropped:
        lines += ["", "Câu máy viết đã bỏ vì không đứng vững:", *(f"  - {s.text} ({s.problem})" for s in dropped)]
    if answer.evidence:
        lines += ["", "Đoạn gần nhất:" if answer.refused else "Căn cứ:"]
    for number, e in enumerate(answer.evidence, start=1):
        said = " ".join(e.text.split())
        shown = said if len(said) <= _SHORT else said[:_SHORT].rsplit(" ", 1)[0] + " …"
        called = ", ".join(filter(None, (names.get(e.document, e.document), places.get(e, Place()).words)))
        lines.append(f"  [{number}] {called}: {shown}")
    return "\n".join(lines)


def checked(path: Path, report: CheckReport) -> str:
    """Return the findings of a check, a line each with the place it stands at, then the counts."""
    counts = Counter(f.severity for f in report.findings)
    numbers = ", ".join(f"{counts[severity]} {word.lower()}" for severity, word in SEVERITIES.items())
    lines = [f"{path}: {len(report.citations)} viện dẫn, {numbers}"]
    for f in report.findings:
        line = report.text.count("\n", 0, f.start) + 1
        lines.append(f"  [{SEVERITIES[f.severity]}] dòng {line}, “{_shortened(f.text)}”: {f.message}")
        if f.expected:
            lines.append(f"      nên ghi: {f.expected}")
    return "\n".join(lines)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"
