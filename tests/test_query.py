"""What a search box is understood to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.models import Fact
from index.accents import learn
from index.asked import Asked, Kinds, agreeing, asked, bonus
from index.query import Steps, parse_query

DRUGS = learn(["phòng chống ma túy"] * 10)


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
    parsed = parse_query("phong chong ma tuy", DRUGS)
    assert (parsed.query.text, parsed.query.restored) == ("phong chong ma tuy", "phòng chống ma túy")
    assert parsed.dense == "phòng chống ma túy"
    assert parsed.tokens.syllables[0] == "phong\u0300"
    assert parsed.tokens.folded[:4] == ("phong", "chong", "ma", "tuy")
    assert not parsed.accented


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("định mức chi lam nghiep của thành phố", "định mức chi lâm nghiệp của thành phố"),  # "nghiep" is none
        ("dự án cap nước ở tỉnh", "dự án cấp nước ở tỉnh"),
        ("mức chi lam nghề của thành phố", None),  # lam is one
        ("mức thuế VAT của thành phố", None),
        ("nước sạch của wifi công ty", None),  # no word of the archive
    ],
)
def test_texts_with_accents_are_completed_where_some_were_certainly_left_out(typed, completed):
    model = learn(["mức chi lâm nghiệp của thành phố", "dự án cấp nước sạch", "vật tư"] * 20)
    parsed = parse_query(typed, model)
    assert parsed.accented
    assert parsed.query.restored == completed
    assert parsed.dense == (completed or typed)
    assert parsed.own == parse_query(completed or typed).own


def test_accents_are_not_restored_where_they_were_typed():
    assert parse_query("phòng chống ma túy", learn(["phong chóng mà tuy"] * 10)).query.restored is None


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


def added(wanted, ordinal, type_, title, issuer, date=None):
    return bonus(wanted, ordinal, agreeing(wanted, type_, title, issuer, date))


def test_bonuses_are_added_only_where_they_belong():
    plan = asked("kế hoạch trồng rừng")
    assert added(plan, 0, "kế hoạch", None, None) == pytest.approx(0.5)
    assert added(plan, 0, "quyết định", "Ban hành Kế hoạch trồng rừng", None) == pytest.approx(0.5)
    assert added(plan, 0, "kế hoạch hành động", None, None) == pytest.approx(0.5)
    assert added(plan, 1, "kế hoạch", None, None) == 0
    assert added(plan, 0, "quyết định", "Trồng rừng", None) == 0
    place = asked("trồng rừng ở Lào Cai")
    assert added(place, 3, None, "Về trồng rừng", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI") == pytest.approx(0.1)
    assert added(place, 3, None, "Trồng rừng trên địa bàn tỉnh Lào Cai", None) == pytest.approx(0.1)
    assert added(place, 3, None, "Lào", "Cai") == pytest.approx(0.1)  # said together, as in no real document
    assert added(place, 3, None, "Về trồng rừng", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU") == 0
    assert added(Asked(), 0, "kế hoạch", "Lào Cai", None) == 0


def test_body_and_date_count_where_a_document_is_asked_for():
    plan = asked("kế hoạch của tỉnh ủy năm 2024 về trồng rừng")
    assert added(plan, 2, "công văn", None, "TỈNH ỦY SÔNG NGÀN", "2024-03-01") == pytest.approx(0.2)
    assert added(plan, 2, "công văn", None, "TỈNH ỦY SÔNG NGÀN", "2023-12-31") == pytest.approx(0.1)
    assert added(plan, 2, "công văn", None, "SỞ Y TẾ", "2024-12-31") == pytest.approx(0.1)
    matter = asked("trồng rừng năm 2024 do tỉnh ủy chỉ đạo")
    assert added(matter, 2, None, None, "TỈNH ỦY SÔNG NGÀN", "2024-03-01") == 0


FACTS = [
    ("kế hoạch của tỉnh ủy năm 2024 về trồng rừng",
     {("type", "kế hoạch"), ("issuer", "Tỉnh ủy"), ("date", "2024-01-01/2024-12-31")}, False),
    ("công văn tháng 10/2025 của sở y tế",
     {("type", "công văn"), ("issuer", "Sở Y tế"), ("date", "2025-10-01/2025-10-31")}, True),
    ("CV của SYT tháng 2 năm 2024",
     {("type", "công văn"), ("issuer", "Sở Y tế"), ("date", "2024-02-01/2024-02-29")}, True),
    ("ke hoach cua tinh uy lao cai nam 2024",
     {("type", "kế hoạch"), ("issuer", "Tỉnh ủy"), ("place", "lao cai"), ("date", "2024-01-01/2024-12-31")}, True),
    ("thông báo ngày 05/3/2020 của văn phòng chính phủ",
     {("type", "thông báo"), ("issuer", "Văn phòng Chính phủ"), ("date", "2020-03-05")}, True),
    ("báo cáo quý II/2024 của bộ nội vụ",
     {("type", "báo cáo"), ("issuer", "Bộ Nội vụ"), ("date", "2024-04-01/2024-06-30")}, True),
    ("quyết định ngày 31 tháng 2 năm 2024", {("type", "quyết định")}, False),  # no such day
    ("nghị định 30/2020 về văn thư", {("type", "nghị định")}, False),  # the year of a number is no date
    ("từ 12/2025 lãi suất bao nhiêu", {("date", "2025-12-01/2025-12-31")}, False),
    ("kế hoạch", {("type", "kế hoạch")}, False),  # one fact alone says too little
    ("phòng cháy ở khu trọ", set(), False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts", "alone"), FACTS)
def test_facts_of_the_document_wanted(text, facts, alone):
    parsed = parse_query(text)
    shown = {(fact.kind, fact.value) for fact in parsed.query.facts if fact.kind != "number"}
    kinds = {kind for kind, _ in facts} - {"type"}
    assert {kind for kind, _ in shown} == {kind for kind, _ in facts}
    assert {fact for fact in shown if fact[0] in kinds} == {fact for fact in facts if fact[0] in kinds}
    assert parsed.asked.alone is alone
    for fact in parsed.query.facts:
        assert fact.use == ("exact" if fact.kind == "number" else "boost")


def test_each_kind_of_facts_can_be_left_out():
    text = "kế hoạch của tỉnh ủy Lào Cai năm 2024"
    everything = Kinds()
    assert {fact.kind for fact in asked(text, everything).facts} == {"type", "issuer", "place", "date"}
    for kind in ("types", "issuers", "places", "dates"):
        left = {fact.kind for fact in asked(text, Kinds(**{kind: False})).facts}
        assert left == {"type", "issuer", "place", "date"} - {kind.removesuffix("s")}


def test_each_step_can_be_left_out():
    model = learn(["tuyên truyền phòng chống ma túy"] * 10)
    assert parse_query("tuyeen truyeenf", model).query.corrected == "tuyên truyền"
    assert parse_query("tuyeen truyeenf", model, Steps(correct=False)).query.corrected is None
    assert parse_query("phong chong", model, Steps(restore=False)).query.restored is None
    assert parse_query("ATVSLĐ", steps=Steps(expand=False)).query.expanded == ()
    assert parse_query("mặt trận tổ quốc", steps=Steps(abbreviate=False)).query.abbreviated == ()
    assert parse_query("đám ma", steps=Steps(everyday=False)).query.official == ()
    assert parse_query("35-NQ/TW", steps=Steps(numbers=False)).numbers == ()
    assert parse_query("công văn tháng 10/2025 của sở y tế", steps=Steps(filters=False)).asked.alone is False


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("mặt trận tổ quốc", "MTTQ"),
        ("mat tran to quoc", "MTTQ"),
        ("an toàn, vệ sinh lao động", "ATVSLĐ"),
        ("cải cách hành chính", "CCHC"),
        ("dân quân tự vệ", "DQTV"),
    ],
)
def test_abbreviations_and_what_they_stand_for_find_each_other(written, short):
    assert parse_query(written).query.abbreviated == (short,)
    assert {*parse_query(short).tokens.folded} >= {*parse_query(written, steps=Steps(abbreviate=False)).tokens.folded}
    assert short.lower().replace("đ", "d") in parse_query(written).tokens.folded


def test_an_ambiguous_abbreviation_counts_in_capitals_only():
    assert set(parse_query("CN").query.expanded) == {"công nhân", "công nghiệp"}
    assert parse_query("cn").query.expanded == ()
    assert parse_query("TT 22").query.expanded == ("thông tư",)


def test_other_readings_that_come_close_are_searched_too():
    model = learn(["hòm thư mật"] * 5 + ["hòm thư mất"] * 5 + ["giấy khen"] * 10)
    parsed = parse_query("hom thu mat", model)
    assert {parsed.query.restored, *parsed.query.readings} >= {"hòm thư mật", "hòm thư mất"}
    assert parsed.also_dense == parsed.query.readings
    assert parse_query("giay khen", model).query.readings == ()
    assert parse_query("hom thu mat", model, Steps(readings=False)).query.readings == ()


def test_everyday_words_bring_those_of_documents():
    parsed = parse_query("đám ma ở thôn")
    assert parsed.query.official == ("việc tang",)
    assert {"viec", "tang"} <= set(parsed.tokens.folded)
    assert parsed.dense == "đám ma ở thôn" and parsed.also_dense == ("đám ma ở thôn (việc tang)",)


def test_a_number_in_the_query_is_a_fact_used_exactly():
    assert parse_query("35-NQ/TW về báo chí").query.facts[0] == Fact("number", "35-NQ/TW", "35-NQ/TW", "exact")
