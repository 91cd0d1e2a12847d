"""Words of a query marked in a passage."""

import pytest

from index.accents import learn
from index.highlight import highlights
from index.query import parse_query


def marked(text, query, restored=None):
    parsed = parse_query(query, learn([restored] * 10) if restored else None)
    return [text[span.start : span.end] for span in highlights(text, parsed)]


@pytest.mark.parametrize(
    ("query", "restored", "text", "expected"),
    [
        ("phong chong ma tuy", "phòng chống ma túy", "Phòng, chống ma túy", ["Phòng", "chống ma túy"]),
        ("nhung ma chua xong", "nhưng mà chưa xong", "nhưng mà chưa xong", ["nhưng", "chưa xong"]),
        ("ma tuy", None, "ma túy và mà thôi", ["túy"]),
        ("phòng chống", None, "phong phú, Phòng và chống", ["Phòng", "chống"]),
        ("hòa giải", None, "Hoà giải cơ sở", ["Hoà giải"]),
        ("phòng chống ma túy", None, "Công an phòng bệnh; phòng, chống ma túy", ["phòng", "chống ma túy"]),
        ("phòng chống ma túy", None, "phòng bệnh, chống rét", ["phòng", "chống"]),
        (
            "tháng công nhân năm 2024",
            None,
            "tháng công nhân do bộ phận công tác lập năm 2024",
            ["tháng công nhân", "năm 2024"],
        ),
        ("điểm a khoản 2", None, "a) Điểm a khoản 2", ["Điểm", "khoản 2"]),  # a lone letter stands everywhere
        ("điều 5", None, "Điều 5 và Điều 6", ["Điều 5", "Điều"]),
    ],
)
def test_what_was_meant_decides_which_words_are_marked(query, restored, text, expected):
    assert marked(text, query, restored) == expected
