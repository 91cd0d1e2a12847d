# ruff: noqa: E501 - invented documents and records, a line each
"""A small library of invented documents with the methods that the pages call, for states that are hard to bring about."""

import os
import re
import threading
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from directives.errors import BadRequest, GeneratorFailed, UnknownDocument
from directives.grounded import Answer, AnswerSentence, CheckReport, Finding
from directives.models import (
    ChainLink,
    Check,
    Citation,
    CitationView,
    Decision,
    Diagnosis,
    Document,
    DocumentCard,
    Evidence,
    Header,
    Hit,
    IngestProgress,
    IngestReport,
    KnownDocument,
    LaterAct,
    MissingDocument,
    Passage,
    PassageView,
    Problem,
    Query,
    Resolution,
    SearchResult,
    Span,
    TaskView,
    Trace,
    TraceEdge,
    Unit,
    Validity,
    Why,
)
from directives.places import Place, place_of
from directives.text import fold
from library.contents import Overview
from library.coverage import TaskCoverage
from library.lists import Lists
from library.originals import Original
from settings import Settings
from tests.fake_bin import FakeBin
from tests.fake_desk import FakeDesk


@dataclass(frozen=True)
class Facets:
    types: tuple[str, ...]
    issuers: tuple[str, ...]
    documents: int
    passages: int


@dataclass(frozen=True)
class Tasks:
    document: DocumentCard
    tasks: tuple[TaskView, ...]


@dataclass(frozen=True)
class Missing:
    missing: tuple[MissingDocument, ...]
    ambiguous: tuple[MissingDocument, ...]


DIRECTIVE = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số:      /LĐLĐ-TGNC
Sông Ngàn, ngày 15 tháng 01 năm 2024
V/v định hướng nhiệm vụ tuyên giáo năm 2024
Căn cứ Công văn số 482/TLĐ-TG, ngày 17/01/2024 của Tổng Liên đoàn Lao động Việt Nam.

1. Tuyên truyền các chỉ thị, nghị quyết của Đảng gắn với các ngày lễ lớn của tỉnh.

2. Đấu tranh phản bác quan điểm sai trái; tiếp tục thực hiện Nghị quyết số 35-NQ/TW, ngày 22/10/2018 về tăng cường bảo vệ nền tảng tư tưởng của Đảng.

3. Tổ chức Tháng Công nhân gắn với Tháng hành động về an toàn, vệ sinh lao động theo Kế hoạch số 12/KH-LĐLĐ và Quyết định số 87/QĐ-UBND; đối chiếu Công văn số 99/XYZ-AB.

Trên đây là một số nhiệm vụ trọng tâm.
"""
PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 12/KH-LĐLĐ
KẾ HOẠCH
Tổ chức Tháng Công nhân và Tháng hành động về an toàn, vệ sinh lao động năm 2024
Điều 1. Mục đích
Nâng cao nhận thức về an toàn, vệ sinh lao động cho đoàn viên, người lao động trong tỉnh.
Điều 2. Nội dung
Tổ chức lễ phát động Tháng Công nhân; thăm hỏi công nhân bị tai nạn lao động; <b>không</b> phô trương.
"""
TRAP = """CÔNG TY <script>window.broken = 1</script>
Số: 87/QĐ-UBND
QUYẾT ĐỊNH
Về <script>alert(1)</script> & "phòng, chống ma túy"
Điều 1. Phê duyệt kế hoạch phòng, chống ma túy <img src=x onerror="window.broken=2"> trong thanh niên.
"""


def _long() -> str:
    body = "".join(
        f"Điều {i}. Nội dung thứ {i}\nCơ quan, đơn vị thực hiện chế độ báo cáo theo khoản {i} của quy định này và các văn bản có liên quan. "
        + "Việc tổ chức thực hiện bảo đảm công khai, minh bạch. " * 6
        + "\n"
        for i in range(1, 1801)
    )
    return "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN\nSố: 01/2024/QĐ-UBND\nQUYẾT ĐỊNH\nBan hành quy định dài\n" + body


