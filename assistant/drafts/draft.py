"""Drafts: material + kind → a document in the prescribed form, every paragraph with the sources it stands on.

Without a generator a draft is put together from the words of the sources and fixed connecting text; nothing is claimed
that no source says, and what only a person can know is a placeholder in square brackets.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafts.kinds import PLANS
from assistant.drafts.material import Material
from assistant.drafts.phrases import Author, Compose, has_number, reference, topic_title
from assistant.wording import named
from directives.grounded import Draft, DraftKind, DraftParagraph, DraftSource, Office

__all__ = ["Compose", "make_draft", "unset_facts"]

_FACTS = (
    ("name", "office", "tên cơ quan ban hành"),
    ("symbol", "office_symbol", "ký hiệu cơ quan trong số văn bản"),
    ("place", "office_place", "địa danh"),
    ("authority", "office_authority", "quyền hạn ký (TM., KT., TL.)"),
    ("signer_role", "office_signer_role", "chức vụ người ký"),
    ("signer", "office_signer", "họ tên người ký"),
    ("recipients", "office_recipients", "các dòng nơi nhận"),
)


def make_draft(kind: DraftKind, material: Material, office: Office, compose: Compose | None = None) -> Draft:
    """Return a draft of this kind; `compose` writes and verifies prose where a generator is set.

    The draft is not checked yet: `findings` is None.
    """
    author = Author(material, office, compose)
    plan = PLANS[kind](author)
    return Draft(
        kind=kind,
        title=topic_title(kind, material),
        office=office,
        bases=plan.bases,
        sections=plan.sections,
        addressees=("[các cơ quan, đơn vị nhận văn bản]",) if kind == "cong_van" else (),
        sources=_names(material),
        notes=_notes(kind, material, office, plan.paragraphs()),
        year=material.year,
    )


def unset_facts(office: Office) -> tuple[str, ...]:
    """Return in words the facts of the office that the settings leave open, each with the setting's name."""
    return tuple(f"{words} ({setting})" for name, setting, words in _FACTS if not getattr(office, name))


def _names(material: Material) -> tuple[DraftSource, ...]:
    sources = [quote.source for topic in material.topics for quote in topic.quotes]
    sources += [cited.source for cited in material.bases()]
    sources += [material.directive] if material.directive else []
    named = {source.id: reference(source) for source in sources if source.id}
    return tuple(DraftSource(id_, name) for id_, name in named.items())


def _notes(
    kind: DraftKind, material: Material, office: Office, paragraphs: Sequence[DraftParagraph]
) -> tuple[str, ...]:
    notes = ["Dự thảo do máy lập từ các nguồn đã dẫn; người soạn rà soát, bổ sung và người có thẩm quyền ký duyệt."]
    unset = unset_facts(office) if kind not in ("ban_tin", "slide") else unset_facts(office)[:3]
    if unset:
        notes.append(f"Cấu hình chưa có: {', '.join(unset)}; chỗ tương ứng để trống hoặc trong ngoặc vuông.")
    if any("[" in paragraph.text and paragraph.origin == "fixed" for paragraph in paragraphs):
        notes.append("Điền hoặc xóa những chỗ trong ngoặc vuông “[…]”.")
    lacking = [topic for topic in material.topics if not topic.quotes]
    if lacking:
        which = ", ".join(topic.label for topic in lacking if topic.label)
        of = f" cho nhiệm vụ {which}" if which else ""
        notes.append(f"Kho chưa có đoạn văn bản nào đủ sát nội dung{of}; hãy nạp thêm văn bản hoặc tự bổ sung.")
    elsewhere = [f"{named(c.source)} ({c.origin})" for c in material.bases() if c.origin and has_number(c.source)]
    if elsewhere and any(paragraph.sources for paragraph in paragraphs):
        notes.append(f"Văn bản được dẫn mà kho chưa có, thông tin lấy từ nguồn khác: {'; '.join(elsewhere)}.")
    return (*notes, *material.notes)
