"""Where something stands, in words: units always, pages only where a file has pages."""

import pytest
from typer.testing import CliRunner

from directives.models import Unit
from directives.places import Place, place_among
from library import Library
from settings import Settings
from tests.fakes import FakeEncoder

# "preamble" 0–10, Điều 1 10–40 with khoản 1 20–30, Điều 2 40–60, closing 60–70
UNITS = (
    Unit("article", "1", "", 10, 40, None),
    Unit("clause", "1", "", 20, 30, 0),
    Unit("article", "2", "", 40, 60, None),
)


@pytest.mark.parametrize(
    ("pages", "offset", "words"),
    [
        ((0,), 5, "phần mở đầu"),
        ((0,), 12, "Điều 1"),
        ((0,), 25, "Điều 1 › khoản 1"),
        ((0,), 40, "Điều 2"),  # an end is not inside
        ((0,), 65, "phần cuối"),
        ((), 25, "Điều 1 › khoản 1"),
        ((0, 22, 50), 25, "Điều 1 › khoản 1, trang 2"),
        ((0, 22, 50), 21, "Điều 1 › khoản 1, trang 1"),
        ((0, 22, 50), 50, "Điều 2, trang 3"),
        ((0, 22, 50), 5, "trang 1"),
    ],
)
def test_the_smallest_unit_is_named_and_a_page_only_among_several(pages, offset, words):
    assert place_among(UNITS, pages, offset).words == words


def test_a_text_without_units_or_pages_has_nothing_to_say():
    assert place_among((), (0,), 7) == Place()
    assert Place().words == ""


PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 12/KH-LĐLĐ
KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024
Điều 1. Mức hỗ trợ
Mức hỗ trợ mỗi đoàn viên bị tai nạn lao động trong Tháng Công nhân là 2.000.000 đồng.
Điều 2. Căn cứ
Thực hiện Quyết định số 87/QĐ-UBND ngày 05/3/2024 của Ủy ban nhân dân tỉnh.
"""


def test_the_command_line_names_units_and_no_page_of_a_running_text(tmp_path, monkeypatch):
    from cli import app

    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    with Library.open(tmp_path / "archive", Settings(), FakeEncoder()) as library:
        library.ingest([tmp_path / "files"])
        (edge,) = library.trace("12/KH-LĐLĐ").cites
        assert library.places([edge.evidence]) == {edge.evidence: Place("Điều 2")}
    monkeypatch.setattr("library.model.open_encoder", lambda settings: FakeEncoder())
    where = ["--library", str(tmp_path / "archive")]
    asked = ["mức hỗ trợ đoàn viên bị tai nạn lao động trong Tháng Công nhân"]
    for command in ("search", "answer"):
        said = CliRunner().invoke(app, [command, *asked, *where])
        assert said.exit_code == 0, said.output
        assert "Điều 1" in said.stdout and "trang" not in said.stdout
