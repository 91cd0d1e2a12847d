"""Headings, recipients and signatures in every look that offices use; the province and its bodies are invented."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.headers.header import parse_header
from directives.text import canonical


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    want: dict = field(default_factory=dict)


CASES = [
    Case(
        "State, two columns held apart by spaces",
        """
ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH SÔNG NGÀN                     Độc lập - Tự do - Hạnh phúc
-------                            ---------------
Số: 15/KH-UBND                 Sông Ngàn, ngày 05 tháng 3 năm 2024

                    KẾ HOẠCH
    Phát triển nhà ở cho công nhân khu công nghiệp
          trên địa bàn tỉnh năm 2024

Căn cứ Luật Nhà ở số 27/2023/QH15;
1. Rà soát quỹ đất.
2. Lập danh mục dự án.

Nơi nhận:                              TM. ỦY BAN NHÂN DÂN
- Tỉnh ủy (để b/c);                        KT. CHỦ TỊCH
- Các sở, ngành;                           PHÓ CHỦ TỊCH
- Lưu: VT, XD.

                                           Lê Thị Bến Nghé
""",
        dict(
            number="15/KH-UBND",
            type="kế hoạch",
            issuer="ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN",
            parent_issuer=None,
            place="Sông Ngàn",
            date="2024-03-05",
            title="Phát triển nhà ở cho công nhân khu công nghiệp trên địa bàn tỉnh năm 2024",
            signer="Lê Thị Bến Nghé",
            signer_role="PHÓ CHỦ TỊCH",
            signer_block="TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            recipients=("Tỉnh ủy (để b/c)", "Các sở, ngành", "Lưu: VT, XD"),
            secrecy=None,
        ),
    ),
    Case(
        "State, text of a web page: rules and body on the lines of the heading",
        """ỦY BAN NHÂN DÂN  TỈNH SÔNG NGÀN --------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---------------
Số: 87/2025/QĐ-UBND
Sông Ngàn, ngày 19 tháng 11 năm 2025
QUYẾT ĐỊNH BAN HÀNH QUY CHẾ QUẢN LÝ TRẠM IoT TRONG KHU CÔNG NGHIỆP Căn cứ Luật Viễn thông số 24/2023/QH15;
ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN
Điều 1. Ban hành kèm theo Quyết định này Quy chế.
Nơi nhận:
- Như Điều 1;
- Lưu: VT.
CHỦ TỊCH Phan Văn Cồn""",
        dict(
            number="87/2025/QĐ-UBND",
            type="quyết định",
            issuer="ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN",
            date="2025-11-19",
            title="BAN HÀNH QUY CHẾ QUẢN LÝ TRẠM IoT TRONG KHU CÔNG NGHIỆP",
            signer="Phan Văn Cồn",
            signer_role="CHỦ TỊCH",
            signer_block="CHỦ TỊCH",
            recipients=("Như Điều 1", "Lưu: VT"),
        ),
    ),
    Case(
        "who decides stands between title and basis",
        """ỦY BAN NHÂN DÂN
TỈNH SÔNG NGÀN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 2666/QĐ-UBND
Sông Ngàn, ngày 26 tháng 11 năm 2025
QUYẾT ĐỊNH
VỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC HÀNH CHÍNH THUỘC THẨM QUYỀN CỦA
ỦY BAN NHÂN DÂN CẤP XÃ TỈNH CAO BẰNG
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
QUYẾT ĐỊNH:
Điều 1. Công bố danh mục.""",
        dict(
            type="quyết định",
            title="VỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC HÀNH CHÍNH THUỘC THẨM QUYỀN CỦA "
            "ỦY BAN NHÂN DÂN CẤP XÃ TỈNH CAO BẰNG",
        ),
    ),
    Case(
        "Party, the centre",
        """BAN CHẤP HÀNH TRUNG ƯƠNG
BAN TỔ CHỨC
*
ĐẢNG CỘNG SẢN VIỆT NAM ---------------
Số 45-HD/BTCTW
Hà Nội, ngày 21 tháng 11 năm 2025
HƯỚNG DẪN
MỘT SỐ NỘI DUNG VỀ PHÂN CẤP QUẢN LÝ CÁN BỘ
-----
Thực hiện Quy định số 377-QĐ/TW ngày 08/10/2025 của Bộ Chính trị, Ban hướng dẫn như sau:
1. Về phân cấp.
Nơi nhận:
- Các tỉnh uỷ, thành uỷ,
- Lưu VP.
K/T TRƯỞNG BAN PHÓ TRƯỞNG BAN THƯỜNG TRỰC
Hoàng Văn Suối""",
        dict(
            number="45-HD/BTCTW",
            type="hướng dẫn",
            issuer="BAN TỔ CHỨC",
            parent_issuer="BAN CHẤP HÀNH TRUNG ƯƠNG",
            date="2025-11-21",
            title="MỘT SỐ NỘI DUNG VỀ PHÂN CẤP QUẢN LÝ CÁN BỘ",
            signer="Hoàng Văn Suối",
            signer_role="PHÓ TRƯỞNG BAN THƯỜNG TRỰC",
            signer_block="K/T TRƯỞNG BAN PHÓ TRƯỞNG BAN THƯỜNG TRỰC",
            recipients=("Các tỉnh uỷ, thành uỷ", "Lưu VP"),
        ),
    ),
    Case(
        "Party, a province; the motto runs on behind the body, title that names the Party",
        """TỈNH ỦY SÔNG NGÀN          ĐẢNG CỘNG SẢN VIỆT NAM
        *
Số 12-CT/TU            Sông Ngàn, ngày 3 tháng 02 năm 2024

CHỈ THỊ
VỀ LỄ KỶ NIỆM NGÀY THÀNH LẬP ĐẢNG CỘNG SẢN VIỆT NAM

Trong những năm qua, các cấp ủy đã làm tốt việc này.
1- Tuyên truyền rộng rãi.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Vi Thị Nậm""",
        dict(
            number="12-CT/TU",
            type="chỉ thị",
            issuer="TỈNH ỦY SÔNG NGÀN",
            parent_issuer=None,
            date="2024-02-03",
            title="VỀ LỄ KỶ NIỆM NGÀY THÀNH LẬP ĐẢNG CỘNG SẢN VIỆT NAM",
            signer="Vi Thị Nậm",
            signer_role="PHÓ BÍ THƯ",
            signer_block="T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ",
        ),
    ),
    Case(
        "a whole body signs",
        """BAN CHẤP HÀNH TRUNG ƯƠNG
ĐẢNG CỘNG SẢN VIỆT NAM
Số 221-KL/TW
Hà Nội, ngày 28 tháng 11 năm 2025
KẾT LUẬN CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ VỀ TÌNH HÌNH HOẠT ĐỘNG CỦA BỘ MÁY ----- Tại phiên họp, Bộ Chính trị kết luận:
1. Thống nhất với báo cáo.
T/M BỘ CHÍNH TRỊ Trần Văn Đò""",
        dict(
            type="kết luận",
            title="VỀ TÌNH HÌNH HOẠT ĐỘNG CỦA BỘ MÁY",
            issuer="BAN CHẤP HÀNH TRUNG ƯƠNG",
            signer="Trần Văn Đò",
            signer_role=None,
            signer_block="T/M BỘ CHÍNH TRỊ",
        ),
    ),
    Case(
        "union letter in Markdown, number and day blank",
        """

Số: /LĐLĐ-TGNC

Sông Ngàn, ngày tháng 01 năm 2024

V/v định hướng một số nhiệm vụ trọng tâm  
công tác Tuyên giáo Công đoàn năm 2024

Kính gửi: - Liên đoàn Lao động các huyện, thành phố;  
- Công đoàn ngành.

1. Tuyên truyền các chỉ thị.

***Nơi nhận:***

- Ban Tuyên giáo TU;
- Lưu: VT, TG-NC.

**TM. BAN THƯỜNG VỤ  
PHÓ CHỦ TỊCH**

**Thào Thị Pao**""",
        dict(
            number="/LĐLĐ-TGNC",
            type="công văn",
            issuer=None,
            place="Sông Ngàn",
            date=None,
            title="V/v định hướng một số nhiệm vụ trọng tâm công tác Tuyên giáo Công đoàn năm 2024",
            signer="Thào Thị Pao",
            signer_role="PHÓ CHỦ TỊCH",
            signer_block="TM. BAN THƯỜNG VỤ PHÓ CHỦ TỊCH",
            recipients=("Ban Tuyên giáo TU", "Lưu: VT, TG-NC"),
        ),
    ),
    Case(
        "union, table of two columns read column by column, dots for number and day",
        """TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM
LIÊN ĐOÀN LAO ĐỘNG
TỈNH SÔNG NGÀN
Số: …../KH-LĐLĐ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Sông Ngàn, ngày ….. tháng ….. năm 2024

KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024

I. MỤC ĐÍCH
1. Chăm lo đoàn viên.""",
        dict(
            number="/KH-LĐLĐ",
            type="kế hoạch",
            issuer="LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN",
            parent_issuer="TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
            date=None,
            title="Tổ chức Tháng Công nhân năm 2024",
        ),
    ),
    Case(
        "letter whose subject and date stand side by side",
        """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
BAN TUYÊN GIÁO                                Độc lập - Tự do - Hạnh phúc
Số: 25/TB-BTG-LĐLĐ
V/v cung cấp tài liệu                     Sông Ngàn, ngày 7 tháng 6 năm 2023
sinh hoạt chuyên đề

Kính gửi: Công đoàn cơ sở""",
        dict(
            issuer="BAN TUYÊN GIÁO",
            parent_issuer="LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN",
            date="2023-06-07",
            title="V/v cung cấp tài liệu sinh hoạt chuyên đề",
            place="Sông Ngàn",
        ),
    ),
    Case(
        "letter of a department, both columns run together by single spaces",
        """SỞ NỘI VỤ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH SÔNG NGÀN Độc lập - Tự do - Hạnh phúc
Số: 118/SNV-CCVC Sông Ngàn, ngày 12 tháng 4 năm 2022
V/v rà soát biên chế

Kính gửi: Các phòng chuyên môn.
Căn cứ Kế hoạch số 15/KH-UBND, Sở Nội vụ đề nghị các phòng báo cáo.
Nơi nhận: GIÁM ĐỐC
- Như trên;
- Lưu: VT. Đinh Công Lũy""",
        dict(
            number="118/SNV-CCVC",
            type="công văn",
            issuer="SỞ NỘI VỤ TỈNH SÔNG NGÀN",
            place="Sông Ngàn",
            date="2022-04-12",
            title="V/v rà soát biên chế",
            signer="Đinh Công Lũy",
            signer_role="GIÁM ĐỐC",
        ),
    ),
    Case(
        "Markdown table",
        "| **UBND TỈNH SÔNG NGÀN**<br>**SỞ Y TẾ** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>"
        """**Độc lập - Tự do - Hạnh phúc** |
| --- | --- |
| Số: 31/BC-SYT | *Sông Ngàn, ngày 01 tháng 10 năm 2024* |

# BÁO CÁO

**Kết quả phòng, chống dịch quý III năm 2024**

## I. TÌNH HÌNH
""",
        dict(
            number="31/BC-SYT",
            type="báo cáo",
            issuer="SỞ Y TẾ",
            parent_issuer="UBND TỈNH SÔNG NGÀN",
            date="2024-10-01",
            title="Kết quả phòng, chống dịch quý III năm 2024",
        ),
    ),
    Case(
        "joint act of two bodies",
        """BỘ TÀI CHÍNH - BỘ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 03/2014/TTLT-BTC-BNV
Hà Nội, ngày 08 tháng 01 năm 2014
THÔNG TƯ LIÊN TỊCH
Hướng dẫn thực hiện chế độ phụ cấp
Căn cứ Nghị định số 36/2013/NĐ-CP;""",
        dict(
            number="03/2014/TTLT-BTC-BNV",
            type="thông tư liên tịch",
            issuer="BỘ TÀI CHÍNH - BỘ NỘI VỤ",
            title="Hướng dẫn thực hiện chế độ phụ cấp",
        ),
    ),
    Case(
        "old fonts: capitals lost, number and date between type and title",
        """Chính phủ

Nghị định của Chính phủ số 114/2003/NĐ-CP
ngày 10/10/2003 về cán bộ, công chức xã.

Chính phủ

 Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;
Nghị Định:
Điều 1. Phạm vi.

TM. chính phủ
Thủ tướng
Phan Văn Khải""",
        dict(
            number="114/2003/NĐ-CP",
            type="nghị định",
            issuer="Chính phủ",
            date="2003-10-10",
            title="về cán bộ, công chức xã",
            signer="Phan Văn Khải",
            signer_role="Thủ tướng",
        ),
    ),
    Case(
        "whose plan it is stands between type and title",
        """TỈNH ỦY SÔNG NGÀN
Số 45-KH/TU
Sông Ngàn, ngày 9 tháng 9 năm 2023
KẾ HOẠCH
của Ban Thường vụ Tỉnh ủy thực hiện Nghị quyết số 12-NQ/TW
về phát triển văn hóa
-----
I. MỤC ĐÍCH""",
        dict(issuer="TỈNH ỦY SÔNG NGÀN", title="thực hiện Nghị quyết số 12-NQ/TW về phát triển văn hóa"),
    ),
    Case(
        "law: the label names the type",
        """QUỐC HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Luật số: 50/2024/QH15
