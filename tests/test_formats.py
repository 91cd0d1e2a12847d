"""Spreadsheets, presentations, old formats: made here, read as their reader sees them."""

import datetime
import io
import subprocess

import openpyxl
import pytest
from openpyxl.styles import Font

from directives.errors import UnreadableFile
from ingest import soffice
from ingest.extract import extract
from ingest.options import Options
from tests.docxs import docx, package, paragraph, part, run
from tests.programs import require_program

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(*sheets, **hidden):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in [*sheets, *hidden.items()]:
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(row)
    return book


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def presentation(*slides, notes=""):
    """Return a pptx whose slides hold these shapes (XML); `notes` are those of the first slide."""
    parts = {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>'
        + "".join(f'<p:sldId id="{256 + i}" r:id="rId{i}"/>' for i in range(len(slides)))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{RELS}">'
        + "".join(f'<Relationship Id="rId{i}" Target="slides/slide{i}.xml"/>' for i in range(len(slides)))
        + "</Relationships>",
    }
    for i, shapes in enumerate(slides):
        parts[f"ppt/slides/slide{i}.xml"] = f'<p:sld xmlns:p="{P}" xmlns:a="{A}">{shapes}</p:sld>'
    if notes:
        parts["ppt/slides/_rels/slide0.xml.rels"] = (
            f'<Relationships xmlns="{RELS}"><Relationship Id="n" Target="../notesSlides/n.xml"/></Relationships>'
        )
        parts["ppt/notesSlides/n.xml"] = (
            f'<p:notes xmlns:p="{P}" xmlns:a="{A}">{shape("17", kind="sldNum")}{shape(notes, kind="body")}</p:notes>'
        )
    return package(parts)


def shape(*paragraphs, kind="", font=""):
    latin = f'<a:rPr><a:latin typeface="{font}"/></a:rPr>' if font else ""
    made = "".join(f"<a:p><a:r>{latin}<a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
    holder = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    return f"<p:sp>{holder}<p:txBody>{made}</p:txBody></p:sp>"


def test_a_sheet_is_a_line_per_row_with_its_head():
    rows = [["STT", "Nội dung", "Hoàn thành"], [1, "Tuyên truyền", 0.5], [None, None, None], [2, "Kiểm tra", 12.0]]
    assert extract(saved(workbook(("Bảng", rows))), "a.xlsx").text.split("\n") == [
        "STT | Nội dung | Hoàn thành",
        "1 | Tuyên truyền | 0.5",
        "2 | Kiểm tra | 12",
    ]


def test_dates_shares_and_truth_values_as_they_are_shown():
    book = workbook(("Bảng", [["x"]]))
    sheet = book["Bảng"]
    sheet["A1"] = datetime.date(2024, 2, 5)
    sheet["B1"] = datetime.datetime(2024, 2, 5, 13, 30)
    sheet["C1"], sheet["D1"], sheet["E1"] = 0.125, True, "hai\ndòng"
    sheet["C1"].number_format = "0.0%"
    assert extract(saved(book), "a.xlsx").text == "05/02/2024 | 05/02/2024 13:30 | 12.5% | TRUE | hai dòng"


def test_sums_of_money_stand_as_vietnamese_texts_write_them():
    book = workbook(("Bảng", [["x"]]))
    sheet = book["Bảng"]
    for at, (value, form) in enumerate(
        [
            (1500000, "#,##0"),
            (1234.5, "#,##0.00"),
            (-2000, "_(* #,##0_);_(* (#,##0)"),
            (900, "#,##0"),
            (2024, "General"),
        ]
    ):
        sheet.cell(1, at + 1, value).number_format = form
    assert extract(saved(book), "a.xlsx").text == "1.500.000 | 1.234,50 | -2.000 | 900 | 2024"


def test_each_sheet_is_a_page_under_its_name_and_hidden_ones_are_left_out():
    content = extract(saved(workbook(("Tháng 1", [["a"]]), ("Trống", []), ("Tháng 2", [["b"]]), Ẩn=[["c"]])), "a.xlsx")
    assert content.text == "Tháng 1\na\nTháng 2\nb"
    assert content.pages == (0, content.text.index("Tháng 2"))


def test_a_sheet_in_a_legacy_font():
    book = workbook(("Bảng", [["§iÓm", "n­íc"], ["Unicode: trường", "ñ"]]))
    for row in book["Bảng"]:
        for cell in row:
            cell.font = Font(name=".VnTime")
    book["Bảng"]["B2"].font = Font(name="VNI-Times")
    assert extract(saved(book), "a.xlsx").text == "Điểm | nước\nUnicode: trường | đ"


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/sharedStrings.xml"])
def test_entities_in_a_spreadsheet_are_refused(name):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(UnreadableFile, match="không an toàn"):
        extract(package({"xl/workbook.xml": "<x/>"} | {name: bomb}), "a.xlsx")


def test_slides_are_pages_with_tables_and_notes():
    cells = "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{t}</a:t></a:r></a:p></a:txBody></a:tc>" for t in ("STT", "Việc"))
    grid = f"<p:graphicFrame><a:tbl><a:tr>{cells}</a:tr></a:tbl></p:graphicFrame>"
    content = extract(presentation(shape("Tiêu đề", "Ý một"), shape("Trang hai") + grid, notes="Lời dẫn"), "a.pptx")
    assert content.text.split("\n") == ["Tiêu đề", "Ý một", "Lời dẫn", "Trang hai", "STT | Việc"]
    assert content.pages == (0, content.text.index("Trang hai"))


