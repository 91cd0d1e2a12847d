"""Tables as text: rows of data in a line each, layout cell by cell."""

from ingest.content import Segment
from ingest.tables import table_lines, text_of


def texts(*rows):
    """Cells are texts with one line a line end; what comes out as texts."""
    made = [[[[Segment(line)] for line in cell.split("\n")] for cell in row] for row in rows]
    return [text_of(line) for line in table_lines(made)]


def test_a_row_of_data_is_one_line_and_empty_cells_are_left_out():
    assert texts(["STT", "Tên đơn vị", "Ghi chú"], ["1", "Công đoàn ngành Y tế", ""]) == [
        "STT | Tên đơn vị | Ghi chú",
        "1 | Công đoàn ngành Y tế",
    ]


def test_cells_of_several_lines_stay_in_their_row():
    assert texts(["TT", "Nội dung", "Đồng ý\n(%)"], ["1", "Tiền lương\ntháng 13", "100%"]) == [
        "TT | Nội dung | Đồng ý (%)",
        "1 | Tiền lương tháng 13 | 100%",
    ]


def test_a_line_break_inside_a_paragraph_counts_as_one_too():
    row = [[[Segment("Đồng ý\n(%)")]], [[Segment("Ghi chú")]]]
    assert [text_of(line) for line in table_lines([row] * 5)] == ["Đồng ý (%) | Ghi chú"] * 5


def test_a_heading_is_read_column_by_column():
    left, right = "TỔNG LIÊN ĐOÀN LAO ĐỘNG\nLĐLĐ TỈNH SÔNG NGÀN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do"
    assert texts([left, right], ["Số: 5/KH-LĐLĐ", "Sông Ngàn, ngày 05 tháng 3 năm 2024"]) == [
        *left.split("\n"),
        *right.split("\n"),
        "Số: 5/KH-LĐLĐ",
        "Sông Ngàn, ngày 05 tháng 3 năm 2024",
    ]


def test_signatures_side_by_side_are_read_one_after_the_other():
    row = ["TM. CÔNG ĐOÀN\nCHỦ TỊCH\nLê Văn Mẫu", "TM. ĐOÀN THANH NIÊN\nBÍ THƯ\nTrần Thị Mẫu", "KT. GIÁM ĐỐC\nĐỗ Mẫu"]
    assert texts(row) == "\n".join(row).split("\n")


def test_a_data_table_that_mentions_a_heading_stays_a_table():
    rows = [["STT", "Trích yếu", "Số"], ["1", "V/v tuyên truyền", "5/KH"], ["2", "V/v tập huấn", "6/KH"]]
    assert texts(*rows) == [" | ".join(row) for row in rows]


def test_recipients_and_signer_are_read_column_by_column():
    assert texts(["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nLê Văn Mẫu"]) == [
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Lê Văn Mẫu",
    ]  # fmt: skip


def test_a_row_full_of_text_keeps_the_lines_of_its_cells():
    long = "\n".join(f"{i}. " + "tuyên truyền, vận động đoàn viên " * 6 for i in range(1, 5))
    assert texts(["I", "Nhiệm vụ", long, "Ban Tuyên giáo"]) == ["I | Nhiệm vụ", *long.split("\n"), "Ban Tuyên giáo"]


def test_text_set_in_one_cell_is_text():
    assert texts(["Điều 1. Phạm vi\nĐiều 2. Đối tượng"]) == ["Điều 1. Phạm vi", "Điều 2. Đối tượng"]


def test_nothing_gives_nothing():
    assert texts() == []
    assert texts(["", " "], [""]) == []


def test_the_runs_behind_a_row_are_kept():
    row = [
        [[Segment("một", 3, 0, 0), Segment("\nhai", 3, 1, 0)]],
        [[Segment("ba", 4, 0, 0)]],
        [[Segment("bốn", 5, 0, 0)]],
    ]
    (line,) = table_lines([row])
    assert [(s.text, s.paragraph, s.run) for s in line if s.paragraph >= 0] == [
        ("một", 3, 0), (" hai", 3, 1), ("ba", 4, 0), ("bốn", 5, 0),
    ]  # fmt: skip
