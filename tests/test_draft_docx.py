"""Drafts as Word files, measured against Nghị định 30/2020/NĐ-CP and 933/QĐ-TLĐ; Word and LibreOffice open them."""

import io
import re
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from assistant.drafts.as_docx import TEMPLATES, draft_docx, on_two_lines, source_rows
from assistant.drafts.templates.build import templates
from directives.drafting import evidence_of, with_paragraphs
from directives.errors import BadSetting
from directives.grounded import DraftParagraph, Office
from library.drafting import DraftRequest
from tests.drafting import KINDS, fill, opened
from tests.programs import require_program

STATE = ("cong_van", "ke_hoach", "bao_cao", "de_cuong")
YEAR = date.today().year


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("docx")) as library:
        yield library, fill(library)


@pytest.fixture(scope="module")
def made(archive):
    """A draft of each kind for tasks 2, 9 and 14, with its file."""
    library, directive = archive
    drafts = {kind: library.drafts.make(DraftRequest(kind, directive, ("2", "9", "14"))) for kind in KINDS}
    return {kind: (draft, library.drafts.docx(draft)) for kind, draft in drafts.items()}


def word(data):
    return Document(io.BytesIO(data))


def styled(document, style):
    """The paragraphs of a style, those in tables too, in their order."""
    found = list(document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"))
    from docx.text.paragraph import Paragraph

    return [p for p in (Paragraph(e, document) for e in found) if p.style.name == style]


def texts(document, style):
    return [p.text.replace("\n", " ") for p in styled(document, style) if p.text.strip()]


def look(document, style):
    """Size, bold, italic, alignment and font of a style."""
    held = document.styles[style]
    alignment = held.paragraph_format.alignment
    return held.font.size, bool(held.font.bold), bool(held.font.italic), alignment, held.base_style.font.name


CENTRE, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


@pytest.mark.parametrize("kind", KINDS)
def test_paper_and_margins(made, kind):
    section = word(made[kind][1]).sections[0]
    near = lambda length: round(length / Mm(1), 1)  # noqa: E731
    assert (near(section.page_width), near(section.page_height)) == (210, 297)
    assert 20 <= near(section.top_margin) <= 25 and 20 <= near(section.bottom_margin) <= 25
    assert 30 <= near(section.left_margin) <= 35 and 15 <= near(section.right_margin) <= 20


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_number_is_centred_in_the_top_margin_from_page_2(made, kind):
    section = word(made[kind][1]).sections[0]
    assert section.different_first_page_header_footer
    number = section.header.paragraphs[0]
    assert number.alignment == CENTRE and "PAGE" in number._p.xml
    assert "PAGE" not in section.first_page_header._element.xml


@pytest.mark.parametrize("kind", KINDS)
def test_fonts_and_sizes(made, kind):
    document = word(made[kind][1])
    font = "Times New Roman"
    assert document.styles["Normal"].font.name == font
    expected = {
        "Quốc hiệu": (Pt(12), True, False, CENTRE, font),
        "Tiêu ngữ": (Pt(13), True, False, CENTRE, font),
        "Cơ quan chủ quản": (Pt(12), False, False, CENTRE, font),
        "Tên cơ quan": (Pt(12), True, False, CENTRE, font),
        "Số ký hiệu": (Pt(13), False, False, CENTRE, font),
        "Địa danh ngày tháng": (Pt(13), False, True, CENTRE, font),
        "Trích yếu công văn": (Pt(12), False, False, CENTRE, font),
        "Tên loại": (Pt(14), True, False, CENTRE, font),
        "Trích yếu": (Pt(14), True, False, CENTRE, font),
        "Căn cứ": (Pt(14), False, True, BOTH, font),
        "Thân văn bản": (Pt(14), False, False, BOTH, font),
        "Nơi nhận": (Pt(12), True, True, LEFT, font),
        "Dòng nơi nhận": (Pt(11), False, False, LEFT, font),
        "Quyền hạn chức vụ": (Pt(14), True, False, CENTRE, font),
        "Người ký": (Pt(14), True, False, CENTRE, font),
    }
    assert {style: look(document, style) for style in expected} == expected
    body = document.styles["Thân văn bản"].paragraph_format
    assert Mm(10) <= body.first_line_indent <= Mm(12.7)
    assert 1.0 <= body.line_spacing <= 1.5 and body.space_after >= Pt(6)
    # What is written keeps the look of its style: no run has a font or a size of its own.
    for paragraph in styled(document, "Thân văn bản"):
        assert {(run.font.name, run.font.size) for run in paragraph.runs} <= {(None, None)}


@pytest.mark.parametrize("kind", STATE)
def test_the_heading(made, kind):
    document = word(made[kind][1])
    assert texts(document, "Quốc hiệu") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert texts(document, "Tiêu ngữ") == ["Độc lập - Tự do - Hạnh phúc"]
    assert texts(document, "Cơ quan chủ quản") == ["TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM"]
    assert texts(document, "Tên cơ quan") == ["LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN"]
    assert texts(document, "Địa danh ngày tháng") == [f"Sông Ngàn, ngày      tháng      năm {YEAR}"]
    left, right = document.tables[0].rows[0].cells
    assert left.paragraphs[0].style.name == "Cơ quan chủ quản" and right.paragraphs[0].style.name == "Quốc hiệu"
    # Lines: under the motto as long as it, under the office's name between a third and a half of it.
    for cell, least, most in ((right, 54, 58), (left, 20, 40)):
        (line,) = [p for p in cell.paragraphs if p._p.xpath("./w:pPr/w:pBdr/w:bottom")]
        width = cell.width - line.paragraph_format.left_indent - line.paragraph_format.right_indent
        assert least <= width / Mm(1) <= most
    assert (left.width + right.width) / Mm(1) == pytest.approx(165, abs=0.5)


def test_the_number_is_blank_and_has_the_symbol_of_office_and_kind(made):
    numbers = {kind: texts(word(made[kind][1]), "Số ký hiệu") for kind in KINDS}
    assert numbers == {
        "cong_van": ["Số:      /LĐLĐ-TGNC"],
        "ke_hoach": ["Số:      /KH-LĐLĐ"],
        "bao_cao": ["Số:      /BC-LĐLĐ"],
        "de_cuong": [],
        "ban_tin": [],
        "slide": [],
    }
    assert texts(word(made["de_cuong"][1]), "Kèm theo") == [
        f"(Kèm theo Công văn số      /LĐLĐ-TGNC ngày      tháng      năm {YEAR} của Liên đoàn Lao động tỉnh Sông Ngàn)"
    ]


def test_the_title_of_a_letter_stands_under_its_number_and_that_of_other_kinds_in_the_middle(made):
    letter = word(made["cong_van"][1])
    cell = letter.tables[0].rows[1].cells[0]
    assert [p.style.name for p in cell.paragraphs if p.text] == ["Số ký hiệu", "Trích yếu công văn"]
    assert cell.paragraphs[-1].text == f"V/v {made['cong_van'][0].title}"
    assert texts(letter, "Kính gửi") == ["Kính gửi: [các cơ quan, đơn vị nhận văn bản]."]
    for kind, name in (("ke_hoach", "KẾ HOẠCH"), ("bao_cao", "BÁO CÁO"), ("de_cuong", "ĐỀ CƯƠNG TUYÊN TRUYỀN")):
        document = word(made[kind][1])
        assert texts(document, "Tên loại") == [name]
        assert texts(document, "Trích yếu") == [made[kind][0].title]


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_stand_in_the_order_of_the_form(made, kind):
    document = word(made[kind][1])
    order = ["Tên cơ quan", "Quốc hiệu", "Số ký hiệu", "Trích yếu công văn", "Địa danh ngày tháng", "Kính gửi"]
    order += ["Tên loại", "Trích yếu", "Căn cứ", "Thân văn bản", "Nơi nhận", "Quyền hạn chức vụ", "Người ký", "Phụ lục"]
    from docx.text.paragraph import Paragraph

    first = {}
    for number, element in enumerate(document.element.body.iter()):
        if element.tag.endswith("}p"):
            paragraph = Paragraph(element, document)
            if paragraph.text.strip():
                first.setdefault(paragraph.style.name, number)
    seen = [style for style in order if style in first]
    assert [first[style] for style in seen] == sorted(first[style] for style in seen)
    assert {"Tên cơ quan", "Địa danh ngày tháng", "Thân văn bản", "Phụ lục"} <= set(seen)


def test_the_signature_and_the_recipients(made):
    document = word(made["ke_hoach"][1])
    assert texts(document, "Nơi nhận") == ["Nơi nhận:"]
    assert texts(document, "Dòng nơi nhận") == ["- Như trên;", "- Ban Tuyên giáo Tỉnh ủy;", "- Lưu: VT, TGNC."]
    assert texts(document, "Quyền hạn chức vụ") == ["TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"]
    assert texts(document, "Người ký") == ["Trần Thị Mẫu"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_paragraph_is_printed_and_no_field_is_left(made, kind):
    draft, data = made[kind]
    document = word(data)
    printed = texts(document, "Thân văn bản") + texts(document, "Căn cứ")
    wanted = [" ".join(p.text.split()) for s in draft.sections for p in s.paragraphs]
    assert sorted(printed) == sorted(wanted + [p.text for p in draft.bases])
    assert not re.search(r"\{[{%]|[%}]\}", "".join(document.element.body.itertext()))


def test_the_appendix_names_every_source_where_it_is_used(archive, made):
    draft, data = made["ke_hoach"]
    document = word(data)
    assert texts(document, "Phụ lục") == ["PHỤ LỤC NGUỒN TRÍCH DẪN (không phát hành)"]
    assert styled(document, "Phụ lục")[0].paragraph_format.page_break_before
    table = document.tables[2]
    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert rows[0] == ("TT", "Dùng ở", "Văn bản, vị trí", "Nguyên văn")
    assert rows[1:] == source_rows(draft, archive[0].places(evidence_of(draft)))
    assert any(", nhiệm vụ 2" in row[2] for row in rows) and not any("trang" in row[2] for row in rows)  # text files
    evidence = {(e.document, e.start) for p in draft.bases for e in p.sources}
    evidence |= {(e.document, e.start) for s in draft.sections for p in s.paragraphs for e in p.sources}
    assert len(rows) - 1 == len(evidence)
    assert any(row[1] == "Căn cứ" for row in rows[1:]) and any("Phần II" in row[1] for row in rows[1:])


def test_an_office_that_is_not_set_is_a_marked_placeholder_and_nobody_signs(made):
    draft = replace(made["cong_van"][0], office=Office(""))
    document = word(draft_docx(draft))
    assert texts(document, "Tên cơ quan") == ["[TÊN CƠ QUAN, TỔ CHỨC]"]
    assert texts(document, "Số ký hiệu") == ["Số:      /[ký hiệu]"]
    assert texts(document, "Địa danh ngày tháng") == [f"[địa danh], ngày      tháng      năm {YEAR}"]
    assert texts(document, "Quyền hạn chức vụ") == [] and texts(document, "Người ký") == []
    (run,) = [r for r in styled(document, "Tên cơ quan")[0].runs if r.text]
    assert run._r.xpath("./w:rPr/w:shd/@w:fill") == ["FFF2A8"]


def test_text_without_support_is_red_and_so_is_a_wrong_citation(archive, made):
    library, _ = archive
    draft = made["ke_hoach"][0]
    unsupported = DraftParagraph("Có 5.000 người dự.", "generated", (), "nguồn không có số này")
    wrong = DraftParagraph("Theo Kế hoạch số 22/KH-LĐLĐ ngày 01/01/2020 của Liên đoàn Lao động tỉnh.", "edited")
    changed = library.drafts.checked(with_paragraphs(draft, 0, [unsupported, wrong]))
    assert any(f.kind == "wrong_date" for f in changed.findings)
    body = styled(word(library.drafts.docx(changed)), "Thân văn bản")
    red = ["".join(r.text for r in p.runs if r.font.color.rgb == RGBColor(0xC0, 0, 0)) for p in body[:2]]
    assert red[0] == "Có 5.000 người dự."
    assert red[1] == "01/01/2020"


def test_markup_and_control_characters_of_a_text_are_plain_text(made):
    draft = made["slide"][0]
    hostile = DraftParagraph("a < b & {{ 7 * 7 }} {% for %} <w:br/> \x0b\x00 hết", "edited")
    document = word(draft_docx(with_paragraphs(draft, 0, [hostile])))
    assert "a < b & {{ 7 * 7 }} {% for %} <w:br/>" in texts(document, "Thân văn bản")[0]


def test_the_templates_are_those_that_their_script_makes():
    for name, data in templates().items():
        assert (TEMPLATES / name).read_bytes() == data, f"{name}: run python -m assistant.drafts.templates.build"


def test_an_office_may_put_its_own_template_in_place(archive, made, tmp_path):
    own = Document()
    own.add_paragraph("MẪU RIÊNG {{ kind }}")
    own.save(tmp_path / "ke_hoach.docx")
    document = word(draft_docx(made["ke_hoach"][0], tmp_path))
    assert [p.text for p in document.paragraphs] == ["MẪU RIÊNG KẾ HOẠCH"]
    assert texts(word(draft_docx(made["bao_cao"][0], tmp_path)), "Tên loại") == ["BÁO CÁO"]


@pytest.mark.parametrize("text", ["{{ kind", "{% for x in sections %}", "{{ ''.__class__.__mro__ }}"])
def test_a_template_that_cannot_be_filled_or_does_more_is_refused_with_the_remedy(made, tmp_path, text):
    own = Document()
    own.add_paragraph(text)
    own.save(tmp_path / "ke_hoach.docx")
    with pytest.raises(BadSetting, match="sửa lại các trường"):
        draft_docx(made["ke_hoach"][0], tmp_path)


def test_a_file_that_is_no_word_file_is_refused_with_the_remedy(made, tmp_path):
    (tmp_path / "ke_hoach.docx").write_bytes(b"xin chao")
    with pytest.raises(BadSetting, match="ke_hoach.docx"):
        draft_docx(made["ke_hoach"][0], tmp_path)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "TỔNG LIÊN ĐOÀN LAO ĐỘNG|VIỆT NAM"),
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", "LIÊN ĐOÀN LAO ĐỘNG|TỈNH SÔNG NGÀN"),
        ("TỈNH ỦY SÔNG NGÀN", "TỈNH ỦY SÔNG NGÀN"),
        ("CÔNG ĐOÀN GIÁO DỤC VÀ ĐÀO TẠO SÔNG NGÀN", "CÔNG ĐOÀN GIÁO DỤC|VÀ ĐÀO TẠO SÔNG NGÀN"),
    ],
)
def test_a_long_name_breaks_before_the_place(name, lines):
    assert on_two_lines(name).replace("\n", "|") == lines


def test_libreoffice_opens_every_kind_and_the_heading_keeps_to_its_lines(made, tmp_path):
    office = require_program("soffice", "libreoffice")
    pdftotext = require_program("pdftotext")
    for kind, (_, data) in made.items():
        (tmp_path / f"{kind}.docx").write_bytes(data)
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(tmp_path), *(str(tmp_path / f"{kind}.docx") for kind in made)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for kind in made:
        pdf = tmp_path / f"{kind}.pdf"
        text = subprocess.run([pdftotext, "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
        pages = text.split("\f")
        assert "PHỤ LỤC NGUỒN TRÍCH DẪN (không phát hành)" in text
        assert [page.split()[0] for page in pages[1:-1]] == [str(n) for n in range(2, len(pages))]
        if kind in STATE:
            assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0].splitlines()[0]
            assert "Độc lập - Tự do - Hạnh phúc" in pages[0]
