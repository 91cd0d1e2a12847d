"""Two collections and three people over an invented archive, for the tests of what must not be seen."""

from library import Library
from settings import Settings
from tests.fakes import FakeEncoder

OPEN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 15/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024
Thực hiện Quyết định số 77/QĐ-LĐLĐ ngày 03/01/2024 của Liên đoàn Lao động tỉnh.
1. Tuyên truyền an toàn, vệ sinh lao động trong doanh nghiệp.
2. Thăm hỏi công nhân theo Quyết định số 77/QĐ-LĐLĐ.
"""
HIDDEN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 77/QĐ-LĐLĐ
Sông Ngàn, ngày 03 tháng 01 năm 2024
QUYẾT ĐỊNH
Về việc điều chuyển cán bộ Phượng Hoàng Lửa
Căn cứ Kế hoạch số 15/KH-LĐLĐ ngày 05/02/2024 của Liên đoàn Lao động tỉnh.
Điều 1. Điều chuyển ông Trần Ngọc Kỳ Lân giữ chức vụ mới tại Văn phòng.
Điều 2. Kinh phí Kỳ Lân do quỹ riêng bảo đảm theo Thông báo số 88/TB-LĐLĐ.
"""
THIRD = """BAN TỔ CHỨC TỈNH ỦY SÔNG NGÀN
Số: 31/HD-BTCTU
Sông Ngàn, ngày 09 tháng 03 năm 2024
HƯỚNG DẪN
Về công tác nhân sự nhiệm kỳ mới
1. Rà soát hồ sơ nhân sự theo Quyết định số 77/QĐ-LĐLĐ.
2. Báo cáo kết quả trước ngày 30/4.
"""
PASSWORD = "mat khau rat dai"
# What nobody without the right may meet, in any answer: words, number, title and file of HIDDEN.
MARKS = ("Phượng Hoàng", "Kỳ Lân", "88/TB", "dieu-chuyen")


def archive(folder, **more):
    """An archive with HIDDEN in the collection `to-chuc`, and OPEN and THIRD in the common one.

    People: lan reads the common collection, minh edits it, hoa reads `to-chuc` as well, quan is an admin.
    """
    files = {}
    for name, text in (("ke-hoach", OPEN), ("dieu-chuyen", HIDDEN), ("huong-dan", THIRD)):
        files[name] = folder / "vao" / f"{name}.txt"
        files[name].parent.mkdir(parents=True, exist_ok=True)
        files[name].write_text(text, encoding="utf-8")
    settings = Settings(catalogue=folder / "none.csv", jobs=1, auth="local", **more)
    library = Library.open(folder / "kho", settings, FakeEncoder())
    people = library.people
    library.collections.add("to-chuc")
    library.collections.grant("to-chuc", ["nhan-su"])
    for name, role in (("lan", "reader"), ("minh", "editor"), ("hoa", "reader"), ("quan", "admin")):
        people.add(name, role, PASSWORD)
    people.set_groups("hoa", ["nhan-su"])
    library.ingest([files["ke-hoach"], files["huong-dan"]])
    library.ingest([files["dieu-chuyen"]], collection="to-chuc")
    return library


def seen_by(library, name):
    """The archive as somebody sees it."""
    return library.as_viewer(library.people.viewer(name))
