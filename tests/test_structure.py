"""Units of invented documents: which lines are units, of what kind, how they nest and where they end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.headers.header import parse_header
from directives.models import Header
from directives.text import canonical
from directives.units.markers import ROMAN, Marker, capital_reading
from directives.units.structure import document_name, heading_path_of, inside_attachment, parse_units, unit_name

HEAD = "UBND TỈNH SÔNG NGÀN\nSố: 15/KH-UBND\nSông Ngàn, ngày 5 tháng 3 năm 2024\n{type}\n{title}\n"
CLOSE = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Bến\n"


def read(body, *, type_="KẾ HOẠCH", title="Phát triển nhà ở", close=CLOSE):
    text = canonical(HEAD.format(type=type_, title=title) + body.strip("\n") + "\n" + close)
    return text, parse_units(text, parse_header(text))


def outline(units):
    """Indented lines "kind label heading" for a compact comparison."""
    depth = []
    for unit in units:
        depth.append(0 if unit.parent is None else depth[unit.parent] + 1)
    return [f"{'  ' * d}{u.kind} {u.label} {u.heading}".rstrip() for d, u in zip(depth, units, strict=True)]


def test_tasks_across_roman_sections():
    body = """
Thực hiện Kế hoạch số 1/KH-TU, UBND tỉnh ban hành kế hoạch.
I. MỤC ĐÍCH
1. Mục đích
a) Quán triệt.
b) Phân công.
2. Yêu cầu
II. NỘI DUNG
1. Sở Y tế
1.1. Khám sức khỏe.
1.2. Cấp thuốc.
2. Sở Nội vụ: rà soát.
- Gạch đầu dòng không phải là mục.
III. TỔ CHỨC THỰC HIỆN
Các sở báo cáo.
"""
    text, units = read(body)
    assert outline(units) == [
        "section I MỤC ĐÍCH",
        "  task 1 Mục đích",
        "    point a Quán triệt",
        "    point b Phân công",
        "  task 2 Yêu cầu",
        "section II NỘI DUNG",
        "  task 1 Sở Y tế",
        "    clause 1.1 Khám sức khỏe",
        "    clause 1.2 Cấp thuốc",
        "  task 2 Sở Nội vụ: rà soát",
        "section III TỔ CHỨC THỰC HIỆN",
    ]
    last_task = units[9]
    assert text[last_task.start : last_task.end].endswith("không phải là mục.")
    assert text[units[10].start : units[10].end] == "III. TỔ CHỨC THỰC HIỆN\nCác sở báo cáo."


def test_the_closing_words_do_not_belong_to_the_last_task():
    text, units = read(
        "1. Treo băng rôn.\n2. Đưa tin.\nViết bài.\n\nTrên đây là một số nhiệm vụ. Đề nghị các đơn vị thực hiện./.\n"
    )
    assert [text[u.start : u.end] for u in units] == ["1. Treo băng rôn.", "2. Đưa tin.\nViết bài."]


def test_a_paragraph_split_by_a_page_break_stays_in_its_task():
    body = "4. Chăm lo Tết cho đoàn\n\nviên, người lao động theo Kế hoạch 376/KH-TLĐ.\n\n5. Kỷ niệm ngày thành lập.\n"
    text, units = read("1. Một.\n2. Hai.\n3. Ba.\n" + body)
    assert [u.label for u in units] == ["1", "2", "3", "4", "5"]
    assert text[units[3].start : units[3].end].endswith("376/KH-TLĐ.")


def test_markdown_marks():
    text, units = read("## I. MỤC ĐÍCH\n\n**1. Tuyên truyền** sâu rộng.\n\n**2.** Vận động.\n", close="")
    assert outline(units) == ["section I MỤC ĐÍCH", "  task 1 Tuyên truyền** sâu rộng", "  task 2 Vận động"]
    assert [text[u.start : u.start + 4] for u in units] == ["## I", "**1.", "**2."]


def test_laws_nest_by_part_chapter_section_article_clause_point():
    body = """
