"""Where sentences end: before a capital, with accents too, and never before a small letter or inside a number."""

import pytest

from directives.text import sentences


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Đã họp. Ủy ban ghi nhận. Đề nghị báo cáo.", ["Đã họp.", "Ủy ban ghi nhận.", "Đề nghị báo cáo."]),
        ("Họp tại xã. ấp và tổ dự họp.", ["Họp tại xã. ấp và tổ dự họp."]),
        ("Chi 1.500.000 đồng. Ổn định đời sống.", ["Chi 1.500.000 đồng.", "Ổn định đời sống."]),
        ("Dòng một\nđoạn hai", ["Dòng một", "đoạn hai"]),
    ],
)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected
