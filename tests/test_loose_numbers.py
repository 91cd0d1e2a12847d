"""Numbers as staff type them: each form finds its document among near misses, and what is no number finds none."""

import pytest

from directives.reference.numbers import parse_loose, parse_number

# What the archive holds: the same digits under other types, issuers, years and suffixes.
HELD = """
35-NQ/TW 35-KH/TU 35/KH-UBND 35/2018/QH14 35/CTr-TLĐ 350-QĐ/TW 135/QĐ-TTg 35/2021/TT-BCA
30/2020/NĐ-CP 30/2014/TT-BGDĐT 30-CT/TW 30-CTr/TU 30/QĐ-LĐLĐ 130/2020/NĐ-CP
482/TLĐ-TG 482/QĐ-UBND 482-CV/BTGTU 482/KH-LĐLĐ 4820/TLĐ-TG
2214/QĐ-TTg 2214/UBND-KGVX 79-KL/TW 79/2025/NĐ-CP 79/KL-UBND
02/CTr-LĐLĐ 02/CTr-BCH 02-NQ/TW 02c/NQ-BCH 02/2021/TT-BYT 02/CĐ-TLĐ
246-KH/TU 247-KH/TU 246/KH-LĐLĐ 246-QĐ/TW 376/KH-TLĐ 376/QĐ-UBND 399/CTr-TLĐ
50/2024/QH15 50-CT/TW 50/QĐ-TLĐ 1210/2016/UBTVQH13 1210/QĐ-TTg
01/2011/TTLT-BNV-VPCP 01-KL/TW 01/2021/TT-BNV 23/VBHN-VPQH 23-NQ/TW 103/SL 103/QĐ-UBND 65B/SL 65/2025/QH15 195-CP
66.2/2025/NQ-CP 66-NQ/TW 07/KH-BCĐ 175-KH/BTGTU 36-HD/VPTW 47/HD-TLĐ 933/QĐ-TLĐ 4173/TLĐ-ToC
24-BS/UBKTTU 459-KHHĐ/TU 22/2024/TT-BLĐTBXH 05/2019/NQ-HĐND 40/2026/QĐ-UBND 12a/2021/QĐ-UBND 12/2021/QĐ-UBND
234-CV/BTGTU 230/CĐ-TTg 05-CT/TW 05/CT-TTg 1234/BGDĐT-VP 217-QĐ/TW 1908/QĐ-TLĐ 114/BC-BPC 421/TTr-UBND
16495/BTC-PTHT 565-BC/BTCTW 27/CT-TTg 157/TB-VPCP 12-NQ/TU 368-QĐ/TU 20-NQ/TW 1668/QĐ-TTg 6676/BYT-CDS
""".split()  # noqa: SIM905

