"""Excel and Word files of tables: what is written is read back; text stays text, dates dates, paper A4 across."""

import io
from datetime import date, datetime

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from assistant.export import Column, Heading, Sheet, workbook
from assistant.export_word import word
from directives.models import (
    Citation,
    CitationView,
    DocumentCard,
    Evidence,
    KnownDocument,
    LaterAct,
    MissingDocument,
    Resolution,
    TraceEdge,
    Validity,
)
from directives.places import Place
from library import tables

HEADING = Heading("Liên đoàn Lao động tỉnh Sông Ngàn", "Kết quả tra cứu", ("Nội dung tìm: “=x”", "Ngày kết xuất: 1/6"))


def read(data):
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}


def test_rows_come_back_as_they_went_in():
    data = workbook([Sheet("Một", (Column("Số"), Column("Lượt")), (("35-NQ/TW", 3), (None, 0)))])
    assert read(data) == {"Một": [("Số", "Lượt"), ("35-NQ/TW", 3), (None, 0)]}


HOSTILE = ('=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0")


def test_text_is_never_a_formula_and_control_characters_go():
    rows = [(text,) for text in (*HOSTILE, "a\x0bb", "x" * 40_000, "\ufffe\ud800c")]
    sheet = load_workbook(io.BytesIO(workbook([Sheet("Một", (Column("x"),), tuple(rows))]))).active
    for row, text in enumerate(HOSTILE, 2):
        cell = sheet.cell(row, 1)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert sheet.cell(7, 1).value == "a b"
    assert not sheet.cell(7, 1).quotePrefix
    assert len(sheet.cell(8, 1).value) == 32_000
    assert sheet.cell(9, 1).value == "  c"


def test_a_query_or_an_office_that_begins_like_a_formula_is_text_too():
    page = load_workbook(io.BytesIO(workbook([Sheet("Một", (Column("x"),), ())], Heading("=1", "+2", ("@3",))))).active
    assert [(page.cell(row, 1).value, page.cell(row, 1).data_type) for row in (1, 2, 3)] == [
        ("=1", "s"), ("+2", "s"), ("@3", "s"),
    ]  # fmt: skip


def test_a_name_that_excel_refuses_is_made_fit():
    assert list(read(workbook([Sheet("a/b:c" * 10, (Column("x"),), ())]))) == ["a b c" * 6 + "a"]


def test_excel_is_headed_dated_and_set_up_for_a4_across():
    sheet = Sheet("Một", (Column("Số", 12), Column("Ngày", 13)), (("1", date(2024, 3, 5)), ("2", None)))
    page = load_workbook(io.BytesIO(workbook([sheet], HEADING))).active
    assert [page.cell(row, 1).value for row in range(1, 7)] == [
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", "Kết quả tra cứu", *HEADING.lines, None, "Số",
    ]  # fmt: skip
    dated = page.cell(7, 2)
    assert (dated.is_date, dated.value, dated.number_format) == (True, datetime(2024, 3, 5), "dd/mm/yyyy")
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert (page.print_title_rows, page.freeze_panes, page.auto_filter.ref) == ("$6:$6", "A7", "A6:B8")
    assert page.column_dimensions["B"].width == 13


def test_a_row_of_excel_is_as_high_as_its_longest_text():
    rows = (("ngắn", 1), ("chữ " * 90, 1), ("\n".join("abc"), 1), ("x" * 40_000, 1))
    page = load_workbook(io.BytesIO(workbook([Sheet("Một", (Column("x", 50), Column("y", 5)), rows)]))).active
    assert [page.row_dimensions[row].height for row in (2, 3, 4, 5)] == [15, 90, 45, 409]  # 360 letters, 60 a line


def words_of(data):
    return docx.Document(io.BytesIO(data))


def test_word_has_the_head_on_every_page_vietnamese_dates_and_page_numbers():
    sheet = Sheet("Một", (Column("Số", 10), Column("Ngày", 30)), (("=1+1", date(2024, 3, 5)), (None, 7)))
    document = words_of(word([sheet], HEADING))
    assert [p.text for p in document.paragraphs] == [HEADING.office.upper(), HEADING.title, *HEADING.lines]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Số", "Ngày"], ["=1+1", "05/03/2024"], ["", "7"],
    ]  # fmt: skip
    headed = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert headed == [True, False, False]
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    wide = [round(cell.width.mm, 1) for cell in table.rows[1].cells]
    assert wide == [65.5, 196.5]  # one to three of what the margins leave
    assert "PAGE" in section.footer._element.xml and "NUMPAGES" in section.footer._element.xml
    assert document.core_properties.author == HEADING.office


def test_word_names_each_of_several_tables_and_says_which_is_empty():
    full, empty = Sheet("Một", (Column("x"),), (("a",),)), Sheet("Hai", (Column("x"),), ())
    document = words_of(word([full, empty], Heading("", "Bảng")))
    assert [p.text for p in document.paragraphs] == ["Bảng", "Một", "Hai", "Không có mục nào."]
    assert len(document.tables) == 1
    assert document.core_properties.author == "Dẫn Chiếu"


CARDS = {
    "a": DocumentCard("a", "12/KH-LĐLĐ", "kế hoạch", "Tháng Công nhân", "2024-04-02", None, "/a"),
    "b": DocumentCard("b", None, "công văn", "V/v tuyên giáo", "2024", None, "/b"),
}


