"""Filter and order of the list of documents."""

import pytest

from directives.models import DocumentCard
from ui.archive_list import list_html, matches, ordered


def card(id, number=None, type=None, title=None, date=None, issuer=None, source="/kho/tệp.docx"):
    return DocumentCard(id, number, type, title, date, issuer, source, (source,))


PLAN = card(
    "a",
    "12/KH-LĐLĐ",
    "kế hoạch",
    "Tổ chức Tháng Công nhân",
    "2024-04-02",
    "Liên đoàn Lao động tỉnh Sông Ngàn",
    "/kho/KH 12.docx",
)


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("", True),
        ("12/kh-ldld", True),
        ("cong nhan 2024", True),
        ("02/04/2024", True),
        ("kh 12.docx", True),
        ("song ngan", True),
        ("quyết định", False),
        ("công nhân 2023", False),
    ],
)
def test_filter(typed, fits):
    assert matches(PLAN, typed) is fits


CARDS = [
    card("a", "12/KH-LĐLĐ", "kế hoạch", None, "2024-04-02", "Liên đoàn"),
    card("b", "2/QĐ-UBND", "quyết định", None, "2023", "Ủy ban"),
    card("c", None, None, None, None, None),
    card("d", "105/QĐ-UBND", "quyết định", None, "2024-04-30", "Đảng ủy"),
]


@pytest.mark.parametrize(
    ("order", "ids"),
    [("moi", "dcba"), ("ngay", "dabc"), ("so", "badc"), ("cq", "dabc"), ("ten", "adbc"), ("?", "dcba")],
)
def test_orders(order, ids):
    assert "".join(c.id for c in ordered(CARDS, order)) == ids


def test_a_row_leads_to_the_document_and_to_the_question_before_a_removal():
    markup = list_html([card("<x>", "1/<b>", title='"tr<i>ch"')], lambda id: f"kho?go={len(id)}&y=1")
    assert 'href="van-ban?doc=%3Cx%3E"' in markup
    assert 'href="kho?go=3&amp;y=1"' in markup
    assert "<b>" not in markup and "<i>" not in markup
