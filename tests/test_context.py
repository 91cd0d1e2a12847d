"""What encoder and lexical index read with a passage."""

import pytest

from index.context import calm, passage_context, passage_input

NAME = "Quyết định 87/QĐ-UBND"


@pytest.mark.parametrize(
    ("title", "issuer", "path", "context"),
    [
        (None, None, "", ""),
        (None, None, f"{NAME} › Điều 5", f"{NAME} › Điều 5"),
        ("Về hỗ trợ nhà ở", None, NAME, f"{NAME} Về hỗ trợ nhà ở"),
        ("VỀ VIỆC HỖ TRỢ NHÀ Ở", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", NAME,
         f"{NAME} Về việc hỗ trợ nhà ở (Ủy ban nhân dân tỉnh Lào Cai)"),
        # Without a number a document is called by its title already.
        ("Chăm lo công nhân", None, "Công văn Chăm lo công nhân › Nhiệm vụ 2",
         "Công văn Chăm lo công nhân › Nhiệm vụ 2"),
        # An attachment's heading repeats the title; of the headings the nearest two are read.
        ("QUY CHẾ THUÊ NHÀ", None, f"{NAME} › QUY CHẾ THUÊ NHÀ › Chương I › Điều 2. Đối tượng › khoản 1",
         f"{NAME} Quy chế thuê nhà › Điều 2. Đối tượng › khoản 1"),
        (None, None, f"{NAME} › Điều 3. {'dài ' * 30}", f"{NAME} › Điều 3. {'dài ' * 12}".rstrip()),
    ],
)  # fmt: skip
def test_context(title, issuer, path, context):
    assert passage_context(title, issuer, path) == context


@pytest.mark.parametrize(
    ("line", "calmed"),
    [
        ("VỀ VIỆC HỖ TRỢ NHÀ Ở", "Về việc hỗ trợ nhà ở"),
        ("LĐLĐ TỈNH", "LĐLĐ TỈNH"),
        ("KẾ HOẠCH", "KẾ HOẠCH"),
        ("Về việc HỖ TRỢ nhà ở", "Về việc HỖ TRỢ nhà ở"),
        ("1.000.000", "1.000.000"),
        ("", ""),
    ],
)
def test_lines_in_capitals_become_running_text(line, calmed):
    assert calm(line) == calmed


def test_the_encoder_reads_the_context_and_then_the_text_line_by_line():
    text = "QUY ĐỊNH CHUNG VỀ HỖ TRỢ\nMỗi hộ được 5 triệu đồng."
    assert passage_input(None, None, NAME, text) == f"{NAME}\nQuy định chung về hỗ trợ\nMỗi hộ được 5 triệu đồng."
    assert passage_input(None, None, "", "một") == "một"
