"""What is found in a text: a line is a sentence and what its citations are, with the reason above it.

Province, bodies and sentences are invented; numbers of laws and Party documents are facts.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.citing.citations import find_citations
from directives.models import Header, Span
from directives.reference.numbers import parse_number

N, P, L, B = "numbered", "partial", "law", "blank"

# text, then (surface, kind, type, date, issuer, relation, title) for each citation
TABLE = [
    # bodies by their abbreviations; "tiếp theo" at the end of a title belongs to it
    (
        "Nghị quyết 98-NQ/TW của BCT ngày 12/6/2031 về phát triển kinh tế ven sông năm 2031 và các năm tiếp theo.",
        [
            (
                "98-NQ/TW",
                N,
                "nghị quyết",
                "2031-06-12",
                "BCT",
                "dan_chieu",
                "về phát triển kinh tế ven sông năm 2031 và các năm tiếp theo",
            ),
        ],
    ),
    (
        "Thực hiện Chỉ thị 97-CT/TW của BBT và Quyết định 96-QĐ/TU của BTVTU.",
        [
            ("97-CT/TW", N, "chỉ thị", None, "BBT", "thuc_hien", None),
            ("96-QĐ/TU", N, "quyết định", None, "BTVTU", "thuc_hien", None),
        ],
    ),
    # a body that issues, before the number
    (
        "Hôm qua, Liên đoàn Lao động tỉnh Sông Ngàn vừa ban hành Kế hoạch số 31/KH-LĐLĐ về tuyên truyền.",
        [
            (
                "31/KH-LĐLĐ",
                N,
                "kế hoạch",
                None,
                "Liên đoàn Lao động tỉnh Sông Ngàn",
                "dan_chieu",
                "về tuyên truyền",
            ),
        ],
    ),
    (
        "Ban Thường vụ Tỉnh ủy Sông Ngàn đã ban hành Chỉ thị số 17 về việc bảo vệ rừng.",
        [("17", P, "chỉ thị", None, "Ban Thường vụ Tỉnh ủy Sông Ngàn", "dan_chieu", "về việc bảo vệ rừng")],
    ),
    # types and numbers
    (
        "Thực hiện Kế hoạch số 15/KH-LĐLĐ ngày 02/3/2024 của Liên đoàn Lao động tỉnh Sông Ngàn.",
        [
            ("15/KH-LĐLĐ", N, "kế hoạch", "2024-03-02", "Liên đoàn Lao động tỉnh Sông Ngàn", "thuc_hien", None),
        ],
    ),
    (
        "Theo Kế hoạch thanh tra số 16/KH-TTr ngày 02/3/2024 của Thanh tra tỉnh.",
        [
            ("16/KH-TTr", N, "kế hoạch thanh tra", "2024-03-02", "Thanh tra tỉnh", "dan_chieu", None),
        ],
    ),
    (
        "Báo cáo giải trình, tiếp thu số 47/BC-UBND ngày 25 tháng 11 năm 2025 của Ủy ban nhân dân tỉnh.",
        [
            ("47/BC-UBND", N, "báo cáo giải trình, tiếp thu", "2025-11-25", "Ủy ban nhân dân tỉnh", "dan_chieu", None),
        ],
    ),
    (
        "Thông báo Kết luận số 49/TB-VPCP ngày 07 tháng 02 năm 2024 của Văn phòng Chính phủ.",
        [
            ("49/TB-VPCP", N, "thông báo kết luận", "2024-02-07", "Văn phòng Chính phủ", "dan_chieu", None),
        ],
    ),
    (
        "Chương trình hành động 39/CTr-TLĐ, ngày 07/3/2008 của Ban Chấp hành Tổng Liên đoàn.",
        [
            (
                "39/CTr-TLĐ",
                N,
                "chương trình hành động",
                "2008-03-07",
                "Ban Chấp hành Tổng Liên đoàn",
                "dan_chieu",
                None,
            ),
        ],
    ),
    (
        "Quyết định của Bộ trưởng Bộ Nội vụ số 12/QĐ-BNV ngày 03/4/2023 về thi đua.",
        [
            ("12/QĐ-BNV", N, "quyết định", "2023-04-03", "Bộ trưởng Bộ Nội vụ", "dan_chieu", "về thi đua"),
        ],
    ),
    (
        "Quy định\n\nsố 36-QĐ/TU của Tỉnh ủy về học tập và làm theo gương sáng.",
        [
            ("36-QĐ/TU", N, "quy định", None, "Tỉnh ủy", "dan_chieu", "về học tập và làm theo gương sáng"),
        ],
    ),
    (
        "(Số 1226/QĐ-BVHTTDL ngày 29/4/2025)",
        [
            ("1226/QĐ-BVHTTDL", N, None, "2025-04-29", None, "dan_chieu", None),
        ],
    ),
    # dates
    (
        "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.",
        [
            ("30/2020/NĐ-CP", N, "nghị định", "2020-03-05", "Chính phủ", "dan_chieu", "về công tác văn thư"),
        ],
    ),
    (
        "Nghị định số 98/2019/NĐ-CP ngày 27 năm 12 năm 2019 của Chính phủ.",
        [
            ("98/2019/NĐ-CP", N, "nghị định", "2019-12-27", "Chính phủ", "dan_chieu", None),
        ],
    ),
    (
        "Nghị quyết số 27-NQ/TW năm 2018 của Ban Chấp hành Trung ương.",
        [
            ("27-NQ/TW", N, "nghị quyết", "2018", "Ban Chấp hành Trung ương", "dan_chieu", None),
        ],
    ),
    (
        "Hướng dẫn số 47/HD-TLĐ của Tổng Liên đoàn Lao động Việt Nam ngày 05/7/2021 về công tác nữ công.",
        [
            (
                "47/HD-TLĐ",
                N,
                "hướng dẫn",
                "2021-07-05",
                "Tổng Liên đoàn Lao động Việt Nam",
                "dan_chieu",
                "về công tác nữ công",
            ),
        ],
    ),
    (
        "Ngày 22/10/2025, tại Thông báo số 56/TB-VPCP của Văn phòng Chính phủ, Phó Thủ tướng đã kết luận.",
        [
            ("56/TB-VPCP", N, "thông báo", None, "Văn phòng Chính phủ", "dan_chieu", None),
        ],
    ),
    (
        "Quyết định số 12/QĐ-LĐLĐ (ngày 02/3/2024) của Liên đoàn Lao động tỉnh.",
        [
            ("12/QĐ-LĐLĐ", N, "quyết định", "2024-03-02", "Liên đoàn Lao động tỉnh", "dan_chieu", None),
        ],
    ),
    (
        "Công văn số 88/SNV-CCVC ngày 31/02/2024 của Sở Nội vụ.",
        [
            ("88/SNV-CCVC", N, "công văn", None, "Sở Nội vụ", "dan_chieu", None),
        ],
    ),
    # two citations in one clause keep their own
    (
        (
            "Kế hoạch số 30-KH/TU ngày 01/02/2024 của Tỉnh ủy và Kế hoạch số 31/KH-UBND ngày 05/02/2024 của "
            "Ủy ban nhân dân tỉnh."
        ),
        [
            ("30-KH/TU", N, "kế hoạch", "2024-02-01", "Tỉnh ủy", "dan_chieu", None),
            ("31/KH-UBND", N, "kế hoạch", "2024-02-05", "Ủy ban nhân dân tỉnh", "dan_chieu", None),
        ],
    ),
    (
        (
            "Chỉ thị số 45-CT/TW ngày 14/4/2025 của Bộ Chính trị và Chỉ thị số 48-CT/TW ngày 24/6/2025 của "
            "Ban Bí thư về lãnh đạo đại hội."
        ),
        [
            ("45-CT/TW", N, "chỉ thị", "2025-04-14", "Bộ Chính trị", "dan_chieu", None),
            ("48-CT/TW", N, "chỉ thị", "2025-06-24", "Ban Bí thư", "dan_chieu", "về lãnh đạo đại hội"),
        ],
    ),
    (
        "Kết luận số 77-KL/TW và Nghị quyết số 170/2024/QH15 ngày 30/11/2024 của Quốc hội.",
        [
            ("77-KL/TW", N, "kết luận", None, None, "dan_chieu", None),
            ("170/2024/QH15", N, "nghị quyết", "2024-11-30", "Quốc hội", "dan_chieu", None),
        ],
    ),
    # lists share type, date and issuer
    (
        "Kế hoạch số 246-KH/TU và 247-KH/TU, ngày 22/01/2024 của Tỉnh ủy Sông Ngàn.",
        [
            ("246-KH/TU", N, "kế hoạch", "2024-01-22", "Tỉnh ủy Sông Ngàn", "dan_chieu", None),
            ("247-KH/TU", N, "kế hoạch", "2024-01-22", "Tỉnh ủy Sông Ngàn", "dan_chieu", None),
        ],
    ),
    (
        ("Các Nghị định số 83/2022/NĐ-CP ngày 18/10/2022, Nghị định số 99/2024/NĐ-CP ngày 26/7/2024 của Chính phủ."),
        [
            ("83/2022/NĐ-CP", N, "nghị định", "2022-10-18", "Chính phủ", "dan_chieu", None),
            ("99/2024/NĐ-CP", N, "nghị định", "2024-07-26", "Chính phủ", "dan_chieu", None),
        ],
    ),
    (
        ("Chỉ thị số 31-CT/TU ngày 06/6/2023, Kế hoạch số 134-KH/TU ngày 29/12/2023 của Ban Thường vụ Tỉnh ủy."),
        [
            ("31-CT/TU", N, "chỉ thị", "2023-06-06", "Ban Thường vụ Tỉnh ủy", "dan_chieu", None),
            ("134-KH/TU", N, "kế hoạch", "2023-12-29", "Ban Thường vụ Tỉnh ủy", "dan_chieu", None),
        ],
    ),
    (
        (
            "Quy định số 41-QĐ/TW ngày 03/11/2021, số 96-QĐ/TW ngày 02/02/2023 và số 144-QĐ/TW ngày "
            "09/5/2024 của Bộ Chính trị."
        ),
        [
            ("41-QĐ/TW", N, "quy định", "2021-11-03", "Bộ Chính trị", "dan_chieu", None),
            ("96-QĐ/TW", N, "quy định", "2023-02-02", "Bộ Chính trị", "dan_chieu", None),
            ("144-QĐ/TW", N, "quy định", "2024-05-09", "Bộ Chính trị", "dan_chieu", None),
        ],
    ),
    (
        "theo quy định tại các Quyết định: số 1719/QĐ-TTg, số 920/QĐ-TTg và số 880/QĐ-TTg.",
        [
            ("1719/QĐ-TTg", N, "quyết định", None, None, "dan_chieu", None),
            ("920/QĐ-TTg", N, "quyết định", None, None, "dan_chieu", None),
            ("880/QĐ-TTg", N, "quyết định", None, None, "dan_chieu", None),
        ],
    ),
    (
        (
            "đã được Thủ tướng Chính phủ phê duyệt tại các Quyết định: số 36/QĐ-TTg ngày 11/01/2024 về việc "
            "quy hoạch hạ tầng; số 1569/QĐ-TTg ngày 12/12/2024 về việc quy hoạch vùng."
        ),
        [
            (
                "36/QĐ-TTg",
                N,
                "quyết định",
                "2024-01-11",
                "Thủ tướng Chính phủ",
                "dan_chieu",
                "về việc quy hoạch hạ tầng",
            ),
            (
                "1569/QĐ-TTg",
                N,
                "quyết định",
                "2024-12-12",
                "Thủ tướng Chính phủ",
                "dan_chieu",
                "về việc quy hoạch vùng",
            ),
        ],
    ),
    (
        ("các Kết luận số 187, 188- KL/TW ngày 29/8/2025 của Bộ Chính trị, Ban Bí thư và các quy định liên quan."),
        [
            ("187", P, "kết luận", "2025-08-29", "Bộ Chính trị, Ban Bí thư", "dan_chieu", None),
            ("188- KL/TW", N, "kết luận", "2025-08-29", "Bộ Chính trị, Ban Bí thư", "dan_chieu", None),
        ],
    ),
    # issuers
    (
        (
            "Nghị quyết số 21-NQ/TW ngày 25/10/2017 của Hội nghị lần thứ sáu Ban Chấp hành Trung ương Khóa "
            "XII về công tác dân số."
        ),
        [
            (
                "21-NQ/TW",
                N,
                "nghị quyết",
                "2017-10-25",
                "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Khóa XII",
                "dan_chieu",
                "về công tác dân số",
            ),
        ],
    ),
    (
        (
            "Thông tư số 04/2011/TT-BVHTTDL ngày 26/11/2011 của Bộ Văn hóa, Thể thao và Du lịch Quy định về "
            "nếp sống văn minh."
        ),
        [
            (
                "04/2011/TT-BVHTTDL",
                N,
                "thông tư",
                "2011-11-26",
                "Bộ Văn hóa, Thể thao và Du lịch",
                "dan_chieu",
                "Quy định về nếp sống văn minh",
            ),
        ],
    ),
    (
        (
            "Nghị quyết số 12-NQ/TU của BCH Đảng bộ tỉnh; Chỉ thị số 03/CT-UBND của UBND tỉnh, và để nâng "
            "cao hiệu quả công tác."
        ),
        [
            ("12-NQ/TU", N, "nghị quyết", None, "BCH Đảng bộ tỉnh", "dan_chieu", None),
            ("03/CT-UBND", N, "chỉ thị", None, "UBND tỉnh", "dan_chieu", None),
        ],
    ),
    (
        ("Kế hoạch số 07/KH-BCĐ, ngày 08/01/2024 của Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh Sông Ngàn."),
        [
            (
                "07/KH-BCĐ",
                N,
                "kế hoạch",
                "2024-01-08",
                "Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh Sông Ngàn",
                "dan_chieu",
                None,
            ),
        ],
    ),
    (
        (
            "theo hướng dẫn của Bộ Tài chính tại văn bản số 16495/BTC-PTHT ngày 22/10/2025, số "
            "13021/BTC-PTHT ngày 22/8/2025."
        ),
        [
            ("16495/BTC-PTHT", N, "văn bản", "2025-10-22", "Bộ Tài chính", "dan_chieu", None),
            ("13021/BTC-PTHT", N, "văn bản", "2025-08-22", "Bộ Tài chính", "dan_chieu", None),
        ],
    ),
    (
        "theo chỉ đạo của Tổng Bí thư tại Thông báo số 75-TB/VPTW ngày 04/8/2025.",
        [
            ("75-TB/VPTW", N, "thông báo", "2025-08-04", None, "thuc_hien", None),
        ],
    ),
    (
        "Sở Tài chính đã có Công văn số 99/STC-NS ngày 01/11/2025 gửi các đơn vị.",
        [
            ("99/STC-NS", N, "công văn", "2025-11-01", "Sở Tài chính", "dan_chieu", None),
        ],
    ),
    (
        (
            "sau khi nghe Báo cáo của Ban Tổ chức Tỉnh ủy về tình hình bộ máy (Báo cáo số 56-BC/BTCTU, ngày "
            "27/11/2025), Thường trực Tỉnh ủy kết luận."
        ),
        [
            ("56-BC/BTCTU", N, "báo cáo", "2025-11-27", "Ban Tổ chức Tỉnh ủy", "dan_chieu", None),
        ],
    ),
    (
        (
            "Thông tư liên tịch số 22/2016/TTLT-BNNPTNT-BTNMT ngày 30/6/2016 của Bộ Nông nghiệp và Phát "
            "triển nông thôn - Bộ Tài nguyên và Môi trường quy định việc chuyển đổi đất."
        ),
        [
            (
                "22/2016/TTLT-BNNPTNT-BTNMT",
                N,
                "thông tư liên tịch",
                "2016-06-30",
                "Bộ Nông nghiệp và Phát triển nông thôn - Bộ Tài nguyên và Môi trường",
                "dan_chieu",
                "quy định việc chuyển đổi đất",
            ),
        ],
    ),
    (
        (
            "Chương trình phối hợp số 01/CTPH-LĐLĐ-BHXH ngày 12/01/2024 giữa Liên đoàn Lao động tỉnh và Bảo "
            "hiểm xã hội tỉnh về tuyên truyền chính sách."
        ),
        [
            (
                "01/CTPH-LĐLĐ-BHXH",
                N,
                "chương trình phối hợp",
                "2024-01-12",
                "Liên đoàn Lao động tỉnh và Bảo hiểm xã hội tỉnh",
                "dan_chieu",
                "về tuyên truyền chính sách",
            ),
        ],
    ),
    (
        "Công văn số 88/CĐGD-VP ngày 14/5/2024 của Công đoàn Giáo dục tỉnh về nhân sự.",
        [
            ("88/CĐGD-VP", N, "công văn", "2024-05-14", "Công đoàn Giáo dục tỉnh", "dan_chieu", "về nhân sự"),
        ],
    ),
    (
        ("QUY ĐỊNH SỐ 377-QĐ/TW NGÀY 08/10/2025 CỦA BỘ CHÍNH TRỊ VỀ PHÂN CẤP QUẢN LÝ CÁN BỘ Căn cứ Điều lệ Đảng."),
        [
            ("377-QĐ/TW", N, "quy định", "2025-10-08", "BỘ CHÍNH TRỊ", "dan_chieu", "VỀ PHÂN CẤP QUẢN LÝ CÁN BỘ"),
        ],
    ),
    # titles
    (
        (
            "Nghị quyết số 02-NQ/TW ngày 12/6/2021 của Bộ Chính trị về “Đổi mới tổ chức và hoạt động”, tuyên "
            "truyền các mô hình hay."
        ),
        [
            ("02-NQ/TW", N, "nghị quyết", "2021-06-12", "Bộ Chính trị", "dan_chieu", "Đổi mới tổ chức và hoạt động"),
        ],
    ),
    (
        "Nghị quyết số 35-NQ/TW, ngày 22/10/2018 “Về tăng cường bảo vệ nền tảng tư tưởng”.",
        [
            ("35-NQ/TW", N, "nghị quyết", "2018-10-22", None, "dan_chieu", "Về tăng cường bảo vệ nền tảng tư tưởng"),
        ],
    ),
    (
        (
            "Quyết định số 588/QĐ-TTg ngày 28/4/2020 của Thủ tướng Chính phủ về việc phê duyệt “Chương trình "
            "điều chỉnh mức sinh”; các văn bản khác."
        ),
        [
            (
                "588/QĐ-TTg",
                N,
                "quyết định",
                "2020-04-28",
                "Thủ tướng Chính phủ",
                "dan_chieu",
                "về việc phê duyệt “Chương trình điều chỉnh mức sinh”",
            ),
        ],
    ),
    (
        (
            "Chỉ thị số 27/CT-TTg ngày 15/8/2024 của Thủ tướng Chính phủ về công tác dân số (sau đây gọi là "
            "Chỉ thị 27), cụ thể như sau:"
        ),
        [
            ("27/CT-TTg", N, "chỉ thị", "2024-08-15", "Thủ tướng Chính phủ", "dan_chieu", "về công tác dân số"),
            ("27", P, "chỉ thị", None, None, "dan_chieu", None),
        ],
    ),
    (
        (
            "Quy định số 270-QĐ/TW, ngày 06/12/2014 của Ban Bí thư về Phông lưu trữ và có hiệu lực thi hành "
            "kể từ ngày ký."
        ),
        [
            ("270-QĐ/TW", N, "quy định", "2014-12-06", "Ban Bí thư", "dan_chieu", "về Phông lưu trữ"),
        ],
    ),
    (
        (
            "Nghị định số 27/2022/NĐ-CP ngày 19/4/2022 của Chính phủ quy định cơ chế quản lý chương trình "
            "được sửa đổi, bổ sung bởi Nghị định số 38/2023/NĐ-CP."
        ),
        [
            (
                "27/2022/NĐ-CP",
                N,
                "nghị định",
                "2022-04-19",
                "Chính phủ",
                "dan_chieu",
                "quy định cơ chế quản lý chương trình",
            ),
            ("38/2023/NĐ-CP", N, "nghị định", None, None, "dan_chieu", None),
        ],
    ),
    (
        (
            "Chương trình số 30-CTr/TU ngày 29/12/2017 của Tỉnh ủy thực hiện Nghị quyết số 21-NQ/TW; Chỉ thị "
            "số 17-CT/TU của Tỉnh ủy."
        ),
        [
            ("30-CTr/TU", N, "chương trình", "2017-12-29", "Tỉnh ủy", "dan_chieu", "thực hiện Nghị quyết số 21-NQ/TW"),
            ("21-NQ/TW", N, "nghị quyết", None, None, "thuc_hien", None),
            ("17-CT/TU", N, "chỉ thị", None, "Tỉnh ủy", "dan_chieu", None),
        ],
    ),
    (
        (
            "Kế hoạch số 75/KH-UBND ngày 09/7/2018 của UBND tỉnh về việc thực hiện Nghị quyết số 137/NQ-CP "
            "ngày 31/12/2017 của Chính phủ và Chương trình số 27-CTr/TU ngày 12/3/2018 của Tỉnh ủy."
        ),
        [
            (
                "75/KH-UBND",
                N,
                "kế hoạch",
                "2018-07-09",
                "UBND tỉnh",
                "dan_chieu",
                (
                    "về việc thực hiện Nghị quyết số 137/NQ-CP ngày 31/12/2017 của Chính phủ và Chương trình số "
                    "27-CTr/TU ngày 12/3/2018 của Tỉnh ủy"
                ),
            ),
            ("137/NQ-CP", N, "nghị quyết", "2017-12-31", "Chính phủ", "thuc_hien", None),
            ("27-CTr/TU", N, "chương trình", "2018-03-12", "Tỉnh ủy", "thuc_hien", None),
        ],
    ),
    (
        (
            "Chỉ thị số 50-CT/TW của Ban Bí thư về sinh hoạt chi bộ và Quy định số 339-QĐ/TW về sử dụng Sổ "
            "tay đảng viên."
        ),
        [
            ("50-CT/TW", N, "chỉ thị", None, "Ban Bí thư", "dan_chieu", "về sinh hoạt chi bộ"),
            ("339-QĐ/TW", N, "quy định", None, None, "dan_chieu", "về sử dụng Sổ tay đảng viên"),
        ],
    ),
    (
        "Nghị định số 23/2016/NĐ-CP ngày 05/4/2016 của Chính phủ và tình hình thực tiễn tại địa phương.",
        [
            ("23/2016/NĐ-CP", N, "nghị định", "2016-04-05", "Chính phủ", "dan_chieu", None),
        ],
    ),
    (
        (
            "Nghị định số 39/2022/NĐ-CP của Chính phủ (được sửa đổi, bổ sung tại Nghị định số "
            "187/2025/NĐ-CP) ban hành Quy chế làm việc."
        ),
        [
            ("39/2022/NĐ-CP", N, "nghị định", None, "Chính phủ", "dan_chieu", "ban hành Quy chế làm việc"),
            ("187/2025/NĐ-CP", N, "nghị định", None, None, "dan_chieu", None),
        ],
    ),
    (
        (
            "Trả lời Văn bản số 456/SNV-CCVC ngày 12/6/2025 của Sở Nội vụ đề nghị góp ý dự thảo quy chế, "
            "Liên đoàn Lao động tỉnh nhất trí."
        ),
        [
            ("456/SNV-CCVC", N, "văn bản", "2025-06-12", "Sở Nội vụ", "tra_loi", "đề nghị góp ý dự thảo quy chế"),
        ],
    ),
    # laws
    (
        "theo Luật Doanh nghiệp, Luật Kế toán và Bộ luật Lao động năm 2019.",
        [
            ("Luật Doanh nghiệp", L, "luật", None, None, "dan_chieu", "Doanh nghiệp"),
            ("Luật Kế toán", L, "luật", None, None, "dan_chieu", "Kế toán"),
            ("Bộ luật Lao động", L, "bộ luật", "2019", None, "dan_chieu", "Lao động"),
        ],
    ),
    (
        "Luật Quản lý, sử dụng tài sản công và các quy định hiện hành; Luật BHXH; Bộ luật Dân sự 2015.",
        [
            ("Luật Quản lý, sử dụng tài sản công", L, "luật", None, None, "dan_chieu", "Quản lý, sử dụng tài sản công"),
            ("Luật BHXH", L, "luật", None, None, "dan_chieu", "BHXH"),
            ("Bộ luật Dân sự", L, "bộ luật", "2015", None, "dan_chieu", "Dân sự"),
        ],
    ),
    (
        (
            "Căn cứ Luật Ngân sách nhà nước số 83/2015/QH13 được sửa đổi, bổ sung bởi Luật số 59/2020/QH14, "
            "Luật số 56/2024/QH15;"
        ),
        [
            ("83/2015/QH13", N, "luật", None, None, "can_cu", None),
            ("59/2020/QH14", N, "luật", None, None, "dan_chieu", None),
            ("56/2024/QH15", N, "luật", None, None, "dan_chieu", None),
        ],
    ),
    (
        (
            "Căn cứ Luật số 43/2024/QH15 sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15 và "
            "Luật Nhà ở số 27/2023/QH15;"
        ),
        [
            (
                "43/2024/QH15",
                N,
                "luật",
                None,
                None,
                "can_cu",
                "sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15 và Luật Nhà ở số 27/2023/QH15",
            ),
            ("31/2024/QH15", N, "luật", None, None, "sua_doi_bo_sung", None),
            ("27/2023/QH15", N, "luật", None, None, "sua_doi_bo_sung", None),
        ],
    ),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Chứng khoán, Luật Kế toán số 56/2024/QH15;",
        [
            ("Luật Chứng khoán", L, "luật", None, None, "sua_doi_bo_sung", "Chứng khoán"),
            ("Luật Kế toán", L, "luật", None, None, "sua_doi_bo_sung", "Kế toán"),
            ("56/2024/QH15", N, "luật", None, None, "can_cu", None),
        ],
    ),
    (
        (
            "Căn cứ Luật Cán bộ, công chức ngày 13/11/2008; Luật sửa đổi, bổ sung một số điều của Luật Cán "
            "bộ, công chức và Luật Viên chức ngày 25/11/2019;"
        ),
        [
            ("Luật Cán bộ, công chức", L, "luật", "2008-11-13", None, "can_cu", "Cán bộ, công chức"),
            (
                "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức",
                L,
                "luật",
                "2019-11-25",
                None,
                "can_cu",
                "sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức",
            ),
            ("Luật Cán bộ, công chức", L, "luật", None, None, "sua_doi_bo_sung", "Cán bộ, công chức"),
            ("Luật Viên chức", L, "luật", None, None, "sua_doi_bo_sung", "Viên chức"),
        ],
    ),
    (
        "Nghị định số 84/2020/NĐ-CP quy định chi tiết một số điều của Luật Giáo dục.",
        [
            (
                "84/2020/NĐ-CP",
                N,
                "nghị định",
                None,
                None,
                "dan_chieu",
                "quy định chi tiết một số điều của Luật Giáo dục",
            ),
            ("Luật Giáo dục", L, "luật", None, None, "huong_dan", "Giáo dục"),
        ],
    ),
    (
        "Hội Luật gia, luật sư, kỷ luật, pháp luật, Luật này, Trường Đại học Luật Hà Nội.",
        [],
    ),
    # partial numbers
    (
        (
            "Nghị quyết 09-NQ, ngày 27/8/2021 của Tỉnh ủy về xây dựng văn hóa; theo Quy định 377 của Bộ "
            "Chính trị; Chỉ thị số 45."
        ),
        [
            ("09-NQ", P, "nghị quyết", "2021-08-27", "Tỉnh ủy", "dan_chieu", "về xây dựng văn hóa"),
            ("377", P, "quy định", None, "Bộ Chính trị", "dan_chieu", None),
            ("45", P, "chỉ thị", None, None, "thuc_hien", None),
        ],
    ),
    (
        "các Nghị quyết số 57, 59, 66 và 68-NQ/TW của Bộ Chính trị.",
        [
            ("57", P, "nghị quyết", None, "Bộ Chính trị", "dan_chieu", None),
            ("59", P, "nghị quyết", None, "Bộ Chính trị", "dan_chieu", None),
            ("66", P, "nghị quyết", None, "Bộ Chính trị", "dan_chieu", None),
            ("68-NQ/TW", N, "nghị quyết", None, "Bộ Chính trị", "dan_chieu", None),
        ],
    ),
    (
        (
            "Đề án 06, Chương trình 135, Ban Chỉ đạo 389, Kế hoạch 2025, Kế hoạch 5 năm, Thông báo 03 lần, "
            "Quyết định 12 nội dung."
        ),
        [],
    ),
    # relations
    (
        ("Căn cứ Quy chế phối hợp số 05/QCPH-LĐLĐ-CA ngày 01/02/2023; Quyết định số 9/QĐ-LĐLĐ ngày 02/02/2023;"),
        [
            ("05/QCPH-LĐLĐ-CA", N, "quy chế phối hợp", "2023-02-01", None, "can_cu", None),
            ("9/QĐ-LĐLĐ", N, "quyết định", "2023-02-02", None, "can_cu", None),
        ],
    ),
    (
        "Phúc đáp Công văn số 12/CĐ-VP ngày 05/4/2024; căn cứ Quy định 366-QĐ/TW, các cơ quan rà soát.",
        [
            ("12/CĐ-VP", N, "công văn", "2024-04-05", None, "tra_loi", None),
            ("366-QĐ/TW", N, "quy định", None, None, "dan_chieu", None),
        ],
    ),
    (
        "Theo đề nghị của Giám đốc Sở Tư pháp tại Tờ trình số 16/TTr-STP ngày 31/10/2025.",
        [
            ("16/TTr-STP", N, "tờ trình", "2025-10-31", "Giám đốc Sở Tư pháp", "tra_loi", None),
        ],
    ),
    (
        ("Quyết định này thay thế Quyết định số 31/QĐ-TLĐ ngày 12/4/2022 và Quyết định số 51/QĐ-TLĐ ngày 25/8/2022."),
        [
            ("31/QĐ-TLĐ", N, "quyết định", "2022-04-12", None, "thay_the", None),
            ("51/QĐ-TLĐ", N, "quyết định", "2022-08-25", None, "thay_the", None),
        ],
    ),
    (
        ("Tham mưu sửa đổi, bổ sung hoặc thay thế Quyết định số 15/2021/QĐ-UBND ngày 08/7/2021 của UBND tỉnh."),
        [
            ("15/2021/QĐ-UBND", N, "quyết định", "2021-07-08", "UBND tỉnh", "dan_chieu", None),
        ],
    ),
    (
        "1. Bãi bỏ khoản 2 Điều 20 Thông tư số 55/2023/TT-BTC.",
        [
            ("55/2023/TT-BTC", N, "thông tư", None, None, "bai_bo", None),
        ],
    ),
    (
        "Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 55/2023/TT-BTC ngày 15/8/2023.",
        [
            ("55/2023/TT-BTC", N, "thông tư", "2023-08-15", None, "sua_doi_bo_sung", None),
        ],
    ),
    (
        "Thay thế cụm từ “Quyết định số 1719/QĐ-TTg” bằng cụm từ “Quyết định số 920/QĐ-TTg”.",
        [
            ("1719/QĐ-TTg", N, "quyết định", None, None, "dan_chieu", None),
            ("920/QĐ-TTg", N, "quyết định", None, None, "dan_chieu", None),
        ],
    ),
    (
        "Chương trình ban hành kèm theo Quyết định số 920/QĐ-TTg.",
        [
            ("920/QĐ-TTg", N, "quyết định", None, None, "ban_hanh_kem_theo", None),
        ],
    ),
    (
        "Đính chính Công văn số 77/LĐLĐ-VP ngày 09/4/2024.",
        [
            ("77/LĐLĐ-VP", N, "công văn", "2024-04-09", None, "dinh_chinh", None),
        ],
    ),
    (
        (
            "Điều 3. Bãi bỏ các quyết định sau:\na) Quyết định số 12/QĐ-UBND ngày 01/02/2019.\nb) Quyết định "
            "số 13/QĐ-UBND ngày 01/02/2020.\nĐiều 4. Theo Quyết định số 14/QĐ-UBND."
        ),
        [
            ("12/QĐ-UBND", N, "quyết định", "2019-02-01", None, "bai_bo", None),
            ("13/QĐ-UBND", N, "quyết định", "2020-02-01", None, "bai_bo", None),
            ("14/QĐ-UBND", N, "quyết định", None, None, "dan_chieu", None),
        ],
    ),
    (
        ("Nghị quyết số 22/2022/NQ-HĐND ngày 08/12/2022 hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực."),
        [
            ("22/2022/NQ-HĐND", N, "nghị quyết", "2022-12-08", None, "thay_the", None),
        ],
    ),
    # nothing
    (
        (
            "ngày 22/10/2018, 1/5, 28/7; 3/4 hộ; 24/24 giờ; nhiệm kỳ 2023-2028; F-16; COVID-19; 10%/năm; "
            "trang 12/30; ĐT 0214.3840 034."
        ),
        [],
    ),
    # committees, provinces and bodies that end where they end
    (
        (
            "Quyết định số 170/QĐ-BCĐNNDL ngày 21/11/2025 của Trưởng Ban Chỉ đạo Nhà nước về Du lịch ban "
            "hành Quy chế hoạt động."
        ),
        [
            (
                "170/QĐ-BCĐNNDL",
                N,
                "quyết định",
                "2025-11-21",
                "Trưởng Ban Chỉ đạo Nhà nước về Du lịch",
                "dan_chieu",
                "ban hành Quy chế hoạt động",
            ),
        ],
    ),
    (
        ("(Kèm theo Quyết định số 170/QĐ-BCĐNNDL ngày 21/11/2025 của Trưởng Ban Chỉ đạo Nhà nước về Du lịch)"),
        [
            (
                "170/QĐ-BCĐNNDL",
                N,
                "quyết định",
                "2025-11-21",
                "Trưởng Ban Chỉ đạo Nhà nước về Du lịch",
                "ban_hanh_kem_theo",
                None,
            ),
        ],
    ),
    (
        (
            "Kế hoạch số 01-KH/BCĐ ngày 28/06/2025 của Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới "
            "sáng tạo, chuyển đổi số, cải cách hành chính và Đề án 06 tỉnh; Kế hoạch số 2/KH-UBND."
        ),
        [
            (
                "01-KH/BCĐ",
                N,
                "kế hoạch",
                "2025-06-28",
                (
                    "Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo, chuyển đổi số, cải cách hành "
                    "chính và Đề án 06 tỉnh"
                ),
                "dan_chieu",
                None,
            ),
            ("2/KH-UBND", N, "kế hoạch", None, None, "dan_chieu", None),
        ],
    ),
    (
        (
            "Thông báo số 30-TB/TGV ngày 13/6/2025 của Tổ giúp việc Ban chỉ đạo Trung ương về phát triển "
            "khoa học, công nghệ và chuyển đổi số thông báo kết luận cuộc họp;"
        ),
        [
            (
                "30-TB/TGV",
                N,
                "thông báo",
                "2025-06-13",
                "Tổ giúp việc Ban chỉ đạo Trung ương về phát triển khoa học, công nghệ và chuyển đổi số",
                "dan_chieu",
                "thông báo kết luận cuộc họp",
            ),
        ],
    ),
    (
        (
            "Kế hoạch số 9/KH-BCĐ ngày 02/3/2024 của Ban Chỉ đạo về việc tổ chức lễ hội; Công văn số "
            "8/BCĐ-VP của Ban Chỉ đạo 389 tỉnh về chống buôn lậu."
        ),
        [
            ("9/KH-BCĐ", N, "kế hoạch", "2024-03-02", "Ban Chỉ đạo", "dan_chieu", "về việc tổ chức lễ hội"),
            ("8/BCĐ-VP", N, "công văn", None, "Ban Chỉ đạo 389 tỉnh", "dan_chieu", "về chống buôn lậu"),
        ],
    ),
    (
        "Tờ trình số …../TTr-TTTV ngày ..… của Cục Trồng trọt và Bảo vệ thực vật về dịch hại.",
        [
            ("/TTr-TTTV", B, "tờ trình", None, "Cục Trồng trọt và Bảo vệ thực vật", "self", "về dịch hại"),
        ],
    ),
    (
        (
            "Thông tư liên tịch số 22/2016/TTLT-BNNPTNT-BTNMT ngày 30/6/2016 của Bộ trưởng Bộ Nông nghiệp và "
            "Phát triển nông thôn và Bộ trưởng Bộ Tài nguyên và Môi trường quy định việc chuyển đổi"
        ),
        [
            (
                "22/2016/TTLT-BNNPTNT-BTNMT",
                N,
                "thông tư liên tịch",
                "2016-06-30",
                "Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn và Bộ trưởng Bộ Tài nguyên và Môi trường",
                "dan_chieu",
                "quy định việc chuyển đổi",
            ),
        ],
    ),
    (
        (
            "Thông tư liên tịch số 176/1998/TTLT-BTC-BCN-TCHQ ngày 25/12/1998 của Bộ Tài chính - Công nghiệp "
            "- Tổng cục Hải quan, như sau:"
        ),
        [
            (
                "176/1998/TTLT-BTC-BCN-TCHQ",
                N,
                "thông tư liên tịch",
                "1998-12-25",
                "Bộ Tài chính - Công nghiệp - Tổng cục Hải quan",
                "dan_chieu",
                None,
            ),
        ],
    ),
    (
        "theo Điều 36 của Pháp lệnh xử phạt hành chính số 44/2002/PL-UBTVQH10 ngày 02/7/2002.",
        [
            ("44/2002/PL-UBTVQH10", N, "pháp lệnh", "2002-07-02", None, "dan_chieu", None),
        ],
    ),
    (
        ("Quyết định số 146/QĐ-BVTV ngày 16/01/2018 của Cục trưởng Cục Bảo vệ thực vật\nBộ Nông nghiệp và Môi trường"),
        [
            ("146/QĐ-BVTV", N, "quyết định", "2018-01-16", "Cục trưởng Cục Bảo vệ thực vật", "dan_chieu", None),
        ],
    ),
    (
        (
            "Quyết định số 1074/QĐ-BXD ngày 29/6/2026 của Bộ\nXây dựng ban hành giải pháp; Quyết định số "
            "7/QĐ-UBND của Ủy ban nhân dân tỉnh\nLào Cai về việc khen thưởng."
        ),
        [
            ("1074/QĐ-BXD", N, "quyết định", "2026-06-29", "Bộ Xây dựng", "dan_chieu", "ban hành giải pháp"),
            ("7/QĐ-UBND", N, "quyết định", None, "Ủy ban nhân dân tỉnh Lào Cai", "dan_chieu", "về việc khen thưởng"),
        ],
    ),
    (
        (
            "Thông báo số 12/TB-VPCP ngày 02/3/2024 của Văn phòng Chính phủ Kết luận của Phó Thủ tướng Trần "
            "Hồng Hà tại cuộc họp;"
        ),
        [
            (
                "12/TB-VPCP",
                N,
                "thông báo",
                "2024-03-02",
                "Văn phòng Chính phủ",
                "dan_chieu",
                "Kết luận của Phó Thủ tướng Trần Hồng Hà tại cuộc họp",
            ),
        ],
    ),
    (
        (
            "Quyết định số 12/QĐ-BYT của Bộ trưởng Bộ Y tế Đào Hồng Lan về việc khen thưởng; Nghị quyết số "
            "3/NQ-HĐND của HĐND tỉnh khóa XVI kỳ họp thứ 12 về đầu tư công."
        ),
        [
            ("12/QĐ-BYT", N, "quyết định", None, "Bộ trưởng Bộ Y tế Đào Hồng Lan", "dan_chieu", "về việc khen thưởng"),
            ("3/NQ-HĐND", N, "nghị quyết", None, "HĐND tỉnh khóa XVI kỳ họp thứ 12", "dan_chieu", "về đầu tư công"),
        ],
    ),
    (
        (
            "Quyết định số 63/2002/QĐ-UB ngày 2/7/2002 của Ủy ban nhân dân tỉnh Bình Phước Tách phòng tổ "
            "chức thuộc Sở Y tế; Quyết định số 1179/QĐ-UBND ngày 2/3/2020 của Ủy ban nhân dân tỉnh Bà Rịa - "
            "Vũng Tàu về ban hành Kế hoạch;"
        ),
        [
            (
                "63/2002/QĐ-UB",
                N,
                "quyết định",
                "2002-07-02",
                "Ủy ban nhân dân tỉnh Bình Phước",
                "dan_chieu",
                "Tách phòng tổ chức thuộc Sở Y tế",
            ),
            (
                "1179/QĐ-UBND",
                N,
                "quyết định",
                "2020-03-02",
                "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu",
                "dan_chieu",
                "về ban hành Kế hoạch",
            ),
        ],
    ),
    (
        (
            "NGHỊ QUYẾT SỐ 30/2013/NQ-HĐND NGÀY 06 THÁNG 12 NĂM 2013 CỦA HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ HÀ NỘI "
            "VỀ XÂY DỰNG KHU VỰC PHÒNG THỦ Căn cứ Luật Giá số 16/2023/QH15;"
        ),
        [
            (
                "30/2013/NQ-HĐND",
                N,
                "nghị quyết",
                "2013-12-06",
                "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ HÀ NỘI",
                "dan_chieu",
                "VỀ XÂY DỰNG KHU VỰC PHÒNG THỦ",
            ),
            ("16/2023/QH15", N, "luật", None, None, "can_cu", None),
        ],
    ),
    (
        (
            "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 8/4/2020 của Chính phủ về thực hiện thủ tục hành chính "
            "trên môi trường điện tử Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về một "
            "cửa;"
        ),
        [
            (
                "45/2020/NĐ-CP",
                N,
                "nghị định",
                "2020-04-08",
                "Chính phủ",
                "can_cu",
                "về thực hiện thủ tục hành chính trên môi trường điện tử",
            ),
            ("118/2025/NĐ-CP", N, "nghị định", "2025-06-09", "Chính phủ", "can_cu", "về một cửa"),
        ],
    ),
    (
        (
            "theo khoản 2 Điều 28 Nghị định số 146/2025/NĐ-CP của Chính phủ quy định về phân quyền, phân cấp "
            "trong lĩnh vực thương mại và khoản 2 Điều 4 Thông tư số 40/2025/TT-BCT ngày 22/6/2025 của Bộ "
            "Công Thương."
        ),
        [
            (
                "146/2025/NĐ-CP",
                N,
                "nghị định",
                None,
                "Chính phủ",
                "dan_chieu",
                "quy định về phân quyền, phân cấp trong lĩnh vực thương mại",
            ),
            ("40/2025/TT-BCT", N, "thông tư", "2025-06-22", "Bộ Công Thương", "dan_chieu", None),
        ],
    ),
    (
        (
            "Nghị định số 9/2025/NĐ-CP của Chính phủ sửa đổi, bổ sung khoản 1, khoản 2 Điều 6 Nghị định số "
            "95/2024/NĐ-CP ngày 24/7/2024."
        ),
        [
            (
                "9/2025/NĐ-CP",
                N,
                "nghị định",
                None,
                "Chính phủ",
                "dan_chieu",
                "sửa đổi, bổ sung khoản 1, khoản 2 Điều 6 Nghị định số 95/2024/NĐ-CP ngày 24/7/2024",
            ),
            ("95/2024/NĐ-CP", N, "nghị định", "2024-07-24", None, "sua_doi_bo_sung", None),
        ],
    ),
    (
        (
            "Nghị định số 72/2020/NĐ-CP ngày 30/6/2020 của Chính phủ[1] quy định chi tiết một số điều của "
            "Luật Dân quân tự vệ; Quy định tại Nghị định số 8/2020/NĐ-CP Quy định tại Điểm d Khoản 1 Điều 6 "
            "của Nghị định."
        ),
        [
            (
                "72/2020/NĐ-CP",
                N,
                "nghị định",
                "2020-06-30",
                "Chính phủ",
                "dan_chieu",
                "quy định chi tiết một số điều của Luật Dân quân tự vệ",
            ),
            ("Luật Dân quân tự vệ", L, "luật", None, None, "huong_dan", "Dân quân tự vệ"),
            ("8/2020/NĐ-CP", N, "nghị định", None, None, "dan_chieu", None),
        ],
    ),
    (
        (
            "Quyết định số 15/2019/QĐ-UBND của Ủy ban nhân dân tỉnh Thừa Thiên huế về việc ban hành Quy "
            "định; Tờ trình số 5/TTr-SNV ngày 2/3/2024 của Sở Nội vụ Tây Ninh tham mưu việc cử cán bộ."
        ),
        [
            (
                "15/2019/QĐ-UBND",
                N,
                "quyết định",
                None,
                "Ủy ban nhân dân tỉnh Thừa Thiên huế",
                "dan_chieu",
                "về việc ban hành Quy định",
            ),
            ("5/TTr-SNV", N, "tờ trình", "2024-03-02", "Sở Nội vụ Tây Ninh", "dan_chieu", None),
        ],
    ),
    (
        ("Căn cứ Nghị định số 64/2007/NĐ-CP của Chính phủ Ứng dụng công nghệ thông tin trong cơ quan nhà nước;"),
        [
            (
                "64/2007/NĐ-CP",
                N,
                "nghị định",
                None,
                "Chính phủ",
                "can_cu",
                "Ứng dụng công nghệ thông tin trong cơ quan nhà nước",
            ),
        ],
    ),
    (
        (
            "Nghị quyết số 12/NQ-HĐND ngày 10/12/2023 HĐND tỉnh về đầu tư công; Ủy ban nhân dân tỉnh đã ban "
            "hành Văn bản số 41/UBND-KT ngày 21/11/2025."
        ),
        [
            ("12/NQ-HĐND", N, "nghị quyết", "2023-12-10", "HĐND tỉnh", "dan_chieu", "về đầu tư công"),
            ("41/UBND-KT", N, "văn bản", "2025-11-21", "Ủy ban nhân dân tỉnh", "dan_chieu", None),
        ],
    ),
    (
        "Dự án Pháp lệnh do Bộ Công an trình tại văn bản số 661/TTr-BCA ngày 05/11/2025.",
        [
            ("661/TTr-BCA", N, "văn bản", "2025-11-05", "Bộ Công an", "dan_chieu", None),
        ],
    ),
    (
        "Luật Tổ chức HĐND và UBND ngày 26/11/2003; Luật KH,CN&ĐMST năm 2025.",
        [
            ("Luật Tổ chức HĐND và UBND", L, "luật", "2003-11-26", None, "dan_chieu", "Tổ chức HĐND và UBND"),
            ("Luật KH,CN&ĐMST", L, "luật", "2025", None, "dan_chieu", "KH,CN&ĐMST"),
        ],
    ),
]

NO_HEADER = Header()


def found(text, header=NO_HEADER):
    return find_citations(text, header, ())


@pytest.mark.parametrize("text, expected", TABLE, ids=[text[:60] for text, _ in TABLE])
def test_table(text, expected):
    assert [(c.text, c.kind, c.type, c.date, c.issuer, c.relation, c.title) for c in found(text).citations] == expected


@pytest.mark.parametrize(
    "text, surface, number",
    [
        ("Quyết định số 15/2014/QĐ- UBND ngày 02/7/2014", "15/2014/QĐ- UBND", "15/2014/QĐ-UBND"),
        ("Nghị quyết số 71/NQ -CP của Chính phủ", "71/NQ -CP", "71/NQ-CP"),
        ("văn bản số 16495/BТС-PTHT của Bộ Tài chính", "16495/BТС-PTHT", "16495/BTC-PTHT"),  # Cyrillic
        ("Nghị quyết số 23 – NQ/TW của Bộ Chính trị", "23 – NQ/TW", "23-NQ/TW"),
        ("Nghị định số 28/1998/ND-CP của Chính phủ", "28/1998/ND-CP", "28/1998/NĐ-CP"),
        ("các Kết luận số 187, 188-KL/TW", "187", "187-KL/TW"),
        ("Nghị quyết 7b/NQ-BCH của Ban Chấp hành", "7b/NQ-BCH", "7b/NQ-BCH"),
    ],
)
def test_surface_and_canonical_number(text, surface, number):
    citation = found(text).citations[0]
    assert (citation.text, citation.number) == (surface, number)


HEADED = (
    "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: 45/QĐ-LĐLĐ\nSông Ngàn, ngày 20 tháng 3 năm 2024\nQUYẾT ĐỊNH\n"
    "Về việc ban hành quy chế\nCăn cứ Luật Công đoàn năm 2012;\nCăn cứ Điều lệ Công đoàn Việt Nam;\nQUYẾT ĐỊNH:\n"
    "Điều 1. Ban hành quy chế kèm theo Quyết định này.\nĐiều 2. Quyết định số 45/QĐ-LĐLĐ có hiệu lực từ ngày ký.\n"
    "QUY CHẾ\n(Ban hành kèm theo Quyết định số 45/QĐ-LĐLĐ ngày 20/3/2024 của Liên đoàn Lao động tỉnh Sông Ngàn)\n"
    "Điều 1. Quy chế này theo Quyết định số 45/QĐ-LĐLĐ ngày 02/02/2019.\n"
)
START = HEADED.index("45/QĐ")
HEADER = Header(
    number="45/QĐ-LĐLĐ",
    type="quyết định",
    date="2024-03-20",
    number_span=Span(START, START + 10),
    heading=Span(0, HEADED.index("Căn cứ Luật") - 1),
)


def test_own_number_is_self_and_its_header_mention_has_no_attributes():
    citations = [c for c in found(HEADED, HEADER).citations if c.kind != "law"]
    assert [(c.kind, c.relation, c.type, c.date, c.issuer) for c in citations] == [
        ("self", "self", None, None, None),
        ("self", "self", "quyết định", None, None),
        ("self", "self", "quyết định", "2024-03-20", "Liên đoàn Lao động tỉnh Sông Ngàn"),
        ("numbered", "dan_chieu", "quyết định", "2019-02-02", None),  # the number of another year is another decision
    ]
    assert all(c.title is None for c in citations[:3])


def test_preamble_is_the_basis():
    assert [(c.title, c.relation) for c in found(HEADED, HEADER).citations if c.kind == "law"] == [
        ("Công đoàn", "can_cu")
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Số:      /LĐLĐ-TGNC\nSông Ngàn, ngày    tháng 01 năm 2024", ("/LĐLĐ-TGNC", None, None)),
        ("ĐẢNG ỦY...\nSố ...-QĐ/ĐU\nQUYẾT ĐỊNH", ("-QĐ/ĐU", None, None)),
        (
            "(Kèm theo Kế hoạch số:      /KH-UBND ngày    /    /2025 của UBND tỉnh Sông Ngàn)",
            ("/KH-UBND", "kế hoạch", "UBND tỉnh Sông Ngàn"),
        ),
    ],
)
def test_blank_numbers(text, expected):
    [citation] = found(text).citations
    assert (citation.kind, citation.relation, citation.date, citation.title) == ("blank", "self", None, None)
    assert (citation.text, citation.type, citation.issuer) == expected


def test_the_number_of_an_attached_document_heads_it():
    text = "Nội dung chính.\nLIÊN ĐOÀN LAO ĐỘNG TỈNH\nSố: 02/CV-CĐCS\nV/v lấy ý kiến"
    [citation] = found(text).citations
    assert (citation.kind, citation.relation, citation.type) == ("self", "self", None)


def test_basis_lines_of_an_attached_document():
    text = (
        "1. Nội dung.\nĐiều 9. Thi hành.\nPHƯƠNG ÁN\n"
        "- Căn cứ Bộ luật Lao động năm 2019;\n- Căn cứ Luật Công đoàn năm 2024.\n"
        "Lưu ý: Căn cứ Luật Giá năm 2023, các đơn vị rà soát.\n"
    )
    header = Header(heading=Span(0, 1))
    units = ()
    relations = [c.relation for c in find_citations(text * 40, header, units).citations][-3:]
    assert relations == ["can_cu", "can_cu", "dan_chieu"]


def test_names_are_no_citations():
    text = (
        "Hiến pháp năm 2013, Điều lệ Công đoàn Việt Nam, Nghị quyết Đại hội XIII Công đoàn Việt Nam và TCVN 10299:2025."
    )
    assert found(text).citations == ()
    assert [n.text for n in found(text).names] == [
        "Hiến pháp năm 2013",
        "Điều lệ Công đoàn Việt Nam",
        "Nghị quyết Đại hội XIII Công đoàn Việt Nam",
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Nghị quyết số 35-NQ/TW ngày 22/10/2018; theo Nghị quyết 35 của Đảng", [("Nghị quyết 35", "35-NQ/TW")]),
        ("Kế hoạch số 9/KH-LĐLĐ ngày 02/3/2024. Thực hiện Kế hoạch nêu trên,", [("Kế hoạch nêu trên", "9/KH-LĐLĐ")]),
        ("Nghị quyết số 35-NQ/TW, Nghị quyết số 35/NQ-CP. Theo Nghị quyết 35,", [("Nghị quyết 35", None)]),
        ("Theo Nghị quyết nêu trên,", [("Nghị quyết nêu trên", None)]),
        ("Kế hoạch số 9/KH-LĐLĐ và Kế hoạch số 8/KH-LĐLĐ. Các Kế hoạch nêu trên,", [("Kế hoạch nêu trên", None)]),
        (
            "Quyết định này có hiệu lực; văn bản này thay cho thông báo.",
            [("Quyết định này", "45/QĐ-LĐLĐ"), ("văn bản này", "45/QĐ-LĐLĐ")],
        ),
        ("Luật này không áp dụng; Quy chế này áp dụng", [("Luật này", None), ("Quy chế này", "45/QĐ-LĐLĐ")]),
    ],
)  # fmt: skip
def test_short_forms_resolve_inside_their_document(text, expected):
    header = Header(number="45/QĐ-LĐLĐ", type="quyết định")
    assert [(a.text, a.target) for a in found(text, header).anaphora] == expected


# --- invariants -------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [text for text, _ in TABLE]
    + ["Căn cứ ", "Luật ", "số ", "12-NQ/TW", ", ", "; ", " và ", " của ", "Bộ trưởng ", "ngày 1/2/2020 ", "về "]
    + ["“", "”", "(", ")"]
    + ["\n", "\n- ", "Điều 5. ", "được sửa đổi, bổ sung bởi ", "Kế hoạch số ", "9", "/", "-"]
    + ["Số:   /LĐLĐ-TG", "này ", "\u0301", "Đ"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=200)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_slice_and_stand_in_order(text):
    result = found(text)
    for item in (*result.citations, *result.anaphora, *result.names):
        assert text[item.start : item.end] == item.text
        assert item.start < item.end
    assert [c.start for c in result.citations] == sorted(c.start for c in result.citations)
    numbered = [c for c in result.citations if c.kind != "law"]
    assert all(a.end <= b.start for a, b in zip(numbered, numbered[1:], strict=False))


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same_and_full_numbers_parse(text):
    result = found(text)
    assert found(text) == result
    for citation in result.citations:
        assert (citation.number is None) == (citation.kind == "law")
        if citation.kind == "numbered":
            number = parse_number(citation.number)
            assert number is not None and number.canonical == citation.number
        assert citation.title is None or citation.title.strip()