Hà Nội, ngày 27 tháng 11 năm 2024
LUẬT
CÔNG ĐOÀN
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Điều 1. Công đoàn Việt Nam
CHỦ TỊCH QUỐC HỘI
Trần Thanh Mẫn""",
        dict(number="50/2024/QH15", type="luật", issuer="QUỐC HỘI", title="CÔNG ĐOÀN", signer="Trần Thanh Mẫn"),
    ),
    Case(
        "consolidated text: its type is its own, not that of the act",
        """BỘ QUỐC PHÒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 23/VBHN-BQP
Hà Nội, ngày 02 tháng 6 năm 2025
THÔNG TƯ
QUY ĐỊNH CHẾ ĐỘ BÁO CÁO
Thông tư số 195/2019/TT-BQP ngày 27 tháng 12 năm 2019 được sửa đổi, bổ sung bởi:
Điều 1. Phạm vi.
Nơi nhận:
- Lưu: VT.
XÁC THỰC VĂN BẢN HỢP NHẤT
KT. BỘ TRƯỞNG THỨ TRƯỞNG Thượng tướng Võ Văn Bãi""",
        dict(
            number="23/VBHN-BQP",
            type="văn bản hợp nhất",
            title="QUY ĐỊNH CHẾ ĐỘ BÁO CÁO",
            signer="Võ Văn Bãi",
            signer_role="THỨ TRƯỞNG",
        ),
    ),
    Case(
        "telegram: the address is no title",
        """THỦ TƯỚNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
HỎA TỐC
Số: 230/CĐ-TTg
Hà Nội ngày 26 tháng 11 năm 2025
CÔNG ĐIỆN VỀ VIỆC ỨNG PHÓ MƯA LŨ TẠI CÁC TỈNH NHỮNG NGÀY TIẾP THEO
THỦ TƯỚNG CHÍNH PHỦ điện:
- Bộ trưởng các Bộ.
1. Rà soát hồ đập.
KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG
(Đã ký)
Nguyễn Văn Gành""",
        dict(
            type="công điện",
            title="VỀ VIỆC ỨNG PHÓ MƯA LŨ TẠI CÁC TỈNH NHỮNG NGÀY TIẾP THEO",
            place="Hà Nội",
            date="2025-11-26",
            signer="Nguyễn Văn Gành",
            signer_role="PHÓ THỦ TƯỚNG",
            recipients=(),
        ),
    ),
    Case(
        "letters of the type set apart, degree before the name, acting head",
        """TRƯỜNG ĐẠI HỌC SÔNG NGÀN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 77/TB-ĐHSN
Sông Ngàn, ngày 9 tháng 9 năm 2024
T H Ô N G   B Á O
Về việc nghỉ lễ
Nhà trường thông báo lịch nghỉ.
Q. HIỆU TRƯỞNG
PGS.TS. Y Thanh Hà Niê""",
        dict(type="thông báo", title="Về việc nghỉ lễ", signer="Y Thanh Hà Niê", signer_role="Q. HIỆU TRƯỞNG"),
    ),
    Case(
        "by order of the head, for the head of an office; signature before the recipients",
        """BỘ TÀI CHÍNH
CỤC HẢI QUAN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 37416/TB-CHQ
Hà Nội, ngày 21 tháng 11 năm 2025
THÔNG BÁO VỀ KẾT QUẢ XÁC ĐỊNH TRƯỚC MÃ SỐ
CỤC TRƯỞNG CỤC HẢI QUAN Căn cứ Luật Hải quan ngày 23/6/2014;
1. Hàng hóa.
TL. CỤC TRƯỞNG KT. CHÁNH VĂN PHÒNG PHÓ CHÁNH VĂN PHÒNG Đào Thu Rạch
Nơi nhận:
- Công ty A;
- Lưu: VT.""",
        dict(
            number="37416/TB-CHQ",
            issuer="CỤC HẢI QUAN",
            parent_issuer="BỘ TÀI CHÍNH",
            title="VỀ KẾT QUẢ XÁC ĐỊNH TRƯỚC MÃ SỐ",
            signer="Đào Thu Rạch",
            signer_role="PHÓ CHÁNH VĂN PHÒNG",
            recipients=("Công ty A", "Lưu: VT"),
        ),
    ),
    Case(
        "recipients that wrap, one without a bullet, several on the first line",
        """UBND XÃ BẾN ĐÒ