Phần thứ nhất
NHỮNG QUY ĐỊNH CHUNG
Chương I
PHẠM VI
Mục 1. ĐỐI TƯỢNG
Điều 1. Phạm vi điều chỉnh
1. Luật này quy định:
a) Nguyên tắc;
b) Trách nhiệm;
đ) Nhảy chữ cái;
2. Luật này không quy định.
Mục 2
NGUYÊN TẮC
Tiểu mục 1. NGUYÊN TẮC CHUNG
Điều 2. Nguyên tắc
Chương II. HIỆU LỰC
Điều 3.
Luật này có hiệu lực từ ngày 01 tháng 7.
"""
    _, units = read(body, type_="LUẬT", title="NHÀ Ở")
    assert outline(units) == [
        "part thứ nhất NHỮNG QUY ĐỊNH CHUNG",
        "  chapter I PHẠM VI",
        "    section 1 ĐỐI TƯỢNG",
        "      article 1 Phạm vi điều chỉnh",
        "        clause 1 Luật này quy định",
        "          point a Nguyên tắc",
        "          point b Trách nhiệm",
        "          point đ Nhảy chữ cái",
        "        clause 2 Luật này không quy định",
        "    section 2 NGUYÊN TẮC",
        "      section 1 NGUYÊN TẮC CHUNG",
        "        article 2 Nguyên tắc",
        "  chapter II HIỆU LỰC",
        "    article 3",
    ]


def test_party_rules_set_articles_below_roman_sections():
    body = "I- QUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1- Một.\n2- Hai.\nII- TỔ CHỨC\nĐiều 2. Hiệu lực\n"
    _, units = read(body, type_="QUY ĐỊNH")
    assert outline(units) == [
        "section I QUY ĐỊNH CHUNG",
        "  article 1 Phạm vi",
        "    clause 1 Một",
        "    clause 2 Hai",
        "section II TỔ CHỨC",
        "  article 2 Hiệu lực",
    ]


def test_a_plan_approved_inside_an_article_stays_inside_it():
    body = "Điều 1. Phê duyệt Chương trình:\nI. QUAN ĐIỂM\n1. Một.\n2. Hai.\nII. MỤC TIÊU\n1. Ba.\nĐiều 2. Hiệu lực.\n"
    _, units = read(body, type_="QUYẾT ĐỊNH")
    assert outline(units) == [
        "article 1 Phê duyệt Chương trình",
        "  section I QUAN ĐIỂM",
        "    clause 1 Một",
        "    clause 2 Hai",
        "  section II MỤC TIÊU",
        "    clause 1 Ba",
        "article 2 Hiệu lực",
    ]


@pytest.mark.parametrize(
    "quotation",
    [
        "“Điều 20a. Hỗ trợ\n1. Trường phổ thông.\n2. Điều khác.”",
        "“Điều 20a. Hỗ trợ\nĐiều 2. Hai trong ngoặc.\nĐiều 3. Ba trong ngoặc.”.",
        '"Điều 20a. Hỗ trợ\n1. Trường phổ thông gọi là "Trường".\n2. Điều khác."',
        '"Điều 20a. Hỗ trợ\n1. Trường phổ thông.”',
        "“1. Trường phổ thông;\n2. Trung tâm (sau đây gọi là “Trung tâm”);\n3. Điều khác.”;",
    ],
)
def test_what_an_amending_act_quotes_is_no_unit(quotation):
    body = f"Điều 1. Sửa đổi Thông tư\n1. Bổ sung như sau:\n{quotation}\n2. Bãi bỏ khoản 3.\nĐiều 2. Hiệu lực\n"
    _, units = read(body, type_="THÔNG TƯ")
    assert [(u.kind, u.label) for u in units] == [("article", "1"), ("clause", "1"), ("clause", "2"), ("article", "2")]


def test_a_quotation_that_opens_behind_a_colon():
    body = "Điều 1. Sửa đổi\n1. Khoản 1 như sau: “a) Thông tư này;\nb) Quy định khác.”\n2. Bãi bỏ.\nĐiều 2. Hiệu lực\n"
    _, units = read(body, type_="THÔNG TƯ")
    assert [(u.kind, u.label) for u in units] == [("article", "1"), ("clause", "1"), ("clause", "2"), ("article", "2")]


def test_a_forgotten_closing_mark_swallows_nothing():
    body = "1. Thực hiện Chỉ thị “Về việc A.\n2. Tổ chức Tháng Công nhân.\n3. Tổng kết.\n4. Báo cáo.\n5. Lưu “hồ sơ”.\n"
    _, units = read(body)
    assert [u.label for u in units] == ["1", "2", "3", "4", "5"]


def test_an_article_whose_number_fell_to_the_next_line():
    body = "Điều 1. Một\nĐiều\n2. Hai\n1. Khoản.\nĐiều 3: Ba\n"
    _, units = read(body, type_="QUYẾT ĐỊNH")
    assert outline(units) == ["article 1 Một", "article 2 Hai", "  clause 1 Khoản", "article 3 Ba"]


def test_references_at_the_head_of_a_line_are_no_articles():
    body = "1. Thực hiện quy định tại\nĐiều 12 Luật Công đoàn và\nkhoản 2. Việc\n2. Theo\nĐiều 5, Điều 6 của Luật.\n"
    _, units = read(body)
    assert [(u.kind, u.label) for u in units] == [("task", "1"), ("task", "2")]


def test_numbers_that_are_no_items():
    body = """
