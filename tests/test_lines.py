"""Printed lines to paragraphs: told by their places where known, by their words otherwise."""

import pytest

from ingest.layout import Box, Printed, measure
from ingest.lines import clean_pages
from tests.pdfs import column


def page(text, first=780, **how):
    """A page set by `column`, as printed lines with boxes (letters of 13 points, half as wide)."""
    return [
        Printed(line, Box(left, base, left + 6.5 * len(line), 13))
        for left, base, line in column(text, top=first, **how)
    ]


def bare(*lines):
    return [Printed(line) for line in lines]


def joined(*pages):
    texts, _ = clean_pages(pages)
    return "\n".join(texts).split("\n")


FULL = (
    "Căn cứ Luật Tổ chức chính quyền địa phương và các quy định của pháp luật về công tác tuyên truyền trong đoàn viên"
)
WORDS = ["Nay", "Mai", "Sau", "Trước", "Cuối"]
LAST = "Kế hoạch này được gửi đến các công đoàn cơ sở để tổ chức thực hiện"  # exactly one full line of 66


@pytest.mark.parametrize("indent", [0, 5], ids=["flush", "indented"])
@pytest.mark.parametrize(
    "text",
    [
        f"{FULL}.\n{FULL}.",
        f"{FULL}\nĐiều 1. {FULL}\n1. {FULL}\na) {FULL}\n- {FULL}",
        f"{FULL}; Kế hoạch số 246-KH/TU, Kế hoạch số 247-KH/TU ngày 22/01/2024 của Tỉnh ủy về học tập.\n{FULL}.",
        f"1. Mục đích\n{FULL}.\n2. Yêu cầu\n{FULL}.",
    ],
)
def test_paragraphs_come_back_whole(text, indent):
    assert joined(page("\n".join([text] * 3), indent=indent)) == "\n".join([text] * 3).split("\n")


def test_a_full_last_line_does_not_swallow_the_next_paragraph_where_first_lines_are_indented():
    heading = "Điều 4. Cam kết bảo đảm quyền hoạt động của công đoàn cơ sở"
    assert len(heading) + 5 > 60
    text = f"{FULL}.\n{FULL}.\n{FULL}.\n{heading}\n{FULL}."
    assert joined(page(text, indent=5)) == text.split("\n")


def test_a_unit_named_inside_a_sentence_begins_no_paragraph_where_first_lines_are_indented():
    sentence = f"{FULL} theo quy định tại khoản 2 Điều 60 và Mục 3\nChương III của Nghị định này".replace("\n", " ")
    printed = page("\n".join([f"{FULL}."] * 3 + [sentence]), indent=5)
    broken = [line for line in printed if line.text.startswith(("Chương III", "Mục 3"))]
    assert joined(printed)[-1] == sentence
    assert len(joined(printed)) == 4, broken


def test_a_chapter_named_inside_a_sentence_begins_no_paragraph():
    sentence = "thực hiện theo quy định về kiểm tra văn bản quy phạm tại Mục 3 của"
    for end in ("Chương III của Nghị định này;", "Phụ lục I ban hành kèm theo Nghị định này;"):
        lines = [
            Printed(text, Box(85, 700 - 17 * i, 85 + 6.5 * len(text), 13)) for i, text in enumerate([sentence, end])
        ]
        assert joined([*lines, *page(f"{LAST}\n{LAST}", first=600)])[0] == f"{sentence} {end}"
    heading = [Printed("Chương III", Box(85, 683, 150, 13)), Printed("TỔ CHỨC THỰC HIỆN", Box(85, 666, 200, 13))]
    before = Printed(sentence, Box(85, 700, 85 + 6.5 * len(sentence), 13))
    assert joined([before, *heading, *page(f"{LAST}\n{LAST}", first=600)])[1] == "Chương III"


def test_space_between_paragraphs_parts_them():
    lines = [Printed(LAST, Box(85, 700 - step, 85 + 6.5 * len(LAST), 13)) for step in (0, 17, 34, 58, 75)]
    assert joined(lines) == [" ".join([LAST] * 3), " ".join([LAST] * 2)]


