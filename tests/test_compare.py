"""Whether two writings of a type, a date, an issuer or a title mean the same: pairs, a line each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.compare import (
    compare_titles,
    dates_agree,
    issuers_agree,
    parts_apart,
    types_agree,
    types_of_number,
    words_of,
)

OWN = "Liên đoàn Lao động tỉnh Sông Ngàn"
TITLE = "Về tăng cường bảo vệ nền tảng tư tưởng của Đảng, đấu tranh phản bác các quan điểm sai trái, thù địch"


@pytest.mark.parametrize(
    ("cited", "held", "agree"),
    [
        ("kế hoạch", "kế hoạch", True),
        ("kế hoạch tuyên truyền", "kế hoạch", True),  # the text says more closely what it is
        ("chương trình", "chương trình hành động", True),
        ("văn bản", "kế hoạch", True),  # a word for any document
        ("văn bản", "công văn", True),
        ("công thư", "công văn", True),
        ("công văn", "kế hoạch", False),
        ("quyết định", "kế hoạch", False),
        ("luật", "bộ luật", False),
        ("quyết định", "quy định", False),
        ("thoả thuận", "thỏa thuận", True),
    ],
)
def test_types(cited, held, agree):
    assert types_agree(cited, held) is agree


@pytest.mark.parametrize(
    ("number", "types"),
    [
        ("30/2020/NĐ-CP", ("nghị định",)),
        ("368-QĐ/TU", ("quyết định", "quy định")),
        ("482/TLĐ-TG", ()),
        ("50/2024/QH15", ()),
    ],
)
def test_types_of_a_number(number, types):
    assert types_of_number(number) == types


@pytest.mark.parametrize(
    ("cited", "held", "agree"),
    [
        ("2024-03-04", "2024-03-04", True),
        ("2024", "2024-03-04", True),
        (None, "2024-03-04", True),
        ("2024-03-05", "2024-03-04", False),
        ("2023", "2024-03-04", False),
    ],
)
def test_dates(cited, held, agree):
    assert dates_agree(cited, held) is agree


def test_parts_of_dates():
    assert [parts_apart("2024-03-04", d) for d in ("2024-03-04", "2024-03-05", "2024-04-05", "2023-04-05", "2024")] == [
        0, 1, 2, 3, 3,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cited", "held", "agree"),
    [
        ("Tỉnh ủy", "TỈNH ỦY SÔNG NGÀN", True),  # the place that is left out is one's own
        ("Tỉnh uỷ Sông Ngàn", "TỈNH ỦY SÔNG NGÀN", True),
        ("BCH Đảng bộ tỉnh", "TỈNH ỦY SÔNG NGÀN", True),  # organs that sign alike
        ("Ban Thường vụ Tỉnh ủy", "TỈNH ỦY SÔNG NGÀN", True),
        ("UBND tỉnh", "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN", True),
        ("Chủ tịch Ủy ban nhân dân tỉnh", "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN", True),
        ("Liên đoàn Lao động tỉnh", "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", True),
        ("Tổng Liên đoàn", "BAN CHẤP HÀNH TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", True),
        ("Ban Chấp hành Trung ương Đảng khóa X", "Ban Chấp hành Trung ương", True),
        ("Trung ương", "Bộ Chính trị", True),  # too general to contradict
        ("Hội nghị Trung ương", "Ban Chấp hành Trung ương", True),
        ("Bộ Chính trị, Ban Bí thư", "Bộ Chính trị", True),
        ("Ban Tuyên giáo Tỉnh ủy", "BAN TUYÊN GIÁO", True),  # its heading names it in two lines
        ("Ban Bí thư", "Bộ Chính trị", False),
        ("Bộ Chính trị", "Ban Chấp hành Trung ương", False),
        ("Chính phủ", "Thủ tướng Chính phủ", False),
        ("Hội đồng nhân dân tỉnh", "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN", False),
        ("Liên đoàn Lao động huyện Thượng Ngàn", "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", False),
        ("Tỉnh ủy", "BAN TUYÊN GIÁO TỈNH ỦY SÔNG NGÀN", False),
        ("Ủy ban nhân dân tỉnh", "BAN CHỈ ĐẠO CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA TỈNH SÔNG NGÀN", False),
        ("Ban Chỉ đạo các Chương trình MTQG tỉnh", "BAN CHỈ ĐẠO CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA", True),
    ],
)
def test_issuers(cited, held, agree):
    assert issuers_agree(cited, held, OWN) is agree


@pytest.mark.parametrize(
    "cited",
    [
        TITLE,
        "tăng cường bảo vệ nền tảng tư tưởng của Đảng",  # cut at its end, "về" left out
        "TĂNG CƯỜNG BẢO VỆ NỀN TẢNG TƯ TƯỞNG CỦA ĐẢNG",
        TITLE + " trong các cấp công đoàn năm 2024",  # the sentence runs on
        "về việc tăng cường bảo vệ nền tảng tư tưởng của Đảng; đấu tranh, phản bác các quan điểm sai trái - thù địch",
        "về tăng cường bảo vệ nền tảng tư tưởng của Đảng và đấu tranh phản bác các quan điểm sai trái",
    ],
)
def test_titles_that_differ_by_habit_only(cited):
    assert compare_titles(cited, TITLE) is None


@pytest.mark.parametrize(
    ("cited", "held"),
    [
        ("phòng, chống ma tuý", "Phòng, chống ma túy"),
        ("nâng cao kĩ năng số", "Nâng cao kỹ năng số"),
        ("quản lý của UBND tỉnh", "Quản lý của Ủy ban nhân dân tỉnh"),
        ("chương trình giai đoạn 2021-2030", "Chương trình giai đoạn 2021 - 2030"),
        ("tổng kết phong trào thi đua công tác nữ công năm 2024", "công tác nữ công"),  # it stands in another title
        ("Học tập suốt đời trong công nhân", "phê duyệt Chương trình “Học tập suốt đời trong công nhân”"),
        (
            "thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị về học tập Bác",
            "thực hiện Chỉ thị số 05-CT/TW về học tập Bác",
        ),
    ],
)
def test_titles_in_other_writings(cited, held):
    assert compare_titles(cited, held) is None


def test_a_word_exchanged_is_named_and_put_right():
    cited = TITLE.replace("quan điểm", "luận điệu")
    difference = compare_titles(cited, TITLE)
    assert (difference.wrong, difference.right, difference.patched) == ("luận điệu", "quan điểm", TITLE)


def test_how_a_title_introduces_itself_is_no_difference_beside_one():
    difference = compare_titles(
        "Về việc ban hành nâng cao chất lượng hoạt động nữ công cơ sở",
        "Triển khai nâng cao hiệu quả hoạt động nữ công cơ sở",
    )
    assert (difference.wrong, difference.right) == ("chất lượng", "hiệu quả")


def test_words_left_out_are_told_from_words_exchanged():
    difference = compare_titles("bảo vệ nền tảng tư tưởng của Đảng, phản bác các quan điểm sai trái", TITLE)
    assert difference.shortened
    assert difference.right == "đấu tranh"


def test_small_words_count_in_quotation_marks_only():
    cited = TITLE.replace("các quan điểm", "quan điểm")
    assert compare_titles(cited, TITLE) is None
    assert compare_titles(cited, TITLE, quoted=True).right == "các"


def test_another_title_altogether():
    difference = compare_titles("về công tác phòng cháy, chữa cháy", TITLE)
    assert difference.patched is None


@given(st.text(alphabet="aăâđeêoôơuưiy hkmnptc,.-0123456789", max_size=80))
def test_a_title_agrees_with_itself(text):
    assert compare_titles(text, text) is None
    assert compare_titles(text, text, quoted=True) is None


@given(st.text(max_size=60))
def test_spans_of_words_slice_the_text(text):
    words = words_of(text)
    assert len(words.keys) == len(words.spans)
    assert all(0 <= start < end <= len(text) for start, end in words.spans)
