"""Resolution against a labelled set: which held document a citation means, or why none.

The archive below is invented but for the facts of real documents (numbers and dates).  A line of CASES is one labelled
citation; the set as a whole is measured too, because no wrong RESOLVED may hide in an average.
"""

import pytest

from directives.citing.citations import law_key, resolve
from directives.models import Citation, DocumentFacts, KnownDocument
from directives.reference.numbers import number_key

LC, YB, SL = "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "ỦY BAN NHÂN DÂN TỈNH YÊN BÁI", "ỦY BAN NHÂN DÂN TỈNH SƠN LA"
SN = "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN"
TW, GOV, PM = "BAN CHẤP HÀNH TRUNG ƯƠNG", "CHÍNH PHỦ", "THỦ TƯỚNG CHÍNH PHỦ"
TLD, LDLD_LC, LDLD_YB = (
    "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "LIÊN ĐOÀN LAO ĐỘNG TỈNH LÀO CAI", "LIÊN ĐOÀN LAO ĐỘNG TỈNH YÊN BÁI",
)  # fmt: skip
QH = "QUỐC HỘI"

# id: number, type, issuer, date[, title of a law]
HELD = {
    "nq35-x": ("35-NQ/TW", "nghị quyết", TW, "2009-05-14"),
    "nq35-xii": ("35-NQ/TW", "nghị quyết", TW, "2018-10-22"),
    "ct05-xi": ("05-CT/TW", "chỉ thị", TW, "2011-06-10"),
    "ct05-xii": ("05-CT/TW", "chỉ thị", TW, "2016-05-15"),
    "kl01": ("01-KL/TW", "kết luận", TW, "2021-05-18"),
    "kl77": ("77-KL/TW", "kết luận", TW, "2024-05-02"),
    "nq02": ("02-NQ/TW", "nghị quyết", TW, "2021-06-12"),
    "nq20": ("20-NQ/TW", "nghị quyết", TW, "2008-01-28"),
    "nq20-xii": ("20-NQ/TW", "nghị quyết", TW, "2017-10-25"),
    "quydinh41": ("41-QĐ/TW", "quy định", TW, "2021-11-03"),
    "quyetdinh41": ("41-QĐ/TW", "quyết định", TW, "2021-03-01"),
    "quydinh377": ("377-QĐ/TW", "quy định", TW, "2025-10-08"),
    "nq09-lc": ("09-NQ/TU", "nghị quyết", "TỈNH ỦY LÀO CAI", "2021-08-27"),
    "nq09-yb": ("09-NQ/TU", "nghị quyết", "TỈNH ỦY YÊN BÁI", "2021-09-15"),
    "kh246": ("246-KH/TU", "kế hoạch", "TỈNH ỦY LÀO CAI", "2024-01-22"),
    "kh175": ("175-KH/BTGTU", "kế hoạch", "BAN TUYÊN GIÁO TỈNH ỦY LÀO CAI", "2023-12-25"),
    "kh120-lc": ("120/KH-UBND", "kế hoạch", LC, "2023-03-03"),
    "kh120-yb": ("120/KH-UBND", "kế hoạch", YB, "2023-05-10"),
    "kh120-sl": ("120/KH-UBND", "kế hoạch", SL, "2023-03-20"),
    "kh88-yb": ("88/KH-UBND", "kế hoạch", YB, "2022-04-01"),
    "kh88-sl": ("88/KH-UBND", "kế hoạch", SL, "2022-04-01"),
    "kh77-sl": ("77/KH-UBND", "kế hoạch", SL, "2022-02-02"),
    "qd12-20": ("12/QĐ-UBND", "quyết định", LC, "2020-01-05"),
    "qd12-22": ("12/QĐ-UBND", "quyết định", LC, "2022-02-07"),
    "qd12-26": ("12/QĐ-UBND", "quyết định", LC, "2026-01-09"),
    "qd30-a": ("30/QĐ-UBND", "quyết định", SN, "2023-07-01"),
    "qd30-b": ("30/QĐ-UBND", "quyết định", SN, "2023-07-01"),
    "qd45-x": ("45/QĐ-UBND", "quyết định", "ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY", "2023-06-01"),
    "qd51": ("51/QĐ-UBND", "quyết định", LC, None),
    "qd87": ("87/2025/QĐ-UBND", "quyết định", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", "2025-11-19"),
    "qd87-ls": ("87/2025/QĐ-UBND", "quyết định", "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", "2025-10-20"),
    "tld376-22": ("376/KH-TLĐ", "kế hoạch", TLD, "2022-11-01"),
    "tld376-23": ("376/KH-TLĐ", "kế hoạch", TLD, "2023-11-08"),
    "tld482": ("482/TLĐ-TG", "công văn", TLD, "2024-01-17"),
    "ctr399": ("399/CTr-TLĐ", "chương trình hành động", TLD, "2008-03-07"),
    "ldld02-lc": ("02/CTr-LĐLĐ", "chương trình công tác", LDLD_LC, "2023-12-26"),
    "ldld02-yb": ("02/CTr-LĐLĐ", "chương trình công tác", LDLD_YB, "2023-12-28"),
    "ldld15": ("15/KH-LĐLĐ", "kế hoạch", LDLD_LC, "2023-11-20"),
    "qd2214": ("2214/QĐ-TTg", "quyết định", PM, "2021-12-28"),
    "nd30": ("30/2020/NĐ-CP", "nghị định", GOV, "2020-03-05"),
    "nd99": ("99/2024/NĐ-CP", "nghị định", GOV, None),
    "tt01": ("01/2025/TT-BNNMT", "thông tư", "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "2025-05-15"),
    "luatcd-12": ("12/2012/QH13", "luật", QH, "2012-06-20", "CÔNG ĐOÀN"),
    "luatcd-24": ("50/2024/QH15", "luật", QH, "2024-11-27", "CÔNG ĐOÀN"),
    "bhxh": ("41/2024/QH15", "luật", QH, "2024-06-29", "BẢO HIỂM XÃ HỘI"),
    "blld": ("45/2019/QH14", "bộ luật", QH, "2019-11-20", "LAO ĐỘNG"),
    "atvsld": ("84/2015/QH13", "luật", QH, "2015-06-25", "An toàn, vệ sinh lao động"),
}  # fmt: skip

# citing document: number, type, issuer, date
CITING = {
    "lc23": ("500/KH-UBND", "kế hoạch", LC, "2023-12-01"),
    "lc24": ("501/KH-UBND", "kế hoạch", LC, "2024-06-01"),
    "lc25": ("502/KH-UBND", "kế hoạch", LC, "2025-12-01"),  # after Yên Bái went into Lào Cai
    "lc21": ("90/KH-UBND", "kế hoạch", LC, "2021-06-01"),
    "yb24": ("77/BC-UBND", "báo cáo", YB, "2024-06-01"),
    "sl24": ("31/KH-UBND", "kế hoạch", SL, "2024-06-01"),
    "ld24": ("/LĐLĐ-TGNC", "công văn", LDLD_LC, "2024-01-20"),
    "ld10": ("07/KH-LĐLĐ", "kế hoạch", LDLD_LC, "2010-03-01"),
    "xa24": ("09/KH-UBND", "kế hoạch", "ỦY BAN NHÂN DÂN XÃ BÁT XÁT", "2024-06-01"),
    "tw24": ("33-HD/BTCTW", "hướng dẫn", "BAN TỔ CHỨC TRUNG ƯƠNG", "2024-06-01"),
    "tw25": ("45-HD/BTCTW", "hướng dẫn", "BAN TỔ CHỨC TRUNG ƯƠNG", "2025-11-21"),
    "none": ("", None, None, None),
    "undated": ("61/KH-UBND", "kế hoạch", LC, None),
    "qd12": ("12/QĐ-UBND", "quyết định", LC, "2022-02-07"),
    "nd": ("303/2025/NĐ-CP", "nghị định", GOV, "2025-11-19"),
}

KNOWN = {
    "37-NQ/TW": KnownDocument("37-NQ/TW", "nghị quyết", "Bộ Chính trị", "2018-12-24", "…", "catalogue"),
    "19-KH/TW": KnownDocument("19-KH/TW", "kế hoạch", "Ban Bí thư", "2022-03-01", "…", "catalogue"),
}

R, M, A, S, B = "RESOLVED", "MISSING", "AMBIGUOUS", "SELF", "BLANK"
UB, CP, BCT = "Ủy ban nhân dân tỉnh", "Chính phủ", "Bộ Chính trị"

# number, type, date, issuer, citing → status, ids
CASES = [
    # one document under the number
    ("30/2020/NĐ-CP", "nghị định", "2020-03-05", CP, "lc24", R, "nd30"),
    ("30/2020/NĐ-CP", "nghị định", None, None, "ld24", R, "nd30"),
    ("30/2020/NĐ-CP", "nghị định", "2020", CP, "tw24", R, "nd30"),
    ("30/2020/ND-CP", "nghị định", None, "chính phủ", "none", R, "nd30"),
    ("2214/QĐ-TTg", "quyết định", "2021-12-28", "Thủ tướng Chính phủ", "ld24", R, "qd2214"),
    ("2214/QĐ-TTG", "quyết định", None, "Thủ tướng", "lc24", R, "qd2214"),
    ("482/TLĐ-TG", "công văn", "2024-01-17", "Tổng Liên đoàn Lao động Việt Nam", "ld24", R, "tld482"),
    ("482/TLĐ-TG", "văn bản", None, "Tổng LĐLĐ Việt Nam", "ld24", R, "tld482"),
    ("399/CTr-TLĐ", "chương trình hành động", "2008-03-07", "Ban Chấp hành Tổng Liên đoàn", "ld24", R, "ctr399"),
    ("399/CTr-TLĐ", None, None, None, "ld24", R, "ctr399"),
    ("01-KL/TW", "kết luận", "2021-05-18", BCT, "ld24", R, "kl01"),
    ("02-NQ/TW", "nghị quyết", "2021-06-12", "Bộ Chính trị khóa XIII", "ld24", R, "nq02"),
    ("246-KH/TU", "kế hoạch", "2024-01-22", "Tỉnh ủy Lào Cai", "lc24", R, "kh246"),
    ("246-KH/TU", "kế hoạch", None, "Ban Thường vụ Tỉnh ủy", "lc24", R, "kh246"),
    ("246-KH/TU", "kế hoạch", None, "BCH Đảng bộ tỉnh", "lc24", R, "kh246"),
    ("175-KH/BTGTU", "kế hoạch", "2023-12-25", "Ban Tuyên giáo Tỉnh ủy", "ld24", R, "kh175"),
    ("15/KH-LĐLĐ", "kế hoạch", "2023-11-20", "Liên đoàn Lao động tỉnh", "ld24", R, "ldld15"),
    ("15/KH-LĐLĐ", "kế hoạch", None, "Ban Thường vụ LĐLĐ tỉnh", "xa24", R, "ldld15"),
    ("01/2025/TT-BNNMT", "thông tư", "2025-05-15", "Bộ trưởng Bộ Nông nghiệp và Môi trường", "lc25", R, "tt01"),
    ("99/2024/NĐ-CP", "nghị định", "2024-07-25", CP, "lc25", R, "nd99"),
    ("99/2024/NĐ-CP", "nghị định", "2024", None, "lc25", R, "nd99"),
    ("51/QĐ-UBND", "quyết định", "2021-05-05", "UBND tỉnh Lào Cai", "lc24", R, "qd51"),
    ("77-KL/TW", "kết luận", None, None, "tw24", R, "kl77"),
    # nothing under the number, or only what contradicts the citation
    ("36-HD/VPTW", "hướng dẫn", "2018-04-03", "Văn phòng Trung ương Đảng", "ld24", M, ""),
    ("31/2020/NĐ-CP", "nghị định", None, CP, "lc24", M, ""),
    ("30/2021/NĐ-CP", "nghị định", None, CP, "lc24", M, ""),
    ("30/2020/NĐ-CP", "nghị định", "2020-05-03", CP, "lc24", M, ""),
    ("30/2020/NĐ-CP", "nghị định", "2021", CP, "lc24", M, ""),
    ("30/2020/NĐ-CP", "nghị định", None, "Bộ Nội vụ", "lc24", M, ""),
    ("99/2024/NĐ-CP", "nghị định", "2023-07-25", CP, "lc25", M, ""),
    ("2214/QĐ-TTg", "quyết định", "2020-12-28", "Thủ tướng Chính phủ", "ld24", M, ""),
    ("2214/QĐ-TTg", "quyết định", None, "Bộ trưởng Bộ Y tế", "ld24", M, ""),
    ("482/TLĐ-TG", "công văn", "2023-01-17", "Tổng Liên đoàn Lao động Việt Nam", "ld24", M, ""),
    ("246-KH/TU", "kế hoạch", None, "Tỉnh ủy Yên Bái", "yb24", M, ""),
    ("246-KH/TU", "kế hoạch", None, "Tỉnh ủy", "sl24", M, ""),
    ("246-KH/TU", "kế hoạch", None, None, "sl24", M, ""),
    ("246-KH/TU", "kế hoạch", "2024-02-22", "Tỉnh ủy Lào Cai", "lc24", M, ""),
    ("15/KH-LĐLĐ", "kế hoạch", None, "Liên đoàn Lao động tỉnh", "sl24", M, ""),
    ("15/KH-LĐLĐ", "kế hoạch", None, "Liên đoàn Lao động huyện Bát Xát", "ld24", M, ""),
    ("77/KH-UBND", "kế hoạch", None, None, "lc24", M, ""),
    ("77/KH-UBND", "kế hoạch", None, UB, "lc24", M, ""),
    ("77/KH-UBND", "kế hoạch", None, "UBND tỉnh Sơn La", "lc24", R, "kh77-sl"),
    ("77/KH-UBND", "kế hoạch", "2022-02-02", None, "lc24", R, "kh77-sl"),
    ("77-KL/TW", "kết luận", None, BCT, "lc23", M, ""),  # of May 2024: cannot be cited in 2023
    ("377-QĐ/TW", "quy định", None, BCT, "tw24", M, ""),
    ("45/QĐ-UBND", "quyết định", None, "UBND tỉnh Lào Cai", "lc24", M, ""),
    ("45/QĐ-UBND", "quyết định", None, "Ủy ban nhân dân tỉnh", "xa24", M, ""),
    ("45/QĐ-UBND", "quyết định", "2023-06-01", "UBND xã Đồng Mây", "lc24", R, "qd45-x"),
    ("45/QĐ-UBND", "quyết định", "2023-06-01", "UBND xã Bát Xát", "lc24", M, ""),
    # two terms of the Party
    ("35-NQ/TW", "nghị quyết", "2018-10-22", None, "ld24", R, "nq35-xii"),
    ("35-NQ/TW", "nghị quyết", "2009-05-14", None, "ld24", R, "nq35-x"),
    ("35-NQ/TW", "nghị quyết", "2018", BCT, "ld24", R, "nq35-xii"),
    ("35-NQ/TW", "nghị quyết", None, BCT, "ld24", R, "nq35-xii"),
    ("35-NQ/TW", "nghị quyết", None, None, "ld10", R, "nq35-x"),
    ("35-NQ/TW", "nghị quyết", None, None, "undated", A, "nq35-x nq35-xii"),
    ("35-NQ/TW", "nghị quyết", "2015-10-22", BCT, "ld24", M, ""),
    ("35 - NQ/TW", "nghị quyết", None, "Bộ Chính trị khóa XII", "lc24", R, "nq35-xii"),
    ("05-CT/TW", "chỉ thị", None, None, "ld24", R, "ct05-xii"),
    ("05-CT/TW", "chỉ thị", "2016-05-15", BCT, "ld24", R, "ct05-xii"),
    ("05-CT/TW", "chỉ thị", "2011-06-10", "Ban Bí thư", "ld24", R, "ct05-xi"),
    ("05-CT/TW", "chỉ thị", None, BCT, "none", A, "ct05-xi ct05-xii"),
    ("05-CT/TW", "chỉ thị", None, "Tỉnh ủy Lào Cai", "ld24", M, ""),
    ("20-NQ/TW", "nghị quyết", "2008-01-28", "Ban Chấp hành Trung ương Đảng khóa X", "ld24", R, "nq20"),
    ("20-NQ/TW", "nghị quyết", None, None, "ld10", R, "nq20"),
    ("20-NQ/TW", "nghị quyết", None, None, "ld24", R, "nq20-xii"),
    # quyết định and quy định share the abbreviation QĐ
    ("41-QĐ/TW", "quy định", None, BCT, "tw24", R, "quydinh41"),
    ("41-QĐ/TW", "quyết định", None, BCT, "tw24", R, "quyetdinh41"),
    ("41-QĐ/TW", "quy định", "2021-11-03", BCT, "tw24", R, "quydinh41"),
    ("41-QĐ/TW", None, None, None, "none", A, "quydinh41 quyetdinh41"),
    # two years of one body
    ("12/QĐ-UBND", "quyết định", "2020-01-05", UB, "lc24", R, "qd12-20"),
    ("12/QĐ-UBND", "quyết định", "2022-02-07", UB, "lc24", R, "qd12-22"),
    ("12/QĐ-UBND", "quyết định", "2022", None, "lc24", R, "qd12-22"),
    ("12/QĐ-UBND", "quyết định", None, UB, "lc24", R, "qd12-22"),
    ("12/QĐ-UBND", "quyết định", None, UB, "lc21", R, "qd12-20"),
    ("12/QĐ-UBND", "quyết định", None, "UBND tỉnh Lào Cai", "ld24", R, "qd12-22"),
    ("12/QĐ-UBND", "quyết định", "2021-01-05", UB, "lc24", M, ""),
    ("12/QĐ-UBND", "quyết định", None, "UBND tỉnh Sơn La", "lc24", M, ""),
    ("12/QĐ-UBND", "quyết định", None, UB, "ld10", M, ""),
    ("12/QĐ-UBND", "quyết định", None, UB, "undated", A, "qd12-20 qd12-22 qd12-26"),
    ("376/KH-TLĐ", "kế hoạch", "2023-11-08", "Tổng Liên đoàn Lao động Việt Nam", "ld24", R, "tld376-23"),
    ("376/KH-TLĐ", "kế hoạch", "2022-11-01", "Tổng Liên đoàn", "ld24", R, "tld376-22"),
    ("376/KH-TLĐ", "kế hoạch", None, "Đoàn Chủ tịch Tổng Liên đoàn", "ld24", R, "tld376-23"),
    ("376/KH-TLĐ", "kế hoạch", None, None, "lc23", R, "tld376-23"),
    ("376/KH-TLĐ", "kế hoạch", "2021", "Tổng Liên đoàn", "ld24", M, ""),
    # two provinces, before and after the mergers
    ("120/KH-UBND", "kế hoạch", "2023-03-03", UB, "lc24", R, "kh120-lc"),
    ("120/KH-UBND", "kế hoạch", None, UB, "lc24", R, "kh120-lc"),
    ("120/KH-UBND", "kế hoạch", None, UB, "ld24", R, "kh120-lc"),
    ("120/KH-UBND", "kế hoạch", None, None, "ld24", R, "kh120-lc"),
    ("120/KH-UBND", "kế hoạch", None, UB, "yb24", R, "kh120-yb"),
    ("120/KH-UBND", "kế hoạch", None, UB, "sl24", R, "kh120-sl"),
    ("120/KH-UBND", "kế hoạch", None, "UBND tỉnh Yên Bái", "lc25", R, "kh120-yb"),
    ("120/KH-UBND", "kế hoạch", None, "UBND tỉnh Lào Cai", "lc25", R, "kh120-lc"),
    ("120/KH-UBND", "kế hoạch", "2023-05-10", UB, "lc25", R, "kh120-yb"),
    ("120/KH-UBND", "kế hoạch", "2023-03-20", None, "lc25", R, "kh120-sl"),
    ("120/KH-UBND", "kế hoạch", "2023-03-20", UB, "lc25", M, ""),
    ("120/KH-UBND", "kế hoạch", None, None, "tw24", A, "kh120-lc kh120-sl kh120-yb"),
    ("120/KH-UBND", "kế hoạch", None, UB, "tw24", A, "kh120-lc kh120-sl kh120-yb"),
    ("120/KH-UBND", "kế hoạch", "2023", None, "nd", A, "kh120-lc kh120-sl kh120-yb"),
    ("120/KH-UBND", "kế hoạch", None, "UBND tỉnh Hà Giang", "tw24", M, ""),
    ("120/KH-UBND", "kế hoạch", "2023-04-03", "UBND tỉnh Lào Cai", "lc24", M, ""),
    ("88/KH-UBND", "kế hoạch", "2022-04-01", "UBND tỉnh Yên Bái", "tw24", R, "kh88-yb"),
    ("88/KH-UBND", "kế hoạch", "2022-04-01", None, "tw24", A, "kh88-sl kh88-yb"),
    ("88/KH-UBND", "kế hoạch", None, UB, "lc25", R, "kh88-yb"),
    ("88/KH-UBND", "kế hoạch", None, UB, "sl24", R, "kh88-sl"),
    ("87/2025/QĐ-UBND", "quyết định", "2025-11-19", "Ủy ban nhân dân tỉnh Lai Châu", "nd", R, "qd87"),
    ("87/2025/QĐ-UBND", "quyết định", "2025-10-20", None, "nd", R, "qd87-ls"),
    ("87/2025/QĐ-UBND", "quyết định", None, None, "nd", A, "qd87 qd87-ls"),
    ("02/CTr-LĐLĐ", "chương trình công tác", "2023-12-26", "Liên đoàn Lao động tỉnh Lào Cai", "ld24", R, "ldld02-lc"),
    ("02/CTr-LĐLĐ", "chương trình công tác", None, "Liên đoàn Lao động tỉnh", "ld24", R, "ldld02-lc"),
    ("02/CTr-LĐLĐ", "chương trình công tác", None, None, "ld24", R, "ldld02-lc"),
    ("02/CTr-LĐLĐ", "chương trình công tác", None, None, "none", A, "ldld02-lc ldld02-yb"),
    ("09-NQ/TU", "nghị quyết", "2021-08-27", "Tỉnh ủy", "lc24", R, "nq09-lc"),
    ("09-NQ/TU", "nghị quyết", None, "Tỉnh ủy", "yb24", R, "nq09-yb"),
    ("09-NQ/TU", "nghị quyết", None, "Tỉnh ủy Yên Bái", "lc25", R, "nq09-yb"),
    # held twice on one day: nobody can tell
    ("30/QĐ-UBND", "quyết định", "2023-07-01", "UBND tỉnh Sông Ngàn", "lc24", A, "qd30-a qd30-b"),
    ("30/QĐ-UBND", "quyết định", None, "UBND tỉnh Sông Ngàn", "lc24", A, "qd30-a qd30-b"),
    # the document's own number
    ("12/QĐ-UBND", "quyết định", "2022-02-07", UB, "qd12", S, "qd12"),
    ("12/QĐ-UBND", None, None, None, "qd12", S, "qd12"),
    ("12/QĐ-UBND", "quyết định", "2020-01-05", UB, "qd12", R, "qd12-20"),
    ("303/2025/NĐ-CP", "nghị định", None, CP, "nd", S, "nd"),
]  # fmt: skip

# number as cited, type, date, issuer, citing → status, ids: a part of a number resolves by type and issuer only
PARTS = [
    ("09-NQ", "nghị quyết", "2021-08-27", "Tỉnh ủy", "lc24", R, "nq09-lc"),
    ("09-NQ", "nghị quyết", None, "Tỉnh ủy Yên Bái", "lc24", R, "nq09-yb"),
    ("09-NQ", "nghị quyết", None, "Tỉnh ủy", "none", A, "nq09-lc nq09-yb"),
    ("09-NQ", "nghị quyết", "2020-08-27", "Tỉnh ủy", "lc24", M, ""),
    ("30/2020", "nghị định", None, None, "lc24", R, "nd30"),
    ("30/2019", "nghị định", None, None, "lc24", M, ""),
    ("12/2012", "luật", None, None, "lc24", R, "luatcd-12"),
    ("377", "quy định", None, BCT, "tw25", R, "quydinh377"),
    ("377", "quy định", None, None, "tw25", R, "quydinh377"),
    ("377", "kết luận", None, BCT, "tw25", M, ""),
    ("35", "nghị quyết", None, BCT, "ld24", R, "nq35-xii"),
    ("35", "nghị quyết", None, "Hội đồng nhân dân tỉnh", "ld24", M, ""),
    ("77", "kế hoạch", None, None, "lc24", M, ""),
    ("400", "nghị quyết", None, None, "lc24", M, ""),
    ("246", "kế hoạch", None, "Tỉnh ủy", "lc24", R, "kh246"),
]

# type, title, date, citing → status, ids
LAWS = [
    ("luật", "Công đoàn", "2012", "ld24", R, "luatcd-12"),
    ("luật", "Công đoàn", "2024", "lc25", R, "luatcd-24"),
    ("luật", "Công đoàn", "2012-06-20", "lc25", R, "luatcd-12"),
    ("luật", "Công đoàn", None, "ld24", R, "luatcd-12"),
    ("luật", "công đoàn", None, "lc25", R, "luatcd-24"),
    ("luật", "Công đoàn", None, "undated", A, "luatcd-12 luatcd-24"),
    ("luật", "Công đoàn", "1990", "lc25", M, ""),
    ("luật", "Bảo hiểm xã hội", None, "lc25", R, "bhxh"),
    ("luật", "BHXH", None, "lc25", R, "bhxh"),
    ("luật", "Bảo hiểm xã hội", None, "ld24", M, ""),  # the one held is of June 2024
    ("bộ luật", "Lao động", "2019", "ld24", R, "blld"),
    ("bộ luật", "Lao động", None, "ld10", M, ""),
    ("luật", "An toàn vệ sinh lao động", None, "ld24", R, "atvsld"),
    ("luật", "ATVSLĐ", None, "ld24", R, "atvsld"),
    ("luật", "Giá", None, "ld24", M, ""),
    ("luật", "Lao động", None, "ld24", M, ""),  # a code, no law
]


def facts(id_, row):
    number, type_, issuer, date = row[:4]
    return DocumentFacts(id_, number, type_, issuer, date)


def lookup(key):
    if key.startswith("LAW|"):
        return [facts(i, r) for i, r in HELD.items() if len(r) > 4 and law_key(r[1], r[4]) == key]
    if "|" in key:
        return [facts(i, r) for i, r in HELD.items() if number_key(r[0]) == key]
    return [facts(i, r) for i, r in HELD.items() if number_key(r[0]).partition("|")[0] == key]


def known(key):
    return next((k for number, k in KNOWN.items() if number_key(number) == key), None)


def cited(number, type_, date, issuer, kind="numbered", title=None):
    return Citation(0, 1, number or "x", number, type_, date, issuer, title, "dan_chieu", kind)


def outcome(citation, citing):
    resolution = resolve(citation, facts(citing, CITING[citing]), lookup, known)
    return resolution.status, " ".join(sorted(resolution.documents))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0]}-{c[2]}-{c[3]}-{c[4]}")
