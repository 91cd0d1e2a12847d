"""Tables on printed pages: rows of three cells in line, rows under a head; headings and prose stay as they are."""

from ingest.columns import marked
from ingest.layout import Box, Gap, Printed
from ingest.pdf import extract_pdf
from tests.pdfs import column, pdf

PROSE = "Công đoàn các cấp tổ chức tuyên truyền pháp luật về an toàn lao động cho đoàn viên, người lao động ở cơ sở."


def rows(*lines, base=500):
    return [(85 + 160 * k, base - 20 * i, cell) for i, line in enumerate(lines) for k, cell in enumerate(line) if cell]


def test_cells_of_rows_in_line_are_divided():
    page = [*column(PROSE), *rows(("Huyện", "2023", "2024"), ("Sông Ngàn", "120", "135"), ("Núi Xanh", "7", "9"))]
    text = extract_pdf(pdf([page])).text
    assert text.split("\n")[-3:] == ["Huyện | 2023 | 2024", "Sông Ngàn | 120 | 135", "Núi Xanh | 7 | 9"]
    assert PROSE in text.replace("\n", " ")


def test_rows_with_empty_cells_under_a_head():
    page = rows(("TT", "Chỉ tiêu", "Đơn vị"), ("1", "Đoàn viên"), ("2", "Kinh phí", "Triệu đồng"))
    assert extract_pdf(pdf([page])).text.split("\n") == [
        "TT | Chỉ tiêu | Đơn vị",
        "1 | Đoàn viên",
        "2 | Kinh phí | Triệu đồng",
    ]


def test_two_columns_and_headings_are_no_table():
    two = [(85, 500 - 20 * i, left) for i, left in enumerate("abcd")] + [(300, 500 - 20 * i, "x") for i in range(4)]
    assert " | " not in extract_pdf(pdf([[*column(PROSE), *two]])).text
    gaps = (Gap(10, 200.0), Gap(20, 300.0))
    heading = [
        Printed("Số: 5/KH   Sông Ngàn, ngày 5 tháng 2   x", Box(50, 700 - 20 * i, 400, 13), gaps) for i in range(4)
    ]
    assert marked(heading) == heading