def test_slides_in_a_legacy_font():
    data = presentation(shape("Héi nghÞ", "ñ", font=".VnTime") + shape("ñ", font="VNI-Times"))
    assert extract(data, "a.pptx").text == "Hội nghị\nủ\nđ"


def test_a_word_file_in_legacy_fonts_of_runs_and_styles():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Cu"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Cu"/></w:style>'
    )
    font = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    body = paragraph(
        run("ñ và "), run("ñ", font), "<w:r><w:t>n</w:t><w:softHyphen/><w:t>íc</w:t></w:r>",
        properties='<w:pStyle w:val="Con"/>',
    ) + paragraph("§iÒu 1. Ph¹m vi ®iÒu chØnh", properties='<w:pStyle w:val="Con"/>')  # fmt: skip
    data = docx(body, styles=part("styles", styles))
    assert extract(data, "a.docx").text == "ủ và đnước\nĐiều 1. Phạm vi điều chỉnh"


# --- through LibreOffice ----------------------------------------------------------------------------------------------


def old(data, suffix, target, folder):
    """Return a file made by LibreOffice in an old format."""
    office = require_program("soffice", "libreoffice")
    path = folder / f"tep.{suffix}"
    path.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"tep.{target}").read_bytes()


@pytest.mark.parametrize("target", ["doc", "rtf", "odt"])
def test_old_word_files(target, tmp_path):
    data = docx(paragraph("Kế hoạch tuyên truyền"), paragraph("1. Kiểm tra; hạn: Quý I"))
    content = extract(old(data, "docx", target, tmp_path), f"a.{target}")
    assert content.text == "Kế hoạch tuyên truyền\n1. Kiểm tra; hạn: Quý I"
    assert content.anchors == () and content.warnings == ()


def test_old_spreadsheets(tmp_path):
    data = saved(workbook(("Bảng", [["STT", "Việc"], [1, "Kiểm tra"]])))
    assert extract(old(data, "xlsx", "xls", tmp_path), "a.xls").text == "STT | Việc\n1 | Kiểm tra"


def test_without_libreoffice_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(soffice, "program", lambda: None)
    for name, data in {"a.rtf": b"{\\rtf1 x}", "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900}.items():
        with pytest.raises(UnreadableFile, match="hãy cài LibreOffice"):
            extract(data, name)


def test_a_conversion_that_hangs_is_ended_with_its_children(monkeypatch, tmp_path):
    slow = tmp_path / "soffice"
    mark = tmp_path / "child"
    slow.write_text(f"#!/bin/sh\nsleep 300 & echo $! > {mark}\nwait\n")
    slow.chmod(0o755)
    monkeypatch.setattr(soffice, "program", lambda: str(slow))
    with pytest.raises(UnreadableFile, match="quá 2 giây"):
        soffice.convert(b"x", "doc", "docx", Options(seconds=12))
    child = mark.read_text().strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False).stdout
    assert state[:1] in ("", "Z")  # gone, or waiting for its new parent to notice


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"WordDocument".ljust(4000, b"\1")])
def test_a_broken_old_file_is_told(data):
    require_program("soffice", "libreoffice")
    with pytest.raises(UnreadableFile, match="LibreOffice không mở được"):
        extract(data, "a.doc")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("STT,Tên văn bản,Số\n1,Kế hoạch,15/KH\n2,\"Báo cáo, năm\",\n",
         "STT | Tên văn bản | Số\n1 | Kế hoạch | 15/KH\n2 | Báo cáo, năm"),
        ("STT;Tên\n1;Kế hoạch, quý I\n", "STT | Tên\n1 | Kế hoạch, quý I"),
        ("STT\tTên\n1\tKế hoạch\n", "STT | Tên\n1 | Kế hoạch"),
        ("Một dòng\nHai dòng\n", "Một dòng\nHai dòng"),
    ],
)  # fmt: skip
def test_rows_of_a_table_in_a_text_file(data, expected):
    assert extract(data.encode("utf-8-sig"), "a.csv").text == expected


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        (
            "a.doc",
            '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?><w:wordDocument '
            'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>Kế hoạch số 15</w:t>'
            "</w:r></w:p></w:body></w:wordDocument>",
            "Kế hoạch số 15",
        ),
        (
            "a.xls",
            '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
            'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
            'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
            '<Worksheet ss:Name="B"><Table><Row><Cell><Data ss:Type="String">Tên</Data></Cell>'
            '<Cell><Data ss:Type="String">Kế hoạch</Data></Cell></Row></Table></Worksheet></Workbook>',
            "Tên | Kế hoạch",
        ),
    ],
)
def test_office_files_as_plain_xml(name, data, expected):
    require_program("soffice", "libreoffice")
    assert extract(data.encode(), name).text.strip() == expected