# Specific forms: they match this number and nothing else that is held.
TYPED = {
    "35-NQ/TW": [
        "35-NQ/TW",
        "35-nq/tw",
        "35/NQ-TW",
        "35/nq-tw",
        "35/nq/tw",
        "35-nq-tw",
        "35 nq tw",
        "35 NQ TW",
        "35nq/tw",
        "35nqtw",
        "nq35tw",
        "nq 35 tw",
        "NQ 35 TW",
        "nq35-tw",
        "nq35/tw",
        "nq-35-tw",
        "nq tw 35",
        "nq-tw 35",
        "NQ-TW số 35",
        "nq 35",
        "nq35",
        "NQ số 35",
        "nghị quyết 35",
        "nghị quyết số 35",
        "Nghị quyết số 35-NQ/TW",
        "nghi quyet 35",
        "nghi quyet so 35",
        "nghi quyet 35 tw",
        "nghị quyết 35 trung ương",
        "nghị quyết 35 của trung ương",
        "nghị quyết 35 của bộ chính trị",
        "nghi quyet 35 cua bo chinh tri",
        "nghị quyết số 35 bộ chính trị",
        "nghị quyết bộ chính trị số 35",
        "nghị quyết của Bộ Chính trị số 35",
        "nghị quyết 35 ngày 22/10/2018",
        "nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị",
        "nq 35 tw ngay 22/10/2018",
        "nq 35 tw 2018",
        "nq 35 tw năm 2018",
        "35-NQ/TW (22/10/2018)",
        "35-NQ/TƯ",
        "nq 35 tư",
        "35 – NQ/TW",
        "35–NQ/TW",
        "35‑NQ/TW",
        "35 -nq/ tw",
        "số 35-NQ/TW",
        "so: 35-nq/tw",
        "35-NQ/ТW",
        "035-NQ/TW",
        "35.nq.tw",
        "35_NQ_TW",
        "tìm nghị quyết 35 của bộ chính trị",
        "NGHỊ QUYẾT 35-NQ/TW",
    ],
    "30/2020/NĐ-CP": [
        "30/2020/NĐ-CP",
        "30/2020/nđ-cp",
        "30/2020/ND-CP",
        "30/2020/nd-cp",
        "30/2020/ndcp",
        "30/2020/NÐ-CP",
        "30/2020 nd cp",
        "30-2020-nd-cp",
        "30 2020 nd cp",
        "30/2020",
        "nd 30/2020",
        "nd 30 2020",
        "nđ 30",
        "nd30",
        "nghị định 30",
        "nghi dinh 30",
        "nghị định 30/2020",
        "nghi dinh so 30 nam 2020",
        "nghị định 30 năm 2020 của chính phủ",
        "nghị định 30 của chính phủ",
        "nghị định chính phủ số 30",
        "nghi dinh 30 cp",
        "nd-cp 30",
        "30/nd-cp",
        "3O/2O2O/NĐ-CP",
        "30/2020/NĐ-CР",
        "nghị định 30/2020/NĐ-CP ngày 05/3/2020",
        "nghị định 30 ngày 5 tháng 3 năm 2020",
        "nghị định 30 ngày 05-03-2020",
    ],
    "482/TLĐ-TG": [
        "482/TLĐ-TG",
        "482/tld-tg",
        "482/TLD-TG",
        "482 tld tg",
        "482tld",
        "482/tldtg",
        "482 tld",
        "482/TLĐ",
        "so 482 tld",
        "số 482 tlđ",
        "cv 482 tld",
        "CV 482/TLĐ",
        "cv482tld",
        "cv tld 482",
        "cv số 482 của tổng liên đoàn",
        "công văn 482 tổng liên đoàn",
        "cong van 482 tong lien doan",
        "công văn tổng liên đoàn số 482",
        "công văn số 482/TLĐ-TG ngày 17/01/2024",
        "công văn 482 của Tổng Liên đoàn Lao động Việt Nam",
        "công văn 482 tlđ năm 2024",
        "văn bản 482 tlđ",
        "482 - TLD - TG",
        "482/2024/TLĐ-TG",
        "cv 482/2024 tld",
    ],
    "2214/QĐ-TTg": [
        "2214/QĐ-TTg",
        "2214/qđ-ttg",
        "2214/QD-TTG",
        "2214/qd-ttg",
        "2214 qd ttg",
        "2214qdttg",
        "2214/qdttg",
        "2214/QÐ-TTg",
        "2214/0Đ-TTg",
        "qd 2214 ttg",
        "qđ 2214",
        "qd2214",
        "qd2214ttg",
        "qd ttg 2214",
        "QĐ-TTg 2214",
        "quyết định 2214",
        "quyet dinh so 2214",
        "quyết định 2214 của thủ tướng",
        "quyết định 2214 thủ tướng chính phủ",
        "quyết định của thủ tướng chính phủ số 2214",
        "quyet dinh 2214 thu tuong nam 2023",
        "quyết định số 2214/QĐ-TTg ngày 28/12/2023",
        "2214/QĐ-\nTTg",
        "22l4/QĐ-TTg",
    ],
    "79-KL/TW": [
        "79-KL/TW",
        "kl79tw",
        "kl79-tw",
        "kl 79 tw",
        "79 kl tw",
        "kết luận 79 của ban bí thư",
        "ket luan 79 tw",
        "kết luận số 79-kl/tw",
    ],
    "246-KH/TU": [
        "246-KH/TU",
        "246-kh/tu",
        "246/KH-TU",
        "246 kh tu",
        "kh 246 tu",
        "kh246tu",
        "kế hoạch 246 tỉnh ủy",
        "ke hoach 246 tinh uy",
        "kế hoạch 246 của tỉnh uỷ",
        "kế hoạch số 246-KH/TU ngày 22/01/2024 của Tỉnh ủy Lào Cai",
        "kế hoạch 246 của tỉnh ủy Lào Cai",
        "kế hoạch tỉnh ủy số 246",
    ],
    "376/KH-TLĐ": [
        "376/KH-TLĐ",
        "376/kh-tld",
        "kh 376 tld",
        "kh 376",
        "kế hoạch 376",
        "ke hoach 376 tong lien doan",
        "kế hoạch 376/2023 của tổng liên đoàn",
        "376 kh tld",
        "376khtld",
        "kế hoạch tlđ số 376",
    ],
    "02/CTr-LĐLĐ": [
        "02/CTr-LĐLĐ",
        "02/ctr-ldld",
        "2/ctr-ldld",
        "ctr 02 ldld",
        "ctr 2 lđlđ",
        "chương trình công tác 02 lđlđ",
        "chương trình công tác số 02 của liên đoàn lao động",
        "chuong trinh cong tac 02 lien doan lao dong tinh lao cai",
        "02 ctr ldld",
    ],
    "399/CTr-TLĐ": [
        "399/CTr-TLĐ",
        "399/ctr-tld",
        "ctr 399 tld",
        "ct 399 tld",
        "chương trình hành động 399",
        "chuong trinh hanh dong so 399",
        "chương trình 399 tlđ",
        "cthđ 399",
    ],
    "50/2024/QH15": [
        "50/2024/QH15",
        "50/2024/qh15",
        "50/2024/QH 15",
        "50 2024 qh15",
        "luật 50/2024/qh15",
        "luat 50/2024",
        "luật số 50/2024",
        "luật số 50 năm 2024",
        "50/2024",
        "luật công đoàn số 50/2024/QH15",
        "5O/2O24/QH15",
        "50-2024-qh15",
        "50/2024/qh",
    ],
    "1210/2016/UBTVQH13": [
        "1210/2016/UBTVQH13",
        "1210/2016/ubtvqh13",
        "1210/2016",
        "nghị quyết 1210/2016",
        "nghi quyet 1210 cua uy ban thuong vu quoc hoi",
        "nghị quyết 1210/2016/UBTVQH13",
        "1210 ubtvqh13",
    ],
    "01/2011/TTLT-BNV-VPCP": [
        "01/2011/TTLT-BNV-VPCP",
        "01/2011/ttlt-bnv-vpcp",
        "ttlt 01/2011",
        "thông tư liên tịch 01/2011",
        "thong tu lien tich so 01 nam 2011",
        "1/2011/ttlt",
    ],
    "23/VBHN-VPQH": [
        "23/VBHN-VPQH",
        "23/vbhn-vpqh",
        "vbhn 23",
        "văn bản hợp nhất 23",
        "van ban hop nhat so 23 vpqh",
        "23 vbhn",
    ],
    "103/SL": ["103/SL", "103/sl", "sắc lệnh 103", "sac lenh so 103", "103-SL"],
    "65B/SL": ["65B/SL", "65b/sl", "sắc lệnh 65b", "sac lenh so 65B/SL"],
    "195-CP": ["195-CP", "195/CP", "195-cp", "195 cp", "195 của chính phủ số 195-CP"],
    "66.2/2025/NQ-CP": [
        "66.2/2025/NQ-CP",
        "66.2/2025/nq-cp",
        "nghị quyết 66.2",
        "nghị quyết 66.2 của chính phủ",
        "nq 66.2 cp",
        "66.2/2025",
    ],
    "02c/NQ-BCH": ["02c/NQ-BCH", "02c/nq-bch", "2c/nq-bch", "nghị quyết 02c", "nq 2c bch"],
    "12a/2021/QĐ-UBND": ["12a/2021/QĐ-UBND", "12a/2021", "quyết định 12a", "qd 12a/2021 ubnd"],
    "175-KH/BTGTU": [
        "175-KH/BTGTU",
        "175-kh/btgtu",
        "kh 175 btgtu",
        "kế hoạch 175 của ban tuyên giáo tỉnh ủy",
        "ke hoach 175 ban tuyen giao tinh uy",
        "175 kh btgtu",
    ],
    "36-HD/VPTW": ["36-HD/VPTW", "hd 36 vptw", "hướng dẫn 36", "huong dan 36 van phong trung uong dang", "hd36"],
    "47/HD-TLĐ": ["47/HD-TLĐ", "47/hd-tld", "hd 47 tld", "hướng dẫn 47 tổng liên đoàn", "huong dan so 47 hd tld"],
    "933/QĐ-TLĐ": [
        "933/QĐ-TLĐ",
        "qd 933 tld",
        "qđ 933",
        "quyết định 933 của tổng liên đoàn lao động việt nam",
        "933 qd tld",
    ],
    "4173/TLĐ-ToC": [
        "4173/TLĐ-ToC",
        "4173/tld-toc",
        "cv 4173",
        "cv 4173 tld toc",
        "công văn số 4173 tlđ",
        "4.173/TLĐ-ToC",
    ],
    "24-BS/UBKTTU": ["24-BS/UBKTTU", "24-bs/ubkttu", "24 bs ubkttu"],
    "459-KHHĐ/TU": [
        "459-KHHĐ/TU",
        "459-khhd/tu",
        "kế hoạch hành động 459",
        "kế hoạch hành động số 459 của tỉnh ủy",
        "kế hoạch 459 tỉnh ủy",
    ],
    "22/2024/TT-BLĐTBXH": [
        "22/2024/TT-BLĐTBXH",
        "22/2024/tt-bldtbxh",
        "tt 22/2024",
        "tt 22 2024 bldtbxh",
        "thông tư 22/2024",
        "thong tu 22 bo lao dong - thuong binh va xa hoi",
        "thông tư 22 của bộ lao động thương binh và xã hội",
    ],
    "05/2019/NQ-HĐND": [
        "05/2019/NQ-HĐND",
        "05/2019/nq-hdnd",
        "nq 05/2019 hdnd",
        "nghị quyết 05 của hội đồng nhân dân tỉnh",
        "5/2019/nq-hđnd",
    ],
    "40/2026/QĐ-UBND": [
        "40/2026/QĐ-UBND",
        "qd 40 ubnd",
        "qđ 40/2026 ubnd tỉnh",
        "quyết định 40 của ủy ban nhân dân tỉnh Lào Cai",
    ],
    "234-CV/BTGTU": ["234-CV/BTGTU", "cv 234 btgtu", "công văn 234 ban tuyên giáo tỉnh ủy", "234 cv btgtu"],
    "230/CĐ-TTg": ["230/CĐ-TTg", "công điện 230", "cong dien 230 thu tuong", "cđ 230 ttg", "230/cd-ttg"],
    "05-CT/TW": ["05-CT/TW", "ct 05 tw", "chỉ thị 05 của bộ chính trị", "chi thi 05 tw", "5-ct/tw", "ct05-tw"],
    "05/CT-TTg": ["05/CT-TTg", "ct 05 ttg", "chỉ thị 05 của thủ tướng", "05/ct-ttg"],
    "1234/BGDĐT-VP": [
        "1234/BGDĐT-VP",
        "1234/bgddt-vp",
        "cv 1234 bgddt",
        "công văn 1234 bộ giáo dục và đào tạo",
        "1234 bgddt vp",
    ],
    "1908/QĐ-TLĐ": ["1908/QĐ-TLĐ", "qd 1908 tld", "quyết định 1908", "1908/qd-tld"],
    "114/BC-BPC": ["114/BC-BPC", "bc 114 bpc", "báo cáo 114 của ban pháp chế", "114/bc-bpc"],
    "421/TTr-UBND": ["421/TTr-UBND", "ttr 421 ubnd", "tờ trình 421", "to trinh so 421 ubnd tinh", "421/ttr-ubnd"],
    "16495/BTC-PTHT": [
        "16495/BTC-PTHT",
        "16495/btc-ptht",
        "16495/BТС-PTHT",
        "văn bản số 16495",
        "cv 16495 btc",
        "16495",
    ],
    "368-QĐ/TU": ["368-QĐ/TU", "quy định 368", "quy định số 368 của tỉnh ủy", "quy dinh 368 tinh uy", "qđ 368 tu"],
    "07/KH-BCĐ": ["07/KH-BCĐ", "7/kh-bcd", "kh 07 bcd", "kế hoạch 07 của ban chỉ đạo"],
    "6676/BYT-CDS": ["6676/BYT-CDS", "6676/byt-cds", "6676/BYT-CĐS", "cv 6676 byt", "công văn 6676 bộ y tế"],
    "27/CT-TTg": ["27/CT-TTG", "27/cttg", "chỉ thị 27", "ct 27 thủ tướng"],
}