def test_two_columns_are_not_run_together():
    left = [
        Printed(text, Box(90, 760 - 14 * i, 250, 12)) for i, text in enumerate(["LIÊN ĐOÀN LAO ĐỘNG", "TỈNH SÔNG NGÀN"])
    ]
    right = [Printed(text, Box(300, 760 - 14 * i, 520, 12)) for i, text in enumerate(["CỘNG HÒA XÃ HỘI", "Độc lập"])]
    assert joined([*left, *right, *page(FULL, first=600)])[:4] == [
        "LIÊN ĐOÀN LAO ĐỘNG", "TỈNH SÔNG NGÀN", "CỘNG HÒA XÃ HỘI", "Độc lập",
    ]  # fmt: skip


def test_a_centred_title_that_wraps_is_one_line_and_its_parts_stay_apart():
    def centred(text, base):
        return Printed(text, Box(298 - 3.25 * len(text), base, 298 + 3.25 * len(text), 13))

    title = [
        centred("QUYẾT ĐỊNH", 700),
        centred("VỀ VIỆC BAN HÀNH QUY CHẾ QUẢN LÝ VÀ SỬ DỤNG NHÀ Ở CÔNG VỤ TRÊN", 680),
        centred("ĐỊA BÀN TỈNH", 663),
        centred("CHỦ TỊCH ỦY BAN NHÂN DÂN", 640),
    ]
    body = page("\n".join([LAST] * 4), first=600)
    assert joined([*title, *body])[:3] == [
        "QUYẾT ĐỊNH",
        "VỀ VIỆC BAN HÀNH QUY CHẾ QUẢN LÝ VÀ SỬ DỤNG NHÀ Ở CÔNG VỤ TRÊN ĐỊA BÀN TỈNH",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN",
    ]


@pytest.mark.parametrize(
    ("end", "begin", "expected"),
    [
        ("thực hiện Quyết định số 20/QĐ-", "UBND ngày 03/01/2024", "20/QĐ-UBND ngày"),
        ("thực hiện Nghị quyết số 35-", "NQ/TW của Bộ Chính trị", "35-NQ/TW của"),
        ("thực hiện Kế hoạch giai đoạn 2021-", "2025 trên địa bàn", "2021-2025 trên"),
        ("trả lời Công văn số 10699/", "BNNMT-ĐCKS ngày 23/12", "10699/BNNMT-ĐCKS"),
        ("phát triển kinh tế -", "xã hội của tỉnh", "kinh tế - xã hội"),
        ("ban hành Quyết định số", "20/QĐ-UBND ngày", "số 20/QĐ-UBND"),
    ],
)
@pytest.mark.parametrize("placed", [True, False])
def test_what_was_broken_at_a_line_end_is_mended(end, begin, expected, placed):
    lines = [f"{FULL[:60]} {end}"[-66:], begin]
    boxes = [Box(85, 700, 85 + 6.5 * 66, 13), Box(85, 683, 85 + 6.5 * len(begin), 13)]
    other = page(f"{FULL}\n{FULL}", first=600)
    printed = [Printed(text, box if placed else None) for text, box in zip(lines, boxes, strict=True)]
    assert expected in joined([*printed, *(other if placed else bare(*(line.text for line in other)))])[0]


def test_page_numbers_and_running_lines_are_left_out():
    pages = [
        [Printed(f"{n}", Box(295, 800, 302, 12)), *page(f"{word} {FULL}."), Printed("Công báo", Box(85, 30, 140, 9))]
        for n, word in enumerate(WORDS, 1)
    ]
    text = joined(*pages)
    assert [line.split()[0] for line in text if FULL in line] == WORDS
    assert not [line for line in text if line.strip().isdigit()]
    assert text.count("Công báo") <= 1  # the first page keeps what may be its own


@pytest.mark.parametrize("number", ["2", "- 2 -", "Trang 2", "2/15", "trang 2 / 15"])
def test_forms_of_page_numbers(number):
    assert joined(bare(f"{FULL}."), bare(number, f"{FULL}.")) == [f"{FULL}."] * 2


def test_a_page_that_holds_nothing_but_a_number_keeps_it():
    assert joined(bare("Bảng"), bare("12")) == ["Bảng", "12"]


