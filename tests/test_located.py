# ruff: noqa: E501 - sentences, a line each
"""Where type, date, issuer and title of a citation stand: every span slices the text to what the citation says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.located import mentions
from tests.knowledge import read


def places(text, index=0):
    mention = mentions(read(text))[index]
    return {
        name: text[span.start : span.end]
        for name in ("type", "date", "issuer", "title", "law", "said_by")
        if (span := getattr(mention, name)) is not None
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Theo Kế hoạch số 12/KH-LĐLĐ, ngày 04/3/2024 của Liên đoàn Lao động tỉnh về tổ chức Tháng Công nhân.",
         {"type": "Kế hoạch", "date": "04/3/2024", "issuer": "Liên đoàn Lao động tỉnh", "title": "về tổ chức Tháng Công nhân"}),
        ("Theo Quyết định số 19/2024/QĐ-UBND ngày 20 tháng 6 năm 2024 của Ủy ban nhân dân tỉnh.",
         {"type": "Quyết định", "date": "20 tháng 6 năm 2024", "issuer": "Ủy ban nhân dân tỉnh"}),
        ("Theo Luật Công đoàn số 12/2012/QH13 ngày 20/6/2012.", {"type": "Luật", "date": "20/6/2012", "law": "Công đoàn"}),
        ("Theo Luật Công đoàn năm 2012.", {"date": "2012", "title": "Công đoàn"}),
        ("Theo Luật Công đoàn 2012.", {"date": "2012", "title": "Công đoàn"}),
        ("Theo ý kiến của Ủy ban nhân dân tỉnh tại Công văn số 143-CV/BTGTU ngày 25/3/2024.",
         {"type": "Công văn", "date": "25/3/2024", "said_by": "Ủy ban nhân dân tỉnh"}),
        ("Theo Quy định\n\nsố 368-QĐ/TU của Tỉnh ủy.", {"type": "Quy định", "issuer": "Tỉnh ủy"}),
    ],
)  # fmt: skip
def test_attributes(text, found):
    assert places(text) == found


def test_a_list_shares_what_stands_once():
    text = "Theo Kế hoạch số 246-KH/TU và 247-KH/TU, ngày 22/01/2024 của Tỉnh ủy."
    assert places(text, 0) == places(text, 1) == {"type": "Kế hoạch", "date": "22/01/2024", "issuer": "Tỉnh ủy"}


def test_what_stands_in_the_title_of_another_is_inside():
    text = "Theo Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW về học tập Bác."
    assert [m.inside for m in mentions(read(text))] == [False, True]


def test_regions():
    text = "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: 22/KH-LĐLĐ\nKẾ HOẠCH\nThực hiện Nghị quyết số 35-NQ/TW\n\n1. Theo Nghị quyết số 35-NQ/TW, các đơn vị quán triệt.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    assert [m.region for m in mentions(read(text))] == ["heading", "heading", "body"]


WORDS = ["Kế hoạch số 12/KH-LĐLĐ", "ngày 04/3/2024", "của Bộ Y tế", "về công tác", "Luật Công đoàn", "số 12/2012/QH13", "và", ",", ";", "\n", "“", "”"]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_any_text_keeps_its_spans(text):
    document = read(text)
    found = mentions(document)
    assert [m.citation for m in found] == list(document.citations)
    for m in found:
        for span in (m.type, m.date, m.issuer, m.title, m.law, m.said_by):
            assert span is None or 0 <= span.start < span.end <= len(text)
        for span, said in ((m.issuer, m.citation.issuer), (m.title, m.citation.title)):
            if span is not None:
                assert " ".join(text[span.start : span.end].split()).lower() == said.lower()