Số: 5/BC-UBND
Bến Đò, ngày 2 tháng 5 năm 2024
BÁO CÁO
Công tác tháng 4
Kết quả đạt được trong tháng.
Nơi nhận: - Như trên; - Đảng ủy;
- Các sở: Nông nghiệp và Môi trường,
Tài chính, Xây dựng;
Bộ phận một cửa;
- Lưu: VT (2b).
CHỦ TỊCH
NGUYỄN VĂN BƯNG""",
        dict(
            issuer="UBND XÃ BẾN ĐÒ",
            signer="NGUYỄN VĂN BƯNG",
            signer_role="CHỦ TỊCH",
            recipients=(
                "Như trên",
                "Đảng ủy",
                "Các sở: Nông nghiệp và Môi trường, Tài chính, Xây dựng",
                "Bộ phận một cửa",
                "Lưu: VT (2b)",
            ),
        ),
    ),
    Case(
        "forms of an attachment have recipients and a signature; the document has its own signature only",
        """ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN
Số: 39/2025/QĐ-UBND
Sông Ngàn, ngày 25 tháng 11 năm 2025
QUYẾT ĐỊNH
Ban hành quy định
Điều 1. Ban hành.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Hoàng Văn Ngòi
PHỤ LỤC
MẪU GIẤY MỜI
(Kèm theo Quyết định số 39/2025/QĐ-UBND)
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Nguyễn Văn A""",
        dict(signer="Hoàng Văn Ngòi", recipients=(), title="Ban hành quy định"),
    ),
    Case(
        "no name on the dotted line",
        """CÔNG ĐOÀN CƠ SỞ CÔNG TY MÂY TRE
Số: 01/QĐ-CĐCS
Sông Ngàn, ngày 4 tháng 3 năm 2026
QUYẾT ĐỊNH
Về việc thành lập Tổ thương lượng
Điều 1: Thành lập Tổ.
Nơi nhận:
- Như trên.
TM. BAN CHẤP HÀNH
CHỦ TỊCH
………………………………

LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
CĐCS CÔNG TY MÂY TRE
Số: 02/CV-CĐCS""",
        dict(signer=None, signer_role="CHỦ TỊCH", signer_block="TM. BAN CHẤP HÀNH CHỦ TỊCH", recipients=("Như trên",)),
    ),
    Case(
        "figures that the scan cannot give",
        """BỘ CÔNG THƯƠNG CỌNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CỤC HÓA CHÁT Độc lập - Tự do - Hạnh phúc
Số: ÊđŠ /HC-CNHC Hà Nội, ngày sÈŸ tháng 4 năm 2026
V/v trao đổi về một số quy định
trong lĩnh vực hóa chất

Kính gửi: Cục Hải quan""",
        dict(number="/HC-CNHC", type="công văn", place="Hà Nội", date=None, parent_issuer="BỘ CÔNG THƯƠNG"),
    ),
    Case(
        "several bodies, the last one issues; a body's name over three lines",
        """ĐẢNG BỘ TỈNH SÔNG NGÀN
ĐẢNG ỦY KHỐI CÁC CƠ QUAN
VÀ DOANH NGHIỆP
TỈNH SÔNG NGÀN
*
Số 08-KH/ĐUK
ĐẢNG CỘNG SẢN VIỆT NAM
Sông Ngàn, ngày 15 tháng 8 năm 2023
KẾ HOẠCH
triển khai học tập
-----
Thực hiện Chỉ thị số 05-CT/TW, Đảng ủy Khối ban hành kế hoạch.""",
        dict(
            number="08-KH/ĐUK",
            issuer="ĐẢNG ỦY KHỐI CÁC CƠ QUAN VÀ DOANH NGHIỆP TỈNH SÔNG NGÀN",
            parent_issuer="ĐẢNG BỘ TỈNH SÔNG NGÀN",
            title="triển khai học tập",
        ),
    ),
    Case(
        "title ends at the first heading of the body, though that is in capitals too",
        """UBND HUYỆN BẾN NGỰ
