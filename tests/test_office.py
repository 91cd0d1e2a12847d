"""Word files: what the printed page shows, and where each stretch comes from."""

import io

import docx as python_docx
import pytest
from docx.oxml.ns import qn

from directives.errors import SecretDocument, UnreadableFile
from ingest.office import extract_docx
from tests.docxs import docx, level, lists, numbered, package, paragraph, part, run, table


def lines(data):
    return extract_docx(data).text.split("\n")


def test_paragraphs_tables_and_numbers_stand_in_reading_order():
    data = docx(
        table(["CÔNG ĐOÀN SÔNG NGÀN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 5/KH-LĐLĐ", "Sông Ngàn, ngày 1"]),
        numbered("Mục đích"),
        numbered("Yêu cầu"),
        table(["STT", "Tên", "Số"], ["1", "Trường A", "12"]),
        numbered("Tổ chức"),
        numbering=lists(level(0, "%1.")),
    )
    assert lines(data) == [
        "CÔNG ĐOÀN SÔNG NGÀN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 5/KH-LĐLĐ",
        "Sông Ngàn, ngày 1",
        "1. Mục đích",
        "2. Yêu cầu",
        "STT | Tên | Số",
        "1 | Trường A | 12",
        "3. Tổ chức",
    ]


DELETED = '<w:del w:id="2" w:author="a"><w:r><w:delText>bỏ đi</w:delText></w:r></w:del>'


def inserted(content):
    return f'<w:ins w:id="1" w:author="a">{content}</w:ins>'


def alternative(choice, fallback):
    return (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{choice}</mc:Choice>"
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


SHAPE = f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph('trong khung')}</w:txbxContent></wps:txbx></wps:wsp>"
BOX = f"<w:r>{alternative(f'<w:drawing>{SHAPE}</w:drawing>', '')}</w:r>"


@pytest.mark.parametrize(
    ("content", "expected", "reason"),
    [
        (("một", run(" hai", "<w:b/>")), "một hai", "runs are joined"),
        (("một", inserted(run(" hai"))), "một hai", "an insertion counts"),
        (("một", DELETED, " hai"), "một hai", "a deletion does not"),
        (("một", run("ẩn", "<w:vanish/>"), " hai"), "một hai", "hidden text is not printed"),
        (("một", run(" hai", '<w:vanish w:val="0"/>')), "một hai", "hiding switched off"),
        ((f'<w:hyperlink r:id="x">{run("liên kết")}</w:hyperlink>',), "liên kết", "a link's text"),
        ((f'<w:fldSimple w:instr="DATE">{run("01/02/2024")}</w:fldSimple>',), "01/02/2024", "a field's result"),
        (("<w:r><w:instrText>PAGE</w:instrText></w:r>", "x"), "x", "a field's code is not printed"),
        ((f"<w:sdt><w:sdtContent>{run('ô nhập')}</w:sdtContent></w:sdt>",), "ô nhập", "a content control"),
        (("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>",), "a b", "a tab is a space"),
        (("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>",), "a\nb", "a line break"),
        (("<w:r><w:t>35</w:t><w:noBreakHyphen/><w:t>NQ/TW</w:t></w:r>",), "35-NQ/TW", "the hyphen that does not break"),
        (("<w:r><w:t>kế</w:t><w:softHyphen/><w:t>hoạch</w:t></w:r>",), "kếhoạch", "a hyphen that shows nowhere"),
        (('<w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r>', " ý"), "• ý", "a glyph of a symbol font"),
        (("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>",), "a+b", "a formula's letters"),
        ((alternative(run("mới"), run("cũ")),), "mới", "one branch of an alternative, not both"),
        (("thân", BOX), "thân\ntrong khung", "a text box follows its paragraph"),
        (("hoà".replace("à", "à"),), "hoà", "decomposed letters are composed"),
    ],
)  # fmt: skip
def test_inline_markup(content, expected, reason):
    assert extract_docx(docx(paragraph(*content))).text == expected, reason


def test_a_deleted_paragraph_mark_joins_the_paragraphs():
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    data = docx(paragraph("Nghị quyết ", properties=mark), paragraph("số 35-NQ/TW"), paragraph("tiếp"))
    assert lines(data) == ["Nghị quyết số 35-NQ/TW", "tiếp"]


RESTART = "<w:vMerge w:val='restart'/>"


