"""Blocks of headings and signatures that stand side by side."""

import pytest

from ingest.beside import parted, settled
from ingest.layout import Box, Gap, Printed


def line(bottom, *parts):
    """Return a printed line of parts (left edge, text); letters are 6 points wide."""
    text, gaps, right = "", [], 0.0
    for left, words in parts:
        if text:
            gaps.append(Gap(len(text) + 1, left, right))
            text += " "
        text += words
        right = left + 6 * len(words)
    return Printed(text, Box(parts[0][0], bottom, right, 12), tuple(gaps))


def texts(*lines):
    return [part.text for part in parted(lines)]


def test_a_signature_beside_the_recipients():
    page = [
        line(300, (85, "Kế hoạch này có hiệu lực từ ngày ký, các đơn vị thực hiện.")),
        line(270, (85, "Nơi nhận:"), (330, "TM. BAN THƯỜNG VỤ")),
        line(255, (85, "- Như trên;"), (360, "CHỦ TỊCH")),
        line(240, (85, "- Các ban Liên đoàn;")),
        line(225, (85, "- Lưu: VT.")),
        line(210, (350, "Trần Văn An")),
        line(180, (250, "Phụ lục I")),
    ]
    assert texts(*page) == [
        page[0].text, "Nơi nhận:", "- Như trên;", "- Các ban Liên đoàn;", "- Lưu: VT.",
        "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Văn An", "Phụ lục I",
    ]  # fmt: skip


def test_the_subject_of_a_letter_beside_its_date():
    page = [
        line(760, (85, "Số: 12/LĐLĐ-TG"), (330, "Độc lập - Tự do - Hạnh phúc")),
        line(745, (85, "V/v hưởng ứng Tháng"), (340, "Sông Ngàn, ngày 5 tháng 2 năm 2024")),
        line(730, (100, "Công nhân")),
        line(700, (180, "Kính gửi: Các công đoàn cơ sở")),
    ]
    assert texts(*page) == [
        "Số: 12/LĐLĐ-TG", "V/v hưởng ứng Tháng", "Công nhân",
        "Độc lập - Tự do - Hạnh phúc", "Sông Ngàn, ngày 5 tháng 2 năm 2024", "Kính gửi: Các công đoàn cơ sở",
    ]  # fmt: skip


def test_a_title_in_the_middle_of_the_page_is_of_neither_block():
    page = [
        line(700, (85, "Số: 12/QĐ-LĐLĐ"), (330, "Sông Ngàn, ngày 5 tháng 2 năm 2024")),
        line(670, (265, "QUYẾT ĐỊNH")),
        line(655, (210, "Về công tác văn thư của cơ quan")),
    ]
    assert texts(*page) == ["Số: 12/QĐ-LĐLĐ", "Sông Ngàn, ngày 5 tháng 2 năm 2024", page[1].text, page[2].text]


def test_room_left_for_a_number_or_a_day_parts_nothing():
    page = [line(700, (85, "Số:"), (140, "/KH-LĐLĐ"), (300, "Sông Ngàn, ngày"), (430, "tháng"), (480, "năm 2024"))]
    assert texts(*page) == ["Số: /KH-LĐLĐ", "Sông Ngàn, ngày tháng năm 2024"]


def test_places_are_kept():
    left, right = parted([line(270, (85, "Nơi nhận:"), (330, "TM. BAN THƯỜNG VỤ"))])
    assert (left.box, left.gaps) == (Box(85, 270, 139, 12), ())
    assert (right.box, right.gaps) == (Box(330, 270, 432, 12), ())


@pytest.mark.parametrize(
    "page",
    [
        [line(500, (85, "Họ và tên:"), (330, "Ngày sinh:")), line(485, (85, "Chức vụ:"), (330, "Đơn vị:"))],
        [line(500, (85, "Một câu dài của văn bản"), (330, "có chỗ trống ở giữa dòng."))],
        [line(500, (85, "Kính gửi:"), (200, "- Các công đoàn cơ sở;")), line(485, (200, "- Các ban."))],
    ],
    ids=["a form", "a justified line", "addressees"],
)
def test_other_lines_stay_as_they_are(page):
    assert parted(page) == page


def test_a_line_across_both_blocks_ends_them():
    page = [
        line(500, (85, "Nơi nhận:"), (330, "TM. BAN THƯỜNG VỤ")),
        line(485, (85, "Các đơn vị sau đây có trách nhiệm thi hành kế hoạch này kể từ ngày ký.")),
        line(470, (85, "- Lưu: VT.")),
    ]
    assert texts(*page) == ["Nơi nhận:", "TM. BAN THƯỜNG VỤ", page[1].text, "- Lưu: VT."]


def test_a_column_that_begins_above_is_not_of_the_block():
    page = [line(300, (85, "Nơi nhận:"), (330, "TM. BAN THƯỜNG VỤ")), line(700, (85, "Trang sau"))]
    assert texts(*page) == ["Nơi nhận:", "TM. BAN THƯỜNG VỤ", "Trang sau"]


TEXT = [line(760 - 20 * i, (85, f"Dòng thứ {i} của văn bản")) for i in range(20)]


def test_a_box_drawn_first_stands_where_it_is_on_the_page():
    box = [line(605, (400, "LƯU Ý: đơn vị")), line(590, (400, "gửi báo cáo"))]
    assert settled([*box, *TEXT]) == [*TEXT[:8], *box, *TEXT[8:]]
    foot = [line(40, (85, "Lưu hành nội bộ"))]
    assert settled([*foot, *TEXT]) == [*TEXT, *foot]


@pytest.mark.parametrize(
    "page",
    [
        TEXT,
        [*TEXT[:10], line(760, (330, "cột bên phải")), line(740, (330, "ở trên cùng"))],
        [line(760, (85, "LIÊN ĐOÀN LAO ĐỘNG")), line(740, (85, "Số: 5/KH")), line(765, (330, "CỘNG HÒA")), *TEXT[2:]],
        [Printed("không rõ chỗ"), *TEXT],
        [],
    ],
    ids=["in order", "two columns", "a heading", "no place", "nothing"],
)
def test_what_was_drawn_in_order_stays_so(page):
    assert settled(page) == page