def test_numbered(case):
    number, type_, date, issuer, citing, status, ids = case
    assert outcome(cited(number, type_, date, issuer), citing) == (status, ids)


@pytest.mark.parametrize("case", PARTS, ids=lambda c: f"{c[0]}-{c[1]}-{c[3]}-{c[4]}")
def test_part_of_a_number(case):
    number, type_, date, issuer, citing, status, ids = case
    assert outcome(cited(number, type_, date, issuer, "partial"), citing) == (status, ids)


@pytest.mark.parametrize("case", LAWS, ids=lambda c: f"{c[0]}-{c[1]}-{c[2]}-{c[3]}")
def test_law_by_title(case):
    type_, title, date, citing, status, ids = case
    assert outcome(cited(None, type_, date, None, "law", title), citing) == (status, ids)


def test_the_set_is_large_enough():
    assert len(CASES) + len(PARTS) + len(LAWS) >= 120


def test_blank_is_blank_and_self_is_self():
    citing = facts("ld24", CITING["ld24"])
    assert resolve(cited("/LĐLĐ-TGNC", None, None, None, "blank"), citing, lookup, known).status == B
    resolution = resolve(cited("9/X", None, None, None, "self"), citing, lookup, known)
    assert (resolution.status, resolution.documents) == (S, ("ld24",))


