"""Laws named by title: where the name ends, what is no law, and the table as data."""

import pytest

from directives.citing.resolution import law_key
from directives.laws import find_law_names, known_laws, law_of_alias, title_key
from directives.text import fold


def names(text):
    return [text[law.start : law.end] for law in find_law_names(text, fold(text))]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("theo Luật Lâm nghiệp, Luật Đất đai; các quy định", ["Luật Lâm nghiệp", "Luật Đất đai"]),
        ("Luật Quản lý, sử dụng tài sản công và Nghị định", ["Luật Quản lý, sử dụng tài sản công"]),
        ("Luật Bảo vệ và kiểm dịch thực vật về", ["Luật Bảo vệ và kiểm dịch thực vật"]),
        ("Luật đấu thầu về lựa chọn nhà thầu", ["Luật đấu thầu"]),
        ("LUẬT PHÒNG CHÁY, CHỮA CHÁY VÀ CỨU NẠN, CỨU HỘ này", ["LUẬT PHÒNG CHÁY, CHỮA CHÁY VÀ CỨU NẠN, CỨU HỘ"]),
        ("Bộ luật Lao động Việt Nam năm 2019", ["Bộ luật Lao động Việt Nam"]),
        ("Bộ Luật lao động; Luật An toàn vệ sinh lao động", ["Bộ Luật lao động", "Luật An toàn vệ sinh lao động"]),
        ("Luật Bảo hiểm xã hội (sửa đổi), Luật Việc làm (sửa đổi)", ["Luật Bảo hiểm xã hội", "Luật Việc làm"]),
        ("Pháp lệnh Ưu đãi người có công với cách mạng", ["Pháp lệnh Ưu đãi người có công với cách mạng"]),
        ("Luật Đường sông ngầm và các văn bản", ["Luật Đường sông ngầm"]),  # not in the table
        ("Luật Ban hành văn bản quy\nphạm pháp luật được", ["Luật Ban hành văn bản quy\nphạm pháp luật"]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Giá, Luật Thuế xuất khẩu, thuế nhập khẩu ngày 25/6/2025",
            [
                "Luật sửa đổi, bổ sung một số điều của Luật Giá, Luật Thuế xuất khẩu, thuế nhập khẩu",
                "Luật Giá",
                "Luật Thuế xuất khẩu, thuế nhập khẩu",
            ],
        ),
        ("Luật sửa đổi, bổ sung;", []),
        ("Luật sửa đổi một\nsố điều của Luật Giá", ["Luật sửa đổi một\nsố điều của Luật Giá", "Luật Giá"]),
        # in small letters, if the table has it
        ("theo luật bảo hiểm xã hội, luật BHXH và luật sông ngầm", ["luật bảo hiểm xã hội", "luật BHXH"]),
        ("pháp luật bảo hiểm xã hội; ngành luật dân sự; kỷ luật lao động; môn luật hình sự", []),
        ("Luật Phòng, chống HIV/AIDS (HIV/AIDS)", ["Luật Phòng, chống HIV/AIDS"]),
        ("Luật này; Luật và các nghị định; luật sư; Luật sư; kỷ luật; PHÁP LUẬT; hệ thống pháp luật", []),
        ("Trường Đại học Luật Hà Nội; Hội Luật gia; Luật số 12/2012/QH13", []),
        ("trình dự thảo Luật\nTháng 12/2026", []),
    ],
)  # fmt: skip
def test_where_a_name_ends(text, expected):
    assert names(text) == expected


def test_the_table_is_sound():
    laws = known_laws()
    assert len(laws) > 250
    assert {law.type for law in laws} == {"luật", "bộ luật", "pháp lệnh"}
    assert len({(law.type, law.title) for law in laws}) == len(laws)
    aliases = [title_key(alias) for law in laws for alias in law.aliases]
    titles = {title_key(law.title) for law in laws}
    assert not set(aliases) & titles
    assert all(law.title.strip() == law.title and law.title for law in laws)


@pytest.mark.parametrize("law", known_laws(), ids=lambda law: f"{law.type} {law.title}")
def test_every_known_name_is_read_whole(law):
    text = f"Căn cứ {law.type.capitalize()} {law.title} và các văn bản khác."
    assert f"{law.type.capitalize()} {law.title}" in names(text)


@pytest.mark.parametrize(
    "type_, title, expected",
    [
        ("luật", "Công đoàn", "LAW|luat|cong doan"),
        ("luật", "LUẬT CÔNG ĐOÀN", "LAW|luat|cong doan"),
        ("luật", "BHXH", "LAW|luat|bao hiem xa hoi"),
        ("luật", "An toàn, vệ sinh lao động", "LAW|luat|an toan ve sinh lao dong"),
        ("bộ luật", "Lao động", "LAW|bo luat|lao dong"),
        ("nghị định", "Công đoàn", None),
        ("luật", None, None),
        ("luật", "Luật", None),
    ],
)
def test_law_key(type_, title, expected):
    assert law_key(type_, title) == expected


def test_an_alias_stands_for_its_law():
    assert law_of_alias("ATVSLĐ") == title_key("An toàn, vệ sinh lao động")
    assert law_of_alias("Giá") == "gia"
