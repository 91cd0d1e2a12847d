"""What a search box is understood to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.asked import Asked, asked, bonus
from index.query import parse_query


def test_quoted_phrases_are_taken_out_and_still_searched():
    parsed = parse_query('kế hoạch "an toàn lao động" năm “2024”')
    assert parsed.query.phrases == ("an toàn lao động", "2024")
    assert [phrase.folded for phrase in parsed.phrases] == [("an", "toan", "lao", "dong"), ("2024",)]
    assert parsed.tokens.folded[:8] == ("ke", "hoach", "an", "toan", "lao", "dong", "nam", "2024")


def test_abbreviations_are_written_out_for_both_channels():
    parsed = parse_query("ATVSLĐ cho CNLĐ")
    assert "an toàn, vệ sinh lao động" in parsed.query.expanded
    assert {"atvsld", "ve", "sinh"} <= set(parsed.tokens.folded)
    assert "ve_sinh" in parsed.tokens.folded_pairs
    assert "cnld_an" not in parsed.tokens.folded_pairs  # what was typed and what is written out do not touch
    assert parsed.dense.startswith("ATVSLĐ cho CNLĐ (") and "an toàn, vệ sinh lao động" in parsed.dense


@pytest.mark.parametrize(
    ("text", "accented"),
    [
        ("phòng chống ma túy", True),
        ("phong chong ma tuy", False),
        ("Hà Nội", True),
        ("thu tuc dang ky xe may o Hà Nội can giay to nao", False),  # two words of eleven
        ("phòng chong ma tuy", False),
        ("cấp phép xây dựng cho công ty", True),
        ("nq 35 tw", False),
        ("đ", True),
        ("", False),
        ("2024", False),
    ],
)
def test_accents_typed_here_and_there_do_not_make_a_text_accented(text, accented):
    assert parse_query(text).accented is accented


def test_restored_accents_decide_the_accented_tokens_and_the_meaning_only():
    parsed = parse_query("phong chong ma tuy", lambda _: "phòng chống ma túy")
    assert (parsed.query.text, parsed.query.restored) == ("phong chong ma tuy", "phòng chống ma túy")
    assert parsed.dense == "phòng chống ma túy"
    assert parsed.tokens.syllables[0] == "phong\u0300"
    assert parsed.tokens.folded[:4] == ("phong", "chong", "ma", "tuy")
    assert not parsed.accented


def test_accents_are_not_restored_where_they_were_typed():
    assert parse_query("phòng chống ma túy", lambda _: "không được gọi").query.restored is None


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("35-NQ/TW", True),
        ("nghị quyết số 35-NQ/TW", True),
        ("tìm văn bản 35-NQ/TW", True),
        ("35-NQ/TW bảo vệ nền tảng tư tưởng", False),
        ("an toàn lao động", False),
    ],
)
def test_a_number_with_hardly_anything_beside_it_is_bare(text, bare):
    assert parse_query(text).bare is bare


@given(st.text(max_size=80))
def test_every_string_is_a_query(text):
    parsed = parse_query(text)
    assert parsed.query.text == " ".join(parsed.query.text.split())
    assert len(parsed.tokens.syllables) == len(parsed.tokens.folded)
    for number in parsed.query.numbers:
        assert number in parsed.query.text


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("kế hoạch thi đua yêu nước", {"kế hoạch"}),
        ("ke hoach thi dua yeu nuoc", {"kế hoạch"}),
        ("tìm kế hoạch thi đua yêu nước", {"kế hoạch"}),
        ("quyết định nào về phụ cấp thú y", {"quyết định"}),
        ("quy chế tiếp công dân", {"quy chế"}),
        # What asks something wants the place where it is answered.
        ("kế hoạch thi đua phải báo cáo lúc nào", set()),
        ("quyết định hỗ trợ bao nhiêu tiền", set()),
        ("mức hỗ trợ theo quyết định của tỉnh", set()),
        ("thi đua theo kế hoạch", set()),
        ("", set()),
        ("tìm", set()),
    ],
)
def test_a_type_asked_for(text, types):
    assert asked(text).types == types


def test_an_abbreviation_asks_for_each_type_that_it_stands_for():
    assert {"kế hoạch", "kế hoạch tuyên truyền"} <= asked("KH thi đua yêu nước").types


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("phụ cấp thú y ở Hà Nội", {"ha noi"}),
        ("lao cai va ha noi", {"lao cai", "ha noi"}),
        ("TP. Hồ Chí Minh", {"ho chi minh"}),
        ("hành nội bộ", set()),
    ],
)
def test_provinces_named(text, places):
    assert asked(text).places == places


def test_bonuses_are_added_only_where_they_belong():
    plan = asked("kế hoạch trồng rừng")
    assert bonus(plan, 0, "kế hoạch", None, None) == pytest.approx(0.3)
    assert bonus(plan, 0, "quyết định", "Ban hành Kế hoạch trồng rừng", None) == pytest.approx(0.3)
    assert bonus(plan, 0, "kế hoạch hành động", None, None) == pytest.approx(0.3)
    assert bonus(plan, 1, "kế hoạch", None, None) == 0
    assert bonus(plan, 0, "quyết định", "Trồng rừng", None) == 0
    place = asked("trồng rừng ở Lào Cai")
    assert bonus(place, 3, None, "Về trồng rừng", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI") == pytest.approx(0.1)
    assert bonus(place, 3, None, "Trồng rừng trên địa bàn tỉnh Lào Cai", None) == pytest.approx(0.1)
    assert bonus(place, 3, None, "Lào", "Cai") == pytest.approx(0.1)  # said together, as in no real document
    assert bonus(place, 3, None, "Về trồng rừng", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU") == 0
    assert bonus(Asked(), 0, "kế hoạch", "Lào Cai", None) == 0