def test_merged_cells_are_read_once_and_deleted_rows_never():
    def cell(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    data = docx(
        "<w:tbl>"
        f"<w:tr>{cell('I', RESTART)}{cell('một')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('hai')}</w:tr>"
        f"<w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr>{cell('bỏ')}</w:tr>"
        "</w:tbl>"
    )
    assert lines(data) == ["I | một", "hai"]


def test_notes_are_numbered_in_the_order_of_their_references():
    def reference(kind, at):
        return f'<w:r><w:{kind}Reference w:id="{at}"/></w:r>'

    def note(at, text, more=""):
        return f'<w:footnote w:id="{at}" {more}>{paragraph(text)}</w:footnote>'

    data = docx(
        paragraph("Điều này", reference("footnote", 7), " và điều kia", reference("endnote", 2)),
        paragraph("Cuối", reference("footnote", 3)),
        footnotes=part("footnotes", note(-1, "gạch", 'w:type="separator"') + note(3, "ba") + note(7, "bảy")),
        endnotes=part("endnotes", f'<w:endnote w:id="2">{paragraph("cuối trang")}</w:endnote>'),
    )
    assert lines(data) == ["Điều này[1] và điều kia[2]", "Cuối[3]", "[1] bảy", "[2] cuối trang", "[3] ba"]


def test_blank_lines_are_kept_once_and_not_at_the_start():
    assert lines(docx(*map(paragraph, ("", "", "một", "", "", "", "hai")))) == ["một", "", "hai"]


def test_pages_begin_at_breaks():
    page = '<w:r><w:br w:type="page"/></w:r>'
    content = extract_docx(docx(paragraph("một"), paragraph(page, "hai"), paragraph("ba", page), paragraph("bốn")))
    assert [content.text[a:][:3] for a in content.pages] == ["một", "hai", "bốn"]


def test_pages_as_last_printed_win_over_breaks():
    def rendered(text):
        return f"<w:r><w:lastRenderedPageBreak/><w:t>{text}</w:t></w:r>"

    hard = '<w:r><w:br w:type="page"/></w:r>'
    content = extract_docx(docx(paragraph("một ", rendered("hai")), paragraph(hard), paragraph(rendered("ba"))))
    assert [content.text[a:][:3] for a in content.pages] == ["một", "hai", "ba"]


def test_anchors_slice_runs_as_python_docx_gives_them():
    made = python_docx.Document()
    first = made.add_paragraph("Căn cứ ")
    first.add_run("Nghị quyết số 35-NQ/TW").bold = True
    first.add_run("\tcủa Bộ Chính trị\nngày 22/10/2018")
    cell = made.add_table(1, 2).rows[0].cells
    cell[0].text, cell[1].text = "Đơn vị", "Số lượng"
    made.add_paragraph("Cuối ").add_run("cùng")
    out = io.BytesIO()
    made.save(out)
    content = extract_docx(out.getvalue())
    paragraphs = list(python_docx.Document(io.BytesIO(out.getvalue())).element.body.iter(qn("w:p")))
    assert len(content.anchors) == 7
    for anchor in content.anchors:
        told = python_docx.text.paragraph.Paragraph(paragraphs[anchor.paragraph], None).runs[anchor.run].text
        piece = content.text[anchor.start : anchor.end]
        assert told.replace("\t", " ")[anchor.character :][: len(piece)] == piece
    assert "".join(content.text[a.start : a.end] for a in content.anchors[:3]) == content.text.split("\nĐơn")[0]


def test_an_anchor_after_composed_letters_and_numbers_still_slices():
    data = docx(numbered("Hoà bình".replace("à", "à")), paragraph("x"), numbering=lists(level(0, "%1.")))
    content = extract_docx(data)
    assert content.text == "1. Hoà bình\nx"
    assert [(content.text[a.start : a.end], a.paragraph, a.run, a.character) for a in content.anchors] == [
        ("Hoà bình", 0, 0, 0),
        ("x", 1, 0, 0),
    ]


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_secrecy_mark_in_the_page_header_is_refused(mark):
    with pytest.raises(SecretDocument, match=f"“{mark}”"):
        extract_docx(docx(paragraph("Nội dung"), header1=part("hdr", paragraph(mark))))


def test_the_word_for_secret_in_a_page_header_s_sentence_is_no_mark():
    header = part("hdr", paragraph("Bảo vệ bí mật nhà nước"))
    assert extract_docx(docx(paragraph("Nội dung"), header1=header)).text == "Nội dung"


def test_page_headers_and_comments_are_no_text():
    data = docx(
        paragraph("Nội dung", "<w:r><w:commentReference w:id='1'/></w:r>"),
        header1=part("hdr", paragraph("Trang đầu")),
        comments=part("comments", f"<w:comment w:id='1'>{paragraph('ý kiến')}</w:comment>"),
    )
    assert extract_docx(data).text == "Nội dung"


def test_an_embedded_document_is_told():
    content = extract_docx(docx(paragraph("x"), '<w:altChunk r:id="rId9"/>'))
    assert "altChunk" in content.warnings[0]


def test_a_package_without_a_body_is_unreadable():
    with pytest.raises(UnreadableFile, match="không có phần thân"):
        extract_docx(package({"word/document.xml": part("document", "")}))
