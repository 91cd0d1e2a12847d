"""The tables of bodies and provinces as data, and when two names mean one body."""

import pytest

from directives.issuers import (
    by_abbreviation,
    contradict,
    identify,
    issuers,
    known_name_at,
    predecessors,
    provinces,
    provinces_on,
    signs_with,
)
from directives.text import fold
from directives.types import TYPES

FORMER = (
    "An Giang|Bà Rịa - Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định|Bình Phước|Bình Thuận"
    "|Cà Mau|Cao Bằng|Cần Thơ|Đà Nẵng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội"
    "|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|Hồ Chí Minh|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu"
    "|Lạng Sơn|Lào Cai|Lâm Đồng|Long An|Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam"
    "|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế"
    "|Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái"
).split("|")
PRESENT = (
    "An Giang|Bắc Ninh|Cà Mau|Cao Bằng|Cần Thơ|Đà Nẵng|Đắk Lắk|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Nội|Hà Tĩnh"
    "|Hải Phòng|Hồ Chí Minh|Huế|Hưng Yên|Khánh Hòa|Lai Châu|Lạng Sơn|Lào Cai|Lâm Đồng|Nghệ An|Ninh Bình|Phú Thọ"
    "|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sơn La|Tây Ninh|Thái Nguyên|Thanh Hóa|Tuyên Quang|Vĩnh Long"
).split("|")


def names(day):
    return sorted(p.name for p in provinces_on(day))


def test_provinces_before_and_after_the_mergers_of_2025():
    assert names("2024-12-31") == sorted(FORMER) and len(FORMER) == 63
    assert names("2025-07-01") == sorted(PRESENT) and len(PRESENT) == 34
    assert len(names("2025-03-01")) == 63 and "Huế" in names("2025-03-01")
    assert sum(p.kind == "thành phố" for p in provinces_on("2025-07-01")) == 6


@pytest.mark.parametrize(
    "former, present",
    [
        ("yen-bai", "Lào Cai"), ("lao-cai", "Lào Cai"), ("ha-giang", "Tuyên Quang"), ("bac-kan", "Thái Nguyên"),
        ("vinh-phuc", "Phú Thọ"), ("hoa-binh", "Phú Thọ"), ("bac-giang", "Bắc Ninh"), ("thai-binh", "Hưng Yên"),
        ("hai-duong", "Hải Phòng"), ("nam-dinh", "Ninh Bình"), ("ha-nam", "Ninh Bình"), ("quang-binh", "Quảng Trị"),
        ("quang-nam", "Đà Nẵng"), ("kon-tum", "Quảng Ngãi"), ("binh-dinh", "Gia Lai"), ("ninh-thuan", "Khánh Hòa"),
        ("dak-nong", "Lâm Đồng"), ("binh-thuan", "Lâm Đồng"), ("phu-yen", "Đắk Lắk"), ("binh-duong", "Hồ Chí Minh"),
        ("ba-ria-vung-tau", "Hồ Chí Minh"), ("binh-phuoc", "Đồng Nai"), ("long-an", "Tây Ninh"),
        ("soc-trang", "Cần Thơ"), ("hau-giang", "Cần Thơ"), ("ben-tre", "Vĩnh Long"), ("tra-vinh", "Vĩnh Long"),
        ("tien-giang", "Đồng Tháp"), ("bac-lieu", "Cà Mau"), ("kien-giang", "An Giang"), ("thua-thien-hue", "Huế"),
    ],
)  # fmt: skip
def test_successor_of_a_province(former, present):
    by_id = {p.id: p for p in provinces()}
    assert by_id[by_id[former].successor].name == present


