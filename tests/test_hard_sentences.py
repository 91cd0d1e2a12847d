"""Sentences that mislead: each a text in the manner of union and Party offices, invented, and what it cites."""

import pytest

from directives.citing.citations import find_citations
from directives.models import Header

N, P, L, B = "numbered", "partial", "law", "blank"

# text, then (surface, number, kind, type, date, issuer, relation, title) for each citation
TABLE = [
    (
        (
            "Thực hiện Kế hoạch số 12/KH-TLĐ ngày 05/01/2025 của Tổng Liên đoàn Lao động Việt Nam về tổ "
            "chức Tháng Công nhân năm 2025, Ban Thường vụ Liên đoàn Lao động tỉnh Sông Ngàn xây dựng kế "
            "hoạch triển khai như sau:"
        ),
        [
            (
                "12/KH-TLĐ",
                "12/KH-TLĐ",
                N,
                "kế hoạch",
                "2025-01-05",
                "Tổng Liên đoàn Lao động Việt Nam",
                "thuc_hien",
                "về tổ chức Tháng Công nhân năm 2025",
            ),
        ],
    ),
    (
        (
            "Thực hiện Chỉ thị số 13-CT/TW, ngày 17/01/2022 của Ban Bí thư về tăng cường sự lãnh đạo của "
            "Đảng đối với công tác bảo đảm an ninh trong tình hình mới, cấp ủy các cấp đã quan tâm lãnh "
            "đạo, chỉ đạo."
        ),
        [
            (
                "13-CT/TW",
                "13-CT/TW",
                N,
                "chỉ thị",
                "2022-01-17",
                "Ban Bí thư",
                "thuc_hien",
                "về tăng cường sự lãnh đạo của Đảng đối với công tác bảo đảm an ninh trong tình hình mới",
            ),
        ],
    ),
    (
        (
            "Triển khai Hướng dẫn số 41/HD-TLĐ ngày 11/11/2021 về công tác tổ chức cán bộ công đoàn, các "
            "công đoàn cơ sở tập trung thực hiện."
        ),
        [
            (
                "41/HD-TLĐ",
                "41/HD-TLĐ",
                N,
                "hướng dẫn",
                "2021-11-11",
                None,
                "thuc_hien",
                "về công tác tổ chức cán bộ công đoàn",
            ),
        ],
    ),
    (
        (
            "**Thực hiện Nghị quyết số 02-NQ/TW ngày 12/6/2021 của Bộ Chính trị về đổi mới tổ chức và hoạt "
            "động của Công đoàn Việt Nam trong tình hình mới**"
        ),
        [
            (
                "02-NQ/TW",
                "02-NQ/TW",
                N,
                "nghị quyết",
                "2021-06-12",
                "Bộ Chính trị",
                "thuc_hien",
                "về đổi mới tổ chức và hoạt động của Công đoàn Việt Nam trong tình hình mới",
            ),
        ],
    ),
    (
        ("- Thực hiện **Kế hoạch số 376/KH-TLĐ** ngày 08/11/2023 của **Tổng Liên đoàn Lao động Việt Nam**."),
        [
            (
                "376/KH-TLĐ",
                "376/KH-TLĐ",
                N,
                "kế hoạch",
                "2023-11-08",
                "Tổng Liên đoàn Lao động Việt Nam",
                "thuc_hien",
                None,
            ),
        ],
    ),
    (
        (
            "Căn cứ ý kiến của Thường trực Tỉnh ủy tại Công văn số 1234-CV/VPTU ngày 02/5/2025 của Văn "
            "phòng Tỉnh ủy;\nCăn cứ ý kiến chỉ đạo của Chủ tịch Ủy ban nhân dân tỉnh tại Công văn số "
            "567/UBND-VX ngày 05/5/2025;\n"
        ),
        [
            ("1234-CV/VPTU", "1234-CV/VPTU", N, "công văn", "2025-05-02", "Văn phòng Tỉnh ủy", "can_cu", None),
            (
                "567/UBND-VX",
                "567/UBND-VX",
                N,
                "công văn",
                "2025-05-05",
                "Chủ tịch Ủy ban nhân dân tỉnh",
                "can_cu",
                None,
            ),
        ],
    ),
    (
        ("Việc soạn thảo văn bản thực hiện theo Nghị định 30/2020 và Hướng dẫn 36 của Văn phòng Trung ương."),
        [
            ("30/2020", "30/2020", P, "nghị định", None, None, "dan_chieu", None),
            ("36", "36", P, "hướng dẫn", None, "Văn phòng Trung ương", "dan_chieu", None),
        ],
    ),
    (
        "Mức hưởng áp dụng theo Thông tư 22/2024/TT của Bộ Lao động - Thương binh và Xã hội.",
        [
            ("22/2024/TT", "22/2024/TT", P, "thông tư", None, "Bộ Lao động - Thương binh và Xã hội", "dan_chieu", None),
        ],
    ),
    (
        "Thực hiện Kế hoạch số 12/KH ngày 15/3/2025 của Liên đoàn Lao động tỉnh Sông Ngàn.",
        [
            ("12/KH", "12/KH", P, "kế hoạch", "2025-03-15", "Liên đoàn Lao động tỉnh Sông Ngàn", "thuc_hien", None),
        ],
    ),
    (
        "Tiếp tục thực hiện các văn bản số 246, 247-KH/TU ngày 22/01/2024 của Tỉnh ủy.",
        [
            ("246", "246-KH/TU", P, "văn bản", "2024-01-22", "Tỉnh ủy", "thuc_hien", None),
            ("247-KH/TU", "247-KH/TU", N, "văn bản", "2024-01-22", "Tỉnh ủy", "thuc_hien", None),
        ],
    ),
    (
        "Thực hiện Kế hoạch số 246-KH/TU, 247 ngày 22/01/2024 của Tỉnh ủy Sông Ngàn.",
        [
            ("246-KH/TU", "246-KH/TU", N, "kế hoạch", "2024-01-22", "Tỉnh ủy Sông Ngàn", "thuc_hien", None),
            ("247", "247-KH/TU", P, "kế hoạch", "2024-01-22", "Tỉnh ủy Sông Ngàn", "thuc_hien", None),
        ],
    ),
    (
        (
            "theo các Nghị quyết: số 57-NQ/TW ngày 22/12/2024 về đột phá phát triển khoa học, công nghệ; "
            "số 59-NQ/TW ngày 24/01/2025 về hội nhập quốc tế trong tình hình mới; số 66-NQ/TW ngày "
            "30/4/2025… của Bộ Chính trị."
        ),
        [
            (
                "57-NQ/TW",
                "57-NQ/TW",
                N,
                "nghị quyết",
                "2024-12-22",
                None,
                "thuc_hien",
                "về đột phá phát triển khoa học, công nghệ",
            ),
            (
                "59-NQ/TW",
                "59-NQ/TW",
                N,
                "nghị quyết",
                "2025-01-24",
                None,
                "thuc_hien",
                "về hội nhập quốc tế trong tình hình mới",
            ),
            ("66-NQ/TW", "66-NQ/TW", N, "nghị quyết", "2025-04-30", "Bộ Chính trị", "thuc_hien", None),
        ],
    ),
    (
        (
            "Thực hiện Kết luận số 126-KL/TW, ngày 14/02/2025 của Bộ Chính trị, Ban Bí thư và Công văn số "
            "3988/TLĐ-ToC, ngày 27/02/2025 của Tổng Liên đoàn Lao động Việt Nam về việc sắp xếp tổ chức "
            "công đoàn."
        ),
        [
            ("126-KL/TW", "126-KL/TW", N, "kết luận", "2025-02-14", "Bộ Chính trị, Ban Bí thư", "thuc_hien", None),
            (
                "3988/TLĐ-ToC",
                "3988/TLĐ-ToC",
                N,
                "công văn",
                "2025-02-27",
                "Tổng Liên đoàn Lao động Việt Nam",
                "thuc_hien",
                "về việc sắp xếp tổ chức công đoàn",
            ),
        ],
    ),
    (
        (
            "Căn cứ Quyết định số 174/QĐ-TLĐ ngày 03/02/2020 về việc ban hành Điều lệ và Hướng dẫn số "
            "03/HD-TLĐ ngày 20/02/2020 của Tổng Liên đoàn Lao động Việt Nam;\n"
        ),
        [
            ("174/QĐ-TLĐ", "174/QĐ-TLĐ", N, "quyết định", "2020-02-03", None, "can_cu", "về việc ban hành Điều lệ"),
            (
                "03/HD-TLĐ",
                "03/HD-TLĐ",
                N,
                "hướng dẫn",
                "2020-02-20",
                "Tổng Liên đoàn Lao động Việt Nam",
                "can_cu",
                None,
            ),
        ],
    ),
    (
        (
            "Căn cứ Luật Công đoàn số 12/2012/QH13 ngày 20 tháng 6 năm 2012, được thay thế bởi Luật Công "
            "đoàn số 50/2024/QH15 ngày 27 tháng 11 năm 2024;\nCăn cứ Bộ luật Lao động số 45/2019/QH14;\n"
        ),
        [
            ("12/2012/QH13", "12/2012/QH13", N, "luật", "2012-06-20", None, "can_cu", None),
            ("50/2024/QH15", "50/2024/QH15", N, "luật", "2024-11-27", None, "dan_chieu", None),
            ("45/2019/QH14", "45/2019/QH14", N, "bộ luật", None, None, "can_cu", None),
        ],
    ),
    (
        (
            "Căn cứ Nghị định số 145/2020/NĐ-CP ngày 14/12/2020 của Chính phủ (được sửa đổi bởi Nghị định "
            "số 10/2024/NĐ-CP ngày 01/02/2024) quy định chi tiết một số điều của Bộ luật Lao động;\n"
        ),
        [
            (
                "145/2020/NĐ-CP",
                "145/2020/NĐ-CP",
                N,
                "nghị định",
                "2020-12-14",
                "Chính phủ",
                "can_cu",
                "quy định chi tiết một số điều của Bộ luật Lao động",
            ),
            ("10/2024/NĐ-CP", "10/2024/NĐ-CP", N, "nghị định", "2024-02-01", None, "dan_chieu", None),
            ("Bộ luật Lao động", None, L, "bộ luật", None, None, "huong_dan", "Lao động"),
        ],
    ),
    (
        ("(Kèm theo Công văn số:        /LĐLĐ-CSPL ngày     tháng 6 năm 2025 của Liên đoàn Lao động tỉnh Sông Ngàn)"),
        [
            ("/LĐLĐ-CSPL", "/LĐLĐ-CSPL", B, "công văn", None, "Liên đoàn Lao động tỉnh Sông Ngàn", "self", None),
        ],
    ),
    (
        ("Đối tượng theo Phụ lục II ban hành kèm theo Hướng dẫn số 41/HD-TLĐ ngày 11/11/2021 của Tổng Liên đoàn."),
        [
            ("41/HD-TLĐ", "41/HD-TLĐ", N, "hướng dẫn", "2021-11-11", "Tổng Liên đoàn", "ban_hanh_kem_theo", None),
        ],
    ),
    (
        "Thực hiện Kế hoạch số 45 /KH- LĐLĐ ngày 02 / 3 /2025 của Liên đoàn Lao động tỉnh.",
        [
            ("45 /KH- LĐLĐ", "45/KH-LĐLĐ", N, "kế hoạch", "2025-03-02", "Liên đoàn Lao động tỉnh", "thuc_hien", None),
        ],
    ),
    (
        "Thực hiện Kế hoạch số 45/KH-\nLĐLĐ ngày 02/3/2025 của Liên đoàn Lao động tỉnh.",
        [
            ("45/KH-\nLĐLĐ", "45/KH-LĐLĐ", N, "kế hoạch", "2025-03-02", "Liên đoàn Lao động tỉnh", "thuc_hien", None),
        ],
    ),
    (
        "Căn cứ Quyết định số 1908/QÐ-TLÐ ngày 19/12/2016 của Đoàn Chủ tịch Tổng Liên đoàn;\n",
        [
            (
                "1908/QÐ-TLÐ",
                "1908/QĐ-TLĐ",
                N,
                "quyết định",
                "2016-12-19",
                "Đoàn Chủ tịch Tổng Liên đoàn",
                "can_cu",
                None,
            ),
        ],
    ),
    (
        (
            "Thực hiện Nghị quyết số 20 – NQ/TW, ngày 28 – 01 – 2008 của Hội nghị lần thứ sáu Ban Chấp "
            "hành Trung ương Đảng khóa X."
        ),
        [
            (
                "20 – NQ/TW",
                "20-NQ/TW",
                N,
                "nghị quyết",
                "2008-01-28",
                "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa X",
                "thuc_hien",
                None,
            ),
        ],
    ),
    (
        (
            "Thực hiện Chỉ thị số 05-CT/TƯ ngày 15-5-2016 của Bộ Chính trị về đẩy mạnh học tập và làm theo "
            "tư tưởng, đạo đức, phong cách Hồ Chí Minh."
        ),
        [
            (
                "05-CT/TƯ",
                "05-CT/TW",
                N,
                "chỉ thị",
                "2016-05-15",
                "Bộ Chính trị",
                "thuc_hien",
                "về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
            ),
        ],
    ),
    (
        (
            "Phúc đáp Công văn số 215/LĐLĐ-TG ngày 10/4/2025 của Liên đoàn Lao động huyện Bình An về việc "
            "xin ý kiến kế hoạch đại hội, Liên đoàn Lao động tỉnh có ý kiến như sau:"
        ),
        [
            (
                "215/LĐLĐ-TG",
                "215/LĐLĐ-TG",
                N,
                "công văn",
                "2025-04-10",
                "Liên đoàn Lao động huyện Bình An",
                "tra_loi",
                "về việc xin ý kiến kế hoạch đại hội",
            ),
        ],
    ),
    (
        (
            "Trả lời Công văn số 88/CĐCS ngày 01/4/2025 của Công đoàn cơ sở Công ty cổ phần May Sông Ngàn "
            "về việc công nhận đoàn viên, Ban Tổ chức Liên đoàn Lao động tỉnh trả lời như sau:"
        ),
        [
            (
                "88/CĐCS",
                "88/CĐCS",
                N,
                "công văn",
                "2025-04-01",
                "Công đoàn cơ sở Công ty cổ phần May Sông Ngàn",
                "tra_loi",
                "về việc công nhận đoàn viên",
            ),
        ],
    ),
    (
        (
            "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy tiếp tục thực hiện nghiêm Quy định số 37-QĐ/TW, ngày "
            "25/10/2021 của Ban Chấp hành Trung ương về những điều đảng viên không được làm; Quy định số "
            "08-QĐi/TW, ngày 25/10/2018 của Ban Chấp hành Trung ương về trách nhiệm nêu gương."
        ),
        [
            (
                "37-QĐ/TW",
                "37-QĐ/TW",
                N,
                "quy định",
                "2021-10-25",
                "Ban Chấp hành Trung ương",
                "thuc_hien",
                "về những điều đảng viên không được làm",
            ),
            (
                "08-QĐi/TW",
                "08-QĐi/TW",
                N,
                "quy định",
                "2018-10-25",
                "Ban Chấp hành Trung ương",
                "thuc_hien",
                "về trách nhiệm nêu gương",
            ),
        ],
    ),
    (
        (
            "- Căn cứ Quyết định số 03-QĐ/TU, ngày 15/10/2025 của Ban Chấp hành Đảng bộ tỉnh (khóa I) về "
            "Quy chế làm việc;\n"
        ),
        [
            (
                "03-QĐ/TU",
                "03-QĐ/TU",
                N,
                "quyết định",
                "2025-10-15",
                "Ban Chấp hành Đảng bộ tỉnh (khóa I)",
                "can_cu",
                "về Quy chế làm việc",
            ),
        ],
    ),
    (
        ("Xét đề nghị của Ban Tuyên giáo và Dân vận Tỉnh ủy tại Tờ trình số 45-TTr/BTGDVTU, ngày 03/11/2025;\n"),
        [
            (
                "45-TTr/BTGDVTU",
                "45-TTr/BTGDVTU",
                N,
                "tờ trình",
                "2025-11-03",
                "Ban Tuyên giáo và Dân vận Tỉnh ủy",
                "tra_loi",
                None,
            ),
        ],
    ),
    (
        (
            "Sau 05 năm thực hiện Nghị quyết số 09-NQ ngày 27/8/2021 của Tỉnh ủy về phát triển văn hóa, "
            "con người Sông Ngàn, tỉnh đã đạt nhiều kết quả."
        ),
        [
            (
                "09-NQ",
                "09-NQ",
                P,
                "nghị quyết",
                "2021-08-27",
                "Tỉnh ủy",
                "thuc_hien",
                "về phát triển văn hóa, con người Sông Ngàn",
            ),
        ],
    ),
    (
        ("Chỉ đạo sơ kết 3 năm thực hiện Chỉ thị 21-CT/TU (khóa XX), Kết luận 12-KL/TU và Nghị quyết 05 của Đảng ủy."),
        [
            ("21-CT/TU", "21-CT/TU", N, "chỉ thị", None, None, "thuc_hien", None),
            ("12-KL/TU", "12-KL/TU", N, "kết luận", None, None, "thuc_hien", None),
            ("05", "05", P, "nghị quyết", None, "Đảng ủy", "thuc_hien", None),
        ],
    ),
    (
        (
            "Hướng dẫn này thay thế Hướng dẫn số 1908/HD-TLĐ ngày 01/12/2017 và bãi bỏ Công văn số "
            "12/TLĐ-TG ngày 03/01/2019 của Tổng Liên đoàn."
        ),
        [
            ("1908/HD-TLĐ", "1908/HD-TLĐ", N, "hướng dẫn", "2017-12-01", None, "thay_the", None),
            ("12/TLĐ-TG", "12/TLĐ-TG", N, "công văn", "2019-01-03", "Tổng Liên đoàn", "bai_bo", None),
        ],
    ),
    (
        (
            "Quy định này có hiệu lực từ ngày ký; các quy định trước đây trái với Quy định này và Quyết "
            "định số 333/QĐ-LĐLĐ ngày 05/5/2019 hết hiệu lực thi hành."
        ),
        [
            ("333/QĐ-LĐLĐ", "333/QĐ-LĐLĐ", N, "quyết định", "2019-05-05", None, "bai_bo", None),
        ],
    ),
    (
        (
            "Thực hiện Chương trình phối hợp số 08/CTPH-LĐLĐ-SNV ngày 12/02/2025 giữa Liên đoàn Lao động "
            "tỉnh và Sở Nội vụ về chăm lo việc làm cho người lao động."
        ),
        [
            (
                "08/CTPH-LĐLĐ-SNV",
                "08/CTPH-LĐLĐ-SNV",
                N,
                "chương trình phối hợp",
                "2025-02-12",
                "Liên đoàn Lao động tỉnh và Sở Nội vụ",
                "thuc_hien",
                "về chăm lo việc làm cho người lao động",
            ),
        ],
    ),
    (
        (
            "Thực hiện Nghị quyết số 30/NQ-BCH ngày 04/8/2023 của Ban Chấp hành Tổng Liên đoàn (khóa XII) "
            "về nâng cao chất lượng thương lượng tập thể (sau đây gọi tắt là Nghị quyết 30), Liên đoàn Lao "
            "động tỉnh báo cáo kết quả."
        ),
        [
            (
                "30/NQ-BCH",
                "30/NQ-BCH",
                N,
                "nghị quyết",
                "2023-08-04",
                "Ban Chấp hành Tổng Liên đoàn (khóa XII)",
                "thuc_hien",
                "về nâng cao chất lượng thương lượng tập thể",
            ),
            ("30", "30", P, "nghị quyết", None, None, "dan_chieu", None),
        ],
    ),
    (
        (
            "- Luật Công đoàn được Quốc hội khóa XV thông qua ngày 27/11/2024; Luật Bảo hiểm xã hội 2024; "
            "Bộ luật Lao động năm 2019."
        ),
        [
            ("Luật Công đoàn", None, L, "luật", "2024-11-27", "Quốc hội khóa XV", "dan_chieu", "Công đoàn"),
            ("Luật Bảo hiểm xã hội", None, L, "luật", "2024", None, "dan_chieu", "Bảo hiểm xã hội"),
            ("Bộ luật Lao động", None, L, "bộ luật", "2019", None, "dan_chieu", "Lao động"),
        ],
    ),
    (
        (
            "TRIỂN KHAI THỰC HIỆN CHƯƠNG TRÌNH HÀNH ĐỘNG SỐ 05-CTR/TU NGÀY 20/11/2025 CỦA BAN CHẤP HÀNH "
            "ĐẢNG BỘ TỈNH VỀ PHÁT TRIỂN ĐOÀN VIÊN\n"
        ),
        [
            (
                "05-CTR/TU",
                "05-CTr/TU",
                N,
                "chương trình hành động",
                "2025-11-20",
                "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH",
                "thuc_hien",
                "VỀ PHÁT TRIỂN ĐOÀN VIÊN",
            ),
        ],
    ),
    (
        (
            "Đạt tỷ lệ 24/24 xã, 3/4 phường; Hotline 0214.3820.123; Đề án 06; giai đoạn 2023-2028; trang "
            "12/30; tài khoản 1234-5678; TCVN 5699-1:2010."
        ),
        [],
    ),
    (
        (
            "Số 45 đường Hoàng Liên, phường Bình An; hồ sơ gồm 02/CB; mã dự án 1.004/DA-ODA; Điều 5, khoản "
            "2; Phụ lục 03."
        ),
        [],
    ),
    (
        (
            "Thực hiện Công văn số 482/TLĐ-TG ngày 17/01/2024 của Tổng Liên đoàn về việc triển khai Kế "
            "hoạch số 175-KH/BTGTW ngày 25/12/2023 của Ban Tuyên giáo Trung ương, LĐLĐ tỉnh đề nghị các "
            "đơn vị:"
        ),
        [
            (
                "482/TLĐ-TG",
                "482/TLĐ-TG",
                N,
                "công văn",
                "2024-01-17",
                "Tổng Liên đoàn",
                "thuc_hien",
                "về việc triển khai Kế hoạch số 175-KH/BTGTW ngày 25/12/2023 của Ban Tuyên giáo Trung ương",
            ),
            (
                "175-KH/BTGTW",
                "175-KH/BTGTW",
                N,
                "kế hoạch",
                "2023-12-25",
                "Ban Tuyên giáo Trung ương",
                "thuc_hien",
                None,
            ),
        ],
    ),
    (
        (
            "Kế hoạch số 99/KH-LĐLĐ, ngày 01/4/2025 “Tổ chức phong trào thi đua Lao động giỏi, Lao động "
            "sáng tạo” của Liên đoàn Lao động tỉnh."
        ),
        [
            (
                "99/KH-LĐLĐ",
                "99/KH-LĐLĐ",
                N,
                "kế hoạch",
                "2025-04-01",
                "Liên đoàn Lao động tỉnh",
                "dan_chieu",
                "Tổ chức phong trào thi đua Lao động giỏi, Lao động sáng tạo",
            ),
        ],
    ),
    (
        "Thực hiện Nghị quyết số l2-NQ/TW ngày l6/3/2022 của Bộ Chính trị.",
        [
            ("l2-NQ/TW", "12-NQ/TW", N, "nghị quyết", "2022-03-16", "Bộ Chính trị", "thuc_hien", None),
        ],
    ),
    (
        (
            "Thực hiện các Công văn: số 215/UBND-NC ngày 10/01/2025, số 318/UBND-NC ngày 20/01/2025 của Ủy "
            "ban nhân dân tỉnh và số 77-CV/TU ngày 02/02/2025 của Tỉnh ủy."
        ),
        [
            ("215/UBND-NC", "215/UBND-NC", N, "công văn", "2025-01-10", "Ủy ban nhân dân tỉnh", "thuc_hien", None),
            ("318/UBND-NC", "318/UBND-NC", N, "công văn", "2025-01-20", "Ủy ban nhân dân tỉnh", "thuc_hien", None),
            ("77-CV/TU", "77-CV/TU", N, "công văn", "2025-02-02", "Tỉnh ủy", "thuc_hien", None),
        ],
    ),
    (
        (
            "Người lao động được hưởng chế độ theo luật an toàn, vệ sinh lao động, luật bảo hiểm xã hội và "
            "pháp luật lao động."
        ),
        [
            ("luật an toàn, vệ sinh lao động", None, L, "luật", None, None, "dan_chieu", "an toàn, vệ sinh lao động"),
            ("luật bảo hiểm xã hội", None, L, "luật", None, None, "dan_chieu", "bảo hiểm xã hội"),
        ],
    ),
    (
        (
            "Ngày 20/3/2025, Ban Thường vụ Liên đoàn Lao động tỉnh đã ban hành Kế hoạch số 21/KH-LĐLĐ về "
            "tổ chức Tháng Công nhân."
        ),
        [
            (
                "21/KH-LĐLĐ",
                "21/KH-LĐLĐ",
                N,
                "kế hoạch",
                None,
                "Ban Thường vụ Liên đoàn Lao động tỉnh",
                "dan_chieu",
                "về tổ chức Tháng Công nhân",
            ),
        ],
    ),
    (
        (
            "Tiếp tục đẩy mạnh thực hiện Kết luận số 21-KL/TW, ngày 25/10/2021 của Hội nghị Trung ương 4 "
            "khóa XIII về đẩy mạnh xây dựng, chỉnh đốn Đảng và hệ thống chính trị; kiên quyết ngăn chặn "
            "suy thoái gắn với Quy định 144-QĐ/TW ngày 09/5/2024 của Bộ Chính trị về chuẩn mực đạo đức "
            "cách mạng."
        ),
        [
            (
                "21-KL/TW",
                "21-KL/TW",
                N,
                "kết luận",
                "2021-10-25",
                "Hội nghị Trung ương 4 khóa XIII",
                "thuc_hien",
                "về đẩy mạnh xây dựng, chỉnh đốn Đảng và hệ thống chính trị",
            ),
            (
                "144-QĐ/TW",
                "144-QĐ/TW",
                N,
                "quy định",
                "2024-05-09",
                "Bộ Chính trị",
                "dan_chieu",
                "về chuẩn mực đạo đức cách mạng",
            ),
        ],
    ),
    (
        (
            "Căn cứ Công văn số 4126/TLĐ-TC ngày 20/3/2025 của Tổng Liên đoàn V/v hướng dẫn quản lý tài "
            "chính, tài sản công đoàn khi sắp xếp tổ chức bộ máy;\n"
        ),
        [
            (
                "4126/TLĐ-TC",
                "4126/TLĐ-TC",
                N,
                "công văn",
                "2025-03-20",
                "Tổng Liên đoàn",
                "can_cu",
                "V/v hướng dẫn quản lý tài chính, tài sản công đoàn khi sắp xếp tổ chức bộ máy",
            ),
        ],
    ),
    (
        (
            "Các đơn vị nghiên cứu Công văn số 1503/BNV-CTL&BHXH ngày 11/4/2025 của Bộ Nội vụ và Nghị định "
            "số 73/2024/NĐ-CP ngày 30/6/2024 quy định mức lương cơ sở."
        ),
        [
            ("1503/BNV-CTL&BHXH", "1503/BNV-CTL&BHXH", N, "công văn", "2025-04-11", "Bộ Nội vụ", "dan_chieu", None),
            (
                "73/2024/NĐ-CP",
                "73/2024/NĐ-CP",
                N,
                "nghị định",
                "2024-06-30",
                None,
                "dan_chieu",
                "quy định mức lương cơ sở",
            ),
        ],
    ),
    (
        (
            "Nghị quyết liên tịch số 01/2018/NQLT-CP-TLĐLĐVN ngày 05/01/2018 giữa Chính phủ và Tổng Liên "
            "đoàn Lao động Việt Nam về ban hành quy chế quan hệ công tác."
        ),
        [
            (
                "01/2018/NQLT-CP-TLĐLĐVN",
                "01/2018/NQLT-CP-TLĐLĐVN",
                N,
                "nghị quyết liên tịch",
                "2018-01-05",
                "Chính phủ và Tổng Liên đoàn Lao động Việt Nam",
                "dan_chieu",
                "về ban hành quy chế quan hệ công tác",
            ),
        ],
    ),
    (
        (
            "Nội dung này đã được quy định tại Nghị định 145/2020/NĐ-CP, Thông tư 09/2020/TT-BLĐTBXH, "
            "Thông tư 10/2020/TT-BLĐTBXH và các văn bản khác."
        ),
        [
            ("145/2020/NĐ-CP", "145/2020/NĐ-CP", N, "nghị định", None, None, "dan_chieu", None),
            ("09/2020/TT-BLĐTBXH", "09/2020/TT-BLĐTBXH", N, "thông tư", None, None, "dan_chieu", None),
            ("10/2020/TT-BLĐTBXH", "10/2020/TT-BLĐTBXH", N, "thông tư", None, None, "dan_chieu", None),
        ],
    ),
    (
        (
            "Thực hiện Chỉ thị số 24-CT/TW của Ban Bí thư Trung ương Đảng (khóa XIII) ngày 13 tháng 9 năm "
            "2023 “về tăng cường sự lãnh đạo của Đảng đối với công tác dân số”."
        ),
        [
            (
                "24-CT/TW",
                "24-CT/TW",
                N,
                "chỉ thị",
                "2023-09-13",
                "Ban Bí thư Trung ương Đảng (khóa XIII)",
                "thuc_hien",
                "về tăng cường sự lãnh đạo của Đảng đối với công tác dân số",
            ),
        ],
    ),
    (
        (
            "Tại khoản 3 Điều 6 Nghị quyết 1003/NQ-UBTVQH13 về tập thể, các Nghị quyết số 60/2025/QH15 và "
            "190/2025/QH15 của Quốc hội."
        ),
        [
            ("1003/NQ-UBTVQH13", "1003/NQ-UBTVQH13", N, "nghị quyết", None, None, "dan_chieu", "về tập thể"),
            ("60/2025/QH15", "60/2025/QH15", N, "nghị quyết", None, "Quốc hội", "dan_chieu", None),
            ("190/2025/QH15", "190/2025/QH15", N, "nghị quyết", None, "Quốc hội", "dan_chieu", None),
        ],
    ),
    (
        (
            "Căn cứ các Nghị định của Chính phủ: số 78/2025/NĐ-CP ngày 01/4/2025 quy định chi tiết một số "
            "điều của Luật Giá; số 79/2025/NĐ-CP ngày 01/4/2025 về xử lý văn bản quy phạm pháp luật và số "
            "150/2025/NĐ-CP ngày 12/6/2025;\n"
        ),
        [
            (
                "78/2025/NĐ-CP",
                "78/2025/NĐ-CP",
                N,
                "nghị định",
                "2025-04-01",
                "Chính phủ",
                "can_cu",
                "quy định chi tiết một số điều của Luật Giá",
            ),
            ("Luật Giá", None, L, "luật", None, None, "huong_dan", "Giá"),
            (
                "79/2025/NĐ-CP",
                "79/2025/NĐ-CP",
                N,
                "nghị định",
                "2025-04-01",
                "Chính phủ",
                "can_cu",
                "về xử lý văn bản quy phạm pháp luật",
            ),
            ("150/2025/NĐ-CP", "150/2025/NĐ-CP", N, "nghị định", "2025-06-12", "Chính phủ", "can_cu", None),
        ],
    ),
    (
        "Nghị định sô 63/2010/NĐ-CP ngày ngày 08 tháng 6 năm 2010 của Chính phủ.",
        [
            ("63/2010/NĐ-CP", "63/2010/NĐ-CP", N, "nghị định", "2010-06-08", "Chính phủ", "dan_chieu", None),
        ],
    ),
    (
        (
            "Quyết định số 5/QĐ-UBND ngày 31/12/2014 ngày 31/12/2014 của UBND tỉnh; Nghị định số "
            "118/2025/NĐ-CP ngày 09/6/20205 của Chính phủ."
        ),
        [
            ("5/QĐ-UBND", "5/QĐ-UBND", N, "quyết định", "2014-12-31", "UBND tỉnh", "dan_chieu", None),
            ("118/2025/NĐ-CP", "118/2025/NĐ-CP", N, "nghị định", None, "Chính phủ", "dan_chieu", None),
        ],
    ),
    (
        (
            "Thực hiện Công văn số 02/CV-CĐCS ngày 08 tháng ….. năm 2026 của Công đoàn cơ sở về việc lấy ý "
            "kiến đoàn viên."
        ),
        [
            (
                "02/CV-CĐCS",
                "02/CV-CĐCS",
                N,
                "công văn",
                None,
                "Công đoàn cơ sở",
                "thuc_hien",
                "về việc lấy ý kiến đoàn viên",
            ),
        ],
    ),
]


@pytest.mark.parametrize("text, expected", TABLE, ids=[text[:60] for text, _ in TABLE])
def test_citations(text, expected):
    citations = find_citations(text, Header(), ()).citations
    assert [(c.text, c.number, c.kind, c.type, c.date, c.issuer, c.relation, c.title) for c in citations] == expected