def _units(text: str) -> tuple[Unit, ...]:
    found = []
    kind = "article" if "Điều 1." in text else "task"
    pattern = re.compile(r"^(?:Điều )?(\d+)\. (.*)$", re.MULTILINE)
    matches = list(pattern.finditer(text))
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.start() if following else (text.find("\nTrên đây") if "\nTrên đây" in text else len(text))
        found.append(Unit(kind, match[1], match[2][:80], match.start(), end, None))
    return tuple(found)


def _document(id: str, text: str, header: Header, pages: tuple[int, ...] = (0,)) -> Document:
    units = _units(text)
    head = units[0].start if units else len(text)
    passages = [Passage(0, head - 1, text[: head - 1], None, header.number or "")]
    passages += [
        Passage(
            u.start,
            u.end,
            text[u.start : u.end],
            i,
            f"{header.number or 'Công văn'} › {'Điều' if u.kind == 'article' else 'Nhiệm vụ'} {u.label}",
        )
        for i, u in enumerate(units)
    ]
    citations = tuple(
        Citation(
            m.start(1), m.end(1), m[1], m[1], m[0].split(" số ")[0].lower(), None, None, None, "dan_chieu", "numbered"
        )
        for m in re.finditer(r"(?:Kế hoạch|Quyết định|Nghị quyết|Công văn) số (\S+?/[^\s,;.]+)", text)
    )
    return Document(id, text, pages, header, units, citations, (), (), tuple(passages))


class FakeChecks:
    """A check that finds four mistakes where their words stand."""

    def file(self, path, as_of=None) -> CheckReport:
        return self.text(Path(path).read_text(encoding="utf-8"), as_of)

    def text(self, text, as_of=None) -> CheckReport:
        if "hỏng" in text:
            raise BadRequest("Dự thảo hỏng; hãy lưu lại rồi thử lại.")
        evidence = Evidence("a" * 16, 80, 130, "Tổ chức Tháng Công nhân", 1)
        wanted = (
            ("wrong_type", "error", "Quyết định", "Kế hoạch", None),
            ("wrong_date", "error", "02/4/2023", "02/4/2024", evidence),
            ("first_mention", "warning", "Quyết định số 12/KH-LĐLĐ ngày 02/4/2023", None, None),
            ("not_held", "note", "35-NQ/TW", None, None),
        )
        found = [
            Finding(kind, severity, text.index(words), text.index(words) + len(words), words, f"Câu về {kind} <b>; hãy sửa.", right, where)
            for kind, severity, words, right, where in wanted
            if words in text
        ]
        found.sort(key=lambda f: (f.start, f.end))
        return CheckReport(text, tuple(found), ())

    def with_comments(self, report, path=None) -> bytes:
        return b"word"

    def table(self, report) -> bytes:
        return b"excel"


class FakeContents:
    """What the invented library holds."""

    def __init__(self, library):
        self._library = library

    def overview(self, missing=8, newest=5) -> Overview:
        cards, absent = self._library.documents(), self._library.missing()
        types = Counter(c.type or "" for c in cards).most_common()
        years = sorted(Counter((c.date or "")[:4] for c in cards).items())
        facets, waiting = self.facets(), (len(absent.ambiguous), len(self.failures()), len(self.attention()))
        return Overview(facets.documents, facets.passages, tuple(types), tuple(years), absent.missing, *waiting, cards[: -newest - 1 : -1])

    def task_counts(self) -> dict[str, int]:
        counts = {d.id: sum(u.kind == "task" for u in d.units) for d in self._library._documents.values()}
        return {id: count for id, count in counts.items() if count}

    def page_counts(self, ids) -> dict[str, int]:
        return {i: len(self._library._documents[i].pages) for i in ids if i in self._library._documents}

    def facets(self) -> Facets:
        cards = self._library.documents()
        return Facets(
            tuple(sorted({c.type for c in cards if c.type})),
            tuple(sorted({c.issuer for c in cards if c.issuer})),
            len(cards),
            sum(len(d.passages) for d in self._library._documents.values()),
        )

    def attention(self) -> tuple[Problem, ...]:
        return (Problem("/nguon/tep-1.docx", "Không thấy ngày ban hành."),)

    def failures(self) -> tuple[Problem, ...]:
        return (Problem("/nguon/tep-2.docx", "Tệp hỏng; hãy mở bằng Word, lưu lại rồi nạp lại."),)