# General forms: the archive resolves them; they match exactly these.
GENERAL = [
    ("35", {"35-NQ/TW", "35-KH/TU", "35/KH-UBND", "35/2018/QH14", "35/CTr-TLĐ", "35/2021/TT-BCA"}),
    ("số 35", {"35-NQ/TW", "35-KH/TU", "35/KH-UBND", "35/2018/QH14", "35/CTr-TLĐ", "35/2021/TT-BCA"}),
    ("kh 35", {"35-KH/TU", "35/KH-UBND"}),
    ("kế hoạch 246", {"246-KH/TU", "246/KH-LĐLĐ"}),
    ("kế hoạch 246, 247 tỉnh ủy", {"246-KH/TU", "247-KH/TU"}),
    ("246-KH/TU và 247-KH/TU", {"246-KH/TU", "247-KH/TU"}),
    ("nghị quyết 02", {"02-NQ/TW"}),
    ("nghị quyết 35 về bảo vệ nền tảng tư tưởng của đảng", {"35-NQ/TW"}),
    ("triển khai nghị quyết 35 cho công nhân", {"35-NQ/TW"}),
    ("mức phạt theo nghị định 30 là bao nhiêu", {"30/2020/NĐ-CP"}),
    ("ct 05", {"05-CT/TW", "05/CT-TTg"}),
    ("chỉ thị 05", {"05-CT/TW", "05/CT-TTg"}),
    ("kl 79", {"79-KL/TW", "79/KL-UBND"}),
    ("kl79", {"79-KL/TW", "79/KL-UBND"}),
    ("KL79", {"79-KL/TW", "79/KL-UBND"}),
    ("kết luận 79", {"79-KL/TW", "79/KL-UBND"}),
    ("công văn 482", {"482/TLĐ-TG", "482-CV/BTGTU"}),
    ("thông tư 01", {"01/2011/TTLT-BNV-VPCP", "01/2021/TT-BNV"}),
    ("482", {"482/TLĐ-TG", "482/QĐ-UBND", "482-CV/BTGTU", "482/KH-LĐLĐ"}),
    ("chương trình số 02", {"02/CTr-LĐLĐ", "02/CTr-BCH"}),
    ("nq 35 tw và kl 79", {"35-NQ/TW", "79-KL/TW", "79/KL-UBND"}),
    ("văn bản 66", {"66-NQ/TW"}),
]