def test_a_paragraph_goes_on_overleaf_and_the_footnote_comes_before_it():
    first = [*page(f"{FULL}.\n" * 4 + FULL), Printed("1 Ghi chú thứ nhất về nội dung này", Box(85, 60, 250, 9))]
    second = page(f"tiếp theo của câu ở trang trước.\n{FULL}.")
    first[-2] = Printed("một dòng đầy đủ cho đến tận lề phải của trang văn bản thứ nhất nàyy", Box(85, 480, 514, 13))
    texts, goes_on = clean_pages([first, second])
    assert goes_on == [False, True]
    assert texts[0].split("\n")[-2] == "1 Ghi chú thứ nhất về nội dung này"
    assert texts[0].split("\n")[-1].endswith("thứ nhất nàyy")
    assert texts[1].startswith("tiếp theo của câu ở trang trước.")


def test_notes_are_one_line_each_also_with_their_raised_number_alone():
    notes = [
        Printed("1", Box(85, 64, 88, 6)),
        Printed("Kết luận số 10/KL-TT của Thanh tra tỉnh về công tác quản lý mỏ", Box(89, 60, 514, 9)),
        Printed("và khai thác trên địa bàn.", Box(85, 49, 200, 9)),
        Printed("2 Kết luận số 11/KL-TT.", Box(85, 38, 190, 9)),
    ]
    assert joined([*page("\n".join([f"{FULL}."] * 4)), *notes])[4:] == [
        "1 Kết luận số 10/KL-TT của Thanh tra tỉnh về công tác quản lý mỏ và khai thác trên địa bàn.",
        "2 Kết luận số 11/KL-TT.",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ),
        ("TỈNH SÔNG NGÀN Độc lập - Tự do - Hạnh phúc", ["TỈNH SÔNG NGÀN", "Độc lập - Tự do - Hạnh phúc"]),
        ("HUYỆN ỦY NGÀN SƠN ĐẢNG CỘNG SẢN VIỆT NAM", ["HUYỆN ỦY NGÀN SƠN", "ĐẢNG CỘNG SẢN VIỆT NAM"]),
        ("Số: 5/KH-LĐLĐ Sông Ngàn, ngày 05 tháng 3 năm 2024", ["Số: 5/KH-LĐLĐ", "Sông Ngàn, ngày 05 tháng 3 năm 2024"]),
        ("Số 12 -KH/TU Sông Ngàn, ngày 05 tháng 3 năm 2024", ["Số 12 -KH/TU", "Sông Ngàn, ngày 05 tháng 3 năm 2024"]),
        ("Số: /UBND-XD Sông Ngàn, ngày tháng 7 năm 2026", ["Số: /UBND-XD", "Sông Ngàn, ngày tháng 7 năm 2026"]),
    ],
)
def test_a_heading_printed_in_one_line_is_taken_apart(line, expected):
    assert joined(bare(line, "", "KẾ HOẠCH", "Tuyên truyền")) == [*expected, "KẾ HOẠCH", "Tuyên truyền"]


def test_without_places_the_words_decide():
    lines = [line.text for line in page(f"{FULL}.\n1. {FULL};\n2. {FULL}.\nNơi nhận:\n- Như trên;\n- Lưu: VT.")]
    assert joined(bare(*lines)) == [
        f"{FULL}.", f"1. {FULL};", f"2. {FULL}.", "Nơi nhận:", "- Như trên;", "- Lưu: VT.",
    ]  # fmt: skip


def test_the_frame_and_the_indent_are_measured():
    layout = measure([page("\n".join([f"{FULL}."] * 6), indent=5)])
    assert (layout.indent, layout.lead(13)) == (32, 17)
    frame = layout.frames[0]
    assert (frame.left, 490 < frame.right <= 514) == (85, True)
    assert measure([page("\n".join([f"{FULL}."] * 6))]).indent == 0
    assert measure([bare("x")]).frames == (None,)
    assert measure([]).frames == ()


def test_empty_pages_stay_in_their_place():
    assert clean_pages([bare("một"), [], bare("hai")])[0] == ["một", "", "hai"]
    assert clean_pages([]) == ([], [])