1. Giai đoạn
2021 - 2025 đạt kết quả.
1.500 đoàn viên mới.
10% số công đoàn cơ sở.
01/5 là ngày Quốc tế Lao động.
2. Giai đoạn mới.
3 | Dòng trong bảng | 5
4
12. Số nhảy quá xa.
"""
    _, units = read(body)
    assert [(u.kind, u.label) for u in units] == [("task", "1"), ("task", "2")]


def test_a_list_inside_an_item_and_a_run_that_starts_again():
    body = "1. Giao các sở:\n1. Sở A.\n2. Sở B.\n3. Sở C.\n2. Giao các xã.\nBAN HÀNH MỚI\n1. Việc một.\n2. Việc hai.\n"
    _, units = read(body)
    assert [(u.kind, u.label, u.parent) for u in units] == [
        ("task", "1", None), ("clause", "1", 0), ("clause", "2", 0), ("clause", "3", 0), ("task", "2", None),
        ("task", "1", None), ("task", "2", None),
    ]  # fmt: skip


def test_lettered_parts_above_roman_sections():
    body = "A. ĐÁNH GIÁ\nI. KẾT QUẢ\n1. Một.\nII. HẠN CHẾ\n1. Hai.\nB. NHIỆM VỤ\nI. CHUNG\n1. Ba.\n"
    body += "C. TỔ CHỨC\n1. Bốn.\nD. KIẾN NGHỊ\n"
    _, units = read(body, type_="BÁO CÁO")
    assert [(u.kind, u.label, u.parent) for u in units] == [
        ("part", "A", None), ("section", "I", 0), ("task", "1", 1), ("section", "II", 0), ("task", "1", 3),
        ("part", "B", None), ("section", "I", 5), ("task", "1", 6), ("part", "C", None), ("task", "1", 8),
        ("part", "D", None),
    ]  # fmt: skip


def test_attachments_hold_their_own_units():
    after = CLOSE + """