NO_NUMBER = """
an toàn vệ sinh lao động
an toan ve sinh lao dong 2024
tết 2024
tet nguyen dan 2025
28/7
28/7/1929
1/5
tết sum vầy 2024
95 năm thành lập công đoàn
95 nam ngay thanh lap cong doan viet nam
10 nhiệm vụ trọng tâm
10 nhiem vu
tháng 5 năm 2024
tháng 5/2024
12/2024
thang 10/2023
ngày 22/10/2018
ngay 22 thang 10 nam 2018
24/24
24/7
3/4
quý 3
quy 3
quý 3/2024
quý iv năm 2024
covid 19
COVID-19
F-16
điều 5 khoản 2
dieu 12
khoản 3 điều 15
chương 2
100 triệu đồng
500.000 đồng
10%
10%/năm
trang 12/30
nhiệm kỳ 2023-2028
giai đoạn 2021 - 2025
kế hoạch 2024
ke hoach nam 2025
kế hoạch 5 năm
báo cáo 6 tháng đầu năm
bao cao 9 thang 2024
báo cáo năm 2023
chương trình công tác 2024
nghị quyết 10 điểm
hướng dẫn 3 bước
thông báo 2 ngày nghỉ
quy định 8 giờ làm việc
đề án 06
chương trình 135
dự án 8
điều lệ 13
điều lệ khóa 13
đại hội 13
nghị quyết đại hội 13
nghị quyết đại hội xiii
nghị quyết trung ương 5 khóa 13
nghị quyết trung ương 8
hội nghị trung ương 4
luật công đoàn 2024
luật công đoàn
bộ luật lao động 2019
hiến pháp 2013
0912345678
0214 3840 034
số điện thoại 0912 345 678
hợp đồng số 15
hợp đồng lao động 12 tháng
mẫu số 2
mẫu số 01
phụ lục 3
biểu mẫu số 5
lương tối thiểu vùng 1
công nghiệp 4.0
cách mạng công nghiệp 4.0
50 ubnd xã
300 đoàn viên
lần thứ 18
đợt 2
bão số 3
tổ 5
tcvn 9001
iso 9001
5s
lớp 12
80km/h
thi đua 2 giỏi
phong trào 3 sạch
gói 30 nghìn tỷ
tiểu đoàn 35
ngày 20/10
8/3
kỷ niệm 20/10
thành lập ban chỉ đạo
nghị quyết
kế hoạch
tw
tháng công nhân 2024
tháng 5
15/10
ngày 8 tháng 3
30 4 và 1 5
kỷ niệm 94 năm ngày thành lập
quý 2 năm 2024
quý II/2024
6 tháng đầu năm 2024
năm 2024
2024
2023-2028
khóa xiii
khoá 13
top 5
5k
mục 3
điều 12 khoản 1 điểm a
điểm c khoản 2 điều 5
chương iii
phần 2
phụ lục 1
phụ lục i
mẫu 01
biểu 02
bảng 3
câu 1
bài 5
bước 2
trang 5
hình 1
50 triệu
1,5 triệu đồng
2.340.000 đồng
100%
15%
8h30
7h
12h00
10 giờ
3 ca
2 tỷ
24h
90 ngày
5 năm
3 lần
10 người
1000 công nhân
500 suất quà
vòng 1
giai đoạn 1
giai đoạn 2021-2025
nhiệm kỳ 13
đại hội xiii công đoàn việt nam
đại hội 13 công đoàn việt nam
hội nghị lần thứ 5
số lượng 500
số liệu 2024
số 1
mẹ 5 con
tổng số 35 đơn vị
cụm 3
đội 2
phòng 204
số nhà 12
0987654321
098 765 4321
1900 6060
cccd 12 số
mã số thuế 0101234567
tài khoản 0123456789
F0
H5N1
5G
sars-cov-2
mũi 3
xét nghiệm 2 lần
vắc xin mũi 4
chỉ số pci 2023
par index 2024
sipas 2023
ocop 4 sao
tiêu chí 17
nông thôn mới 2025
19 tiêu chí
chuyển đổi số 2024
wifi 6
windows 10
office 365
quyết định khen thưởng 2024
kế hoạch kiểm tra 2024
hướng dẫn tổng kết 2023
thông báo tuyển dụng 2024
báo cáo tháng 5
báo cáo quý 1
nghị quyết hội nghị lần thứ 8
nghị quyết đảng bộ tỉnh lần thứ xvi
luật đất đai 2024
luật bhxh 2024
bộ luật lao động
điều lệ công đoàn
điều lệ đảng
hợp đồng 12 tháng
hợp đồng 01
quy chế dân chủ
chương trình tết sum vầy 2025
chương trình 1 triệu sáng kiến
đề án 938
đề án 404
đề án 1
dự án 3
chiến dịch 100 ngày
95 nam
cong van khan
ke hoach quy 4
bao cao 2024
ct mtqg 2021-2025
ctmtqg 1719
công đoàn cơ sở 2024
tuổi 18
lop 5
tieu hoc 1
top 10 doanh nghiệp
3 đột phá
5 xây 5 chống
4 giảm 2 tăng
ngày hội văn hóa 2024
cuộc thi trực tuyến tuần 3
tuần 12
hạng 1
bậc 3/7
thợ bậc 7
mức lương vùng 2
vùng 4
hệ số 2,34
70 năm điện biên phủ
""".strip().splitlines()


