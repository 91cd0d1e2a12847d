"""An invented archive for the tests of the interfaces for other programs."""

from library import Library
from settings import Settings
from tests.fakes import FakeEncoder

PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 15/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024
Thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị;
Quyết định số 20/QĐ-UBND ngày 03/01/2024 của UBND tỉnh.
1. Tuyên truyền an toàn, vệ sinh lao động trong doanh nghiệp.
2. Thăm hỏi công nhân có hoàn cảnh khó khăn theo Quyết định số 20/QĐ-UBND.
"""
DECISION = """ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN
Số: 20/QĐ-UBND
Sông Ngàn, ngày 03 tháng 01 năm 2024
QUYẾT ĐỊNH
Về việc hỗ trợ nhà ở cho công nhân
Điều 1. Hỗ trợ tiền thuê nhà cho công nhân có hoàn cảnh khó khăn.
Điều 2. Sở Xây dựng chịu trách nhiệm thi hành.
"""
DRAFT = "Căn cứ Quyết định số 20/QĐ-UBND ngày 04/01/2024 của UBND tỉnh Sông Ngàn;\n"


def archive(folder, **more):
    """An archive of PLAN and DECISION in `folder`; `more` are settings."""
    files = folder / "vao"
    files.mkdir(parents=True)
    (files / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    (files / "quyet-dinh.txt").write_text(DECISION, encoding="utf-8")
    settings = Settings(catalogue=folder / "none.csv", jobs=1, **more)
    library = Library.open(folder / "kho", settings, FakeEncoder())
    library.ingest([files])
    return library
