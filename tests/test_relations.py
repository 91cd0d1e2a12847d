"""The table of relations as data, and what the words before a citation make of it."""

import pytest

from directives.citing.citations import find_citations
from directives.citing.relations import triggers
from directives.models import Header, Span, Unit

RELATIONS = {
    "can_cu", "thuc_hien", "sua_doi_bo_sung", "thay_the", "bai_bo", "huong_dan", "dinh_chinh", "tra_loi",
    "ban_hanh_kem_theo", "dan_chieu",
}  # fmt: skip


def test_the_table_is_sound():
    rows = [row for rows in triggers().values() for row in rows]
    assert {row.relation for row in rows} == RELATIONS
    assert {row.place for row in rows} == {"any", "act", "start", "preamble", "after"}
    assert {row.cited for row in rows} == {"", "plan", "norm"}
    assert all(0 < row.reach <= 300 and 0 < row.priority <= 100 for row in rows)
    assert all(row.phrase == row.phrase.lower().strip() and "," not in row.phrase for row in rows)
    keys = [(row.phrase, row.place, row.cited, row.types) for row in rows]
    assert len(keys) == len(set(keys))


TEXT = "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN\nSố: 7/{symbol}\n{type}\n{title}\n{preamble}\n{body}\n"


def relations(body="", preamble="", title="Về công tác", type_="kế hoạch", symbol="KH-UBND"):
    text = TEXT.format(symbol=symbol, type=type_.upper(), title=title, preamble=preamble, body=body)
    heading = Span(0, text.index(title) + len(title))
    start = text.index(body) if body else len(text)
    units = (Unit("article", "1", "", start, len(text), None),) if body else ()
    header = Header(number=f"7/{symbol}", type=type_, heading=heading)
    return [c.relation for c in find_citations(text, header, units).citations if c.kind != "self"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Căn cứ Luật Giá số 16/2023/QH15; Nghị định số 85/2024/NĐ-CP của Chính phủ;", ["can_cu", "can_cu"]),
        ("- Căn cứ Quy định số 41-QĐ/TW ngày 03/11/2021 của Bộ Chính trị;", ["can_cu"]),
        (
            "Căn cứ Nghị định số 78/2025/NĐ-CP quy định chi tiết thi hành Luật Giá được sửa đổi, bổ sung bởi Nghị định"
            " số 187/2025/NĐ-CP; Nghị định số 79/2025/NĐ-CP;",
            ["can_cu", "huong_dan", "dan_chieu", "can_cu"],
        ),
        (
            "Căn cứ Nghị định số 3/2025/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 1/2022/NĐ-CP;",
            ["can_cu", "sua_doi_bo_sung"],
        ),
        (
            "Xét Tờ trình số 42/TTr-UBND ngày 21/11/2025; Báo cáo thẩm tra số 11/BC-BPC ngày 22/11/2025;",
            ["tra_loi", "dan_chieu"],
        ),
        ("Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 9/TTr-SNV ngày 03/4/2025.", ["tra_loi"]),
        ("Trên cơ sở Công văn số 12/TCT-CS ngày 04/4/2024 của Tổng cục Thuế;", ["can_cu"]),
        ("Căn cứ ý kiến chỉ đạo của Tỉnh ủy tại Công văn số 123-CV/TU ngày 02/5/2025;", ["can_cu"]),
        (
            "Căn cứ các nghị định quy định chi tiết Luật Quy hoạch (số 37/2019/NĐ-CP);",
            ["huong_dan", "dan_chieu"],
        ),
        (
            "Thực hiện Chỉ thị số 50-CT/TW của Ban Bí thư; Quy định số 339-QĐ/TW; Hướng dẫn số 42-HD/BTCTW, Ban"
            " Thường vụ ban hành kế hoạch.",
            ["thuc_hien", "thuc_hien", "thuc_hien"],
        ),
    ],
)
def test_preamble(text, expected):
    assert relations(preamble=text, body="Điều 1. Thi hành.") == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        # the mandate
        ("a) Tiếp tục triển khai thực hiện đầy đủ, hiệu quả Nghị quyết số 21-NQ/TW.", ["thuc_hien"]),
        ("a) Chăm lo đoàn viên theo Kế hoạch số 376/KH-TLĐ ngày 08/11/2023.", ["thuc_hien"]),
        ("a) Học tập theo tinh thần Kết luận số 01-KL/TW và Chỉ thị số 05-CT/TW.", ["thuc_hien", "thuc_hien"]),
        ("a) Cụ thể hóa nhiệm vụ đề ra tại Nghị quyết số 57-NQ/TW.", ["thuc_hien"]),
        ("a) Tổng kết việc thực hiện Chỉ thị số 45-CT/TW.", ["thuc_hien"]),
        # a norm that is applied is referred to
        ("a) Thực hiện theo quy định tại khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP.", ["dan_chieu"]),
        ("a) Chi trả theo Thông tư số 2/2021/TT-BYT.", ["dan_chieu"]),
        ("a) Theo quy định của Luật Đất đai, Luật Nhà ở.", ["dan_chieu", "dan_chieu"]),
        ("a) Áp dụng Nghị định số 30/2020/NĐ-CP.", ["dan_chieu"]),
        ("a) Nhiệm vụ theo Quyết định số 496/QĐ-TTg và Thông tư số 34/2023/TT-BYT.", ["thuc_hien", "dan_chieu"]),
        # căn cứ in the body is no basis
        ("Lưu ý: Căn cứ Quy định số 377-QĐ/TW, các cơ quan rà soát.", ["dan_chieu"]),
        ("b) Gồm “Căn cứ Luật Giá; Xét đề nghị của Bộ Nội vụ,” Quyết định số 22/2025/QĐ-TTg.", ["can_cu", "dan_chieu"]),
        # who only makes an act known does not carry it out
        ("a) Quán triệt sâu rộng Chỉ thị số 50-CT/TW.", ["dan_chieu"]),
        ("a) Quán triệt và thực hiện Chỉ thị số 50-CT/TW.", ["thuc_hien"]),
        ("a) Hoàn thành nhiệm vụ được giao tại Kế hoạch số 9/KH-LĐLĐ.", ["thuc_hien"]),
        ("a) Rà soát quy hoạch theo Chỉ thị số 38/2005/CT-TTg.", ["thuc_hien"]),
        ("a) Triển khai thực hiện các văn bản của cấp trên, nhất là: Chỉ thị số 50-CT/TW.", ["thuc_hien"]),
        (
            "a) Các nghị định quy định chi tiết Luật Giá; Nghị quyết số 10-NQ/TW.",
            ["huong_dan", "dan_chieu"],
        ),
        # in parentheses
        ("a) Thực hiện Chỉ thị số 27/CT-TTg (sau đây viết tắt là Chỉ thị số 27/CT-TTg).", ["thuc_hien", "dan_chieu"]),
        (
            "a) Thực hiện Chỉ thị số 27/CT-TTg (sau đây gọi là Chỉ thị số 27/CT-TTg); Công văn số 6/BYT-CDS.",
            ["thuc_hien", "dan_chieu", "thuc_hien"],
        ),
        # what the document itself does to others
        ("2. Kế hoạch này thay thế Kế hoạch số 9/KH-UBND ngày 02/3/2020.", ["thay_the"]),
        ("2. Có hiệu lực và thay thế các Hướng dẫn số 16-HD/BTCTW, Hướng dẫn số 21-HD/BTCTW.", ["thay_the"] * 2),
        ("Điều 1. Bãi bỏ Quyết định số 181/2006/QĐ-BQP ngày 31/10/2006.", ["bai_bo"]),
        ("1. Bãi bỏ quy định tại khoản 2 Điều 20 Thông tư số 55/2023/TT-BTC.", ["bai_bo"]),
        ("Điều 2. Thay thế, bãi bỏ một số quy định của Thông tư số 55/2023/TT-BTC như sau:", ["sua_doi_bo_sung"]),
        ("Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 55/2023/TT-BTC như sau:", ["sua_doi_bo_sung"]),
        (
            "1. Quyết định số 22/2019/QĐ-UBND về sửa đổi, bổ sung một số điều của Quy định ban hành kèm theo Quyết định"
            " số 15/2014/QĐ-UBND.",
            ["dan_chieu", "sua_doi_bo_sung"],
        ),
        ("1. Kế hoạch này quy định biện pháp thi hành một số điều của Nghị quyết số 201/2025/QH15.", ["huong_dan"]),
        ("Đính chính Quyết định số 8/QĐ-UBND.", ["dinh_chinh"]),
        ("Phúc đáp Công văn số 12/SNV-CCVC.", ["tra_loi"]),
        # what others are asked to do to them
        ("1. Về đề nghị sửa đổi, bổ sung Nghị định số 76/2019/NĐ-CP: Giao Bộ Nội vụ.", ["dan_chieu"]),
        ("1. Sở Nội vụ tham mưu sửa đổi hoặc bãi bỏ Quyết định số 76/QĐ-UBND.", ["dan_chieu"]),
        ("1. Tham mưu Chính phủ ban hành Nghị định thay thế Nghị định số 22/2012/NĐ-CP.", ["dan_chieu"]),
        ("Bộ hướng dẫn sửa đổi và bổ sung một số điểm của Thông tư số 40/2000/TT-BTC.", ["sua_doi_bo_sung"]),
        ("2. Kế hoạch này thay thế Kế hoạch số 9/KH-UBND và bãi bỏ Công văn số 8/UBND-VX.", ["thay_the", "bai_bo"]),
        ("2. Bãi bỏ cụm từ “cấp huyện” tại điểm a khoản 1 Điều 3 Nghị quyết số 3/2024/NQ-HĐND.", ["sua_doi_bo_sung"]),
        (
            "2. Bãi bỏ các Quyết định sau:\na) Quyết định số 12/2023/QĐ-UBND về định mức xe\nb) Quyết định số"
            " 57/2024/QĐ-UBND về định mức máy.",
            ["bai_bo", "bai_bo"],
        ),
        # words quoted for replacement
        ("5. Thay thế cụm từ “Quyết định số 1719/QĐ-TTg” bằng “Quyết định số 920/QĐ-TTg”.", ["dan_chieu", "dan_chieu"]),
        ("Chương trình ban hành kèm theo Quyết định số 920/QĐ-TTg.", ["ban_hanh_kem_theo"]),
    ],
)  # fmt: skip
def test_body(text, expected):
    assert relations(body=text) == expected


@pytest.mark.parametrize(
    "title, type_, expected",
    [
        ("Thực hiện Chỉ thị số 27/CT-TTg ngày 15/8/2024 của Thủ tướng Chính phủ", "kế hoạch", "thuc_hien"),
        ("MỘT SỐ NỘI DUNG QUY ĐỊNH SỐ 377-QĐ/TW NGÀY 08/10/2025", "hướng dẫn", "huong_dan"),
        ("BÃI BỎ QUYẾT ĐỊNH SỐ 181/2006/QĐ-BQP", "thông tư", "bai_bo"),
        ("SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA THÔNG TƯ SỐ 55/2023/TT-BTC", "thông tư", "sua_doi_bo_sung"),
        ("Quy định chi tiết và biện pháp thi hành Nghị quyết số 201/2025/QH15", "nghị định", "huong_dan"),
    ],
)
def test_heading(title, type_, expected):
    assert relations(title=title, type_=type_, body="Điều 1. Thi hành.") == [expected]