QUY CHẾ
Quản lý nhà ở
(Ban hành kèm theo Quyết định số 15/QĐ-UBND ngày 5 tháng 3 năm 2024)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Một.
Điều 2. Đối tượng
PHỤ LỤC I
DANH MỤC DỰ ÁN
(Kèm theo Quyết định số 15/QĐ-UBND)
1. Dự án A.
Mẫu số 01
GIẤY ĐỀ NGHỊ
1. Họ tên
PHỤ LỤC II
BIỂU MẪU
"""
    text, units = read("Điều 1. Ban hành Quy chế.\nĐiều 2. Hiệu lực.\n", type_="QUYẾT ĐỊNH", close=after)
    assert outline(units) == [
        "article 1 Ban hành Quy chế",
        "article 2 Hiệu lực",
        "attachment  QUY CHẾ Quản lý nhà ở",
        "  chapter I QUY ĐỊNH CHUNG",
        "    article 1 Phạm vi",
        "      clause 1 Một",
        "    article 2 Đối tượng",
        "attachment I PHỤ LỤC I DANH MỤC DỰ ÁN",
        "  clause 1 Dự án A",
        "  attachment 01 Mẫu số 01 GIẤY ĐỀ NGHỊ",
        "    clause 1 Họ tên",
        "attachment II PHỤ LỤC II BIỂU MẪU",
    ]
    assert [inside_attachment(units, i) for i in range(len(units))] == [False] * 2 + [True] * 10
    assert text[units[1].start : units[1].end] == "Điều 2. Hiệu lực."
    assert unit_name(units, 5) == "QUY CHẾ Quản lý nhà ở › Điều 1 › khoản 1"


def test_recipients_signature_and_footnotes_are_no_units():
    after = "Nơi nhận:\n1. Tỉnh ủy;\n2. Sở A;\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Bến\n"
    after += "[1] Chương trình số 30.\n[2] Chỉ thị số 27.\n"
    _, units = read("1. Một.\n2. Hai.\n", close=after)
    assert [(u.kind, u.label) for u in units] == [("task", "1"), ("task", "2")]


def test_a_second_document_behind_the_first_is_an_attachment():
    after = CLOSE + HEAD.format(type="QUYẾT ĐỊNH", title="Thành lập Tổ công tác") + (
        "Căn cứ Điều lệ;\nĐiều 1. Thành lập Tổ.\n"
        "Điều 2. Tổ có nhiệm vụ rà soát toàn bộ các khu nhà ở công nhân trên địa bàn tỉnh, "
        "báo cáo kết quả trước ngày 15 hằng tháng và đề xuất phương án sửa chữa, xây mới khi cần thiết.\n"
    )
    _, units = read("1. Một.\n2. Hai.\n", close=after)
    assert [(u.kind, u.label) for u in units] == [
        ("task", "1"), ("task", "2"), ("attachment", ""), ("article", "1"), ("article", "2"),
    ]  # fmt: skip
    assert units[2].heading == "quyết định Thành lập Tổ công tác"


def test_names_and_paths():
    text, units = read("I. MỤC ĐÍCH\n1. Sở Y tế\na) Khám.\n", close="")
    assert [unit_name(units, i) for i in range(3)] == ["Mục I", "nhiệm vụ 1", "nhiệm vụ 1 › điểm a"]
    header = parse_header(text)
    assert document_name(header) == "Kế hoạch 15/KH-UBND"
    assert heading_path_of("Kế hoạch 15/KH-UBND", units, 2) == (
        "Kế hoạch 15/KH-UBND › Mục I. MỤC ĐÍCH › nhiệm vụ 1. Sở Y tế › điểm a. Khám"
    )
    assert heading_path_of("Kế hoạch 15/KH-UBND", units, None) == "Kế hoạch 15/KH-UBND"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (Header(number="35-NQ/TW", type="nghị quyết"), "Nghị quyết 35-NQ/TW"),
        (Header(number="/KH-LĐLĐ", type="kế hoạch", title="Tháng Công nhân"), "Kế hoạch Tháng Công nhân"),
        (Header(number="12/SNV", type=None), "12/SNV"),
        (Header(), ""),
    ],
)
def test_document_names(header, name):
    assert document_name(header) == name


LINES = st.sampled_from(
    """1. Một.|2. Hai|3) Ba|1.1. Một một|1.2. Một hai|1.1.1. Sâu|a) điểm|b) điểm|đ) điểm|I. MỤC|II. MỤC|V- NĂM|A. PHẦN|