def test_the_tables_are_sound():
    for rows in (issuers(), provinces()):
        ids = [row.id for row in rows]
        assert len(ids) == len(set(ids))
        by_id = {row.id: row for row in rows}
        for row in rows:
            assert row.name.strip() == row.name and row.name
            assert not row.valid_from or not row.valid_to or row.valid_from <= row.valid_to
            if row.successor:
                assert row.valid_to and by_id[row.successor].id != row.id
                following = by_id[row.successor].valid_from
                assert not following or following > row.valid_to, row.id
    assert {i.family for i in issuers()} == {"party", "state", "union", "front", "court"}
    assert {i.level for i in issuers()} == {"central", "province", "district", "any", "open"}


def test_one_name_means_one_thing_at_a_time():
    rows = [(p.name, p.valid_from, p.valid_to or "9999") for p in provinces()]
    rows += [(n, i.valid_from, i.valid_to or "9999") for i in issuers() for n in (i.name, *i.aliases)]
    for index, (name, first, last) in enumerate(rows):
        for other, other_first, other_last in rows[index + 1 :]:
            assert name != other or last < other_first or other_last < first, name


def test_no_body_is_called_like_a_type_of_document():
    assert not {fold(n) for i in issuers() for n in (i.name, *i.aliases)} & {fold(t.name) for t in TYPES}


@pytest.mark.parametrize(
    "ended, successor",
    [
        ("Bộ Kế hoạch và Đầu tư", "Bộ Tài chính"),
        ("Bộ Giao thông vận tải", "Bộ Xây dựng"),
        ("Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Nông nghiệp và Môi trường"),
        ("Bộ Tài nguyên và Môi trường", "Bộ Nông nghiệp và Môi trường"),
        ("Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ"),
        ("Bộ Lao động - Thương binh và Xã hội", "Bộ Nội vụ"),
        ("Ủy ban Dân tộc", "Bộ Dân tộc và Tôn giáo"),
        ("Ban Tuyên giáo Trung ương", "Ban Tuyên giáo và Dân vận Trung ương"),
        ("Ban Dân vận Trung ương", "Ban Tuyên giáo và Dân vận Trung ương"),
    ],
)
def test_bodies_merged_in_2025(ended, successor):
    by_name = {i.name: i for i in issuers()}
    by_id = {i.id: i for i in issuers()}
    assert by_id[by_name[ended].successor].name == successor
    assert by_name[ended].valid_to in ("2025-01-31", "2025-02-28")


def test_fourteen_ministries_and_three_bodies_of_their_rank_today():
    today = {i.name for i in issuers() if i.level == "central" and not i.valid_to}
    ministries = {name for name in today if name.startswith("Bộ ") and name != "Bộ Chính trị"}
    assert len(ministries) == 14
    assert {"Thanh tra Chính phủ", "Ngân hàng Nhà nước Việt Nam", "Văn phòng Chính phủ"} <= today


@pytest.mark.parametrize(
    "surface, group, level, place",
    [
        ("Bộ Chính trị", "tw", None, None),
        ("Hội nghị lần thứ sáu Ban Chấp hành Trung ương Khóa XII", "tw", None, None),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "tw", None, None),
        ("Ban Thường vụ Tỉnh ủy Lào Cai", "tu", "province", "lao cai"),
        ("BCH Đảng bộ tỉnh", "tu", "province", None),
        ("Tỉnh uỷ Sông Ngàn khóa XVI", "tu", "province", "song ngan"),
        ("Ủy ban nhân dân tỉnh", "ubnd", "province", None),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN", "ubnd", "province", "song ngan"),
        ("UBND Thành phố", "ubnd", None, None),
        ("UBND thành phố Cần Thơ", "ubnd", "province", "can tho"),
        ("HĐND TP. Hồ Chí Minh", "hdnd", "province", "ho chi minh"),
        ("UBND xã Bát Xát", "ubnd", "commune", "xa bat xat"),
        ("Huyện ủy Đồng Mây", "hu", "district", "dong may"),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "vpcp", None, None),
        ("Trưởng Ban Tuyên giáo và Dân vận Trung ương", "btgdvtw", None, None),
        ("Bộ Lao động, Thương binh & Xã hội", "bldtbxh", None, None),
        ("Giám đốc Sở Văn hoá, Thể thao và Du lịch", "svhttdl", "province", None),
        ("Đoàn Chủ tịch Tổng Liên đoàn", "tld", None, None),
        ("Ban Thường vụ LĐLĐ tỉnh Sông Ngàn", "ldld", "province", "song ngan"),
        ("Chủ tịch nước", "ctn", None, None),
    ],
)
def test_identify(surface, group, level, place):
    identity = identify(surface)
    assert identity is not None
    assert (identity.group, identity.level, identity.place) == (group, level, place)


