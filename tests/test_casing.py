"""Names in capitals as a running text writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.casing import name_case, role_case, sentence_case


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", "Liên đoàn Lao động tỉnh Sông Ngàn"),
        ("LIÊN ĐOÀN LAO ĐỘNG THỊ XÃ BẾN LAU", "Liên đoàn Lao động thị xã Bến Lau"),
        ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "Tổng Liên đoàn Lao động Việt Nam"),
        ("ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN", "Ủy ban nhân dân tỉnh Sông Ngàn"),
        ("UỶ BAN NHÂN DÂN TỈNH LÀO CAI", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ HÀ NỘI", "Hội đồng nhân dân thành phố Hà Nội"),
        ("TỈNH ỦY SÔNG NGÀN", "Tỉnh ủy Sông Ngàn"),
        ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Bộ Lao động - Thương binh và Xã hội"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("CÔNG ĐOÀN CƠ SỞ CÔNG TY CỔ PHẦN MAY BẾN LAU", "Công đoàn cơ sở Công ty cổ phần May Bến Lau"),
        ("CĐCS CÔNG TY TNHH MAY BẾN LAU", "CĐCS Công ty TNHH May Bến Lau"),
        ("BAN TỔ CHỨC", "Ban Tổ chức"),
        ("Liên đoàn Lao động tỉnh Sông Ngàn", "Liên đoàn Lao động tỉnh Sông Ngàn"),
        ("", ""),
    ],
)
def test_names(printed, written):
    assert name_case(printed) == written


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("PHÓ CHỦ TỊCH", "Phó Chủ tịch"),
        ("CHỦ TỊCH", "Chủ tịch"),
        ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH", "KT. Chủ tịch Phó Chủ tịch"),
        ("Phó Giám đốc", "Phó Giám đốc"),
        ("", ""),
    ],
)
def test_roles(printed, written):
    assert role_case(printed) == written


@given(st.text("ABĐỦYấ KHOÀỊ -,", max_size=60))
def test_only_case_and_tone_placement_change(text):
    written = name_case(text)
    assert len(written.split()) == len(text.split())
    assert name_case(written) == written


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("QUY CHẾ TIẾP DÂN CỦA UBND TỈNH LÀO CAI", "Quy chế tiếp dân của UBND tỉnh Lào Cai"),
        ("VỀ PHÔNG LƯU TRỮ ĐẢNG CỘNG SẢN VIỆT NAM", "Về phông lưu trữ Đảng Cộng sản Việt Nam"),
        ("THI HÀNH NGHỊ ĐỊNH SỐ 61/2018/NĐ-CP CỦA CHÍNH PHỦ", "Thi hành nghị định số 61/2018/NĐ-CP của Chính phủ"),
        ("“THÁNG CÔNG NHÂN” NĂM 2024", "“Tháng công nhân” năm 2024"),
        ("CHƯƠNG TRÌNH GIAI ĐOẠN I: TỪ NĂM 2021", "Chương trình giai đoạn I: từ năm 2021"),
        ("Về việc tiếp dân của UBND", "Về việc tiếp dân của UBND"),
        ("", ""),
    ],
)
def test_sentences(printed, written):
    assert sentence_case(printed) == written
