"""Numbers that are not whole, in invented sentences: which are mentions, of what, and what they are completed to."""

import pytest

from directives.citing.citations import find_citations
from directives.models import Header


def found(text):
    return [
        (c.text, c.number, c.kind, c.type, c.date, c.issuer)
        for c in find_citations(text, Header(), ()).citations
        if c.kind != "law"
    ]


P, N = "partial", "numbered"


@pytest.mark.parametrize(
    "text, expected",
    [
        # the symbol is missing, the year is not
        ("Soạn thảo theo Nghị định 30/2020 của Chính phủ.", [("30/2020", P, "nghị định", None, "Chính phủ")]),
        ("Căn cứ Luật Công đoàn số 50/2024 và Luật Giá;", [("50/2024", P, "luật", None, None)]),
        # a piece of the symbol
        ("Theo Thông tư 22/2024/TT của Bộ Nội vụ.", [("22/2024/TT", P, "thông tư", None, "Bộ Nội vụ")]),
        (
            "Thực hiện Kế hoạch số 12/KH ngày 15/3/2025 của Liên đoàn Lao động tỉnh.",
            [("12/KH", P, "kế hoạch", "2025-03-15", "Liên đoàn Lao động tỉnh")],
        ),
        ("Nghị quyết 09-NQ của Tỉnh ủy.", [("09-NQ", P, "nghị quyết", None, "Tỉnh ủy")]),
        # months, days and other things with a stroke
        ("Kế hoạch 10/2025 của phòng; Báo cáo 6/2025; Hướng dẫn 5/KH.", []),
        ("Kế hoạch tháng 10/2025; Nghị quyết 10 điểm; Quyết định 15/10.", []),
        ("Mã dự án 1.004/DA-ODA, mã hồ sơ: 12/HS-CN.", []),
    ],
)
def test_alone(text, expected):
    assert found(text) == [(surface, surface, *rest) for surface, *rest in expected]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "Thực hiện các văn bản số 246, 247-KH/TU ngày 22/01/2024 của Tỉnh ủy.",
            [
                ("246", "246-KH/TU", P, "văn bản", "2024-01-22", "Tỉnh ủy"),
                ("247-KH/TU", "247-KH/TU", N, "văn bản", "2024-01-22", "Tỉnh ủy"),
            ],
        ),
        (
            "Nêu tại các số 245, 246 và 247-KH/TU của Tỉnh ủy.",
            [
                ("245", "245-KH/TU", P, None, None, "Tỉnh ủy"),
                ("246", "246-KH/TU", P, None, None, "Tỉnh ủy"),
                ("247-KH/TU", "247-KH/TU", N, None, None, "Tỉnh ủy"),
            ],
        ),
        (
            "Thực hiện Kế hoạch số 246-KH/TU, 247 ngày 22/01/2024 của Tỉnh ủy.",
            [
                ("246-KH/TU", "246-KH/TU", N, "kế hoạch", "2024-01-22", "Tỉnh ủy"),
                ("247", "247-KH/TU", P, "kế hoạch", "2024-01-22", "Tỉnh ủy"),
            ],
        ),
        (
            "Kế hoạch số 246-KH/TU, 15 xã của tỉnh; nhà số 28, 30 và Kế hoạch số 8-KH/TU.",
            [
                ("246-KH/TU", "246-KH/TU", N, "kế hoạch", None, None),
                ("8-KH/TU", "8-KH/TU", N, "kế hoạch", None, None),
            ],
        ),
        ("Văn bản số 246 và tài liệu kèm theo.", []),
    ],
)
def test_in_lists(text, expected):
    assert found(text) == expected
