"""Where the title of a cited document ends: sentences of the kind that offices write, invented, and their titles."""

import pytest

from directives.citing.citations import find_citations
from directives.models import Header


def titles(text):
    return [c.title for c in find_citations(text, Header(), ()).citations if c.kind != "law"]


MAY_DAY = "Thực hiện Kế hoạch số 12/KH-TLĐ ngày 05/01/2025 của Tổng Liên đoàn về tổ chức Tháng Công nhân"


@pytest.mark.parametrize(
    "rest",
    [
        # somebody acts
        ", Ban Thường vụ Liên đoàn Lao động tỉnh Sông Ngàn xây dựng kế hoạch như sau:",
        ", Liên đoàn Lao động tỉnh có ý kiến như sau:",
        ", Ban Tổ chức Liên đoàn Lao động tỉnh trả lời như sau:",
        ", Trung tâm Tư vấn pháp luật đã phối hợp với các đơn vị.",
        ", cấp ủy các cấp đã quan tâm lãnh đạo, chỉ đạo.",
        ", các công đoàn cơ sở tập trung thực hiện các nội dung sau.",
        ", tỉnh đã đạt nhiều kết quả.",
        # other words that a title does not hold
        ", trình Ban Thường vụ trong quý IV năm 2025.",
        ", được thực hiện chế độ trợ cấp một lần.",
        ", gồm các nội dung:",
        " và theo Điều 11 Quyết định số 53/QĐ-TTg.",
        " và việc chăm lo đoàn viên của các cấp công đoàn.",
        " có căn cứ ban hành như sau:",
        " thì chỉ được hưởng một mức hỗ trợ.",
        " (Chương trình 08) vẫn còn một số hạn chế.",
        "..",
        "...",
        "**",
        "_.",
    ],
)
def test_title_ends_before(rest):
    assert titles(MAY_DAY + rest)[0] == "về tổ chức Tháng Công nhân"


@pytest.mark.parametrize(
    "title",
    [
        "về chăm lo cho cán bộ, công chức, đoàn viên đã nghỉ hưu",
        "về công bố thủ tục mới ban hành, được sửa đổi, bổ sung trong lĩnh vực lao động",
        "về kiểm kê tài sản hằng năm (năm 2025) của các đơn vị",
        "quy định về hồ sơ, trình tự công nhận đoàn viên",
        "về việc xét thưởng và việc trao quà cho con đoàn viên",
        "về giải pháp cho cơ sở hoạt động trước ngày Luật Phòng cháy và chữa cháy có hiệu lực thi hành",
    ],
)
def test_title_goes_on(title):
    assert titles(f"Thực hiện Quyết định số 8/QĐ-UBND ngày 05/01/2025 của Ủy ban nhân dân tỉnh {title}.") == [title]


def test_a_comma_before_an_actor_of_a_list_is_no_end_outside_an_opening_clause():
    text = "Ban hành theo Kế hoạch số 5/KH-LĐLĐ về xây dựng cơ quan, đơn vị, tổ chức đã đạt chuẩn văn hóa."
    assert titles(text) == ["về xây dựng cơ quan, đơn vị, tổ chức đã đạt chuẩn văn hóa"]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "Kết luận số 2/KL-TTr ngày 27/6/2025 của Thanh tra tỉnh (trước hợp nhất) về việc thanh tra quỹ lương.",
            ["về việc thanh tra quỹ lương"],
        ),
        (
            "Nghị định số 8/2025/NĐ-CP ngày 01/7/2025 của Chính phủ (viết tắt là Nghị định số 8/2025/NĐ-CP) quy định"
            " chi tiết một số điều của Luật Giá, gồm:",
            ["quy định chi tiết một số điều của Luật Giá", None],
        ),
        # a semicolon inside the title of a basis; a new basis behind it
        (
            "Căn cứ Nghị định số 24/2025/NĐ-CP ngày 01/7/2025 của Chính phủ quy định về phân cấp; phân định thẩm quyền"
            " trong lĩnh vực công đoàn;\nCăn cứ Nghị định số 25/2025/NĐ-CP của Chính phủ về dân chủ ở cơ sở; ý kiến"
            " của các ủy viên;",
            [
                "quy định về phân cấp; phân định thẩm quyền trong lĩnh vực công đoàn",
                "về dân chủ ở cơ sở",
            ],
        ),
        (
            "- Thực hiện Nghị định số 25/2025/NĐ-CP của Chính phủ về dân chủ ở cơ sở; tổ chức đối thoại định kỳ;",
            ["về dân chủ ở cơ sở"],
        ),
        # a list whose items end without a mark; a remark on the issuer
        (
            "a) Quyết định số 12/2023/QĐ-UBND của Ủy ban nhân dân tỉnh Sông Ngàn (trước đây) quy định phân cấp mua sắm"
            " tài sản\nb) Quyết định số 57/2024/QĐ-UBND về mua sắm tài sản.",
            ["quy định phân cấp mua sắm tài sản", "về mua sắm tài sản"],
        ),
        # "được sửa đổi, bổ sung theo" a rule, not by an act
        (
            "Quyết định số 35/QĐ-UBND ngày 03/11/2025 về công bố thủ tục mới ban hành, được sửa đổi, bổ sung theo quy"
            " định phân cấp của tỉnh.",
            ["về công bố thủ tục mới ban hành, được sửa đổi, bổ sung theo quy định phân cấp của tỉnh"],
        ),
        # what a part says is no title
        ("Khoản 2 Điều 14 Nghị định số 26/2026/NĐ-CP của Chính phủ quy định các trường hợp miễn giấy phép.", [None]),
        (
            "Khoản 2 Điều 14 Nghị định số 26/2026/NĐ-CP ngày 01/02/2026 của Chính phủ quy định về hóa chất.",
            ["quy định về hóa chất"],
        ),
        (
            "SỬA ĐỔI QUY ĐỊNH TẠI QUYẾT ĐỊNH SỐ 7/2022/QĐ-UBND NGÀY 17/02/2022 CỦA ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN"
            " SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA QUY CHẾ\nCăn cứ",
            ["SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA QUY CHẾ"],
        ),
    ],
)
def test_title(text, expected):
    assert titles(text) == expected


def test_the_issuer_may_stand_behind_a_quoted_title():
    [citation] = find_citations(
        "Kế hoạch số 99/KH-LĐLĐ, ngày 01/4/2025 “Lao động giỏi, Lao động sáng tạo” của Liên đoàn Lao động tỉnh.",
        Header(),
        (),
    ).citations
    assert (citation.title, citation.issuer) == ("Lao động giỏi, Lao động sáng tạo", "Liên đoàn Lao động tỉnh")


def test_the_mark_of_internal_use_is_passed_over():
    [citation] = find_citations(
        "Theo Công văn số 719-CV/VPTW/nb ngày 01/4/2025 của Văn phòng Trung ương Đảng.", Header(), ()
    ).citations
    assert (citation.number, citation.date, citation.issuer) == (
        "719-CV/VPTW",
        "2025-04-01",
        "Văn phòng Trung ương Đảng",
    )
