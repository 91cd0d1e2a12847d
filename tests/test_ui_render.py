"""Records as HTML and as Vietnamese text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.models import (
    Citation,
    CitationView,
    DocumentCard,
    KnownDocument,
    Resolution,
)
from ui import render

CARD = DocumentCard(
    "a" * 16, "12/KH-LĐLĐ", "kế hoạch", "Tổ chức Tháng Công nhân", "2024-04-02",
    "Liên đoàn Lao động tỉnh Sông Ngàn", "/kho/a.docx",
)  # fmt: skip


def card(**changes):
    fields = {name: getattr(CARD, name) for name in CARD.__slots__}
    return DocumentCard(**(fields | changes))


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2024-04-02", "02/04/2024"),
        ("2024-4-2", "02/04/2024"),
        ("2024-04", "04/2024"),
        ("2024", "2024"),
        (None, ""),
        ("", ""),
        ("khóa XIII", "khóa XIII"),
    ],
)
def test_date_vi(iso, shown):
    assert render.date_vi(iso) == shown


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("5/3/2024", "2024-03-05", "2024-03-05"),
        ("05-03-2024", "2024-03-05", "2024-03-05"),
        ("ngày 5 tháng 3 năm 2024", "2024-03-05", "2024-03-05"),
        ("tháng 2 năm 2024", "2024-02-01", "2024-02-29"),
        ("2/2023", "2023-02-01", "2023-02-28"),
        ("2/2000", "2000-02-01", "2000-02-29"),
        ("2/1900", "1900-02-01", "1900-02-28"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("năm 2024", "2024-01-01", "2024-12-31"),
        (" 31/12/2024 ", "2024-12-31", "2024-12-31"),
        ("29/2/2023", None, None),
        ("31/4/2024", None, None),
        ("13/2024", None, None),
        ("0/2024", None, None),
        ("0/1/2024", None, None),
        ("24", None, None),
        ("hôm qua", None, None),
        ("", None, None),
    ],
)
def test_parse_date(typed, first, last):
    assert (render.parse_date(typed), render.parse_date(typed, end=True)) == (first, last)


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (999, "999"), (1810, "1.810"), (1234567, "1.234.567")])
def test_count_vi(number, shown):
    assert render.count_vi(number) == shown


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "Kế hoạch 12/KH-LĐLĐ"),
        ({"type": None}, "12/KH-LĐLĐ"),
        ({"number": "/LĐLĐ-TGNC"}, "Tổ chức Tháng Công nhân"),
        ({"number": None}, "Tổ chức Tháng Công nhân"),
        ({"number": None, "title": None}, "Kế hoạch"),
        ({"number": None, "title": None, "type": None}, "a.docx"),
        ({"number": None, "title": None, "type": None, "source": "D:\\Văn bản\\b.pdf"}, "b.pdf"),
    ],
)
def test_short_name(changes, name):
    assert render.short_name(card(**changes)) == name


@pytest.mark.parametrize(
    ("changes", "unit", "page", "said"),
    [
        (
            {}, "Điều 2 › khoản 1", 3,
            "Kế hoạch số 12/KH-LĐLĐ ngày 02/04/2024 của Liên đoàn Lao động tỉnh Sông Ngàn “Tổ chức Tháng Công nhân” "
            "(Điều 2, khoản 1, trang 3)",
        ),
        (
            {"title": "Về Tháng Công nhân", "issuer": None}, None, None,
            "Kế hoạch số 12/KH-LĐLĐ ngày 02/04/2024 về Tháng Công nhân",
        ),
        ({"number": None, "date": "2024", "issuer": None}, None, None, "Kế hoạch năm 2024 “Tổ chức Tháng Công nhân”"),
        (
            {"type": None, "title": None, "date": None}, None, None,
            "Văn bản số 12/KH-LĐLĐ của Liên đoàn Lao động tỉnh Sông Ngàn",
        ),
    ],
)  # fmt: skip
def test_reference(changes, unit, page, said):
    assert render.reference(card(**changes), unit, page) == said


@pytest.mark.parametrize(
    ("status", "known", "css", "label"),
    [
        ("RESOLVED", False, "held", "Có trong kho"),
        ("MISSING", True, "known", "Chưa có trong kho – đã biết"),
        ("MISSING", False, "missing", "Chưa có trong kho – chưa rõ"),
        ("AMBIGUOUS", True, "ambiguous", "Trùng số"),
        ("SELF", False, "self", "Chính văn bản này"),
        ("BLANK", False, "blank", "Để trống"),
    ],
)
def test_status_badge(status, known, css, label):
    badge = render.status_badge(status, known)
    assert (badge.css, badge.label) == (css, label)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=60)


@given(TEXT)
def test_as_markdown_leaves_no_mark_unescaped(text):
    escaped = render.as_markdown(text)
    plain = escaped.replace("\\\\", "")
    assert not any(mark in plain.replace(f"\\{mark}", "") for mark in "*_`[]<>$:#")


def test_a_citation_is_told_by_the_catalogue_where_it_knows_more():
    cited = Citation(0, 8, "35-NQ/TW", "35-NQ/TW", "nghị quyết", None, None, None, "thuc_hien", "numbered")
    known = KnownDocument(
        "35-NQ/TW", "nghị quyết", "Bộ Chính trị", "2018-10-22", "Về bảo vệ nền tảng tư tưởng", "Công văn mẫu"
    )
    said = "Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị về bảo vệ nền tảng tư tưởng"
    assert render.known_reference(CitationView("d", cited, Resolution("MISSING", (), "", known))) == said
    assert render.known_reference(CitationView("d", cited, Resolution("MISSING"))) == "Nghị quyết số 35-NQ/TW"
    tip = render.citation_tip(CitationView("d", cited, Resolution("MISSING", (), "", known)))
    assert tip == f"Chưa có trong kho – đã biết — {said} — Quan hệ: thực hiện"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("một hai ba", 20, "một hai ba"),
        ("một  hai\nba", 20, "một hai ba"),
        ("một hai, ba bốn", 10, "một hai…"),
        ("dàilắmluôn", 5, "dàil…"),
    ],
)
def test_shorten(text, limit, short):
    assert render.shorten(text, limit) == short
    assert len(render.shorten(text, limit)) <= limit
