"""Spaces of damaged text layers: pieces of syllables, glued syllables, and what stays because it can be read twice."""

import pytest

from ingest.layout import Printed
from ingest.syllabic import mended, mended_line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("CÔ NG ĐOÀ N VI ỆT NAM", "CÔNG ĐOÀN VIỆT NAM"),
        ("tuyên truy ền, ph ổ bi ến pháp lu ật.", "tuyên truyền, phổ biến pháp luật."),
        ("ngh iê m túc", "nghiêm túc"),
        ("Côngđoàncáccấp", "Công đoàn các cấp"),
        ("KẾHOẠCH số 15/KH-LĐLĐ", "KẾ HOẠCH số 15/KH-LĐLĐ"),
        ("ngườilaođộng", "người lao động"),
        ("côngan", "côngan"),  # công an, côn gan
        ("điểm n khoản 2 Điều 5", "điểm n khoản 2 Điều 5"),
        ("an toàn lao động", "an toàn lao động"),
        ("Facebook, Zalo", "Facebook, Zalo"),
        ("", ""),
    ],
)
def test_only_one_way_to_read(line, expected):
    assert mended_line(line) == expected


def test_sound_pages_and_strange_words_stay():
    sound = [Printed("Công đoàn các cấp tổ chức tuyên truyền cho đoàn viên ở c ơ sở")]
    assert mended(sound) == sound
    strange = [Printed("the quick brown fox jumps over the lazy dog again and again")]
    assert mended(strange) == strange
    broken = [Printed("Cô ng đoà n các c ấp t ổ ch ức tuyên truy ền cho đoàn viên")]
    assert mended(broken) == [Printed("Công đoàn các cấp tổ chức tuyên truyền cho đoàn viên")]