def cards(ids):
    return tuple(CARDS[i] for i in ids if i in CARDS)


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2024-04-02", date(2024, 4, 2)),
        ("2024", "2024"),
        ("2024-05", "05/2024"),
        ("2024-02-30", "30/02/2024"),  # printed so in some document
        ("1890-01-02", "02/01/1890"),  # Excel knows no day before 1900
        (None, None),
    ],
)
def test_a_whole_date_is_a_date(iso, shown):
    assert tables.day(iso) == shown


def test_a_long_passage_is_cut_at_a_word():
    assert tables.cut("một hai ba", 10) == "một hai ba"
    assert tables.cut("một hai ba bốn", 9) == "một hai …"


def test_the_missing_list_names_who_cites_and_where_the_facts_are_from():
    absent = MissingDocument("35-NQ/TW", "nghị quyết", "Bộ Chính trị", "2018-10-22", "Về việc này", True, 3, ("a", "b"))
    ambiguous = MissingDocument("87/QĐ-UBND", "quyết định", None, None, None, False, 1, ("a",), ("b", "a"))
    first, second = tables.missing((absent,), (ambiguous,), cards)
    assert (first.name, second.name) == ("Chưa có trong kho", "Trùng số")
    assert first.rows == ((
        "35-NQ/TW", "Nghị quyết", date(2018, 10, 22), "Bộ Chính trị", "Về việc này", 3, "danh mục",
        "12/KH-LĐLĐ; V/v tuyên giáo",
    ),)  # fmt: skip
    assert second.rows[0][-3:] == ("lời dẫn", "12/KH-LĐLĐ", "V/v tuyên giáo; 12/KH-LĐLĐ")


def test_many_citing_documents_are_counted():
    absent = MissingDocument("35-NQ/TW", None, None, None, None, False, 30, ("a",) * 25)
    assert tables.missing((absent,), (), cards)[0].rows[0][-1].endswith("; và 5 văn bản nữa")


SAID = Evidence("a", 0, 9, "Thực hiện\n Nghị quyết 35", 2)
KNOWN = KnownDocument("35-NQ/TW", "nghị quyết", "Bộ Chính trị", "2018-10-22", "Về bảo vệ", "x")


def view(known=None):
    cited = Citation(0, 9, "35-NQ/TW", "35-NQ/TW", "nghị quyết", "2018", None, "về bảo", "thuc_hien", "numbered")
    return CitationView("a", cited, Resolution("MISSING", known=known))


def test_citations_have_facts_sentence_and_place():
    out = TraceEdge("35-NQ/TW", "thuc_hien", "MISSING", (), SAID, 1)
    held = TraceEdge("12/KH-LĐLĐ", "can_cu", "RESOLVED", ("a",), Evidence("b", 0, 9, "Căn cứ Kế hoạch"), 1)
    places = {SAID: Place("Điều 2", 3), held.evidence: Place("phần mở đầu")}
    outward, inward = tables.citations([(out, view(KNOWN)), (out, view()), (held, None)], [held], places, cards)
    assert [column.head for column in outward.columns] == [
        "TT", "Số, ký hiệu", "Loại", "Ngày", "Trích yếu", "Quan hệ", "Tình trạng", "Câu dẫn", "Vị trí",
    ]  # fmt: skip
    assert outward.rows == (
        (1, "35-NQ/TW", "Nghị quyết", date(2018, 10, 22), "Về bảo vệ", "Thực hiện", "Chưa có trong kho",
         "Thực hiện Nghị quyết 35", "Điều 2, trang 3"),
        (2, "35-NQ/TW", "Nghị quyết", "2018", "Về bảo", "Thực hiện", "Chưa có trong kho",
         "Thực hiện Nghị quyết 35", "Điều 2, trang 3"),
        (3, "12/KH-LĐLĐ", "Kế hoạch", date(2024, 4, 2), "Tháng Công nhân", "Căn cứ", "Có trong kho",
         "Căn cứ Kế hoạch", "Phần mở đầu"),
    )  # fmt: skip
    assert [column.head for column in inward.columns][5:] == ["Quan hệ", "Câu dẫn", "Vị trí"]
    assert inward.rows == ((1, None, "Công văn", "2024", "V/v tuyên giáo", "Căn cứ", "Căn cứ Kế hoạch", "Phần mở đầu"),)


def test_citations_of_several_steps_say_where_from_and_how_far():
    far = TraceEdge("35-NQ/TW", "thuc_hien", "MISSING", (), SAID, 2)
    outward, inward = tables.citations([(far, None)], [far], {}, cards)
    assert [column.head for column in outward.columns][-2:] == ["Dẫn trong", "Bước"]
    assert outward.rows[0][-2:] == ("12/KH-LĐLĐ", 2)
    assert [column.head for column in inward.columns][-2:] == ["Dẫn đến", "Bước"]
    assert inward.rows[0][-2:] == ("35-NQ/TW", 2)


def test_force_is_said_with_what_acts_on_a_document_and_never_confirmed():
    assert tables.force(Validity()) == "Chưa xác minh hiệu lực"
    act = LaterAct("thay_the", CARDS["a"], False, SAID)
    assert tables.force(Validity("replaced", "2024-06-01", (act, act))) == "Bị thay thế (xem 12/KH-LĐLĐ)"


def test_the_documents_of_an_archive_as_a_list():
    card = DocumentCard("a" * 16, "=1/KH", "kế hoạch", "Về việc thử", "2024-03-05", "Sông Ngàn", "/x/a.docx")
    (sheet,) = tables.documents([card])
    assert sheet.rows == (("=1/KH", "Kế hoạch", date(2024, 3, 5), "Sông Ngàn", "Về việc thử", "a" * 16, "/x/a.docx"),)