Điều 1. Một|Điều 2. Hai|Điều 5a. Năm|Điều|Chương I|QUY ĐỊNH CHUNG|Mục 2. ĐẤT|Phần thứ hai|PHỤ LỤC|Phụ lục II|Mẫu số 03|
QUY CHẾ|(Ban hành kèm theo Quyết định số 1/QĐ-A)|“Điều 9. Chín|hết.”|"1. Ngoặc|hết."|Nơi nhận:|- Như trên;|- Lưu: VT.|
CHỦ TỊCH|Lê Văn Bến|KT. CHỦ TỊCH|Số: 1/KH-UBND|KẾ HOẠCH|Trên đây là kế hoạch.|Một đoạn văn dài hơn.||""".split("|")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=60))
def test_units_are_ordered_nested_and_inside_the_text(lines):
    text = canonical("\n".join(lines))
    header = parse_header(text)
    units = parse_units(text, header)
    for i, unit in enumerate(units):
        assert 0 <= unit.start < unit.end <= len(text)
        assert not text[unit.start].isspace() and not text[unit.end - 1].isspace()
        assert i == 0 or units[i - 1].start <= unit.start
        if unit.parent is not None:
            parent = units[unit.parent]
            assert unit.parent < i
            assert parent.start <= unit.start and unit.end <= parent.end
        before = [u for u in units[:i] if u.parent == unit.parent]
        assert not before or before[-1].end <= unit.start
        assert unit_name(units, i)
    if any(u.kind == "article" and not inside_attachment(units, i) for i, u in enumerate(units)):
        assert all(u.kind != "task" for u in units)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="Điều 1234.)a\nIVX-“”\"*#|", max_size=300))
def test_any_text_has_units_that_slice(text):
    text = canonical(text)
    for unit in parse_units(text, parse_header(text)):
        assert text[unit.start : unit.end].strip() == text[unit.start : unit.end] != ""


LONG = 60_000


@pytest.mark.parametrize(
    "seed",
    [
        "“Điều 1. a\n", "x: “Điều 1. a\n", "1. a:\n", "1) a\n1/ b\n", "I. A\n", "CHỦ TỊCH\n", "TM. ỦY BAN A\n",
        "Nơi nhận:\n- a;\n", "Mẫu số 01\n", "PHỤ LỤC I\nA\n(Kèm theo)\n", "QUY CHẾ\n", "QUYẾT ĐỊNH ", "ngày ....",
        "Số: ", "V/v a\n", "(Kèm theo ", "-", "|", " ", ".", "…", "“", '"', "Điều ", "1.1.1. a\n", "Độc lập - Tự do - ",
    ],
)  # fmt: skip
def test_time_grows_with_length_only(seed):
    """Seeds that a regular expression could stumble over; a quadratic step would not end within minutes."""
    head = "UBND XÃ A\nSố: 1/KH-UBND\nA, ngày 1 tháng 2 năm 2024\nKẾ HOẠCH\n"
    for text in (seed * (LONG // len(seed)), head + seed * (LONG // len(seed))):
        text = canonical(text)
        for unit in parse_units(text, parse_header(text)):
            assert text[unit.start : unit.end]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Mục 1 Chương II của Luật Nhà ở quy định như sau", []),  # a reference that wrapped
        ("Mục 1: Mục tiêu", ["  section 1 Mục tiêu"]),
        ("Mục 1 MỤC TIÊU", ["  section 1 MỤC TIÊU"]),
    ],
)
def test_a_line_that_begins_with_muc_is_a_heading_or_a_reference(line, found):
    _, units = read(f"CHƯƠNG I\nQUY ĐỊNH CHUNG\n{line}\nĐiều 1. Phạm vi\nNội dung.\n", type_="QUY ĐỊNH")
    assert [unit for unit in outline(units) if "section" in unit] == found


@pytest.mark.parametrize(("label", "letter"), [("C", 3), ("D", 4), ("I", 10), ("V", None), ("CD", None)])
def test_a_roman_numeral_may_be_a_capital_letter(label, letter):
    reading = capital_reading(Marker("section", ROMAN, label, 1, ".", 0, 3))
    assert (reading and (reading.kind, reading.value)) == (("part", letter) if letter else None)