class FakeUpkeep:
    """Backups and checks with fixed answers."""

    def backup_file(self) -> bytes:
        return b"PK backup"

    def last_backup(self) -> tuple[str, str] | None:
        return ("/sao-luu/kho.zip", "2024-06-01T08:00:00+00:00")

    def doctor(self, repair=False) -> Diagnosis:
        return Diagnosis(
            (
                Check("Cơ sở dữ liệu", True, "Toàn vẹn."),
                Check("Chỉ mục từ", repair, "thiếu 3 đoạn", "Hãy chạy “danchieu doctor --repair”."),
            )
        )


class FakeDecisions:
    """Decisions in memory."""

    def __init__(self):
        self._decisions: list[Decision] = []

    def all(self) -> tuple[Decision, ...]:
        return tuple(self._decisions)

    def make(self, number, chosen, citing=None) -> None:
        self._decisions.insert(0, Decision(len(self._decisions) + 1, number, citing, chosen, "2024-06-01T08:00:00"))

    def revoke(self, decision_id) -> None:
        self._decisions = [d for d in self._decisions if d.id != decision_id]


class FakeLibrary:
    """Four documents: a directive with three tasks, a plan, one full of HTML, one of 900,000 characters."""

    def __init__(self) -> None:
        long = _long()
        pages = tuple(range(0, len(long), 3000))
        made = [
            _document("d" * 16, DIRECTIVE, Header(number="/LĐLĐ-TGNC", type="công văn", issuer="Liên đoàn Lao động tỉnh Sông Ngàn", date="2024-01-15", title="V/v định hướng nhiệm vụ tuyên giáo năm 2024")),
            _document("a" * 16, PLAN, Header(number="12/KH-LĐLĐ", type="kế hoạch", issuer="Liên đoàn Lao động tỉnh Sông Ngàn", date="2024-04-02", title="Tổ chức Tháng Công nhân và Tháng hành động về an toàn, vệ sinh lao động năm 2024")),
            _document("b" * 16, TRAP, Header(number="87/QĐ-UBND", type="quyết định", issuer="Công ty <script>window.broken = 1</script>", date="2023", title='Về <script>alert(1)</script> & "phòng, chống ma túy"')),
            _document("c" * 16, long, Header(number="01/2024/QĐ-UBND", type="quyết định", issuer="Ủy ban nhân dân tỉnh Sông Ngàn", date="2024-02-29", title="Ban hành quy định dài"), pages),
        ]  # fmt: skip
        self._documents = {d.id: d for d in made}
        self.checks, self.contents = FakeChecks(), FakeContents(self)
        self.upkeep, self.decisions = FakeUpkeep(), FakeDecisions()
        self.desk = FakeDesk()
        self.viewer = None
        self.settings = Settings(office="Liên đoàn Lao động tỉnh Sông Ngàn")
        self.logged: list[tuple[str, str]] = []
        self.lists = Lists(self, date(2024, 6, 1))
        self._binned: dict[str, Document] = {}
        self.bin = FakeBin(self._back)

    def card(self, id: str) -> DocumentCard:
        if id not in self._documents:
            raise UnknownDocument(f"Không có văn bản “{id}” trong kho; hãy kiểm tra lại số hiệu.")
        h = self._documents[id].header
        source = f"/van-ban/{id[0]}.docx"
        return DocumentCard(id, h.number, h.type, h.title, h.date, h.issuer, source, (source,))

    def documents(self) -> tuple[DocumentCard, ...]:
        return tuple(self.card(i) for i in self._documents)

    def find(self, id_or_number: str) -> tuple[DocumentCard, ...]:
        wanted = fold(id_or_number)
        return tuple(c for c in self.documents() if c.id == id_or_number or (c.number and fold(c.number) == wanted))

    def places(self, evidence) -> dict[Evidence, Place]:
        return {e: place_of(self._documents[e.document], e.start) for e in evidence}

    @property
    def originals(self):
        return SimpleNamespace(of=lambda document_id: Original(Path(self.card(document_id).source), "text"))

    def document(self, id_or_number: str) -> Document:
        for d in self._documents.values():
            if id_or_number in (d.id, d.header.number):
                return d
        raise UnknownDocument(f"Không có văn bản “{id_or_number}” trong kho; hãy kiểm tra lại số hiệu.")

    def _hits(self, text: str, only: str | None, without: str | None = None) -> list[Hit]:
        words = fold(text).split()
        hits: list[Hit] = []
        for d in self._documents.values():
            if (only and d.id != only) or d.id == without:
                continue
            for p in d.passages:
                folded = fold(p.text)
                spans = tuple(Span(m.start(), m.end()) for w in words for m in re.finditer(re.escape(w), folded))
                if not words or not all(w in folded for w in words):
                    continue
                unit = p.heading_path.split(" › ")[-1] if p.unit is not None else None
                view = PassageView(p.start, p.end, p.text, unit, p.heading_path, d.page(p.start))
                why = Why(text == d.header.number, len(hits) + 1, len(hits) + 2)
                hits.append(Hit(len(hits) + 1, 1.0, self.card(d.id), view, why, spans))
        return hits

    def search(self, text, k=10, filters=None, sort="score") -> SearchResult:
        hits = self._hits(text, filters.document if filters else None)
        if filters and filters.types:
            hits = [h for h in hits if h.document.type in filters.types]
        if sort == "date":
            hits.sort(key=lambda h: h.document.date or "", reverse=True)
        restored = "phòng chống ma túy" if text == "phong chong ma tuy" else None
        return SearchResult(
            Query(text, restored=restored), 12.3, tuple(replace(h, rank=i) for i, h in enumerate(hits[:k], 1))
        )

    def generator_place(self) -> str:
        return os.environ.get("FAKE_GENERATOR", "")

    def answer(self, question, k=8, on_text=lambda _: None) -> Answer:
        if "hỏng" in question:
            raise GeneratorFailed("Không nối được với máy viết ở may.local; hãy kiểm tra generator_url.")
        text = self._documents["a" * 16].text
        pieces = []
        for said in ("Tổ chức lễ phát động Tháng Công nhân; thăm hỏi công nhân bị tai nạn lao động; <b>không</b> phô trương.", "Nâng cao nhận thức về an toàn, vệ sinh lao động cho đoàn viên, người lao động trong tỉnh."):
            start = text.index(said)
            pieces.append(Evidence("a" * 16, start, start + len(said), said, 1))
        if "Tháng Công nhân" not in question:
            return Answer(question, f"Không có căn cứ trong kho để trả lời: “{question}”. Đã tìm theo từ ngữ. Có thể thử: bỏ bớt điều kiện.", True, (), tuple(pieces[:1]))
        if self.generator_place():
            on_text("Tổ chức lễ phát động")
            sentences = (AnswerSentence("Tổ chức lễ phát động Tháng Công nhân.", (0,)), AnswerSentence("Mỗi người được 9 triệu.", (1,), "“9 triệu” không có trong nguồn"))
            return Answer(question, "Tổ chức lễ phát động Tháng Công nhân. [1]", False, sentences, tuple(pieces), generated=True)
        sentences = tuple(AnswerSentence(e.text, (i,)) for i, e in enumerate(pieces))
        return Answer(question, "\n".join(f"{e.text} [{i}]" for i, e in enumerate(pieces, 1)), False, sentences, tuple(pieces))

    def citations(self, document_id: str) -> tuple[CitationView, ...]:
        known = KnownDocument(
            "35-NQ/TW",
            "nghị quyết",
            "Bộ Chính trị",
            "2018-10-22",
            "Về tăng cường bảo vệ nền tảng tư tưởng của Đảng",
            "Công văn mẫu",
        )
        table = {
            "12/KH-LĐLĐ": Resolution("RESOLVED", ("a" * 16,), "văn bản duy nhất mang số này"),
            "35-NQ/TW": Resolution("MISSING", (), "", known),
            "87/QĐ-UBND": Resolution("AMBIGUOUS", ("b" * 16, "c" * 16), "hai văn bản cùng số"),
        }  # fmt: skip
        document = self._documents[document_id]
        return tuple(
            CitationView(document_id, c, table.get(c.number, Resolution("MISSING"))) for c in document.citations
        )

    def tasks(self, id_or_number, task=None, k=5) -> Tasks:
        d = self.document(id_or_number)
        views = tuple(
            TaskView(u.label, u.heading, u.start, u.end, tuple(v for v in self.citations(d.id) if u.start <= v.citation.start < u.end), tuple(self._hits("an toàn", None, d.id)[:k]))
            for u in d.units
            if u.kind == "task" and task in (None, u.label)
        )  # fmt: skip
        return Tasks(self.card(d.id), views)

    def coverage(self, id_or_number) -> tuple[TaskCoverage, ...]:
        def covered(task: TaskView) -> TaskCoverage:
            found = [v.resolution for v in task.citations]
            counts = (sum(r.status == "RESOLVED" for r in found), sum(r.status == "AMBIGUOUS" for r in found), sum(r.known is not None for r in found), sum(r.status == "MISSING" and r.known is None for r in found))
            near = dict.fromkeys(h.document for h in task.passages) if task.label != "2" else {}
            return TaskCoverage(task.label, task.heading, task.start, task.end, *counts, tuple(near))

        return tuple(covered(task) for task in self.tasks(id_or_number).tasks)

    def _edges(self, document_id: str, depth: int = 1) -> list[TraceEdge]:
        d = self._documents[document_id]
        edges = []
        for v in self.citations(document_id):
            start = d.text.rfind("\n", 0, v.citation.start) + 1
            end = d.text.find("\n", v.citation.end)
            said = Evidence(d.id, start, end, d.text[start:end], d.page(start))
            edges.append(TraceEdge(v.citation.number, v.citation.relation, v.resolution.status, v.resolution.documents, said, depth))
        return edges

    def trace(self, number, depth=2, k=5) -> Trace:
        if not any(c.isdigit() for c in number) and number not in self._documents:
            raise BadRequest("Không phải số, ký hiệu.")
        held = self.find(number)
        ids = {c.id for c in held}
        known = None
        if not held:
            known = next((v.resolution.known for d in self._documents for v in self.citations(d) if v.citation.number == number), None)
        out = [e for c in held for e in self._edges(c.id)]
        if depth > 1:
            out += [e for d in {x for e in out for x in e.documents} - ids for e in self._edges(d, 2)]
        into = [e for d in self._documents for e in self._edges(d) if ids & set(e.documents) or (not held and e.number == number)]
        hits = self._hits("công nhân", held[0].id) if held else self._hits(number, None)
        chains = ((ChainLink("35-NQ/TW", None, None), ChainLink(held[0].number or number, held[0], "thuc_hien")),) if held else ()
        status = "RESOLVED" if len(held) == 1 else "AMBIGUOUS" if held else "MISSING"
        validity = self.validity(held)[held[0].id] if held else Validity(as_of="2024-06-01")
        return Trace(held[0].number or number if held else number, status, known, held, tuple(hits[:k]), tuple(out), tuple(into), chains, validity)

    def cards(self, ids) -> tuple[DocumentCard, ...]:
        return tuple(self.card(i) for i in ids if i in self._documents)

    def log(self, action, object_, detail="") -> None:
        self.logged.append((action, object_))

    def missing(self, n=50) -> Missing:
        known = MissingDocument("35-NQ/TW", "nghị quyết", "Bộ Chính trị", "2018-10-22", "Về tăng cường bảo vệ", True, 3, ("d" * 16,))
        repeated = MissingDocument("87/QĐ-UBND", "quyết định", None, None, None, False, 1, ("d" * 16,), ("b" * 16, "c" * 16))
        return Missing((known,), () if self.decisions.all() else (repeated,))

    def validity(self, cards, as_of=None) -> dict[str, Validity]:
        def one(card):
            if card.id != "a" * 16:
                return Validity(as_of="2024-06-01")
            evidence = Evidence("c" * 16, 120, 180, "Quyết định này thay thế Kế hoạch số 12/KH-LĐLĐ", 1)
            return Validity("replaced", "2024-06-01", (LaterAct("thay_the", self.card("c" * 16), False, evidence),))

        return {card.id: one(card) for card in cards}

    def ingest(self, paths, jobs=0, ocr="auto", sync=False, on_progress=None) -> IngestReport:
        outcomes = [
            ("added", "", 5),
            ("failed", "Tệp hỏng; hãy mở bằng Word, lưu lại rồi nạp lại.", 0),
            ("refused", "Văn bản có dấu MẬT nên không nạp.", 0),
        ]
        for done, (outcome, reason, passages) in enumerate(outcomes, 1):
            if on_progress:
                on_progress(IngestProgress(done, 3, f"/nguon/tep-{done}.docx", outcome, reason, passages))
        return IngestReport(
            added=1,
            failed=(Problem("/nguon/tep-2.docx", outcomes[1][1]),),
            refused=(Problem("/nguon/tep-3.docx", outcomes[2][1]),),
            attention=(Problem("/nguon/tep-1.docx", "Không thấy ngày ban hành."),),
        )

    def upload(self, name: str, data: bytes) -> Path:
        return Path("/van-ban/tai-len") / name

    def remove(self, id: str) -> DocumentCard:
        card = self.card(id)
        self._binned[id] = self._documents.pop(id)
        self.bin.put(card)
        return card

    def _back(self, id: str) -> DocumentCard:
        self._documents[id] = self._binned.pop(id)
        return self.card(id)

