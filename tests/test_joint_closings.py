"""Joint acts and forms: signatures of several bodies stay out of the passages, forms behind a text are attachments."""

import pytest

from directives.headers.header import parse_header
from directives.units.structure import parse_units
from ingest.passages import split_passages

BODY = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN - SỞ NỘI VỤ
Số: 08/CTPH-LĐLĐ-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Ngàn, ngày 12 tháng 02 năm 2025
CHƯƠNG TRÌNH PHỐI HỢP
Chăm lo việc làm cho người lao động năm 2025
Thực hiện Kế hoạch số 5/KH-UBND ngày 05/01/2025 của Ủy ban nhân dân tỉnh, hai bên thống nhất:
I. NỘI DUNG
1. Phối hợp chăm lo việc làm.
2. Hai bên chịu trách nhiệm thi hành./.
"""
RECIPIENTS = "Nơi nhận:\n- Tỉnh ủy (để b/c);\n- UBND tỉnh;\n- Lưu: VT.\n"
UNION = "LIÊN ĐOÀN LAO ĐỘNG TỈNH\nPHÓ CHỦ TỊCH\nNguyễn Văn An\n"
STATE = "SỞ NỘI VỤ\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Thị Bình\n"
FARMERS = "HỘI NÔNG DÂN TỈNH\nCHỦ TỊCH\nLê Văn Cường\n"


@pytest.mark.parametrize(
    "closing, signer, role",
    [
        (RECIPIENTS + "TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH\nNguyễn Văn An\n" + STATE, "Nguyễn Văn An", "PHÓ CHỦ TỊCH"),
        (UNION + STATE + RECIPIENTS, "Nguyễn Văn An", "PHÓ CHỦ TỊCH"),
        (STATE + UNION + FARMERS + RECIPIENTS, "Trần Thị Bình", "PHÓ GIÁM ĐỐC"),
        (RECIPIENTS + STATE + UNION, "Trần Thị Bình", "PHÓ GIÁM ĐỐC"),
        (
            "ĐẠI DIỆN SỞ NỘI VỤ\nGIÁM ĐỐC\n(Đã ký)\nTrần Thị Bình\n\nĐẠI DIỆN LIÊN ĐOÀN LAO ĐỘNG TỈNH\nCHỦ TỊCH\n"
            "(Đã ký)\nNguyễn Văn An\n" + RECIPIENTS,
            "Trần Thị Bình",
            "GIÁM ĐỐC",
        ),
        # a scan whose columns ran together
        (
            "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Thị Bình\nI\nSAT\nCHỦ TỊCH LIÊN ĐOÀN\nKIE\n* Lê Văn Cường Nguyễn Văn An\n"
            + RECIPIENTS,
            "Trần Thị Bình",
            "PHÓ GIÁM ĐỐC",
        ),
    ],
)
def test_signatures_of_several_bodies_are_no_passage(closing, signer, role):
    text = BODY + closing
    header = parse_header(text)
    units = parse_units(text, header)
    passages = split_passages(text, header, units)
    assert (header.signer, header.signer_role, len(header.recipients)) == (signer, role, 3)
    assert passages[-1].text.endswith("Hai bên chịu trách nhiệm thi hành./.")
    assert [unit.label for unit in units if unit.kind == "task"] == ["1", "2"]


def test_a_form_behind_the_text_is_an_attachment():
    text = (
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: 12/HD-LĐLĐ\nHƯỚNG DẪN\nQuy trình thương lượng tập thể\nI. NỘI DUNG\n"
        "1. Chuẩn bị.\n2. Thương lượng.\nMẪU 1\n\nCÔNG TY …………\nSố:      /CV\nV/v đăng ký thỏa ước\n"
        "Kính gửi: Sở Nội vụ\nHồ sơ gồm:\n1. Biên bản;\n2. Thỏa ước.\nNơi nhận:\n- Như trên;\n- Lưu: DN.\n"
    )
    header = parse_header(text)
    kinds = [(unit.kind, unit.label) for unit in parse_units(text, header)]
    assert kinds[:4] == [("section", "I"), ("task", "1"), ("task", "2"), ("attachment", "1")]
    assert "task" not in {kind for kind, _ in kinds[4:]}
    assert "section" not in {kind for kind, _ in kinds[4:]}  # "V/v" is no number five
    assert header.recipients == ()


def test_cells_of_a_list_of_forms_are_no_attachments():
    text = (
        "HƯỚNG DẪN\nQuy trình thương lượng tập thể\nI. NỘI DUNG\n1. Chuẩn bị.\nMẫu 01\nGiấy tiếp nhận hồ sơ\n"
        "Mẫu 02\nPhiếu yêu cầu bổ sung\n2. Thương lượng.\n"
    )
    assert [u.kind for u in parse_units(text, parse_header(text))] == ["section", "task", "task"]
