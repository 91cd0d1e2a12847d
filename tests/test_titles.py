"""Where a title begins and ends, in the looks that Party and union offices give their headings (all invented)."""

import pytest

from directives.headers.header import parse_header

PARTY_LETTER = "ĐẢNG BỘ TỈNH SÔNG NGÀN\nĐẢNG ỦY PHƯỜNG BẾN ĐÒ\n*\nSố 61-CV/ĐU\n"


@pytest.mark.parametrize(
    ("text", "type_", "title"),
    [
        pytest.param(
            f"{PARTY_LETTER}Về đăng ký lịch làm việc và mời dự\nHội nghị sơ kết thực hiện Nghị quyết 09-NQ/TU\n"
            "Kính gửi: Các chi bộ trực thuộc\nThực hiện Kế hoạch số 5-KH/TU",
            "công văn",
            "Về đăng ký lịch làm việc và mời dự Hội nghị sơ kết thực hiện Nghị quyết 09-NQ/TU",
            id="a letter's subject need not say 'về việc'",
        ),
        pytest.param(
            f"{PARTY_LETTER}Về quán triệt các quy định\nngày 15 tháng 3 năm 2031 của Ban Bí thư\n"
            "Kính gửi: Các chi bộ trực thuộc\nThực hiện Kế hoạch số 5-KH/TU",
            "công văn",
            "Về quán triệt các quy định ngày 15 tháng 3 năm 2031 của Ban Bí thư",
            id="a date in the subject is no date of the letter",
        ),
        pytest.param(
            f"{PARTY_LETTER}Về công tác này, Đảng ủy có ý kiến như sau.\nĐề nghị các chi bộ thực hiện.",
            "công văn",
            None,
            id="without an addressee 'Về …' is text",
        ),
        pytest.param(
            "Số 7-TB/ĐU\nTHÔNG BÁO\nKẾT LUẬN CỦA BAN THƯỜNG VỤ ĐẢNG ỦY\nVề kết quả kiểm tra chi bộ Bến Đò\n"
            "năm 2031\n-----\nThực hiện Kế hoạch số 13-KH/TU",
            "thông báo",
            "KẾT LUẬN CỦA BAN THƯỜNG VỤ ĐẢNG ỦY Về kết quả kiểm tra chi bộ Bến Đò năm 2031",
            id="what the conclusion is about",
        ),
        pytest.param(
            "Số 8-KH/TU\nKẾ HOẠCH\nTHỰC HIỆN NGHỊ QUYẾT SỐ 98-NQ/TW CỦA BỘ CHÍNH TRỊ\n"
            "về phát triển kinh tế ven sông đến năm 2035\nI. MỤC ĐÍCH",
            "kế hoạch",
            "THỰC HIỆN NGHỊ QUYẾT SỐ 98-NQ/TW CỦA BỘ CHÍNH TRỊ về phát triển kinh tế ven sông đến năm 2035",
            id="a title in capitals that goes on in small letters",
        ),
        pytest.param(
            "Số 9-KH/TU\nKẾ HOẠCH\nKIỂM TRA CÁC CHI BỘ NĂM 2031\n\nVề việc này, Ban Thường vụ đã họp.\nI. MỤC ĐÍCH",
            "kế hoạch",
            "KIỂM TRA CÁC CHI BỘ NĂM 2031",
            id="text after a blank line",
        ),
        pytest.param(
            "ĐẢNG ỦY PHƯỜNG BẾN ĐÒ\nSố 4-BC/ĐU\nBÁO CÁO NGÀY 11 THÁNG 9 NĂM 2031\nVỀ CÔNG TÁC NỘI CHÍNH\n"
            "Danh sách chuyên viên phụ trách",
            "báo cáo",
            "VỀ CÔNG TÁC NỘI CHÍNH",
            id="a report named by its day",
        ),
        pytest.param(
            "Số 3-TTr/ĐU\nTỜ TRÌNH\nVề thành lập các cơ quan tham mưu, giúp việc của Đảng ủy, cơ quan\n"
            "Kiểm tra Đảng ủy, cơ quan Mặt trận Tổ quốc và các phòng chuyên môn thuộc\nỦy ban nhân dân phường Bến Đò\n"
            "Kính gửi: Ban Thường vụ Tỉnh ủy\nCăn cứ Điều lệ Đảng",
            "tờ trình",
            "Về thành lập các cơ quan tham mưu, giúp việc của Đảng ủy, cơ quan Kiểm tra Đảng ủy, cơ quan Mặt trận "
            "Tổ quốc và các phòng chuyên môn thuộc Ủy ban nhân dân phường Bến Đò",
            id="all lines above the addressee of a proposal",
        ),
    ],
)
def test_titles(text: str, type_: str, title: str | None) -> None:
    header = parse_header(text)
    assert (header.type, header.title) == (type_, title)


def test_a_report_named_by_its_day_is_of_that_day() -> None:
    header = parse_header("ĐẢNG ỦY PHƯỜNG BẾN ĐÒ\nSố 4-BC/ĐU\nBÁO CÁO NGÀY 11 THÁNG 9 NĂM 2031\nVỀ CÔNG TÁC NỘI CHÍNH")
    assert (header.date, header.place) == ("2031-09-11", None)