@pytest.mark.parametrize(
    "number, date, issuer, expected",
    [
        ("37-NQ/TW", None, None, True),
        ("37-NQ/TW", "2018-12-24", BCT, True),
        ("37-NQ/TW", "2018", None, True),
        ("37-NQ/TW", "2004-07-01", BCT, False),  # another term's resolution: the catalogue knows a different one
        ("37-NQ/TW", None, "Tỉnh ủy Lào Cai", False),
        ("38-NQ/TW", None, None, False),
    ],
)
def test_missing_says_whether_the_catalogue_knows_it(number, date, issuer, expected):
    resolution = resolve(cited(number, "nghị quyết", date, issuer), facts("lc24", CITING["lc24"]), lookup, known)
    assert resolution.status == M
    assert (resolution.known is not None) is expected


@pytest.mark.parametrize(
    "case, words",
    [
        (("30/2020/NĐ-CP", "nghị định", None, None, "lc24"), "văn bản duy nhất trong kho mang số này"),
        (("35-NQ/TW", "nghị quyết", "2018-10-22", None, "ld24"), "chọn theo ngày ban hành"),
        (("120/KH-UBND", "kế hoạch", None, "UBND tỉnh Yên Bái", "tw24"), "chọn theo cơ quan ban hành"),
        (("12/QĐ-UBND", "quyết định", None, UB, "lc24"), "bản gần nhất tính đến ngày văn bản viện dẫn"),
        (("41-QĐ/TW", "quy định", None, BCT, "tw24"), "chọn theo tên loại"),
        (("30/QĐ-UBND", "quyết định", None, None, "none"), "2 văn bản cùng số, chưa đủ căn cứ để chọn"),
        (("31/2020/NĐ-CP", "nghị định", None, None, "lc24"), "kho chưa có văn bản này"),
        (("30/2020/NĐ-CP", "nghị định", "2020-05-03", None, "lc24"), "khác ngày ban hành"),
        (("30/2020/NĐ-CP", "nghị định", None, "Bộ Nội vụ", "lc24"), "của cơ quan khác"),
        (("77-KL/TW", "kết luận", None, BCT, "lc23"), "ban hành sau văn bản viện dẫn"),
        (("246-KH/TU", "kế hoạch", None, None, "sl24"), "của địa phương khác"),
    ],
)
def test_how_says_how_the_choice_was_made(case, words):
    number, type_, date, issuer, citing = case
    assert words in resolve(cited(number, type_, date, issuer), facts(citing, CITING[citing]), lookup, known).how


def test_order_of_the_archive_does_not_matter():
    for number, type_, date, issuer, citing, _, _ in CASES:
        citation, by = cited(number, type_, date, issuer), facts(citing, CITING[citing])
        turned = resolve(citation, by, lambda key: list(reversed(lookup(key))), known)
        plain = resolve(citation, by, lookup, known)
        assert (turned.status, sorted(turned.documents)) == (plain.status, sorted(plain.documents))


def test_a_law_has_one_key_with_and_without_the_word_law():
    assert law_key("luật", "Luật Công đoàn") == law_key("luật", "Công đoàn") == "LAW|luat|cong doan"
    assert law_key("luật", "Luật") is None and law_key("quyết định", "Công đoàn") is None