Số: 9/KH-UBND
Bến Ngự, ngày 1 tháng 2 năm 2024
KẾ HOẠCH
TRỒNG CÂY ĐẦU XUÂN
NĂM 2024
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích""",
        dict(title="TRỒNG CÂY ĐẦU XUÂN NĂM 2024"),
    ),
    Case(
        "no heading at all",
        "Hôm nay trời đẹp.\nChúng tôi đi làm.\n",
        dict(number=None, type=None, title=None, issuer=None),
    ),
    Case("nothing", "", dict(number=None, recipients=(), signer=None)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_headings(case):
    header = parse_header(canonical(case.text))
    assert {name: getattr(header, name) for name in case.want} == case.want


SECRET = """TỈNH ỦY SÔNG NGÀN                ĐẢNG CỘNG SẢN VIỆT NAM
       *
Số 12-BC/TU               Sông Ngàn, ngày 3 tháng 02 năm 2024
{mark}
BÁO CÁO
{title}
Nội dung báo cáo.
"""


@pytest.mark.parametrize(
    ("mark", "title", "want"),
    [
        ("MẬT", "về tình hình tháng 1", "MẬT"),
        ("   TỐI MẬT   ", "về tình hình tháng 1", "TỐI MẬT"),
        ("| TUYỆT MẬT |", "về tình hình tháng 1", "TUYỆT MẬT"),
        ("**Độ mật: Mật**", "về tình hình tháng 1", "MẬT"),
        ("KHẨN", "về tình hình tháng 1", None),
        ("", "về công tác bảo vệ bí mật nhà nước", None),
        ("", "MẬT ĐỘ DÂN SỐ", None),
        ("Mật độ cao", "về dân số", None),
    ],
)
def test_a_secrecy_mark_stands_alone_above_the_title(mark, title, want):
    assert parse_header(canonical(SECRET.format(mark=mark, title=title))).secrecy == want


def test_a_mark_beside_the_number_or_after_the_subject_of_a_letter_counts():
    beside = "SỞ A          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/BC-SA        MẬT\nBÁO CÁO\nvề việc B"
    after = "SỞ A\nSố: 1/SA-VP\nV/v báo cáo quý\nMẬT\nSông Ngàn, ngày 1 tháng 2 năm 2024\nKính gửi: Sở B"
    assert parse_header(beside).secrecy == "MẬT"
    assert parse_header(after).secrecy == "MẬT"


def test_a_word_in_the_body_is_no_mark():
    text = "UBND XÃ A\nSố: 1/BC-UBND\nBÁO CÁO\nVề hồ sơ\nNội dung đầu tiên của báo cáo.\nMẬT\nNội dung tiếp theo."
    assert parse_header(text).secrecy is None


@pytest.mark.parametrize(
    ("written", "want"),
    [
        ("ngày 05 tháng 3 năm 2020", "2020-03-05"),
        ("ngày 5 tháng12 năm 2020", "2020-12-05"),
        ("ngày 05/3/2020", "2020-03-05"),
        ("ngày 28-11-2025", "2025-11-28"),
        ("ngày  7  tháng  9  năm  2021", "2021-09-07"),
        ("ngày 31 tháng 02 năm 2021", None),
        ("ngày     tháng 01 năm 2024", None),
        ("ngày …. tháng …. năm 2024", None),
        ("ngày 10 tháng    năm 2024", None),
    ],
)
def test_dates(written, want):
    header = parse_header(f"UBND XÃ BẾN ĐÒ\nSố: 1/KH-UBND\nBến Đò, {written}\nKẾ HOẠCH\nTrồng cây")
    assert (header.date, header.place, header.title) == (want, "Bến Đò", "Trồng cây")


@pytest.mark.parametrize(
    ("lines", "issuer", "parent"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH SÔNG NGÀN"], "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN", None),
        (["HỘI ĐỒNG NHÂN DÂN", "THÀNH PHỐ BẾN NGỰ"], "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ BẾN NGỰ", None),
        (["UBND TỈNH A", "SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"], "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "UBND TỈNH A"),
        (["BỘ GIÁO DỤC VÀ", "ĐÀO TẠO"], "BỘ GIÁO DỤC VÀ ĐÀO TẠO", None),
        (["VIỆN KIỂM SÁT", "NHÂN DÂN TỐI CAO"], "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", None),
        (["LIÊN ĐOÀN LAO ĐỘNG", "TỈNH SÔNG NGÀN"], "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", None),
        (["LĐLĐ TỈNH SÔNG NGÀN", "CÔNG ĐOÀN NGÀNH GIÁO DỤC"], "CÔNG ĐOÀN NGÀNH GIÁO DỤC", "LĐLĐ TỈNH SÔNG NGÀN"),
        (["TỔNG LIÊN ĐOÀN LAO ĐỘNG", "VIỆT NAM"], "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", None),
        (["TỔNG LIÊN ĐOÀN LAO ĐỘNG", "VIỆT NAM", "ĐOÀN CHỦ TỊCH"], "ĐOÀN CHỦ TỊCH", "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM"),
        (["CÔNG ĐOÀN VIÊN CHỨC", "TỈNH SÔNG NGÀN"], "CÔNG ĐOÀN VIÊN CHỨC TỈNH SÔNG NGÀN", None),
        (["TỈNH ỦY SÔNG NGÀN", "BAN TUYÊN GIÁO"], "BAN TUYÊN GIÁO", "TỈNH ỦY SÔNG NGÀN"),
        (["HUYỆN ỦY BẾN NGỰ"], "HUYỆN ỦY BẾN NGỰ", None),
        (["ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", "TỈNH A"], "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH A", None),
        (["TỈNH SÔNG NGÀN", "BAN CHỈ ĐẠO 35"], "BAN CHỈ ĐẠO 35", None),
        (["BAN CHỈ ĐẠO THỰC HIỆN", "QUY CHẾ DÂN CHỦ"], "BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ DÂN CHỦ", None),
        (["BAN CHẤP HÀNH ĐẢNG BỘ", "TỈNH SÔNG NGÀN"], "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH SÔNG NGÀN", None),
        (["NGÂN HÀNG NHÀ NƯỚC", "VIỆT NAM", "CHI NHÁNH TỈNH A"], "CHI NHÁNH TỈNH A", "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM"),
    ],
)
def test_issuers(lines, issuer, parent):
    rest = ["-------", "Số: 12/KH-ABC", "Sông Ngàn, ngày 1 tháng 2 năm 2024", "KẾ HOẠCH", "Trồng cây"]
    text = "\n".join([*lines, *rest])
    header = parse_header(text)
    assert (header.issuer, header.parent_issuer) == (issuer, parent)


@pytest.mark.parametrize(
    ("block", "role", "name"),
    [
        ("TM. ĐOÀN CHỦ TỊCH\nPHÓ CHỦ TỊCH THƯỜNG TRỰC\nNguyễn Văn Bờ", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Nguyễn Văn Bờ"),
        ("TM. ĐOÀN CHỦ TỊCH CHỦ TỊCH Nguyễn Văn Bờ", "CHỦ TỊCH", "Nguyễn Văn Bờ"),
        ("T/M BAN BÍ THƯ Trần Văn Bờ", None, "Trần Văn Bờ"),
        ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ Y TẾ\nBS. Lò Văn Ún", "GIÁM ĐỐC SỞ Y TẾ", "Lò Văn Ún"),
        ("TL. BỘ TRƯỞNG\nCỤC TRƯỞNG CỤC VIỆC LÀM\nVũ Trọng Bãi", "CỤC TRƯỞNG CỤC VIỆC LÀM", "Vũ Trọng Bãi"),
        ("KT. BỘ TRƯỞNG, CHỦ NHIỆM PHÓ CHỦ NHIỆM Đỗ Văn Nguồn", "PHÓ CHỦ NHIỆM", "Đỗ Văn Nguồn"),
        ("TL. BAN THƯỜNG VỤ TRƯỞNG BAN TUYÊN GIÁO Mai Thị Bến", "TRƯỞNG BAN TUYÊN GIÁO", "Mai Thị Bến"),
        ("KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Ký, đóng dấu)\nLê Bờ", "PHÓ CHỦ TỊCH", "Lê Bờ"),
        ("CHÁNH THANH TRA\n\n\n\nH’Yim Kđoh", "CHÁNH THANH TRA", "H’Yim Kđoh"),
        ("**BÍ THƯ**\n\n**Đại tá Phan Suối**", "BÍ THƯ", "Phan Suối"),
        ("KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n[daky]\nHoàng Thị Ngòi", "PHÓ TRƯỞNG BAN", "Hoàng Thị Ngòi"),
        ("HIỆU TRƯỞNG\nTRẦN THỊ BƯNG", "HIỆU TRƯỞNG", "TRẦN THỊ BƯNG"),
    ],
)
def test_signatures(block, role, name):
    text = (
        "UBND XÃ BẾN ĐÒ\nSố: 1/KH-UBND\nBến Đò, ngày 1 tháng 2 năm 2024\nKẾ HOẠCH\nTrồng cây\nNội dung kế hoạch.\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n" + block + "\n"
    )
    header = parse_header(text)
    assert (header.signer_role, header.signer, header.recipients) == (role, name, ("Như trên", "Lưu: VT"))
    assert text[header.closing[-1].end - 3 : header.closing[-1].end] in block[-8:]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 12/KH-UBND", "12/KH-UBND"),
        ("Số 12 - KH/TU", "12-KH/TU"),
        ("Số : 03-CV/BTGTU", "03-CV/BTGTU"),
        ("SỐ: 40   /2000/TT-BTC", "40/2000/TT-BTC"),
        ("Số: 24/2026//NQ-CP", "24/2026/NQ-CP"),
        ("Số: 3783/QĐ- UBND", "3783/QĐ-UBND"),
        ("Số: 03/2014/TTLT-\nBTC-BNV", "03/2014/TTLT-BTC-BNV"),
        ("Số:\n12/KH-UBND", "12/KH-UBND"),
        ("Số: 37416/TB-CHQ", "37416/TB-CHQ"),
        ("Số 02c/NQ-BCH", "02c/NQ-BCH"),
        ("Số: 66.2/2025/NQ-CP", "66.2/2025/NQ-CP"),
        ("Số       -NQ/ĐU", "-NQ/ĐU"),
        ("Số:......./QĐ-UBND", "/QĐ-UBND"),
        ("Số:      /2024/QĐ-UBND", "/2024/QĐ-UBND"),
        ("Số: ………", None),
    ],
)
def test_numbers(line, number):
    header = parse_header(canonical(f"UBND XÃ BẾN ĐÒ\n{line}\nBến Đò, ngày 1 tháng 2 năm 2024\nKẾ HOẠCH\nTrồng cây"))
    assert (header.number, header.issuer, header.title) == (number, "UBND XÃ BẾN ĐÒ", "Trồng cây")


def test_spans_cover_heading_number_and_closing():
    text = canonical(CASES[0].text)
    header = parse_header(text)
    heading = text[header.heading.start : header.heading.end]
    assert heading.startswith("ỦY BAN NHÂN DÂN") and heading.endswith("trên địa bàn tỉnh năm 2024")
    assert text[header.number_span.start : header.number_span.end] == "15/KH-UBND"
    closing = "".join(text[s.start : s.end] for s in header.closing)
    assert "Nơi nhận" in closing and "Lê Thị Bến Nghé" in closing and "Lập danh mục" not in closing


def test_the_addressees_of_a_letter_are_not_in_its_heading():
    text = canonical(next(c for c in CASES if c.name.startswith("union letter")).text)
    header = parse_header(text)
    assert text[header.heading.start : header.heading.end].endswith("công tác Tuyên giáo Công đoàn năm 2024")
    assert text[header.number_span.start : header.number_span.end] == "/LĐLĐ-TGNC"


LINES = [line for case in CASES for line in case.text.split("\n")]
PIECES = st.sampled_from([*LINES, "", "Số:", "MẬT", "Kính gửi", "Nơi nhận:"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_spans_lie_inside_the_text_and_closings_behind_the_heading(lines):
    text = canonical("\n".join(lines))
    header = parse_header(text)
    assert 0 <= header.heading.start <= header.heading.end <= len(text)
    if header.number_span is not None and header.number and header.number[0] in "/-":
        assert text[header.number_span.start] in "/-"
    for span in header.closing:
        assert header.heading.end <= span.start < span.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text):
    header = parse_header(canonical(text))
    assert header.heading.end <= len(canonical(text))


LIST = "STT | Tên văn bản | Số, ký hiệu | Ngày\n1 | Kế hoạch Tháng Công nhân | 147/KH-LĐLĐ | 12/4/2024\n"


@pytest.mark.parametrize("above", ["", "Danh mục\n", "DANH MỤC VĂN BẢN ĐẾN\n"])
def test_numbers_in_a_table_of_data_are_not_the_documents_own(above):
    assert parse_header(above + LIST).number is None


def test_a_heading_set_in_a_table_of_three_columns_is_one():
    text = (
        "| BỘ NỘI VỤ | BỘ TÀI CHÍNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "| Số: 12/2024/TTLT-BNV-BTC | | Hà Nội, ngày 05 tháng 02 năm 2024 |\n\nTHÔNG TƯ LIÊN TỊCH\nHướng dẫn\n"
    )
    assert parse_header(text).number == "12/2024/TTLT-BNV-BTC"
