"""Citations of a held document as the pages show them: missing ones with what the catalogue knows."""

import pytest

from library import Library
from settings import Settings
from tests.fakes import FakeEncoder

PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 15/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024
Thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị;
Thực hiện Kế hoạch số 376/KH-TLĐ ngày 01/01/2020 của Tổng Liên đoàn Lao động Việt Nam;
Thực hiện Quyết định số 99/QĐ-UBND ngày 03/01/2024 của Ủy ban nhân dân tỉnh.
"""
CATALOGUE = """number,type,issuer,date,title,source
35-NQ/TW,nghị quyết,Bộ Chính trị,2018-10-22,Về bảo vệ nền tảng tư tưởng,danh mục mẫu
376/KH-TLĐ,kế hoạch,Tổng Liên đoàn Lao động Việt Nam,2023-11-08,Chăm lo Tết,danh mục mẫu
"""


@pytest.fixture
def library(tmp_path):
    (tmp_path / "catalogue.csv").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "kh.txt").write_text(PLAN, encoding="utf-8")
    settings = Settings(catalogue=tmp_path / "catalogue.csv", jobs=1)
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as opened:
        opened.ingest([tmp_path / "kh.txt"])
        yield opened


def test_a_missing_citation_has_the_facts_of_the_catalogue_unless_it_contradicts_them(library):
    views = {view.citation.number: view.resolution for view in library.citations(library.card("15/KH-LĐLĐ").id)}
    assert views["35-NQ/TW"].status == "MISSING"
    assert views["35-NQ/TW"].known.title == "Về bảo vệ nền tảng tư tưởng"
    assert views["376/KH-TLĐ"].status == "MISSING"
    assert views["376/KH-TLĐ"].known is None, "the plan of 2020 is not the one that the catalogue has of 2023"
    assert views["99/QĐ-UBND"].known is None


def test_excel_tables_of_a_real_archive(library):
    assert library.lists.missing("xlsx")[:2] == b"PK"
    assert library.lists.citations(library.trace("15/KH-LĐLĐ"), "docx", 2)[:2] == b"PK"
