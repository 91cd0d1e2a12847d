"""The invented library with drafts: fixed ones, checked by a rule that a test can foresee."""

import re
from dataclasses import replace

from assistant.drafts.as_text import findings_at, lay_out
from directives.errors import BadRequest
from directives.grounded import (
    Draft,
    DraftParagraph,
    DraftSection,
    DraftSource,
    DraftVersion,
    Finding,
    Office,
)
from directives.models import Evidence
from tests.fake_library import PLAN, FakeLibrary

START = PLAN.index("Tổ chức lễ phát động")
QUOTED = PLAN[START : PLAN.index(";", START)]
DRAFT = Draft(
    kind="ke_hoach",
    title="Tổ chức Tháng Công nhân",
    office=Office("Liên đoàn Lao động tỉnh Sông Ngàn", symbol="LĐLĐ"),
    bases=(DraftParagraph("Thực hiện Kế hoạch số 12/KH-LĐLĐ.", "fixed", (Evidence("a" * 16, 0, 5, PLAN[:5], 1),)),),
    sections=(
        DraftSection(
            "I. NỘI DUNG",
            (
                DraftParagraph(
                    f"- Kế hoạch 12/KH-LĐLĐ nêu: “{QUOTED}”.",
                    "quoted",
                    (Evidence("a" * 16, START, START + len(QUOTED), QUOTED, 1),),
                ),
                DraftParagraph("Có 5.000 người dự.", "generated", (), "nguồn không có số 5.000"),
            ),
        ),
    ),
    sources=(DraftSource("a" * 16, "Kế hoạch số 12/KH-LĐLĐ của <b>Liên đoàn</b>"),),
    notes=("Điền hoặc xóa những chỗ trong ngoặc vuông “[…]”.",),
    year=2026,
)


class FakeDrafts:
    """Drafts in memory; a number written "35/NQ-TW" is the one thing that its check finds."""

    def __init__(self, library):
        self._library = library
        self._kept = {}

    def make(self, request):
        if not request.document and not request.query:
            raise BadRequest("Chưa biết soạn về việc gì; hãy chọn văn bản chỉ đạo hoặc nhập nội dung cần soạn.")
        return self.checked(replace(DRAFT, kind=request.kind))

    def checked(self, draft):
        text = lay_out(draft).text
        found = [
            Finding("wrong_form", "error", m.start(), m.end(), m[0], "Viết sai dạng; hãy sửa thành 35-NQ/TW.")
            for m in re.finditer(r"35/NQ-TW", text)
        ]
        return replace(draft, findings=tuple(found))

    def findings(self, draft, section, paragraph):
        return findings_at(draft, section, paragraph)

    def hits(self, request, k=20):
        return self._library.search("phòng chống", k).hits

    def quoted(self, draft, hit, about, mark=""):
        passage = hit.passage
        evidence = Evidence(hit.document.id, passage.start, passage.end, passage.text, passage.page)
        called = f"Văn bản {hit.document.number}"
        return DraftParagraph(f"{mark}{called} nêu: {passage.text}", "quoted", (evidence,)), DraftSource(
            hit.document.id, called
        )

    def docx(self, draft):
        return draft.title.encode()

    def save(self, draft, draft_id=None, note=""):
        draft_id = draft_id or len(self._kept) + 1
        self._kept.setdefault(draft_id, []).append((draft, note))
        return self.versions(draft_id)[0]

    def versions(self, draft_id):
        held = self._kept[draft_id]
        return tuple(
            DraftVersion(draft_id, n, len(held), draft.kind, draft.title, "2026-01-02T03:04:05", note)
            for n, (draft, note) in reversed(list(enumerate(held, 1)))
        )

    def kept(self):
        return tuple(self.versions(draft_id)[0] for draft_id in reversed(self._kept))

    def open(self, draft_id, version=None):
        return self.checked(self._kept[draft_id][(version or 0) - 1][0])

    def remove(self, draft_id):
        del self._kept[draft_id]


class DraftingLibrary(FakeLibrary):
    """The invented library, with drafts."""

    def __init__(self):
        super().__init__()
        self.drafts = FakeDrafts(self)

