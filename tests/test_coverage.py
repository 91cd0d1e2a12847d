"""Coverage of a directive's tasks: each cited document counted once by its state, and what else bears on the task."""

import pytest

from library import Library
from library.bearing import LEAST, bearing, chosen
from settings import Settings
from tests.fakes import FakeEncoder

DIRECTIVE = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 30/LĐLĐ-TGNC
Sông Ngàn, ngày    tháng    năm 2024
V/v định hướng nhiệm vụ tuyên giáo năm 2024

1. Tuyên truyền phòng, chống ma túy trong thanh niên công nhân theo Kế hoạch số 15/KH-LĐLĐ và Nghị quyết số 35-NQ/TW; \
nhắc lại Kế hoạch số 15/KH-LĐLĐ, Công văn số 99/XYZ-AB, Quyết định số 20/QĐ-UBND.

2. Biên soạn sổ tay hướng dẫn kỹ năng bơi lội cho con công nhân trong kỳ nghỉ hè tại các khu nhà trọ.

3. Đánh giá chất lượng nước uống, thay đường ống cũ tại các khu nhà trọ.
"""
PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 15/KH-LĐLĐ
Sông Ngàn, ngày 14 tháng 01 năm 2024
KẾ HOẠCH
Phòng, chống ma túy trong thanh niên công nhân

1. Các cấp công đoàn tuyên truyền phòng, chống ma túy trong thanh niên công nhân tại từng khu nhà trọ.
"""
OTHER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 16/KH-LĐLĐ
Sông Ngàn, ngày 15 tháng 03 năm 2024
KẾ HOẠCH
Dạy kỹ năng bơi lội cho con công nhân trong kỳ nghỉ hè

1. Biên soạn sổ tay hướng dẫn kỹ năng bơi lội cho con công nhân trong kỳ nghỉ hè tại các khu nhà trọ, phát miễn phí.
"""
DECISION = """ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN
Số: 20/QĐ-UBND
Sông Ngàn, ngày 0{day} tháng 01 năm 202{day}
QUYẾT ĐỊNH
{title}

Điều 1. {title} cho người thuê nhà.
"""
CATALOGUE = """number,type,issuer,date,title,source
35-NQ/TW,nghị quyết,Bộ Chính trị,2018-10-22,Về bảo vệ nền tảng tư tưởng,danh mục mẫu
"""


@pytest.fixture
def library(tmp_path):
    (tmp_path / "catalogue.csv").write_text(CATALOGUE, encoding="utf-8")
    files = {"cv": DIRECTIVE, "kh": PLAN, "khac": OTHER}
    files |= {f"qd{day}": DECISION.format(day=day, title=title) for day, title in ((1, "Hỗ trợ"), (2, "Cho vay"))}
    for name, text in files.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(catalogue=tmp_path / "catalogue.csv", jobs=1)
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as opened:
        opened.ingest([tmp_path / f"{name}.txt" for name in files])
        yield opened


def test_each_task_counts_its_cited_documents_once_by_state(library):
    first, second, third = library.coverage("30/LĐLĐ-TGNC")
    assert (first.held, first.repeated, first.known, first.unknown) == (1, 1, 1, 1)
    assert first.cited == 4
    assert (second.cited, third.cited) == (0, 0)


def test_other_documents_bear_on_a_task_that_says_the_same(library):
    first, second, third = library.coverage("30/LĐLĐ-TGNC")
    assert [card.number for card in first.bearing] == [], "the plan is counted among the cited ones"
    assert [card.number for card in second.bearing] == ["16/KH-LĐLĐ"]
    assert third.bearing == (), "a few words in common are not enough"
    words = "Đánh giá chất lượng nước uống, thay đường ống cũ tại các khu nhà trọ."
    assert bearing(library.search(words, k=20).hits, words, 0.1), "though there are some"


def test_a_document_without_tasks_has_no_coverage(library):
    assert library.coverage("16/KH-LĐLĐ")[0].label == "1"
    decision = next(card for card in library.documents() if card.number == "20/QĐ-UBND")
    assert library.coverage(decision.id) == ()


def test_what_bears_is_ordered_and_bounded_and_a_choice_is_not(library):
    words = "Biên soạn sổ tay hướng dẫn kỹ năng bơi lội cho con công nhân trong kỳ nghỉ hè tại các khu nhà trọ."
    hits = library.search(words, k=10).hits
    found = bearing(hits, words, LEAST)
    assert found and all(entry.score >= LEAST for entry in found)
    assert [entry.score for entry in found] == sorted((entry.score for entry in found), reverse=True)
    assert [entry.hit for entry in chosen(hits, words)] == [hit for hit in hits if chosen([hit], words)]
