"""Comments in Word files: at their places in runs, hyperlinks, tables and insertions, nothing else changed."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from assistant.checks.comments import comment_of, commented, commented_text
from directives.grounded import CheckReport, Finding
from ingest.extract import extract


def finding(text, words, kind="wrong_date", expected="05/3/2024"):
    start = text.index(words)
    return Finding(kind, "error", start, start + len(words), words, f"Sai: {words}; hãy sửa.", expected)


def report(text, *words):
    return CheckReport(text, tuple(finding(text, w) for w in words), ())


def saved(word):
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def marked(data):
    """Comment text → the words between its range marks, read off the XML."""
    word = docx.Document(io.BytesIO(data))
    found = {}
    for comment in word.comments:
        inside, words = False, ""
        for node in word.element.body.iter():
            if node.tag in (qn("w:commentRangeStart"), qn("w:commentRangeEnd")):
                if node.get(qn("w:id")) == str(comment.comment_id):
                    inside = node.tag == qn("w:commentRangeStart")
            elif inside and node.tag == qn("w:t"):
                words += node.text or ""
            elif inside and node.tag == qn("w:tab"):
                words += "\t"
        found[comment.text] = words
    return found


def check_words(word, *words):
    """Comment `words` in a Word file; return where the comments lie, and assert that the text stays."""
    data = saved(word)
    content = extract(data, "draft.docx")
    result = commented(data, content.anchors, report(content.text, *words))
    assert extract(result, "draft.docx").text == content.text
    return marked(result)


def of(words):
    return f"Lỗi: Sai: {words}; hãy sửa.\nNên ghi: 05/3/2024"


def test_a_finding_inside_a_run_splits_it_and_keeps_its_looks():
    word = docx.Document()
    run = word.add_paragraph().add_run("Theo Kế hoạch ngày 04/3/2024 của Liên đoàn")
    run.bold, run.font.size = True, Pt(13)
    data = saved(word)
    content = extract(data, "draft.docx")
    result = commented(data, content.anchors, report(content.text, "04/3/2024"))
    assert marked(result) == {of("04/3/2024"): "04/3/2024"}
    runs = docx.Document(io.BytesIO(result)).paragraphs[0].runs
    assert [r.text for r in runs if r.text] == ["Theo Kế hoạch ngày ", "04/3/2024", " của Liên đoàn"]
    assert all(r.bold and r.font.size == Pt(13) for r in runs if r.text)


def test_a_finding_over_several_runs():
    word = docx.Document()
    paragraph = word.add_paragraph("Theo Kế ho")
    paragraph.add_run("ạch số").italic = True
    paragraph.add_run(" 12/KH-LĐLĐ ngày")
    assert check_words(word, "Kế hoạch số 12/KH-LĐLĐ") == {of("Kế hoạch số 12/KH-LĐLĐ"): "Kế hoạch số 12/KH-LĐLĐ"}


def test_findings_that_touch_overlap_and_repeat():
    word = docx.Document()
    word.add_paragraph("Nghị quyết số 35/NQ-TW ngày 22/10/2019 của Ban Bí thư")
    words = ("Nghị quyết số 35/NQ-TW ngày 22/10/2019", "35/NQ-TW", "22/10/2019", "Ban Bí thư")
    assert check_words(word, *words) == {of(w): w for w in words}


def test_findings_in_tables_and_after_tabs_and_line_breaks():
    word = docx.Document()
    table = word.add_table(1, 2)
    table.cell(0, 0).text = "Số: 45/KH-LĐLĐ"
    table.cell(0, 1).text = "Sông Ngàn, ngày 02 tháng 7 năm 2024"
    paragraph = word.add_paragraph("Căn cứ\tKế hoạch 12")
    paragraph.add_run().add_break()
    paragraph.add_run("ngày 04/3/2024")
    words = ("45/KH-LĐLĐ", "02 tháng 7", "Kế hoạch 12", "04/3/2024")
    assert check_words(word, *words) == {of(w): w for w in words}


def test_findings_over_paragraphs():
    word = docx.Document()
    word.add_paragraph("Theo Quy định")
    word.add_paragraph("số 368-QĐ/TU của Tỉnh ủy")
    assert check_words(word, "Quy định\nsố 368-QĐ/TU") == {
        of("Quy định\nsố 368-QĐ/TU").replace("\n", "\n"): "Quy địnhsố 368-QĐ/TU"
    }


def test_runs_inside_hyperlinks_and_insertions_count_as_when_read():
    word = docx.Document()
    paragraph = word.add_paragraph("Theo ")
    for tag, text in (("w:ins", "Kế hoạch "), ("w:del", "Quyết định "), ("w:hyperlink", "12/KH-LĐLĐ")):
        holder = paragraph._p.makeelement(qn(tag), {})
        run = paragraph._p.makeelement(qn("w:r"), {})
        words = run.makeelement(qn("w:delText" if tag == "w:del" else "w:t"), {})
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
        holder.append(run)
        paragraph._p.append(holder)
    paragraph.add_run(" ngày 04/3/2024")
    words = ("Kế hoạch", "12/KH-LĐLĐ", "04/3/2024")
    assert check_words(word, *words) == {of(w): w for w in words}


def test_decomposed_letters_do_not_shift_the_place():
    word = docx.Document()
    word.add_paragraph("Nghi\u0323 quye\u0302\u0301t so\u0302\u0301 35/NQ-TW nga\u0300y 22/10/2019")
    assert check_words(word, "35/NQ-TW", "22/10/2019") == {of(w): w for w in ("35/NQ-TW", "22/10/2019")}


def test_automatic_numbers_have_no_run_so_the_comment_lies_near():
    word = docx.Document()
    word.add_paragraph("Trước")
    word.add_paragraph("Thực hiện Kế hoạch", style="List Number")
    data = saved(word)
    content = extract(data, "draft.docx")
    label = content.text[content.text.index("\n") + 1 : content.text.index("Thực")]
    if label:
        result = commented(data, content.anchors, report(content.text, label + "Thực"))
        assert list(marked(result).values()) == ["Thực"]


@pytest.mark.parametrize("text", ["Dòng một\n\nKế hoạch ngày 04/3/2024\ncuối", "04/3/2024", "a\x0b04/3/2024 \ufffe"])
def test_a_plain_text_becomes_a_file_with_comments(text):
    result = commented_text(report(text, "04/3/2024"))
    assert marked(result) == {of("04/3/2024"): "04/3/2024"}
    paragraphs = docx.Document(io.BytesIO(result)).paragraphs
    assert len(paragraphs) == text.count("\n") + 1


def test_what_a_comment_says():
    plain = Finding("ambiguous", "warning", 0, 2, "ab", "Trùng số; hãy ghi thêm ngày.")
    assert comment_of(plain) == "Cần xem: Trùng số; hãy ghi thêm ngày."