def _matched(typed):
    loose = parse_loose(typed)
    return {held for held in HELD if any(number.matches(parse_number(held)) for number in loose)}


def test_the_table_is_large_enough():
    forms = [form for forms in TYPED.values() for form in forms]
    assert len(forms) == len(set(forms)) >= 200
    assert len(NO_NUMBER) == len(set(NO_NUMBER)) >= 60
    assert len(HELD) >= 60 and set(TYPED) <= set(HELD)
    assert all(parse_number(held).canonical == held for held in HELD)


@pytest.mark.parametrize(("typed", "number"), [(form, number) for number, forms in TYPED.items() for form in forms])
def test_typed_form_matches_its_number_alone(typed, number):
    assert _matched(typed) == {number}


@pytest.mark.parametrize(("typed", "numbers"), GENERAL)
def test_general_form_matches_all_that_agree(typed, numbers):
    assert _matched(typed) == numbers


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("27/CT-TTg", {"27/CT-TTg"}),
        ("chỉ thị 27 của thủ tướng", {"27/CT-TTg"}),
        ("27/2007/ct-ttg", {"27/2007/CT-TTg"}),
        ("27/2007/ct-ttg ngày 1/2/2007", {"27/2007/CT-TTg"}),
        ("27/CT-TTg ngày 21/10/2025", {"27/CT-TTg"}),
        ("chỉ thị 27", set()),
        ("27/CT", set()),
        ("27/TTg-CT", set()),
    ],
)
def test_what_was_typed_in_full_is_told_from_what_merely_agrees(typed, exact):
    (loose,) = parse_loose(typed)
    held = [parse_number(number) for number in ("27/CT-TTg", "27/2007/CT-TTg", "27/2008/CT-TTg", "27-CTr/TU")]
    assert {number.canonical for number in held if loose.exactly(number)} == exact
    assert all(loose.matches(number) for number in held if loose.exactly(number))


@pytest.mark.parametrize("typed", NO_NUMBER)
def test_no_number_is_seen_in_other_queries(typed):
    assert parse_loose(typed) == ()
