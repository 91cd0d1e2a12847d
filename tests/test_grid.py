"""Ruled tables: cells from rules, rows whole in whatever order their lines were drawn."""

import pytest

from ingest.grid import Rule, ruled
from ingest.layout import Box
from ingest.pdf import extract_pdf
from tests.pdfs import column, pdf

XS, YS = (80, 120, 320, 440), (700, 670, 620, 590)  # of a table of three columns and three rows


def grid(across, down):
    """Return the cells of the only table as (row, column, left, top)."""
    (table,) = ruled(across, down)
    return [(c.row, c.column, round(c.place.left + 1), round(c.place.top - 1)) for c in table.cells]


def across(*ys, begin=XS[0], end=XS[-1]):
    return [Rule(y, begin, end) for y in ys]


def down(*xs, begin=YS[-1], end=YS[0]):
    return [Rule(x, begin, end) for x in xs]


def test_every_place_between_rules_is_a_cell():
    expected = [(r, k, XS[k], YS[r]) for r in range(3) for k in range(3)]
    assert grid(across(*YS), down(*XS)) == expected


def test_a_cell_without_a_rule_inside_reaches_over_rows_and_columns():
    rules = [*across(700, 670, 590), *across(620, end=320)]  # the last column has one cell below the head
    columns = [*down(80, 440), *down(120, 320, begin=620), Rule(320, 590, 620)]  # the first two are one in the last row
    assert grid(rules, columns) == [
        *((0, k, XS[k], 700) for k in range(3)),
        *((1, k, XS[k], 670) for k in range(3)),
        (2, 0, 80, 620),
    ]


def test_rules_drawn_in_pieces_and_not_quite_meeting_are_one():
    pieces = [Rule(y + d, b, e) for y in YS for d, b, e in ((0, 80, 119), (0.6, 121, 318), (-0.5, 321, 440))]
    assert len(grid(pieces, down(*XS, begin=592, end=698))) == 9


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (across(800, 40, begin=30, end=560), down(30, 560, begin=40, end=800)),  # a border
        (across(700, 690, 680), []),  # lines to write on
        (across(700, 650), down(80, 440, begin=650, end=700)),  # a frame around a word
        (across(700, 650), down(500, 540, begin=100, end=300)),  # which never meet
        ([Rule(n, 0, 1000) for n in range(0, 8800, 8)], [Rule(n, 0, 8800) for n in range(0, 8800, 8)]),  # graph paper
    ],
)
def test_what_is_no_table(rows, columns):
    assert ruled(rows, columns) == ()


def test_a_letter_stands_in_one_cell():
    (table,) = ruled(across(*YS), down(*XS))
    assert table.cell_of(Box(125, 640, 131, 13)) == 4
    assert table.cell_of(Box(500, 640, 506, 13)) is None


# --- on a page ---

DRAWN = [*((XS[0], y, XS[-1], y) for y in YS), *((x, YS[-1], x, YS[0]) for x in XS)]
LINES = "".join(f"{a} {y} m {b} {v} l S " for a, y, b, v in DRAWN)
THIN = "".join(f"{a} {y} {b - a or 0.5} {v - y or 0.5} re f " for a, y, b, v in DRAWN)
BOXES = "".join(
    f"{x} {low} {right - x} {y - low} re S "
    for x, right in zip(XS, XS[1:], strict=False)
    for y, low in zip(YS, YS[1:], strict=False)
)
MOVED = "".join(f"{(a + 10) / 2} {(y + 20) / 2} m {(b + 10) / 2} {(v + 20) / 2} l S " for a, y, b, v in DRAWN)
MOVED = f"q 2 0 0 2 -10 -20 cm {MOVED} Q"
# Drawn line by line across the cells, as some programs do.
TEXTS = [
    (85, 680, "TT"), (125, 680, "Nội dung công việc"), (325, 680, "Đơn vị"),
    (85, 653, "1"), (125, 653, "Thăm hỏi công nhân khó khăn"), (325, 653, "Ban Nữ công và"),
    (125, 636, "tại các khu công nghiệp"), (325, 636, "Ban Chính sách"),
    (85, 600, "2"), (125, 600, "Hội thao công nhân"), (325, 600, "Ban Tuyên giáo"),
]  # fmt: skip
ROWS = [
    "TT | Nội dung công việc | Đơn vị",
    "1 | Thăm hỏi công nhân khó khăn tại các khu công nghiệp | Ban Nữ công và Ban Chính sách",
    "2 | Hội thao công nhân | Ban Tuyên giáo",
]
BEFORE = "Kế hoạch này nêu những việc phải làm trong năm và đơn vị chủ trì từng việc như trong bảng sau đây."
AFTER = "Các đơn vị căn cứ kế hoạch này để thực hiện và báo cáo kết quả về Văn phòng trước ngày cuối tháng."


@pytest.mark.parametrize("strokes", [LINES, THIN, BOXES, MOVED], ids=["lines", "thin boxes", "boxes", "moved"])
def test_each_row_is_a_line_with_its_cells_whole(strokes):
    page = [*column(BEFORE, top=780), *TEXTS, *column(AFTER, top=560)]
    assert extract_pdf(pdf([page], strokes=strokes)).text.rstrip("\n").split("\n") == [BEFORE, *ROWS, AFTER]


def test_a_page_full_of_strokes_is_read_as_if_it_had_none(monkeypatch):
    monkeypatch.setattr("ingest.grid._SEGMENTS", 15)  # the table has eight rules of two points
    assert ROWS[1] not in extract_pdf(pdf([TEXTS], strokes=LINES)).text
    monkeypatch.setattr("ingest.grid._SEGMENTS", 16)
    assert ROWS[1] in extract_pdf(pdf([TEXTS], strokes=LINES)).text


def test_the_same_lines_without_rules_are_rows_no_more():
    assert ROWS[1] not in extract_pdf(pdf([TEXTS])).text


def test_a_number_broken_in_a_cell_and_an_item_in_one():
    texts = [
        (125, 653, "Nghị định số 30/2020/NĐ-"), (125, 636, "CP về văn thư"),
        (85, 653, "1"), (325, 653, "a) Văn phòng;"), (325, 636, "b) Ban Tổ chức"),
    ]  # fmt: skip
    text = extract_pdf(pdf([texts], strokes=LINES)).text
    assert text.rstrip("\n") == "1 | Nghị định số 30/2020/NĐ-CP về văn thư | a) Văn phòng; b) Ban Tổ chức"


def test_a_row_of_much_text_keeps_its_paragraphs():
    long = "Đơn vị chủ trì lập danh sách và thăm hỏi từng gia đình công nhân khó khăn. " * 13
    tall = "80 700 m 425 700 l S 80 100 m 425 100 l S 80 100 m 80 700 l S 120 100 m 120 700 l S 425 100 m 425 700 l S"
    cell = column(f"{long.strip()}\nKinh phí do đơn vị tự lo.", left=125, top=680, width=45)
    lines = extract_pdf(pdf([[(85, 680, "1"), *cell]], strokes=tall)).text.rstrip("\n").split("\n")
    assert lines == ["1", long.strip(), "Kinh phí do đơn vị tự lo."]