def test_unknown_bodies_are_not_identified():
    assert identify("Tổ công tác số 5") is None
    assert identify("Nguyễn Văn A") is None


@pytest.mark.parametrize(
    "cited, held, citing, expected",
    [
        ("Bộ Chính trị", "BAN CHẤP HÀNH TRUNG ƯƠNG", None, False),
        ("Tỉnh ủy", "TỈNH ỦY LÀO CAI", "UBND tỉnh Lào Cai", False),
        ("Tỉnh ủy Lào Cai", "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH LÀO CAI", None, False),
        ("UBND tỉnh", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", None, False),
        ("UBND tỉnh", "ỦY BAN NHÂN DÂN TỈNH YÊN BÁI", "UBND tỉnh Lào Cai", False),  # merged into Lào Cai
        ("UBND tỉnh", "ỦY BAN NHÂN DÂN TỈNH SƠN LA", "UBND tỉnh Lào Cai", True),
        ("UBND tỉnh Sơn La", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", None, True),
        ("UBND tỉnh", "ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY", None, True),
        ("Liên đoàn Lao động tỉnh", "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", "LĐLĐ huyện Đồng Mây", False),
        ("Bộ Nội vụ", "CHÍNH PHỦ", None, True),
        ("Thủ tướng Chính phủ", "CHÍNH PHỦ", None, True),
        (None, "CHÍNH PHỦ", None, False),
        ("Bộ Nội vụ", None, None, False),
        ("Tổ công tác", "CHÍNH PHỦ", None, False),
    ],
)
def test_contradict(cited, held, citing, expected):
    assert contradict(cited, held, citing) is expected


def test_predecessors_are_the_provinces_that_went_into_one():
    assert predecessors("lao cai") == {"lao cai", "yen bai"}
    assert predecessors("ha noi") == {"ha noi", "ha tay"}
    assert predecessors("song ngan") == {"song ngan"}


@pytest.mark.parametrize(
    "surface, symbol, expected",
    [
        ("Bộ Tài chính", "BTC-PTHT", True),
        ("Thủ tướng Chính phủ", "QĐ-TTg", True),
        ("Thủ tướng Chính phủ", "VPCP-QHĐP", False),
        ("Giám đốc Sở Nội vụ", "TTr-SNV", True),
        ("Tổng Bí thư", "TB-VPTW", None),
        ("Bộ Tài chính", "XYZ-K", None),
    ],
)
def test_signs_with(surface, symbol, expected):
    assert signs_with(surface, symbol) is expected


def test_abbreviations_over_time():
    assert [i.name for i in by_abbreviation("BTGDVTW")] == ["Ban Tuyên giáo và Dân vận Trung ương"]
    assert [i.name for i in by_abbreviation("blđtbxh")] == ["Bộ Lao động - Thương binh và Xã hội"]
    assert by_abbreviation("XYZ") == ()


@pytest.mark.parametrize(
    "text, end",
    [
        ("Bộ Văn hóa, Thể thao và Du lịch quy định", 31),
        ("Bộ Nông nghiệp và Phát triển nông thôn", 38),
        ("Ban Tổ chức Trung ương hướng dẫn", 22),
        ("Bộ phận một cửa", None),
    ],
)
def test_known_names_end_where_they_end(text, end):
    known = known_name_at(fold(text), 0)
    assert (known[0] if known else None) == end
