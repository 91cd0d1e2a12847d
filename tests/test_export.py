"""Excel files: what is written is read back; text stays text."""

import io

from openpyxl import load_workbook

from assistant.export import Column, Sheet, workbook
from directives.models import DocumentCard, Evidence, MissingDocument, Trace, TraceEdge
from library import tables


def read(data):
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}


def test_rows_come_back_as_they_went_in():
    data = workbook([Sheet("Một", (Column("Số"), Column("Lượt")), (("35-NQ/TW", 3), (None, 0)))])
    assert read(data) == {"Một": [("Số", "Lượt"), ("35-NQ/TW", 3), (None, 0)]}


def test_text_is_never_a_formula_and_control_characters_go():
    data = workbook(
        [Sheet("Một", (Column("x"),), (('=HYPERLINK("http://x")',), ("+1+1",), ("a\x0bb",), ("x" * 40_000,)))]
    )
    sheet = load_workbook(io.BytesIO(data)).active
    assert [sheet.cell(row, 1).data_type for row in (2, 3, 4)] == ["s", "s", "s"]
    assert sheet.cell(2, 1).value == '=HYPERLINK("http://x")'
    assert sheet.cell(4, 1).value == "a b"
    assert len(sheet.cell(5, 1).value) == 32_000


def test_a_name_that_excel_refuses_is_made_fit():
    assert list(read(workbook([Sheet("a/b:c" * 10, (Column("x"),), ())]))) == ["a b c" * 6 + "a"]


CARDS = {
    "a": DocumentCard("a", "12/KH-LĐLĐ", "kế hoạch", "Tháng Công nhân", "2024-04-02", None, "/a"),
    "b": DocumentCard("b", None, "công văn", "V/v tuyên giáo", "2024", None, "/b"),
}


def cards(ids):
    return tuple(CARDS[i] for i in ids if i in CARDS)


def test_the_missing_list_names_who_cites_and_where_the_facts_are_from():
    absent = MissingDocument("35-NQ/TW", "nghị quyết", "Bộ Chính trị", "2018-10-22", "Về việc này", True, 3, ("a", "b"))
    ambiguous = MissingDocument("87/QĐ-UBND", "quyết định", None, None, None, False, 1, ("a",), ("b", "a"))
    sheets = read(tables.missing((absent,), (ambiguous,), cards))
    assert sheets["Chưa có trong kho"][1] == (
        "35-NQ/TW", "nghị quyết", "22/10/2018", "Bộ Chính trị", "Về việc này", 3, "danh mục",
        "12/KH-LĐLĐ; V/v tuyên giáo",
    )  # fmt: skip
    assert sheets["Trùng số"][1][-3:] == ("lời dẫn", "12/KH-LĐLĐ", "V/v tuyên giáo; 12/KH-LĐLĐ")


def test_many_citing_documents_are_counted():
    absent = MissingDocument("35-NQ/TW", None, None, None, None, False, 30, ("a",) * 25)
    assert read(tables.missing((absent,), (), cards))["Chưa có trong kho"][1][-1].endswith("; và 5 văn bản nữa")


def test_citations_have_their_sentence_page_and_steps():
    out = TraceEdge("35-NQ/TW", "thuc_hien", "MISSING", (), Evidence("a", 0, 9, "Thực hiện\n Nghị quyết 35", 2), 1)
    into = TraceEdge("12/KH-LĐLĐ", "can_cu", "RESOLVED", ("a",), Evidence("b", 0, 9, "Căn cứ Kế hoạch", None), 2)
    sheets = read(tables.citations(Trace("12/KH-LĐLĐ", "RESOLVED", None, cards("a"), (), (out,), (into,)), cards))
    assert sheets["Văn bản này dẫn"][1] == (
        "12/KH-LĐLĐ", "thực hiện", "35-NQ/TW", "Chưa có trong kho", "Thực hiện Nghị quyết 35", 2, 1
    )  # fmt: skip
    assert sheets["Được dẫn bởi"][1] == (
        "V/v tuyên giáo",
        "căn cứ",
        "12/KH-LĐLĐ",
        "Có trong kho",
        "Căn cứ Kế hoạch",
        None,
        2,
    )


def test_the_documents_of_an_archive_as_a_list():
    card = DocumentCard("a" * 16, "=1/KH", "kế hoạch", "Về việc thử", "2024-03-05", "Sông Ngàn", "/x/a.docx")
    rows = read(tables.documents([card]))["Văn bản trong kho"]
    assert rows[1] == ("=1/KH", "kế hoạch", "05/03/2024", "Sông Ngàn", "Về việc thử", "a" * 16, "/x/a.docx")