class WideLibrary(FakeLibrary):
    """A directive that cites forty documents and is cited by nineteen."""

    def __init__(self) -> None:
        super().__init__()
        kinds = (("Kế hoạch", "KH-LĐLĐ"), ("Quyết định", "QĐ-UBND"), ("Nghị quyết", "NQ-HĐND"), ("Công văn", "TLĐ-TG"))
        said = "".join(f"{i + 1}. Thực hiện {kinds[i % 4][0]} số {100 + i}/{kinds[i % 4][1]} ngày {i % 28 + 1:02}/03/2024.\n" for i in range(40))
        head = Header(number="500/KH-LĐLĐ", type="kế hoạch", issuer="Liên đoàn Lao động tỉnh Sông Ngàn", date="2024-05-01", title="Triển khai đồng bộ các văn bản của cấp trên năm 2024")
        made = [_document("e" * 16, "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: 500/KH-LĐLĐ\nKẾ HOẠCH\n" + said, head)]
        for i in range(19):
            text = f"CÔNG ĐOÀN NGÀNH {i}\nSố: {i + 1}/HD-CĐN\nHƯỚNG DẪN\n1. Căn cứ Kế hoạch số 500/KH-LĐLĐ và Quyết định số {101 + 4 * i}/QĐ-UBND.\n"
            made.append(_document(f"{i:016}", text, Header(number=f"{i + 1}/HD-CĐN", type="hướng dẫn", issuer=f"Công đoàn ngành {i}", date=f"2024-06-{i + 1:02}", title=f"Hướng dẫn số {i + 1}")))
        self._documents = {d.id: d for d in made}

    def citations(self, document_id: str) -> tuple[CitationView, ...]:
        relations = ("can_cu", "thuc_hien", "huong_dan", "sua_doi_bo_sung", "dan_chieu")
        views = []
        for i, c in enumerate(self._documents[document_id].citations):
            held = tuple(d.id for d in self._documents.values() if d.header.number == c.number)
            known = KnownDocument(c.number, c.type, "Cơ quan mẫu", "2024-03-01", "Về việc mẫu", "Mẫu") if i % 3 == 1 else None
            state = Resolution("RESOLVED", held, "văn bản duy nhất mang số này") if held else Resolution("MISSING", (), "", known)
            views.append(CitationView(document_id, replace(c, relation=relations[i % 5]), state))
        return tuple(views)


class EmptyLibrary(FakeLibrary):
    """An archive that holds nothing yet."""

    def __init__(self) -> None:
        super().__init__()
        self._documents = {}

    def missing(self, n=50) -> Missing:
        return Missing((), ())

    def failures(self) -> tuple[Problem, ...]:
        return ()

    attention = failures


class SlowLibrary(FakeLibrary):
    """Empty at first; takes one file in at once and the others when the file that FAKE_GO names is there."""

    def __init__(self) -> None:
        super().__init__()
        self._coming, self._documents = self._documents, {}

    def ingest(self, paths, jobs=0, ocr="auto", sync=False, on_progress=None) -> IngestReport:
        on_progress(IngestProgress(1, 4, "/nguon/tep-dau.docx", "added", "", 5))
        never = threading.Event()
        while not Path(os.environ["FAKE_GO"]).exists():
            never.wait(0.05)
        self._documents = self._coming
        return super().ingest(paths, jobs, ocr, sync, on_progress)


LIBRARIES = {"full": FakeLibrary, "empty": EmptyLibrary, "wide": WideLibrary, "slow": SlowLibrary}
